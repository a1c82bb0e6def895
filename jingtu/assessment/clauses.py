"""What the standards say beside their numbers: natural background (GB 36600), total before species (GB 2762).

Also what every verdict shows: the limits it was held against, the amount in their unit, the ratio, the remarks.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from jingtu.assessment.options import AssessOptions, Background
from jingtu.assessment.positions import exact_sign
from jingtu.assessment.verdicts import CLASSES, Reason, Verdict

REFERENCE_CLASS = CLASSES.index(Verdict.CLASS_III) + 1
"""The groundwater class whose limit is shown and divided by: the general level for drinking water."""


def applied(pairs: pl.DataFrame, decided: pl.DataFrame, options: AssessOptions) -> pl.DataFrame:
    """One line per candidate: verdict, reason, species, remarks, limits, amount, ratio, mark, reservation."""
    shown = pairs.group_by("candidate", maintain_order=True).agg(*_limits(), *_place(), *_evidence())
    found = shown.join(decided, on="candidate", how="left", maintain_order="left")
    found = _species_rule(_background_clause(found, options.background))
    reference = pl.coalesce("limit_screening", "limit")
    ratio = pl.when(pl.col("is_number")).then(pl.col("amount") / reference)
    return found.select(
        *(
            "candidate",
            "verdict",
            "reason",
            "species",
            "table",
            "row_no",
            "cite",
            "cite_en",
            "mark",
            "reservation",
            "limit_unit",
        ),
        *("limit_screening", "limit_intervention", "limit"),
        pl.col("limit_text").list.join("；").replace("", None),
        amount=pl.when(pl.col("is_number")).then("amount"),
        ratio=ratio,
        remark_lines=pl.concat_list("remark", "of_background", "of_species").list.drop_nulls(),
    )


def _limits() -> list[pl.Expr]:
    upper, kind = pl.col("upper"), pl.col("kind")
    shown = (kind == "limit") | (pl.col("class") == REFERENCE_CLASS)
    return [
        upper.filter(kind == "screening").first().alias("limit_screening"),
        upper.filter(kind == "intervention").first().alias("limit_intervention"),
        upper.filter(shown & pl.col("lower").is_null()).first().alias("limit"),
        pl.col("printed").filter(pl.col("class") == REFERENCE_CLASS).unique(maintain_order=True).alias("limit_text"),
    ]


def _place() -> list[pl.Expr]:
    """Where the deciding line stands: the intervention table where it is exceeded, else the first."""
    past = (pl.col("kind") == "intervention") & (pl.col("position") == "above")
    order = pl.when(past).then(0).otherwise(1)
    return [
        pl.col(name).sort_by(order).first() for name in ("table", "row_no", "cite", "cite_en", "limit_unit", "mark")
    ]


def _evidence() -> list[pl.Expr]:
    amount = pl.col("low") * pl.col("num") / pl.col("den")
    return [
        pl.col("reservation").any(),
        pl.col("background_clause").filter(pl.col("kind") == "screening").any().alias("background_clause"),
        pl.col("species").first(),
        pl.col("remark").first(),
        pl.col("substance", "text", "num", "den", "low", "low_open").first(),
        amount.first().alias("amount"),
        ((pl.col("operator") != "<") & pl.col("low").is_not_null()).first().alias("is_number"),
    ]


def _background_clause(found: pl.DataFrame, background: Mapping[str, Background]) -> pl.DataFrame:
    """Above the screening value but not above the natural background: not managed as contaminated.

    Only with a background value the user has given with its source; without one the verdict stands and says so.
    """
    asked = pl.col("background_clause") & (pl.col("verdict") == Verdict.ABOVE_SCREENING)
    given = pl.col("substance").is_in(list(background))
    found = found.join(_natural(found.filter(asked & given), background), on="candidate", how="left")
    within = asked & pl.col("natural").fill_null(False)
    remark = (
        pl.when(within)
        .then(pl.lit(Reason.WITHIN_BACKGROUND))
        .when(asked & ~given)
        .then(pl.lit(Reason.BACKGROUND_UNKNOWN))
        .when(asked)
        .then(pl.lit(Reason.BACKGROUND_EXCEEDED))
    )
    return found.with_columns(
        verdict=pl.when(within).then(pl.lit(Verdict.WITHIN_BACKGROUND)).otherwise("verdict"), of_background=remark
    ).drop("natural")


def _natural(asked: pl.DataFrame, background: Mapping[str, Background]) -> pl.DataFrame:
    """Which of these are not above the background given: compared exactly, each different number once."""
    keys = ["substance", "low", "text", "num", "den"]
    cases = asked.select(keys).unique()
    natural = [
        exact_sign(low, text, num, den, str(background[key].value)) <= 0
        for key, low, text, num, den in cases.iter_rows()
    ]
    table = cases.with_columns(natural=pl.Series(natural, dtype=pl.Boolean))
    joined = asked.join(table, on=keys, how="left", nulls_equal=True)
    return joined.select("candidate", natural=pl.col("natural") & ~pl.col("low_open"))


def _species_rule(found: pl.DataFrame) -> pl.DataFrame:
    """A total within the limit of the species conforms; above it only the species itself can say."""
    total = pl.col("species").is_not_null()
    open_ = total & (pl.col("verdict") == Verdict.ABOVE_LIMIT)
    return found.with_columns(
        verdict=pl.when(open_).then(pl.lit(Verdict.UNDECIDED)).otherwise("verdict"),
        reason=pl.when(open_).then(pl.lit(Reason.SPECIES_MISSING)).otherwise("reason"),
        of_species=pl.when(total & (pl.col("verdict") == Verdict.WITHIN_LIMIT)).then(
            pl.lit(Reason.TOTAL_WITHIN_SPECIES)
        ),
    )


def superseded(judged: pl.DataFrame) -> pl.DataFrame:
    """Takes the verdict from a total whose species was measured in the same sample: the species decides."""
    species = judged.select("sample_key", "edition", species="substance", measured=pl.lit(True)).unique()
    judged = judged.join(species, on=["sample_key", "edition", "species"], how="left", maintain_order="left")
    gone = pl.col("measured").fill_null(False)
    return judged.with_columns(
        verdict=pl.when(~gone).then("verdict"),
        why_not=pl.coalesce("why_not", pl.when(gone).then(pl.lit(Reason.SUPERSEDED_BY_SPECIES))),
    ).drop("measured")
