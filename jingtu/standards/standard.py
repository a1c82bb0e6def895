"""``standard.toml``: what a standard is, when it applies, and how each of its printed tables is to be read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jingtu.periods import Period
from jingtu.problems import Problem, Where, error
from jingtu.standards.limit import Conditions

FILE = "standard.toml"
STANDARD_KEYS = ("number", "edition", "title_zh", "title_en", "medium", "valid_from", "source")
OPTIONAL_STANDARD_KEYS = ("valid_before", "note")
TABLE_KEYS = ("title_zh", "title_en", "comparator", "cite_zh", "cite_en", "columns")
# These may stand at the table, in a column of the file, or at one of the table's value columns.
DEFAULTS = (
    "kind",
    "group",
    "unit",
    "verification",
    "substance",
    "subject_zh",
    "subject_en",
    "area",
    "layer",
    "statistic",
)
OPTIONAL_TABLE_KEYS = (*DEFAULTS, "footnotes", "valid_from", "valid_before")
CONDITION_NAMES = tuple(one.name.rstrip("_") for one in fields(Conditions))
COLUMN_KEYS = (*CONDITION_NAMES, "kind", "substance", "unit")
# Every other key holds a text.
TYPES: Mapping[str, type] = {"valid_from": date, "valid_before": date, "columns": dict, "footnotes": dict}
NUMBERS: Mapping[str, tuple[type, ...]] = {"ph_min": (int, Decimal), "ph_max": (int, Decimal), "land_class": (int,)}
MEDIA = ("soil", "groundwater", "irrigation_water", "crop")
COMPARATORS = ("<=", "<", ">", ">=", "=")


@dataclass(frozen=True)
class Table:
    """One printed table. ``columns`` says what each column of numbers means; ``defaults`` holds for every row."""

    key: str
    title_zh: str
    title_en: str
    comparator: str
    cite_zh: str
    cite_en: str
    columns: Mapping[str, Mapping[str, Any]]
    defaults: Mapping[str, str]
    footnotes: Mapping[str, str]
    period: Period
    line: int


@dataclass(frozen=True)
class Standard:
    """One edition of a standard (or of another published table of numbers), with the days on which it applies."""

    key: str
    number: str
    edition: str
    title_zh: str
    title_en: str
    medium: str
    period: Period
    source: str
    tables: tuple[Table, ...]


def read(folder: Path) -> tuple[Standard | None, list[Problem]]:
    """The standard of a folder, or None where its ``standard.toml`` cannot be used; and everything wrong in it."""
    path = folder / FILE
    name = f"{folder.name}/{FILE}"
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        return None, [error("standards.file_missing", Where(file=name), file=FILE)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        return None, [error("standards.toml_broken", Where(file=name), reason=broken)]
    problems = list(_problems(data, text, name))
    return (None, problems) if problems else (_standard(folder.name, data, text), [])


def line_of(text: str, section: str, key: str = "") -> int:
    """The line of a key, or of its section where the key is not there; the first where neither is."""
    here, found = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            here = stripped.strip("[]")
            found = number if here == section else found
        if key and here == section and stripped.split("=")[0].strip().strip('"') == key:
            return number
    return found


def _problems(data: Mapping[str, Any], text: str, name: str) -> Iterator[Problem]:
    own = {key: value for key, value in data.items() if not isinstance(value, dict)}
    yield from _keys(own, STANDARD_KEYS, OPTIONAL_STANDARD_KEYS, (text, name, ""))
    yield from _days(own, (text, name, ""))
    yield from _one_of(own, "medium", MEDIA, (text, name, ""))
    for table, content in data.items():
        if isinstance(content, dict):
            yield from _table_problems(content, (text, name, table))
            if "valid_from" in content or "valid_before" in content:
                yield from _days({**own, **content}, (text, name, table))


def _table_problems(table: Mapping[str, Any], place: tuple[str, str, str]) -> Iterator[Problem]:
    yield from _keys(table, TABLE_KEYS, OPTIONAL_TABLE_KEYS, place)
    yield from _one_of(table, "comparator", COMPARATORS, place)
    text, name, section = place
    columns = table.get("columns", {})
    for column, meaning in columns.items() if isinstance(columns, dict) else ():
        at = (text, name, f"{section}.columns")
        if not isinstance(meaning, dict):
            yield _wrong_type(column, at)
            continue
        yield from (_unknown(key, COLUMN_KEYS, at, column) for key in meaning if key not in COLUMN_KEYS)
        wrong = [key for key, value in meaning.items() if not isinstance(value, NUMBERS.get(key, str))]
        yield from (_wrong_type(f"{column}: {key}", at) for key in wrong if key in COLUMN_KEYS)


def _keys(
    data: Mapping[str, Any], needed: tuple[str, ...], optional: tuple[str, ...], place: tuple[str, str, str]
) -> Iterator[Problem]:
    text, name, section = place
    known = (*needed, *optional)
    yield from (_unknown(key, known, place, key) for key in data if key not in known)
    known_here = {key: value for key, value in data.items() if key in known}
    yield from (_wrong_type(key, place) for key, value in known_here.items() if not isinstance(value, _type(key)))
    for key in needed:
        if data.get(key) in (None, "", {}):
            yield error(
                "standards.key_missing", Where(file=name, line=line_of(text, section)), key=key, section=section
            )


def _wrong_type(key: str, place: tuple[str, str, str]) -> Problem:
    text, name, section = place
    kind = (dict if section.endswith(".columns") else _type(key)).__name__
    return error("standards.wrong_type", Where(file=name, line=line_of(text, section, key)), key=key, kind=kind)


def _type(key: str) -> type:
    return TYPES.get(key, str)


def _unknown(key: str, known: tuple[str, ...], place: tuple[str, str, str], at: str) -> Problem:
    text, name, section = place
    where = Where(file=name, line=line_of(text, section, at))
    return error("standards.key_unknown", where, key=key, known=", ".join(known))


def _one_of(
    data: Mapping[str, Any], key: str, known: tuple[str, ...], place: tuple[str, str, str]
) -> Iterator[Problem]:
    text, name, section = place
    if key in data and data[key] not in known:
        where = Where(file=name, line=line_of(text, section, key))
        yield error("standards.value_unknown", where, key=key, value=data[key], known=", ".join(known))


def _days(data: Mapping[str, Any], place: tuple[str, str, str]) -> Iterator[Problem]:
    text, name, section = place
    start, before = data.get("valid_from"), data.get("valid_before")
    if type(start) is date and type(before) is date and before <= start:
        where = Where(file=name, line=line_of(text, section, "valid_before"))
        yield error("standards.ends_before_it_starts", where, start=start, before=before)


def _standard(key: str, data: Mapping[str, Any], text: str) -> Standard:
    period = Period(data["valid_from"], data.get("valid_before"))
    tables = tuple(
        _table(name, content, data, line_of(text, name)) for name, content in data.items() if isinstance(content, dict)
    )
    names = ("number", "edition", "title_zh", "title_en", "medium", "source")
    return Standard(key=key, period=period, tables=tables, **{name: data[name] for name in names})


def _table(key: str, content: Mapping[str, Any], standard: Mapping[str, Any], line: int) -> Table:
    """Days that the table does not name are those of the standard."""
    start = content.get("valid_from", standard["valid_from"])
    return Table(
        key=key,
        columns=content["columns"],
        defaults={name: content[name] for name in DEFAULTS if name in content},
        footnotes=content.get("footnotes", {}),
        period=Period(start, content.get("valid_before", standard.get("valid_before"))),
        line=line,
        **{name: content[name] for name in ("title_zh", "title_en", "comparator", "cite_zh", "cite_en")},
    )
