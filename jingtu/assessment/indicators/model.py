"""What an indicator is: one declaration with its formula over tidy tables, its source and how well that was checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

import polars as pl

from jingtu.assessment.indicators.value import Comparator, Unit
from jingtu.periods import Period

Tables = Mapping[str, pl.DataFrame]
"""Tidy tables by name, each with the columns that ``columns.csv`` declares and ``row``, ``fault``."""


class Verified(StrEnum):
    """How well a formula was checked. Only YES may be called the official method; the others say so where shown."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"
    DESIGN = "design"


class Better(StrEnum):
    """Which way is better, so which way a target without a comparator is meant."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def comparator(self) -> Comparator:
        return Comparator.AT_LEAST if self is Better.HIGHER else Comparator.AT_MOST


class Scope(StrEnum):
    """What the value is a statement about: a whole place, or each key of a part (city, metal) by itself."""

    PLACE = "place"
    EACH = "each"


class Counted(StrEnum):
    """What stands above the line, for shortfalls."""

    ITEMS = "items"
    MU = "mu"
    GRAM = "g"
    TONNE = "t"
    WEIGHTED = "weighted"

    @property
    def quanta(self) -> int:
        """How many quanta of the tables make one."""
        return {Counted.MU: 10**9, Counted.TONNE: 10**6}.get(self, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with its days in force (None: not known)."""

    zh: str
    en: str
    period: Period | None
    verified: Verified


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the year counted (default: that of the day), and parameters that differ from ``PARAMETERS``.

    Raises
    ------
    ValueError
        If a parameter is not known.
    """

    on: date
    year: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = self.parameters.keys() - PARAMETERS.keys()
        if unknown:
            raise ValueError(f"No parameter is called {', '.join(sorted(unknown))}. Known: {', '.join(PARAMETERS)}.")
        object.__setattr__(self, "year", self.year or self.on.year)

    @property
    def last_day(self) -> date:
        """The last day that counts: the day itself, or the end of an earlier year."""
        return min(self.on, date(self.year, 12, 31))

    def parameter(self, name: str) -> Fraction:
        return Fraction(self.parameters.get(name, PARAMETERS[name]))


PARAMETERS: Mapping[str, str] = {
    # The platform's own: how much of the input a mass balance may leave unaccounted for. Not law.
    "closure": "0.15",
    # From memory, the clause was not read: replacement in key regions and elsewhere.
    "replacement_key_region": "1.2",
    "replacement_elsewhere": "1",
    "base_year": "2020",
}


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """A named reason why a row does not count; ``when`` is true, false, or null where a fact is missing."""

    reason: str
    when: pl.Expr


@dataclass(frozen=True, eq=False, slots=True)
class Measure:
    """Numerator over denominator, row by row.

    Rows for which a rule of ``outside`` is true stand on neither side; of the others, those for which a rule of
    ``fails`` is true stand only below the line. Expressions may use ``on`` (the day) and ``year``.

    Attributes
    ----------
    tables : names of the tables it needs; the first holds the rows unless ``prepare`` makes them
    numerator, denominator : what one row adds; whole quanta, or a text "p/q" where a row is itself a ratio
    prepare : makes the rows, with the columns ``id``, ``place``, ``row``, ``fault`` and those of the expressions
    by : column whose keys are judged each by itself; empty: one value for the whole
    at_most_all : a row with more above than below the line is an error, as for rates of recovery
    """

    tables: tuple[str, ...]
    outside: tuple[Rule, ...] = ()
    fails: tuple[Rule, ...] = ()
    numerator: pl.Expr = field(default_factory=lambda: pl.lit(1))
    denominator: pl.Expr = field(default_factory=lambda: pl.lit(1))
    prepare: Callable[[Tables, Asked], pl.DataFrame] | None = None
    by: str = ""
    at_most_all: bool = False
    counted: Counted = Counted.ITEMS


@dataclass(frozen=True, slots=True)
class Variant:
    """One way the value was or is computed; the source's days in force choose it, unless a caller does."""

    key: str
    formula_zh: str
    formula_en: str
    measure: Measure
    source: Source


@dataclass(frozen=True, slots=True)
class Indicator:
    """One declaration.

    Attributes
    ----------
    id, zh, en : identifier and names
    variants : newest last; nearly always one
    period : what days it is counted over, in both languages by ``words.toml``: ``year``, ``day``, ``span``
    rolls_up : whether the upper level's value is the sum of the lower ones' numerators over denominators
    aliases : other identifiers the material uses for it
    """

    id: str
    zh: str
    en: str
    variants: tuple[Variant, ...]
    unit: Unit = Unit.PERCENT
    better: Better = Better.HIGHER
    period: str = "year"
    rolls_up: bool = True
    aliases: tuple[str, ...] = ()

    def variant(self, on: date, key: str = "") -> Variant:
        """The variant with this key; without one, the last whose source is in force on the day, or the last of all.

        Raises
        ------
        KeyError
            If no variant has the key.
        """
        if key:
            return {one.key: one for one in self.variants}[key]
        in_force = [one for one in self.variants if one.source.period is None or on in one.source.period]
        return (in_force or self.variants)[-1]
