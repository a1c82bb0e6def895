"""The passes over the draws of one substance for :mod:`jingtu.science.monte_carlo`, compiled where they are long.

Quantiles without sorting: floats from 0 up stand in the order of their bits, so a count by leading bits says where
each rank lies, and only the values that share a count with one are sorted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numba as nb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS, BLOCK = 4096, 1024


def quantiles(values: Floats, probabilities: Sequence[float]) -> Floats:
    """Quantiles of values from 0 up, linear between ranks as ``numpy.quantile`` takes them, one per probability.

    >>> quantiles(np.array([3.0, 0.0, 1.0]), [0.5, 0.75])
    array([1., 2.])
    """
    places = np.asarray(probabilities) * (values.size - 1)
    below = np.floor(places).astype(np.int64)
    ranks = np.stack([below, np.minimum(below + 1, values.size - 1)])
    low, high = _ranked(values, ranks.ravel()).reshape(ranks.shape)
    found: Floats = low + (places - below) * (high - low)
    return found


def _ranked(values: Floats, ranks: NDArray[np.int64]) -> Floats:
    """The values at some ranks, counted from 0."""
    # Adding 0 makes -0.0, which has other bits, 0.0.
    bits = (values + 0.0).view(np.int64)
    least, most = int(bits.min()), int(bits.max())
    shift = max(0, (most - least).bit_length() - BINS.bit_length() + 1)
    starts = np.zeros(BINS + 1, np.int64)
    _count(bits, least, shift, starts)
    np.cumsum(starts, out=starts)
    wanted = np.unique(np.searchsorted(starts, ranks, side="right") - 1)
    free = np.full(BINS, -1, np.int64)
    free[wanted] = starts[wanted]
    parts = np.empty_like(values)
    _gather((values, bits), least, shift, (free, parts))
    for part in wanted:
        parts[starts[part] : starts[part + 1]].sort()
    found: Floats = parts[ranks]
    return found


@nb.njit(cache=True, nogil=True)
def add_weighted(total, taken, weights, concentration):  # type: ignore[no-untyped-def]
    """Add ``concentration`` times the sum of ``weights`` (routes,) over ``taken`` (routes, n) to ``total`` (n,).

    Compiled because the product of a BLAS keeps threads of its own, which would fight with those over substances. In
    blocks that stay in the cache, so that the inner loop is one of vectors.
    """
    part = np.empty(BLOCK)
    for start in range(0, total.size, BLOCK):
        many = min(BLOCK, total.size - start)
        part[:] = 0.0
        for route in range(weights.size):
            weight, row = weights[route], taken[route, start : start + many]
            if weight != 0.0:
                for i in range(many):
                    part[i] += weight * row[i]
        sums, factors = total[start : start + many], concentration[start : start + many]
        for i in range(many):
            sums[i] += factors[i] * part[i]


@nb.njit(cache=True, nogil=True)
def moments(values, target):  # type: ignore[no-untyped-def]
    """Mean, standard deviation, and the share above the target."""
    mean, above = 0.0, 0
    for i in range(values.size):
        mean += values[i]
        above += values[i] > target
    mean /= values.size
    squares = 0.0
    for i in range(values.size):
        squares += (values[i] - mean) ** 2
    return mean, np.sqrt(squares / (values.size - 1)), above / values.size


@nb.njit(cache=True, nogil=True)
def _count(bits, least, shift, starts):  # type: ignore[no-untyped-def]
    """How many values each bin holds, counted one place on."""
    for i in range(bits.size):
        starts[((bits[i] - least) >> shift) + 1] += 1


@nb.njit(cache=True, nogil=True)
def _gather(given, least, shift, places):  # type: ignore[no-untyped-def]
    """The values of the wanted bins, each bin from its start on; ``free``: next free place of a bin, -1: not wanted."""
    values, bits = given
    free, parts = places
    for i in range(bits.size):
        part = (bits[i] - least) >> shift
        if free[part] >= 0:
            parts[free[part]] = values[i]
            free[part] += 1
