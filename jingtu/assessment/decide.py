"""From positions against single limit lines to one verdict per candidate: a result and the edition it is held against.

One function per kind of table: soil (screening and intervention), one limit, classes. Each takes pairs as
:func:`jingtu.assessment.positions.positions` leaves them and gives ``verdict`` and ``reason``.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from jingtu.assessment.verdicts import CLASSES, LIMIT_VERDICTS, SOIL_VERDICTS, Position, Reason, Verdict

KEY = ("candidate",)


def verdicts(pairs: pl.DataFrame) -> pl.DataFrame:
    """One line per candidate, whatever the kind of its table."""
    kind = pl.col("kind")
    return pl.concat(
        [
            soil(pairs.filter(kind.is_in(["screening", "intervention"]))),
            limit(pairs.filter(kind == "limit")),
            classes(pairs.filter(kind == "class")),
        ]
    )


def soil(pairs: pl.DataFrame) -> pl.DataFrame:
    """Screening and intervention value."""
    found = pairs.group_by(KEY, maintain_order=True).agg(
        _position_of("screening"), _position_of("intervention"), straddling(pl.col("position"))
    )
    table = pl.DataFrame(
        [(screening, intervention, verdict) for (screening, intervention), verdict in SOIL_VERDICTS.items()],
        schema=["screening", "intervention", "verdict"],
        orient="row",
    )
    open_above = (pl.col("verdict") == Verdict.ABOVE_SCREENING) & (pl.col("intervention") == Position.STRADDLES)
    return found.join(table, on=["screening", "intervention"], how="left", maintain_order="left").select(
        *KEY,
        "verdict",
        reason=pl.when(open_above).then(pl.lit(Reason.INTERVENTION_OPEN)).otherwise(_open_reason()),
    )


def limit(pairs: pl.DataFrame) -> pl.DataFrame:
    """One limit; where several lines stand, the result must keep to all of them."""
    found = pairs.group_by(KEY, maintain_order=True).agg(_worst_position(), straddling(pl.col("position")))
    verdict = pl.col("position").replace_strict(_words(LIMIT_VERDICTS), return_dtype=pl.String)
    return found.with_columns(verdict=verdict).select(*KEY, "verdict", reason=_open_reason())


def classes(pairs: pl.DataFrame) -> pl.DataFrame:
    """The best class whose line is met; undecided where a better class stays open.

    A class of several lines (pH below or above) is met where one of them is.
    """
    met, out = pl.col("position") == Position.WITHIN, pl.col("position") == Position.ABOVE
    by_class = pairs.group_by(*KEY, "class", maintain_order=True).agg(
        met=met.any(), possible=(~out).any(), why=straddling(pl.col("position"))
    )
    best_met = pl.col("class").filter(pl.col("met")).min()
    best_possible = pl.col("class").filter(pl.col("possible")).min()
    found = by_class.group_by(KEY, maintain_order=True).agg(
        met=best_met, possible=best_possible, why=pl.col("why").drop_nulls().first()
    )
    decided = pl.col("met").is_not_null() & (pl.col("met") <= pl.col("possible"))
    name = pl.col("met").replace_strict(dict(enumerate(CLASSES, start=1)), return_dtype=pl.String, default=None)
    return found.with_columns(verdict=pl.when(decided).then(name).otherwise(pl.lit(Verdict.UNDECIDED))).select(
        *KEY, "verdict", reason=_open_reason()
    )


def straddling(position: pl.Expr) -> pl.Expr:
    """Why the first line that straddles does so."""
    unknown_below = pl.col("high").is_null() & (pl.col("operator") == "<")
    why = (
        pl.when(pl.col("text_value").is_not_null())
        .then(pl.lit(Reason.WORD_NOT_UNDERSTOOD))
        .when(unknown_below)
        .then(pl.lit(Reason.DETECTION_LIMIT_MISSING))
        .when(pl.col("operator") == ">")
        .then(pl.lit(Reason.ONLY_LOWER_BOUND))
        .otherwise(pl.lit(Reason.DETECTION_LIMIT_ABOVE))
    )
    return why.filter(position == Position.STRADDLES).first().alias("why")


def _open_reason() -> pl.Expr:
    return pl.when(pl.col("verdict") == Verdict.UNDECIDED).then(pl.col("why"))


def _position_of(kind: str) -> pl.Expr:
    of_kind = pl.col("position").filter(pl.col("kind") == kind).first()
    return of_kind.fill_null(pl.lit(Position.NO_LIMIT)).alias(kind)


def _worst_position() -> pl.Expr:
    order = (Position.ABOVE, Position.STRADDLES, Position.WITHIN)
    rank = pl.col("position").replace_strict({p: i for i, p in enumerate(order)}, return_dtype=pl.Int8)
    return pl.col("position").sort_by(rank).first()


def _words(table: Mapping[Position, Verdict]) -> dict[str, str]:
    return {str(position): str(verdict) for position, verdict in table.items()}
