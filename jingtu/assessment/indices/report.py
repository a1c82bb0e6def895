"""Indices as tables that people read: every code in words, every grade with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from jingtu.assessment.indices.contents import Contents
from jingtu.assessment.indices.study import Study
from jingtu.assessment.indices.tables import BY_SAMPLE, BY_SUBSTANCE
from jingtu.assessment.indices.words import words
from jingtu.assessment.words import words as assessment_words
from jingtu.problems import Language
from jingtu.science.indices_grades import grade_tables, toxic_responses
from jingtu.substances import SUBSTANCES

JOINTS: Mapping[Language, str] = {"zh": "；", "en": "; "}
PLACE = ("sample", "point", "group")


def tables(of: Study, language: Language) -> Mapping[str, pl.DataFrame]:
    """Name of the sheet -> table, in the order of the workbook."""
    made = {
        "groups": _groups(of, language),
        "samples": _indices(of, of.tables.by_sample, BY_SAMPLE, language),
        "substances": _indices(of, of.tables.by_substance, BY_SUBSTANCE, language),
        "groundwater": _water(of, language),
        "pairs": of.pairs.with_columns(_substances("substance", language)),
        "references": _references(of, language),
        "grades": _grades(language),
        "unusable": _unusable(of.soil, language),
    }
    names, heads = words("sheet", language), {**words("column", language), **words("index", language)}
    return {names[name]: table.rename(heads, strict=False) for name, table in made.items() if table.height}


def grade_names(index: str, language: Language) -> list[str]:
    return [grade.zh if language == "zh" else grade.en for grade in grade_tables()[index]]


def shares_text(index: str, shares: Sequence[float], language: Language) -> str:
    """The grades that samples fall in, with their share: ``轻度污染 25 %；重污染 75 %``."""
    named = zip(grade_names(index, language), shares, strict=True)
    return JOINTS[language].join(f"{grade} {share * 100:.3g} %" for grade, share in named if share)


def _substances(column: str, language: Language) -> pl.Expr:
    named = {key: one.zh if language == "zh" else one.en for key, one in SUBSTANCES.items()}
    return pl.col(column).replace(named).alias(column)


def _named(keys: Iterable[str] | None, language: Language) -> str:
    joint = "、" if language == "zh" else ", "
    return joint.join(SUBSTANCES[key].zh if language == "zh" else SUBSTANCES[key].en for key in keys or ())


def _groups(of: Study, language: Language) -> pl.DataFrame:
    named = words("index", language)
    texts = [shares_text(index, shares, language) for index, shares in of.groups.select("index", "shares").iter_rows()]
    return of.groups.with_columns(
        _substances("substance", language), pl.col("index").replace(named), shares=pl.Series(texts, dtype=pl.String)
    )


def _indices(of: Study, table: pl.DataFrame, names: Sequence[str], language: Language) -> pl.DataFrame:
    """The table with its samples, and beside each index the name of its grade."""
    samples = of.soil.samples.select("at", "sample", "point", group=pl.col(of.by).cast(pl.String))
    shown = samples.join(table, on="at", how="inner", maintain_order="right").drop("at")
    heads, grade = words("index", language), words("column", language)["grade"]
    columns: list[pl.Expr | pl.Series] = [pl.col(name) for name in PLACE]
    if "substance" in table.columns:
        columns += [_substances("substance", language), pl.col("value"), _yes("substituted", language), pl.col("limit")]
    for name in names:
        numbered = dict(enumerate(grade_names(name, language)))
        word = pl.col(f"{name}_grade").replace_strict(numbered, default=None, return_dtype=pl.String)
        columns += [pl.col(name), word.alias(f"{heads[name]} {grade}")]
    if "missing" in table.columns:
        lists = [_named(keys, language) for keys in shown["missing"].to_list()]
        columns.append(pl.Series("missing", lists, dtype=pl.String))
    return shown.select(columns)


def _yes(column: str, language: Language) -> pl.Expr:
    return pl.when(pl.col(column)).then(pl.lit(words("yes", language)["yes"])).alias(column)


def _water(of: Study, language: Language) -> pl.DataFrame:
    verdicts = assessment_words("verdict", language)
    classes = dict(enumerate((verdicts[f"CLASS_{number}"] for number in ("I", "II", "III", "IV", "V")), start=1))
    grades = dict(enumerate(grade_names("groundwater_score_1993", language)))
    lists = {
        name: pl.Series(name, [_named(keys, language) for keys in of.water[name].to_list()], dtype=pl.String)
        for name in ("drivers", "undecided")
    }
    return of.water.with_columns(
        pl.col("class").replace_strict(classes, default=None, return_dtype=pl.String),
        pl.col("score_grade").replace_strict(grades, default=None, return_dtype=pl.String),
        *lists.values(),
    )


def _references(of: Study, language: Language) -> pl.DataFrame:
    marks = {**words("mark", language), **assessment_words("mark", language), "": words("mark", language)["given"]}
    rows = [
        {
            "substance": _named([key], language),
            "background": float(one.value),
            "source": one.source_zh if language == "zh" else one.source_en,
            "mark": marks[one.mark],
            **_response(key, marks, language),
        }
        for key, one in of.chosen.backgrounds.items()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _response(key: str, marks: Mapping[str, str], language: Language) -> Mapping[str, float | str | None]:
    """The toxic-response factor of a substance with its own source and mark; empty where there is none."""
    one = toxic_responses().get(key)
    return {
        "toxic_response": one.factor if one else None,
        "toxic_source": (one.source_zh if language == "zh" else one.source_en) if one else None,
        "toxic_mark": marks[one.mark] if one else None,
    }


def _grades(language: Language) -> pl.DataFrame:
    named, marks, yes = words("index", language), words("mark", language), words("yes", language)["yes"]
    rows = [
        {
            "index": named[index],
            "grade": grade.zh if language == "zh" else grade.en,
            "up_to": grade.up_to,
            "inclusive": yes if grade.inclusive else None,
            "source": grade.source_zh if language == "zh" else grade.source_en,
            "mark": marks[grade.mark],
        }
        for index, grades in grade_tables().items()
        for grade in grades
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _unusable(soil: Contents, language: Language) -> pl.DataFrame:
    return soil.unusable.select(
        "sample",
        "point",
        _substances("substance", language),
        "text",
        "unit",
        pl.col("why").replace(words("why", language)),
        "file",
        "sheet",
        "row",
    )
