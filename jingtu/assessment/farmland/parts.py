"""Which crop points speak for which part of a divided unit: the part of the soil point they stand at or nearest to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

from jingtu.assessment.farmland.units import Part

Row = Mapping[str, object]


def crops_by_part(parts: Sequence[Part], soil: Sequence[Row], crops: Sequence[Row]) -> list[list[int]]:
    """Part -> crop points, counted from 0. A crop point without a place that stands at no soil point speaks for none.

    A unit that is not divided has all its crop points.
    """
    if len(parts) == 1:
        return [list(range(len(crops)))]
    part_of = {at: number for number, part in enumerate(parts) for at in part.points}
    found: list[list[int]] = [[] for _ in parts]
    for number, crop in enumerate(crops):
        at = _same_code(crop, soil)
        at = _nearest(crop, soil) if at is None else at
        if at is not None:
            found[part_of[at]].append(number)
    return found


def _same_code(crop: Row, soil: Sequence[Row]) -> int | None:
    code = crop["point"]
    return next((at for at, one in enumerate(soil) if code is not None and one["point"] == code), None)


def _nearest(crop: Row, soil: Sequence[Row]) -> int | None:
    placed = [(at, one) for at, one in enumerate(soil) if _has_place(one)]
    if not placed or not _has_place(crop):
        return None
    return min(placed, key=lambda one: _distance(crop, one[1]))[0]


def _has_place(row: Row) -> bool:
    return row["lon"] is not None and row["lat"] is not None


def _distance(one: Row, other: Row) -> float:
    """Distance on a plane, in degrees of latitude: only compared with others of the same crop point."""
    (x, y), (u, v) = ((float(str(row["lon"])), float(str(row["lat"]))) for row in (one, other))
    return hypot((x - u) * cos(radians(y)), y - v)
