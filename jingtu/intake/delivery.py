"""What only the whole delivery shows: the pH of a sample reported elsewhere, and results that stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from jingtu.intake.findings import Cells, Findings, cells_of
from jingtu.intake.results import PROPERTIES
from jingtu.intake.rows import without

DEVELOPMENT = ("residential", "school", "medical", "welfare", "community_park", "park", "industrial", "storage",
               "commercial", "traffic", "utility", "public")  # fmt: skip
SAMPLE = ("sample", "depth_top", "depth_bottom", "sampled_on")
SAME = (*SAMPLE, "medium", "crop_text", "substance", "substance_text")
SAID = ("value", "operator", "detection_limit", "unit")
GROUPS = 20
"""Problems of one kind per sheet that are told sample by sample; what is beyond is told together."""


def complete(frames: Sequence[pl.DataFrame], findings: Sequence[Findings]) -> pl.DataFrame:
    """All results of a delivery, each once, with the pH of their sample."""
    numbered = [frame.with_columns(source=pl.lit(i, dtype=pl.Int64)) for i, frame in enumerate(frames) if frame.height]
    if not numbered:
        return pl.DataFrame(schema={**frames[0].schema, "source": pl.Int64})
    results = pl.concat(numbered, how="diagonal_relaxed")
    refused = results.filter("bad_ph").select(SAMPLE).unique()
    results = _without_doubles(_with_ph(without(results, pl.col("bad_ph"))), findings)
    told = results.join(refused, on=SAMPLE, how="anti", nulls_equal=True) if refused.height else results
    _report_missing_ph(told, findings)
    return results


def _with_ph(results: pl.DataFrame) -> pl.DataFrame:
    """pH of the row, or of another row of the same sample, or the default."""
    measured = results.filter(
        (pl.col("substance") == "ph") & pl.col("value").is_between(0, 14) & (pl.col("medium") == "soil")
    )
    if measured.height and results["ph"].null_count():
        by_sample = measured.unique(list(SAMPLE), keep="first", maintain_order=True)
        by_sample = by_sample.select(*SAMPLE, sample_ph="value")
        results = results.join(by_sample, on=list(SAMPLE), how="left", nulls_equal=True, maintain_order="left")
        results = results.with_columns(ph=pl.coalesce("ph", "sample_ph"))
    return results.with_columns(ph=pl.coalesce("ph", "default_ph"))


def _report_missing_ph(results: pl.DataFrame, findings: Sequence[Findings]) -> None:
    farmland = ~pl.col("land_use").is_in(DEVELOPMENT).fill_null(value=False)
    compared = ~pl.col("substance").is_in(PROPERTIES).fill_null(value=False)
    missing = results.filter((pl.col("medium") == "soil") & pl.col("ph").is_null() & farmland & compared)
    for source, part in _by_source(missing.filter(_first_of_row())):
        findings[source].attention("ph_missing", _cells(part))


def _without_doubles(results: pl.DataFrame, findings: Sequence[Findings]) -> pl.DataFrame:
    """One of several like results stays; of contradicting ones none."""
    if not _may_repeat(results):
        return results
    results = results.with_columns(
        pl.when(pl.col("substance").is_null()).then(pl.col("substance_text")).alias("substance_text_only")
    )
    key = [*SAME[:-1], "substance_text_only"]
    results = results.with_row_index("order").with_columns(
        many=pl.len().over(key) > 1,
        same=pl.struct(SAID).n_unique().over(key) == 1,
        later=pl.int_range(pl.len()).over(key) > 0,
    )
    like = results.filter(pl.col("many") & pl.col("same") & pl.col("later"))
    unlike = results.filter(pl.col("many") & ~pl.col("same"))
    _report(like, findings, "double_same")
    _report(unlike, findings, "double_different")
    gone = pl.col("order").is_in(pl.concat([like["order"], unlike["order"]]).implode())
    return results.filter(~gone).drop("order", "many", "same", "later", "substance_text_only")


def _may_repeat(results: pl.DataFrame) -> bool:
    """Cheap look beforehand: in a wide table nothing repeats while no sample and no column do."""
    if results.filter(_first_of_row()).select(SAMPLE).is_duplicated().any():
        return True
    said = [pl.col(name).first() for name in ("substance", "medium", "crop_text")]
    columns = results.group_by("source", "table", "column").agg(said)
    return bool(columns.select("source", "table", "substance", "medium", "crop_text").is_duplicated().any())


def _first_of_row() -> pl.Expr:
    """The first result of every row of a sheet: results stand in the order of rows."""
    row, source = pl.col("grid_row"), pl.col("source")
    return (row != row.shift(1)).fill_null(value=True) | (source != source.shift(1)).fill_null(value=True)


def _report(doubles: pl.DataFrame, findings: Sequence[Findings], name: str) -> None:
    for source, part in _by_source(doubles):
        report = findings[source].error if name == "double_different" else findings[source].attention
        samples = part.group_by("sample", maintain_order=True)
        groups = [group for _, group in samples]
        for group in [*groups[:GROUPS], *([pl.concat(groups[GROUPS:])] if len(groups) > GROUPS else [])]:
            report(name, _cells(group), examples=_told(group))


def _told(group: pl.DataFrame) -> str:
    """``S1 镉：0.3（D5）、0.5（D9）`` for the first substance of the group."""
    first = group.head(1)
    same = group.filter(
        (pl.col("sample") == first["sample"][0])
        & pl.col("substance").eq_missing(pl.lit(first["substance"][0], dtype=pl.String))
    )
    values = "、".join(f"{text}（{cell}）" for text, cell in same.select("text", "cell").head(4).iter_rows())
    return f"{first['sample'][0]} {first['substance_text'][0]}：{values}"


def _by_source(frame: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    for (source,), part in frame.group_by(["source"], maintain_order=True):
        yield int(source), part


def _cells(frame: pl.DataFrame) -> Cells:
    return cells_of(frame.select(row="grid_row", column="column"))
