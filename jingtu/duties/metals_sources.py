"""Lists and sources of heavy metals, cases and causes. HM-001, 002, 009 to 011, 024 to 027."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import KeyIndustry, MetalProject, MetalSource
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import days, years
from jingtu.problems import attention

END_OF_2023 = date(2023, 12, 31)
LISTED_IN_LIUCHENG = 6


def full_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The full list of heavy-metal enterprises kept up, and changed with its enterprises (全口径清单)."""
    versions = body.metals.list_versions_on
    yield from naming("list_versions_on", day.every(years(1), versions, basis=Basis.DEFAULT))
    for one in body.metals.enterprises:
        if happened(one.changed_on, day.on):
            yield day.within(days(30), one.changed_on, done=one.entered_on, about=one.uscc, basis=Basis.DEFAULT)


def zinc_entered(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Makers of zinc inorganics from industrial solid waste entered on the list in 2023 (信息补录)."""
    makes, waste = enterprise.makes_zinc_inorganics, enterprise.raw_material_solid_waste
    if makes is False or waste is False:
        return
    if makes and waste:
        yield day.by(END_OF_2023, done=enterprise.entered_on_full_list_on)
    else:
        known = {"makes_zinc_inorganics": makes, "raw_material_solid_waste": waste}
        yield review(*(name for name, value in known.items() if value is None))


def source_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Counties look for sources of cadmium and decide on each clue; both yearly by default (污染源整治清单)."""
    if body.level is None:
        yield review("level", basis=Basis.DEFAULT)
    if body.level is not Level.COUNTY:
        return
    versions = body.metals.source_list_versions_on
    yield from naming("source_list_versions_on", day.every(years(1), versions, basis=Basis.DEFAULT))
    for one in body.metals.sources or ():
        if happened(one.found_on, day.on):
            yield day.within(years(1), one.found_on, done=one.decided_on, about=one.id, basis=Basis.DEFAULT)


def listed_source(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Each listed source has a plan and is struck off by the plan's last day; accepted is not enough (整治销号)."""
    for source in enterprise.pollution_sources:
        if happened(source.listed_on, day.on):
            yield day.timely(source.plan_on, since=source.listed_on, about=f"{source.id} plan".strip())
            struck_off = day.by(source.plan_end_on, done=_struck_off(source, day.on), about=source.id)
            yield from naming("plan_end_on", [struck_off._replace(since=source.listed_on)])


def _struck_off(source: MetalSource, on: date) -> date | None:
    """Day a source was struck off, unless it was found polluting again since."""
    struck_off = source.struck_off_on
    relapsed = struck_off is not None and happened(source.relapsed_on, on) and source.relapsed_on >= struck_off
    return None if relapsed else struck_off


def six_listed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Six listed enterprises checked and rectified in 2023 (6家涉重金属单位)."""
    for about in ("checked", "rectified"):
        sources = body.metals.sources
        if sources is None:
            yield day.target(END_OF_2023, met=None, about=about, missing=("sources",))
            continue
        last = min(day.on, END_OF_2023)
        count = sum(happened(getattr(one, f"{about}_on"), last) for one in sources)
        remark = attention("duties.short_of_target", reached=count, wanted=LISTED_IN_LIUCHENG)
        yield day.target(END_OF_2023, met=count >= LISTED_IN_LIUCHENG, about=about, remark=remark)


def phased_out(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """A plant found outdated or non-compliant is stopped, closed or upgraded (淘汰、停产治理、提标)."""
    found = enterprise.found_noncompliant_on
    if happened(found, day.on):
        ends = (enterprise.stopped_on, enterprise.closed_on, enterprise.upgraded_on)
        done = min((end for end in ends if end is not None and end >= found), default=None)
        yield day.timely(done, since=found)


def excess_punished(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Excess is acted on when found; listed supervision ends by the day it set (查处、挂牌督办)."""
    for case in enterprise.cases:
        if happened(case.found_on, day.on):
            yield day.immediate(case.found_on, done=case.acted_on, about=case.about)
        if happened(case.supervised_on, day.on):
            about = f"{case.about} supervision".strip()
            lifted = day.by(case.supervision_end_on, done=case.lifted_on, about=about, since=case.supervised_on)
            yield from naming("supervision_end_on", [lifted])


def causes_traced(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Causes traced and sources cut off where a metal stands out in farmland (成因排查、断源)."""
    for area in body.metals.traced_areas:
        if area.named_on is None or area.named_on <= day.on:
            yield day.timely(area.traced_on, since=area.named_on, about=f"{area.id} causes".strip())
            cut_off = min(area.measures_on, default=None)
            yield day.timely(cut_off, since=area.named_on, about=f"{area.id} measures".strip())


def siting(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Projects of key industries sited in a park and in keeping with its plan (入园和布局)."""
    if enterprise.industry is not KeyIndustry.OTHER:
        for project in enterprise.projects:
            missing = tuple(_siting_unknown(enterprise, project))
            shut = None if missing else not (project.in_park and project.fits_park_plan)
            yield day.gate(shut, about=project.about, missing=missing)


def _siting_unknown(enterprise: MetalEnterprise, project: MetalProject) -> Iterator[str]:
    if enterprise.industry is None:
        yield "industry"
    if project.in_park is None:
        yield "in_park"
    elif project.in_park and project.fits_park_plan is None:
        yield "fits_park_plan"
