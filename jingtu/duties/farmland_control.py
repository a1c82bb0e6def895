"""Protection, investigation, control and remediation of a unit of farmland. FL-002, 003, 005, 009, 010."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jingtu.duties.facts.farmland_unit import (
    Category,
    FarmlandRemediation,
    FarmlandUnit,
    RiskFinding,
    SitedProject,
    Stage,
    StrictControl,
)
from jingtu.duties.farmland_categories import category_on, category_since
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Parameter
from jingtu.duties.reckoning import Day, Held, Yearly
from jingtu.duties.regular import regularly

CLOSED_LOOP = "450222"
"""The place whose plan asks for all three stages of the loop; elsewhere one measure a year is enough."""


def priority_protected(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Permanent basic farmland where fit; no polluting project there, those that stand closed (优先保护类)."""
    if category_on(unit, day.on) is not Category.PRIORITY:
        return
    if unit.basic_farmland is None:
        yield day.gate(None, about="siting", missing=("basic_farmland",))
    elif unit.basic_farmland:
        yield day.gate(True, about="siting")
        yield from _polluting(unit.projects, day)
    elif unit.basic_farmland_fit is None:
        yield review("basic_farmland_fit", about="designation")
    elif unit.basic_farmland_fit:
        yield day.timely(None, about="designation")


def _polluting(projects: Iterable[SitedProject], day: Day) -> Iterator[Occurrence]:
    for one in projects:
        missing = tuple(name for name in ("may_pollute", "sited_on") if getattr(one, name) is None)
        if one.may_pollute is not False and missing:
            yield review(*missing, about=one.type)
        elif one.may_pollute and happened(one.sited_on, day.on):
            yield day.timely(one.closed_on, since=one.sited_on, about=one.type)


def risk_looked_into(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Farmland at risk surveyed, and assessed where it exceeds (农用地调查和风险评估)."""
    for finding in unit.risk_findings:
        if finding.found_on is None or finding.found_on <= day.on:
            yield day.timely(finding.surveyed_on, since=finding.found_on, about="survey")
            if happened(finding.surveyed_on, day.on):
                yield from _assessed(finding, day)


def _assessed(finding: RiskFinding, day: Day) -> Iterator[Occurrence]:
    if finding.exceeds is None:
        yield review("exceeds", about="risk_assessment", since=finding.surveyed_on)
    elif finding.exceeds:
        yield day.timely(finding.assessed_on, since=finding.surveyed_on, about="risk_assessment")


def strictly_controlled(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """A zone where a named produce may not be grown, and measures each year (严格管控类)."""
    if category_on(unit, day.on) is Category.STRICT:
        since = category_since(unit, day.on)
        yield day.timely(unit.control_zone_on, since=since, about="zone")
        found = day.annual(Parameter("county.strict_control_day"), _controlled(unit), held=Held(since))
        yield from naming("strict_controls", found)


def _controlled(unit: FarmlandUnit) -> list[Yearly] | None:
    """The years of strict control, with the day on which what is asked for was complete."""
    if unit.strict_controls is None:
        return None
    stages = tuple(Stage) if unit.place == CLOSED_LOOP else ()
    years = {one.year for one in unit.strict_controls}
    return [
        Yearly(year, _complete([one for one in unit.strict_controls if one.year == year], stages)) for year in years
    ]


def _complete(measures: list[StrictControl], stages: tuple[Stage, ...]) -> date | None:
    done = [(one.stage, one.done_on) for one in measures if one.done_on is not None]
    if not stages:
        return min((day for _, day in done), default=None)
    firsts = [min((day for at, day in done if at is stage), default=None) for stage in stages]
    known = [day for day in firsts if day is not None]
    return max(known) if len(known) == len(stages) else None


def plan_for_water(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """A plan where pollution endangers groundwater or drinking water (影响水源安全的污染防治方案)."""
    if unit.threatens_water and (unit.threat_found_on is None or unit.threat_found_on <= day.on):
        yield day.timely(unit.water_plan_on, since=unit.threat_found_on)


def liable_party_acts(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """The liable party reports on its control; files its plan before it remediates and the evaluation after."""
    if unit.liable_party and category_on(unit, day.on) in (Category.SAFE_USE, Category.STRICT):
        yield regularly(day, unit.control_reported_on, field="control_reported_on", about="control_report")
    for one in unit.remediations:
        yield from _remediated(one, day)


def _remediated(one: FarmlandRemediation, day: Day) -> Iterator[Occurrence]:
    about = f"{one.about} plan".strip()
    if one.starts_on is not None:
        yield day.before(one.starts_on, done=one.plan_filed_on, about=about)
    elif one.required_on is None or one.required_on <= day.on:
        yield day.timely(one.plan_filed_on, since=one.required_on, about=about)
    if happened(one.ended_on, day.on):
        yield day.timely(one.evaluation_filed_on, since=one.ended_on, about=f"{one.about} evaluation".strip())
