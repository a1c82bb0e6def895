"""Two years side by side: one row per subject, with what it was then and now. A year not there stays missing."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from polars import col

from jingtu.assessment.indicators.compute import identified


def paired(name: str, table: pl.DataFrame, subject: Sequence[str], amount: str, years: tuple[int, int]) -> pl.DataFrame:
    """Rows with ``subject``, ``amount_before``, ``amount_now``, and the rows they come from.

    Parameters
    ----------
    name : str
        Of the table.
    table : pl.DataFrame
        With a column ``year``.
    subject : columns that name what is compared with itself, ``place`` among them or constant in each
    amount : column compared
    years : the year before and the year now; rows of other years, and rows without a year, are kept apart: the latter
        keep their fault, the former are left out of the comparison.
    """
    rows = identified(name, table)
    before, now = years
    dated = rows.filter(col("year").is_in(years) | col("year").is_null())
    year = col("year")
    return dated.group_by(subject, maintain_order=True).agg(
        id=pl.concat_str([col(one).first().cast(pl.String).fill_null("—") for one in subject], separator=" / "),
        row=col("row").str.join("; "),
        fault=col("fault").drop_nulls().first(),
        amount_before=col(amount).filter(year == before).first(),
        amount_now=col(amount).filter(year == now).first(),
        **({} if "place" in subject else {"place": col("place").drop_nulls().first()}),
    )
