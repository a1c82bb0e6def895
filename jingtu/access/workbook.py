"""Answers to a list as an Excel workbook: answers, grounds, matches, doubtful ones, problems, what it rests on.

Every text is written as text: land called ``=HYPERLINK(…)`` stays land.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jingtu.access import answers, shown
from jingtu.access.lists import Answers, RowState
from jingtu.access.model import Answer
from jingtu.access.shown import Cells, word
from jingtu.problems import Language, Problem

# The face of an answer in a workbook; nothing but this file knows it.
FILLS = {
    Answer.PROHIBITED: "#F4B6B6",
    Answer.NOT_YET: "#FCE5CD",
    Answer.CONDITIONAL: "#FFF2CC",
    Answer.NO_RESTRICTION_KNOWN: "#E2EFDA",
    RowState.DOUBTFUL: "#D9D2E9",
    RowState.PROBLEM: "#D9D9D9",
}
A3, A4 = 8, 9
WIDEST, NARROWEST = 44, 7
LINE, TALLEST = 17.0, 24
"""Height of a line [pt], and the most lines a row is made high for."""
MEASURED = 200
"""Rows by which the width of a column is chosen."""
MOST_ROWS = 1_048_575
"""Rows an Excel sheet can hold below the header."""
MOST_LETTERS = 32_767
"""Characters one cell can hold."""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(path: Path, found: Answers, problems: Iterable[Problem] = (), language: Language = "zh") -> None:
    """Write the workbook. ``problems`` are those of the registers."""
    with xlsxwriter.Workbook(path, {**OPTIONS, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": "净土 Jingtu", "created": found.on})
        pen = Pen(book, faces(language))
        pen.table(word("sheet", "rows", language), shown.heads(shown.ROWS, language), shown.rows(found, language))
        pen.table(
            word("sheet", "grounds", language), shown.heads(shown.GROUNDS, language), shown.grounds(found, language)
        )
        pen.table(
            word("sheet", "matches", language), shown.heads(shown.MATCHES, language), shown.matches(found, language)
        )
        pen.table(
            word("sheet", "doubtful", language), shown.heads(shown.DOUBTFUL, language), shown.doubtful(found, language)
        )
        told = shown.problems(found, problems, language)
        pen.table(word("sheet", "problems", language), shown.heads(shown.PROBLEMS, language), told)
        pen.lines(word("sheet", "about", language), shown.about(found, language))


def faces(language: Language) -> dict[str, str]:
    """Word of an answer -> its colour."""
    named = {answers.word("answer", one, language): FILLS[one] for one in Answer}
    return named | {word("state", one, language): FILLS[one] for one in (RowState.DOUBTFUL, RowState.PROBLEM)}


class Pen:
    """Writes tables into sheets of one workbook, with the formats they share."""

    def __init__(self, book: xlsxwriter.Workbook, colours: dict[str, str]) -> None:
        self._book = book
        head = {"bold": True, "bg_color": "#1F4E4A", "font_color": "white", "text_wrap": True, "border": 1}
        self._head: Format = book.add_format({**head, "valign": "vcenter"})
        ruled = {"valign": "top", "bottom": 1, "bottom_color": "#D0D0D0"}
        self._text: Format = book.add_format({**ruled, "text_wrap": True})
        self._bold: Format = book.add_format({"bold": True, "valign": "top"})
        self._date: Format = book.add_format({**ruled, "num_format": "yyyy-mm-dd", "align": "left"})
        self._number: Format = book.add_format({**ruled, "align": "left"})
        self._faces: dict[str, Format] = {
            text: book.add_format({**ruled, "bg_color": colour, "bold": True}) for text, colour in colours.items()
        }

    def table(self, name: str, heads: Sequence[str], lines: Iterable[Cells]) -> None:
        """A sheet with a header, as many lines as it can hold; a filter, and a header on every printed page."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        _print_on(sheet, A3)
        kept = list(islice(lines, MOST_ROWS))
        widths = [_width(head, [line[column] for line in kept[:MEASURED]]) for column, head in enumerate(heads)]
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(0, column, head, self._head)
            sheet.set_column(column, column, width)
        for row, line in enumerate(kept, start=1):
            sheet.set_row(row, LINE * _lines(line, widths))
            for column, value in enumerate(line):
                self._cell(sheet, row, column, value)
        sheet.autofilter(0, 0, max(len(kept), 1), len(heads) - 1)

    def lines(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of heads and texts."""
        sheet = self._book.add_worksheet(name)
        _print_on(sheet, A4)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        for row, (head, text) in enumerate(lines):
            sheet.set_row(row, LINE * _lines((head, text), (26, 100)))
            sheet.write_string(row, 0, head, self._bold)
            sheet.write_string(row, 1, text, self._text)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: object) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, _fit(value), self._faces.get(value, self._text))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._date)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._number)


def _print_on(sheet: Worksheet, paper: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)


def _lines(line: Sequence[object], widths: Sequence[float]) -> int:
    """Lines that the longest text of a row takes: programs do not make wrapped rows high by themselves."""
    needed = (
        -(-_columns(value) // max(int(width) - 1, 1)) + value.count("\n")
        for value, width in zip(line, widths, strict=True)
        if isinstance(value, str) and len(value) > width / 2
    )
    return min(TALLEST, max(needed, default=1))


def _fit(text: str) -> str:
    """A text that is cut says so."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 2]} …"


def _width(head: str, values: Sequence[object]) -> float:
    """Wide enough for most of the first values; longer ones take several lines."""
    widest = max((_columns(str(value)) for value in values if value is not None), default=0)
    return min(WIDEST, max(NARROWEST, 2 + max(widest, _columns(head))))


def _columns(text: str) -> int:
    """Screen columns of a text: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
