"""Computed indicators as a workbook, every row behind them included; and the empty workbook to fill in.

Every text is written as text: a key ``=HYPERLINK(…)`` stays a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

from jingtu.assessment.indicators.compute import Computed
from jingtu.assessment.indicators.forms import Column, Form, choices, forms, quantities
from jingtu.assessment.indicators.report import amount
from jingtu.assessment.indicators.words import fact, words
from jingtu.problems import Language, Problem

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 1_000_000
NAME_LIMIT = 31
WIDTH = 18
Row = Sequence[object]


def write(path: Path, computed: Sequence[Computed], problems: Iterable[Problem], language: Language) -> None:
    """Summary, missing facts, problems, and a sheet of rows for each indicator that has any.

    Raises
    ------
    OSError
        If the file cannot be written.
    ValueError
        If an indicator has more rows than a sheet can hold.
    """
    sheet, head = words("sheet", language), words("head", language)
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        columns = (
            "id",
            "name",
            "part",
            "value",
            "unit",
            "numerator",
            "denominator",
            "counted_in",
            "verified",
            "formula",
        )
        summary = [row for one in computed for row in _summary(one, language)]
        _table(book, sheet["indicators"], [head[name] for name in (*columns, "source")], summary)
        lacking = [row for one in computed for row in _missing(one, language)]
        _table(book, sheet["missing"], [head[name] for name in ("id", "part", "table", "fact", "row_id")], lacking)
        told = [(problem.severity, problem.text(language)) for problem in problems]
        _table(book, sheet["problems"], [head["severity"], head["text"]], told)
        for one in computed:
            rows = one.rows.filter(pl.col("reason") != "other_indicator")
            if rows.height:
                _rows(book, one, rows, language)


def template(path: Path, language: Language) -> None:
    """The empty workbook: one sheet per table with its header, and a sheet that says what each column accepts.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    sheet, head = words("sheet", language), words("head", language)
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        columns = [head[name] for name in ("table", "note", "column", "accepts", "key")]
        notes = [row for form in forms().values() for row in _notes(form, language)]
        _table(book, sheet["notes"], columns, notes)
        for form in forms().values():
            name = form.zh if language == "zh" else form.en
            _table(book, name, [header(column, language) for column in form.columns], [])


def header(column: Column, language: Language) -> str:
    """The header of a column in the template, with its unit: ``面积（mu）``."""
    name = column.zh if language == "zh" else column.en
    if not column.unit or column.kind == "count":
        return name
    return f"{name}（{column.unit}）" if language == "zh" else f"{name} ({column.unit})"


def accepts(column: Column, language: Language) -> str:
    """What a column accepts, in words: its choices, its units, or its kind."""
    several = choices(column.kind)
    if several:
        return " / ".join(one.zh if language == "zh" else one.en for one in several)
    units = " / ".join(quantities().get(column.kind, ()))
    return words("kind", language)[column.kind].format(units=units)


def _notes(form: Form, language: Language) -> Iterable[Row]:
    zh = language == "zh"
    for column in form.columns:
        yield (
            form.zh if zh else form.en,
            form.note_zh if zh else form.note_en,
            header(column, language),
            accepts(column, language),
            "✓" if column.key else "",
        )


def _summary(one: Computed, language: Language) -> Iterable[Row]:
    zh, variant, counted = language == "zh", one.variant, one.variant.measure.counted
    for part, value in one.parts.items():
        yield (
            one.indicator.id,
            one.indicator.zh if zh else one.indicator.en,
            part,
            value.shown(4) or words("answer", language)["UNDECIDED"],
            words("unit", language)[value.unit],
            amount(value.numerator, counted),
            str(value.denominator) if value.unit.is_amount else amount(value.denominator, counted),
            words("counted", language)[counted],
            words("verified", language)[variant.source.verified],
            variant.formula_zh if zh else variant.formula_en,
            variant.source.zh if zh else variant.source.en,
        )


def _missing(one: Computed, language: Language) -> Iterable[Row]:
    for part, value in one.parts.items():
        for lacking in value.missing:
            form = forms()[lacking.table]
            said = form.zh if language == "zh" else form.en, fact(lacking.table, lacking.fact, language)
            yield from ((one.indicator.id, part, *said, row) for row in lacking.rows or ("",))


def _rows(book: xlsxwriter.Workbook, one: Computed, rows: pl.DataFrame, language: Language) -> None:
    if rows.height > MOST_ROWS:
        raise ValueError(f"{one.indicator.id} has {rows.height} rows; a sheet holds {MOST_ROWS}.")
    head, roles, reasons = (words(group, language) for group in ("head", "role", "reason"))
    counted, table = one.variant.measure.counted, one.variant.measure.tables[0]
    columns = ("row", "row_id", "place", "part", "role", "reason", "fact", "numerator", "denominator")
    told = (
        (
            row["row"],
            row["id"],
            row["place"],
            row["part"],
            roles[row["role"]],
            reasons.get(row["reason"], ""),
            "; ".join(fact(table, name, language) for name in row["facts"].split()),
            row["numerator"] if isinstance(row["numerator"], str) else _amount(row["numerator"], counted.quanta),
            _amount(row["denominator"], counted.quanta),
        )
        for row in rows.iter_rows(named=True)
    )
    _table(book, one.indicator.id[:NAME_LIMIT], [head[name] for name in columns], told)


def _amount(number: int | None, quanta: int) -> float | None:
    """For a spreadsheet cell, which holds floats anyway."""
    return None if number is None else number / quanta


def _table(book: xlsxwriter.Workbook, name: str, head: Sequence[str], rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(name[:NAME_LIMIT])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head) - 1, WIDTH)
    sheet.write_row(0, 0, head, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
