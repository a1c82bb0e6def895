"""Grade tables of the indices and toxic-response factors, each with its source and mark (``data/indices``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from jingtu.problems import error
from jingtu.science.indices import BadConcentrations, BadReference, Whole, as_numbers

ROUNDING = 1e-12
"""A value this near to a break is the break: 0.3/0.1 is 3, whatever binary fractions make of it."""
FOLDER = Path(__file__).with_name("data") / "indices"


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade, from the end of the grade before up to ``up_to`` (None: without end), the end included or not.

    ``mark``: ``read`` (the break was read in a text or in published work) or ``memory_only``: then it is shown as such.
    """

    number: int
    up_to: float | None
    inclusive: bool
    zh: str
    en: str
    source_zh: str
    source_en: str
    mark: str


@dataclass(frozen=True, slots=True)
class Response:
    """Toxic-response factor T of a substance. [1]"""

    factor: float
    source_zh: str
    source_en: str
    mark: str


@cache
def grade_tables() -> Mapping[str, tuple[Grade, ...]]:
    """Index -> its grades from best to worst."""
    found: dict[str, list[Grade]] = {}
    for row in _rows("grades.csv"):
        found.setdefault(row["index"], []).append(_grade(row))
    return {index: tuple(grades) for index, grades in found.items()}


@cache
def toxic_responses() -> Mapping[str, Response]:
    """Substance -> toxic-response factor."""
    return {
        row["substance"]: Response(float(row["factor"]), row["source_zh"], row["source_en"], row["mark"])
        for row in _rows("toxic_response.csv")
    }


def graded(index: str, values: ArrayLike, *, scale: float = 1.0) -> Whole:
    """Which grade each value falls in: positions in ``grade_tables()[index]``, counted from 0.

    Parameters
    ----------
    index : str
        A key of :func:`grade_tables`.
    values : array_like
        [1]
    scale : float, default 1
        Breaks are multiplied by it: :func:`jingtu.science.indices.risk_scale`. [1]

    Raises
    ------
    BadConcentrations
        If a value is missing, infinite or no number.
    BadReference
        If the index has no grades, or the scale is not above 0.

    Examples
    --------
    >>> [grade_tables()["nemerow"][at].en for at in graded("nemerow", [0.7, 0.71])]
    ['clean', 'still clean, alert line']
    """
    if index not in grade_tables():
        raise BadReference(error("indices.no_grades", index=index, known=", ".join(grade_tables())))
    numbers = as_numbers(values, BadConcentrations)
    bad = ~np.isfinite(numbers)
    if bad.any():
        raise BadConcentrations(error("indices.not_finite", count=int(bad.sum()), place=int(np.argmax(bad)) + 1))
    if not (np.isfinite(scale) and scale > 0):
        raise BadReference(error("indices.reference", place=1, value=scale))
    at = np.zeros(numbers.shape, dtype=np.int64)
    for grade in grade_tables()[index][:-1]:
        end = (grade.up_to or 0.0) * scale
        equal = np.isclose(numbers, end, rtol=ROUNDING, atol=ROUNDING)
        at += (numbers > end) & ~equal if grade.inclusive else (numbers >= end) | equal
    return at


def _grade(row: Mapping[str, str]) -> Grade:
    return Grade(
        int(row["grade"]),
        float(row["up_to"]) if row["up_to"] else None,
        row["inclusive"] == "yes",
        row["zh"],
        row["en"],
        row["source_zh"],
        row["source_en"],
        row["mark"],
    )


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
