"""What changed since the round before, unit by unit: which category, by which metal, why, and whether it acts at once.

Source: farmland rule FL-CLS-09. A higher risk acts at once; a lower one needs crop points and seasons (ours), and the
province approves (recalled). Nothing here changes a category: it says what is to be proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import polars as pl

from jingtu.assessment.farmland.classes import CLASS_OF, Category
from jingtu.assessment.farmland.classify import Classification, Row
from jingtu.assessment.farmland.points import Points


class Direction(StrEnum):
    FIRST = "first"
    SAME = "same"
    HIGHER_RISK = "higher_risk"
    LOWER_RISK = "lower_risk"
    OPEN = "open"


class Standing(StrEnum):
    """What a change waits for."""

    NOTHING_TO_DO = "nothing_to_do"
    ACTS_AT_ONCE = "acts_at_once"
    TO_BE_APPROVED = "to_be_approved"
    CROP_POINTS_SHORT = "crop_points_short"
    SEASONS_SHORT = "seasons_short"
    TO_BE_DECIDED = "to_be_decided"


class Cause(StrEnum):
    """Why the class of a metal, or of the whole unit, is another than before."""

    SOIL = "soil"
    CROPS = "crops"
    SPLIT_OFF = "split_off"
    LAND_USE = "land_use"
    OPEN_NOW = "open_now"
    NEW_METAL = "new_metal"
    METALS_UNKNOWN = "metals_unknown"


AT_ONCE: Mapping[Direction, Standing] = {
    Direction.FIRST: Standing.TO_BE_APPROVED,
    Direction.SAME: Standing.NOTHING_TO_DO,
    Direction.HIGHER_RISK: Standing.ACTS_AT_ONCE,
    Direction.OPEN: Standing.TO_BE_DECIDED,
}
"""What follows from a direction that needs no further evidence; a lower risk does."""

CHANGES: dict[str, pl.DataType] = {
    "unit_code": pl.String(),
    "part": pl.Int64(),
    "old_category": pl.String(),
    "category": pl.String(),
    "direction": pl.String(),
    "standing": pl.String(),
    "causes": pl.List(pl.Struct({"cause": pl.String(), "metal": pl.String(), "old": pl.Int64(), "new": pl.Int64()})),
    "crop_points": pl.Int64(),
    "seasons": pl.Int64(),
}


def changes(found: Classification) -> pl.DataFrame:
    """One line per unit and part, columns as CHANGES. Units the list gives no earlier category are *first*."""
    lines: dict[tuple[str, int], list[Row]] = {}
    for line in found.metals.iter_rows(named=True):
        lines.setdefault((line["unit_code"], line["part"]), []).append(line)
    seasons = _seasons(found.crops)
    rows = [
        _change(unit, lines[unit["unit_code"], unit["part"]], seasons.get(unit["unit_code"], 0), found)
        for unit in found.units.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=CHANGES, orient="row")


def _change(unit: Row, lines: list[Row], seasons: int, found: Classification) -> dict[str, Any]:
    direction = _direction(unit["old_category"], unit["overall"])
    points = max(line["crop_ok"] + line["crop_mild"] + line["crop_severe"] for line in lines)
    changed = direction in (Direction.HIGHER_RISK, Direction.LOWER_RISK, Direction.OPEN)
    return {
        "unit_code": unit["unit_code"],
        "part": unit["part"],
        "old_category": unit["old_category"],
        "category": unit["category"],
        "direction": direction,
        "standing": _standing(direction, points, seasons, found),
        "causes": list(_causes(unit, lines)) if changed else [],
        "crop_points": points,
        "seasons": seasons,
    }


def _direction(old: str | None, new: int | None) -> Direction:
    before = CLASS_OF[Category(old)] if old else None
    if new is None:
        return Direction.OPEN
    if before is None:
        return Direction.FIRST
    if new == before:
        return Direction.SAME
    return Direction.HIGHER_RISK if new > before else Direction.LOWER_RISK


def _standing(direction: Direction, points: int, seasons: int, found: Classification) -> Standing:
    if direction is not Direction.LOWER_RISK:
        return AT_ONCE[direction]
    if points < found.rules.crop_min_points:
        return Standing.CROP_POINTS_SHORT
    return Standing.SEASONS_SHORT if seasons < found.rules.lowering_seasons else Standing.TO_BE_APPROVED


def _causes(unit: Row, lines: list[Row]) -> Iterator[dict[str, Any]]:
    if unit["part"]:
        yield {"cause": Cause.SPLIT_OFF, "metal": None, "old": None, "new": unit["overall"]}
    if unit["old_land_use"] and unit["land_use"] and unit["old_land_use"] != unit["land_use"]:
        yield {"cause": Cause.LAND_USE, "metal": None, "old": None, "new": unit["overall"]}
    of_metals = [found for line in lines if (found := _of_metal(unit, line))]
    unknown = {"cause": Cause.METALS_UNKNOWN, "metal": None, "old": None, "new": unit["overall"]}
    yield from of_metals or [unknown]


def _of_metal(unit: Row, line: Row) -> dict[str, Any] | None:
    """Why the class of one metal is another; where its class before is not known, only what bears on the category."""
    before, now, soil = unit[f"old_{line['metal']}"], line["class_"], line["soil_class"]
    old = CLASS_OF[Category(before)] if before else None
    cause = None
    if now is None:
        cause = Cause.OPEN_NOW
    elif old is not None and now != old:
        cause = Cause.CROPS if now != soil else Cause.SOIL
    elif old is None and now != soil:
        cause, old = Cause.CROPS, soil
    elif old is None and now == unit["overall"] > 1:
        cause = Cause.NEW_METAL
    return {"cause": cause, "metal": line["metal"], "old": old, "new": now} if cause else None


def _seasons(crops: Points) -> dict[str, int]:
    """Unit -> seasons with crop samples: different crops or years, older samples included."""
    columns = ["unit_code", "sampled_on", "crop_text"]
    every = pl.concat([crops.points.select(columns), crops.left.select(columns)])
    every = every.drop_nulls(["unit_code", "sampled_on"])
    counts = every.group_by("unit_code").agg(pl.struct(pl.col("sampled_on").dt.year(), "crop_text").n_unique())
    return dict(counts.iter_rows())
