"""The compiled pass over draws for :mod:`jingtu.science.ucl_kaplan_meier`, imported there only."""

from __future__ import annotations

import numba as nb
import numpy as np


@nb.njit(cache=True, nogil=True)
def mean_of_counts(values, detected, counts, total):  # type: ignore[no-untyped-def]
    """Kaplan–Meier mean of groups of equal results, values rising, non-detects before detected ones; NaN if none is.

    ``total``: sum of ``counts``. From the largest value down, F falls by the share that lies strictly below; what is
    left in the end stands at the smallest detected value.
    """
    share, at_or_below, mean, smallest = 1.0, total, 0.0, np.nan
    for i in range(values.size - 1, -1, -1):
        count = counts[i]
        if detected[i] and count > 0:
            smallest = values[i]
            after = share * (at_or_below - count) / at_or_below
            mean += (share - after) * smallest
            share = after
        at_or_below -= count
    return mean + share * smallest


@nb.njit(cache=True, nogil=True)
def drawn_means(values, detected, drawn):  # type: ignore[no-untyped-def]
    """Mean of every row of ``drawn``, shape (rows, n), numbers of groups."""
    means = np.empty(drawn.shape[0])
    counts = np.zeros(values.size, np.int64)
    for row in range(drawn.shape[0]):
        counts[:] = 0
        for one in drawn[row]:
            counts[one] += 1
        means[row] = mean_of_counts(values, detected, counts, drawn.shape[1])
    return means


@nb.njit(cache=True, nogil=True)
def left_out_means(values, detected, counts):  # type: ignore[no-untyped-def]
    """Mean without one result of each group in turn."""
    means = np.empty(values.size)
    rest = counts.copy()
    for i in range(values.size):
        rest[i] -= 1
        means[i] = mean_of_counts(values, detected, rest, counts.sum() - 1)
        rest[i] += 1
    return means
