"""Whether remediated groundwater has reached its targets (HJ 25.6-2019), by well and contaminant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jingtu.assessment.effect_evaluation.rules import count, number
from jingtu.assessment.effect_evaluation.verdict import (
    Basis,
    Outcome,
    Verdict,
    blind_non_detects,
    together,
    upper_limit,
)
from jingtu.problems import Problem, attention, error
from jingtu.science.bad_values import BadValues, StatisticsError, setting
from jingtu.science.nondetects import Sample
from jingtu.science.trend import Direction, Kendall, Series, mann_kendall
from jingtu.science.ucl_bootstrap import BY_DEFAULT, Resampling
from jingtu.science.ucl_names import method_words

ROUNDS = ("groundwater_rounds", "groundwater_span", "groundwater_gap")
TREND = (*ROUNDS, "confidence", "trend_level")
FIRST = ("first_judgement_rounds", "trend_level")


@dataclass(frozen=True, slots=True)
class WellSeries:
    """Rounds of one contaminant in one well, in order of time, in the unit of its target.

    ``days``: the day of each round; None where only the order is known, and then their spacing is not checked.
    """

    sample: Sample
    days: tuple[date, ...] | None = None

    def __post_init__(self) -> None:
        if self.days is None:
            return
        if len(self.days) != self.sample.size:
            raise BadValues(error("statistics.times", values=self.sample.size, times=len(self.days)))
        if any(later <= earlier for earlier, later in pairwise(self.days)):
            raise BadValues(error("effect_evaluation.days_order"))

    def series(self) -> Series:
        """For the test of trend: by day, or by round."""
        return Series.of(self.sample, None if self.days is None else [day.toordinal() for day in self.days])


@dataclass(frozen=True, slots=True)
class WellVerdict:
    """``verdict``, and the trend it saw; None where there is none to be tested."""

    verdict: Verdict
    trend: Kendall | None


def evaluate_wells(
    wells: Mapping[tuple[str, str], WellSeries], targets: Mapping[str, float], *, resampling: Resampling = BY_DEFAULT
) -> tuple[Outcome, Mapping[tuple[str, str], WellVerdict]]:
    """Judge every (well, contaminant), and the whole: every well must pass for every contaminant.

    ``targets`` by contaminant. Raises BadSetting for a target that is not above 0, KeyError for one that is missing.
    """
    found = {key: evaluate_well(one, targets[key[1]], resampling=resampling) for key, one in wells.items()}
    return together(one.verdict.outcome for one in found.values()), found


def evaluate_well(well: WellSeries, target: float, *, resampling: Resampling = BY_DEFAULT) -> WellVerdict:
    """Whether one contaminant has reached its target in one well.

    Parameters
    ----------
    well : WellSeries
        Rounds after the system was shut off and the flow field recovered.
    target : float
        Above 0, in the unit of the results.

    Raises
    ------
    BadSetting

    Notes
    -----
    Fewer than 8 rounds, less than a year, or rounds less than a month apart: not assessable. All rounds at or below the
    target: passes. Otherwise the 95 % upper limit of the mean (non-detects at their limit) at or below the target, and
    no significant rise by Mann–Kendall. Numbers and marks: ``data/rules.csv``.
    """
    setting("target", target, above=0, below=math.inf)
    trend = _trend(well)
    short = _too_short(well)
    if short:
        return WellVerdict(_verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, short, ROUNDS, well), trend)
    beside = _not_dated(well)
    if (well.sample.values <= target).all():
        words = {"size": well.sample.size, "value": f"{target:.7g}"}
        reasons = (attention("effect_evaluation.all_within", **words), *_rising_within(trend), *beside)
        return WellVerdict(_verdict(Outcome.PASSES, Basis.ALL_WITHIN, reasons, ROUNDS, well), trend)
    blind = blind_non_detects(well.sample, target)
    if blind:
        return WellVerdict(_verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, blind, ROUNDS, well), trend)
    return WellVerdict(_by_limit_and_trend(well, target, trend, (resampling, beside)), trend)


def _by_limit_and_trend(
    well: WellSeries, target: float, trend: Kendall | None, rest: tuple[Resampling, tuple[Problem, ...]]
) -> Verdict:
    resampling, beside = rest
    found = upper_limit(well.sample, resampling)
    above = int((well.sample.detects > target).sum())
    if found.method is None or found.value is None or trend is None:
        words = {"count": above, "size": well.sample.size, "value": f"{target:.7g}"}
        reasons = (found.reason, attention("effect_evaluation.rounds_above", **words), *beside)
        return _verdict(Outcome.FAILS, Basis.POINT_BY_POINT, reasons, ROUNDS, well)
    rises = trend.direction(number("trend_level")) is Direction.RISING
    passes = found.value <= target and not rises
    code = "limit_within_rounds" if found.value <= target else "limit_above"
    words = {**method_words(found.method), "limit": f"{found.value:.7g}", "value": f"{target:.7g}"}
    limit = attention(f"effect_evaluation.{code}", **words, size=well.sample.size)
    reasons = (limit, found.reason, _trend_words(trend, rises), *beside)
    outcome = Outcome.PASSES if passes else Outcome.FAILS
    maximum = float(well.sample.values.max())
    basis = Basis.UPPER_LIMIT_AND_TREND
    return Verdict(outcome, basis, reasons, TREND, well.sample.size, maximum, found.method, found.value, found)


def _trend(well: WellSeries) -> Kendall | None:
    """The trend of the rounds; None where fewer than three, or none that can be put in order."""
    try:
        return mann_kendall(well.series())
    except StatisticsError:
        return None


def _trend_words(trend: Kendall, rises: bool) -> Problem:
    code = "rising" if rises else "not_rising"
    return attention(f"effect_evaluation.{code}", s=trend.s, z=f"{trend.z:.3f}", p=f"{trend.p:.3g}")


def trend_unseen(rounds: int) -> tuple[Problem, ...]:
    """Why a trend of so few rounds cannot be tested: the smallest p of n rounds is 2/n!. Nothing where it can."""
    level = number("trend_level")
    if math.lgamma(rounds + 1) >= math.log(2 / level):
        return ()
    return (attention("effect_evaluation.trend_unseen", rounds=rounds, level=f"{level:g}"),)


def _rising_within(trend: Kendall | None) -> tuple[Problem, ...]:
    """A rise below the target passes and is said."""
    if trend is None or trend.direction(number("trend_level")) is not Direction.RISING:
        return ()
    return (_trend_words(trend, rises=True),)


def _too_short(well: WellSeries) -> tuple[Problem, ...]:
    """Why the rounds are not enough to judge by."""
    problems, least = list[Problem](), count("groundwater_rounds")
    if well.sample.size < least:
        problems.append(attention("effect_evaluation.few_rounds", rounds=well.sample.size, least=least))
    if well.days:
        span = (well.days[-1] - well.days[0]).days
        if span < number("groundwater_span"):
            problems.append(attention("effect_evaluation.short_span", span=span, least=count("groundwater_span")))
        close = [later for earlier, later in pairwise(well.days) if (later - earlier).days < number("groundwater_gap")]
        if close:
            gap = count("groundwater_gap")
            problems.append(attention("effect_evaluation.close_rounds", day=close[0], least=gap))
    return tuple(problems)


def _not_dated(well: WellSeries) -> tuple[Problem, ...]:
    return () if well.days else (attention("effect_evaluation.not_dated"),)


def _verdict(
    outcome: Outcome, basis: Basis, reasons: Sequence[Problem], rules: tuple[str, ...], well: WellSeries
) -> Verdict:
    return Verdict(outcome, basis, tuple(reasons), rules, well.sample.size, float(well.sample.values.max()))


def first_judgement(well: WellSeries, target: float) -> Verdict:
    """Whether treatment of a well may stop (修复达标初判): the last 4 quarterly rounds within the target, and no rise.

    Parameters and errors as :func:`evaluate_well`; fewer rounds are undecided. Four rounds are too few for the test of
    trend to see a rise: then the verdict says so. Not yet the effect evaluation.
    """
    setting("target", target, above=0, below=math.inf)
    least = count("first_judgement_rounds")
    if well.sample.size < least:
        reason = attention("effect_evaluation.few_rounds", rounds=well.sample.size, least=least)
        return _verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, (reason,), FIRST, well)
    last = Sample(well.sample.values[-least:], well.sample.detected[-least:])
    above, blind = int((last.detects > target).sum()), blind_non_detects(last, target)
    if above:
        reason = attention("effect_evaluation.rounds_above", count=above, size=least, value=f"{target:.7g}")
        return _verdict(Outcome.FAILS, Basis.POINT_BY_POINT, (reason,), FIRST, well)
    if blind:
        return _verdict(Outcome.UNDECIDED, Basis.NOT_ASSESSABLE, blind, FIRST, well)
    rising = _rising_within(_trend(well))
    within = attention("effect_evaluation.all_within", size=least, value=f"{target:.7g}")
    outcome = Outcome.FAILS if rising else Outcome.PASSES
    return _verdict(outcome, Basis.ALL_WITHIN, (within, *rising, *trend_unseen(well.sample.size)), FIRST, well)
