"""Facts from a workbook: one sheet per kind of subject, one per list of records, in the header's own words.

The main sheet of a kind is named ``parcel`` or 建设用地地块, with one row per subject; a list of records has a sheet
``parcel.use_changes`` or 建设用地地块.用途变更 whose column ``subject`` (所属标识) names the subject. A cell with
several values divides them by ``；``; a yearly record is written ``2025=2026-01-20``, or ``2025=`` where known not to
be done. Records inside records are for JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jingtu.duties.facts.reading import Facts, Reader, Unread
from jingtu.duties.facts.shape import Shape, shapes
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.facts.subjects import SUBJECTS, TITLES
from jingtu.intake.headers import squeeze
from jingtu.intake.sheets import Sheet, read_book
from jingtu.problems import Problem, Where, attention, error

LONGEST_NAME = 31
"""Most characters in the name of a sheet; longer ones are cut there."""
CONTENTS = ("说明", "contents")
"""Sheets of the template that explain it."""
OWNER = "subject"
OWNERS = {squeeze(text): OWNER for text in (OWNER, "所属标识")}
SHOWN = 20
"""Most numbers of rows that one problem names."""
SEVERAL = re.compile(r"[;；、\n]+")
Column = tuple[int, Shape | None, tuple[str, ...]]
"""A column of a sheet: its number, what it holds (None: the id of the subject), and its path in the record."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What one sheet holds: the kind of subject, the path of the records (empty: the subjects), and its columns.

    ``heads`` gives each column's path and its name in words; ``columns`` finds a column by either, squeezed.
    """

    key: str
    path: tuple[str, ...]
    heads: tuple[tuple[tuple[str, ...], tuple[str, ...], Shape], ...]
    columns: Mapping[str, tuple[Shape, tuple[str, ...]]]


@dataclass(slots=True)
class Gathered:
    """The workbook as raw records, and where in it each path stands."""

    raw: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, tuple[Sheet, int, int]] = field(default_factory=dict)
    at: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places(Mapping[str, Where]):
    """Where each path stands in the workbook; an address is written only when a message asks for it."""

    file: str
    known: Mapping[str, tuple[Sheet, int, int]]

    def __getitem__(self, path: str) -> Where:
        sheet, row, column = self.known[path]
        return Where(file=self.file, sheet=sheet.name, cell=sheet.address(row, column))

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def read_workbook(path: Path) -> Facts:
    """The facts of a workbook.

    Raises
    ------
    Refused
        If the file cannot be read at all.
    """
    book = read_book(path)
    problems: list[Problem] = []
    gathered = Gathered()
    known = layouts()
    found = [
        (sheet, known.get(squeeze(sheet.name)))
        for sheet in book.sheets
        if sheet.grid.height and sheet.name not in CONTENTS
    ]
    for sheet, layout in sorted(found, key=lambda one: len(one[1].path) if one[1] else 0):
        if layout is None:
            problems.append(_unknown(path.name, sheet.name, known))
        else:
            problems.extend(_gather(gathered, sheet, layout, path.name))
    read = Reader(path.name, Places(path.name, gathered.places)).subjects(gathered.raw)
    return Facts(read.subjects, (*book.problems, *problems, *read.problems), read.faulty + len(problems))


def layouts() -> dict[str, Layout]:
    """Every sheet that a workbook of facts may have, by its squeezed name in both languages."""
    found = {}
    for key, kind in SUBJECTS.items():
        for path, names, record in _lists(kind):
            layout = _layout(key, path, record)
            for name in (".".join((key, *path)), ".".join((TITLES[key].zh, *names))):
                found[squeeze(name)] = found[squeeze(name[:LONGEST_NAME])] = layout
    return found


def _lists(kind: type) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], type]]:
    """The subject itself, and each list of records directly in it or in one of its groups."""
    yield (), (), kind
    for path, names, shape in _flat(kind):
        if shape.many and shape.record and shape.kind is not Yearly:
            yield path, names, shape.kind


def _flat(
    kind: type, path: tuple[str, ...] = (), names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Shape]]:
    for name, shape in shapes(kind).items():
        here, called = (*path, name), (*names, shape.zh)
        if shape.record and not shape.many and shape.kind is not Yearly:
            yield from _flat(shape.kind, here, called)
        else:
            yield here, called, shape


def _layout(key: str, path: tuple[str, ...], record: type) -> Layout:
    heads = tuple(one for one in _flat(record) if not one[2].record or one[2].kind is Yearly)
    columns = {squeeze(".".join(called)): (shape, at) for at, names, shape in heads for called in (at, names)}
    return Layout(key, path, heads, columns)


def _unknown(file: str, name: str, known: Mapping[str, Layout]) -> Problem:
    names = [".".join((one.key, *one.path)) for one in known.values()]
    near = get_close_matches(name, names, n=1, cutoff=0.3) or sorted(SUBJECTS)
    return error("duties.unknown_sheet", Where(file=file, sheet=name), name=name, near=near[0])


def _gather(gathered: Gathered, sheet: Sheet, layout: Layout, file: str) -> Iterator[Problem]:
    broken = {row for row, _ in sheet.faults}
    rows = sheet.grid.rows()
    rows += [(None,) * sheet.grid.width] * (max(broken, default=0) + 1 - len(rows))
    header = next((number for number, row in enumerate(rows) if _known_cells(row, layout) >= 1), None)
    if header is None:
        yield error("duties.no_header", Where(file=file, sheet=sheet.name), name=sheet.name)
        return
    second = header + 1 < len(rows) and _known_cells(rows[header + 1], layout) >= 2
    filled = [number for number in range(header + 1 + second, len(rows)) if any(rows[number]) or number in broken]
    columns: list[Column] = []
    for number, text in enumerate(rows[header]):
        where = Where(file=file, sheet=sheet.name, cell=sheet.address(header, number))
        found = _column(layout, number, text or "")
        if text is None:
            if any(rows[row][number] for row in filled):
                yield attention("duties.column_without_header", where)
        elif found is None:
            yield _unknown_column(layout, text, where)
        elif any(found[2] == one[2] for one in columns):
            yield error("duties.column_twice", where, name=text)
        else:
            columns.append(found)
    for number in filled:
        yield from _row(gathered, sheet, layout, (columns, rows[number], number, file))
    yield from _alike([(number, rows[number]) for number in filled], Where(file=file, sheet=sheet.name))


def _column(layout: Layout, number: int, text: str) -> Column | None:
    name = squeeze(text)
    if name in OWNERS:
        return number, None, ()
    return (number, *layout.columns[name]) if name in layout.columns else None


def _alike(filled: Sequence[tuple[int, tuple[str | None, ...]]], where: Where) -> Iterator[Problem]:
    """Rows that say in every cell what a row before them says."""
    seen = set[tuple[str | None, ...]]()
    again = []
    for number, row in filled:
        if row in seen:
            again.append(str(number + 1))
        seen.add(row)
    if again:
        shown = "、".join(again[:SHOWN]) + (" …" if len(again) > SHOWN else "")
        yield attention("duties.rows_alike", where, rows=shown)


def _unknown_column(layout: Layout, text: str, where: Where) -> Problem:
    near = get_close_matches(squeeze(text), layout.columns, n=1, cutoff=0.4)
    likely = ".".join(layout.columns[near[0]][1]) if near else "—"
    return error("duties.unknown_key", where, path=text, near=likely)


def _known_cells(row: tuple[str | None, ...], layout: Layout) -> int:
    """How many cells are names of columns: two or more make a row a header, such as the template's second."""
    return sum(cell is not None and (squeeze(cell) in layout.columns or squeeze(cell) in OWNERS) for cell in row)


def _row(
    gathered: Gathered, sheet: Sheet, layout: Layout, at: tuple[list[Column], tuple[str | None, ...], int, str]
) -> Iterator[Problem]:
    columns, row, number, file = at
    record: dict[str, Any] = {}
    owner = ""
    filled: list[tuple[int, tuple[str, ...]]] = []
    for column, shape, path in columns:
        fault = sheet.faults.get((number, column))
        text = row[column]
        if fault is not None and shape is not None:
            _set(record, path, Unread(fault))
            filled.append((column, path))
            continue
        if text is None:
            continue
        if shape is None:
            owner = text.strip()
        else:
            _set(record, path, _value(shape, text))
            filled.append((column, path))
    target = _target(gathered, layout, record, owner)
    if target is None:
        where = Where(file=file, sheet=sheet.name, cell=sheet.address(number, 0))
        yield error("duties.unknown_subject", where, id=owner or "—")
        return
    gathered.places[target] = (sheet, number, 0)
    for column, path in filled:
        gathered.places[".".join((target, *path))] = (sheet, number, column)


def _target(gathered: Gathered, layout: Layout, record: dict[str, Any], owner: str) -> str | None:
    """Files the record where it belongs and tells its path; None where its subject is not there."""
    subjects = gathered.raw.setdefault(layout.key, [])
    if not layout.path:
        gathered.at.setdefault((layout.key, str(record.get("id", ""))), len(subjects))
        subjects.append(record)
        return f"{layout.key}[{len(subjects) - 1}]"
    number = gathered.at.get((layout.key, owner))
    if number is None:
        return None
    holder = subjects[number]
    for step in layout.path[:-1]:
        holder = holder.setdefault(step, {})
    records = holder.setdefault(layout.path[-1], [])
    records.append(record)
    return f"{layout.key}[{number}].{'.'.join(layout.path)}[{len(records) - 1}]"


def _set(record: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        record = record.setdefault(step, {})
    record[path[-1]] = value


def _value(shape: Shape, text: str) -> Any:
    if not shape.many:
        return text
    parts = [part.strip() for part in SEVERAL.split(text) if part.strip()]
    return [_yearly(part) for part in parts] if shape.kind is Yearly else parts


def _yearly(text: str) -> dict[str, str]:
    year, _, day = text.replace("＝", "=").partition("=")
    return {"year": year.strip(), "done_on": day.strip()} if day.strip() else {"year": year.strip()}
