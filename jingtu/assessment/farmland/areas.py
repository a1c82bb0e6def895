"""Areas by category, and within it by place, crop and metal.

A unit with two crops or two target pollutants counts with its whole area under each: those lines overlap. The area of
a unit that is to be split is of no category until its parts are drawn. A unit without an area is counted, never taken
as 0.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from jingtu.assessment.farmland.classes import CATEGORIES, Category
from jingtu.assessment.farmland.classify import Classification

TO_SPLIT = "TO_SPLIT"
BILLIONTHS = 1_000_000_000
SEPARATORS = r"[、，,;；/+\s]+"
ORDER = (*(str(category) for category in CATEGORIES.values()), TO_SPLIT)


class By(StrEnum):
    CATEGORY = "category"
    TOWN = "town"
    VILLAGE = "village"
    CROP = "crop"
    METAL = "metal"


def areas(found: Classification) -> pl.DataFrame:
    """``by``, ``key`` (null: not known), ``category``, ``units``, ``area_mu``, ``without_area`` (units whose area is
    missing); the lines of each ``by`` in the order of the keys and categories."""
    units = _units(found)
    crops = units.with_columns(key=_crops()).explode("key", empty_as_null=True)
    metals = units.filter(pl.col("category").is_in([Category.SAFE_USE, Category.STRICT]))
    metals = metals.with_columns(key="targets").explode("key", empty_as_null=True)
    village = pl.concat_str("town", "village", separator=" ", ignore_nulls=True).replace("", None)
    return pl.concat(
        [
            _summed(units.with_columns(key=pl.lit(None, dtype=pl.String)), By.CATEGORY),
            _summed(_known(units.with_columns(key="town")), By.TOWN),
            _summed(_known(units.with_columns(key=pl.when(pl.col("village").is_not_null()).then(village))), By.VILLAGE),
            _summed(_known(crops), By.CROP),
            _summed(metals, By.METAL),
        ]
    )


def _known(units: pl.DataFrame) -> pl.DataFrame:
    """Nothing where no unit has the key: a table of one line without a name says no more than the whole."""
    return units if units["key"].count() else units.clear()


def _units(found: Classification) -> pl.DataFrame:
    """One line per unit: its category, or that it is to be split."""
    divided = pl.col("part").max().over("unit_code") > 0
    named = found.units.with_columns(category=pl.when(divided).then(pl.lit(TO_SPLIT)).otherwise("category"))
    return named.filter(pl.col("part") == 0)


def _crops() -> pl.Expr:
    """The crops named, each once."""
    spaced = pl.col("crops").str.replace_all(SEPARATORS, " ").str.strip_chars()
    return spaced.str.split(" ").list.unique(maintain_order=True).list.eval(pl.element().filter(pl.element() != ""))


def _summed(units: pl.DataFrame, by: By) -> pl.DataFrame:
    order = pl.col("category").replace_strict(list(ORDER), range(len(ORDER)), return_dtype=pl.Int64)
    summed = units.group_by("key", "category").agg(
        units=pl.len().cast(pl.Int64),
        area_mu=pl.when(pl.col("area").is_not_null().any()).then(pl.col("area").sum() / BILLIONTHS),
        without_area=pl.col("area").null_count().cast(pl.Int64),
    )
    return summed.sort("key", order, nulls_last=True).select(pl.lit(str(by)).alias("by"), *summed.columns)
