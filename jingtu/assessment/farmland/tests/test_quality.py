"""Non-detects in a mean, and duplicates (HJ/T 166-2004)."""

from decimal import Decimal

import pytest

from jingtu.assessment.farmland.quality import batch_passes, detected_percent, mean_with_half, pair_check
from jingtu.problems import Refused


class TestNonDetects:
    def test_enter_a_mean_with_half_the_limit(self):
        assert mean_with_half(
            [Decimal("0.05"), None, Decimal("0.08"), None, Decimal("0.12")], Decimal("0.02")
        ) == Decimal("0.054")

    def test_all_of_them_give_half_the_limit(self):
        assert mean_with_half([None, None], Decimal("0.02")) == Decimal("0.01")

    def test_share_of_detected(self):
        assert detected_percent([Decimal(1), None, Decimal(1), None, Decimal(1)]) == 60

    @pytest.mark.parametrize(
        "ask", [lambda: mean_with_half([], Decimal(1)), lambda: detected_percent([]), lambda: batch_passes([])]
    )
    def test_of_nothing_there_is_no_answer(self, ask):
        with pytest.raises(Refused):
            ask()


class TestDuplicates:
    @pytest.mark.parametrize(
        ("one", "other", "limit"),
        [
            ("0.0999", "0.0999", 30),
            ("0.1", "0.1", 25),
            ("0.999", "0.999", 25),
            ("1", "1", 20),
            ("10", "10", 10),
            ("100", "100", 10),
            ("100.1", "100.1", 5),
        ],
    )
    def test_the_limit_is_that_of_the_mean(self, one, other, limit):
        assert pair_check(Decimal(one), Decimal(other)).limit == limit

    @pytest.mark.parametrize(("one", "other", "passes"), [("0.75", "1.25", True), ("0.74", "1.26", False)])
    def test_a_deviation_equal_to_the_limit_passes(self, one, other, passes):
        assert pair_check(Decimal(one) / 2, Decimal(other) / 2).passes is passes

    @pytest.mark.parametrize(("one", "other"), [("-0.1", "0.2"), ("0", "0")])
    def test_what_cannot_be_compared_is_refused(self, one, other):
        with pytest.raises(Refused, match="检出限"):
            pair_check(Decimal(one), Decimal(other))

    def test_19_of_20_are_enough_and_18_are_not(self):
        good, bad = pair_check(Decimal(1), Decimal(1)), pair_check(Decimal(1), Decimal(9))
        assert batch_passes([good] * 19 + [bad])
        assert not batch_passes([good] * 18 + [bad] * 2)
