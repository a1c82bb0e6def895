"""Risk assessments, the risk-control and remediation list, its gates for land and works (CL-009 to CL-016, CL-027)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties import law
from jingtu.duties.facts.parcel import Listing, ListKind, Parcel
from jingtu.duties.facts.parcel_reports import Assessment
from jingtu.duties.facts.parcel_uses import Construction, LandCaseKind
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.parcels_steps import (
    Required,
    Step,
    ahead_of,
    cases,
    exceedances,
    first,
    gate,
    listed,
    listings,
    plan_asks,
    steps,
    target_reached,
    target_steps,
    unknown,
    within_or_earlier,
)
from jingtu.duties.reckoning import Day

LISTED_LAND_CASES = frozenset(LandCaseKind) - {LandCaseKind.TRANSFER}
GRANTS = frozenset({LandCaseKind.GRANT, LandCaseKind.ALLOCATION})


def assessed(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """A risk assessment reported to the province when a reviewed survey exceeds the standard of the use."""
    for found in exceedances(parcel, day.on):
        if found.exceeds is None:
            yield review(*found.missing, about=found.about, since=found.reviewed_on)
            continue
        if not found.exceeds:
            continue
        after = found.survey.finished_on or found.reviewed_on
        done = first((one.submitted_on for one in parcel.assessments), since=after)
        if found.dated or happened(done, day.on):
            period = Parameter("province.ra_days")
            yield within_or_earlier(day, period, found.reviewed_on, done=done, about=found.about)
        else:
            # A use that is only considered: the duty stands with it, and no day can be counted yet.
            yield day.standing(since=found.reviewed_on, about=found.about, missing=("decided_on",))


def contents(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """An assessment without what the law lists is not accepted for review."""
    for one in parcel.assessments:
        if happened(one.submitted_on, day.on):
            parts = _parts(one)
            lacking = unknown(**parts)
            shut = True if False in parts.values() else (None if lacking else False)
            yield day.gate(shut, since=one.submitted_on, about=one.id, missing=lacking)


def _parts(one: Assessment) -> dict[str, bool | None]:
    return {
        "pollutants": bool(one.pollutants) or None,
        "covers_soil_extent": one.covers_soil_extent,
        "covers_groundwater_extent": one.covers_groundwater_extent,
        "states_targets": one.states_targets,
    }


def control_list_entry(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Entered when the reviewed assessment asks for measures; entries are reported to the ministry."""
    entries = list(listings(parcel, ListKind.CONTROL, day.on))
    for one in parcel.assessments:
        if not one.review_passed or not happened(one.reviewed_on, day.on) or one.measures_needed is False:
            continue
        if one.measures_needed is None:
            yield review("control_needed", "remediation_needed", about=one.id, since=one.reviewed_on)
            continue
        entered = first(entry.listed_on for entry in entries if not happened(entry.removed_on, one.reviewed_on))
        if entered is not None and entered < one.reviewed_on:
            yield day.timely(entered, since=one.reviewed_on, about=one.id)
        else:
            yield day.immediate(one.reviewed_on, done=entered, about=one.id)
    for entry in entries:
        yield day.timely(entry.reported_to_ministry_on, since=entry.listed_on, about="ministry")


def removal(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """An application to leave the list is decided within the province's days."""
    for entry in listings(parcel, ListKind.CONTROL, day.on):
        if happened(entry.removal_applied_on, day.on):
            done = entry.removed_on or (entry.removal_reviewed_on if entry.removal_granted is False else None)
            period = Parameter("province.delist_days")
            found = day.within(period, entry.removal_applied_on, done=done)
            missing = _unpublished(entry, day.on)
            yield found._replace(missing=(*found.missing, *missing))


def _unpublished(entry: Listing, on: date) -> tuple[str, ...]:
    return unknown(removal_published_on=entry.removal_published_on) if happened(entry.removed_on, on) else ()


# Gates


def no_sensitive_use(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No sensitive use while listed; one that was taken up all the same is a breach until it ends."""
    entries = list(listings(parcel, ListKind.CONTROL, day.on))
    if not entries:
        return
    yield _list_gate(parcel, day)
    for one in parcel.occupancies:
        if happened(one.starts_on, day.on) and listed(parcel, ListKind.CONTROL, one.starts_on):
            if one.sensitive is None:
                yield review("sensitive", about=one.id)
            elif one.sensitive:
                yield day.breach(one.starts_on, ended=one.ended_on, about=one.id)


def _list_gate(parcel: Parcel, day: Day) -> Occurrence:
    entry = listed(parcel, ListKind.CONTROL, day.on)
    return day.gate(entry is not None, since=entry.listed_on if entry else None)


def no_land_procedure(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No expropriation, take-back, purchase, supply or change of use while listed."""
    if not any(listings(parcel, ListKind.CONTROL, day.on)):
        return
    yield _list_gate(parcel, day)
    for case in parcel.land_cases:
        if not happened(case.decided_on, day.on) or not listed(parcel, ListKind.CONTROL, case.decided_on):
            continue
        if case.kind is None:
            yield review("kind", about=case.about)
        elif case.kind in LISTED_LAND_CASES:
            yield day.breach(case.decided_on, ended=case.revoked_on, about=case.about)


def no_planning_permit(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No construction planning permit while a survey or assessment is due or the target is not met."""
    yield from gate(day, steps(parcel, day.on))
    for permit in parcel.permits:
        if happened(permit.issued_on, day.on) and any(one.open for one in steps(parcel, permit.issued_on)):
            yield day.breach(permit.issued_on, ended=permit.corrected_on, about=permit.id)


def no_unrelated_works(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No works but control and remediation; works that were begun stop at once. The Code adds the steps before."""
    yield from gate(day, _barring_works(parcel, day.on))
    for one in parcel.constructions:
        if happened(one.started_on, day.on) and one.for_remediation is not True:
            yield from _stopped(parcel, one, day)


def _barring_works(parcel: Parcel, on: date) -> list[Required]:
    if on < law.CODE_FROM:
        return list(target_steps(parcel, on))
    required = steps(parcel, on)
    return [one if one.step is Step.TARGET else one._replace(since=_under_code(one.since)) for one in required]


def _under_code(since: date | None) -> date:
    return max(since or law.CODE_FROM, law.CODE_FROM)


def _stopped(parcel: Parcel, works: Construction, day: Day) -> Iterator[Occurrence]:
    found_on = works.found_on if happened(works.found_on, day.on) else None
    over = happened(works.stopped_on, day.on) or happened(works.ended_on, day.on)
    barred = [one for one in _barring_works(parcel, found_on or day.on) if one.open]
    if not barred or (found_on is None and over):
        return
    if works.for_remediation is None:
        yield review("for_remediation", about=works.id)
    elif found_on is not None:
        yield day.immediate(found_on, done=works.stopped_on or works.ended_on, about=works.id)
    else:
        since = max(filter(None, (works.started_on, first(one.since for one in barred))))
        yield day.standing(since=since, about=works.id, missing=("found_on",))


def measures_first(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Measures stand before the land is granted (where a plan says so); remediated and evaluated before works."""
    required = list(target_steps(parcel, day.on))
    if not required:
        return
    reached = target_reached(parcel, day.on, since=first(one.since for one in required)).day
    for case in cases(parcel, GRANTS, day.on):
        if plan_asks("CL-044", day.place, case.decided_on or day.on):
            done = first((*(works.ended_on for works in parcel.works), reached))
            # The plan's own term: the law that is cited beside it bars only the start of works.
            event, basis = case.decided_on, Basis.PLAN
            yield ahead_of(day, event, done=done, field="decided_on", about=case.about, basis=basis)
    for one in parcel.constructions:
        if one.for_remediation is None:
            yield review("for_remediation", about=one.id)
        elif not one.for_remediation:
            yield ahead_of(day, one.started_on, done=reached, field="started_on", about=one.id)
