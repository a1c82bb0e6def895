"""Indicators: one declaration each, computed exactly from tidy tables, every number open to the rows behind it."""

from __future__ import annotations

from jingtu.assessment.indicators.compute import Computed, by_place, compute, roll_up
from jingtu.assessment.indicators.counted import COUNTED
from jingtu.assessment.indicators.farming import FARMING
from jingtu.assessment.indicators.farmland import FARMLAND
from jingtu.assessment.indicators.groundwater import GROUNDWATER
from jingtu.assessment.indicators.key_units import KEY_UNITS
from jingtu.assessment.indicators.metals import METALS
from jingtu.assessment.indicators.model import Asked, Indicator
from jingtu.assessment.indicators.parcels import PARCELS
from jingtu.assessment.indicators.projects import PROJECTS
from jingtu.assessment.indicators.value import Answer, Comparator, Value, meets, shortfall
from jingtu.assessment.indicators.wastes import WASTES

__all__ = [
    "INDICATORS",
    "Answer",
    "Asked",
    "Comparator",
    "Computed",
    "Indicator",
    "Value",
    "by_place",
    "compute",
    "find",
    "meets",
    "roll_up",
    "shortfall",
]

INDICATORS: tuple[Indicator, ...] = (
    *FARMLAND,
    *PARCELS,
    *KEY_UNITS,
    *WASTES,
    *METALS,
    *FARMING,
    *PROJECTS,
    *GROUNDWATER,
    *COUNTED,
)


def find(name: str) -> Indicator | None:
    """The indicator with this identifier, alias or name in either language; None where there is none."""
    return next((one for one in INDICATORS if name in (one.id, one.zh, one.en, *one.aliases)), None)
