"""Doubled groundwater monitoring of key units after abnormal results (HJ 1209-2021): KU-015.

The tests of a result and the doubled frequency are remembered, not read in the standard: they remind, and prove
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import GroundwaterResult
from jingtu.duties.known import review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import days, months

# (class of the unit, sensitive area within 1 km?) -> half the period of KU-012 and KU-013; half a quarter is 45 days
DOUBLED = {
    (1, False): months(3),
    (1, True): days(45),
    (2, False): months(6),
    (2, True): months(3),
}
RISES = 4
NORMAL_AGAIN = 2


def doubled_monitoring(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Twice as often from an abnormal result on, until two normal ones, per well and substance."""
    if not unit.groundwater_results:
        return
    classes = {part.id: part.known_class for part in unit.monitored_units}
    for (part, well, substance), series in _series(unit, day.on).items():
        about = f"{well} {substance}".strip()
        episodes, unknown = _episodes(series)
        if unknown:
            yield review(*unknown, about=about)
        for since, until in episodes:
            yield from _sampled_twice(unit, day, classes.get(part), _span(series, since, until), about)


def _span(series: Sequence[GroundwaterResult], since: date, until: date | None) -> tuple[Held, tuple[date, ...]]:
    """The days on which the doubled frequency holds, and the sampling in them."""
    sampled = (one.sampled_on for one in series if one.sampled_on is not None)
    return Held(since, until), tuple(one for one in sampled if one > since and (until is None or one <= until))


def _sampled_twice(
    unit: KeyUnit, day: Day, unit_class: int | None, done: tuple[Held, tuple[date, ...]], about: str
) -> Iterator[Occurrence]:
    held, sampled = done
    sensitive = unit.groundwater_sensitive_1km
    if unit_class is None or sensitive is None:
        asked = (("unit_class", unit_class), ("groundwater_sensitive_1km", sensitive))
        missing = tuple(name for name, value in asked if value is None)
        yield review(*missing, about=about, since=held.start)
        return
    yield from day.every(DOUBLED[unit_class, sensitive], sampled, held=held, about=about, basis=Basis.MEMORY)


def _series(unit: KeyUnit, on: date) -> dict[tuple[str, str, str], list[GroundwaterResult]]:
    """Results up to the day by unit, well and substance, in order of sampling; undated ones first."""
    found: dict[tuple[str, str, str], list[GroundwaterResult]] = {}
    for one in sorted(unit.groundwater_results, key=lambda one: one.sampled_on or date.min):
        if one.sampled_on is None or one.sampled_on <= on:
            found.setdefault((one.monitored_unit, one.well, one.substance), []).append(one)
    return found


def _episodes(series: Sequence[GroundwaterResult]) -> tuple[list[tuple[date, date | None]], tuple[str, ...]]:
    """The spans of doubled frequency, from the abnormal to the second normal result; and what is not known."""
    found: list[tuple[date, date | None]] = []
    normal = NORMAL_AGAIN
    unknown: tuple[str, ...] = ()
    for number, one in enumerate(series, 1):
        if one.sampled_on is None:
            return [], ("sampled_on",)
        abnormal = _abnormal(series[:number])
        unknown = () if abnormal is not None else ("limit",) if one.value is not None else ("value",)
        if abnormal:
            if normal >= NORMAL_AGAIN:
                found.append((one.sampled_on, None))
            normal = 0
        elif abnormal is False:
            normal += 1
            if found and normal == NORMAL_AGAIN:
                found[-1] = (found[-1][0], one.sampled_on)
    return found, unknown


def _abnormal(series: Sequence[GroundwaterResult]) -> bool | None:
    """Whether the last result is above its limit, 30 % or more above the one before, or the fourth rise in a row."""
    last = series[-1]
    if last.not_detected:
        return False
    if last.value is None:
        return None
    if last.limit is not None and last.value > last.limit:
        return True
    values = [one.value for one in series[-RISES - 1 :]]
    before = values[-2] if len(values) > 1 else None
    if before is not None and before > 0 and 10 * last.value >= 13 * before:
        return True
    rises = [older is not None and newer is not None and newer > older for older, newer in pairwise(values)]
    if len(rises) == RISES and all(rises):
        return True
    return None if last.limit is None else False
