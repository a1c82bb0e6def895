"""The area that two outlines share, for numba; called by :mod:`jingtu.science.overlay`.

An outline is the sum, with sign, of the strips under its edges. What two outlines share is therefore the sum, over
pairs of edges, of what their strips share: the integral of the lower of two straight lines. No crossing has to be told
from a touch, so that shared, collinear and all but collinear edges need no case of their own: a small error in a
coordinate makes a small error in the area.

Heights are counted from the south edge of the box of the first outline, places from its west edge.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science.overlay_outlines import SPAN


class Here(NamedTuple):
    """The first outline: its path (``x``, ``y``) from the south-west corner (``west``, ``south``) of its box, the
    width and height of the box, and its area."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    west: float
    south: float
    width: float
    height: float
    area: float


@nb.njit(cache=True, nogil=True)
def here_of(outlines, i, room):  # type: ignore[no-untyped-def]
    """Outline ``i`` seen from its own corner, written into ``room``, shape (2, vertices at least)."""
    first, count = outlines.starts[i], outlines.starts[i + 1] - outlines.starts[i]
    west, south, east, north = outlines.boxes[i]
    x, y = room[0, :count], room[1, :count]
    for k in range(count):
        x[k], y[k] = outlines.x[first + k] - west, outlines.y[first + k] - south
    return Here(x, y, west, south, east - west, north - south, outlines.areas[i])


@nb.njit(cache=True, nogil=True)
def _between(value, low, high):  # type: ignore[no-untyped-def]
    return min(max(value, low), high)


@nb.njit(cache=True, nogil=True)
def _lower(width, a, b, c, d):  # type: ignore[no-untyped-def]
    """Integral, over ``width``, of the lower of the lines from ``a`` to ``b`` and from ``c`` to ``d``."""
    left, right = a - c, b - d
    if left <= 0 and right <= 0:
        return 0.5 * width * (a + b)
    if left >= 0 and right >= 0:
        return 0.5 * width * (c + d)
    # They cross: half the sum of both, less half of what lies between them.
    return 0.25 * width * (a + b + c + d - (left * left + right * right) / (abs(left) + abs(right)))


@nb.njit(cache=True, nogil=True)
def _under_line(here, x1, y1, x2, y2):  # type: ignore[no-untyped-def]
    """What the strip under the line from ``x1`` to ``x2`` (west to east) shares with the first outline."""
    slope, total = (y2 - y1) / (x2 - x1), 0.0
    for i in range(here.x.size - 1):
        px, qx = here.x[i], here.x[i + 1]
        west, east = max(min(px, qx), x1), min(max(px, qx), x2)
        if west >= east:
            continue
        py, rise = here.y[i], (here.y[i + 1] - here.y[i]) / (qx - px)
        a, b = py + (west - px) * rise, py + (east - px) * rise
        shared = _lower(east - west, a, b, y1 + (west - x1) * slope, y1 + (east - x1) * slope)
        total += shared if qx > px else -shared
    return total


@nb.njit(cache=True, nogil=True)
def _under_edge(here, rx, ry, sx, sy):  # type: ignore[no-untyped-def]
    """As :func:`_under_line` for an edge walked from r to s, less what lies beside or below the box. With sign."""
    if rx > sx:
        return -_under_edge_eastward(here, sx, sy, rx, ry)
    return _under_edge_eastward(here, rx, ry, sx, sy)


@nb.njit(cache=True, nogil=True)
def _under_edge_eastward(here, x1, y1, x2, y2):  # type: ignore[no-untyped-def]
    west, east = max(x1, 0.0), min(x2, here.width)
    if west >= east:
        return 0.0
    slope = (y2 - y1) / (x2 - x1)
    a, b = y1 + (west - x1) * slope, y1 + (east - x1) * slope
    if a <= 0 and b <= 0:
        return 0.0
    if a < 0:
        west, a = _between(west + a / (a - b) * (east - west), west, east), 0.0
    elif b < 0:
        east, b = _between(east - b / (b - a) * (east - west), west, east), 0.0
    return _under_line(here, west, a, east, b) if west < east else 0.0


@nb.njit(cache=True, nogil=True)
def _before(here, x):  # type: ignore[no-untyped-def]
    """The area of the first outline west of ``x``."""
    if x <= 0:
        return 0.0
    if x >= here.width:
        return here.area
    return _under_line(here, 0.0, here.height, x, here.height)


@nb.njit(cache=True, nogil=True)
def _under_edges(here, others, first, last, roof):  # type: ignore[no-untyped-def]
    """What the strips under the edges of vertices ``first`` to ``last`` share with the first outline.

    ``roof``: the stretch, from and to, under edges above the box that has not been counted yet. Edges above the box
    join to stretches, of which only the two ends matter.
    """
    total = 0.0
    sx, sy = others.x[first] - here.west, others.y[first] - here.south
    for i in range(first + 1, last + 1):
        rx, ry = sx, sy
        sx, sy = others.x[i] - here.west, others.y[i] - here.south
        if max(rx, sx) <= 0 or min(rx, sx) >= here.width or max(ry, sy) <= 0:
            continue
        if min(ry, sy) >= here.height:
            counted, roof = _longer_roof(here, roof, rx, sx)
            total += counted
        else:
            total += _under_edge(here, rx, ry, sx, sy)
    return total, roof


@nb.njit(cache=True, nogil=True)
def _longer_roof(here, roof, start, end):  # type: ignore[no-untyped-def]
    """Join the stretch from ``start`` to ``end``, or count the old one and begin anew: the area counted, the roof."""
    start, end = _between(start, 0.0, here.width), _between(end, 0.0, here.width)
    if start == roof[1]:
        return 0.0, (roof[0], end)
    return _before(here, roof[1]) - _before(here, roof[0]), (start, end)


@nb.njit(cache=True, nogil=True)
def shared_area(here, others, i):  # type: ignore[no-untyped-def]
    """The area that the first outline shares with outline ``i`` of ``others``. [m²]"""
    first, last = others.starts[i], others.starts[i + 1] - 1
    total, roof, begin = 0.0, (0.0, 0.0), first
    for span in range(others.spans[i], others.spans[i + 1]):
        west, south, east, north = others.span_boxes[span]
        end = min(begin + SPAN, last)
        if east > here.west and west < here.west + here.width and north > here.south:
            if south >= here.south + here.height:
                more, roof = _longer_roof(here, roof, others.x[begin] - here.west, others.x[end] - here.west)
            else:
                more, roof = _under_edges(here, others, begin, end, roof)
            total += more
        begin = end
    return max(total + _before(here, roof[1]) - _before(here, roof[0]), 0.0)
