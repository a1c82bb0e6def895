"""Groundwater by HJ 25.6-2019, risk control, aftercare: computed cases and every edge."""

from datetime import date, timedelta

import pytest

from jingtu.assessment.effect_evaluation.groundwater import WellSeries, evaluate_well, evaluate_wells, first_judgement
from jingtu.assessment.effect_evaluation.risk_control import (
    LimitOfRemediation,
    aftercare_needed,
    evaluate_risk_control,
    limit_of_remediation,
)
from jingtu.assessment.effect_evaluation.verdict import Basis, Outcome
from jingtu.assessment.effect_evaluation.wells import Position, Well, check_wells, needed_inside
from jingtu.science.bad_values import BadSetting, BadValues
from jingtu.science.tests.vectors import as_printed, sample

A = "12 15 9 20 14 11 18 13"
EIGHT_IN_A_YEAR = (0, 52, 104, 156, 208, 260, 312, 365)
START = date(2024, 1, 10)


def well(text, offsets=None):
    return WellSeries(sample(text), offsets and tuple(START + timedelta(days=offset) for offset in offsets))


def codes(problems):
    return [problem.code.removeprefix("effect_evaluation.") for problem in problems]


class TestComputedCases:
    def test_target_20_all_rounds_within(self):
        found = evaluate_well(well(A), 20)
        assert (found.verdict.outcome, found.verdict.basis) == (Outcome.PASSES, Basis.ALL_WITHIN)
        assert found.trend.s == 2
        assert as_printed(found.trend.z, "0.124")

    def test_target_17_by_limit_and_trend(self):
        found = evaluate_well(well(A), 17)
        assert (found.verdict.outcome, found.verdict.basis) == (Outcome.PASSES, Basis.UPPER_LIMIT_AND_TREND)
        assert as_printed(found.verdict.limit, "16.42836")

    def test_a_target_at_the_limit_passes_and_just_below_fails(self):
        limit = evaluate_well(well(A), 17).verdict.limit
        assert evaluate_well(well(A), limit).verdict.outcome is Outcome.PASSES
        assert evaluate_well(well(A), limit * (1 - 1e-12)).verdict.outcome is Outcome.FAILS

    def test_target_16_fails_by_its_limit(self):
        assert evaluate_well(well(A), 16).verdict.outcome is Outcome.FAILS

    def test_seven_rounds_are_not_assessable(self):
        found = evaluate_well(well("12 15 9 20 14 11 18"), 20).verdict
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["few_rounds"])


class TestRounds:
    """At least 8 rounds over at least one year, at least one month apart."""

    def test_eight_rounds_over_365_days_are_enough_and_364_are_not(self):
        assert evaluate_well(well(A, EIGHT_IN_A_YEAR), 20).verdict.outcome is Outcome.PASSES
        found = evaluate_well(well(A, (*EIGHT_IN_A_YEAR[:-1], 364)), 20).verdict
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["short_span"])

    def test_rounds_27_days_apart_are_too_close(self):
        found = evaluate_well(well(A, (0, 27, *EIGHT_IN_A_YEAR[2:])), 20).verdict
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["close_rounds"])
        assert evaluate_well(well(A, (0, 28, *EIGHT_IN_A_YEAR[2:])), 20).verdict.outcome is Outcome.PASSES

    def test_without_days_the_verdict_says_what_was_not_checked(self):
        assert "not_dated" in codes(evaluate_well(well(A), 20).verdict.reasons)
        assert "not_dated" not in codes(evaluate_well(well(A, EIGHT_IN_A_YEAR), 20).verdict.reasons)

    def test_days_in_disorder_are_refused(self):
        with pytest.raises(BadValues):
            well(A, (52, 0, *EIGHT_IN_A_YEAR[2:]))
        with pytest.raises(BadValues):
            well(A, (0, 0, *EIGHT_IN_A_YEAR[2:]))
        with pytest.raises(BadValues):
            well(A, (0, 1))


class TestTrend:
    RISING = "6 7 9 11 12 14 16 18"

    def test_a_rise_fails_even_with_the_limit_within(self):
        found = evaluate_well(well(self.RISING), 17.5).verdict
        assert found.limit <= 17.5
        assert found.outcome is Outcome.FAILS
        assert "rising" in codes(found.reasons)

    def test_the_same_rounds_falling_pass(self):
        falling = " ".join(reversed(self.RISING.split()))
        assert evaluate_well(well(falling), 17.5).verdict.outcome is Outcome.PASSES

    def test_a_rise_below_the_target_passes_and_is_said(self):
        found = evaluate_well(well(self.RISING), 18).verdict
        assert found.outcome is Outcome.PASSES
        assert "rising" in codes(found.reasons)


class TestNonDetects:
    def test_limits_at_the_target_are_within_and_above_it_say_nothing(self):
        assert evaluate_well(well("<5 <5 <5 <5 <5 <5 <5 <5"), 5).verdict.outcome is Outcome.PASSES
        found = evaluate_well(well("<6 1 2 3 1 2 3 1"), 5).verdict
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["limits_above_value"])

    def test_too_few_detected_results_are_compared_round_by_round(self):
        found = evaluate_well(well("<5 <5 <5 <5 5 4 3 9"), 6).verdict
        assert (found.outcome, found.basis) == (Outcome.FAILS, Basis.POINT_BY_POINT)


class TestWholeSite:
    def test_every_well_must_pass_for_every_contaminant(self):
        wells = {("W1", "benzene"): well(A), ("W2", "benzene"): well(A), ("W1", "arsenic"): well(A)}
        assert evaluate_wells(wells, {"benzene": 20, "arsenic": 17})[0] is Outcome.PASSES
        outcome, found = evaluate_wells(wells, {"benzene": 20, "arsenic": 16})
        assert outcome is Outcome.FAILS
        assert found["W1", "benzene"].verdict.outcome is Outcome.PASSES

    def test_no_verdict_is_statutory(self):
        found = evaluate_well(well(A), 20).verdict
        assert not found.statutory
        assert codes(found.remarks) == ["from_memory"]

    def test_a_target_is_above_zero(self):
        with pytest.raises(BadSetting):
            evaluate_well(well(A), 0)


class TestFirstJudgement:
    """The last four quarterly rounds at or below the target, and no rise."""

    def test_the_last_four_count(self):
        assert first_judgement(well("90 60 30 20 15 12 10"), 20).outcome is Outcome.PASSES
        assert first_judgement(well("90 60 30 21 15 12 10"), 20).outcome is Outcome.FAILS

    def test_three_rounds_are_undecided(self):
        assert first_judgement(well("5 4 3"), 20).outcome is Outcome.UNDECIDED

    def test_four_rounds_cannot_show_a_rise_and_the_verdict_says_so(self):
        """The smallest two-sided p is 2/4! = 0.083 of four rounds, 2/5! = 0.017 of five."""
        four, five = (first_judgement(well(text), 20) for text in ("5 4 6 5", "7 5 4 6 5"))
        assert (four.outcome, codes(four.reasons)) == (Outcome.PASSES, ["all_within", "trend_unseen"])
        assert (five.outcome, codes(five.reasons)) == (Outcome.PASSES, ["all_within"])
        assert first_judgement(well("1 2 3 4 5"), 20).outcome is Outcome.FAILS

    @pytest.mark.parametrize("target", [0, -1, float("nan")])
    def test_a_target_is_above_zero(self, target):
        with pytest.raises(BadSetting):
            first_judgement(well("5 4 6 5"), target)

    def test_a_rise_is_not_the_end(self):
        assert first_judgement(well("1 2 3 4 5 6 7"), 20).outcome is Outcome.FAILS

    def test_blind_non_detects_are_undecided(self):
        assert first_judgement(well("9 <30 5 4"), 20).outcome is Outcome.UNDECIDED


class TestWells:
    ENOUGH = [
        Well("U", Position.UPGRADIENT),
        *(Well(f"I{i}", Position.INSIDE) for i in range(3)),
        *(Well(f"D{i}", Position.DOWNGRADIENT) for i in range(2)),
    ]

    def test_one_three_and_two_are_enough_for_a_small_zone(self):
        assert check_wells(self.ENOUGH, area=6000, dense=False) == ()

    @pytest.mark.parametrize("missing", range(6))
    def test_any_one_missing_is_said(self, missing):
        fewer = [one for i, one in enumerate(self.ENOUGH) if i != missing]
        [problem] = check_wells(fewer, area=6000, dense=False)
        assert problem.values["position"] == self.ENOUGH[missing].position

    def test_the_grid_is_denser_where_free_product_was(self):
        # 3 × 6400 = 19,200 m²; 4 × 1600 = 6,400 m².
        assert [needed_inside(area, dense=False) for area in (19_200, 19_201)] == [3, 4]
        assert [needed_inside(area, dense=True) for area in (4800, 6400, 6401)] == [3, 4, 5]

    def test_at_most_60_percent_are_old(self):
        def network(old):
            ten = [*self.ENOUGH, *(Well(f"X{i}", Position.INSIDE) for i in range(4))]
            return [Well(one.name, one.position, i < old) for i, one in enumerate(ten)]

        assert check_wells(network(6), area=6000, dense=False) == ()
        assert codes(check_wells(network(7), area=6000, dense=False)) == ["old_wells"]

    def test_no_wells_at_all_lack_everything(self):
        assert len(check_wells([], area=6000, dense=False)) == 3


class TestRiskControl:
    def test_four_rounds_within_and_works_as_designed(self):
        assert evaluate_risk_control(well("5 4 5 4"), 5, works_as_designed=True).outcome is Outcome.PASSES

    def test_three_rounds_or_unknown_works_are_undecided(self):
        assert evaluate_risk_control(well("5 4 5"), 5, works_as_designed=True).outcome is Outcome.UNDECIDED
        found = evaluate_risk_control(well("5 4 5 4"), 5, works_as_designed=None)
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["works_unknown"])

    def test_impaired_works_fail(self):
        assert evaluate_risk_control(well("1 1 1 1"), 5, works_as_designed=False).outcome is Outcome.FAILS

    def test_above_the_target_it_must_fall(self):
        assert evaluate_risk_control(well("20 18 15 12 10 8"), 5, works_as_designed=True).outcome is Outcome.PASSES
        assert evaluate_risk_control(well("20 18 21 19 20 22"), 5, works_as_designed=True).outcome is Outcome.FAILS

    def test_four_rounds_that_fall_are_too_few_to_tell_and_five_are_not(self):
        found = evaluate_risk_control(well("20 18 15 12"), 5, works_as_designed=True)
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["trend_unseen"])
        assert evaluate_risk_control(well("20 18 15 12 10"), 5, works_as_designed=True).outcome is Outcome.PASSES
        assert evaluate_risk_control(well("20 18 21 22"), 5, works_as_designed=True).outcome is Outcome.FAILS

    def test_blind_non_detects_are_undecided(self):
        found = evaluate_risk_control(well("<9 2 3 5"), 5, works_as_designed=True)
        assert (found.outcome, codes(found.reasons)) == (Outcome.UNDECIDED, ["limits_above_value"])
        told = evaluate_risk_control(well("<9 2 3 4 6"), 5, works_as_designed=True)
        assert (told.outcome, codes(told.reasons), told.maximum) == (Outcome.FAILS, ["not_falling"], 9)

    @pytest.mark.parametrize("target", [0, -1, float("nan")])
    def test_a_target_is_above_zero(self, target):
        with pytest.raises(BadSetting):
            evaluate_risk_control(well("5 4 5 4"), target, works_as_designed=True)

    def test_aftercare(self):
        assert aftercare_needed(20, 20, risk_control=False) is False
        assert aftercare_needed(20.1, 20, risk_control=False) is True
        assert aftercare_needed(None, None, risk_control=True) is True
        assert aftercare_needed(5, None, risk_control=False) is None


class TestLimitOfRemediation:
    ALL = LimitOfRemediation(True, True, True, True)
    STABLE = "30 33 29 31 32 30 34 31 30 33 31 32"

    def test_a_stable_year_above_the_target_with_all_grounds(self):
        assert limit_of_remediation(well(self.STABLE), 20, self.ALL).outcome is Outcome.PASSES
        assert limit_of_remediation(well(" ".join(["30"] * 12)), 20, self.ALL).outcome is Outcome.PASSES

    def test_a_target_is_above_zero_and_met_where_it_is_reached(self):
        with pytest.raises(BadSetting):
            limit_of_remediation(well(self.STABLE), 0, self.ALL)
        found = limit_of_remediation(well(self.STABLE), 29, self.ALL)
        assert (found.outcome, codes(found.reasons), found.maximum) == (Outcome.FAILS, ["not_all_above"], 34)

    def test_eleven_months_are_undecided(self):
        short = " ".join(self.STABLE.split()[:11])
        assert limit_of_remediation(well(short), 20, self.ALL).outcome is Outcome.UNDECIDED

    def test_what_still_falls_is_not_at_its_limit(self):
        falling = " ".join(str(50 - 2 * i) for i in range(12))
        assert limit_of_remediation(well(falling), 20, self.ALL).outcome is Outcome.FAILS

    def test_nor_is_what_meets_the_target_in_a_month(self):
        assert limit_of_remediation(well(f"19 {self.STABLE}"), 20, self.ALL).outcome is Outcome.FAILS

    @pytest.mark.parametrize("place", range(4))
    def test_every_ground_counts(self, place):
        facts = [True] * 4
        facts[place] = False
        assert limit_of_remediation(well(self.STABLE), 20, LimitOfRemediation(*facts)).outcome is Outcome.FAILS
        facts[place] = None
        assert limit_of_remediation(well(self.STABLE), 20, LimitOfRemediation(*facts)).outcome is Outcome.UNDECIDED
