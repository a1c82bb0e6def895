"""The state of a clause, for a day, from what is printed and what was recorded."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu_web.plans.states import (
    STATES,
    Due,
    Facts,
    Goal,
    Met,
    Note,
    NoteKind,
    State,
    Timing,
    measure,
    spans,
    standing,
)

START, END = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2026, 11, 22)
NOTHING = Facts((), (), START, END)


def by(day: date) -> Facts:
    return replace(NOTHING, dues=(Due(day=day),))


def every(months: int, start: date = START) -> Facts:
    return replace(NOTHING, dues=(Due(months=months),), start=start)


def number(comparator: str, value: str | None, until: date | None = None) -> Facts:
    return replace(NOTHING, goals=(Goal(0, comparator, Decimal(value) if value else None, until),))


def told(kind: NoteKind, on: date, **more) -> Note:
    return Note(kind, on, **more)


def valued(value: str, on: date = TODAY) -> Note:
    return Note(NoteKind.PROGRESS, on, goal=0, value=Decimal(value))


def state(facts: Facts, *notes: Note, on: date = TODAY) -> State:
    return standing(facts, notes, on=on).state


def test_the_decision_table_answers_every_case():
    assert set(STATES) == set(product([True, False], [True, False], Timing))


def test_nothing_is_fulfilled_unless_it_is_satisfied():
    assert all(satisfied for (_, satisfied, _), answer in STATES.items() if answer is State.FULFILLED)


class TestADay:
    def test_the_day_itself_is_not_overdue(self):
        assert state(by(TODAY)) is State.DUE_30

    def test_the_day_after_is_overdue(self):
        assert state(by(TODAY - timedelta(days=1))) is State.OVERDUE

    def test_thirty_days_ahead_is_soon(self):
        assert state(by(TODAY + timedelta(days=30))) is State.DUE_30

    def test_thirty_one_days_ahead_is_later(self):
        assert state(by(TODAY + timedelta(days=31))) is State.LATER

    def test_progress_does_not_stop_a_clause_from_being_overdue(self):
        assert state(by(date(2026, 9, 30)), told(NoteKind.PROGRESS, date(2026, 9, 1))) is State.OVERDUE

    def test_a_recorded_fulfilment_closes_it(self):
        assert state(by(date(2026, 9, 30)), told(NoteKind.FULFILLED, date(2026, 9, 1))) is State.FULFILLED

    def test_a_fulfilment_recorded_for_a_later_day_does_not_count_yet(self):
        assert state(by(date(2026, 9, 30)), told(NoteKind.FULFILLED, TODAY + timedelta(days=1))) is State.OVERDUE

    def test_reopening_takes_the_fulfilment_back(self):
        notes = told(NoteKind.FULFILLED, date(2026, 9, 1)), told(NoteKind.REOPENED, date(2026, 9, 2))
        assert state(by(date(2026, 9, 30)), *notes) is State.OVERDUE

    def test_the_most_urgent_of_two_days_decides(self):
        facts = replace(NOTHING, dues=(Due(day=date(2027, 6, 30)), Due(day=date(2026, 12, 1))))
        found = standing(facts, [], on=TODAY)
        assert (found.state, found.due) == (State.DUE_30, date(2026, 12, 1))

    def test_a_fulfilment_of_one_of_two_days_leaves_the_other_open(self):
        facts = replace(NOTHING, dues=(Due(day=date(2026, 6, 30)), Due(day=date(2027, 6, 30))))
        first = told(NoteKind.FULFILLED, date(2026, 6, 1), due=date(2026, 6, 30))
        assert state(facts, first) is State.LATER


class TestNoDay:
    def test_without_a_day_and_without_a_record_there_is_no_data(self):
        assert state(NOTHING) is State.NO_DATA

    def test_a_record_makes_it_in_progress_never_fulfilled(self):
        assert state(NOTHING, told(NoteKind.PROGRESS, TODAY)) is State.IN_PROGRESS

    def test_a_span_after_an_event_nobody_recorded_has_no_data(self):
        assert state(replace(NOTHING, dues=(Due(),))) is State.NO_DATA

    def test_a_recorded_fulfilment_closes_it(self):
        assert state(NOTHING, told(NoteKind.FULFILLED, TODAY)) is State.FULFILLED


class TestRecurring:
    def test_a_quarter_that_ended_without_a_record_is_overdue_since_its_last_day(self):
        found = standing(every(3), [], on=TODAY)
        assert (found.state, found.due) == (State.OVERDUE, date(2026, 3, 31))

    def test_with_every_ended_quarter_recorded_the_current_one_is_owed(self):
        notes = [told(NoteKind.PROGRESS, date(2026, month, 15)) for month in (2, 5, 8)]
        found = standing(every(3), notes, on=date(2026, 11, 1))
        assert (found.state, found.due) == (State.RECURRING, date(2026, 12, 31))

    def test_the_last_thirty_days_of_an_open_quarter_are_soon(self):
        notes = [told(NoteKind.PROGRESS, date(2026, month, 15)) for month in (2, 5, 8)]
        assert state(every(3), *notes, on=date(2026, 12, 1)) is State.DUE_30

    def test_a_record_may_name_the_span_it_is_for(self):
        notes = [
            told(NoteKind.PROGRESS, TODAY, due=date(2026, month, day)) for month, day in ((3, 31), (6, 30), (9, 30))
        ]
        assert state(every(3), *notes, on=TODAY) is State.RECURRING

    def test_records_of_every_span_are_not_yet_a_recorded_fulfilment(self):
        assert state(every(12), told(NoteKind.PROGRESS, TODAY), on=date(2027, 2, 1)) is State.RECURRING
        assert state(every(12), told(NoteKind.FULFILLED, TODAY), on=date(2027, 2, 1)) is State.FULFILLED

    def test_a_fulfilment_lasts_until_the_next_span_begins(self):
        notes = [told(NoteKind.FULFILLED, date(2026, month, 15)) for month in (2, 5)]
        assert state(every(3), *notes, on=date(2026, 6, 30)) is State.FULFILLED
        assert state(every(3), *notes, on=date(2026, 7, 1)) is State.RECURRING

    def test_a_plan_issued_late_in_a_quarter_asks_nothing_for_that_quarter(self):
        [first, *_] = spans(Due(months=3), every(3, start=date(2026, 3, 20)))
        assert (first.first, first.due) == (date(2026, 4, 1), date(2026, 6, 30))

    def test_a_year_is_one_span_even_where_the_plan_came_in_march(self):
        [only] = spans(Due(months=12), every(12, start=date(2026, 3, 20)))
        assert (only.first, only.last) == (START, END)

    def test_a_yearly_turn_may_be_due_within_the_year(self):
        facts = replace(NOTHING, dues=(Due(months=12, until=(6, 30)),))
        assert state(facts, on=date(2026, 6, 30)) is State.DUE_30
        assert state(facts, on=date(2026, 7, 1)) is State.OVERDUE
        assert state(facts, told(NoteKind.PROGRESS, date(2026, 8, 1)), on=date(2026, 8, 1)) is not State.OVERDUE

    def test_a_monthly_turn_may_be_due_on_a_day_of_the_month(self):
        facts = replace(NOTHING, start=date(2026, 9, 25), dues=(Due(months=1, until=(1, 20)),))
        october = told(NoteKind.PROGRESS, date(2026, 10, 19))
        assert standing(facts, [october], on=date(2026, 11, 20)).due == date(2026, 11, 20)
        assert state(facts, october, on=date(2026, 11, 20)) is State.DUE_30
        assert state(facts, october, on=date(2026, 11, 21)) is State.OVERDUE

    @pytest.mark.parametrize(
        ("months", "until", "due"),
        [
            (3, (3, 25), [date(2026, 3, 25), date(2026, 6, 25), date(2026, 9, 25), date(2026, 12, 25)]),
            (6, (6, 31), [date(2026, 6, 30), date(2026, 12, 31)]),
        ],
    )
    def test_a_turn_may_be_due_on_a_day_of_its_last_month(self, months, until, due):
        found = spans(Due(months=months, until=until), replace(NOTHING, start=START, end=END))
        assert [turn.due for turn in found] == due

    def test_before_the_first_span_it_is_later(self):
        assert state(every(3, start=date(2026, 3, 20)), on=date(2026, 3, 25)) is State.LATER

    @given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.sampled_from([1, 2, 3, 4, 6, 12, 24, 36]))
    def test_spans_follow_one_another_without_gap(self, start, months):
        found = spans(Due(months=months), replace(NOTHING, start=start, end=date(start.year + 3, 12, 31)))
        assert found[0].due - start >= timedelta(days=30)
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))


class TestNumbers:
    @pytest.mark.parametrize(
        ("comparator", "below", "at", "above"),
        [
            (">=", Met.NOT_MET, Met.MET, Met.MET),
            (">", Met.NOT_MET, Met.NOT_MET, Met.MET),
            ("=", Met.NOT_MET, Met.MET, Met.NOT_MET),
            ("<=", Met.MET, Met.MET, Met.NOT_MET),
            ("<", Met.MET, Met.NOT_MET, Met.NOT_MET),
            ("~", Met.UNDECIDED, Met.UNDECIDED, Met.UNDECIDED),
        ],
    )
    def test_below_at_and_above_the_number(self, comparator, below, at, above):
        goal = Goal(0, comparator, Decimal(93))
        assert [measure(goal, [valued(text)]).met for text in ("92.999", "93", "93.001")] == [below, at, above]

    def test_without_a_recorded_value_there_is_no_data(self):
        assert measure(Goal(0, ">=", Decimal(93)), []).met is Met.NO_DATA

    def test_a_superiors_number_that_is_not_known_gives_no_data_whatever_is_recorded(self):
        assert measure(Goal(0, ">=", None), [valued("99")]).met is Met.NO_DATA

    def test_the_newest_value_counts(self):
        [seen] = standing(
            number(">=", "93"), [valued("94"), valued("90", TODAY - timedelta(days=9))], on=TODAY
        ).measured
        assert (seen.met, seen.value) == (Met.MET, Decimal(94))

    def test_a_number_with_a_day_is_owed_by_that_day(self):
        assert state(number(">=", "93", date(2026, 12, 1))) is State.DUE_30

    def test_reaching_the_number_is_not_yet_a_recorded_fulfilment(self):
        assert state(number(">=", "93", date(2026, 12, 1)), valued("95")) is State.DUE_30

    def test_a_fulfilment_that_the_recorded_value_contradicts_does_not_count(self):
        facts = number(">=", "93", date(2026, 10, 1))
        assert state(facts, valued("90"), told(NoteKind.FULFILLED, TODAY)) is State.OVERDUE
        assert state(facts, valued("93"), told(NoteKind.FULFILLED, TODAY)) is State.FULFILLED

    def test_a_missed_number_without_a_day_keeps_the_clause_open(self):
        assert state(number(">=", "93"), valued("90"), told(NoteKind.FULFILLED, TODAY)) is State.IN_PROGRESS

    def test_a_deadline_met_leaves_a_number_without_data_open(self):
        facts = replace(by(date(2026, 4, 30)), goals=(Goal(0, ">=", Decimal(93)),))
        met_deadline = told(NoteKind.FULFILLED, date(2026, 4, 20), due=date(2026, 4, 30))
        assert state(facts, met_deadline) is State.IN_PROGRESS
        assert state(facts, met_deadline, valued("93")) is State.FULFILLED
        assert state(facts, told(NoteKind.FULFILLED, TODAY)) is State.FULFILLED


@given(
    st.lists(
        st.builds(Note, st.just(NoteKind.PROGRESS), st.dates(START, END), goal=st.just(0), value=st.decimals(-9, 9))
    ),
    st.dates(START, END),
)
def test_progress_alone_never_fulfils_anything(notes, day):
    asked = (by(day), every(3), NOTHING, number(">=", "1"), number(">=", "1", day))
    assert all(standing(facts, notes, on=TODAY).state is not State.FULFILLED for facts in asked)
