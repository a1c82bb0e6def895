"""Numbers with units as people write them (``1.5 m``, ``350 d/a``, ``0.004 mg/(kg·d)``), converted exactly.

Units are checked by dimension: a depth in kilograms is refused. Days per year stay a number without dimension, so a
share of the year is understood for ``d/a``, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jingtu import units
from jingtu.problems import Problem, error

NUMBER = re.compile(r"[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,2})?(?![\d.])")
FACTOR = re.compile(r"([a-zA-Zμ%]+|1)(?:\^?(-?\d))?")
INVERSE = re.compile(r"\((.+)\)\^?-1")
POWERS_OF_TEN = re.compile(r"(?<=[\d.])\s*[×xX*]\s*10\^?\s*([-+−]?\s?\d{1,3})")
Dimension = tuple[int, int, int]
"""Powers of kilogram, metre and second."""

ONE = (0, 0, 0)
MASS, LENGTH, AREA, VOLUME, TIME, PRESSURE = (1, 0, 0), (0, 1, 0), (0, 2, 0), (0, 3, 0), (0, 0, 1), (1, -1, -2)
BASE: dict[str, tuple[Fraction, Dimension]] = {
    "1": (Fraction(1), ONE),
    "%": (Fraction(1, 100), ONE),
    "t": (Fraction(1000), MASS),
    "kg": (Fraction(1), MASS),
    "g": (Fraction(1, 10**3), MASS),
    "mg": (Fraction(1, 10**6), MASS),
    "μg": (Fraction(1, 10**9), MASS),
    "ug": (Fraction(1, 10**9), MASS),
    "ng": (Fraction(1, 10**12), MASS),
    "km": (Fraction(1000), LENGTH),
    "m": (Fraction(1), LENGTH),
    "dm": (Fraction(1, 10), LENGTH),
    "cm": (Fraction(1, 100), LENGTH),
    "mm": (Fraction(1, 1000), LENGTH),
    "ha": (Fraction(10**4), AREA),
    "L": (Fraction(1, 10**3), VOLUME),
    "l": (Fraction(1, 10**3), VOLUME),
    "mL": (Fraction(1, 10**6), VOLUME),
    "ml": (Fraction(1, 10**6), VOLUME),
    "s": (Fraction(1), TIME),
    "min": (Fraction(60), TIME),
    "h": (Fraction(3600), TIME),
    "d": (Fraction(86400), TIME),
    "a": (Fraction(86400 * 365), TIME),
    "Pa": (Fraction(1), PRESSURE),
    "kPa": (Fraction(1000), PRESSURE),
}
WORDS = (
    ("平方厘米", "cm2"), ("立方厘米", "cm3"), ("平方米", "m2"), ("立方米", "m3"), ("立方分米", "dm3"),
    ("毫克", "mg"), ("微克", "ug"), ("纳克", "ng"), ("千克", "kg"), ("公斤", "kg"), ("克", "g"), ("吨", "t"),
    ("厘米", "cm"), ("毫米", "mm"), ("公里", "km"), ("千米", "km"), ("米", "m"), ("公顷", "ha"),
    ("毫升", "mL"), ("升", "L"), ("小时", "h"), ("分钟", "min"), ("秒", "s"), ("天", "d"), ("日", "d"), ("年", "a"),
    ("帕", "Pa"), ("每", "/"),
)  # fmt: skip
OF_TABLE: dict[str, tuple[Fraction, Dimension]] = {
    "mass_fraction": (Fraction(1, 10**6), ONE),
    "mass_concentration": (Fraction(1, 10**3), (1, -3, 0)),
}
"""Base units of ``jingtu.units`` for names this grammar does not know, such as ppm."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How much of the SI unit of its dimension a unit is."""

    factor: Fraction
    dimension: Dimension


class BadQuantity(ValueError):  # noqa: N818 - named after what it says
    """No number, no unit, an unknown unit or one of another dimension. ``problem`` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


def quantity(given: object, to: str, *, key: str) -> float:
    """A quantity in another unit.

    Parameters
    ----------
    given : object
        A text with number and unit; a bare number only where ``to`` is ``1``.
    to : str
        The unit wanted.
    key : str
        What the quantity is called where it was given, for messages.

    Raises
    ------
    BadQuantity
        If it cannot be understood, or measures something else.

    >>> quantity("1.5 m", "cm", key="Ls")
    150.0
    """
    number, text = _split(given, key)
    if not text:
        if to != "1":
            raise BadQuantity(error("risk.unit_missing", key=key, given=given, unit=to))
        return float(number)
    found, wanted = find_unit(text), find_unit(to)
    if found is None or wanted is None:
        raise BadQuantity(error("risk.unit_unknown", key=key, given=given, text=text, unit=to))
    if found.dimension != wanted.dimension:
        raise BadQuantity(error("risk.unit_wrong", key=key, given=given, text=text, unit=to))
    return float(number * found.factor / wanted.factor)


def find_unit(text: str) -> Unit | None:
    """The unit a text means, or None: factors joined by ``.``, ``·`` or ``*``, what is divided by after ``/``."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("µ", "μ")
    for word, sign in WORDS:
        plain = plain.replace(word, sign)
    plain = re.sub(r"\s*[·⋅•*.]\s*|(?<=\w)\s+(?=\w)", ".", plain).replace(" ", "")
    inverse = INVERSE.fullmatch(plain)
    if inverse:
        inner = _product(inverse[1])
        return inner and Unit(1 / inner.factor, _times(-1, inner.dimension))
    return _product(plain) or _of_table(text)


def _split(given: object, key: str) -> tuple[Fraction, str]:
    """Number and unit of what was given."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise BadQuantity(error("risk.number_unreadable", key=key, given=given))
    plain = unicodedata.normalize("NFKC", str(given)).strip().replace("−", "-")
    plain = POWERS_OF_TEN.sub(lambda match: "e" + match[1].replace(" ", "").replace("−", "-"), plain)
    number = NUMBER.match(plain)
    if number is None or plain[number.end() :].startswith((",", "-", "~")):
        raise BadQuantity(error("risk.number_unreadable", key=key, given=given))
    return Fraction(number[0]), plain[number.end() :].strip()


def _product(plain: str) -> Unit | None:
    factor, powers = Fraction(1), [0, 0, 0]
    for part, sign in _parts(plain):
        matched = FACTOR.fullmatch(part)
        base = BASE.get(matched[1]) if matched else None
        if matched is None or base is None:
            return None
        power = sign * int(matched[2] or 1)
        factor *= base[0] ** power
        powers = [old + more for old, more in zip(powers, _times(power, base[1]), strict=True)]
    return Unit(factor, (powers[0], powers[1], powers[2]))


def _times(power: int, dimension: Dimension) -> Dimension:
    mass, length, time = dimension
    return power * mass, power * length, power * time


def _parts(plain: str) -> Iterator[tuple[str, int]]:
    """Factors with their sign: ``mg/(kg.d)`` is mg, 1/kg, 1/d. An unbracketed product after ``/`` is no unit."""
    above, *below = plain.split("/")
    yield from ((part, 1) for part in above.split("."))
    for one in below:
        bracketed = one.startswith("(") and one.endswith(")")
        inner = one[1:-1] if bracketed else one
        yield from ((part, -1) for part in (inner.split(".") if bracketed else [inner]))


def _of_table(text: str) -> Unit | None:
    known = units.find(text)
    if known is None or known.dimension not in OF_TABLE:
        return None
    factor, dimension = OF_TABLE[known.dimension]
    return Unit(known.factor * factor, dimension)
