"""All 95 % upper limits of a mean that can be computed, and the one to use with the reason for it.

The choice is a rule of this house after the logic of ProUCL, simplified; no standard prescribes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jingtu.problems import Problem, attention
from jingtu.science import distributions, ucl, ucl_skewed
from jingtu.science.bad_values import Floats, StatisticsError
from jingtu.science.distributions import Fit
from jingtu.science.gamma_fit import gamma_fit
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family
from jingtu.science.ucl_bootstrap import BY_DEFAULT, Resampling, bootstrap_limits
from jingtu.science.ucl_kaplan_meier import (
    kaplan_meier_bootstrap,
    kaplan_meier_chebyshev,
    kaplan_meier_gamma,
    kaplan_meier_t,
    kaplan_meier_z,
)
from jingtu.science.ucl_names import method_name

LEAST_RESULTS = 8
LEAST_DETECTS = 5
FEW = 20
"""Below, the bootstrap has too little to draw from."""
MANY = 50
"""From here the gamma limit needs no adjusted level."""
MILD = 1.0
"""Largest sd of ln x that counts as mild skewness."""


class Method(StrEnum):
    """How an upper limit is computed; the docstrings of the functions give the formulas."""

    STUDENT_T = "student_t"
    CENTRAL_LIMIT = "central_limit"
    MODIFIED_T = "modified_t"
    ADJUSTED_CENTRAL_LIMIT = "adjusted_central_limit"
    CHEBYSHEV = "chebyshev"
    APPROXIMATE_GAMMA = "approximate_gamma"
    ADJUSTED_GAMMA = "adjusted_gamma"
    LAND_H = "land_h"
    CHEBYSHEV_LOGNORMAL = "chebyshev_lognormal"
    PERCENTILE = "percentile_bootstrap"
    BCA = "bca_bootstrap"
    BOOTSTRAP_T = "bootstrap_t"
    HALL = "hall_bootstrap"
    KM_T = "km_t"
    KM_Z = "km_z"
    KM_CHEBYSHEV = "km_chebyshev"
    KM_APPROXIMATE_GAMMA = "km_approximate_gamma"
    KM_ADJUSTED_GAMMA = "km_adjusted_gamma"
    KM_PERCENTILE = "km_percentile_bootstrap"
    KM_BCA = "km_bca_bootstrap"


Computed = Callable[[Sample, Resampling], Iterable[float]]


def _bootstrap(sample: Sample, resampling: Resampling) -> tuple[float, ...]:
    found = bootstrap_limits(sample.values, resampling)
    return found.percentile, found.bca, found.bootstrap_t, found.hall


def _km_bootstrap(sample: Sample, resampling: Resampling) -> tuple[float, ...]:
    found = kaplan_meier_bootstrap(sample, resampling)
    return found.percentile, found.bca


COMPLETE: Mapping[tuple[Method, ...], Computed] = {
    (Method.STUDENT_T,): lambda s, _: (ucl.student_t(s.values),),
    (Method.CENTRAL_LIMIT,): lambda s, _: (ucl.central_limit(s.values),),
    (Method.MODIFIED_T,): lambda s, _: (ucl.modified_t(s.values),),
    (Method.ADJUSTED_CENTRAL_LIMIT,): lambda s, _: (ucl.adjusted_central_limit(s.values),),
    (Method.CHEBYSHEV,): lambda s, _: (ucl.chebyshev(s.values),),
    (Method.APPROXIMATE_GAMMA,): lambda s, _: (ucl_skewed.approximate_gamma(s.values),),
    (Method.ADJUSTED_GAMMA,): lambda s, _: (ucl_skewed.adjusted_gamma(s.values),),
    (Method.LAND_H,): lambda s, _: (ucl_skewed.land_h(s.values),),
    (Method.CHEBYSHEV_LOGNORMAL,): lambda s, _: (ucl_skewed.chebyshev_lognormal(s.values),),
    (Method.PERCENTILE, Method.BCA, Method.BOOTSTRAP_T, Method.HALL): _bootstrap,
}
WITH_NON_DETECTS: Mapping[tuple[Method, ...], Computed] = {
    (Method.KM_T,): lambda s, _: (kaplan_meier_t(s),),
    (Method.KM_Z,): lambda s, _: (kaplan_meier_z(s),),
    (Method.KM_CHEBYSHEV,): lambda s, _: (kaplan_meier_chebyshev(s),),
    (Method.KM_APPROXIMATE_GAMMA,): lambda s, _: (kaplan_meier_gamma(s, adjusted=False),),
    (Method.KM_ADJUSTED_GAMMA,): lambda s, _: (kaplan_meier_gamma(s, adjusted=True),),
    (Method.KM_PERCENTILE, Method.KM_BCA): _km_bootstrap,
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What an upper limit of the mean rests on.

    ``method``, ``value``: the limit to use; None where no limit should be used: compare result by result. ``reason``
    says why. ``limits``: every limit that could be computed; ``refused``: why the others could not. ``tests``: of the
    detected values. ``remarks``: the limit lies above the largest value, and the like.
    """

    method: Method | None
    value: float | None
    reason: Problem
    limits: Mapping[Method, float]
    refused: Mapping[Method, Problem]
    tests: tuple[Fit, ...]
    remarks: tuple[Problem, ...]


def recommended_limit(sample: Sample, resampling: Resampling = BY_DEFAULT) -> Recommendation:
    """95 % upper limits of the mean by all methods, and the one to use.

    Parameters
    ----------
    sample : Sample
        Any number of results, with or without non-detects.
    resampling : Resampling
        Draws and seed of the bootstrap methods.

    Notes
    -----
    Fewer than 8 results, fewer than 5 detected ones, or all equal: none. Otherwise by the first family that the
    detected values do not reject at 5 %: normal (Shapiro–Wilk), gamma (both tests), lognormal (Shapiro–Wilk of ln x),
    or none of them. What follows from it is in ``docs/statistics.md``.
    """
    limits, refused = _all_limits(sample, resampling)
    tests = family_tests(sample)
    wanted, reason = _choice(sample, tests)
    usable = [method for method in wanted if method in limits]
    if wanted and not usable:
        usable = [Method.CHEBYSHEV if sample.complete else Method.KM_CHEBYSHEV]
        chinese, english = ([method_name(one, language) for one in wanted] for language in ("zh", "en"))
        reason = attention("statistics.reason_fallback", wanted=", ".join(english), wanted_zh="、".join(chinese))
    method = max(usable, key=lambda one: limits[one], default=None)
    value = None if method is None else limits[method]
    return Recommendation(method, value, reason, limits, refused, tests, _remarks(sample, value))


def family_tests(sample: Sample) -> tuple[Fit, ...]:
    """The tests that the choice rests on, of the detected values; those that cannot be made are left out."""
    detects, tests = sample.detects, list[Fit]()
    normal = (
        distributions.shapiro_wilk if detects.size <= distributions.MOST_FOR_SHAPIRO else distributions.anderson_darling
    )
    for test in (normal, *GAMMA_AND_LOGNORMAL):
        try:
            found = test(detects)
        except StatisticsError:
            continue
        tests += found if isinstance(found, tuple) else [found]
    return tuple(tests)


def _lognormal(detects: Floats) -> Fit:
    few = detects.size <= distributions.MOST_FOR_SHAPIRO
    return distributions.lognormal_test(
        detects, distributions.Name.SHAPIRO_WILK if few else distributions.Name.ANDERSON_DARLING
    )


GAMMA_AND_LOGNORMAL: tuple[Callable[[Floats], Fit | tuple[Fit, Fit]], ...] = (distributions.gamma_tests, _lognormal)


def _all_limits(sample: Sample, resampling: Resampling) -> tuple[dict[Method, float], dict[Method, Problem]]:
    limits: dict[Method, float] = {}
    refused: dict[Method, Problem] = {}
    for methods, compute in (COMPLETE if sample.complete else WITH_NON_DETECTS).items():
        try:
            limits |= zip(methods, compute(sample, resampling), strict=True)
        except StatisticsError as reason:
            refused |= dict.fromkeys(methods, reason.problem)
    return limits, refused


def _choice(sample: Sample, tests: tuple[Fit, ...]) -> tuple[tuple[Method, ...], Problem]:
    """Methods, of which the largest limit is used, and the reason; no methods: no limit."""
    if sample.size < LEAST_RESULTS or sample.detects.size < LEAST_DETECTS:
        return (), few_results(sample)
    if np.ptp(sample.detects) == 0:
        return (), attention("statistics.reason_equal", count=sample.detects.size)
    family = family_of(tests)
    rules = COMPLETE_RULES if sample.complete else NON_DETECT_RULES
    return rules[family](sample)


def few_results(sample: Sample) -> Problem:
    """Why there is no limit to be trusted: too few results, or too few of them detected."""
    counts = {"size": sample.size, "detects": sample.detects.size, "least": LEAST_RESULTS}
    return attention("statistics.reason_few", **counts, least_detects=LEAST_DETECTS)


def family_of(tests: tuple[Fit, ...]) -> Family | None:
    """The first family, of normal, gamma and lognormal, all of whose tests pass."""
    for family in (Family.NORMAL, Family.GAMMA, Family.LOGNORMAL):
        mine = [test.passes for test in tests if test.family is family]
        if mine and all(mine):
            return family
    return None


Chosen = tuple[tuple[Method, ...], Problem]


def _gamma_rule(sample: Sample) -> Chosen:
    shape = gamma_fit(sample.values).corrected
    values = {"shape": f"{shape:.3g}", "size": sample.size}
    if shape <= 1 and sample.size < FEW:
        return (Method.BOOTSTRAP_T,), attention("statistics.reason_gamma_skewed", **values)
    if sample.size < MANY:
        return (Method.ADJUSTED_GAMMA,), attention("statistics.reason_gamma_adjusted", **values)
    return (Method.APPROXIMATE_GAMMA,), attention("statistics.reason_gamma_many", **values)


def _lognormal_rule(sample: Sample) -> Chosen:
    spread = _log_spread(sample)
    if spread <= MILD:
        return (Method.LAND_H, Method.BCA), attention("statistics.reason_lognormal_mild", spread=f"{spread:.3g}")
    return (Method.CHEBYSHEV_LOGNORMAL,), attention("statistics.reason_lognormal_wide", spread=f"{spread:.3g}")


def _free_rule(sample: Sample) -> Chosen:
    mild = sample.size >= FEW and _log_spread(sample) <= MILD
    if mild:
        return (Method.BCA,), attention("statistics.reason_free_mild", size=sample.size)
    return (Method.CHEBYSHEV,), attention("statistics.reason_free", size=sample.size)


def _km_gamma_rule(sample: Sample) -> Chosen:
    many = sample.size >= MANY
    method = Method.KM_APPROXIMATE_GAMMA if many else Method.KM_ADJUSTED_GAMMA
    return (method,), attention("statistics.reason_km_gamma", size=sample.size)


def _km_free_rule(sample: Sample) -> Chosen:
    if sample.size >= FEW and _log_spread(sample) <= MILD:
        return (Method.KM_BCA,), attention("statistics.reason_km_mild", size=sample.size)
    return (Method.KM_CHEBYSHEV,), attention("statistics.reason_km_free", size=sample.size)


def _log_spread(sample: Sample) -> float:
    """sd of ln x of the detected values; infinite where one is zero."""
    detects = sample.detects
    return float(np.log(detects).std(ddof=1)) if detects.min() > 0 else float("inf")


COMPLETE_RULES: Mapping[Family | None, Callable[[Sample], Chosen]] = {
    Family.NORMAL: lambda _: ((Method.STUDENT_T,), attention("statistics.reason_normal")),
    Family.GAMMA: _gamma_rule,
    Family.LOGNORMAL: _lognormal_rule,
    None: _free_rule,
}
NON_DETECT_RULES: Mapping[Family | None, Callable[[Sample], Chosen]] = {
    Family.NORMAL: lambda _: ((Method.KM_T,), attention("statistics.reason_km_normal")),
    Family.GAMMA: _km_gamma_rule,
    Family.LOGNORMAL: _km_free_rule,
    None: _km_free_rule,
}


def _remarks(sample: Sample, value: float | None) -> tuple[Problem, ...]:
    remarks = []
    largest = float(sample.detects.max(initial=0.0))
    if value is not None and value > largest:
        remarks.append(attention("statistics.limit_above_maximum", limit=f"{value:.6g}", maximum=f"{largest:.6g}"))
    if sample.limits.size and sample.detects.size and sample.limits.max() > largest:
        remarks.append(attention("statistics.limits_above_detects", limit=sample.limits.max(), maximum=largest))
    return tuple(remarks)
