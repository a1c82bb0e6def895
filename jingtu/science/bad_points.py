"""Points and models that geostatistics cannot use, and the checks that find them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import Problem, error

Floats = NDArray[np.float64]
FEWEST_POINTS = 3


class SpatialError(ValueError):
    """What geostatistics refuses: the message says what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadPoints(SpatialError):  # noqa: N818 - the word says it
    """Missing or infinite numbers, wrong shapes, too few points, two points at one place."""


class BadModel(SpatialError):  # noqa: N818 - the word says it
    """A variogram model that is none: a negative sill, no length, no sill at all."""


class IllConditioned(SpatialError):  # noqa: N818 - the word says it
    """The kriging equations cannot be solved to any use: points too close for a model without nugget."""


class TooFewPairs(SpatialError):  # noqa: N818 - the word says it
    """Not enough pairs of points to estimate or fit a variogram."""


def checked_points(points: ArrayLike, values: ArrayLike) -> tuple[Floats, Floats]:
    """Coordinates, shape (n, 2), and values, shape (n,) or (n, m), as float64; refused where they cannot be used.

    Raises
    ------
    BadPoints
        If shapes do not fit, a number is missing (NaN) or infinite, or there are fewer than 3 points.
    """
    places, numbers = checked_places(points), as_numbers(values)
    if numbers.ndim not in (1, 2) or numbers.shape[0] != places.shape[0]:
        raise BadPoints(error("geostatistics.shapes", points=places.shape, values=numbers.shape))
    _all_finite(numbers, "values", "数值")
    if places.shape[0] < FEWEST_POINTS:
        raise BadPoints(error("geostatistics.too_few_points", count=places.shape[0], least=FEWEST_POINTS))
    return places, numbers


def checked_places(places: ArrayLike) -> Floats:
    """Coordinates, shape (n, 2), east and north in metres or kilometres, as float64. Raises BadPoints."""
    found = as_numbers(places)
    if found.ndim != 2 or found.shape[1] != 2:
        raise BadPoints(error("geostatistics.not_places", shape=found.shape))
    _all_finite(found, "coordinates", "坐标")
    return found


def no_two_at_one_place(places: Floats) -> None:
    """Raise BadPoints where points coincide: kriging cannot tell what holds there."""
    order = np.lexsort((places[:, 1], places[:, 0]))
    same = (places[order][1:] == places[order][:-1]).all(axis=1)
    if same.any():
        first = int(np.argmax(same))
        pair = sorted((int(order[first]), int(order[first + 1])))
        raise BadPoints(error("geostatistics.coincident", count=int(same.sum()), first=pair[0] + 1, second=pair[1] + 1))


def merged(points: ArrayLike, values: ArrayLike) -> tuple[Floats, Floats]:
    """Points at one place (duplicate samples) become one with their mean; the order of first appearance is kept.

    >>> places, means = merged([[0, 0], [5, 0], [0, 0], [0, 5]], [1.0, 2.0, 3.0, 4.0])
    >>> places.tolist(), means.tolist()
    ([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]], [2.0, 2.0, 4.0])
    """
    places, numbers = checked_points(points, values)
    distinct, first, group = np.unique(places, axis=0, return_index=True, return_inverse=True)
    sums = np.zeros((len(distinct), *numbers.shape[1:]))
    np.add.at(sums, group.ravel(), numbers)
    counts = np.bincount(group.ravel()).reshape(-1, *[1] * (numbers.ndim - 1))
    order = np.argsort(first)
    return distinct[order], (sums / counts)[order]


def as_numbers(given: ArrayLike) -> Floats:
    """As float64, any shape, NaN included. Raises BadPoints where something is no number."""
    try:
        return np.ascontiguousarray(given, dtype=np.float64)
    except (TypeError, ValueError) as reason:
        raise BadPoints(error("geostatistics.not_numbers", reason=reason)) from reason


def rising(limits: ArrayLike) -> Floats:
    """Limits as float64, shape (k,), k >= 1, each above the one before. Raises BadPoints."""
    steps = as_numbers(limits)
    if steps.ndim != 1 or not steps.size or not np.isfinite(steps).all() or (np.diff(steps) <= 0).any():
        raise BadPoints(error("geostatistics.limits_rise", limits=steps.tolist()))
    return steps


def _all_finite(numbers: Floats, name: str, name_zh: str) -> None:
    bad = ~np.isfinite(numbers)
    if bad.any():
        row: Any = np.argwhere(bad)[0][0]
        raise BadPoints(
            error("geostatistics.not_finite", name=name, name_zh=name_zh, count=int(bad.sum()), row=int(row) + 1)
        )
