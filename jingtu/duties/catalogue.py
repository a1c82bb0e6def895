"""All duties, written out subject by subject."""

from __future__ import annotations

from typing import Any

from jingtu.duties import (
    credit,
    disclosure,
    farming,
    farmland,
    governance,
    groundwater,
    key_units,
    metals,
    monitoring,
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
    *farming.DUTIES,
    *disclosure.DUTIES,
    *credit.DUTIES,
    *projects.DUTIES,
    *governance.DUTIES,
    *monitoring.DUTIES,
)
