"""Lists as offices keep them: one row per thing, columns by name or alias, each cell in the type of its column.

Used for lists of units, of products and of grain lots. A cell that cannot be read is an error and a missing fact; a
column that is not known, and one that stands twice, is named.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from jingtu.assessment.indicators import cells
from jingtu.assessment.indicators.forms import Column, squeeze, unit_names
from jingtu.intake.findings import Findings, examples
from jingtu.intake.sheets import Sheet
from jingtu.intake.tables import FIGURE
from jingtu.problems import Problem, Severity, Where

HEADER_WITHIN = 10
SHOWN = 8
GROUPED = re.compile(r"[(（]([^()（）]+)[)）]")
BRACKETS = str.maketrans("[【〔]】〕", "((()))")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
ITEM = "item"
"""Kind of column that holds results of a laboratory: the text stays as delivered."""
Meaning = tuple[str, str]
"""Name of a column and the unit its header states; the unit empty where it states none."""


def tidy_code(text: str) -> str:
    """A code in half-width letters and digits, without blanks around it; the signs Ⅰ, Ⅱ, Ⅲ stay.

    >>> tidy_code(" １４０４０４Ⅱ０００００１ ")
    '140404Ⅱ000001'
    """
    return text.translate(FULL_WIDTH).strip()


def plain(header: str) -> str:
    """The letters that count in a header, with one kind of brackets."""
    return squeeze(header).translate(BRACKETS)


def columns_of(table: Path, key: str) -> Mapping[str, Column]:
    """The columns a list may have, by name, from a file with ``column,kind,zh,en,aliases``."""
    with table.open(encoding="utf-8", newline="") as lines:
        return {
            row["column"]: Column(
                row["column"],
                row["kind"],
                row["column"] == key,
                row["zh"],
                row["en"],
                tuple(alias for alias in row["aliases"].split("|") if alias),
            )
            for row in csv.DictReader(lines)
        }


def names_of(columns: Collection[Column]) -> dict[str, Meaning]:
    """Plain header -> what it means; a quantity with its unit behind it or in brackets."""
    found: dict[str, Meaning] = {}
    for column in columns:
        for name in (column.name, column.zh, column.en, *column.aliases):
            found[plain(name)] = (column.name, "")
            for spelling, unit in unit_names(column.kind).items():
                found[plain(name) + spelling] = found[f"{plain(name)}({spelling})"] = (column.name, unit)
    return found


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of list: its columns, and what a header means."""

    columns: Mapping[str, Column]
    meaning: Callable[[str], Meaning | None]
    without_unit: Collection[str] = ()
    """Quantities whose header need not state a unit."""

    @property
    def key(self) -> str:
        return next(name for name, column in self.columns.items() if column.key)

    @property
    def schema(self) -> Mapping[str, pl.DataType]:
        return {name: column.type for name, column in self.columns.items()}

    def header_row(self, sheet: Sheet) -> int | None:
        """The first row that names the key and at least one more column, counted from 0."""
        for at, row in enumerate(sheet.grid.head(HEADER_WITHIN).rows()):
            found = {meant[0] for text in row if text and (meant := self.meaning(text))}
            if self.key in found and len(found) > 1:
                return at
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """Where a list stands: heads (column of the grid -> text) in row ``header``, its rows from ``start`` to ``end``."""

    sheet: Sheet
    heads: Mapping[int, str]
    header: int
    start: int
    end: int


def block_below(sheet: Sheet, header: int, form: Form) -> Block:
    """A list under its heads: one row, or two where the second names or measures what the first leaves open."""
    upper = _spread(sheet, header)
    lower = sheet.grid.row(header + 1) if header + 1 < sheet.grid.height else ()
    two = _continues(upper, lower, form)
    texts = [_joined(one, other, form) for one, other in zip(upper, lower, strict=True)] if two else upper
    heads = {at: text for at, text in enumerate(texts) if text}
    return Block(sheet, heads, header, header + 1 + two, sheet.grid.height)


def _spread(sheet: Sheet, row: int) -> list[str | None]:
    """The heads of a row; one that is merged stands over every column it covers."""
    texts = list(sheet.grid.row(row))
    for top, left, _, right in sheet.merged:
        if top == row:
            texts[left : right + 1] = [texts[left]] * (min(right + 1, len(texts)) - left)
    return texts


def _continues(upper: Sequence[str | None], lower: Sequence[str | None], form: Form) -> bool:
    """Whether a row still belongs to the heads: nothing stands below the key, and most of it is names or units."""
    pairs = [(above, text) for above, text in zip(upper, lower, strict=bool(lower)) if text]
    keyed = any(above and (form.meaning(above) or ("",))[0] == form.key for above, _ in pairs)
    figures = any(FIGURE.match(text.strip()) for _, text in pairs)
    known = sum(1 for above, text in pairs if form.meaning(text) or _with_unit(above, text, form))
    return bool(pairs) and not keyed and not figures and known * 2 >= len(pairs)


def _joined(upper: str | None, lower: str | None, form: Form) -> str | None:
    """One head of two: the lower names the column, or is the unit of the upper; the unit of a group is its parts'."""
    return (_with_unit(upper, lower, form) or lower) if lower else upper


def _with_unit(upper: str | None, lower: str, form: Form) -> str | None:
    """The two heads as one that states its unit; None where they state none."""
    tried = [f"{lower}({unit})" for unit in GROUPED.findall(upper or "")]
    if upper and not (form.meaning(upper) or ("", ""))[1]:
        tried.append(f"{upper}({lower.strip('()（） ')})")
    return next((text for text in tried if (form.meaning(text) or ("", ""))[1]), None)


@dataclass
class ListReader:
    """Reads one list. Cells are (row, column) of the grid, counted from 0; ``quiet``: heads that others read."""

    form: Form
    block: Block
    where: Where
    quiet: Collection[int] = ()
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Column -> where it stands, and its unit."""

    def frame(self) -> pl.DataFrame:
        """The rows in the columns of the form, with ``row`` of the grid; blank rows are left out."""
        self._find_places()
        grid = self.block.sheet.grid.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
        rows = grid.slice(self.block.start, self.block.end - self.block.start)
        rows = rows.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
        typed = [self._typed(rows, name, at, unit).alias(name) for name, (at, unit) in self.places.items()]
        absent = [pl.lit(None, kind).alias(name) for name, kind in self.form.schema.items() if name not in self.places]
        return rows.select("row", *typed).with_columns(absent).select("row", *self.form.schema)

    def cells(self, rows: Sequence[int], name: str) -> list[tuple[int, int]]:
        """The cells of a column in some rows; in the first column where the list has no such column."""
        at = self.places[name][0] if name in self.places else 0
        return [(row, at) for row in rows]

    def say(self, severity: Severity, code: str, found: Sequence[tuple[int, int]], **values: object) -> None:
        """Report something about cells, all of them as one problem."""
        ranges = Findings(self.where.file, self.block.sheet).ranges(found)
        shown = ", ".join(ranges[:SHOWN]) + (", …" if len(ranges) > SHOWN else "")
        where = Where(self.where.file, self.where.sheet, shown)
        self.problems.append(Problem(code, severity, where, {**values, "count": len(found), "cells": ranges}))

    def _find_places(self) -> None:
        """What stands twice is named, and the first taken."""
        for at, text in self.block.heads.items():
            meant, cell = self.form.meaning(text), [(self.block.header, at)]
            if meant is None:
                if at not in self.quiet:
                    self.say(Severity.ATTENTION, "farmland.column_unknown", cell, texts=examples([text]))
            elif meant[0] in self.places:
                self.say(Severity.ATTENTION, "farmland.column_twice", cell, texts=examples([text]))
            elif self.form.columns[meant[0]].is_quantity and not meant[1] and meant[0] not in self.form.without_unit:
                self.say(Severity.ERROR, "farmland.quantity_without_unit", cell, texts=examples([text]))
            else:
                self.places[meant[0]] = (at, meant[1])

    def _typed(self, rows: pl.DataFrame, name: str, at: int, unit: str) -> pl.Series:
        """The column read, once per different text. A merged quantity is one quantity; other merged cells speak for
        every row they cover."""
        column = self.form.columns[name]
        texts = rows[f"c{at}"] if column.is_quantity or column.kind == ITEM else self._filled(rows, at)
        values: dict[str, cells.Cell] = {}
        faults: dict[str, str] = {}
        for text in texts.unique(maintain_order=True).drop_nulls():
            try:
                values[text] = tidy_code(text) if column.key or column.kind == ITEM else cells.read(text, column, unit)
            except cells.Fault as fault:
                faults[text] = str(fault)
        if faults:
            bad = rows.filter(texts.is_in(list(faults)))["row"]
            said = {"texts": examples(faults), "column": column.zh, "column_en": column.en}
            self.say(Severity.ERROR, "farmland.cell_unreadable", [(row, at) for row in bad], **said)
        answers = pl.Series(list(values.values()), dtype=column.type)
        known = pl.Series(list(values), dtype=pl.String)
        return texts.replace_strict(known, answers, default=None, return_dtype=column.type)

    def _filled(self, rows: pl.DataFrame, at: int) -> pl.Series:
        texts = self.block.sheet.grid[f"c{at}"].to_list()
        for top, left, bottom, _ in self.block.sheet.merged:
            if left == at and top >= self.block.start:
                texts[top : bottom + 1] = [texts[top]] * (min(bottom + 1, len(texts)) - top)
        return pl.Series([texts[row] for row in rows["row"]], dtype=pl.String)
