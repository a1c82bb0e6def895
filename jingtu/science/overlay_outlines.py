"""Outlines of parcels and units as one closed path each: what :mod:`jingtu.science.overlay` computes with.

Holes and further parts hang on a bridge that the path walks twice, there and back, so that it counts for nothing. Outer
rings run clockwise and holes the other way: what lies under the path, counted from west to east, is then the area.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numba as nb
import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.overlay_rings import AT_A_TIME, BadOutlines, Floats, Integers, Rings, rings_of, rings_of_wkb
from jingtu.science.spans import in_spans

SPAN = 16
"""Edges that share one box, so that most of a long outline is passed by without a look at its edges."""
FEWEST_VERTICES = 4


class Outlines(NamedTuple):
    """Outlines in one plane. Lengths in metres, areas in square metres.

    ``x``, ``y``: the paths one after another, each closed; ``starts``, shape (n + 1,): where they begin; ``boxes``,
    shape (n, 4): west, south, east, north; ``areas``, shape (n,); ``spans``, shape (n + 1,): first of the boxes of 16
    edges each in ``span_boxes``.
    """

    x: Floats
    y: Floats
    starts: Integers
    boxes: Floats
    areas: Floats
    spans: Integers
    span_boxes: Floats

    @property
    def size(self) -> int:
        """How many outlines."""
        return len(self.starts) - 1


def outlines(geometries: Sequence[Any] | NDArray[np.object_]) -> Outlines:
    """Shapely polygons and multipolygons as outlines.

    Parameters
    ----------
    geometries : sequence of Polygon or MultiPolygon, length n
        Valid (no ring crosses itself or another), in a plane: projected, not degrees. [m] Empty ones have no area.
        Heights are left aside.

    Raises
    ------
    BadOutlines
        If one is missing or no area, has a ring that cannot enclose anything, or a coordinate that is not finite.
    """
    return outlines_of_rings(rings_of(np.asarray(geometries, dtype=object)))


def outlines_from_wkb(offsets: ArrayLike, data: ArrayLike, *, threads: int | None = None) -> Outlines:
    """Outlines from a binary column of WKB, as Arrow, GeoPackage and databases hand it over; the quickest way.

    Parameters
    ----------
    offsets : array_like of int, shape (n + 1,)
        Where each geometry begins in ``data``.
    data : array_like of uint8
        Polygons and multipolygons, as in :func:`outlines`.
    threads : int, optional
        As many as there are processors, if not given.

    Raises
    ------
    BadOutlines
        As :func:`outlines`; also for bytes that are no WKB.
    """
    places, buffer = np.asarray(offsets, dtype=np.int64), np.ascontiguousarray(data, dtype=np.uint8)
    if places.size < 1 or places[0] < 0 or places[-1] > buffer.size or (np.diff(places) < 0).any():
        raise BadOutlines(error("overlay.not_offsets", bytes=buffer.size))
    return outlines_of_rings(rings_of_wkb(places, buffer, threads), threads)


def outlines_of_rings(rings: Rings, threads: int | None = None) -> Outlines:
    """Outlines of rings whose coordinates were changed after reading, as by a projection.

    Raises
    ------
    BadOutlines
        If a ring cannot enclose anything, or a coordinate is not finite.
    """
    _refuse_no_rings(rings)
    counts = np.diff(rings.of_outline)
    vertices = rings.starts[rings.of_outline[1:]] - rings.starts[rings.of_outline[:-1]] + np.maximum(counts - 1, 0)
    starts = np.concatenate([[0], np.cumsum(vertices)])
    spans = np.concatenate([[0], np.cumsum((np.maximum(vertices - 1, 0) + SPAN - 1) // SPAN)])
    laid = Outlines(
        np.empty(starts[-1]),
        np.empty(starts[-1]),
        starts,
        np.empty((counts.size, 4)),
        np.empty(counts.size),
        spans,
        np.empty((spans[-1], 4)),
    )
    in_spans(lambda span: _lay(span, rings, laid), laid.size, AT_A_TIME, threads)
    _refuse_not_finite(laid.areas)
    return laid


def _refuse_not_finite(areas: Floats) -> None:
    """An area is a number only where every corner is."""
    odd = np.flatnonzero(~np.isfinite(areas))
    if odd.size:
        raise BadOutlines(error("overlay.not_finite", row=int(odd[0]) + 1, count=odd.size))


def _refuse_no_rings(rings: Rings) -> None:
    short = np.flatnonzero(np.diff(rings.starts) < FEWEST_VERTICES)
    open_ = np.flatnonzero(_not_closed(rings)) if not short.size else short
    if open_.size:
        row = _outline_of(rings, int(rings.starts[open_[0]]))
        raise BadOutlines(error("overlay.no_ring", row=row + 1, count=open_.size))


def _not_closed(rings: Rings) -> NDArray[np.bool_]:
    first, last = rings.starts[:-1], rings.starts[1:] - 1
    different = (rings.x[first] != rings.x[last]) | (rings.y[first] != rings.y[last])
    return np.asarray(different, dtype=np.bool_)


def _outline_of(rings: Rings, vertex: int) -> int:
    ring = int(np.searchsorted(rings.starts, vertex, side="right")) - 1
    return int(np.searchsorted(rings.of_outline, ring, side="right")) - 1


@nb.njit(cache=True, nogil=True)
def _doubled_area(x, y, first, last):  # type: ignore[no-untyped-def]
    """Twice the area within vertices ``first`` to ``last``, positive where they run clockwise."""
    total = 0.0
    for i in range(first, last):
        total += (x[i + 1] - x[i]) * ((y[i] - y[first]) + (y[i + 1] - y[first]))
    return total


@nb.njit(cache=True, nogil=True)
def _box_into(box, x, y, first, last):  # type: ignore[no-untyped-def]
    """The box of vertices ``first`` to ``last``; of none: one that meets nothing."""
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    for i in range(first, last + 1):
        west, east = min(west, x[i]), max(east, x[i])
        south, north = min(south, y[i]), max(north, y[i])
    box[0], box[1], box[2], box[3] = west, south, east, north


@nb.njit(cache=True, nogil=True)
def _measure(outline, laid):  # type: ignore[no-untyped-def]
    """The boxes of an outline and of each sixteen edges of it."""
    first, last = laid.starts[outline], laid.starts[outline + 1] - 1
    _box_into(laid.boxes[outline], laid.x, laid.y, first, last)
    for span in range(laid.spans[outline], laid.spans[outline + 1]):
        start = first + (span - laid.spans[outline]) * SPAN
        _box_into(laid.span_boxes[span], laid.x, laid.y, start, min(start + SPAN, last))


@nb.njit(cache=True, nogil=True)
def _lay(span, rings, laid):  # type: ignore[no-untyped-def]
    """Write every outline of a span as one path: its rings one after another, then back over their first vertices."""
    x, y = rings.x, rings.y
    for outline in range(*span):
        at, area = laid.starts[outline], 0.0
        first_ring, end_ring = rings.of_outline[outline], rings.of_outline[outline + 1]
        for ring in range(first_ring, end_ring):
            first, last = rings.starts[ring], rings.starts[ring + 1] - 1
            doubled = _doubled_area(x, y, first, last)
            area += abs(doubled) if rings.outer[ring] else -abs(doubled)
            forward = (doubled >= 0) == rings.outer[ring]
            for i in range(last - first + 1):
                source = first + i if forward else last - i
                laid.x[at], laid.y[at] = x[source], y[source]
                at += 1
        for ring in range(end_ring - 2, first_ring - 1, -1):
            laid.x[at], laid.y[at] = x[rings.starts[ring]], y[rings.starts[ring]]
            at += 1
        laid.areas[outline] = area / 2
        _measure(outline, laid)
