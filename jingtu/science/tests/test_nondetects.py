"""Kaplan–Meier against published values, and what must hold of any sample."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import BadValues, TooFewValues
from jingtu.science.nondetects import Sample, Substitute, kaplan_meier, substituted
from jingtu.science.tests.vectors import as_printed, sample

NUMBERS = st.floats(0.001, 1000).map(lambda x: round(x, 3))
SAMPLES = st.lists(st.tuples(NUMBERS, st.booleans()), min_size=4, max_size=30).filter(
    lambda rows: len({x for x, seen in rows if seen}) >= 2
)


def made(rows) -> Sample:
    return Sample.of([x for x, _ in rows], [seen for _, seen in rows])


class TestPublishedValues:
    @pytest.mark.parametrize(
        ("name", "restricted", "mean", "sd", "standard_error"),
        [
            ("PB", False, "325.3396", "1651.095", "315.0023"),
            ("PB", True, "325.2011", "1651.122", "314.1774"),
            ("MN", False, "20.14", "25.12992", "5.163707"),
            ("MN", True, "19.867", "25.31774", "5.182975"),
        ],
    )
    def test_mean_sd_and_standard_error(self, name, restricted, mean, sd, standard_error):
        found = kaplan_meier(sample(name), restricted=restricted)
        assert as_printed(found.mean, mean)
        assert as_printed(found.sd, sd)
        assert as_printed(found.standard_error, standard_error)

    def test_the_number_of_detected_values_is_that_of_the_results(self):
        found = kaplan_meier(sample("PB"), restricted=True)
        assert (found.size, found.detects) == (29, 19)

    @pytest.mark.shared
    @pytest.mark.parametrize(
        ("restricted", "mean", "sd", "standard_error"),
        [(False, "8638.370", "18245.67", "2488.046"), (True, "8638.147", "18245.78", "2486.858")],
    )
    def test_the_set_that_may_not_be_committed(self, shared, restricted, mean, sd, standard_error):
        with (shared / "data/nondetect_proucl52_trs.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        trs = Sample.of([float(row["Value"]) for row in rows], [row["Detect"] == "1" for row in rows])
        found = kaplan_meier(trs, restricted=restricted)
        assert (trs.size, trs.detects.size) == (55, 45)
        assert as_printed(found.mean, mean)
        assert as_printed(found.sd, sd)
        assert as_printed(found.standard_error, standard_error)


class TestByHand:
    """2, 3, 4 and a non-detect below 1: one quarter of the mass lies under 2."""

    def test_the_share_under_the_smallest_detected_value_stands_there(self):
        found = kaplan_meier(sample("<1 2 3 4"))
        assert found.below.tolist() == [0.5, 0.75, 1.0]
        assert found.mean == 2.75

    def test_restricted_it_stands_at_the_smallest_limit(self):
        found = kaplan_meier(sample("<1 2 3 4"), restricted=True)
        assert found.points.tolist() == [1, 2, 3, 4]
        assert found.mean == 2.5

    @pytest.mark.parametrize("text", ["2 3 4 9", "<2 2 3 4", "<3 2 3 4"])
    def test_restricted_changes_nothing_where_no_limit_lies_below_the_detected_values(self, text):
        plain, restricted = (kaplan_meier(sample(text), restricted=which) for which in (False, True))
        assert restricted.below.tolist() == plain.below.tolist()
        assert (restricted.mean, restricted.standard_error) == (plain.mean, plain.standard_error)

    def test_a_limit_at_a_detected_value_counts_as_at_or_below_it(self):
        # At 3: three results at or below, one detected there: F(2) = 2/3 of F(3) = 1.
        assert kaplan_meier(sample("2 <3 3")).below.tolist() == pytest.approx([2 / 3, 1])

    def test_quantiles_are_detected_values(self):
        found = kaplan_meier(sample("<1 2 3 4"))
        assert [found.quantile(share) for share in (0.5, 0.51, 0.75, 1.0)] == [2, 3, 3, 4]


class TestAnySample:
    @given(SAMPLES)
    @settings(max_examples=60)
    def test_the_mean_lies_between_the_detected_values(self, rows):
        found = kaplan_meier(made(rows))
        assert found.points[0] - 1e-9 <= found.mean <= found.points[-1] + 1e-9
        assert np.all(np.diff(found.below) >= 0)
        assert found.below[-1] == 1

    @given(SAMPLES, st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=40)
    def test_another_unit_moves_all_with_it(self, rows, factor):
        ours, theirs = kaplan_meier(made(rows)), kaplan_meier(made([(x * factor, seen) for x, seen in rows]))
        assert theirs.mean == pytest.approx(factor * ours.mean)
        assert theirs.sd == pytest.approx(factor * ours.sd)
        assert theirs.standard_error == pytest.approx(factor * ours.standard_error)

    @given(st.lists(NUMBERS, min_size=3, max_size=30).filter(lambda x: len(set(x)) > 1))
    @settings(max_examples=40)
    def test_complete_data_give_mean_and_standard_error_of_the_data(self, numbers):
        found = kaplan_meier(Sample.of(numbers))
        assert found.mean == pytest.approx(np.mean(numbers))
        assert found.sd == pytest.approx(np.std(numbers))
        assert found.standard_error == pytest.approx(np.std(numbers, ddof=1) / len(numbers) ** 0.5)

    @given(SAMPLES)
    @settings(max_examples=40)
    def test_a_non_detect_above_everything_changes_nothing(self, rows):
        with_it = kaplan_meier(made([*rows, (2000.0, False)]))
        assert with_it.mean == pytest.approx(kaplan_meier(made(rows)).mean)


def test_zero_is_a_result():
    assert kaplan_meier(sample("0 0 2")).mean == pytest.approx(2 / 3)


class TestSubstitution:
    def test_the_literal_rule_takes_the_limit(self):
        assert substituted(sample("<4 10")).tolist() == [4, 10]

    def test_half_the_limit_is_another_choice(self):
        assert substituted(sample("<4 10"), Substitute.HALF).tolist() == [2, 10]


class TestBadInput:
    @pytest.mark.parametrize(
        "values", [[1.0, float("nan")], [1.0, float("inf")], [[1.0], [2.0]], ["未检出"], [-1.0], [1e31], [1e-31]]
    )
    def test_what_is_no_column_of_contents_is_refused(self, values):
        with pytest.raises(BadValues):
            Sample.of(values)

    def test_the_message_says_where_and_what_now_in_both_languages(self):
        with pytest.raises(BadValues) as caught:
            Sample.of([1.0, float("nan")])
        assert "the first at place 2" in str(caught.value)
        assert "第 2 个" in caught.value.problem.text("zh")

    def test_flags_must_be_true_or_false_and_one_for_each(self):
        with pytest.raises(BadValues):
            Sample.of([1, 2], [1, 0])
        with pytest.raises(BadValues):
            Sample.of([1, 2], [True])

    def test_all_non_detects_have_no_mean(self):
        with pytest.raises(TooFewValues):
            kaplan_meier(sample("<1 <2 <3"))

    def test_nor_has_a_single_detected_value(self):
        with pytest.raises(TooFewValues):
            kaplan_meier(sample("<1 2"), restricted=True)
