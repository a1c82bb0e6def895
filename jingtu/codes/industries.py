"""Divisions, groups and classes of GB/T 4754-2017 (two, three and four digits).

``industries.csv`` was compared between two compilations of the standard; names in which they differ are marked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jingtu.codes.spelling import NOWHERE, Checked, Given, checked, typed
from jingtu.problems import Problem, Where, attention, error

TABLE = Path(__file__).with_name("industries.csv")
SHAPE = re.compile(r"[A-T]?(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Industry:
    """A line of the classification; ``verification`` is a value of ``jingtu.standards.verification.Mark``."""

    code: str
    zh: str
    verification: str


def industry(code: str) -> Industry | None:
    """The line with this code, or None."""
    return INDUSTRIES.get(code)


def industry_code(given: Given, where: Where = NOWHERE) -> Checked:
    """Two to four digits of GB/T 4754-2017; the letter of the section is left out, a zero lost at the front put back.

    An unknown group or class of a known division is an *attention*: it may be of an earlier edition.
    """
    read = typed(given, where)
    if not read.code:
        return read
    shape = SHAPE.fullmatch(read.code)
    if shape is None:
        return Checked("", (*read.problems, error("codes.industry_shape", where, given=given)))
    code, problems = _known(shape[1], given, where)
    return checked(code, (*read.problems, *problems))


def _known(code: str, given: Given, where: Where) -> tuple[str, tuple[Problem, ...]]:
    if code in INDUSTRIES:
        return code, ()
    if (full := "0" + code) in INDUSTRIES:
        return full, (attention("codes.industry_zero", where, given=given, code=full, name=INDUSTRIES[full].zh),)
    if (parent := INDUSTRIES.get(code[:2])) is None:
        return code, (error("codes.industry_unknown", where, given=given),)
    return code, (attention("codes.industry_class", where, given=given, division=parent.code, name=parent.zh),)


def read_industries(table: Path = TABLE) -> Iterator[Industry]:
    """Every line of the table, in the order of the codes."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Industry(row["code"], row["zh"], row["verification"])


INDUSTRIES: Mapping[str, Industry] = {one.code: one for one in read_industries()}
