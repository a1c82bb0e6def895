"""CAS registry numbers as they arrive: without hyphens, or as the date a spreadsheet took them for."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from jingtu.codes.spelling import NOWHERE, Checked, Given, typed
from jingtu.problems import Where, attention, error
from jingtu.substances import CAS, DASHES, DATE, cas_from_date, cas_is_valid

DIGITS = re.compile(r"([1-9]\d{1,6})(\d\d)(\d)", re.ASCII)


def cas_number(given: Given, where: Where = NOWHERE) -> Checked:
    """A CAS number with its hyphens, check digit right. A date is refused, with the number it may have been."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", str(given))).strip()
    if not text:
        return Checked("", (error("codes.blank", where),))
    shape = CAS.fullmatch(re.sub(r"\s", "", text))
    if shape and cas_is_valid(shape[1]):
        return Checked(shape[1])
    if isinstance(given, date) or _is_date(text):
        meant = " / ".join(cas_from_date(text)) or "?"
        return Checked("", (error("codes.cas_is_date", where, given=given, meant=meant),))
    if shape:
        right = next(digit for digit in "0123456789" if cas_is_valid(shape[1][:-1] + digit))
        return Checked("", (error("codes.cas_check", where, given=given, right=right),))
    return _without_hyphens(given, where)


def _is_date(text: str) -> bool:
    """Whether a spreadsheet may have written this; ``7440-43-8`` has the hyphens of a date and no month 43."""
    parts = DATE.fullmatch(text)
    return parts is not None and len(parts[1]) == 4 and 1 <= int(parts[2]) <= 12 and 1 <= int(parts[3]) <= 31


def _without_hyphens(given: Given, where: Where) -> Checked:
    digits = DIGITS.fullmatch(typed(given, where).code)
    number = "-".join(digits.groups()) if digits else ""
    if not number or not cas_is_valid(number):
        return Checked("", (error("codes.cas_shape", where, given=given),))
    return Checked(number, (attention("codes.cas_hyphens", where, given=given, read=number),))
