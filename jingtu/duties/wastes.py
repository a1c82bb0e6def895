"""Duties on waste (固体废物): WS-001 to WS-037."""

from __future__ import annotations

from typing import Any

from jingtu.duties import wastes_hazardous as hazardous
from jingtu.duties import wastes_household as household
from jingtu.duties import wastes_sites as sites
from jingtu.duties import wastes_tailings as tailings
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.waste_site import WasteSite

DUTIES: tuple[Duty[Any], ...] = (
    Duty("WS-001", WasteSite, sites.first_batch),
    Duty("WS-002", WasteSite, sites.heap_treated),
    Duty("WS-003", WasteSite, sites.ash_yard),
    Duty("WS-004", WasteSite, sites.clearing_campaign),
    Duty("WS-005", WasteSite, sites.industrial_ledger),
    Duty("WS-006", WasteSite, sites.three_protections),
    Duty("WS-007", WasteSite, tailings.soil_of_pond),
    Duty("WS-008", GovernmentBody, tailings.graded_list),
    Duty("WS-009", WasteSite, tailings.tailings_upload),
    Duty("WS-010", WasteSite, tailings.pond_waters),
    Duty("WS-011", WasteSite, tailings.before_floods),
    Duty("WS-012", WasteSite, tailings.pond_emergencies),
    Duty("WS-013", WasteSite, tailings.aftercare),
    Duty("WS-014", WasteSite, tailings.key_dischargers),
    Duty("WS-015", WasteSite, hazardous.hazardous_plan),
    Duty("WS-016", WasteSite, hazardous.stored_one_year),
    Duty("WS-017", WasteSite, hazardous.transferred),
    Duty("WS-018", WasteSite, hazardous.permitted),
    Duty("WS-019", WasteSite, hazardous.hazardous_emergencies),
    Duty("WS-020", GovernmentBody, hazardous.pass_rates),
    Duty("WS-021", GovernmentBody, hazardous.inventory),
    Duty("WS-022", WasteSite, hazardous.facility_checked),
    Duty("WS-023", WasteSite, hazardous.insured),
    Duty("WS-024", WasteSite, hazardous.decommissioned),
    Duty("WS-025", GovernmentBody, household.informal_dumps),
    Duty("WS-026", WasteSite, household.harmlessness),
    Duty("WS-027", WasteSite, household.landfill_closed),
    Duty("WS-028", WasteSite, household.plant_networked),
    Duty("WS-029", WasteSite, household.dismantler_checked),
    Duty("WS-030", GovernmentBody, household.collection_points),
    Duty("WS-031", GovernmentBody, household.sorting_pilots),
    Duty("WS-032", GovernmentBody, household.recycled_products),
    Duty("WS-033", WasteSite, household.sludge_tracked),
    Duty("WS-034", GovernmentBody, household.destruction_supervised),
    Duty("WS-035", WasteSite, sites.dumping_punished),
    Duty("WS-036", GovernmentBody, household.waste_bulletin),
    Duty("WS-037", GovernmentBody, household.villages_served),
)
