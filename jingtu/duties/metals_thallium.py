"""Thallium: problems, outlets, balance, access. HM-016 to HM-019."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.thallium import OutletKind, OutletResult, ThalliumBalance, ThalliumBatch
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import years


def problem_ledger(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Enterprises with thallium checked yearly by default, each problem rectified by its plan (涉铊问题台账)."""
    thallium = enterprise.thallium
    if not thallium.sectors:
        return
    yield from naming("checked_on", day.every(years(1), thallium.checked_on, about="check", basis=Basis.DEFAULT))
    for problem in thallium.problems:
        rectified = day.by(problem.plan_end_on, done=problem.done_on, about=problem.about)
        yield from naming("plan_end_on", [rectified])


def outlets_within_limit(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Thallium within the limit where the water leaves the workshop, not only the plant (车间排放口达标)."""
    results = [one for one in enterprise.thallium.outlet_results if happened(one.sampled_on, day.on)]
    for outlet in dict.fromkeys(one.outlet for one in results):
        yield from _outlet([one for one in results if one.outlet == outlet], outlet, day)


def _outlet(results: list[OutletResult], outlet: str, day: Day) -> Iterator[Occurrence]:
    kinds = {one.outlet_kind for one in results}
    if kinds == {OutletKind.PLANT}:
        return
    if OutletKind.WORKSHOP not in kinds:
        yield review("outlet_kind", about=outlet)
        return
    yield day.standing(about=outlet)
    for result in results:
        value, limit = result.thallium_ug_l, result.limit_ug_l
        if value is None or limit is None:
            yield review("thallium_ug_l" if value is None else "limit_ug_l", about=outlet, since=result.sampled_on)
        elif value > limit:
            yield day.breach(result.sampled_on, ended=result.complied_again_on, about=outlet)


def traceable(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Each batch analysed for thallium, and a balance drawn yearly by default (可核算可追踪)."""
    batches = [one for one in enterprise.thallium.batches if happened(one.received_on, day.on)]
    for batch in batches:
        yield _analysed(batch, day)
    if batches:
        balances = enterprise.thallium.balances
        acts = None if balances is None else tuple(_drawn_up(balances))
        first = Held(min(one.received_on for one in batches if one.received_on))
        yield from naming("balances", day.every(years(1), acts, held=first, about="balance", basis=Basis.DEFAULT))


def _analysed(batch: ThalliumBatch, day: Day) -> Occurrence:
    lacking = tuple(name for name in ("mass_g", "thallium_mg_kg") if getattr(batch, name) is None)
    if lacking and happened(batch.analysed_on, day.on):
        return review(*lacking, about=batch.id, since=batch.received_on)
    return day.timely(batch.analysed_on, since=batch.received_on, about=batch.id)


def _drawn_up(balances: tuple[ThalliumBalance, ...]) -> Iterator[date]:
    """Days of balances that state what went in, what came out and what stayed."""
    for one in balances:
        if one.balanced_on is not None and None not in (one.in_g, one.out_g, one.stock_change_g):
            yield one.balanced_on


def thallium_access(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """No EIA approval of a project with thallium whose EIA has no section on it (涉铊项目准入)."""
    for project in enterprise.projects:
        if project.thallium is None:
            yield review("thallium", about=project.about)
        elif project.thallium:
            yield day.gate(not happened(project.thallium_section_on, day.on), about=project.about)
