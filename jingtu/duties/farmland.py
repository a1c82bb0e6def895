"""Duties about farmland (农用地): FL-001 to FL-015."""

from __future__ import annotations

from typing import Any

from jingtu.duties import farmland_categories as categories
from jingtu.duties import farmland_control as control
from jingtu.duties import farmland_produce as produce
from jingtu.duties import farmland_safe_use as safe_use
from jingtu.duties.duty import Duty
from jingtu.duties.facts.farming_place import FarmingPlace
from jingtu.duties.facts.farmland_unit import FarmlandUnit
from jingtu.duties.facts.government import GovernmentBody

DUTIES: tuple[Duty[Any], ...] = (
    Duty("FL-001", FarmlandUnit, categories.on_the_list),
    Duty("FL-002", FarmlandUnit, control.priority_protected),
    Duty("FL-003", FarmlandUnit, control.risk_looked_into),
    Duty("FL-004", GovernmentBody, safe_use.yearly_plan),
    Duty("FL-005", FarmlandUnit, control.strictly_controlled),
    Duty("FL-006", FarmingPlace, produce.kept_off_the_market),
    Duty("FL-007", FarmlandUnit, categories.change_uploaded),
    Duty("FL-008", FarmlandUnit, categories.denser_sampling),
    Duty("FL-009", FarmlandUnit, control.plan_for_water),
    Duty("FL-010", FarmlandUnit, control.liable_party_acts),
    Duty("FL-011", FarmlandUnit, categories.surveyed_before_cropland),
    Duty("FL-012", GovernmentBody, safe_use.safe_use_rate),
    Duty("FL-013", FarmlandUnit, produce.forest_and_orchard),
    Duty("FL-014", GovernmentBody, safe_use.training_and_techniques),
    Duty("FL-015", GovernmentBody, safe_use.protection_tasks),
)
