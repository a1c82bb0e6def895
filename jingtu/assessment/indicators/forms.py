"""The tables indicators are computed from: which columns, what each holds, in what unit, and what names they go by.

Data: ``tables.csv``, ``columns.csv``, ``choices.csv``, ``quantities.csv``. Areas are held in whole billionths of a mu,
of which a square metre has 1,500,000; masses in whole grams; contents in whole µg/kg. Nothing is rounded on the way in.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent
TYPES: Mapping[str, pl.DataType] = {
    "text": pl.String(),
    "place": pl.String(),
    "year": pl.Int64(),
    "day": pl.Date(),
    "yes_no": pl.Boolean(),
    "area": pl.Int64(),
    "mass": pl.Int64(),
    "content": pl.Int64(),
    "count": pl.Int64(),
    "water_class": pl.Int64(),
}
"""Kind of column -> type; every other kind is a choice and held as the text of its key."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``key`` columns together name a row and may not repeat."""

    name: str
    kind: str
    key: bool
    zh: str
    en: str
    aliases: tuple[str, ...]

    @property
    def type(self) -> pl.DataType:
        return TYPES.get(self.kind, pl.String())

    @property
    def is_quantity(self) -> bool:
        return self.kind in ("area", "mass", "content", "count")

    @property
    def unit(self) -> str:
        """The unit the template asks for; empty for what is no quantity."""
        return next(iter(quantities().get(self.kind, ())), "")


@dataclass(frozen=True, slots=True)
class Form:
    """One table. Its frames hold the columns and, besides, ``row`` (as people count) and ``fault``."""

    name: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    note_zh: str
    note_en: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> list[str]:
        return [column.name for column in self.columns if column.key]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        return {
            **{column.name: column.type for column in self.columns},
            "row": pl.Int64(),
            "fault": pl.String(),
        }


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    zh: str
    en: str
    aliases: tuple[str, ...]


def squeeze(text: str) -> str:
    """The letters that count in a name: half-width, lower case, no blanks, underscores, colons or stars."""
    return re.sub(r"[\s_:*※·\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text).lower())


@cache
def forms() -> Mapping[str, Form]:
    """Every table by its name, in the order of the template."""
    columns = _grouped("columns.csv", "table")
    return {
        row["table"]: Form(
            row["table"],
            row["zh"],
            row["en"],
            _several(row["aliases"]),
            row["note_zh"],
            row["note_en"],
            tuple(_column(one) for one in columns[row["table"]]),
        )
        for row in _rows("tables.csv")
    }


def find_form(name: str) -> Form | None:
    """The table a sheet or file name means: its identifier, its name in either language, or an alias."""
    return _form_names().get(squeeze(name))


@cache
def choices(kind: str) -> tuple[Choice, ...]:
    """The choices of a kind of column; empty where the kind has none."""
    if kind == "indicator":
        return tuple(Choice(row["id"], row["zh"], row["en"], ()) for row in _rows("counted.csv"))
    found = _grouped("choices.csv", "kind").get(kind, ())
    return tuple(Choice(row["key"], row["zh"], row["en"], _several(row["aliases"])) for row in found)


@cache
def choice_names(kind: str) -> Mapping[str, str]:
    """Squeezed name or alias -> key of the choice."""
    several = choices(kind)
    return {squeeze(name): one.key for one in several for name in (one.key, one.zh, one.en, *one.aliases) if name}


@cache
def quantities() -> Mapping[str, Mapping[str, int]]:
    """Kind of quantity -> unit -> how many quanta; the first unit is the one the template asks for."""
    kinds = _grouped("quantities.csv", "kind")
    return {kind: {row["unit"]: int(row["times"]) for row in rows} for kind, rows in kinds.items()}


@cache
def unit_names(kind: str) -> Mapping[str, str]:
    """Squeezed name of a unit -> the unit, for one kind of quantity."""
    rows = _grouped("quantities.csv", "kind").get(kind, ())
    return {squeeze(name): row["unit"] for row in rows for name in (row["unit"], *_several(row["aliases"]))}


def _column(row: Mapping[str, str]) -> Column:
    return Column(row["column"], row["kind"], row["key"] == "key", row["zh"], row["en"], _several(row["aliases"]))


def _several(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split("|") if one)


@cache
def _form_names() -> Mapping[str, Form]:
    return {squeeze(name): one for one in forms().values() for name in (one.name, one.zh, one.en, *one.aliases)}


@cache
def _rows(file: str) -> Sequence[Mapping[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _grouped(file: str, by: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows(file):
        found.setdefault(row[by], []).append(row)
    return found
