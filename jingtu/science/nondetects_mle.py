"""Maximum likelihood with non-detects for the normal, lognormal and gamma distribution.

Everything is written by the mean m and a spread s, so that the limit of the mean needs no second parametrisation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.special import gammainc, gammaln, log_ndtr, ndtri

from jingtu.problems import error
from jingtu.science.bad_values import Floats, NoSolution, TooFewValues, confidence_level, positive, varying
from jingtu.science.nondetects import Sample

LEAST_DETECTS = 3
LOG_2PI = math.log(2 * math.pi)
FARTHEST = 40.0
"""Largest logarithm of the mean over that of the detected values; beyond, no likelihood is looked at."""
WIDEST = 10.0
"""Largest logarithm, up or down, of the spread."""
IMPOSSIBLE = 1e300
"""The loss where there is no likelihood: finite, so that the search can take differences."""


class Family(StrEnum):
    """A distribution of concentrations."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A fitted distribution.

    ``mean`` and ``sd`` in the unit of the values; ``parameters``: normal (mean, sd), lognormal (mean and sd of ln x),
    gamma (shape k, scale θ); ``log_likelihood`` at the maximum, of the values in their unit.
    """

    family: Family
    mean: float
    sd: float
    parameters: tuple[float, float]
    log_likelihood: float

    @property
    def aic(self) -> float:
        """Akaike's criterion: of families fitted to the same values, the smallest fits best."""
        return 4 - 2 * self.log_likelihood


@dataclass(frozen=True, slots=True)
class Distinct:
    """Numbers, each once, and how often it stands; of results printed to a few digits there are few."""

    numbers: Floats
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, values: Floats, unit: float) -> Distinct:
        numbers, counts = np.unique(values, return_counts=True)
        return cls(numbers / unit, counts.astype(np.int64))

    @property
    def size(self) -> int:
        return int(self.counts.sum())

    def sum(self, terms: Floats) -> float:
        """Sum of a term of each number over all results."""
        return float(terms @ self.counts)


LogLikelihood = Callable[[float, float, Distinct, Distinct], float]


def _normal(mean: float, spread: float, detects: Distinct, limits: Distinct) -> float:
    z, below = (detects.numbers - mean) / spread, (limits.numbers - mean) / spread
    density = -0.5 * detects.sum(z**2) - detects.size * (math.log(spread) + LOG_2PI / 2)
    return density + limits.sum(log_ndtr(below))


def _lognormal(mean: float, spread: float, detects: Distinct, limits: Distinct) -> float:
    centre = math.log(mean) - spread**2 / 2
    logs, below = (Distinct(np.log(one.numbers), one.counts) for one in (detects, limits))
    return _normal(centre, spread, logs, below) - logs.sum(logs.numbers)


def _gamma(mean: float, spread: float, detects: Distinct, limits: Distinct) -> float:
    """``spread`` is 1/√k, the coefficient of variation."""
    k = spread**-2
    theta = mean / k
    x = detects.numbers / theta
    with np.errstate(divide="ignore"):
        below = limits.sum(np.log(gammainc(k, limits.numbers / theta)))
    return detects.sum((k - 1) * np.log(x) - x) - detects.size * float(gammaln(k) + math.log(theta)) + below


LIKELIHOODS: Mapping[Family, LogLikelihood] = {
    Family.NORMAL: _normal,
    Family.LOGNORMAL: _lognormal,
    Family.GAMMA: _gamma,
}
# sd and printed parameters of (mean, spread).
PARAMETERS: Mapping[Family, Callable[[float, float], tuple[float, tuple[float, float]]]] = {
    Family.NORMAL: lambda m, s: (s, (m, s)),
    Family.LOGNORMAL: lambda m, s: (m * math.sqrt(math.expm1(s**2)), (math.log(m) - s**2 / 2, s)),
    Family.GAMMA: lambda m, s: (m * s, (s**-2, m * s**2)),
}


@dataclass(frozen=True, slots=True)
class _Problem:
    """Values divided by ``unit``; the mean is searched as itself (normal) or by its logarithm."""

    family: Family
    detects: Distinct
    limits: Distinct
    median: float
    unit: float

    @classmethod
    def of(cls, sample: Sample, family: Family) -> _Problem:
        if sample.detects.size < LEAST_DETECTS:
            count = sample.detects.size
            raise TooFewValues(error("statistics.too_few_detects", count=count, least=LEAST_DETECTS, size=sample.size))
        varying(sample.detects)
        if family is not Family.NORMAL:
            positive(sample.values)
        unit = float(sample.detects.mean())
        detects, limits = (Distinct.of(values, unit) for values in (sample.detects, sample.limits))
        return cls(family, detects, limits, float(np.median(sample.detects)) / unit, unit)

    def mean(self, place: float) -> float:
        return place if self.family is Family.NORMAL else math.exp(place)

    def place(self, mean: float) -> float:
        return mean if self.family is Family.NORMAL else math.log(mean)

    def loss(self, place: float, log_spread: float) -> float:
        if abs(place) > FARTHEST or abs(log_spread) > WIDEST:
            return IMPOSSIBLE
        found = LIKELIHOODS[self.family](self.mean(place), math.exp(log_spread), self.detects, self.limits)
        return -found if math.isfinite(found) else IMPOSSIBLE


def likelihood_fit(sample: Sample, family: Family) -> Likelihood:
    """Distribution under which the detected values, and the non-detects below their limits, are likeliest.

    Parameters
    ----------
    sample : Sample
        At least three detected values that are not all equal; all above zero unless normal.

    Raises
    ------
    TooFewValues, NoVariation, NotPositive
    NoSolution
        If the likelihood has no maximum in reach: too few detected values for this family.

    Notes
    -----
    ℓ = Σ ln f(x) over detected values + Σ ln F(limit) over non-detects. The sd of the normal has divisor n with
    complete data (maximum likelihood); estimates are biased in small samples.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data, 2nd ed., Wiley, 2012, ch. 6.
    """
    problem = _Problem.of(sample, family)
    place, log_spread, loss = _best(problem)
    mean, spread = problem.mean(place) * problem.unit, math.exp(log_spread)
    if family is Family.NORMAL:
        spread *= problem.unit
    sd, parameters = PARAMETERS[family](mean, spread)
    return Likelihood(family, mean, sd, parameters, -loss - sample.detects.size * math.log(problem.unit))


def likelihood_upper_limit(sample: Sample, family: Family, *, confidence: float = 0.95) -> float:
    """One-sided upper confidence limit of the mean by profile likelihood, in the unit of the values.

    The largest mean whose profile likelihood lies z²/2 below the maximum, z = Φ⁻¹(confidence).
    Sample and errors as :func:`likelihood_fit`.
    """
    problem = _Problem.of(sample, family)
    place, log_spread, least = _best(problem)
    allowed = least + float(ndtri(confidence_level(confidence))) ** 2 / 2

    def over(shift: float) -> float:
        return _profile(problem, place + shift, log_spread) - allowed

    step = 0.1
    while over(step) < 0:
        step *= 2
    shift = float(brentq(over, 0.0, step, xtol=1e-12)) if allowed > least else 0.0
    if place + shift > FARTHEST - 1:
        raise NoSolution(error("statistics.no_upper_limit", family=family))
    return problem.mean(place + shift) * problem.unit


def _best(problem: _Problem) -> tuple[float, float, float]:
    """Place of the mean, logarithm of the spread, and loss at the maximum of the likelihood.

    A lognormal is searched by the mean of its logarithms, where the likelihood has no narrow ridge.
    """
    # A limit far above the detected values says nothing and must not lead the search astray.
    values = np.append(problem.detects.numbers, np.minimum(problem.limits.numbers / 2, problem.median))
    counts = np.append(problem.detects.counts, problem.limits.counts)
    lognormal = problem.family is Family.LOGNORMAL
    scaled = values if problem.family is Family.NORMAL else np.log(values)
    middle = float(np.average(scaled, weights=counts))
    centre = middle if lognormal else problem.place(float(np.average(values, weights=counts)))

    def place(point: Floats) -> float:
        return float(point[0] + math.exp(2 * min(point[1], FARTHEST)) / 2 if lognormal else point[0])

    options = {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 4000, "maxfev": 4000}
    start = (centre, math.log(math.sqrt(float(np.average((scaled - middle) ** 2, weights=counts)))))
    # The loss of one result: that of all is so large for many of them that its last digit exceeds the tolerance.
    size = int(counts.sum())
    found = minimize(lambda p: problem.loss(place(p), p[1]) / size, start, method="Nelder-Mead", options=options)
    best, log_spread = place(found.x), float(found.x[1])
    outside = abs(log_spread) > WIDEST - 1 or abs(best) > FARTHEST - 1
    if not found.success or found.fun >= IMPOSSIBLE / size or outside:
        raise NoSolution(error("statistics.no_maximum", family=problem.family, detects=problem.detects.size))
    return best, log_spread, float(found.fun) * size


def _profile(problem: _Problem, place: float, near: float) -> float:
    """Loss at a mean, with the spread that suits it best: the best of a row of spreads, then refined."""
    row = np.linspace(max(near - 6, -WIDEST), min(near + 6, WIDEST), 61)
    losses = [problem.loss(place, one) for one in row]
    best = int(np.argmin(losses))
    bounds = (row[max(best - 1, 0)], row[min(best + 1, row.size - 1)])
    found = minimize_scalar(lambda s: problem.loss(place, s), bounds=bounds, method="bounded", options={"xatol": 1e-9})
    return min(float(found.fun), losses[best])
