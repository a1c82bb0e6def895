"""How probable it is that a limit is exceeded between the points: from kriged errors, by indicators, by simulation.

All answers are P(Z > limit) as numbers from 0 to 1, shape (nodes, limits), limits rising; a value equal to the limit is
within it. Undecided nodes are NaN in a whole row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from jingtu.problems import error
from jingtu.science.bad_points import FEWEST_POINTS, BadModel, BadPoints, as_numbers, checked_places, rising
from jingtu.science.kriging import NEAREST, Kriged, Neighbourhood, krige
from jingtu.science.variogram_models import VariogramModel

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Indicators:
    """``above``: 1 where a result exceeds the limit, 0 where it does not; ``decided``: False where its interval reaches
    across the limit, and ``above`` says nothing. Arrays of shape (n,)."""

    above: Floats
    decided: NDArray[np.bool_]


def indicators(low: ArrayLike, high: ArrayLike, limit: float) -> Indicators:
    """Whether results exceed a limit, results being intervals: both ends alike, or 0 to the detection limit.

    >>> found = indicators([0.5, 0.0, 0.0, 0.3], [0.5, 0.2, 0.9, 0.3], 0.3)
    >>> found.above[found.decided].tolist(), found.decided.tolist()
    ([1.0, 0.0, 0.0], [True, True, False, True])

    Raises
    ------
    BadPoints
        If an end is missing or a low end lies above its high end; if the limit is no number.
    """
    lower, upper = as_numbers(low), as_numbers(high)
    # Written so that NaN is refused too.
    if lower.ndim != 1 or lower.shape != upper.shape or not (lower <= upper).all() or not np.isfinite(limit):
        raise BadPoints(error("geostatistics.bad_intervals", limit=limit))
    above = lower > limit
    return Indicators(above.astype(np.float64), above | (upper <= limit))


def by_indicators(
    points: ArrayLike,
    results: tuple[ArrayLike, ArrayLike],
    *,
    limits: Sequence[float],
    nodes: ArrayLike,
    models: Sequence[VariogramModel],
    neighbourhood: Neighbourhood = NEAREST,
) -> Floats:
    """P(Z > limit) by indicator kriging: no distribution is assumed, and non-detects count for what they are.

    Parameters
    ----------
    points : array, shape (n, 2)
        As for :func:`jingtu.science.kriging.krige`.
    results : (low, high), arrays of shape (n,)
        The interval of each result; low = high where it was detected. [unit of the limits]
    limits : sequence of float
        Rising. For each, results whose interval reaches across it are left out.
    nodes : array, shape (m, 2)
    models : sequence of VariogramModel
        One for each limit, of its indicators.

    Returns
    -------
    array, shape (m, limits)
        Brought between 0 and 1 and made to fall with rising limits: the mean of correcting upwards and downwards [1]_.

    Raises
    ------
    BadPoints
        As for kriging; also where fewer than 3 results are decided about a limit, or limits do not rise.
    BadModel
        If there is not one model for each limit.

    References
    ----------
    .. [1] C. V. Deutsch, A. G. Journel, GSLIB, 2nd ed., Oxford University Press 1998, section IV.1.9.
    """
    steps = rising(limits)
    if len(models) != len(steps):
        raise BadModel(error("geostatistics.one_model_each", models=len(models), limits=len(steps)))
    places = checked_places(points)
    columns = []
    for limit, model in zip(steps, models, strict=True):
        coded = indicators(*results, limit)
        if len(coded.above) != len(places):
            raise BadPoints(error("geostatistics.shapes", points=places.shape, values=coded.above.shape))
        if coded.decided.sum() < FEWEST_POINTS:
            raise BadPoints(error("geostatistics.undecided", limit=limit, count=int(coded.decided.sum())))
        known = coded.decided
        found = krige(places[known], coded.above[known], nodes=nodes, model=model, neighbourhood=neighbourhood)
        columns.append(found.estimate)
    return in_order(np.stack(columns, axis=1))


def in_order(probabilities: Floats) -> Floats:
    """Bring probabilities (nodes, rising limits) between 0 and 1 and make them fall along each row."""
    clipped = np.clip(probabilities, 0.0, 1.0)
    upwards = np.maximum.accumulate(clipped[:, ::-1], axis=1)[:, ::-1]
    downwards = np.minimum.accumulate(clipped, axis=1)
    found: Floats = np.where(np.isnan(clipped).any(axis=1, keepdims=True), np.nan, (upwards + downwards) / 2)
    return found


def by_normal_errors(kriged: Kriged, limits: Sequence[float]) -> Floats:
    """P(Z > limit), the errors of kriging being normal: 1 - Φ((limit - estimate) / σ).

    For skewed concentrations krige logarithms, or normal scores, and transform the limits alike. Where σ is 0 the value
    is known: 0 or 1.
    """
    steps, sigma = rising(limits), np.sqrt(kriged.variance)[:, None]
    apart = kriged.estimate[:, None] - steps
    certain = np.where(apart > 0, 1.0, 0.0)
    probability = ndtr(np.divide(apart, sigma, out=np.zeros_like(apart), where=sigma > 0))
    found: Floats = np.where(kriged.known[:, None], np.where(sigma > 0, probability, certain), np.nan)
    return found


def by_simulation(simulations: ArrayLike, limits: Sequence[float]) -> Floats:
    """The share of realisations above each limit; ``simulations`` of shape (realisations, nodes)."""
    values, steps = as_numbers(simulations), rising(limits)
    if values.ndim != 2 or not len(values) or not np.isfinite(values).all():
        raise BadPoints(error("geostatistics.bad_simulations", shape=values.shape))
    return np.stack([(values > limit).mean(axis=0) for limit in steps], axis=1)
