"""Lines of a pdf with a text layer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from jingtu.plans.lines import Line
from jingtu.problems import Refused, Where, error

PAGE_LIMIT = 2000
"""Most pages that are read: a plan has under a hundred."""
ENOUGH = 0.5
"""Share of pages that must carry text; below, the file is a scan."""


def lines(path: Path) -> tuple[Line, ...]:
    """Every line of every page with (page, line), both from 1.

    Raises
    ------
    Refused
        If the file is encrypted, damaged, too long or a scan without text.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as reason:
        code = "pdf_encrypted" if "password" in str(reason).lower() else "pdf_damaged"
        raise Refused(error(f"plans.{code}", Where(file=path.name))) from reason
    try:
        return _lines(document, path.name)
    finally:
        document.close()


def _lines(document: pypdfium2.PdfDocument, name: str) -> tuple[Line, ...]:
    if len(document) > PAGE_LIMIT:
        raise Refused(error("plans.pdf_too_long", Where(file=name), pages=len(document), limit=PAGE_LIMIT))
    pages = [_page(document, number, name) for number in range(len(document))]
    with_text = sum(1 for page in pages if any(line.strip() for line in page))
    if with_text < ENOUGH * len(pages) or not with_text:
        raise Refused(error("plans.pdf_scanned", Where(file=name), pages=len(pages), blank=len(pages) - with_text))
    return tuple(line for page, texts in enumerate(pages, 1) for line in _page_lines(page, texts))


def _page_lines(page: int, texts: list[str]) -> Iterator[Line]:
    filled = [number for number, text in enumerate(texts, 1) if text.strip()]
    for number, text in enumerate(texts, 1):
        yield Line((page, number), text, edge=bool(filled) and number in (filled[0], filled[-1]))


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> list[str]:
    try:
        page = document[number]
        text = str(page.get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError as reason:
        raise Refused(error("plans.pdf_damaged", Where(file=name, page=number + 1))) from reason
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
