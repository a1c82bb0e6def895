"""Effect evaluation of a laboratory's results: zones of soil and wells of groundwater against their targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

import polars as pl

from jingtu import units
from jingtu.assessment.effect_evaluation.groundwater import WellSeries, evaluate_well, first_judgement
from jingtu.assessment.effect_evaluation.risk_control import (
    LimitOfRemediation,
    evaluate_risk_control,
    limit_of_remediation,
)
from jingtu.assessment.effect_evaluation.sampling import shortfall
from jingtu.assessment.effect_evaluation.soil import Choices, Contaminant, evaluate
from jingtu.assessment.effect_evaluation.verdict import Outcome, Verdict, together
from jingtu.assessment.samples import SampleGroup, sample_groups
from jingtu.problems import Problem, attention, error
from jingtu.science.bad_values import BadValues, StatisticsError
from jingtu.science.nondetects import Sample
from jingtu.substances import substance_words

SOIL, GROUNDWATER = "soil", "groundwater"


class Stage(StrEnum):
    """What is asked; all but the effect are asked of groundwater only."""

    EFFECT = "effect"
    FIRST = "first"
    RISK_CONTROL = "risk-control"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Target:
    """A target or assessment value: above 0, in ``unit``, a key of ``units.csv``."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be evaluated.

    ``targets`` by substance; ``by``: the column that names a pit or zone of soil, None: all are one; ``needed``:
    samples needed, by zone, "" for those not named; ``duplicates`` by substance, in the unit of its target; ``facts``:
    what is known of works and grounds, a fact that is not there is not known.
    """

    targets: Mapping[str, Target]
    by: str | None = None
    needed: Mapping[str, int] = field(default_factory=dict)
    duplicates: Mapping[str, Sequence[tuple[float, float]]] = field(default_factory=dict)
    stage: Stage = Stage.EFFECT
    facts: Mapping[str, bool] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Answer:
    """One contaminant; ``verdict`` is None where there was nothing to judge. ``reasons`` are those beyond the
    verdict's own, and keep it from passing."""

    substance: str
    target: Target
    verdict: Verdict | None
    reasons: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.verdict is None:
            return Outcome.UNDECIDED
        passes = self.verdict.outcome is Outcome.PASSES
        return Outcome.UNDECIDED if passes and self.reasons else self.verdict.outcome

    @property
    def all_reasons(self) -> tuple[Problem, ...]:
        return (*(self.verdict.reasons if self.verdict else ()), *self.reasons)


@dataclass(frozen=True, slots=True)
class Whole:
    """One pit or zone of soil, or one well. ``needed`` samples of soil, None where that is not known."""

    medium: str
    name: str
    answers: tuple[Answer, ...]
    needed: int | None = None
    reasons: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> Outcome:
        found = together(one.outcome for one in self.answers)
        return Outcome.UNDECIDED if found is Outcome.PASSES and self.reasons else found


def evaluated(
    results: pl.DataFrame, asked: Asked, *, refused_rows: bool
) -> tuple[tuple[Whole, ...], tuple[Problem, ...]]:
    """Every zone and well of the results.

    Parameters
    ----------
    results : pl.DataFrame
        As :attr:`jingtu.intake.laboratory.LabReading.results`.
    asked : Asked
    refused_rows : bool
        Whether rows of the file were refused: then nothing passes, for they may have exceeded.

    Notes
    -----
    A result that no statistic can use (not detected without a limit, only known from below, a round without a day) and
    a contaminant that was not measured keep what would pass undecided.
    """
    problems = list(_not_evaluated(results, asked))
    beside = (attention("effect_evaluation.refused_rows"),) if refused_rows else ()
    wholes = list[Whole]()
    if asked.stage is Stage.EFFECT:
        wholes += _wholes(results.filter(pl.col("medium") == SOIL), SOIL, asked, problems)
    wholes += _wholes(results.filter(pl.col("medium") == GROUNDWATER), GROUNDWATER, asked, problems)
    if not wholes and asked.stage is not Stage.EFFECT:
        problems.append(error("effect_evaluation.soil_stage"))
    return tuple(replace(one, reasons=(*one.reasons, *beside)) for one in wholes), tuple(problems)


def _not_evaluated(results: pl.DataFrame, asked: Asked) -> Iterator[Problem]:
    known = results.filter(pl.col("medium").is_in([SOIL, GROUNDWATER]))
    if known.height < results.height:
        yield attention("effect_evaluation.other_medium", count=results.height - known.height)
    groups, _ = sample_groups(known)
    for substance in dict.fromkeys(group.substance for group in groups):
        if substance not in asked.targets:
            yield attention("effect_evaluation.no_target", **substance_words(substance))


def _wholes(results: pl.DataFrame, medium: str, asked: Asked, problems: list[Problem]) -> Iterator[Whole]:
    """Zones or wells in order of first appearance."""
    by = asked.by if medium == SOIL else "point"
    mine = results.filter(pl.col("substance").is_in(list(asked.targets)))
    named = mine if by is None else mine.drop_nulls(by)
    if named.height < mine.height:
        problems.append(error("effect_evaluation.no_zone", count=mine.height - named.height))
    parts = {"": named} if by is None else {str(part[by][0]): part for part in _split(named, by)}
    for name, part in parts.items():
        if part.is_empty():
            continue
        answers = tuple(_answers(part, medium, asked, problems))
        if medium == GROUNDWATER:
            yield Whole(medium, name, answers)
        else:
            needed = asked.needed.get(name, asked.needed.get(""))
            yield Whole(medium, name, answers, needed, _shortfall(needed, answers))


def _split(results: pl.DataFrame, by: str) -> list[pl.DataFrame]:
    return results.partition_by(by, maintain_order=True)


def _shortfall(needed: int | None, answers: Iterable[Answer]) -> tuple[Problem, ...]:
    if needed is None:
        return (attention("effect_evaluation.needed_unknown"),)
    return shortfall(needed, min((one.verdict.size if one.verdict else 0 for one in answers), default=0))


def _answers(part: pl.DataFrame, medium: str, asked: Asked, problems: list[Problem]) -> Iterator[Answer]:
    groups, told = sample_groups(part)
    problems += [one for one in told if one not in problems]
    found = {group.substance: group for group in groups}
    for substance, target in asked.targets.items():
        offered = part.filter(pl.col("substance") == substance).height
        group = found.get(substance)
        if group is None:
            code = "left_out" if offered else "not_measured"
            yield Answer(substance, target, None, (attention(f"effect_evaluation.{code}", count=offered),))
        else:
            yield _answer(group, target, offered, (medium, asked))


def _answer(group: SampleGroup, target: Target, offered: int, asked: tuple[str, Asked]) -> Answer:
    try:
        mine = _in_unit(group, target.unit)
    except units.Inconvertible:
        reason = attention("effect_evaluation.unit_of_target", target=target.unit, unit=group.unit or "—")
        return Answer(group.substance, target, None, (reason,))
    judge = _soil if asked[0] == SOIL else _well
    try:
        verdict, used = judge(mine, float(target.value), asked[1])
    except StatisticsError as refused:
        return Answer(group.substance, target, None, (refused.problem,))
    missing = offered - used
    reasons = (attention("effect_evaluation.left_out", count=missing),) if missing else ()
    return Answer(group.substance, target, verdict, reasons)


def _in_unit(group: SampleGroup, unit: str) -> SampleGroup:
    """The results in the unit of the target; by decimals, so that a result at the target stays at it."""
    times, per = units.factor(units.unit(group.unit or "none"), units.unit(unit))
    values = [float(Decimal(repr(value)) * times / per) for value in group.sample.values.tolist()]
    return replace(group, unit=unit, sample=Sample.of(values, group.sample.detected))


def _soil(group: SampleGroup, value: float, asked: Asked) -> tuple[Verdict, int]:
    found = Contaminant(group.sample, value, asked.duplicates.get(group.substance))
    return evaluate(found, asked.choices), group.sample.size


def _well(group: SampleGroup, value: float, asked: Asked) -> tuple[Verdict, int]:
    """The rounds with a day, in their order; where none has one, none can be judged."""
    rows = group.rows.with_row_index("at").drop_nulls("sampled_on").sort("sampled_on", maintain_order=True)
    if rows.is_empty():
        raise BadValues(attention("effect_evaluation.not_dated"))
    order = rows["at"].to_numpy()
    sample = Sample(group.sample.values[order], group.sample.detected[order])
    well = WellSeries(sample, tuple(rows["sampled_on"].to_list()))
    return STAGES[asked.stage](well, value, asked), sample.size


def _limit(well: WellSeries, value: float, asked: Asked) -> Verdict:
    grounds = {name: asked.facts.get(name) for name in LimitOfRemediation.__slots__}
    return limit_of_remediation(well, value, LimitOfRemediation(**grounds))


STAGES: Mapping[Stage, Callable[[WellSeries, float, Asked], Verdict]] = {
    Stage.EFFECT: lambda well, value, asked: evaluate_well(well, value, resampling=asked.choices.resampling).verdict,
    Stage.FIRST: lambda well, value, _: first_judgement(well, value),
    Stage.RISK_CONTROL: lambda well, value, asked: evaluate_risk_control(
        well, value, works_as_designed=asked.facts.get("works_as_designed")
    ),
    Stage.LIMIT: _limit,
}
