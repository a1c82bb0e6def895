"""Outliers: Dixon and Rosner for normal data, fences for any. A test finds suspects; removing them needs a reason found
in the field.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from jingtu.science.bad_values import Floats, checked_values, setting, varying

DIXON = Path(__file__).parent / "data" / "dixon_critical_values.csv"
MOST_FOR_DIXON = 30
LEAST_FOR_ROSNER = 15


class Side(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Suspect:
    """One value under test. ``place``: its position in the values given, from 0."""

    place: int
    value: float
    statistic: float
    critical: float
    outlier: bool


def dixon(values: ArrayLike, side: Side = Side.HIGH) -> Suspect:
    """Dixon's test of the largest (or smallest) value at 5 %.

    Parameters
    ----------
    values : array_like, shape (n,), 3 <= n <= 30
        Not all equal; normal without the suspect (take logarithms of lognormal data first).
    side : Side, default HIGH

    Raises
    ------
    BadValues, TooFewValues, NoVariation, BadSetting

    Notes
    -----
    Ratio r10 for n <= 7, r11 to 10, r21 to 13, r22 above: the gap beside the suspect over the range, leaving out 0, 1,
    1, 2 values on the other side. Two outliers on one side can hide each other. Critical values were simulated for this
    purpose (``data/dixon_critical_values.csv``, made by ``tools/critical_values.py``).

    References
    ----------
    .. [1] W. J. Dixon, Processing data for outliers, Biometrics 9 (1953) 74–89.
    """
    numbers = varying(checked_values(values, 3))
    n = numbers.size
    setting("n", n, above=2, below=MOST_FOR_DIXON + 1)
    order = np.argsort(numbers if side is Side.HIGH else -numbers, kind="stable")
    x = numbers[order]
    gap, floor = _dixon_form(n)
    width = x[-1] - x[floor]
    ratio = float((x[-1] - x[-1 - gap]) / width) if width != 0 else 0.0
    critical = _dixon_critical()[n]
    return Suspect(int(order[-1]), float(x[-1]), ratio, critical, ratio > critical)


def _dixon_form(n: int) -> tuple[int, int]:
    """Which value below the suspect, and which at the other end, the ratio takes."""
    if n <= 7:
        return 1, 0
    if n <= 10:
        return 1, 1
    return (2, 1) if n <= 13 else (2, 2)


@cache
def _dixon_critical() -> dict[int, float]:
    with DIXON.open(encoding="utf-8", newline="") as file:
        return {int(row["n"]): float(row["five_percent"]) for row in csv.DictReader(file)}


def rosner(values: ArrayLike, suspects: int, *, level: float = 0.05) -> tuple[Suspect, ...]:
    """Rosner's test (generalized extreme Studentized deviate) for up to ``suspects`` outliers on either side.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 15
        Not all equal; normal without the suspects. From 25 values the level is kept well.
    suspects : int
        From 1 to half of the values; name it before looking at the result.
    level : float, default 0.05
        Chance of any false alarm. [1]

    Returns
    -------
    tuple of Suspect
        The values farthest from the mean, taken out one after the other. All up to the last one whose statistic exceeds
        its critical value are outliers, those before it included even where their own does not (one hides the other).

    Raises
    ------
    BadValues, TooFewValues, NoVariation, BadSetting

    References
    ----------
    .. [1] B. Rosner, Percentage points for a generalized ESD many-outlier procedure, Technometrics 25 (1983) 165–172.
    """
    numbers = varying(checked_values(values, LEAST_FOR_ROSNER))
    setting("suspects", suspects, above=0, below=numbers.size // 2 + 1)
    setting("level", level, above=0, below=0.5)
    left, found = np.arange(numbers.size), list[tuple[int, float, float]]()
    for i in range(suspects):
        rest = numbers[left]
        if rest.min() == rest.max():
            break
        off = np.abs(rest - rest.mean()) / rest.std(ddof=1)
        worst = int(np.argmax(off))
        found.append((int(left[worst]), float(off[worst]), _rosner_critical(numbers.size, i, level)))
        left = np.delete(left, worst)
    last = max((i for i, (_, statistic, critical) in enumerate(found) if statistic > critical), default=-1)
    return tuple(Suspect(place, float(numbers[place]), r, c, i <= last) for i, (place, r, c) in enumerate(found))


def _rosner_critical(n: int, taken: int, level: float) -> float:
    """λ for the next suspect after ``taken`` have been taken out."""
    rest = n - taken
    t = float(stdtrit(rest - 2, 1 - level / (2 * rest)))
    return t * (rest - 1) / math.sqrt((rest - 2 + t * t) * rest)


@dataclass(frozen=True, slots=True)
class Fences:
    """Values below ``low`` or above ``high`` are ``outside``: their places, from 0."""

    low: float
    high: float
    outside: NDArray[np.intp]


def box_fences(values: ArrayLike, reach: float = 1.5) -> Fences:
    """Tukey's fences: quartiles less and plus ``reach`` times their distance (3 for far out), n >= 4, any distribution.

    Quartiles are interpolated linearly. Raises BadValues, TooFewValues, BadSetting. Source: J. W. Tukey, Exploratory
    Data Analysis, Addison-Wesley, 1977.
    """
    numbers = checked_values(values, 4)
    setting("reach", reach, above=0)
    first, third = np.quantile(numbers, [0.25, 0.75])
    return _fences(numbers, first - reach * (third - first), third + reach * (third - first))


def median_fences(values: ArrayLike, reach: float = 3.5) -> Fences:
    """Median less and plus ``reach`` robust standard deviations (1.4826 × median absolute deviation), n >= 4.

    Robust where up to half of the values are off. Raises BadValues, TooFewValues, BadSetting, and NoVariation if more
    than half of the values are equal, which leaves no scale.
    """
    numbers = checked_values(values, 4)
    setting("reach", reach, above=0)
    centre = float(np.median(numbers))
    off = np.abs(numbers - centre)
    scale = 1.4826 * float(np.median(off))
    if scale == 0:
        varying(np.zeros(numbers.size))
    return _fences(numbers, centre - reach * scale, centre + reach * scale)


def _fences(numbers: Floats, low: float, high: float) -> Fences:
    return Fences(float(low), float(high), np.flatnonzero((numbers < low) | (numbers > high)))
