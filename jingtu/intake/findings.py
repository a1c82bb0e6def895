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
        return _names(_rectangles(_runs(cells)), self.sheet.left) if len(cells) else ()

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


def _runs(cells: Cells) -> pl.DataFrame:
    """Unbroken downward runs: ``column``, ``top``, ``bottom``."""
    pairs = np.asarray(cells, dtype=np.int64).reshape(-1, 2)
    row, column = pl.col("row"), pl.col("column")
    frame = pl.DataFrame({"row": pairs[:, 0], "column": pairs[:, 1]}).unique().sort("column", "row")
    breaks = (column != column.shift()) | (row != row.shift() + 1)
    frame = frame.with_columns(run=breaks.fill_null(value=True).cum_sum())
    return frame.group_by("run").agg(column.first(), top=row.first(), bottom=row.last()).drop("run")


def _rectangles(runs: pl.DataFrame) -> pl.DataFrame:
    """Neighbouring runs over the same rows become one: ``top``, ``left``, ``bottom``, ``right``, in order."""
    top, bottom, column = pl.col("top"), pl.col("bottom"), pl.col("column")
    breaks = (top != top.shift()) | (bottom != bottom.shift()) | (column != column.shift() + 1)
    runs = runs.sort("top", "bottom", "column").with_columns(span=breaks.fill_null(value=True).cum_sum())
    spans = runs.group_by("span").agg(top.first(), bottom.first(), left=column.first(), right=column.last())
    return spans.sort("top", "left", "bottom", "right")


def _names(spans: pl.DataFrame, left: int) -> tuple[str, ...]:
    """``A5``, or ``A5:C9`` for more than one cell."""
    letters = pl.Series([column_letters(column + left) for column in range(max(spans["right"].to_list()) + 1)])
    ends = [
        letters.gather(spans[column]) + (spans[row] + 1).cast(pl.String)
        for column, row in (("left", "top"), ("right", "bottom"))
    ]
    start, end = pl.lit(ends[0]), pl.lit(ends[1])
    return tuple(pl.select(pl.when(start == end).then(start).otherwise(start + ":" + end)).to_series().to_list())
