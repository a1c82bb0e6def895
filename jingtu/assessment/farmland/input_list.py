"""A table of products (fertiliser, manure, sludge) to what is judged: one row per product, one column per item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from jingtu import units
from jingtu.assessment.farmland.inputs import Content, Kind, limits
from jingtu.assessment.farmland.listing import (
    ITEM,
    Form,
    ListReader,
    Meaning,
    block_below,
    columns_of,
    names_of,
    plain,
)
from jingtu.assessment.indicators.forms import Column
from jingtu.intake import headers, values
from jingtu.intake.findings import examples
from jingtu.intake.sheets import read_book
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

TABLE = Path(__file__).with_name("input_columns.csv")
NAME = "product"
BESIDE = ("number", "remark")
"""Columns that say nothing of a product."""
AROUND = re.compile(r"的?(?:质量分数|含量|检测结果|检测值)$")
PERCENT_ANYWAY = ("germination_index", "ascaris_mortality")
"""Shares of seeds and of eggs: nothing but % is usual."""
REFUSED = ("not_understood", "is_date", "formula_error", "negative")


@dataclass(frozen=True, slots=True)
class Product:
    """One row. ``kind`` and ``made_on`` are None where the row does not say; ``contents`` by item, in its unit."""

    name: str
    batch: str
    maker: str
    kind: Kind | None
    made_on: date | None
    contents: Mapping[str, Content]
    texts: Mapping[str, str]
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Products:
    rows: tuple[Product, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@cache
def columns() -> Mapping[str, Column]:
    """Every column a table of products may have, by name."""
    return columns_of(TABLE, NAME)


def read_products(path: Path, *, unit: str = "") -> Products:
    """The products of every sheet that has a column of names and one more; ``unit``: of contaminants without one.

    Raises
    ------
    Refused
        If the file cannot be used at all, or holds no such sheet.
    """
    book = read_book(path)
    form = Form(columns(), meaning)
    filled = [sheet for sheet in book.sheets if not sheet.grid.is_empty()]
    listed = [(sheet, at) for sheet in filled if (at := form.header_row(sheet)) is not None]
    if not listed:
        raise Refused(*book.problems, error("farmland.no_products", Where(path.name)))
    products: list[Product] = []
    problems = list(book.problems)
    for sheet, header in listed:
        reader = ListReader(form, block_below(sheet, header, form), Where(path.name, sheet.name))
        products += _ProductReader(reader, unit).products(reader.frame())
        problems += reader.problems
    if not products:
        problems.append(attention("farmland.products_empty", Where(path.name)))
    return Products(tuple(products), tuple(problems))


@lru_cache(maxsize=2000)
def meaning(text: str) -> Meaning | None:
    """The column a header names and the unit it states: ``总镉（以Cd计）(mg/kg)``, ``有机质的质量分数，%``."""
    text = unicodedata.normalize("NFKC", text)
    name, unit = headers.split_unit(text)
    bare = headers.BRACKETS.sub("", name).strip(" /，,_-")
    for one in (text, name, bare, AROUND.sub("", bare)):
        if found := _names().get(plain(one)):
            return found[0], unit
    substance = headers.read(text).substance
    known = columns().get(substance or "")
    return (known.name, unit) if known and known.kind == ITEM else None


@cache
def _names() -> Mapping[str, Meaning]:
    return names_of(columns().values())


@cache
def _units() -> Mapping[str, str]:
    """Item -> the unit of its limits."""
    return {one.item: one.unit for one in limits()}


@dataclass
class _ProductReader:
    """From a table of texts to contents; what cannot be taken is named, cell by cell of one kind together."""

    reader: ListReader
    unit: str

    def products(self, table: pl.DataFrame) -> list[Product]:
        rows = self._named(table)
        self._say_twice(rows)
        contents = {item: self._contents(rows, item) for item in _units() if item in self.reader.places}
        return [
            Product(
                name=row[NAME],
                batch=row["batch"] or "",
                maker=row["maker"] or "",
                kind=Kind(row["kind"]) if row["kind"] else None,
                made_on=row["made_on"],
                contents={item: found[at] for item, found in contents.items() if at in found},
                texts={item: row[item] for item in contents if row[item]},
                sheet=self.reader.where.sheet,
                row=row["row"] + 1,
            )
            for at, row in enumerate(rows.iter_rows(named=True))
        ]

    def _named(self, table: pl.DataFrame) -> pl.DataFrame:
        """Rows of a product; totals and notes are pointed out, rows that only lack the name are errors."""
        told = [name for name in columns() if name not in (NAME, *BESIDE)]
        total = pl.col(NAME).is_in([*headers.labels()]) & pl.col("kind").is_null()
        beside = total | (pl.col(NAME).is_null() & pl.all_horizontal(pl.col(told).is_null()))
        beside = beside.fill_null(value=False)
        for severity, code, rows in (
            (Severity.ATTENTION, "farmland.row_beside", table.filter(beside)),
            (Severity.ERROR, "farmland.product_unnamed", table.filter(pl.col(NAME).is_null() & ~beside)),
        ):
            if rows.height:
                self.reader.say(severity, code, self.reader.cells(rows["row"].to_list(), NAME))
        return table.filter(pl.col(NAME).is_not_null() & ~beside)

    def _say_twice(self, rows: pl.DataFrame) -> None:
        """The same product twice is judged twice, and pointed out."""
        key = [NAME, "batch", "maker", "made_on"]
        again = rows.filter(pl.struct(key).is_duplicated())
        if again.height:
            named = examples(again[NAME])
            self.reader.say(
                Severity.ATTENTION,
                "farmland.product_twice",
                self.reader.cells(again["row"].to_list(), NAME),
                texts=named,
            )

    def _contents(self, rows: pl.DataFrame, item: str) -> dict[int, Content]:
        """Place of the row -> its content, for cells that hold one."""
        found: dict[int, Content] = {}
        bad: list[int] = []
        unitless: list[int] = []
        for at, text in enumerate(rows[item]):
            parsed = values.parse(text) if text else None
            if parsed is None or parsed.state == "not_analysed":
                continue
            of = self._unit_of(item, parsed.unit_text)
            if parsed.state in REFUSED:
                bad.append(at)
            elif of is None:
                unitless.append(at)
            else:
                found[at] = _content(parsed, of, units.unit(_units()[item]))
        self._say(rows, item, "farmland.content_unreadable", bad)
        self._say(rows, item, "farmland.content_without_unit", unitless)
        return found

    def _unit_of(self, item: str, in_cell: str) -> units.Unit | None:
        """The unit of a cell: its own, its header's, the one told; None where none can be compared."""
        wanted = units.unit(_units()[item])
        told = self.unit if wanted.key == "mg/kg" else ""
        usual = "%" if item in PERCENT_ANYWAY else wanted.key if wanted.dimension == "none" else ""
        text = in_cell or self.reader.places[item][1] or told or usual
        found = units.find(text) if text else None
        return found if found and found.dimension == wanted.dimension else None

    def _say(self, rows: pl.DataFrame, item: str, code: str, places: Sequence[int]) -> None:
        if not places:
            return
        one = columns()[item]
        bad = rows[list(places)]
        said = {"texts": examples(bad[item]), "item": one.zh, "item_en": one.en, "unit": _units()[item]}
        self.reader.say(Severity.ERROR, code, self.reader.cells(bad["row"].to_list(), item), **said)


def _content(parsed: values.Parsed, of: units.Unit, to: units.Unit) -> Content:
    """In the unit of the limit, with the digits delivered."""
    number = parsed.limit if parsed.operator == "<" else parsed.value
    if number is None:
        return Content(None, parsed.operator)
    return Content(units.convert(Decimal(repr(number)), of, to), parsed.operator)
