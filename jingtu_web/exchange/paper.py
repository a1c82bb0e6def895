"""The look of an official paper (docx): page, fonts, headings, tables. Other fonts stand in where these lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from jingtu_web.exchange.plain import plain

BODY, HEADING, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
NUMBER = "序号"  # the one column that is centred
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
A4 = Cm(21), Cm(29.7)


def new(*, landscape: bool = False) -> Document:
    """An empty A4 paper with page numbers."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4[::-1] if landscape else A4
    section.left_margin = section.right_margin = Cm(2) if landscape else Cm(2.7)
    section.top_margin = section.bottom_margin = Cm(2) if landscape else Cm(3)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    style.paragraph_format.space_after = Pt(0)
    _page_number(section.footer.paragraphs[0])
    return paper


def title(paper: Document, text: str) -> None:
    paragraph = _paragraph(paper, text, font=TITLE, size=22)
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(14)


def heading(paper: Document, text: str) -> None:
    paragraph = _paragraph(paper, text, font=HEADING, size=16)
    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.keep_with_next = True


def body(paper: Document, text: str, *, indent: bool = True) -> Paragraph:
    """A paragraph of running text, two characters indented."""
    paragraph = _paragraph(paper, text, font=BODY, size=16)
    paragraph.paragraph_format.line_spacing = Pt(28)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def signed(paper: Document, *lines: str) -> None:
    """Who signs and when, at the right."""
    body(paper, "", indent=False)
    for line in lines:
        body(paper, line, indent=False).alignment = RIGHT


def small(paper: Document, text: str) -> None:
    _paragraph(paper, text, font=BODY, size=10.5)


def table(paper: Document, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A ruled table whose header row comes again on every page. Widths in cm."""
    made: Table = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    for cell, text, width in zip(made.rows[0].cells, columns, widths, strict=True):
        _fill(cell, text, font=HEADING, centred=True)
        cell.width = Cm(width)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        added = made.add_row()  # type: ignore[no-untyped-call]
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for name, cell, text, width in zip(columns, added.cells, row, widths, strict=True):
            _fill(cell, text, font=BODY, centred=name == NUMBER)
            cell.width = Cm(width)
    return made


def merge_down(made: Table, column: int, runs: Iterable[tuple[int, int]]) -> None:
    """One cell out of each run of body rows, first and last, of a column; the text of the first stays."""
    cells = made.columns[column].cells  # the whole table is walked for it: once
    for first, last in runs:
        text = cells[first + 1].text
        for at in range(first + 1, last + 2):
            cells[at].text = ""
        merged = cells[first + 1].merge(cells[last + 1])
        for paragraph in merged.paragraphs[1:]:
            paragraph._element.getparent().remove(paragraph._element)
        _fill(merged, text, font=BODY, centred=True)


def saved(paper: Document) -> bytes:
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _paragraph(paper: Document, text: str, *, font: str, size: float) -> Paragraph:
    paragraph = paper.add_paragraph()
    _run(paragraph, text, font=font, size=size)
    return paragraph


def _run(paragraph: Paragraph, text: str, *, font: str, size: float) -> None:
    run = paragraph.add_run(plain(text))
    run.font.name, run.font.size = LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _fill(cell: Any, text: str, *, font: str, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _run(paragraph, text, font=font, size=10.5)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    if centred:
        paragraph.alignment = CENTRE


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(12)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)
