"""Laboratory results as one table: a row per sample, a column per substance, in mg/kg, with what had to be put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from jingtu.assessment.compare import assess
from jingtu.assessment.matching import with_factor
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions

SAMPLE = ("file", "sheet", "row", "sample", "point", "place", "land_use", "land_use_text", "sampled_on", "lon", "lat")
UNIT = "mg/kg"


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents of one medium.

    ``samples``: one line per sample, numbered by ``at``. ``values``: one line per sample (``at``) and ``substance``
    with ``value``, whether half a detection limit was put in (``substituted``), and the ``limit`` that applies to it,
    null until :func:`with_limits` has looked. [mg/kg] ``unusable``: results without a number in mg/kg, with ``why``.
    """

    samples: pl.DataFrame
    values: pl.DataFrame
    unusable: pl.DataFrame


def contents(results: pl.DataFrame, medium: str, substances: Sequence[str]) -> Contents:
    """The results of a medium for some substances.

    Notes
    -----
    A non-detect counts with half its detection limit; one without a limit, a result that is only a lower bound, a zero
    and a unit that is no mass fraction are *unusable*. Of a substance measured twice in a sample the mean counts.
    """
    here = results.filter(pl.col("medium") == medium, pl.col("substance").is_in(substances)).with_columns(
        operator=pl.col("operator").fill_null(""), key=_sample_key(), limit_unit=pl.lit(UNIT)
    )
    here = with_factor(here).with_columns(number=_number() * pl.col("num") / pl.col("den")).with_columns(why=_why())
    usable = here.filter(pl.col("why").is_null())
    samples = here.group_by("key", maintain_order=True).agg(pl.col(SAMPLE).first()).with_row_index("at")
    values = usable.group_by("key", "substance", maintain_order=True).agg(
        value=pl.col("number").mean(), substituted=(pl.col("operator") == "<").any()
    )
    values = values.join(samples.select("at", "key"), on="key", maintain_order="left")
    values = values.with_columns(limit=pl.lit(None, dtype=pl.Float64))
    unusable = here.filter(pl.col("why").is_not_null()).select(*SAMPLE, "substance", "text", "unit", "why")
    return Contents(samples, values.select("at", "substance", "value", "substituted", "limit"), unusable)


def with_limits(of: Contents, results: pl.DataFrame, *, on: date, options: AssessOptions = NOTHING_ADDED) -> Contents:
    """The same contents, each with the screening value or limit of the standard that fits its medium and land use.

    A content whose limit hangs on a fact that is missing (pH, land use), or that has none, keeps a null.
    """
    found = assess(results, on=on, options=options).results.with_columns(key=_sample_key())
    limit = pl.coalesce("limit_screening", "limit").filter(pl.col("limit_unit") == UNIT).min()
    limits = found.group_by("key", "substance").agg(limit=limit)
    limits = limits.join(of.samples.select("at", "key"), on="key").select("at", "substance", "limit")
    values = of.values.drop("limit").join(limits, on=["at", "substance"], how="left", maintain_order="left")
    return replace(of, values=values)


def _sample_key() -> pl.Expr:
    row = pl.concat_str(pl.col("sheet").fill_null(""), pl.col("row").cast(pl.String), separator="#")
    name = pl.coalesce("sample", "point", row)
    return pl.concat_str(pl.col("file").fill_null(""), name, separator="\u0000")


def _number() -> pl.Expr:
    return (
        pl.when(pl.col("operator") == "<")
        .then(pl.coalesce("detection_limit", "quantitation_limit") / 2)
        .when(pl.col("operator") == "")
        .then("value")
    )


def _why() -> pl.Expr:
    return (
        pl.when(pl.col("num").is_null())
        .then(pl.lit("unit"))
        .when(pl.col("operator") == ">")
        .then(pl.lit("lower_bound"))
        .when(pl.col("number").is_null() & (pl.col("operator") == "<"))
        .then(pl.lit("no_detection_limit"))
        .when(pl.col("number").is_null() | pl.col("number").is_nan())
        .then(pl.lit("no_number"))
        .when(pl.col("number") <= 0)
        .then(pl.lit("not_positive"))
    )
