"""Where to sample next: where exceeding is most uncertain, and not twice for the same uncertainty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from jingtu.problems import error
from jingtu.science.bad_points import BadPoints, as_numbers, checked_places
from jingtu.science.misclassification import checked_probabilities
from jingtu.science.variogram_models import VariogramModel

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NextPlaces:
    """The places chosen, best first: ``node`` numbers from 0, and the ``gain`` each was chosen for. Shape (count,)."""

    node: NDArray[np.int64]
    gain: Floats


def next_places(
    nodes: ArrayLike,
    exceeding: ArrayLike,
    *,
    model: VariogramModel,
    count: int,
    importance: ArrayLike | None = None,
) -> NextPlaces:
    """The ``count`` nodes at which a sample is expected to tell most about what exceeds the limits.

    Parameters
    ----------
    nodes : array, shape (m, 2)
        Where sampling is possible, in the unit of the model's lengths.
    exceeding : array, shape (m, limits)
        P(Z > limit), of :mod:`jingtu.science.exceedance`. Undecided nodes (NaN) count as wholly uncertain. [1]
    model : VariogramModel
        Of the values, or of their indicators.
    count : int
        At least 1; fewer places come back where nothing uncertain is left.
    importance : array, shape (m,), or None
        Weights, such as the area a node stands for, or 0 where nobody may enter; None: all alike.

    Returns
    -------
    NextPlaces

    Raises
    ------
    BadPoints
        If shapes do not fit, ``count`` is below 1 or a weight is negative or missing.

    Notes
    -----
    The gain of a node is its importance × Σ 4p(1 - p) over the limits (4p(1 - p): 1 where exceeding is as likely as
    not, 0 where it is certain) × Π (1 - ρ²) over the places chosen before, ρ the correlation with them: what a chosen
    place will tell about a node is not asked for again. A rule of thumb, quick and the same every time; it does not
    foresee the results.
    """
    places, probable = checked_places(nodes), checked_probabilities(exceeding)
    weights = np.ones(len(places)) if importance is None else as_numbers(importance)
    if len(probable) != len(places) or weights.shape != (len(places),) or count < 1 or not (weights >= 0).all():
        raise BadPoints(error("geostatistics.bad_choice", nodes=len(places), rows=len(probable), count=count))
    uncertain = np.where(np.isnan(probable), 1.0, 4 * probable * (1 - probable))
    gain = weights * uncertain.sum(axis=1)
    chosen: list[int] = []
    gains: list[float] = []
    while len(chosen) < count and gain.max() > 0:
        best = int(np.argmax(gain))
        chosen.append(best)
        gains.append(float(gain[best]))
        apart = places - places[best]
        correlation = model.covariance(apart[:, 0], apart[:, 1]) / model.sill
        gain = gain * np.maximum(1 - correlation**2, 0.0)
        gain[best] = 0.0
    return NextPlaces(np.array(chosen, np.int64), np.array(gains))


@dataclass(frozen=True, slots=True)
class Room:
    """``distance``: from each node to the nearest sampled place; ``free``: False beside one, where a sample would only
    repeat it: nearer than half of the usual (median) distance between neighbouring sampled places. Shape (m,)."""

    distance: Floats
    free: NDArray[np.bool_]


def room_between(nodes: ArrayLike, sampled: ArrayLike) -> Room:
    """How much room each node, shape (m, 2), has among the places sampled already, shape (n, 2), n >= 2.

    ``free`` as ``importance`` keeps :func:`next_places` away from them.

    >>> room_between([[0, 10], [0, 50], [0, 140]], [[0, 0], [0, 100]])
    Room(distance=array([10., 50., 40.]), free=array([False,  True, False]))

    Raises
    ------
    BadPoints
        If shapes do not fit, or there are fewer than two sampled places.
    """
    places, known = checked_places(nodes), checked_places(sampled)
    if len(known) < 2:
        raise BadPoints(error("geostatistics.too_few_points", count=len(known), least=2))
    tree = cKDTree(known)
    distance, _ = tree.query(places)
    apart, _ = tree.query(known, k=2)
    return Room(distance, distance >= np.median(apart[:, 1]) / 2)
