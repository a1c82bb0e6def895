"""The limits of GB 15618 as arrays for a pass over columns, made from the same lines the comparison joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from jingtu.assessment.bulk_pass import NO_PH
from jingtu.assessment.facts import land_uses
from jingtu.assessment.lines import FARMLAND_USES, lines
from jingtu.standards.limits import load

STANDARD = "gb15618_2018"
BANDS = NO_PH + 1
NO_LIMIT = np.inf
FACT_MISSING = np.nan


@dataclass(frozen=True)
class LimitArrays:
    """``screening``, ``intervention``: by substance, land use and pH band; the last substance has no limits, the last
    land use is *not known*, the last band *no pH*. NaN: a missing fact decides; infinite: no such limit."""

    substances: tuple[str, ...]
    screening: np.ndarray
    intervention: np.ndarray

    def substance_rows(self, words: Sequence[str]) -> np.ndarray:
        """Row of each word of a dictionary; last, the row of what has no limit."""
        rows = [self.substances.index(word) if word in self.substances else -1 for word in words]
        return _rows(rows, len(self.screening))

    def land_use_rows(self, words: Sequence[str]) -> np.ndarray:
        """Row of each canonical land use; last, the row of *not known*."""
        table = dict(land_uses().select("key", "gb15618").iter_rows())
        uses = [table.get(word) for word in words]
        rows = [FARMLAND_USES.index(use) if use in FARMLAND_USES else -1 for use in uses]
        return _rows(rows, self.screening.shape[1])


def _rows(rows: list[int], count: int) -> np.ndarray:
    """Rows of an axis, -1 meaning its last; closed by the last."""
    return np.array([row % count for row in (*rows, -1)], np.int64)


@cache
def limit_arrays(on: date) -> LimitArrays:
    """The arrays for a day.

    Raises
    ------
    NoLimit
        If GB 15618-2018 was not in force.
    """
    table = lines(load().in_force(on, STANDARD)).filter(pl.col("decides"))
    substances = tuple(table["substance"].unique(maintain_order=True))
    shape = (len(substances) + 1, len(FARMLAND_USES) + 1, BANDS)
    arrays = {kind: np.full(shape, NO_LIMIT) for kind in ("screening", "intervention")}
    for key, one in table.group_by("substance", "kind", maintain_order=True):
        place = arrays[str(key[1])][substances.index(str(key[0]))]
        _fill(place, one)
    return LimitArrays(substances, arrays["screening"], arrays["intervention"])


def _fill(place: np.ndarray, one: pl.DataFrame) -> None:
    """Limits of one substance and kind; what hangs on a fact is NaN where the fact is missing."""
    place[:] = FACT_MISSING
    for use, band, upper in one.select("farmland_use", "band", "upper").iter_rows():
        uses = slice(None) if use is None else FARMLAND_USES.index(use)
        place[uses, slice(None) if band is None else band] = upper
