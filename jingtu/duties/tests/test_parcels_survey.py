"""Surveys of parcels and what becomes of them, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.parcel import Listing, ListKind, Order, OrderKind, Parcel, RiskGrade
from jingtu.duties.facts.parcel_reports import Survey, SurveyKind
from jingtu.duties.facts.parcel_uses import LandCase, LandCaseKind
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, parcel, passed, setting

CHANGE = LandCaseKind.USE_CHANGE


class TestCL001:
    """Law art. 59 para. 2, Code art. 454: a survey before the use becomes residential or public."""

    @staticmethod
    def changed(*surveys: Survey, on: date = date(2025, 3, 10), **facts: Any) -> Parcel:
        return parcel(land_cases=(LandCase(kind=CHANGE, decided_on=on, to_sensitive=True, **facts),), surveys=surveys)

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2025, 3, 8), State.PENDING, ""),
            (date(2025, 3, 9), State.DUE, ""),
            (date(2025, 3, 10), State.LATE, "1D(open)"),
        ],
    )
    def test_the_last_day_is_the_day_before_the_change(self, on, state, late):
        found = ask("CL-001", self.changed(), on=on)
        assert (found.due, found.state, found.late, found.label) == (date(2025, 3, 9), state, late, Label.STATUTORY)

    def test_a_survey_counts_on_the_day_it_passes_its_review(self):
        in_time = self.changed(passed(date(2025, 3, 9)))
        assert ask("CL-001", in_time, on=date(2025, 4, 1)).state is State.FULFILLED
        assert ask("CL-001", self.changed(passed(date(2025, 3, 11))), on=date(2025, 4, 1)).late == "2D"

    def test_other_uses_and_land_that_was_residential_before_owe_none(self):
        other = parcel(land_cases=(LandCase(kind=CHANGE, decided_on=date(2025, 3, 10), to_sensitive=False),))
        assert ask_all("CL-001", other, on=date(2025, 4, 1)) == []
        assert ask_all("CL-001", self.changed(from_sensitive=True), on=date(2025, 4, 1)) == []
        assert ask_all("CL-001", self.changed(revoked_on=date(2025, 3, 20)), on=date(2025, 4, 1)) == []

    def test_what_is_not_known_is_asked_and_never_called_late(self):
        use = parcel(land_cases=(LandCase(kind=CHANGE, decided_on=date(2025, 3, 10)),))
        assert ask("CL-001", use, on=date(2025, 4, 1)).occurrence.missing == ("to_sensitive",)
        unread = self.changed(Survey(finished_on=date(2025, 1, 5)))
        found = ask("CL-001", unread, on=date(2025, 4, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("review_passed", "reviewed_on"))
        other_class = self.changed(passed(date(2025, 1, 5), exceeds_class_two=False), to_land_class=1)
        assert ask("CL-001", other_class, on=date(2025, 4, 1)).occurrence.missing == ("exceeds_class_one",)
        failed = self.changed(Survey(finished_on=date(2025, 1, 5), review_passed=False))
        assert ask("CL-001", failed, on=date(2025, 3, 12)).late == "3D(open)"

    def test_a_change_without_a_day_stands_until_surveyed(self):
        planned = parcel(land_cases=(LandCase(id="a", kind=CHANGE, to_sensitive=True),))
        found = ask("CL-001", planned, on=date(2025, 4, 1))
        assert (found.about, found.state, found.occurrence.missing) == ("a", State.TRIGGERED, ("decided_on",))

    def test_under_the_code_the_province_may_set_a_day(self):
        changed = self.changed(on=date(2026, 8, 20))
        before, province = ask_all("CL-001", changed, on=date(2026, 8, 15))
        assert (before.due, cited(before)) == (date(2026, 8, 19), "生态环境法典第454条第2款")
        assert (province.state, province.occurrence.missing) == (State.PENDING, ("province.survey_deadline",))
        _, province = ask_all(
            "CL-001", changed, on=date(2026, 8, 15), parameters=setting("province.survey_deadline", "2026-08-17")
        )
        assert (province.due, province.label) == (date(2026, 8, 17), Label.PARAMETER)
        old = self.changed(on=date(2026, 8, 14))
        assert cited(ask("CL-001", old, on=date(2026, 8, 13))) == "土壤污染防治法第59条第2款"


class TestCL002:
    """Law art. 59 para. 1, Code art. 454: a survey within the days of the written order."""

    @staticmethod
    def ordered(**facts: Any) -> Parcel:
        order = Order(id="17", kind=OrderKind.SURVEY, issued_on=date(2024, 3, 1), received_on=date(2024, 3, 5))
        return parcel(orders=(order,), **facts)

    def test_without_a_term_the_period_is_the_missing_parameter(self):
        found = ask("CL-002", self.ordered(), on=date(2024, 9, 1))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("notice.days",))
        set_to = setting("notice.days", "30D")
        assert ask("CL-002", self.ordered(), on=date(2024, 4, 6), parameters=set_to).due == date(2024, 4, 7)

    def test_the_order_itself_may_set_the_days(self):
        order = Order(kind=OrderKind.SURVEY, received_on=date(2024, 3, 5), term_days=90)
        found = ask("CL-002", parcel(orders=(order,)), on=date(2024, 6, 4))
        assert (found.due, found.late, found.label) == (date(2024, 6, 3), "1D(open)", Label.PARAMETER)
        done = parcel(orders=(order,), surveys=(Survey(finished_on=date(2024, 6, 3)),))
        assert ask("CL-002", done, on=date(2024, 7, 1)).state is State.FULFILLED

    def test_an_older_survey_does_not_answer_the_order(self):
        older = self.ordered(surveys=(Survey(finished_on=date(2024, 3, 4)),))
        assert ask("CL-002", older, on=date(2024, 3, 20)).state is State.PENDING

    def test_only_a_received_order_counts(self):
        assert ask_all("CL-002", parcel(), on=date(2024, 4, 1)) == []
        assert ask_all("CL-002", self.ordered(), on=date(2024, 3, 4)) == []
        unknown = parcel(orders=(Order(kind=OrderKind.SURVEY, issued_on=date(2024, 3, 1)),))
        assert ask("CL-002", unknown, on=date(2024, 4, 1)).occurrence.missing == ("received_on",)

    def test_the_code_takes_over(self):
        order = Order(kind=OrderKind.SURVEY, received_on=date(2026, 8, 1), term_days=13)
        assert cited(ask("CL-002", parcel(orders=(order,)), on=date(2026, 8, 14))) == "土壤污染防治法第59条第1款"
        order = Order(kind=OrderKind.SURVEY, received_on=date(2026, 8, 3), term_days=15)
        assert cited(ask("CL-002", parcel(orders=(order,)), on=date(2026, 8, 14))) == "生态环境法典第454条第1款"


class TestCL003:
    """Decree 42 art. 13: preliminary survey in six months, uploaded and published."""

    @staticmethod
    def suspected(*surveys: Survey, received: date | None = date(2023, 8, 31)) -> Parcel:
        entry = Listing(kind=ListKind.SUSPECTED, listed_on=date(2023, 8, 20), notice_received_on=received)
        return parcel(listings=(entry,), surveys=surveys)

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2024, 2, 28), State.PENDING, ""),
            (date(2024, 2, 29), State.DUE, ""),
            (date(2024, 3, 1), State.LATE, "1D(open)"),
        ],
    )
    def test_six_months_clamp_to_the_end_of_february(self, on, state, late):
        found = ask("CL-003", self.suspected(), on=on)
        assert (found.due, found.state, found.late, found.label) == (date(2024, 2, 29), state, late, Label.INTERNAL)

    def test_it_is_done_when_finished_uploaded_and_published(self):
        survey = Survey(
            kind=SurveyKind.PRELIMINARY,
            finished_on=date(2024, 2, 1),
            uploaded_on=date(2024, 2, 20),
            published_on=date(2024, 3, 4),
        )
        assert ask("CL-003", self.suspected(survey), on=date(2024, 4, 1)).late == "4D"
        half = Survey(finished_on=date(2024, 2, 1), uploaded_on=date(2024, 2, 20))
        found = ask("CL-003", self.suspected(half), on=date(2024, 2, 25))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("published_on",))

    def test_a_survey_before_the_notice_is_in_time_and_a_detailed_one_is_another(self):
        day = date(2023, 8, 1)
        early = Survey(finished_on=day, uploaded_on=day, published_on=day)
        assert ask("CL-003", self.suspected(early), on=date(2023, 9, 1)).state is State.FULFILLED
        other = Survey(kind=SurveyKind.DETAILED, finished_on=day, uploaded_on=day, published_on=day)
        assert ask("CL-003", self.suspected(other), on=date(2023, 9, 1)).state is State.PENDING

    def test_no_notice_no_term(self):
        assert ask_all("CL-003", parcel(), on=date(2024, 1, 1)) == []
        assert ask_all("CL-003", self.suspected(), on=date(2023, 8, 30)) == []
        found = ask("CL-003", self.suspected(received=None), on=date(2024, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("notice_received_on",))

    def test_the_decree_holds_from_july_2017(self):
        found = ask("CL-003", self.suspected(), on=date(2026, 9, 1))
        assert cited(found) == "污染地块土壤环境管理办法（试行）第13条"
        old = Listing(kind=ListKind.SUSPECTED, notice_received_on=date(2016, 12, 30))
        assert ask_all("CL-003", parcel(listings=(old,)), on=date(2018, 1, 1)) == []


class TestCL005:
    """Decree 42 arts. 14 and 15: entered in the city's list, graded, told to the county at once."""

    @staticmethod
    def concluded(*listings: Listing, **facts: Any) -> Parcel:
        survey = Survey(
            id="s", kind=SurveyKind.PRELIMINARY, submitted_on=date(2024, 5, 8), **{"polluted": True, **facts}
        )
        return parcel(surveys=(survey,), listings=listings, risk_grade=RiskGrade.MEDIUM)

    def test_it_is_due_on_the_day_of_the_report(self):
        assert ask("CL-005", self.concluded(), on=date(2024, 5, 8)).state is State.DUE
        found = ask("CL-005", self.concluded(), on=date(2024, 5, 9))
        assert (found.due, found.late, found.label) == (date(2024, 5, 8), "1D(open)", Label.INTERNAL)

    def test_the_county_must_be_told_too(self):
        kind = ListKind.CONTAMINATED
        only_listed = Listing(kind=kind, listed_on=date(2024, 5, 8))
        assert ask("CL-005", self.concluded(only_listed), on=date(2024, 5, 10)).late == "2D(open)"
        both = Listing(kind=kind, listed_on=date(2024, 5, 8), county_notified_on=date(2024, 5, 9))
        assert ask("CL-005", self.concluded(both), on=date(2024, 5, 10)).late == "1D"
        before = Listing(kind=kind, listed_on=date(2024, 5, 1), county_notified_on=date(2024, 5, 2))
        assert ask("CL-005", self.concluded(before), on=date(2024, 5, 10)).state is State.FULFILLED

    def test_a_parcel_that_is_not_contaminated_is_not_listed(self):
        assert ask_all("CL-005", self.concluded(polluted=False), on=date(2024, 6, 1)) == []
        assert ask_all("CL-005", self.concluded(polluted=None, exceeds_class_one=False), on=date(2024, 6, 1)) == []
        assert ask_all("CL-005", self.concluded(), on=date(2024, 5, 7)) == []

    def test_conclusion_and_grade_are_named_where_not_known(self):
        assert ask("CL-005", self.concluded(polluted=None), on=date(2024, 6, 1)).occurrence.missing == ("polluted",)
        ungraded = parcel(surveys=(Survey(polluted=True, submitted_on=date(2024, 5, 8)),))
        assert ask("CL-005", ungraded, on=date(2024, 5, 8)).occurrence.missing == ("risk_grade",)

    def test_the_decree_holds_from_july_2017(self):
        old = parcel(surveys=(Survey(polluted=True, submitted_on=date(2017, 6, 30)),))
        assert ask_all("CL-005", old, on=date(2017, 8, 1)) == []
        new = parcel(surveys=(Survey(polluted=True, submitted_on=date(2017, 7, 1)),))
        assert cited(ask("CL-005", new, on=date(2017, 8, 1))) == "污染地块土壤环境管理办法（试行）第14条"


class TestCL006:
    """Decree 42 art. 16: detailed survey after the notice of listing."""

    ENTRY = Listing(kind=ListKind.CONTAMINATED, notice_received_on=date(2024, 3, 5), notice_term_days=180)

    def test_the_notice_sets_the_days(self):
        found = ask("CL-006", parcel(listings=(self.ENTRY,)), on=date(2024, 9, 3))
        assert (found.due, found.late, found.label) == (date(2024, 9, 2), "1D(open)", Label.PARAMETER)

    def test_only_a_detailed_survey_that_is_uploaded_and_published_counts(self):
        day = date(2024, 9, 2)
        done = Survey(kind=SurveyKind.DETAILED, finished_on=day, uploaded_on=day, published_on=day)
        kept = parcel(listings=(self.ENTRY,), surveys=(done,))
        assert ask("CL-006", kept, on=date(2024, 10, 1)).state is State.FULFILLED
        first = Survey(kind=SurveyKind.PRELIMINARY, finished_on=day, uploaded_on=day, published_on=day)
        other = parcel(listings=(self.ENTRY,), surveys=(first,))
        assert ask("CL-006", other, on=date(2024, 9, 4)).late == "2D(open)"

    def test_without_days_or_notice_it_is_said_what_is_missing(self):
        bare = Listing(kind=ListKind.CONTAMINATED, notice_received_on=date(2024, 3, 5))
        assert ask("CL-006", parcel(listings=(bare,)), on=date(2024, 9, 3)).occurrence.missing == ("notice.days",)
        silent = Listing(kind=ListKind.CONTAMINATED, listed_on=date(2024, 3, 5))
        found = ask("CL-006", parcel(listings=(silent,)), on=date(2024, 9, 3))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("notice_received_on",))

    def test_other_lists_and_days_before_the_decree_do_not_count(self):
        other = Listing(kind=ListKind.SUSPECTED, notice_received_on=date(2024, 3, 5))
        assert ask_all("CL-006", parcel(listings=(other,)), on=date(2024, 9, 3)) == []
        old = Listing(kind=ListKind.CONTAMINATED, notice_received_on=date(2017, 5, 1), notice_term_days=30)
        assert ask_all("CL-006", parcel(listings=(old,)), on=date(2018, 1, 1)) == []


class TestCL007:
    """Law art. 59 para. 3, Code art. 454: the report is handed in and reviewed."""

    def test_the_review_follows_within_the_days_of_the_province(self):
        survey = Survey(id="s", submitted_on=date(2024, 4, 1))
        days = setting("province.review_days", "30WD")
        found = ask("CL-007", parcel(surveys=(survey,)), on=date(2024, 5, 16), parameters=days)
        assert (found.due, found.late, found.label) == (date(2024, 5, 15), "1WD(open)", Label.PARAMETER)
        done = Survey(submitted_on=date(2024, 4, 1), reviewed_on=date(2024, 5, 15), review_passed=False)
        assert ask("CL-007", parcel(surveys=(done,)), on=date(2024, 6, 1), parameters=days).state is State.FULFILLED

    def test_without_days_of_the_province_nothing_is_late(self):
        found = ask("CL-007", parcel(surveys=(Survey(submitted_on=date(2024, 4, 1)),)), on=date(2025, 4, 1))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("province.review_days",))

    def test_a_finished_report_waits_to_be_handed_in(self):
        finished = parcel(surveys=(Survey(finished_on=date(2024, 3, 1)),))
        found = ask("CL-007", finished, on=date(2024, 4, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("submitted_on",))
        assert ask_all("CL-007", finished, on=date(2024, 2, 29)) == []

    def test_the_code_takes_over(self):
        finished = parcel(surveys=(Survey(finished_on=date(2026, 3, 1)),))
        assert cited(ask("CL-007", finished, on=date(2026, 8, 14))) == "土壤污染防治法第59条第3款"
        assert cited(ask("CL-007", finished, on=date(2026, 8, 15))) == "生态环境法典第454条第3款"


class TestCL008:
    """Law art. 36, Code art. 431: what a survey report must contain."""

    @staticmethod
    def handed_in(**parts: Any) -> Parcel:
        return parcel(surveys=(Survey(submitted_on=date(2024, 4, 1), **parts),))

    def test_a_report_that_exceeds_needs_all_four_parts(self):
        full = {"gives_basic_information": True, "states_exceedance": True, "exceeds_class_one": True}
        whole = self.handed_in(**full, names_sources=True, covers_groundwater=True)
        assert ask("CL-008", whole, on=date(2024, 4, 1)).state is State.FULFILLED
        found = ask("CL-008", self.handed_in(**full, names_sources=True, covers_groundwater=False), on=date(2024, 4, 1))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        unread = ask("CL-008", self.handed_in(**full, names_sources=True), on=date(2024, 4, 1))
        assert (unread.state, unread.occurrence.missing) == (State.HUMAN_REVIEW, ("covers_groundwater",))

    def test_a_report_without_exceedance_needs_two(self):
        plain = self.handed_in(gives_basic_information=True, states_exceedance=True, exceeds_class_one=False)
        assert ask("CL-008", plain, on=date(2024, 4, 1)).state is State.FULFILLED

    def test_it_is_asked_when_the_report_is_handed_in(self):
        assert ask_all("CL-008", self.handed_in(states_exceedance=False), on=date(2024, 3, 31)) == []

    def test_the_code_takes_over(self):
        bare = self.handed_in(states_exceedance=False)
        assert cited(ask("CL-008", bare, on=date(2026, 8, 14))) == "土壤污染防治法第36条"
        assert cited(ask("CL-008", bare, on=date(2026, 8, 15))) == "生态环境法典第431条"
