"""Duties on heavy metals (重金属): HM-001 to HM-027."""

from __future__ import annotations

from typing import Any

from jingtu.duties import metals_emissions as emissions
from jingtu.duties import metals_sources as sources
from jingtu.duties import metals_thallium as thallium
from jingtu.duties import metals_totals as totals
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.metal_enterprise import MetalEnterprise

DUTIES: tuple[Duty[Any], ...] = (
    Duty("HM-001", GovernmentBody, sources.full_list),
    Duty("HM-002", MetalEnterprise, sources.zinc_entered),
    Duty("HM-003", MetalEnterprise, totals.yearly_total),
    Duty("HM-004", GovernmentBody, totals.totals_verified),
    Duty("HM-005", MetalEnterprise, totals.replacement),
    Duty("HM-006", MetalEnterprise, totals.single_use),
    Duty("HM-007", GovernmentBody, totals.five_per_cent_cut),
    Duty("HM-008", MetalEnterprise, totals.permit_states_total),
    Duty("HM-009", GovernmentBody, sources.source_list),
    Duty("HM-010", MetalEnterprise, sources.listed_source),
    Duty("HM-011", GovernmentBody, sources.six_listed),
    Duty("HM-012", MetalEnterprise, emissions.special_limits),
    Duty("HM-013", MetalEnterprise, emissions.key_discharger_list),
    Duty("HM-014", MetalEnterprise, emissions.particulate_monitoring),
    Duty("HM-015", MetalEnterprise, emissions.accounted_from_monitoring),
    Duty("HM-016", MetalEnterprise, thallium.problem_ledger),
    Duty("HM-017", MetalEnterprise, thallium.outlets_within_limit),
    Duty("HM-018", MetalEnterprise, thallium.traceable),
    Duty("HM-019", MetalEnterprise, thallium.thallium_access),
    Duty("HM-020", MetalEnterprise, emissions.audit_started),
    Duty("HM-021", MetalEnterprise, emissions.audit_finished),
    Duty("HM-022", MetalEnterprise, emissions.audit_interval),
    Duty("HM-023", MetalEnterprise, emissions.mercury_use),
    Duty("HM-024", MetalEnterprise, sources.phased_out),
    Duty("HM-025", MetalEnterprise, sources.excess_punished),
    Duty("HM-026", GovernmentBody, sources.causes_traced),
    Duty("HM-027", MetalEnterprise, sources.siting),
)
