"""Text as office files can hold it."""

from __future__ import annotations

import re

# XML 1.0 knows no other control characters than tab and line ends.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CELL_LIMIT = 32_767  # characters in one cell of a workbook


def plain(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def cell(text: str) -> str:
    """Fit for one cell of a workbook; a text that is cut says so."""
    clean = plain(text)
    return clean if len(clean) <= CELL_LIMIT else f"{clean[: CELL_LIMIT - 7]}……（有删节）"[:CELL_LIMIT]
