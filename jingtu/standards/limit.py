"""One printed number, and everything it needs to be used: unit, conditions, days, place, verification."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from jingtu.periods import Period
from jingtu.standards.verification import Mark


class Kind(StrEnum):
    """What a number is for."""

    SCREENING = "screening"
    INTERVENTION = "intervention"
    LIMIT = "limit"
    CLASS = "class"
    BACKGROUND = "background"


@dataclass(frozen=True)
class Conditions:
    """When a number applies. None: it does not depend on this.

    ``ph_min`` is exclusive and ``ph_max`` inclusive: pH 6.5 belongs to the band that ends there.
    """

    land_use: str | None = None
    land_class: int | None = None
    ph_min: Decimal | None = None
    ph_max: Decimal | None = None
    crop_type: str | None = None
    condition: str | None = None
    food_code: str | None = None
    basis: str | None = None
    class_: str | None = None
    statistic: str | None = None
    area: str | None = None
    layer: str | None = None
    series: str | None = None

    def holds_ph(self, ph: Decimal) -> bool:
        """Whether a soil of this pH is in the band."""
        return (self.ph_min is None or ph > self.ph_min) and (self.ph_max is None or ph <= self.ph_max)


@dataclass(frozen=True)
class Bound:
    """What a printed cell says: ``comparator`` is one of ``<= < > >= = range text``.

    A single number stands in ``value`` and also in the end it bounds; a range has no value; an expression in words has
    ``text_value`` (``absent``, ``present``, ``not_detected``) alone.
    """

    comparator: str
    value: Decimal | None = None
    lower: Decimal | None = None
    lower_inclusive: bool | None = None
    upper: Decimal | None = None
    upper_inclusive: bool | None = None
    text_value: str | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a number satisfies the expression; False for words and for a plain statement (``=``)."""
        if self.comparator in ("text", "="):
            return False
        above = self.lower is None or value > self.lower or (value == self.lower and bool(self.lower_inclusive))
        below = self.upper is None or value < self.upper or (value == self.upper and bool(self.upper_inclusive))
        return above and below


@dataclass(frozen=True)
class Limit:
    """A number of a standard, for a substance, under conditions, on days.

    ``substance`` and ``unit`` are keys of ``jingtu.substances`` and ``jingtu.units``; ``printed`` is the cell as
    printed; ``subject_zh`` and ``subject_en`` name the row where it is more than the substance (a food, an area);
    ``sum_of`` names the substances a sum consists of, where the standard says so.
    """

    standard: str
    edition: str
    title: str
    table: str
    row: str
    substance: str
    kind: Kind
    bound: Bound
    printed: str
    unit: str
    conditions: Conditions
    period: Period
    cite: str
    cite_en: str
    verification: Mark
    group: str = ""
    subject_zh: str = ""
    subject_en: str = ""
    note: str = ""
    background_clause: bool = False
    sum_of: tuple[str, ...] = field(default=())

    @property
    def comparator(self) -> str:
        return self.bound.comparator

    @property
    def value(self) -> Decimal | None:
        return self.bound.value

    @property
    def lower(self) -> Decimal | None:
        return self.bound.lower

    @property
    def lower_inclusive(self) -> bool | None:
        return self.bound.lower_inclusive

    @property
    def upper(self) -> Decimal | None:
        return self.bound.upper

    @property
    def upper_inclusive(self) -> bool | None:
        return self.bound.upper_inclusive

    @property
    def text_value(self) -> str | None:
        return self.bound.text_value

    @property
    def decides(self) -> bool:
        """Whether a verdict may rest on it."""
        return self.verification.decides

    @property
    def reservation(self) -> bool:
        """Whether a verdict that rests on it carries a visible reservation."""
        return self.verification.reservation
