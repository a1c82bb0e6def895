"""Parameters: numbers that the law leaves to a province, a city, a county or a plan.

``data/parameters.csv`` lists them with the platform's own reminder (``default``); ``data/settings.csv`` holds what a
place has set, with its source. An empty value means *undecided*: it is reported, never assumed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from jingtu.duties import law
from jingtu.duties.spans import span
from jingtu.periods import Period
from jingtu.problems import Refused, Where, error

SETTING = ("place", "value", "valid_from", "valid_before", "source", "mark")
"""Columns of a table of settings, besides ``name``."""


class Basis(StrEnum):
    """What a due day rests on."""

    STATED = "stated"
    """The instrument itself prints the period or day."""
    PLAN = "plan"
    """A plan, guide or standard alone prints it; the law that stands beside it names no day."""
    PARAMETER = "parameter"
    """A place has set it."""
    DEFAULT = "default"
    """The platform's own reminder."""
    MEMORY = "memory"
    """Remembered or from a draft, not confirmed: [M]."""


class Kind(StrEnum):
    """How the value of a parameter is written: ``30D``, ``03-31``, ``2026-12-31``."""

    SPAN = "span"
    MONTH_DAY = "month_day"
    DATE = "date"


class Parameter(NamedTuple):
    """The name of a parameter, a row of ``data/parameters.csv``."""

    name: str


class Value(NamedTuple):
    """What holds for a parameter in a place on a day; ``text`` is None where it is undecided."""

    text: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Declared:
    name: str
    kind: Kind
    default: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a place has set, since when, by which paper."""

    name: str
    place: str
    value: str
    period: Period
    source: str
    mark: str


class Parameters:
    """The settings in force. The setting of the smallest place that covers the subject's place holds."""

    def __init__(self, settings: Iterable[Setting] = ()) -> None:
        self._settings: dict[str, list[Setting]] = {}
        for one in settings:
            self._settings.setdefault(one.name, []).append(one)

    def value(self, name: str, *, place: str, on: date) -> Value:
        """What holds in a place on a day.

        Raises
        ------
        KeyError
            If there is no such parameter.
        """
        declared = DECLARED[name]
        found = [one for one in self._settings.get(name, ()) if on in one.period and law.covers(one.place, place)]
        if found:
            return Value(max(found, key=lambda one: len(law.stem(one.place))).value, Basis.PARAMETER)
        return Value(declared.default or None, Basis.DEFAULT)


def read(path: Path) -> Parameters:
    """Settings from a csv with the columns of ``data/settings.csv``, on top of those the project ships.

    Raises
    ------
    Refused
        If a column is missing, a name is unknown, or a value is not written as its kind asks.
    """
    return Parameters((*SHIPPED, *_settings(path)))


def _settings(path: Path) -> list[Setting]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    problems = [
        error("duties.setting", Where(file=path.name, line=number), name=row.get("name") or "—", value=row.get("value"))
        for number, row in enumerate(rows, 2)
        if not _fits(row)
    ]
    if problems:
        raise Refused(*problems)
    return [_setting(row) for row in rows if row["value"].strip()]


def _fits(row: dict[str, str | None]) -> bool:
    declared = DECLARED.get(row.get("name") or "")
    value = (row.get("value") or "").strip()
    if declared is None or any(
        row.get(name) is None for name in ("place", "value", "valid_from", "valid_before", "source", "mark")
    ):
        return False
    try:
        if row["valid_from"]:
            date.fromisoformat(row["valid_from"])
        return not value or _readable(value, declared.kind)
    except ValueError:
        return False


def _readable(value: str, kind: Kind) -> bool:
    """Whether a value is written as its kind asks; raises ValueError otherwise."""
    if kind is Kind.SPAN:
        span(value)
    else:
        date.fromisoformat(value if kind is Kind.DATE else f"2024-{value}")
    return True


def _setting(row: dict[str, str]) -> Setting:
    before = row["valid_before"]
    period = Period(
        date.fromisoformat(row["valid_from"] or "1949-10-01"), date.fromisoformat(before) if before else None
    )
    return Setting(row["name"], row["place"], row["value"].strip(), period, row["source"], row["mark"])


def _declared() -> dict[str, Declared]:
    with (law.DATA / "parameters.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["name"]: Declared(row["name"], Kind(row["kind"]), row["default"], row["zh"], row["en"])
            for row in csv.DictReader(lines)
        }


DECLARED = _declared()
SHIPPED = tuple(_settings(law.DATA / "settings.csv"))
NOTHING_SET = Parameters(SHIPPED)
