"""Duties on household waste, dismantlers and sludge, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.household_waste import Dismantler, HouseholdWaste, Sludge, SludgeLoad, SludgeUse
from jingtu.duties.facts.subject import Subject
from jingtu.duties.facts.waste_site import Finding, FindingKind, SiteKind, WasteSite
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES

ELSEWHERE = "370102"


def one(duty: str, facts: Subject, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: Subject, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def site(kind: SiteKind, place: str = ELSEWHERE, **facts: Any) -> WasteSite:
    return WasteSite(id="s", place=place, as_of=date(2027, 12, 31), kinds=(kind,), **facts)


def titles(found: Owed) -> list[str]:
    return [cite.text() for cite in found.citations]


class TestWS026:
    """Solid Waste Law art. 55, Code art. 512: treatment assessed and liners tested; by default yearly."""

    @staticmethod
    def of(kind: SiteKind = SiteKind.LANDFILL, **facts: Any) -> WasteSite:
        return site(kind, household=HouseholdWaste(**facts))

    def test_other_sites_owe_nothing_and_only_landfills_test_a_liner(self) -> None:
        assert every("WS-026", self.of(SiteKind.YARD), date(2024, 6, 3)) == []
        assert [part.about for part in every("WS-026", self.of(SiteKind.HOUSEHOLD_PLANT), date(2024, 6, 3))] == [
            "assessment"
        ]

    def test_a_year_after_the_last_time_both_are_due(self) -> None:
        facts = self.of(assessed_on=(date(2023, 6, 5),), liner_tested_on=(date(2023, 6, 6),))
        assessed, tested = every("WS-026", facts, date(2024, 6, 6))
        assert (assessed.due, assessed.late, assessed.label) == (date(2024, 6, 5), "1D(open)", Label.INTERNAL)
        assert (tested.about, tested.due, tested.state) == ("liner", date(2024, 6, 6), State.DUE)

    def test_nothing_done_is_missing_and_unknown_days_are_named(self) -> None:
        assessed, tested = every("WS-026", self.of(assessed_on=()), date(2024, 6, 3))
        assert (assessed.state, tested.occurrence.missing) == (State.MISSING, ("liner_tested_on",))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        facts = self.of(SiteKind.HOUSEHOLD_PLANT)
        assert titles(one("WS-026", facts, date(2026, 8, 14))) == ["固体废物污染环境防治法第55条"]
        assert titles(one("WS-026", facts, date(2026, 8, 15))) == ["生态环境法典第512条"]


class TestWS027:
    """Law art. 25, Code art. 419: a landfill closed at the end of its life, then monitored; by default yearly."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        return site(SiteKind.LANDFILL, household=HouseholdWaste(**facts))

    def test_plants_owe_nothing_and_an_unknown_life_needs_a_person(self) -> None:
        assert every("WS-027", site(SiteKind.HOUSEHOLD_PLANT), date(2024, 6, 3)) == []
        found = one("WS-027", self.of(), date(2024, 6, 3))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("life_ends_on",))

    def test_closure_is_due_on_the_last_day_of_its_life(self) -> None:
        found = one("WS-027", self.of(life_ends_on=date(2024, 6, 30)), date(2024, 6, 30))
        assert (found.about, found.state, found.due, found.label) == (
            "closure",
            State.DUE,
            date(2024, 6, 30),
            Label.STATUTORY,
        )
        late = self.of(life_ends_on=date(2024, 6, 30), closed_on=date(2024, 7, 2))
        assert every("WS-027", late, date(2024, 8, 1))[0].late == "2D"

    def test_a_year_after_closure_monitoring_and_report_are_due(self) -> None:
        facts = self.of(closed_on=date(2023, 6, 5), monitored_on=(), performance_reported_on=(date(2024, 6, 6),))
        monitored, reported, again = every("WS-027", facts, date(2024, 6, 6))
        assert (monitored.about, monitored.due, monitored.late) == ("monitoring", date(2024, 6, 5), "1D(open)")
        assert (reported.about, reported.due, reported.late) == ("performance", date(2024, 6, 5), "1D")
        assert (again.due, {monitored.label, reported.label}) == (date(2025, 6, 6), {Label.INTERNAL})

    def test_unknown_days_are_named(self) -> None:
        found = every("WS-027", self.of(closed_on=date(2023, 6, 5)), date(2024, 6, 6))
        assert [part.occurrence.missing for part in found] == [("monitored_on",), ("performance_reported_on",)]

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        late = one("WS-027", self.of(life_ends_on=date(2026, 8, 10)), date(2026, 8, 20))
        assert "土壤污染防治法第25条" in [cite.text() for cite in late.segments[0].citations]
        assert "生态环境法典第419条" in [cite.text() for cite in late.segments[1].citations]


class TestWS028:
    """Solid Waste Law art. 56, Code art. 513: plants for household waste monitored on the network, in public."""

    @staticmethod
    def of(kind: SiteKind = SiteKind.HOUSEHOLD_PLANT, networked: date | None = None, *findings: Finding) -> WasteSite:
        return site(kind, household=HouseholdWaste(networked_on=networked), findings=findings)

    def test_other_sites_owe_nothing(self) -> None:
        assert every("WS-028", self.of(SiteKind.DISMANTLER), date(2024, 6, 3)) == []

    def test_it_is_missing_until_networked_and_then_stands(self) -> None:
        assert one("WS-028", self.of(networked=date(2024, 6, 4)), date(2024, 6, 3)).state is State.MISSING
        found = one("WS-028", self.of(networked=date(2024, 6, 4)), date(2024, 6, 4))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)

    def test_a_finding_is_late_until_it_ends(self) -> None:
        finding = Finding(about="off", kind=FindingKind.NETWORK, found_on=date(2024, 6, 5), ended_on=date(2024, 6, 7))
        found = every("WS-028", self.of(SiteKind.LANDFILL, date(2024, 6, 4), finding), date(2024, 7, 1))[1]
        assert (found.due, found.late) == (date(2024, 6, 5), "2D")

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert titles(one("WS-028", self.of(), date(2026, 8, 14))) == ["固体废物污染环境防治法第56条"]
        assert titles(one("WS-028", self.of(), date(2026, 8, 15))) == ["生态环境法典第513条"]


class TestWS029:
    """Zhongyuan plan art. 9, Solid Waste Law art. 67, Code art. 988: dismantlers closed or rectified by their day."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        known = {"checked_on": date(2024, 3, 4), "access_ok": True, "environment_ok": True}
        return site(SiteKind.DISMANTLER, dismantler=Dismantler(**{**known, **facts}))

    def test_other_sites_owe_nothing_and_a_dismantler_a_check(self) -> None:
        assert every("WS-029", site(SiteKind.YARD), date(2024, 6, 3)) == []
        assert one("WS-029", self.of(), date(2024, 3, 3)).state is State.MISSING
        found = one("WS-029", self.of(), date(2024, 3, 4))
        assert (found.about, found.state, found.label) == ("check", State.FULFILLED, Label.STATUTORY)

    def test_failing_access_closes_it_by_the_day_set(self) -> None:
        bad = self.of(access_ok=False, environment_ok=False, plan_end_on=date(2024, 6, 30), closed_on=date(2024, 7, 1))
        _, closure = every("WS-029", bad, date(2024, 8, 1))
        assert (closure.about, closure.due, closure.late) == ("closure", date(2024, 6, 30), "1D")

    def test_failing_the_environment_is_rectified_by_the_day_set(self) -> None:
        bad = self.of(environment_ok=False, plan_end_on=date(2024, 6, 30))
        rectified = every("WS-029", bad, date(2024, 6, 30))[1]
        assert (rectified.about, rectified.state, rectified.due) == ("rectification", State.DUE, date(2024, 6, 30))
        no_day = every("WS-029", self.of(environment_ok=False), date(2024, 6, 30))[1]
        assert (no_day.state, no_day.occurrence.missing) == (State.MISSING, ("plan_end_on",))

    def test_an_unknown_result_needs_a_person(self) -> None:
        found = every("WS-029", self.of(access_ok=None, environment_ok=None), date(2024, 6, 3))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("access_ok", "environment_ok"))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        late = every("WS-029", self.of(access_ok=False, plan_end_on=date(2026, 8, 10)), date(2026, 8, 20))[1]
        assert [[cite.text() for cite in part.citations] for part in late.segments] == [
            ["固体废物污染环境防治法第67条"],
            ["生态环境法典第988条"],
        ]


class TestWS033:
    """Solid Waste Law arts. 71 and 72, Code arts. 304 and 526: sludge is followed, never dumped nor put on farmland."""

    @staticmethod
    def of(*loads: SludgeLoad, findings: tuple[Finding, ...] = ()) -> WasteSite:
        return site(SiteKind.SEWAGE_WORKS, sludge=Sludge(loads=loads), findings=findings)

    @staticmethod
    def load(use: SludgeUse | None, **facts: Any) -> SludgeLoad:
        known = {"id": "l", "moved_on": date(2024, 6, 3), "quantity_g": 1, "tested_on": date(2024, 6, 3)}
        return SludgeLoad(**{**known, "use": use, **facts})

    def test_other_sites_owe_nothing_no_ledger_is_missing_and_unknown_is_named(self) -> None:
        assert every("WS-033", site(SiteKind.YARD), date(2024, 6, 5)) == []
        assert one("WS-033", self.of(), date(2024, 6, 5)).state is State.MISSING
        unknown = one("WS-033", site(SiteKind.SEWAGE_WORKS), date(2024, 6, 5))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("loads",))

    def test_a_load_that_is_followed_stands_and_one_that_is_not_is_missing(self) -> None:
        found = one("WS-033", self.of(self.load(SludgeUse.INCINERATION)), date(2024, 6, 5))
        assert (found.state, found.occurrence.missing, found.label) == (State.TRIGGERED, (), Label.STATUTORY)
        lost = one("WS-033", self.of(self.load(None)), date(2024, 6, 5))
        assert (lost.state, lost.occurrence.missing) == (State.MISSING, ("use",))
        vague = self.load(SludgeUse.LANDFILL, quantity_g=None, tested_on=None)
        assert one("WS-033", self.of(vague), date(2024, 6, 5)).occurrence.missing == ("quantity_g", "tested_on")
        assert every("WS-033", self.of(self.load(None)), date(2024, 6, 2)) == []

    @pytest.mark.parametrize("use", [SludgeUse.DUMPED, SludgeUse.DIRECTLY_ON_FARMLAND])
    def test_what_is_forbidden_is_late_until_cleared(self, use: SludgeUse) -> None:
        found = one("WS-033", self.of(self.load(use)), date(2024, 6, 5))
        assert (found.due, found.late) == (date(2024, 6, 3), "2D(open)")
        assert one("WS-033", self.of(self.load(use, cleared_on=date(2024, 6, 4))), date(2024, 7, 1)).late == "1D"
        undated = one("WS-033", self.of(self.load(use, moved_on=None)), date(2024, 6, 5))
        assert (undated.state, undated.occurrence.missing) == (State.HUMAN_REVIEW, ("moved_on",))

    def test_a_finding_counts_and_the_code_takes_over_on_15_august_2026(self) -> None:
        finding = Finding(about="f", kind=FindingKind.SLUDGE, found_on=date(2026, 8, 12))
        late = every("WS-033", self.of(findings=(finding,)), date(2026, 8, 20))[1]
        assert late.late == "8D(open)"
        assert "固体废物污染环境防治法第71条" in [cite.text() for cite in late.segments[0].citations]
        assert "生态环境法典第526条" in [cite.text() for cite in late.segments[1].citations]
