"""Units of measurement: what they are called, and exact factors between those of one dimension.

A result enters in the unit the laboratory wrote and is converted at the border. Soil by mass and water by volume are
two dimensions: mg/L never becomes mg/kg.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("units.csv")

MINUS = re.compile("[‐‑‒–—―−﹣－]")
SLASH = re.compile("[∕⁄]")
SAYS_NOTHING = re.compile(r"[\s·⋅•・*^()\[\]【】,，.]")
HEADING = re.compile("^单位[:：]?")
# Soil is reported on dry matter anyway; fresh weight is another quantity and stays unknown.
DRY = re.compile("(?<=[kg1])以?(?:干重|干基|干样|干土|drymatter|dryweight|drybasis|drywt|dry|dw|dm)计?$")
PER = re.compile(r"(kg|cm|ml|l|g|m)-([13])$")


@dataclass(frozen=True)
class Unit:
    """A unit; ``factor`` says how many of its dimension's base unit it is (mg/kg, mg/L, Bq/L …)."""

    key: str
    dimension: str
    factor: Fraction
    aliases: tuple[str, ...]


class UnknownUnit(KeyError):  # noqa: N818 - named after what it says
    """No unit has this key. Says which there are."""

    def __init__(self, key: str) -> None:
        super().__init__(f"No unit has the key {key!r} in {TABLE.name}. Known: {', '.join(UNITS)}.")


class Inconvertible(ValueError):  # noqa: N818 - named after what it says
    """The two units measure different things."""

    def __init__(self, of: Unit, to: Unit) -> None:
        super().__init__(f"{of.key} ({of.dimension}) cannot be converted to {to.key} ({to.dimension}).")
        self.of, self.to = of, to


def find(text: str) -> Unit | None:
    """The unit a text means, or None. Width, case, spaces, both micro signs, ``kg⁻¹`` and ``/kg`` do not matter."""
    return _by_name().get(normalised(text))


def unit(key: str) -> Unit:
    """The unit with this key.

    Raises
    ------
    UnknownUnit
        If no entry has it.
    """
    try:
        return UNITS[key]
    except KeyError:
        raise UnknownUnit(key) from None


def factor(of: Unit, to: Unit) -> tuple[int, int]:
    """What to multiply by, and then divide by, to get from one unit to the other.

    Two whole numbers, so that a column of floats is rounded once where a factor such as 0.001 would round twice.

    Raises
    ------
    Inconvertible
        If the units are of different dimensions.
    """
    if of.dimension != to.dimension:
        raise Inconvertible(of, to)
    return (of.factor / to.factor).as_integer_ratio()


def convert(value: Decimal, of: Unit, to: Unit) -> Decimal:
    """The same quantity in the other unit, exact to the last digit.

    Raises
    ------
    Inconvertible
        If the units are of different dimensions.
    """
    times, per = factor(of, to)
    with localcontext() as context:
        context.prec = len(value.as_tuple().digits) + 40
        context.traps[Inexact] = value.is_finite()
        return value * times / per


def normalised(name: str) -> str:
    """A unit's name without what makes no difference."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("μ", "u")
    bare = HEADING.sub("", SAYS_NOTHING.sub("", SLASH.sub("/", MINUS.sub("-", plain))))
    return PER.sub(_per, DRY.sub("", bare))


def _per(power: re.Match[str]) -> str:
    """``kg-1`` is ``/kg``, ``cm-3`` is ``/cm3``."""
    return f"/{power[1]}{power[2].removeprefix('1')}"


def read(table: Path = TABLE) -> Iterator[Unit]:
    """Every line of the list, in its order."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
            yield Unit(row["key"], row["dimension"], Fraction(row["factor"]), aliases)


@cache
def _by_name() -> Mapping[str, Unit]:
    return {normalised(name): one for one in UNITS.values() for name in (one.key, *one.aliases)}


UNITS: Mapping[str, Unit] = {one.key: one for one in read()}
