"""A classification as an Excel workbook: tables in words, the result tables of the database, what it rests on.

Every text is written as text: a unit called ``=HYPERLINK(…)`` stays a unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format

from jingtu.assessment.farmland.classify import Classification
from jingtu.assessment.farmland.parameters import known
from jingtu.assessment.farmland.report import tables
from jingtu.assessment.farmland.result_tables import result_tables
from jingtu.assessment.farmland.words import words
from jingtu.assessment.report import problem_table
from jingtu.problems import Language, Problem

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 1_048_575
WIDEST, NARROWEST = 46, 8
ROWS_MEASURED = 200


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
    """Write the workbook; ``more``: further sheets, by name. What a sheet cannot hold is cut there."""
    names = words("sheet", language)
    sheets = {
        **tables(found, language),
        **(more or {}),
        **result_tables(found, words("category", "zh")),
        names["problems"]: problem_table(tuple(problems), language),
        names["about"]: about(found, source, language),
    }
    with xlsxwriter.Workbook(path, {**SAFE, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": "净土 Jingtu", "created": source.on})
        head = book.add_format(
            {"bold": True, "bg_color": "#1F4E4A", "font_color": "white", "text_wrap": True, "border": 1}
        )
        for name, table in sheets.items():
            _sheet(book, name, table, head)


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


def _sheet(book: xlsxwriter.Workbook, name: str, table: pl.DataFrame, head: Format) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _width(column, table[column]))
        sheet.write_string(0, number, column, head)
        for row, value in enumerate(table[column].head(MOST_ROWS).to_list(), start=1):
            if isinstance(value, str):
                sheet.write_string(row, number, value)
            elif value is not None:
                sheet.write(row, number, value)
    if table.height:
        sheet.autofilter(0, 0, min(table.height, MOST_ROWS), table.width - 1)


def _width(head: str, values: pl.Series) -> float:
    """Wide enough for the first values; a Chinese character takes two columns."""
    shown = [head, *(str(value) for value in values.head(ROWS_MEASURED).to_list() if value is not None)]
    widest = max(sum(1 if char.isascii() else 2 for char in text) for text in shown)
    return min(WIDEST, max(NARROWEST, widest + 2))
