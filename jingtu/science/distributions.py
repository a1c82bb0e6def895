"""Tests whether data may come from a normal, lognormal or gamma distribution.

A test that passes proves nothing: with few values nearly everything passes.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainc, gammaincc, log_ndtr, ndtr
from scipy.stats import shapiro

from jingtu.problems import error
from jingtu.science.bad_values import BadSetting, Floats, checked_values, positive, setting, varying
from jingtu.science.gamma_fit import gamma_fit
from jingtu.science.nondetects_mle import Family

GAMMA_CRITICAL = Path(__file__).parent / "data" / "gamma_critical_values.csv"
LEAST_FOR_GAMMA = 5
MOST_FOR_SHAPIRO = 5000
LEVEL = 0.05


class Name(StrEnum):
    SHAPIRO_WILK = "shapiro_wilk"
    ANDERSON_DARLING = "anderson_darling"
    LILLIEFORS = "lilliefors"
    KOLMOGOROV_SMIRNOV = "kolmogorov_smirnov"


@dataclass(frozen=True, slots=True)
class Fit:
    """One test at the 5 % level.

    ``statistic`` [1]; ``p`` where it can be computed, otherwise ``critical`` is the 5 % point of the statistic;
    ``passes``: the family is not rejected.
    """

    test: Name
    family: Family
    statistic: float
    passes: bool
    p: float | None = None
    critical: float | None = None


def shapiro_wilk(values: ArrayLike) -> Fit:
    """Shapiro–Wilk test of normality.

    Parameters
    ----------
    values : array_like, shape (n,), 3 <= n <= 5000
        Not all equal.

    Raises
    ------
    BadValues, TooFewValues, NoVariation
    BadSetting
        If there are more than 5000 values: the approximation of p [1]_ ends there.

    References
    ----------
    .. [1] P. Royston, Remark AS R94: A remark on algorithm AS 181, Applied Statistics 44 (1995) 547–551.
    """
    numbers = varying(checked_values(values, 3))
    setting("n", numbers.size, above=2, below=MOST_FOR_SHAPIRO + 1)
    # Centred and scaled: SciPy warns of values that are close together far from zero.
    found = shapiro((numbers - np.median(numbers)) / np.ptp(numbers))
    return Fit(
        Name.SHAPIRO_WILK, Family.NORMAL, float(found.statistic), bool(found.pvalue >= LEVEL), float(found.pvalue)
    )


def anderson_darling(values: ArrayLike) -> Fit:
    """Anderson–Darling test of normality, mean and sd estimated, n >= 8, p after D'Agostino and Stephens [1]_.

    Raises BadValues, TooFewValues, NoVariation.

    References
    ----------
    .. [1] R. B. D'Agostino, M. A. Stephens, Goodness-of-Fit Techniques, Marcel Dekker, 1986, table 4.9.
    """
    numbers = varying(checked_values(values, 8))
    n = numbers.size
    z = np.sort((numbers - numbers.mean()) / numbers.std(ddof=1))
    a = _anderson_darling(log_ndtr(z), log_ndtr(-z))
    p = _anderson_darling_p(a * (1 + 0.75 / n + 2.25 / n**2))
    return Fit(Name.ANDERSON_DARLING, Family.NORMAL, a, p >= LEVEL, p)


def _anderson_darling(log_below: Floats, log_above: Floats) -> float:
    """A² of sorted values from the logarithms of F and 1 - F."""
    n = log_below.size
    return float(-n - ((2 * np.arange(1, n + 1) - 1) * (log_below + log_above[::-1])).sum() / n)


def _anderson_darling_p(a: float) -> float:
    if a < 0.2:
        return 1 - math.exp(-13.436 + 101.14 * a - 223.73 * a**2)
    if a < 0.34:
        return 1 - math.exp(-8.318 + 42.796 * a - 59.938 * a**2)
    if a < 0.6:
        return math.exp(0.9177 - 4.279 * a - 1.38 * a**2)
    return math.exp(1.2937 - 5.709 * a + 0.0186 * a**2) if a < 10 else 3.7e-24


def lilliefors(values: ArrayLike) -> Fit:
    """Kolmogorov–Smirnov test of normality, mean and sd estimated, n >= 5.

    Critical value of D at 5 %: 0.895/(√n - 0.01 + 0.85/√n) [1]_. Raises BadValues, TooFewValues, NoVariation.

    References
    ----------
    .. [1] M. A. Stephens, EDF statistics for goodness of fit and some comparisons, J. Am. Statist. Assoc. 69 (1974)
       730–737.
    """
    numbers = varying(checked_values(values, 5))
    d = _largest_gap(ndtr(np.sort((numbers - numbers.mean()) / numbers.std(ddof=1))))
    root = math.sqrt(numbers.size)
    critical = 0.895 / (root - 0.01 + 0.85 / root)
    return Fit(Name.LILLIEFORS, Family.NORMAL, d, d <= critical, critical=critical)


def _largest_gap(below: Floats) -> float:
    """D of sorted values from F."""
    n = below.size
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - below).max(), (below - steps[:-1]).max()))


def gamma_tests(values: ArrayLike) -> tuple[Fit, Fit]:
    """Anderson–Darling and Kolmogorov–Smirnov test of the gamma distribution, shape and scale fitted.

    Parameters
    ----------
    values : array_like, shape (n,), n >= 5
        All above zero, not all equal.

    Raises
    ------
    BadValues, TooFewValues, NotPositive, NoVariation

    Notes
    -----
    The critical values hang on the shape. They were simulated for this purpose (``data/gamma_critical_values.csv``,
    made by ``tools/critical_values.py``) for n to 500 and k from 0.05 to 50, and are interpolated in ln n and ln k;
    outside, those of the nearest n or k.
    """
    numbers = np.sort(checked_values(values, LEAST_FOR_GAMMA))
    fit = gamma_fit(numbers)
    scaled = numbers * (fit.shape / fit.mean)
    below, above = gammainc(fit.shape, scaled), gammaincc(fit.shape, scaled)
    tiny = np.finfo(np.float64).tiny
    a = _anderson_darling(np.log(np.maximum(below, tiny)), np.log(np.maximum(above, tiny)))
    d = _largest_gap(below)
    a_critical, root_critical = gamma_critical(numbers.size, fit.shape)
    d_critical = root_critical / math.sqrt(numbers.size)
    return (
        Fit(Name.ANDERSON_DARLING, Family.GAMMA, a, a <= a_critical, critical=a_critical),
        Fit(Name.KOLMOGOROV_SMIRNOV, Family.GAMMA, d, d <= d_critical, critical=d_critical),
    )


def gamma_critical(n: int, shape: float) -> tuple[float, float]:
    """5 % points of A² and of √n·D for ``n`` values and fitted ``shape``."""
    sizes, shapes, tables = _critical_tables()
    column = [[np.interp(math.log(shape), shapes, row) for row in table] for table in tables]
    a, root_d = (float(np.interp(math.log(n), sizes, one)) for one in column)
    return a, root_d


@cache
def _critical_tables() -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """ln n, ln k, and the two tables by n and k."""
    with GAMMA_CRITICAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sizes, shapes = sorted({int(row["n"]) for row in rows}), sorted({float(row["k"]) for row in rows})
    tables = (np.empty((len(sizes), len(shapes))), np.empty((len(sizes), len(shapes))))
    for row in rows:
        place = sizes.index(int(row["n"])), shapes.index(float(row["k"]))
        tables[0][place], tables[1][place] = float(row["anderson_darling"]), float(row["kolmogorov_smirnov_root_n"])
    return np.log(sizes), np.log(shapes), tables


NORMAL_TESTS: Mapping[Name, Callable[[ArrayLike], Fit]] = {
    Name.SHAPIRO_WILK: shapiro_wilk,
    Name.ANDERSON_DARLING: anderson_darling,
    Name.LILLIEFORS: lilliefors,
}


def lognormal_test(values: ArrayLike, test: Name = Name.SHAPIRO_WILK) -> Fit:
    """A test of normality of ln x: values above zero; otherwise as that test.

    Raises BadSetting for a test that is not of normality.
    """
    if test not in NORMAL_TESTS:
        raise BadSetting(error("statistics.no_such_test", test=test, known=", ".join(NORMAL_TESTS)))
    found = NORMAL_TESTS[test](np.log(positive(checked_values(values))))
    return Fit(found.test, Family.LOGNORMAL, found.statistic, found.passes, found.p, found.critical)
