"""How a code was typed, and what a spreadsheet made of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingtu.problems import Problem, Severity, Where, attention, error

Given = str | int | float | date
# Spaces, hyphens and dashes of all kinds, and the apostrophe that keeps a cell text: no code has them.
SAYS_NOTHING = re.compile(r"[\s'’‘`\-‐‑‒–—―−]|\u200b|\ufeff")
NOWHERE = Where()
NUMBER = re.compile(r"(\d+)\.0*|\d(?:\.(\d+))?E\+?\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checked:
    """A code as it should be written, empty where it was refused, and what was found about it."""

    code: str
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the code can be used; an *attention* does not hinder that."""
        return bool(self.code)


def checked(code: str, problems: tuple[Problem, ...]) -> Checked:
    """The code, unless one of the problems is an *error*."""
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return Checked("" if refused else code, problems)


def plain(given: Given) -> str:
    """Half-width, upper case, no blanks, no hyphens."""
    return SAYS_NOTHING.sub("", unicodedata.normalize("NFKC", str(given))).upper()


def typed(given: Given, where: Where = NOWHERE) -> Checked:
    """The characters of a code, with what a spreadsheet did to it.

    A number is read where all its digits are still there (``1404041260001.0``); digits that were cut off cannot be
    guessed (``1.40404E+12``).
    """
    text = plain(given)
    if not text:
        return Checked("", (error("codes.blank", where),))
    if not NUMBER.fullmatch(text):
        return Checked(text)
    digits = str(int(Decimal(text)))
    if len(digits) > len(re.sub(r"\.0*$|E.*|\.", "", text)):
        return Checked("", (error("codes.digits_lost", where, given=given),))
    return Checked(digits, (attention("codes.was_a_number", where, given=given, read=digits),))
