"""Totals of heavy metals: quotas, replacement, the five-year cut, permits. HM-003 to HM-008."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import (
    Allocation,
    EmissionAccount,
    KeyIndustry,
    MetalProject,
    Permit,
    Pollutant,
    Reduction,
)
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.problems import Problem, attention

IN_TOTALS = frozenset(
    {Pollutant.LEAD, Pollutant.MERCURY, Pollutant.CADMIUM, Pollutant.CHROMIUM, Pollutant.ARSENIC, None}
)
"""The five metals whose totals are controlled; None is an account that does not say which it is of."""
VERIFIED_BY = date(2019, 12, 31)
FIVE_YEARS_END = date(2025, 12, 31)
STATED_BY = date(2023, 12, 31)
RECOGNISED_FROM = date(2013, 1, 1)


def yearly_total(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Emissions of each of the five metals within the total by the end of the year (总量控制)."""
    for account in enterprise.accounts:
        if account.quota_g is not None and account.pollutant in IN_TOTALS:
            yield _within_quota(account, account.quota_g, day)


def _within_quota(account: EmissionAccount, quota_g: int, day: Day) -> Occurrence:
    about = f"{account.year} {account.pollutant or ''}".strip()
    accounted = account.accounted_on is None or account.accounted_on <= day.on
    emitted = account.emitted_g if accounted else None
    end = date(account.year, 12, 31)
    if emitted is None:
        return day.target(end, met=None, about=about, missing=("emitted_g",))
    return day.target(end, met=emitted <= quota_g, about=about, remark=_short(emitted, quota_g))


def totals_verified(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Totals verified and a database of emissions built by the end of 2019 (总量核查)."""
    work = body.metals
    yield day.by(VERIFIED_BY, done=work.totals_verified_on, about="verification")
    lacking = [
        name
        for name in ("metal", "emitted_g", "method")
        if None in {getattr(one, name) for one in work.emission_entries}
    ]
    if lacking and happened(work.database_built_on, day.on):
        yield review(*lacking, about="database", since=work.database_built_on)
    else:
        yield day.by(VERIFIED_BY, done=work.database_built_on, about="database")


def replacement(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """No EIA approval without certified reductions: 1.2 to 1 in key regions, else 1 to 1 (减量、等量置换)."""
    if enterprise.industry is not KeyIndustry.OTHER:
        for project in enterprise.projects:
            if project.new_g != 0:
                yield _replaced(enterprise, project, day)


def _replaced(enterprise: MetalEnterprise, project: MetalProject, day: Day) -> Occurrence:
    about, offered = project.about, [one for one in enterprise.reductions if one.id in project.reduction_ids]
    unknown = tuple(_not_known(enterprise, project, offered))
    if unknown or project.new_g is None:
        return review(*unknown, about=about, basis=Basis.MEMORY)
    others = [one for one in enterprise.allocations if one.project != about]
    free = sum(_certified(one, day.on) - _drawn(one, others, day.on) for one in offered)
    needed = -(-project.new_g * 6 // 5) if project.in_key_region else project.new_g
    if free >= needed:
        return day.gate(False, about=about, basis=Basis.MEMORY)
    return Occurrence(about, State.MISSING, open=True, basis=Basis.MEMORY, remark=_short(free, needed))


def _not_known(enterprise: MetalEnterprise, project: MetalProject, offered: list[Reduction]) -> Iterator[str]:
    if enterprise.industry is None:
        yield "industry"
    if project.new_g is None:
        yield "new_g"
    if project.in_key_region is None:
        yield "in_key_region"
    if len(offered) < len(project.reduction_ids):
        yield "reductions"
    if any(one.certified_g is None for one in offered):
        yield "certified_g"
    ids = {one.id for one in offered}
    if any(one.allocated_g is None for one in enterprise.allocations if one.reduction_id in ids):
        yield "allocated_g"


def _certified(reduction: Reduction, on: date) -> int:
    """What a reduction holds on a day: nothing before it was certified. [g]"""
    later = reduction.certified_on is not None and reduction.certified_on > on
    return 0 if later or reduction.certified_g is None else reduction.certified_g


def _drawn(reduction: Reduction, allocations: Iterable[Allocation], on: date) -> int:
    """What allocations up to a day take from a reduction. [g]"""
    return sum(
        one.allocated_g or 0
        for one in allocations
        if one.reduction_id == reduction.id and (one.allocated_on is None or one.allocated_on <= on)
    )


def single_use(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """No reduction used twice, that of a closed plant only once certified, the same industry first (削减源分配)."""
    for reduction in enterprise.reductions:
        drawn = [one for one in enterprise.allocations if one.reduction_id == reduction.id]
        yield _single_use(reduction, drawn, enterprise.industry, day)


def _single_use(reduction: Reduction, drawn: list[Allocation], industry: KeyIndustry | None, day: Day) -> Occurrence:
    about, basis = reduction.id, Basis.MEMORY
    if _used_before_certified(reduction, drawn, day.on):
        return day.gate(True, about=about, missing=() if reduction.certified_on else ("certified_on",), basis=basis)
    if reduction.certified_g is None or any(one.allocated_g is None for one in drawn):
        return review("certified_g" if reduction.certified_g is None else "allocated_g", about=about, basis=basis)
    taken = _drawn(reduction, drawn, day.on)
    if taken > reduction.certified_g:
        return day.gate(True, about=about, basis=basis)._replace(remark=_short(reduction.certified_g, taken))
    if reduction.industry is None or industry is None:
        return review("reductions.industry" if reduction.industry is None else "industry", about=about, basis=basis)
    return day.gate(
        reduction.industry is not industry, about=about, basis=basis, soft=reduction.industry is not industry
    )


def _used_before_certified(reduction: Reduction, drawn: list[Allocation], on: date) -> bool:
    """Whether anything was drawn on a plant that was shut down before its reduction was certified."""
    if not reduction.source_closed:
        return False
    days = [one.allocated_on for one in drawn if one.allocated_on is not None and one.allocated_on <= on]
    certified = reduction.certified_on
    return bool(days) and (certified is None or min(days) < certified)


def five_per_cent_cut(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Emissions of 2025 at most 95 per cent of those of 2020; asked of cities and provinces (五年下降)."""
    if body.level is Level.COUNTY:
        return
    if body.level is None:
        yield review("level")
        return
    known = {
        one.year: one.emitted_g
        for one in body.metals.yearly_emissions
        if one.accounted_on is None or one.accounted_on <= day.on
    }
    base, now = known.get(2020), known.get(2025)
    if base is None or now is None:
        missing = tuple(f"yearly_emissions.{year}" for year, mass in ((2020, base), (2025, now)) if mass is None)
        yield day.target(FIVE_YEARS_END, met=None, missing=missing)
    else:
        yield day.target(FIVE_YEARS_END, met=100 * now <= 95 * base, remark=_short(now, 95 * base // 100))


def permit_states_total(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """The permit states the total after a reduction that the State recognised since 2013 (许可证载明减排后总量)."""
    recognised = enterprise.reduction_recognised_on
    if not happened(recognised, day.on) or recognised < RECOGNISED_FROM:
        return
    stated = [one.total_set_on for one in enterprise.permits if one.total_set_on is not None]
    yield day.by(STATED_BY, done=min(stated, default=None), since=recognised)
    for permit in enterprise.permits:
        if permit.issued_on is not None and permit.issued_on >= recognised:
            yield _stated_before(permit, day)


def _stated_before(permit: Permit, day: Day) -> Occurrence:
    about = f"permit {permit.issued_on}"
    if permit.total_set_on is not None and permit.metal_total_g is None:
        return review("metal_total_g", about=about)
    return day.before(permit.issued_on, done=permit.total_set_on, about=about)


def _short(reached: int, wanted: int) -> Problem:
    return attention("duties.short_of_target", reached=f"{reached} g", wanted=f"{wanted} g")
