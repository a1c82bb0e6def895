"""Duties of key regulated units, clause by clause: points, wells and rounds of sampling."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import (
    FirstRound,
    GroundwaterResult,
    MonitoredUnit,
    SoilLayer,
    SoilPoint,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    ZHONGYUAN,
    ask,
    ask_all,
    d,
    says,
    unit,
)


class TestKU010:
    """HJ 1209-2021: each surface point once a year."""

    POINT = SoilPoint(id="S1", layer=SoilLayer.SURFACE, sampled_on=(d("2024-09-10"),))

    def test_a_year_after_the_last_sample(self):
        sampled = unit(soil_points=(self.POINT,))
        assert says("KU-010", sampled, "2025-09-10") == ["S1: due 2025-09-10"]
        assert says("KU-010", sampled, "2025-09-11") == ["S1: late 2025-09-10 1D(open)"]
        again = replace(self.POINT, sampled_on=(d("2024-09-10"), d("2025-09-12")))
        assert says("KU-010", unit(soil_points=(again,)), "2025-09-30")[0] == "S1: late 2025-09-10 2D"

    def test_deep_points_are_not_meant_and_unknown_ones_are_named(self):
        deep, unknown = SoilPoint(id="D1", layer=SoilLayer.DEEP), SoilPoint(id="X")
        assert says("KU-010", unit(soil_points=(deep,)), "2025-09-11") == []
        found = ask("KU-010", unit(soil_points=(unknown,)), "2025-09-11")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("layer",))

    def test_never_sampled_is_missing_once_the_year_of_the_first_round_is_over(self):
        never = unit(soil_points=(replace(self.POINT, sampled_on=()),))
        assert says("KU-010", never, "2025-03-29") == []
        assert says("KU-010", never, "2025-03-30") == ["S1: missing"]

    def test_off_the_list_nothing_more_is_owed(self):
        assert says("KU-010", unit(soil_points=(self.POINT,), delisted_on=d("2025-09-09")), "2025-09-11") == []
        never = unit(soil_points=(replace(self.POINT, sampled_on=()),), delisted_on=d("2025-06-01"))
        assert says("KU-010", never, "2025-09-11") == []

    def test_the_standard_asks_for_it_from_2022_and_zhongyuan_did_before(self):
        assert ask("KU-010", unit(soil_points=(self.POINT,)), "2025-09-10").label is Label.PLAN
        point = replace(self.POINT, sampled_on=(d("2020-12-30"),))
        early = {place: unit(place=place, listed_on=d("2019-03-29"), soil_points=(point,)) for place in ("", ZHONGYUAN)}
        assert says("KU-010", early[""], "2022-01-01") == []
        assert says("KU-010", early[ZHONGYUAN], "2021-12-30") == ["S1: due 2021-12-30"]


class TestKU011:
    """HJ 1209-2021: each deep point of a class-one unit once in three years."""

    POINT = SoilPoint(id="D1", monitored_unit="A", layer=SoilLayer.DEEP, sampled_on=(d("2022-09-13"),))

    def of_class(self, unit_class: int | None) -> KeyUnit:
        parts = (MonitoredUnit(id="A", unit_class=unit_class),)
        return unit(listed_on=d("2022-03-29"), soil_points=(self.POINT,), monitored_units=parts)

    def test_three_years_after_the_last_sample_counted_past_the_weekend(self):
        assert says("KU-011", self.of_class(1), "2025-09-14") == ["D1: pending 2025-09-15"]
        assert says("KU-011", self.of_class(1), "2025-09-15") == ["D1: due 2025-09-15"]
        assert says("KU-011", self.of_class(1), "2025-09-16") == ["D1: late 2025-09-15 1D(open)"]

    def test_neither_class_two_nor_surface_points_owe_it(self):
        assert says("KU-011", self.of_class(2), "2025-09-16") == []
        surface = replace(self.POINT, layer=SoilLayer.SURFACE)
        assert says("KU-011", replace(self.of_class(1), soil_points=(surface,)), "2025-09-16") == []

    @pytest.mark.parametrize("unit_class", [None, 3])
    def test_an_unknown_class_is_for_a_person(self, unit_class):
        found = ask("KU-011", self.of_class(unit_class), "2025-09-16")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("unit_class",))

    def test_the_standard_asks_for_it_from_2022(self):
        assert ask("KU-011", self.of_class(1), "2025-09-16").label is Label.PLAN
        for sampled, found in (("2018-12-31", []), ("2019-01-04", ["D1: late 2022-01-04 1D(open)"])):
            point = replace(self.POINT, sampled_on=(d(sampled),))
            old = replace(self.of_class(1), listed_on=d("2018-12-03"), soil_points=(point,))
            assert says("KU-011", old, "2022-01-05") == found


def wells(unit_class: int | None, sensitive: bool | None, *sampled: str, listed: str = "2024-03-29") -> KeyUnit:
    part = MonitoredUnit(id="A", unit_class=unit_class, groundwater_sampled_on=tuple(map(d, sampled)))
    return unit(listed_on=d(listed), monitored_units=(part,), groundwater_sensitive_1km=sensitive)


class TestKU012:
    """HJ 1209-2021: groundwater of a class-one unit half-yearly, quarterly with a sensitive area within 1 km."""

    @pytest.mark.parametrize(("sensitive", "due", "after"), [(False, "2025-03-10", "11"), (True, "2024-12-10", "11")])
    def test_the_period_follows_the_sensitive_area(self, sensitive, due, after):
        sampled = wells(1, sensitive, "2024-09-10")
        assert says("KU-012", sampled, due) == [f"A: due {due}"]
        assert says("KU-012", sampled, f"{due[:8]}{after}") == [f"A: late {due} 1D(open)"]

    def test_a_sample_on_the_last_day_is_in_time_and_opens_the_next_period(self):
        assert says("KU-012", wells(1, True, "2024-09-10", "2024-12-10"), "2025-01-02") == [
            "A: fulfilled 2024-12-10",
            "A: pending 2025-03-10",
        ]

    def test_class_two_is_not_meant_and_unknown_facts_are_named(self):
        assert says("KU-012", wells(2, False, "2024-09-10"), "2025-03-11") == []
        found = ask("KU-012", wells(None, None, "2024-09-10"), "2025-03-11")
        assert found.state is State.HUMAN_REVIEW
        assert found.occurrence.missing == ("unit_class", "groundwater_sensitive_1km")

    def test_the_standard_asks_for_it_from_2022(self):
        assert ask("KU-012", wells(1, False, "2024-09-10"), "2025-03-11").label is Label.PLAN
        for sampled, found in (("2021-06-30", []), ("2021-07-04", ["A: late 2022-01-04 1D(open)"])):
            assert says("KU-012", wells(1, False, sampled, listed="2020-03-27"), "2022-01-05") == found


class TestKU013:
    """HJ 1209-2021: groundwater of a class-two unit yearly, half-yearly with a sensitive area within 1 km."""

    @pytest.mark.parametrize(
        ("sensitive", "due", "after"), [(False, "2025-09-10", "2025-09-11"), (True, "2025-03-10", "2025-03-11")]
    )
    def test_the_period_follows_the_sensitive_area(self, sensitive, due, after):
        sampled = wells(2, sensitive, "2024-09-10")
        assert says("KU-013", sampled, due) == [f"A: due {due}"]
        assert says("KU-013", sampled, after) == [f"A: late {due} 1D(open)"]

    def test_class_one_is_not_meant_and_unknown_facts_are_named(self):
        assert says("KU-013", wells(1, False, "2024-09-10"), "2025-09-11") == []
        assert ask("KU-013", wells(3, False), "2025-09-11").occurrence.missing == ("unit_class",)
        found = ask("KU-013", wells(2, None, "2024-09-10"), "2025-09-11")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("groundwater_sensitive_1km",))

    def test_the_standard_asks_for_it_from_2022(self):
        assert ask("KU-013", wells(2, False, "2024-09-10"), "2025-09-11").label is Label.PLAN
        for sampled, found in (("2020-12-31", []), ("2021-01-04", ["A: late 2022-01-04 1D(open)"])):
            assert says("KU-013", wells(2, False, sampled, listed="2020-03-27"), "2022-01-05") == found


class TestKU014:
    """HJ 1209-2021: a first round of everything within a year of listing (not confirmed)."""

    ROUND = FirstRound(finished_on=d("2025-03-31"), all_points=True, full_indicators=True)

    def test_only_a_listed_unit_owes_it(self):
        assert says("KU-014", KeyUnit(id="u", first_round=self.ROUND), "2025-03-31") == []
        assert says("KU-014", unit(), "2024-03-28") == []

    def test_a_year_after_29_march_2024_is_monday_31_march(self):
        assert says("KU-014", unit(), "2025-03-30") == ["pending 2025-03-31"]
        assert says("KU-014", unit(), "2025-03-31") == ["due 2025-03-31"]
        assert says("KU-014", unit(), "2025-04-01") == ["late 2025-03-31 1D(open)"]

    def test_a_round_on_the_last_day_is_in_time_unless_it_leaves_something_out(self):
        assert says("KU-014", unit(first_round=self.ROUND), "2025-04-02") == ["fulfilled 2025-03-31"]
        late = replace(self.ROUND, finished_on=d("2025-04-02"))
        assert says("KU-014", unit(first_round=late), "2025-04-02") == ["late 2025-03-31 2D"]
        for part in ("all_points", "full_indicators"):
            short = unit(first_round=replace(self.ROUND, **{part: False}))
            assert says("KU-014", short, "2025-04-02") == ["late 2025-03-31 2D(open)"]

    def test_what_is_not_known_of_the_round_is_named(self):
        found = ask("KU-014", unit(first_round=FirstRound(finished_on=d("2025-03-03"))), "2025-04-02")
        assert (found.state, found.occurrence.missing) == (State.FULFILLED, ("all_points", "full_indicators"))

    def test_off_the_list_before_the_day_it_is_not_owed(self):
        assert says("KU-014", unit(delisted_on=d("2025-03-30")), "2025-04-01") == []

    def test_it_is_an_internal_reminder_from_2022_on(self):
        assert ask("KU-014", unit(), "2025-04-01").label is Label.INTERNAL
        for listed, found in (("2020-12-31", []), ("2021-01-04", ["late 2022-01-04 1D(open)"])):
            assert says("KU-014", unit(listed_on=d(listed)), "2022-01-05") == found


def results(*found: tuple[str, str | None], limit: str | None = "100", unit_class: int | None = 1) -> KeyUnit:
    """A well with results of arsenic by day; a dash is not detected, None not known."""
    series = tuple(
        GroundwaterResult(
            monitored_unit="A",
            well="W1",
            substance="As",
            sampled_on=d(day),
            value=None if value in (None, "-") else Decimal(value),
            not_detected=value == "-",
            limit=None if limit is None else Decimal(limit),
        )
        for day, value in found
    )
    parts = (MonitoredUnit(id="A", unit_class=unit_class),)
    return unit(groundwater_results=series, monitored_units=parts, groundwater_sensitive_1km=False)


class TestKU015:
    """HJ 1209-2021 (remembered): twice as often after an abnormal result, until two normal ones."""

    ABOVE = results(("2025-01-10", "100.1"))

    def test_a_result_at_its_limit_is_normal(self):
        assert says("KU-015", results(("2025-01-10", "100")), "2025-04-11") == []

    def test_half_of_half_a_year_is_a_quarter(self):
        assert says("KU-015", self.ABOVE, "2025-01-09") == []
        assert says("KU-015", self.ABOVE, "2025-04-10") == ["W1 As: due 2025-04-10"]
        assert says("KU-015", self.ABOVE, "2025-04-11") == ["W1 As: late 2025-04-10 1D(open)"]

    @pytest.mark.parametrize(
        ("unit_class", "sensitive", "due"), [(1, True, "2025-02-24"), (2, False, "2025-07-10"), (2, True, "2025-04-10")]
    )
    def test_each_base_is_halved(self, unit_class, sensitive, due):
        above = replace(results(("2025-01-10", "101"), unit_class=unit_class), groundwater_sensitive_1km=sensitive)
        assert says("KU-015", above, due) == [f"W1 As: due {due}"]

    @pytest.mark.parametrize(("second", "starts"), [("64.9", 0), ("65", 1)])
    def test_three_tenths_more_than_before_is_abnormal(self, second, starts):
        found = ask_all("KU-015", results(("2024-07-10", "50"), ("2025-01-10", second)), "2025-01-20")
        assert len(found) == starts

    @pytest.mark.parametrize(("values", "starts"), [(("10", "11", "12", "13"), 0), (("10", "11", "12", "13", "14"), 1)])
    def test_four_rises_in_a_row_are_abnormal_and_three_are_not(self, values, starts):
        days = ("2022-01-10", "2022-07-10", "2023-01-10", "2023-07-10", "2024-01-10")
        rising = replace(results(*zip(days, values, strict=False)), listed_on=d("2021-03-29"))
        assert len(ask_all("KU-015", rising, "2024-01-20")) == starts

    def test_two_normal_results_end_it_and_one_does_not(self):
        once = results(("2025-01-10", "120"), ("2025-04-10", "90"))
        assert says("KU-015", once, "2025-05-06") == ["W1 As: fulfilled 2025-04-10", "W1 As: pending 2025-07-10"]
        twice = results(("2025-01-10", "120"), ("2025-04-10", "90"), ("2025-07-11", "-"))
        assert says("KU-015", twice, "2025-12-01") == ["W1 As: fulfilled 2025-04-10", "W1 As: late 2025-07-10 1D"]

    def test_an_abnormal_result_after_one_normal_begins_the_count_anew(self):
        relapse = results(("2025-01-10", "120"), ("2025-04-10", "90"), ("2025-07-10", "110"), ("2025-10-10", "90"))
        assert says("KU-015", relapse, "2025-10-20")[-1] == "W1 As: pending 2026-01-12"

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            (results(("2025-01-10", "90"), limit=None), "limit"),
            (results(("2025-01-10", None)), "value"),
            (results(("2025-01-10", "120"), unit_class=None), "unit_class"),
            (results(("2025-01-10", "120"), unit_class=0), "unit_class"),
            (unit(groundwater_results=(GroundwaterResult(well="W1"),)), "sampled_on"),
        ],
    )
    def test_what_is_not_known_is_named(self, facts, missing):
        found = ask("KU-015", facts, "2025-02-01")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (missing,))

    def test_it_is_an_internal_reminder_from_2022_on(self):
        assert ask("KU-015", self.ABOVE, "2025-04-11").label is Label.INTERNAL
        for sampled, found in (("2021-09-30", []), ("2021-10-04", ["W1 As: late 2022-01-04 1D(open)"])):
            assert says("KU-015", results((sampled, "120")), "2022-01-05") == found


class TestScenarioS06:
    """First year on the list, with a sensitive area near: the whole chain, as the collection has it."""

    FACTS = unit(
        groundwater_sensitive_1km=True,
        monitored_units=(
            MonitoredUnit(unit_class=1, groundwater_sampled_on=(d("2024-09-10"), d("2024-12-09"), d("2025-04-20"))),
        ),
        soil_points=(
            SoilPoint(layer=SoilLayer.SURFACE, sampled_on=(d("2024-09-10"),)),
            SoilPoint(layer=SoilLayer.DEEP, sampled_on=(d("2024-09-10"),)),
        ),
        first_round=FirstRound(finished_on=d("2024-09-10"), all_points=True),
        hazard_checks=(d("2025-04-15"),),
    )

    def test_check_and_sampling_are_late_and_the_rest_is_in_hand(self):
        assert says("KU-003", self.FACTS, "2025-05-01") == ["late 2025-03-31 15D"]
        assert ask("KU-014", self.FACTS, "2025-05-01").state is State.FULFILLED
        assert says("KU-012", self.FACTS, "2025-05-01") == [
            "fulfilled 2024-12-10",
            "late 2025-03-10 41D",
            "pending 2025-07-21",
        ]
        assert says("KU-010", self.FACTS, "2025-05-01") == ["pending 2025-09-10"]
        deep = ask("KU-011", self.FACTS, "2025-05-01")
        assert (deep.state, deep.occurrence.nominal) == (State.PENDING, d("2027-09-10"))
