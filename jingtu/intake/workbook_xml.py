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

from jingtu.intake.cell_addresses import ADDRESS, Reach, column_number, reach

PIECE = 2 * 1024 * 1024
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
NAME = re.compile(r"([A-Za-z]{1,7})0*(\d{1,7})")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)<")


@dataclass
class Extent:
    """What stands in one sheet, counted from row 0 and column 0.

    ``rows`` and ``columns`` reach to the last cell, filled or not; they are None where a cell is written in an unusual
    way, so that only :func:`filled` can tell. ``merged`` holds (first row, first column, last row, last column);
    ``faults`` (row, column) -> the error text, or "" for a formula that was never calculated.
    """

    left: int | None = None
    rows: int | None = 0
    columns: int | None = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


@cache
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
    found = Extent()
    for piece in _pieces(archive, part):
        seen = reach(piece)
        _widen(found, seen)
        _look_left(found, piece, seen)
        if seen.formulas or b't="e"' in piece:
            _look_for_faults(found, piece)
        if b"mergeCell ref" in piece:
            found.merged += [_rectangle(match) for match in MERGED.findall(piece)]
    return found


def _widen(found: Extent, seen: Reach) -> None:
    if seen.odd or found.rows is None or found.columns is None:
        found.rows = found.columns = None
    else:
        found.rows, found.columns = max(found.rows, seen.rows), max(found.columns, seen.right)


def filled(archive: zipfile.ZipFile, part: str) -> tuple[int, int, int, int]:
    """Where the cells with a value lie: (first row, first column, last row, last column), counted from 0.

    Slow, and exact for any XML: a cell without an address stands behind the one before it, a row without a number
    below the one before it.
    """
    rows, columns, row, column = set[int](), set[int](), 0, 0
    with archive.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            kind = element.tag.rpartition("}")[2]
            if kind == "row" and event == "start":
                number = element.get("r", "")
                row, column = int(number) if number.isdecimal() else row + 1, 0
            elif kind == "c" and event == "end":
                match = NAME.fullmatch(element.get("r", ""))
                here, column = (int(match[2]), column_number(match[1])) if match else (row, column)
                if "".join(element.itertext()).strip():
                    rows.add(here - 1)
                    columns.add(column)
                column += 1
            if event == "end" and kind in ("c", "row"):
                element.clear()
    return (min(rows), min(columns), max(rows), max(columns)) if rows else (0, 0, -1, -1)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet's bytes in pieces that end with a whole row."""
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(PIECE):
            whole, mark, rest = (rest + block).rpartition(b"row>")
            yield whole + mark
        yield rest


def _look_left(found: Extent, piece: bytes, seen: Reach) -> None:
    """The first column with a value: the fast reader counts its columns from there."""
    if found.left == 0:
        return
    if found.left is not None and not seen.odd:
        nearer = seen.starts[seen.columns < found.left].tolist()
        matches = iter([match for at in nearer if (match := CELL.match(piece, piece.rfind(b"<", 0, at + 1)))])
    else:
        matches = CELL.finditer(piece)
    for match in matches:
        address = ADDRESS.search(match[1])
        if address and VALUE.search(match[2] or b""):
            column = column_number(address[1].decode())
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
