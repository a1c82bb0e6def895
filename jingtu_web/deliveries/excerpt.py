"""The surroundings of a cell of a delivered file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingtu.intake.sheets import Sheet, read_book
from jingtu.problems import Refused
from jingtu_web.deliveries.models import Delivery
from jingtu_web.deliveries.reading import named_copy

FIRST_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
ROWS, COLUMNS = 3, 3  # shown on each side


@dataclass(frozen=True)
class Cell:
    text: str
    marked: bool


@dataclass(frozen=True)
class Excerpt:
    """Letters over the columns; rows as (number, cells)."""

    letters: list[str]
    rows: list[tuple[int, list[Cell]]]


def around(delivery: Delivery, *, sheet: str, cell: str) -> Excerpt | None:
    """What stands around the first cell of an address such as ``C7`` or ``A3:A5``; None where there is no such cell."""
    place = FIRST_CELL.match(cell)
    if place is None:
        return None
    with named_copy(delivery.file, delivery.name) as path:
        try:
            sheets = read_book(path).sheets
        except Refused:
            return None
    named = next((one for one in sheets if one.name == sheet), None)
    if named is None:
        return None
    return _cut(named, int(place[2]) - 1, _column(place[1]) - named.left)


def _cut(sheet: Sheet, row: int, column: int) -> Excerpt | None:
    grid = sheet.grid
    if not (0 <= row < grid.height and 0 <= column < grid.width):
        return None
    top, left = max(0, row - ROWS), max(0, column - COLUMNS)
    part = grid[top : row + ROWS + 1, left : column + COLUMNS + 1]
    rows = [
        (number + 1, [Cell(text or "", (number, left + n) == (row, column)) for n, text in enumerate(texts)])
        for number, texts in enumerate(part.iter_rows(), top)
    ]
    letters = [sheet.address(0, left + n).rstrip("1") for n in range(part.width)]
    return Excerpt(letters, rows)


def _column(letters: str) -> int:
    """``A`` -> 0, ``AA`` -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
