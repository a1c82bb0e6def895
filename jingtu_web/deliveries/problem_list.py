"""The problems of a delivery as a workbook: what goes back to the laboratory with the file."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from jingtu.assessment.words import words
from jingtu.problems import Language, Problem

WIDTHS = {"severity": 8, "sheet": 16, "cell": 22, "what": 48, "why": 40, "remedy": 48}


def workbook(problems: Sequence[Problem], language: Language) -> bytes:
    """One row per problem, every text written as text."""
    buffer, severities = BytesIO(), words("severity", language)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(words("sheet", language)["problems"])
        head = book.add_format({"bold": True, "bg_color": "#E8F3ED", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(WIDTHS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words("column", language)[name], head)
        for row, one in enumerate(problems, 1):
            where = one.where.sheet, one.where.cell
            sentences = one.what(language), one.why(language), one.remedy(language)
            for column, text in enumerate((severities[one.severity], *where, *sentences)):
                sheet.write_string(row, column, text, wrap)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(problems), len(WIDTHS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()
