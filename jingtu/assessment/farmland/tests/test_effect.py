"""Effect of measures (NY/T 3343-2018 as recalled): season, all seasons, yield, what is spread."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.assessment.farmland.effect import (
    EffectError,
    EffectRules,
    Outcome,
    Why,
    input_check,
    may_be_judged,
    overall,
    season,
    yield_check,
)

R, N, U = Outcome.REACHED, Outcome.NOT_REACHED, Outcome.UNDECIDED


class TestSeason:
    def test_exactly_a_tenth_above_the_limit_is_reached(self):
        assert season([0.5] * 18 + [1.1, 1.1]).outcome is R

    def test_more_than_a_tenth_is_not(self):
        found = season([0.5] * 17 + [1.1] * 3)
        assert (found.outcome, found.why) == (N, (Why.TOO_MANY_EXCEED,))

    def test_a_sample_equal_to_the_limit_does_not_exceed(self):
        assert season([0.5] * 9 + [1.0]).exceeding == 0

    def test_a_mean_significantly_above_1_is_not_reached(self):
        found = season([1.1, 1.2, 1.3] * 4)
        assert Why.MEAN_ABOVE in found.why

    def test_a_mean_above_1_that_may_be_chance_is_not_held_against_it(self):
        found = season([0.1] * 9 + [19.0])
        assert found.mean > 1
        assert found.outcome is R

    def test_equal_values_are_compared_by_their_mean(self):
        assert season([1.01] * 10).why == (Why.MEAN_ABOVE, Why.TOO_MANY_EXCEED)
        assert season([0.99] * 10).outcome is R

    def test_too_few_samples_never_clear_a_season(self):
        assert (season([0.1] * 9).outcome, season([0.1] * 10).outcome) == (U, R)

    def test_too_few_samples_still_fail_one(self):
        assert season([2.0, 3.0]).outcome is N

    @pytest.mark.parametrize("bad", [[], [float("nan")], [-0.1], [float("inf")], [[1.0]]])
    def test_what_cannot_be_judged_is_refused(self, bad):
        with pytest.raises(EffectError):
            season(bad)

    @given(st.lists(st.floats(0, 5), min_size=10, max_size=30), st.floats(1.01, 5))
    def test_a_worse_sample_never_turns_failure_into_success(self, values, worse):
        if season(values).why == (Why.TOO_MANY_EXCEED,):
            assert season([*values, worse]).outcome is N


class TestAllSeasons:
    def test_two_years_all_reached(self):
        assert overall({2025: [R, R], 2026: [R]}).outcome is R

    def test_one_failed_season_fails_all(self):
        assert overall({2025: [R], 2026: [N]}).outcome is N

    def test_one_year_is_not_enough(self):
        assert overall({2025: [R, R]}).why == (Why.SEASONS_MISSING,)

    def test_one_year_is_enough_to_fail(self):
        assert overall({2025: [N]}).outcome is N

    def test_an_undecided_season_keeps_it_open(self):
        assert overall({2025: [R], 2026: [U]}).outcome is U

    def test_no_season(self):
        assert overall({}).outcome is U


class TestPreconditions:
    @pytest.mark.parametrize(("change", "outcome"), [("-10", R), ("-10.01", N), ("3", R), (None, U)])
    def test_yield(self, change, outcome):
        assert yield_check(None if change is None else Decimal(change)).outcome is outcome

    @pytest.mark.parametrize(
        ("before", "after", "outcome"), [(True, True, R), (True, False, N), (None, True, U), (None, False, N)]
    )
    def test_edible_crops_before_and_after(self, before, after, outcome):
        assert may_be_judged(edible_before=before, edible_after=after).outcome is outcome

    @pytest.mark.parametrize(
        ("content", "local", "outcome"),
        [("0.3", "0.2", R), ("0.31", "0.4", R), ("0.41", "0.4", N), ("0.31", None, U), (None, "0.4", U)],
    )
    def test_what_is_spread_is_not_worse_than_screening_or_the_local_soil(self, content, local, outcome):
        found = input_check(
            {"cadmium": None if content is None else Decimal(content)},
            {"cadmium": Decimal("0.3")},
            {} if local is None else {"cadmium": Decimal(local)},
        )
        assert found["cadmium"].outcome is outcome

    def test_parameters_can_be_replaced_by_those_of_the_text(self):
        assert season([0.5] * 9 + [1.2], EffectRules(exceed_limit=0.05)).outcome is N
