"""What standards print in a cell, and what it says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.standards.expressions import NotAnExpression, bounds, footnotes


def one(printed, comparator="<="):
    [bound] = bounds(printed, comparator)
    return bound


class TestNumbers:
    def test_a_bare_number_is_compared_as_the_table_says(self):
        assert (one("0.3").comparator, one("0.3").upper, one("0.3").upper_inclusive) == ("<=", Decimal("0.3"), True)
        assert (one("11.2", "=").comparator, one("11.2", "=").value) == ("=", Decimal("11.2"))

    def test_digits_stay_as_printed(self):
        assert str(one("0.10").value) == "0.10"

    @pytest.mark.parametrize(
        ("printed", "inside", "outside"), [("≤5", "5", "5.1"), (">25", "25.1", "25"), ("<5.5", "5.4", "5.5")]
    )
    def test_the_edge_belongs_to_the_sign(self, printed, inside, outside):
        assert one(printed).holds(Decimal(inside))
        assert not one(printed).holds(Decimal(outside))

    def test_a_footnote_is_no_digit(self):
        assert one("20①").value == 20
        assert footnotes("20①") == "①"
        assert footnotes("20") == ""


class TestRanges:
    def test_two_intervals_are_two_alternatives(self):
        low, high = bounds("5.5≤pH<6.5；8.5<pH≤9.0", "<=")
        assert [value for value in ("5.5", "6.4", "6.5", "8.5", "8.6", "9.0", "9.1") if low.holds(Decimal(value))] == [
            "5.5",
            "6.4",
        ]
        assert [value for value in ("6.5", "8.5", "8.6", "9.0", "9.1") if high.holds(Decimal(value))] == ["8.6", "9.0"]

    def test_either_side_of_a_range(self):
        assert [(each.comparator, each.value) for each in bounds("pH<5.5或pH>9.0", "<=")] == [
            ("<", Decimal("5.5")),
            (">", Decimal("9.0")),
        ]

    def test_from_to_includes_both_ends(self):
        assert one("5.5~8.5").holds(Decimal("5.5"))
        assert one("5.5~8.5").holds(Decimal("8.5"))

    def test_a_range_that_runs_backwards_is_refused(self):
        with pytest.raises(NotAnExpression):
            bounds("8.5~5.5", "<=")


class TestWords:
    @pytest.mark.parametrize(("printed", "said"), [("无", "absent"), ("有", "present"), ("不得检出", "not_detected")])
    def test_words_are_no_numbers(self, printed, said):
        assert (one(printed).text_value, one(printed).value) == (said, None)
        assert not one(printed).holds(Decimal(0))

    @pytest.mark.parametrize("printed", ["", " ", "—"])
    def test_no_value_is_no_limit(self, printed):
        assert bounds(printed, "<=") == []

    @pytest.mark.parametrize(
        "printed", ["O.3", "0,3", "1e3", "约0.3", "≤", "0.3 mg/kg", "NaN", "6.5≤8.5", "0.3.1", "-", "-1", "１０"]
    )
    def test_anything_else_is_refused(self, printed):
        with pytest.raises(NotAnExpression):
            bounds(printed, "<=")

    @given(st.text(max_size=20))
    def test_no_text_breaks_it(self, printed):
        try:
            found = bounds(printed, "<=")
        except NotAnExpression:
            return
        assert all(each.comparator in ("<=", "<", ">", ">=", "range", "text") for each in found)
