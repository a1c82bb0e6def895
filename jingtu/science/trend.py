"""Trend of one series in time: Mann–Kendall test and Theil–Sen slope, with ties and non-detects; least squares.

Two results are compared only where their order is known: 5 lies above <3, while <3 and <5, or 2 and <3, are not
ordered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri
from scipy.stats import linregress

from jingtu.problems import error
from jingtu.science.bad_values import (
    BadSetting,
    BadValues,
    Floats,
    NoSolution,
    NoVariation,
    checked_values,
    confidence_level,
    setting,
    varying,
)
from jingtu.science.nondetects import Sample

LEAST = 3
MOST = 3000
"""Results in one series: every pair of them is looked at."""
EXACT = 10
"""Largest number of results without ties for which p is counted out."""


class Direction(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    NONE_SEEN = "none_seen"
    """No significant trend; with few results that is no proof that there is none."""


@dataclass(frozen=True, slots=True)
class Kendall:
    """``s``: pairs that rise less pairs that fall; ``variance`` of it without a trend; ``z`` with continuity
    correction.

    ``p``: two-sided; counted out if ``exact``, otherwise normal. ``size``: number of results.
    """

    s: int
    variance: float
    z: float
    p: float
    exact: bool
    size: int

    def direction(self, level: float = 0.05) -> Direction:
        """What the two-sided test says at ``level``."""
        setting("level", level, above=0, below=1)
        if self.p > level:
            return Direction.NONE_SEEN
        return Direction.RISING if self.s > 0 else Direction.FALLING


@dataclass(frozen=True, slots=True)
class Slope:
    """``per_time`` in units of the values per unit of time, with its two-sided limits; None where too few pairs bound
    it.

    ``intercept``: value at time 0 of the line through both medians; None with non-detects.
    """

    per_time: float
    low: float | None
    high: float | None
    intercept: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """Results in time. ``times``: shape (n,), any unit, equal ones allowed; results are kept in the order given."""

    sample: Sample
    times: Floats

    @classmethod
    def of(cls, sample: Sample, times: ArrayLike | None = None) -> Series:
        """Check and keep. Without ``times`` the results are one unit of time apart.

        Raises
        ------
        BadValues, TooFewValues
            If there are fewer than 3 results, or not one time for each.
        NoVariation
            If all times are equal.
        BadSetting
            If there are more than 3000 results.
        """
        found = checked_values(np.arange(sample.size) if times is None else times, LEAST)
        if found.size != sample.size:
            raise BadValues(error("statistics.times", values=sample.size, times=found.size))
        if found.size > MOST:
            raise BadSetting(error("statistics.too_many", count=found.size, most=MOST))
        return cls(sample, varying(found))


def mann_kendall(series: Series) -> Kendall:
    """Mann–Kendall test for a monotone trend.

    Raises
    ------
    NoVariation
        If no two results can be put in order: all equal, or all non-detects.

    Notes
    -----
    S = Σ sgn(x_j - x_i) over pairs t_i < t_j whose order is known. Its variance without trend is the permutation
    variance of Daniels [1]_, which with ties is the usual [n(n - 1)(2n + 5) - Σ t(t - 1)(2t + 5)]/18 and holds for
    unordered pairs too, as long as detection limits do not change in time: falling limits by themselves hide or feign a
    trend. z = (S - sgn S)/√Var S. Up to 10 results without ties p is counted out.

    References
    ----------
    .. [1] M. G. Kendall, J. D. Gibbons, Rank Correlation Methods, 5th ed., Arnold, 1990, ch. 5.
    .. [2] R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring, Van Nostrand Reinhold, 1987, ch.
       16.

    Examples
    --------
    >>> found = mann_kendall(Series.of(Sample.of([10, 8, 9, 6, 7, 5, 4, 4.5])))
    >>> found.s, round(found.z, 5), round(found.p, 6), found.direction()
    (-22, -2.59808, 0.005506, <Direction.FALLING: 'falling'>)
    """
    s, variance = concordance(series)
    if variance <= 0:
        raise NoVariation(error("statistics.no_order", count=series.sample.size))
    z = (s - np.sign(s)) / math.sqrt(variance)
    n = series.sample.size
    exact = n <= EXACT and abs(variance - n * (n - 1) * (2 * n + 5) / 18) < 1e-9
    p = exact_p(s, n) if exact else float(2 * ndtr(-abs(z)))
    return Kendall(s, variance, float(z), min(p, 1.0), exact, n)


def concordance(series: Series) -> tuple[int, float]:
    """S and its variance without trend, both [1], as :func:`mann_kendall` defines them; the variance is 0 where no two
    results are in a known order."""
    n = series.sample.size
    up, later = known_order(series.sample), np.sign(series.times[:, None] - series.times)
    s = round(float((up * later).sum()) / 2)
    first, second = (_row_sums(one) for one in (up, later))
    triples, pairs = n * (n - 1) * (n - 2), n * (n - 1)
    variance = (first[0] * second[0] / triples if triples else 0.0) + first[1] * second[1] / (2 * pairs)
    return s, variance


def _row_sums(signs: Floats) -> tuple[float, float]:
    """Σ_i a_i.² - Σ a_ij², and Σ a_ij²."""
    squares = float((signs**2).sum())
    return float((signs.sum(axis=1) ** 2).sum()) - squares, squares


def known_order(sample: Sample) -> Floats:
    """1 where row i is known to lie above column j, -1 below, 0 where equal or not known; shape (n, n)."""
    values, detected = sample.values, sample.detected
    above = (values[:, None] > values) | ((values[:, None] == values) & ~detected)
    higher = (above & detected[:, None]).astype(np.float64)
    order: Floats = higher - higher.T
    return order


def exact_p(s: int, n: int) -> float:
    """Two-sided probability of an S at least as far from 0 as ``s`` among all orders of ``n`` different values."""
    counts = np.ones(1)
    for k in range(2, n + 1):
        counts = np.convolve(counts, np.ones(k))
    pairs = n * (n - 1) // 2
    reached = np.abs(pairs - 2 * np.arange(counts.size)) >= abs(s)
    return float(counts[reached].sum() / counts.sum())


def theil_sen(series: Series, *, confidence: float = 0.95) -> Slope:
    """Theil–Sen slope; with non-detects that of Akritas, Murphy and LaValley.

    Parameters
    ----------
    series : Series
    confidence : float, default 0.95
        Of the two-sided limits. [1]

    Raises
    ------
    NoSolution
        If the pairs do not bound the slope, as with all non-detects.

    Notes
    -----
    The slope b at which Kendall's S of x - b t is zero; for complete data the median of all slopes between pairs. The
    limits are where S reaches ±z √Var S (Gilbert), interpolated between slopes.

    References
    ----------
    .. [1] M. G. Akritas, S. A. Murphy, M. P. LaValley, The Theil–Sen estimator with doubly censored data and
       applications to astronomy, J. Am. Statist. Assoc. 90 (1995) 170–177.
    .. [2] R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring, Van Nostrand Reinhold, 1987, ch.
       16.
    """
    slope, low, high = pooled_slope([series], confidence)
    if not series.sample.complete:
        return Slope(slope, low, high, None)
    return Slope(slope, low, high, float(np.median(series.sample.values) - slope * np.median(series.times)))


def pooled_slope(groups: Sequence[Series], confidence: float) -> tuple[float, float | None, float | None]:
    """Slope and two-sided limits from the pairs within each of several series; units of the values per unit of time.

    Errors as :func:`theil_sen`; a limit is None where the pairs do not reach it.
    """
    if not groups:
        raise NoSolution(error("statistics.no_slope", pairs=0))
    reach = float(ndtri(0.5 + confidence_level(confidence) / 2))
    reach *= math.sqrt(sum(concordance(one)[1] for one in groups))
    parts = [_steps(one) for one in groups]
    slopes, drops = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    start = sum(part[2] for part in parts)
    if slopes.size == 0 or not 0 < start < drops.sum():
        raise NoSolution(error("statistics.no_slope", pairs=slopes.size))
    order = np.argsort(slopes, kind="stable")
    slopes, fallen = slopes[order], np.cumsum(drops[order])
    before = fallen - drops[order]
    low = float(np.interp(start - reach, fallen, slopes)) if start - reach >= fallen[0] else None
    high = float(np.interp(start + reach, before, slopes)) if start + reach <= before[-1] else None
    return _middle(slopes, fallen, start), low, high


def _middle(slopes: Floats, fallen: Floats, start: float) -> float:
    """Where S comes down to zero: a step, or the middle of the stretch on which it is zero."""
    place = int(np.searchsorted(fallen, start))
    if fallen[place] == start and place + 1 < slopes.size:
        return float(slopes[place] + slopes[place + 1]) / 2
    return float(slopes[place])


def _steps(series: Series) -> tuple[Floats, Floats, float]:
    """Slopes at which S of x - b t comes down, by how much, and S for b far below all of them.

    A pair of detected values goes from rising to falling (2); one with a non-detect from rising to unknown, or from
    unknown to falling (1).
    """
    values, detected, times = series.sample.values, series.sample.detected, series.times
    first, second = np.nonzero(times[:, None] < times)
    seen_first, seen_second = detected[first], detected[second]
    used = seen_first | seen_second
    first, second, seen_first, seen_second = first[used], second[used], seen_first[used], seen_second[used]
    slopes = (values[second] - values[first]) / (times[second] - times[first])
    both = seen_first & seen_second
    return slopes, np.where(both, 2.0, 1.0), float(both.sum() + (seen_second & ~seen_first).sum())


@dataclass(frozen=True, slots=True)
class Line:
    """Least squares: ``per_time``, ``intercept`` at time 0, and the two-sided ``p`` of no slope."""

    per_time: float
    intercept: float
    p: float


def least_squares(values: ArrayLike, times: ArrayLike | None = None) -> Line:
    """Straight line through complete data: for residuals that may be normal.

    Raises BadValues, TooFewValues (fewer than 3), NoVariation (of values or times).

    Examples
    --------
    >>> line = least_squares([10, 8, 9, 6, 7, 5, 4, 4.5])
    >>> round(line.per_time, 6), round(line.p, 6)
    (-0.827381, 0.000926)
    """
    numbers = varying(checked_values(values, LEAST))
    days = varying(checked_values(np.arange(numbers.size) if times is None else times, LEAST))
    if days.size != numbers.size:
        raise BadValues(error("statistics.times", values=numbers.size, times=days.size))
    found = linregress(days, numbers)
    return Line(float(found.slope), float(found.intercept), float(found.pvalue))
