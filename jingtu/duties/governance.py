"""Duties of governing soil work (考核督办与协同): GV-001 to GV-025, written out.

Cases stand in ``governance_cases.py``, supervision in ``governance_supervision.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jingtu.duties import governance_cases as cases
from jingtu.duties import governance_supervision as supervision
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_governance import ActionPlan, ProgressReport, Theme
from jingtu.duties.known import happened, naming
from jingtu.duties.law import citations
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Days, Yearly
from jingtu.duties.rounds import all_done, any_done, known_days, not_outlived, reminded, stretches, yearly
from jingtu.duties.spans import days, months, years

YEAR_END = (12, 31)
THEMES = ((Theme.ENVIRONMENT_DAY, (6, 5)), (Theme.SOIL_DAY, (12, 5)))


def report_to_congress(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each year on the year before, to the people's congress or its standing committee (向人大报告)."""
    reports = body.governance.congress_reports
    records = None if reports is None else any_done(reports)
    yield from naming("congress_reports", yearly("GV-001", body, day, YEAR_END, records, lag=1))


def targets_assessed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Targets of the year before assessed each year (目标责任考核)."""
    assessments = body.governance.assessments
    records = None if assessments is None else all_done(Yearly(one.year, one.assessed_on) for one in assessments)
    due = Parameter("province.assessment_day")
    yield from naming("assessments", yearly("GV-002", body, day, due, records, lag=1))


def joint_meetings(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Departments meet, every six months as a reminder (联席会议)."""
    meetings = body.governance.meetings
    acts = known_days(None if meetings is None else [one.held_on for one in meetings])
    yield from naming("meetings", reminded("GV-007", body, day, months(6), acts))


def cadres_trained(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Soil pollution is a topic of a training of leading cadres by the end of the year (党政领导干部培训)."""
    trainings = body.governance.cadre_trainings
    acts = known_days(None if trainings is None else [one.held_on for one in trainings])
    yield from naming("cadre_trainings", yearly("GV-012", body, day, YEAR_END, _first_of_each_year(acts)))


def publicity(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Publicity on Environment Day and on Soil Day (主题日宣传)."""
    events = body.governance.theme_events
    for theme, at in THEMES:
        acts = known_days(None if events is None else [one.held_on for one in events if one.theme is theme])
        unknown = ("theme",) if any(one.theme is None for one in events or ()) else ()
        for found in naming("theme_events", yearly("GV-013", body, day, at, _first_of_each_year(acts))):
            missing = (*found.missing, *unknown) if found.open else found.missing
            yield found._replace(about=f"{theme} {found.about}".strip(), missing=missing)


def _first_of_each_year(acts: Days | None) -> list[Yearly] | None:
    """The first act of each year, as what was done for that year."""
    if acts is None:
        return None
    first = {act.year: act for act in sorted(acts, reverse=True)}
    return [Yearly(year, act) for year, act in first.items()]


def self_evaluated(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Work divided among departments and evaluated by the place itself, yearly as a reminder (分工、自评估)."""
    acts = body.governance.self_evaluated_on
    missing = () if body.governance.divided_tasks else ("divided_tasks",)
    for found in naming("self_evaluated_on", reminded("GV-014", body, day, years(1), acts)):
        yield found._replace(missing=(*found.missing, *missing))


def progress_reported(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """In November or December to the district, and from there to the city (治理修复进展报告)."""
    first = stretches("GV-015", body)[0].first
    reports = body.governance.progress_reports
    if reports is None:
        yield Occurrence("", State.TRIGGERED, missing=("progress_reports",))
        return
    known = {one.year: one for one in reports}
    for year in (day.on.year - 1, day.on.year):
        if first <= date(year, 11, 1):
            yield from _in_window(known.get(year, ProgressReport(year=year)), day)


def _in_window(report: ProgressReport, day: Day) -> Iterator[Occurrence]:
    for what, done in (("report", report.reported_on), ("forward", report.forwarded_on)):
        about = f"{report.year} {what}"
        yield day.window(date(report.year, 11, 1), date(report.year, 12, 31), done=done, about=about)


def plan_filed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Tasks and measures of a plan filed with the city (报市备案)."""
    for plan in body.governance.plans:
        if _issued("GV-016", plan, body, day):
            yield day.timely(plan.filed_on, since=plan.issued_on, about=plan.id)


def measures_detailed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each department settles its measures and dates, 30 days after a plan as a reminder (细化推进措施)."""
    for plan in body.governance.plans:
        if not _issued("GV-025", plan, body, day):
            continue
        if plan.schemes is None:
            yield Occurrence(plan.id, State.TRIGGERED, plan.issued_on, basis=Basis.DEFAULT, missing=("schemes",))
        for one in plan.schemes or ():
            about = f"{plan.id} {one.department}".strip()
            yield day.within(days(30), plan.issued_on, done=one.detailed_on, about=about, basis=Basis.DEFAULT)


def _issued(duty: str, plan: ActionPlan, body: GovernmentBody, day: Day) -> bool:
    """Whether a plan was issued while something carried the duty in the place."""
    return happened(plan.issued_on, day.on) and bool(citations(duty, on=plan.issued_on, place=body.place))


def enforcement_trained(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Enforcement officers of the grid trained, yearly as a reminder (网格化监管、执法培训)."""
    acts = body.governance.enforcement_trained_on
    yield from naming("enforcement_trained_on", reminded("GV-017", body, day, years(1), acts))


def soil_in_emergency_plan(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """An emergency plan that covers soil, renewed every three years (突发土壤污染应急预案).

    The law names no period; the three years are remembered from rules on emergency plans that are not on file.
    """
    plans = body.governance.emergency_plans
    counted = [one for one in plans or () if one.covers_soil is not False]
    acts = known_days(None if plans is None else [one.made_on for one in counted])
    missing = ("covers_soil",) if any(one.covers_soil is None for one in counted) else ()
    first = stretches("GV-018", body)[0].first
    for found in naming(
        "emergency_plans", day.every(years(3), not_outlived(acts, years(3), first), basis=Basis.MEMORY)
    ):
        yield found._replace(missing=(*found.missing, *missing))


def priorities_settled(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Key areas, industries and pollutants of supervision settled, yearly as a reminder (重点区域、行业和污染物)."""
    lists = body.governance.priority_lists
    acts = known_days(None if lists is None else [one.made_on for one in lists])
    yield from naming("priority_lists", reminded("GV-020", body, day, years(1), acts))


def research_supported(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Research and the remediation industry supported; encouraged only (研究和产业发展)."""
    missing = () if body.governance.research_projects else ("research_projects",)
    yield day.standing(soft=True, missing=missing)


def food_assessment(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Source control taken into the assessment of grain and food safety each year (党政同责)."""
    found = body.governance.food_assessments
    records = None if found is None else all_done(Yearly(one.year, one.included_on) for one in found)
    yield from naming("food_assessments", yearly("GV-022", body, day, YEAR_END, records))


DUTIES: tuple[Duty[Any], ...] = (
    Duty("GV-001", GovernmentBody, report_to_congress),
    Duty("GV-002", GovernmentBody, targets_assessed),
    Duty("GV-003", GovernmentBody, supervision.summons),
    Duty("GV-004", GovernmentBody, supervision.lagging_supervised),
    Duty("GV-005", GovernmentBody, supervision.listed_supervision_lifted),
    Duty("GV-006", GovernmentBody, supervision.honours_refused),
    Duty("GV-007", GovernmentBody, joint_meetings),
    Duty("GV-008", GovernmentBody, cases.crime_transferred),
    Duty("GV-009", GovernmentBody, cases.police_decide),
    Duty("GV-010", GovernmentBody, cases.detention_transferred),
    Duty("GV-011", GovernmentBody, supervision.special_enforcement),
    Duty("GV-012", GovernmentBody, cadres_trained),
    Duty("GV-013", GovernmentBody, publicity),
    Duty("GV-014", GovernmentBody, self_evaluated),
    Duty("GV-015", GovernmentBody, progress_reported),
    Duty("GV-016", GovernmentBody, plan_filed),
    Duty("GV-017", GovernmentBody, enforcement_trained),
    Duty("GV-018", GovernmentBody, soil_in_emergency_plan),
    Duty("GV-019", GovernmentBody, cases.damage_claimed),
    Duty("GV-020", GovernmentBody, priorities_settled),
    Duty("GV-021", GovernmentBody, research_supported),
    Duty("GV-022", GovernmentBody, food_assessment),
    Duty("GV-023", GovernmentBody, supervision.held_to_account),
    Duty("GV-024", GovernmentBody, supervision.issues_inspected),
    Duty("GV-025", GovernmentBody, measures_detailed),
)
