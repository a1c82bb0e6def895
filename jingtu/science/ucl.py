"""Upper confidence limits of the mean of complete data that hold without a skewed distribution being named.

Throughout: x̄ mean, s standard deviation (divisor n - 1), α = 1 - confidence, k3 the skewness. All limits are one-sided
and in the unit of the values, and multiply with it.
"""

from __future__ import annotations

import math

from numpy.typing import ArrayLike
from scipy.special import ndtri, stdtrit

from jingtu.science.bad_values import Floats, checked_values, confidence_level


def student_t(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """x̄ + t s/√n, t at n - 1 degrees of freedom: for data that may be normal.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 2
    confidence : float, default 0.95
        From 0.5, below 1. [1]

    Raises
    ------
    BadValues, TooFewValues, BadSetting

    References
    ----------
    .. [1] US EPA, Calculating Upper Confidence Limits for Exposure Point Concentrations, OSWER 9285.6-10, 2002.

    Examples
    --------
    >>> round(student_t([12, 15, 9, 20, 14, 11, 18, 13]), 5)
    16.42836
    """
    numbers = checked_values(values, 2)
    return mean_of(numbers) + _student(numbers.size, confidence) * standard_error(numbers)


def central_limit(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """x̄ + z s/√n: for many values only, n >= 2. Parameters, errors and source as :func:`student_t`."""
    numbers = checked_values(values, 2)
    return mean_of(numbers) + _normal(confidence) * standard_error(numbers)


def modified_t(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """x̄ + μ3/(6 s² n) + t s/√n, μ3 = k3 s³, n >= 3: for mild skewness. Otherwise as :func:`student_t`.

    References
    ----------
    .. [1] N. J. Johnson, Modified t tests and confidence intervals for asymmetrical populations, J. Am. Statist. Assoc.
       73 (1978) 536–544.
    """
    numbers = checked_values(values, 3)
    shift = skewness(numbers) * standard_deviation(numbers) / (6 * numbers.size)
    return mean_of(numbers) + shift + _student(numbers.size, confidence) * standard_error(numbers)


def adjusted_central_limit(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """x̄ + [z + k3 (1 + 2z²)/(6√n)] s/√n, n >= 3: for skewness to the right. Otherwise as :func:`student_t`.

    References
    ----------
    .. [1] L. Chen, Testing the mean of skewed distributions, J. Am. Statist. Assoc. 90 (1995) 767–772.
    """
    numbers = checked_values(values, 3)
    z = _normal(confidence)
    factor = z + skewness(numbers) * (1 + 2 * z**2) / (6 * math.sqrt(numbers.size))
    return mean_of(numbers) + factor * standard_error(numbers)


def chebyshev(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """x̄ + √(1/α - 1) s/√n, n >= 2: holds for any distribution, and is wide. Otherwise as :func:`student_t`."""
    numbers = checked_values(values, 2)
    return mean_of(numbers) + chebyshev_factor(confidence) * standard_error(numbers)


def chebyshev_factor(confidence: float) -> float:
    """√(1/α - 1) [1].

    >>> round(chebyshev_factor(0.95), 6)
    4.358899
    """
    return math.sqrt(1 / (1 - confidence_level(confidence)) - 1)


def skewness(numbers: Floats) -> float:
    """k3 = n Σ(x - x̄)³ / [(n - 1)(n - 2) s³], n >= 3 [1]; 0 where all values are equal."""
    n, s = numbers.size, standard_deviation(numbers)
    if s == 0:
        return 0.0
    return float(n * (((numbers - numbers.mean()) / s) ** 3).sum() / ((n - 1) * (n - 2)))


def mean_of(numbers: Floats) -> float:
    """x̄, in the unit of the values."""
    return float(numbers.mean())


def standard_deviation(numbers: Floats) -> float:
    """s; exactly 0 where all values are equal, which rounding of the mean would hide."""
    return 0.0 if numbers.min() == numbers.max() else float(numbers.std(ddof=1))


def standard_error(numbers: Floats) -> float:
    """s/√n, in the unit of the values."""
    return standard_deviation(numbers) / math.sqrt(numbers.size)


def _student(n: int, confidence: float) -> float:
    return float(stdtrit(n - 1, confidence_level(confidence)))


def _normal(confidence: float) -> float:
    return float(ndtri(confidence_level(confidence)))
