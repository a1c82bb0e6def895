"""The nearest sampling points of a place, by cells of about equal numbers of points. For numba.

The lines between cells stand at quantiles of the coordinates, so that a town sampled densely, or one point with a
mistyped coordinate far away, does not leave most points in one cell. Distances are squared.
"""

# mypy: disable-error-code="no-untyped-def, assignment"
# What numba compiles carries its types itself.

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

ALL, OTHERS, EARLIER = range(3)
"""Which points may be neighbours: all; those with another label than the node (cross-validation); those with a lower
label (sequential simulation)."""
PER_CELL = 2.5
FEW_TOO_MANY = 6


class Cells(NamedTuple):
    """Points sorted by cell, rows of cells from south to north.

    ``place``: position of each in the order given; ``starts``: first point of each cell, closed by the number of
    points, without a sign, which spares numba the look for negative ones.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    place: NDArray[np.int64]
    x_lines: NDArray[np.float64]
    y_lines: NDArray[np.float64]
    starts: NDArray[np.uint64]


class Eligible(NamedTuple):
    """``rule`` is ALL, OTHERS or EARLIER; ``labels`` belong to the points in cell order."""

    rule: int
    labels: NDArray[np.int64]


class Found(NamedTuple):
    """Room for what a search finds: squared distances and points (in cell order); the result stands at the front."""

    distance: NDArray[np.float64]
    point: NDArray[np.uint64]


def into_cells(x: NDArray[np.float64], y: NDArray[np.float64]) -> Cells:
    """Sort points, shape (n,), n >= 1, into cells. Any unit of length."""
    columns, rows = _shape(x, y)
    x_lines, y_lines = (np.quantile(v, np.linspace(0, 1, n + 1)) for v, n in ((x, columns), (y, rows)))
    cell = _cell_of(y, y_lines) * columns + _cell_of(x, x_lines)
    place = np.argsort(cell, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=rows * columns))])
    return Cells(x[place], y[place], place, x_lines, y_lines, starts.astype(np.uint64))


def _shape(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[int, int]:
    """Columns and rows, so that most cells are about as wide as high."""
    cells = max(1.0, x.size / PER_CELL)
    wide, high = (float(np.subtract(*np.quantile(v, [0.95, 0.05]))) for v in (x, y))
    ratio = min(max(wide, 1e-9 * high), cells * high) / high if high > 0 else cells
    columns = min(max(round((cells * ratio) ** 0.5), 1), int(cells))
    return columns, max(1, int(cells / columns))


def _cell_of(v: NDArray[np.float64], lines: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.searchsorted(lines[1:-1], v, side="right").astype(np.int64)


@nb.njit(nogil=True, forceinline=True)
def locate(lines, v):
    """The cell of ``v``, as :func:`_cell_of` counts: the last line at or below it; the outermost cells have no end."""
    low, high = 0, lines.size - 2
    while low < high:
        middle = (low + high + 1) >> 1
        if lines[middle] <= v:
            low = middle
        else:
            high = middle - 1
    return low


@nb.njit(nogil=True, forceinline=True)
def _within(x, y, radius, cells, found):
    """All points within ``radius``, in no order; how many."""
    columns, starts = cells.x_lines.size - 1, cells.starts
    west, east = locate(cells.x_lines, x - radius), locate(cells.x_lines, x + radius)
    xs, ys, distances, points = cells.x, cells.y, found.distance, found.point
    count, limit = np.uint64(0), radius * radius
    for row in range(locate(cells.y_lines, y - radius), locate(cells.y_lines, y + radius) + 1):
        for point in range(starts[row * columns + west], starts[row * columns + east + 1]):
            dx, dy = xs[point] - x, ys[point] - y
            distance = dx * dx + dy * dy
            distances[count] = distance
            points[count] = point
            count += np.uint64(distance <= limit)
    return np.int64(count)


@nb.njit(nogil=True, forceinline=True)
def _keep_eligible(count, mine, eligible, found):
    labels, distance, point, kept = eligible.labels, found.distance, found.point, 0
    for i in range(count):
        label = labels[point[i]]
        distance[kept], point[kept] = distance[i], point[i]
        kept += label != mine if eligible.rule == OTHERS else label < mine
    return kept


@nb.njit(nogil=True, forceinline=True)
def _before(a, b, found, place):
    """Nearer, or as near and earlier in the order given: the answer must not hang on how cells happen to lie."""
    if found.distance[a] != found.distance[b]:
        return found.distance[a] < found.distance[b]
    return place[found.point[a]] < place[found.point[b]]


@nb.njit(nogil=True, forceinline=True)
def _swap(a, b, found):
    found.distance[a], found.distance[b] = found.distance[b], found.distance[a]
    found.point[a], found.point[b] = found.point[b], found.point[a]


@nb.njit(nogil=True, forceinline=True)
def _nearest_first(wanted, count, found, place):
    """Bring the ``wanted`` nearest of ``count`` to the front, in no order (Hoare's selection)."""
    low, high = 0, count - 1
    while low < high:
        _swap(low, (low + high) >> 1, found)
        border = low
        for i in range(low + 1, high + 1):
            if _before(i, low, found, place):
                border += 1
                _swap(border, i, found)
        _swap(low, border, found)
        if border == wanted or border == wanted - 1:
            return
        if border < wanted:
            low = border + 1
        else:
            high = border - 1


@nb.njit(nogil=True, forceinline=True)
def _drop_farthest(wanted, count, found, place):
    """The same for few too many, where the processor guesses better how each comparison ends."""
    distance = found.distance
    for last in range(count - 1, wanted - 1, -1):
        far, most = np.uint64(0), distance[0]
        for i in range(np.uint64(1), np.uint64(last + 1)):
            if distance[i] >= most and (distance[i] > most or _before(far, i, found, place)):
                far, most = i, distance[i]
        _swap(far, last, found)


@nb.njit(nogil=True, forceinline=True)
def _farthest_corner(x, y, cells):
    dx = max(abs(x - cells.x_lines[0]), abs(x - cells.x_lines[-1]))
    dy = max(abs(y - cells.y_lines[0]), abs(y - cells.y_lines[-1]))
    return np.sqrt(dx * dx + dy * dy) * 1.000001


@nb.njit(nogil=True, forceinline=True)
def nearest(node, wanted, radii, cells, eligible, found):
    """The ``wanted`` nearest eligible points at the front of ``found``, in no order; how many there are.

    ``node``: x, y, label; ``radii``: a guess of the radius that holds them (its worth is speed, never the answer) and
    the largest allowed, infinite for none. Of points equally near, the earlier in the order given.
    """
    x, y, mine = node
    reach = min(radii[1], _farthest_corner(x, y, cells))
    radius = min(radii[0], reach)
    while True:
        count = _within(x, y, radius, cells, found)
        if eligible.rule != ALL:
            count = _keep_eligible(count, mine, eligible, found)
        if count >= wanted or radius >= reach:
            break
        # A guess may be 0: the node before lay on its only neighbour.
        radius = min(max(radius * 1.5, reach * 1e-6), reach)
    if wanted < count <= wanted + FEW_TOO_MANY:
        _drop_farthest(wanted, count, found, cells.place)
    elif count > wanted:
        _nearest_first(wanted, count, found, cells.place)
    return min(count, wanted)


@nb.njit(nogil=True, forceinline=True)
def first_guess(wanted, cells):
    """A radius that would hold ``wanted`` points if they lay evenly."""
    wide, high = cells.x_lines[-1] - cells.x_lines[0], cells.y_lines[-1] - cells.y_lines[0]
    longest = max(wide, high)
    return max(np.sqrt(wanted * wide * high / cells.x.size), longest * wanted / cells.x.size) + longest * 1e-9


@nb.njit(nogil=True, forceinline=True)
def next_guess(x, y, last, distances, rule):
    """A radius from the node before (``last``: its x, y), whose squared neighbour distances are ``distances``.

    Where all points are eligible it is large enough; otherwise about one point may have to be made up for.
    """
    farthest = np.sqrt(distances.max()) * (1 + 1e-9 if rule == ALL else 1.02)
    moved = np.sqrt((x - last[0]) ** 2 + (y - last[1]) ** 2)
    return farthest + min(moved, 0.5 * farthest)


@nb.njit(nogil=True, forceinline=True)
def _spread(v):
    """The sixteen low bits of a number, a zero after each."""
    v = (v | (v << 8)) & 0x00FF00FF
    v = (v | (v << 4)) & 0x0F0F0F0F
    v = (v | (v << 2)) & 0x33333333
    return (v | (v << 1)) & 0x55555555


@nb.njit(cache=True, nogil=True)
def visiting_order(x, y):
    """An order in which each place lies near the one before (by squares of squares, Morton's), for any places."""
    bits = 0
    while bits < 12 and x.size >> (2 * bits + 2) > 1:
        bits += 1
    side = 1 << bits
    west, south = x.min(), y.min()
    scale = side * (1 - 1e-12) / max(x.max() - west, y.max() - south, 1e-300)
    square, starts = np.empty(x.size, np.int64), np.zeros(side * side + 1, np.int64)
    for i in range(x.size):
        square[i] = _spread(int((x[i] - west) * scale)) | (_spread(int((y[i] - south) * scale)) << 1)
        starts[square[i] + 1] += 1
    starts = np.cumsum(starts)
    order = np.empty(x.size, np.int64)
    for i in range(x.size):
        order[starts[square[i]]] = i
        starts[square[i]] += 1
    return order
