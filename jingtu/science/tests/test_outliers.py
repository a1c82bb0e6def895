"""Outliers: EPA and EnvStats examples (figures typed), printed critical values, and what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import BadSetting, NoVariation, TooFewValues
from jingtu.science.outliers import Side, _dixon_critical, box_fences, dixon, median_fences, rosner
from jingtu.science.tests.vectors import as_printed, sample

# US EPA 2009, example 12-4: naphthalene in background wells, ppb.
NAPHTHALENE = sample(
    "3.34 5.39 5.74 6.88 5.85 5.59 5.96 1.47 2.57 5.39 1.91 1.74 23.23 1.82 2.02 6.12 6.05 5.18 4.43 1.00 8.64 5.34 "
    "5.53 4.42 35.45"
).values


class TestRosner:
    def test_naphthalene(self):
        first, second = rosner(NAPHTHALENE, 2)
        assert as_printed(first.statistic, "3.930957")
        assert as_printed(first.critical, "2.821681")
        assert as_printed(second.statistic, "4.160223")
        assert as_printed(second.critical, "2.801551")
        assert (first.place, first.value, second.place, second.value) == (24, 35.45, 12, 23.23)
        assert first.outlier
        assert second.outlier

    def test_an_outlier_that_hides_another_is_found_with_it(self):
        values = [*np.linspace(-2, 2, 30), 6.0, 6.1, 6.2]
        found = rosner(values, 3)
        assert found[0].statistic < found[0].critical
        assert [one.outlier for one in found] == [True, True, True]

    def test_even_data_have_none(self):
        assert not any(one.outlier for one in rosner(np.linspace(1, 2, 30), 3))

    def test_false_alarms_are_as_rare_as_said(self):
        generator = np.random.default_rng(8)
        alarms = sum(any(one.outlier for one in rosner(generator.normal(size=30), 3)) for _ in range(400))
        assert alarms / 400 == pytest.approx(0.05, abs=0.04)


class TestDixon:
    """Critical values at 5 % for one suspect on a named side: printed by Dixon (1953) against simulated here."""

    @pytest.mark.parametrize(
        ("n", "printed"),
        [(3, 0.941), (7, 0.507), (8, 0.554), (10, 0.477), (11, 0.576), (14, 0.546), (20, 0.450)],
    )
    def test_critical_values(self, n, printed):
        assert _dixon_critical()[n] == pytest.approx(printed, abs=0.004)

    def test_by_hand(self):
        # n = 8: (596 - 584)/(596 - 570).
        found = dixon([568, 570, 570, 570, 572, 578, 584, 596])
        assert found.statistic == pytest.approx(12 / 26)
        assert not found.outlier

    @pytest.mark.parametrize(
        ("n", "ratio"),
        [
            (7, 95 / 100),  # r10: gap beside the largest over the whole range
            (8, 94 / 99),  # r11: the smallest left out
            (10, 92 / 99),
            (11, 92 / 99),  # r21: from the third largest
            (13, 90 / 99),
            (14, 89 / 98),  # r22: the two smallest left out
        ],
    )
    def test_which_ratio_is_taken_for_how_many_values(self, n, ratio):
        """0, 1, … n - 2 and 100."""
        assert dixon([*range(n - 1), 100]).statistic == pytest.approx(ratio)

    def test_equal_values_but_those_left_out_are_no_outlier(self):
        found = dixon([1, 5, 5, 5, 5, 5, 5, 5])
        assert (found.statistic, found.outlier) == (0.0, False)

    def test_the_other_side(self):
        found = dixon([1.0, 20, 21, 22, 23], Side.LOW)
        assert (found.place, found.statistic) == (0, pytest.approx(19 / 22))
        assert found.outlier

    @given(st.lists(st.floats(0.01, 100), min_size=3, max_size=30).filter(lambda x: len(set(x)) > 3))
    @settings(max_examples=50)
    def test_turned_round_the_smallest_is_the_largest(self, values):
        high, low = dixon(values), dixon([-x for x in values], Side.LOW)
        assert low.statistic == pytest.approx(high.statistic)
        assert 0 <= high.statistic <= 1 + 1e-12


class TestFences:
    def test_box(self):
        found = box_fences([1, 2, 3, 4, 5, 6, 7, 8, 30])
        # Quartiles 3 and 7.
        assert (found.low, found.high) == (-3, 13)
        assert found.outside.tolist() == [8]

    def test_median(self):
        found = median_fences([8, 9, 10, 11, 12, 500])
        assert found.outside.tolist() == [5]
        assert found.high == pytest.approx(10.5 + 3.5 * 1.4826 * 1.5)


class TestAnyValues:
    @given(
        st.lists(st.floats(0.1, 100).map(lambda x: round(x, 1)), min_size=15, max_size=30).filter(
            lambda x: len(set(x)) > 8
        ),
        st.sampled_from([0.001, 1000.0]),
    )
    @settings(max_examples=30)
    def test_another_unit_finds_the_same_suspects(self, values, factor):
        theirs = np.array(values) * factor
        assert dixon(theirs).statistic == pytest.approx(dixon(values).statistic, rel=1e-6)
        for one, other in zip(rosner(values, 2), rosner(theirs, 2), strict=True):
            assert (other.statistic, other.critical) == pytest.approx((one.statistic, one.critical), rel=1e-6)
        for fences in (box_fences, median_fences):
            ours, other = fences(values), fences(theirs)
            assert (other.low, other.high) == pytest.approx((factor * ours.low, factor * ours.high), rel=1e-9)


class TestBadInput:
    def test_what_each_method_needs(self):
        with pytest.raises(TooFewValues):
            dixon([1, 2])
        with pytest.raises(BadSetting):
            dixon(np.arange(31.0))
        with pytest.raises(TooFewValues):
            rosner(np.arange(14.0), 1)
        with pytest.raises(BadSetting):
            rosner(np.arange(20.0), 11)
        with pytest.raises(NoVariation):
            rosner([3.0] * 20, 1)
        with pytest.raises(NoVariation):
            median_fences([1, 5, 5, 5, 5, 9])
        for fences in (box_fences, median_fences):
            with pytest.raises(BadSetting):
                fences([1, 2, 3, 4], 0)
