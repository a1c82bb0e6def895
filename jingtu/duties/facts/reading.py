"""Facts from a JSON text: a list of records per kind of subject, checked field by field.

    {"as_of": "2026-11-28", "parcel": [{"id": "…", "use_changes": [{"approved_on": "2026-05-10"}]}], "key_unit": […]}

A key that is not known is refused with the nearest one that is. A file with errors gives no subjects at all unless
the caller takes the clean ones.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from jingtu.codes import divisions
from jingtu.duties.facts.shape import Shape, shapes
from jingtu.duties.facts.subject import Subject
from jingtu.duties.facts.subjects import SUBJECTS
from jingtu.intake import days, opening
from jingtu.intake.encodings import decode
from jingtu.problems import Problem, Refused, Severity, Where, error

FLAGS = {"true": True, "是": True, "有": True, "1": True, "yes": True, "y": True, "√": True, "✓": True}
FLAGS |= {"false": False, "否": False, "无": False, "0": False, "no": False, "n": False, "×": False}


@dataclass(frozen=True, slots=True)
class Facts:
    """Subjects as they were read, and what is wrong with the rest. ``faulty`` counts subjects left out."""

    subjects: tuple[Subject, ...]
    problems: tuple[Problem, ...]
    faulty: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value is lost: an error such as ``#REF!``, or (empty text) a formula that was never calculated."""

    text: str


@dataclass(slots=True)
class Reader:
    """Turns raw values into facts, gathering problems; ``places`` says where in the file a path stands."""

    file: str
    places: Mapping[str, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def subjects(self, raw: Mapping[str, Any]) -> Facts:
        """Every subject of a file."""
        as_of = self._day(raw["as_of"], "as_of") if raw.get("as_of") else None
        found: dict[str, Subject] = {}
        faulty = 0
        for key, records in raw.items():
            if key == "as_of":
                continue
            kind = SUBJECTS.get(key)
            if kind is None:
                self._unknown(key, key, SUBJECTS)
            elif not isinstance(records, list):
                self._wrong("records", key, records)
            else:
                paths = [f"{key}[{number}]" for number in range(len(records))]
                read = [(path, self._subject(kind, one, path, as_of)) for path, one in zip(paths, records, strict=True)]
                clean = {path: one for path, one in read if one is not None}
                found |= clean
                faulty += len(records) - len(clean)
        once = self._once(found)
        return Facts(tuple(once), tuple(self.problems), faulty + len(found) - len(once))

    def record(self, kind: type, raw: Any, path: str) -> Any:
        """One record, or None where it is no record at all. Problems are gathered."""
        if not isinstance(raw, Mapping):
            self._wrong("record", path, raw)
            return None
        known = shapes(kind)
        values = {}
        for name, value in raw.items():
            shape = known.get(name)
            if shape is None:
                self._unknown(str(name), f"{path}.{name}", known)
            elif value is not None:
                values[name] = self._field(shape, value, f"{path}.{name}")
        if "year" in known and not known["year"].optional and not values.get("year"):
            self.problems.append(error("duties.no_year", self._where(path), path=path))
        return kind(**values)

    def _subject(self, kind: type[Subject], raw: Any, path: str, as_of: date | None) -> Subject | None:
        before = len(self.problems)
        if isinstance(raw, Mapping) and as_of is not None and raw.get("as_of") is None:
            raw = {**raw, "as_of": as_of.isoformat()}
        found: Subject | None = self.record(kind, raw, path)
        if found is not None and not found.id:
            self.problems.append(error("duties.no_id", self._where(path), path=path))
        if found is not None and found.place:
            found = replace(found, place=self._place(found.place, f"{path}.place"))
        refused = any(one.severity is Severity.ERROR for one in self.problems[before:])
        return None if refused else found

    def _place(self, given: str, path: str) -> str:
        """The division code as it should be written: local duties are found by it."""
        read = divisions.division_code(given, self._where(path))
        self.problems += read.problems
        return read.code

    def _field(self, shape: Shape, value: Any, path: str) -> Any:
        if isinstance(value, Unread):
            name = "value_formula_error" if value.text else "formula_without_value"
            self.problems.append(error(f"intake.{name}", self._where(path), examples=value.text))
            return () if shape.many else None
        if not shape.many:
            return self._one(shape, value, path)
        if not isinstance(value, list):
            self._wrong("list", path, value)
            return ()
        return tuple(self._one(shape, one, f"{path}[{number}]") for number, one in enumerate(value))

    def _one(self, shape: Shape, value: Any, path: str) -> Any:
        if shape.record:
            return self.record(shape.kind, value, path)
        if isinstance(value, (dict, list)):
            return self._wrong("value", path, value)
        return self._scalar(shape.kind, value, path)

    def _scalar(self, kind: type, value: Any, path: str) -> Any:
        if kind is date:
            return self._day(value, path)
        if kind is bool:
            return self._flag(value, path)
        if kind in (int, Decimal):
            return self._number(kind, value, path)
        return self._choice(kind, value, path) if issubclass(kind, StrEnum) else str(value).strip()

    def _day(self, value: Any, path: str) -> date | None:
        found = days.parse(str(value))
        if found.day is None or isinstance(value, bool):
            self._wrong("day", path, value)
        return found.day

    def _flag(self, value: Any, path: str) -> bool | None:
        found = FLAGS.get(_plain(value).lower())
        if found is None:
            self._wrong("flag", path, value)
        return found

    def _number(self, kind: type, value: Any, path: str) -> Any:
        try:
            number = Decimal(_plain(value).replace(",", ""))
            whole = number.is_finite() and number == number.to_integral_value()
            if isinstance(value, bool) or not number.is_finite() or (kind is int and not whole):
                raise InvalidOperation
        except InvalidOperation:
            return self._wrong("integer" if kind is int else "number", path, value)
        return int(number) if kind is int else number

    def _choice(self, kind: type[StrEnum], value: Any, path: str) -> StrEnum | None:
        plain = _plain(value).lower()
        for one in kind:
            if plain == one.value.lower():
                return one
        self.problems.append(error("duties.choice", self._where(path), path=path, value=value, choices=", ".join(kind)))
        return None

    def _wrong(self, wanted: str, path: str, value: Any) -> None:
        shown = str(value)[:60]
        self.problems.append(error(f"duties.not_{wanted}", self._where(path), path=path, value=shown))

    def _unknown(self, name: str, path: str, known: Mapping[str, Any]) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.4)
        where = self._where(path)
        self.problems.append(error("duties.unknown_key", where, path=path, near=near[0] if near else "、".join(known)))

    def _once(self, found: Mapping[str, Subject]) -> list[Subject]:
        """The subjects whose id stands once; the others are refused, since their facts are torn apart."""
        paths: dict[tuple[type[Subject], str], list[str]] = {}
        for path, one in found.items():
            paths.setdefault((type(one), one.id), []).append(path)
        for (_, id_), standing in paths.items():
            for path in standing[1:]:
                first = self._where(standing[0]).cell or standing[0]
                self.problems.append(error("duties.twice", self._where(path), id=id_, path=path, first=first))
        return [found[standing[0]] for standing in paths.values() if len(standing) == 1]

    def _where(self, path: str) -> Where:
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Where(file=self.file)


def read_json(path: Path) -> Facts:
    """The facts of a JSON file.

    Raises
    ------
    Refused
        If the file is too large, no text, no JSON, or no mapping of kinds of subjects.
    """
    opening.check(path, kinds=(opening.Kind.TEXT, opening.Kind.GEOJSON))
    where = Where(file=path.name)
    text = decode(path.read_bytes(), file=path.name).text
    try:
        raw = json.loads(text, parse_float=Decimal, object_pairs_hook=_no_key_twice)
    except (json.JSONDecodeError, RecursionError) as reason:
        line = getattr(reason, "lineno", None)
        raise Refused(error("duties.no_json", Where(file=path.name, line=line), reason=str(reason)[:100])) from reason
    except KeyError as reason:
        raise Refused(error("duties.key_twice", where, key=reason.args[0])) from reason
    if not isinstance(raw, dict):
        raise Refused(error("duties.no_mapping", where, kinds="、".join(SUBJECTS)))
    return Reader(path.name).subjects(raw)


def errors(facts: Facts) -> bool:
    """Whether anything of the file was refused."""
    return any(one.severity is Severity.ERROR for one in facts.problems)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise KeyError(key)
        found[key] = value
    return found


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()
