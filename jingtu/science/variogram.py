"""The experimental variogram: how unlike two points are, by the distance between them and its direction.

Conventions are those of the R package gstat: lags (0, w], (w, 2w] …; a cutoff of a third of the diagonal of the points;
directions clockwise from north; the distance of a lag is the mean of its pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadModel, BadPoints, TooFewPairs, checked_points
from jingtu.science.lanes import WIDTH
from jingtu.science.neighbours import Cells, into_cells
from jingtu.science.spans import in_spans
from jingtu.science.variogram_pass import COUNT, DISTANCE, VALUE, Classes, collect_pairs, sum_pairs

Floats = NDArray[np.float64]
LAGS = 15
MOST_COLLECTED = 50_000_000
"""Pairs whose differences are held at once for a median: 0.4 GB."""
SPAN = 256


class Estimator(StrEnum):
    """How the differences of a lag become a semivariance.

    MATHERON: half their mean square. CRESSIE_HAWKINS: from the mean of the roots of their absolutes; single extreme
    values weigh less. DOWD: from the median of their absolutes; up to half of the pairs may be wild.
    """

    MATHERON = "matheron"
    CRESSIE_HAWKINS = "cressie_hawkins"
    DOWD = "dowd"


@dataclass(frozen=True, slots=True)
class Directions:
    """``azimuths`` in degrees clockwise from north; a pair belongs to each within ``tolerance`` degrees of it."""

    azimuths: tuple[float, ...]
    tolerance: float = 22.5

    def __post_init__(self) -> None:
        if not self.azimuths or not all(map(math.isfinite, self.azimuths)) or not 0 < self.tolerance <= 90:
            raise BadModel(error("geostatistics.bad_directions", azimuths=self.azimuths, tolerance=self.tolerance))


@dataclass(frozen=True, slots=True)
class Variogram:
    """One entry per lag that has pairs, direction after direction; all arrays of shape (entries,).

    ``distance``: mean of the pairs, in the unit of the coordinates; ``semivariance`` in the square of the unit of the
    values; ``azimuth`` in degrees clockwise from north, None where direction was not asked for.
    """

    distance: Floats
    semivariance: Floats
    pairs: NDArray[np.int64]
    azimuth: Floats | None
    estimator: Estimator
    cutoff: float


def variogram(
    points: ArrayLike,
    values: ArrayLike,
    *,
    cutoff: float | None = None,
    width: float | None = None,
    estimator: Estimator = Estimator.MATHERON,
    directions: Directions | None = None,
) -> Variogram:
    """The experimental variogram of values at points.

    Parameters
    ----------
    points : array, shape (n, 2), n >= 3
        Coordinates east and north. Points at one place are allowed; their pairs fall into the first lag. [m or km]
    values : array, shape (n,)
        None missing. [any unit]
    cutoff : float or None
        Largest distance of a pair, that included; None: a third of the diagonal of the points.
    width : float or None
        Width of a lag; None: a fifteenth of the cutoff. The upper end of a lag belongs to it.
    estimator : Estimator
    directions : Directions or None
        None: all directions together.

    Raises
    ------
    BadPoints
        As for :func:`jingtu.science.kriging.krige`; also where all values are equal.
    BadModel
        If cutoff or width are not above 0, or there are more than 10,000 lags.
    TooFewPairs
        If no two points lie within the cutoff, in any of the directions.

    Notes
    -----
    With d the differences of the n pairs of a lag: Matheron Σd² / 2n; Cressie and Hawkins
    (Σ√|d| / n)⁴ / (0.457 + 0.494 / n) / 2 [1]_; Dowd 2.198 median(|d|)² / 2 [2]_.

    References
    ----------
    .. [1] N. Cressie, D. M. Hawkins, Robust estimation of the variogram: I, Mathematical Geology 12 (1980) 115–125.
    .. [2] P. A. Dowd, The variogram and kriging: robust and resistant estimators, in: Geostatistics for Natural
       Resources Characterization, Reidel 1984, 91–106.
    """
    places, numbers = checked_points(points, values)
    if numbers.ndim != 1:
        raise BadPoints(error("geostatistics.shapes", points=places.shape, values=numbers.shape))
    if (numbers == numbers[0]).all():
        raise BadPoints(error("geostatistics.all_equal", value=numbers[0]))
    classes = _classes(places, cutoff, width, estimator, directions)
    cells = into_cells(places[:, 0].copy(), places[:, 1].copy())
    cells = cells._replace(x=_longer(cells.x), y=_longer(cells.y))
    sorted_values = _longer(numbers[cells.place])
    sums = _sums(cells, sorted_values, classes)
    if not sums[..., COUNT].any():
        raise TooFewPairs(error("geostatistics.no_pairs", cutoff=classes.cutoff))
    if estimator is Estimator.DOWD:
        sums[..., VALUE] = _medians(cells, sorted_values, classes, sums[..., COUNT].astype(np.int64))
    return _described(sums, estimator, directions, classes.cutoff)


def _longer(numbers: Floats) -> Floats:
    """With room at the end for the pass to read eight at a time."""
    return np.concatenate([numbers, np.zeros(WIDTH)])


def _classes(
    places: Floats,
    cutoff: float | None,
    width: float | None,
    estimator: Estimator,
    directions: Directions | None,
) -> Classes:
    cutoff = float(np.hypot(*np.ptp(places, axis=0))) / 3 if cutoff is None else float(cutoff)
    width = cutoff / LAGS if width is None else float(width)
    if not (0 < width < math.inf and 0 < cutoff < math.inf and cutoff / width <= 10_000):
        raise BadModel(error("geostatistics.bad_lags", cutoff=cutoff, width=width))
    angles = np.radians(directions.azimuths if directions else (0.0,))
    tolerance = math.cos(math.radians(directions.tolerance)) if directions else -1.0
    lags = math.ceil(round(cutoff / width, 9))
    robust = estimator is Estimator.CRESSIE_HAWKINS
    return Classes(lags, width, cutoff, np.sin(angles), np.cos(angles), tolerance, robust)


def _sums(cells: Cells, values: Floats, classes: Classes) -> Floats:
    """Sums by direction and lag (directions, lags, 4), added up in one order whatever the number of processors."""
    count = len(cells.place)
    parts = in_spans(partial(_one_span, cells, values, classes), count, SPAN)
    total: Floats = np.sum(parts, axis=0)[:, :-1]
    return total


def _one_span(cells: Cells, values: Floats, classes: Classes, span: tuple[int, int]) -> Floats:
    found: Floats = sum_pairs(span, cells, values, classes)
    return found


def _medians(cells: Cells, values: Floats, classes: Classes, counts: NDArray[np.int64]) -> Floats:
    """Median of the squared differences of each lag."""
    if counts.sum() > MOST_COLLECTED:
        raise BadModel(error("geostatistics.too_many_pairs", count=int(counts.sum()), most=MOST_COLLECTED))
    ends = np.cumsum(counts).reshape(counts.shape)
    starts = ends - counts
    collected = collect_pairs(cells, values, classes, starts, int(ends[-1, -1]))
    medians = np.zeros(counts.shape)
    for at in np.argwhere(counts):
        medians[tuple(at)] = np.median(np.sqrt(collected[starts[tuple(at)] : ends[tuple(at)]])) ** 2
    return medians


def _described(sums: Floats, estimator: Estimator, directions: Directions | None, cutoff: float) -> Variogram:
    direction, lag = np.nonzero(sums[..., COUNT])
    count, distance, value = (sums[direction, lag, what] for what in (COUNT, DISTANCE, VALUE))
    semivariance = {
        Estimator.MATHERON: lambda: value / count / 2,
        Estimator.CRESSIE_HAWKINS: lambda: (value / count) ** 4 / (0.457 + 0.494 / count) / 2,
        Estimator.DOWD: lambda: 2.198 * value / 2,
    }[estimator]()
    azimuth = np.array(directions.azimuths, float)[direction] if directions else None
    return Variogram(distance / count, semivariance, count.astype(np.int64), azimuth, estimator, cutoff)
