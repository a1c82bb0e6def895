"""The classes of units, mildest first: those of farmland known by name, or any others in the order given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from jingtu.intake.headers import squeeze
from jingtu.problems import Problem, Refused, Where, attention, error
from jingtu.science.overlay_rings import Integers

FARMLAND = ("优先保护类", "安全利用类", "严格管控类")
ALIASES = (("优先保护", "PRIORITY", "1"), ("安全利用", "SAFE_USE", "2"), ("严格管控", "STRICT", "3"))
SHOWN = 12
"""Class texts named in a message."""


@dataclass(frozen=True, slots=True)
class Classed:
    """``names``: the classes, strictest last; ``codes``, shape (units,): position in them, ``len(names)`` for a unit
    without a class."""

    names: tuple[str, ...]
    codes: Integers
    problems: tuple[Problem, ...] = ()


def classed(texts: pl.Series, order: Sequence[str], where: Where) -> Classed:
    """The class of every unit.

    Parameters
    ----------
    texts : Series of str
        As delivered; null where a unit has none.
    order : sequence of str
        The classes, mildest first; empty: those of farmland.

    Raises
    ------
    Refused
        If a text is none of the classes; the first such row and all such texts are named.
    """
    names = tuple(order) or FARMLAND
    known = {squeeze(name): code for code, name in enumerate(names)}
    if not order:
        known |= {squeeze(alias): code for code, aliases in enumerate(ALIASES) for alias in aliases}
    found = {text: known.get(squeeze(text)) for text in texts.drop_nulls().unique(maintain_order=True)}
    strange = [text for text, code in found.items() if code is None]
    if strange:
        line = int(texts.is_in(strange).arg_true()[0]) + 1
        code = "overlay.class_unknown" if order else "overlay.order_needed"
        shown = "、".join(strange[:SHOWN])
        raise Refused(error(code, Where(where.file, where.sheet, line=line), classes=shown, known="、".join(names)))
    codes = texts.replace_strict(found, default=len(names), return_dtype=pl.Int64).fill_null(len(names))
    return Classed(names, codes.to_numpy().astype(np.int64), _lacking(texts, where))


def _lacking(texts: pl.Series, where: Where) -> tuple[Problem, ...]:
    """Units without a class: how many, at the first."""
    rows = texts.is_null().arg_true()
    if not len(rows):
        return ()
    return (attention("overlay.without_class", Where(where.file, where.sheet, line=int(rows[0]) + 1), count=len(rows)),)
