"""The compiled passes over pairs of points for :mod:`jingtu.science.variogram`. For numba.

Points come in cells (:func:`jingtu.science.neighbours.into_cells`); each is paired with the later ones of its row of
cells and with those of the rows above: a run ``(i, first, last)`` pairs point i with points first to last. Pairs are
reckoned eight at a time; only the adding up goes one by one, into four sets of sums in turn, so that no sum waits for
itself. Coordinates, values and room end with eight numbers more than there are.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, var-annotated, call-arg"
# What numba compiles carries its types itself.

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science import lanes, neighbours
from jingtu.science.lanes import (
    WIDTH,
    add,
    add_entry,
    divide,
    greatest,
    least,
    load,
    multiply,
    root,
    round_up,
    splat,
    store,
    subtract,
    up_to,
)
from jingtu.science.neighbours import locate
from jingtu.science.source_stamp import stamp_of

SETS = 4
ENTRY = 4
COUNT, DISTANCE, VALUE = range(3)


class Classes(NamedTuple):
    """``lags`` of ``width`` up to ``cutoff``, ends included; per direction its sine and cosine from north.

    ``tolerance``: least cosine between a pair and a direction, -1 for any pair; ``robust``: √|difference| is added up
    instead of its square.
    """

    lags: int
    width: float
    cutoff: float
    sines: NDArray[np.float64]
    cosines: NDArray[np.float64]
    tolerance: float
    robust: bool


class Pairs(NamedTuple):
    """Room for the pairs of a point with a row of cells; ``turned``: the lag in one of the directions."""

    distance: NDArray[np.float64]
    value: NDArray[np.float64]
    lag: NDArray[np.float64]
    turned: NDArray[np.float64]


@nb.njit(nogil=True, forceinline=True)
def _new_pairs(count):
    return Pairs(np.empty(count), np.empty(count), np.empty(count), np.empty(count))


@nb.njit(nogil=True, forceinline=True)
def _row_of(point, starts, columns):
    """The row of cells that holds a point."""
    low, high = 0, (starts.size - 1) // columns - 1
    while low < high:
        middle = (low + high + 1) >> 1
        if starts[middle * columns] <= point:
            low = middle
        else:
            high = middle - 1
    return low


@nb.njit(nogil=True, forceinline=True)
def _reckon(run, cells, values, classes, pairs):
    """Distances, values and lags of the pairs of a run; lag = ``lags``: too far."""
    i, first, last = run
    xs, ys, x, y, z = cells.x, cells.y, splat(cells.x[i]), splat(cells.y[i]), splat(values[i])
    distances, numbers, lags = pairs.distance, pairs.value, pairs.lag
    width, cutoff, all_lags = splat(classes.width), splat(classes.cutoff), splat(float(classes.lags))
    beyond, robust = splat(classes.lags + 1.0), classes.robust
    for k in range(0, last - first, WIDTH):
        dx, dy = subtract(load(xs, first + k), x), subtract(load(ys, first + k), y)
        difference = subtract(load(values, first + k), z)
        value = multiply(difference, difference)
        # Rounded as everybody rounds it: a pair at the very end of a lag must not depend on a fused multiplication.
        distance = root(add(multiply(dx, dx), multiply(dy, dy)))
        lag = least(round_up(divide(distance, width)), all_lags)
        lag = greatest(up_to(distance, cutoff, lag, beyond), splat(1.0))
        store(distances, k, distance)
        store(numbers, k, root(root(value)) if robust else value)
        store(lags, k, subtract(lag, splat(1.0)))


@nb.njit(nogil=True, forceinline=True)
def _add_up(count, lags, classes, pairs, sums):
    """Add pairs to ``sums`` (sets, directions, lags + 1, 4), flat."""
    distances, numbers = pairs.distance, pairs.value
    stride = ENTRY * (classes.lags + 1) * classes.sines.size
    for k in range(count):
        add_entry(sums, (k & (SETS - 1)) * stride + ENTRY * int(lags[k]), distances[k], numbers[k])


@nb.njit(nogil=True, forceinline=True)
def _turn(run, direction, cells, classes, pairs):
    """Send the pairs that do not lie in a direction beyond, the others to its lags."""
    i, first, last = run
    xs, ys, lags, turned, distances = cells.x, cells.y, pairs.lag, pairs.turned, pairs.distance
    x, y, beyond = cells.x[i], cells.y[i], classes.lags
    sine, cosine, least_cosine = classes.sines[direction], classes.cosines[direction], classes.tolerance
    for k in range(last - first):
        along = abs((xs[first + k] - x) * sine + (ys[first + k] - y) * cosine)
        inside = along >= least_cosine * distances[k] and lags[k] < beyond
        turned[k] = lags[k] + direction * (beyond + 1) if inside else beyond


@nb.njit(nogil=True, forceinline=True)
def _each_direction(run, cells, classes, pairs, sums):
    count = run[2] - run[1]
    if classes.tolerance == -1.0:
        _add_up(count, pairs.lag, classes, pairs, sums)
        return
    for direction in range(classes.sines.size):
        _turn(run, direction, cells, classes, pairs)
        _add_up(count, pairs.turned, classes, pairs, sums)


@nb.njit(nogil=True, forceinline=True)
def _run(i, row, own, cells, cutoff):
    """The run that pairs ``i`` with a row of cells."""
    columns, x = cells.x_lines.size - 1, cells.x[i]
    last = np.int64(cells.starts[row * columns + locate(cells.x_lines, x + cutoff) + 1])
    if row == own:
        return i, i + 1, max(last, i + 1)
    return i, np.int64(cells.starts[row * columns + locate(cells.x_lines, x - cutoff)]), last


@nb.njit(nogil=True, forceinline=True)
def _collect(count, direction, classes, pairs, to, collected):
    lags, numbers, first = pairs.turned, pairs.value, direction * (classes.lags + 1)
    for k in range(count):
        lag = int(lags[k]) - first
        if 0 <= lag < classes.lags:
            collected[to[direction, lag]] = numbers[k]
            to[direction, lag] += 1


def _with_stamp(stamp):
    @nb.njit(cache=True, nogil=True)
    def sum_pairs(span, cells, values, classes):
        """Number, distances and values of all pairs of the points ``span``, by direction and lag (and a number unused).

        Shape (directions, lags + 1, 4); the last lag is what is too far or in no direction.
        """
        _ = stamp
        directions, columns = classes.sines.size, cells.x_lines.size - 1
        sums = np.zeros(SETS * directions * (classes.lags + 1) * ENTRY)
        pairs = _new_pairs(cells.x.size + WIDTH)
        for i in range(span[0], span[1]):
            own = _row_of(i, cells.starts, columns)
            for row in range(own, locate(cells.y_lines, cells.y[i] + classes.cutoff) + 1):
                run = _run(i, row, own, cells, classes.cutoff)
                _reckon(run, cells, values, classes, pairs)
                _each_direction(run, cells, classes, pairs, sums)
        return sums.reshape((SETS, directions, classes.lags + 1, ENTRY)).sum(axis=0)

    @nb.njit(cache=True, nogil=True)
    def collect_pairs(cells, values, classes, starts, total):
        """The values of all pairs, laid out by direction and lag; ``starts``: where each begins (directions, lags)."""
        _ = stamp
        directions, columns = classes.sines.size, cells.x_lines.size - 1
        to, collected = starts.copy(), np.empty(total)
        pairs = _new_pairs(cells.x.size + WIDTH)
        for i in range(cells.place.size):
            own = _row_of(i, cells.starts, columns)
            for row in range(own, locate(cells.y_lines, cells.y[i] + classes.cutoff) + 1):
                run = _run(i, row, own, cells, classes.cutoff)
                _reckon(run, cells, values, classes, pairs)
                for direction in range(directions):
                    _turn(run, direction, cells, classes, pairs)
                    _collect(run[2] - run[1], direction, classes, pairs, to, collected)
        return collected

    return sum_pairs, collect_pairs


sum_pairs, collect_pairs = _with_stamp(stamp_of(lanes, neighbours))
