"""A value of an indicator, exact: what stands above the line, what stands below, and what is missing.

Nothing here is a binary fraction. Rounding happens when a value is printed, never before it meets a target.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction | Decimal


class Unit(StrEnum):
    """What a value is printed in. The last two are amounts: what stands above the line, not a share."""

    PERCENT = "%"
    GRAM_PER_TONNE = "g/t"
    COUNT = "count"
    GRAM = "g"

    @property
    def times(self) -> int:
        """What numerator over denominator is multiplied with: a share by 100, grams per gram by a million."""
        return {Unit.PERCENT: 100, Unit.GRAM_PER_TONNE: 1_000_000}.get(self, 1)

    @property
    def is_amount(self) -> bool:
        return self in (Unit.COUNT, Unit.GRAM)


class Comparator(StrEnum):
    """As a plan's target is read: 不低于 ``>=``, 不超过 ``<=``, 左右 ``~``."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    EQUAL = "="
    ABOUT = "~"


class Answer(StrEnum):
    """Whether a target is met. UNDECIDED where a fact is missing, nothing was counted, or *about* is not exact."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNDECIDED = "UNDECIDED"


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact that is not there: the whole table (no ``rows``), or a column of the rows named by their ids."""

    table: str
    fact: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """Exact sums over the rows that could be decided, and what the others lack.

    Attributes
    ----------
    numerator, denominator : int or Fraction
        In the quantum of the measure: items, billionths of a mu, grams. For an amount (``unit.is_amount``) the
        denominator counts the rows looked at.
    unit : Unit
    missing : tuple of Missing
        Empty where every row could be decided.
    """

    numerator: int | Fraction
    denominator: int | Fraction
    unit: Unit = Unit.PERCENT
    missing: tuple[Missing, ...] = ()

    @property
    def decided(self) -> bool:
        """False where a fact is missing or there was nothing to count; then there is no number at all."""
        return not self.missing and self.denominator > 0

    @property
    def number(self) -> Fraction | None:
        """The exact value in its unit (91 of 100 is 91 %), or None where it is undecided."""
        if not self.decided:
            return None
        if self.unit.is_amount:
            return Fraction(self.numerator)
        return Fraction(self.numerator) * self.unit.times / Fraction(self.denominator)

    def shown(self, places: int = 2) -> str:
        """The number rounded for print, half up; empty where it is undecided."""
        number = self.number
        if number is None:
            return ""
        if number.denominator == 1 and self.unit.is_amount:
            return str(number.numerator)
        return str(rounded(number, places))


def rounded(number: Fraction, places: int) -> Decimal:
    """For print only: half away from zero, as people round."""
    half_up = floor(abs(number) * 10**places + Fraction(1, 2))
    return Decimal(half_up if number >= 0 else -half_up).scaleb(-places)


def meets(value: Value, comparator: Comparator | str, threshold: Number) -> Answer:
    """Whether a value meets a target, by exact arithmetic; equality passes ``>=`` and ``<=``.

    Parameters
    ----------
    value : Value
    comparator : Comparator or its sign
    threshold : int, Fraction or Decimal
        In the unit of the value: 91 for 91 %.

    Raises
    ------
    TypeError
        If the threshold is a binary fraction.
    ValueError
        If the comparator is not known.
    """
    number, limit, sign = value.number, exact(threshold), Comparator(comparator)
    if number is None:
        return Answer.UNDECIDED
    if sign is Comparator.ABOUT and number != limit:
        return Answer.UNDECIDED
    met = {
        Comparator.AT_LEAST: number >= limit,
        Comparator.MORE: number > limit,
        Comparator.AT_MOST: number <= limit,
        Comparator.LESS: number < limit,
        Comparator.EQUAL: number == limit,
        Comparator.ABOUT: True,
    }[sign]
    return Answer.MET if met else Answer.NOT_MET


def shortfall(value: Value, comparator: Comparator | str, threshold: Number) -> int | Fraction | None:
    """By how much what stands above the line misses the target, in its own quantum; 0 where the target is met.

    A target of p over n items needs ``ceil(p * n)`` of them; one of at most p allows ``floor(p * n)``. None where the
    value is undecided or the target says *about*.
    """
    sign, answer = Comparator(comparator), meets(value, comparator, threshold)
    if answer is not Answer.NOT_MET:
        return 0 if answer is Answer.MET else None
    line = exact(threshold)
    if not value.unit.is_amount:
        line = line * Fraction(value.denominator) / value.unit.times
    if isinstance(value.numerator, Fraction):
        return abs(line - value.numerator)
    target = {
        Comparator.AT_LEAST: ceil(line),
        Comparator.MORE: floor(line) + 1,
        Comparator.AT_MOST: floor(line),
        Comparator.LESS: ceil(line) - 1,
    }.get(sign, ceil(line) if line > value.numerator else floor(line))
    return abs(target - value.numerator)


def exact(number: Number) -> Fraction:
    """A whole number, fraction or decimal as a fraction; a float is refused, for it is not what was written."""
    if isinstance(number, float):
        raise TypeError(f"{number!r} is a binary fraction. Write Decimal({str(number)!r}).")
    return Fraction(number)


def combined(values: Iterable[Value]) -> Value:
    """The sum of values of one indicator and unit: numerators, denominators, and everything missing.

    Raises
    ------
    ValueError
        If there is no value, or their units differ.
    """
    several = tuple(values)
    if len({value.unit for value in several}) != 1:
        raise ValueError(f"Values of one unit are needed, got {sorted({value.unit for value in several})}.")
    return Value(
        sum(value.numerator for value in several),
        sum(value.denominator for value in several),
        several[0].unit,
        tuple(one for value in several for one in value.missing),
    )
