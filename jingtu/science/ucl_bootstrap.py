"""Bootstrap limits of the mean of complete data: percentile, BCa, bootstrap-t, Hall."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from jingtu.problems import error
from jingtu.science.bad_values import Floats, NoSolution, checked_values, confidence_level, setting
from jingtu.science.ucl import mean_of, skewness, standard_deviation, standard_error

CHUNK = 2_000_000
"""Numbers held at once."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How often to draw again, and the seed that makes the draws repeatable."""

    resamples: int = 10_000
    seed: int = 20_180_525

    def __post_init__(self) -> None:
        setting("resamples", self.resamples, above=99, below=10_000_001)
        setting("seed", self.seed, above=-1)

    def generator(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)


BY_DEFAULT = Resampling()


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """The four one-sided upper limits, in the unit of the values."""

    percentile: float
    bca: float
    bootstrap_t: float
    hall: float


def bootstrap_limits(values: ArrayLike, resampling: Resampling = BY_DEFAULT, *, confidence: float = 0.95) -> Bootstrap:
    """The four limits from one set of draws.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 3
    resampling : Resampling
        10,000 draws by default. The same seed gives the same limits.
    confidence : float, default 0.95
        From 0.5, below 1. [1]

    Raises
    ------
    BadValues, TooFewValues, BadSetting
    NoSolution
        If nearly all draws consist of one value, so that bootstrap-t and Hall have nothing to stand on.

    Notes
    -----
    Percentile: quantile of the drawn means. BCa: their α2 quantile, α2 = Φ(z0 + (z0 + z)/(1 - a(z0 + z))), z0 from the
    share of drawn means below x̄ (equal ones count half), a from the jackknife. Bootstrap-t: x̄ - q(t*) s/√n, q the α
    quantile of (x̄* - x̄)/(s*/√n). Hall: x̄ - W(q(Q*)) s. Draws with s* = 0 have no t and no Q and are left out of the
    last two. For equal values all four are the mean. With outliers bootstrap-t and Hall can lie far above the others.

    References
    ----------
    .. [1] B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, Chapman & Hall, 1993, ch. 12–14.
    .. [2] P. Hall, On the removal of skewness by transformation, J. R. Statist. Soc. B 54 (1992) 221–228.
    """
    numbers = checked_values(values, 3)
    level = 1 - confidence_level(confidence)
    centre, spread = mean_of(numbers), standard_deviation(numbers)
    if spread == 0:
        return Bootstrap(centre, centre, centre, centre)
    means, spreads, skews = _draws(numbers, resampling)
    usable = spreads > 1e-9 * spread
    if usable.mean() < 0.5:
        raise NoSolution(error("statistics.no_bootstrap", n=numbers.size))
    w = (means[usable] - centre) / spreads[usable]
    low_t = float(np.quantile(w, level))
    return Bootstrap(
        float(np.quantile(means, confidence)),
        bca_limit(means, centre, jackknife_acceleration(_left_out_means(numbers)), confidence),
        centre - low_t * math.sqrt(numbers.size) * standard_error(numbers),
        centre - _hall(w, skews[usable], skewness(numbers), (numbers.size, level)) * spread,
    )


def _draws(numbers: Floats, resampling: Resampling) -> tuple[Floats, Floats, Floats]:
    """Mean, standard deviation and skewness of every draw."""
    generator, n = resampling.generator(), numbers.size
    parts = []
    for start in range(0, resampling.resamples, max(CHUNK // n, 1)):
        rows = min(max(CHUNK // n, 1), resampling.resamples - start)
        drawn = numbers[generator.integers(0, n, (rows, n))]
        means = drawn.mean(axis=1)
        off = drawn - means[:, None]
        squares = off * off
        spreads = np.sqrt(squares.sum(axis=1) / (n - 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            skews = n * (squares * off).sum(axis=1) / ((n - 1) * (n - 2) * spreads**3)
        parts.append((means, spreads, skews))
    means, spreads, skews = (np.concatenate(part) for part in zip(*parts, strict=True))
    return means, spreads, skews


def bca_limit(means: Floats, centre: float, acceleration: float, confidence: float) -> float:
    """Bias-corrected and accelerated quantile of drawn means around the estimate ``centre``."""
    # Sums of the same values in another order differ in the last bits, and are equal all the same.
    slack = 1e-12 * float(np.abs(means).max())
    share = ((means < centre - slack).mean() + (means <= centre + slack).mean()) / 2
    least = 0.5 / means.size
    z0 = float(ndtri(min(max(share, least), 1 - least)))
    z = z0 + float(ndtri(confidence))
    bend = 1 - acceleration * z
    return float(np.quantile(means, ndtr(z0 + z / bend) if bend > 0 else 1.0))


def jackknife_acceleration(left_out: Floats) -> float:
    """a = Σ(m̄ - m(i))³ / {6 [Σ(m̄ - m(i))²]^{3/2}} from estimates m(i) without one value each; 0 where they agree."""
    off = left_out.mean() - left_out
    largest = float(np.abs(off).max())
    if largest == 0:
        return 0.0
    off /= largest
    return float((off**3).sum() / (6 * (off**2).sum() ** 1.5))


def _left_out_means(numbers: Floats) -> Floats:
    means: Floats = (numbers.sum() - numbers) / (numbers.size - 1)
    return means


def _hall(w: Floats, skews: Floats, skew: float, setting_: tuple[int, float]) -> float:
    """W at the α quantile of Q: Hall's cubic taken back."""
    n, level = setting_
    q = float(np.quantile(w + skews * w**2 / 3 + skews**2 * w**3 / 27 + skews / (6 * n), level)) - skew / (6 * n)
    return q if abs(skew) < 1e-8 else 3 / skew * (float(np.cbrt(1 + skew * q)) - 1)
