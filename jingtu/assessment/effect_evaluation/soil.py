"""Whether soil has reached its assessment values (HJ 25.5-2018), one pit or treated zone at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from jingtu.assessment.effect_evaluation.rules import count, number
from jingtu.assessment.effect_evaluation.sampling import shortfall
from jingtu.assessment.effect_evaluation.verdict import (
    Basis,
    Outcome,
    Verdict,
    blind_non_detects,
    together,
    upper_limit,
)
from jingtu.problems import Problem, attention, error
from jingtu.science.bad_values import BadValues, Floats, positive, setting
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family
from jingtu.science.ucl_bootstrap import BY_DEFAULT, Resampling
from jingtu.science.ucl_choice import Method, Recommendation
from jingtu.science.ucl_names import method_words

POINTS = ("statistics_from",)
STATISTICS = ("statistics_from", "maximum_multiple", "confidence")
T_TEST = ("statistics_from", "duplicate_sets", "duplicate_formula")


class NonDetects(StrEnum):
    """How non-detects enter the mean."""

    AT_LIMIT = "at_limit"
    """The literal rule of HJ 25.5: at the reporting limit."""
    KAPLAN_MEIER = "kaplan_meier"
    """The better estimate."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the guideline leaves open. ``method``: the upper limit to use instead of the recommended one."""

    non_detects: NonDetects = NonDetects.AT_LIMIT
    method: Method | None = None
    resampling: Resampling = BY_DEFAULT


DEFAULT = Choices()


@dataclass(frozen=True, slots=True)
class Contaminant:
    """Results of one contaminant in one pit or zone.

    ``value``: assessment value, above 0, in the unit of the results (mg/kg); ``duplicates``: shape (k, 2), both results
    of each set of duplicates, in the same unit.
    """

    sample: Sample
    value: float
    duplicates: ArrayLike | None = None


@dataclass(frozen=True, slots=True)
class ZoneVerdict:
    """``outcome``: all contaminants pass, and there are as many samples as needed; ``reasons`` of the latter."""

    outcome: Outcome
    contaminants: Mapping[str, Verdict]
    reasons: tuple[Problem, ...]


def evaluate_zone(
    contaminants: Mapping[str, Contaminant], *, needed: int | None, choices: Choices = DEFAULT
) -> ZoneVerdict:
    """Judge every contaminant of a pit or zone, and the whole.

    ``needed``: samples that :mod:`jingtu.assessment.effect_evaluation.sampling` asks for, None where that is not known.
    Too few, or not known, a zone that would pass stays undecided.
    """
    verdicts = {name: evaluate(one, choices) for name, one in contaminants.items()}
    if needed is None:
        reasons: tuple[Problem, ...] = (attention("effect_evaluation.needed_unknown"),)
    else:
        reasons = shortfall(needed, min((one.size for one in verdicts.values()), default=0))
    outcome = together(one.outcome for one in verdicts.values())
    if reasons and outcome is Outcome.PASSES:
        outcome = Outcome.UNDECIDED
    return ZoneVerdict(outcome, verdicts, reasons)


def evaluate(contaminant: Contaminant, choices: Choices = DEFAULT) -> Verdict:
    """Whether one contaminant of one pit or zone has reached its assessment value.

    Parameters
    ----------
    contaminant : Contaminant
    choices : Choices

    Raises
    ------
    BadSetting
        If the assessment value is not above 0.
    BadValues
        If duplicates are not pairs of numbers above 0.

    Notes
    -----
    In this order: all results at or below the value: passes. A non-detect whose limit lies above the value says
    nothing: undecided, unless detected results fail by themselves. Fewer than 8 results: point by point, or by the
    t-test where there are at least 4 sets of duplicates. From 8 results: the 95 % upper limit of the mean at or below
    the value, and the largest result at most twice the value; where no upper limit is to be trusted, point by point.
    Numbers and marks: ``data/rules.csv``.
    """
    value = setting("value", contaminant.value, above=0, below=math.inf)
    sample = contaminant.sample
    if (sample.values <= value).all():
        reason = attention("effect_evaluation.all_within", size=sample.size, value=_text(value))
        return _verdict(Outcome.PASSES, Basis.ALL_WITHIN, (reason,), POINTS, contaminant)
    if sample.size < count("statistics_from"):
        return _few(contaminant, value)
    return _many(contaminant, value, choices)


def _few(contaminant: Contaminant, value: float) -> Verdict:
    """Point by point, or by duplicates."""
    sample = contaminant.sample
    margin, reasons = 0.0, list[Problem]()
    if contaminant.duplicates is not None:
        scatter = relative_scatter(contaminant.duplicates)
        if scatter.sets >= count("duplicate_sets"):
            margin = scatter.margin(value)
            reasons.append(attention("effect_evaluation.duplicates", **_scatter_words(scatter, margin, value)))
        else:
            least = count("duplicate_sets")
            reasons.append(attention("effect_evaluation.few_duplicates", sets=scatter.sets, least=least))
    by_duplicates = margin > 0
    basis, rules = (Basis.DUPLICATES, T_TEST) if by_duplicates else (Basis.POINT_BY_POINT, POINTS)
    above = sample.detects[sample.detects > value + margin]
    if above.size:
        reasons.append(_points(above, value, sample.size))
        return _verdict(Outcome.FAILS, basis, tuple(reasons), rules, contaminant)
    blind = blind_non_detects(sample, value)
    if blind:
        return _verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, (*reasons, *blind), rules, contaminant)
    return _verdict(Outcome.PASSES, basis, tuple(reasons), rules, contaminant)


def _many(contaminant: Contaminant, value: float, choices: Choices) -> Verdict:
    """By the upper limit of the mean and the largest result."""
    sample = contaminant.sample
    allowed = number("maximum_multiple") * value
    over = sample.detects[sample.detects > allowed]
    if over.size:
        reason = attention("effect_evaluation.maximum_above", maximum=_text(over.max()), allowed=_text(allowed))
        return _verdict(Outcome.FAILS, Basis.UPPER_LIMIT, (reason,), STATISTICS, contaminant)
    blind = blind_non_detects(sample, value)
    if blind:
        return _verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, blind, STATISTICS, contaminant)
    by_kaplan_meier = choices.non_detects is NonDetects.KAPLAN_MEIER
    found = upper_limit(sample, choices.resampling, kaplan_meier=by_kaplan_meier)
    if found.method is None:
        above = sample.detects[sample.detects > value]
        reasons = (found.reason, _points(above, value, sample.size))
        return _verdict(Outcome.FAILS, Basis.POINT_BY_POINT, reasons, POINTS, contaminant, found)
    return _by_limit(contaminant, value, found, choices)


def _by_limit(contaminant: Contaminant, value: float, found: Recommendation, choices: Choices) -> Verdict:
    method = choices.method or found.method
    refusal = _refusal(method, found)
    if method is None or refusal:
        return _verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, refusal, STATISTICS, contaminant, found)
    limit = found.limits[method]
    passes = limit <= value
    code = "effect_evaluation.limit_within" if passes else "effect_evaluation.limit_above"
    words = {**method_words(method), "limit": _text(limit), "value": _text(value)}
    reason = attention(code, **words, size=contaminant.sample.size)
    why = (found.reason,) if method is found.method else ()
    return Verdict(
        Outcome.PASSES if passes else Outcome.FAILS,
        Basis.UPPER_LIMIT,
        (reason, *why),
        STATISTICS,
        contaminant.sample.size,
        _maximum(contaminant.sample),
        method,
        limit,
        found,
    )


def _refusal(method: Method | None, found: Recommendation) -> tuple[Problem, ...]:
    """Why a method asked for is not used: it could not be computed, or is Student's t on data that are not normal."""
    if method is None:
        return (found.reason,)
    if method not in found.limits:
        return (attention("effect_evaluation.method_missing", **method_words(method)),)
    normal = [test for test in found.tests if test.family is Family.NORMAL]
    if method in (Method.STUDENT_T, Method.KM_T) and not all(test.passes for test in normal):
        return (attention("effect_evaluation.t_refused", test=str(normal[0].test), p=f"{normal[0].p:.2g}"),)
    return ()


def _points(above: Floats, value: float, size: int) -> Problem:
    shown = "、".join(_text(one) for one in np.sort(above)[::-1][:5])
    return attention("effect_evaluation.points_above", count=above.size, size=size, value=_text(value), values=shown)


@dataclass(frozen=True, slots=True)
class Scatter:
    """How far duplicates differ: relative standard deviation ``share`` [1] from ``sets`` pairs."""

    share: float
    sets: int

    def margin(self, value: float) -> float:
        """How far above ``value`` a result may lie and not be significantly higher (95 %), in the unit of ``value``."""
        return float(stdtrit(self.sets, number("confidence"))) * self.share * value


def relative_scatter(duplicates: ArrayLike) -> Scatter:
    """s_r = √{Σ [(x_i1 - x_i2)/x̄_i]²/(2k)} of k pairs, shape (k, 2), k >= 1, all above 0; k degrees of freedom.

    A result x is significantly above the value C where (x - C)/(s_r C) > t(0.95, k). Proposed by this project: the
    appendix of HJ 25.5 was not readable. Raises BadValues, NotPositive.
    """
    pairs = np.array(duplicates, dtype=np.float64)
    if pairs.ndim != 2 or pairs.shape[1:] != (2,) or not np.isfinite(pairs).all() or pairs.shape[0] < 1:
        raise BadValues(error("effect_evaluation.not_pairs", shape=pairs.shape))
    positive(pairs.ravel())
    relative = (pairs[:, 0] - pairs[:, 1]) / pairs.mean(axis=1)
    return Scatter(float(np.sqrt((relative**2).sum() / (2 * len(pairs)))), len(pairs))


def _scatter_words(scatter: Scatter, margin: float, value: float) -> dict[str, object]:
    return {"sets": scatter.sets, "share": f"{scatter.share:.3g}", "margin": _text(value + margin)}


def _verdict(
    outcome: Outcome,
    basis: Basis,
    reasons: tuple[Problem, ...],
    rules: tuple[str, ...],
    contaminant: Contaminant,
    found: Recommendation | None = None,
) -> Verdict:
    sample = contaminant.sample
    return Verdict(outcome, basis, reasons, rules, sample.size, _maximum(sample), recommendation=found)


def _maximum(sample: Sample) -> float:
    return float(sample.values.max())


def _text(number_: float) -> str:
    return f"{number_:.7g}"
