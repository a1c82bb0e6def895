"""Dates as laboratories write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

YEAR_FIRST = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:[\sT].*)?$")
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
YEAR_LAST = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:\s.*)?$")
SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
RANGE = re.compile(r"^(.+?日?)\s*(?:~|～|至|—|--)\s*.+$")
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the office program's calendar, shifted for the 29 February 1900 that it believes in."""
SERIAL_SPAN = range(20000, 73051)
"""Serial numbers taken for days: 1954 to 2099."""


@dataclass(frozen=True)
class Day:
    """A day, or why there is none: ``impossible``, ``ambiguous``, ``not_understood``."""

    day: date | None = None
    state: str = ""


@lru_cache(maxsize=50_000)
def parse(text: str) -> Day:
    """The day a text names; of a span of days the first."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in (YEAR_FIRST, COMPACT):
        match = pattern.match(plain)
        if match:
            return _day(int(match[1]), int(match[2]), int(match[3]))
    match = SERIAL.match(plain)
    if match and int(match[1]) in SERIAL_SPAN:
        return Day(SERIAL_ZERO + timedelta(int(match[1])))
    match = YEAR_LAST.match(plain)
    if match:
        return _year_last(int(match[1]), int(match[2]), int(match[3]))
    match = RANGE.match(plain)
    return parse(match[1].strip()) if match else Day(state="not_understood")


def _year_last(one: int, two: int, year: int) -> Day:
    """``13/6/2021`` can be read one way only, ``6/3/2021`` two ways."""
    readings = {Day(found.day) for found in (_day(year, one, two), _day(year, two, one)) if found.day}
    if len(readings) == 2:
        return Day(state="ambiguous")
    return readings.pop() if readings else Day(state="impossible")


def _day(year: int, month: int, day: int) -> Day:
    try:
        return Day(date(year, month, day))
    except ValueError:
        return Day(state="impossible")
