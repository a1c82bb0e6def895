"""Samples, summary: what verdicts add up to."""

import pytest

from jingtu.assessment.tests.lab import PADDY, judged, result


class TestSamples:
    def test_the_worst_verdict_and_what_drives_it(self):
        found = judged(result("cadmium", 0.5), result("lead", 600), result("zinc", 1))
        [sample] = found.samples.to_dicts()
        assert (sample["verdict"], sample["driver"], sample["ratio"]) == ("ABOVE_INTERVENTION", "lead", 6.0)
        assert (sample["n"], sample["exceeding"], sample["undecided"]) == (3, 2, 0)

    def test_of_equal_verdicts_the_larger_ratio_drives(self):
        [sample] = judged(result("cadmium", 0.5), result("zinc", 2000)).samples.to_dicts()
        assert sample["driver"] == "zinc"

    def test_an_open_question_keeps_a_sample_from_being_cleared(self):
        [sample] = judged(result("cadmium", "ND"), result("lead", 1)).samples.to_dicts()
        assert (sample["verdict"], sample["worst_decided"]) == ("UNDECIDED", "WITHIN_SCREENING")

    def test_an_open_question_never_hides_an_exceedance(self):
        [sample] = judged(result("cadmium", "ND"), result("lead", 200)).samples.to_dicts()
        assert sample["verdict"] == "ABOVE_SCREENING"

    def test_rows_without_a_sample_code_are_samples_of_their_own(self):
        bare = {**PADDY, "sample": None}
        assert judged(result("zinc", 1, bare), result("zinc", 2, {**bare, "row": 2})).samples.height == 2


class TestSummary:
    def test_counts_and_statistics_in_the_unit_of_the_limit(self):
        rows = [result("cadmium", value, {**PADDY, "sample": str(value)}) for value in (0.1, 0.2, 0.3, 0.4, 1.0)]
        [line] = judged(*rows, result("cadmium", 500, {**PADDY, "unit": "ug/kg"})).summary.to_dicts()
        assert (line["n"], line["detected"], line["exceeding"], line["unit"]) == (6, 6, 2, "mg/kg")
        assert line["mean"] == pytest.approx(2.5 / 6)
        assert line["median"] == pytest.approx(0.35)
        assert line["max"] == 1.0

    def test_a_non_detect_enters_with_half_its_detection_limit_and_is_counted(self):
        [line] = judged(result("cadmium", "<0.2"), result("cadmium", 0.3, {**PADDY, "sample": "S2"})).summary.to_dicts()
        assert (line["mean"], line["detected"], line["substituted"]) == (pytest.approx(0.2), 1, 1)

    def test_a_non_detect_without_a_detection_limit_enters_no_figure(self):
        [line] = judged(result("cadmium", "ND"), result("cadmium", 0.3, {**PADDY, "sample": "S2"})).summary.to_dicts()
        assert (line["n"], line["n_numbers"], line["mean"]) == (2, 1, pytest.approx(0.3))

    def test_places_and_land_uses_are_kept_apart(self):
        rows = [result("zinc", 1, {**PADDY, "place": place}) for place in ("甲镇", "乙镇")]
        assert judged(*rows).summary["place"].to_list() == ["甲镇", "乙镇"]


def test_nothing_in_nothing_out():
    found = judged()
    assert found.results.is_empty()
    assert found.samples.is_empty()
    assert found.summary.is_empty()
    assert found.not_compared.is_empty()
