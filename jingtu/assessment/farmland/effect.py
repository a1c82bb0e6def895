"""Whether a remediation or safe-use measure worked (NY/T 3343-2018): before it may be judged, by season, overall.

The standard's first pages were read; its tests and limits are recalled (farmland rules FL-EFF-01 to 03, mark *no*): a
result is an internal reminder until they have been compared with the text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from jingtu.problems import Problem, error


class Outcome(StrEnum):
    """达标, 不达标; UNDECIDED where something is missing."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """What the outcome rests on."""

    MEAN_ABOVE = "mean_above"
    TOO_MANY_EXCEED = "too_many_exceed"
    ALL_WITHIN = "all_within"
    TOO_FEW_SAMPLES = "too_few_samples"
    SEASON_FAILED = "season_failed"
    SEASONS_MISSING = "seasons_missing"
    YIELD_DROPPED = "yield_dropped"
    YIELD_UNKNOWN = "yield_unknown"
    NOT_EDIBLE = "not_edible"
    CROP_UNKNOWN = "crop_unknown"
    INPUT_ABOVE_LIMIT = "input_above_limit"
    INPUT_UNKNOWN = "input_unknown"


class EffectError(ValueError):
    """What an evaluation refuses; ``problem`` says it in both languages."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRules:
    """Parameters of the evaluation, all recalled or ours (mark *no*, ``points_min`` *design*)."""

    exceed_limit: float = 0.10
    t_alpha: float = 0.05
    years: int = 2
    yield_drop_limit: Decimal = Decimal("10")
    points_min: int = 10


AS_RECALLED = EffectRules()


@dataclass(frozen=True, slots=True)
class Season:
    """One season of one pollutant: mean, standard deviation (n - 1), t at n - 1 degrees of freedom (None where all
    values are equal), the critical t, the share of samples above the limit, and what follows."""

    n: int
    mean: float
    sd: float
    t: float | None
    t_critical: float | None
    exceeding: float
    outcome: Outcome
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    outcome: Outcome
    why: tuple[Why, ...]


def season(indices: Sequence[float], rules: EffectRules = AS_RECALLED) -> Season:
    """One season: not reached where the mean is significantly above 1, or too many samples are above the limit.

    Parameters
    ----------
    indices : sequence of float
        E = content / limit of each sample, 0 or more; a non-detect with half its detection limit. [1]

    Raises
    ------
    EffectError
        If there is no sample, or one is missing, negative or infinite.

    Notes
    -----
    t = (mean - 1)/(sd/sqrt(n)), one-tailed. Where all values are equal the mean itself is compared with 1. Fewer
    samples than ``points_min`` (ours: the standard's table was not seen) leave a season that would be reached open.

    Examples
    --------
    >>> season([0.5] * 9 + [1.2]).outcome.value
    'reached'
    """
    values = _checked(indices)
    mean, exceeding = float(values.mean()), float((values > 1).mean())
    sd = 0.0 if values.size == 1 or values.min() == values.max() else float(values.std(ddof=1))
    t = (mean - 1) / (sd / math.sqrt(values.size)) if sd > 0 else None
    critical = float(stdtrit(values.size - 1, 1 - rules.t_alpha)) if sd > 0 else None
    above = mean > 1 if t is None or critical is None else t > critical
    why = [Why.MEAN_ABOVE] if above else []
    why += [Why.TOO_MANY_EXCEED] if round(exceeding, 12) > rules.exceed_limit else []
    outcome, reasons = _of_season(why, values.size, rules)
    return Season(int(values.size), mean, sd, t, critical, exceeding, outcome, reasons)


def overall(years: Mapping[int, Sequence[Outcome]], rules: EffectRules = AS_RECALLED) -> Evaluation:
    """All seasons of all target pollutants, by year: one season not reached decides; otherwise every year is needed."""
    outcomes = [outcome for of_year in years.values() for outcome in of_year]
    if Outcome.NOT_REACHED in outcomes:
        return Evaluation(Outcome.NOT_REACHED, (Why.SEASON_FAILED,))
    if sum(bool(of_year) for of_year in years.values()) < rules.years:
        return Evaluation(Outcome.UNDECIDED, (Why.SEASONS_MISSING,))
    if Outcome.UNDECIDED in outcomes:
        return Evaluation(Outcome.UNDECIDED, (Why.TOO_FEW_SAMPLES,))
    return Evaluation(Outcome.REACHED, (Why.ALL_WITHIN,))


def yield_check(change_percent: Decimal | None, rules: EffectRules = AS_RECALLED) -> Evaluation:
    """Same crop, against before or a like control: a drop of exactly the limit is allowed. [%], negative for a drop"""
    if change_percent is None:
        return Evaluation(Outcome.UNDECIDED, (Why.YIELD_UNKNOWN,))
    if change_percent < -rules.yield_drop_limit:
        return Evaluation(Outcome.NOT_REACHED, (Why.YIELD_DROPPED,))
    return Evaluation(Outcome.REACHED, (Why.ALL_WITHIN,))


def may_be_judged(*, edible_before: bool | None, edible_after: bool | None) -> Evaluation:
    """NY/T 3343 is for land that grows edible crops before and after (read)."""
    edible = (edible_before, edible_after)
    if False in edible:
        return Evaluation(Outcome.NOT_REACHED, (Why.NOT_EDIBLE,))
    if None in edible:
        return Evaluation(Outcome.UNDECIDED, (Why.CROP_UNKNOWN,))
    return Evaluation(Outcome.REACHED, (Why.ALL_WITHIN,))


def input_check(
    contents: Mapping[str, Decimal | None], screening: Mapping[str, Decimal], local: Mapping[str, Decimal]
) -> Mapping[str, Evaluation]:
    """What is spread, metal by metal: not above the screening value, or not above the local soil. [mg/kg]"""
    return {metal: _of_input(content, screening.get(metal), local.get(metal)) for metal, content in contents.items()}


def _of_input(content: Decimal | None, screening: Decimal | None, local: Decimal | None) -> Evaluation:
    known = [limit for limit in (screening, local) if limit is not None]
    if content is None or not known:
        return Evaluation(Outcome.UNDECIDED, (Why.INPUT_UNKNOWN,))
    if content <= max(known):
        return Evaluation(Outcome.REACHED, (Why.ALL_WITHIN,))
    if len(known) < 2:
        return Evaluation(Outcome.UNDECIDED, (Why.INPUT_UNKNOWN,))
    return Evaluation(Outcome.NOT_REACHED, (Why.INPUT_ABOVE_LIMIT,))


def _of_season(why: list[Why], n: int, rules: EffectRules) -> tuple[Outcome, tuple[Why, ...]]:
    if why:
        return Outcome.NOT_REACHED, tuple(why)
    if n < rules.points_min:
        return Outcome.UNDECIDED, (Why.TOO_FEW_SAMPLES,)
    return Outcome.REACHED, (Why.ALL_WITHIN,)


def _checked(indices: Sequence[float]) -> NDArray[np.float64]:
    values = np.asarray(indices, dtype=np.float64)
    if values.ndim != 1 or values.size == 0:
        raise EffectError(error("farmland.effect_empty", shape=values.shape))
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        raise EffectError(error("farmland.effect_value", place=int(np.argmax(bad)) + 1, value=values[bad][0]))
    return values
