"""Categories between the points, and the risk that they are wrong in either direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadPoints, as_numbers, rising

Floats = NDArray[np.float64]
UNDECIDED = -1


@dataclass(frozen=True, slots=True)
class Categories:
    """Arrays of shape (nodes,).

    ``category``: number of limits held to be exceeded (with screening and intervention value: 0 within screening, 1
    between, 2 above intervention), UNDECIDED where nothing is known and the risks are NaN. ``too_good``: probability
    that the truth is worse than the category; ``too_bad``: that it is better.
    """

    category: NDArray[np.int64]
    too_good: Floats
    too_bad: Floats

    @property
    def wrong(self) -> Floats:
        """The probability that the category is not the true one. [1]"""
        return self.too_good + self.too_bad


def categorise(exceeding: ArrayLike, *, threshold: float = 0.5) -> Categories:
    """A limit is held to be exceeded where that is more probable than ``threshold``.

    Parameters
    ----------
    exceeding : array, shape (nodes, limits)
        P(Z > limit), falling along each row, of :mod:`jingtu.science.exceedance`; NaN rows are undecided. [1]
    threshold : float
        Above 0 and below 1. 0.5 makes the two mistakes about alike; a smaller one is careful: less land is called good
        that is not, more is called bad that is good. [1]

    Raises
    ------
    BadPoints
        If a probability lies outside 0 to 1 or rises with the limit, or the threshold is none.

    Examples
    --------
    >>> found = categorise([[0.9, 0.6], [0.4, 0.1]])
    >>> found.category.tolist(), found.too_bad.round(3).tolist(), found.too_good.round(3).tolist()
    ([2, 0], [0.4, 0.0], [0.0, 0.4])
    """
    probable = checked_probabilities(exceeding)
    if not 0 < threshold < 1:
        raise BadPoints(error("geostatistics.bad_threshold", threshold=threshold))
    return judge((probable > threshold).sum(axis=1), probable)


def judge(category: ArrayLike, exceeding: ArrayLike) -> Categories:
    """The risks of categories given otherwise, such as by the estimated concentration (:func:`category_of`).

    ``category``: shape (nodes,), UNDECIDED (-1) to the number of limits; ``exceeding``: as for :func:`categorise`.
    Raises BadPoints.
    """
    probable, given = checked_probabilities(exceeding), np.asarray(category)
    nodes, limits = probable.shape
    if given.shape != (nodes,) or given.dtype.kind not in "iu" or not np.isin(given, range(-1, limits + 1)).all():
        raise BadPoints(error("geostatistics.bad_categories", nodes=nodes, limits=limits))
    # P(Z > the limit below the lowest category) = 1, P(Z > the limit above the highest) = 0.
    ladder = np.concatenate([np.ones((nodes, 1)), probable, np.zeros((nodes, 1))], axis=1)
    row = np.arange(nodes)
    undecided = np.isnan(probable).any(axis=1) | (given == UNDECIDED)
    better, worse = 1 - ladder[row, given], ladder[row, given + 1]
    return Categories(
        np.where(undecided, UNDECIDED, given).astype(np.int64),
        np.where(undecided, np.nan, worse),
        np.where(undecided, np.nan, better),
    )


def category_of(concentration: ArrayLike, limits: ArrayLike) -> NDArray[np.int64]:
    """Number of limits (rising, in the unit of the concentrations) that each concentration exceeds; NaN: UNDECIDED.

    Raises BadPoints.

    >>> category_of([0.3, 0.31, 2.0, float("nan")], [0.3, 1.5]).tolist()
    [0, 1, 2, -1]
    """
    values = as_numbers(concentration)
    found = np.searchsorted(rising(limits), values, side="left")
    return np.where(np.isnan(values), UNDECIDED, found)


def checked_probabilities(exceeding: ArrayLike) -> Floats:
    """Probabilities (nodes, limits) as float64. Raises BadPoints."""
    probable = as_numbers(exceeding)
    decided = (
        probable[~np.isnan(probable).any(axis=1)] if probable.ndim == 2 and probable.shape[1] else np.full((1, 1), 2)
    )
    if (decided < 0).any() or (decided > 1).any() or (np.diff(decided, axis=1) > 1e-9).any():
        raise BadPoints(error("geostatistics.bad_probabilities", shape=probable.shape))
    return probable
