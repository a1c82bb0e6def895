"""Control, remediation, effect evaluation and aftercare (CL-017 to CL-026, CL-028, CL-034)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.parcel import FindingKind, ListKind, OrderKind, Parcel, PlatformStage
from jingtu.duties.facts.parcel_reports import Evaluation, Transport, Works, WorksKind
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.parcels_steps import (
    ahead_of,
    continuing,
    first,
    independent,
    listings,
    target_reached,
    term,
    unknown,
)
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import months, working_days
from jingtu.problems import attention

WORKING_STAGES = frozenset({PlatformStage.S4, PlatformStage.S5})


def control_with_reports(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Control while listed, with regular reports."""
    for entry in listings(parcel, ListKind.CONTROL, day.on):
        start = entry.listed_on
        plans = [one.plan_finished_on for one in parcel.works if one.kind is WorksKind.CONTROL]
        missing = unknown(plan_finished_on=first(plans), monitored_on=first(parcel.monitored_on))
        acts = tuple(done for done in parcel.control_reports_on if start is None or done > start)
        for found in day.every(months(6), acts, held=Held(start, entry.removed_on), basis=Basis.DEFAULT):
            yield found._replace(missing=(*found.missing, *missing)) if found.open else found


def control_plan(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Uploaded, copied to the county and published before control starts."""
    planned = [one for one in parcel.works if one.kind is WorksKind.CONTROL]
    for works in planned:
        parts = (
            ("platform", works.plan_uploaded_on),
            ("county", works.plan_copied_on),
            ("public", works.plan_published_on),
        )
        for name, done in parts:
            about = f"{works.id} {name}".strip()
            yield ahead_of(day, works.started_on, done=done, field="started_on", about=about)
        if works.plan_complete is False:
            remark = attention("parcels.plan_incomplete")
            yield Occurrence(f"{works.id} contents".strip(), State.INVALID, works.plan_finished_on, remark=remark)
        elif works.plan_complete is None and happened(works.plan_finished_on, day.on):
            yield review("plan_complete", about=f"{works.id} contents".strip(), since=works.plan_finished_on)
    if not planned:
        yield from _wanted(parcel, WorksKind.CONTROL, day)


def _wanted(parcel: Parcel, kind: WorksKind, day: Day) -> Iterator[Occurrence]:
    """The duty stands once the reviewed assessment asks for it, though no works are recorded."""
    for one in parcel.assessments:
        needed = one.control_needed if kind is WorksKind.CONTROL else one.remediation_needed
        if not needed or not one.review_passed or not happened(one.reviewed_on, day.on):
            continue
        if target_reached(parcel, day.on, since=one.reviewed_on).day is None:
            yield day.standing(since=one.reviewed_on, about=one.id, missing=("started_on",))


def remediation_plan(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Filed before remediation starts, groundwater included."""
    planned = [one for one in parcel.works if one.kind is WorksKind.REMEDIATION]
    for works in planned:
        filed = works.plan_filed_on
        yield ahead_of(day, works.started_on, done=filed, field="started_on", about=works.id)
        if happened(filed, day.on) and works.plan_covers_groundwater is not True:
            about = f"{works.id} groundwater".strip()
            if works.plan_covers_groundwater is None:
                yield review("plan_covers_groundwater", about=about, since=filed)
            else:
                remark = attention("parcels.plan_without_groundwater")
                yield Occurrence(about, State.INVALID, filed, done=filed, remark=remark)
    if not planned:
        yield from _wanted(parcel, WorksKind.REMEDIATION, day)


def remediate(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """By the end that the filed plan sets."""
    for works in parcel.works:
        if works.kind is not WorksKind.REMEDIATION or not happened(works.plan_filed_on, day.on):
            continue
        if works.schedule_end_on is None and not works.over(day.on):
            yield day.standing(since=works.plan_filed_on, about=works.id, missing=("schedule_end_on",))
        else:
            done, filed = works.ended_on, works.plan_filed_on
            yield day.by(works.schedule_end_on or done, done=done, about=works.id, since=filed)


def notice_board(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Stands before remediation starts, and as long as it goes on."""
    for works in parcel.works:
        if works.kind is not WorksKind.REMEDIATION:
            continue
        board = works.board_photographed_on if works.board_located is not False else None
        missing = unknown(board_located=works.board_located) if board is not None else ()
        found = ahead_of(day, works.started_on, done=board, field="started_on", about=f"{works.id} before".strip())
        yield found._replace(missing=(*found.missing, *missing))
        if works.begun(day.on):
            about = f"{works.id} during".strip()
            standing = None if works.over(day.on) else day.standing(since=works.started_on, about=about)
            yield from continuing(parcel, FindingKind.NO_NOTICE_BOARD, day, standing)


def no_secondary_pollution(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Waste water, gas and solid waste of the works are treated, odour kept down, as long as works go on."""
    running = [one for one in parcel.works if one.begun(day.on) and not one.over(day.on)]
    dated = any(one.started_on or one.ended_on for one in parcel.works)
    standing = None
    if running:
        standing = day.standing(since=first(one.started_on for one in running))
    elif parcel.stage in WORKING_STAGES and not dated:
        standing = day.standing(missing=("started_on",))
    yield from continuing(parcel, FindingKind.SECONDARY_POLLUTION, day, standing)
    for works in running:
        complaint = first(works.odour_complaints_on)
        if happened(complaint, day.on):
            yield review("found_on", about=f"{works.id} odour".strip(), since=complaint)


# Transports


def transport_report(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Reported at the origin and the destination, five working days before the transport by decree 42."""
    for one in parcel.transports:
        missing = unknown(quantity_t=one.quantity_t, route=one.route, destination=one.destination)
        parts = (("origin", one.reported_at_origin_on), ("receiver", one.reported_at_destination_on))
        for name, done in parts:
            about = f"{one.id} {name}".strip()
            if one.started_on is None and not happened(done, day.on):
                yield day.standing(about=about, missing=("started_on",))._replace(basis=Basis.MEMORY)
                continue
            lead, basis = working_days(5), Basis.MEMORY
            found = day.before(one.started_on, done=done, lead=lead, about=about, recipient=True, basis=basis)
            yield found._replace(missing=(*found.missing, *missing)) if found.done is not None else found


def hazardous_soil(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Manifest, approval of the other province and a valid permit of the receiver, before the transport."""
    for one in parcel.transports:
        if one.hazardous is None:
            yield review("hazardous", about=one.id)
        elif one.hazardous:
            yield _hazardous_part(day, one, "manifest", one.manifest_issued_on)
            if one.crosses_province is None:
                yield review("crosses_province", about=f"{one.id} approval".strip())
            elif one.crosses_province:
                yield _hazardous_part(day, one, "approval", one.province_approved_on)
            yield _receiver(day, one)


def _hazardous_part(day: Day, one: Transport, name: str, done: date | None) -> Occurrence:
    return ahead_of(day, one.started_on, done=done, field="started_on", about=f"{one.id} {name}".strip())


def _receiver(day: Day, one: Transport) -> Occurrence:
    about, until = f"{one.id} receiver".strip(), one.receiver_permit_until
    if until is None and one.started_on is None:
        return day.standing(about=about, missing=("started_on", "receiver_permit_until"))
    if until is None:
        found = day.before(one.started_on, done=None, about=about, recipient=True)
        return found._replace(missing=("receiver_permit_until",))
    if one.started_on is not None and until < one.started_on:
        remark = attention("parcels.receiver_permit_ended", until=until, started=one.started_on)
        return Occurrence(about, State.INVALID, one.started_on, remark=remark)
    return day.gate(False, about=about)


# After the works


def effect_evaluation(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """By another body than the contractor, and filed."""
    for works in parcel.works:
        if works.over(day.on):
            mine = [one for one in parcel.evaluations if _follows(one, works)]
            yield _evaluated(parcel, works, mine, day)


def _follows(one: Evaluation, works: Works) -> bool:
    return one.finished_on is None or works.ended_on is None or one.finished_on >= works.ended_on


def _evaluated(parcel: Parcel, works: Works, mine: list[Evaluation], day: Day) -> Occurrence:
    about, since = works.id, works.ended_on
    counted = [one for one in mine if independent(parcel, one) is not False]
    if mine and not counted:
        remark = attention("parcels.evaluator_is_contractor", code=mine[0].evaluator_credit_code)
        return Occurrence(about, State.INVALID, since, open=True, remark=remark)
    filed = [one for one in counted if happened(one.filed_on, day.on)]
    found = day.timely(first(one.filed_on for one in counted), since=since, about=about)
    if found.state is State.FULFILLED and not any(independent(parcel, one) for one in filed):
        return review("evaluator_credit_code", "contractor_credit_code", about=about, since=since)
    return found


def aftercare(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Where the evaluation asks for it: a plan, monitoring at the plan's interval, institutional controls."""
    for one in parcel.evaluations:
        if not one.aftercare_required or not one.review_passed or not happened(one.reviewed_on, day.on):
            continue
        care, start = parcel.aftercare, one.reviewed_on
        yield day.timely(care.planned_on, since=start, about="plan")
        acts = tuple(done for done in parcel.monitored_on if done > start)
        span = None if care.interval_months is None else months(care.interval_months)
        basis = Basis.STATED if span is None else Basis.PARAMETER
        held = Held(start, care.ends_on)
        yield from day.every(span or Parameter("plan.post_interval"), acts, held=held, about="monitoring", basis=basis)
        if care.institutional_controls is False:
            yield day.timely(None, since=start, about="controls")
        elif not happened(care.ends_on, day.on):
            missing = unknown(institutional_controls=care.institutional_controls)
            yield day.standing(since=start, about="controls", missing=missing)


def remove_source(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Within the days that the order sets."""
    for order in parcel.orders:
        if order.kind is OrderKind.REMOVE_SOURCE and happened(order.issued_on, day.on):
            period, basis = term(order.term_days, "order.days")
            yield day.within(period, order.issued_on, done=order.completed_on, about=order.id, basis=basis)
