"""The gamma distribution fitted to complete data."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import digamma, polygamma

from jingtu.problems import error
from jingtu.science.bad_values import Floats, NoVariation, checked_values, positive, varying

LARGEST = 1e8


@dataclass(frozen=True, slots=True)
class Gamma:
    """``shape``: maximum likelihood k̂; ``corrected``: k* with less bias, n > 3; ``mean`` in the unit of the values."""

    shape: float
    corrected: float
    mean: float


def gamma_fit(values: Floats) -> Gamma:
    """Shape and mean by maximum likelihood.

    Parameters
    ----------
    values : ndarray, shape (n,), n >= 4
        All above zero, not all equal.

    Raises
    ------
    BadValues, TooFewValues, NotPositive, NoVariation

    Notes
    -----
    k̂ solves ln k - ψ(k) = ln x̄ - mean(ln x); k* = (n - 3) k̂/n + 2/(3n). The scale is x̄/k.

    References
    ----------
    .. [1] US EPA, ProUCL 5.2 Technical Guide, ch. 2.
    """
    numbers = varying(positive(checked_values(values, 4)))
    mean = float(numbers.mean())
    target = -math.fsum(math.log(one / mean) for one in numbers) / numbers.size
    if target < 1 / (2 * LARGEST):
        raise NoVariation(error("statistics.all_equal", count=numbers.size))
    shape = (3 - target + math.sqrt((target - 3) ** 2 + 24 * target)) / (12 * target)
    for _ in range(20):
        step = (math.log(shape) - float(digamma(shape)) - target) / (1 / shape - float(polygamma(1, shape)))
        shape = max(shape - step, shape / 10)
    n = numbers.size
    return Gamma(shape, (n - 3) * shape / n + 2 / (3 * n), mean)
