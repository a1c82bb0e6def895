"""What an entry means for a use on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jingtu.access import land_uses
from jingtu.access.model import Conclusion, Entry, Facts, Kind, Stage
from jingtu.access.situations import (
    Situation,
    UseClass,
    changes,
    contradictions,
    of_entry,
    of_neighbour,
    surveyed,
    use_class,
)
from jingtu.periods import Period

DAY = date(2025, 3, 1)
HOUSING, INDUSTRY, CROPS = land_uses.find("R2"), land_uses.find("M1"), land_uses.find("耕地")


def situation(entry, use=INDUSTRY, on=DAY):
    return of_entry(entry, use, on)[0]


def parcel(stage=None, **facts):
    return Entry("1", Kind.PARCEL, stage=stage, facts=Facts(**facts))


def reviewed(*conclusions, **facts):
    return parcel(survey_reported=True, review_passed=True, conclusions=conclusions, **facts)


class TestTheControlList:
    def test_an_entry_counts_from_the_day_it_is_listed(self):
        entry = Entry("1", Kind.CONTROL_LIST, Period(DAY))
        assert situation(entry, on=date(2025, 2, 28)) is Situation.NOTHING
        assert situation(entry, on=DAY) is Situation.LISTED

    def test_until_the_day_before_it_is_taken_off(self):
        entry = Entry("1", Kind.CONTROL_LIST, Period(date(2022, 1, 1), DAY))
        assert situation(entry, on=date(2025, 2, 28)) is Situation.LISTED
        assert situation(entry, on=DAY) is Situation.DELISTED

    @pytest.mark.parametrize("stage", [Stage.P7, Stage.P8, Stage.P9, Stage.P10])
    def test_a_parcel_of_these_stages_is_listed(self, stage):
        assert situation(parcel(stage)) is Situation.LISTED

    def test_listed_again_after_it_was_taken_off(self):
        entry = parcel(listed=date(2024, 1, 1), delisted=date(2023, 1, 1))
        assert situation(entry) is Situation.LISTED

    def test_a_passed_evaluation(self):
        entry = Entry("1", Kind.CONTROL_LIST, facts=Facts(evaluated=DAY))
        assert situation(entry, on=date(2025, 2, 28)) is Situation.LISTED
        assert situation(entry, on=DAY) is Situation.LISTED_EVALUATED

    def test_an_evaluation_by_the_contractor_does_not_count(self):
        entry = Entry("1", Kind.CONTROL_LIST, facts=Facts(evaluated=True, evaluator_independent=False))
        assert of_entry(entry, INDUSTRY, DAY) == (Situation.LISTED, Situation.EVALUATION_VOID)


class TestConclusionsBindTheirClass:
    @pytest.mark.parametrize(
        ("conclusions", "use", "expected"),
        [
            ([Conclusion(2, False)], INDUSTRY, Situation.CLEARED),
            ([Conclusion(2, False)], HOUSING, Situation.BOUND_TO_OTHER_CLASS),
            ([Conclusion(1, False)], HOUSING, Situation.CLEARED),
            ([Conclusion(1, False)], INDUSTRY, Situation.CLEARED),
            ([Conclusion(1, True)], HOUSING, Situation.ASSESSMENT_OPEN),
            ([Conclusion(1, True)], INDUSTRY, Situation.CLASS_UNCLEAR),
            ([Conclusion(2, True)], HOUSING, Situation.ASSESSMENT_OPEN),
            ([Conclusion(2, True)], INDUSTRY, Situation.ASSESSMENT_OPEN),
            ([Conclusion(1, True), Conclusion(2, False)], INDUSTRY, Situation.CLEARED),
            ([Conclusion(1, True), Conclusion(2, False)], HOUSING, Situation.ASSESSMENT_OPEN),
            ([Conclusion(2, True), Conclusion(2, False)], INDUSTRY, Situation.ASSESSMENT_OPEN),
            ([Conclusion(None, False)], INDUSTRY, Situation.CLASS_UNCLEAR),
            ([], INDUSTRY, Situation.CLASS_UNCLEAR),
            ([Conclusion(1, False)], None, Situation.CLEARED),
            ([Conclusion(2, False)], None, Situation.CLASS_UNCLEAR),
            ([Conclusion(1, True)], None, Situation.ASSESSMENT_OPEN),
        ],
    )
    def test_a_reviewed_survey(self, conclusions, use, expected):
        assert situation(reviewed(*conclusions), use) is expected

    def test_a_survey_that_is_not_reviewed_clears_nothing(self):
        entry = parcel(survey_reported=True, review_passed=False, conclusions=(Conclusion(2, False),))
        assert situation(entry) is Situation.NOTHING
        assert not surveyed(entry, DAY)

    def test_a_review_of_a_later_day_does_not_count_yet(self):
        entry = replace(
            reviewed(Conclusion(1, False)), facts=Facts(review_passed=DAY, conclusions=(Conclusion(1, False),))
        )
        assert not surveyed(entry, date(2025, 2, 28))
        assert surveyed(entry, DAY)

    def test_acceptable_after_assessment_for_the_class_surveyed(self):
        entry = reviewed(Conclusion(2, True), assessed=True, control_needed=False)
        assert situation(entry, INDUSTRY) is Situation.CLEARED
        assert situation(entry, HOUSING) is Situation.ASSESSMENT_OPEN

    def test_control_needed_stays_open_until_the_evaluation(self):
        entry = reviewed(Conclusion(2, True), assessed=True, control_needed=True)
        assert situation(entry) is Situation.CONTROL_OPEN
        done = replace(entry, facts=replace(entry.facts, evaluated=True))
        assert situation(done) is Situation.DELISTED

    def test_released_for_a_class(self):
        entry = reviewed(Conclusion(2, False), delisted=True)
        assert situation(entry, INDUSTRY) is Situation.CLEARED
        assert situation(entry, HOUSING) is Situation.DELISTED

    def test_aftercare(self):
        assert situation(parcel(Stage.P12)) is Situation.AFTERCARE
        assert situation(parcel(delisted=True, aftercare=True)) is Situation.AFTERCARE


class TestSurveysDue:
    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            (parcel(survey_required=date(2025, 1, 1)), Situation.SURVEY_ORDERED),
            (parcel(Stage.P2), Situation.SUSPECTED),
            (parcel(Stage.P1), Situation.WATCH),
            (parcel(vacated=True), Situation.WATCH),
            (Entry("1", Kind.SUSPECTED_LIST), Situation.SUSPECTED),
            (Entry("1", Kind.SUSPECTED_LIST, Period(date(2020, 1, 1), DAY)), Situation.NOTHING),
            (Entry("1", Kind.POLLUTED_LIST), Situation.POLLUTED),
            (Entry("1", Kind.FORMER_SITE), Situation.WATCH),
            (Entry("1", Kind.PROTECTION_ZONE), Situation.ZONE),
            (Entry("1", Kind.KEY_UNIT), Situation.KEY_UNIT),
            (Entry("1", Kind.KEY_UNIT, facts=Facts(taken_back=DAY)), Situation.KEY_UNIT_LEFT),
            (Entry("1", Kind.KEY_UNIT, Period(date(2021, 1, 1), date(2025, 1, 1))), Situation.KEY_UNIT_FORMER),
            (Entry("1", Kind.KEY_UNIT, facts=reviewed(Conclusion(2, False)).facts), Situation.CLEARED),
            (parcel(Stage.P13), Situation.POLLUTED),
            (parcel(Stage.P0), Situation.NOTHING),
            (parcel(), Situation.STATUS_UNKNOWN),
            (parcel(survey_reported=False), Situation.NOTHING),
        ],
    )
    def test_by_register_stage_and_facts(self, entry, expected):
        assert situation(entry) is expected

    def test_a_row_that_a_later_one_replaced_says_nothing(self):
        old = replace(parcel(Stage.P9), days=Period(date(2020, 1, 1), DAY))
        assert situation(old) is Situation.NOTHING
        assert situation(old, on=date(2025, 2, 28)) is Situation.LISTED


class TestFoodCrops:
    def test_on_land_with_a_toxic_history(self):
        entry = parcel(Stage.P0, toxic_history=True)
        assert of_entry(entry, CROPS, DAY) == (Situation.NOTHING, Situation.TOXIC_HISTORY)
        assert of_entry(entry, INDUSTRY, DAY) == (Situation.NOTHING,)


class TestNeighbours:
    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            (Entry("1", Kind.CONTROL_LIST), Situation.SEQUENCE),
            (parcel(works_started=True), Situation.SEQUENCE),
            (parcel(control_needed=True), Situation.SEQUENCE),
            (parcel(works_started=True, evaluated=True), Situation.NOTHING),
            (parcel(Stage.P11), Situation.NOTHING),
            (Entry("1", Kind.KEY_UNIT), Situation.NOTHING),
        ],
    )
    def test_only_unfinished_control_or_remediation_matters(self, entry, expected):
        assert of_neighbour(entry, DAY) is expected


class TestChangeOfUse:
    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            (Entry("1", Kind.PARCEL, current_use=HOUSING), False),
            (Entry("1", Kind.PARCEL, current_use=INDUSTRY), True),
            (Entry("1", Kind.KEY_UNIT), True),
            (parcel(use_changed=DAY), True),
            (parcel(survey_reported=False), True),
            (parcel(Stage.P0), None),
        ],
    )
    def test_as_the_entry_tells(self, entry, expected):
        assert changes(entry) is expected

    def test_classes_of_use(self):
        uses = {"R2": UseClass.SENSITIVE, "M1": UseClass.OTHER, "耕地": UseClass.FARMLAND, "0809": UseClass.UNKNOWN}
        assert {text: use_class(land_uses.find(text)) for text in uses} == uses
        assert use_class(None) is UseClass.UNKNOWN


class TestContradictions:
    @pytest.mark.parametrize(
        ("facts", "pairs"),
        [
            (Facts(listed=date(2024, 1, 1), delisted=date(2023, 1, 1)), ("listed>delisted",)),
            (Facts(survey_reported=False, review_passed=True), ("survey_reported>review_passed",)),
            (Facts(works_ended=date(2024, 1, 1), evaluated=date(2024, 1, 1)), ()),
            (Facts(works_ended=date(2024, 1, 2), evaluated=date(2024, 1, 1)), ("works_ended>evaluated",)),
            (Facts(review_passed=True), ()),
        ],
    )
    def test_what_cannot_both_be_true(self, facts, pairs):
        assert contradictions(Entry("1", Kind.PARCEL, facts=facts)) == pairs
