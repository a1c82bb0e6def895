"""What was assumed or left open, said once for all results it concerns: *attention*, with what to do."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from jingtu.assessment.verdicts import Reason
from jingtu.problems import Problem, attention

TEXTS_SHOWN = 8
ASSUMED = {Reason.CLASS_ONE_ASSUMED: "class_one_assumed"}
LEFT_OUT = {
    Reason.MEDIUM_UNKNOWN: "medium_unknown",
    Reason.NO_EDITION_IN_FORCE: "no_edition_in_force",
    Reason.UNIT_INCONVERTIBLE: "unit_inconvertible",
    Reason.SUM_INCOMPLETE: "sum_incomplete",
}


def assumptions(judged: pl.DataFrame) -> tuple[Problem, ...]:
    """One problem per assumption made and per reason that left results out although a fact would have let them in."""
    return (*_assumed(judged), *_left_out(judged), *_facts(judged))


def _assumed(judged: pl.DataFrame) -> Iterator[Problem]:
    used = judged.filter(pl.col("verdict").is_not_null())
    for reason, code in ASSUMED.items():
        rows = used.filter(pl.col("assumed") == reason)
        if rows.height:
            yield attention(f"assessment.{code}", count=rows.height, texts=_texts(rows, "land_use_text"))


def _left_out(judged: pl.DataFrame) -> Iterator[Problem]:
    for reason, code in LEFT_OUT.items():
        rows = judged.filter(pl.col("why_not") == reason)
        if rows.height:
            days = " – ".join(
                str(day) for day in rows["day"].unique().sort().gather([0, -1]).unique(maintain_order=True)
            )
            texts = _texts(rows, "substance_text")
            yield attention(f"assessment.{code}", count=rows.height, texts=texts, days=days)


def _facts(judged: pl.DataFrame) -> Iterator[Problem]:
    missing = judged.filter(pl.col("reason") == Reason.FACT_MISSING).select(pl.col("missing").explode())
    for fact, count in missing.group_by("missing", maintain_order=True).len().iter_rows():
        yield attention(f"assessment.{fact}_missing", count=count)


def _texts(rows: pl.DataFrame, column: str) -> str:
    texts = rows[column].drop_nulls().unique(maintain_order=True).to_list()
    more = " …" if len(texts) > TEXTS_SHOWN else ""
    return "、".join(texts[:TEXTS_SHOWN]) + more
