"""A sheet as a grid of text, every cell at its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

import polars as pl

from jingtu.intake import workbook_xml

FAR_DIGITS = r"^-?\d+\.\d{15,}$"


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    Attributes
    ----------
    name : str
        Empty for files that have no sheets.
    grid : pl.DataFrame
        Columns ``c0``, ``c1`` …, all text; null where a cell is empty. Row ``i`` is row ``i + 1`` of the sheet; numbers
        have at most 15 significant digits, as the office program shows them; dates are ``2021-06-03 00:00:00``.
    left : int
        Column of the sheet that ``c0`` is, counted from 0.
    hidden : bool
    merged : tuple of (first row, first column, last row, last column)
        Merged cells, counted from 0 in the grid.
    faults : mapping (row, column) -> text
        Cells of the grid with an error (``#REF!``) or, with an empty text, a formula that was never calculated.
    """

    name: str
    grid: pl.DataFrame
    left: int = 0
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def address(self, row: int, column: int) -> str:
        """A1 name of a cell of the grid."""
        return f"{workbook_xml.column_letters(column + self.left)}{row + 1}"


def from_rows(name: str, rows: Iterable[Iterable[str | None]]) -> Sheet:
    """A sheet from rows of text of any lengths; blank text counts as empty."""
    columns = list(zip_longest(*rows))
    grid = pl.DataFrame({f"c{i}": pl.Series(cells, dtype=pl.String) for i, cells in enumerate(columns)})
    return Sheet(name, blank_to_null(grid))


def blank_to_null(grid: pl.DataFrame) -> pl.DataFrame:
    return grid.with_columns(
        pl.when(pl.col(pl.String).str.strip_chars().str.len_bytes() > 0).then(pl.col(pl.String)).name.keep()
    )


def tidy(grid: pl.DataFrame) -> pl.DataFrame:
    grid.columns = [f"c{i}" for i in range(grid.width)]
    return blank_to_null(_as_shown(grid))


def _as_shown(grid: pl.DataFrame) -> pl.DataFrame:
    """Round computed numbers such as 0.30000000000000004 to the 15 digits the office program works with."""
    long = [name for name in grid.columns if (grid[name].str.len_bytes().max() or 0) > 16]  # type: ignore[operator]
    return grid.with_columns(_rounded(grid[name]) for name in long)


def _rounded(column: pl.Series) -> pl.Series:
    far = column.filter(column.str.contains(FAR_DIGITS)).unique()
    return column.replace({text: f"{float(text):.15g}" for text in far})
