"""Skewed concentrations as normal scores and back, for simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata

from jingtu.problems import error
from jingtu.science.bad_points import BadPoints, as_numbers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NormalScores:
    """A table from probabilities (rising) to values, linear between its lines; shape (lines,) each."""

    probability: Floats
    value: Floats

    def scores(self, values: ArrayLike) -> Floats:
        """Normal scores of values, any shape. Values outside the table take those of its ends."""
        given = as_numbers(values)
        found: Floats = ndtri(np.clip(np.interp(given, self.value, self.probability), 1e-12, 1 - 1e-12))
        return found

    def values(self, scores: ArrayLike) -> Floats:
        """Values of normal scores, any shape; never outside the table."""
        found: Floats = np.interp(ndtr(as_numbers(scores)), self.probability, self.value)
        return found


def normal_scores(values: ArrayLike, *, lowest: float | None = None, highest: float | None = None) -> NormalScores:
    """The table by which values become standard normal: the k-th of n has probability (k - ½) / n.

    Parameters
    ----------
    values : array, shape (n,), n >= 3
        Concentrations; equal ones share their mean probability. [any unit]
    lowest, highest : float or None
        What the tails reach, at probability 0 and 1; None: the smallest and largest value, so that no simulation goes
        beyond what was measured. [unit of ``values``]

    Raises
    ------
    BadPoints
        If a value is missing, all are equal, or ``lowest`` and ``highest`` do not enclose them.

    Examples
    --------
    >>> table = normal_scores([1.0, 2.0, 40.0])
    >>> table.scores([2.0]).tolist(), table.values([0.0, 5.0]).round(6).tolist()
    ([0.0], [2.0, 40.0])
    """
    given = as_numbers(values)
    if given.ndim != 1 or given.size < 3 or not np.isfinite(given).all() or given.min() == given.max():
        raise BadPoints(error("geostatistics.no_scores", shape=given.shape))
    low = given.min() if lowest is None else lowest
    high = given.max() if highest is None else highest
    if not (low <= given.min() and given.max() <= high < np.inf):
        raise BadPoints(error("geostatistics.bad_tails", lowest=low, highest=high))
    distinct, first = np.unique(given, return_index=True)
    probability = (rankdata(given)[first] - 0.5) / given.size
    before, after = int(low < distinct[0]), int(high > distinct[-1])
    return NormalScores(
        np.pad(probability, (before, after), constant_values=(0.0, 1.0)),
        np.pad(distinct, (before, after), constant_values=(low, high)),
    )
