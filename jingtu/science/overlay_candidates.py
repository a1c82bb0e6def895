"""Which units may meet a parcel: a table of cells over the boxes of the units. For numba.

The lines between cells stand at quantiles of the boxes, so that units crowded in a town, or one with a mistyped
coordinate far away, do not leave most of them in one cell.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_ENTRIES_PER_UNIT = 16
"""Fewer and larger cells where units lie so much over one another that the table would grow beyond this."""


class Cells(NamedTuple):
    """``x_lines``, ``y_lines``: between columns and rows of cells; ``first``, shape (cells + 1,): where the units of a
    cell begin in ``units``; ``corner``, shape (n, 2): column and row of the south-west corner of each unit."""

    x_lines: Floats
    y_lines: Floats
    first: NDArray[np.int64]
    units: NDArray[np.int64]
    corner: NDArray[np.int64]


def into_cells(boxes: Floats) -> Cells:
    """A table of cells over boxes, shape (n, 4): west, south, east, north."""
    filled = boxes[boxes[:, 0] <= boxes[:, 2]]
    side = max(1, int(filled.shape[0] ** 0.5))
    while True:
        x_lines, y_lines = (_lines(filled[:, [k, k + 2]].mean(axis=1), side) for k in (0, 1))
        counts, corner = _count_cells(boxes, x_lines, y_lines)
        if side == 1 or counts.sum() <= MOST_ENTRIES_PER_UNIT * boxes.shape[0]:
            break
        side = max(1, side // 2)
    first = np.concatenate([[0], np.cumsum(counts)])
    return Cells(x_lines, y_lines, first, _fill_cells(boxes, x_lines, y_lines, first), corner)


def _lines(middles: Floats, side: int) -> Floats:
    return np.quantile(middles, np.linspace(0, 1, side + 1)[1:-1]) if middles.size and side > 1 else np.empty(0)


@nb.njit(cache=True, nogil=True)
def cell_of(lines, v):  # type: ignore[no-untyped-def]
    """How many lines lie at or below ``v``."""
    low, high = 0, lines.size
    while low < high:
        middle = (low + high) >> 1
        if lines[middle] <= v:
            low = middle + 1
        else:
            high = middle
    return low


@nb.njit(cache=True, nogil=True)
def _count_cells(boxes, x_lines, y_lines):  # type: ignore[no-untyped-def]
    columns = x_lines.size + 1
    counts = np.zeros(columns * (y_lines.size + 1), np.int64)
    corner = np.zeros((boxes.shape[0], 2), np.int64)
    for i in range(boxes.shape[0]):
        west, south, east, north = boxes[i]
        if west > east:
            continue
        corner[i, 0], corner[i, 1] = cell_of(x_lines, west), cell_of(y_lines, south)
        for row in range(corner[i, 1], cell_of(y_lines, north) + 1):
            for column in range(corner[i, 0], cell_of(x_lines, east) + 1):
                counts[row * columns + column] += 1
    return counts, corner


@nb.njit(cache=True, nogil=True)
def _fill_cells(boxes, x_lines, y_lines, first):  # type: ignore[no-untyped-def]
    columns, at, units = x_lines.size + 1, first[:-1].copy(), np.empty(first[-1], np.int64)
    for i in range(boxes.shape[0]):
        west, south, east, north = boxes[i]
        if west > east:
            continue
        for row in range(cell_of(y_lines, south), cell_of(y_lines, north) + 1):
            for column in range(cell_of(x_lines, west), cell_of(x_lines, east) + 1):
                units[at[row * columns + column]] = i
                at[row * columns + column] += 1
    return units


@nb.njit(cache=True, nogil=True)
def _meets(one, other):  # type: ignore[no-untyped-def]
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@nb.njit(cache=True, nogil=True)
def candidates(box, boxes, cells, room):  # type: ignore[no-untyped-def]
    """Units whose boxes overlap ``box``, once each, into ``room``; how many."""
    left, bottom = cell_of(cells.x_lines, box[0]), cell_of(cells.y_lines, box[1])
    columns, count = cells.x_lines.size + 1, 0
    for row in range(bottom, cell_of(cells.y_lines, box[3]) + 1):
        for column in range(left, cell_of(cells.x_lines, box[2]) + 1):
            cell = row * columns + column
            for at in range(cells.first[cell], cells.first[cell + 1]):
                unit = cells.units[at]
                # A pair that shares several cells is taken in the most south-western of them.
                here = max(left, cells.corner[unit, 0]) == column and max(bottom, cells.corner[unit, 1]) == row
                if here and _meets(box, boxes[unit]):
                    room[count] = unit
                    count += 1
    return count
