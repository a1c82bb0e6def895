"""Whatever a frame holds: no crash, and every result ends in exactly one place."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.compare import assess
from jingtu.assessment.tests.lab import TODAY, lab
from jingtu.assessment.verdicts import Reason, Verdict

NUMBER = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 0.3, 0.6, 1e-300, -1.0])
RESULT = st.fixed_dictionaries(
    {
        "file": st.just("a.xlsx"),
        "sheet": st.sampled_from(["s", None]),
        "row": st.integers(1, 5),
        "sample": st.sampled_from(["S1", "S2", None, ""]),
        "substance": st.sampled_from(
            [
                "cadmium",
                "nickel",
                "arsenic",
                "inorganic_arsenic",
                "alpha_hch",
                "beta_hch",
                "ph",
                "fluoride",
                "tin",
                None,
            ]
        ),
        "medium": st.sampled_from(["soil", "groundwater", "irrigation_water", "crop", None, "air"]),
        "land_use": st.sampled_from(["paddy", "rotation", "industrial", "park", "forest", "moon", None]),
        "land_use_text": st.sampled_from(["水田", "", None, "?"]),
        "crop_text": st.sampled_from(["糙米", "石头", None]),
        "ph": NUMBER,
        "value": NUMBER,
        "operator": st.sampled_from(["", "<", ">", None, "~"]),
        "detection_limit": NUMBER,
        "unit": st.sampled_from(["mg/kg", "ug/kg", "mg/L", "none", None]),
        "text": st.none() | st.text(max_size=6),
    }
)
STANDARDS = st.sampled_from([None, ["GB 15618"], ["GB 36600", "GB 2762"], ["GB/T 14848"]])


@settings(max_examples=60, deadline=None)
@given(st.lists(RESULT, max_size=12), STANDARDS)
def test_every_result_is_compared_or_left_out_with_a_reason(rows, standards):
    found = assess(lab(*rows), standards=standards, on=TODAY)
    own = [table.filter(pl.col("substance").ne_missing("hch_total")) for table in (found.results, found.left_out)]
    assert sum(table.height for table in own) == len(rows) * len(standards or [None])
    assert set(found.results["verdict"]) <= set(Verdict)
    assert found.left_out["reason"].null_count() == 0
    assert set(found.left_out["reason"]) <= set(Reason)
    undecided = found.results.filter(verdict="UNDECIDED")
    assert undecided["reason"].null_count() == 0
    assert found.not_compared["n"].sum() == found.left_out.height
    assert all(problem.text("zh") and problem.text("en") for problem in found.problems)
