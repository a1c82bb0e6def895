"""Rings of polygons and multipolygons as arrays, from Shapely values or from WKB as databases and files hold it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numba as nb
import numpy as np
import shapely
from numpy.typing import NDArray

from jingtu.problems import Problem, error
from jingtu.science.spans import in_spans

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
POLYGON, MULTIPOLYGON, MISSING = 3, 6, -1
AT_A_TIME = 8192


class OverlayError(ValueError):
    """What an overlay refuses: the message says what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadOutlines(OverlayError):  # noqa: N818 - the outlines are bad, not the program
    """Missing or infinite numbers, a ring that encloses nothing, a line or a point."""


class BadClasses(OverlayError):  # noqa: N818
    """Classes that are none, or not one for every unit."""


class Rings(NamedTuple):
    """``x``, ``y``: all vertices [m]; ``starts``, shape (rings + 1,): first vertex of each ring; ``outer``, shape
    (rings,): whether it bounds a part (or else a hole); ``of_outline``, shape (n + 1,): first ring of each outline."""

    x: Floats
    y: Floats
    starts: Integers
    outer: NDArray[np.bool_]
    of_outline: Integers


def rings_of(geometries: NDArray[np.object_]) -> Rings:
    """Rings of Shapely polygons and multipolygons. Raises BadOutlines where one is missing or of another kind."""
    kinds = shapely.get_type_id(geometries)
    wrong = np.flatnonzero((kinds != POLYGON) & (kinds != MULTIPOLYGON))
    if wrong.size:
        row = int(wrong[0])
        kind = "nothing" if kinds[row] == MISSING else geometries[row].geom_type
        raise BadOutlines(error("overlay.not_an_area", row=row + 1, kind=kind, count=wrong.size))
    if not geometries.size:
        return Rings(np.empty(0), np.empty(0), np.zeros(1, np.int64), np.empty(0, np.bool_), np.zeros(1, np.int64))
    _, places, offsets = shapely.to_ragged_array(geometries, include_z=False)
    starts, *above = (each.astype(np.int64) for each in offsets)
    first_rings, of_outline = above[0], above[0] if len(above) == 1 else above[0][above[1]]
    outer = np.zeros(starts.size - 1, np.bool_)
    outer[first_rings[:-1][np.diff(first_rings) > 0]] = True
    return Rings(places[:, 0].copy(), places[:, 1].copy(), starts, outer, of_outline)


def shapes_of(rings: Rings, first: int, last: int) -> NDArray[np.object_]:
    """Outlines ``first`` to ``last``, the last not included, as Shapely multipolygons."""
    ring, end = rings.of_outline[first], rings.of_outline[last]
    corner = rings.starts[ring]
    parts = np.append(np.flatnonzero(rings.outer[ring:end]), end - ring)
    places = np.column_stack([rings.x, rings.y])[corner : rings.starts[end]]
    of_outline = np.searchsorted(parts, rings.of_outline[first : last + 1] - ring)
    offsets = (rings.starts[ring : end + 1] - corner, parts, of_outline)
    shapes: NDArray[np.object_] = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, places, offsets)
    return shapes


# ---------------------------------------------------------------- WKB


def rings_of_wkb(offsets: Integers, data: NDArray[np.uint8], threads: int | None = None) -> Rings:
    """Rings of polygons and multipolygons in WKB: little-endian, two coordinates, no SRID; others go through Shapely.

    Parameters
    ----------
    offsets : ndarray, shape (n + 1,)
        Where each geometry begins in ``data``, as in a binary column of Arrow.
    data : ndarray of bytes
    threads : int, optional
        As many as there are processors, if not given.

    Raises
    ------
    BadOutlines
        If one is empty of bytes, broken or no area.
    """
    size = offsets.size - 1
    of_outline, of_point = np.zeros(size + 1, np.int64), np.zeros(size + 1, np.int64)
    plain = in_spans(lambda span: _count(span, offsets, data, of_outline, of_point), size, AT_A_TIME, threads)
    if not all(plain):
        return rings_of(_decoded(offsets, data))
    np.cumsum(of_outline, out=of_outline)
    np.cumsum(of_point, out=of_point)
    x, y = np.empty(of_point[-1]), np.empty(of_point[-1])
    found = Rings(x, y, np.zeros(of_outline[-1] + 1, np.int64), np.zeros(of_outline[-1], np.bool_), of_outline)
    in_spans(lambda span: _fill(span, offsets, data, found, of_point), size, AT_A_TIME, threads)
    return found


def _decoded(offsets: Integers, data: NDArray[np.uint8]) -> NDArray[np.object_]:
    pieces: list[Any] = [bytes(data[start:end]) for start, end in pairwise(offsets)]
    missing = [row for row, piece in enumerate(pieces) if not piece]
    if missing:
        raise BadOutlines(error("overlay.not_an_area", row=missing[0] + 1, kind="nothing", count=len(missing)))
    try:
        return shapely.from_wkb(np.array(pieces, dtype=object))  # type: ignore[no-any-return]
    except shapely.errors.GEOSException as reason:
        raise BadOutlines(error("overlay.not_wkb", reason=reason)) from reason


@nb.njit(cache=True, nogil=True)
def _word(data, at):  # type: ignore[no-untyped-def]
    """The little-endian number of four bytes at ``at``."""
    return (
        np.int64(data[at]) | np.int64(data[at + 1]) << 8 | np.int64(data[at + 2]) << 16 | np.int64(data[at + 3]) << 24
    )


@nb.njit(cache=True, nogil=True)
def _head(data, at, end, kind):  # type: ignore[no-untyped-def]
    """The count that follows a head of the given kind; -1 where it is another one or the bytes end."""
    if at + 9 > end or data[at] != 1 or _word(data, at + 1) != kind:
        return -1
    return _word(data, at + 5)


@nb.njit(cache=True, nogil=True)
def _polygon(data, at, end):  # type: ignore[no-untyped-def]
    """Rings and points of the polygon at ``at``, and where it ends; -1 rings where it is none that can be read here."""
    rings, points = _head(data, at, end, POLYGON), 0
    at += 9
    for _ in range(rings):
        if at + 4 > end:
            return -1, 0, at
        count = _word(data, at)
        at += 4 + 16 * count
        points += count
        if at > end:
            return -1, 0, at
    return rings, points, at


@nb.njit(cache=True, nogil=True)
def _parts(data, at, end):  # type: ignore[no-untyped-def]
    """How many polygons the geometry has, and where the first begins; -1 where it is of another kind."""
    if _head(data, at, end, POLYGON) >= 0:
        return 1, at
    return _head(data, at, end, MULTIPOLYGON), at + 9


@nb.njit(cache=True, nogil=True)
def _count(span, offsets, data, rings, points):  # type: ignore[no-untyped-def]
    """Rings and points of each outline of a span, one place on; False where one is none that can be read here."""
    for i in range(*span):
        end = offsets[i + 1]
        parts, at = _parts(data, offsets[i], end)
        if parts < 0:
            return False
        for _ in range(parts):
            more_rings, more_points, at = _polygon(data, at, end)
            if more_rings < 0:
                return False
            rings[i + 1] += more_rings
            points[i + 1] += more_points
    return True


@nb.njit(cache=True, nogil=True)
def _fill(span, offsets, data, found, of_point):  # type: ignore[no-untyped-def]
    ring, point = found.of_outline[span[0]], of_point[span[0]]
    for i in range(*span):
        parts, at = _parts(data, offsets[i], offsets[i + 1])
        for _ in range(parts):
            rings = _word(data, at + 5)
            at += 9
            for j in range(rings):
                count = _word(data, at)
                places = data[at + 4 : at + 4 + 16 * count].view(np.float64)
                for k in range(count):
                    found.x[point + k], found.y[point + k] = places[2 * k], places[2 * k + 1]
                found.outer[ring] = j == 0
                at += 4 + 16 * count
                point += count
                ring += 1
                found.starts[ring] = point
