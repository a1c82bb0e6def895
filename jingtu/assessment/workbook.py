"""An assessment as an Excel workbook: summary, samples, results, what was not compared, problems, what it rests on.

Every text is written as text: a sample called ``=HYPERLINK(…)`` stays a sample.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jingtu.assessment import report
from jingtu.assessment.compare import Assessment
from jingtu.assessment.verdicts import EXCEEDS, Verdict
from jingtu.assessment.words import words
from jingtu.problems import Language, Problem
from jingtu.standards.limits import load

# The face of a verdict in a workbook; nothing but this file knows it.
FILLS = {
    Verdict.WITHIN_SCREENING: "#D9EAD3",
    Verdict.WITHIN_LIMIT: "#D9EAD3",
    Verdict.WITHIN_BACKGROUND: "#E2EFDA",
    Verdict.CLASS_I: "#CFE2F3",
    Verdict.CLASS_II: "#D9EAD3",
    Verdict.CLASS_III: "#E2EFDA",
    Verdict.CLASS_IV: "#FCE5CD",
    Verdict.CLASS_V: "#F4B6B6",
    Verdict.ABOVE_SCREENING: "#FCE5CD",
    Verdict.ABOVE_LIMIT: "#F4B6B6",
    Verdict.ABOVE_INTERVENTION: "#F4B6B6",
    Verdict.UNDECIDED: "#E6E6E6",
}
A4 = 9
WIDEST = 46
ROWS_MEASURED = 200
MOST_ROWS = 1_048_575
"""Rows an Excel sheet can hold below the header."""


def write(
    path: Path, assessment: Assessment, problems: tuple[Problem, ...], source: report.Source, language: Language = "zh"
) -> None:
    """Write the workbook. Larger tables than a sheet can hold are cut there, and the sheet says so."""
    names = words("sheet", language)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": "净土 Jingtu", "created": source.on})
        pen = _Pen(book, language)
        pen.table(names["summary"], report.in_words(assessment.summary, language))
        pen.table(names["samples"], report.in_words(assessment.samples, language, report.SHOWN_SAMPLES))
        pen.table(names["results"], report.in_words(assessment.results, language, report.SHOWN_RESULTS))
        pen.table(names["not_compared"], report.in_words(assessment.not_compared, language))
        pen.table(names["problems"], report.problem_table(problems, language))
        pen.about(names["about"], _about(assessment, source, language))


class _Pen:
    """Writes tables into sheets of one workbook, with the formats they share."""

    def __init__(self, book: xlsxwriter.Workbook, language: Language) -> None:
        self._book = book
        self._head: Format = book.add_format(
            {
                "bold": True,
                "bg_color": "#1F4E4A",
                "font_color": "white",
                "text_wrap": True,
                "valign": "vcenter",
                "border": 1,
            }
        )
        self._date: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._number: Format = book.add_format({"num_format": "0.######"})
        self._wrap: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold: Format = book.add_format({"bold": True, "valign": "top"})
        named = words("verdict", language)
        self._faces = {
            named[verdict]: book.add_format({"bg_color": fill, "bold": verdict in EXCEEDS})
            for verdict, fill in FILLS.items()
        }
        self._exceeding: Format = book.add_format({"bg_color": FILLS[Verdict.ABOVE_SCREENING], "bold": True})
        self._exceeding_head = words("column", language)["exceeding"]
        self._verdict_heads = {words("column", language)[name] for name in ("verdict", "worst_decided")}

    def table(self, name: str, table: pl.DataFrame) -> None:
        sheet = self._book.add_worksheet(name)
        table = table.head(MOST_ROWS)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        self._paper(sheet)
        sheet.set_row(0, 32)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _width(column, table[column]))
            sheet.write_string(0, number, column, self._head)
            self._column(sheet, number, table[column])
        if table.height:
            sheet.autofilter(0, 0, table.height, table.width - 1)
            self._mark_exceeding(sheet, table)

    def _mark_exceeding(self, sheet: Worksheet, table: pl.DataFrame) -> None:
        if self._exceeding_head in table.columns:
            number = table.columns.index(self._exceeding_head)
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": self._exceeding}
            sheet.conditional_format(1, number, table.height, number, rule)

    def _paper(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)

    def _column(self, sheet: Worksheet, number: int, values: pl.Series) -> None:
        faces = self._faces if values.name in self._verdict_heads else {}
        for row, value in enumerate(values.to_list(), start=1):
            if isinstance(value, str):
                sheet.write_string(row, number, value, faces.get(value))
            elif isinstance(value, date):
                sheet.write_datetime(row, number, value, self._date)
            elif isinstance(value, bool):
                sheet.write_boolean(row, number, value)
            elif value is not None:
                sheet.write_number(row, number, value, self._number)

    def about(self, name: str, lines: list[tuple[str, str]]) -> None:
        sheet = self._book.add_worksheet(name)
        self._paper(sheet)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        for row, (head, text) in enumerate(lines):
            sheet.write_string(row, 0, head, self._bold)
            sheet.write_string(row, 1, text, self._wrap)


def _first(lines: list[str]) -> list[tuple[bool, str]]:
    return [(number == 0, line) for number, line in enumerate(lines)]


def _width(head: str, values: pl.Series) -> float:
    """Wide enough for the first values; the head may take two lines."""
    shown = (value for value in values.head(ROWS_MEASURED).to_list() if value is not None)
    texts = [f"{value:.6g}" if isinstance(value, float) else str(value) for value in shown]
    widest = max((_columns(text) for text in texts), default=0)
    return min(WIDEST, 3 + max(widest, (_columns(head) + 1) // 2))


def _columns(text: str) -> int:
    """Screen columns of a text: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _about(assessment: Assessment, source: report.Source, language: Language) -> list[tuple[str, str]]:
    say = words("about", language)
    used = set(assessment.results["edition"].drop_nulls())
    marks, named = assessment.results["mark"].drop_nulls().unique(maintain_order=True), words("mark", language)
    day = say["sampling"].format(on=source.on) if source.by_sampling_day else str(source.on)
    given = {key: value for key, value in vars(assessment.options).items() if value and key != "by_sampling_day"}
    verdicts = words("verdict", language)
    counts = [f"{verdicts[verdict]} {count}" for verdict, count in report.verdict_counts(assessment).items()]
    return [
        (say["file"], source.file),
        (say["sha256"], source.sha256),
        (say["on"], day),
        (say["counts"], "；".join(counts)),
        (say["standards"], "、".join(source.standards) or say["fitting"]),
        *[
            (say["edition"], f"{one.edition} {one.title_zh if language == 'zh' else one.title_en}（{one.period}）")
            for one in load().standards_known
            if one.edition in used
        ],
        (say["options"], "；".join(f"{key} = {value}" for key, value in given.items()) or "–"),
        (say["marks"], "；".join(named[mark] for mark in marks) or "–"),
        *[(say["rules"] if first else "", rule) for first, rule in _first(say["rule_text"].split("\n"))],
    ]
