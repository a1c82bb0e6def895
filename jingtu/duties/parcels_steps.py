"""How far a parcel has gone through the legal steps: survey, risk assessment, control or remediation to the target.

Gates ask which step is required and not complete. A fact that is not known leaves a step open *or not*, never closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jingtu.duties import law
from jingtu.duties.facts.parcel import FindingKind, Listing, ListKind, OrderKind, Parcel
from jingtu.duties.facts.parcel_reports import Evaluation, Survey
from jingtu.duties.facts.parcel_uses import LandCase, LandCaseKind
from jingtu.duties.known import happened
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import Span, days

KEY_UNIT_EVENTS = frozenset({LandCaseKind.USE_CHANGE, LandCaseKind.TAKE_BACK, LandCaseKind.TRANSFER})
USE_CHANGES = frozenset({LandCaseKind.USE_CHANGE})


class Step(StrEnum):
    SURVEY = "survey"
    ASSESSMENT = "assessment"
    TARGET = "target"


class Required(NamedTuple):
    """A step that the law requires of a parcel. ``open`` None: not known; ``missing`` names the facts."""

    step: Step
    open: bool | None
    since: date | None
    missing: tuple[str, ...] = ()


class Surveyed(NamedTuple):
    """The day a survey passed its review, or what is not known about it."""

    day: date | None
    missing: tuple[str, ...] = ()


class Exceedance(NamedTuple):
    """What a reviewed survey found for one use. ``dated``: a use that is there or decided, not only considered."""

    about: str
    survey: Survey
    reviewed_on: date
    exceeds: bool | None
    dated: bool
    missing: tuple[str, ...] = ()


# Days


def first(found: Iterable[date | None], *, since: date | None = None) -> date | None:
    """The earliest known day, on or after ``since``."""
    return min((day for day in found if day is not None and (since is None or day >= since)), default=None)


def all_done(*parts: date | None) -> date | None:
    """The day the last of several acts was done; None while one of them is not known to be done."""
    known = [day for day in parts if day is not None]
    return max(known) if len(known) == len(parts) else None


def unknown(**fields: object) -> tuple[str, ...]:
    """The names of fields that hold nothing."""
    return tuple(name for name, value in fields.items() if value is None or value == "")


# Forms


def ahead_of(
    day: Day, event: date | None, *, done: date | None, field: str, about: str = "", basis: Basis = Basis.STATED
) -> Occurrence:
    """Done before an event that may have no day yet: the duty then stands, and the day is named as missing."""
    if event is None and not happened(done, day.on):
        return day.standing(about=about, missing=(field,))._replace(basis=basis)
    return day.before(event, done=done, about=about, basis=basis)


def within_or_earlier(
    day: Day, period: Span | Parameter, event: date, *, done: date | None, about: str = "", basis: Basis = Basis.STATED
) -> Occurrence:
    """Done within a period after an event; what was done before the event already is in time."""
    if done is not None and done < event:
        return day.timely(done, since=event, about=about, basis=basis)
    return day.within(period, event, done=done, about=about, basis=basis)


def term(number: int | None, name: str) -> tuple[Span | Parameter, Basis]:
    """The days that a notice itself sets, else the parameter."""
    return (Parameter(name), Basis.STATED) if number is None else (days(number), Basis.PARAMETER)


def continuing(parcel: Parcel, kind: FindingKind, day: Day, standing: Occurrence | None) -> Iterator[Occurrence]:
    """Each finding against a continuing duty, and the duty itself where no finding is open."""
    is_broken = False
    for one in parcel.findings:
        if one.kind is kind and happened(one.found_on, day.on):
            found = day.breach(one.found_on, ended=one.ended_on, about=f"{kind} {one.found_on}")
            is_broken = is_broken or found.open
            yield found
    if standing is not None and not is_broken:
        yield standing


def gate(day: Day, required: Iterable[Required], *, soft: bool = False, about: str = "") -> Iterator[Occurrence]:
    """Shut while a required step is open; nothing where none is required."""
    required = list(required)
    shut = [one for one in required if one.open]
    doubtful = [one for one in required if one.open is None]
    if shut:
        yield day.gate(True, since=first(one.since for one in shut), soft=soft, about=about)
    elif doubtful:
        missing = tuple(dict.fromkeys(name for one in doubtful for name in one.missing))
        yield day.gate(None, missing=missing, soft=soft, about=about)
    elif required:
        yield day.gate(False, soft=soft, about=about)


def plan_asks(duty: str, place: str, on: date) -> bool:
    """Whether a plan that binds the place carries a duty on a day: for what only the plan says, not the law."""
    return any(one.instrument.kind is law.Kind.PLAN for one in law.citations(duty, on=on, place=place))


# Lists and procedures


def listings(parcel: Parcel, kind: ListKind, on: date) -> Iterator[Listing]:
    """The entries on a list up to a day, also those that were struck off since."""
    return (one for one in parcel.listings if one.kind is kind and (one.listed_on is None or one.listed_on <= on))


def listed(parcel: Parcel, kind: ListKind, on: date) -> Listing | None:
    """The entry that stands on a day."""
    return next((one for one in listings(parcel, kind, on) if one.stands(on)), None)


def cases(parcel: Parcel, kinds: frozenset[LandCaseKind], on: date) -> Iterator[LandCase]:
    """Procedures of some kinds, decided or planned, that were not revoked."""
    return (one for one in parcel.land_cases if one.kind in kinds and not happened(one.revoked_on, on))


def sensitive_changes(parcel: Parcel, on: date) -> Iterator[LandCase]:
    """Changes of use that are, or may be, to a sensitive use from another."""
    for case in cases(parcel, USE_CHANGES, on):
        if case.to_sensitive is not False and case.from_sensitive is not True:
            yield case


# Steps


def steps(parcel: Parcel, on: date) -> list[Required]:
    """Every step that the law requires of a parcel on a day; empty where it concerns none."""
    if not (parcel.land_cases or parcel.listings or parcel.orders or parcel.surveys or parcel.assessments):
        return []
    return [*_survey_steps(parcel, on), *_assessment_steps(parcel, on), *target_steps(parcel, on)]


def surveyed(parcel: Parcel, on: date, *, land_class: int | None = None, after: date | None = None) -> Surveyed:
    """Whether a survey passed its review by a day, one that speaks of the class of land where that is known."""
    passed: list[date] = []
    missing: list[str] = []
    for survey in parcel.surveys:
        if not (happened(survey.finished_on, on) or happened(survey.reviewed_on, on)) or survey.review_passed is False:
            continue
        lacking = _lacking(survey, land_class)
        if lacking:
            missing.extend(lacking)
        elif happened(survey.reviewed_on, on) and (after is None or survey.reviewed_on >= after):
            passed.append(survey.reviewed_on)
    return Surveyed(min(passed)) if passed else Surveyed(None, tuple(dict.fromkeys(missing)))


def _lacking(survey: Survey, land_class: int | None) -> tuple[str, ...]:
    lacking = unknown(review_passed=survey.review_passed, reviewed_on=survey.reviewed_on)
    if not lacking and land_class is not None and survey.exceeds(land_class) is None:
        return (_class_field(land_class),)
    return lacking


def _class_field(land_class: int | None) -> str:
    return "exceeds_class_two" if land_class == 2 else "exceeds_class_one"


def _survey_steps(parcel: Parcel, on: date) -> Iterator[Required]:
    for case in sensitive_changes(parcel, on):
        if case.to_sensitive is None:
            yield Required(Step.SURVEY, None, case.decided_on, ("to_sensitive",))
        else:
            yield _survey_step(surveyed(parcel, on, land_class=case.to_land_class), case.decided_on)
    if parcel.key_unit:
        for case in cases(parcel, KEY_UNIT_EVENTS, on):
            yield _survey_step(surveyed(parcel, on), case.decided_on)
    for asked_on in _asked_for(parcel, on):
        yield _survey_step(surveyed(parcel, on, after=asked_on), asked_on)


def _asked_for(parcel: Parcel, on: date) -> Iterator[date]:
    """The days on which a survey was asked for in writing, by an order or by the notice of the suspected list."""
    for order in parcel.orders:
        if order.kind is OrderKind.SURVEY and happened(order.received_on, on):
            yield order.received_on
    entry = listed(parcel, ListKind.SUSPECTED, on)
    if entry is not None and happened(entry.notice_received_on, on):
        yield entry.notice_received_on


def _survey_step(found: Surveyed, since: date | None) -> Required:
    if found.day is not None:
        return Required(Step.SURVEY, False, since)
    return Required(Step.SURVEY, None if found.missing else True, since, found.missing)


def exceedances(parcel: Parcel, on: date) -> Iterator[Exceedance]:
    """For each reviewed survey, use by use, whether it found more than the standard of that use."""
    for survey in parcel.surveys:
        if not survey.review_passed or not happened(survey.reviewed_on, on) or survey.exceeds_class_one is False:
            continue
        if survey.exceeds_class_two:
            yield Exceedance("", survey, survey.reviewed_on, True, True)
            continue
        uses = [(one.about, one.to_land_class, one.decided_on is not None) for one in cases(parcel, USE_CHANGES, on)]
        field = "to_land_class" if uses else "land_class"
        for about, land_class, dated in uses or [("", parcel.land_class, True)]:
            found = None if land_class is None else survey.exceeds(land_class)
            lacking = (field if land_class is None else _class_field(land_class),) if found is None else ()
            yield Exceedance(about, survey, survey.reviewed_on, found, dated, lacking)


def _assessment_steps(parcel: Parcel, on: date) -> Iterator[Required]:
    for found in exceedances(parcel, on):
        if found.exceeds is None:
            yield Required(Step.ASSESSMENT, None, found.reviewed_on, found.missing)
        elif found.exceeds:
            after = found.survey.finished_on or found.reviewed_on
            passed = [one.reviewed_on for one in parcel.assessments if one.review_passed]
            done = happened(first(passed, since=after), on)
            yield Required(Step.ASSESSMENT, not done, found.reviewed_on)


def target_steps(parcel: Parcel, on: date) -> Iterator[Required]:
    """The target of control or remediation, as far as a list or an assessment calls for one."""
    for entry in listings(parcel, ListKind.CONTROL, on):
        if entry.stands(on):
            yield _target_step(parcel, on, entry.listed_on)
        else:
            yield Required(Step.TARGET, False, entry.listed_on)
    for one in parcel.assessments:
        if one.review_passed and happened(one.reviewed_on, on) and one.measures_needed is not False:
            if one.measures_needed is None:
                yield Required(Step.TARGET, None, one.reviewed_on, ("control_needed", "remediation_needed"))
            else:
                yield _target_step(parcel, on, one.reviewed_on)


def _target_step(parcel: Parcel, on: date, since: date | None) -> Required:
    found = target_reached(parcel, on, since=since)
    return Required(Step.TARGET, None if found.missing else found.day is None, since, found.missing)


def target_reached(parcel: Parcel, on: date, *, since: date | None = None) -> Surveyed:
    """The day an effect evaluation that counts passed its review and found the targets met, or the list was left."""
    missing: list[str] = []
    reached = _left_list(parcel, on, since)
    for one in parcel.evaluations:
        if one.review_passed is False or one.target_met is False or independent(parcel, one) is False:
            continue
        if not happened(one.reviewed_on, on) or (since is not None and one.reviewed_on < since):
            continue
        lacking = unknown(review_passed=one.review_passed, target_met=one.target_met)
        if lacking:
            missing.extend(lacking)
        else:
            reached.append(one.reviewed_on)
    return Surveyed(min(reached)) if reached else Surveyed(None, tuple(dict.fromkeys(missing)))


def _left_list(parcel: Parcel, on: date, since: date | None) -> list[date]:
    entries = list(listings(parcel, ListKind.CONTROL, on))
    left = [one.removed_on for one in entries if one.removed_on is not None and not one.stands(on)]
    return [day for day in left if since is None or day >= since] if len(left) == len(entries) else []


def independent(parcel: Parcel, evaluation: Evaluation) -> bool | None:
    """Whether another body than the contractors evaluated; None where one of the credit codes is not known."""
    contractors = {one.contractor_credit_code for one in parcel.works}
    if evaluation.evaluator_credit_code and evaluation.evaluator_credit_code in contractors:
        return False
    return None if not evaluation.evaluator_credit_code or not contractors or "" in contractors else True
