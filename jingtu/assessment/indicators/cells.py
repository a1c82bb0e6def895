"""One cell of a table to a value, exactly, or the name of what is wrong with it. Blank stays blank, never zero."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from jingtu.assessment.indicators.forms import Column, choice_names, quantities, squeeze
from jingtu.intake import days

BLANK = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "…"})
NUMBER = re.compile(r"([-+]?)(\d{1,15}(?:\.\d{0,20})?|\.\d{1,20})(?:e([+-]?\d{1,2}))?")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PLACE = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")
TEXT_LIMIT = 200
LARGEST = 2**63 - 1

Cell = int | bool | str | date | None


class Fault(ValueError):  # noqa: N818 - named after what it says
    """What is wrong with a cell: the name of an entry in ``messages/indicators.toml``."""


def read(text: str | None, column: Column, unit: str = "") -> Cell:
    """The value of a cell: whole quanta for quantities given in ``unit``, None where it is blank.

    Raises
    ------
    Fault
        If the text is no value of the column.
    """
    plain = unicodedata.normalize("NFKC", text or "").strip()
    if plain in BLANK:
        return None
    if column.is_quantity:
        return _quantity(plain, quantities()[column.kind][unit])
    readers: dict[str, Callable[[str], Cell]] = {
        "text": _text,
        "place": _place,
        "year": _year,
        "day": _day,
        "measures": _measures,
    }
    reader = readers.get(column.kind)
    return reader(plain) if reader else _choice(plain, column.kind)


def _quantity(plain: str, times: int) -> int:
    if THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    match = NUMBER.fullmatch(plain.lower())
    if not match:
        raise Fault("not_a_number")
    number = Fraction(match[2].rstrip(".")) * Fraction(10) ** int(match[3] or 0) * times
    if match[1] == "-" and number:
        raise Fault("negative")
    if number.denominator != 1:
        raise Fault("too_fine")
    if number > LARGEST:
        raise Fault("too_large")
    return int(number)


def _text(plain: str) -> str:
    if len(plain) > TEXT_LIMIT:
        raise Fault("text_too_long")
    return plain


def _place(plain: str) -> str:
    if not PLACE.fullmatch(plain):
        raise Fault("no_place_code")
    return plain


def _year(plain: str) -> int:
    digits = plain.removesuffix("度").removesuffix("年").strip()
    if not re.fullmatch(r"(?:19|20)\d\d", digits):
        raise Fault("no_year")
    return int(digits)


def _day(plain: str) -> date:
    found = days.parse(plain)
    if found.day is None:
        raise Fault("day_ambiguous" if found.state == "ambiguous" else "no_day")
    return found.day


def _choice(plain: str, kind: str) -> Cell:
    key = choice_names(kind).get(squeeze(plain))
    if key is None:
        raise Fault("unknown_choice")
    if kind == "yes_no":
        return key == "YES"
    return int(key) if kind == "water_class" else key


def _measures(plain: str) -> str:
    """The kinds of several measures, sorted: ``safe_use;strict_control``. *None* beside a measure contradicts it."""
    kinds = {_choice(part, "measures") for part in re.split(r"[;、,/]", plain) if part.strip()}
    if not kinds:
        raise Fault("unknown_choice")
    if "none" in kinds and len(kinds) > 1:
        raise Fault("measures_contradict")
    return ";".join(sorted(str(kind) for kind in kinds))
