"""The answer to a case as a paper (docx) that an office edits, stamps and sends; the same bytes for the same answer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from jingtu.assessment.risk import tables as made
from jingtu.assessment.risk.remarks import remarks
from jingtu.assessment.risk.tables import Answered, Cell, Table
from jingtu.assessment.risk.words import figure, words

BODY, HEADING, LATIN = "仿宋_GB2312", "黑体", "Times New Roman"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a file made again is to be the same file
SECTIONS = (
    ("summary", made.summary),
    ("controls", made.controls),
    ("pathways", made.pathways),
    ("sensitivity", made.sensitivity),
    ("monte_carlo", made.monte_carlo),
)
ANNEXES = (("parameters", made.given), ("data", made.data))
DIGITS = 3
WIDTHS = {"notes": (4, 21.7)}


def paper(answered: Answered) -> bytes:
    """A docx file, on its side for the tables."""
    document = _blank()
    said, site = words("section", answered.language), answered.case.site
    _heading(document, words("text", answered.language)["report"], 0)
    if site.title:
        document.add_paragraph(_clean(site.title))
    _heading(document, said["basis"], 1)
    drawn = site.run is not None
    told = remarks(answered.outcomes, drawn=drawn, language=answered.language)
    basis = made.notes(answered)
    _table(document, Table(basis.key, basis.head, basis.rows[: len(basis.rows) - len(told)]))
    for key, make in SECTIONS:
        _section(document, said[key], make(answered))
    _heading(document, said["remarks"], 1)
    for one in (*told, *(problem.text(answered.language) for problem in answered.case.problems)):
        document.add_paragraph(_clean(one))
    for key, make in ANNEXES:
        _section(document, said[key], make(answered))
    return _packed(document)


def _section(document: Any, called: str, table: Table) -> None:
    if table.rows:
        _heading(document, called, 1)
        _table(document, _assessed(table) if table.key == "pathways" else table)


def _assessed(table: Table) -> Table:
    """Pathways with a risk; those without stand among the remarks and in the workbook, with their reason."""
    rows = tuple(row[:-1] for row in table.rows if row[4] is not None)
    return Table(table.key, table.head[:-1], rows)


def _blank() -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    document.core_properties.created = document.core_properties.modified = NO_DATE
    document.core_properties.author = ""
    return document


def _heading(document: Any, text: str, level: int) -> None:
    heading = document.add_heading(_clean(text), level)
    for run in heading.runs:
        run.font.name = LATIN
        run.font.color.rgb = RGBColor(0, 0, 0)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEADING)


def _table(document: Any, table: Table) -> None:
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, width in zip(drawn.columns, WIDTHS.get(table.key, ()), strict=False):
        column.width = Cm(width)
    cells = list(drawn._cells)
    for cell, content in zip(cells, (one for row in (table.head, *table.rows) for one in row), strict=True):
        run = cell.paragraphs[0].add_run(_shown(content))
        run.font.size = Pt(8)
    document.add_paragraph()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return _clean(cell) if isinstance(cell, str) else figure(float(cell), DIGITS)


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def _packed(document: Any) -> bytes:
    """Packed without the time of day."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in _names(source.namelist()):
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _names(names: Sequence[str]) -> Sequence[str]:
    """The content types first, as office programs expect."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
