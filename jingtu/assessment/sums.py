"""Sums the standards limit (HCH, DDT, PCB …), made from components where the laboratory reports only those.

Only if every component is there: a sum with a part missing is not a sum. Non-detects: the sum lies between the detected
parts alone (each non-detect 0) and those plus every detection limit; if that span straddles the limit, it is undecided.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from jingtu.assessment.lines import MEDIA, number_of
from jingtu.assessment.matching import with_factor
from jingtu.assessment.verdicts import Reason
from jingtu.standards.limit import Limit

# Reported as one where gas chromatography does not part them; counts for both.
COVERS = {"m_p_xylene": ("m_xylene", "p_xylene")}
DIGITS = 12
"""Significant digits kept of a sum: float64 adds parts of a dozen digits exactly, and drops its own noise here."""


def definitions(limits: Iterable[Limit]) -> pl.DataFrame:
    """Per edition: ``whole``, ``component``, how many of its parts the component covers, of how many."""
    found = {(one.edition, one.substance): one for one in limits if one.sum_of and number_of(one.standard) in MEDIA}
    rows = []
    for (edition, whole), one in found.items():
        parts = dict.fromkeys(one.sum_of, 1)
        together = {key: len(both) for key, both in COVERS.items() if set(both) <= set(parts)}
        rows += [(edition, whole, one.unit, key, n, len(parts)) for key, n in (parts | together).items()]
    schema = ["edition", "whole", "limit_unit", "component", "covers", "parts"]
    return pl.DataFrame(
        rows, schema=dict.fromkeys(schema, pl.String) | {"covers": pl.Int64, "parts": pl.Int64}, orient="row"
    )


def with_sums(candidates: pl.DataFrame, limits: Iterable[Limit]) -> pl.DataFrame:
    """Candidates and, after them, one more for every sum its sample has components of but no result for."""
    candidates = candidates.with_columns(of_sum=pl.lit(None, dtype=pl.String), part_of_sum=pl.lit(False))
    named = definitions(limits)
    parts = candidates.filter(pl.col("why_not").is_null()).join(
        named, left_on=["edition", "substance"], right_on=["edition", "component"], how="inner", maintain_order="left"
    )
    delivered = candidates.select("sample_key", "edition", whole="substance")
    parts = parts.join(delivered, on=["sample_key", "edition", "whole"], how="anti", maintain_order="left")
    if parts.is_empty():
        return candidates
    used = parts.select("result", "edition", part_of_sum=pl.lit(True)).unique()
    candidates = candidates.drop("part_of_sum").join(used, on=["result", "edition"], how="left", maintain_order="left")
    candidates = candidates.with_columns(pl.col("part_of_sum").fill_null(False))
    return pl.concat([candidates, _added_up(with_factor(parts)).select(candidates.columns)])


def _added_up(parts: pl.DataFrame) -> pl.DataFrame:
    """One candidate per sample, edition and sum: the first component's row, with the sum in its place."""
    factor = pl.col("num") / pl.col("den")
    low, high = pl.col("low") * factor, pl.col("high") * factor
    complete = (pl.col("covers").sum() == pl.col("parts").first()) & low.is_not_null().all()
    kept = [name for name in parts.columns if name not in ("sample_key", "edition", "whole")]
    sums = parts.group_by("sample_key", "edition", "whole", maintain_order=True).agg(
        *[pl.col(name).first() for name in kept],
        sum_low=low.sum().round_sig_figs(DIGITS),
        sum_high=pl.when(high.is_not_null().all()).then(high.sum().round_sig_figs(DIGITS)),
        all_below=(pl.col("operator") == "<").all(),
        any_above=pl.col("low_open").any(),
        any_below=pl.col("high_open").any(),
        complete=complete,
    )
    return sums.with_columns(
        substance="whole",
        substance_text="whole",
        unit="limit_unit",
        text=pl.lit(None, dtype=pl.String),
        cell=pl.lit(None, dtype=pl.String),
        operator=pl.when("all_below").then(pl.lit("<")).when("any_above").then(pl.lit(">")).otherwise(pl.lit("")),
        value=pl.when(~pl.col("all_below")).then("sum_low"),
        detection_limit=pl.when("all_below").then("sum_high"),
        low="sum_low",
        high=pl.when(~pl.col("any_above")).then("sum_high"),
        low_open="any_above",
        high_open="any_below",
        why_not=pl.when(~pl.col("complete")).then(pl.lit(Reason.SUM_INCOMPLETE)),
        of_sum=pl.lit(Reason.SUM_OF_COMPONENTS, dtype=pl.String),
        part_of_sum=pl.lit(False),
    )
