"""Mass balance of a metal in one enterprise and year: in - out - change of stock, against what went in.

One tonne at 1 mg/kg holds one gram. Tables hold grams of material and µg/kg, so products are whole nanograms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl
from polars import col

from jingtu.assessment.indicators.compute import identified
from jingtu.assessment.indicators.model import Asked, Tables

FLOWS = ("IN", "OUT", "STOCK_START", "STOCK_END")
SUBJECT = ("enterprise_id", "metal", "year")


@dataclass(frozen=True, slots=True)
class Balance:
    """The four sums, in nanograms. The closure that is allowed is the platform's parameter, not law."""

    inward: int
    outward: int
    stock_start: int
    stock_end: int

    @property
    def gap(self) -> int:
        """What is not accounted for; negative where more left than came. [ng]"""
        return self.inward - self.outward - (self.stock_end - self.stock_start)

    def closes(self, closure: Fraction) -> bool | None:
        """Whether ``abs(gap) / in`` is at most the closure; None where nothing went in, so there is no rate."""
        return None if self.inward == 0 else Fraction(abs(self.gap), self.inward) <= closure


def balance_rows(metal: str, tables: Tables, asked: Asked) -> pl.DataFrame:
    """A row per enterprise and year: ``closes``, null where a flow is missing or nothing went in."""
    rows = identified("metal_flows", tables["metal_flows"])
    rows = rows.filter((col("metal") == metal).fill_null(value=True))
    made = [_row(key, group, asked.parameter("closure")) for key, group in rows.group_by(SUBJECT, maintain_order=True)]
    return pl.DataFrame(made, schema=SCHEMA, orient="row")


SCHEMA = {
    "id": pl.String,
    "row": pl.String,
    "place": pl.String,
    "year": pl.Int64,
    "fault": pl.String,
    "closes": pl.Boolean,
}


def _row(key: tuple[object, ...], group: pl.DataFrame, closure: Fraction) -> tuple[object, ...]:
    balance = _balance(group.select("flow", "mass", "content").iter_rows(named=True))
    return (
        " / ".join("—" if one is None else str(one) for one in key),
        "; ".join(group["row"]),
        next(iter(group["place"].drop_nulls()), None),
        key[2],
        next(iter(group["fault"].drop_nulls()), None),
        None if balance is None else balance.closes(closure),
    )


def _balance(flows: Iterable[Mapping[str, object]]) -> Balance | None:
    """The sums; None where a mass, a content or a whole flow is missing. What is not in stock is written as 0."""
    sums: dict[str, int] = {}
    for one in flows:
        flow, mass, content = one["flow"], one["mass"], one["content"]
        if not isinstance(flow, str) or not isinstance(mass, int):
            return None
        if mass and not isinstance(content, int):
            return None
        sums[flow] = sums.get(flow, 0) + mass * (content if isinstance(content, int) else 0)
    return Balance(*(sums[flow] for flow in FLOWS)) if sums.keys() == set(FLOWS) else None
