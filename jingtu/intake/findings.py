"""Problems of one sheet, gathered by kind: thousands of like cells become one problem that keeps every address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu.intake.sheets import Sheet
from jingtu.intake.workbook_xml import column_letters
from jingtu.problems import Problem, Severity, Where

SHOWN = 8
"""Ranges named in the sentence; all of them stand in the problem's value ``cells``."""
EXAMPLES = 3

Cells = Sequence[tuple[int, int]] | NDArray[np.int64]
"""(row, column) pairs, counted from 0 in the grid."""


@dataclass(frozen=True)
class Skipped:
    """Cells that are no results and why: a title, a note, a total, a repeated header, a column nobody knows."""

    sheet: str
    cells: tuple[str, ...]
    reason: str
    text: str = ""


@dataclass
class Findings:
    """What is found in one sheet, while it is being read."""

    file: str
    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def error(self, name: str, cells: Cells, **values: object) -> None:
        self._add(Severity.ERROR, name, cells, values)

    def attention(self, name: str, cells: Cells = (), **values: object) -> None:
        self._add(Severity.ATTENTION, name, cells, values)

    def skip(self, reason: str, cells: Cells, text: str = "") -> None:
        found = self.ranges(cells)
        if found:
            self.skipped.append(Skipped(self.sheet.name, found, reason, text))

    def ranges(self, cells: Cells) -> tuple[str, ...]:
        """Addresses of cells of the grid, rectangles taken together: ``A5:C9``."""
        return tuple(_name(*span, self.sheet.left) for span in _rectangles(_runs(cells)))

    def _add(self, severity: Severity, name: str, cells: Cells, values: Mapping[str, object]) -> None:
        ranges = self.ranges(cells)
        shown = ", ".join(ranges[:SHOWN]) + (", …" if len(ranges) > SHOWN else "")
        where = Where(self.file, self.sheet.name, shown)
        values = {**values, "cells": ranges, "count": len(cells)}
        self.problems.append(Problem(f"intake.{name}", severity, where, values))


def examples(texts: Iterable[object]) -> str:
    """The first few different texts, quoted: ``“0.3-0.5”、“约 2”``."""
    different = list(dict.fromkeys(str(text)[:40] for text in texts))
    return "、".join(f"“{text}”" for text in different[:EXAMPLES]) + (" …" if len(different) > EXAMPLES else "")


def cells_of(frame: pl.DataFrame) -> Cells:
    """(row, column) pairs of a frame with columns ``row`` and ``column``."""
    return frame.select(pl.col("row").cast(pl.Int64), pl.col("column").cast(pl.Int64)).to_numpy()


def _runs(cells: Cells) -> list[tuple[int, int, int]]:
    """Unbroken downward runs: (column, first row, last row)."""
    pairs = np.asarray(cells, dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return []
    pairs = _sorted_unique(pairs[:, ::-1])
    breaks = np.flatnonzero((np.diff(pairs[:, 0]) != 0) | (np.diff(pairs[:, 1]) != 1))
    firsts, lasts = np.append(0, breaks + 1), np.append(breaks, len(pairs) - 1)
    return list(zip(pairs[firsts, 0].tolist(), pairs[firsts, 1].tolist(), pairs[lasts, 1].tolist(), strict=True))


def _sorted_unique(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    kept: NDArray[np.int64] = ordered[np.append(True, np.any(np.diff(ordered, axis=0) != 0, axis=1))]
    return kept


def _rectangles(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Neighbouring runs over the same rows become one: (first row, first column, last row, last column)."""
    spans: list[tuple[int, int, int, int]] = []
    for column, first, last in sorted(runs, key=lambda run: (run[1], run[2], run[0])):
        if spans and spans[-1][0] == first and spans[-1][2] == last and spans[-1][3] == column - 1:
            spans[-1] = (first, spans[-1][1], last, column)
        else:
            spans.append((first, column, last, column))
    return sorted(spans)


def _name(top: int, first: int, bottom: int, last: int, left: int) -> str:
    start = f"{column_letters(first + left)}{top + 1}"
    end = f"{column_letters(last + left)}{bottom + 1}"
    return start if start == end else f"{start}:{end}"
