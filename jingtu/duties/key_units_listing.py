"""When an enterprise is a key unit, and what it owes by standing on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.key_unit import KeyUnit, Policy
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Days, Held, Yearly
from jingtu.duties.regular import while_cited
from jingtu.duties.spans import Span, years


def listed(unit: KeyUnit, on: date) -> bool | None:
    """Whether the enterprise is a key unit on a day; None where that is not known."""
    if unit.delisted_on is not None and on >= unit.delisted_on:
        return False
    if unit.listed_on is not None:
        return unit.listed_on <= on
    return unit.key_unit


def ever_listed(unit: KeyUnit, on: date) -> bool:
    """Whether it is known to be a key unit on a day, or to have been one before."""
    return unit.key_unit is True if unit.listed_on is None else unit.listed_on <= on


def held(unit: KeyUnit) -> Held:
    """The days on which the duties of a key unit hold."""
    return Held(unit.listed_on, unit.delisted_on)


def for_key_unit(unit: KeyUnit, when: date, found: Occurrence) -> Iterator[Occurrence]:
    """The occurrence if the enterprise is a key unit on a day; a person decides where that is not known."""
    known = listed(unit, when)
    if known is None:
        yield review("listed_on", about=found.about, since=found.since)
    elif known:
        yield found


def while_listed(unit: KeyUnit, found: Occurrence) -> Iterator[Occurrence]:
    """The occurrence unless the unit was taken off the list before its due day."""
    due = found.effective or found.nominal
    if unit.delisted_on is None or due is None or due <= unit.delisted_on:
        yield found


def again(unit: KeyUnit, day: Day, span: Span, acts: Days | None, *, about: str = "") -> Iterator[Occurrence]:
    """What a key unit does again within a period after the last time, until it is taken off the list."""
    if acts or listed(unit, day.on) is not False:
        yield from day.every(span, acts, held=Held(None, unit.delisted_on), about=about)


def toxic_report(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Yearly for the year before, first for the year of listing; by 31 January where the province has set no day."""
    if ever_listed(unit, day.on):
        start = unit.listed_on and date(unit.listed_on.year, 12, 31)
        due = Parameter("province.toxic_report_day")
        reports = day.annual(due, unit.toxic_reports, held=Held(start, unit.delisted_on), lag=1)
        for found in naming("toxic_reports", reports):
            yield found._replace(since=unit.listed_on)


def responsibility_letter(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Signed with the government, yearly as a reminder, while a plan asks for it."""
    if ever_listed(unit, day.on):
        signed = _days(None if unit.letters is None else [one.signed_on for one in unit.letters])
        ends = [end for end in (unit.delisted_on, while_cited("KU-027", unit).until) if end is not None]
        rounds = Held(unit.listed_on, min(ends, default=None))
        yield from naming("letters", day.every(years(1), signed, held=rounds, basis=Basis.DEFAULT))


def insurance(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Taken out within a year of listing and renewed by the end of each policy: a reminder of what is encouraged."""
    if ever_listed(unit, day.on):
        for found in _insured(unit, day):
            yield found._replace(soft=True, basis=Basis.DEFAULT)


def _insured(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    if unit.policies is None:
        yield Occurrence("", State.TRIGGERED, unit.listed_on, missing=("policies",))
        return
    dated = [(one.starts_on, one) for one in unit.policies if happened(one.starts_on, day.on)]
    running = sorted(dated, key=lambda one: one[0])
    starts = [start for start, _ in running]
    yield from _first_insured(unit, day, starts[0] if starts else None)
    for (start, policy), following in zip(running, [*starts, None][1:], strict=True):
        yield from while_listed(unit, _renewed(day, start, policy, following))


def _first_insured(unit: KeyUnit, day: Day, first: date | None) -> Iterator[Occurrence]:
    """Within a year of listing; one that was insured before owes only renewals."""
    if unit.listed_on is None:
        if first is None:
            yield day.timely(None)
    elif first is None or first >= unit.listed_on:
        yield from while_listed(unit, day.within(years(1), unit.listed_on, done=first))


def _renewed(day: Day, start: date, policy: Policy, following: date | None) -> Occurrence:
    end = policy.ends_on or years(1).after(start)
    return day.by(end, done=following, about=policy.number, since=start)


def emergency_plan(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Revised every three years; an edition known to leave out soil and groundwater does not count."""
    if not ever_listed(unit, day.on):
        return
    counted = [one for one in unit.emergency_plans or () if one.soil_and_groundwater is not False]
    made = _days(None if unit.emergency_plans is None else [one.made_on for one in counted])
    unknown = ("soil_and_groundwater",) if any(one.soil_and_groundwater is None for one in counted) else ()
    for found in naming("emergency_plans", again(unit, day, years(3), made)):
        yield found._replace(missing=(*found.missing, *unknown))


def system_entry(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Yearly in the national key-unit system, by the day that the system sets."""
    if ever_listed(unit, day.on):
        entries = unit.system_entries
        records = None if entries is None else [Yearly(one.year, one.entered_on) for one in entries]
        found = day.annual(Parameter("system.upload_day"), records, held=held(unit))
        yield from naming("system_entries", found)


def _days(found: list[date | None] | None) -> Days | None:
    return None if found is None else tuple(one for one in found if one is not None)
