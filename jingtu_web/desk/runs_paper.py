"""A run as offices file it: a workbook with its tables, and a section for a report with its charts and maps."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from jingtu_web.common.models import Place
from jingtu_web.desk import runs_areas, runs_shown, runs_words
from jingtu_web.desk.runs_shown import Table
from jingtu_web.exchange.paper import A4, CENTRE
from jingtu_web.exchange.plain import cell, plain
from jingtu_web.runs.container import Kept
from jingtu_web.runs.execution import rows_of
from jingtu_web.runs.kinds import BY_KEY
from jingtu_web.runs.models import Run

if TYPE_CHECKING:
    from jingtu_web.desk.runs_pictures import Pictures

IN_SECTION = 20
"""Rows of a table in a report; the workbook has all."""
SHEET_NAME = 31
NO_SHEET_SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
MOST_ROWS = 1_000_000
MOST_CELLS = 50_000
"""Of a grid in the workbook: about three seconds with ten columns."""
WIDTH = 18
UPRIGHT = 8
"""Columns that an upright page can show."""
LEVEL = 2


def workbook(run: Run, kept: Kept) -> bytes:
    """The sheet of what the run was, then one sheet per table with numbers unrounded."""
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8F3ED"})
        _about(book, run, kept, bold)
        for key in runs_shown.visible(kept):
            if not _too_long(kept, key):
                _sheet(book, kept, key, bold)
    return content.getvalue()


def _too_long(kept: Kept, key: str) -> bool:
    """A fine grid: seconds of writing for a sheet that nobody reads."""
    return key == runs_shown.GRID and key in kept.tables and len(kept.tables[key]) > MOST_CELLS


def _about(book: Workbook, run: Run, kept: Kept, bold: Format) -> None:
    sheet = book.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 80)
    lines = [*about(run), *runs_shown.facts(kept)]
    lines += [(_("提示"), text) for text in runs_shown.remarks(run, kept)]
    if _too_long(kept, runs_shown.GRID):
        count = len(kept.tables[runs_shown.GRID])
        lines.append(
            (_("格网"), _("共 {count} 格，未列入工作簿。各图层的数值请下载栅格（GeoTIFF）。").format(count=count))
        )
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, cell(name), bold)
        sheet.write_string(row, 1, cell(text))


def _sheet(book: Workbook, kept: Kept, key: str, bold: Format) -> None:
    frame = runs_shown.in_language(kept.tables[key]).head(MOST_ROWS)
    title = str(runs_words.TABLES.get(key, _("格网"))).translate(NO_SHEET_SIGNS)
    sheet = book.add_worksheet(title[:SHEET_NAME])
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(frame.columns):
        sheet.set_column(column, column, WIDTH)
        sheet.write_string(0, column, runs_shown.column(name, key), bold)
    said: dict[object, str] = {}  # long tables say few things many times
    for row, values in enumerate(frame.iter_rows(), start=1):
        for column, value in enumerate(values):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(
                    row, column, said.get(value) or said.setdefault(value, cell(runs_shown.shown(value)))
                )


def section(run: Run, kept: Kept) -> bytes:
    """What was computed from what, figures, maps, charts with their tables (the first rows), remarks: for a report."""
    paper = Document()
    paper.sections[0].page_width, paper.sections[0].page_height = A4
    paper.styles["Table Grid"].font.size = Pt(9)
    kind = BY_KEY.get(run.kind)
    paper.add_heading(plain(str(kind.title) if kind else run.kind), level=1)
    _grid(paper, [], [[name, text] for name, text in about(run)])
    paper.add_heading(_("主要结果"), level=LEVEL)
    _grid(paper, [], [[name, text] for name, text in runs_shown.facts(kept)])
    _illustrated(paper, run, kept)
    for table in runs_shown.other_tables(kept, IN_SECTION):
        _table(paper, table)
    if remarks := runs_shown.remarks(run, kept):
        _turn(paper, lying=False)
        paper.add_heading(_("提示"), level=LEVEL)
        for text in remarks:
            paper.add_paragraph(plain(text), style="List Bullet")
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _illustrated(paper: Paper, run: Run, kept: Kept) -> None:
    """Maps, then every chart with its tables, as on the page."""
    drawn = _drawn(run, kept)
    if drawn.without_font:
        paper.add_paragraph(
            _(
                "这台服务器没有中文字体，图中文字改用英文，中文分组名改用表中行号（No. 1、No. 2……）。"
                "请系统管理员安装中文字体（Debian、Ubuntu：fonts-noto-cjk）并重新启动，再下载本章节。"
            )
        )
    _mapped(paper, kept, drawn)
    for chart, png in zip(runs_shown.charts(kept, IN_SECTION), drawn.charts, strict=True):
        _turn(paper, lying=False)
        paper.add_heading(plain(chart.title), level=LEVEL)
        tables = _("、").join(table.title for table in chart.tables)
        _picture(paper, png, chart.title, _("{title}。数据见下表：{tables}。").format(title=chart.title, tables=tables))
        for table in chart.tables:
            _table(paper, table)


def _mapped(paper: Paper, kept: Kept, drawn: Pictures) -> None:
    if not drawn.maps:
        return
    heading = _("空间分布图") if kept.surface else _("类别分布图")
    paper.add_heading(heading, level=LEVEL)
    names = dict(runs_shown.layers(kept))
    for key, png in drawn.maps.items():
        title = names.get(key, heading)
        _picture(paper, png, title, _("地图：{title}，平面坐标系 {crs}。").format(title=title, crs=drawn.crs))


def _drawn(run: Run, kept: Kept) -> Pictures:
    """By a module that is loaded when first needed: matplotlib takes half a second, and fonts to be listed once."""
    draw: Callable[..., Pictures] = import_string("jingtu_web.desk.runs_pictures.pictures")
    outlines = (
        Place.objects.exclude(outline=None).values_list("outline", flat=True)
        if kept.surface or runs_areas.drawn(kept)
        else ()
    )
    return draw(kept, rows_of(run), outlines)


def _picture(paper: Paper, png: bytes, title: str, told: str) -> None:
    """In its own size, with its caption below; ``told`` for those who cannot see it."""
    shape = paper.add_picture(BytesIO(png))
    shape._inline.docPr.set("descr", plain(told))
    shape._inline.docPr.set("title", plain(title))
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    number = len(paper.inline_shapes)
    paper.add_paragraph(
        plain(_("图 {number}　{title}").format(number=number, title=title)), style="Caption"
    ).alignment = CENTRE


def _table(paper: Paper, table: Table) -> None:
    if not table.rows:
        return
    _turn(paper, lying=len(table.columns) > UPRIGHT)
    paper.add_heading(plain(table.title), level=LEVEL)
    _grid(paper, table.columns, table.rows)
    if table.unlisted:
        paper.add_paragraph(_("另有 {count} 行，见工作簿。").format(count=table.unlisted))


def _turn(paper: Paper, *, lying: bool) -> None:
    """On to a page of the other orientation, where this one is not as wished."""
    wanted = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    if paper.sections[-1].orientation != wanted:
        section = paper.add_section()
        section.orientation = wanted
        section.page_width, section.page_height = A4[::-1] if lying else A4


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
