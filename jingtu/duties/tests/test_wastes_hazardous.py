"""Duties on hazardous waste, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_wastes import HazardousInspection, InspectedKind, WasteWork
from jingtu.duties.facts.hazardous_waste import (
    EmergencyPlan,
    FacilityFinding,
    HazardousContract,
    HazardousEntry,
    HazardousLot,
    HazardousTransfer,
    HazardousWaste,
)
from jingtu.duties.facts.subject import Subject, Yearly
from jingtu.duties.facts.waste_site import Finding, FindingKind, SiteKind, WasteSite
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES
from jingtu.periods import Period

ZHONGYUAN, ELSEWHERE = "410102", "370102"
OPERATOR, FACILITY, PRODUCER = SiteKind.HAZARDOUS_OPERATOR, SiteKind.HAZARDOUS_FACILITY, SiteKind.HAZARDOUS_PRODUCER


def one(duty: str, facts: Subject, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: Subject, on: date, parameters: Parameters = NOTHING_SET) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on, parameters=parameters)


def site(*kinds: SiteKind, place: str = ELSEWHERE, findings: tuple[Finding, ...] = (), **facts: Any) -> WasteSite:
    hazardous = HazardousWaste(**facts)
    return WasteSite(id="s", place=place, as_of=date(2027, 12, 31), kinds=kinds, hazardous=hazardous, findings=findings)


def government(**facts: Any) -> GovernmentBody:
    wastes = WasteWork(**facts)
    return GovernmentBody(id="g", place=ZHONGYUAN, level=Level.COUNTY, as_of=date(2027, 12, 31), wastes=wastes)


def titles(found: Owed) -> list[str]:
    return [cite.text() for cite in found.citations]


class TestWS015:
    """Solid Waste Law art. 78, Code art. 532: the plan filed yearly, by default by 31 March; a ledger kept."""

    WHOLE = (HazardousEntry(entered_on=date(2024, 1, 5), code="HW17", quantity_g=9),)

    def test_who_produces_none_owes_nothing(self) -> None:
        assert every("WS-015", site(OPERATOR), date(2024, 3, 31)) == []

    def test_the_plan_is_due_on_31_march_a_sunday(self) -> None:
        plan = every("WS-015", site(PRODUCER, plan_filings=()), date(2024, 3, 31))[0]
        assert (plan.about, plan.state, plan.due, plan.label) == ("2024", State.DUE, date(2024, 3, 31), Label.INTERNAL)
        late = site(PRODUCER, plan_filings=(Yearly(2024, date(2024, 4, 1)),))
        assert every("WS-015", late, date(2024, 6, 3))[0].late == "1D"
        unknown = every("WS-015", site(PRODUCER), date(2024, 3, 31))[0]
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("plan_filings",))

    def test_a_province_may_set_another_day(self) -> None:
        province = Parameters([Setting("province.hw_plan_day", "370000", "01-31", Period(date(2020, 1, 1)), "x", "")])
        plan = every("WS-015", site(PRODUCER, plan_filings=()), date(2024, 1, 15), province)[0]
        assert (plan.due, plan.label) == (date(2024, 1, 31), Label.PARAMETER)

    def test_every_year_of_production_is_owed(self) -> None:
        since = site(PRODUCER, plan_filings=(), produced_since=date(2022, 6, 1))
        assert [part.about for part in every("WS-015", since, date(2024, 6, 3))] == ["2023", "2024", "ledger"]

    def test_the_ledger_stands_is_missing_incomplete_or_not_known(self) -> None:
        for entries, state, missing in (
            (self.WHOLE, State.TRIGGERED, ()),
            ((), State.MISSING, ()),
            (None, State.TRIGGERED, ("ledger",)),
            ((HazardousEntry(),), State.HUMAN_REVIEW, ("entered_on", "code", "quantity_g")),
        ):
            kept = every("WS-015", site(PRODUCER, ledger=entries), date(2024, 6, 3))[1]
            assert (kept.about, kept.state, kept.occurrence.missing) == ("ledger", state, missing)

    def test_a_finding_is_late_and_the_code_takes_over_on_15_august_2026(self) -> None:
        finding = Finding(about="gap", kind=FindingKind.HAZARDOUS_LEDGER, found_on=date(2026, 8, 13))
        late = every("WS-015", site(PRODUCER, findings=(finding,)), date(2026, 8, 20))[2]
        assert (late.late, late.due, late.label) == ("7D(open)", date(2026, 8, 13), Label.STATUTORY)
        assert [[cite.text() for cite in part.citations] for part in late.segments] == [
            ["固体废物污染环境防治法第78条"],
            ["生态环境法典第532条"],
        ]


class TestWS016:
    """Solid Waste Law art. 81, Code art. 535: each lot leaves the store within a year, or as approved."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        return site(PRODUCER, lots=(HazardousLot(**{"id": "L", "stored_on": date(2023, 6, 3), **facts}),))

    def test_what_is_not_in_store_owes_nothing(self) -> None:
        assert every("WS-016", self.of(stored_on=None), date(2024, 6, 3)) == []
        assert every("WS-016", self.of(), date(2023, 6, 2)) == []

    def test_a_year_after_3_june_2023_is_a_monday(self) -> None:
        found = one("WS-016", self.of(), date(2024, 6, 3))
        assert (found.about, found.state, found.due, found.label) == (
            "L",
            State.DUE,
            date(2024, 6, 3),
            Label.STATUTORY,
        )
        assert one("WS-016", self.of(), date(2024, 6, 4)).late == "1D(open)"
        assert one("WS-016", self.of(out_on=date(2024, 6, 3)), date(2024, 7, 1)).state is State.FULFILLED

    def test_an_approval_moves_the_last_day(self) -> None:
        longer = {"extension_no": "x", "extended_until": date(2024, 8, 31)}
        assert one("WS-016", self.of(**longer), date(2024, 8, 31)).state is State.DUE
        late = one("WS-016", self.of(**longer, out_on=date(2024, 9, 2)), date(2024, 10, 8))
        assert (late.due, late.late) == (date(2024, 8, 31), "2D")

    def test_an_approval_whose_last_day_is_not_known_needs_a_person_after_the_year(self) -> None:
        assert one("WS-016", self.of(extension_no="x"), date(2024, 6, 3)).state is State.DUE
        found = one("WS-016", self.of(extension_no="x"), date(2024, 6, 4))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("extended_until",))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        late = one("WS-016", self.of(stored_on=date(2025, 8, 12)), date(2026, 8, 17))
        assert late.due == date(2026, 8, 12)
        assert "固体废物污染环境防治法第81条" in [cite.text() for cite in late.segments[0].citations]
        assert [cite.text() for cite in late.segments[1].citations] == ["生态环境法典第531条", "生态环境法典第535条"]


class TestWS017:
    """Solid Waste Law art. 82, Code art. 536: a manifest before each transfer, an approval across provinces."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        known = {"about": "t", "moved_on": date(2024, 6, 5), "from_place": "370102", "to_place": "370203"}
        return site(PRODUCER, transfers=(HazardousTransfer(**{**known, **facts}),))

    def test_without_a_transfer_nothing_is_owed(self) -> None:
        assert every("WS-017", site(PRODUCER), date(2024, 6, 4)) == []

    def test_the_manifest_comes_at_the_latest_the_day_before(self) -> None:
        found = one("WS-017", self.of(), date(2024, 6, 4))
        assert (found.about, found.state, found.due, found.label) == (
            "t manifest",
            State.DUE,
            date(2024, 6, 4),
            Label.STATUTORY,
        )
        assert one("WS-017", self.of(manifest_on=date(2024, 6, 5)), date(2024, 7, 1)).late == "1D"
        assert one("WS-017", self.of(manifest_on=date(2024, 6, 4)), date(2024, 7, 1)).state is State.FULFILLED

    def test_another_province_needs_an_approval_before(self) -> None:
        approval = every("WS-017", self.of(to_place="320102", approved_on=date(2024, 6, 6)), date(2024, 7, 1))[1]
        assert (approval.about, approval.due, approval.late) == ("t approval", date(2024, 6, 4), "2D")

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            ({"to_place": ""}, ("to_place",)),
            ({"from_place": ""}, ("from_place",)),
            ({"to_place": "320102", "approval_no": "x"}, ("approved_on",)),
        ],
    )
    def test_what_is_not_known_of_the_approval_is_named(self, facts: dict[str, str], missing: tuple[str, ...]) -> None:
        found = every("WS-017", self.of(**facts), date(2024, 6, 4))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_a_manifest_or_transfer_without_its_day_names_it(self) -> None:
        undated = one("WS-017", self.of(manifest_no="x"), date(2024, 7, 1))
        assert (undated.state, undated.occurrence.missing) == (State.HUMAN_REVIEW, ("manifest_on",))
        unmoved = one("WS-017", self.of(moved_on=None), date(2024, 7, 1))
        assert (unmoved.state, unmoved.occurrence.missing) == (State.MISSING, ("moved_on",))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert titles(one("WS-017", self.of(moved_on=date(2026, 8, 15)), date(2026, 8, 14))) == [
            "固体废物污染环境防治法第82条"
        ]
        assert titles(one("WS-017", self.of(moved_on=date(2026, 8, 16)), date(2026, 8, 15))) == ["生态环境法典第536条"]


class TestWS018:
    """Solid Waste Law art. 80, Code art. 534: operators hold a permit; waste goes only to who holds one for it."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        known = {
            "about": "k",
            "signed_on": date(2024, 6, 3),
            "code": "336-054-17",
            "permit_no": "3701000001",
            "permit_codes": ("HW08", "HW17"),
            "permit_end_on": date(2024, 6, 3),
        }
        return site(PRODUCER, contracts=(HazardousContract(**{**known, **facts}),))

    def test_who_neither_operates_nor_hands_over_owes_nothing(self) -> None:
        assert every("WS-018", site(PRODUCER), date(2024, 6, 3)) == []

    @pytest.mark.parametrize(
        ("facts", "state"),
        [
            ({}, State.FULFILLED),
            ({"permit_codes": ("336-054-17",)}, State.FULFILLED),
            ({"code": "HW17"}, State.FULFILLED),
            ({"permit_end_on": date(2024, 6, 2)}, State.TRIGGERED),
            ({"permit_codes": ("HW08",)}, State.TRIGGERED),
            ({"permit_no": ""}, State.TRIGGERED),
        ],
    )
    def test_the_permit_covers_the_waste_on_the_day_of_the_contract(self, facts: dict[str, Any], state: State) -> None:
        assert one("WS-018", self.of(**facts), date(2024, 7, 1)).state is state

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            ({"code": ""}, ("code",)),
            ({"permit_codes": ()}, ("permit_codes",)),
            ({"permit_end_on": None}, ("permit_end_on",)),
        ],
    )
    def test_what_is_not_known_is_named(self, facts: dict[str, Any], missing: tuple[str, ...]) -> None:
        found = one("WS-018", self.of(**facts), date(2024, 7, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_an_operator_holds_a_permit_of_its_own_on_the_day_asked(self) -> None:
        own = site(OPERATOR, permit_no="1", permit_end_on=date(2024, 6, 3))
        assert one("WS-018", own, date(2024, 6, 3)).state is State.FULFILLED
        assert one("WS-018", own, date(2024, 6, 4)).state is State.TRIGGERED
        assert one("WS-018", site(FACILITY), date(2024, 6, 3)).state is State.TRIGGERED
        assert one("WS-018", site(OPERATOR, permit_no="1"), date(2024, 6, 3)).occurrence.missing == ("permit_end_on",)

    def test_it_is_statutory_and_the_code_takes_over_on_15_august_2026(self) -> None:
        law = one("WS-018", site(OPERATOR), date(2026, 8, 14))
        assert (law.label, titles(law)) == (Label.STATUTORY, ["固体废物污染环境防治法第80条"])
        assert titles(one("WS-018", site(OPERATOR), date(2026, 8, 15))) == ["生态环境法典第534条"]


class TestWS019:
    """Solid Waste Law art. 85, Code art. 539: an emergency plan filed; by default every three years."""

    @staticmethod
    def of(*plans: EmergencyPlan, kind: SiteKind = PRODUCER) -> WasteSite:
        return site(kind, emergency_plans=plans)

    def test_carriers_do_not_owe_it(self) -> None:
        assert every("WS-019", self.of(kind=SiteKind.HAZARDOUS_CARRIER), date(2024, 6, 3)) == []

    def test_three_years_after_filing_the_next_is_due(self) -> None:
        plan = EmergencyPlan(made_on=date(2021, 5, 6), filed_on=date(2021, 6, 3))
        found = one("WS-019", self.of(plan), date(2024, 6, 3))
        assert (found.state, found.due, found.label) == (State.DUE, date(2024, 6, 3), Label.INTERNAL)
        assert one("WS-019", self.of(plan), date(2024, 6, 4)).late == "1D(open)"

    def test_a_plan_that_is_not_filed_is_none_and_unknown_plans_are_named(self) -> None:
        assert one("WS-019", self.of(EmergencyPlan(made_on=date(2024, 5, 6))), date(2024, 6, 3)).state is State.MISSING
        found = one("WS-019", site(OPERATOR), date(2024, 6, 3))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("emergency_plans",))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert titles(one("WS-019", self.of(), date(2026, 8, 14))) == ["固体废物污染环境防治法第85条"]
        assert titles(one("WS-019", self.of(), date(2026, 8, 15))) == ["生态环境法典第539条"]


class TestWS020:
    """Zhongyuan plan art. 8: in 2020 nine of ten producers, and nine of ten operators, pass the spot checks."""

    @staticmethod
    def of(passed: int, failed: int, kind: InspectedKind = InspectedKind.PRODUCER) -> GovernmentBody:
        def check(result: bool) -> HazardousInspection:
            return HazardousInspection(inspected_on=date(2020, 12, 31), kind=kind, passed=result)

        return government(hazardous_inspections=(check(True),) * passed + (check(False),) * failed)

    @pytest.mark.parametrize(
        ("passed", "failed", "state"),
        [(9, 1, State.FULFILLED), (8, 2, State.MISSING), (10, 1, State.FULFILLED), (9, 2, State.MISSING)],
    )
    def test_equality_passes(self, passed: int, failed: int, state: State) -> None:
        producers, operators = every("WS-020", self.of(passed, failed), date(2021, 1, 1))
        assert (producers.about, producers.state) == ("producer", state)
        assert (operators.state, operators.occurrence.missing) == (State.HUMAN_REVIEW, ("hazardous_inspections",))

    def test_producers_and_operators_are_counted_apart(self) -> None:
        found = every("WS-020", self.of(9, 1, InspectedKind.OPERATOR), date(2021, 1, 1))
        assert [part.state for part in found] == [State.HUMAN_REVIEW, State.FULFILLED]

    def test_it_is_pending_then_due_then_short(self) -> None:
        body = government(
            hazardous_inspections=(
                HazardousInspection(inspected_on=date(2020, 6, 1), kind=InspectedKind.PRODUCER, passed=False),
            )
        )
        before = every("WS-020", body, date(2020, 12, 30))[0]
        assert (before.state, before.due, before.label) == (State.PENDING, date(2020, 12, 31), Label.PLAN)
        assert every("WS-020", body, date(2020, 12, 31))[0].state is State.DUE
        after = every("WS-020", body, date(2021, 1, 1))[0].occurrence.remark
        assert after is not None
        assert "0/1, wanted 1/1" in after.text("en")

    def test_only_checks_of_2020_count(self) -> None:
        for day in (date(2019, 12, 31), date(2021, 1, 1)):
            checks = (HazardousInspection(inspected_on=day, kind=InspectedKind.PRODUCER, passed=True),)
            found = every("WS-020", government(hazardous_inspections=checks), date(2021, 2, 1))[0]
            assert found.state is State.HUMAN_REVIEW

    def test_what_is_not_known_is_named(self) -> None:
        for facts, missing in (({"kind": InspectedKind.PRODUCER}, ("passed",)), ({"passed": True}, ("kind",))):
            check = HazardousInspection(inspected_on=date(2020, 6, 1), **facts)
            found = every("WS-020", government(hazardous_inspections=(check,)), date(2021, 1, 1))[0]
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)
        assert every("WS-020", government(), date(2021, 1, 1))[0].occurrence.missing == ("hazardous_inspections",)

    def test_the_guide_of_2021_came_after_the_target(self) -> None:
        elsewhere = GovernmentBody(id="g", place=ELSEWHERE, wastes=WasteWork(hazardous_inspections=()))
        assert every("WS-020", elsewhere, date(2022, 1, 4)) == []


class TestWS021:
    """Zhongyuan plan art. 8: hazardous waste known by the end of 2018, the database updated; by default yearly."""

    def test_elsewhere_nothing_is_owed(self) -> None:
        assert every("WS-021", GovernmentBody(id="g", place=ELSEWHERE), date(2018, 12, 31)) == []

    def test_the_inventory_is_due_on_31_december_2018(self) -> None:
        found = one("WS-021", government(), date(2018, 12, 31))
        assert (found.about, found.state, found.due, found.label) == (
            "inventory",
            State.DUE,
            date(2018, 12, 31),
            Label.PLAN,
        )
        assert every("WS-021", government(hazardous_inventory_on=date(2019, 1, 2)), date(2019, 3, 1))[0].late == "2D"

    def test_a_year_after_it_the_database_is_updated(self) -> None:
        body = government(hazardous_inventory_on=date(2018, 6, 4), hazardous_database_updated_on=(date(2019, 6, 5),))
        _, first, second = every("WS-021", body, date(2020, 6, 5))
        assert (first.about, first.due, first.late, first.label) == (
            "database",
            date(2019, 6, 4),
            "1D",
            Label.INTERNAL,
        )
        assert (second.due, second.state) == (date(2020, 6, 5), State.DUE)

    def test_unknown_updates_are_named_and_the_plan_begins_with_2018(self) -> None:
        known = government(hazardous_inventory_on=date(2018, 6, 4))
        found = every("WS-021", known, date(2019, 6, 5))[1]
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("hazardous_database_updated_on",))
        assert titles(every("WS-021", known, date(2019, 6, 5))[0]) == ["郑州市中原区土壤污染防治工作方案第8条"]


class TestWS022:
    """Zhongyuan plan art. 8: central facilities checked, findings rectified by their plan."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        return site(FACILITY, place=ZHONGYUAN, **facts)

    def test_other_sites_and_places_owe_nothing(self) -> None:
        assert every("WS-022", site(OPERATOR, place=ZHONGYUAN), date(2019, 6, 3)) == []
        assert every("WS-022", site(FACILITY), date(2019, 6, 3)) == []

    def test_a_facility_is_missing_until_checked(self) -> None:
        facts = self.of(facility_checked_on=date(2019, 6, 3))
        assert one("WS-022", facts, date(2019, 6, 2)).state is State.MISSING
        found = one("WS-022", facts, date(2019, 6, 3))
        assert (found.about, found.state, found.label) == ("check", State.FULFILLED, Label.PLAN)

    def test_a_finding_is_accepted_by_its_plan(self) -> None:
        finding = FacilityFinding(about="roof", plan_end_on=date(2019, 8, 31), accepted_on=date(2019, 9, 1))
        found = every("WS-022", self.of(facility_findings=(finding,)), date(2019, 10, 8))[1]
        assert (found.about, found.due, found.late) == ("roof", date(2019, 8, 31), "1D")
        vague = every("WS-022", self.of(facility_findings=(FacilityFinding(about="x"),)), date(2019, 10, 8))[1]
        assert (vague.state, vague.occurrence.missing) == (State.MISSING, ("plan_end_on",))

    def test_the_plan_begins_with_2018(self) -> None:
        assert every("WS-022", self.of(), date(2017, 12, 31)) == []
        assert len(every("WS-022", self.of(), date(2018, 1, 1))) == 1
