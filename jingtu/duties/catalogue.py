"""All duties, written out subject by subject."""

from __future__ import annotations

from typing import Any

from jingtu.duties import (
    credit,
    disclosure,
    farmland,
    governance,
    groundwater,
    key_units,
    metals,
    parcels,
    projects,
    wastes,
)
from jingtu.duties.duty import Duty

DUTIES: tuple[Duty[Any], ...] = (
    *parcels.DUTIES,
    *key_units.DUTIES,
    *metals.DUTIES,
    *wastes.DUTIES,
    *groundwater.DUTIES,
    *farmland.DUTIES,
    *disclosure.DUTIES,
    *credit.DUTIES,
    *projects.DUTIES,
    *governance.DUTIES,
)
