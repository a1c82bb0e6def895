"""Tracing pollution by element ratios: which sources the mixture in a sample could come from.

Ratios of elements change less on the way from a source than concentrations do. A sample whose ratios a source does not
show did not get its elements from that source alone; that a source shows them too does not prove anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from jingtu.problems import Problem, error

Floats = NDArray[np.float64]
FEWEST = 3


class TracingError(ValueError):
    """What tracing refuses: what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadNumbers(TracingError):  # noqa: N818 - the numbers are bad, not the program
    """Missing numbers, concentrations that are not above zero, shapes that do not fit, too few samples."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ratio of two elements over ``n`` samples: ``geometric_mean`` with its confidence limits ``low`` and ``high``,
    ``median``, and ``spread``, the geometric standard deviation (1: no spread). [1]"""

    n: int
    geometric_mean: float
    low: float
    high: float
    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class RatioMatch:
    """``deviations``, shape (samples, sources, pairs): how far each log ratio lies from the mean of the source, in
    standard deviations of one more sample of it; ``compatible``, shape (samples, sources): whether all pairs lie
    within what the confidence allows."""

    sources: tuple[str, ...]
    deviations: Floats
    compatible: NDArray[np.bool_]


def element_ratio(numerator: ArrayLike, denominator: ArrayLike, *, confidence: float = 0.95) -> Ratio:
    """The ratio of two elements in a group of samples.

    Parameters
    ----------
    numerator, denominator : array_like, shape (n,), n >= 3
        Concentrations in the same samples, above zero, both in the same unit. Non-detects have no ratio: leave such
        samples out and say how many.
    confidence : float, default 0.95
        Of the limits of the geometric mean, two-sided. [1]

    Raises
    ------
    BadNumbers
        If a number is missing or not above zero, shapes differ, there are fewer than 3 samples, or ``confidence`` does
        not lie between 0 and 1.

    Notes
    -----
    Student limits of the mean of the logarithms, taken back.

    >>> element_ratio([2.0, 4.0, 8.0], [1.0, 2.0, 4.0]).geometric_mean
    2.0
    """
    logs = np.log(above_zero(numerator, 1)) - np.log(above_zero(denominator, 1, like=numerator))
    check_confidence(confidence)
    n, mean, deviation = logs.size, float(logs.mean()), float(logs.std(ddof=1))
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * deviation / n**0.5
    middle, low, high, median, spread = np.exp([mean, mean - half, mean + half, np.median(logs), deviation]).tolist()
    return Ratio(n, middle, low, high, median, spread)


def match_ratios(
    samples: ArrayLike,
    sources: Mapping[str, ArrayLike],
    pairs: Sequence[tuple[int, int]],
    *,
    confidence: float = 0.95,
) -> RatioMatch:
    """Compare element ratios of samples with those of candidate sources.

    Parameters
    ----------
    samples : array_like, shape (n, p)
        Concentrations, above zero: rows are samples, columns elements. [one unit for all]
    sources : mapping of name to array_like, shape (m, p), m >= 3
        Samples of each source: waste, dust, slag, sludge, fertiliser, parent rock. [as samples]
    pairs : sequence of (int, int)
        Columns of numerator and denominator of each ratio.
    confidence : float, default 0.95
        With which a further sample of a source would pass all its pairs. [1]

    Raises
    ------
    BadNumbers
        If a number is missing or not above zero, shapes do not fit, a source has fewer than 3 samples or does not vary,
        or there is no pair or one of a column with itself.

    Notes
    -----
    A log ratio passes within ``t · s · sqrt(1 + 1/m)`` of the mean of the source: the prediction limits of one more
    sample, Student t at m - 1 degrees of freedom, shared out among the pairs (Bonferroni).
    """
    check_confidence(confidence)
    numbers = above_zero(samples, 2, fewest=1)
    columns = _pair_columns(pairs, numbers.shape[1])
    ratios, deviations, compatible = _log_ratios(numbers, columns), [], []
    for name, given in sources.items():
        own = above_zero(given, 2)
        if own.shape[1] != numbers.shape[1]:
            raise BadNumbers(error("tracing.columns", name=name, given=own.shape[1], wanted=numbers.shape[1]))
        own_ratios = _log_ratios(own, columns)
        spread = own_ratios.std(axis=0, ddof=1)
        if not (spread > 0).all():
            raise BadNumbers(error("tracing.no_spread", name=name, pair=int(np.argmin(spread)) + 1))
        m = len(own)
        off = (ratios - own_ratios.mean(axis=0)) / (spread * (1 + 1 / m) ** 0.5)
        deviations.append(off)
        compatible.append((np.abs(off) <= stdtrit(m - 1, 1 - (1 - confidence) / 2 / len(columns))).all(axis=1))
    if not deviations:
        raise BadNumbers(error("tracing.no_sources"))
    return RatioMatch(tuple(sources), np.stack(deviations, axis=1), np.stack(compatible, axis=1))


def _log_ratios(concentrations: Floats, columns: NDArray[np.int64]) -> Floats:
    logs = np.log(concentrations)
    ratios: Floats = logs[:, columns[:, 0]] - logs[:, columns[:, 1]]
    return ratios


def _pair_columns(pairs: Sequence[tuple[int, int]], width: int) -> NDArray[np.int64]:
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    inside = (columns >= 0) & (columns < width)
    if not columns.size or not inside.all() or (columns[:, 0] == columns[:, 1]).any():
        raise BadNumbers(error("tracing.pairs", width=width))
    return columns


def check_confidence(confidence: float) -> None:
    """Raise BadNumbers unless 0 < ``confidence`` < 1."""
    if not 0 < confidence < 1:
        raise BadNumbers(error("tracing.confidence", confidence=confidence))


def as_numbers(given: ArrayLike) -> Floats:
    """As float64, any shape, NaN included. Raises BadNumbers where something is no number."""
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as reason:
        raise BadNumbers(error("tracing.not_numbers", reason=reason)) from reason


def above_zero(given: ArrayLike, dimensions: int, *, fewest: int = FEWEST, like: ArrayLike | None = None) -> Floats:
    """As float64, all above zero. Raises BadNumbers."""
    numbers = as_numbers(given)
    wanted = numbers.shape if like is None else np.shape(like)
    if numbers.ndim != dimensions or numbers.shape != wanted:
        raise BadNumbers(error("tracing.shapes", given=numbers.shape, wanted=wanted))
    if len(numbers) < fewest:
        raise BadNumbers(error("tracing.too_few", count=len(numbers), least=fewest))
    bad = ~(np.isfinite(numbers) & (numbers > 0))
    if bad.any():
        raise BadNumbers(error("tracing.not_above_zero", row=int(np.argwhere(bad)[0][0]) + 1, count=int(bad.sum())))
    return numbers
