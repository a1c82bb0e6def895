"""Sums are made from components, only if all are there."""

import pytest

from jingtu.assessment.tests.lab import PADDY, WATER, Row, judged, result

ISOMERS = ("alpha_hch", "beta_hch", "gamma_hch", "delta_hch")


def hch(*values: float | str) -> list[Row]:
    return [result(isomer, value) for isomer, value in zip(ISOMERS, values, strict=False)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.01, 0.02, 0.03, 0.04), "WITHIN_SCREENING"),
        ((0.01, 0.02, 0.03, 0.0401), "ABOVE_SCREENING"),
        ((0.01, 0.02, "<0.03", "<0.04"), "WITHIN_SCREENING"),
        ((0.05, 0.05, "<0.01", "<0.01"), "UNDECIDED"),
        ((0.05, 0.06, "<0.01", "<0.01"), "ABOVE_SCREENING"),
        (("<0.01", "<0.01", "<0.01", "<0.01"), "WITHIN_SCREENING"),
        (("<0.01", "<0.01", "<0.01", "ND"), "UNDECIDED"),
    ],
)
def test_non_detects_count_from_nothing_to_their_detection_limit(values, expected):
    """GB 15618: HCH total, 0.10 mg/kg."""
    found = judged(*hch(*values))
    assert found.results.select("substance", "verdict").rows() == [("hch_total", expected)]
    assert found.results["remarks"].to_list() == [["sum_of_components"]]
    assert set(found.left_out["reason"]) == {"component_of_sum"}


def test_a_sum_with_a_part_missing_is_not_compared():
    found = judged(*hch(0.2, 0.2, 0.2))
    assert found.results.is_empty()
    assert found.left_out.filter(substance="hch_total")["reason"].to_list() == ["sum_incomplete"]


def test_the_sum_the_laboratory_reports_goes_before_our_own():
    found = judged(*hch(0.2, 0.2, 0.2, 0.2), result("hch_total", 0.05))
    assert found.results.select("substance", "verdict").rows() == [("hch_total", "WITHIN_SCREENING")]


def test_parts_in_other_units_are_converted():
    micro = {**PADDY, "unit": "ug/kg"}
    found = judged(*[result(isomer, 25, micro) for isomer in ISOMERS])
    assert found.results.select("amount", "verdict").rows() == [(0.1, "WITHIN_SCREENING")]


def test_meta_and_para_xylene_reported_as_one_count_for_both():
    micro = {**WATER, "unit": "ug/L"}
    found = judged(result("o_xylene", 200, micro), result("m_p_xylene", 301, micro))
    assert found.results.select("substance", "amount", "verdict").rows() == [("xylenes", 501, "CLASS_IV")]


def test_samples_are_not_mixed():
    other = {**PADDY, "sample": "S2"}
    found = judged(*hch(0.01, 0.01), result("gamma_hch", 0.01, other), result("delta_hch", 0.01, other))
    assert found.left_out.filter(substance="hch_total").height == 2
