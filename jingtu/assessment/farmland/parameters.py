"""What the sources leave to whoever classifies: each parameter with its default, its mark and where it comes from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.problems import Refused, error

TABLE = Path(__file__).with_name("parameters.csv")


class FewPoints(StrEnum):
    """How a unit with fewer points than ``few_points`` is classed."""

    WORST = "worst"
    MEAN = "mean"
    MAXIMUM = "maximum"


class CropBasis(StrEnum):
    """Whose crop class speaks in the adjustment of one metal."""

    ANY_METAL = "any_metal"
    SAME_METAL = "same_metal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The parameters of a classification. ``parameters.csv`` says where each comes from and how well it is known."""

    dominance_share: float = 0.80
    dominance_strict: bool = True
    few_points: int = 3
    few_points_method: FewPoints = FewPoints.WORST
    contiguous_within_m: float | None = None
    crop_min_points: int = 3
    crop_ok_share: float = 0.65
    crop_basis: CropBasis = CropBasis.ANY_METAL
    topsoil_m: float = 0.2
    outside_survey_is_class_1: bool = False
    lowering_seasons: int = 2

    def __post_init__(self) -> None:
        rules = (
            ("dominance_share", 0.5 <= self.dominance_share < 1, "0.5 ≤ x < 1"),
            ("few_points", self.few_points >= 1, "≥ 1"),
            ("contiguous_within_m", self.contiguous_within_m is None or self.contiguous_within_m > 0, "> 0"),
            ("crop_min_points", self.crop_min_points >= 1, "≥ 1"),
            ("crop_ok_share", 0 < self.crop_ok_share <= 1, "0 < x ≤ 1"),
            ("topsoil_m", self.topsoil_m > 0, "> 0"),
            ("lowering_seasons", self.lowering_seasons >= 1, "≥ 1"),
        )
        wrong = [(name, rule) for name, good, rule in rules if not good]
        if wrong:
            raise Refused(
                *(error("farmland.parameter", name=name, value=getattr(self, name), rule=rule) for name, rule in wrong)
            )


AS_USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a parameter: ``mark`` is yes, partial, design (ours where the sources are silent) or no."""

    name: str
    rule: str
    mark: str
    zh: str
    en: str


@cache
def known() -> Mapping[str, Known]:
    """Every parameter of :class:`Rules`, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: Known(**row) for row in csv.DictReader(lines)}


def changed(rules: Rules) -> dict[str, object]:
    """The parameters that are not at their default: what a result must say of itself."""
    return {
        one.name: getattr(rules, one.name)
        for one in fields(rules)
        if getattr(rules, one.name) != getattr(AS_USUAL, one.name)
    }
