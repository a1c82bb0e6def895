"""Planning, assessing, building on and reclaiming parcels (CL-039, 045, 048 to 052, 054, 060, 041)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.parcel import FindingKind, History, ListKind, Parcel, RiskGrade
from jingtu.duties.facts.parcel_uses import (
    Construction,
    EiaApplication,
    FillSource,
    LandCase,
    LandCaseKind,
    Occupancy,
    Reclamation,
    UseKind,
)
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.parcels_steps import (
    USE_CHANGES,
    Required,
    Step,
    ahead_of,
    cases,
    continuing,
    gate,
    listed,
    sensitive_changes,
    steps,
    surveyed,
    target_reached,
    unknown,
)
from jingtu.duties.reckoning import Day

CLEAN_UP = (date(2021, 1, 1), date(2022, 12, 31))
"""Permits issued since 2021 are gone through in 2022; the last day is the platform's own reminder."""
LIVED_IN = frozenset({UseKind.RESIDENTIAL, UseKind.SCHOOL, UseKind.ELDERLY_CARE})
TAKE_BACKS = frozenset({LandCaseKind.TAKE_BACK, LandCaseKind.PURCHASE})


# Land procedures: what the system says


def query_before_take_back(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """System queried and ecology department's reply in hand before land is taken back or purchased."""
    for case in cases(parcel, TAKE_BACKS, day.on):
        yield _queried(day, case, f"{case.about} query")
        done = case.ecology_replied_on
        yield ahead_of(day, case.decided_on, done=done, field="decided_on", about=f"{case.about} reply")


def query_before_sensitive_use(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """System queried before a change to a sensitive use is approved."""
    for case in sensitive_changes(parcel, day.on):
        yield review("to_sensitive", about=case.about) if case.to_sensitive is None else _queried(day, case, case.about)


def _queried(day: Day, case: LandCase, about: str) -> Occurrence:
    found = ahead_of(day, case.decided_on, done=case.system_queried_on, field="decided_on", about=about)
    if found.done is None:
        return found
    return found._replace(missing=(*found.missing, *unknown(system_result=case.system_result)))


# Planning and assessing


def ecological_use(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Heavily polluted parcels are planned for ecological use first."""
    if parcel.risk_grade is not RiskGrade.HIGH:
        return
    planned = list(cases(parcel, USE_CHANGES, day.on))
    if not planned:
        yield day.gate(True, soft=True)
    for case in planned:
        shut = None if case.to_kind is None else case.to_kind is not UseKind.ECOLOGICAL
        yield day.gate(shut, about=case.about, soft=True, missing=unknown(to_kind=case.to_kind))


def no_eia_approval(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No approval for projects on contaminated parcels that are not surveyed, assessed and remediated."""
    yield from gate(day, _barring_eia(parcel, day.on))
    for eia in parcel.eias:
        if happened(eia.approved_on, day.on) and any(one.open for one in _barring_eia(parcel, eia.approved_on)):
            yield day.breach(eia.approved_on, ended=eia.revoked_on, about=eia.id)


def _barring_eia(parcel: Parcel, on: date) -> list[Required]:
    required = steps(parcel, on)
    entry = listed(parcel, ListKind.CONTAMINATED, on)
    if entry is not None:
        reached = target_reached(parcel, on, since=entry.listed_on)
        is_open = None if reached.missing else reached.day is None
        required.append(Required(Step.TARGET, is_open, entry.listed_on, reached.missing))
    return required


def soil_in_eia(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The assessment covers soil, and the project keeps its distance from homes, schools and the like."""
    for eia in parcel.eias:
        lacking = unknown(covers_soil=eia.covers_soil)
        yield from _eia_gate(day, eia, "soil", None if lacking else not eia.covers_soil, lacking)
        near, wanted = eia.sensitive_distance_m, eia.required_distance_m
        lacking = unknown(sensitive_distance_m=near, required_distance_m=wanted)
        yield from _eia_gate(day, eia, "siting", None if near is None or wanted is None else near < wanted, lacking)


def _eia_gate(
    day: Day, eia: EiaApplication, part: str, shut: bool | None, missing: tuple[str, ...]
) -> Iterator[Occurrence]:
    about = f"{eia.id} {part}".strip()
    if shut and happened(eia.approved_on, day.on):
        yield day.breach(eia.approved_on, ended=eia.revoked_on, about=about)
    else:
        yield day.gate(shut, about=about, missing=missing)


def clean_up_of_permits(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Permits for sensitive uses since 2021 gone through, those without a survey put right."""
    start, last = CLEAN_UP
    for permit in parcel.permits:
        if permit.issued_on is None or not start <= permit.issued_on <= min(last, day.on):
            continue
        if permit.for_sensitive is None:
            yield review("for_sensitive", about=permit.id, since=permit.issued_on, basis=Basis.DEFAULT)
        elif permit.for_sensitive:
            found = surveyed(parcel, permit.issued_on)
            done = permit.checked_on if found.day else permit.corrected_on
            owed = day.by(last, done=done, about=permit.id, since=permit.issued_on, basis=Basis.DEFAULT)
            yield owed._replace(missing=found.missing)


# Building


def neighbours_first(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Homes, schools and care homes are put to use after the neighbour's control or remediation is completed."""
    unfinished = [one for one in parcel.neighbours if not happened(one.measures_ended_on, day.on)]
    if not unfinished:
        return
    needed = any(one.measures_needed for one in unfinished)
    unclear = any(one.measures_needed is None for one in unfinished)
    if not (needed or unclear):
        return
    for one in parcel.occupancies:
        if one.kind in LIVED_IN:
            yield _sequenced(day, one, True if needed else None)
        elif one.kind is None and one.sensitive is not False:
            yield review("kind", about=one.id, soft=True)


def _sequenced(day: Day, one: Occupancy, shut: bool | None) -> Occurrence:
    if happened(one.justified_on, day.on):
        return day.gate(False, about=one.id, soft=True)
    missing = () if shut else ("measures_needed",)
    return day.gate(shut, since=one.starts_on, about=one.id, soft=True, missing=missing)


def topsoil_apart(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Stripped topsoil is collected and kept apart as long as construction goes on."""
    running = [one for one in parcel.constructions if _runs(one, day.on)]
    stripping = [one for one in running if one.strips_topsoil]
    standing = None
    if stripping:
        lacking = [unknown(topsoil_m3=one.topsoil_m3, topsoil_store=one.topsoil_store) for one in stripping]
        since = min(one.started_on for one in stripping if one.started_on)
        standing = day.standing(since=since, missing=max(lacking, key=len))
    yield from continuing(parcel, FindingKind.TOPSOIL_MIXED, day, standing)
    for one in running:
        if one.strips_topsoil is None:
            yield review("strips_topsoil", about=one.id, since=one.started_on)


def _runs(one: Construction, on: date) -> bool:
    return happened(one.started_on, on) and not happened(one.ended_on, on)


# Reclaiming


def no_food_crops(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Land where toxic substances were made, used or stored is in principle not reclaimed for food."""
    for one in parcel.reclamations:
        if one.to_food_crops is False or (parcel.history is not None and History.TOXIC not in parcel.history):
            continue
        missing = (*unknown(history=parcel.history), *unknown(to_food_crops=one.to_food_crops))
        shut = False if happened(one.justified_on, day.on) else (None if missing else True)
        yield day.gate(shut, since=one.planned_on, about=one.id, soft=True, missing=missing if shut is None else ())


def no_polluted_fill(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """No waste, refuse or soil above the standard is used as fill."""
    for one in parcel.reclamations:
        shut = _bad_fill(one)
        if shut and happened(one.filled_on, day.on):
            yield day.breach(one.filled_on, ended=one.fill_removed_on, about=one.id)
        else:
            missing = unknown(fill_source=one.fill_source, fill_exceeds=one.fill_exceeds) if shut is None else ()
            yield day.gate(shut, about=one.id, missing=missing)


def _bad_fill(one: Reclamation) -> bool | None:
    if one.fill_source is FillSource.POLLUTED_SOIL:
        return True
    return one.fill_exceeds
