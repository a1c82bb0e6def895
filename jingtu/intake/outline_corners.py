"""Corners to shapes: rings of corner tables, texts of corners in one cell, files of ``J1,x,y`` lines, WKT."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from jingtu.intake import places

FEWEST = 3
"""Corners a ring needs."""
BETWEEN_CORNERS = re.compile(r"[;；\n\r|、]+")
BETWEEN_NUMBERS = re.compile(r"[,，\s()（）\[\]]+")


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner as delivered: its printed number, its ring, the two coordinates (None where unreadable)."""

    label: str
    ring: str
    first: float | None
    second: float | None


class BadCornersError(ValueError):
    """The corners give no shape: ``name`` is the problem, ``text`` what stands there."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(name)
        self.name, self.text = name, text


def shape_of(corners: Sequence[Corner]) -> BaseGeometry:
    """The polygon or multipolygon of rings, a ring inside another being a hole; coordinates as delivered.

    Raises
    ------
    BadCornersError
        ``corner_unreadable``, ``too_few_corners``, or ``rings_overlap``.
    """
    unreadable = next((corner for corner in corners if corner.first is None or corner.second is None), None)
    if unreadable is not None:
        raise BadCornersError("corner_unreadable", unreadable.label or "–")
    rings = [[(corner.first, corner.second) for corner in ring] for ring in rings_of(corners)]
    small = next((len(set(ring)) for ring in rings if len(set(ring)) < FEWEST), None)
    if small is not None:
        raise BadCornersError("too_few_corners", str(small))
    polygons = [shapely.Polygon(ring) for ring in rings]
    return polygons[0] if len(polygons) == 1 else _nested(polygons)


def rings_of(corners: Sequence[Corner]) -> list[list[Corner]]:
    """Corners ring by ring: by ring number, where that is missing by the return to the first corner or number."""
    rings: list[list[Corner]] = []
    closed = False
    for corner in corners:
        ring = rings[-1] if rings else None
        if ring is None or corner.ring != ring[0].ring or (not corner.ring and (closed or _starts_again(corner, ring))):
            rings.append([corner])
            closed = False
            continue
        ring.append(corner)
        closed = len(ring) > FEWEST and (corner.first, corner.second) == (ring[0].first, ring[0].second)
    return rings


def labels_of(corners: Sequence[Corner]) -> list[str]:
    """The printed numbers of a single ring, its first corner once; empty where there are several rings."""
    if len(rings_of(corners)) != 1:
        return []
    closed = (corners[0].first, corners[0].second) == (corners[-1].first, corners[-1].second)
    return [corner.label for corner in (corners[:-1] if closed else corners)]


def _starts_again(corner: Corner, ring: Sequence[Corner]) -> bool:
    """The first number of the ring stands again at another place."""
    same = bool(corner.label) and corner.label == ring[0].label
    return same and (corner.first, corner.second) != (ring[0].first, ring[0].second)


def _nested(polygons: list[shapely.Polygon]) -> BaseGeometry:
    """Rings inside rings are holes, rings inside holes are islands; rings that cross are refused."""
    polygons = sorted(polygons, key=lambda polygon: -polygon.area)
    whole: BaseGeometry = polygons[0]
    for i, ring in enumerate(polygons[1:], start=1):
        if not ring.is_valid or not whole.is_valid:
            raise BadCornersError("rings_overlap")
        if any(other.overlaps(ring) or other.equals(ring) for other in polygons[:i]):
            raise BadCornersError("rings_overlap")
        whole = shapely.symmetric_difference(whole, ring)
    return whole


def text_corners(text: str) -> list[Corner]:
    """Corners that stand in one cell: ``J1,3998123.4,38412345.6;J2,…`` or ``113.10,36.20;113.11,36.20;…``.

    Raises
    ------
    BadCornersError
        If a piece holds no two numbers.
    """
    pieces = [piece for piece in BETWEEN_CORNERS.split(unicodedata.normalize("NFKC", text)) if piece.strip()]
    return [corner_of(piece) for piece in pieces]


def corner_of(piece: str) -> Corner:
    """The corner of a text such as ``J1,1,3998123.4,38412345.6``: the last two numbers are its coordinates."""
    parts = [part for part in BETWEEN_NUMBERS.split(piece) if part]
    if len(parts) < 2 or places.parse(parts[-1]) is None or places.parse(parts[-2]) is None:
        raise BadCornersError("corner_unreadable", piece.strip()[:40])
    before = parts[:-2]
    ring = before[1] if len(before) == 2 and before[1].isdigit() else ""
    return Corner(before[0] if before else "", ring, places.parse(parts[-2]), places.parse(parts[-1]))


def wkt_shape(text: str) -> BaseGeometry:
    """The shape of a WKT or EWKT text, unclosed rings closed.

    Raises
    ------
    BadCornersError
        If it is none.
    """
    plain = re.sub(r"^SRID=\d+;", "", unicodedata.normalize("NFKC", text).strip(), flags=re.IGNORECASE)
    try:
        shape: BaseGeometry = shapely.from_wkt(plain, on_invalid="raise")
    except ShapelyError as reason:
        return _closed_wkt(plain, reason)
    return shape


def _closed_wkt(text: str, reason: Exception) -> BaseGeometry:
    """GEOS refuses open rings: close each by hand."""
    if "closed" not in str(reason):
        raise BadCornersError("wkt_unreadable", text[:40]) from reason
    closed = re.sub(r"\(([^()]+)\)", lambda ring: f"({_repeat_first(ring[1])})", text)
    try:
        shape: BaseGeometry = shapely.from_wkt(closed, on_invalid="raise")
    except ShapelyError as still:
        raise BadCornersError("wkt_unreadable", text[:40]) from still
    return shape


def _repeat_first(ring: str) -> str:
    corners = [corner.strip() for corner in ring.split(",")]
    return ring if corners[0] == corners[-1] else ", ".join([*corners, corners[0]])
