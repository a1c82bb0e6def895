"""The national code of a parcel: county (6), 1 in production or 2 closed or moved, industry division (2), serial (4).

The shape comes from a secondary source: codes of other systems are no errors of the parcel, only not this code.
"""

from __future__ import annotations

from datetime import date

from jingtu.codes.divisions import listed
from jingtu.codes.industries import industry
from jingtu.codes.spelling import NOWHERE, Checked, Given, checked, typed
from jingtu.problems import Problem, Where, error

LENGTH = 13
KINDS = "12"


def parcel_code(given: Given, where: Where = NOWHERE, *, on: date | None = None) -> Checked:
    """The 13 digits of a parcel code. ``on`` is the day for which the county must stand in the list."""
    read = typed(given, where)
    code = read.code
    if not code:
        return read
    if not (code.isascii() and code.isdigit()):
        return Checked("", (*read.problems, error("codes.parcel_digits", where, given=given)))
    if len(code) != LENGTH:
        return Checked("", (*read.problems, error("codes.parcel_length", where, given=given, count=len(code))))
    return checked(code, (*read.problems, *listed(code[:6], where, on=on), *_parts(code, given, where)))


def _parts(code: str, given: Given, where: Where) -> tuple[Problem, ...]:
    """What is wrong with type, industry and serial number, all of it at once."""
    kind, division, serial = code[6], code[7:9], code[9:]
    found = []
    if kind not in KINDS:
        found.append(error("codes.parcel_kind", where, given=given, kind=kind))
    if industry(division) is None:
        found.append(error("codes.parcel_industry", where, given=given, division=division))
    if serial == "0000":
        found.append(error("codes.parcel_serial", where, given=given))
    return tuple(found)
