"""What authorities do about key units: lists, re-checks, investigations, monitoring around them, inspections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_key_units import HazardRecheck
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.key_units_hazards import abnormal_results
from jingtu.duties.key_units_listing import ever_listed, for_key_unit, held
from jingtu.duties.known import happened, naming, review
from jingtu.duties.levels import FROM_CITY_UP, UP_TO_CITY, at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day, Held, Yearly
from jingtu.duties.spans import days, years
from jingtu.problems import attention

SOURCE_PLAN_FROM, PASS_RATE_DAY = date(2024, 11, 1), date(2027, 12, 31)
SHANGDANG_YEAR, SHANGDANG_END = date(2022, 1, 1), date(2022, 12, 31)


def key_unit_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Published each year, by the end of March as a reminder."""
    lists = body.key_units.lists
    records = None if lists is None else [Yearly(one.year, one.published_on) for one in lists]
    found = day.annual((3, 31), records, held=Held(body.known_since), basis=Basis.DEFAULT)
    yield from at_level(body, FROM_CITY_UP, naming("lists", found))


def hazard_recheck(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Nine in ten hidden dangers rectified by the end of 2027; a re-check each year as a reminder."""
    if day.on >= SOURCE_PLAN_FROM:
        yield from at_level(body, UP_TO_CITY, _rechecked(body.key_units.rechecks, day))


def _rechecked(rechecks: tuple[HazardRecheck, ...] | None, day: Day) -> Iterator[Occurrence]:
    yield _pass_rate(rechecks or (), day)
    checked = None if rechecks is None else tuple(one.checked_on for one in rechecks if one.checked_on)
    yield from naming("rechecks", day.every(years(1), checked, about="recheck", basis=Basis.DEFAULT))


def _pass_rate(rechecks: tuple[HazardRecheck, ...], day: Day) -> Occurrence:
    """By the last re-check up to the year of the target; without hidden dangers there is no rate."""
    counted = [one for one in rechecks if one.year <= PASS_RATE_DAY.year and happened(one.checked_on, day.on)]
    last = max(counted, key=lambda one: (one.year, one.checked_on), default=HazardRecheck())
    if last.rectified is None or not last.hazards:
        names = ("hazards",) if last.hazards == 0 else ("hazards", "rectified")
        return day.target(PASS_RATE_DAY, met=None, about="pass rate", missing=names)
    wanted = -(-9 * last.hazards // 10)
    remark = attention("duties.short_of_target", reached=f"{last.rectified}/{last.hazards}", wanted=wanted)
    return day.target(PASS_RATE_DAY, met=last.rectified >= wanted, about="pass rate", remark=remark)


def investigate(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Abnormal data are investigated timely, within 30 days as a reminder."""
    for one in abnormal_results(unit, day):
        done = one.investigated_on
        found = day.within(days(30), one.known_on, done=done, about=one.about, basis=Basis.DEFAULT)
        yield from naming("known_on", [found])


def act_on_pollution(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """The unit traces the source of a sign of pollution and takes measures."""
    for one in abnormal_results(unit, day):
        yield day.timely(one.action_on, since=one.known_on, about=one.about)


def surroundings(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """The soil around it monitored regularly, yearly as a reminder."""
    if ever_listed(unit, day.on):
        found = day.every(years(1), unit.surroundings_sampled_on, held=held(unit), basis=Basis.DEFAULT)
        yield from naming("surroundings_sampled_on", found)


def inspect_treatment(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Pollution-control facilities inspected at least once a year (Zhongyuan)."""
    if ever_listed(unit, day.on):
        found = day.every(years(1), unit.treatment_inspected_on, held=held(unit))
        yield from naming("treatment_inspected_on", found)


def special_inspection(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """A unit that broke the law is covered by the special enforcement of 2022 (Shangdang)."""
    dated = [(one.inspected_on, one) for one in unit.inspections if one.inspected_on is not None]
    until = min(day.on, SHANGDANG_END)
    broken = min((when for when, one in dated if one.violation and when <= until), default=None)
    if broken is not None and day.on >= SHANGDANG_YEAR:
        done = min((when for when, one in dated if one.special and when >= max(broken, SHANGDANG_YEAR)), default=None)
        yield from for_key_unit(unit, broken, day.by(SHANGDANG_END, done=done, since=broken))


def cooperate(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Whoever is inspected cooperates at once."""
    for one in unit.inspections:
        when = one.inspected_on
        if not happened(when, day.on):
            continue
        if one.cooperated is None:
            yield review("cooperated", about=when.isoformat(), since=when)
        else:
            yield day.immediate(when, done=when if one.cooperated else None, about=when.isoformat())


def toxic_substance_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Published and renewed in good time by the body that keeps the list; for others nothing arises."""
    editions = body.key_units.toxic_list
    if editions is not None:
        published = [one.published_on for one in editions if happened(one.published_on, day.on)]
        yield day.timely(max(published, default=None))
