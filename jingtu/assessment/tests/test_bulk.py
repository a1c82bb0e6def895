"""The pass over columns decides what the comparison decides."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment import bulk
from jingtu.assessment.tests.lab import SOIL, TODAY, judged, result
from jingtu.problems import Refused

SCHEMA = {
    "sample": pl.Int64,
    "place": pl.String,
    "land_use": pl.String,
    "ph": pl.Float64,
    "substance": pl.String,
    "value": pl.Float64,
    "detection_limit": pl.Float64,
}
# Numbers on and beside the limits, where the two could part.
NUMBERS = st.sampled_from([0.05, 0.1, 0.3, 0.4, 0.41, 0.55, 0.6, 0.8, 1.5, 2.0, 2.5, 20.0, 50.0, 50.1, 190.0, 1300.1])
SAMPLES = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["甲镇", "乙镇"]),
        "land_use": st.sampled_from(["paddy", "dryland", "orchard", "rotation", "tea", None]),
        "ph": st.sampled_from([4.0, 5.5, 5.51, 6.5, 7.5, 7.6, None]),
    }
)
RESULTS = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["cadmium", "mercury", "copper", "nickel", "zinc", "benzo_a_pyrene", "tin"]),
    st.one_of(
        NUMBERS.map(lambda number: (number, None)), NUMBERS.map(lambda number: (None, number)), st.just((None, None))
    ),
)


def frame(samples: list[dict[str, Any]], results: list[Any]) -> pl.DataFrame:
    rows = [
        {"sample": sample, **samples[sample], "substance": substance, "value": value, "detection_limit": below}
        for sample, substance, (value, below) in results
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def by_comparison(table: pl.DataFrame) -> dict[str, tuple[str, float | None]]:
    """{sample: (worst verdict, largest ratio)} as ``assess`` finds it, one result at a time in its own columns."""
    rows = [
        {
            **SOIL,
            **result(row["substance"], row["value"] or 1, SOIL),
            **{key: row[key] for key in ("land_use", "ph", "value", "detection_limit")},
            "sample": str(row["sample"]),
            "operator": "<" if row["value"] is None else "",
            "text": None,
        }
        for row in table.iter_rows(named=True)
    ]
    found = judged(*rows, standard="GB 15618")
    ratios = dict(found.results.group_by("sample").agg(pl.col("ratio").max()).iter_rows())
    worst = dict(found.samples.select("sample", "verdict").iter_rows())
    return {str(one): (worst.get(str(one), "NOT_COMPARED"), ratios.get(str(one))) for one in table["sample"]}


def by_pass(found: bulk.BulkAssessment) -> dict[str, tuple[str, float | None]]:
    return {str(sample): (verdict, ratio) for sample, verdict, ratio in found.samples.drop("place").iter_rows()}


CASES = st.lists(SAMPLES, min_size=6, max_size=6), st.lists(RESULTS, min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(*CASES)
def test_the_pass_and_the_comparison_agree(samples, results):
    """Rows of a sample stand where they like."""
    table = frame(samples, results)
    assert by_pass(bulk.assess_frame(table, on=TODAY)) == by_comparison(table)


@settings(max_examples=20, deadline=None)
@given(*CASES)
def test_memory_and_parquet_agree_however_the_rows_are_cut(tmp_path_factory, samples, results):
    path = tmp_path_factory.mktemp("bulk") / "results.parquet"
    table = frame(samples, sorted(results, key=lambda one: one[0]))
    table.write_parquet(path, row_group_size=3)
    from_file = bulk.assess_parquet(path, on=TODAY)
    in_memory = bulk.assess_frame(table, on=TODAY)
    assert not from_file.scattered
    assert from_file.samples.equals(in_memory.samples)
    assert from_file.places.equals(in_memory.places)


def test_scattered_samples_are_put_together_and_it_is_said():
    table = frame([{"place": "甲镇", "land_use": "paddy", "ph": 6.0}] * 6, [])
    rows = [(number % 3, "zinc", (float(number), None)) for number in range(300)]
    table = frame([{"place": "甲镇", "land_use": "paddy", "ph": 6.0}] * 6, rows)
    found = bulk.assess_frame(table, on=TODAY)
    assert found.scattered
    assert found.samples["sample"].to_list() == [0, 1, 2]
    assert found.places.select("place", "ABOVE_SCREENING", "n").rows() == [("甲镇", 3, 3)]


def test_memory_follows_the_samples_not_the_rows(monkeypatch):
    monkeypatch.setattr(bulk, "COMPACT_FROM", 10)
    monkeypatch.setattr(bulk, "SLICE", 7)
    rows = [(number % 3, "zinc", (float(number), None)) for number in range(300)]
    table = frame([{"place": "甲镇", "land_use": "paddy", "ph": 6.0}] * 6, rows)
    assert bulk.assess_frame(table, on=TODAY).samples.height == 3


def test_sample_codes_may_be_text():
    table = frame(
        [{"place": "甲镇", "land_use": "paddy", "ph": 6.0}] * 6, [(0, "zinc", (1.0, None)), (1, "zinc", (999.0, None))]
    )
    found = bulk.assess_frame(table.with_columns(sample=pl.concat_str(pl.lit("S"), "sample")), on=TODAY)
    assert found.samples.select("sample", "verdict").rows() == [("S0", "WITHIN_SCREENING"), ("S1", "ABOVE_SCREENING")]


@pytest.mark.parametrize("places", [[430124, 430181], [430124, None], [-1, 7]])
def test_places_may_be_codes(places):
    rows = [(0, "zinc", (1.0, None)), (1, "zinc", (999.0, None)), (1, "tin", (1.0, None))]
    table = frame([{"place": None, "land_use": "paddy", "ph": 6.0}] * 6, rows)
    coded = table.with_columns(place=pl.Series([places[0], places[1], places[1]], dtype=pl.Int32))
    found = bulk.assess_frame(coded, on=TODAY).places.select("place", "WITHIN_SCREENING", "ABOVE_SCREENING", "n")
    assert sorted(found.rows(), key=str) == sorted([(places[0], 1, 0, 1), (places[1], 0, 1, 1)], key=str)


def test_a_missing_column_is_named():
    with pytest.raises(Refused, match="detection_limit"):
        bulk.assess_frame(pl.DataFrame(schema=SCHEMA).drop("detection_limit"), on=TODAY)


def test_nothing_in_nothing_out():
    found = bulk.assess_frame(pl.DataFrame(schema=SCHEMA), on=TODAY)
    assert found.samples.is_empty()
    assert found.places.is_empty()
