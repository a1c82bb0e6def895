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
        spans = _rectangles(_runs(cells)).tolist() if len(cells) else []
        return tuple(_name(span, self.sheet.left) for span in spans)

    def _add(self, severity: Severity, name: str, cells: Cells, values: Mapping[str, object]) -> None:
        ranges = self.ranges(cells)
        shown = ", ".join(ranges[:SHOWN]) + (", …" if len(ranges) > SHOWN else "")
        where = Where(self.file, self.sheet.name, shown)
        values = {**values, "cells": ranges, "count": len(cells)}
        self.problems.append(Problem(f"intake.{name}", severity, where, values))


def examples(texts: Iterable[object]) -> str:
    """The first few different texts, quoted: ``“0.3-0.5”、“约 2”``."""
    if isinstance(texts, pl.Series):
        texts = texts.unique(maintain_order=True).head(1000)
    different = list(dict.fromkeys(str(text)[:40] for text in texts))
    return "、".join(f"“{text}”" for text in different[:EXAMPLES]) + (" …" if len(different) > EXAMPLES else "")


def cells_of(frame: pl.DataFrame) -> Cells:
    """(row, column) pairs of a frame with columns ``row`` and ``column``."""
    return frame.select(pl.col("row").cast(pl.Int64), pl.col("column").cast(pl.Int64)).to_numpy()


def _runs(cells: Cells) -> NDArray[np.int64]:
    """Unbroken downward runs, one line each: column, first row, last row."""
    pairs = _ordered(np.asarray(cells, dtype=np.int64).reshape(-1, 2)[:, ::-1])
    pairs = pairs[np.append(True, np.any(np.diff(pairs, axis=0) != 0, axis=1))]
    first, last = _ends((np.diff(pairs[:, 0]) != 0) | (np.diff(pairs[:, 1]) != 1))
    return np.column_stack([pairs[first], pairs[last, 1]])


def _rectangles(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Neighbouring runs over the same rows become one: first row, first column, last row, last column."""
    runs = _ordered(runs[:, [1, 2, 0]])
    steps = np.diff(runs, axis=0)
    first, last = _ends((steps[:, 0] != 0) | (steps[:, 1] != 0) | (steps[:, 2] != 1))
    return _ordered(np.column_stack([runs[first, 0], runs[first, 2], runs[first, 1], runs[last, 2]]))


def _ordered(lines: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sorted by the first column, then by the second …"""
    ordered: NDArray[np.int64] = lines[np.lexsort(lines.T[::-1])]
    return ordered


def _ends(breaks: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the stretches between the breaks begin and end."""
    places = np.flatnonzero(breaks)
    return np.append(0, places + 1), np.append(places, len(breaks))


def _name(span: Sequence[int], left: int) -> str:
    top, first, bottom, last = span
    start, end = f"{column_letters(first + left)}{top + 1}", f"{column_letters(last + left)}{bottom + 1}"
    return start if start == end else f"{start}:{end}"
