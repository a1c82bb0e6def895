"""What a set of results looks like: counts, mean, spread, quantiles, histogram; with non-detects.

A quantile that lies among the non-detects is not known and is None; it is never taken for zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jingtu.science.bad_values import Floats, setting
from jingtu.science.nondetects import Sample, kaplan_meier

FEWEST_BARS, MOST_BARS = 5, 30
SKEWED = 10.0
"""Largest value over median above which the bars are of equal width in logarithms."""


@dataclass(frozen=True, slots=True)
class Description:
    """Figures of one sample, in its unit; None: not known from these results.

    ``least`` and ``largest`` are of the detected values, ``largest_limit`` of the non-detects. ``sd`` has the
    divisor n - 1.
    """

    size: int
    detects: int
    least: float | None
    largest: float | None
    largest_limit: float | None
    mean: float | None
    sd: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between ``edges``, shape (bars + 1,): ``detected``, ``non_detects`` (at their limits), shape (bars,)."""

    edges: Floats
    detected: NDArray[np.int64]
    non_detects: NDArray[np.int64]


def describe(sample: Sample) -> Description:
    """Counts, mean, standard deviation and quantiles.

    Notes
    -----
    With non-detects, mean, sd and quantiles are those of the Kaplan–Meier estimate, which needs two detected values.

    Examples
    --------
    >>> found = describe(Sample.of([1, 2, 3, 4], [False, True, True, True]))
    >>> found.mean, found.lower_quartile, found.median
    (2.75, None, 2.0)
    """
    mean, sd = _mean_and_sd(sample)
    detects, limits = sample.detects, sample.limits
    return Description(
        sample.size,
        int(detects.size),
        float(detects.min()) if detects.size else None,
        float(detects.max()) if detects.size else None,
        float(limits.max()) if limits.size else None,
        mean,
        sd,
        *(quantile(sample, share) for share in (0.25, 0.5, 0.75, 0.95)),
    )


def quantile(sample: Sample, share: float) -> float | None:
    """The smallest value with at least ``share`` of the results at or below it; None where it is below detection.

    Notes
    -----
    With non-detects by Kaplan–Meier: what lies below the smallest detected value has no place. ``share`` in (0, 1];
    raises BadSetting.
    """
    setting("share", share, above=0, below=1 + 1e-12)
    if sample.complete:
        place = max(math.ceil(share * sample.size - 1e-12), 1)
        return float(np.sort(sample.values)[place - 1])
    if sample.detects.size < 2:
        return None
    found = kaplan_meier(sample)
    smallest = found.points[0]
    at_or_below = int((sample.values <= smallest).sum())
    equal = int((sample.detects == smallest).sum())
    hidden = float(found.below[0]) * (at_or_below - equal) / at_or_below
    return None if share <= hidden + 1e-12 else found.quantile(share)


def histogram(sample: Sample) -> Histogram:
    """Bars of equal width from 0 to the largest number, or of equal width in logarithms where the numbers are skewed.

    As many bars as 1.5 √n, between 5 and 30. A number on an inner edge belongs to the bar above it.
    """
    edges = _edges(sample.values)
    detected, _ = np.histogram(sample.detects, edges)
    hidden, _ = np.histogram(sample.limits, edges)
    return Histogram(edges, detected.astype(np.int64), hidden.astype(np.int64))


def _mean_and_sd(sample: Sample) -> tuple[float | None, float | None]:
    if sample.complete:
        spread = float(sample.values.std(ddof=1)) if sample.size > 1 else None
        return float(sample.values.mean()), spread
    if sample.detects.size < 2:
        return None, None
    found = kaplan_meier(sample)
    return found.mean, found.sd * math.sqrt(sample.size / (sample.size - 1))


def _edges(values: Floats) -> Floats:
    bars = min(MOST_BARS, max(FEWEST_BARS, math.ceil(1.5 * math.sqrt(values.size))))
    least, largest = float(values.min()), float(values.max())
    if least > 0 and largest > SKEWED * float(np.median(values)):
        edges = np.geomspace(least, largest, bars + 1)
        edges[0], edges[-1] = least, largest
        return edges
    return np.linspace(0.0, largest or 1.0, bars + 1)
