"""Tables as sheets of an Excel workbook, as they are: one table per sheet, header frozen, filter set, one page wide.

Every text is written as text: a unit called ``=HYPERLINK(…)`` stays a unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
MOST_ROWS = 1_048_575
"""Rows a sheet can hold below its header; longer tables are cut there."""
A4 = 9
WIDEST, NARROWEST = 46, 8
ROWS_MEASURED = 200
LINE, MOST_LINES = 15, 27
"""Height of a line in points, and how many of them a row can show."""
DIGITS = 6
SMALLEST, LARGEST = 1e-6, 1e12
"""Numbers nearer to zero, or larger, are shown with an exponent."""


class Faces:
    """The formats of one workbook, each made when it is first needed."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Format] = {}
        face = {"bold": True, "bg_color": "#1F4E4A", "font_color": "white", "text_wrap": True, "border": 1}
        self.head = book.add_format(face)
        self.top = book.add_format({"valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, value: float) -> Format:
        """Shows the significant digits; the cell keeps the whole number."""
        face = number_face(value)
        if face not in self._numbers:
            self._numbers[face] = self._book.add_format({"num_format": face, "valign": "top"})
        return self._numbers[face]


def number_face(value: float) -> str:
    """The format in which Excel shows a number with up to six significant digits.

    >>> [number_face(value) for value in (12.0, 0.0, 1234.5678, 0.00123, 1234567.8, 3e-9, 2.5e12)]
    ['0', '0', '0.0#', '0.0#######', '0', '0.00000E+00', '0.00000E+00']
    """
    size = abs(value)
    if value == 0 or (value == int(value) and size < LARGEST):
        return "0"
    if not SMALLEST <= size < LARGEST:
        return "0.00000E+00"
    decimals = max(0, DIGITS - 1 - math.floor(math.log10(size)))
    return "0.0" + "#" * (decimals - 1) if decimals else "0"


def write_tables(path: Path, sheets: Mapping[str, pl.DataFrame], *, on: date) -> None:
    """Write a workbook; ``on`` is the day it says it was made, so that the same tables give the same bytes."""
    with xlsxwriter.Workbook(path, SAFE) as book:
        book.set_properties({"title": "净土 Jingtu", "created": on})
        faces = Faces(book)
        for name, table in sheets.items():
            _sheet(book, name, table, faces)


def _sheet(book: xlsxwriter.Workbook, name: str, table: pl.DataFrame, faces: Faces) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    widths = {column: _width(column, table[column]) for column in table.columns}
    for number, (column, width) in enumerate(widths.items()):
        sheet.set_column(number, number, width, faces.top)
        sheet.write_string(0, number, column, faces.head)
        text = faces.wrapped if width == WIDEST else None
        for row, value in enumerate(table[column].head(MOST_ROWS).to_list(), start=1):
            _write(sheet, (row, number), value, faces, text)
    wrapped = [column for column, width in widths.items() if width == WIDEST]
    for row, lines in _heights(table, wrapped) if wrapped else ():
        sheet.set_row(row, LINE * min(lines, MOST_LINES))
    if table.height:
        sheet.autofilter(0, 0, min(table.height, MOST_ROWS), table.width - 1)


def _write(sheet: Worksheet, place: tuple[int, int], value: object, faces: Faces, text: Format | None) -> None:
    if isinstance(value, str):
        sheet.write_string(*place, value, text)
    elif isinstance(value, float) and math.isfinite(value):
        sheet.write_number(*place, value, faces.number(value))
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, faces.day)
    elif value is not None:
        sheet.write(*place, value)


def _heights(table: pl.DataFrame, wrapped: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Rows, from 1, of more than one line, and their lines: not every office program finds the height by itself."""
    for row, texts in enumerate(table.select(wrapped).head(MOST_ROWS).iter_rows(), start=1):
        lines = max(_lines(text) for text in texts)
        if lines > 1:
            yield row, lines


def _lines(text: object) -> int:
    return 1 if text is None else sum(max(1, -(-_columns(line) // (WIDEST - 2))) for line in str(text).split("\n"))


def _columns(text: str) -> int:
    """Columns that a text takes; a Chinese character takes two."""
    return sum(1 if char.isascii() else 2 for char in text)


def _width(head: str, values: pl.Series) -> float:
    """Wide enough for the first values."""
    shown = [head, *(_shown(value) for value in values.head(ROWS_MEASURED).to_list() if value is not None)]
    return min(WIDEST, max(NARROWEST, max(_columns(text) for text in shown) + 2))


def _shown(value: object) -> str:
    """About as long as Excel shows it."""
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
