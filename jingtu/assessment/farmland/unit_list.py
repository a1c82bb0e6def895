"""The list of units: what is known of each beside its points (area, place, crops, category of the round before)."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from jingtu.assessment.indicators import cells
from jingtu.assessment.indicators.forms import Column, squeeze, unit_names
from jingtu.intake.findings import Findings, examples
from jingtu.intake.sheets import Sheet
from jingtu.problems import Problem, Severity, Where

TABLE = Path(__file__).with_name("unit_columns.csv")
CODE = "unit_code"
HEADER_WITHIN = 10
SHOWN = 8
BRACKETS = str.maketrans("[【〔]】〕", "((()))")
AREA_IN_MU = ("mjmu",)
"""Headers that say the unit without brackets: MJ_MU of the national schema."""


@cache
def columns() -> Mapping[str, Column]:
    """Every column a list of units may have, by name."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            row["column"]: Column(
                row["column"],
                row["kind"],
                row["column"] == CODE,
                row["zh"],
                row["en"],
                tuple(row["aliases"].split("|")),
            )
            for row in csv.DictReader(lines)
        }


UNITS: Mapping[str, pl.DataType] = {name: column.type for name, column in columns().items()}
"""Columns of a list of units. ``area`` is held in billionths of a mu, so that nothing is rounded on the way in."""


FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def tidy_code(text: str) -> str:
    """A unit code in half-width letters and digits, without blanks around it; the signs Ⅰ, Ⅱ, Ⅲ stay.

    >>> tidy_code(" １４０４０４Ⅱ０００００１ ")
    '140404Ⅱ000001'
    """
    return text.translate(FULL_WIDTH).strip()


def names_unit(header: str) -> bool:
    """Whether a header is that of the code of a farmland unit."""
    return _meaning(header) == (CODE, "")


def is_unit_list(sheet: Sheet) -> bool:
    """Whether a sheet has the header of a list of units: its code and at least one more column."""
    return _header_row(sheet) is not None


def read_units(sheet: Sheet, where: Where, *, header: int | None = None) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The list in a sheet, in the columns of UNITS, and what is wrong with it; ``header``: its row, where it is known.

    A cell that cannot be read is an error and a missing fact; a row without a code, and every row of a code that stands
    twice, is an error and left out.
    """
    header = _header_row(sheet) if header is None else header
    if header is None:
        raise ValueError(f"The sheet {sheet.name!r} has no header with a unit code. Ask is_unit_list first.")
    reader = _Reader(sheet, where)
    return reader.frame(header), tuple(reader.problems)


def _header_row(sheet: Sheet) -> int | None:
    for at, row in enumerate(sheet.grid.head(HEADER_WITHIN).rows()):
        found = {meant[0] for text in row if text and (meant := _meaning(text))}
        if CODE in found and len(found) > 1:
            return at
    return None


def _meaning(text: str) -> tuple[str, str] | None:
    """The column a header names and, for an area, its unit (empty where it states none)."""
    return _names().get(squeeze(text).translate(BRACKETS))


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for column in columns().values():
        for name in (column.name, column.zh, column.en, *column.aliases):
            plain = squeeze(name).translate(BRACKETS)
            found[plain] = (column.name, "")
            for spelling, unit in unit_names(column.kind).items():
                found[plain + spelling] = found[f"{plain}({spelling})"] = (column.name, unit)
    return found | dict.fromkeys(AREA_IN_MU, ("area", "mu"))


@dataclass
class _Reader:
    """Reads one sheet. Cells are (row, column) of the grid, counted from 0."""

    sheet: Sheet
    where: Where
    problems: list[Problem] = field(default_factory=list)

    def frame(self, header: int) -> pl.DataFrame:
        rows = self.sheet.grid.with_row_index("row").slice(header + 1)
        rows = rows.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
        places = self._places(header)
        typed = {name: self._typed(rows, at, columns()[name], unit) for name, (at, unit) in places.items()}
        absent = [pl.lit(None, kind).alias(name) for name, kind in UNITS.items() if name not in typed]
        table = pl.DataFrame({"row": rows["row"].cast(pl.Int64), **typed}).with_columns(absent)
        return self._keyed(table, places[CODE][0]).select(*UNITS)

    def _places(self, header: int) -> dict[str, tuple[int, str]]:
        """Column -> where it stands and its unit. What stands twice is named, and the first taken."""
        found: dict[str, tuple[int, str]] = {}
        for at, text in enumerate(self.sheet.grid.row(header)):
            meant = _meaning(text) if text else None
            if text and meant is None:
                self._say(Severity.ATTENTION, "column_unknown", [(header, at)], texts=examples([text]))
            elif text and meant and meant[0] in found:
                self._say(Severity.ATTENTION, "column_twice", [(header, at)], texts=examples([text]))
            elif text and meant and columns()[meant[0]].is_quantity and not meant[1]:
                self._say(Severity.ERROR, "area_without_unit", [(header, at)], texts=examples([text]))
            elif meant:
                found[meant[0]] = (at, meant[1])
        return found

    def _typed(self, rows: pl.DataFrame, at: int, column: Column, unit: str) -> pl.Series:
        """The column read, once per different text."""
        texts = rows[f"c{at}"]
        values: dict[str, cells.Cell] = {}
        faults: dict[str, str] = {}
        for text in texts.unique(maintain_order=True).drop_nulls():
            try:
                values[text] = tidy_code(text) if column.key else cells.read(text, column, unit)
            except cells.Fault as fault:
                faults[text] = str(fault)
        if faults:
            bad = rows.filter(texts.is_in(list(faults)))["row"]
            self._say(
                Severity.ERROR,
                "cell_unreadable",
                [(row, at) for row in bad],
                texts=examples(faults),
                column=column.zh,
                column_en=column.en,
            )
        answers = pl.Series(list(values.values()), dtype=column.type)
        known = pl.Series(list(values), dtype=pl.String)
        return texts.replace_strict(known, answers, default=None, return_dtype=column.type)

    def _keyed(self, table: pl.DataFrame, at: int) -> pl.DataFrame:
        """Rows with a code of their own; the others are named and left out."""
        nameless = table.filter(pl.col(CODE).is_null())
        twice = table.filter(pl.col(CODE).is_not_null() & pl.col(CODE).is_duplicated())
        if nameless.height:
            self._say(Severity.ERROR, "code_missing", [(row, at) for row in nameless["row"]])
        if twice.height:
            self._say(Severity.ERROR, "unit_twice", [(row, at) for row in twice["row"]], texts=examples(twice[CODE]))
        return table.filter(pl.col(CODE).is_not_null() & ~pl.col(CODE).is_duplicated())

    def _say(self, severity: Severity, name: str, found: Sequence[tuple[int, int]], **values: object) -> None:
        ranges = Findings(self.where.file, self.sheet).ranges(found)
        shown = ", ".join(ranges[:SHOWN]) + (", …" if len(ranges) > SHOWN else "")
        where = Where(self.where.file, self.where.sheet, shown)
        values = {**values, "count": len(found), "cells": ranges}
        self.problems.append(Problem(f"farmland.{name}", severity, where, values))
