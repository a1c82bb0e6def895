"""Two groups with non-detects: weighted logrank tests on left-censored results, and Gehan's ranks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np
from scipy.special import ndtr

from jingtu.problems import error
from jingtu.science.bad_values import Floats, NoVariation, TooFewValues
from jingtu.science.groups import Comparison, Question
from jingtu.science.nondetects import Sample


class Weight(StrEnum):
    """How much a comparison at each detected value counts."""

    LOGRANK = "logrank"
    GEHAN = "gehan"
    TARONE_WARE = "tarone_ware"
    PETO = "peto"


WEIGHTS: Mapping[Weight, Callable[[Floats, Floats], Floats]] = {
    Weight.LOGRANK: lambda risk, _: np.ones(risk.size),
    Weight.GEHAN: lambda risk, _: risk,
    Weight.TARONE_WARE: lambda risk, _: np.sqrt(risk),
    Weight.PETO: lambda _, share: share,
}
P: Mapping[Question, Callable[[float], float]] = {
    Question.DIFFERENT: lambda z: 2 * float(ndtr(-abs(z))),
    Question.GREATER: lambda z: float(ndtr(-z)),
    Question.LESS: lambda z: float(ndtr(z)),
}


def weighted_logrank(
    first: Sample, second: Sample, weight: Weight = Weight.PETO, *, question: Question = Question.DIFFERENT
) -> Comparison:
    """Weighted logrank test turned round for results below limits, with hypergeometric variance.

    Parameters
    ----------
    first, second : Sample
        At least two results each and one detected value in all. Limits may be many, and different in the groups.
    weight : Weight, default PETO
        LOGRANK counts all detected values alike; GEHAN and TARONE_WARE the large, PETO those where most results lie
        below.
    question : Question

    Returns
    -------
    Comparison
        ``statistic``: z, positive where the first group is larger.

    Raises
    ------
    TooFewValues, NoVariation

    Notes
    -----
    From the largest detected value down, at each: n_j results (values or limits) at or below, of them n_1j in the first
    group; d_j detected there, d_1j in the first. z = Σ w (d_1j - d_j n_1j/n_j) / √Σ w² d_j (n_1j/n_j)(1 - n_1j/n_j)(n_j
    - d_j)/(n_j - 1). Weights: 1, n_j, √n_j, and for PETO the Kaplan–Meier share not above x_j of Peto and Peto, Π (n_i
    + 1 - d_i)/(n_i + 1) over x_i >= x_j.

    References
    ----------
    .. [1] D. R. Helsel, Statistics for Censored Environmental Data, 2nd ed., Wiley, 2012, ch. 9.
    .. [2] S. P. Millard, S. J. Deverel, Nonparametric statistical methods for comparing two sites based on data with
       multiple nondetect limits, Water Resources Research 24 (1988) 2087–2098.
    """
    _enough(first, second)
    points = np.unique(np.concatenate([first.detects, second.detects]))[::-1]
    risk_1, risk_2 = (_at_or_below(one.values, points) for one in (first, second))
    seen_1, seen_2 = (_equal(one.detects, points) for one in (first, second))
    risk, seen = risk_1 + risk_2, seen_1 + seen_2
    share = np.cumprod((risk + 1 - seen) / (risk + 1)).astype(np.float64)
    weights = WEIGHTS[weight](risk, share)
    part = risk_1 / risk
    variance = float((weights**2 * seen * part * (1 - part) * (risk - seen) / np.maximum(risk - 1, 1)).sum())
    if variance <= 0:
        raise NoVariation(error("statistics.no_order", count=first.size + second.size))
    z = float((weights * (seen_1 - seen * part)).sum()) / math.sqrt(variance)
    return Comparison(z, P[question](z))


def gehan(first: Sample, second: Sample, *, question: Question = Question.DIFFERENT) -> Comparison:
    """Gehan's test with the permutation variance of Mantel: results are compared where their order is known.

    Holds where both groups were measured with the same limits. Parameters, errors and result as
    :func:`weighted_logrank`.

    Notes
    -----
    h_i: results known to lie below result i less those known to lie above. z = Σ h_i over the first group / √[n m Σ
    h²/(N(N - 1))].
    """
    _enough(first, second)
    both = Sample(np.concatenate([first.values, second.values]), np.concatenate([first.detected, second.detected]))
    ranks = _known_below(both) - _known_above(both)
    n, m = first.size, second.size
    variance = n * m * float((ranks**2).sum()) / ((n + m) * (n + m - 1))
    if variance == 0:
        raise NoVariation(error("statistics.no_order", count=both.size))
    z = float(ranks[:n].sum()) / math.sqrt(variance)
    return Comparison(z, P[question](z))


def _known_below(sample: Sample) -> Floats:
    """How many results are known to lie below each; none for a non-detect."""
    count = _less(sample.values, sample.values) + _equal(sample.limits, sample.values)
    return np.where(sample.detected, count, 0.0)


def _known_above(sample: Sample) -> Floats:
    """How many detected results are known to lie above each; for a non-detect those at its limit do."""
    not_below = sample.detects.size - _less(sample.detects, sample.values)
    return np.where(sample.detected, not_below - _equal(sample.detects, sample.values), not_below)


def _less(values: Floats, points: Floats) -> Floats:
    return np.searchsorted(np.sort(values), points, side="left").astype(np.float64)


def _enough(first: Sample, second: Sample) -> None:
    fewest = min(first.size, second.size)
    if fewest < 2:
        raise TooFewValues(error("statistics.too_few", count=fewest, least=2))
    detects = first.detects.size + second.detects.size
    if detects < 1:
        size = first.size + second.size
        raise TooFewValues(error("statistics.too_few_detects", count=detects, least=1, size=size))


def _at_or_below(values: Floats, points: Floats) -> Floats:
    return np.searchsorted(np.sort(values), points, side="right").astype(np.float64)


def _equal(values: Floats, points: Floats) -> Floats:
    ordered = np.sort(values)
    return (np.searchsorted(ordered, points, side="right") - np.searchsorted(ordered, points)).astype(np.float64)
