"""What an evaluation answers: an outcome, the rule that led to it, the reasons, and how far it binds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jingtu.assessment.effect_evaluation.rules import binding, reservation
from jingtu.problems import Problem, attention
from jingtu.science.nondetects import Sample, substituted
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import LEAST_DETECTS, Method, Recommendation, few_results, recommended_limit


class Outcome(StrEnum):
    PASSES = "passes"
    FAILS = "fails"
    UNDECIDED = "undecided"
    """A fact is missing; the reasons name it. Never to be read as passed."""


class Basis(StrEnum):
    """The rule by which an outcome was reached."""

    ALL_WITHIN = "all_within"
    POINT_BY_POINT = "point_by_point"
    DUPLICATES = "duplicates"
    UPPER_LIMIT = "upper_limit"
    UPPER_LIMIT_AND_TREND = "upper_limit_and_trend"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One contaminant in one pit, zone or well.

    ``size`` results with the largest ``maximum`` (non-detects at their limit); ``method`` and ``limit``: the upper
    limit of the mean that was used, if any, out of ``recommendation``. ``rules``: keys of ``rules.csv`` that the
    outcome rests on.
    """

    outcome: Outcome
    basis: Basis
    reasons: tuple[Problem, ...]
    rules: tuple[str, ...]
    size: int
    maximum: float | None
    method: Method | None = None
    limit: float | None = None
    recommendation: Recommendation | None = None

    @property
    def statutory(self) -> bool:
        """Whether it may be shown as following from the standard; else it is for guidance, and ``remarks`` say so."""
        return binding(self.rules)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What must stand beside the verdict."""
        return reservation(self.rules) + (self.recommendation.remarks if self.recommendation and self.method else ())


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """All must pass: one that fails fails the whole; else one that is undecided, or none, leaves it undecided."""
    found: Sequence[Outcome] = tuple(outcomes)
    if Outcome.FAILS in found:
        return Outcome.FAILS
    return Outcome.UNDECIDED if Outcome.UNDECIDED in found or not found else Outcome.PASSES


def blind_non_detects(sample: Sample, value: float) -> tuple[Problem, ...]:
    """Non-detects whose limit lies above ``value``: nobody knows on which side of it they are."""
    limits = sample.limits[sample.limits > value]
    if limits.size == 0:
        return ()
    words = {"count": limits.size, "limit": f"{limits.max():.7g}", "value": f"{value:.7g}"}
    return (attention("effect_evaluation.limits_above_value", **words),)


def upper_limit(sample: Sample, resampling: Resampling, *, kaplan_meier: bool = False) -> Recommendation:
    """The upper limit of the mean to judge by; non-detects at their limit, or by Kaplan–Meier.

    Values put in for non-detects do not count as detected: with too few detected ones there is no limit.
    """
    found = recommended_limit(sample if kaplan_meier else Sample.of(substituted(sample)), resampling)
    if sample.detects.size >= LEAST_DETECTS:
        return found
    return replace(found, method=None, value=None, reason=few_results(sample))
