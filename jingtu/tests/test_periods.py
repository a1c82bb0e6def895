from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.periods import Period

DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))
PERIODS = st.builds(lambda start, n: Period(start, start + timedelta(n) if n else None), DAYS, st.integers(0, 4000))


class TestHalfOpen:
    def test_the_first_day_counts_and_the_day_it_ends_before_does_not(self):
        act = Period(date(2019, 1, 1), date(2026, 8, 15))
        assert date(2018, 12, 31) not in act
        assert date(2019, 1, 1) in act
        assert date(2026, 8, 14) in act
        assert date(2026, 8, 15) not in act

    def test_an_act_and_its_successor_do_not_overlap(self):
        act, code = Period(date(2019, 1, 1), date(2026, 8, 15)), Period(date(2026, 8, 15))
        assert not act.overlaps(code)

    def test_one_shared_day_is_an_overlap(self):
        act, code = Period(date(2019, 1, 1), date(2026, 8, 16)), Period(date(2026, 8, 15))
        assert act.overlaps(code)

    def test_an_empty_span_is_refused_with_both_days_named(self):
        with pytest.raises(ValueError, match=r"2026-08-15 to before 2026-08-15"):
            Period(date(2026, 8, 15), date(2026, 8, 15))


@given(PERIODS, PERIODS, DAYS)
def test_a_day_in_both_spans_means_they_overlap_either_way_round(one, other, day):
    assert one.overlaps(other) == other.overlaps(one)
    if day in one and day in other:
        assert one.overlaps(other)
