"""Where samples of effect evaluation are taken: a systematic grid on the bottom, equal steps along the walls.

Outlines are in metres (a projected system), depths in metres below the ground.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from jingtu.assessment.effect_evaluation.sampling import Excavation, excavation
from jingtu.problems import error
from jingtu.science.bad_values import BadValues, setting

OFFSETS = 8
"""Shifts of the grid tried in each direction."""
MOST_NODES = 1_000_000
"""Of a grid over the box around an outline."""


class Part(StrEnum):
    BOTTOM = "bottom"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Place:
    """One sampling place: east and north in metres, ``depth`` in metres below the ground."""

    part: Part
    x: float
    y: float
    depth: float


def excavation_places(outline: Polygon, depth: float) -> tuple[Place, ...]:
    """Places of the least number of samples of a pit; bottom first, then walls layer by layer from above.

    Parameters
    ----------
    outline : Polygon
        Of the bottom, valid, in metres; holes are soil left standing, and have walls.
    depth : float
        Above 0. [m]

    Raises
    ------
    BadValues
        If the outline is empty or not valid.
    BadSetting
    """
    _usable(outline)
    needed = excavation(outline.area, depth, perimeter=outline.length)
    bottom = tuple(Place(Part.BOTTOM, x, y, depth) for x, y in systematic_grid(outline, needed.bottom, needed.spacing))
    return bottom + _walls(outline, depth, needed)


def _usable(outline: Polygon) -> None:
    if outline.is_empty or not outline.is_valid:
        reason = shapely.is_valid_reason(outline) if not outline.is_empty else "empty"
        raise BadValues(error("effect_evaluation.outline", reason=reason))


def _walls(outline: Polygon, depth: float, needed: Excavation) -> tuple[Place, ...]:
    """Equal steps along all walls, in the middle of each layer."""
    count = needed.walls or 0
    step = outline.length / count
    places = [_along(outline, step * (i + 0.5)) for i in range(count)]
    depths = [depth * (i + 0.5) / needed.layers for i in range(needed.layers)]
    return tuple(Place(Part.WALL, x, y, level) for level in depths for x, y in places)


def _along(outline: Polygon, distance: float) -> tuple[float, float]:
    """The point after ``distance`` along the outer ring and then the holes."""
    for ring in (outline.exterior, *outline.interiors):
        if distance <= ring.length:
            point = ring.interpolate(distance)
            return point.x, point.y
        distance -= ring.length
    point = outline.exterior.interpolate(0)
    return point.x, point.y


def systematic_grid(outline: Polygon, least: int, spacing: float | None = None) -> list[tuple[float, float]]:
    """Nodes of a square grid inside an outline, at least ``least`` of them; rows from south to north.

    ``spacing``: the largest allowed [m]. The widest grid that gives enough nodes is taken, of its shifts one with the
    fewest nodes, their middle nearest that of the outline. Raises BadSetting, and BadValues for an outline that is no
    outline, or so narrow that no grid fits.
    """
    _usable(outline)
    setting("least", least, above=0, below=1_000_001)
    width = math.sqrt(outline.area / least) * 1.2
    width = width if spacing is None else min(width, spacing)
    while True:
        found = [nodes for nodes in _shifted(outline, width) if len(nodes) >= least]
        if found:
            middle = np.array(outline.centroid.coords[0])
            best = min(found, key=lambda nodes: (len(nodes), round(float(np.hypot(*(nodes.mean(axis=0) - middle))), 6)))
            return [(float(x), float(y)) for x, y in best]
        width *= 0.97


def _shifted(outline: Polygon, width: float) -> list[NDArray[np.float64]]:
    """Nodes inside the outline for every shift of a grid ``width`` wide."""
    west, south, east, north = outline.bounds
    if (east - west) * (north - south) > MOST_NODES * width**2:
        raise BadValues(error("effect_evaluation.outline_narrow", area=f"{outline.area:.3g}"))
    shifts = (np.arange(OFFSETS) + 0.5) / OFFSETS * width
    found = []
    for dx in shifts:
        for dy in shifts:
            x, y = np.meshgrid(np.arange(west + dx, east, width), np.arange(south + dy, north, width))
            nodes = np.column_stack([x.ravel(), y.ravel()])
            found.append(nodes[shapely.contains_xy(outline, nodes[:, 0], nodes[:, 1])] if nodes.size else nodes)
    return found
