"""``table_N.csv``, laid out like the print: every cell becomes a limit, or a problem with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jingtu import substances, units
from jingtu.problems import Problem, Where, error
from jingtu.standards import words
from jingtu.standards.expressions import NotAnExpression, bounds, footnotes
from jingtu.standards.limit import Bound, Conditions, Kind, Limit
from jingtu.standards.standard import CONDITION_NAMES, Standard, Table
from jingtu.standards.verification import Mark

# What a file may hold beside its numbers. "no", "item", "category" and "cas" are the print's own columns.
ROW_COLUMNS = (
    "no", "item", "category", "cas", "group", "kind", "unit", "subject_zh", "subject_en", "sum_of", "note",
    "verification", "land_use", "crop_type", "condition", "food_code", "basis", "statistic", "area", "layer", "series",
)  # fmt: skip
NEEDED = ("substance", "kind", "unit", "verification")
KNOWN: Mapping[str, tuple[str, ...]] = {
    "substance": tuple(substances.SUBSTANCES),
    "unit": tuple(units.UNITS),
    "kind": tuple(Kind),
    "verification": tuple(Mark),
    # A condition that no one can meet would silently leave results without a limit.
    **{name: words.known(name) for name in (*words.SAID, "group")},
}


@dataclass(frozen=True)
class Entry:
    """A limit and the cell it was read from."""

    limit: Limit
    where: Where
    column: str


@dataclass(frozen=True)
class Row:
    """One line of a table's file; ``facts`` are its cells beside the numbers, over what holds for the whole table."""

    where: Where
    cells: Mapping[str, str]
    facts: Mapping[str, str]


def read(folder: Path, standard: Standard) -> tuple[list[Entry], list[Problem]]:
    """Every limit of a standard's tables, and everything wrong in them."""
    found = [one for table in standard.tables for one in _table(folder, standard, table)]
    problems = [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Entry)], [*_strangers(folder, standard), *problems]


def _strangers(folder: Path, standard: Standard) -> Iterator[Problem]:
    known = {table.key for table in standard.tables}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in known:
            yield error("standards.file_unknown", Where(file=f"{folder.name}/{path.name}"), table=path.stem)


def _table(folder: Path, standard: Standard, table: Table) -> Iterator[Entry | Problem]:
    name = f"{folder.name}/{table.key}.csv"
    path = folder / f"{table.key}.csv"
    if not path.is_file():
        where = Where(file=f"{folder.name}/standard.toml", line=table.line)
        yield error("standards.file_missing", where, file=path.name)
        return
    try:
        (_, header), *lines = _lines(path)
    except (UnicodeDecodeError, csv.Error, ValueError) as broken:
        yield error("standards.csv_broken", Where(file=name), reason=broken)
        return
    wrong = list(_header(header, table, name))
    yield from wrong
    for number, cells in lines if not wrong else ():
        yield from _line(cells, header, Where(file=name, line=number), (standard, table))


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The cells of every line with its number; a file without a header line counts as one with an empty header."""
    with path.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text, strict=True)
        return [(reader.line_num, cells) for cells in reader] or [(1, [])]


def _header(header: list[str], table: Table, name: str) -> Iterator[Problem]:
    where = Where(file=name, line=1)
    known = (*ROW_COLUMNS, *table.columns)
    for column in header:
        if column not in known or header.count(column) > 1:
            yield error("standards.column_unknown", where, column=column, known=", ".join(known))
    for column in table.columns:
        if column not in header:
            yield error("standards.column_missing", where, column=column)


def _line(cells: list[str], header: list[str], where: Where, of: tuple[Standard, Table]) -> Iterator[Entry | Problem]:
    if len(cells) != len(header):
        yield error("standards.row_length", where, cells=len(cells), columns=len(header))
        return
    named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    substance = substances.find(named["item"]) if named.get("item") else None
    if named.get("item") and substance is None:
        near = "、".join(substances.suggest(named["item"])) or "—"
        yield error("standards.substance_unknown", where, text=named["item"], near=near)
        return
    if substance and named.get("cas") and substances.find(named["cas"]) != substance:
        yield error("standards.cas_differs", where, cas=named["cas"], item=named["item"])
    given = {column: cell for column, cell in named.items() if cell and column in ROW_COLUMNS}
    known = {"substance": substance.key} if substance else {}
    row = Row(where, named, {**of[1].defaults, **given, **known})
    for column in of[1].columns:
        yield from _cell(row, column, *of)


def _cell(row: Row, column: str, standard: Standard, table: Table) -> Iterator[Entry | Problem]:
    printed = row.cells[column]
    try:
        said = bounds(printed, table.comparator)
    except NotAnExpression:
        yield error("standards.cell_unreadable", row.where, cell=printed, column=column)
        return
    facts = {**row.facts, **table.columns[column]}
    wrong = [*_facts_problems(facts, row.where), *_print_problems(facts, printed, row.where, table)] if said else []
    yield from wrong
    for bound in said if not wrong else ():
        yield Entry(_limit(facts, bound, printed, (standard, table)), row.where, column)


def _facts_problems(facts: Mapping[str, Any], where: Where) -> Iterator[Problem]:
    """What a number needs is there, and known."""
    yield from (error("standards.fact_missing", where, fact=name) for name in NEEDED if name not in facts)
    for name, known in KNOWN.items():
        if name in facts and str(facts[name]) not in known:
            yield error("standards.value_unknown", where, key=name, value=facts[name], known=_some(known))
    for part in filter(None, facts.get("sum_of", "").split(";")):
        if part not in KNOWN["substance"]:
            yield error("standards.value_unknown", where, key="sum_of", value=part, known=_some(KNOWN["substance"]))


def _print_problems(facts: Mapping[str, Any], printed: str, where: Where, table: Table) -> Iterator[Problem]:
    """The row can be cited, and every footnote sign is explained."""
    for cite in (table.cite_zh, table.cite_en):
        try:
            cite.format_map(facts)
        except (KeyError, ValueError, AttributeError) as broken:
            yield error("standards.cite_unreadable", where, cite=cite, reason=broken)
    for sign in footnotes(printed):
        if sign not in table.footnotes:
            yield error("standards.footnote_unknown", where, sign=sign, known="".join(table.footnotes) or "—")


def _some(known: tuple[str, ...]) -> str:
    return ", ".join(known[:12]) + (" …" if len(known) > 12 else "")


def _limit(facts: Mapping[str, Any], bound: Bound, printed: str, of: tuple[Standard, Table]) -> Limit:
    standard, table = of
    conditions = {"class_" if name == "class" else name: facts[name] for name in CONDITION_NAMES if name in facts}
    marked = {table.footnotes[sign] for sign in footnotes(printed)}
    said = {name: facts.get(name, "") for name in ("group", "subject_zh", "subject_en", "note")}
    return Limit(
        standard=standard.key,
        edition=standard.edition,
        title=standard.title_zh,
        table=table.key,
        row=facts.get("no") or facts.get("food_code") or facts.get("item", ""),
        substance=facts["substance"],
        kind=Kind(facts["kind"]),
        bound=bound,
        printed=printed,
        unit=facts["unit"],
        conditions=Conditions(**conditions),
        period=table.period,
        cite=f"{standard.edition} {table.cite_zh.format_map(facts)}",
        cite_en=f"{standard.edition}, {table.cite_en.format_map(facts)}",
        verification=Mark(facts["verification"]),
        background_clause="background_clause" in marked,
        sum_of=tuple(filter(None, facts.get("sum_of", "").split(";"))),
        **said,
    )
