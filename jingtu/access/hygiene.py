"""An outline fit to be asked about: repaired with a remark where that is safe, else refused with a remedy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu.access import measure
from jingtu.access.model import NOWHERE
from jingtu.intake.places import CHINA
from jingtu.problems import Problem, Refused, Where, attention, error

LEAST_AREA = 1.0
"""An outline of less is taken for a slip of the pen. [m²]"""
REPAIR_SHARE = 0.01
"""A self-crossing outline is repaired where that changes its area by no more than this share."""
SHIFT = (100.0, 700.0)
"""How far an outline in the coordinates of public maps (GCJ-02) lies off. [m]"""
SAME_SHAPE = 0.8
"""Two outlines of which, laid over each other, so much is common are taken for the same land."""
Box = tuple[float, float, float, float]


class Cleaned(NamedTuple):
    """An outline of polygons in degrees of CGCS2000, and what was done to it."""

    outline: BaseGeometry
    problems: tuple[Problem, ...]


def cleaned(outline: BaseGeometry, *, box: Box | None = None, where: Where = NOWHERE) -> Cleaned:
    """The outline as a valid polygon or multipolygon.

    ``box`` is that of the county (west, south, east, north): an outline outside it gets a remark.

    Raises
    ------
    jingtu.problems.Refused
        If it is empty, no area, in metres, outside China, or crosses itself so that its area is not certain.
    """
    flat = shapely.force_2d(outline)
    _check_kind(flat, where)
    problems: list[Problem] = []
    if not _within(flat.bounds, CHINA):
        flat = _turned(flat, where)
        problems.append(attention("access.outline_turned", where))
    if not flat.is_valid:
        flat = _repaired(flat, where)
        problems.append(attention("access.outline_repaired", where))
    if _about(flat) < LEAST_AREA:
        raise Refused(error("access.outline_without_area", where, least=f"{LEAST_AREA:g}"))
    if box is not None and not _meet(flat.bounds, box):
        problems.append(attention("access.outline_elsewhere", where))
    return Cleaned(flat, tuple(problems))


def shifted(outline: BaseGeometry, reference: BaseGeometry) -> float | None:
    """How far an outline lies from a reference of the same land and shape. [m] None where it is not simply shifted.

    A shift of 100 to 700 m is typical of the coordinates of public maps.
    """
    apart = measure.apart(outline.centroid, reference.centroid)
    if not SHIFT[0] <= apart <= SHIFT[1]:
        return None
    step = shapely.get_coordinates(reference.centroid)[0] - shapely.get_coordinates(outline.centroid)[0]
    moved = shapely.transform(outline, lambda points: points + step)
    common = shapely.intersection(moved, reference).area
    return apart if common >= SAME_SHAPE * max(moved.area, reference.area) else None


def _about(outline: BaseGeometry) -> float:
    """The area in the local plane: near enough to tell a slip of the pen. [m²]"""
    east, north = measure.scale_at((outline.bounds[1] + outline.bounds[3]) / 2)
    return float(outline.area) * east * north


def _check_kind(outline: BaseGeometry, where: Where) -> None:
    points = shapely.get_coordinates(outline)
    if outline.is_empty or not len(points):
        raise Refused(error("access.outline_empty", where))
    if not np.isfinite(points).all():
        raise Refused(error("access.outline_not_finite", where))
    if outline.geom_type not in ("Polygon", "MultiPolygon"):
        raise Refused(error("access.outline_not_area", where, kind=outline.geom_type))


def _turned(outline: BaseGeometry, where: Where) -> BaseGeometry:
    """Latitude and longitude the other way round, where that puts the outline into China."""
    turned: BaseGeometry = shapely.transform(outline, _swap)
    if _within(turned.bounds, CHINA):
        return turned
    west, south, east, north = outline.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 180:
        raise Refused(error("access.outline_in_metres", where, x=f"{west:.0f}", y=f"{south:.0f}"))
    raise Refused(error("access.outline_abroad", where, lon=f"{west:.4f}", lat=f"{south:.4f}"))


def _swap(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[:, ::-1]


def _repaired(outline: BaseGeometry, where: Where) -> BaseGeometry:
    """A valid outline of the same area. Of one that crosses itself widely nobody can say what it encloses."""
    repaired = measure.polygons(shapely.make_valid(outline))
    if repaired.is_empty:
        raise Refused(error("access.outline_without_area", where, least=f"{LEAST_AREA:g}"))
    drawn, valid = measure.area(outline), measure.area(repaired)
    if abs(drawn - valid) > REPAIR_SHARE * max(drawn, valid):
        raise Refused(error("access.outline_crossing", where, reason=shapely.is_valid_reason(outline)))
    return repaired


def _within(bounds: Box, box: Box) -> bool:
    return box[0] <= bounds[0] and box[1] <= bounds[1] and bounds[2] <= box[2] and bounds[3] <= box[3]


def _meet(bounds: Box, box: Box) -> bool:
    return bounds[0] <= box[2] and box[0] <= bounds[2] and bounds[1] <= box[3] and box[1] <= bounds[3]
