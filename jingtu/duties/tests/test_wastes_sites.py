"""Duties on heaps, yards, industrial waste and dumping, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.waste_site import (
    Dumping,
    Finding,
    FindingKind,
    Heap,
    HeapPhase,
    IndustrialWaste,
    LedgerEntry,
    SiteKind,
    WasteSite,
    Yard,
    YardMaterial,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES

SHANGDANG, GAOPING, ZHONGYUAN, ELSEWHERE = "140404", "140581", "410102", "370102"


def one(duty: str, facts: WasteSite, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: WasteSite, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def site(place: str, *kinds: SiteKind, **facts: Any) -> WasteSite:
    return WasteSite(id="s", place=place, as_of=date(2027, 12, 31), kinds=kinds, **facts)


def heap(**facts: Any) -> WasteSite:
    return site(SHANGDANG, SiteKind.LEGACY_HEAP, heap=Heap(**facts))


def yard(
    place: str = ZHONGYUAN, materials: tuple[YardMaterial, ...] = (YardMaterial.FLY_ASH,), **facts: Any
) -> WasteSite:
    return site(place, SiteKind.YARD, yard=Yard(materials=materials, **facts))


class TestWS001:
    """Shangdang plan 2022, art. 2: the first batch of legacy heaps investigated and planned for by the end of 2022."""

    def test_later_batches_other_sites_and_other_places_owe_nothing(self) -> None:
        assert every("WS-001", heap(first_batch=False), date(2022, 12, 31)) == []
        assert every("WS-001", site(SHANGDANG, heap=Heap(first_batch=True)), date(2022, 12, 31)) == []
        elsewhere = site(GAOPING, SiteKind.LEGACY_HEAP, heap=Heap(first_batch=True))
        assert every("WS-001", elsewhere, date(2022, 12, 31)) == []

    def test_both_are_due_on_31_december_2022_a_saturday(self) -> None:
        found = every("WS-001", heap(first_batch=True), date(2022, 12, 31))
        assert [(part.about, part.due, part.state) for part in found] == [
            ("investigation", date(2022, 12, 31), State.DUE),
            ("plan", date(2022, 12, 31), State.DUE),
        ]
        done = heap(first_batch=True, investigated_on=date(2022, 12, 31), plan_on=date(2023, 1, 1))
        investigated, planned = every("WS-001", done, date(2023, 2, 1))
        assert (investigated.state, planned.late) == (State.FULFILLED, "1D")

    def test_an_unknown_batch_needs_a_person(self) -> None:
        found = one("WS-001", heap(), date(2022, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("first_batch",))

    def test_a_plan_calls_for_it_from_its_first_day(self) -> None:
        assert every("WS-001", heap(first_batch=True), date(2022, 1, 1))[0].label is Label.PLAN
        assert every("WS-001", heap(), date(2021, 12, 31)) == []


class TestWS002:
    """Shangdang plan 2022, art. 2: treatment in phases, the pathway cut off first near polluted farmland."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        phases = (
            HeapPhase(about="2", end_on=date(2024, 6, 30)),
            HeapPhase(about="1", end_on=date(2023, 6, 30), accepted_on=date(2023, 7, 1)),
        )
        return heap(**{"investigated_on": date(2022, 6, 1), "near_polluted_farmland": False, "phases": phases, **facts})

    def test_before_the_investigation_nothing_is_owed(self) -> None:
        assert every("WS-002", self.of(investigated_on=None), date(2023, 6, 30)) == []
        assert every("WS-002", self.of(), date(2022, 5, 31)) == []

    def test_each_phase_is_accepted_by_its_last_day(self) -> None:
        second, first = every("WS-002", self.of(), date(2024, 6, 30))
        assert (second.about, second.state, second.due) == ("2", State.DUE, date(2024, 6, 30))
        assert (first.about, first.due, first.late) == ("1", date(2023, 6, 30), "1D")

    def test_near_polluted_farmland_the_pathway_is_cut_by_the_end_of_the_first_phase(self) -> None:
        late = self.of(near_polluted_farmland=True, pathway_cut_on=date(2023, 7, 2))
        pathway = every("WS-002", late, date(2024, 1, 2))[0]
        assert (pathway.about, pathway.due, pathway.late) == ("pathway", date(2023, 6, 30), "2D")
        no_day = every("WS-002", self.of(near_polluted_farmland=True, phases=()), date(2024, 1, 2))
        assert [(part.about, part.state, part.occurrence.missing) for part in no_day] == [
            ("pathway", State.MISSING, ("end_on",)),
            ("", State.MISSING, ("phases",)),
        ]

    def test_unknown_surroundings_need_a_person_and_a_phase_without_a_day_names_it(self) -> None:
        vague = self.of(near_polluted_farmland=None, phases=(HeapPhase(about="1"),))
        pathway, phase = every("WS-002", vague, date(2024, 1, 2))
        assert (pathway.state, pathway.occurrence.missing) == (State.HUMAN_REVIEW, ("near_polluted_farmland",))
        assert (phase.state, phase.occurrence.missing) == (State.MISSING, ("end_on",))

    def test_a_plan_calls_for_it_from_its_first_day(self) -> None:
        early = self.of(investigated_on=date(2021, 6, 1), phases=())
        assert every("WS-002", early, date(2021, 12, 31)) == []
        assert one("WS-002", early, date(2022, 1, 1)).label is Label.PLAN


class TestWS003:
    """Zhongyuan plan art. 7, Solid Waste Law art. 20, Code art. 475: ash yards have a liable party and a plan."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        known = {"found_on": date(2024, 3, 1), "plan_on": date(2024, 4, 1), "plan_end_on": date(2024, 9, 30)}
        return yard(**{**known, **facts})

    def test_other_materials_are_not_concerned_and_unknown_ones_need_a_person(self) -> None:
        assert every("WS-003", yard(materials=(YardMaterial.RED_MUD,)), date(2024, 9, 30)) == []
        found = one("WS-003", yard(materials=()), date(2024, 9, 30))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("materials",))

    def test_acceptance_is_due_on_the_plans_last_day(self) -> None:
        accepted = every("WS-003", self.of(), date(2024, 9, 30))[2]
        assert (accepted.about, accepted.state, accepted.due) == ("acceptance", State.DUE, date(2024, 9, 30))
        assert every("WS-003", self.of(accepted_on=date(2024, 10, 1)), date(2024, 11, 1))[2].late == "1D"

    def test_without_party_plan_and_day_all_three_are_missing(self) -> None:
        found = every("WS-003", self.of(plan_on=None, plan_end_on=None), date(2024, 9, 30))
        assert [(part.about, part.state) for part in found] == [
            ("liable party", State.MISSING),
            ("plan", State.MISSING),
            ("acceptance", State.MISSING),
        ]
        assert found[2].occurrence.missing == ("plan_end_on",)

    def test_a_party_is_an_owner_or_its_absence(self) -> None:
        settled = {"liable_party_settled_on": date(2024, 5, 6)}
        vague = every("WS-003", self.of(**settled), date(2024, 5, 6))[0]
        assert (vague.state, vague.occurrence.missing) == (State.HUMAN_REVIEW, ("owner_uscc", "orphan"))
        for party in ({"owner_uscc": "91140404MA0DEM013C"}, {"orphan": True}):
            assert every("WS-003", self.of(**settled, **party), date(2024, 5, 6))[0].state is State.FULFILLED
        assert every("WS-003", self.of(**settled, orphan=True), date(2024, 5, 5))[0].state is State.MISSING

    def test_it_is_statutory_and_the_code_takes_over_on_15_august_2026(self) -> None:
        late = every("WS-003", self.of(plan_end_on=date(2026, 7, 31)), date(2026, 9, 1))[2]
        assert late.label is Label.STATUTORY
        assert "固体废物污染环境防治法第20条" in [cite.text() for cite in late.segments[0].citations]
        assert "生态环境法典第475条" in [cite.text() for cite in late.segments[1].citations]
        assert late.segments[1].days.start == date(2026, 8, 15)


class TestWS004:
    """Gaoping plan 2019, art. 16: yards of the listed wastes rectified, with the three protections, in 2019."""

    PROTECTED = {"against_dust": True, "against_loss": True, "against_seepage": True}

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        return yard(GAOPING, (YardMaterial.RED_MUD,), **facts)

    def test_other_materials_and_places_owe_nothing_and_unknown_ones_need_a_person(self) -> None:
        assert every("WS-004", yard(GAOPING, (YardMaterial.OTHER,)), date(2019, 12, 31)) == []
        assert every("WS-004", yard(ZHONGYUAN, (YardMaterial.RED_MUD,)), date(2019, 12, 31)) == []
        assert one("WS-004", yard(GAOPING, ()), date(2019, 12, 31)).occurrence.missing == ("materials",)

    def test_it_is_due_on_31_december_2019(self) -> None:
        found = one("WS-004", self.of(), date(2019, 12, 31))
        assert (found.state, found.due, found.label) == (State.DUE, date(2019, 12, 31), Label.PLAN)
        in_time = self.of(rectified_on=date(2019, 12, 31), **self.PROTECTED)
        assert one("WS-004", in_time, date(2020, 1, 6)).state is State.FULFILLED
        late = self.of(rectified_on=date(2020, 1, 1), **self.PROTECTED)
        assert one("WS-004", late, date(2020, 1, 6)).late == "1D"

    @pytest.mark.parametrize("name", ["against_dust", "against_loss", "against_seepage"])
    def test_without_one_protection_it_is_not_rectified(self, name: str) -> None:
        bare = self.of(rectified_on=date(2019, 11, 1), **{**self.PROTECTED, name: False})
        assert one("WS-004", bare, date(2020, 1, 6)).late == "6D(open)"
        unknown = one(
            "WS-004", self.of(rectified_on=date(2019, 11, 1), **{**self.PROTECTED, name: None}), date(2020, 1, 6)
        )
        assert (unknown.state, unknown.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_the_plan_ended_with_2019(self) -> None:
        assert not one("WS-004", self.of(), date(2019, 12, 31)).historical
        assert one("WS-004", self.of(), date(2020, 1, 1)).historical


class TestWS005:
    """Solid Waste Law art. 36, Code art. 489: a ledger of industrial waste, and responsibilities set."""

    WHOLE = LedgerEntry(entered_on=date(2024, 3, 1), code="SW02", quantity_g=5, flow="own yard")

    @staticmethod
    def of(ledger: tuple[LedgerEntry, ...] | None, **facts: Any) -> WasteSite:
        industrial = IndustrialWaste(ledger=ledger, responsibility_set_on=date(2024, 1, 2))
        return site(ELSEWHERE, SiteKind.INDUSTRIAL_PRODUCER, industrial=industrial, **facts)

    def test_who_makes_no_industrial_waste_owes_nothing(self) -> None:
        assert every("WS-005", site(ELSEWHERE, SiteKind.LANDFILL), date(2024, 6, 1)) == []

    def test_a_kept_ledger_holds_none_is_missing_and_unknown_is_named(self) -> None:
        kept, responsible = every("WS-005", self.of((self.WHOLE,)), date(2024, 6, 3))
        assert (kept.state, kept.label, responsible.state) == (State.TRIGGERED, Label.STATUTORY, State.FULFILLED)
        assert every("WS-005", self.of(()), date(2024, 6, 3))[0].state is State.MISSING
        unknown = every("WS-005", self.of(None), date(2024, 6, 3))[0]
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("ledger",))

    def test_responsibilities_are_missing_until_set(self) -> None:
        assert every("WS-005", self.of(()), date(2024, 1, 1))[1].state is State.MISSING

    def test_incomplete_entries_need_a_person(self) -> None:
        found = every("WS-005", self.of((self.WHOLE, LedgerEntry())), date(2024, 6, 3))[0]
        assert (found.state, found.occurrence.missing) == (
            State.HUMAN_REVIEW,
            ("entered_on", "code", "quantity_g", "flow"),
        )

    def test_a_finding_is_late_until_it_ends(self) -> None:
        finding = Finding(about="gap", kind=FindingKind.LEDGER, found_on=date(2024, 6, 3), ended_on=date(2024, 6, 5))
        found = every("WS-005", self.of((self.WHOLE,), findings=(finding,)), date(2024, 7, 1))[2]
        assert (found.about, found.due, found.late) == ("gap", date(2024, 6, 3), "2D")
        assert len(every("WS-005", self.of((self.WHOLE,), findings=(finding,)), date(2024, 6, 2))) == 2

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        before = every("WS-005", self.of((self.WHOLE,)), date(2026, 8, 14))[0]
        assert [cite.text() for cite in before.citations] == ["固体废物污染环境防治法第36条"]
        after = every("WS-005", self.of((self.WHOLE,)), date(2026, 8, 15))[0]
        assert [cite.text() for cite in after.citations] == ["生态环境法典第489条"]


class TestWS006:
    """Solid Waste Law arts. 20 and 40, Code arts. 475 and 494: yards protected against dust, loss and seepage."""

    def test_who_stores_nothing_owes_nothing(self) -> None:
        assert every("WS-006", site(ELSEWHERE, SiteKind.INDUSTRIAL_PRODUCER), date(2024, 6, 1)) == []

    def test_each_protection_stands_is_missing_or_not_known(self) -> None:
        found = every("WS-006", yard(ELSEWHERE, against_dust=True, against_loss=False), date(2024, 6, 3))
        assert [(part.about, part.state, part.occurrence.missing) for part in found] == [
            ("dust", State.TRIGGERED, ()),
            ("loss", State.MISSING, ()),
            ("seepage", State.TRIGGERED, ("against_seepage",)),
        ]
        assert {part.label for part in found} == {Label.STATUTORY}

    @pytest.mark.parametrize("kind", [FindingKind.STORAGE, FindingKind.LEACHATE])
    def test_a_finding_is_late_until_it_ends(self, kind: FindingKind) -> None:
        finding = Finding(about="leak", kind=kind, found_on=date(2024, 6, 3))
        found = every("WS-006", site(ELSEWHERE, SiteKind.YARD, findings=(finding,)), date(2024, 6, 5))[3]
        assert (found.about, found.due, found.late) == ("leak", date(2024, 6, 3), "2D(open)")

    def test_a_finding_without_a_day_needs_a_person(self) -> None:
        finding = Finding(about="leak", kind=FindingKind.STORAGE)
        found = every("WS-006", site(ELSEWHERE, SiteKind.YARD, findings=(finding,)), date(2024, 6, 5))[3]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("found_on",))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        before = every("WS-006", yard(ELSEWHERE), date(2026, 8, 14))[0]
        assert "固体废物污染环境防治法第40条" in [cite.text() for cite in before.citations]
        after = every("WS-006", yard(ELSEWHERE), date(2026, 8, 15))[0]
        assert [cite.text() for cite in after.citations] == ["生态环境法典第494条", "生态环境法典第475条"]


class TestWS035:
    """Solid Waste Law art. 20, Code art. 475: dumping is acted on the day it is found."""

    @staticmethod
    def of(**facts: Any) -> WasteSite:
        known = {"about": "c", "found_on": date(2024, 6, 3), "hazardous": False, "quantity_g": 1}
        return site(ELSEWHERE, dumpings=(Dumping(**{**known, **facts}),))

    def test_nothing_found_nothing_owed(self) -> None:
        assert every("WS-035", self.of(found_on=None), date(2024, 6, 3)) == []
        assert every("WS-035", self.of(), date(2024, 6, 2)) == []

    def test_it_is_due_the_same_day(self) -> None:
        found = one("WS-035", self.of(), date(2024, 6, 3))
        assert (found.state, found.due, found.label) == (State.DUE, date(2024, 6, 3), Label.STATUTORY)
        assert one("WS-035", self.of(acted_on=date(2024, 6, 4)), date(2024, 7, 1)).late == "1D"
        assert one("WS-035", self.of(acted_on=date(2024, 6, 3)), date(2024, 7, 1)).state is State.FULFILLED

    def test_what_decides_the_penalty_is_named_where_it_is_not_known(self) -> None:
        found = one("WS-035", self.of(hazardous=None, quantity_g=None), date(2024, 6, 5))
        assert (found.late, found.occurrence.missing) == ("2D(open)", ("hazardous", "quantity_g"))

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        late = one("WS-035", self.of(found_on=date(2026, 8, 12)), date(2026, 8, 20))
        assert [[cite.text() for cite in part.citations] for part in late.segments] == [
            ["固体废物污染环境防治法第20条"],
            ["生态环境法典第475条"],
        ]
