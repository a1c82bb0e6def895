"""Effect of risk control (HJ 25.5-2018, HJ 25.6-2019), aftercare, and the limit of remediation."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from jingtu.assessment.effect_evaluation.groundwater import WellSeries, trend_unseen
from jingtu.assessment.effect_evaluation.rules import count, named, number
from jingtu.assessment.effect_evaluation.verdict import Basis, Outcome, Verdict, blind_non_detects
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import StatisticsError, setting
from jingtu.science.trend import Direction, mann_kendall

RULES = ("risk_control_rounds", "trend_level")


def evaluate_risk_control(downgradient: WellSeries, target: float, *, works_as_designed: bool | None) -> Verdict:
    """Whether risk control holds at one downgradient well: at least 4 quarterly rounds, all at or below the target or
    falling. A fall of so few rounds that no test could see it is undecided.

    Parameters
    ----------
    downgradient : WellSeries
        Rounds after the works were completed, in the unit of the target.
    target : float
        Above 0.
    works_as_designed : bool or None
        Whether strength, permeability, continuity … are as designed or do not impair the purpose; None: not known.

    Raises
    ------
    BadSetting
    """
    setting("target", target, above=0, below=math.inf)
    sample, least = downgradient.sample, count("risk_control_rounds")
    maximum = float(sample.values.max())
    if works_as_designed is False:
        reason = attention("effect_evaluation.works_impaired")
        return Verdict(Outcome.FAILS, Basis.POINT_BY_POINT, (reason,), RULES, sample.size, maximum)
    gaps = list[Problem]()
    if works_as_designed is None:
        gaps.append(attention("effect_evaluation.works_unknown"))
    if sample.size < least:
        gaps.append(attention("effect_evaluation.few_rounds", rounds=sample.size, least=least))
    if gaps:
        return Verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, tuple(gaps), RULES, sample.size, maximum)
    if maximum <= target:
        reason = attention("effect_evaluation.all_within", size=sample.size, value=f"{target:.7g}")
        return Verdict(Outcome.PASSES, Basis.ALL_WITHIN, (reason,), RULES, sample.size, maximum)
    blind = blind_non_detects(sample, target)
    if blind and not (sample.detects > target).any():
        return Verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, blind, RULES, sample.size, maximum)
    return _by_trend(downgradient, maximum)


def _by_trend(downgradient: WellSeries, maximum: float) -> Verdict:
    size = downgradient.sample.size
    try:
        trend = mann_kendall(downgradient.series())
    except StatisticsError as refused:
        return Verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, (refused.problem,), RULES, size, maximum)
    unseen = trend_unseen(size)
    if trend.s < 0 and unseen:
        return Verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, unseen, RULES, size, maximum)
    falls = trend.direction(number("trend_level")) is Direction.FALLING
    code = "falling" if falls else "not_falling"
    reason = attention(f"effect_evaluation.{code}", s=trend.s, z=f"{trend.z:.3f}", p=f"{trend.p:.3g}")
    outcome = Outcome.PASSES if falls else Outcome.FAILS
    return Verdict(outcome, Basis.UPPER_LIMIT_AND_TREND, (reason,), RULES, size, maximum)


def aftercare_needed(remaining: float | None, screening_class_1: float | None, *, risk_control: bool) -> bool | None:
    """Whether long-term monitoring and institutional control must follow: risk control is used, or what remains exceeds
    the class-1 screening value of GB 36600. None: a number is missing. Both in mg/kg.

    >>> aftercare_needed(30, 20, risk_control=False), aftercare_needed(None, 20, risk_control=False)
    (True, None)
    """
    if risk_control:
        return True
    if remaining is None or screening_class_1 is None:
        return None
    return remaining > screening_class_1


@dataclass(frozen=True, slots=True)
class LimitOfRemediation:
    """What HJ 25.6 asks before the rest may go to risk assessment instead of further treatment; None: not known."""

    site_model_and_wells_sufficient: bool | None
    technique_explained: bool | None
    properly_run: bool | None
    no_other_technique: bool | None


def limit_of_remediation(well: WellSeries, target: float, grounds: LimitOfRemediation) -> Verdict:
    """Whether remediation has come to its limit at a well: a year of monthly results above the target that fall no
    longer, and all grounds.

    ``PASSES`` means that the limit may be claimed, not that the target is met. Parameters and errors as
    :func:`evaluate_risk_control`.
    """
    setting("target", target, above=0, below=math.inf)
    sample, least = well.sample, count("limit_of_remediation_months")
    maximum, rules = float(sample.values.max()), ("limit_of_remediation_months", "trend_level")
    facts = {field.name: getattr(grounds, field.name) for field in fields(grounds)}
    missing = [name for name, fact in facts.items() if fact is None]
    refuted = [name for name, fact in facts.items() if fact is False]
    if refuted:
        reason = attention("effect_evaluation.grounds_refuted", **named("ground", refuted, "grounds"))
        return Verdict(Outcome.FAILS, Basis.POINT_BY_POINT, (reason,), rules, sample.size, maximum)
    gaps = [attention("effect_evaluation.grounds_missing", **named("ground", missing, "grounds"))] if missing else []
    if sample.size < least:
        gaps.append(attention("effect_evaluation.few_rounds", rounds=sample.size, least=least))
    if gaps:
        return Verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, tuple(gaps), rules, sample.size, maximum)
    return _still_above(well, target, rules)


def _still_above(well: WellSeries, target: float, rules: tuple[str, ...]) -> Verdict:
    size, maximum = well.sample.size, float(well.sample.values.max())
    if (well.sample.detects > target).sum() != size:
        reason = attention("effect_evaluation.not_all_above", value=f"{target:.7g}")
        return Verdict(Outcome.FAILS, Basis.POINT_BY_POINT, (reason,), rules, size, maximum)
    try:
        trend = mann_kendall(well.series())
    except StatisticsError:
        # All rounds equal: nothing falls.
        reason = attention("effect_evaluation.stable_above", value=f"{target:.7g}")
        return Verdict(Outcome.PASSES, Basis.UPPER_LIMIT_AND_TREND, (reason,), rules, size, maximum)
    moves = trend.direction(number("trend_level")) is not Direction.NONE_SEEN
    code = "moves_above" if moves else "stable_above"
    reason = attention(f"effect_evaluation.{code}", value=f"{target:.7g}")
    outcome = Outcome.FAILS if moves else Outcome.PASSES
    return Verdict(outcome, Basis.UPPER_LIMIT_AND_TREND, (reason,), rules, size, maximum)
