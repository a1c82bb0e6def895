"""Duties on lists and sources of heavy metals, cases, causes and siting, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_metals import KnownSource, ListedEnterprise, MetalsWork, TracedArea
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import ExcessCase, KeyIndustry, MetalProject, MetalSource
from jingtu.duties.facts.subject import Subject
from jingtu.duties.metals import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all

LIUCHENG, GAOPING, SHANGDANG = "450222", "140581", "140404"


def one(duty: str, facts: Subject, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: Subject, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def government(place: str = LIUCHENG, level: Level | None = Level.COUNTY, **facts: Any) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, as_of=date(2027, 12, 31), metals=MetalsWork(**facts))


def enterprise(place: str = LIUCHENG, **facts: Any) -> MetalEnterprise:
    return MetalEnterprise(id="e", place=place, as_of=date(2027, 12, 31), **facts)


class TestHM001:
    """Opinions of 2022, local plans: the full list kept up; by default yearly, and 30 days after a change."""

    def test_before_the_opinions_only_local_plans_ask_for_it(self) -> None:
        body = government(SHANGDANG, list_versions_on=(date(2021, 1, 4),))
        assert [part.due for part in every("HM-001", body, date(2022, 3, 6))] == [date(2022, 1, 4)]
        elsewhere = government(GAOPING.replace("14", "37"), list_versions_on=())
        assert every("HM-001", elsewhere, date(2022, 3, 6)) == []
        assert len(every("HM-001", elsewhere, date(2022, 3, 7))) == 1

    def test_a_year_after_the_last_version_the_next_is_due(self) -> None:
        body = government(list_versions_on=(date(2023, 3, 1),))
        found = one("HM-001", body, date(2024, 2, 29))
        assert (found.state, found.due, found.label) == (State.PENDING, date(2024, 3, 1), Label.INTERNAL)
        assert one("HM-001", body, date(2024, 3, 1)).state is State.DUE
        assert one("HM-001", body, date(2024, 3, 4)).late == "3D(open)"

    def test_without_any_version_it_is_missing_and_what_is_not_known_is_named(self) -> None:
        assert one("HM-001", government(list_versions_on=()), date(2024, 3, 1)).state is State.MISSING
        found = one("HM-001", government(), date(2024, 3, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("list_versions_on",))

    def test_a_change_is_entered_in_30_days_over_the_holiday_of_may(self) -> None:
        listed = ListedEnterprise(uscc="91", changed_on=date(2023, 4, 3), entered_on=date(2023, 5, 5))
        found = every("HM-001", government(enterprises=(listed,)), date(2023, 6, 1))[1]
        assert (found.occurrence.nominal, found.due) == (date(2023, 5, 3), date(2023, 5, 4))
        assert (found.late, found.about, found.label) == ("1D", "91", Label.INTERNAL)
        assert len(every("HM-001", government(enterprises=(listed,)), date(2023, 4, 2))) == 1


class TestHM002:
    """Liucheng plan 2023, (2)2: makers of zinc inorganics from industrial solid waste entered on the list."""

    def test_both_must_hold(self) -> None:
        for makes, waste in ((False, True), (True, False), (False, None), (None, False)):
            facts = enterprise(makes_zinc_inorganics=makes, raw_material_solid_waste=waste)
            assert every("HM-002", facts, date(2023, 6, 1)) == []

    @pytest.mark.parametrize(
        ("makes", "waste", "missing"),
        [
            (True, None, ("raw_material_solid_waste",)),
            (None, True, ("makes_zinc_inorganics",)),
            (None, None, ("makes_zinc_inorganics", "raw_material_solid_waste")),
        ],
    )
    def test_what_is_not_known_is_named(self, makes: bool | None, waste: bool | None, missing: tuple[str, ...]) -> None:
        facts = enterprise(makes_zinc_inorganics=makes, raw_material_solid_waste=waste)
        found = one("HM-002", facts, date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_it_is_due_on_the_last_day_of_2023_a_sunday(self) -> None:
        facts = enterprise(makes_zinc_inorganics=True, raw_material_solid_waste=True)
        assert one("HM-002", facts, date(2023, 12, 30)).state is State.PENDING
        found = one("HM-002", facts, date(2023, 12, 31))
        assert (found.state, found.due, found.label, found.historical) == (
            State.DUE,
            date(2023, 12, 31),
            Label.PLAN,
            False,
        )
        after = one("HM-002", facts, date(2024, 1, 1))
        assert (after.late, after.historical) == ("1D(open)", True)

    def test_entered_on_the_last_day_is_in_time(self) -> None:
        facts = enterprise(
            makes_zinc_inorganics=True, raw_material_solid_waste=True, entered_on_full_list_on=date(2023, 12, 31)
        )
        assert one("HM-002", facts, date(2024, 1, 1)).state is State.FULFILLED


class TestHM009:
    """Local plans: counties look for sources of cadmium and keep the rectification list; yearly by default."""

    def test_cities_do_not_owe_it_and_of_an_unknown_level_a_person_decides(self) -> None:
        assert every("HM-009", government("450200", Level.CITY), date(2023, 6, 1)) == []
        found = one("HM-009", government(level=None), date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("level",))

    def test_a_year_after_the_last_version_the_next_is_due(self) -> None:
        body = government(SHANGDANG, source_list_versions_on=(date(2022, 6, 1),))
        found = one("HM-009", body, date(2023, 6, 1))
        assert (found.state, found.due, found.label) == (State.DUE, date(2023, 6, 1), Label.INTERNAL)
        assert one("HM-009", body, date(2023, 6, 2)).late == "1D(open)"

    def test_without_any_version_it_is_missing_and_what_is_not_known_is_named(self) -> None:
        assert one("HM-009", government(source_list_versions_on=()), date(2023, 6, 1)).state is State.MISSING
        found = one("HM-009", government(), date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("source_list_versions_on",))

    def test_each_clue_is_decided_on_within_a_year(self) -> None:
        clue = KnownSource(id="s", found_on=date(2022, 6, 1), decided_on=date(2023, 6, 2))
        found = every("HM-009", government(SHANGDANG, sources=(clue,)), date(2023, 7, 1))[1]
        assert (found.due, found.late, found.label) == (date(2023, 6, 1), "1D", Label.INTERNAL)
        assert len(every("HM-009", government(SHANGDANG, sources=(clue,)), date(2022, 5, 31))) == 1

    def test_the_plan_of_liucheng_ended_with_2023(self) -> None:
        body = government(source_list_versions_on=())
        assert not one("HM-009", body, date(2023, 12, 31)).historical
        assert one("HM-009", body, date(2024, 1, 1)).historical


class TestHM010:
    """Liucheng plan 2023, (1)1: each listed source has a plan, is rectified, accepted and struck off."""

    @staticmethod
    def of(**facts: Any) -> MetalEnterprise:
        known = {
            "id": "s",
            "listed_on": date(2023, 2, 1),
            "plan_on": date(2023, 3, 1),
            "plan_end_on": date(2023, 9, 30),
        }
        return enterprise(pollution_sources=(MetalSource(**{**known, **facts}),))

    def test_a_source_that_is_not_listed_yet_owes_nothing(self) -> None:
        assert every("HM-010", self.of(listed_on=None), date(2023, 9, 30)) == []
        assert every("HM-010", self.of(), date(2023, 1, 31)) == []

    def test_without_a_plan_the_plan_and_its_last_day_are_missing(self) -> None:
        plan, end = every("HM-010", self.of(plan_on=None, plan_end_on=None), date(2023, 9, 30))
        assert (plan.about, plan.state) == ("s plan", State.MISSING)
        assert (end.state, end.occurrence.missing) == (State.MISSING, ("plan_end_on",))

    def test_it_is_struck_off_by_the_plans_last_day_a_saturday(self) -> None:
        plan, end = every("HM-010", self.of(accepted_on=date(2023, 9, 1)), date(2023, 9, 30))
        assert plan.state is State.FULFILLED
        assert (end.about, end.state, end.due, end.label) == ("s", State.DUE, date(2023, 9, 30), Label.PLAN)
        assert every("HM-010", self.of(), date(2023, 10, 2))[1].late == "2D(open)"
        in_time = self.of(accepted_on=date(2023, 9, 1), struck_off_on=date(2023, 9, 30))
        assert every("HM-010", in_time, date(2023, 10, 2))[1].state is State.FULFILLED

    def test_a_relapse_opens_it_again_from_the_day_it_was_found(self) -> None:
        source = self.of(struck_off_on=date(2023, 9, 1), relapsed_on=date(2023, 10, 2))
        assert every("HM-010", source, date(2023, 10, 1))[1].state is State.FULFILLED
        assert every("HM-010", source, date(2023, 10, 2))[1].late == "2D(open)"
        before = self.of(relapsed_on=date(2023, 8, 1), struck_off_on=date(2023, 9, 1))
        assert every("HM-010", before, date(2023, 10, 1))[1].state is State.FULFILLED

    def test_the_plan_ended_with_2023(self) -> None:
        assert not every("HM-010", self.of(), date(2023, 12, 31))[0].historical
        assert every("HM-010", self.of(), date(2024, 1, 1))[0].historical


class TestHM011:
    """Liucheng plan 2023, (1)1: six listed enterprises checked and rectified in 2023."""

    @staticmethod
    def of(number: int, *, checked: date, rectified: date | None = None) -> GovernmentBody:
        source = KnownSource(checked_on=checked, rectified_on=rectified)
        return government(sources=(source,) * number)

    def test_no_other_place_owes_it(self) -> None:
        assert every("HM-011", government(GAOPING, sources=()), date(2024, 1, 1)) == []

    @pytest.mark.parametrize(("number", "state"), [(5, State.MISSING), (6, State.FULFILLED), (7, State.FULFILLED)])
    def test_six_are_enough(self, number: int, state: State) -> None:
        body = self.of(number, checked=date(2023, 12, 31), rectified=date(2023, 12, 31))
        found = every("HM-011", body, date(2024, 1, 1))
        assert [(part.about, part.state) for part in found] == [("checked", state), ("rectified", state)]

    def test_it_is_pending_then_due_then_short(self) -> None:
        checked = self.of(5, checked=date(2023, 6, 1))
        before = every("HM-011", checked, date(2023, 12, 30))[0]
        assert (before.state, before.due) == (State.PENDING, date(2023, 12, 31))
        assert every("HM-011", checked, date(2023, 12, 31))[0].state is State.DUE
        after = every("HM-011", checked, date(2024, 1, 1))
        assert [part.occurrence.remark and part.occurrence.remark.what("en") for part in after] == [
            "Target not reached: 5, wanted 6",
            "Target not reached: 0, wanted 6",
        ]

    def test_what_was_done_after_the_year_does_not_count(self) -> None:
        late = self.of(6, checked=date(2024, 1, 1), rectified=date(2024, 1, 1))
        assert every("HM-011", late, date(2024, 2, 1))[0].state is State.MISSING

    def test_without_a_list_it_is_named_and_a_plan_calls_for_it(self) -> None:
        found = every("HM-011", government(), date(2023, 12, 31))[0]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("sources",))
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert every("HM-011", government(), date(2024, 1, 1))[0].historical


class TestHM024:
    """Local plans: outdated or non-compliant plants are stopped, closed or upgraded; no day is named."""

    FOUND = date(2023, 3, 1)

    def test_a_plant_that_was_not_found_so_owes_nothing(self) -> None:
        assert every("HM-024", enterprise(), date(2023, 6, 1)) == []
        assert every("HM-024", enterprise(found_noncompliant_on=self.FOUND), date(2023, 2, 28)) == []

    @pytest.mark.parametrize("end", ["stopped_on", "closed_on", "upgraded_on"])
    def test_any_end_fulfils_it_unless_it_lies_before(self, end: str) -> None:
        facts: dict[str, Any] = {"found_noncompliant_on": self.FOUND, end: date(2023, 3, 1)}
        assert one("HM-024", enterprise(**facts), date(2023, 6, 1)).state is State.FULFILLED
        facts[end] = date(2023, 2, 28)
        assert one("HM-024", enterprise(**facts), date(2023, 6, 1)).state is State.MISSING

    def test_a_plan_calls_for_it_that_ended_in_liucheng_with_2023(self) -> None:
        facts = enterprise(found_noncompliant_on=self.FOUND)
        found = one("HM-024", facts, date(2023, 12, 31))
        assert (found.state, found.label, found.historical) == (State.MISSING, Label.PLAN, False)
        assert one("HM-024", facts, date(2024, 1, 1)).historical


class TestHM025:
    """Gaoping plan 2019, art. 15: excess is punished when found; listed supervision ends by its day."""

    @staticmethod
    def of(**facts: Any) -> MetalEnterprise:
        return enterprise(GAOPING, cases=(ExcessCase(about="c", **facts),))

    def test_nothing_found_nothing_owed(self) -> None:
        assert every("HM-025", self.of(), date(2019, 9, 3)) == []
        assert every("HM-025", self.of(found_on=date(2019, 9, 3)), date(2019, 9, 2)) == []

    def test_it_is_acted_on_the_same_day(self) -> None:
        found = one("HM-025", self.of(found_on=date(2019, 9, 3)), date(2019, 9, 3))
        assert (found.state, found.due, found.label) == (State.DUE, date(2019, 9, 3), Label.PLAN)
        assert one("HM-025", self.of(found_on=date(2019, 9, 3)), date(2019, 9, 4)).late == "1D(open)"
        same_day = self.of(found_on=date(2019, 9, 3), acted_on=date(2019, 9, 3))
        assert one("HM-025", same_day, date(2019, 9, 4)).state is State.FULFILLED

    def test_supervision_is_lifted_by_the_day_it_set(self) -> None:
        case = {"supervised_on": date(2019, 9, 10), "supervision_end_on": date(2019, 11, 30)}
        assert every("HM-025", self.of(**case), date(2019, 9, 9)) == []
        found = one("HM-025", self.of(**case), date(2019, 11, 30))
        assert (found.about, found.state, found.due) == ("c supervision", State.DUE, date(2019, 11, 30))
        assert one("HM-025", self.of(**case, lifted_on=date(2019, 12, 1)), date(2019, 12, 31)).late == "1D"

    def test_supervision_without_a_day_names_it(self) -> None:
        found = one("HM-025", self.of(supervised_on=date(2019, 9, 10)), date(2019, 10, 1))
        assert (found.state, found.occurrence.missing) == (State.MISSING, ("supervision_end_on",))

    def test_the_plan_ended_with_2019(self) -> None:
        case = self.of(found_on=date(2019, 9, 3))
        assert not one("HM-025", case, date(2019, 12, 31)).historical
        assert one("HM-025", case, date(2020, 1, 1)).historical


class TestHM026:
    """Local plans: causes traced where a metal stands out in farmland, and sources cut off meanwhile."""

    def test_without_such_an_area_nothing_is_owed(self) -> None:
        assert every("HM-026", government(), date(2023, 6, 1)) == []
        area = TracedArea(id="a", named_on=date(2023, 6, 2))
        assert every("HM-026", government(traced_areas=(area,)), date(2023, 6, 1)) == []

    def test_causes_and_measures_are_missing_until_there_are_some(self) -> None:
        area = TracedArea(id="a", named_on=date(2023, 6, 1))
        found = every("HM-026", government(traced_areas=(area,)), date(2023, 6, 1))
        assert [(part.about, part.state) for part in found] == [
            ("a causes", State.MISSING),
            ("a measures", State.MISSING),
        ]
        done = TracedArea(id="a", traced_on=date(2023, 8, 1), measures_on=(date(2023, 9, 1), date(2023, 7, 1)))
        found = every("HM-026", government(traced_areas=(done,)), date(2023, 8, 1))
        assert [part.occurrence.done for part in found] == [date(2023, 8, 1), date(2023, 7, 1)]

    def test_a_plan_calls_for_it_that_ended_in_liucheng_with_2023(self) -> None:
        body = government(traced_areas=(TracedArea(id="a"),))
        found = every("HM-026", body, date(2023, 12, 31))[0]
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert every("HM-026", body, date(2024, 1, 1))[0].historical


class TestHM027:
    """Opinions of 2022, Code art. 173: projects of key industries in a park, and in keeping with its plan."""

    @staticmethod
    def of(
        in_park: bool | None, fits: bool | None, industry: KeyIndustry | None = KeyIndustry.LEATHER
    ) -> MetalEnterprise:
        project = MetalProject(about="p", in_park=in_park, fits_park_plan=fits)
        return enterprise(industry=industry, projects=(project,))

    def test_other_industries_are_not_concerned(self) -> None:
        assert every("HM-027", self.of(False, None, KeyIndustry.OTHER), date(2023, 6, 1)) == []

    @pytest.mark.parametrize(
        ("in_park", "fits", "state"),
        [(True, True, State.FULFILLED), (True, False, State.TRIGGERED), (False, None, State.TRIGGERED)],
    )
    def test_the_gate(self, in_park: bool, fits: bool | None, state: State) -> None:
        assert one("HM-027", self.of(in_park, fits), date(2023, 6, 1)).state is state

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            (of(None, None), ("in_park",)),
            (of(True, None), ("fits_park_plan",)),
            (of(True, True, None), ("industry",)),
        ],
    )
    def test_what_is_not_known_is_named(self, facts: MetalEnterprise, missing: tuple[str, ...]) -> None:
        found = one("HM-027", facts, date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_it_was_not_verified_and_so_is_internal_and_the_code_joins_on_15_august_2026(self) -> None:
        before = one("HM-027", self.of(False, None), date(2026, 8, 14))
        assert (before.label, len(before.citations)) == (Label.INTERNAL, 1)
        after = one("HM-027", self.of(False, None), date(2026, 8, 15))
        assert (after.label, after.citations[-1].text()) == (Label.INTERNAL, "生态环境法典第173条")
