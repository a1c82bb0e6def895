"""Equal is within; the edge is decided by digits, not by binary fractions."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.positions import exact_sign, positions
from jingtu.assessment.verdicts import Position
from jingtu.units import factor, unit

SCHEMA = {
    "low": pl.Float64,
    "high": pl.Float64,
    "low_open": pl.Boolean,
    "high_open": pl.Boolean,
    "operator": pl.String,
    "text": pl.String,
    "num": pl.Int64,
    "den": pl.Int64,
    "lower": pl.Float64,
    "lower_inclusive": pl.Boolean,
    "lower_text": pl.String,
    "upper": pl.Float64,
    "upper_inclusive": pl.Boolean,
    "upper_text": pl.String,
    "text_value": pl.String,
}


def pair(
    value, *, upper=None, lower=None, inclusive=True, operator="", text=None, num=1, den=1, word=None
) -> dict[str, object]:
    below, above = operator == "<", operator == ">"
    return {
        "low": 0.0 if below else value,
        "high": None if above else value,
        "low_open": above,
        "high_open": below,
        "operator": operator,
        "text": text,
        "num": num,
        "den": den,
        "lower": None if lower is None else float(lower),
        "lower_inclusive": inclusive,
        "lower_text": lower,
        "upper": None if upper is None else float(upper),
        "upper_inclusive": inclusive,
        "upper_text": upper,
        "text_value": word,
    }


def position(value, **line) -> Position:
    return Position(positions(pl.DataFrame([pair(value, **line)], schema=SCHEMA))["position"][0])


class TestAgainstAnUpperLimit:
    @pytest.mark.parametrize(
        ("value", "expected"), [(0.29, "within"), (0.3, "within"), (0.30000001, "above"), (0.31, "above")]
    )
    def test_below_at_and_above(self, value, expected):
        assert position(value, upper="0.3") == expected

    def test_a_bound_that_is_not_part_of_it_is_not_within(self):
        assert position(5.5, upper="5.5", inclusive=False) is Position.ABOVE

    def test_more_than_the_limit_is_above_it(self):
        assert position(0.3, upper="0.3", operator=">") is Position.ABOVE

    def test_more_than_a_number_below_the_limit_is_open(self):
        assert position(0.2, upper="0.3", operator=">") is Position.STRADDLES

    @pytest.mark.parametrize(("below", "expected"), [(0.1, "within"), (0.3, "within"), (0.31, "straddles")])
    def test_a_non_detect_is_within_if_its_detection_limit_is(self, below, expected):
        assert position(below, upper="0.3", operator="<") == expected

    def test_a_non_detect_below_a_limit_that_is_not_part_of_it_is_within(self):
        assert position(5.5, upper="5.5", inclusive=False, operator="<") is Position.WITHIN

    def test_an_unknown_detection_limit_is_open(self):
        assert position(None, upper="0.3", operator="<") is Position.STRADDLES


class TestAgainstARange:
    @pytest.mark.parametrize(("value", "expected"), [(6.4, "above"), (6.5, "within"), (8.5, "within"), (8.6, "above")])
    def test_both_ends(self, value, expected):
        assert position(value, lower="6.5", upper="8.5") == expected


class TestWords:
    @pytest.mark.parametrize(("text", "expected"), [("无", "within"), ("有", "above"), ("微弱", "straddles")])
    def test_absent(self, text, expected):
        assert position(None, word="absent", text=text) == expected

    def test_not_detected(self):
        assert position(0.05, word="not_detected", operator="<") is Position.WITHIN
        assert position(0.05, word="not_detected") is Position.ABOVE


class TestTheEdge:
    def test_a_conversion_that_floats_get_wrong(self):
        """1.1 · 3 is not 3.3 in binary; 3300 µg/kg is 3.3 mg/kg all the same."""
        assert 1.1 * 3 > 3.3
        assert exact_sign(1.1, "1.1", 3, 1, "3.3") == 0
        assert position(1.1, upper="3.3", num=3, text="1.1") is Position.WITHIN

    def test_digits_that_float64_cannot_hold(self):
        assert position(0.3, upper="0.3", text="0.30000000000000001") is Position.ABOVE

    def test_text_that_says_another_number_is_not_trusted(self):
        assert exact_sign(0.3, "0.4", 1, 1, "0.3") == 0

    @settings(max_examples=200, deadline=None)
    @given(
        limit=st.decimals("0.001", "5000", places=3),
        step=st.sampled_from([Decimal(0), Decimal("1e-3"), Decimal("-1e-3"), Decimal("1e-12"), Decimal("-1e-12")]),
        of=st.sampled_from(["mg/kg", "ug/kg", "g/kg", "ng/kg"]),
    )
    def test_columns_and_exact_decimals_agree(self, limit, step, of):
        num, den = factor(unit(of), unit("mg/kg"))
        exact = limit * (1 + step)
        delivered = Fraction(exact) * den / num
        digits = Decimal(delivered.numerator) / Decimal(delivered.denominator)
        expected = Position.WITHIN if Fraction(digits) * num / den <= Fraction(limit) else Position.ABOVE
        found = position(float(digits), upper=str(limit), num=num, den=den, text=format(digits, "f"))
        assert found is expected
