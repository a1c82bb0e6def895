"""The background values an index is reckoned with: a published set, or numbers the user gives with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jingtu.problems import Refused, error
from jingtu.standards.limit import Kind, Limit
from jingtu.standards.limits import load

USABLE = ("arithmetic_mean", "geometric_mean", "study_background")
"""Statistics that can stand for a background; a standard deviation or a range cannot."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A background or limit value with where it comes from. [mg/kg] ``mark`` is empty for what the user gave."""

    value: Decimal
    source_zh: str
    source_en: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class BackgroundSet:
    """A published set: ``china-arithmetic_mean``. ``decides``: whether every value is known well enough to decide."""

    key: str
    zh: str
    en: str
    decides: bool
    values: Mapping[str, Reference]


@cache
def background_sets() -> Mapping[str, BackgroundSet]:
    """Every published set of soil backgrounds, by its key."""
    found: dict[str, list[Limit]] = {}
    for one in load().all:
        if one.kind is Kind.BACKGROUND and one.unit == "mg/kg" and one.conditions.statistic in USABLE and one.value:
            found.setdefault(_key(one), []).append(one)
    return {key: _set(key, several) for key, several in found.items()}


def chosen_set(key: str) -> BackgroundSet:
    """A published set by its key.

    Raises
    ------
    Refused
        If there is none, with the keys there are.
    """
    sets = background_sets()
    if key not in sets:
        raise Refused(error("indices.no_background_set", key=key, known="、".join(sets)))
    return sets[key]


def _key(limit: Limit) -> str:
    """Area, statistic, and series where several circulate."""
    of = limit.conditions
    area = "-".join((of.area or "").lower().replace(",", "").split())
    unverified = "unverified" if limit.standard.endswith("_unverified") else ""
    return "-".join(part for part in (area, of.statistic or "", unverified, of.series or "") if part)


def _set(key: str, limits: list[Limit]) -> BackgroundSet:
    first = limits[0]
    return BackgroundSet(
        key,
        first.cite,
        first.cite_en,
        all(one.decides for one in limits),
        {one.substance: _reference(one) for one in limits},
    )


def _reference(limit: Limit) -> Reference:
    value = limit.value or Decimal(0)
    return Reference(value, limit.cite, limit.cite_en, limit.verification)
