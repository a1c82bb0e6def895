"""Registers from files: control list, suspected and polluted parcels, key units, former sites, protection zones.

Every row becomes one entry, even where its outline or one of its facts cannot be used: an entry that was left out
could not restrict anything.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jingtu.access import land_uses, said
from jingtu.access.model import Conclusion, Coverage, Entry, Facts, Kind, Use
from jingtu.access.said import NotUnderstoodError
from jingtu.codes import parcels
from jingtu.intake import outline_roles
from jingtu.intake.outlines import OutlineOptions, OutlineReading, OutlineRow, read_outlines
from jingtu.periods import Period
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

HEADERS = Path(__file__).with_name("register_headers.csv")
KINDS = Path(__file__).with_name("register_kinds.csv")
FLAGS = frozenset(
    {"control_needed", "evaluator_independent", "aftercare", "key_unit", "toxic_history", "vacated", "undeveloped"}
)
"""Facts that are yes or no and have no day."""
EVENTS = frozenset(one.name for one in fields(Facts)) - FLAGS - {"conclusions"}


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """Entries of all files, what the files say of themselves, and the problems."""

    entries: tuple[Entry, ...]
    coverage: tuple[Coverage, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@cache
def roles() -> Mapping[str, str]:
    """Header -> role: those of every list of land, and those of registers over them."""
    return {**outline_roles.basic(), **outline_roles.read_aliases(HEADERS)}


@cache
def header(role: str) -> str:
    """How a column of a role is usually headed.

    Raises
    ------
    KeyError
        If there is no such role.
    """
    for file in (HEADERS, outline_roles.FILE):
        with file.open(encoding="utf-8", newline="") as stream:
            found = next((row["aliases"].split("|")[0] for row in csv.DictReader(stream) if row["role"] == role), None)
        if found is not None:
            return found
    raise KeyError(role)


@cache
def _kind_words() -> tuple[tuple[str, Kind], ...]:
    """Words by which a register is known, the most telling first."""
    with KINDS.open(encoding="utf-8", newline="") as stream:
        return tuple((word, Kind(row["kind"])) for row in csv.DictReader(stream) for word in row["words"].split("|"))


def kind_of(text: str) -> Kind | None:
    """The kind of register that a text names: the name of a file or sheet, or a cell ``类别``."""
    word = said.even(text).replace("_", "").replace("-", "")
    if word in set(Kind):
        return Kind(word)
    spelled = next((kind for kind in Kind if kind.replace("_", "") == word), None)
    return spelled or next((kind for known, kind in _kind_words() if known in word), None)


def read_registers(
    files: Iterable[Path | str], *, place: str = "", crs: str | None = None, kind: Kind | None = None
) -> RegisterReading:
    """Every entry of every file.

    Parameters
    ----------
    files : paths
        Any form that :func:`jingtu.intake.outlines.read_outlines` reads.
    place : str
        Division code of entries that name none.
    crs : str or None
        Projection of metres without a zone.
    kind : Kind or None
        The kind of rows of which neither column, sheet nor file tells it.

    Raises
    ------
    Refused
        If a file cannot be read, or nothing tells what register it is.
    """
    entries: list[Entry] = []
    coverage: list[Coverage] = []
    problems: list[Problem] = []
    for file in files:
        reading = read_outlines(file, OutlineOptions(crs=crs, roles=roles()))
        reader = _Reader(reading, place, kind)
        found = reader.entries()
        entries += found
        problems += [*reading.all_problems, *reader.problems]
        coverage += reader.coverage(found)
    return RegisterReading(tuple(entries), tuple(coverage), (*problems, *_twice(entries)))


def _twice(entries: Sequence[Entry]) -> list[Problem]:
    """Rows of one register that say the same of the same parcel."""
    seen: dict[tuple[object, ...], Entry] = {}
    found = []
    for one in entries:
        key = (one.kind, one.code, one.name, one.days, one.facts, one.stage, one.outline and one.outline.wkb)
        first = seen.setdefault(key, one)
        if first is not one and (one.code or one.name):
            first_place = first.source.text("zh")
            found.append(
                attention("access_lists.entry_twice", one.source, name=one.name or one.code, first=first_place)
            )
    return found


@dataclass
class _Reader:
    """Turns the rows of one file into entries."""

    reading: OutlineReading
    place: str
    kind: Kind | None
    problems: list[Problem] = field(default_factory=list)
    complete: dict[Kind, bool] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        return [self._entry(row, kind) for row in self.reading.rows if (kind := self._kind(row)) is not None]

    def coverage(self, entries: Sequence[Entry]) -> list[Coverage]:
        """One statement per kind of register in the file."""
        return [
            self._coverage(kind, [one for one in entries if one.kind is kind])
            for kind in Kind
            if any(one.kind is kind for one in entries)
        ]

    def _coverage(self, kind: Kind, entries: Sequence[Entry]) -> Coverage:
        places = {one.place for one in entries}
        seen = [one.seen_on for one in entries if one.seen_on is not None]
        place = places.pop() if len(places) == 1 else self.place
        oldest = min(seen, default=None)
        return Coverage(kind, place, self.complete.get(kind), oldest, self.reading.file, self.reading.sha256)

    def _kind(self, row: OutlineRow) -> Kind | None:
        told = row.values.get("kind", "")
        found = kind_of(told) if told else kind_of(row.where.sheet) or self.kind or kind_of(Path(row.where.file).stem)
        if found is None and told:
            self.problems.append(error("access_lists.kind_of_row_unknown", row.where, text=told))
        elif found is None:
            raise Refused(error("access_lists.kind_unknown", Where(row.where.file, row.where.sheet)))
        return found

    def _entry(self, row: OutlineRow, kind: Kind) -> Entry:
        values = row.values
        code = said.code(values.get("code", ""))
        name = values.get("name") or values.get("enterprise", "")
        days = self._days(row, kind)
        facts = self._facts(row)
        if kind is Kind.KEY_UNIT and facts.key_unit is None and days is None:
            facts = replace(facts, key_unit=True)
        if not (code or name or row.outline is not None or values.get("address")):
            self.problems.append(error("access_lists.entry_nameless", row.where))
        for role in ("code", "credit_code"):
            self.problems += said.lost_digits(values.get(role, ""), row.where)
        self._note_complete(row, kind)
        return Entry(
            id="/".join(filter(None, (row.where.file, row.where.sheet, row.where.cell or str(row.where.line or "")))),
            kind=kind,
            days=days,
            code=code,
            name=name,
            former_names=said.names(values.get("former_name", "")),
            enterprise=values.get("enterprise", ""),
            credit_code=said.code(values.get("credit_code", "")),
            address=values.get("address", ""),
            place=self._place(values, code),
            industry=values.get("industry", ""),
            stage=self._read(row, "stage", said.stage),
            current_use=self._use(row),
            facts=facts,
            outline=row.outline,
            seen_on=self._read(row, "seen_on", said.day),
            source=row.where,
        )

    def _place(self, values: Mapping[str, str], code: str) -> str:
        """The division code: of its column, of the national parcel code, or the one given for the file."""
        given = said.place(values.get("place", ""))
        if given:
            return given
        return code[:6] if code and parcels.parcel_code(code).ok else self.place

    def _facts(self, row: OutlineRow) -> Facts:
        told: dict[str, Any] = {name: self._read(row, name, said.event) for name in EVENTS}
        told |= {name: self._read(row, name, said.flag) for name in FLAGS}
        return Facts(conclusions=self._conclusions(row), **told)

    def _conclusions(self, row: OutlineRow) -> tuple[Conclusion, ...]:
        exceeds = self._read(row, "exceeds", said.flag)
        found = (
            [Conclusion(self._read(row, "conclusion_class", said.land_class), exceeds)] if exceeds is not None else []
        )
        one, two = (self._read(row, f"exceeds_{number}", said.flag) for number in (1, 2))
        found += [Conclusion(1, one)] if one is not None else []
        found += [Conclusion(2, two)] if two is not None else []
        return tuple(found)

    def _days(self, row: OutlineRow, kind: Kind) -> Period | None:
        """The span in which the row stands on its register; parcels have events instead."""
        if kind is Kind.PARCEL:
            return None
        span = self._read(row, "years", said.years)
        if span is not None:
            return Period(date(span[0], 1, 1), date(span[1] + 1, 1, 1))
        start, before = (self._read(row, name, said.event) for name in ("listed", "delisted"))
        if not isinstance(start, date):
            return Period(date.min, before) if isinstance(before, date) and before > date.min else None
        if isinstance(before, date) and before <= start:
            self.problems.append(attention("access_lists.days_reversed", row.where, start=start, before=before))
            return Period(start)
        return Period(start, before if isinstance(before, date) else None)

    def _use(self, row: OutlineRow) -> Use | None:
        text = row.values.get("current_use", "")
        if said.even(text) in said.NOTHING:
            return None
        try:
            return land_uses.find(text, where=row.where)
        except Refused:
            self.problems.append(attention("access_lists.current_use_unknown", row.where, text=text))
            return None

    def _note_complete(self, row: OutlineRow, kind: Kind) -> None:
        """A register counts as complete only where no row says that it is not."""
        told = self._read(row, "complete", said.flag)
        if told is not None:
            self.complete[kind] = told and self.complete.get(kind, True)

    def _read(self, row: OutlineRow, role: str, read: Callable[[str], Any]) -> Any:
        """What a cell says, or None with a problem where it cannot be understood."""
        text = row.values.get(role)
        if not text:
            return None
        try:
            return read(text)
        except NotUnderstoodError:
            self.problems.append(error("access_lists.fact_not_understood", row.where, column=header(role), text=text))
            return None
