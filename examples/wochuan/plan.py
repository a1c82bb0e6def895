"""The county's action plans: this year's as a styled docx, last year's as a GB18030 text.

``texts/plan_2026.txt`` has one paragraph per line; a sign at its start names its style (``STYLES``); text has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from examples.wochuan.archives import MADE_AT, settle
from examples.wochuan.bodies import ECOLOGY_BUREAU

TEXTS = Path(__file__).with_name("texts")
PAGE_BREAK = "~"
RED = RGBColor(0xE6, 0x00, 0x12)
INDENT = 2  # characters at the start of a paragraph


@dataclass(frozen=True)
class Style:
    """A paragraph style of an official letter (GB/T 9704): font, size in points, alignment, indent in characters."""

    name: str
    font: str
    size: float
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = INDENT
    red: bool = False
    ruled: bool = False  # the red rule under the letterhead


# The longest sign first: "###" also starts with "#".
STYLES = {
    "###": Style("Heading 3", "仿宋_GB2312", 16),
    "##": Style("Heading 2", "楷体_GB2312", 16),
    "#": Style("Heading 1", "黑体", 16),
    "^": Style("Red head", "方正小标宋简体", 34, WD_ALIGN_PARAGRAPH.CENTER, 0, red=True),
    "@": Style("Document number", "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.CENTER, 0, ruled=True),
    "=": Style("Document title", "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER, 0),
    "<": Style("Address", "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.LEFT, 0),
    ">": Style("Signature", "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.RIGHT, 0),
    "": Style("Normal", "仿宋_GB2312", 16),
}
RED_RULE = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="8" w:color="E60012"/></w:pBdr>'
LATIN_FONT = "Times New Roman"


def write_plan(path: Path) -> None:
    """The plan of 2026 as the office would send it."""
    document = Document()
    document.core_properties.author = ECOLOGY_BUREAU
    document.core_properties.title = "沃川县土壤污染防治2026年行动计划"
    document.core_properties.created = document.core_properties.modified = MADE_AT
    _set_page(document)
    for style in STYLES.values():
        _define(document, style)
    for line in (TEXTS / "plan_2026.txt").read_text(encoding="utf-8").splitlines():
        _add(document, line)
    written = BytesIO()
    document.save(written)
    path.write_bytes(settle(written.getvalue()))


def write_last_plan(path: Path) -> None:
    """The plan of 2025 as an old office program left it: GB18030, Windows line ends."""
    text = (TEXTS / "plan_2025.txt").read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))


def _add(document: DocumentType, line: str) -> None:
    if line == PAGE_BREAK:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    sign = next(sign for sign in STYLES if line.startswith(sign))
    document.add_paragraph(line.removeprefix(sign), style=STYLES[sign].name)


def _set_page(document: DocumentType) -> None:
    """A4 with the margins of GB/T 9704."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)


def _define(document: DocumentType, style: Style) -> None:
    existing = {each.name for each in document.styles}
    made = document.styles[style.name] if style.name in existing else document.styles.add_style(style.name, 1)
    assert isinstance(made, ParagraphStyle)
    _set_font(made, style)
    if style.ruled:  # before the layout: the schema orders the parts of a paragraph
        made.element.get_or_add_pPr().append(parse_xml(RED_RULE))
    layout = made.paragraph_format
    layout.alignment = style.align
    layout.line_spacing = Pt(29 if style.size < 20 else style.size * 1.4)
    layout.space_before = layout.space_after = Pt(0)
    layout.first_line_indent = Pt(style.size * style.indent)


def _set_font(made: ParagraphStyle, style: Style) -> None:
    """Chinese and Latin letters have fonts of their own; Word falls back where the Chinese one is not installed."""
    made.font.name, made.font.size, made.font.bold, made.font.italic = LATIN_FONT, Pt(style.size), False, False
    made.font.color.rgb = RED if style.red else RGBColor(0, 0, 0)
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(qn("w:eastAsia"), style.font)
    fonts.set(qn("w:hAnsi"), LATIN_FONT)
