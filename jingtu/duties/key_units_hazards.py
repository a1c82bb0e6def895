"""Hidden-danger investigation (隐患排查) by key units: KU-003 to KU-007."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import AbnormalResult
from jingtu.duties.key_units_listing import for_key_unit, listed, while_listed
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import ONE_DAY, Day, Days, Held
from jingtu.duties.spans import years

SHANXI_PLAN_FROM, SHANXI_PLAN_END = date(2021, 6, 22), date(2021, 12, 31)


def first_hazard_check(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Within a year of being listed: the guide's year, the law only asks for checks."""
    if happened(unit.listed_on, day.on):
        done = min(_rounds(unit), default=None)
        yield from while_listed(unit, day.within(years(1), unit.listed_on, done=done, basis=Basis.PLAN))
    elif unit.listed_on is None and unit.key_unit:
        yield review("listed_on")


def hazard_check_of_old_units(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Units listed before the Shanxi plan of 2021 came out: by the end of that year."""
    if day.on >= SHANXI_PLAN_FROM:
        found = day.by(SHANXI_PLAN_END, done=min(_rounds(unit), default=None), since=unit.listed_on)
        yield from for_key_unit(unit, SHANXI_PLAN_FROM - ONE_DAY, found)


def next_hazard_check(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """At the latest three years after the last one, with a word after two: the guide's years."""
    rounds, held = _rounds(unit), Held(None, unit.delisted_on)
    if rounds:
        yield from day.every(years(3), rounds, held=held, warn=years(2), basis=Basis.PLAN)


def supplementary_hazard_check(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Within a year after a project goes into production; timely on an abnormal result."""
    for project in unit.projects:
        start = project.commissioned_on
        if happened(start, day.on):
            found = day.within(years(1), start, done=project.checked_on, about=project.name, basis=Basis.PLAN)
            yield from for_key_unit(unit, start, found)
    for one in abnormal_results(unit, day):
        yield day.timely(one.checked_on, since=one.known_on, about=one.about)


def rectification(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each hidden danger by the end that its plan sets."""
    for item in unit.hazard_items:
        found = item.found_on or day.on
        if found <= day.on and listed(unit, found) is not False:
            about = item.place or item.problem
            due = day.by(item.plan_end_on, done=item.done_on, about=about, since=item.found_on)
            yield from naming("plan_end_on", [due])


def abnormal_results(unit: KeyUnit, day: Day) -> Iterator[AbnormalResult]:
    """What a key unit is known to have found abnormal by the day; only key units keep such records."""
    for one in unit.abnormal_results:
        known = one.known_on or day.on
        if known <= day.on and listed(unit, known) is not False:
            yield one


def _rounds(unit: KeyUnit) -> Days:
    """Full checks since listing; earlier ones were not made as a key unit."""
    start = unit.listed_on
    return unit.hazard_checks if start is None else tuple(one for one in unit.hazard_checks if one >= start)
