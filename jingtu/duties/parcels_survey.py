"""Surveys of parcels: when they are owed, what they contain, where they go (CL-001 to CL-008, 029, 030, 046, …)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jingtu.duties import law
from jingtu.duties.facts.parcel import FormerUse, Listing, ListKind, OrderKind, Parcel
from jingtu.duties.facts.parcel_reports import Report, Survey, SurveyKind
from jingtu.duties.facts.parcel_uses import LandCase, LandCaseKind, UseKind
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.parcels_steps import (
    KEY_UNIT_EVENTS,
    USE_CHANGES,
    ahead_of,
    all_done,
    cases,
    first,
    listings,
    plan_asks,
    sensitive_changes,
    surveyed,
    term,
    unknown,
    within_or_earlier,
)
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import months

SERVICE_LAND = frozenset({FormerUse.KEY_INDUSTRY, FormerUse.COKING, FormerUse.PETROL_STATION, FormerUse.CAR_REPAIR})
VACATED_LAND = frozenset({FormerUse.KEY_INDUSTRY, FormerUse.COKING, FormerUse.INDUSTRY_OR_MINING})
FOOD_LAND = frozenset({UseKind.FOOD_STORAGE, UseKind.FARMLAND, UseKind.FOOD_CROPS})
HOLDER_OR_USE = frozenset({LandCaseKind.TRANSFER, LandCaseKind.USE_CHANGE})


# When a survey is owed


def before_sensitive_use(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """A survey passed its review before the use becomes a sensitive one; from the Code also by the province's day."""
    for case in sensitive_changes(parcel, day.on):
        if case.to_sensitive is None:
            yield review("to_sensitive", about=case.about)
            continue
        found = surveyed(parcel, day.on, land_class=case.to_land_class)
        yield _doubted(
            ahead_of(day, case.decided_on, done=found.day, field="decided_on", about=case.about), found.missing
        )
        if (case.decided_on or day.on) >= law.CODE_FROM:
            about = f"{case.about} province".strip()
            yield day.by(Parameter("province.survey_deadline"), done=found.day, about=about)


def _doubted(found: Occurrence, missing: tuple[str, ...]) -> Occurrence:
    """Where a survey is there whose review is not known, nobody can say that it is late."""
    if not missing or found.done is not None:
        return found
    state = State.HUMAN_REVIEW if found.state is State.LATE else found.state
    return found._replace(state=state, late=0, missing=(*found.missing, *missing))


def on_order(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Within the days of a written order."""
    for order in parcel.orders:
        if order.kind is not OrderKind.SURVEY:
            continue
        if happened(order.received_on, day.on):
            period, basis = term(order.term_days, "notice.days")
            done = first((one.finished_on for one in parcel.surveys), since=order.received_on)
            yield day.within(period, order.received_on, done=done, about=order.id, basis=basis)
        elif order.received_on is None and happened(order.issued_on, day.on):
            yield review("received_on", about=order.id, since=order.issued_on)


def of_suspected(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Preliminary survey finished, uploaded and published within six months of the notice of listing."""
    for entry in listings(parcel, ListKind.SUSPECTED, day.on):
        if happened(entry.notice_received_on, day.on):
            wanted = [one for one in parcel.surveys if one.kind is not SurveyKind.DETAILED]
            done, missing = _made_known(wanted, day.on)
            found = within_or_earlier(day, months(6), entry.notice_received_on, done=done, basis=Basis.MEMORY)
            yield found._replace(missing=(*found.missing, *missing))
        elif entry.notice_received_on is None and entry.stands(day.on):
            yield review("notice_received_on", since=entry.listed_on, basis=Basis.MEMORY)


def of_contaminated(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Detailed survey finished, uploaded and published within the days of the notice of listing."""
    for entry in listings(parcel, ListKind.CONTAMINATED, day.on):
        if happened(entry.notice_received_on, day.on):
            wanted = [one for one in parcel.surveys if one.kind is SurveyKind.DETAILED]
            done, missing = _made_known(wanted, day.on)
            period, basis = term(entry.notice_term_days, "notice.days")
            found = within_or_earlier(day, period, entry.notice_received_on, done=done, basis=basis)
            yield found._replace(missing=(*found.missing, *missing))
        elif entry.notice_received_on is None and entry.stands(day.on):
            yield review("notice_received_on", since=entry.listed_on)


def _made_known(wanted: Iterable[Report], on: date) -> tuple[date | None, tuple[str, ...]]:
    """The day a report was finished, uploaded and published; else what of that is not known of a finished one."""
    finished = [one for one in wanted if happened(one.finished_on, on)]
    done = first(all_done(one.finished_on, one.uploaded_on, one.published_on) for one in finished)
    if done is not None or not finished:
        return done, ()
    return None, unknown(uploaded_on=finished[-1].uploaded_on, published_on=finished[-1].published_on)


def of_key_unit_land(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Before the land of a key unit changes its use, is taken back or transferred, whichever comes first."""
    done = first(one.finished_on for one in parcel.surveys)
    open_since: date | None = None
    events = sorted(cases(parcel, KEY_UNIT_EVENTS, day.on), key=lambda one: one.decided_on or date.max)
    for case in events:
        if open_since is not None and (done is None or case.decided_on is None or done >= case.decided_on):
            continue
        doubt = _key_unit_doubt(parcel, case)
        if doubt:
            yield review(*doubt, about=case.about)
        elif parcel.key_unit:
            open_since = case.decided_on
            yield ahead_of(day, case.decided_on, done=done, field="decided_on", about=case.about)


def _key_unit_doubt(parcel: Parcel, case: LandCase) -> tuple[str, ...]:
    """What a person must settle: whether it is a key unit's land, or was one when the unit had left the list."""
    if parcel.key_unit is None:
        return ("key_unit",)
    left = parcel.key_unit_until
    return ("key_unit_until",) if left is not None and case.decided_on is not None and left <= case.decided_on else ()


def to_registry(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The survey of a key unit's land lodged with the registry and filed with the ecology department."""
    if not parcel.key_unit:
        return
    is_surveyed = any(happened(one.finished_on, day.on) for one in parcel.surveys)
    for case in cases(parcel, KEY_UNIT_EVENTS, day.on):
        if not is_surveyed and not happened(case.decided_on, day.on) and case.registered_on is None:
            continue
        for name, done in (("registry", case.report_lodged_on), ("ecology", case.report_filed_on)):
            found = day.before(case.registered_on, done=done, about=f"{case.about} {name}", recipient=True)
            missing = tuple("registered_on" if one == "event_day" else one for one in found.missing)
            yield found._replace(missing=missing)


def of_service_land(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Land of key industries, petrol stations and car repair, before its holder or use changes."""
    for case in cases(parcel, HOLDER_OR_USE, day.on):
        if parcel.former_use is None:
            yield review("former_use", about=case.about)
        elif parcel.former_use in SERVICE_LAND:
            done = first(one.finished_on for one in parcel.surveys)
            yield ahead_of(day, case.decided_on, done=done, field="decided_on", about=case.about)


def in_shanxi(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Land for food or farming, and land that industry left: surveyed first, until then in no land procedure."""
    for case in cases(parcel, USE_CHANGES, day.on):
        wanted = case.to_kind in FOOD_LAND or parcel.former_use in VACATED_LAND
        if not wanted and parcel.former_use is None and not case.to_sensitive:
            yield review("former_use", about=case.about)
        if not wanted:
            continue
        found = surveyed(parcel, day.on)
        yield _doubted(
            ahead_of(day, case.decided_on, done=found.day, field="decided_on", about=case.about), found.missing
        )
        if found.day is None and plan_asks("CL-047", day.place, day.on):
            yield day.gate(None if found.missing else True, about=f"{case.about} procedure", missing=found.missing)


def baseline_of_project(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Soil and groundwater surveyed and the result published before a key unit's project hands in its assessment."""
    for eia in parcel.eias:
        if eia.of_key_unit is None and parcel.key_unit:
            yield review("of_key_unit", about=eia.id)
        if not eia.of_key_unit:
            continue
        done = all_done(eia.baseline_finished_on, eia.baseline_published_on)
        yield ahead_of(day, eia.submitted_on, done=done, field="submitted_on", about=eia.id)
        if eia.baseline_exceeds and happened(eia.baseline_finished_on, day.on):
            yield day.standing(since=eia.baseline_finished_on, about=f"{eia.id} exceedance".strip())


# What becomes of a survey


def contaminated_entry(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Entered in the city's list and told to the county when the report says that the parcel is contaminated."""
    for survey in parcel.surveys:
        if not happened(survey.submitted_on, day.on) or survey.polluted is False:
            continue
        if survey.polluted is None:
            if survey.kind is SurveyKind.PRELIMINARY and survey.exceeds_class_one is not False:
                yield review("polluted", about=survey.id, since=survey.submitted_on)
            continue
        entry = next(listings(parcel, ListKind.CONTAMINATED, day.on), Listing())
        done = all_done(entry.listed_on, entry.county_notified_on)
        missing = unknown(risk_grade=parcel.risk_grade)
        if done is not None and done < survey.submitted_on:
            found = day.timely(done, since=survey.submitted_on, about=survey.id)
        else:
            found = day.immediate(survey.submitted_on, done=done, about=survey.id)
        yield found._replace(missing=(*found.missing, *missing))


def reviewed(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """A finished report is handed in and reviewed within the province's days."""
    for survey in parcel.surveys:
        if happened(survey.submitted_on, day.on):
            period = Parameter("province.review_days")
            yield day.within(period, survey.submitted_on, done=survey.reviewed_on, about=survey.id)
        elif happened(survey.finished_on, day.on) and survey.submitted_on is None:
            yield day.standing(since=survey.finished_on, about=survey.id, missing=("submitted_on",))


def contents(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """A report without what the law lists is not accepted for review."""
    for survey in parcel.surveys:
        if happened(survey.submitted_on, day.on):
            parts = _parts(survey)
            lacking = unknown(**parts)
            shut = True if False in parts.values() else (None if lacking else False)
            yield day.gate(shut, since=survey.submitted_on, about=survey.id, missing=lacking)


def _parts(survey: Survey) -> dict[str, bool | None]:
    """What the report must have; what only an exceedance calls for is left out where there is none."""
    parts = {
        "gives_basic_information": survey.gives_basic_information,
        "states_exceedance": survey.states_exceedance,
    }
    if survey.exceeds_class_one is not False:
        parts |= {"names_sources": survey.names_sources, "covers_groundwater": survey.covers_groundwater}
    return parts


def uploaded(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Every finished report and plan goes to the national platform."""
    for kind, reports in (
        ("survey", parcel.surveys),
        ("assessment", parcel.assessments),
        ("evaluation", parcel.evaluations),
    ):
        for report in reports:
            if happened(report.finished_on, day.on):
                about = f"{kind} {report.id}".strip()
                yield _upload(
                    day, about, report.finished_on, report.uploaded_on, unknown(platform_id=report.platform_id)
                )
    for works in parcel.works:
        if happened(works.plan_finished_on, day.on):
            yield _upload(day, f"plan {works.id}".strip(), works.plan_finished_on, works.plan_uploaded_on, ())


def _upload(day: Day, about: str, finished: date, uploaded_on: date | None, missing: tuple[str, ...]) -> Occurrence:
    found = day.within(Parameter("upload_days"), finished, done=uploaded_on, about=about)
    return found._replace(missing=(*found.missing, *missing)) if found.done is not None else found
