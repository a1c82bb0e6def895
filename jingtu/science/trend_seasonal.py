"""Trend of a series with seasons: only results of the same season are compared."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr

from jingtu.problems import error
from jingtu.science.bad_values import BadValues, NoVariation, checked_values
from jingtu.science.nondetects import Sample
from jingtu.science.trend import Kendall, Series, Slope, concordance, pooled_slope


@dataclass(frozen=True, slots=True)
class SeasonalKendall:
    """``overall``: the test over all seasons. ``by_season``: S of each.

    ``unlikeness``: χ² of the seasons' trends differing, with ``p_unlike``; where that is small (say below 0.05) seasons
    trend differently and ``overall`` says little. ``left_out``: seasons without two results in a known order.
    """

    overall: Kendall
    by_season: Mapping[Hashable, int]
    unlikeness: float
    p_unlike: float
    left_out: tuple[Hashable, ...]


def seasonal_kendall(sample: Sample, times: ArrayLike, seasons: Sequence[Hashable]) -> SeasonalKendall:
    """Seasonal Kendall test of Hirsch, Slack and Smith.

    Parameters
    ----------
    sample : Sample
        n results, with or without non-detects.
    times : array_like, shape (n,)
        Any unit; the year is enough.
    seasons : sequence of n labels
        Month, quarter, wet or dry …

    Raises
    ------
    BadValues, TooFewValues
        If there are not as many times and seasons as results.
    NoVariation
        If no season has two results in a known order.

    Notes
    -----
    S and Var S are sums over seasons; z = (S - sgn S)/√Var S. χ² = Σ z_k² - m z̄², z_k = S_k/√Var S_k, at m - 1 degrees
    of freedom. Results of neighbouring seasons are taken as independent.

    References
    ----------
    .. [1] R. M. Hirsch, J. R. Slack, R. A. Smith, Techniques of trend analysis for monthly water quality data, Water
       Resources Research 18 (1982) 107–121.
    """
    groups = _by_season(sample, times, seasons)
    found = {season: concordance(one) for season, one in groups.items() if one is not None}
    used = {season: one for season, one in found.items() if one[1] > 0}
    if not used:
        raise NoVariation(error("statistics.no_order", count=sample.size))
    s, variance = sum(one[0] for one in used.values()), sum(one[1] for one in used.values())
    z = float((s - np.sign(s)) / math.sqrt(variance))
    overall = Kendall(s, variance, z, float(2 * ndtr(-abs(z))), False, sample.size)
    scores = np.array([one[0] / math.sqrt(one[1]) for one in used.values()])
    unlikeness = float(((scores - scores.mean()) ** 2).sum())
    p_unlike = float(chdtrc(scores.size - 1, unlikeness)) if scores.size > 1 else 1.0
    by_season = {season: one[0] for season, one in used.items()}
    return SeasonalKendall(overall, by_season, unlikeness, p_unlike, tuple(one for one in groups if one not in used))


def seasonal_slope(sample: Sample, times: ArrayLike, seasons: Sequence[Hashable], *, confidence: float = 0.95) -> Slope:
    """Theil–Sen slope from pairs within seasons. Parameters and errors as :func:`seasonal_kendall`, and NoSolution.

    It has no intercept: each season has its own.
    """
    groups = [one for one in _by_season(sample, times, seasons).values() if one is not None]
    if not groups:
        raise NoVariation(error("statistics.no_order", count=sample.size))
    return Slope(*pooled_slope(groups, confidence), None)


def _by_season(sample: Sample, times: ArrayLike, seasons: Sequence[Hashable]) -> dict[Hashable, Series | None]:
    """The series of each season, in order of first appearance; None where there is only one time."""
    moments = checked_values(times)
    if not moments.size == sample.size == len(seasons):
        raise BadValues(error("statistics.seasons", values=sample.size, times=moments.size, seasons=len(seasons)))
    groups: dict[Hashable, Series | None] = {}
    for season in dict.fromkeys(seasons):
        mine = np.array([one == season for one in seasons])
        several = np.unique(moments[mine]).size > 1
        part = Sample(sample.values[mine], sample.detected[mine])
        groups[season] = Series(part, moments[mine]) if several else None
    return groups
