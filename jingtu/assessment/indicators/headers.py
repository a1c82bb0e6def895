"""What a header cell of a table means: a column, and for quantities the unit it is given in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from jingtu.assessment.indicators.forms import Column, forms, squeeze, unit_names

HEADER_WITHIN = 10
"""Rows looked through for the header."""
BRACKETS = str.maketrans("[【〔]】〕", "((()))")
UNIT = re.compile(r"\([^()]*\)$")


def meaning(table: str, text: str) -> tuple[Column, str] | None:
    """The column a header names, and its unit; the unit is empty where the header states none that is known."""
    plain = squeeze(text).translate(BRACKETS)
    names = _names(table)
    found = names.get(plain) or names.get(UNIT.sub("", plain))
    if found is None:
        return None
    column, unit = found
    return (column, "pieces") if column.kind == "count" else (column, unit)


def states_unit(text: str) -> bool:
    """Whether a header ends in brackets, as for a unit."""
    return bool(UNIT.search(squeeze(text).translate(BRACKETS)))


def header_row(table: str, rows: Sequence[Sequence[str | None]]) -> int | None:
    """The row, counted from 0, that names most columns; None where no row names two."""
    hits = [sum(meaning(table, text) is not None for text in row if text) for row in rows[:HEADER_WITHIN]]
    best = max(hits, default=0)
    return hits.index(best) if best >= min(2, len(forms()[table].columns)) else None


@cache
def _names(table: str) -> Mapping[str, tuple[Column, str]]:
    found: dict[str, tuple[Column, str]] = {}
    for column in forms()[table].columns:
        for name in (column.name, column.zh, column.en, *column.aliases):
            found[squeeze(name)] = (column, "")
            for spelling, unit in unit_names(column.kind).items():
                found[squeeze(name) + spelling] = found[f"{squeeze(name)}({spelling})"] = (column, unit)
    return found
