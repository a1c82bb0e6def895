"""Duties about projects and funds (项目和资金): FP-001 to FP-011, written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_projects import ReserveEntry
from jingtu.duties.facts.parcel import ListKind, Parcel
from jingtu.duties.facts.parcel_costs import Cost, Payer
from jingtu.duties.facts.project import Application, Batch, Project
from jingtu.duties.known import happened, naming, review
from jingtu.duties.law import citations, stem
from jingtu.duties.levels import at_level
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import ONE_DAY, Day, Held, Yearly
from jingtu.duties.rounds import acts_from, any_done, known_days, reminded, stretches, yearly
from jingtu.duties.spans import months, years
from jingtu.problems import attention

SHANXI_PLAN, SHANXI_YEAR_END = date(2021, 6, 22), date(2021, 12, 31)
SHANGDANG_YEAR, SHANGDANG_YEAR_END = date(2022, 1, 1), date(2022, 12, 31)
GAOPING_PLAN, GAOPING_YEAR_END = date(2019, 5, 29), date(2019, 12, 31)
RESERVE_TARGET = 2
TONGJIALING = "仝家岭"
CUT_OFFS = {Batch.FIRST: Parameter("batch.cutoff_1"), Batch.SECOND: Parameter("batch.cutoff_2")}


def two_in_reserve(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Two projects of a city entered in the central reserve in the year and in it on the last day (入库不少于2个)."""
    if day.on >= SHANXI_PLAN:
        yield from at_level(body, {Level.CITY}, [_reserve_target(body, day)])


def _reserve_target(body: GovernmentBody, day: Day) -> Occurrence:
    reserve = body.projects.reserve
    if reserve is None:
        return day.target(SHANXI_YEAR_END, met=None, missing=("reserve",))
    counted = [_in_reserve(one, body.place, day) for one in reserve]
    sure, possible = counted.count(True), len(counted) - counted.count(False)
    if sure < RESERVE_TARGET <= possible:
        return day.target(SHANXI_YEAR_END, met=None, missing=("entered_on", "city_code"))
    remark = attention("duties.short_of_target", reached=sure, wanted=RESERVE_TARGET)
    return day.target(SHANXI_YEAR_END, met=sure >= RESERVE_TARGET, remark=remark)


def _in_reserve(one: ReserveEntry, place: str, day: Day) -> bool | None:
    """Whether a project counts for the city in 2021; None where that is not known."""
    last = min(day.on, SHANXI_YEAR_END)
    if one.left_on is not None and one.left_on <= last:
        return False
    if one.entered_on is not None and not date(2021, 1, 1) <= one.entered_on <= last:
        return False
    if one.city_code and not one.city_code.startswith(stem(place)):
        return False
    return True if one.entered_on is not None and one.city_code else None


def tongjialing_in_reserve(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The Tongjialing remediation project enters the reserve in 2022 (仝家岭项目入库)."""
    if day.on < SHANGDANG_YEAR:
        return
    if body.projects.reserve is None:
        yield Occurrence("", State.TRIGGERED, missing=("reserve",))
        return
    named = [one.entered_on for one in body.projects.reserve if TONGJIALING in one.project_name]
    done = min((entered for entered in named if entered is not None), default=None)
    found = day.by(SHANGDANG_YEAR_END, done=done)
    yield found._replace(missing=("entered_on",)) if found.open and None in named else found


def tracked(project: Project, day: Day) -> Iterator[Occurrence]:
    """A project in the reserve reported on every three months (季度调度)."""
    reports = project.tracking_reports
    acts = known_days(None if reports is None else [one.reported_on for one in reports])
    for first, last in stretches("FP-003", project):
        if happened(project.reserved_on, day.on):
            start = max(first, project.reserved_on)
            ends = [end for end in (last, project.left_reserve_on, project.closed_on) if end is not None]
            until = min(ends, default=None)
            if start <= min(day.on, until or day.on):
                found = day.every(months(3), acts_from(start, acts), held=Held(start, until))
                yield from naming("tracking_reports", found)


def applied_in_time(project: Project, day: Day) -> Iterator[Occurrence]:
    """An application entered in the central system by the cut-off of its batch (项目申报)."""
    for one in project.applications:
        if not date.min.year < one.year < date.max.year:
            yield review("year", basis=Basis.DEFAULT)
        elif one.batch is None:
            yield review("batch", about=str(one.year), basis=Basis.DEFAULT)
        else:
            yield from _by_cut_off(project, day, one, CUT_OFFS[one.batch])


def _by_cut_off(project: Project, day: Day, one: Application, cut_off: Parameter) -> Iterator[Occurrence]:
    held = Held(date(one.year, 1, 1) - ONE_DAY, date(one.year, 12, 31))
    for found in day.annual(cut_off, [Yearly(one.year, one.submitted_on)], held=held, about=f"{one.batch}"):
        if found.nominal is None or citations("FP-004", on=found.nominal, place=project.place):
            yield found._replace(since=None)


def standing_reserve(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The list of projects in preparation kept up, every three months as a reminder (项目储备常态化)."""
    planned = body.projects.planned_projects
    acts = known_days(None if planned is None else [one.updated_on for one in planned])
    yield from naming("planned_projects", reminded("FP-005", body, day, months(3), acts))


def funds_used_by_rule(project: Project, day: Day) -> Iterator[Occurrence]:
    """Performance of each grant reviewed, yearly as a reminder; diverted money is a breach until returned (绩效)."""
    first = stretches("FP-006", project)[0].first
    for fund in project.funds:
        if happened(fund.granted_on, day.on):
            start = max(first, fund.granted_on)
            acts, held = acts_from(start, fund.performance_reviewed_on), Held(start, project.closed_on)
            found = day.every(years(1), acts, held=held, about=fund.id, basis=Basis.DEFAULT)
            yield from naming("performance_reviewed_on", found)
        if happened(fund.diversion_found_on, day.on):
            about = f"{fund.id} diversion".strip()
            yield day.breach(fund.diversion_found_on, ended=fund.returned_on, about=about)


def soil_fund(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The province has a soil fund for parcels without a known liable party (省级土壤污染防治基金)."""
    if body.projects.orphan_parcels != 0:
        yield from at_level(body, {Level.PROVINCE}, [_fund_stands(body, day)])


def _fund_stands(body: GovernmentBody, day: Day) -> Occurrence:
    established = body.projects.soil_fund_established_on
    if happened(established, day.on):
        return day.standing(since=established)
    missing = ("orphan_parcels",) if body.projects.orphan_parcels is None else ()
    return day.timely(None)._replace(missing=missing)


def soil_in_budget(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Money for soil in the county's budget each year; a budget known to hold none does not count (纳入预算)."""
    budgets = body.projects.budgets
    holding = [Yearly(one.year, one.approved_on) for one in budgets or () if one.amount_yuan != 0]
    records = None if budgets is None else any_done(holding)
    found = naming("budgets", yearly("FP-008", body, day, Parameter("county.budget_day"), records))
    yield from at_level(body, {Level.COUNTY}, found)


def polluter_pays(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The polluter bears each cost, and what others paid is recovered from it (费用承担和追偿)."""
    if parcel.liability.orphan or parcel.costs == ():
        return
    if parcel.costs is None:
        if _measures_begun(parcel, day.on):
            yield day.standing(missing=("costs",))
        return
    for cost in parcel.costs:
        if cost.incurred_on is None or cost.incurred_on <= day.on:
            yield _borne(parcel, cost, day)


def _measures_begun(parcel: Parcel, on: date) -> bool:
    """Whether the parcel ever stood on the control list or saw works: both cost something."""
    listed = (one.listed_on for one in parcel.listings if one.kind is ListKind.CONTROL)
    return any(day is None or day <= on for day in listed) or any(one.begun(on) for one in parcel.works)


def _borne(parcel: Parcel, cost: Cost, day: Day) -> Occurrence:
    about = cost.item.value if cost.item else ""
    if cost.payer is None:
        return day.standing(since=cost.incurred_on, about=about, missing=("payer",))
    if cost.payer is Payer.POLLUTER:
        return day.timely(cost.paid_on, since=cost.incurred_on, about=about)
    if parcel.liability.unclear and cost.recovered_on is None:
        return review("determined_on", about=f"{about} recovery".strip(), since=cost.incurred_on)
    return day.timely(cost.recovered_on, since=cost.incurred_on, about=f"{about} recovery".strip())


def diverse_funding(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Other money than the budget's is sought; encouraged only (多元投融资)."""
    agreed = [one.agreed_on for one in body.projects.capital if happened(one.agreed_on, day.on)]
    yield day.standing(since=min((one for one in agreed if one is not None), default=None), soft=True)


def monitoring_money(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Money for monitoring equipment applied for in 2019 (申报资金提升监测能力)."""
    if day.on < GAOPING_PLAN:
        return
    if body.projects.equipment is None:
        yield Occurrence("", State.TRIGGERED, missing=("equipment",))
        return
    applied = known_days(one.applied_on for one in body.projects.equipment) or ()
    yield day.by(GAOPING_YEAR_END, done=min(applied, default=None))


DUTIES: tuple[Duty[Any], ...] = (
    Duty("FP-001", GovernmentBody, two_in_reserve),
    Duty("FP-002", GovernmentBody, tongjialing_in_reserve),
    Duty("FP-003", Project, tracked),
    Duty("FP-004", Project, applied_in_time),
    Duty("FP-005", GovernmentBody, standing_reserve),
    Duty("FP-006", Project, funds_used_by_rule),
    Duty("FP-007", GovernmentBody, soil_fund),
    Duty("FP-008", GovernmentBody, soil_in_budget),
    Duty("FP-009", Parcel, polluter_pays),
    Duty("FP-010", GovernmentBody, diverse_funding),
    Duty("FP-011", GovernmentBody, monitoring_money),
)
