"""95 % upper limit of the mean and background thresholds, with non-detects."""

from __future__ import annotations

from dataclasses import fields

import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.problems import Problem, attention
from jingtu.science.bad_values import StatisticsError
from jingtu.science.description import describe
from jingtu.science.nondetects import Sample
from jingtu.science.thresholds import Goal, Thresholds, thresholds_with_non_detects, tolerance_by_rank
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import Method, Recommendation, recommended_limit
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.measured import measured

DRAWS = 2000
LIMITS = {
    "method": pl.String,
    "value": pl.Float64,
    "used": pl.Boolean,
    "why_not_zh": pl.String,
    "why_not_en": pl.String,
}
TESTS = {
    "test": pl.String,
    "family": pl.String,
    "statistic": pl.Float64,
    "p": pl.Float64,
    "critical": pl.Float64,
    "passes": pl.Boolean,
}


def compute(work: Work) -> Outcome:
    found = measured(work.rows)
    work.tell(0.1)
    sample = found.sample
    whole = describe(sample)
    chosen = recommended_limit(sample, Resampling(int(work.settings["draws"] or DRAWS), work.seed))
    work.tell(0.9)
    upper, told = _thresholds(sample, float(work.settings["coverage"] or 0))
    facts = [
        Fact("size", whole.size),
        Fact("detects", whole.detects),
        Fact("mean", whole.mean, found.unit),
        Fact("sd", whole.sd, found.unit),
        Fact("largest", whole.largest, found.unit),
        Fact("method", chosen.method.value if chosen.method else None),
        Fact("upper_limit", chosen.value, found.unit),
    ]
    table = _limits(chosen)
    bars = table.select("method", "value", "used").drop_nulls().rows()
    return Outcome(
        facts=facts,
        tables={"ucl": table, "tests": _tests(chosen), "thresholds": upper},
        charts=[{"type": "limits", "unit": found.unit, "mean": whole.mean, "bars": bars, "tables": ["ucl"]}],
        remarks=[*found.remarks, chosen.reason, *chosen.remarks, *told],
    )


def _limits(chosen: Recommendation) -> pl.DataFrame:
    """Every method of the house that fits these results: its limit, or why there is none."""
    rows: list[tuple[object, ...]] = [
        (method.value, value, method is chosen.method, "", "") for method, value in chosen.limits.items()
    ]
    rows += [
        (method.value, None, False, problem.what("zh"), problem.what("en"))
        for method, problem in chosen.refused.items()
    ]
    order = {method.value: place for place, method in enumerate(Method)}
    return pl.DataFrame(sorted(rows, key=lambda row: order[str(row[0])]), LIMITS, orient="row")


def _tests(chosen: Recommendation) -> pl.DataFrame:
    rows = [(one.test.value, one.family.value, one.statistic, one.p, one.critical, one.passes) for one in chosen.tests]
    return pl.DataFrame(rows, TESTS, orient="row")


def _thresholds(sample: Sample, coverage: float) -> tuple[pl.DataFrame, list[Problem]]:
    """By Kaplan–Meier mean and sd, and by rank; what cannot be computed is said."""
    goal, told = Goal(coverage=coverage), list[Problem]()
    rows: list[tuple[str, float, float | None]] = []
    try:
        found = thresholds_with_non_detects(sample, goal)
        rows = [(field.name, getattr(found, field.name), None) for field in fields(Thresholds)]
    except StatisticsError as reason:
        told.append(_as_attention(reason))
    by_rank = tolerance_by_rank(sample, goal)
    rows.append(("tolerance_by_rank", by_rank.value, by_rank.confidence))
    columns = {"threshold": pl.String, "value": pl.Float64, "confidence": pl.Float64}
    return pl.DataFrame(rows, columns, orient="row"), told


def _as_attention(reason: StatisticsError) -> Problem:
    return attention(reason.problem.code, reason.problem.where, **reason.problem.values)


MEAN = Kind(
    key="mean",
    title=_("均值上限与背景阈值"),
    explanation=_("含未检出的均值 95% 置信上限（各种方法及推荐的一种与理由），以及背景阈值。"),
    substances=Substances.ONE,
    settings=(
        Setting("draws", _("自助抽样次数"), Form.WHOLE, DRAWS, least=200, most=20_000),
        Setting(
            "coverage",
            _("背景阈值的覆盖率"),
            Form.NUMBER,
            0.95,
            least=0.5,
            most=0.999,
            help=_("背景中应低于阈值的比例。"),
        ),
    ),
    compute=compute,
    draws=True,
)
