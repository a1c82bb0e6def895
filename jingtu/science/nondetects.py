"""Results with non-detects: the sample itself, substitution, and the Kaplan–Meier estimate.

A non-detect is known to lie below its limit (left-censored). Nothing here depends on a distribution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.bad_values import BadValues, Floats, TooFewValues, checked_values


@dataclass(frozen=True, slots=True)
class Sample:
    """Results of one substance in one medium and one unit.

    ``values``: shape (n,), the number of each result; for a non-detect its limit. ``detected``: shape (n,).
    Made by :meth:`of`, which refuses what cannot be used.
    """

    values: Floats
    detected: NDArray[np.bool_]

    @classmethod
    def of(cls, values: ArrayLike, detected: ArrayLike | None = None, *, least: int = 1) -> Self:
        """Check and keep. Without ``detected`` all are.

        Raises
        ------
        BadValues
            If a number is missing, infinite or below zero, or the shapes differ.
        TooFewValues
            If there are fewer than ``least`` results.
        """
        numbers = checked_values(values, least)
        below = numbers < 0
        if below.any():
            place = int(np.argmax(below))
            raise BadValues(error("statistics.negative", place=place + 1, value=numbers[place]))
        flags = np.ones(numbers.shape, np.bool_) if detected is None else _flags(detected)
        if flags.shape != numbers.shape:
            raise BadValues(error("statistics.flags", values=numbers.shape, flags=flags.shape))
        return cls(numbers, flags)

    @property
    def size(self) -> int:
        return int(self.values.size)

    @property
    def detects(self) -> Floats:
        """The detected values, in the order given."""
        return self.values[self.detected]

    @property
    def limits(self) -> Floats:
        """The limits of the non-detects, in the order given."""
        return self.values[~self.detected]

    @property
    def complete(self) -> bool:
        return bool(self.detected.all())


def _flags(detected: ArrayLike) -> NDArray[np.bool_]:
    flags = np.array(detected)
    if flags.dtype != np.bool_:
        raise BadValues(error("statistics.flags_not_boolean", kind=flags.dtype))
    return flags


class Substitute(StrEnum):
    """What stands for a non-detect."""

    LIMIT = "limit"
    HALF = "half"


def substituted(sample: Sample, by: Substitute = Substitute.LIMIT) -> Floats:
    """Values with non-detects at their limit (the literal rule of HJ 25.5) or at half of it, shape (n,)."""
    factor = 1.0 if by is Substitute.LIMIT else 0.5
    return np.where(sample.detected, sample.values, factor * sample.values)


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """Estimated distribution of a sample with non-detects.

    ``points``: the m distinct detected values, rising; ``below``: F at each, the share of results at or below it;
    ``mean``, ``sd`` and ``standard_error`` (of the mean) in the unit of the values; ``size`` results, ``detects`` of
    them detected.
    """

    points: Floats
    below: Floats
    mean: float
    sd: float
    standard_error: float
    size: int
    detects: int

    def quantile(self, share: float) -> float:
        """The smallest detected value with at least ``share`` of the results at or below it."""
        place = int(np.searchsorted(self.below, share - 1e-12))
        return float(self.points[min(place, self.points.size - 1)])


def kaplan_meier(sample: Sample, *, restricted: bool = False) -> KaplanMeier:
    """Kaplan–Meier estimate of the distribution, its mean, and the standard error of the mean.

    Parameters
    ----------
    sample : Sample
        At least two detected values.
    restricted : bool, default False
        Take the results at the smallest limit as detected where it lies below the smallest detected value. Otherwise
        the mass of non-detects below the smallest detected value stands at that value.

    Returns
    -------
    KaplanMeier
        ``sd`` has the divisor n; the standard error carries the factor n_d/(n_d - 1), n_d detected values.

    Raises
    ------
    TooFewValues
        If fewer than two values are detected: nothing is known of the spread.

    Notes
    -----
    F(x_m) = 1 and F(x_i) = F(x_{i+1}) (n_{i+1} - m_{i+1}) / n_{i+1}, x_i the distinct detected values, n_i the results
    (values or limits) at or below x_i, m_i the detected ones equal to it. With complete data mean and sd are those of
    the data (divisor n) and the standard error is s/√n.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data, 2nd ed., Wiley, 2012, ch. 6.
    .. [2] US EPA, ProUCL 5.2 Technical Guide, ch. 4.

    Examples
    --------
    >>> found = kaplan_meier(Sample.of([1, 2, 3, 4], [False, True, True, True]))
    >>> found.points.tolist(), found.below.tolist(), found.mean
    ([2.0, 3.0, 4.0], [0.5, 0.75, 1.0], 2.75)
    """
    used = _smallest_limit_detected(sample) if restricted else sample
    detects = used.detects
    if sample.detects.size < 2:
        raise TooFewValues(error("statistics.too_few_detects", count=sample.detects.size, least=2, size=sample.size))
    points, equal = np.unique(detects, return_counts=True)
    at_or_below = np.searchsorted(np.sort(used.values), points, side="right")
    below = _shares(equal, at_or_below)
    weights = np.diff(below, prepend=0.0)
    mean = float(points @ weights)
    variance = float((points - mean) ** 2 @ weights)
    return KaplanMeier(
        points,
        below,
        mean,
        math.sqrt(variance),
        _standard_error(points, below, (equal, at_or_below), detects.size),
        used.size,
        sample.detects.size,
    )


def _smallest_limit_detected(sample: Sample) -> Sample:
    limits, detects = sample.limits, sample.detects
    if limits.size == 0 or detects.size == 0 or limits.min() >= detects.min():
        return sample
    return Sample(sample.values, sample.detected | (sample.values == limits.min()))


def _shares(equal: NDArray[np.intp], at_or_below: NDArray[np.intp]) -> Floats:
    """F at each distinct detected value, from the largest down."""
    kept = (at_or_below - equal) / at_or_below
    return np.append(np.cumprod(kept[:0:-1])[::-1], 1.0)


def _standard_error(
    points: Floats, below: Floats, counts: tuple[NDArray[np.intp], NDArray[np.intp]], detects: int
) -> float:
    """Greenwood's formula, integrated, with the correction for few detected values."""
    equal, at_or_below = (one[1:] for one in counts)
    area = np.cumsum(np.diff(points) * below[:-1])
    total = float((area**2 * equal / (at_or_below * (at_or_below - equal))).sum())
    return math.sqrt(total * detects / (detects - 1))
