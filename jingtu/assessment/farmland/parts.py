"""Which crop points speak for which part of a divided unit: the part of the soil point they stand at or nearest to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

from scipy.spatial import KDTree

from jingtu.assessment.farmland.units import Part

Row = Mapping[str, Any]


def crops_by_part(parts: Sequence[Part], soil: Sequence[Row], crops: Sequence[Row]) -> list[list[int]]:
    """Part -> crop points, counted from 0. A crop point without a place that stands at no soil point speaks for none.

    A unit that is not divided has all its crop points.
    """
    if len(parts) == 1:
        return [list(range(len(crops)))]
    part_of = {at: number for number, part in enumerate(parts) for at in part.points}
    by_code = {one["point"]: at for at, one in reversed(list(enumerate(soil))) if one["point"] is not None}
    nearest = _nearest(soil, crops)
    found: list[list[int]] = [[] for _ in parts]
    for number, crop in enumerate(crops):
        at = by_code.get(crop["point"], nearest[number])
        if at is not None:
            found[part_of[at]].append(number)
    return found


def _nearest(soil: Sequence[Row], crops: Sequence[Row]) -> list[int | None]:
    """The nearest soil point of each crop point, on a plane about the mean latitude; None where a place is missing."""
    placed = [at for at, one in enumerate(soil) if _has_place(one)]
    if not placed:
        return [None] * len(crops)
    narrow = cos(radians(sum(float(soil[at]["lat"]) for at in placed) / len(placed)))
    tree = KDTree([_place(soil[at], narrow) for at in placed])
    return [placed[int(tree.query(_place(one, narrow))[1])] if _has_place(one) else None for one in crops]


def _has_place(row: Row) -> bool:
    return row["lon"] is not None and row["lat"] is not None


def _place(row: Row, narrow: float) -> tuple[float, float]:
    """East and north in degrees of latitude."""
    return float(row["lon"]) * narrow, float(row["lat"])
