"""A lot of grain above the limit (FL-GRAIN-01)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingtu.assessment.farmland.grain_lots import Flow, Lacking, Lot, Outflow, Step, flow

ON = date(2026, 12, 1)
ABOVE = Lot(
    id="L1",
    harvested_on=date(2026, 10, 1),
    sampled_on=date(2026, 9, 20),
    tested_on=date(2026, 9, 25),
    classes={"cadmium": 2, "arsenic": 1},
    free_sale_stopped_on=date(2026, 9, 26),
)
BOUGHT = replace(ABOVE, bought_on=date(2026, 10, 5), named_firm="某公司", weight_in=Decimal(100))
STORED = replace(BOUGHT, stored_on=date(2026, 10, 6), bin="3号仓")


def out(weight, step=Step.SOLD_NONFOOD, **of):
    return Outflow(step, date(2026, 11, 1), Decimal(weight), **of)


class TestWay:
    @pytest.mark.parametrize(
        ("lot", "way", "step"),
        [
            (Lot(id="L"), Flow.NOT_TESTED, Step.SAMPLED),
            (Lot(id="L", sampled_on=date(2026, 9, 20)), Flow.NOT_TESTED, Step.JUDGED),
            (replace(ABOVE, classes={"cadmium": 1}), Flow.FREE_SALE, None),
            (replace(ABOVE, classes={"cadmium": 1, "arsenic": None}), Flow.UNDECIDED, None),
            (replace(ABOVE, classes=None), Flow.UNDECIDED, None),
            (ABOVE, Flow.SEGREGATED, Step.BOUGHT),
            (BOUGHT, Flow.SEGREGATED, Step.STORED),
            (STORED, Flow.SEGREGATED, Step.SOLD_NONFOOD),
            (replace(STORED, outflows=(out(100, use_marked=True),)), Flow.CLOSED, None),
        ],
    )
    def test_by_what_is_on_record(self, lot, way, step):
        found = flow(lot, on=ON)
        assert (found.flow, found.next_step) == (way, step)

    def test_grain_above_the_limit_that_went_to_market_is_a_breach(self):
        found = flow(replace(ABOVE, market_on=date(2026, 10, 10)), on=ON)
        assert found.flow is Flow.BREACH
        assert Lacking.SOLD_FREELY in found.lacking

    def test_a_past_day_knows_nothing_of_later_days(self):
        assert flow(STORED, on=date(2026, 9, 24)).flow is Flow.NOT_TESTED
        assert flow(STORED, on=date(2026, 10, 5)).next_step is Step.STORED


class TestWeights:
    @pytest.mark.parametrize(("weight", "way"), [(97, Flow.SEGREGATED), (98, Flow.CLOSED), (102, Flow.CLOSED)])
    def test_closed_within_two_percent(self, weight, way):
        assert flow(replace(STORED, outflows=(out(weight, use_marked=True),)), on=ON).flow is way

    def test_more_out_than_in_is_said(self):
        found = flow(replace(STORED, outflows=(out(103, use_marked=True),)), on=ON)
        assert (found.left, found.lacking) == (Decimal(-3), (Lacking.WEIGHTS_DIFFER,))

    def test_an_unknown_weight_is_not_zero(self):
        found = flow(replace(STORED, weight_in=None), on=ON)
        assert (found.left, found.lacking) == (None, (Lacking.WEIGHT_IN,))


class TestRecord:
    def test_a_complete_record_lacks_nothing(self):
        assert flow(STORED, on=ON).lacking == ()

    @pytest.mark.parametrize(
        ("changed", "lacking"),
        [
            ({"named_firm": ""}, Lacking.NAMED_FIRM),
            ({"bin": ""}, Lacking.OWN_BIN),
            ({"free_sale_stopped_on": None}, Lacking.FREE_SALE_STOPPED_ON),
            ({"sampled_on": None}, Lacking.SAMPLED_ON),
            ({"outflows": (out(50, use_marked=None),)}, Lacking.USE_ON_PACKAGE),
            ({"outflows": (out(50, Step.SOLD_FOOD_AFTER_PROCESSING),)}, Lacking.PRODUCT_TEST),
            ({"outflows": (out(50, Step.SOLD_FOOD_AFTER_PROCESSING, product_within=False),)}, Lacking.PRODUCT_TEST),
        ],
    )
    def test_what_is_missing_is_named(self, changed, lacking):
        assert flow(replace(STORED, **changed), on=ON).lacking == (lacking,)

    def test_the_facts_of_the_duty(self):
        assert flow(STORED, on=ON).duty_facts == {
            "id": "L1",
            "harvested_on": date(2026, 10, 1),
            "tested_on": date(2026, 9, 25),
            "market_on": None,
            "disposed_on": date(2026, 10, 6),
        }

    def test_what_is_not_stored_yet_is_not_disposed_of(self):
        assert flow(BOUGHT, on=ON).duty_facts["disposed_on"] is None


class TestResultsWithoutTheDayOfTheTest:
    """Somebody has tested what has results; when, is lacking."""

    def test_the_lot_goes_its_way_and_the_day_is_lacking(self):
        found = flow(replace(ABOVE, tested_on=None), on=ON)
        assert (found.flow, found.next_step) == (Flow.SEGREGATED, Step.BOUGHT)
        assert found.lacking == (Lacking.TESTED_ON,)

    def test_results_of_a_later_day_are_not_looked_at(self):
        assert flow(replace(ABOVE, tested_on=date(2026, 12, 2)), on=ON).flow is Flow.NOT_TESTED

    def test_neither_day_nor_results_is_not_tested(self):
        assert flow(replace(ABOVE, tested_on=None, classes=None), on=ON).flow is Flow.NOT_TESTED
