"""A sheet as people deliver it to the typed frame of its table, every finding with its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from jingtu.assessment.indicators import cells, headers
from jingtu.assessment.indicators.forms import Column, Form, choices, find_form, forms, quantities, squeeze
from jingtu.assessment.indicators.frames import checked, examples
from jingtu.intake.findings import Findings
from jingtu.intake.sheets import Sheet, read_book
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

TOTALS = ("合计", "总计", "小计", "共计", "total", "sum", "subtotal")
NOTES = ("说明", "notes")
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".parquet")
RANGES_NAMED = 8

Place = tuple[int, Column, str]
"""Where a column stands in the grid, what it is, and the unit its header states."""


@dataclass
class Delivered:
    """The tables of a file or folder by name, and everything found in it."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path) -> Delivered:
    """Every table of a workbook (one per sheet), a text table, or a folder of them (one per file).

    Raises
    ------
    Refused
        If a file cannot be used at all, a table comes twice, or the folder holds no file that could be one.
    """
    files = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
    if not files:
        raise Refused(error("indicators.folder_empty", Where(path.name), suffixes=" ".join(SUFFIXES)))
    found = Delivered()
    for file in files:
        book = read_book(file)
        found.problems += book.problems
        for sheet in book.sheets:
            _read_sheet(file, sheet, found)
    return found


def _read_sheet(file: Path, sheet: Sheet, found: Delivered) -> None:
    where = Where(file.name, sheet.name)
    form = find_form(sheet.name or file.stem)
    if form is None:
        if sheet.grid.height and squeeze(sheet.name) not in NOTES:
            known = "、".join(one.zh for one in forms().values())
            name = sheet.name or file.stem
            found.problems.append(attention("indicators.sheet_unknown", where, name=name, known=known))
        return
    if form.name in found.tables:
        raise Refused(error("indicators.table_twice", where, table=form.zh, table_en=form.en))
    reader = _Reader(form, sheet, where)
    table = reader.frame()
    if table is not None:
        found.tables[form.name] = table
    found.problems += reader.problems


@dataclass
class _Reader:
    """Reads one sheet. Cells are (row, column) of the grid, counted from 0."""

    form: Form
    sheet: Sheet
    where: Where
    problems: list[Problem] = field(default_factory=list)

    def frame(self) -> pl.DataFrame | None:
        """The table; None, with the reason among the problems, where the sheet has no header or formula errors."""
        grid = self.sheet.grid
        header = headers.header_row(self.form.name, grid.head(headers.HEADER_WITHIN).rows())
        if header is None:
            wanted = "、".join(column.zh for column in self.form.columns)
            self.problems.append(error("indicators.no_header", self.where, within=headers.HEADER_WITHIN, wanted=wanted))
            return None
        self._report_above(header)
        places = self._places(header)
        rows = self._data(header, places)
        self._report_merged(rows["row"])
        typed = {name: self._typed(rows, place) for name, place in places.items()}
        table = pl.DataFrame({"row": rows["row"].cast(pl.Int64) + 1, **typed})
        absent = [
            pl.lit(None, kind).alias(name) for name, kind in self.form.schema.items() if name not in table.columns
        ]
        table, problems = checked(self.form, table.with_columns(absent).select(*self.form.schema), self.where)
        self.problems += problems
        return table

    def _report_above(self, header: int) -> None:
        above = self.sheet.grid.head(header).rows()
        lines = [(number, 0) for number, row in enumerate(above) if any(row)]
        if lines:
            self._say(Severity.ATTENTION, "lines_above", lines)

    def _report_merged(self, rows: pl.Series) -> None:
        first = rows.min() if rows.len() else None
        merged = [(top, left) for top, left, bottom, _ in self.sheet.merged if first is not None and bottom >= first]  # type: ignore[operator]
        if merged:
            self._say(Severity.ATTENTION, "merged", merged)

    def _places(self, header: int) -> dict[str, Place]:
        """The columns that can be read. What is not understood, or stands twice, is named and not read."""
        found: dict[str, list[Place]] = {}
        for at, text in enumerate(self.sheet.grid.row(header)):
            if text:
                self._place(text, (header, at), found)
        for places in found.values():
            if len(places) > 1:
                self._say(Severity.ERROR, "column_twice", [(header, at) for at, _, _ in places], column=places[0][1])
        absent = [column for column in self.form.columns if column.name not in found]
        if absent:
            names = {"columns": "、".join(one.zh for one in absent), "columns_en": ", ".join(one.en for one in absent)}
            self.problems.append(attention("indicators.columns_absent", self.where, **names))
        return {name: places[0] for name, places in found.items() if len(places) == 1 and self._has_unit(places[0])}

    def _place(self, text: str, cell: tuple[int, int], found: dict[str, list[Place]]) -> None:
        meant = headers.meaning(self.form.name, text)
        if meant is None:
            self._say(Severity.ATTENTION, "column_unknown", [cell], texts=examples([text]))
            return
        column, unit = meant
        found.setdefault(column.name, []).append((cell[1], column, unit))
        if column.is_quantity and not unit:
            name = "unit_unknown" if headers.states_unit(text) else "unit_not_stated"
            known = "、".join(quantities()[column.kind])
            self._say(Severity.ERROR, name, [cell], texts=examples([text]), known=known, column=column)

    @staticmethod
    def _has_unit(place: Place) -> bool:
        _, column, unit = place
        return bool(unit) or not column.is_quantity

    def _data(self, header: int, places: dict[str, Place]) -> pl.DataFrame:
        """Rows with anything in them below the header; totals are named and left out."""
        rows = self.sheet.grid.with_row_index("row").slice(header + 1)
        rows = rows.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
        if not places:
            return rows
        first = pl.concat_list(
            [f"c{at}" for at, column, _ in places.values() if column.kind in ("text", "place")] or ["c0"]
        )
        label = first.list.eval(pl.element().str.strip_chars().str.to_lowercase().is_in(TOTALS)).list.any()
        totals = rows.filter(label.fill_null(value=False))
        if totals.height:
            self._say(Severity.ATTENTION, "total_row", [(row, 0) for row in totals["row"]])
        return rows.filter(~label.fill_null(value=False))

    def _typed(self, rows: pl.DataFrame, place: Place) -> pl.Series:
        """The column read, once per different text; every unreadable cell named, and a missing fact from here on."""
        at, column, unit = place
        texts = rows[f"c{at}"]
        values: dict[str, cells.Cell] = {}
        faults: dict[str, list[str]] = {}
        for text in texts.unique(maintain_order=True).drop_nulls():
            try:
                values[text] = cells.read(text, column, unit)
            except cells.Fault as fault:
                faults.setdefault(str(fault), []).append(text)
        for name, bad in faults.items():
            where = rows.filter(texts.is_in(bad))["row"]
            self._say(Severity.ERROR, name, [(row, at) for row in where], texts=examples(bad), column=column, unit=unit)
        self._report_formulas(rows["row"], at, column)
        answers = pl.Series(list(values.values()), dtype=column.type)
        return texts.replace_strict(
            pl.Series(list(values), dtype=pl.String), answers, default=None, return_dtype=column.type
        )

    def _report_formulas(self, rows: pl.Series, at: int, column: Column) -> None:
        known = set(rows)
        broken = [cell for cell in self.sheet.faults if cell[1] == at and cell[0] in known]
        if broken:
            self._say(Severity.ERROR, "formula_error", broken, column=column)

    def _say(
        self,
        severity: Severity,
        name: str,
        found: Sequence[tuple[int, int]],
        *,
        column: Column | None = None,
        **values: object,
    ) -> None:
        ranges = Findings(self.where.file, self.sheet).ranges(found)
        shown = ", ".join(ranges[:RANGES_NAMED]) + (", …" if len(ranges) > RANGES_NAMED else "")
        if column is not None:
            known = "、".join(choice.zh for choice in choices(column.kind)) or "—"
            values = {"column": column.zh, "column_en": column.en, "known": known, **values}
        where = Where(self.where.file, self.where.sheet, shown)
        self.problems.append(
            Problem(f"indicators.{name}", severity, where, {**values, "count": len(found), "cells": ranges})
        )
