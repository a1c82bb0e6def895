"""Office files with the same bytes every time: fixed days inside, fixed days on the parts of the archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

MADE_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PART_DATE = (2026, 3, 2, 9, 0, 0)


@contextmanager
def workbook(path: Path, *, author: str) -> Iterator[xlsxwriter.Workbook]:
    """A workbook to fill, written when the block ends."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    book.set_properties({"author": author, "created": MADE_AT})
    yield book
    book.close()


def settle(archive: bytes) -> bytes:
    """The same archive with the clock taken out of its parts."""
    settled = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, PART_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return settled.getvalue()
