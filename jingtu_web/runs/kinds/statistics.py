"""Summary statistics, histogram with limits, box by group."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.problems import Problem, attention
from jingtu.science.description import Description, describe, histogram
from jingtu.science.nondetects import Sample
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.measured import (
    Measured,
    editions_of,
    limit_lines,
    limits_of,
    measured,
    sample_of,
)

GROUPS = {"place": _("乡镇"), "land_use": _("土地利用"), "none": _("不分组")}
COUNTS = ("size", "detects")
LINES = {"kind": pl.String, "value": pl.Float64}
FIGURES = {
    "group": pl.String,
    **dict.fromkeys(COUNTS, pl.Int64),
    **{name: pl.Float64 for name in Description.__slots__ if name not in COUNTS},
}


def compute(work: Work) -> Outcome:
    found = measured(work.rows)
    work.tell(0.2)
    limits = limits_of(work, found.frame.select(work.rows.columns))
    lines = limit_lines(limits, found.unit)
    work.tell(0.6)
    whole = describe(found.sample)
    groups = _groups(found, str(work.settings["group"]))
    bars = _bars(found.sample)
    return Outcome(
        facts=_facts(whole, found.unit),
        tables={
            "groups": groups,
            "bars": bars,
            "limits": pl.DataFrame(lines, {"kind": pl.String, "value": pl.Float64}),
        },
        charts=[_histogram(found, bars, lines), _boxes(found, groups, str(work.settings["group"]))],
        remarks=[*found.remarks, *_remarks(found, whole)],
        editions=editions_of(limits),
    )


def _facts(whole: Description, unit: str) -> list[Fact]:
    return [Fact(name, value, "" if name in COUNTS else unit) for name, value in asdict(whole).items()]


def _groups(found: Measured, by: str) -> pl.DataFrame:
    """One line per group, the largest first; results that belong to none stand together under an empty name."""
    keyed = found.frame.with_columns(group=pl.lit("") if by == "none" else pl.col(by).fill_null(""))
    parts = keyed.partition_by("group", maintain_order=True)
    rows = [{"group": part["group"][0], **asdict(describe(sample_of(part)))} for part in parts]
    return pl.DataFrame(rows, FIGURES).sort("size", "group", descending=[True, False])


def _bars(sample: Sample) -> pl.DataFrame:
    found = histogram(sample)
    return pl.DataFrame(
        {
            "from": found.edges[:-1],
            "to": found.edges[1:],
            "detected": found.detected,
            "non_detects": found.non_detects,
        }
    )


def _histogram(found: Measured, bars: pl.DataFrame, lines: list[dict[str, object]]) -> dict[str, Any]:
    return {"type": "histogram", "unit": found.unit, "bars": bars.rows(), "limits": lines, "tables": ["bars", "limits"]}


def _boxes(found: Measured, groups: pl.DataFrame, by: str) -> dict[str, Any]:
    names = ["group", "size", "least", "lower_quartile", "median", "upper_quartile", "largest"]
    return {"type": "boxes", "unit": found.unit, "by": by, "boxes": groups.select(names).rows(), "tables": ["groups"]}


def _remarks(found: Measured, whole: Description) -> list[Problem]:
    if whole.detects:
        return []
    return [attention("runs.nothing_detected", count=whole.size, limit=f"{whole.largest_limit:g}", unit=found.unit)]


STATISTICS = Kind(
    key="statistics",
    title=_("统计描述与分布"),
    explanation=_("一个检测项目的均值和分位数、带限值线的直方图、分组箱线图。未检出按 Kaplan–Meier 法处理。"),
    substances=Substances.ONE,
    settings=(Setting("group", _("分组"), Form.CHOICE, "place", choices=lambda: list(GROUPS.items())),),
    compute=compute,
)
