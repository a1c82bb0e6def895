"""What stands and is built at an enterprise: permits, facilities, tanks, substances, projects (KU-021, 030, 031, …)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_works import TreatmentFacility
from jingtu.duties.key_units_listing import for_key_unit
from jingtu.duties.known import happened, naming
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Parameter
from jingtu.duties.reckoning import Day


def soil_section_of_permit(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Written into the permit before it is issued or changed."""
    for permit in unit.permits:
        found = day.before(permit.issued_on, done=permit.soil_section_on, about=permit.number)
        yield from naming("issued_on", for_key_unit(unit, permit.issued_on or day.on, found))


def report_tank(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each tank after it is put to use, or after the unit that has it is listed; before that is in time as well."""
    for tank in unit.tanks:
        if tank.commissioned_on is None:
            continue
        event = max(tank.commissioned_on, unit.listed_on or tank.commissioned_on)
        if event > day.on:
            continue
        if tank.reported_on is not None and tank.reported_on < event:
            found = day.timely(tank.reported_on, since=event, about=tank.id)
        else:
            term = Parameter("province.tank_report_days")
            found = day.within(term, event, done=tank.reported_on, about=tank.id)
        yield from for_key_unit(unit, event, found)


def guard_facility(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Barrier and leak monitor stand before a facility with toxic substances is put to use."""
    for one in unit.facilities:
        for part, done in (("barrier", one.barrier_built_on), ("leak_monitor", one.leak_monitor_on)):
            found = day.before(one.commissioned_on, done=done, about=f"{one.id} {part}".strip())
            yield from naming("commissioned_on", for_key_unit(unit, one.commissioned_on or day.on, found))


def clean_treatment(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Central wastewater and waste facilities pollute no soil while they run."""
    for one in unit.treatment_facilities:
        missing = () if one.surroundings_monitored_on else ("surroundings_monitored_on",)
        standing = day.standing(since=one.running_from, about=one.id, missing=missing)
        found = (one.pollution_found_on, one.pollution_ended_on)
        yield from unless_broken(day, found, standing if _runs(one, day) else None, about=one.id)


def unless_broken(
    day: Day, finding: tuple[date | None, date | None], standing: Occurrence | None, *, about: str
) -> Iterator[Occurrence]:
    """A contrary finding (day found, day ended), and the continuing duty where none is open."""
    found, ended = finding
    if happened(found, day.on):
        breach = day.breach(found, ended=ended, about=about)
        yield breach
        if breach.open:
            return
    if standing is not None:
        yield standing


def _runs(facility: TreatmentFacility, day: Day) -> bool:
    started = facility.running_from is None or facility.running_from <= day.on
    return started and (facility.closed_on is None or facility.closed_on > day.on)


def no_leaks(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Whoever handles toxic substances keeps them from leaking, getting lost and blowing away."""
    leaks = [
        day.breach(one.found_on, ended=one.stopped_on, about=one.about)
        for one in unit.leaks
        if one.found_on is None or one.found_on <= day.on
    ]
    yield from naming("found_on", leaks)
    if not unit.toxic_substances or any(one.open for one in leaks):
        return
    if unit.seepage_barrier is False:
        yield Occurrence("barrier", State.MISSING, open=True)
    else:
        yield day.standing(missing=() if unit.seepage_barrier else ("seepage_barrier",))


def cleaner_materials(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Less toxic materials and cleaner processes are to be preferred in every project: encouraged, never late."""
    for project in unit.projects:
        since = project.applied_on or project.commissioned_on
        if happened(since, day.on):
            missing = () if project.substitution else ("substitution",)
            yield day.standing(since=since, about=project.name, missing=missing, soft=True)
