"""How many samples a stated error goal asks for.

``false_positive`` and ``false_negative`` are the chances of the two wrong answers that are accepted; ``difference`` is
the smallest difference that matters, in the unit of ``sd``. All numbers are rounded up; none takes account of samples
lost on the way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit
from scipy.stats import nct

from jingtu.problems import error
from jingtu.science.bad_values import NoSolution, confidence_level, setting

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Errors:
    """Accepted chances: of seeing a difference where there is none, and of missing one that matters."""

    false_positive: float = 0.05
    false_negative: float = 0.10

    def __post_init__(self) -> None:
        setting("false_positive", self.false_positive, above=0, below=0.5)
        setting("false_negative", self.false_negative, above=0, below=0.5)


DEFAULT = Errors()


def for_mean_against_limit(sd: float, difference: float, errors: Errors = DEFAULT) -> int:
    """Samples for a one-sided t-test of one mean against a limit, exact power.

    Parameters
    ----------
    sd : float
        Standard deviation expected, above 0, from earlier results.
    difference : float
        Distance from the limit at which a wrong answer matters, above 0.
    errors : Errors

    Raises
    ------
    BadSetting, NoSolution (more than 100,000)

    Notes
    -----
    The smallest n with P(T > t(1 - α, n - 1)) >= 1 - β, T noncentral t at n - 1 degrees of freedom, noncentrality
    √n · difference/sd; α ``false_positive``, β ``false_negative``. For two groups of n: 2n - 2 and √(n/2).

    References
    ----------
    .. [1] US EPA, Data Quality Assessment: Statistical Methods for Practitioners, QA/G-9S, 2006.

    Examples
    --------
    >>> for_mean_against_limit(2.0, 1.0, Errors(0.05, 0.10))
    36
    """
    scaled = _scaled(sd, difference)
    return _smallest(lambda n: _power(n - 1, scaled * math.sqrt(n), errors) >= 1 - errors.false_negative)


def for_two_means(sd: float, difference: float, errors: Errors = DEFAULT) -> int:
    """Samples in each of two equal groups for a one-sided t-test of their means. As :func:`for_mean_against_limit`."""
    scaled = _scaled(sd, difference)
    return _smallest(lambda n: _power(2 * n - 2, scaled * math.sqrt(n / 2), errors) >= 1 - errors.false_negative)


def for_rank_sum(sd: float, difference: float, errors: Errors = DEFAULT) -> int:
    """Samples in each of two groups for the Wilcoxon rank sum test: those of the t-test, 16 % more.

    A rule of thumb after US EPA QA/G-9S, right for any distribution that is not worse than 0.864 as efficient.
    """
    return math.ceil(1.16 * for_two_means(sd, difference, errors))


def for_mean_within(variation: float, error_share: float, confidence: float = 0.95) -> int:
    """Samples to know a mean to within ± ``error_share`` of itself (two-sided), ``variation`` = sd/mean expected.

    n = [t(1 - α/2, n - 1) · variation/error_share]², t at the n found. Normal mean; raises BadSetting, NoSolution.
    """
    setting("variation", variation, above=0, below=math.inf)
    setting("error_share", error_share, above=0, below=math.inf)
    level = 0.5 + confidence_level(confidence) / 2
    ratio = variation / error_share
    return _smallest(lambda n: float(stdtrit(n - 1, level)) * ratio <= math.sqrt(n))


def for_share_within(share: float, error_width: float, confidence: float = 0.95) -> int:
    """Samples to know a share, such as that of exceeding points, to within ± ``error_width`` (normal approximation).

    ``share`` expected, 0.5 where nothing is known, the largest number. Raises BadSetting.
    """
    setting("share", share, above=0, below=1)
    setting("error_width", error_width, above=1e-9, below=1)
    z = float(ndtri(0.5 + confidence_level(confidence) / 2))
    return math.ceil(z**2 * share * (1 - share) / error_width**2)


def for_seeing_one(share: float, confidence: float = 0.95) -> int:
    """Random samples so that, if ``share`` of the area exceeds, at least one of them does, with the confidence.

    n = ln(1 - confidence)/ln(1 - share). If none exceeds, less than ``share`` of the area does, with the confidence.

    >>> for_seeing_one(0.05)
    59
    """
    setting("share", share, above=0, below=1)
    return math.ceil(math.log(1 - confidence_level(confidence)) / math.log1p(-share) - 1e-9)


def _scaled(sd: float, difference: float) -> float:
    setting("sd", sd, above=0, below=math.inf)
    return setting("difference", difference, above=0, below=math.inf) / sd


def _power(freedom: int, shift: float, errors: Errors) -> float:
    """Chance that a one-sided t-test sees a difference whose noncentrality is ``shift``."""
    critical = float(stdtrit(freedom, 1 - errors.false_positive))
    power = float(nct.sf(critical, freedom, shift))
    # Far beyond every doubt SciPy's series gives up.
    return power if math.isfinite(power) else float(shift > critical)


def _smallest(enough: Callable[[int], bool]) -> int:
    """The smallest n >= 2 that is enough, for a question that stays answered once it is."""
    high = 2
    while not enough(high):
        high *= 2
        if high > MOST:
            raise NoSolution(error("statistics.too_many_samples", most=MOST))
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
