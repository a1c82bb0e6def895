"""Tables as sheets of an Excel workbook, as they are: one table per sheet, header frozen, filter set.

Every text is written as text: a unit called ``=HYPERLINK(…)`` stays a unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
MOST_ROWS = 1_048_575
"""Rows a sheet can hold below its header; longer tables are cut there."""
WIDEST, NARROWEST = 46, 8
ROWS_MEASURED = 200


def write_tables(path: Path, sheets: Mapping[str, pl.DataFrame], *, on: date) -> None:
    """Write a workbook; ``on`` is the day it says it was made, so that the same tables give the same bytes."""
    with xlsxwriter.Workbook(path, {**SAFE, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": "净土 Jingtu", "created": on})
        face = {"bold": True, "bg_color": "#1F4E4A", "font_color": "white", "text_wrap": True, "border": 1}
        head = book.add_format(face)
        for name, table in sheets.items():
            _sheet(book, name, table, head)


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
