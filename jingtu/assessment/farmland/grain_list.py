"""A table of grain lots (results, purchase, store, sales) to lots with the class of every metal.

Results are read by :func:`jingtu.intake.laboratory.read_lab`, what else is on record by columns of its own; both find
their lot by the column 批次号 of their row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jingtu.assessment.farmland.grain_lots import Lot, Outflow, Step
from jingtu.assessment.farmland.listing import (
    HEADER_WITHIN,
    Block,
    Form,
    ListReader,
    Meaning,
    block_below,
    columns_of,
    names_of,
    plain,
)
from jingtu.assessment.farmland.points import crop_points
from jingtu.assessment.indicators.forms import Column
from jingtu.assessment.options import AssessOptions
from jingtu.intake import headers
from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.intake.sheets import Sheet, read_book
from jingtu.intake.tables import IGNORE, find_tables
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

TABLE = Path(__file__).with_name("grain_columns.csv")
LOT = "lot"
BESIDE = ("number", "remark")
OUT = ("out_on", "out_weight", "out_way", "product_within", "use_marked")
OF_LOT = (
    "unit_code",
    "crop",
    "harvested_on",
    "sampled_on",
    "tested_on",
    "free_sale_stopped_on",
    "market_on",
    "bought_on",
    "named_firm",
    "weight_in",
    "bin",
    "stored_on",
)
FOR_THE_LABORATORY: Mapping[str, str] = {
    LOT: "point",
    "crop": "crop",
    "sampled_on": "sampled_on",
    "tested_on": "analysed_on",
}
"""Columns that the reader of results needs, too, under its roles; it passes over all others of a lot."""
GRAMS = Decimal(1_000_000)
"""In a tonne."""


@dataclass(frozen=True, slots=True)
class Lots:
    """``metals``: results compared, as :func:`jingtu.assessment.farmland.points.crop_points` gives them, by ``lot``."""

    rows: tuple[Lot, ...]
    metals: pl.DataFrame
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@cache
def columns() -> Mapping[str, Column]:
    """Every column a table of lots may have, by name; beside them stand those of the metals."""
    return columns_of(TABLE, LOT)


def meaning(text: str) -> Meaning | None:
    """What a header means; of heads in two rows (``台账 / 批次号``) the lower."""
    return next((found for part in (text, *text.split(" / ")[::-1]) if (found := _names().get(plain(part)))), None)


@cache
def _names() -> Mapping[str, Meaning]:
    return names_of(columns().values())


def read_lots(path: Path, *, on: date, unit: str | None = None, crop: str = "") -> Lots:
    """The lots of a file; ``crop`` and ``unit`` where it says none. Limits: of the sampling day, else of ``on``.

    Raises
    ------
    Refused
        If the file cannot be used at all, or no sheet names lots.
    """
    book = read_book(path)
    filled = [sheet for sheet in book.sheets if not sheet.grid.is_empty()]
    blocks = {sheet.name: list(_blocks(sheet)) for sheet in filled}
    readers = [
        ListReader(_form(), block, Where(path.name, block.sheet.name), range(block.sheet.grid.width) if lab else ())
        for found in blocks.values()
        for block, lab in found
    ]
    if not readers:
        raise Refused(*book.problems, error("farmland.no_lots", Where(path.name)))
    frames = [_named(reader.frame(), reader) for reader in readers]
    rows = pl.concat(
        [one.with_columns(sheet=pl.lit(reader.where.sheet)) for one, reader in zip(frames, readers, strict=True)]
    )
    with_results = [sheet for sheet in filled if any(lab for _, lab in blocks[sheet.name])]
    sheets = tuple(sheet.name for sheet in with_results)
    told = {text: role for sheet in with_results for text, role in _roles(sheet).items()}
    metals, problems = _metals(path, rows, LabOptions("crop", unit, told, sheets, on=on), crop)
    lots, wrong = _lots(rows, metals, path.name)
    said = (problem for reader in readers for problem in reader.problems)
    return Lots(lots, metals, (*(() if sheets else book.problems), *said, *problems, *wrong))


@cache
def _form() -> Form:
    return Form(columns(), meaning)


# ---------------------------------------------------------------- where what stands


def _roles(sheet: Sheet) -> dict[str, str]:
    """Head of a lot's column -> its role for the reader of results."""
    texts = [text.strip() for row in sheet.grid.head(HEADER_WITHIN).rows() for text in row if text]
    found = [(text, meant[0]) for text in texts if (meant := meaning(text))]
    return {text: FOR_THE_LABORATORY.get(name, IGNORE) for text, name in found}


def _blocks(sheet: Sheet) -> Iterator[tuple[Block, bool]]:
    """The lists of lots in a sheet, and whether results of a laboratory stand in them."""
    tables = find_tables(sheet, _roles(sheet))
    for table in tables:
        heads = {column.index: column.text for column in table.columns if column.text}
        if any((meaning(text) or ("",))[0] == LOT for text in heads.values()):
            yield Block(sheet, heads, table.first, table.start, table.end), True
    header = None if tables else _form().header_row(sheet)
    if header is not None:
        yield block_below(sheet, header, _form()), False


def _named(table: pl.DataFrame, reader: ListReader) -> pl.DataFrame:
    """Rows of a lot; totals and notes are pointed out, rows that only lack the number are errors."""
    told = [name for name in columns() if name not in (LOT, *BESIDE)]
    total = pl.col(LOT).is_in([*headers.labels()])
    beside = (total | (pl.col(LOT).is_null() & pl.all_horizontal(pl.col(told).is_null()))).fill_null(value=False)
    nameless = pl.col(LOT).is_null() & ~beside
    for severity, code, chosen in (
        (Severity.ATTENTION, "farmland.row_beside", beside),
        (Severity.ERROR, "farmland.lot_unnamed", nameless),
    ):
        rows = table.filter(chosen)["row"].to_list()
        if rows:
            reader.say(severity, code, reader.cells(rows, LOT))
    return table.filter(pl.col(LOT).is_not_null() & ~beside)


# ---------------------------------------------------------------- results


def _metals(path: Path, rows: pl.DataFrame, options: LabOptions, crop: str) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Every metal of every lot with its class; none where the file holds no results."""
    if not options.sheets:
        return pl.DataFrame(schema={LOT: pl.String, "metal": pl.String, "class_": pl.Int64}), ()
    lab = read_lab(path, options)
    lots = rows.select("sheet", row=pl.col("row") + 1, lot=LOT)
    results = lab.results.join(lots, on=["sheet", "row"], how="left", maintain_order="left")
    results = results.filter(pl.col(LOT).is_not_null()).with_columns(
        unit_code=pl.lit(None, pl.String), point=LOT, sample=LOT
    )
    assess = AssessOptions(medium="crop", crop=crop, by_sampling_day=True)
    points = crop_points(results, on=options.on or date.max, options=assess)
    metals = points.metals.join(points.points.select("at", "crop_text", lot="point"), on="at", maintain_order="left")
    return metals.drop("at"), lab.problems


# ---------------------------------------------------------------- lots


def _lots(rows: pl.DataFrame, metals: pl.DataFrame, file: str) -> tuple[tuple[Lot, ...], list[Problem]]:
    lots: list[Lot] = []
    problems: list[Problem] = []
    classes = {str(key[0]): dict(_classes(of)) for key, of in metals.group_by(LOT, maintain_order=True)}
    for key, of in rows.group_by(LOT, maintain_order=True):
        name = str(key[0])
        facts = {fact: of[fact].drop_nulls().unique(maintain_order=True).to_list() for fact in OF_LOT}
        torn = [fact for fact, found in facts.items() if len(found) > 1]
        if torn:
            problems.append(_torn(name, torn, _where(of, file)))
            continue
        outflows, wrong = _outflows(of, file)
        problems += wrong
        lot = _lot(name, {fact: found[0] for fact, found in facts.items() if found})
        lots.append(replace(lot, classes=classes.get(name), outflows=outflows))
    return tuple(lots), problems


def _classes(of: pl.DataFrame) -> Iterator[tuple[str, int | None]]:
    """Metal -> its class; of a lot under two names of crops the worse, open where one is open and none is 3."""
    for key, found in of.group_by("metal", maintain_order=True):
        known = found["class_"].drop_nulls().to_list()
        is_open = len(known) < found.height and 3 not in known
        yield str(key[0]), None if is_open else max(known, default=None)


def _lot(name: str, facts: Mapping[str, Any]) -> Lot:
    weight = facts.get("weight_in")
    return Lot(id=name, **{**facts, "weight_in": None if weight is None else weight / GRAMS})


def _torn(lot: str, facts: Sequence[str], where: Where) -> Problem:
    zh, en = ("、".join(columns()[name].zh for name in facts), ", ".join(columns()[name].en for name in facts))
    return error("farmland.lot_torn", where, lot=lot, columns=zh, columns_en=en)


def _outflows(of: pl.DataFrame, file: str) -> tuple[tuple[Outflow, ...], list[Problem]]:
    """What left the bin: day, weight and use together. The same twice counts once, and is pointed out."""
    given = of.filter(~pl.all_horizontal(pl.col(OUT).is_null()))
    whole = given.filter(pl.all_horizontal(pl.col(OUT[:3]).is_not_null()))
    once = whole.unique(list(OUT), keep="first", maintain_order=True)
    torn = given.filter(~pl.all_horizontal(pl.col(OUT[:3]).is_not_null()))
    problems = []
    if torn.height:
        problems.append(error("farmland.outflow_torn", _where(torn, file), lot=of[LOT][0], count=torn.height))
    if once.height < whole.height:
        again = whole.filter(pl.struct(OUT).is_duplicated())
        problems.append(attention("farmland.outflow_twice", _where(again, file), lot=of[LOT][0]))
    found = tuple(
        Outflow(
            Step(row["out_way"]), row["out_on"], row["out_weight"] / GRAMS, row["product_within"], row["use_marked"]
        )
        for row in once.iter_rows(named=True)
    )
    return found, problems


def _where(of: pl.DataFrame, file: str) -> Where:
    """The rows of one or several sheets: ``台账 3、4``."""
    rows = of.group_by("sheet", maintain_order=True).agg(pl.col("row") + 1)
    if rows.height == 1:
        return Where(file, rows["sheet"][0], "、".join(f"{row}:{row}" for row in rows["row"][0]))
    return Where(file, "；".join(f"{sheet} {'、'.join(str(row) for row in of_)}" for sheet, of_ in rows.iter_rows()))
