"""Values are exact, and targets are met or missed by whole items."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.assessment.indicators.value import (
    Answer,
    Comparator,
    Missing,
    Unit,
    Value,
    combined,
    meets,
    rounded,
    shortfall,
)


class TestATargetOfAtLeast91Percent:
    """p over n items needs ceil(p · n) of them; equality passes."""

    def test_91_of_100_meets_it(self):
        assert meets(Value(91, 100), ">=", 91) is Answer.MET
        assert shortfall(Value(91, 100), ">=", 91) == 0

    def test_90_of_100_is_one_short(self):
        assert meets(Value(90, 100), ">=", 91) is Answer.NOT_MET
        assert shortfall(Value(90, 100), ">=", 91) == 1

    def test_7_items_need_all_7_for_6_of_7_are_less_than_91_percent(self):
        assert shortfall(Value(6, 7), ">=", 91) == 1
        assert meets(Value(7, 7), ">=", 91) is Answer.MET

    def test_what_rounds_up_to_the_target_does_not_meet_it(self):
        value = Value(90_999_999, 100_000_000)
        assert value.shown(2) == "91.00"
        assert meets(value, ">=", 91) is Answer.NOT_MET
        assert shortfall(value, ">=", 91) == 1

    def test_a_third_is_compared_exactly(self):
        assert meets(Value(1, 3), ">=", Decimal("33.3333333333333333")) is Answer.MET
        assert meets(Value(1, 3), ">=", Decimal("33.3333333333333334")) is Answer.NOT_MET

    def test_7_percent_of_100_items_are_7_and_not_8(self):
        # 0.07 * 100 is 7.000000000000001 in floating point, so that ceil gives 8.
        assert meets(Value(7, 100), ">=", 7) is Answer.MET

    def test_a_float_is_refused(self):
        with pytest.raises(TypeError, match="Decimal"):
            meets(Value(91, 100), ">=", 91.0)


class TestOtherComparators:
    def test_more_than_leaves_equality_out(self):
        assert meets(Value(9, 10), ">", 90) is Answer.NOT_MET
        assert shortfall(Value(9, 10), ">", 90) == 1

    def test_at_most_lets_equality_in_and_counts_the_excess(self):
        assert meets(Value(95, 100), "<=", 95) is Answer.MET
        assert shortfall(Value(97, 100), "<=", 95) == 2

    def test_less_than_leaves_equality_out(self):
        assert shortfall(Value(95, 100), "<", 95) == 1

    def test_about_is_decided_only_where_it_is_equal(self):
        assert meets(Value(91, 100), "~", 91) is Answer.MET
        assert meets(Value(92, 100), "~", 91) is Answer.UNDECIDED
        assert shortfall(Value(92, 100), "~", 91) is None

    def test_equal_tells_the_distance_from_either_side(self):
        assert shortfall(Value(98, 100), "=", 100) == 2
        assert shortfall(Value(2, 5, Unit.COUNT), "=", 0) == 2

    def test_an_unknown_sign_is_refused(self):
        with pytest.raises(ValueError, match="about"):
            meets(Value(1, 1), "about", 91)


class TestWhatIsMissing:
    def test_nothing_to_count_is_neither_0_nor_100_percent(self):
        nothing = Value(0, 0)
        assert (nothing.number, nothing.shown()) == (None, "")
        assert meets(nothing, ">=", 0) is Answer.UNDECIDED
        assert meets(nothing, "<=", 100) is Answer.UNDECIDED

    def test_one_missing_fact_leaves_the_value_undecided_whatever_the_rest(self):
        lacking = Value(100, 100, missing=(Missing("farmland_units", "area", ("7 / 2026",)),))
        assert lacking.number is None
        assert meets(lacking, ">=", 91) is Answer.UNDECIDED
        assert shortfall(lacking, ">=", 91) is None

    def test_a_count_of_nothing_checked_is_not_zero(self):
        assert Value(0, 0, Unit.COUNT).number is None
        assert Value(0, 12, Unit.COUNT).number == 0


class TestUnits:
    def test_49_14_grams_per_tonne_is_met_at_the_gram(self):
        # 100,000 t of PVC may use 4,914,000 g of mercury.
        pvc = 100_000 * 10**6
        assert meets(Value(4_914_000, pvc, Unit.GRAM_PER_TONNE), "<=", Decimal("49.14")) is Answer.MET
        above = Value(4_914_001, pvc, Unit.GRAM_PER_TONNE)
        assert meets(above, "<=", Decimal("49.14")) is Answer.NOT_MET
        assert shortfall(above, "<=", Decimal("49.14")) == 1

    def test_an_amount_is_what_stands_above_the_line(self):
        assert Value(-250, 3, Unit.GRAM).number == -250
        assert Value(-250, 3, Unit.GRAM).shown() == "-250"


class TestRoundingForPrint:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [(Fraction(1, 8), "0.13"), (Fraction(-1, 8), "-0.13"), (Fraction(2, 3), "0.67"), (Fraction(5), "5.00")],
    )
    def test_half_goes_away_from_zero(self, number, shown):
        assert str(rounded(number, 2)) == shown


class TestSums:
    def test_numerators_and_denominators_add_up_and_nothing_missing_is_lost(self):
        lacking = Missing("dumps", "relapsed", ("D3",))
        assert combined([Value(1, 2), Value(3, 5, missing=(lacking,))]) == Value(4, 7, missing=(lacking,))

    def test_a_place_without_anything_to_count_does_not_spoil_the_sum(self):
        assert combined([Value(0, 0), Value(9, 10)]).number == 90

    def test_units_are_not_mixed(self):
        with pytest.raises(ValueError, match="one unit"):
            combined([Value(1, 2), Value(1, 2, Unit.GRAM)])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 300), st.integers(1, 300), st.decimals(0, 100, places=2))
def test_the_shortfall_is_exactly_what_must_be_added(done, items, target):
    value = Value(done, items)
    short = shortfall(value, Comparator.AT_LEAST, target)
    assert meets(Value(done + short, items), ">=", target) is Answer.MET
    if short:
        assert meets(Value(done + short - 1, items), ">=", target) is Answer.NOT_MET
