"""The compiled descent of :mod:`jingtu.science.pmf`: two factors by weighted least squares, at or above a floor.

With one factor fixed, every sample (or species) is a small least-squares problem of its own, in as many unknowns as
there are factors. Their normal equations stand side by side in memory, so that the processor works on several at once.
Two such steps in turn lower Q slowly; each is therefore followed by a stride beyond it, taken back where Q grows [1]_.

References
----------
.. [1] A. M. S. Ang, N. Gillis, Accelerating nonnegative matrix factorization algorithms using extrapolation, Neural
   Computation 31 (2019) 417-439.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

BLOCK = 128
"""Least-squares problems worked on together: their normal equations stay in the nearest cache."""
SWEEPS = 4
WINDOW = 10
"""Steps over which Q must still fall."""
FIRST_STRIDE, LONGER, SHORTER, LOOSER = 0.5, 1.05, 1.5, 1.01
TINY = 1e-300


class Side(NamedTuple):
    """The table seen from one side, shape (sums, lanes): each lane is a problem of its own, the sums run within it.

    ``weights``: one over the squared uncertainty; ``weighted``: weight times value.
    """

    weights: NDArray[np.float64]
    weighted: NDArray[np.float64]


class Limits(NamedTuple):
    """``lowest``: floor of contributions, in parts of the mean contribution of the factor, 0 or below; ``constant``: Q
    of an empty model; ``tolerance``: least relative fall of Q over ten steps."""

    lowest: float
    constant: float
    tolerance: float
    most_steps: int


class Room(NamedTuple):
    """Normal equations of one block: ``gram``, shape (k, k, BLOCK), its lower half; ``right``, shape (k, BLOCK)."""

    gram: NDArray[np.float64]
    right: NDArray[np.float64]
    row: NDArray[np.float64]


@nb.njit(cache=True, nogil=True)
def _add(total, rows, at, factors, start):  # type: ignore[no-untyped-def]
    """Add four rows, each times its factor. Four at a time, so that ``total`` is read and written less often."""
    end = start + total.size
    one, two = rows[at[0], start:end], rows[at[1], start:end]
    three, four = rows[at[2], start:end], rows[at[3], start:end]
    a, b, c, d = factors
    for i in range(total.size):
        total[i] += a * one[i] + b * two[i] + c * three[i] + d * four[i]


@nb.njit(cache=True, nogil=True)
def _normal_equations(side, factor, start, size, room):  # type: ignore[no-untyped-def]
    """Those of ``size`` lanes from ``start``, for the unknowns that ``factor``, shape (k, sums), goes with."""
    last = side.weights.shape[0] - 1
    room.gram[:], room.right[:] = 0.0, 0.0
    for j in range(0, last + 1, 4):
        at = (j, min(j + 1, last), min(j + 2, last), min(j + 3, last))
        counts = (1.0, 1.0 * (j + 1 <= last), 1.0 * (j + 2 <= last), 1.0 * (j + 3 <= last))
        for s in range(factor.shape[0]):
            f = factor[s]
            a = (f[at[0]], counts[1] * f[at[1]], counts[2] * f[at[2]], counts[3] * f[at[3]])
            _add(room.right[s, :size], side.weighted, at, a, start)
            for t in range(s + 1):
                g = factor[t]
                products = (a[0] * g[at[0]], a[1] * g[at[1]], a[2] * g[at[2]], a[3] * g[at[3]])
                _add(room.gram[s, t, :size], side.weights, at, products, start)


@nb.njit(cache=True, nogil=True)
def _less_others(room, unknown, s, start, size):  # type: ignore[no-untyped-def]
    """Into ``room.row``: the right side of equation ``s`` less what the other unknowns explain."""
    row, right = room.row, room.right[s]
    for i in range(size):
        row[i] = right[i]
    for t in range(unknown.shape[0]):
        if t != s:
            gram, other = room.gram[max(s, t), min(s, t)], unknown[t, start : start + size]
            for i in range(size):
                row[i] -= gram[i] * other[i]


@nb.njit(cache=True, nogil=True)
def _sweep(room, unknown, floors, start, size):  # type: ignore[no-untyped-def]
    """One unknown after another to its best value at or above its floor, the others fixed."""
    for s in range(unknown.shape[0]):
        _less_others(room, unknown, s, start, size)
        diagonal, mine, row, floor = room.gram[s, s], unknown[s, start : start + size], room.row, floors[s]
        for i in range(size):
            mine[i] = max(row[i] / (diagonal[i] + TINY), floor)


@nb.njit(cache=True, nogil=True)
def _explained(room, unknown, start, size):  # type: ignore[no-untyped-def]
    """Q of these lanes less that of an empty model."""
    total = 0.0
    for s in range(unknown.shape[0]):
        _less_others(room, unknown, s, start, size)
        diagonal, mine, row, right = room.gram[s, s], unknown[s, start : start + size], room.row, room.right[s]
        for i in range(size):
            total -= mine[i] * (row[i] + right[i] - diagonal[i] * mine[i])
    return total


@nb.njit(cache=True, nogil=True)
def _step(side, factor, unknown, floors, room):  # type: ignore[no-untyped-def]
    """Improve ``unknown``, shape (k, lanes), with ``factor`` fixed; Q then, less that of an empty model."""
    total, lanes = 0.0, side.weights.shape[1]
    for start in range(0, lanes, BLOCK):
        size = min(BLOCK, lanes - start)
        _normal_equations(side, factor, start, size, room)
        for _ in range(SWEEPS):
            _sweep(room, unknown, floors, start, size)
        total += _explained(room, unknown, start, size)
    return total


@nb.njit(cache=True, nogil=True)
def _stride(new, old, length, floors):  # type: ignore[no-untyped-def]
    """Go on from ``old`` through ``new`` by ``length`` times that way; ``old`` becomes ``new``."""
    for s in range(new.shape[0]):
        for i in range(new.shape[1]):
            here = new[s, i]
            new[s, i] = max(here + length * (here - old[s, i]), floors[s])
            old[s, i] = here


@nb.njit(cache=True, nogil=True)
def _floors(contributions, lowest):  # type: ignore[no-untyped-def]
    floors = np.zeros(contributions.shape[0])
    if lowest < 0:
        for s in range(floors.size):
            floors[s] = lowest * max(contributions[s].mean(), 0.0)
    return floors


@nb.njit(cache=True, nogil=True)
def descend(by_sample, by_species, contributions, profiles, limits):  # type: ignore[no-untyped-def]
    """Lower Q from a start, in place.

    ``by_sample``: the table with a lane for each sample, ``by_species`` for each species; ``contributions``, shape
    (k, samples); ``profiles``, shape (k, species). Returns the steps taken and whether Q had stopped falling.
    """
    k, zeros = profiles.shape[0], np.zeros(profiles.shape[0])
    room = Room(np.empty((k, k, BLOCK)), np.empty((k, BLOCK)), np.empty(BLOCK))
    ahead, ahead_profiles, before = contributions.copy(), profiles.copy(), contributions.copy()
    length, longest, best, past = FIRST_STRIDE, 1.0, np.inf, np.full(WINDOW, np.inf)
    for step in range(limits.most_steps):
        floors = _floors(contributions, limits.lowest)
        before[:] = contributions
        _step(by_sample, ahead_profiles, ahead, floors, room)
        _stride(ahead, contributions, length, floors)
        q = limits.constant + _step(by_species, ahead, ahead_profiles, zeros, room)
        if q > best:
            longest, length = length, length / SHORTER
            contributions[:] = before
            ahead[:], ahead_profiles[:] = contributions, profiles
        else:
            _stride(ahead_profiles, profiles, length, zeros)
            best, length, longest = q, min(longest, LONGER * length), min(1.0, LOOSER * longest)
        if past[step % WINDOW] - best <= limits.tolerance * max(best, 0.0) + 1e-13 * limits.constant:
            break
        past[step % WINDOW] = best
    _step(by_sample, profiles, contributions, _floors(contributions, limits.lowest), room)
    return step + 1, step + 1 < limits.most_steps
