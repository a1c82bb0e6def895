"""The surfaces behind a map: concentration, category and the risk that the category is wrong, on a grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadModel, checked_places, checked_points
from jingtu.science.exceedance import by_indicators, indicators
from jingtu.science.kriging import NEAREST, Kriged, Neighbourhood, krige
from jingtu.science.misclassification import Categories, categorise
from jingtu.science.variogram import variogram
from jingtu.science.variogram_fit import Fit, best_fit

Floats = NDArray[np.float64]
MOST_NODES = 50_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells of side ``step``; ``west`` and ``south`` are the centre of the first. Any unit of length."""

    west: float
    south: float
    step: float
    columns: int
    rows: int

    @property
    def nodes(self) -> Floats:
        """Centres of the cells, shape (rows × columns, 2), row after row from the south, west to east."""
        x, y = np.meshgrid(
            self.west + self.step * np.arange(self.columns), self.south + self.step * np.arange(self.rows)
        )
        return np.stack([x.ravel(), y.ravel()], axis=1)


def grid_over(points: ArrayLike, step: float, *, margin: float = 0.0) -> Grid:
    """The grid that covers points and a margin around them. Raises BadModel where it has no or too many cells.

    >>> grid_over([[0, 0], [100, 40]], 20)
    Grid(west=10.0, south=10.0, step=20, columns=5, rows=2)
    """
    places = checked_places(points)
    if not (0 < step < math.inf and 0 <= margin < math.inf and len(places)):
        raise BadModel(error("geostatistics.bad_grid", step=step, margin=margin, most=MOST_NODES))
    low, size = places.min(axis=0) - margin, np.ptp(places, axis=0) + 2 * margin
    columns, rows = (max(1, math.ceil(round(float(side) / step, 9))) for side in size)
    if columns * rows > MOST_NODES:
        raise BadModel(error("geostatistics.bad_grid", step=step, margin=margin, most=MOST_NODES))
    return Grid(float(low[0]) + step / 2, float(low[1]) + step / 2, step, columns, rows)


@dataclass(frozen=True, slots=True)
class Surfaces:
    """``fits``: of the values, then of the indicators of each limit; ``exceeding``: P(Z > limit), (nodes, limits)."""

    concentration: Kriged
    exceeding: Floats
    categories: Categories
    fits: tuple[Fit, ...]


def surfaces(
    points: ArrayLike,
    values: ArrayLike,
    *,
    limits: Sequence[float],
    nodes: ArrayLike,
    results: tuple[ArrayLike, ArrayLike] | None = None,
    neighbourhood: Neighbourhood = NEAREST,
) -> Surfaces:
    """Concentration by ordinary kriging; exceedance by indicator kriging; categories at probability one half.

    Every variogram is reckoned with the defaults of :func:`jingtu.science.variogram.variogram` and fitted by
    :func:`jingtu.science.variogram_fit.best_fit`; look at ``fits`` and their remarks before showing a map.

    Parameters
    ----------
    points : array, shape (n, 2)
        As for :func:`jingtu.science.kriging.krige`.
    values : array, shape (n,)
        Concentrations; what stands for a non-detect here is the caller's choice. [unit of the limits]
    limits : sequence of float
        Rising, such as screening and intervention value.
    nodes : array, shape (m, 2)
    results : (low, high), arrays of shape (n,), or None
        The intervals of the results, so that non-detects count as what they are in the exceedance; None: all detected.
    neighbourhood : Neighbourhood

    Raises
    ------
    BadPoints, BadModel, IllConditioned, TooFewPairs
        As for the parts; *all values equal* of an indicator means that the limit is exceeded everywhere or nowhere, and
        needs no map.
    """
    places, numbers = checked_points(points, values)
    low, high = results or (numbers, numbers)
    fits = [best_fit(variogram(places, numbers))]
    for limit in limits:
        coded = indicators(low, high, limit)
        fits.append(best_fit(variogram(places[coded.decided], coded.above[coded.decided])))
    exceeding = by_indicators(
        places,
        (low, high),
        limits=limits,
        nodes=nodes,
        models=[fit.model for fit in fits[1:]],
        neighbourhood=neighbourhood,
    )
    concentration = krige(places, numbers, nodes=nodes, model=fits[0].model, neighbourhood=neighbourhood)
    return Surfaces(concentration, exceeding, categorise(exceeding), tuple(fits))
