"""Background threshold values: the upper end of natural background, from results of an undisturbed reference area.

A result above a threshold is a reason to look, not a proof of contamination. Throughout: x̄ mean, s standard deviation
(divisor n - 1), ``coverage`` the share of background below the threshold, ``confidence`` how sure that is. All in the
unit of the values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtrc, gammaln, ndtri, stdtrit
from scipy.stats import nct

from jingtu.problems import error
from jingtu.science.bad_values import (
    NoSolution,
    checked_values,
    confidence_level,
    enough,
    positive,
    setting,
)
from jingtu.science.nondetects import Sample, kaplan_meier
from jingtu.science.nondetects_mle import Family
from jingtu.science.ucl import mean_of, standard_deviation


@dataclass(frozen=True, slots=True)
class Goal:
    """``coverage``: share of background to lie below a tolerance limit; ``confidence`` of it; ``future``: results to
    come that
    a prediction limit is to hold for, all of them at once."""

    coverage: float = 0.95
    confidence: float = 0.95
    future: int = 1

    def __post_init__(self) -> None:
        setting("coverage", self.coverage, above=0, below=1)
        confidence_level(self.confidence)
        setting("future", self.future, above=0, below=1_000_001)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Three thresholds of one family. ``percentile``: estimate of the share ``coverage`` without confidence;
    ``tolerance``: its upper confidence limit (UTL); ``prediction``: limit for the results to come (UPL);
    ``simultaneous``: limit that with the
    confidence no result of this very background exceeds (USL)."""

    percentile: float
    tolerance: float
    prediction: float
    simultaneous: float


DEFAULT = Goal()
LARGEST_LOG = 300.0


def thresholds(values: ArrayLike, family: Family, goal: Goal = DEFAULT) -> Thresholds:
    """Thresholds of complete data from a normal, lognormal or gamma background.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 4
        Above zero for lognormal and gamma.
    family : Family
        Choose it by the tests of :mod:`jingtu.science.distributions`.
    goal : Goal

    Raises
    ------
    BadValues, TooFewValues, NotPositive
    NoSolution
        If logarithms scatter so far that the threshold is beyond numbers.

    Notes
    -----
    Normal: x̄ + K s, with K of :func:`normal_factors`. Lognormal: the same of ln x, taken back. Gamma: the same of the
    cube root (Wilson and Hilferty), taken back; rough for shapes below 0.5 [2]_.

    References
    ----------
    .. [1] US EPA, ProUCL 5.2 Technical Guide, ch. 3.
    .. [2] K. Krishnamoorthy, T. Mathew, S. Mukherjee, Normal-based methods for a gamma distribution, Technometrics 50
       (2008) 69–78.
    """
    numbers = checked_values(values, 4)
    if family is Family.NORMAL:
        return _at(mean_of(numbers), standard_deviation(numbers), normal_factors(numbers.size, goal))
    positive(numbers)
    if family is Family.LOGNORMAL:
        logs = np.log(numbers)
        found = _at(mean_of(logs), standard_deviation(logs), normal_factors(logs.size, goal))
        if max(_all(found)) > LARGEST_LOG:
            raise NoSolution(error("statistics.threshold_beyond", n=logs.size))
        return Thresholds(*(math.exp(one) for one in _all(found)))
    roots = np.cbrt(numbers)
    found = _at(mean_of(roots), standard_deviation(roots), normal_factors(roots.size, goal))
    return Thresholds(*(max(one, 0.0) ** 3 for one in _all(found)))


def thresholds_with_non_detects(sample: Sample, goal: Goal = DEFAULT) -> Thresholds:
    """Normal-theory thresholds on the Kaplan–Meier mean and standard deviation: for mild skewness of the detected
    values.

    Parameters
    ----------
    sample : Sample
        At least four results, two of them detected.

    Raises
    ------
    TooFewValues
    """
    enough(sample.size, 4)
    found = kaplan_meier(sample)
    sd = found.sd * math.sqrt(found.size / (found.size - 1))
    return _at(found.mean, sd, normal_factors(found.size, goal))


@dataclass(frozen=True, slots=True)
class Factors:
    """Multiples of s above x̄ for each threshold. [1]"""

    percentile: float
    tolerance: float
    prediction: float
    simultaneous: float


def normal_factors(n: int, goal: Goal = DEFAULT) -> Factors:
    """Factors for ``n`` normal values, n >= 3.

    Notes
    -----
    Tolerance: noncentral t quantile at n - 1 degrees of freedom, noncentrality √n Φ⁻¹(coverage), over √n. Prediction:
    t(1 - α/future) √(1 + 1/n), Bonferroni for several. Simultaneous: the Grubbs bound (n - 1)/√n · √(t²/(n - 2 + t²)),
    t at 1 - α/n and n - 2 degrees of freedom.

    Examples
    --------
    >>> round(normal_factors(8).tolerance, 5)
    3.18729
    """
    enough(n, 3)
    z = float(ndtri(goal.coverage))
    risk = 1 - goal.confidence
    tolerance = float(nct.ppf(goal.confidence, n - 1, math.sqrt(n) * z)) / math.sqrt(n)
    if not math.isfinite(tolerance):
        raise NoSolution(error("statistics.no_tolerance", n=n, coverage=goal.coverage))
    prediction = float(stdtrit(n - 1, 1 - risk / goal.future)) * math.sqrt(1 + 1 / n)
    t = float(stdtrit(n - 2, 1 - risk / n))
    return Factors(z, tolerance, prediction, (n - 1) / math.sqrt(n) * math.sqrt(t * t / (n - 2 + t * t)))


def _at(mean: float, sd: float, factors: Factors) -> Thresholds:
    return Thresholds(
        mean + factors.percentile * sd,
        mean + factors.tolerance * sd,
        mean + factors.prediction * sd,
        mean + factors.simultaneous * sd,
    )


def _all(found: Thresholds) -> tuple[float, float, float, float]:
    return found.percentile, found.tolerance, found.prediction, found.simultaneous


@dataclass(frozen=True, slots=True)
class RankLimit:
    """A result that serves as limit. ``rank``: its place counted from the smallest, from 1; ``confidence`` reached."""

    value: float
    rank: int
    confidence: float


def tolerance_by_rank(sample: Sample, goal: Goal = DEFAULT) -> RankLimit:
    """Upper tolerance limit of any distribution: the smallest result that covers with the confidence wanted, else the
    largest.

    Parameters
    ----------
    sample : Sample
        Non-detects count at their limits: the limit found may be one, and is then no detected value.
    goal : Goal
        Of coverage and confidence. Where even the largest result reaches less confidence, that is what ``confidence``
        says: 59 results are needed for 95 % and 95 %.

    Notes
    -----
    The result of rank r covers the share ``coverage`` with probability P(B <= r - 1), B binomial (n, coverage).

    References
    ----------
    .. [1] W. J. Conover, Practical Nonparametric Statistics, 3rd ed., Wiley, 1999, sect. 3.3.
    """
    ordered = np.sort(sample.values)
    ranks = np.arange(1, sample.size + 1)
    # P(B <= r - 1) = 1 - P(B > r - 1)
    reached = 1 - bdtrc(ranks - 1, sample.size, goal.coverage)
    enough = np.flatnonzero(reached >= goal.confidence)
    place = int(enough[0]) if enough.size else sample.size - 1
    return RankLimit(float(ordered[place]), place + 1, float(reached[place]))


def prediction_by_rank(sample: Sample, goal: Goal = DEFAULT) -> RankLimit:
    """Upper prediction limit of any distribution for the next ``future`` results: the smallest result that reaches the
    confidence, else the largest.

    The result of rank r of n lies above all m results to come with probability Π (r + i)/(n + 1 + i), i from 0 to m -
    1; for the largest that is n/(n + m). Otherwise as :func:`tolerance_by_rank`.
    """
    ordered, n, m = np.sort(sample.values), sample.size, goal.future
    ranks = np.arange(1, n + 1)
    reached = np.exp(gammaln(ranks + m) - gammaln(ranks) + gammaln(n + 1) - gammaln(n + m + 1))
    enough = np.flatnonzero(reached >= goal.confidence - 1e-9)
    place = int(enough[0]) if enough.size else n - 1
    return RankLimit(float(ordered[place]), place + 1, float(reached[place]))


def median_and_deviation(values: ArrayLike) -> float:
    """Median + 2 × 1.4826 × median absolute deviation, n >= 4: a robust rule of geochemical mapping, no confidence.

    1.4826 makes the deviation that of a normal distribution. In the unit of the values. Raises BadValues, TooFewValues.

    References
    ----------
    .. [1] C. Reimann, P. Filzmoser, R. G. Garrett, Background and threshold: critical comparison of methods of
       determination, Science of the Total Environment 346 (2005) 1–16.
    """
    numbers = checked_values(values, 4)
    centre = np.median(numbers)
    return float(centre + 2 * 1.4826 * np.median(np.abs(numbers - centre)))
