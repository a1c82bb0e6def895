"""Decision rules of HJ 25.5-2018 on the computed cases A to E, and around every edge."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.effect_evaluation.soil import (
    Choices,
    Contaminant,
    NonDetects,
    evaluate,
    evaluate_zone,
    relative_scatter,
)
from jingtu.assessment.effect_evaluation.verdict import Basis, Outcome, together
from jingtu.science.bad_values import BadSetting, BadValues, NotPositive
from jingtu.science.nondetects import Sample
from jingtu.science.tests.vectors import as_printed, sample
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import Method

A = "12 15 9 20 14 11 18 13"
B = "5 6 4 7 5 6 45 5"
C = "12 22 19 25 14 21 18 23 16 20"
D = "12 22 19 25 14 21 18"
FAST = Choices(resampling=Resampling(200))
PAIRS = [[10, 12], [20, 18], [15, 15], [8, 9]]


def judged(text, value, choices=FAST, duplicates=None):
    return evaluate(Contaminant(sample(text), value, duplicates), choices)


class TestComputedCases:
    def test_a_passes_with_all_results_within(self):
        found = judged(A, 20)
        assert (found.outcome, found.basis, found.size, found.maximum) == (Outcome.PASSES, Basis.ALL_WITHIN, 8, 20)

    def test_a_by_its_limit_where_one_result_exceeds(self):
        found = judged(A, 19)
        assert found.outcome is Outcome.PASSES
        assert as_printed(found.limit, "16.42836")

    def test_b_fails_by_its_maximum(self):
        found = judged(B, 20)
        assert (found.outcome, found.maximum) == (Outcome.FAILS, 45)
        assert [reason.code for reason in found.reasons] == ["effect_evaluation.maximum_above"]

    def test_c_fails_by_its_limit(self):
        found = judged(C, 20)
        assert (found.outcome, found.method) == (Outcome.FAILS, Method.STUDENT_T)
        assert as_printed(found.limit, "21.36654")

    def test_d_fails_point_by_point(self):
        found = judged(D, 20)
        assert (found.outcome, found.basis) == (Outcome.FAILS, Basis.POINT_BY_POINT)
        assert found.reasons[0].values["values"] == "25、22、21"

    def test_e_passes_by_its_limit(self):
        found = judged(C, 22)
        assert (found.outcome, found.basis) == (Outcome.PASSES, Basis.UPPER_LIMIT)
        assert found.limit <= 22
        assert found.maximum <= 44


class TestMarks:
    def test_no_verdict_is_statutory_while_the_rules_are_from_memory(self):
        for text, value in ((A, 20), (B, 20), (C, 20), (D, 20), (C, 22)):
            found = judged(text, value)
            assert not found.statutory
            assert "effect_evaluation.from_memory" in [remark.code for remark in found.remarks]


class TestRule1:
    """Fewer than 8 results: every one at or below the value."""

    def test_at_the_value_passes_and_above_fails(self):
        assert judged("20 20 20", 20).outcome is Outcome.PASSES
        assert judged("20 20 20.001", 20).outcome is Outcome.FAILS

    def test_seven_results_get_no_upper_limit_and_eight_do(self):
        assert judged("12 15 9 21 14 11 18", 20).basis is Basis.POINT_BY_POINT
        assert judged("12 15 9 21 14 11 18 13", 20).basis is Basis.UPPER_LIMIT


class TestRule2:
    """From 8 results: 95 % upper limit at or below the value, and the largest at most twice the value."""

    def test_the_largest_at_twice_the_value_is_allowed_and_above_is_not(self):
        base = "1 2 3 2 1 2 3 1 2 3 2 1 2 1 3 2 1 2 3 2"
        assert judged(f"{base} 20", 10, Choices(method=Method.CHEBYSHEV)).outcome is Outcome.PASSES
        found = judged(f"{base} 20.01", 10, Choices(method=Method.CHEBYSHEV))
        assert (found.outcome, found.reasons[0].code) == (Outcome.FAILS, "effect_evaluation.maximum_above")

    def test_a_limit_at_the_value_passes_and_one_just_above_fails(self):
        limit = judged(C, 22).limit
        assert judged(C, limit).outcome is Outcome.PASSES
        assert judged(C, limit * (1 - 1e-12)).outcome is Outcome.FAILS

    def test_the_reason_for_a_method_stands_beside_it_unless_it_was_asked_for(self):
        assert [one.code for one in judged(C, 22).reasons][1:] == ["statistics.reason_normal"]
        assert len(judged(C, 30, Choices(method=Method.CHEBYSHEV)).reasons) == 1

    def test_where_no_limit_is_to_be_trusted_points_are_compared(self):
        found = judged("<5 <5 <5 <5 <5 7 9 21 21", 20)
        assert (found.outcome, found.basis) == (Outcome.FAILS, Basis.POINT_BY_POINT)
        assert found.reasons[0].code == "statistics.reason_few"

    def test_students_t_is_refused_for_clearly_skewed_values(self):
        skewed = "1 1 2 1 3 2 1 4 2 30"
        found = judged(skewed, 20, Choices(method=Method.STUDENT_T))
        assert (found.outcome, found.reasons[0].code) == (Outcome.UNDECIDED, "effect_evaluation.t_refused")

    def test_a_method_that_cannot_be_computed_is_undecided(self):
        found = judged(C, 20, Choices(method=Method.KM_T))
        assert (found.outcome, found.reasons[0].code) == (Outcome.UNDECIDED, "effect_evaluation.method_missing")
        assert "KM-t 上限" in found.reasons[0].text("zh")

    def test_the_method_is_named_in_the_language_of_the_sentence(self):
        reason = judged(C, 22).reasons[0]
        assert "95 % 上限（t 分布上限）为 21.36654" in reason.text("zh")
        assert "95 % upper limit of the mean (Student's t) is 21.36654" in reason.text("en")


class TestRule3:
    """Duplicates: a result not significantly above the value passes."""

    def test_the_scatter_of_four_pairs(self):
        found = relative_scatter(PAIRS)
        assert found.sets == 4
        assert found.share == pytest.approx(((4 / 121 + 4 / 361 + 1 / 72.25) / 8) ** 0.5)
        # t(0.95, 4) = 2.131847
        assert found.margin(20) == pytest.approx(2.131847 * found.share * 20, rel=1e-6)

    def test_just_above_passes_and_far_above_fails(self):
        assert judged("12 21 19", 20, duplicates=PAIRS).outcome is Outcome.PASSES
        assert judged("12 21 19", 20, duplicates=PAIRS).basis is Basis.DUPLICATES
        assert judged("12 27 19", 20, duplicates=PAIRS).outcome is Outcome.FAILS

    def test_at_the_margin_it_is_not_significantly_above(self):
        edge = 20 + relative_scatter(PAIRS).margin(20)
        at, above = (Sample.of([12, value, 19]) for value in (edge, edge * (1 + 1e-12)))
        assert evaluate(Contaminant(at, 20, PAIRS), FAST).outcome is Outcome.PASSES
        assert evaluate(Contaminant(above, 20, PAIRS), FAST).outcome is Outcome.FAILS

    def test_a_margin_below_one_unit_is_one_and_is_said(self):
        found = judged("0.12 0.21 0.19", 0.2, duplicates=PAIRS)
        assert (found.outcome, found.basis) == (Outcome.PASSES, Basis.DUPLICATES)
        assert [one.code for one in found.reasons] == ["effect_evaluation.duplicates"]

    def test_three_pairs_are_too_few(self):
        found = judged("12 21 19", 20, duplicates=PAIRS[:3])
        assert (found.outcome, found.basis) == (Outcome.FAILS, Basis.POINT_BY_POINT)
        assert found.reasons[0].code == "effect_evaluation.few_duplicates"

    @pytest.mark.parametrize(("pairs", "refused"), [([1, 2], BadValues), ([[1, 0]] * 4, NotPositive), ([], BadValues)])
    def test_what_is_no_pair_is_refused(self, pairs, refused):
        with pytest.raises(refused):
            judged("12 21 19", 20, duplicates=pairs)


class TestRule5:
    """Results below the reporting limit enter with the reporting limit."""

    def test_the_literal_rule_and_kaplan_meier(self):
        text = "<9 <9 <9 12 15 9 21 14 11 18 13 10"
        literal, better = judged(text, 20), judged(text, 20, Choices(NonDetects.KAPLAN_MEIER))
        assert literal.method is Method.STUDENT_T
        assert better.method is Method.KM_T
        assert literal.limit > better.limit - 0.5

    def test_a_limit_above_the_value_says_nothing(self):
        found = judged("<25 12 15 9 14 11 18 13", 20)
        assert (found.outcome, found.basis) == (Outcome.UNDECIDED, Basis.NOT_ASSESSABLE)
        assert found.reasons[0].code == "effect_evaluation.limits_above_value"
        assert judged("<25 12 15", 20).outcome is Outcome.UNDECIDED

    def test_at_the_value_it_is_within(self):
        assert judged("<20 <20 <20", 20).outcome is Outcome.PASSES

    def test_what_fails_by_its_detected_results_fails_all_the_same(self):
        assert judged("<25 12 21", 20).outcome is Outcome.FAILS
        assert judged("<25 12 15 9 14 11 18 41", 20).outcome is Outcome.FAILS


class TestRule6:
    """Every contaminant on its own; the zone passes when all do, and with enough samples."""

    @staticmethod
    def zone(needed, **values):
        contaminants = {name: Contaminant(sample(text), 20) for name, text in values.items()}
        return evaluate_zone(contaminants, needed=needed, choices=FAST)

    def test_all_pass(self):
        assert self.zone(8, lead=A, arsenic="5 5 5 5 5 5 5 5").outcome is Outcome.PASSES

    def test_one_fails(self):
        found = self.zone(7, lead=A, arsenic=D)
        assert (found.outcome, found.contaminants["lead"].outcome) == (Outcome.FAILS, Outcome.PASSES)

    def test_one_sample_short_is_undecided_and_says_so(self):
        found = self.zone(9, lead=A)
        assert found.outcome is Outcome.UNDECIDED
        assert (found.reasons[0].values["needed"], found.reasons[0].values["taken"]) == (9, 8)

    def test_so_is_a_zone_whose_need_is_not_known(self):
        assert self.zone(None, lead=A).outcome is Outcome.UNDECIDED

    def test_too_few_samples_do_not_excuse_a_failure(self):
        assert self.zone(9, lead=D).outcome is Outcome.FAILS

    def test_nothing_measured_is_undecided(self):
        assert evaluate_zone({}, needed=3).outcome is Outcome.UNDECIDED
        assert together([]) is Outcome.UNDECIDED


class TestAnyResults:
    @given(st.lists(st.integers(1, 60), min_size=1, max_size=14), st.integers(5, 40))
    @settings(max_examples=60, deadline=None)
    def test_every_answer_has_a_reason_in_both_languages(self, results, value):
        found = judged(" ".join(map(str, results)), value)
        assert found.reasons
        for problem in (*found.reasons, *found.remarks):
            assert problem.text("zh")
            assert problem.text("en")

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=14), st.integers(5, 40))
    @settings(max_examples=40, deadline=None)
    def test_another_unit_changes_no_outcome(self, results, value):
        ours = evaluate(Contaminant(sample(" ".join(map(str, results))), value), FAST)
        theirs = evaluate(Contaminant(sample(" ".join(str(1000 * x) for x in results)), 1000.0 * value), FAST)
        assert ours.outcome is theirs.outcome

    @given(st.lists(st.integers(1, 60), min_size=8, max_size=14))
    @settings(max_examples=40, deadline=None)
    def test_a_higher_value_never_turns_passed_into_failed(self, results):
        outcomes = [judged(" ".join(map(str, results)), value).outcome for value in (10, 20, 30, 60)]
        passed = [outcome is Outcome.PASSES for outcome in outcomes]
        assert passed == sorted(passed)
        assert passed[-1]


class TestBadInput:
    @pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
    def test_an_assessment_value_is_above_zero(self, value):
        with pytest.raises(BadSetting):
            judged(A, value)

    def test_a_missing_result_is_refused(self):
        with pytest.raises(BadValues):
            Contaminant(sample(f"{A} nan"), 20)

    def test_results_are_not_changed(self):
        one = sample(A)
        before = one.values.copy()
        evaluate(Contaminant(one, 15), FAST)
        assert np.array_equal(one.values, before)
