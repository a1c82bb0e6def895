"""Papers (docx) in large numbers: one letterhead with its styles is made once, each letter only fills its body.

Page, fonts and sizes are those of official papers; other fonts stand in where these lack.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

BODY, HEADING, TITLE, LATIN = "仿宋_GB2312", "黑体", "方正小标宋简体", "Times New Roman"
BODY_PART = "word/document.xml"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
LINE = Pt(28)


class Style(StrEnum):
    """Paragraph styles of the letterhead."""

    TITLE = "PaperTitle"
    TO = "PaperTo"
    HEADING = "PaperHeading"
    BODY = "PaperBody"
    SIGNED = "PaperSigned"


Paragraph = tuple[Style, str]


def paper(paragraphs: Sequence[Paragraph]) -> bytes:
    """A docx file of paragraphs in their styles."""
    head, tail, package = _letterhead()
    body = "".join(_paragraph(style, text) for style, text in paragraphs)
    made = BytesIO(package)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(zipfile.ZipInfo(BODY_PART), head + body + tail, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _paragraph(style: Style, text: str) -> str:
    clean = escape(UNPRINTABLE.sub("", text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{clean}</w:t></w:r></w:p>'


@cache
def _letterhead() -> tuple[str, str, bytes]:
    """The XML before and after the paragraphs, and the file without its body, packed once for all letters."""
    template, package = BytesIO(), BytesIO()
    _template().save(template)
    with zipfile.ZipFile(template) as archive, zipfile.ZipFile(package, "w") as packed:
        body = archive.read(BODY_PART).decode("utf-8")
        for name in archive.namelist():
            if name != BODY_PART and not name.endswith(".jpeg"):
                data = _without_picture(name, archive.read(name))
                packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    start, end = body.index("<w:body>") + len("<w:body>"), body.index("<w:sectPr")
    return body[:start], body[end:], package.getvalue()


def _without_picture(name: str, data: bytes) -> bytes:
    """The template's thumbnail is left out, and what points to it."""
    if name == "_rels/.rels":
        return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
    return data


def _template() -> Any:
    """An empty A4 paper with page numbers and the styles."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    _style(made, Style.TITLE, TITLE, 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(made, Style.TO, BODY, 16).space_before = Pt(14)
    heading = _style(made, Style.HEADING, HEADING, 16)
    heading.first_line_indent, heading.keep_with_next = Pt(32), True
    _style(made, Style.BODY, BODY, 16).first_line_indent = Pt(32)
    signed = _style(made, Style.SIGNED, BODY, 16)
    signed.alignment, signed.space_before = WD_ALIGN_PARAGRAPH.RIGHT, Pt(14)
    _page_number(section.footer.paragraphs[0])
    return made


def _style(made: Any, style: Style, font: str, size: float) -> Any:
    """A new paragraph style; its paragraph format is returned."""
    added = made.styles.add_style(style.value, 1)
    added.font.name, added.font.size = LATIN, Pt(size)
    added.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    added.paragraph_format.line_spacing = LINE if size < 20 else Pt(34)
    added.paragraph_format.space_after = Pt(0)
    return added.paragraph_format


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(14)
    for kind in ("begin", "PAGE", "end"):
        element = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            element.text = kind
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)
