"""Sampling points of a classification as a table that people read: class, metals behind it, what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from jingtu.assessment.farmland.classify import Classification
from jingtu.assessment.farmland.points import Points
from jingtu.assessment.farmland.words import words
from jingtu.assessment.words import words as words_of_assessment
from jingtu.problems import Language
from jingtu.substances import SUBSTANCES

COLUMNS: Mapping[str, type[pl.DataType]] = {
    "medium": pl.String,
    "point": pl.String,
    "sample": pl.String,
    "unit": pl.String,
    "place": pl.String,
    "crop": pl.String,
    "ph": pl.Float64,
    "point_class": pl.String,
    "targets": pl.String,
    "lacking": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
}

LACKS: Mapping[Language, str] = {"zh": "缺{}", "en": "{} missing"}
JOINTS: Mapping[Language, str] = {"zh": "、", "en": ", "}
CLASSES: Mapping[str, str] = {"soil": "class", "crop": "crop_class"}


def point_table(found: Classification, language: Language) -> pl.DataFrame:
    """Soil points, then crop points. ``point_class``: the worst of the metals measured, open where one of them is."""
    rows = [
        row
        for medium, points in (("soil", found.soil), ("crop", found.crops))
        for row in _rows(points, medium, language)
    ]
    return pl.DataFrame(rows, COLUMNS, orient="row")


def why_open(metal: Mapping[str, Any], language: Language) -> str:
    """What keeps a metal of a point open: the facts missing, else the reason."""
    facts, reasons = (words_of_assessment(group, language) for group in ("fact", "reason"))
    missing = JOINTS[language].join(facts[one] for one in metal["missing"] or ())
    return LACKS[language].format(missing) if missing else reasons.get(metal["reason"] or "", "")


def _rows(points: Points, medium: str, language: Language) -> Iterator[tuple[object, ...]]:
    named, classes = words("medium", language)[medium], words(CLASSES[medium], language)
    behind = _behind(points, language)
    for row in points.points.iter_rows(named=True):
        targets, lacking = behind.get(row["at"], ("", ""))
        yield (
            named,
            row["point"] or row["sample"],
            row["sample"],
            row["unit_code"],
            row["place"],
            row["crop_text"],
            row["ph"],
            classes["unknown" if row["overall"] is None else str(row["overall"])],
            targets,
            lacking,
            row["lon"],
            row["lat"],
        )


def _behind(points: Points, language: Language) -> Mapping[int, tuple[str, str]]:
    """Point -> the metals that give it its class above 1; what keeps its class open."""
    joint = JOINTS[language]
    worst = points.points.select("at", "overall").rows_by_key("at", unique=True)
    metals: dict[int, dict[str, None]] = {}
    lacks: dict[int, dict[str, None]] = {}
    for row in points.metals.iter_rows(named=True):
        name = SUBSTANCES[row["metal"]].zh if language == "zh" else SUBSTANCES[row["metal"]].en
        if row["class_"] is None:
            why = why_open(row, language)
            lacks.setdefault(row["at"], {})[f"{name}（{why}）" if language == "zh" else f"{name} ({why})"] = None
        elif row["class_"] > 1 and row["class_"] == worst[row["at"]][0]:
            metals.setdefault(row["at"], {})[name] = None
    return {at: (joint.join(metals.get(at, ())), joint.join(lacks.get(at, ()))) for at in {*metals, *lacks}}
