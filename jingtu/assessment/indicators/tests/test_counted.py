"""Counted shares of lists, and breaches that are zero only where cases were checked."""

import csv

import pytest

from jingtu.assessment.indicators import find, meets
from jingtu.assessment.indicators.counted import COUNTED
from jingtu.assessment.indicators.tests.made import answer, day, missing, reasons
from jingtu.assessment.indicators.value import Answer, Unit

# What the two keys name that is no count of items or cases: a growing area, days between events, a weighted score, an
# audience that is not counted item by item.
NOT_COUNTED = {"safe_area_growth", "transfer_lag", "meeting_interval", "assess_score", "publicity_reach"}


def item(indicator, item_id, *, done, on=None):
    return {"indicator": indicator, "item_id": item_id, "place": "140581", "done": done, "done_on": on and day(on)}


def case(indicator, item_id, *, breach, on="2026-03-01"):
    return {
        "indicator": indicator,
        "item_id": item_id,
        "place": "140404",
        "checked_on": on and day(on),
        "breach": breach,
    }


class TestShares:
    def test_items_of_other_indicators_do_not_count(self):
        rows = [
            item("resp_letter_rate", "1", done=True, on="2026-02-01"),
            item("resp_letter_rate", "2", done=False),
            item("landfill_close_rate", "1", done=False),
        ]
        assert answer("resp_letter_rate", "2026-11-22", listed_items=rows).value.number == 50

    def test_all_items_done_meets_100_percent_only_from_the_last_day_on(self):
        rows = [item("class_done_rate", "1", done=True, on="2026-02-01")]
        assert meets(answer("class_done_rate", "2026-01-31", listed_items=rows).value, "=", 100) is Answer.NOT_MET
        assert meets(answer("class_done_rate", "2026-02-01", listed_items=rows).value, "=", 100) is Answer.MET

    def test_done_without_a_day_is_named(self):
        rows = [item("class_done_rate", "1", done=True)]
        assert missing(answer("class_done_rate", "2026-11-22", listed_items=rows)) == {
            "done_on": ("class_done_rate / 1",)
        }


class TestBreaches:
    """The target is zero."""

    def test_checked_and_nothing_wrong_is_zero(self):
        rows = [case("gate_breach", "1", breach=False), case("gate_breach", "2", breach=False)]
        value = answer("gate_breach", "2026-11-22", checked_cases=rows).value
        assert (value.unit, value.number) == (Unit.COUNT, 0)
        assert meets(value, "=", 0) is Answer.MET

    def test_nothing_checked_is_not_zero(self):
        value = answer("gate_breach", "2026-11-22", checked_cases=[case("grain_leak_count", "1", breach=False)]).value
        assert value.number is None
        assert meets(value, "=", 0) is Answer.UNDECIDED

    def test_one_breach_is_one(self):
        rows = [case("gate_breach", "1", breach=True), case("gate_breach", "2", breach=False)]
        computed = answer("gate_breach", "2026-11-22", checked_cases=rows)
        assert computed.value.number == 1
        assert reasons(computed)["gate_breach / 2"] == ("below", "no_breach")


class TestSessionsHeld:
    def test_sessions_of_the_year_are_counted(self):
        rows = [
            item("cadre_training_count", "1", done=True, on="2019-06-01"),
            item("cadre_training_count", "2", done=True, on="2018-06-01"),
            item("cadre_training_count", "3", done=False),
        ]
        value = answer("cadre_training_count", "2019-12-31", listed_items=rows).value
        assert value.number == 1
        assert meets(value, ">=", 1) is Answer.MET


@pytest.mark.shared
def test_every_target_of_the_keys_that_can_be_counted_has_its_indicator(shared):
    wanted = set()
    for key in sorted((shared / "plans" / "expected").glob("targets_*.csv")):
        with key.open(encoding="utf-8", newline="") as lines:
            wanted |= {row["indicator_id"] for row in csv.DictReader(lines)}
    assert len(wanted) > 30
    assert {name for name in wanted if find(name) is None} == NOT_COUNTED


def test_every_counted_indicator_names_what_it_counts():
    assert len(COUNTED) == 32
    assert all(one.variants[0].formula_zh and one.variants[0].formula_en for one in COUNTED)
