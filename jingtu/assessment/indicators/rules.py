"""Reasons that several indicators share. Null where a fact is missing: what is not known is neither done nor open."""

from __future__ import annotations

from polars import Expr, col

from jingtu.assessment.indicators.model import Rule, Source, Verified

OTHER_YEAR = Rule("other_year", col("year") != col("year_asked"))
PLATFORM = Source(
    "平台计数口径：按清单逐项计数",
    "The platform's own count: item by item of the list",
    None,
    Verified.DESIGN,
)


def done_by(flag: str, day: str) -> tuple[Rule, Rule]:
    """Fails: not done, or only after the day that counts. What is done needs its day, so that it can be replayed."""
    return Rule("not_done", ~col(flag)), Rule("done_later", col(flag) & (col(day) > col("on")))


def not_yet(day: str) -> Rule:
    """Outside: it happened only after the day that counts."""
    return Rule("after_the_day", col(day) > col("on"))


def year_of(day: str) -> Expr:
    """Whether the day lies in another year than the one asked for."""
    return col(day).dt.year() != col("year_asked")
