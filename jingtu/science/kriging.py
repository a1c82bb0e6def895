"""Ordinary and simple kriging of points onto nodes, with all points or the nearest ones.

The equations are those of Chilès and Delfiner, Geostatistics: Modeling Spatial Uncertainty, 2nd ed., Wiley 2012, ch. 3;
conventions (nugget, anisotropy, neighbours by plain distance) are those of the R package gstat.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import LinAlgError, cho_factor, solve_triangular

from jingtu.problems import error
from jingtu.science.bad_points import (
    BadModel,
    BadPoints,
    IllConditioned,
    checked_places,
    checked_points,
    no_two_at_one_place,
)
from jingtu.science.covariance_pass import Covariance
from jingtu.science.kriging_block import Nodes, Rules, Search
from jingtu.science.kriging_pass import ILL_CONDITIONED, KNOWN, SMALLEST_PIVOT, Results, krige_span
from jingtu.science.neighbours import ALL, Eligible, into_cells, visiting_order
from jingtu.science.spans import in_spans
from jingtu.science.variogram_models import VariogramModel

Floats = NDArray[np.float64]
MOST_AT_ONCE = 8000
"""Points that may all take part in every node: the matrix then has half a gigabyte."""
SMALLEST_SPAN = 2048
NODES_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Which points a node is kriged from: the ``most`` nearest within ``reach``.

    ``most`` None: all points, wherever they are. A node with fewer than ``fewest`` stays undecided. Distances
    are plain, also where the model is anisotropic; of points equally near, the earlier in the order given is taken.
    """

    most: int | None = 24
    fewest: int = 1
    reach: float = math.inf

    def __post_init__(self) -> None:
        most = self.fewest if self.most is None else self.most
        if not 1 <= self.fewest <= most or not self.reach > 0 or (self.most is None and self.reach < math.inf):
            raise BadModel(
                error("geostatistics.bad_neighbourhood", most=self.most, fewest=self.fewest, reach=self.reach)
            )


NEAREST = Neighbourhood()
EVERYTHING = Neighbourhood(most=None)


@dataclass(frozen=True, slots=True)
class Kriged:
    """Estimates and kriging variances of nodes.

    ``estimate`` has shape (nodes,), or (nodes, columns) where several columns of values were given; ``variance`` and
    ``known`` have shape (nodes,). Where ``known`` is False there were too few neighbours, and both are NaN: undecided.
    """

    estimate: Floats
    variance: Floats
    known: NDArray[np.bool_]


def krige(
    points: ArrayLike,
    values: ArrayLike,
    *,
    nodes: ArrayLike,
    model: VariogramModel,
    neighbourhood: Neighbourhood = NEAREST,
    mean: float | None = None,
) -> Kriged:
    """Best linear unbiased estimates at ``nodes``.

    Parameters
    ----------
    points : array, shape (n, 2), n >= 3
        Coordinates east and north, no two alike. [m or km]
    values : array, shape (n,) or (n, columns)
        Values at the points, none missing; columns are kriged with the same weights. [any unit]
    nodes : array, shape (m, 2)
        Where to estimate, in the unit of ``points``.
    model : VariogramModel
        Lengths in the unit of ``points``, sills in the square of the unit of ``values``.
    neighbourhood : Neighbourhood
    mean : float or None
        The mean where it is known (simple kriging); None: unknown and constant among the neighbours (ordinary kriging).

    Returns
    -------
    Kriged
        At a node where a point lies, its value and variance 0: the nugget is taken as variation on a scale smaller than
        any distance. ``variance`` is that of the error of a single point value, [unit of ``values``, squared].

    Raises
    ------
    BadPoints
        Missing or infinite numbers, wrong shapes, fewer than 3 points, points at one place (:func:`bad_points.merged`
        puts duplicates together), more than 8,000 points without a ``most``.
    IllConditioned
        Points too close to each other for a model without nugget.

    Notes
    -----
    σ² = C(0) - w·c - μ, with C the covariance, w the weights, c the covariances to the node and μ the Lagrange
    parameter. Symbols as in :mod:`jingtu.science.kriging_pass`.
    """
    places, numbers = checked_points(points, values)
    no_two_at_one_place(places)
    targets = checked_places(nodes)
    if not len(targets):
        raise BadPoints(error("geostatistics.no_nodes"))
    columns = numbers.reshape(len(places), -1)
    if neighbourhood.most is None:
        estimate, variance = _with_all(places, columns, targets, model, mean)
        known = np.full(len(targets), len(places) >= neighbourhood.fewest)
    else:
        results = krige_local(places, columns, targets, model, rules_of(neighbourhood, mean))
        estimate, variance, known = results.estimate, results.variance, results.state == KNOWN
    estimate[~known], variance[~known] = np.nan, np.nan
    return Kriged(estimate.reshape(len(targets), *numbers.shape[1:]), variance, known)


def rules_of(neighbourhood: Neighbourhood, mean: float | None) -> Rules:
    """The neighbourhood as the compiled pass wants it."""
    assert neighbourhood.most is not None
    # All floats are made floats: whole numbers would be compiled for once more.
    known_mean = math.nan if mean is None else float(mean)
    return Rules(neighbourhood.most, neighbourhood.fewest, float(neighbourhood.reach), known_mean)


def krige_local(places: Floats, columns: Floats, targets: Floats, model: VariogramModel, rules: Rules) -> Results:
    """Krige checked points (n, 2) with values (n, columns) from the nearest ones."""
    cells = into_cells(places[:, 0].copy(), places[:, 1].copy())
    x, y = targets[:, 0].copy(), targets[:, 1].copy()
    nodes = Nodes(x, y, np.zeros(len(x), np.int64))
    everybody = Eligible(ALL, np.zeros(0, np.int64))
    return run_pass((visiting_order(x, y), nodes), Search(cells, everybody, rules), columns[cells.place], model)


def run_pass(
    visit: tuple[NDArray[np.int64], Nodes],
    search: Search,
    values: Floats,
    model: VariogramModel,
    *,
    keep_weights: bool = False,
) -> Results:
    """The compiled pass over all nodes, on all processors; ``values`` (n, columns) in the order of the cells.

    Raises IllConditioned where the equations of a node cannot be solved.
    """
    most, total = search.rules.most, len(visit[0])
    kept = total if keep_weights else 0
    results = Results(
        np.empty((total, values.shape[1])),
        np.empty(total),
        np.empty(total, np.uint8),
        np.zeros((kept, most)),
        np.zeros((kept, most), np.int64),
    )
    threads = os.cpu_count() or 1
    step = max(SMALLEST_SPAN, total // (8 * threads) + 1)
    work = partial(_one_span, visit, search, np.ascontiguousarray(values), compiled(model), results)
    in_spans(work, total, step, threads)
    _refuse_unsolved(results.state)
    return results


def _one_span(
    visit: tuple[NDArray[np.int64], Nodes],
    search: Search,
    values: Floats,
    model: Covariance,
    results: Results,
    span: tuple[int, int],
) -> None:
    krige_span(span, visit, search, values, model, results)


def compiled(model: VariogramModel) -> Covariance:
    """The model as the compiled pass wants it."""
    shapes = np.array([int(s.shape) for s in model.structures], np.int64)
    terms = np.array([(s.sill, *s.quadratic) for s in model.structures], np.float64).reshape(-1, 4)
    return Covariance(float(model.nugget), float(model.sill), shapes, terms)


def _refuse_unsolved(state: NDArray[np.uint8]) -> None:
    unsolved = np.flatnonzero(state == ILL_CONDITIONED)
    if unsolved.size:
        raise IllConditioned(
            error("geostatistics.ill_conditioned", count=unsolved.size, total=state.size, node=int(unsolved[0]) + 1)
        )


def _with_all(
    places: Floats, columns: Floats, targets: Floats, model: VariogramModel, mean: float | None
) -> tuple[Floats, Floats]:
    """Kriging with all points: one decomposition, nodes by the thousand."""
    if len(places) > MOST_AT_ONCE:
        raise BadPoints(error("geostatistics.too_many_at_once", count=len(places), most=MOST_AT_ONCE))
    lower = _decomposed(places, model)
    base = 0.0 if mean is None else mean
    ones, z = (solve_triangular(lower, v, lower=True) for v in (np.ones(len(places)), columns - base))
    parts = []
    for first in range(0, len(targets), NODES_AT_ONCE):
        some = targets[first : first + NODES_AT_ONCE]
        apart = places[:, None, :] - some[None, :, :]
        u = solve_triangular(lower, model.covariance(apart[..., 0], apart[..., 1]), lower=True)
        lacking = 1 - ones @ u if mean is None else np.zeros(len(some))
        nu = lacking / (ones @ ones)
        variance = np.maximum(model.sill - (u * u).sum(axis=0) + nu * lacking, 0.0)
        parts.append((base + u.T @ z + np.outer(nu, ones @ z), variance))
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _decomposed(places: Floats, model: VariogramModel) -> Floats:
    apart = places[:, None, :] - places[None, :, :]
    try:
        lower: Floats = cho_factor(model.covariance(apart[..., 0], apart[..., 1]), lower=True)[0]
    except LinAlgError as reason:
        raise IllConditioned(error("geostatistics.singular", count=len(places))) from reason
    if (np.diag(lower) ** 2).min() <= SMALLEST_PIVOT * model.sill:
        raise IllConditioned(error("geostatistics.singular", count=len(places)))
    return lower
