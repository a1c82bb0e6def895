"""A run as offices file it: a workbook with every table whole, and a section for a report."""

from __future__ import annotations

from io import BytesIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from jingtu_web.desk import runs_shown, runs_words
from jingtu_web.desk.problem_groups import language
from jingtu_web.exchange.plain import cell, plain
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.models import Run

IN_SECTION = 20
"""Rows of a table in a report; the workbook has all."""
SHEET_NAME = 31
MOST_ROWS = 1_000_000
WIDTH = 18


def workbook(run: Run, kept: Kept) -> bytes:
    """The sheet of what the run was, then one sheet per table with numbers unrounded."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8F3ED"})
        _about(book, run, kept, bold)
        for key in runs_shown.visible(kept):
            _sheet(book, kept, key, bold)
    return content.getvalue()


def _about(book: Workbook, run: Run, kept: Kept, bold: Format) -> None:
    sheet = book.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 80)
    lines = [*about(run), *runs_shown.facts(kept)]
    lines += [(_("提示"), remark.text(language())) for remark in kept.remarks]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, cell(name), bold)
        sheet.write_string(row, 1, cell(text))


def _sheet(book: Workbook, kept: Kept, key: str, bold: Format) -> None:
    frame = runs_shown.in_language(kept.tables[key]).head(MOST_ROWS)
    sheet = book.add_worksheet(str(runs_words.TABLES.get(key, _("格网")))[:SHEET_NAME])
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(frame.columns):
        sheet.set_column(column, column, WIDTH)
        sheet.write_string(0, column, runs_shown.column(name), bold)
    for row, values in enumerate(frame.iter_rows(), start=1):
        for column, value in enumerate(values):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, cell(runs_shown.shown(value)))


def section(run: Run, kept: Kept) -> bytes:
    """Title, what was computed from what, figures, tables (the first rows), remarks: to be pasted into a report."""
    paper = Document()
    kind = BY_KEY.get(run.kind)
    paper.add_heading(plain(str(kind.title) if kind else run.kind), level=1)
    _grid(paper, [], [[name, text] for name, text in about(run)])
    paper.add_heading(_("主要结果"), level=2)
    _grid(paper, [], [[name, text] for name, text in runs_shown.facts(kept)])
    for key in runs_shown.visible(kept):
        if key != runs_shown.GRID:
            _table(paper, kept, key)
    if kept.remarks:
        paper.add_heading(_("提示"), level=2)
        for remark in kept.remarks:
            paper.add_paragraph(plain(remark.text(language())), style="List Bullet")
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _table(paper: Paper, kept: Kept, key: str) -> None:
    table = runs_shown.table(kept, key, IN_SECTION)
    if not table.rows:
        return
    paper.add_heading(plain(table.title), level=2)
    _grid(paper, table.columns, table.rows)
    if table.unlisted:
        paper.add_paragraph(_("另有 {count} 行，见工作簿。").format(count=table.unlisted))


def _grid(paper: Paper, head: list[str], rows: list[list[str]]) -> None:
    columns = len(head or rows[0])
    grid = paper.add_table(rows=0, cols=columns, style="Table Grid")
    for texts in ([head] if head else []) + rows:
        for box, text in zip(grid.add_row().cells, texts, strict=True):
            box.text = plain(text)


def about(run: Run) -> list[tuple[str, str]]:
    """What a reader needs to know the run again: numbers, days, hashes, versions."""
    kind = BY_KEY.get(run.kind)
    settings = runs_shown.settings(kind, run.settings) if kind else []
    seed = [(_("随机种子"), str(run.seed))] if kind and kind.draws else []
    return [
        (_("计算编号"), str(run.pk)),
        (_("提交时间"), f"{localtime(run.asked_at):%Y-%m-%d %H:%M}"),
        (_("提交人"), run.asked_by.username if run.asked_by else _("命令行")),
        *runs_shown.source(run),
        *settings,
        *seed,
        (_("所用标准"), _("、").join(run.editions) or "—"),
        (_("输入校验值（SHA-256）"), run.input_sha256),
        (_("结果校验值（SHA-256）"), run.result.sha256 if run.result else "—"),
        (_("程序版本"), _("、").join(f"{name} {version}" for name, version in run.code.items())),
    ]
