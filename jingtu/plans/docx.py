"""Lines of a Word document: paragraphs, tables and text boxes in reading order, with the numbers Word prints.

Read from the XML itself: the numbers of numbered paragraphs stand in no run, text boxes and revisions in places that
libraries for writing documents do not reach.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from jingtu.plans.lines import Line
from jingtu.plans.numbering import Numbering
from jingtu.problems import Refused, Where, error

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = W + "txbxContent"
# Text that was struck out, or that only old programs show in place of the text box beside it.
NOT_SHOWN = {W + "del", W + "moveFrom", FALLBACK, W + "pPr", W + "rPr"}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
CELLS_BETWEEN = "\t"


def lines(path: Path) -> tuple[Line, ...]:
    """One line per paragraph, one per table row (cells divided by tabs); counted as paragraphs from 1.

    Raises
    ------
    Refused
        If the file is not the XML that Word writes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            body = _part(archive, "word/document.xml").find(W + "body")
            numbering = Numbering(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, RecursionError) as reason:
        raise Refused(error("plans.docx_damaged", Where(file=path.name))) from reason
    if body is None:
        raise Refused(error("plans.docx_damaged", Where(file=path.name)))
    return tuple(_numbered(_blocks(body, numbering)))


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """The XML of one part; an empty element where an optional part is missing."""
    if name not in archive.namelist() and name != "word/document.xml":
        return ElementTree.Element("none")
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("Word writes no document type; entities could be a bomb.")
    return ElementTree.fromstring(data)


def _numbered(blocks: Iterator[tuple[str, str]]) -> Iterator[Line]:
    for number, (generated, text) in enumerate(blocks, 1):
        for index, piece in enumerate(text.split("\n")):
            yield Line(number, piece, "" if index else generated)


def _blocks(parent: ElementTree.Element, numbering: Numbering) -> Iterator[tuple[str, str]]:
    """Generated number and text of each paragraph and table row below ``parent``."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, numbering)
        elif child.tag == W + "tbl":
            yield from ((("", _row(row, numbering))) for row in child.iter(W + "tr"))
        elif child.tag not in NOT_SHOWN:
            yield from _blocks(child, numbering)


def _paragraph(paragraph: ElementTree.Element, numbering: Numbering) -> Iterator[tuple[str, str]]:
    yield numbering.number(paragraph), "".join(_text(paragraph))
    for box in _boxes(paragraph):
        yield from _blocks(box, numbering)


def _row(row: ElementTree.Element, numbering: Numbering) -> str:
    cells = (cell for cell in row if cell.tag == W + "tc")
    return CELLS_BETWEEN.join(
        " ".join(number + text.replace("\n", " ") for number, text in _blocks(cell, numbering)) for cell in cells
    )


def _text(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in NOT_SHOWN and child.tag != TEXT_BOX:
            yield from _text(child)


def _boxes(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag not in NOT_SHOWN:
            yield from _boxes(child)
