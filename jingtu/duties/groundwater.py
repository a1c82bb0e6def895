"""Duties about groundwater (地下水): GW-001 to GW-017."""

from __future__ import annotations

from typing import Any

from jingtu.duties import groundwater_facilities as facilities
from jingtu.duties import groundwater_survey as survey
from jingtu.duties import groundwater_wells as wells
from jingtu.duties import groundwater_zones as zones
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.groundwater_place import GroundwaterPlace

DUTIES: tuple[Duty[Any], ...] = (
    Duty("GW-001", GovernmentBody, survey.areas_surveyed),
    Duty("GW-002", GovernmentBody, zones.zones_drawn),
    Duty("GW-003", GroundwaterPlace, zones.rules_of_the_zone),
    Duty("GW-004", GroundwaterPlace, survey.landfill_surveyed),
    Duty("GW-005", GovernmentBody, survey.self_evaluation),
    Duty("GW-006", GroundwaterPlace, survey.point_keeps_its_class),
    Duty("GW-007", GroundwaterPlace, zones.chemical_park),
    Duty("GW-008", GroundwaterPlace, wells.sources_and_sinks),
    Duty("GW-009", GroundwaterPlace, wells.sealed),
    Duty("GW-010", GroundwaterPlace, wells.monitoring_wells),
    Duty("GW-011", GroundwaterPlace, facilities.oil_tanks),
    Duty("GW-012", GroundwaterPlace, facilities.automatic_monitoring),
    Duty("GW-013", GroundwaterPlace, facilities.no_forbidden_discharge),
    Duty("GW-014", GroundwaterPlace, wells.layers_kept_apart),
    Duty("GW-015", GroundwaterPlace, facilities.groundwater_in_soil_work),
    Duty("GW-016", GovernmentBody, survey.source_list),
    Duty("GW-017", GroundwaterPlace, zones.water_source_patrolled),
)
