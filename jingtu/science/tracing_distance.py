"""Tracing pollution by distance: whether concentrations fall with the distance from a source, and from which one
most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from jingtu.problems import error
from jingtu.science.tracing import BadNumbers, Floats, above_zero, as_numbers, check_confidence

FEWEST_POINTS = 4


class Form(Enum):
    """What the logarithm of the concentration is a straight line of: distance (exponential decline), the logarithm of
    distance (power of distance), the root of distance (steep at first)."""

    EXPONENTIAL = "exponential"
    POWER = "power"
    ROOT = "root"


class Course(Enum):
    """What concentrations do away from a source; undecided where the confidence limits of the slope hold zero."""

    FALLS = "falls"
    RISES = "rises"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decline:
    """The line ``ln c = intercept + slope · f(d)`` through ``n`` points, f by ``form``.

    ``low``, ``high``: confidence limits of the slope; ``p_value``: of no slope at all, two-sided; ``r_squared`` and
    ``deviation``: of the logarithms; ``course``: what that comes to.
    """

    form: Form
    n: int
    intercept: float
    slope: float
    low: float
    high: float
    p_value: float
    r_squared: float
    deviation: float
    course: Course

    @property
    def halving(self) -> float | None:
        """Distance in which the concentration halves [as distance]; None unless it falls exponentially."""
        falls = self.form is Form.EXPONENTIAL and self.course is Course.FALLS
        return float(np.log(2) / -self.slope) if falls else None

    def at(self, distance: ArrayLike) -> Floats:
        """Median concentration at a distance. [as the values fitted]"""
        expected: Floats = np.exp(self.intercept + self.slope * _along(np.asarray(distance, np.float64), self.form))
        return expected


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible source: its decline, and ``chance``, the share of places drawn at random in the same area from which
    concentrations fall at least as clearly. A small chance speaks for the source; it is no proof."""

    name: str
    decline: Decline
    chance: float


def decline(
    distance: ArrayLike, concentration: ArrayLike, *, form: Form = Form.EXPONENTIAL, confidence: float = 0.95
) -> Decline:
    """Regression of concentrations on the distance from a source.

    Parameters
    ----------
    distance : array_like, shape (n,), n >= 4
        From the source, 0 or more; above 0 for ``Form.POWER``. [one unit, such as m]
    concentration : array_like, shape (n,)
        Above zero. [one unit, such as mg/kg]
    confidence : float, default 0.95
        Of the limits of the slope, two-sided. [1]

    Raises
    ------
    BadNumbers
        If a number is missing, a concentration or (power) distance is not above zero, shapes differ, there are fewer
        than 4 points, or all have the same distance.

    Notes
    -----
    Ordinary least squares on logarithms. Neighbouring points resemble each other, so that ``p_value`` is too small
    where points lie close together: see :func:`rank_sources` for a comparison that is not.
    """
    values = above_zero(concentration, 1, fewest=FEWEST_POINTS)
    along, logs = _along(_distances(distance, values.shape, form), form), np.log(values)
    check_confidence(confidence)
    x, y = along - along.mean(), logs - logs.mean()
    square, freedom = float(x @ x), logs.size - 2
    if not square > 1e-24 * max(1.0, float(along @ along)):
        raise BadNumbers(error("tracing.one_distance", count=logs.size))
    slope = float(x @ y) / square
    rest = float(((y - slope * x) ** 2).sum())
    error_of_slope = (rest / freedom / square) ** 0.5
    half = float(stdtrit(freedom, (1 + confidence) / 2)) * error_of_slope
    p_value = 2 * float(stdtr(freedom, -abs(slope) / error_of_slope)) if error_of_slope else float(slope == 0)
    whole = float(y @ y)
    return Decline(
        form,
        logs.size,
        float(logs.mean() - slope * along.mean()),
        slope,
        slope - half,
        slope + half,
        p_value,
        1 - rest / whole if whole else 0.0,
        (rest / freedom) ** 0.5,
        _course(slope - half, slope + half),
    )


def distances(points: ArrayLike, source: ArrayLike) -> Floats:
    """Of points, shape (n, 2), from a source: one place, shape (2,), or the nearest of several, shape (m, 2). [m]

    Raises
    ------
    BadNumbers
        If shapes do not fit or a coordinate is missing.
    """
    places, sources = _places(points), _places(np.atleast_2d(as_numbers(source)))
    apart: Floats = np.linalg.norm(places[:, None] - sources[None], axis=2).min(axis=1)
    return apart


def rank_sources(
    points: ArrayLike,
    concentration: ArrayLike,
    sources: Mapping[str, ArrayLike],
    *,
    seed: int,
    form: Form = Form.ROOT,
    places: int = 999,
) -> list[Candidate]:
    """Candidate sources by how clearly concentrations fall away from them, the clearest first.

    Parameters
    ----------
    points : array_like, shape (n, 2), n >= 4
        Sampling points in a plane. [m]
    concentration : array_like, shape (n,)
        Above zero. [one unit]
    sources : mapping of name to array_like, shape (2,) or (m, 2)
        Where each is, or the corners of a road or river it follows. [m]
    seed, places : int
        Of and how many places drawn at random, in the box around points and sources, to compare with.

    Raises
    ------
    BadNumbers
        As :func:`decline`; or if there is no source, or no place to draw.
    """
    where, values = _places(points), above_zero(concentration, 1, fewest=FEWEST_POINTS)
    if not sources or places < 1:
        raise BadNumbers(error("tracing.no_sources"))
    away = {name: distances(where, source) for name, source in sources.items()}
    declines = {name: decline(distance, values, form=form) for name, distance in away.items()}
    all_places = np.vstack([where, *(np.reshape(as_numbers(source), (-1, 2)) for source in sources.values())])
    drawn = np.random.default_rng(seed).uniform(all_places.min(axis=0), all_places.max(axis=0), (places, 2))
    from_drawn = np.linalg.norm(drawn[:, None] - where[None], axis=2)
    strengths = _falls(_along(from_drawn, form), np.log(values))
    found = []
    for name, one in declines.items():
        own = float(_falls(_along(away[name][None], form), np.log(values))[0])
        found.append(Candidate(name, one, float((1 + (strengths >= own).sum()) / (1 + places))))
    return sorted(found, key=lambda each: (each.chance, -each.decline.r_squared))


def _falls(along: Floats, logs: Floats) -> Floats:
    """How clearly logs fall along each row, shape (places, n): the correlation, turned round."""
    x, y = along - along.mean(axis=1, keepdims=True), logs - logs.mean()
    length = np.sqrt((x**2).sum(axis=1) * (y @ y))
    falls: Floats = -(x @ y) / np.where(length > 0, length, np.inf)
    return falls


def _along(distance: Floats, form: Form) -> Floats:
    if form is Form.ROOT:
        return np.sqrt(distance)
    return distance if form is Form.EXPONENTIAL else np.log(distance)


def _course(low: float, high: float) -> Course:
    if low <= 0 <= high:
        return Course.UNDECIDED
    return Course.FALLS if high < 0 else Course.RISES


def _distances(given: ArrayLike, shape: tuple[int, ...], form: Form) -> Floats:
    distance = as_numbers(given)
    if distance.shape != shape:
        raise BadNumbers(error("tracing.shapes", given=distance.shape, wanted=shape))
    good = np.isfinite(distance) & (distance > 0 if form is Form.POWER else distance >= 0)
    if not good.all():
        raise BadNumbers(error("tracing.distance", row=int(np.argmin(good)) + 1, count=int((~good).sum())))
    return distance


def _places(given: ArrayLike) -> NDArray[np.float64]:
    places = as_numbers(given)
    if places.ndim != 2 or places.shape[1] != 2 or not len(places):
        raise BadNumbers(error("tracing.shapes", given=places.shape, wanted=(len(places), 2)))
    if not np.isfinite(places).all():
        bad = ~np.isfinite(places).all(axis=1)
        raise BadNumbers(error("tracing.place", row=int(np.argmax(bad)) + 1, count=int(bad.sum())))
    return places
