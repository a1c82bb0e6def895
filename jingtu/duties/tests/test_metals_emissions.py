"""Duties on emissions, thallium, mercury and cleaner-production audits, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import (
    DischargeStandard,
    EmissionAccount,
    EmissionResult,
    Method,
    Pollutant,
)
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.facts.thallium import (
    OutletKind,
    OutletResult,
    Thallium,
    ThalliumProblem,
    ThalliumSector,
)
from jingtu.duties.metals import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

LIUCHENG, SHANGDANG = "450222", "140404"


def one(duty: str, facts: MetalEnterprise, on: date, parameters: Parameters = NOTHING_SET) -> Owed:
    return asked(DUTIES, duty, facts, on=on, parameters=parameters)


def every(duty: str, facts: MetalEnterprise, on: date, parameters: Parameters = NOTHING_SET) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on, parameters=parameters)


def enterprise(place: str = LIUCHENG, **facts: Any) -> MetalEnterprise:
    return MetalEnterprise(id="e", place=place, as_of=date(2027, 12, 31), **facts)


def with_setting(name: str, value: str, place: str) -> Parameters:
    return Parameters([Setting(name, place, value, Period(date(2000, 1, 1)), "notice", "")])


class TestHM012:
    """Shangdang plan 2022, art. 1; GB 25466: special emission limits in the areas named, from the day set."""

    START = with_setting("area.start_date", "2023-01-01", "140400")

    @staticmethod
    def of(value: str | None = "0.5", limit: str | None = "0.5", **facts: Any) -> MetalEnterprise:
        result = EmissionResult(
            about="DA001 lead",
            sampled_on=date(2023, 3, 1),
            concentration=Decimal(value) if value else None,
            special_limit=Decimal(limit) if limit else None,
        )
        known = {
            "in_special_limit_area": True,
            "standards": (DischargeStandard.LEAD_ZINC,),
            "emission_results": (result,),
        }
        return enterprise(SHANGDANG, **{**known, **facts})

    def test_outside_the_areas_and_under_other_standards_nothing_is_owed(self) -> None:
        assert every("HM-012", self.of(in_special_limit_area=False), date(2023, 3, 1), self.START) == []
        assert every("HM-012", self.of(standards=(DischargeStandard.OTHER,)), date(2023, 3, 1), self.START) == []

    def test_unknown_areas_and_standards_are_named(self) -> None:
        for name, facts in (
            ("in_special_limit_area", self.of(in_special_limit_area=None)),
            ("standards", self.of(standards=())),
        ):
            found = one("HM-012", facts, date(2023, 3, 1), self.START)
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_without_a_day_set_it_depends_on_a_parameter(self) -> None:
        found = one("HM-012", self.of("0.6"), date(2023, 3, 2))
        assert (found.state, found.label, found.occurrence.missing) == (
            State.TRIGGERED,
            Label.PARAMETER,
            ("area.start_date",),
        )

    def test_it_begins_on_the_day_set(self) -> None:
        assert every("HM-012", self.of(), date(2022, 12, 31), self.START) == []
        found = one("HM-012", self.of(), date(2023, 1, 1), self.START)
        assert (found.state, found.label, found.occurrence.since) == (
            State.TRIGGERED,
            Label.PARAMETER,
            date(2023, 1, 1),
        )

    @pytest.mark.parametrize(("value", "number"), [("0.4999", 1), ("0.5", 1), ("0.5001", 2)])
    def test_a_result_at_the_limit_is_within(self, value: str, number: int) -> None:
        assert len(every("HM-012", self.of(value), date(2023, 3, 5), self.START)) == number

    def test_an_exceedance_lasts_until_the_limit_is_kept_again(self) -> None:
        found = every("HM-012", self.of("0.6"), date(2023, 3, 5), self.START)[1]
        assert (found.late, found.due, found.label) == ("4D(open)", date(2023, 3, 1), Label.PARAMETER)
        assert len(every("HM-012", self.of("0.6"), date(2023, 2, 28), self.START)) == 1
        later = with_setting("area.start_date", "2023-03-02", "140400")
        assert len(every("HM-012", self.of("0.6"), date(2023, 3, 5), later)) == 1

    def test_a_result_without_value_or_limit_needs_a_person(self) -> None:
        for name, facts in (("concentration", self.of(None)), ("special_limit", self.of(limit=None))):
            found = every("HM-012", facts, date(2023, 3, 5), self.START)[1]
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_elsewhere_only_the_standard_carries_it(self) -> None:
        facts = MetalEnterprise(id="e", in_special_limit_area=True, standards=(DischargeStandard.LEAD_ZINC,))
        assert len(one("HM-012", facts, date(2023, 3, 1)).citations) == 1
        assert len(one("HM-012", self.of(), date(2023, 3, 1)).citations) == 2
        assert len(one("HM-012", self.of(), date(2021, 12, 31)).citations) == 1


class TestHM013:
    """Decree 27, Shangdang plan 2022: toxic emitters on the yearly list of key dischargers; by default on 31 March."""

    def test_who_emits_nothing_toxic_is_not_concerned(self) -> None:
        assert every("HM-013", enterprise(toxic_air=False, toxic_water=False), date(2024, 3, 31)) == []

    def test_one_medium_is_enough_and_unknown_ones_are_named(self) -> None:
        lists: tuple[Yearly, ...] = ()
        facts = enterprise(toxic_water=True, key_discharger_lists=lists)
        assert one("HM-013", facts, date(2024, 3, 31)).state is State.DUE
        found = one("HM-013", enterprise(toxic_air=False), date(2024, 3, 31))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("toxic_water",))
        found = one("HM-013", enterprise(toxic_air=True), date(2024, 3, 31))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("key_discharger_lists",))

    def test_it_is_due_on_31_march_a_sunday_and_late_the_day_after(self) -> None:
        facts = enterprise(toxic_air=True, key_discharger_lists=(Yearly(2024, date(2024, 4, 1)),))
        found = one("HM-013", facts, date(2024, 6, 1))
        assert (found.due, found.late, found.about) == (date(2024, 3, 31), "1D", "2024")
        in_time = enterprise(toxic_air=True, key_discharger_lists=(Yearly(2024, date(2024, 3, 31)),))
        assert one("HM-013", in_time, date(2024, 6, 1)).state is State.FULFILLED

    def test_the_day_is_the_platforms_own_and_decree_27_begins_with_2023(self) -> None:
        facts = enterprise(toxic_air=True, key_discharger_lists=())
        assert one("HM-013", facts, date(2023, 1, 1)).label is Label.INTERNAL
        assert every("HM-013", facts, date(2022, 12, 31)) == []


class TestHM014:
    """Permit Regulation art. 20, Code art. 184: key dischargers to air monitor particulates on the network."""

    CITY = with_setting("city.pm_auto_deadline", "2023-06-30", "450200")

    @staticmethod
    def of(installed: date | None = None, networked: date | None = None, **facts: Any) -> MetalEnterprise:
        known = {"air_key_listed_on": date(2023, 3, 31)}
        return enterprise(
            **{**known, **facts},
            particulate_monitor_installed_on=installed,
            particulate_monitor_networked_on=networked,
        )

    def test_before_it_is_listed_nothing_is_owed(self) -> None:
        assert every("HM-014", self.of(air_key_listed_on=None), date(2023, 7, 1), self.CITY) == []
        assert every("HM-014", self.of(), date(2023, 3, 30), self.CITY) == []

    def test_both_are_due_on_the_day_of_the_city(self) -> None:
        found = every("HM-014", self.of(), date(2023, 6, 30), self.CITY)
        assert [(part.about, part.due, part.state, part.label) for part in found] == [
            ("installed", date(2023, 6, 30), State.DUE, Label.PARAMETER),
            ("networked", date(2023, 6, 30), State.DUE, Label.PARAMETER),
        ]
        installed, networked = every(
            "HM-014", self.of(date(2023, 6, 30), date(2023, 7, 1)), date(2023, 8, 1), self.CITY
        )
        assert (installed.state, networked.late) == (State.FULFILLED, "1D")

    def test_without_a_day_it_depends_on_the_city(self) -> None:
        found = every("HM-014", self.of(), date(2023, 8, 1))[0]
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("city.pm_auto_deadline",))

    def test_a_day_that_had_passed_when_it_was_listed_needs_a_person(self) -> None:
        listed = date(2023, 7, 1)
        found = every("HM-014", self.of(air_key_listed_on=listed), date(2023, 8, 1), self.CITY)[0]
        assert (found.state, found.late, found.label) == (State.HUMAN_REVIEW, "", Label.PARAMETER)
        done = self.of(date(2023, 8, 1), air_key_listed_on=listed)
        assert every("HM-014", done, date(2023, 8, 1), self.CITY)[0].state is State.FULFILLED
        same_day = every("HM-014", self.of(air_key_listed_on=date(2023, 6, 30)), date(2023, 7, 1), self.CITY)
        assert same_day[0].late == "1D(open)"

    def test_the_code_joins_on_15_august_2026(self) -> None:
        found = every("HM-014", self.of(), date(2026, 8, 15), self.CITY)[0]
        assert "生态环境法典第184条" in [cite.text() for cite in found.segments[-1].citations]
        before = every("HM-014", self.of(), date(2026, 8, 14), self.CITY)[0]
        assert [cite.text() for cite in before.segments[-1].citations] == ["排污许可管理条例第20条"]


class TestHM015:
    """Permit Regulation art. 22: emissions accounted from automatic data; by default by 31 January of the next year."""

    @staticmethod
    def of(*accounts: EmissionAccount, **facts: Any) -> MetalEnterprise:
        return enterprise(particulate_monitor_networked_on=date(2022, 6, 1), accounts=accounts, **facts)

    @staticmethod
    def account(method: Method | None = Method.AUTOMATIC, on: date = date(2023, 2, 1)) -> EmissionAccount:
        return EmissionAccount(year=2022, pollutant=Pollutant.PARTICULATES, method=method, accounted_on=on)

    def test_before_the_data_flow_and_within_the_first_year_nothing_is_owed(self) -> None:
        assert every("HM-015", enterprise(), date(2023, 1, 31)) == []
        assert every("HM-015", self.of(), date(2022, 12, 31)) == []

    def test_the_first_year_is_due_on_31_january_of_the_next(self) -> None:
        found = one("HM-015", self.of(), date(2023, 1, 31))
        assert (found.state, found.due, found.about, found.label) == (
            State.DUE,
            date(2023, 1, 31),
            "2022",
            Label.INTERNAL,
        )
        assert one("HM-015", self.of(self.account()), date(2023, 3, 1)).late == "1D"
        assert one("HM-015", self.of(self.account(on=date(2023, 1, 31))), date(2023, 3, 1)).state is State.FULFILLED

    def test_another_method_or_pollutant_does_not_count(self) -> None:
        for account in (
            self.account(Method.EMISSION_FACTOR),
            EmissionAccount(
                year=2022, pollutant=Pollutant.LEAD, method=Method.AUTOMATIC, accounted_on=date(2023, 1, 5)
            ),
        ):
            assert one("HM-015", self.of(account), date(2023, 2, 2)).late == "2D(open)"

    def test_a_city_may_set_another_day(self) -> None:
        city = with_setting("city.pm_accounting_day", "02-28", "450200")
        found = one("HM-015", self.of(), date(2023, 2, 1), city)
        assert (found.due, found.label) == (date(2023, 2, 28), Label.PARAMETER)

    def test_the_last_year_is_that_in_which_the_plant_closed(self) -> None:
        closed = self.of(closed_on=date(2023, 5, 1))
        assert [part.about for part in every("HM-015", closed, date(2025, 3, 1))] == ["2022", "2023"]

    def test_the_regulation_begins_on_1_march_2021(self) -> None:
        old = enterprise("000000", particulate_monitor_networked_on=date(2019, 6, 1))
        assert [part.due for part in every("HM-015", old, date(2022, 2, 1))] == [date(2022, 1, 31)]


class TestHM016:
    """Opinions of 2022, Liucheng plan 2023: a ledger of thallium problems; by default yearly, each by its plan."""

    @staticmethod
    def of(checked: tuple[date, ...] | None = (), *problems: ThalliumProblem) -> MetalEnterprise:
        thallium = Thallium(sectors=(ThalliumSector.STEEL,), checked_on=checked, problems=problems)
        return enterprise(thallium=thallium)

    def test_other_sectors_owe_nothing(self) -> None:
        assert every("HM-016", enterprise(thallium=Thallium(checked_on=())), date(2023, 6, 1)) == []

    def test_a_year_after_the_last_check_the_next_is_due(self) -> None:
        found = one("HM-016", self.of((date(2022, 6, 1),)), date(2023, 6, 1))
        assert (found.state, found.due, found.label) == (State.DUE, date(2023, 6, 1), Label.INTERNAL)
        assert one("HM-016", self.of((date(2022, 6, 1),)), date(2023, 6, 2)).late == "1D(open)"
        assert one("HM-016", self.of(), date(2023, 6, 2)).state is State.MISSING
        unknown = one("HM-016", self.of(None), date(2023, 6, 2))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("checked_on",))

    def test_a_problem_is_rectified_by_its_plan(self) -> None:
        problem = ThalliumProblem(about="p", plan_end_on=date(2023, 9, 30), done_on=date(2023, 10, 1))
        found = every("HM-016", self.of((), problem), date(2023, 11, 1))[1]
        assert (found.due, found.late, found.about, found.label) == (date(2023, 9, 30), "1D", "p", Label.PLAN)
        vague = every("HM-016", self.of((), ThalliumProblem(about="p")), date(2023, 11, 1))[1]
        assert (vague.state, vague.occurrence.missing) == (State.MISSING, ("plan_end_on",))

    def test_the_opinions_begin_on_7_march_2022(self) -> None:
        assert every("HM-016", self.of(), date(2022, 3, 6)) == []
        assert len(every("HM-016", self.of(), date(2022, 3, 7))) == 1


class TestHM017:
    """Opinions of 2022, Liucheng plan 2023: thallium within the limit at the outlet of the workshop."""

    @staticmethod
    def of(value: str | None = "5", kind: OutletKind | None = OutletKind.WORKSHOP, **facts: Any) -> MetalEnterprise:
        known = {"outlet": "W1", "outlet_kind": kind, "sampled_on": date(2023, 5, 8), "limit_ug_l": Decimal(5)}
        value_known = {"thallium_ug_l": Decimal(value) if value else None}
        return enterprise(thallium=Thallium(outlet_results=(OutletResult(**{**known, **value_known, **facts}),)))

    def test_without_such_water_and_at_the_outlet_of_the_plant_nothing_is_asked(self) -> None:
        assert every("HM-017", enterprise(), date(2023, 6, 1)) == []
        assert every("HM-017", self.of("9", OutletKind.PLANT), date(2023, 6, 1)) == []
        assert every("HM-017", self.of("9"), date(2023, 5, 7)) == []

    @pytest.mark.parametrize(("value", "number"), [("4.99", 1), ("5.0", 1), ("5.01", 2)])
    def test_a_result_at_the_limit_is_within(self, value: str, number: int) -> None:
        found = every("HM-017", self.of(value), date(2023, 5, 10))
        assert (len(found), found[0].state) == (number, State.TRIGGERED)

    def test_an_exceedance_lasts_until_the_limit_is_kept_again(self) -> None:
        found = every("HM-017", self.of("6"), date(2023, 5, 10))[1]
        assert (found.due, found.late, found.label) == (date(2023, 5, 8), "2D(open)", Label.PLAN)
        ended = self.of("6", complied_again_on=date(2023, 5, 9))
        assert every("HM-017", ended, date(2023, 6, 1))[1].late == "1D"

    def test_what_is_not_known_is_named(self) -> None:
        assert one("HM-017", self.of(kind=None), date(2023, 6, 1)).occurrence.missing == ("outlet_kind",)
        found = every("HM-017", self.of(None), date(2023, 6, 1))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("thallium_ug_l",))
        assert every("HM-017", self.of(limit_ug_l=None), date(2023, 6, 1))[1].occurrence.missing == ("limit_ug_l",)

    def test_the_plan_of_liucheng_ended_with_2023_and_the_opinions_stay(self) -> None:
        assert len(one("HM-017", self.of(), date(2023, 12, 31)).citations) == 2
        assert len(one("HM-017", self.of(), date(2024, 1, 1)).citations) == 1
