"""Thresholds, outliers, sample sizes: EnvStats 3.1.0 and EPA examples (figures typed), and what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import NoSolution, NotPositive, TooFewValues
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family
from jingtu.science.tests.vectors import as_printed, sample
from jingtu.science.thresholds import (
    Goal,
    median_and_deviation,
    normal_factors,
    prediction_by_rank,
    thresholds,
    thresholds_with_non_detects,
    tolerance_by_rank,
)

# US EPA 2009, example 17-3: chrysene in background wells, ppb.
CHRYSENE = [19.7, 39.2, 7.8, 12.8, 10.2, 7.2, 16.1, 5.7]
VALUES = st.lists(st.floats(0.1, 100), min_size=4, max_size=25).filter(lambda x: max(x) > 1.2 * min(x))


class TestPublished:
    @pytest.mark.parametrize(
        ("n", "factor"), [(8, "3.18729357"), (15, "2.56600042"), (25, "2.29167486"), (100, "1.92653885")]
    )
    def test_tolerance_factors(self, n, factor):
        assert as_printed(normal_factors(n).tolerance, factor)

    def test_prediction_factors(self):
        assert as_printed(normal_factors(8).prediction, "2.00950407")
        assert as_printed(normal_factors(20, Goal(future=4)).prediction, "2.4935342")

    def test_chrysene(self):
        assert as_printed(thresholds(CHRYSENE, Family.LOGNORMAL).tolerance, "90.9247018")

    def test_tccb_as_gamma(self):
        assert as_printed(thresholds(sample("TC").values, Family.GAMMA).tolerance, "1.29919673")

    def test_factors_of_other_goals_by_qt_of_r(self):
        found = normal_factors(5, Goal(0.90, 0.99))
        assert as_printed(found.tolerance, "5.361719675")
        assert as_printed(normal_factors(13, Goal(0.90, 0.99)).tolerance, "2.676990417")
        assert as_printed(normal_factors(5, Goal(future=3)).prediction, "3.490433799")
        assert as_printed(normal_factors(40, Goal(future=3)).prediction, "2.233532273")
        assert as_printed(normal_factors(5).simultaneous, "1.671385669")

    def test_each_threshold_is_its_factor_above_the_mean(self):
        # Mean 3, s √2.5; z 1.644854, K 4.202681, t(0.95, 4) √1.2 = 2.335323, USL 1.671386.
        found = thresholds([1, 2, 3, 4, 5], Family.NORMAL)
        assert found.percentile == pytest.approx(3 + 1.644854 * 2.5**0.5, rel=1e-6)
        assert found.tolerance == pytest.approx(3 + 4.202681 * 2.5**0.5, rel=1e-6)
        assert found.prediction == pytest.approx(3 + 2.335323 * 2.5**0.5, rel=1e-6)
        assert found.simultaneous == pytest.approx(3 + 1.671386 * 2.5**0.5, rel=1e-6)

    def test_the_simultaneous_factor_is_the_grubbs_bound(self):
        # Grubbs (1969), one-sided 5 %: n = 10 → 2.176, n = 20 → 2.557.
        assert as_printed(normal_factors(10).simultaneous, "2.176")
        assert as_printed(normal_factors(20).simultaneous, "2.557")


class TestRanks:
    def test_fifty_nine_results_are_needed_for_95_and_95(self):
        enough = tolerance_by_rank(Sample.of(np.arange(1.0, 60.0)))
        short = tolerance_by_rank(Sample.of(np.arange(1.0, 59.0)))
        assert (enough.value, enough.rank) == (59, 59)
        assert enough.confidence == pytest.approx(1 - 0.95**59)
        assert short.rank == 58
        assert short.confidence < 0.95

    def test_more_results_let_the_limit_come_down(self):
        # 93 results: the second largest covers 95 % with 95 % confidence.
        assert tolerance_by_rank(Sample.of(np.arange(1.0, 93.0))).rank == 92
        assert tolerance_by_rank(Sample.of(np.arange(1.0, 94.0))).rank == 92

    def test_the_largest_of_n_lies_above_the_next_m_with_n_over_n_plus_m(self):
        found = prediction_by_rank(sample("1 2 3 4 5 6"), Goal(future=2))
        assert (found.value, found.rank, found.confidence) == (6, 6, pytest.approx(6 / 8))

    def test_nineteen_results_reach_95_percent_for_one_more(self):
        assert prediction_by_rank(Sample.of(np.arange(1.0, 20.0))).confidence == pytest.approx(0.95)
        assert prediction_by_rank(Sample.of(np.arange(1.0, 41.0))).rank == 39
        # 38/40 is the 95 % asked for, and enough.
        assert prediction_by_rank(Sample.of(np.arange(1.0, 40.0))).rank == 38


class TestAnyBackground:
    @given(VALUES, st.sampled_from(list(Family)))
    @settings(max_examples=40)
    def test_confidence_costs(self, values, family):
        found = thresholds(values, family)
        assert found.percentile < found.tolerance
        more = thresholds(values, family, Goal(coverage=0.99, confidence=0.99))
        assert more.tolerance > found.tolerance

    @given(VALUES, st.sampled_from(list(Family)), st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=40)
    def test_another_unit_moves_all_with_it(self, values, family, factor):
        ours, theirs = thresholds(values, family), thresholds(np.array(values) * factor, family)
        for name in ("percentile", "tolerance", "prediction", "simultaneous"):
            assert getattr(theirs, name) == pytest.approx(factor * getattr(ours, name), rel=1e-9, abs=1e-12)

    @given(VALUES)
    @settings(max_examples=30)
    def test_more_results_to_come_raise_the_prediction_limit(self, values):
        one, ten = (thresholds(values, Family.NORMAL, Goal(future=m)).prediction for m in (1, 10))
        assert one < ten

    def test_complete_data_give_the_same_with_and_without_kaplan_meier(self):
        plain, km = thresholds(sample("E2").values, Family.NORMAL), thresholds_with_non_detects(sample("E2"))
        assert km.tolerance == pytest.approx(plain.tolerance)

    def test_non_detects_widen_nothing_by_themselves(self):
        assert thresholds_with_non_detects(sample("MN")).tolerance > 106.3 * 0.5

    def test_a_tolerance_limit_covers_as_often_as_it_says(self):
        generator, held = np.random.default_rng(2), 0
        for _ in range(500):
            held += thresholds(generator.normal(10, 2, 12), Family.NORMAL).tolerance >= 10 + 1.644854 * 2
        assert held / 500 == pytest.approx(0.95, abs=0.035)

    def test_the_robust_rule_ignores_a_few_wild_values(self):
        # Median 10.5, median distance from it 1.5.
        assert median_and_deviation([8, 9, 10, 11, 12, 900]) == pytest.approx(10.5 + 2 * 1.4826 * 1.5)


class TestBadInput:
    def test_few_values_and_zeros(self):
        with pytest.raises(TooFewValues):
            thresholds([1, 2, 3], Family.NORMAL)
        with pytest.raises(NotPositive):
            thresholds([0, 2, 3, 4], Family.GAMMA)
        for text in ("<1 <2 <3 4", "1 2 3"):
            with pytest.raises(TooFewValues):
                thresholds_with_non_detects(sample(text))
        assert thresholds_with_non_detects(sample("<1 <2 3 4")).tolerance > 4

    def test_factors_need_three_values(self):
        assert normal_factors(3).tolerance > normal_factors(4).tolerance
        with pytest.raises(TooFewValues):
            normal_factors(2)

    def test_logarithms_that_scatter_beyond_sense(self):
        with pytest.raises(NoSolution):
            thresholds([1e-29, 1, 1, 1e29], Family.LOGNORMAL, Goal(0.99, 0.99))

    @pytest.mark.parametrize("wrong", [{"coverage": 95}, {"coverage": 1}, {"confidence": 1.0}, {"future": 0}])
    def test_a_goal_out_of_range(self, wrong):
        with pytest.raises(ValueError, match="must be above"):
            Goal(**wrong)
