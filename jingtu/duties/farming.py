"""Duties about farming: inputs, irrigation, livestock (农业投入品): AG-001 to AG-008."""

from __future__ import annotations

from typing import Any

from jingtu.duties import farming_accounts as accounts
from jingtu.duties import farming_inputs as inputs
from jingtu.duties import farming_waters as waters
from jingtu.duties.duty import Duty
from jingtu.duties.facts.farming_place import FarmingPlace
from jingtu.duties.facts.government import GovernmentBody

DUTIES: tuple[Duty[Any], ...] = (
    Duty("AG-001", FarmingPlace, inputs.inputs_within_limits),
    Duty("AG-002", FarmingPlace, inputs.nothing_polluting_on_farmland),
    Duty("AG-003", FarmingPlace, inputs.film_thick_and_recovered),
    Duty("AG-004", FarmingPlace, waters.irrigation_water),
    Duty("AG-005", GovernmentBody, accounts.soil_tests_and_zero_growth),
    Duty("AG-006", FarmingPlace, waters.manure),
    Duty("AG-007", FarmingPlace, inputs.toxic_pesticides_tracked),
    Duty("AG-008", GovernmentBody, accounts.registration_considers_soil),
)
