"""What the fast workbook reader does not tell: extent, merged ranges, formulas without a value, error cells.

Looks into the XML of a sheet piece by piece, without building a tree, and before the fast reader is let near it: that
one allocates the whole rectangle between the first and the last filled cell, so that two cells can ask for 500 GB.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from xml.etree import ElementTree

PIECE = 8 * 1024 * 1024
SAMPLE = 64 * 1024
"""Bytes at the start of a piece that tell how wide the table is."""
USUAL_CELL = b'<c r="'
ROW_START = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
NAME = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)<")


@dataclass
class Extent:
    """What stands in one sheet, counted from row 0 and column 0.

    ``merged`` holds (first row, first column, last row, last column); ``faults`` (row, column) -> the error text, or
    "" for a formula that was never calculated.
    """

    left: int | None = None
    rows: int = 0
    columns: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def column_number(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> name of its XML inside the file; empty where the workbook's own lists cannot be read."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    sheets = [item for item in book.iter() if item.tag.rpartition("}")[2] == "sheet"]
    return {sheet.get("name", ""): _part(targets.get(_relation(sheet), "")) for sheet in sheets}


def _relation(sheet: ElementTree.Element) -> str | None:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def extent(archive: zipfile.ZipFile, part: str) -> Extent:
    """Look through one sheet once."""
    found, formula, after = Extent(), b"<f", False
    for piece in _pieces(archive, part):
        if found.left is None and b":worksheet" in piece[:2000]:
            formula = b":f"
        _widen(found, piece)
        _look_left(found, piece)
        if formula in piece or b't="e"' in piece:
            _look_for_faults(found, piece)
        after = after or b"/sheetData>" in piece or b":sheetData>" in piece
        if after:
            found.merged += [_rectangle(match) for match in MERGED.findall(piece)]
    return found


def _widen(found: Extent, piece: bytes) -> None:
    """Count in the rows and columns of one piece, filled or not; rows may be counted too high, never too low."""
    rows = ROW_START.match(piece, max(piece.rfind(b"<row"), 0))
    columns = max([found.columns, *(column for _, column in _addresses(piece[:SAMPLE]))])
    last = _rounded_up(int(rows[1])) if rows else 0
    usual = piece.count(USUAL_CELL) == piece.count(b"<c") and b":c" not in piece
    if not (usual and rows) or _beyond(columns, last).search(piece):
        # Some cell is written in an unusual way or stands outside: look at each, so that nobody can hide one.
        cells = _addresses(piece)
        columns, last = max([columns, *(column for _, column in cells)]), max([0, *(row for row, _ in cells)])
    found.columns, found.rows = columns, max(found.rows, last)


def _addresses(piece: bytes) -> list[tuple[int, int]]:
    """(row counted from 1, column counted from 0) of everything that looks like an address."""
    known: dict[bytes, int] = {}
    for letters, _ in (found := ADDRESS.findall(piece)):
        if letters not in known:
            known[letters] = column_number(letters.decode())
    return [(int(row), known[letters]) for letters, row in found]


def _rounded_up(row: int) -> int:
    """The largest number with as many digits and the same first digit: 10234 -> 19999."""
    scale = int("1" + "0" * (len(str(row)) - 1))
    return (row // scale + 1) * scale - 1


@cache
def _beyond(column: int, row: int) -> re.Pattern[bytes]:
    """Finds a cell right of ``column`` or below ``row`` (which :func:`_rounded_up` gave), or one in small letters."""
    letters = column_letters(column)
    later = [
        letters[:i] + f"[{chr(ord(letter) + 1)}-Z]" + "[A-Z]" * (len(letters) - i - 1)
        for i, letter in enumerate(letters)
        if letter < "Z"
    ]
    right = "|".join([*later, "[A-Z]{%d,}" % (len(letters) + 1), "[a-z]"])  # noqa: UP031 - braces of the pattern
    digits, first = len(str(row)), str(row)[0]
    lower = [f"[{int(first) + 1}-9]\\d{{{digits - 1}}}"] if first < "9" else []
    below = "|".join([*lower, f"\\d{{{digits + 1},}}"])
    return re.compile(f'<c r="(?:(?:{right})|[A-Z]+(?:{below})")'.encode())


def filled(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Rows and columns between the first and the last cell with a value: slow, and exact for any XML."""
    rows, columns = set[int](), set[int]()
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):
            kind = element.tag.rpartition("}")[2]
            match = (
                NAME.fullmatch(element.get("r", "")) if kind == "c" and "".join(element.itertext()).strip() else None
            )
            if match:
                rows.add(int(match[2]))
                columns.add(column_number(match[1]))
            if kind in ("c", "row"):
                element.clear()
    return (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1) if rows else (0, 0)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet's bytes in pieces that end with a whole row."""
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(PIECE):
            whole, mark, rest = (rest + block).rpartition(b"row>")
            yield whole + mark
        yield rest


def _filled_cells(piece: bytes) -> Iterator[tuple[int, int]]:
    for match in CELL.finditer(piece):
        address = ADDRESS.search(match[1])
        if address and VALUE.search(match[2] or b""):
            yield int(address[2]) - 1, column_number(address[1].decode())


def _look_left(found: Extent, piece: bytes) -> None:
    """The first column with a value: the fast reader counts its columns from there."""
    if found.left == 0:
        return
    for _, column in _filled_cells(piece):
        found.left = column if found.left is None else min(found.left, column)
        if found.left == 0:
            return


def _look_for_faults(found: Extent, piece: bytes) -> None:
    for match in CELL.finditer(piece):
        attributes, content = match[1], match[2] or b""
        broken, formula = b't="e"' in attributes, b"<f" in content or b":f>" in content
        value = VALUE.search(re.sub(rb"<(?:\w+:)?f\b.*?(?:/>|</(?:\w+:)?f>)", b"", content)) if formula else None
        address = ADDRESS.search(attributes)
        if address and (broken or (formula and value is None)):
            text = VALUE.search(content) if broken else None
            place = (int(address[2]) - 1, column_number(address[1].decode()))
            found.faults[place] = text[1].decode("utf-8", "replace") if text else ""


def _rectangle(match: tuple[bytes, bytes, bytes, bytes]) -> tuple[int, int, int, int]:
    left, top, right, bottom = match
    return int(top) - 1, column_number(left.decode()), int(bottom) - 1, column_number(right.decode())
