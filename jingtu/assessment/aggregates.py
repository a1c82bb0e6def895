"""What the single verdicts add up to: per sample, per place and substance, and what was not compared."""

from __future__ import annotations

import polars as pl

from jingtu.assessment.verdicts import EXCEEDS, RANK, Verdict

PLACES_SHOWN = 5
CLEAR = (Verdict.WITHIN_SCREENING, Verdict.WITHIN_LIMIT)


def samples(compared: pl.DataFrame) -> pl.DataFrame:
    """Per sample and edition: the worst verdict, the substance that drives it, its ratio, and the counts behind it.

    ``drivers`` are all substances of the worst verdict; none where it clears the sample. ``verdict`` may be
    *undecided* where nothing worse stands; ``worst_decided`` is the worst of the answers given.
    """
    rank = pl.col("verdict").replace_strict({str(v): r for v, r in RANK.items()}, return_dtype=pl.Int8)
    worst_first = [-rank, -pl.col("ratio").fill_null(-1.0)]
    decided = pl.col("verdict") != Verdict.UNDECIDED
    clear = pl.col("verdict").is_in([str(verdict) for verdict in CLEAR])
    return (
        compared.group_by("sample_key", "standard", "edition", maintain_order=True)
        .agg(
            *[
                pl.col(name).first()
                for name in ("file", "sample", "point", "place", "land_use", "sampled_on", "lon", "lat")
            ],
            pl.col("verdict").sort_by(worst_first).first(),
            driver=pl.col("substance").sort_by(worst_first).first(),
            ratio=pl.col("ratio").sort_by(worst_first).first(),
            worst_decided=pl.col("verdict").filter(decided).sort_by(rank.filter(decided), descending=True).first(),
            drivers=pl.col("substance").filter((rank == rank.max()) & ~clear).unique(maintain_order=True),
            n=pl.len(),
            exceeding=_exceeding(),
            undecided=(~decided).sum(),
        )
        .drop("sample_key")
    )


def summary(compared: pl.DataFrame) -> pl.DataFrame:
    """Per standard, place, land use and substance, in the unit of the limit.

    A non-detect enters mean, median and 95th percentile with half its detection limit; ``substituted`` counts them. One
    without a detection limit enters no figure: it is counted in ``n`` and not in ``n_numbers``.
    """
    number = (
        pl.when(pl.col("operator") == "<").then(pl.col("high") / 2).otherwise("low") * pl.col("num") / pl.col("den")
    )
    return compared.group_by("edition", "place", "land_use", "substance", maintain_order=True).agg(
        pl.col("limit_unit").first().alias("unit"),
        n=pl.len(),
        detected=(pl.col("operator") != "<").sum(),
        exceeding=_exceeding(),
        undecided=(pl.col("verdict") == Verdict.UNDECIDED).sum(),
        n_numbers=number.is_not_null().sum(),
        substituted=((pl.col("operator") == "<") & number.is_not_null()).sum(),
        mean=number.mean(),
        median=number.median(),
        p95=number.quantile(0.95, interpolation="linear"),
        max=number.max(),
    )


def not_compared(left: pl.DataFrame) -> pl.DataFrame:
    """Per substance, unit, medium and standard: why, how many, and the first places."""
    where = pl.concat_str(pl.col("sheet").fill_null(""), pl.lit("!"), pl.col("cell").fill_null(""))
    return (
        left.group_by("substance", "substance_text", "unit", "medium", "number", "why_not", maintain_order=True)
        .agg(n=pl.len(), cells=where.head(PLACES_SHOWN).str.join(" "))
        .rename({"number": "standard", "why_not": "reason"})
    )


def _exceeding() -> pl.Expr:
    return pl.col("verdict").is_in([str(verdict) for verdict in EXCEEDS]).sum()
