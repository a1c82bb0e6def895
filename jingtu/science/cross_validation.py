"""Cross-validation of kriging: each point estimated from the others, or each group from the other groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadModel, BadPoints, checked_points, no_two_at_one_place
from jingtu.science.kriging import NEAREST, Neighbourhood, rules_of, run_pass
from jingtu.science.kriging_block import Nodes, Search
from jingtu.science.kriging_pass import KNOWN
from jingtu.science.neighbours import OTHERS, Eligible, into_cells
from jingtu.science.variogram_models import VariogramModel

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """What kriging says at each point without knowing it; arrays of shape (n,), NaN where ``known`` is False.

    ``residual`` = observed - estimate.
    """

    observed: Floats
    estimate: Floats
    variance: Floats
    known: NDArray[np.bool_]

    @property
    def residual(self) -> Floats:
        return self.observed - self.estimate

    @property
    def mean_error(self) -> float:
        """Near 0 where kriging is unbiased. [unit of the values]"""
        return float(self.residual[self.known].mean())

    @property
    def root_mean_square_error(self) -> float:
        """[unit of the values]"""
        return float(np.sqrt((self.residual[self.known] ** 2).mean()))

    @property
    def mean_square_standardised(self) -> float:
        """Mean of residual² / variance: near 1 where the model is as unsure as it should be. [1]"""
        return float((self.residual[self.known] ** 2 / self.variance[self.known]).mean())


def cross_validate(
    points: ArrayLike,
    values: ArrayLike,
    *,
    model: VariogramModel,
    neighbourhood: Neighbourhood = NEAREST,
    mean: float | None = None,
    groups: ArrayLike | None = None,
) -> CrossValidation:
    """Estimate each point from the points of other groups; by default each point is a group of its own.

    Parameters
    ----------
    points, values, model, neighbourhood, mean
        As for :func:`jingtu.science.kriging.krige`; ``values`` of shape (n,). ``most`` None: all others,
        if there are at most 500 points.
    groups : array of int, shape (n,), or None
        Points of the same number are left out together (10-fold validation: random numbers 0 to 9).

    Raises
    ------
    BadPoints, IllConditioned
        As for :func:`jingtu.science.kriging.krige`; also where ``groups`` are not n whole numbers or only one group.
    BadModel
        If all points are to be neighbours and there are more than 500.
    """
    places, numbers = checked_points(points, values)
    if numbers.ndim != 1:
        raise BadPoints(error("geostatistics.shapes", points=places.shape, values=numbers.shape))
    no_two_at_one_place(places)
    labels = _labels(groups, len(places))
    cells = into_cells(places[:, 0].copy(), places[:, 1].copy())
    nodes = Nodes(cells.x, cells.y, labels[cells.place])
    rules = rules_of(_limited(neighbourhood, len(places)), mean)
    eligible = Eligible(OTHERS, nodes.labels)
    order = np.arange(len(places))
    results = run_pass((order, nodes), Search(cells, eligible, rules), numbers[cells.place, None], model)
    return _in_order_given(numbers, cells.place, results.estimate[:, 0], results.variance, results.state == KNOWN)


MOST_LEFT_OUT = 500


def _limited(neighbourhood: Neighbourhood, count: int) -> Neighbourhood:
    """All others, as a number."""
    if neighbourhood.most is not None:
        return neighbourhood
    if count > MOST_LEFT_OUT:
        raise BadModel(error("geostatistics.all_left_out", count=count, most=MOST_LEFT_OUT))
    return Neighbourhood(count - 1, neighbourhood.fewest)


def _labels(groups: ArrayLike | None, count: int) -> NDArray[np.int64]:
    if groups is None:
        return np.arange(count, dtype=np.int64)
    labels = np.asarray(groups)
    if labels.shape != (count,) or labels.dtype.kind not in "iu" or np.unique(labels).size < 2:
        raise BadPoints(error("geostatistics.bad_groups", shape=labels.shape, count=count))
    return labels.astype(np.int64)


def _in_order_given(
    observed: Floats, place: NDArray[np.int64], estimate: Floats, variance: Floats, known: NDArray[np.bool_]
) -> CrossValidation:
    given = np.empty_like(place)
    given[place] = np.arange(len(place))
    estimate, variance, known = estimate[given], variance[given], known[given]
    return CrossValidation(observed, np.where(known, estimate, np.nan), np.where(known, variance, np.nan), known)
