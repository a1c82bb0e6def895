"""Pollution indices of samples: single factors and Nemerow against limits, or indices against backgrounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from jingtu.assessment.indices.words import words
from jingtu.problems import Problem, attention
from jingtu.science.description import describe
from jingtu.science.indices import ecological_risk, geo_accumulation, nemerow, pollution_load, risk_index, risk_scale
from jingtu.science.indices_grades import grade_tables, graded, toxic_responses
from jingtu.science.nondetects import Sample
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.indices_table import Samples, against_backgrounds, against_limits, by_substance, named
from jingtu_web.runs.kinds.statistics import GROUPS

Floats = NDArray[np.float64]
LIMITS, BACKGROUND = "limits", "background"
SYMBOLS = {"nemerow": "PN", "pollution_load": "PLI", "risk_index": "RI", "geo_accumulation": "Igeo"}
FROM_MEMORY = "memory_only"
BARS = ["index", "grade_zh", "grade_en", "count", "portion"]
REFERENCES = {
    "substance": pl.String,
    "background": pl.Float64,
    "response": pl.Float64,
    **dict.fromkeys(["source_zh", "source_en", "mark_zh", "mark_en"], pl.String),
}
CHOICES = {LIMITS: _("现行筛选值（单因子、内梅罗）"), BACKGROUND: _("背景值（地累积、污染负荷、潜在生态风险）")}
SCALED = {"no": _("按原文（八种污染物）"), "yes": _("按所选项目的毒性系数之和折算")}
BOX = {
    "smallest": "least",
    "lower_quartile": "lower_quartile",
    "median": "median",
    "upper_quartile": "upper_quartile",
    "greatest": "largest",
}


def compute(work: Work) -> Outcome:
    by_limits = work.settings["reference"] == LIMITS
    backgrounds = {} if by_limits else by_substance(work.settings["values"])
    samples = against_limits(work) if by_limits else against_backgrounds(work, backgrounds)
    work.tell(0.6)
    single = "single_factor" if by_limits else "contamination_factor"
    overall, scales, told = ({"nemerow": nemerow(samples.factors)}, {}, []) if by_limits else _overall(work, samples)
    factors = _by_substance(samples, by_limits)
    grades = _grades(overall, scales)
    boxes = factors.select("substance", "samples", *BOX).rows()
    used = [*overall, *([] if by_limits else ["geo_accumulation"])]
    return Outcome(
        facts=_facts(samples, overall),
        tables={
            "factors": factors,
            "grades": grades,
            "groups": _groups(samples, overall, str(work.settings["group"])),
            "samples": _each(samples, overall),
            **({} if by_limits else {"references": _references(samples.substances, backgrounds)}),
        },
        charts=[
            {"type": "factors", "index": single, "boxes": boxes, "tables": ["factors"]},
            {"type": "grades", "bars": grades.select(BARS).rows(), "tables": ["grades"]},
        ],
        remarks=[*samples.remarks, *told, *_from_memory(used)],
        editions=samples.editions,
    )


def _overall(work: Work, samples: Samples) -> tuple[dict[str, Floats], dict[str, float], list[Problem]]:
    """Pollution load, and the risk index over the substances that have a toxic-response factor."""
    known = toxic_responses()
    having = [place for place, key in enumerate(samples.substances) if key in known]
    lacking = [key for key in samples.substances if key not in known]
    told = [attention("runs.no_response", **named(lacking))] if lacking else []
    overall: dict[str, Floats] = {"pollution_load": pollution_load(samples.factors)}
    if not having:
        return overall, {}, told
    responses = [known[samples.substances[place]].factor for place in having]
    overall["risk_index"] = risk_index(ecological_risk(samples.factors[:, having], 1.0, responses))
    scale = risk_scale(responses) if work.settings["scaled"] == "yes" else 1.0
    return overall, {"risk_index": scale}, told


def _references(substances: Sequence[str], backgrounds: Mapping[str, float]) -> pl.DataFrame:
    """What each index was taken of: the background typed, the toxic-response factor with its source and mark."""
    rows = []
    for key in substances:
        response = toxic_responses().get(key)
        marks = [words("mark", language)[response.mark] if response else None for language in ("zh", "en")]
        told = (response.factor, response.source_zh, response.source_en) if response else (None, None, None)
        rows.append((key, backgrounds[key], *told, *marks))
    return pl.DataFrame(rows, REFERENCES, orient="row")


def _by_substance(samples: Samples, by_limits: bool) -> pl.DataFrame:
    rows = []
    for place, key in enumerate(samples.substances):
        factors = samples.factors[:, place]
        found = describe(Sample.of(factors))
        row: dict[str, Any] = {"substance": key, "samples": found.size, "mean": found.mean}
        row |= {name: getattr(found, of) for name, of in BOX.items()} | {"above_one": int((factors > 1).sum())}
        if not by_limits:
            row["geo_accumulation"] = float(geo_accumulation(factors, 1.0).mean())
        rows.append(row)
    return pl.DataFrame(rows)


def _grades(overall: Mapping[str, Floats], scales: Mapping[str, float]) -> pl.DataFrame:
    rows = []
    for index, values in overall.items():
        at = graded(index, values, scale=scales.get(index, 1.0))
        for place, grade in enumerate(grade_tables()[index]):
            count = int((at == place).sum())
            marks = [words("mark", "zh")[grade.mark], words("mark", "en")[grade.mark]]
            source = (grade.source_zh, grade.source_en)
            rows.append((index, grade.zh, grade.en, count, count / len(values), *source, *marks))
    columns = {
        "index": pl.String,
        "grade_zh": pl.String,
        "grade_en": pl.String,
        "count": pl.Int64,
        "portion": pl.Float64,
        **dict.fromkeys(["source_zh", "source_en", "mark_zh", "mark_en"], pl.String),
    }
    return pl.DataFrame(rows, columns, orient="row")


def _groups(samples: Samples, overall: Mapping[str, Floats], by: str) -> pl.DataFrame:
    keyed = samples.about.select(group=pl.lit("") if by == "none" else pl.col(by).fill_null(""))
    table = keyed.with_columns(pl.Series(index, values) for index, values in overall.items())
    means = [pl.col(index).mean() for index in overall]
    return table.group_by("group").agg(pl.len().cast(pl.Int64).alias("samples"), *means).sort("group")


def _each(samples: Samples, overall: Mapping[str, Floats]) -> pl.DataFrame:
    columns = [pl.Series(key, samples.factors[:, place]) for place, key in enumerate(samples.substances)]
    return samples.about.select("sample", "point", "place").with_columns(
        *columns, *[pl.Series(index, values) for index, values in overall.items()]
    )


def _facts(samples: Samples, overall: Mapping[str, Floats]) -> list[Fact]:
    means = [Fact(index, float(values.mean())) for index, values in overall.items()]
    return [Fact("samples", len(samples.about)), Fact("substances", len(samples.substances)), *means]


def _from_memory(indices: list[str]) -> list[Problem]:
    tables = {index: [grade for grade in grade_tables()[index] if grade.mark == FROM_MEMORY] for index in indices}
    doubtful = {index: grades for index, grades in tables.items() if grades}
    if not doubtful:
        return []
    every = [grade for grades in doubtful.values() for grade in grades]
    sources = {"sources_zh": "；".join(sorted({grade.source_zh for grade in every}))}
    sources["sources_en"] = "; ".join(sorted({grade.source_en for grade in every}))
    return [attention("runs.grades_from_memory", indices=", ".join(SYMBOLS[one] for one in doubtful), **sources)]


INDICES = Kind(
    key="indices",
    title=_("污染指数"),
    explanation=_("土壤样品的单因子和内梅罗指数（与筛选值比），或地累积、污染负荷、潜在生态风险指数（与背景值比）。"),
    substances=Substances.SEVERAL,
    settings=(
        Setting("reference", _("比较对象"), Form.CHOICE, LIMITS, choices=lambda: list(CHOICES.items())),
        Setting(
            "values",
            _("背景值"),
            Form.TEXT,
            "",
            unit="mg/kg",
            required=False,
            help=_("与背景值比时填写，每行一个：项目 = 数值，例如 镉 = 0.097。"),
        ),
        Setting("scaled", _("潜在生态风险分级"), Form.CHOICE, "no", choices=lambda: list(SCALED.items())),
        Setting("group", _("分组"), Form.CHOICE, "place", choices=lambda: list(GROUPS.items())),
    ),
    compute=compute,
)
