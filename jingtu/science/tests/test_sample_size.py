"""Numbers of samples: EnvStats 3.1.0 (figures typed), by hand, and what must hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import BadSetting, NoSolution
from jingtu.science.sample_size import (
    Errors,
    for_mean_against_limit,
    for_mean_within,
    for_rank_sum,
    for_seeing_one,
    for_share_within,
    for_two_means,
)

CHANCES = st.floats(0.01, 0.4)
RATIOS = st.floats(0.2, 3)


class TestPublished:
    def test_one_mean_against_a_limit(self):
        assert for_mean_against_limit(2, 1, Errors(0.05, 0.10)) == 36
        assert for_mean_against_limit(1, 1, Errors(0.10, 0.20)) == 6

    def test_two_means(self):
        assert for_two_means(1, 1, Errors(0.05, 0.10)) == 18

    def test_odd_goals_against_power_t_test_of_r(self):
        # power.t.test: 18.92 and 31.52
        assert for_mean_against_limit(1, 0.7) == 19
        assert for_two_means(1.3, 0.7, Errors(0.10, 0.20)) == 32

    def test_the_rank_sum_test_needs_16_percent_more(self):
        assert for_rank_sum(1, 1) == 21


class TestByHand:
    def test_to_see_one_of_five_percent_with_95_percent_takes_59(self):
        assert for_seeing_one(0.05) == 59
        assert for_seeing_one(0.5, 0.75) == 2

    def test_a_share_to_within_ten_percent(self):
        # 1.959964² · 0.25 / 0.01 = 96.04
        assert for_share_within(0.5, 0.1) == 97

    def test_a_mean_to_within_twenty_percent_at_half_variation(self):
        # n = 27: t(0.975, 26) = 2.0555, (2.0555 · 2.5)² = 26.4; n = 26: t = 2.0595, 26.5.
        assert for_mean_within(0.5, 0.2) == 27


class TestAnyGoal:
    @given(RATIOS, CHANCES, CHANCES)
    @settings(max_examples=40, deadline=None)
    def test_smaller_errors_and_smaller_differences_never_need_fewer(self, ratio, first, second):
        goal = Errors(first, second)
        n = for_mean_against_limit(1, ratio, goal)
        assert for_mean_against_limit(1, ratio, Errors(first / 2, second)) >= n
        assert for_mean_against_limit(1, ratio, Errors(first, second / 2)) >= n
        assert for_mean_against_limit(1, ratio / 1.5, goal) >= n
        assert for_mean_against_limit(1000, 1000 * ratio, goal) == n

    def test_a_huge_difference_needs_two(self):
        assert for_mean_against_limit(1, 1e6) == 2


class TestBadInput:
    @pytest.mark.parametrize("wrong", [(0, 1), (1, 0), (-1, 1), (1, float("nan"))])
    def test_sd_and_difference_are_above_zero(self, wrong):
        with pytest.raises(BadSetting):
            for_mean_against_limit(*wrong)

    @pytest.mark.parametrize("wrong", [(0.6, 0.1), (0.05, 0.6), (0, 0.1), (0.05, 0)])
    def test_chances_are_above_0_and_below_one_half(self, wrong):
        with pytest.raises(BadSetting):
            Errors(*wrong)

    @pytest.mark.parametrize("wrong", [(0, 0.2), (0.5, 0), (-0.5, 0.2), (0.5, float("nan"))])
    def test_a_mean_within_nothing_or_without_spread(self, wrong):
        with pytest.raises(BadSetting):
            for_mean_within(*wrong)

    @pytest.mark.parametrize("wrong", [(0, 0.1), (1, 0.1), (0.5, 0), (0.5, 1)])
    def test_a_share_and_its_width_lie_between_0_and_1(self, wrong):
        with pytest.raises(BadSetting):
            for_share_within(*wrong)

    @pytest.mark.parametrize("share", [0, 1, 5])
    def test_a_share_to_be_seen_lies_between_0_and_1(self, share):
        with pytest.raises(BadSetting):
            for_seeing_one(share)

    def test_more_than_a_hundred_thousand_is_no_answer(self):
        with pytest.raises(NoSolution):
            for_mean_against_limit(1, 0.001)
