"""Two groups of complete data, such as site and background: do they differ?

``greater`` asks whether the first group is larger; that is the question where the first is the site.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, stdtr
from scipy.stats import levene, mannwhitneyu

from jingtu.problems import error
from jingtu.science.bad_values import BadSetting, Floats, NoVariation, checked_values, setting
from jingtu.science.ucl import mean_of, standard_error

MOST_PAIRS = 20_000_000


class Question(StrEnum):
    DIFFERENT = "two-sided"
    GREATER = "greater"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``statistic`` [1] and ``p``; ``difference`` of the first group over the second where the test estimates one, in
    the unit of the
    values."""

    statistic: float
    p: float
    difference: float | None = None


def welch(first: ArrayLike, second: ArrayLike, question: Question = Question.DIFFERENT) -> Comparison:
    """Welch's t-test of the means: both groups normal, variances may differ.

    Parameters
    ----------
    first, second : array_like, shapes (n,), (m,), n, m >= 2
    question : Question

    Raises
    ------
    BadValues, TooFewValues
    NoVariation
        If each group consists of equal values.

    Notes
    -----
    t = (x̄ - ȳ)/√(s_x²/n + s_y²/m), degrees of freedom after Welch and Satterthwaite.

    References
    ----------
    .. [1] B. L. Welch, The generalization of Student's problem when several different population variances are
       involved, Biometrika 34 (1947) 28–35.
    """
    x, y = checked_values(first, 2), checked_values(second, 2)
    if x.min() == x.max() and y.min() == y.max():
        raise NoVariation(error("statistics.all_equal", count=x.size + y.size))
    first_part, second_part = (standard_error(one) ** 2 for one in (x, y))
    difference, both = mean_of(x) - mean_of(y), first_part + second_part
    freedom = both**2 / (first_part**2 / (x.size - 1) + second_part**2 / (y.size - 1))
    t = difference / math.sqrt(both)
    p = {
        Question.DIFFERENT: 2 * float(stdtr(freedom, -abs(t))),
        Question.GREATER: float(stdtr(freedom, -t)),
        Question.LESS: float(stdtr(freedom, t)),
    }
    return Comparison(t, p[question], difference)


def wilcoxon(first: ArrayLike, second: ArrayLike, question: Question = Question.DIFFERENT) -> Comparison:
    """Wilcoxon–Mann–Whitney rank sum test: any distribution of the same form; U of the first group and the
    Hodges–Lehmann difference (None beyond 20 million pairs).

    Exact up to 8 values in the smaller group without ties, otherwise normal with correction for ties and continuity.
    Parameters and errors as :func:`welch`; NoVariation if all values of both groups are equal.

    References
    ----------
    .. [1] H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger than the
       other, Ann. Math. Statist. 18 (1947) 50–60.
    .. [2] J. L. Hodges, E. L. Lehmann, Estimates of location based on rank tests, Ann. Math. Statist. 34 (1963)
       598–611.
    """
    x, y = checked_values(first, 2), checked_values(second, 2)
    both = np.concatenate([x, y])
    if both.min() == both.max():
        raise NoVariation(error("statistics.all_equal", count=both.size))
    ties = np.unique(both).size < both.size
    method = "exact" if not ties and min(x.size, y.size) <= 8 else "asymptotic"
    found = mannwhitneyu(x, y, alternative=str(question), method=method)
    return Comparison(float(found.statistic), float(found.pvalue), _shift(x, y))


def _shift(x: Floats, y: Floats) -> float | None:
    """The median of all differences; None where they are too many to hold."""
    return float(np.median(x[:, None] - y)) if x.size * y.size <= MOST_PAIRS else None


def brown_forsythe(first: ArrayLike, second: ArrayLike) -> Comparison:
    """Levene's test of equal spread, about medians; n, m >= 3. Otherwise parameters and errors as :func:`welch`.

    References
    ----------
    .. [1] M. B. Brown, A. B. Forsythe, Robust tests for the equality of variances, J. Am. Statist. Assoc. 69 (1974)
       364–367.
    """
    x, y = checked_values(first, 3), checked_values(second, 3)
    if x.min() == x.max() and y.min() == y.max():
        raise NoVariation(error("statistics.all_equal", count=x.size + y.size))
    if all(_equally_far(one) for one in (x, y)):
        raise NoVariation(error("statistics.spread_alike", count=x.size + y.size))
    found = levene(x, y, center="median")
    return Comparison(float(found.statistic), float(found.pvalue))


def _equally_far(values: Floats) -> bool:
    """Whether all values lie equally far from their median, but for rounding."""
    apart = np.abs(values - np.median(values))
    return bool(np.ptp(apart) <= 1e-12 * apart.max())


@dataclass(frozen=True, slots=True)
class UpperTail:
    """Of the ``r`` largest values of both groups, ``k`` belong to the first; ``p``: the chance of so many or more."""

    r: int
    k: int
    p: float


def quantile_test(first: ArrayLike, second: ArrayLike, r: int) -> UpperTail:
    """Quantile test: is a part of the first group larger than the second, even if most of it is not?

    Parameters
    ----------
    first, second : array_like, shapes (m,), (n,), m, n >= 2
        With non-detects give their limits: the test holds as long as the r largest values are detected ones.
    r : int
        How many of the largest values to look at: 1 <= r < m + n. Values equal to the r-th largest are counted in, so
        that r grows.

    Raises
    ------
    BadValues, TooFewValues, BadSetting

    Notes
    -----
    p = Σ_{i>=k} C(m + n - r, m - i) C(r, i) / C(m + n, m).

    References
    ----------
    .. [1] US EPA, Statistical Methods for Evaluating the Attainment of Cleanup Standards 3, EPA 230-R-94-004, 1994, ch.
       7.
    """
    x, y = checked_values(first, 2), checked_values(second, 2)
    m, n = x.size, y.size
    if r != int(setting("r", r, above=0, below=m + n)):
        raise BadSetting(error("statistics.whole_number", name="r", number=r))
    r = int(r)
    cut = np.sort(np.concatenate([x, y]))[-r]
    k, others = int((x >= cut).sum()), int((y >= cut).sum())
    r = k + others
    if r == m + n:
        raise BadSetting(error("statistics.tail_is_all", r=r))
    terms = [_choose(m + n - r, m - i) + _choose(r, i) - _choose(m + n, m) for i in range(k, min(r, m) + 1)]
    return UpperTail(r, k, min(1.0, math.fsum(math.exp(term) for term in terms)))


def _choose(n: int, k: int) -> float:
    """Logarithm of the binomial coefficient; -inf where it is zero."""
    return float(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)) if 0 <= k <= n else -math.inf
