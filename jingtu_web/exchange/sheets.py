"""The division-of-work table as a workbook. Every value is written as text: a cell is never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jingtu_web.exchange.division import COLUMNS, NOTE, Row, groups
from jingtu_web.exchange.plain import cell

WIDTHS = (5, 16, 22, 62, 20, 30, 15)  # characters
LINE, TALLEST = 15, 409  # points; the second is Excel's limit
FACE = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
HEADER_ROW = 1
GROUP = 1


def division(title: str, listed: Sequence[Row]) -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("任务分工表")
        _head(book, sheet, title)
        _body(sheet, list(listed), book.add_format(FACE), book.add_format({**FACE, "align": "center"}))
        last = HEADER_ROW + len(listed) + 1
        sheet.merge_range(last, 0, last, len(COLUMNS) - 1, NOTE, book.add_format({"font_name": "宋体", "font_size": 9}))
        _print_set_up(sheet)
    return file.getvalue()


def _head(book: Workbook, sheet: Worksheet, title: str) -> None:
    big = book.add_format({"font_name": "黑体", "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "", big)
    sheet.write_string(0, 0, cell(title), big)
    sheet.set_row(0, 32)
    header = book.add_format({**FACE, "font_name": "黑体", "bold": True, "align": "center", "bg_color": "#E8F3ED"})
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW, column, name, header)
    sheet.set_row(HEADER_ROW, 24)
    sheet.freeze_panes(HEADER_ROW + 1, 0)


def _body(sheet: Worksheet, listed: list[Row], left: Format, centred: Format) -> None:
    top = HEADER_ROW + 1
    for at, row in enumerate(listed):
        sheet.set_row(top + at, height(row))
        for column, text in enumerate(row.cells):
            sheet.write_string(top + at, column, cell(text), centred if column in (0, GROUP) else left)
    for first, last in groups(listed):
        if last > first:
            sheet.merge_range(top + first, GROUP, top + last, GROUP, "", centred)
            sheet.write_string(top + first, GROUP, cell(listed[first].group), centred)


def height(row: Row) -> float:
    """Excel does not measure wrapped text in a file it did not write: lines are counted, two columns a character."""
    lines = (
        ceil(2 * len(part) / width) for text, width in zip(row.cells, WIDTHS, strict=True) for part in [text or " "]
    )
    return min(TALLEST, LINE * max(lines) + 4)


def _print_set_up(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&C第 &P 页，共 &N 页")
