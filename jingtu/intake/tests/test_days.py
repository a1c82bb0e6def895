"""Dates as laboratories write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake.days import Day, parse

THIRD_OF_JUNE = date(2021, 6, 3)


@pytest.mark.parametrize(
    "text",
    ["2021.6.3", "2021-6-3", "2021/06/03", "2021年6月3日", "20210603", "44350", "44350.5", "2021-06-03 00:00:00",
     "２０２１．６．３", "2021-06-03T12:30:00", "2021.6.3~2021.6.5", "2021年6月3日 上午"],
)  # fmt: skip
def test_a_day_however_it_is_written(text):
    assert parse(text) == Day(THIRD_OF_JUNE)


def test_month_and_day_are_told_apart_only_where_they_can_be():
    assert parse("13/6/2021") == Day(date(2021, 6, 13))
    assert parse("6/13/2021") == Day(date(2021, 6, 13))
    assert parse("6/6/2021") == Day(date(2021, 6, 6))
    assert parse("6/3/2021") == Day(state="ambiguous")


@pytest.mark.parametrize("text", ["2026-02-30", "2026.13.1", "20261301", "31/31/2021"])
def test_a_day_that_is_none(text):
    assert parse(text) == Day(state="impossible")


@pytest.mark.parametrize("text", ["去年夏天", "12", "2021", "2021.6", "99999"])
def test_what_is_not_understood(text):
    assert parse(text) == Day(state="not_understood")


@given(st.dates(date(1954, 10, 4), date(2099, 12, 31)))
def test_serial_numbers_count_as_the_office_program_does(day):
    assert parse(str((day - date(1899, 12, 30)).days)) == Day(day)


@given(st.text(max_size=30))
def test_no_text_crashes_it(text):
    found = parse(text)
    assert (found.day is None) == bool(found.state)
