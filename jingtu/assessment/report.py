"""An assessment as tables that people read: columns in their order, every code in words.

One list of columns per table, used by workbook, text file and page alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from jingtu.assessment.compare import Assessment
from jingtu.assessment.lines import number_of
from jingtu.assessment.verdicts import NOT_COMPARED
from jingtu.assessment.words import words
from jingtu.problems import Language, Problem
from jingtu.standards.limits import load
from jingtu.substances import SUBSTANCES

SHOWN_RESULTS = (
    *("sample", "point", "place", "land_use", "land_use_text", "ph", "sampled_on"),
    *("substance", "text", "unit", "verdict", "ratio", "limit_screening", "limit_intervention", "limit", "limit_text"),
    *("limit_unit", "amount", "cite", "reason", "missing", "remarks", "mark", "reservation"),
    *("substance_text", "detection_limit", "file", "sheet", "cell"),
)
SHOWN_SAMPLES = (
    *("file", "sample", "point", "sampled_on", "place", "land_use", "edition", "verdict", "driver", "ratio"),
    *("worst_decided", "drivers", "n", "exceeding", "undecided"),
)
LISTS = {"missing": "fact", "remarks": "reason"}
CODES = {"verdict": "verdict", "worst_decided": "verdict", "reason": "reason", "mark": "mark", "land_use": "land_use"}
CODES |= {"medium": "medium"}
YES = ("reservation",)
SUBSTANCE_COLUMNS = ("substance", "driver")
JOINT = "；"
ROUNDED = ("mean", "median", "p95")
SHOWN_DIGITS = 6
"""Significant digits of statistics on paper; the frames keep them all. What was compared is never rounded."""


@dataclass(frozen=True)
class Source:
    """What was assessed, for the page that says so: file and its hash, the day, how it was called."""

    file: str
    sha256: str
    on: date
    by_sampling_day: bool
    standards: tuple[str, ...]


def everything(assessment: Assessment) -> pl.DataFrame:
    """Compared and not compared results in one table, codes as they are: what csv and parquet hold."""
    left = assessment.left_out.with_columns(verdict=pl.lit(NOT_COMPARED, dtype=pl.String))
    return pl.concat([assessment.results, left]).with_columns(pl.col(list(LISTS)).list.join(";").replace("", None))


def in_words(table: pl.DataFrame, language: Language, columns: tuple[str, ...] | None = None) -> pl.DataFrame:
    """The table with columns and codes in words. Columns where nothing stands are left out."""
    shown = table.select(columns or table.columns)
    if "cite" in shown.columns and "cite_en" in table.columns and language == "en":
        shown = shown.with_columns(cite=table["cite_en"])
    here = set(shown.columns)
    shown = shown.with_columns(
        pl.col([name for name in ROUNDED if name in here]).round_sig_figs(SHOWN_DIGITS),
        *[pl.col(name).replace(standard_numbers()) for name in ("standard",) if name in here],
        *[pl.col(name).replace("none", "–") for name in ("unit", "limit_unit") if name in here],
        *[_coded(name, words(group, language)) for name, group in CODES.items() if name in here],
        *[_listed(name, words(group, language)) for name, group in LISTS.items() if name in here],
        *[_yes(name, language) for name in YES if name in here],
        *_substances(here, language),
    )
    empty = [name for name in shown.columns if shown.height and shown[name].null_count() == shown.height]
    heads = words("column", language)
    return shown.drop(empty).rename(dict(heads), strict=False)


@cache
def standard_numbers() -> dict[str, str]:
    """Keys of standards, with and without edition -> as printed: ``GB 2762``, ``GB 2762-2025``."""
    known = load().standards_known
    return {number_of(one.key): one.number for one in known} | {one.key: one.edition for one in known}


def problem_table(problems: tuple[Problem, ...], language: Language) -> pl.DataFrame:
    severity = words("severity", language)
    rows = [
        (severity[one.severity], one.where.text(language), one.what(language), one.why(language), one.remedy(language))
        for one in problems
    ]
    heads = words("column", language)
    names = [heads[name] for name in ("severity", "where", "what", "why", "remedy")]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def verdict_counts(assessment: Assessment) -> dict[str, int]:
    """How many results have which verdict, worst kinds as they come; *not compared* last, apart."""
    counts = dict(assessment.results["verdict"].value_counts(sort=True).iter_rows())
    return {**counts, NOT_COMPARED: assessment.left_out.height}


def _yes(name: str, language: Language) -> pl.Expr:
    """A word where it is so, nothing where it is not."""
    return pl.when(pl.col(name)).then(pl.lit(words("column", language)[name])).alias(name)


def _coded(name: str, table: Mapping[str, str]) -> pl.Expr:
    return pl.col(name).replace(dict(table))


def _listed(name: str, table: Mapping[str, str]) -> pl.Expr:
    known = {**table, **{key: one.zh for key, one in SUBSTANCES.items() if key not in table}}
    return pl.col(name).list.eval(pl.element().replace(known)).list.join(JOINT).replace("", None)


def _substances(here: set[str], language: Language) -> list[pl.Expr]:
    names = {key: one.zh if language == "zh" else one.en for key, one in SUBSTANCES.items()}
    found = [pl.col(name).replace(names) for name in SUBSTANCE_COLUMNS if name in here]
    if "drivers" in here:
        found.append(pl.col("drivers").list.eval(pl.element().replace(names)).list.join("、"))
    return found
