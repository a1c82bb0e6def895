"""Upper confidence limits of the mean of complete data from a gamma or lognormal distribution."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import chdtri

from jingtu.problems import error
from jingtu.science.bad_values import (
    NoSolution,
    checked_values,
    confidence_level,
    enough,
    positive,
    setting,
    varying,
)
from jingtu.science.gamma_fit import gamma_fit
from jingtu.science.ucl import chebyshev_factor

# Grice and Bain (1980), α = 0.05. Between: linear in n; above 40: linear in 1/n towards 0.05.
BETAS = ((5, 0.0086), (10, 0.0267), (20, 0.0380), (40, 0.0440))
BETA_AT_INFINITY = 0.05


def approximate_gamma(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """2nk* x̄ / χ²(α; 2nk*), with the corrected shape k*.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 4
        All above zero, not all equal.
    confidence : float, default 0.95
        From 0.5, below 1. [1]

    Raises
    ------
    BadValues, TooFewValues, NotPositive, NoVariation, BadSetting

    References
    ----------
    .. [1] US EPA, ProUCL 5.2 Technical Guide, ch. 2.
    """
    numbers = checked_values(values, 4)
    fit = gamma_fit(numbers)
    return gamma_limit(fit.mean, fit.corrected, numbers.size, 1 - confidence_level(confidence))


def adjusted_gamma(values: ArrayLike) -> float:
    """As :func:`approximate_gamma` at 95 %, with the level that Grice and Bain adjusted for n, n >= 5."""
    numbers = checked_values(values, 5)
    fit = gamma_fit(numbers)
    return gamma_limit(fit.mean, fit.corrected, numbers.size, adjusted_level(numbers.size))


def gamma_limit(mean: float, shape: float, n: int, level: float) -> float:
    """2nk·mean/χ²(level; 2nk), χ² the lower quantile: the limit for ``n`` values of this shape k."""
    freedom = 2 * n * shape
    quantile = float(chdtri(freedom, 1 - level))
    if not quantile > 0:
        raise NoSolution(error("statistics.no_gamma_limit", shape=shape, n=n))
    return freedom * mean / quantile


def adjusted_level(n: int) -> float:
    """β for α = 0.05 and n >= 5.

    >>> [round(adjusted_level(n), 5) for n in (5, 15, 60)]
    [0.0086, 0.03235, 0.046]
    """
    enough(n, BETAS[0][0])
    largest, last = BETAS[-1]
    if n >= largest:
        return BETA_AT_INFINITY - (BETA_AT_INFINITY - last) * largest / n
    sizes, levels = zip(*BETAS, strict=True)
    return float(np.interp(n, sizes, levels))


def land_h(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """Land's exact limit of a lognormal mean (H statistic): exp(ȳ + s_y²/2 + s_y H/√(n - 1)).

    Parameters
    ----------
    values : array_like, shape (n,), n >= 3
        All above zero, not all equal.
    confidence : float, default 0.95
        From 0.5, below 1. [1]

    Raises
    ------
    BadValues, TooFewValues, NotPositive, NoVariation, BadSetting
    NoSolution
        If the limit is beyond what numbers can hold: logarithms that scatter far too much.

    Notes
    -----
    The limit is the exp of the m under which the mean ȳ of the logarithms, given w = n(ȳ - m)² + (n - 1)s_y², is as low
    as observed with probability α. There u = √n (ȳ - m)/√w has a density in proportion to (1 - u²)^((n - 3)/2) exp(-√(n
    w) u / 2) on (-1, 1). Solved by quadrature instead of tables of H. Unstable for few values with s_y > 1: never to be
    used alone.

    References
    ----------
    .. [1] C. E. Land, Confidence intervals for linear functions of the normal mean and variance, Ann. Math. Statist. 42
       (1971) 1187–1205.
    """
    logs = np.log(varying(positive(checked_values(values, 3))))
    n, mean, variance = logs.size, float(logs.mean()), float(logs.var(ddof=1))
    level = 1 - confidence_level(confidence)
    centre, step = mean + variance / 2, math.sqrt(variance / n)

    def over(shift: float) -> float:
        return _share_below(mean - centre - shift, variance, n) - level

    far = step
    while over(far) > 0:
        far *= 2
        if centre + far > 600:
            raise NoSolution(error("statistics.no_land_limit", n=n, sd=math.sqrt(variance)))
    near = -step
    while over(near) < 0:
        near *= 2
    return math.exp(centre + float(brentq(over, near, far, xtol=1e-13)))


def _share_below(difference: float, variance: float, n: int) -> float:
    """Probability of a mean of logarithms at most ``difference`` from m, given w."""
    root = math.sqrt(n * difference**2 + (n - 1) * variance)
    tilt = math.sqrt(n) * root / 2
    half = (n - 3) / 2
    # Where the density is largest: the root of tilt u² - 2 half u - tilt = 0 in (-1, 1).
    peak = -1.0 if half == 0 else (half - math.hypot(half, tilt)) / tilt
    top = _log_density(peak, half, tilt)
    width = 1 / math.sqrt(max(tilt, 1.0) + half)

    def density(u: float) -> float:
        return math.exp(_log_density(u, half, tilt) - top)

    observed = math.sqrt(n) * difference / root
    cuts = sorted({min(max(c, -1.0), 1.0) for c in (-1.0, *(peak + width * j for j in range(-8, 9, 2)), observed, 1.0)})
    parts = [quad(density, a, b, epsabs=1e-14 * width, epsrel=1e-11)[0] for a, b in pairwise(cuts)]
    below = sum(part for part, end in zip(parts, cuts[1:], strict=True) if end <= observed)
    return float(below / sum(parts))


def _log_density(u: float, half: float, tilt: float) -> float:
    if half == 0:
        return -tilt * u
    rest = 1 - u * u
    return half * math.log(rest) - tilt * u if rest > 0 else -math.inf


def chebyshev_lognormal(values: ArrayLike, *, confidence: float = 0.95) -> float:
    """μ̂ + √(1/α - 1) σ̂ with the minimum-variance unbiased estimates of a lognormal mean.

    Parameters, errors as :func:`land_h`; source as :func:`approximate_gamma`.
    """
    mean, error_of_mean = lognormal_mean(values)
    return mean + chebyshev_factor(confidence) * error_of_mean


def lognormal_mean(values: ArrayLike) -> tuple[float, float]:
    """Minimum-variance unbiased estimate μ̂ of a lognormal mean, and of its standard error σ̂, in the unit of the
    values.

    μ̂ = e^ȳ g(s_y²/2); σ̂² = e^{2ȳ} [g(s_y²/2)² - g(s_y²(n - 2)/(n - 1))]. Values as :func:`land_h`.
    """
    logs = np.log(varying(positive(checked_values(values, 3))))
    n, variance = logs.size, float(logs.var(ddof=1))
    setting("s_y²", variance, above=0, below=300)
    middle = math.exp(float(logs.mean()))
    first, second = _g(variance / 2, n), _g(variance * (n - 2) / (n - 1), n)
    return middle * first, middle * math.sqrt(max(first**2 - second, 0.0))


def _g(t: float, n: int) -> float:
    """Finney's series; successive terms have the ratio (n - 1)² t / [n p (n + 2p - 3)]."""
    term = (n - 1) * t / n
    total, p = 1 + term, 2
    while abs(term) > 1e-17 * abs(total) and p < 10_000:
        term *= (n - 1) ** 2 * t / (n * p * (n + 2 * p - 3))
        total += term
        p += 1
    return total
