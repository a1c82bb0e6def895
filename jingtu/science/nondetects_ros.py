"""Regression on order statistics (ROS): non-detects filled in from a line through the detected values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from jingtu.problems import error
from jingtu.science.bad_values import Floats, TooFewValues, positive, varying
from jingtu.science.nondetects import Sample

LEAST_DETECTS = 3


class Scale(StrEnum):
    """The scale on which the detected values are taken to lie on a line."""

    LOG = "log"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class Regression:
    """A sample filled in.

    ``intercept``, ``slope``: of the line over normal quantiles, on the scale named; ``filled``: shape (n,), in the
    order given, non-detects replaced; ``mean`` and ``sd`` (divisor n - 1) of ``filled``, in the unit of the values.
    """

    scale: Scale
    intercept: float
    slope: float
    filled: Floats
    mean: float
    sd: float


def ros(sample: Sample, scale: Scale = Scale.LOG) -> Regression:
    """Robust regression on order statistics: detected values stay, non-detects are read off the line.

    Parameters
    ----------
    sample : Sample
        At least three detected values that are not all equal; above zero (detected values and limits) for the log
        scale.
    scale : Scale, default LOG
        LOG keeps filled values above zero. LINEAR may give negative ones; its mean is still usable.

    Raises
    ------
    TooFewValues, NoVariation, NotPositive

    Notes
    -----
    Plotting positions for several limits after Helsel and Cohn [1]_; the line is least squares through the detected
    values over Φ⁻¹(position). With more than 80 % non-detects the result hangs on the assumed line.

    References
    ----------
    .. [1] D. R. Helsel, T. A. Cohn, Estimation of descriptive statistics for multiply censored water quality data,
       Water Resources Research 24 (1988) 1997–2004.
    """
    detects = sample.detects
    if detects.size < LEAST_DETECTS:
        raise TooFewValues(
            error("statistics.too_few_detects", count=detects.size, least=LEAST_DETECTS, size=sample.size)
        )
    varying(detects)
    values = np.log(positive(sample.values)) if scale is Scale.LOG else sample.values
    quantiles = ndtri(plotting_positions(sample))
    slope, intercept = np.polyfit(quantiles[sample.detected], values[sample.detected], 1)
    modelled = intercept + slope * quantiles
    filled = np.where(sample.detected, sample.values, np.exp(modelled) if scale is Scale.LOG else modelled)
    return Regression(scale, float(intercept), float(slope), filled, float(filled.mean()), float(filled.std(ddof=1)))


def plotting_positions(sample: Sample) -> Floats:
    """Share of the distribution at or below each result, shape (n,), in the order given, between 0 and 1.

    Non-detects at one limit are spread evenly below it; so are detected values between two limits.

    Examples
    --------
    >>> plotting_positions(Sample.of([1, 2, 3, 4], [False, True, True, True])).round(4).tolist()
    [0.125, 0.4375, 0.625, 0.8125]
    """
    edges = np.unique(np.append(sample.limits, -np.inf))
    exceeded = _exceeded(sample, edges)
    positions = np.empty(sample.size)
    for j, edge in enumerate(edges):
        inside = sample.detected & (sample.values >= edge)
        if j + 1 < edges.size:
            inside &= sample.values < edges[j + 1]
        positions[inside] = 1 - exceeded[j] + (exceeded[j] - exceeded[j + 1]) * _spread(sample.values[inside])
        below = ~sample.detected & (sample.values == edge)
        positions[below] = (1 - exceeded[j]) * _spread(sample.values[below])
    return positions


def _exceeded(sample: Sample, edges: Floats) -> Floats:
    """Probability of exceeding each limit; 1 for none, 0 beyond the last."""
    detects, limits = np.sort(sample.detects), np.sort(sample.limits)
    under = np.searchsorted(detects, edges, side="left")
    inside = np.diff(np.append(under, detects.size))
    beneath = under + np.searchsorted(limits, edges, side="right")
    exceeded = np.zeros(edges.size + 1)
    for j in range(edges.size - 1, -1, -1):
        everything = inside[j] + beneath[j]
        share = inside[j] / everything if everything else 1.0
        exceeded[j] = exceeded[j + 1] + share * (1 - exceeded[j + 1])
    exceeded[0] = 1.0
    return exceeded


def _spread(values: Floats) -> Floats:
    """Rank / (number + 1); equal values in the order given."""
    order: NDArray[np.intp] = np.argsort(values, kind="stable")
    ranks = np.empty(values.size)
    ranks[order] = np.arange(1, values.size + 1)
    return ranks / (values.size + 1)
