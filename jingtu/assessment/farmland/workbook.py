"""A classification as an Excel workbook: tables in words, the result tables of the database, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from jingtu.assessment.farmland.classify import Classification
from jingtu.assessment.farmland.parameters import known
from jingtu.assessment.farmland.report import tables
from jingtu.assessment.farmland.result_tables import result_tables
from jingtu.assessment.farmland.words import words
from jingtu.assessment.plain_workbook import write_tables
from jingtu.assessment.report import problem_table
from jingtu.problems import Language, Problem


@dataclass(frozen=True, slots=True)
class Source:
    """What was classified, for the page that says so."""

    file: str
    sha256: str
    on: date
    by_sampling_day: bool


def write(
    path: Path,
    found: Classification,
    problems: Sequence[Problem],
    source: Source,
    language: Language = "zh",
    *,
    more: Mapping[str, pl.DataFrame] | None = None,
) -> None:
    """Write the workbook; ``more``: further sheets, by name."""
    names = words("sheet", language)
    sheets = {
        **tables(found, language),
        **(more or {}),
        **result_tables(found, words("category", "zh")),
        names["problems"]: problem_table(tuple(problems), language),
        names["about"]: about(found, source, language),
    }
    write_tables(path, sheets, on=source.on)


def about(found: Classification, source: Source, language: Language) -> pl.DataFrame:
    """File, day, editions, every parameter with its mark, the rules in words."""
    say, marks, values = (words(group, language) for group in ("about", "mark", "value"))
    day = say["sampling"].format(on=source.on) if source.by_sampling_day else str(source.on)
    lines = [
        (say["file"], source.file),
        (say["sha256"], source.sha256),
        (say["on"], day),
        (say["editions"], "、".join(editions(found)) or "–"),
        *[
            (
                say["parameter"],
                f"{one.zh if language == 'zh' else one.en}：{_shown(found, name, values)}（{marks[one.mark]}）",
            )
            for name, one in known().items()
        ],
        *[(say["rules"], line) for line in say["rule_text"].split("\n")],
    ]
    return pl.DataFrame(lines, schema={say["item"]: pl.String, say["content"]: pl.String}, orient="row")


def _shown(found: Classification, name: str, values: Mapping[str, str]) -> str:
    value = str(getattr(found.rules, name))
    return values.get(value, value)


def editions(found: Classification) -> list[str]:
    """The editions of the standards that points were held against."""
    every = pl.concat([found.soil.metals["edition"], found.crops.metals["edition"]])
    return every.drop_nulls().unique().sort().to_list()
