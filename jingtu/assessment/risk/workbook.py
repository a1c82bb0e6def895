"""The answer to a case as a workbook: one sheet per table, the same bytes for the same answer."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from jingtu.assessment.risk.tables import Answered, Table, tables
from jingtu.assessment.risk.words import words

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a file made again is to be the same file
WIDTHS = {"notes": (18, 110), "problems": (12, 110)}


def workbook(answered: Answered) -> bytes:
    """An xlsx file."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"created": NO_DATE})
        sheets = words("sheet", answered.language)
        for table in tables(answered):
            _sheet(book, sheets[table.key], table)
    return made.getvalue()


def _sheet(book: xlsxwriter.Workbook, called: str, table: Table) -> None:
    """Numbers as numbers, shown to four digits; everything else as text."""
    sheet = book.add_worksheet(called)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    shown = book.add_format({"num_format": "0.000E+00", "valign": "top"})
    plain = book.add_format({"num_format": "General", "valign": "top"})
    sheet.freeze_panes(1, 1)
    widths = WIDTHS.get(table.key, (18,) * len(table.head))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, table.head, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, wrapped)
            elif cell is not None:
                sheet.write_number(number, column, cell, plain if 0.01 <= abs(cell) < 10000 or not cell else shown)
