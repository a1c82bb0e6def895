"""Replacement of heavy-metal totals: what a new project needs, what its sources give, what is short. Whole grams.

The ratios (1.2 : 1 in key regions, 1 : 1 elsewhere) are parameters from memory; the clause was not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import polars as pl
from polars import col

from jingtu.assessment.indicators.compute import identified
from jingtu.assessment.indicators.model import Asked, Tables

SOURCE = ("source_id", "metal")
PROJECT = ("project_id", "metal")


@dataclass(frozen=True, slots=True)
class Offset:
    """What a project of one metal needs and has. [g]"""

    needed: int
    given: int

    @property
    def short(self) -> int:
        return max(0, self.needed - self.given)


def needed(added: int, ratio: Fraction) -> int:
    """The grams of reduction that ``added`` grams need: a part of a gram counts as a whole one. [g]

    Raises
    ------
    ValueError
        If the amount is negative.
    """
    if added < 0:
        raise ValueError(f"An added emission cannot be negative: {added} g.")
    return ceil(added * ratio)


def offset(added: int, given: int, *, ratio: Fraction) -> Offset:
    """``added`` grams of new emission against ``given`` grams of certified reduction nobody else has used. [g]"""
    return Offset(needed(added, ratio), given)


def served(allocations: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Allocations with ``valid`` grams: the earlier day first, and nothing beyond what the source has left.

    The same grams are never given twice. ``valid`` is null where the source is not certified, where an amount of it is
    missing, or where the days of an over-used source do not tell who came first.
    """
    certified = sources.filter(col("fault").is_null()).select(*SOURCE, "certified")
    rows = allocations.sort("allocated_on", maintain_order=True)
    rows = rows.join(certified, on=list(SOURCE), how="left", maintain_order="left")
    unknown = (col("allocated").is_null() | col("certified").is_null() | col("fault").is_not_null()).any().over(SOURCE)
    tied = (col("allocated_on").is_null() | pl.struct(*SOURCE, "allocated_on").is_duplicated()).any().over(SOURCE)
    enough = col("allocated").sum().over(SOURCE) <= col("certified")
    before = col("allocated").cum_sum().over(SOURCE) - col("allocated")
    left = pl.max_horizontal(pl.lit(0), col("certified") - before)
    valid = pl.when(enough).then("allocated").when(~tied).then(pl.min_horizontal("allocated", left))
    return rows.with_columns(valid=pl.when(~unknown).then(valid))


def project_rows(tables: Tables, asked: Asked) -> pl.DataFrame:
    """A row per project and metal with ``needed``, ``given`` and ``source_used_twice``; null where it cannot be told.

    A project without any allocation has 0: the table of allocations was delivered and does not name it. An allocation
    to a project that is not listed is a row with a fault.
    """
    projects = identified("metal_projects", tables["metal_projects"])
    allocations = identified("metal_allocations", tables["metal_allocations"])
    allocations = allocations.filter((col("allocated_on") <= asked.last_day).fill_null(value=True))
    given = served(allocations, tables["metal_sources"]).group_by(PROJECT)
    sums = given.agg(
        given=pl.when(~col("valid").is_null().any()).then(col("valid").sum()),
        source_used_twice=(col("valid") < col("allocated")).any(),
        named=pl.lit(value=True),
    )
    rows = projects.join(sums, on=list(PROJECT), how="left", maintain_order="left")
    alone = col("named").is_null()
    rows = rows.with_columns(
        _needed(projects, asked),
        given=pl.when(alone).then(0).otherwise("given"),
        source_used_twice=pl.when(alone).then(pl.lit(value=False)).otherwise("source_used_twice"),
    )
    stray = allocations.join(projects, on=list(PROJECT), how="anti", maintain_order="left")
    stray = stray.select("row", "id", fault=pl.lit("project_not_listed"))
    return pl.concat([rows, stray], how="diagonal")


def _needed(projects: pl.DataFrame, asked: Asked) -> pl.Series:
    ratios = {True: asked.parameter("replacement_key_region"), False: asked.parameter("replacement_elsewhere")}
    rows = projects.select("added", "key_region").iter_rows()
    amounts = [None if added is None or key is None else needed(added, ratios[key]) for added, key in rows]
    return pl.Series("needed", amounts, dtype=pl.Int64)
