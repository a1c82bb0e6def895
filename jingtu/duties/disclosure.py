"""Duties of disclosure (信息公开): DI-001 to DI-013, of enterprises, of offices, and of those who act on a parcel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jingtu import workdays
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_disclosure import EnterpriseList, YearlyPublication
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.parcel import Parcel
from jingtu.duties.key_units_listing import listed
from jingtu.duties.known import happened, naming, review
from jingtu.duties.levels import at_level
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import ONE_DAY, Day, Days, Held, Yearly
from jingtu.duties.regular import while_cited
from jingtu.duties.spans import working_days, years
from jingtu.problems import attention

REPORT_DAY = (3, 15)
NOTICE_DAYS = 10

# Offices


def publish_information(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each piece of information, within 20 working days as a reminder."""
    for one in body.disclosure.information:
        if happened(one.formed_on, day.on):
            term = working_days(20)
            yield day.within(term, one.formed_on, done=one.published_on, about=one.kind, basis=Basis.DEFAULT)


def enterprise_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Settled by the end of March, after a notice of at least ten working days."""
    yield from at_level(body, {Level.CITY}, _enterprise_lists(body, day))


def _enterprise_lists(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    lists = body.disclosure.enterprises
    records = None if lists is None else [Yearly(one.year, one.published_on) for one in lists]
    yield from naming("enterprises", day.annual((3, 31), records, held=Held(body.known_since)))
    for one in lists or ():
        if happened(one.published_on, day.on):
            yield _notice(one, one.published_on, day)


def _notice(found: EnterpriseList, published: date, day: Day) -> Occurrence:
    about = f"{found.year} notice"
    if found.notice_from is None or found.notice_until is None:
        return day.target(published, met=None, about=about, missing=("notice_from", "notice_until"))
    try:
        shown = workdays.working_days_between(found.notice_from - ONE_DAY, found.notice_until)
    except workdays.NoCalendar as unknown:
        return day.target(published, met=None, about=about, missing=(f"calendar.{unknown.year}",))
    remark = attention("duties.short_of_target", reached=f"{shown} WD", wanted=f"{NOTICE_DAYS} WD")
    return day.target(published, met=shown >= NOTICE_DAYS, about=about, remark=remark)


def publish_reviews(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Reports that passed review, in each year of a plan; a year in which none passed leaves nothing to publish."""
    reviews = body.disclosure.reviews
    records = None if reviews is None else [Yearly(one.year, one.published_on) for one in reviews]
    idle = {str(one.year) for one in reviews or () if one.passed == ()}
    found = day.annual((12, 31), records, held=while_cited("DI-006", body), basis=Basis.DEFAULT)
    yield from (one for one in naming("reviews", found) if one.about not in idle)


def soil_bulletin(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """In good time, yearly as a reminder."""
    until = while_cited("DI-010", body).until
    for found in naming("bulletins", _yearly(body.disclosure.bulletins, day, until)):
        yield found._replace(soft=True)


def public_notice(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Of the soil work, yearly as a reminder (Gaoping)."""
    until = while_cited("DI-011", body).until
    yield from naming("notices", _yearly(body.disclosure.notices, day, until))


def _yearly(published: tuple[YearlyPublication, ...] | None, day: Day, until: date | None) -> Iterator[Occurrence]:
    """A year after the last one, while a plan asks for it."""
    acts = None if published is None else _days(one.published_on for one in published)
    yield from day.every(years(1), acts, held=Held(None, until), basis=Basis.DEFAULT)


def handle_reports(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Dealt with in the period that is set; a reporter who gave a name is told of the result."""
    for one in body.disclosure.pollution_reports:
        if not happened(one.received_on, day.on):
            continue
        term = Parameter("province.complaint_handling_days")
        yield day.within(term, one.received_on, done=one.decided_on, about=one.id)
        if one.named and happened(one.decided_on, day.on):
            yield day.timely(one.fed_back_on, since=one.decided_on, about=f"{one.id} feedback".strip())


def reward_reports(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Paid in the period that is set, after the report was found true."""
    for one in body.disclosure.pollution_reports:
        if happened(one.verified_on, day.on):
            yield day.within(Parameter("city.reward_days"), one.verified_on, done=one.reward_paid_on, about=one.id)


# Enterprises


def yearly_disclosure(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """For the year before, by 15 March."""
    found = unit.disclosure
    if happened(found.listed_on, day.on):
        held = Held(found.listed_on, found.delisted_on)
        yield from naming("reports", day.annual(REPORT_DAY, found.reports, held=held, lag=1))


def first_disclosure(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """For the year before, within ten working days where the list came out on or after 15 March."""
    start, reports = unit.disclosure.listed_on, unit.disclosure.reports
    if not happened(start, day.on) or start < date(start.year, *REPORT_DAY):
        return
    about = str(start.year - 1)
    if reports is None:
        yield review("reports", about=about, since=start)
        return
    done = min((one.done_on for one in reports if one.year == start.year - 1 and one.done_on), default=None)
    if done is not None and done < start:
        yield day.timely(done, since=start, about=about)
    else:
        yield day.within(working_days(10), start, done=done, about=about)


def temporary_disclosure(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Of a permit decision, penalty, incident or claim, within five working days after the paper was received."""
    start, end = unit.disclosure.listed_on, unit.disclosure.delisted_on
    for one in unit.disclosure.events:
        received = one.received_on
        if received is None:
            yield review("received_on", about=one.kind)
        elif received <= day.on and (start is None or start <= received) and (end is None or received < end):
            yield day.within(working_days(5), received, done=one.disclosed_on, about=one.kind)


def permit_information(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """A permit holder publishes on the permit platform; no period is named."""
    since = min((one.issued_on for one in unit.permits if one.issued_on), default=None)
    if not happened(since, day.on):
        return
    published = unit.disclosure.permit_information_on
    if published is None:
        yield Occurrence("", State.TRIGGERED, since, open=True, missing=("permit_information_on",))
    else:
        yield day.timely(max((one for one in published if since <= one <= day.on), default=None), since=since)


def pollutant_information(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """An enterprise of a key industry, as every key unit is, yearly as a reminder (Zhongyuan)."""
    concerned = True if listed(unit, day.on) else unit.disclosure.key_industry
    if concerned is None:
        yield review("key_industry")
    elif concerned:
        published = unit.disclosure.pollutants_published
        acts = None if published is None else _days(one.published_on for one in published)
        yield from naming("pollutants_published", day.every(years(1), acts, basis=Basis.DEFAULT))


# Those who act on a parcel


def publish_parcel_documents(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Each report and plan uploaded and published in the period that is set."""
    for name, finished, uploaded, published in _documents(parcel):
        if happened(finished, day.on):
            for act, done in (("upload", uploaded), ("publication", published)):
                term = Parameter("province.parcel_publish_days")
                yield day.within(term, finished, done=done, about=f"{name} {act}")


def _documents(parcel: Parcel) -> Iterator[tuple[str, date | None, date | None, date | None]]:
    """Name, day finished, day uploaded, day published."""
    for kind, reports in (
        ("survey", parcel.surveys),
        ("risk assessment", parcel.assessments),
        ("effect evaluation", parcel.evaluations),
    ):
        for report in reports:
            yield report.id or kind, report.finished_on, report.uploaded_on, report.published_on
    for works in parcel.works:
        yield works.id or "works plan", works.plan_finished_on, works.plan_uploaded_on, works.plan_published_on


def _days(found: Iterable[date | None]) -> Days:
    return tuple(one for one in found if one is not None)


DUTIES: tuple[Duty[Any], ...] = (
    Duty("DI-001", GovernmentBody, publish_information),
    Duty("DI-002", KeyUnit, yearly_disclosure),
    Duty("DI-003", GovernmentBody, enterprise_list),
    Duty("DI-004", KeyUnit, first_disclosure),
    Duty("DI-005", KeyUnit, temporary_disclosure),
    Duty("DI-006", GovernmentBody, publish_reviews),
    Duty("DI-007", Parcel, publish_parcel_documents),
    Duty("DI-008", KeyUnit, permit_information),
    Duty("DI-009", KeyUnit, pollutant_information),
    Duty("DI-010", GovernmentBody, soil_bulletin),
    Duty("DI-011", GovernmentBody, public_notice),
    Duty("DI-012", GovernmentBody, handle_reports),
    Duty("DI-013", GovernmentBody, reward_reports),
)
