"""Working days by the holiday notices: dates typed from the notices, and what must hold on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu import workdays
from jingtu.standards.verification import Mark
from jingtu.workdays import (
    NoCalendar,
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

LOADED = st.dates(date(2017, 1, 1), date(2026, 12, 31))
# Far enough from both ends that counting a hundred working days stays inside the years loaded.
INNER = st.dates(date(2018, 1, 1), date(2025, 12, 31))
MONTHS = st.integers(-240, 240)


class TestTheNotices:
    """'… 放假调休，共8天。…（星期日）上班。'"""

    @pytest.mark.parametrize(
        "day",
        ["2024-02-12", "2024-10-07", "2025-10-08", "2026-02-23", "2017-01-02", "2022-01-31", "2023-06-23"],
    )
    def test_a_weekday_of_a_holiday_is_off(self, day):
        assert date.fromisoformat(day).weekday() < 5
        assert not is_working_day(date.fromisoformat(day))

    @pytest.mark.parametrize(
        "day",
        ["2024-02-04", "2024-02-18", "2025-01-26", "2025-10-11", "2026-02-28", "2018-12-29", "2021-09-18"],
    )
    def test_a_weekend_day_made_up_for_is_worked(self, day):
        assert date.fromisoformat(day).weekday() >= 5
        assert is_working_day(date.fromisoformat(day))

    def test_new_years_eve_2024_is_worked_and_that_of_2025_is_off(self):
        assert is_working_day(date(2024, 2, 9))
        assert not is_working_day(date(2025, 1, 28))

    def test_labour_day_2019_follows_the_later_notice(self):
        assert [is_working_day(date(2019, 5, day)) for day in (1, 2, 3, 4, 5, 6)] == [False] * 4 + [True, True]
        assert is_working_day(date(2019, 4, 28))

    def test_the_spring_festival_of_2020_was_prolonged_to_2_february(self):
        assert not is_working_day(date(2020, 1, 31))
        assert not is_working_day(date(2020, 2, 1)), "the first notice had made this Saturday a working day"
        assert not is_working_day(date(2020, 2, 2))
        assert is_working_day(date(2020, 2, 3))

    def test_the_notice_of_2019_reaches_into_december_2018(self):
        assert not is_working_day(date(2018, 12, 31))

    @pytest.mark.parametrize(
        ("year", "days"),
        [
            (2017, 249), (2018, 250), (2019, 250), (2020, 249), (2021, 250),
            (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248),
        ],
    )  # fmt: skip
    def test_a_year_has_its_weekdays_less_11_holidays_or_13_from_2025_and_2020_lost_two_more(self, year, days):
        first = date(year, 1, 1)
        assert sum(is_working_day(first + timedelta(n)) for n in range(365 + (year % 4 == 0))) == days


class TestNextWorkingDay:
    """'期间届满的最后一日是节假日的，以节假日后的第一日为期间届满的日期。'"""

    @pytest.mark.parametrize(
        ("day", "following"),
        [
            ("2025-03-29", "2025-03-31"),
            ("2024-07-20", "2024-07-22"),
            ("2024-11-30", "2024-12-02"),
            ("2025-03-09", "2025-03-10"),
            ("2025-10-01", "2025-10-09"),
            ("2026-02-14", "2026-02-14"),
            ("2026-02-15", "2026-02-24"),
        ],
    )
    def test_it_is_the_first_day_worked(self, day, following):
        assert next_working_day(date.fromisoformat(day)) == date.fromisoformat(following)


class TestAddWorkingDays:
    def test_the_15th_counted_back_from_12_september_2025_is_22_august(self):
        assert add_working_days(date(2025, 9, 12), -15) == date(2025, 8, 22)

    def test_the_5th_counted_back_from_12_september_2025_is_5_september(self):
        assert add_working_days(date(2025, 9, 12), -5) == date(2025, 9, 5)

    def test_a_made_up_sunday_counts(self):
        assert add_working_days(date(2025, 9, 26), 1) == date(2025, 9, 28)

    def test_the_day_itself_is_not_counted_worked_or_not(self):
        assert add_working_days(date(2025, 3, 7), 1) == date(2025, 3, 10)
        assert add_working_days(date(2025, 3, 8), 1) == date(2025, 3, 10)
        assert add_working_days(date(2025, 3, 8), -1) == date(2025, 3, 7)

    def test_none_is_the_day_itself(self):
        assert add_working_days(date(2025, 3, 8), 0) == date(2025, 3, 8)

    @settings(max_examples=50)
    @given(INNER, st.integers(1, 100))
    def test_counting_back_again_leads_to_where_one_started(self, day, n):
        worked = next_working_day(day)
        assert add_working_days(add_working_days(worked, n), -n) == worked

    @settings(max_examples=50)
    @given(INNER, st.integers(1, 100))
    def test_as_many_working_days_lie_between_as_were_added(self, day, n):
        assert working_days_between(day, add_working_days(day, n)) == n

    @settings(max_examples=50)
    @given(INNER, INNER, st.integers(-100, 100))
    def test_a_later_day_never_leads_to_an_earlier_one(self, one, other, n):
        earlier, later = sorted((one, other))
        assert add_working_days(earlier, n) <= add_working_days(later, n)

    @settings(max_examples=50)
    @given(INNER, st.integers(-100, 100).filter(bool))
    def test_what_is_reached_is_worked(self, day, n):
        assert is_working_day(add_working_days(day, n))


class TestWorkingDaysBetween:
    def test_the_earlier_day_is_left_out_and_the_later_counts(self):
        assert working_days_between(date(2025, 3, 7), date(2025, 3, 10)) == 1
        assert working_days_between(date(2025, 3, 10), date(2025, 3, 10)) == 0

    def test_a_week_off_has_none(self):
        assert working_days_between(date(2025, 9, 30), date(2025, 10, 8)) == 0
        assert working_days_between(date(2025, 9, 30), date(2025, 10, 11)) == 3

    def test_there_are_none_before_the_earlier_day(self):
        assert working_days_between(date(2025, 3, 10), date(2025, 3, 3)) == 0

    @settings(max_examples=50)
    @given(LOADED, LOADED)
    def test_it_equals_counting_one_by_one(self, one, other):
        earlier, later = sorted((one, other))
        days = (earlier + timedelta(n) for n in range(1, (later - earlier).days + 1))
        assert working_days_between(earlier, later) == sum(map(is_working_day, days))


class TestAYearThatIsNotLoaded:
    @pytest.mark.parametrize("day", [date(2016, 12, 31), date(2027, 1, 1), date(1949, 10, 1)])
    @pytest.mark.parametrize("ask", [is_working_day, next_working_day, lambda day: add_working_days(day, 1)])
    def test_it_is_named_and_never_assumed(self, day, ask):
        with pytest.raises(NoCalendar, match=str(day.year)) as refused:
            ask(day)
        assert refused.value.year == day.year

    def test_counting_out_of_the_years_loaded_names_the_year_needed(self):
        with pytest.raises(NoCalendar, match="Loaded: 2017 to 2026") as forward:
            add_working_days(date(2026, 12, 31), 1)
        with pytest.raises(NoCalendar) as back:
            add_working_days(date(2017, 1, 3), -1)
        assert (forward.value.year, back.value.year) == (2027, 2016)

    def test_the_first_and_the_last_day_loaded_are_known(self):
        assert not is_working_day(date(2017, 1, 1))
        assert is_working_day(date(2026, 12, 31))


class TestAddMonths:
    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            ("2024-08-31", 6, "2025-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-12-15", 1, "2025-01-15"),
            ("2025-01-31", -2, "2024-11-30"),
            ("2025-01-15", -13, "2023-12-15"),
            ("2025-01-15", 0, "2025-01-15"),
        ],
    )
    def test_the_day_clamps_to_the_end_of_the_month(self, day, months, then):
        assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)

    @settings(max_examples=50)
    @given(LOADED, MONTHS)
    def test_going_back_differs_by_what_the_short_month_cut_off_and_no_more(self, day, months):
        there = add_months(day, months)
        back = add_months(there, -months)
        assert back == day or (back < day and there.day < day.day)

    @settings(max_examples=50)
    @given(LOADED, LOADED, MONTHS)
    def test_a_later_day_never_leads_to_an_earlier_one(self, one, other, months):
        earlier, later = sorted((one, other))
        assert add_months(earlier, months) <= add_months(later, months)


class TestTheTables:
    def test_every_year_from_2017_on_has_its_notice(self):
        assert {notice.year for notice in workdays.NOTICES} == set(range(2017, 2027))

    def test_notices_stand_in_the_order_of_issue_so_that_the_later_overrules(self):
        issued = [notice.issued for notice in workdays.NOTICES]
        assert issued == sorted(set(issued))
        lines = [line.issued for line in workdays.SCHEDULE]
        assert lines == sorted(lines)
        assert set(lines) == set(issued)

    @pytest.mark.parametrize("notice", workdays.NOTICES, ids=str)
    def test_every_notice_was_read_in_two_copies_and_may_decide(self, notice):
        assert Mark(notice.verification) is Mark.DOUBLE_CHECKED
        assert len(set(notice.read_in)) == 2

    @pytest.mark.parametrize("line", workdays.SCHEDULE, ids=str)
    def test_a_make_up_day_is_a_weekend_day_outside_the_holiday(self, line):
        assert line.first <= line.last
        assert all(day.weekday() >= 5 and day not in line.off for day in line.works)
