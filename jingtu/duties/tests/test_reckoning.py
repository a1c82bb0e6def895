"""The forms of deadlines: how each counts, and what state it gives before, on and after the edge."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.duties.occurrence import DATED_STATES, State, stand
from jingtu.duties.parameters import Basis, Parameter, Parameters, Setting
from jingtu.duties.reckoning import Day, Held, Yearly
from jingtu.duties.spans import Unit, days, hours, months, span, working_days, years
from jingtu.periods import Period

EDGE = date(2025, 6, 30)


def day(on: date, **known) -> Day:
    return Day(on, known.pop("as_of", date(2026, 12, 31)), **known)


def test_every_state_of_a_dated_occurrence_is_decided():
    assert set(DATED_STATES) == set(product((True, False), ("early", "on", "past")))


class TestBefore:
    """BEFORE(event): done strictly before the event's day; nWD counted back, the event's day excluded."""

    EVENT = date(2025, 7, 1)

    def test_the_last_day_in_time_is_the_day_before_the_event(self):
        assert day(EDGE).before(self.EVENT, done=None).state is State.DUE

    def test_on_the_day_of_the_event_it_is_late_by_one_day(self):
        found = day(self.EVENT).before(self.EVENT, done=None)
        assert (found.state, found.late, found.open) == (State.LATE, 1, True)

    def test_fifteen_working_days_before_friday_12_september_2025_is_22_august(self):
        found = day(date(2025, 8, 1)).before(date(2025, 9, 12), done=None, lead=working_days(15))
        assert (found.effective, found.state) == (date(2025, 8, 22), State.PENDING)

    def test_lateness_of_a_working_day_deadline_counts_working_days(self):
        found = day(date(2025, 9, 15)).before(date(2025, 9, 12), done=date(2025, 8, 27), lead=working_days(15))
        assert (found.late, found.unit) == (3, Unit.WORKING_DAYS)

    def test_an_absent_recipient_is_missing_not_late(self):
        late = day(self.EVENT).before(self.EVENT, done=None, recipient=True)
        assert late.state is State.MISSING
        assert day(EDGE).before(self.EVENT, done=None, recipient=True).state is State.DUE

    def test_it_is_never_moved_off_a_day_off(self):
        found = day(date(2025, 1, 1)).before(date(2025, 3, 31), done=None)
        assert found.effective == date(2025, 3, 30)  # a Sunday

    def test_without_a_day_of_the_event_what_is_not_done_is_missing(self):
        found = day(EDGE).before(None, done=None)
        assert (found.state, found.missing) == (State.MISSING, ("event_day",))
        assert day(EDGE).before(None, done=EDGE).state is State.FULFILLED


class TestWithin:
    """WITHIN(period, event): the event's day is not counted; months clamp; an end on a day off moves on."""

    def test_thirty_days_after_31_may_end_on_30_june(self):
        assert day(EDGE).within(days(30), date(2025, 5, 31), done=None).state is State.DUE

    def test_31_august_plus_six_months_clamps_to_28_february(self):
        found = day(EDGE).within(months(6), date(2024, 8, 31), done=None)
        assert found.nominal == date(2025, 2, 28)

    def test_a_saturday_moves_to_monday(self):
        found = day(EDGE).within(years(1), date(2024, 3, 29), done=None)
        assert (found.nominal, found.effective) == (date(2025, 3, 29), date(2025, 3, 31))

    def test_the_national_day_holiday_moves_the_end_to_9_october_2025(self):
        found = day(EDGE).within(days(30), date(2025, 9, 1), done=None)
        assert (found.nominal, found.effective) == (date(2025, 10, 1), date(2025, 10, 9))

    def test_a_make_up_saturday_is_no_day_off(self):
        found = day(EDGE).within(days(10), date(2025, 10, 1), done=None)
        assert found.effective == date(2025, 10, 11)

    def test_hours_are_not_moved(self):
        found = day(EDGE).within(hours(24), date(2025, 6, 27), done=None)
        assert found.effective == date(2025, 6, 28)  # a Saturday

    def test_done_before_the_event_is_a_contradiction(self):
        found = day(EDGE).within(days(30), date(2025, 5, 31), done=date(2025, 5, 30))
        assert (found.state, found.remark.code) == (State.INVALID, "duties.done_before_event")
        assert day(EDGE).within(days(30), date(2025, 5, 31), done=date(2025, 5, 31)).state is State.FULFILLED

    def test_an_event_without_a_day_is_for_a_person(self):
        assert day(EDGE).within(days(30), None, done=None).state is State.HUMAN_REVIEW

    def test_a_year_without_a_calendar_is_reported_not_assumed(self):
        found = day(EDGE).within(years(10), date(2024, 3, 29), done=None)
        assert (found.nominal, found.effective) == (date(2034, 3, 29), None)
        assert (found.state, found.missing) == (State.PENDING, ("calendar.2034",))
        after = day(date(2034, 3, 30)).within(years(10), date(2024, 3, 29), done=None)
        assert after.state is State.HUMAN_REVIEW


class TestDone:
    def test_an_act_after_the_day_of_reckoning_has_not_happened_yet(self):
        found = day(date(2025, 6, 1)).by(EDGE, done=date(2025, 6, 2))
        assert (found.state, found.done) == (State.PENDING, None)

    def test_an_act_after_the_day_of_the_facts_contradicts_them(self):
        found = day(date(2025, 6, 1), as_of=date(2025, 6, 1)).by(EDGE, done=date(2025, 6, 2))
        assert (found.state, found.remark.code) == (State.INVALID, "duties.done_in_future")


class TestBy:
    def test_pending_due_late_on_the_days_around_a_fixed_day(self):
        states = [day(EDGE + timedelta(n)).by(EDGE, done=None).state for n in (-1, 0, 1)]
        assert states == [State.PENDING, State.DUE, State.LATE]

    def test_a_plan_that_names_no_day_leaves_the_day_missing(self):
        assert day(EDGE).by(None, done=None).missing == ("due_day",)

    def test_a_parameter_that_nobody_set_is_named(self):
        found = day(EDGE).by(Parameter("province.zone_deadline"), done=None)
        assert (found.state, found.missing, found.basis) == (State.PENDING, ("province.zone_deadline",), Basis.DEFAULT)


class TestParameters:
    """PARAM(x): what a province has set, else the platform's reminder, else undecided."""

    SET = Parameters(
        [
            Setting("publish_days", "140000", "20D", Period(date(2024, 1, 1)), "晋环发〔2024〕1号", "official_text"),
            Setting("publish_days", "140404", "10D", Period(date(2025, 1, 1)), "上环发〔2025〕1号", "official_text"),
        ]
    )

    def found(self, place: str, on: date):
        asked = Day(on, on, place, self.SET)
        return asked.within(Parameter("publish_days"), date(2025, 6, 2), done=None)

    def test_the_smallest_place_that_covers_the_subject_holds(self):
        assert self.found("140404", EDGE).nominal == date(2025, 6, 12)
        assert self.found("140581", EDGE).nominal == date(2025, 6, 22)

    def test_what_a_place_has_set_is_labelled_so(self):
        assert self.found("140404", EDGE).basis is Basis.PARAMETER

    def test_elsewhere_the_platform_reminds_after_thirty_days(self):
        found = self.found("450222", EDGE)
        assert (found.nominal, found.basis) == (date(2025, 7, 2), Basis.DEFAULT)

    def test_without_setting_and_reminder_no_day_is_invented(self):
        found = day(EDGE).within(Parameter("province.review_days"), date(2025, 1, 2), done=None)
        assert (found.state, found.effective, found.missing) == (State.PENDING, None, ("province.review_days",))


class TestAnnual:
    """ANNUAL_BY(MM-DD): one occurrence a year, never moved."""

    def test_each_year_from_the_start_on(self):
        found = list(day(EDGE).annual((1, 31), [Yearly(2024, date(2024, 2, 1))], held=Held(date(2023, 5, 1))))
        assert [(one.about, one.state) for one in found] == [("2024", State.LATE), ("2025", State.LATE)]
        assert [one.late for one in found] == [1, 150]

    def test_a_report_about_last_year_is_found_by_the_year_it_is_about(self):
        [found] = day(EDGE).annual((1, 31), [Yearly(2024, date(2025, 1, 31))], lag=1)
        assert (found.about, found.state) == ("2024", State.FULFILLED)

    def test_without_a_start_a_year_on_record_stays_late_when_later_years_come(self):
        found = list(day(EDGE).annual((1, 31), [Yearly(2022), Yearly(2024, date(2025, 1, 31))], lag=1))
        assert [(one.about, one.state) for one in found] == [
            ("2022", State.LATE),
            ("2023", State.LATE),
            ("2024", State.FULFILLED),
        ]

    def test_a_year_that_can_only_be_a_slip_opens_no_rounds(self):
        assert [one.about for one in day(EDGE).annual((1, 31), [Yearly(24), Yearly(0)])] == ["2025"]

    def test_where_the_records_are_not_known_it_is_triggered_without_lateness(self):
        [found] = day(EDGE).annual((3, 31), None)
        assert (found.state, found.missing) == (State.TRIGGERED, ("records",))

    def test_nothing_is_owed_after_the_end(self):
        held = Held(date(2023, 5, 1), date(2024, 12, 31))
        assert [one.about for one in day(EDGE).annual((1, 31), [], held=held)] == ["2024"]

    def test_a_start_on_the_due_day_itself_owes_the_next_year_first(self):
        assert [one.about for one in day(EDGE).annual((1, 31), [], held=Held(date(2024, 1, 31)))] == ["2025"]


class TestEvery:
    """EVERY(period, last): the next is due a period after the last actual day."""

    def test_each_round_counts_from_the_last_actual_day(self):
        acts = (date(2024, 9, 10), date(2024, 12, 9), date(2025, 4, 20))
        found = list(day(date(2025, 5, 1)).every(months(3), acts))
        assert [(one.effective, one.state, one.late) for one in found] == [
            (date(2024, 12, 10), State.FULFILLED, 0),
            (date(2025, 3, 10), State.LATE, 41),
            (date(2025, 7, 21), State.PENDING, 0),
        ]

    def test_a_start_opens_the_first_round(self):
        found = list(day(EDGE).every(years(1), (), held=Held(date(2024, 6, 30))))
        assert [(one.effective, one.state) for one in found] == [(EDGE, State.DUE)]

    def test_with_no_start_and_no_act_it_is_missing_and_where_not_known_triggered(self):
        assert [one.state for one in day(EDGE).every(years(1), ())] == [State.MISSING]
        assert [one.state for one in day(EDGE).every(years(1), None)] == [State.TRIGGERED]

    def test_no_round_is_owed_after_the_end(self):
        held = Held(date(2024, 1, 2), date(2025, 1, 1))
        assert list(day(EDGE).every(years(1), (), held=held)) == []

    def test_a_warning_comes_before_the_due_day(self):
        [found] = day(date(2026, 7, 2)).every(years(3), (date(2024, 7, 2),), warn=years(2))
        assert (found.state, found.remark.code) == (State.PENDING, "duties.turn_comes_up")
        [before] = day(date(2026, 7, 1)).every(years(3), (date(2024, 7, 2),), warn=years(2))
        assert before.remark is None


class TestOthers:
    def test_a_window_does_not_count_what_was_done_before_it_opens(self):
        first, last = date(2025, 11, 1), date(2025, 12, 31)
        assert day(last).window(first, last, done=date(2025, 10, 31)).state is State.DUE
        assert day(last).window(first, last, done=first).state is State.FULFILLED

    def test_immediate_is_due_on_the_day_itself(self):
        states = [day(EDGE + timedelta(n)).immediate(EDGE, done=None).state for n in (0, 1)]
        assert states == [State.DUE, State.LATE]

    def test_a_gate_is_triggered_while_shut_and_for_a_person_where_not_known(self):
        states = [day(EDGE).gate(shut).state for shut in (True, False, None)]
        assert states == [State.TRIGGERED, State.FULFILLED, State.HUMAN_REVIEW]

    def test_an_unmet_target_is_due_on_its_day_and_missing_afterwards(self):
        states = [day(EDGE + timedelta(n)).target(EDGE, met=False).state for n in (-1, 0, 1)]
        assert states == [State.PENDING, State.DUE, State.MISSING]
        assert day(EDGE).target(EDGE, met=True).state is State.FULFILLED

    def test_a_target_whose_value_is_not_known_is_never_met(self):
        assert day(EDGE).target(EDGE, met=None, missing=("area",)).state is State.HUMAN_REVIEW

    def test_a_contrary_finding_makes_a_continuing_duty_late_until_it_ends(self):
        open_ = day(EDGE).breach(date(2025, 6, 20), ended=None)
        assert (open_.state, open_.late, open_.open) == (State.LATE, 10, True)
        ended = day(EDGE).breach(date(2025, 6, 20), ended=date(2025, 6, 25))
        assert (ended.late, ended.open) == (5, False)

    def test_timely_without_a_period_is_missing_until_done(self):
        assert day(EDGE).timely(None).state is State.MISSING
        assert day(EDGE).timely(EDGE).state is State.FULFILLED


@pytest.mark.parametrize(("text", "number", "unit"), [("6M", 6, Unit.MONTHS), ("15WD", 15, Unit.WORKING_DAYS)])
def test_spans_are_written_short(text, number, unit):
    assert span(text) == (number, unit)
    assert str(span(text)) == text


@pytest.mark.parametrize("text", ["", "D", "6 months", "-"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - int() and the enum name what is wrong
        span(text)


DAYS = st.dates(date(2018, 1, 1), date(2026, 11, 30))
SPANS = st.one_of(st.integers(1, 60).map(days), st.integers(1, 36).map(months), st.integers(1, 40).map(working_days))
PRESSING = {State.PENDING: 0, State.DUE: 1, State.LATE: 2}


class TestAlways:
    """What must hold for any period, event, act and day."""

    @given(SPANS, DAYS, DAYS, st.integers(0, 400))
    @settings(max_examples=150)
    def test_fulfilling_an_occurrence_never_makes_it_later(self, period, event, on, after):
        done = event + timedelta(after)
        open_, closed = (day(on).within(period, event, done=act) for act in (None, done))
        assert closed.late <= open_.late or closed.done is None

    @given(SPANS, DAYS, DAYS, st.integers(0, 400))
    @settings(max_examples=150)
    def test_late_never_becomes_pending_as_days_go_by(self, period, event, on, later):
        first, second = (day(one).within(period, event, done=None) for one in (on, on + timedelta(later)))
        if first.state in PRESSING and second.state in PRESSING:
            assert PRESSING[second.state] >= PRESSING[first.state]

    @given(SPANS, DAYS, DAYS)
    @settings(max_examples=150)
    def test_the_day_after_the_due_day_is_the_first_late_day(self, period, event, on):
        found = day(on).within(period, event, done=None)
        if found.effective is not None:
            assert day(found.effective).within(period, event, done=None).state is State.DUE
            past = day(found.effective + timedelta(1)).within(period, event, done=None)
            assert past.state in (State.LATE, State.HUMAN_REVIEW)

    @given(DAYS, DAYS)
    def test_a_day_stands_in_exactly_one_place_against_the_due_day(self, one, due):
        assert (stand(one, due) == "past") == (one > due)
        assert (stand(one, due) == "early") == (one < due)
