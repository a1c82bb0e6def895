"""The long table of laboratory B while it is being made: rows that can still move, and where they came to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

SHEET = "检测数据"
HEADER_ROW = 2  # after the title and a line on the report
PLACE_HEADERS = ("序号", "采样点编号", "样品编码", "所在乡镇", "利用类型", "东经", "北纬", "采样时间")
RESULT_HEADERS = ("检测项目", "检测结果", "计量单位", "检出限", "分析方法", "备注")


@dataclass(frozen=True)
class Formula:
    """A formula and the value the office program last stored for it (none: it was never computed)."""

    text: str
    value: str = ""


Cell = str | float | date | Formula | None


@dataclass(eq=False)
class Row:
    """One row: cells by header. Two rows are the same only if they are one."""

    cells: dict[str, Cell]

    @property
    def item(self) -> Cell:
        return self.cells["检测项目"]

    def copy(self) -> Row:
        return Row(dict(self.cells))


@dataclass
class LongTable:
    """Headers, rows, merged cells (first and last row, header), notes below, and further sheets by name."""

    rows: list[Row]
    headers: list[str] = field(default_factory=lambda: [*PLACE_HEADERS, *RESULT_HEADERS])
    merged: list[tuple[Row, Row, str]] = field(default_factory=list)
    further: dict[str, Sequence[Sequence[Cell]]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def insert_after(self, row: Row, new: Row) -> None:
        self.rows.insert(self.position(row) + 1, new)

    def position(self, row: Row) -> int:
        return next(index for index, each in enumerate(self.rows) if each is row)

    def address(self, row: Row | None, header: str) -> str:
        """Where the cell stands, such as ``J17``; without a row: the header itself."""
        number = HEADER_ROW if row is None else HEADER_ROW + 1 + self.position(row)
        return str(xl_rowcol_to_cell(number, self.headers.index(header)))


@dataclass
class Picker:
    """Hands out samples at random, none of them twice, so that no two faults meet."""

    samples: list[list[Row]]
    rng: np.random.Generator

    @classmethod
    def of(cls, table: LongTable, rng: np.random.Generator) -> Picker:
        by_sample: dict[Cell, list[Row]] = {}
        for row in table.rows:
            by_sample.setdefault(row.cells["样品编码"], []).append(row)
        samples = list(by_sample.values())
        return cls([samples[index] for index in rng.permutation(len(samples))], rng)

    def sample(self) -> list[Row]:
        """All rows of a sample that nothing was planted in yet."""
        return self.samples.pop()

    def row(self, *items: str) -> Row:
        """One row of such a sample, of one of the items."""
        rows = [row for row in self.sample() if row.item in items]
        return rows[int(self.rng.integers(len(rows)))]

    def one_of(self, *choices: str) -> str:
        return choices[int(self.rng.integers(len(choices)))]
