"""Each result meets its limit lines, or it is said why not and which facts are missing."""

from __future__ import annotations

import polars as pl

from jingtu.assessment.lines import KEYS
from jingtu.assessment.verdicts import Reason
from jingtu.units import Inconvertible, factor, unit

FACTS = {
    "band": "ph",
    "farmland_use": "land_use",
    "land_class": "land_class",
    "crop_type": "crop_type",
    "condition": "condition",
    "crop": "crop",
}
"""The fact behind each key: what is named as missing."""

CONDITION_ONLY = (
    *("ph", "moisture", "dry_matter", "organic_matter", "organic_carbon", "cec", "clay", "silt", "sand"),
    *("bulk_density", "loss_on_ignition", "conductivity", "redox_potential"),
)
"""Properties of the sample that describe it and have no limit in a soil or food table."""
LIMIT_UNIT_NONE = "none"


def matched(candidates: pl.DataFrame, needed: pl.DataFrame) -> pl.DataFrame:
    """Adds to each candidate what its substance needs (see :func:`jingtu.assessment.lines.needs`), the factor to the
    unit of the limit, ``missing`` (facts), and completes ``why_not``."""
    joined = candidates.join(needed, on=["edition", "substance"], how="left", maintain_order="left")
    joined = with_factor(joined)
    joined = joined.with_columns(missing=_missing())
    return joined.with_columns(why_not=pl.coalesce("why_not", _why_not()))


def with_factor(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds ``num`` and ``den`` from ``unit`` to ``limit_unit``; null where there is none."""
    pairs = frame.select("unit", "limit_unit").unique()
    factors = [_factor(of, to) for of, to in pairs.iter_rows()]
    table = pairs.with_columns(
        num=pl.Series([num for num, _ in factors], dtype=pl.Int64),
        den=pl.Series([den for _, den in factors], dtype=pl.Int64),
    )
    return frame.join(table, on=["unit", "limit_unit"], how="left", nulls_equal=True, maintain_order="left")


def _factor(of: str | None, to: str | None) -> tuple[int | None, int | None]:
    if to == LIMIT_UNIT_NONE and of is None:
        return 1, 1
    if of is None or to is None:
        return None, None
    try:
        return factor(unit(of), unit(to))
    except Inconvertible:
        return None, None


def _missing() -> pl.Expr:
    """Names of the facts the limit hangs on and the result does not carry."""
    lacking = [
        pl.when(pl.col(f"needs_{key}") & pl.col(key).is_null()).then(pl.lit(fact)) for key, fact in FACTS.items()
    ]
    no_unit = pl.col("unit").is_null() & (pl.col("limit_unit") != LIMIT_UNIT_NONE)
    return pl.concat_list([*lacking, pl.when(no_unit).then(pl.lit("unit"))]).list.drop_nulls()


def _why_not() -> pl.Expr:
    no_value = pl.col("low").is_null() & ~(pl.col("has_words") & pl.col("text").is_not_null())
    no_factor = pl.col("unit").is_not_null() & pl.col("num").is_null()
    only_six = (pl.col("substance") == "chromium") & (pl.col("number") == "gb36600")
    return (
        pl.when(pl.col("substance").is_null())
        .then(pl.lit(Reason.SUBSTANCE_UNKNOWN))
        .when(pl.col("limit_unit").is_not_null())
        .then(
            pl.when(no_value)
            .then(pl.lit(Reason.NO_VALUE))
            .when(no_factor)
            .then(pl.lit(Reason.UNIT_INCONVERTIBLE))
            .when(~pl.col("decides"))
            .then(pl.lit(Reason.NOT_VERIFIED))
        )
        .when(only_six)
        .then(pl.lit(Reason.ONLY_HEXAVALENT))
        .otherwise(without_limit())
    )


def without_limit() -> pl.Expr:
    """Why a known substance that no table lists is not compared."""
    describes = pl.col("substance").is_in(CONDITION_ONLY)
    return pl.when(describes).then(pl.lit(Reason.CONDITION_ONLY)).otherwise(pl.lit(Reason.NO_LIMIT))


def pairs(complete: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Complete candidates beside every limit line that applies; those without any are left out."""
    keyed = complete.with_columns(pl.when(pl.col(f"needs_{key}")).then(key).alias(key) for key in KEYS)
    lines = table.select(pl.exclude("standard", "number", "line_medium", "valid_from", "valid_before"))
    return keyed.drop("limit_unit", "table", "row_no", "cite", "cite_en", "mark", "decides").join(
        lines, on=["edition", "substance", *KEYS], how="inner", nulls_equal=True, maintain_order="left"
    )
