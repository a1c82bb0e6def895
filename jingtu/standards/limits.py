"""Limit values: which there are for a substance on a day, where each is printed, and whether it may decide.

The numbers stand in ``data/<standard>/``, laid out like the print. A folder that is not in order is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import polars as pl

from jingtu.problems import Problem, Refused
from jingtu.standards import checks, tables
from jingtu.standards import standard as standards_file
from jingtu.standards.limit import Bound, Conditions, Kind, Limit
from jingtu.standards.standard import CONDITION_NAMES, Standard
from jingtu.standards.verification import Mark
from jingtu.substances import substance as the_substance

__all__ = ["DATA", "BadData", "Bound", "Conditions", "Kind", "Limit", "Limits", "Mark", "NoLimit", "Standard", "load"]

DATA = Path(__file__).with_name("data")


class BadData(Refused):
    """The limit values are not in order. Lists everything wrong, by file and line."""


class NoLimit(LookupError):  # noqa: N818 - named after what it says
    """There is no limit for this. Says which standards are covered and when they apply."""


@dataclass(frozen=True)
class Limits:
    """Every limit of every standard, of all days."""

    standards_known: tuple[Standard, ...]
    all: tuple[Limit, ...]

    def of(self, substance: str, *, on: date, standard: str | None = None) -> tuple[Limit, ...]:
        """The limits of a substance (a key of ``jingtu.substances``) in force on a day, in the order of the print.

        Raises
        ------
        UnknownSubstance
            If the key names no substance.
        NoLimit
            If no standard has a limit for it on that day.
        """
        named = the_substance(substance)
        found = tuple(one for one in self._by_substance.get(substance, ()) if _applies(one, on, standard))
        if not found:
            raise NoLimit(f"No limit value for {named.en} ({named.zh}) on {on}. {_listed(self.covering(substance))}")
        return found

    def in_force(self, on: date, standard: str | None = None) -> tuple[Limit, ...]:
        """All limits in force on a day, of one standard or of all.

        Raises
        ------
        NoLimit
            If there are none.
        """
        found = tuple(one for one in self.all if _applies(one, on, standard))
        if not found:
            raise NoLimit(f"No limit value of {standard or 'any standard'} on {on}. {_listed(self.standards_known)}")
        return found

    def standards(self, on: date) -> tuple[Standard, ...]:
        """The standards in force on a day."""
        return tuple(one for one in self.standards_known if on in one.period)

    def covering(self, substance: str) -> tuple[Standard, ...]:
        """The standards that have a limit for a substance, on any day."""
        keys = {one.standard for one in self._by_substance.get(substance, ())}
        return tuple(one for one in self.standards_known if one.key in keys)

    def frame(self, standard: str, on: date) -> pl.DataFrame:
        """The limits of one standard on a day as a table, one row per limit, for joins over columns.

        ``value``, ``lower``, ``upper``, ``ph_min`` and ``ph_max`` are float64 (null: no such bound); ``value_text``
        keeps the exact decimal; ``unit`` is a key of ``jingtu.units``.

        Raises
        ------
        NoLimit
            If the standard is unknown or does not apply on the day.
        """
        return pl.DataFrame([_row(one) for one in self.in_force(on, standard)], schema=SCHEMA, orient="row")

    @cached_property
    def _by_substance(self) -> Mapping[str, list[Limit]]:
        found: dict[str, list[Limit]] = {}
        for one in self.all:
            found.setdefault(one.substance, []).append(one)
        return found


@cache
def load(folder: Path = DATA) -> Limits:
    """Every standard in a folder.

    Raises
    ------
    BadData
        If anything in it is not in order: unknown keys or columns, a missing source, citation, mark or unit, unknown
        substances, rows given twice, bands with a hole or an overlap, overlapping editions, cells that are no number.
    """
    found: list[Standard] = []
    entries: list[tables.Entry] = []
    problems: list[Problem] = []
    for path in sorted(one for one in folder.iterdir() if one.is_dir()):
        standard, wrong = standards_file.read(path)
        problems += wrong
        if standard:
            of_standard, wrong = tables.read(path, standard)
            found.append(standard)
            entries += of_standard
            problems += wrong
    problems += _together(found, entries)
    if problems:
        raise BadData(*problems)
    return Limits(tuple(found), tuple(entry.limit for entry in entries))


def _together(found: Iterable[Standard], entries: list[tables.Entry]) -> list[Problem]:
    one_by_one = (*checks.rows(entries), *checks.bands(entries), *checks.classes(entries))
    return [*checks.editions(found), *one_by_one]


def _listed(standards: Iterable[Standard]) -> str:
    """What is covered, and when."""
    return "Covered: " + ("; ".join(f"{one.key} ({one.period})" for one in standards) or "by no standard") + "."


def _applies(limit: Limit, on: date, standard: str | None) -> bool:
    return on in limit.period and standard in (None, limit.standard)


SCHEMA = {
    "substance": pl.String,
    "kind": pl.String,
    "land_use": pl.String,
    "land_class": pl.Int8,
    "ph_min": pl.Float64,
    "ph_max": pl.Float64,
    "crop_type": pl.String,
    "condition": pl.String,
    "food_code": pl.String,
    "basis": pl.String,
    "class": pl.String,
    "statistic": pl.String,
    "area": pl.String,
    "layer": pl.String,
    "series": pl.String,
    "comparator": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "lower": pl.Float64,
    "lower_inclusive": pl.Boolean,
    "upper": pl.Float64,
    "upper_inclusive": pl.Boolean,
    "text_value": pl.String,
    "unit": pl.String,
    "standard": pl.String,
    "edition": pl.String,
    "table": pl.String,
    "row": pl.String,
    "group": pl.String,
    "cite": pl.String,
    "cite_en": pl.String,
    "verification": pl.String,
    "decides": pl.Boolean,
    "reservation": pl.Boolean,
    "background_clause": pl.Boolean,
    "note": pl.String,
}


def _row(limit: Limit) -> list[object]:
    """One limit in the order of SCHEMA; decimals as float64, their exact text in ``value_text``."""
    exact = {"value_text": None if limit.value is None else str(limit.value)}
    return [exact[name] if name in exact else _plain(limit, name) for name in SCHEMA]


def _plain(limit: Limit, name: str) -> object:
    holder = limit.conditions if name in CONDITION_NAMES else limit
    value = getattr(holder, "class_" if name == "class" else name)
    return float(value) if SCHEMA[name] == pl.Float64 and value is not None else value
