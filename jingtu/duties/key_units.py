"""Duties of and about key regulated units (土壤污染重点监管单位): KU-001 to KU-041, written out.

The rules stand by theme in the files ``key_units_*.py``.
"""

from __future__ import annotations

from typing import Any

from jingtu.duties import (
    key_units_ending,
    key_units_hazards,
    key_units_listing,
    key_units_monitoring,
    key_units_supervision,
    key_units_trend,
    key_units_works,
)
from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.key_unit import KeyUnit

DUTIES: tuple[Duty[Any], ...] = (
    Duty("KU-001", GovernmentBody, key_units_supervision.key_unit_list),
    Duty("KU-002", KeyUnit, key_units_listing.toxic_report),
    Duty("KU-003", KeyUnit, key_units_hazards.first_hazard_check),
    Duty("KU-004", KeyUnit, key_units_hazards.hazard_check_of_old_units),
    Duty("KU-005", KeyUnit, key_units_hazards.next_hazard_check),
    Duty("KU-006", KeyUnit, key_units_hazards.supplementary_hazard_check),
    Duty("KU-007", KeyUnit, key_units_hazards.rectification),
    Duty("KU-008", GovernmentBody, key_units_supervision.hazard_recheck),
    Duty("KU-009", KeyUnit, key_units_monitoring.monitoring_report),
    Duty("KU-010", KeyUnit, key_units_monitoring.surface_soil),
    Duty("KU-011", KeyUnit, key_units_monitoring.deep_soil),
    Duty("KU-012", KeyUnit, key_units_monitoring.groundwater_of_class_one),
    Duty("KU-013", KeyUnit, key_units_monitoring.groundwater_of_class_two),
    Duty("KU-014", KeyUnit, key_units_monitoring.first_round),
    Duty("KU-015", KeyUnit, key_units_trend.doubled_monitoring),
    Duty("KU-016", KeyUnit, key_units_monitoring.truthful_data),
    Duty("KU-017", KeyUnit, key_units_supervision.investigate),
    Duty("KU-018", KeyUnit, key_units_monitoring.publish_results),
    Duty("KU-019", KeyUnit, key_units_monitoring.file_monitoring_plan),
    Duty("KU-020", KeyUnit, key_units_monitoring.no_project_without_monitoring),
    Duty("KU-021", KeyUnit, key_units_works.soil_section_of_permit),
    Duty("KU-022", KeyUnit, key_units_ending.demolition_plan),
    Duty("KU-023", KeyUnit, key_units_ending.protected_demolition),
    Duty("KU-024", KeyUnit, key_units_ending.report_found_waste),
    Duty("KU-025", KeyUnit, key_units_ending.demolition_summary),
    Duty("KU-026", KeyUnit, key_units_supervision.surroundings),
    Duty("KU-027", KeyUnit, key_units_listing.responsibility_letter),
    Duty("KU-028", KeyUnit, key_units_listing.insurance),
    Duty("KU-029", KeyUnit, key_units_listing.emergency_plan),
    Duty("KU-030", KeyUnit, key_units_works.report_tank),
    Duty("KU-031", KeyUnit, key_units_works.guard_facility),
    Duty("KU-032", KeyUnit, key_units_ending.closing_survey),
    Duty("KU-033", KeyUnit, key_units_supervision.act_on_pollution),
    Duty("KU-034", KeyUnit, key_units_supervision.inspect_treatment),
    Duty("KU-035", KeyUnit, key_units_works.clean_treatment),
    Duty("KU-036", KeyUnit, key_units_listing.system_entry),
    Duty("KU-037", KeyUnit, key_units_supervision.special_inspection),
    Duty("KU-038", KeyUnit, key_units_supervision.cooperate),
    Duty("KU-039", KeyUnit, key_units_works.no_leaks),
    Duty("KU-040", GovernmentBody, key_units_supervision.toxic_substance_list),
    Duty("KU-041", KeyUnit, key_units_works.cleaner_materials),
)
