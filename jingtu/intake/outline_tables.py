"""Workbooks and text tables of land: one row per parcel, or one row per corner, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jingtu.intake import outline_roles, places
from jingtu.intake.headers import squeeze
from jingtu.intake.outline_corners import (
    BadCornersError,
    Corner,
    labels_of,
    rings_of,
    shape_of,
    text_corners,
    wkt_shape,
)
from jingtu.intake.outline_rows import Batch, OutlineOptions, Record, no_shapes
from jingtu.intake.rows import NOTE
from jingtu.intake.sheets import Sheet
from jingtu.problems import Problem, Where, attention, error

LOOK_AHEAD = 40
"""Rows looked through for the header."""
FIGURE = re.compile(r"^[-+]?\d[\d.,]*$")
TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|total)\s*[:：]?\s*$", re.IGNORECASE)
PAIRS = (("x", "y"), ("lon", "lat"))
KEYS = ("code", "name", "number")
ALONE = frozenset({"code", "name", "enterprise", "credit_code", "address", "wkt"})
LONGEST_NAME = 20
SHAPED = ("wkt", "corners")
DRAWN = frozenset({"x", "y", "lon", "lat", "corner", "ring", "wkt", "corners"})
"""Roles that say where, not what."""
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet below its header: role -> text, header -> text, where, and cells that are errors."""

    where: Where
    values: Mapping[str, str]
    others: Mapping[str, str]
    corner_cell: Where
    faults: tuple[Problem, ...] = ()


@dataclass
class TableReading:
    """The table of one sheet. ``headed`` says that it has a header, ``cornered`` that it has one row per corner."""

    sheet: str
    headed: bool = False
    lines: list[Line] = field(default_factory=list)
    cornered: bool = False
    problems: list[Problem] = field(default_factory=list)


def read_table(file: str, sheet: Sheet, options: OutlineOptions) -> TableReading:
    """The table of a sheet; without lines, and with a problem, where the sheet holds none."""
    reading = TableReading(sheet.name)
    where = Where(file=file, sheet=sheet.name)
    found = _header(sheet, options)
    if found is None:
        if sheet.grid.height:
            reading.problems.append(attention("outlines.sheet_not_read", where, headers=_first_texts(sheet)))
        return reading
    start, heads, roles = found
    reading.headed = True
    unknown = [head for head, role in zip(heads, roles, strict=True) if head and not role]
    if unknown:
        reading.problems.append(attention("outlines.columns_not_known", where, columns="、".join(unknown[:20])))
    reading.lines = list(_lines(file, sheet, (start, heads, roles), reading.problems))
    reading.cornered = _is_cornered(reading.lines, roles)
    if not reading.lines:
        reading.problems.append(attention("outlines.no_rows", where))
    return reading


def _first_texts(sheet: Sheet) -> str:
    texts = [text for row in sheet.grid.head(3).rows() for text in row if text]
    return "、".join(texts[:8])[:120]


def _header(sheet: Sheet, options: OutlineOptions) -> tuple[int, list[str], list[str]] | None:
    """Row below the header, the header texts and their roles; the header may have two rows."""
    rows = sheet.grid.head(LOOK_AHEAD).rows()
    hits = [_hits(row, options.roles) for row in rows]
    best = max(hits, default=0)
    if best == 0:
        return None
    top = next(i for i, count in enumerate(hits) if count >= max(1, best / 2))
    if best == 1 and not _may_stand_alone(rows[top], options.roles):
        return None
    heads = [text or "" for text in rows[top]]
    start = top + 1
    if start < len(rows) and _continues(rows[start], options.roles):
        heads = [low or up for low, up in zip(rows[start], heads, strict=True)]
        start += 1
    return start, heads, outline_roles.assign(heads, options.roles)


def _may_stand_alone(row: Cells, known: Mapping[str, str]) -> bool:
    """A header with one known name: it names the land, and no sentence stands beside it as in notes."""
    texts = [text for text in row if text]
    return any(outline_roles.role(text, known) in ALONE for text in texts) and max(map(len, texts)) <= LONGEST_NAME


def _hits(row: Cells, known: Mapping[str, str]) -> int:
    """Known names in a row; a row with figures is data."""
    texts = [text for text in row if text]
    if any(FIGURE.match(text.strip()) for text in texts):
        return 0
    return len({role for text in texts if len(text) <= 40 and (role := outline_roles.role(text, known))})


def _continues(row: Cells, known: Mapping[str, str]) -> bool:
    """A second header row has nothing but names."""
    texts = [text for text in row if text]
    return bool(texts) and all(outline_roles.role(text, known) for text in texts)


def _lines(
    file: str, sheet: Sheet, header: tuple[int, list[str], list[str]], problems: list[Problem]
) -> Iterator[Line]:
    start, heads, roles = header
    at = next((i for i, role in enumerate(roles) if role in DRAWN - {"corner", "ring"}), 0)
    passed: list[str] = []
    for index, row in enumerate(sheet.grid.slice(start).rows(), start=start):
        filled = [i for i, text in enumerate(row) if text]
        if not filled:
            continue
        if _is_no_parcel(row, filled, heads):
            passed.append(str(index + 1))
            continue
        place = Where(file=file, sheet=sheet.name, cell=sheet.address(index, filled[0]))
        values = {roles[i]: str(row[i]).strip() for i in filled if roles[i]}
        others = {heads[i]: str(row[i]).strip() for i in filled if heads[i] and not roles[i]}
        corner = Where(file=file, sheet=sheet.name, cell=sheet.address(index, at))
        yield Line(place, values, others, corner, tuple(_faults(file, sheet, index)))
    if passed:
        where = Where(file=file, sheet=sheet.name)
        problems.append(attention("outlines.lines_passed", where, lines="、".join(passed[:20]), count=len(passed)))


def _faults(file: str, sheet: Sheet, index: int) -> Iterator[Problem]:
    """Cells of a row that hold an error such as ``#REF!``, or a formula that was never calculated."""
    if not sheet.faults:
        return
    for column in range(sheet.grid.width):
        text = sheet.faults.get((index, column))
        if text is not None:
            where = Where(file=file, sheet=sheet.name, cell=sheet.address(index, column))
            yield error("outlines.cell_fault", where, text=text or "=")


def _is_no_parcel(row: Cells, filled: Sequence[int], heads: Sequence[str]) -> bool:
    """Remarks, signatures, totals, and the header once more."""
    first = str(row[filled[0]])
    if TOTAL.match(first) or (len(filled) <= 2 and re.match(NOTE, first)):
        return True
    own = sum(1 for i in filled if squeeze(str(row[i])) == squeeze(heads[i]))
    return own >= 2 and own >= len(filled) / 2


def _is_cornered(lines: Sequence[Line], roles: Sequence[str]) -> bool:
    """One row per corner: a column of corner numbers, or the same parcel in several rows with coordinates."""
    if not any(set(pair) <= set(roles) for pair in PAIRS):
        return False
    if "corner" in roles or "ring" in roles:
        return True
    key = next((key for key in KEYS if key in roles), None)
    if key is None:
        return len(lines) >= 3
    keys = [line.values.get(key, "") for line in lines]
    return len(keys) >= 3 and (len(set(keys)) <= len(keys) / 3 or keys.count("") > len(keys) / 2)


# ---------------------------------------------------------------- rows with their shapes


def batch_of(file: str, table: TableReading) -> Batch:
    """The rows of a table, corner rows brought together, with their shapes as delivered."""
    if table.cornered:
        return _from_corners(file, table)
    rows: list[Record] = [(line.where, line.values, line.others) for line in table.lines]
    batch = Batch(Where(file=file, sheet=table.sheet), rows, no_shapes(len(rows)), surveyed=True)
    for index, line in enumerate(table.lines):
        batch.problems[index] += line.faults
        _draw(batch, index, line)
    return batch


def _draw(batch: Batch, index: int, line: Line) -> None:
    """The shape in a cell of a row, if one is there."""
    text = next((line.values[role] for role in SHAPED if role in line.values), "")
    if not text:
        if any(set(pair) <= line.values.keys() for pair in PAIRS):
            batch.note("only_a_point", [index])
        return
    try:
        if re.match(r"\s*(?:SRID=\d+;\s*)?[A-Za-z]+\s*(?:Z|M|ZM)?\s*\(", text, re.IGNORECASE):
            batch.shapes[index] = wkt_shape(text)
        else:
            _set_corners(batch, index, text_corners(text))
    except BadCornersError as bad:
        batch.refuse(bad.name, [index], text=bad.text)


def _set_corners(batch: Batch, index: int, corners: Sequence[Corner]) -> None:
    batch.shapes[index] = shape_of(corners)
    batch.labels[index] = labels_of(corners)


def _from_corners(file: str, table: TableReading) -> Batch:
    groups = list(_groups(table.lines))
    rows: list[Record] = [(group[0].where, _said(group), group[0].others) for group in groups]
    batch = Batch(Where(file=file, sheet=table.sheet), rows, no_shapes(len(rows)), surveyed=True)
    for index, group in enumerate(groups):
        corners = [_corner(line) for line in group]
        batch.problems[index] += [fault for line in group for fault in line.faults]
        try:
            _set_corners(batch, index, corners)
        except BadCornersError as bad:
            unread = (line for line, c in zip(group, corners, strict=True) if c.first is None or c.second is None)
            where = next(unread, group[0]).corner_cell
            batch.problems[index].append(error(f"outlines.{bad.name}", where, text=bad.text))
            batch.shapes[index] = None
    return batch


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Corner rows of one parcel: same key, the key of a row without one being that of the row above.

    A parcel whose rows stand in two places is one parcel. Without any key each ring is a parcel.
    """
    key = next((key for key in KEYS if _names_parcels(key, lines)), None)
    if key is None:
        yield from _keyless(lines)
        return
    groups: dict[str, list[Line]] = {}
    current = ""
    for line in lines:
        current = squeeze(line.values.get(key, "")) or current
        groups.setdefault(current, []).append(line)
    yield from groups.values()


def _names_parcels(key: str, lines: Sequence[Line]) -> bool:
    """A role that tells parcels apart; a number of its own in every row tells corners apart."""
    said = [line.values[key] for line in lines if key in line.values]
    return bool(said) and len(set(said)) < len(lines)


def _keyless(lines: Sequence[Line]) -> Iterator[list[Line]]:
    start = 0
    for ring in rings_of([_corner(line) for line in lines]):
        yield list(lines[start : start + len(ring)])
        start += len(ring)


def _said(group: Sequence[Line]) -> dict[str, str]:
    """What the rows of a parcel say of it: the first text of each role."""
    said: dict[str, str] = {}
    for line in group:
        for role, text in line.values.items():
            if role not in DRAWN:
                said.setdefault(role, text)
    return said


def _corner(line: Line) -> Corner:
    pair = next((pair for pair in PAIRS if any(role in line.values for role in pair)), PAIRS[0])
    first, second = (places.parse(line.values.get(role, "")) for role in pair)
    return Corner(line.values.get("corner", ""), line.values.get("ring", ""), first, second)
