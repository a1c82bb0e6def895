"""Conditional simulation: surfaces that honour the data and vary as the variogram says, all equally likely."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadModel, BadPoints, checked_places, checked_points, no_two_at_one_place
from jingtu.science.kriging import Neighbourhood, rules_of, run_pass
from jingtu.science.kriging_block import Nodes, Search
from jingtu.science.neighbours import EARLIER, Eligible, into_cells, visiting_order
from jingtu.science.simulation_pass import walk
from jingtu.science.variogram_models import VariogramModel

Floats = NDArray[np.float64]
MOST_NUMBERS = 250_000_000
"""Realisations × nodes at once: two gigabytes."""
SIMULATED_FROM = Neighbourhood(most=24)


def simulate(
    points: ArrayLike,
    values: ArrayLike,
    *,
    nodes: ArrayLike,
    model: VariogramModel,
    draws: tuple[int, int],
    neighbourhood: Neighbourhood = SIMULATED_FROM,
) -> Floats:
    """Realisations of a normal field with known mean 0 that passes through the data (sequential Gaussian simulation).

    Parameters
    ----------
    points : array, shape (n, 2), n >= 3
        As for :func:`jingtu.science.kriging.krige`.
    values : array, shape (n,)
        Normal scores (:mod:`jingtu.science.normal_scores`), or residuals that may pass for normal with mean 0.
    nodes : array, shape (m, 2)
        No two alike. A node where a point lies takes its value.
    model : VariogramModel
        Of the values; of normal scores, its sill is about 1.
    draws : (realisations, seed)
        How many, at least 1; the same seed gives the same realisations on every machine with the same NumPy.
    neighbourhood : Neighbourhood
        Of the points and the nodes simulated before; its ``most`` must be a number, ``fewest`` is taken as 0.

    Returns
    -------
    array, shape (realisations, m)
        In the unit of ``values``.

    Raises
    ------
    BadPoints, IllConditioned
        As for kriging; also two nodes at one place.
    BadModel
        If there is no number of realisations, more than 250 million numbers are asked for, or ``most`` is None.

    Notes
    -----
    Nodes are visited in one random order, the same for all realisations: weights are then worked out once for all of
    them, node by node in parallel, and a realisation is a walk along the order. Simple kriging gives the mean and
    variance of each step. With fewer neighbours than points the field is as good as its neighbourhoods.
    """
    places, numbers = checked_points(points, values)
    if numbers.ndim != 1:
        raise BadPoints(error("geostatistics.shapes", points=places.shape, values=numbers.shape))
    targets = checked_places(nodes)
    no_two_at_one_place(places)
    no_two_at_one_place(targets)
    realisations, seed = draws
    _check(realisations, len(targets), neighbourhood)
    rng = np.random.default_rng(seed)
    at_point, free = _split(places, targets)
    found = np.empty((len(targets), realisations))
    found[~free] = numbers[at_point[~free], None]
    if free.any():
        found[free] = _along_the_order(places, numbers, targets[free], model, (neighbourhood, realisations, rng))
    return found.T


def _check(realisations: int, nodes: int, neighbourhood: Neighbourhood) -> None:
    if realisations < 1 or not nodes or realisations * nodes > MOST_NUMBERS or neighbourhood.most is None:
        raise BadModel(error("geostatistics.bad_draws", realisations=realisations, nodes=nodes, most=MOST_NUMBERS))


def _split(places: Floats, targets: Floats) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each node the point that lies there, and whether there is none."""
    at = {(x, y): i for i, (x, y) in enumerate(places.tolist())}
    point = np.array([at.get((x, y), -1) for x, y in targets.tolist()], np.int64)
    return point, point < 0


def _along_the_order(
    places: Floats,
    numbers: Floats,
    targets: Floats,
    model: VariogramModel,
    how: tuple[Neighbourhood, int, np.random.Generator],
) -> Floats:
    neighbourhood, realisations, rng = how
    count, total = len(places), len(places) + len(targets)
    both = np.concatenate([places, targets])
    cells = into_cells(both[:, 0].copy(), both[:, 1].copy())
    # Data come before everything; a node is simulated from what has a lower label.
    label = np.concatenate([np.full(count, -1), rng.permutation(len(targets))])
    where = np.argsort(cells.place)
    nodes = Nodes(targets[:, 0].copy(), targets[:, 1].copy(), label[count:])
    rules = rules_of(Neighbourhood(neighbourhood.most, 1, neighbourhood.reach), 0.0)._replace(fewest=0)
    search = Search(cells, Eligible(EARLIER, label[cells.place]), rules)
    weights = run_pass((_by_level(nodes), nodes), search, np.zeros((total, 0)), model, keep_weights=True)
    field = np.empty((total, realisations))
    field[where[:count]] = numbers[:, None]
    field[where[count:]] = rng.standard_normal((len(targets), realisations))
    order = np.argsort(nodes.labels)
    walk(order, where[count:], weights.weights, weights.points, np.sqrt(weights.variance), field)
    return field[where[count:]]


def _by_level(nodes: Nodes) -> NDArray[np.int64]:
    """Nodes that are simulated early have far neighbours: those of one quarter after the other, near ones together."""
    near = np.argsort(visiting_order(nodes.x, nodes.y))
    level = np.floor(np.log2(nodes.labels + 1.0) / 2)
    return np.lexsort((near, level))
