"""The list of units: what is known of each beside its points (area, place, crops, category of the round before)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from jingtu.assessment.farmland.listing import Form, ListReader, Meaning, block_below, columns_of, names_of, plain
from jingtu.assessment.indicators.forms import Column
from jingtu.intake.findings import examples
from jingtu.intake.sheets import Sheet
from jingtu.problems import Problem, Severity, Where

TABLE = Path(__file__).with_name("unit_columns.csv")
CODE = "unit_code"
AREA_IN_MU = ("mjmu",)
"""Headers that say the unit without brackets: MJ_MU of the national schema."""


@cache
def columns() -> Mapping[str, Column]:
    """Every column a list of units may have, by name."""
    return columns_of(TABLE, CODE)


UNITS: Mapping[str, pl.DataType] = {name: column.type for name, column in columns().items()}
"""Columns of a list of units. ``area`` is held in billionths of a mu, so that nothing is rounded on the way in."""


def names_unit(header: str) -> bool:
    """Whether a header is that of the code of a farmland unit."""
    return _meaning(header) == (CODE, "")


def is_unit_list(sheet: Sheet) -> bool:
    """Whether a sheet has the header of a list of units: its code and at least one more column."""
    return _form().header_row(sheet) is not None


def read_units(sheet: Sheet, where: Where, *, header: int | None = None) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The list in a sheet, in the columns of UNITS, and what is wrong with it; ``header``: its row, where it is known.

    A cell that cannot be read is an error and a missing fact; a row without a code, and every row of a code that stands
    twice, is an error and left out.
    """
    header = _form().header_row(sheet) if header is None else header
    if header is None:
        raise ValueError(f"The sheet {sheet.name!r} has no header with a unit code. Ask is_unit_list first.")
    reader = ListReader(_form(), block_below(sheet, header, _form()), where)
    return _keyed(reader.frame(), reader), tuple(reader.problems)


def _keyed(table: pl.DataFrame, reader: ListReader) -> pl.DataFrame:
    """Rows with a code of their own; the others are named and left out."""
    nameless = table.filter(pl.col(CODE).is_null())
    twice = table.filter(pl.col(CODE).is_not_null() & pl.col(CODE).is_duplicated())
    if nameless.height:
        reader.say(Severity.ERROR, "farmland.code_missing", reader.cells(nameless["row"].to_list(), CODE))
    if twice.height:
        named = reader.cells(twice["row"].to_list(), CODE)
        reader.say(Severity.ERROR, "farmland.unit_twice", named, texts=examples(twice[CODE]))
    return table.filter(pl.col(CODE).is_not_null() & ~pl.col(CODE).is_duplicated()).select(*UNITS)


@cache
def _form() -> Form:
    return Form(columns(), _meaning)


def _meaning(text: str) -> Meaning | None:
    """The column a header names and, for an area, its unit (empty where it states none)."""
    return _names().get(plain(text))


@cache
def _names() -> Mapping[str, Meaning]:
    return names_of(columns().values()) | dict.fromkeys(AREA_IN_MU, ("area", "mu"))
