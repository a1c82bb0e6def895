"""Where the table stands in a sheet, what its columns mean and which of its rows are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import polars as pl

from jingtu import substances
from jingtu.intake import headers
from jingtu.intake.headers import Meaning
from jingtu.intake.sheets import Sheet

LOOK_AHEAD = 60
"""Rows looked through for the start of a table."""
HEADER_ROWS = 6
"""Most rows a header can have, describing rows such as units and detection limits included."""
FIGURE = re.compile(r"^[<＜]?\s*[-+]?\d[\d.,]*(?:\s*[-./年月日]\s*\d+)*[日lL]?(?:\s\d\d:\d\d:\d\d)?$")
IDENTITY = ("sample", "point", "number")


class Layout(StrEnum):
    """LONG: one row per sample and substance. WIDE: one column per substance. CROSSED: one column per sample."""

    LONG = "long"
    WIDE = "wide"
    CROSSED = "crossed"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``role`` is a role of ``headers.csv``, ``result`` for a column of results, or ``ignored`` with ``why``.
    ``attributes`` hold what describing rows say: unit, detection_limit, quantitation_limit, method.
    """

    index: int
    text: str
    meaning: Meaning
    role: str
    why: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"c{self.index}"

    @property
    def unit_text(self) -> str:
        return self.attributes.get("unit") or self.meaning.unit_text


@dataclass(frozen=True)
class Table:
    """A table: header rows ``first`` up to ``start``, data rows ``start`` up to ``end``, counted from 0."""

    sheet: Sheet
    layout: Layout
    columns: tuple[Column, ...]
    first: int
    start: int
    end: int

    def having(self, role: str) -> list[Column]:
        return [column for column in self.columns if column.role == role]

    def one(self, role: str) -> Column | None:
        return next(iter(self.having(role)), None)


Cells = Sequence[str | None]


IGNORE = "ignore"
"""What the user calls a column that is not to be read."""


def find_tables(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> list[Table]:
    """Every table of a sheet, from the top down; empty where the sheet holds none."""
    tables: list[Table] = []
    begin = 0
    while begin < sheet.grid.height:
        found = _find_table(sheet, begin, mapping or {})
        if found is None:
            break
        tables.append(found)
        begin = found.end
    return tables


def _find_table(sheet: Sheet, begin: int, mapping: Mapping[str, str]) -> Table | None:
    head = sheet.grid.slice(begin, LOOK_AHEAD).rows()
    naming = _naming_row(head)
    if naming is None:
        return None
    first, last, described = _header_block(head, naming)
    titles = head[:first]
    columns = _columns(sheet, head, (first, last), begin, mapping)
    columns = [replace(c, attributes=_attributes(head, described, c.index)) for c in columns]
    layout, columns = _settle(columns)
    if layout is None:
        return None
    columns = _with_sheet_unit(columns, titles)
    start = begin + max([last, *described.values()]) + 1
    table = Table(sheet, layout, tuple(columns), begin + first, start, sheet.grid.height)
    return replace(table, end=_next_header(table)) if _is_plausible(table) else None


def _is_plausible(table: Table) -> bool:
    """Names without codes and coordinates make a table only with figures below: a page of instructions has none."""
    if any(table.one(role) for role in ("sample", "point", "x", "lon")) or table.layout is Layout.CROSSED:
        return True
    below = table.sheet.grid.slice(table.start)
    results = [column.name for column in (*table.having("result"), *table.having("value"))]
    return any(below[name].cast(pl.Float64, strict=False).count() > 0 for name in results)


def _naming_row(head: Sequence[Cells]) -> int | None:
    """The row that names the columns: the first with at least half as many known names as the best."""
    hits = [_hits(row) for row in head]
    best = max(hits, default=0)
    if best < 2:
        return None
    return next(i for i, n in enumerate(hits) if n >= max(2, best / 2))


def _hits(row: Cells) -> int:
    """How many cells name a column; a row with figures or days is data."""
    texts = [text for text in row if text]
    if any(FIGURE.match(text.strip()) for text in texts):
        return 0
    return sum(1 for text in texts if len(text) <= 60 and headers.read(text).known)


def _header_block(head: Sequence[Cells], naming: int) -> tuple[int, int, dict[str, int]]:
    """First and last row of names, and the rows that describe columns: {"unit": row, …}."""
    first = last = naming
    while first > 0 and naming - first < 2 and _belongs_above(head[first - 1], head[first]):
        first -= 1
    described: dict[str, int] = {}
    for i in range(naming + 1, min(naming + HEADER_ROWS, len(head))):
        label = _label(head[i])
        if label:
            described[label] = i
        elif not described and i - naming <= 2 and _belongs_below(head[i], head[last]):
            last = i
        else:
            break
    return first, last, described


def _belongs_above(upper: Cells, lower: Cells) -> bool:
    """An upper header row names what the lower one leaves empty."""
    if any(text and FIGURE.match(text.strip()) for text in upper):
        return False
    named = [not low and up and headers.read(up).known for up, low in zip(upper, lower, strict=True)]
    return any(named)


def _belongs_below(row: Cells, upper: Cells) -> bool:
    """A lower header row: only names and units, and none where the upper row names samples."""
    texts = [text for text in row if text]
    if not texts or any(FIGURE.match(text.strip()) for text in texts):
        return False
    known = sum(1 for text in texts if headers.read(text).known or headers.read(text).unit_text or headers.unit(text))
    below = [low for low, up in zip(row, upper, strict=True) if low and up and headers.read(up).role in IDENTITY]
    if any(not headers.read(text).role and not headers.unit(text) for text in below):
        return False
    return known >= 1 and known >= len(texts) / 2


def _label(row: Cells) -> str:
    """What a describing row says of the columns (``unit`` …), or "" for any other row."""
    texts = [text for text in row if text]
    label = headers.labels().get(headers.squeeze(headers.BRACKETS.sub("", texts[0]))) if texts else None
    if label and label != "total":
        return label
    units = sum(1 for text in texts if headers.unit(text.strip("()（）[]")))
    return "unit" if units >= 2 and units >= 0.7 * len(texts) else ""


def _attributes(head: Sequence[Cells], described: Mapping[str, int], index: int) -> dict[str, str]:
    texts = {label: (head[row][index] or "").strip("()（）[] ") for label, row in described.items() if label != "limit"}
    return {label: text for label, text in texts.items() if text and headers.squeeze(text) not in headers.labels()}


def _columns(
    sheet: Sheet, head: Sequence[Cells], block: tuple[int, int], begin: int, mapping: Mapping[str, str]
) -> list[Column]:
    rows = [list(head[i]) for i in range(block[0], block[1] + 1)]
    for i, row in enumerate(rows[:-1]):
        _spread(row, rows[i + 1 :], _spans(sheet, begin + block[0] + i))
    return [
        _column(index, [text for row in rows if (text := row[index])], mapping) for index in range(sheet.grid.width)
    ]


def _spans(sheet: Sheet, row: int) -> dict[int, int]:
    """First column -> last column of the merged cells in a row."""
    return {left: right for top, left, _, right in sheet.merged if top == row and right > left}


def _spread(row: list[str | None], below: Sequence[Cells], spans: Mapping[int, int]) -> None:
    """Carry a group's title over its columns: over the merged cell, or, without one, over named neighbours."""
    for index in range(1, len(row)):
        left = next((first for first, last in spans.items() if first < index <= last), None)
        if row[index] is None and left is not None:
            row[index] = row[left]
        elif row[index] is None and not spans and any(cells[index] for cells in below):
            row[index] = row[index - 1]


def _column(index: int, parts: list[str], mapping: Mapping[str, str]) -> Column:
    text = " / ".join(dict.fromkeys(part.replace("\n", " ").strip() for part in parts))
    wanted = mapping.get(text) or mapping.get(headers.squeeze(text)) or _mapped(parts, mapping)
    meaning = _wanted(wanted, parts) if wanted else _meaning(parts)
    role = "ignored" if wanted == IGNORE else meaning.role or ("result" if meaning.substance else "ignored")
    why = "as_wanted" if wanted == IGNORE else "unknown" if role == "ignored" else ""
    if meaning.fraction or meaning.other_medium:
        role, why = "ignored", "fraction" if meaning.fraction else "other_medium"
    return Column(index, text, meaning, role, why)


def _mapped(parts: Sequence[str], mapping: Mapping[str, str]) -> str | None:
    return next((mapping[part.strip()] for part in parts if part.strip() in mapping), None)


def _wanted(wanted: str, parts: Sequence[str]) -> Meaning:
    """The meaning that the user gave a column: a role or a substance."""
    unit_text = next((headers.read(part).unit_text for part in parts if headers.read(part).unit_text), "")
    found = None if wanted in headers.roles().values() else substances.find(wanted)
    return Meaning("" if found else wanted, found.key if found else None, unit_text)


def _meaning(parts: Sequence[str]) -> Meaning:
    """The lowest part that means something; unit, medium and crop may stand in a part above or below it."""
    joined = "".join(parts) if len(parts) > 1 else ""
    readings = [headers.read(part) for part in (*parts, joined) if part]
    whole = headers.roles().get(headers.squeeze(joined))
    main = Meaning(role=whole) if whole else next((m for m in reversed(readings[: len(parts)]) if m.known), Meaning())
    units = [m.unit_text for m in reversed(readings) if m.unit_text] + [p.strip() for p in parts if headers.unit(p)]
    media = [pair for part in parts if (pair := headers.find_medium(part))] if main.substance else []
    if media and not main.medium and not main.other_medium:
        medium, crop = media[-1]
        main = replace(main, medium=medium, other_medium=medium is None, crop=crop)
    return replace(main, unit_text=main.unit_text or next(iter(units), ""))


def _settle(columns: list[Column]) -> tuple[Layout | None, list[Column]]:
    """Decide the layout, and let each role stand for one column only."""
    columns = _one_per_role(_pair_xy(_without_neighbour(columns)))
    held = {column.role for column in columns}
    unknown = [c for c in columns if c.role == "ignored" and c.why == "unknown" and c.text]
    if {"substance", "value"} <= held or ({"cas", "value"} <= held and "substance" not in held):
        return Layout.LONG, [_as_ignored(c, "beside_long") if c.role == "result" else c for c in columns]
    if "result" in held:
        return Layout.WIDE, [_as_ignored(c, "no_substance") if c.role == "value" else c for c in columns]
    if "substance" in held and unknown and "sample" not in held:
        return Layout.CROSSED, [replace(c, role="result", why="") if c in unknown else c for c in columns]
    return None, columns


def _without_neighbour(columns: list[Column]) -> list[Column]:
    """Where the codes stand a second time, with results on both sides, another table begins: not these samples'."""
    codes = [i for i, c in enumerate(columns) if c.role in ("sample", "point")]
    results = [i for i, c in enumerate(columns) if c.role in ("result", "value")]
    again = [i for i in codes if codes[0] != i and columns[i].text == columns[codes[0]].text]
    start = next((i for i in again if any(codes[0] < r < i for r in results) and any(r > i for r in results)), None)
    return [_as_ignored(c, "neighbour") if start is not None and i >= start else c for i, c in enumerate(columns)]


def _as_ignored(column: Column, why: str) -> Column:
    return replace(column, role="ignored", why=why)


def _pair_xy(columns: list[Column]) -> list[Column]:
    """``Y`` is a coordinate only where ``X`` stands beside it; alone it is yttrium."""
    both = {"x", "y"} <= {column.role for column in columns}
    return [
        column if both or column.role not in ("x", "y") else _second_reading(column, "unknown") for column in columns
    ]


def _second_reading(column: Column, why: str) -> Column:
    """What a header means when it cannot have its role: a substance, or nothing."""
    found = substances.find(headers.split_unit(column.text)[0]) if column.text else None
    if found is None:
        return _as_ignored(column, why)
    return replace(column, role="result", meaning=replace(column.meaning, role="", substance=found.key))


def _one_per_role(columns: list[Column]) -> list[Column]:
    taken: set[str] = set()
    settled = []
    for column in columns:
        double = column.role in taken and column.role not in ("result", "ignored", "remark", "number")
        settled.append(_second_reading(column, "role_taken") if double else column)
        taken.add(column.role)
    return settled


def _with_sheet_unit(columns: list[Column], titles: Sequence[Cells]) -> list[Column]:
    """A line above the table such as ``单位：mg/kg`` gives the unit to columns that name none."""
    texts = [text for row in titles for text in row if text]
    found = next((match[1] for text in texts if (match := re.search(r"单位\s*[:：]\s*(\S+)", text))), "")
    if not headers.unit(found):
        return columns
    return [
        replace(c, attributes={"unit": found, **c.attributes})
        if c.role in ("result", "value") and not c.unit_text
        else c
        for c in columns
    ]


def _next_header(table: Table) -> int:
    """Row at which another table begins: a row of names, but not those of this table."""
    grid = table.sheet.grid
    rows = grid.with_row_index("row").slice(table.start).filter(_names_in(table))["row"].to_list()
    for row in rows[:1000]:
        cells = grid.row(row)
        filled, hits = sum(1 for cell in cells if cell), _hits(cells)
        if (hits >= 3 or hits == filled >= 2) and not is_repeat(cells, table):
            return _with_upper_rows(grid, row, table.start)
    return grid.height


def _with_upper_rows(grid: pl.DataFrame, row: int, start: int) -> int:
    while row - 1 > start and _belongs_above(grid.row(row - 1), grid.row(row)):
        row -= 1
    return row


def _names_in(table: Table) -> pl.Expr:
    """Rows with the name of a column where a sample or a substance should stand."""
    known = list(headers.roles())
    wanted = [column for column in table.columns if column.role in (*IDENTITY, "substance", "depth", "value")]
    names = {column.name for column in wanted} or {table.columns[0].name}
    return pl.any_horizontal(squeezed(pl.col(name)).is_in(known).fill_null(value=False) for name in names)


def squeezed(text: pl.Expr) -> pl.Expr:
    """:func:`headers.squeeze` over a column."""
    return text.str.normalize("NFKC").str.replace_all(r"[\s_:*※·]+", "").str.to_lowercase()


def is_repeat(cells: Cells, table: Table) -> bool:
    """Whether a row repeats names of this table's own header, and gives no column another meaning."""
    pairs = [(text, column) for column in table.columns if (text := cells[column.index])]
    own = [text in column.text.split(" / ") for text, column in pairs]
    if any(not same and _contradicts(text, column) for same, (text, column) in zip(own, pairs, strict=True)):
        return False
    return sum(own) >= 2 and sum(own) >= 0.5 * len(own)


def _contradicts(text: str, column: Column) -> bool:
    meaning = headers.read(text)
    return meaning.known and (meaning.role, meaning.substance) != (column.meaning.role, column.meaning.substance)
