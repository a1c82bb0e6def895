"""Duties on tailings ponds, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_wastes import GradedPond, WasteWork
from jingtu.duties.facts.subject import Subject, Yearly
from jingtu.duties.facts.tailings import (
    FloodSeason,
    PondClass,
    PondHazard,
    Tailings,
)
from jingtu.duties.facts.waste_site import SiteKind, WasteSite
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES


def one(duty: str, facts: Subject, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: Subject, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def pond(**facts: Any) -> WasteSite:
    return WasteSite(
        id="p",
        place="370102",
        as_of=date(2027, 12, 31),
        kinds=(SiteKind.TAILINGS_POND,),
        tailings=Tailings(**facts),
    )


def titles(found: Owed) -> list[str]:
    return [cite.text() for cite in found.citations]


@pytest.mark.parametrize("duty", ["WS-007", "WS-009", "WS-010", "WS-011", "WS-012", "WS-013", "WS-014"])
def test_what_is_no_tailings_pond_owes_none_of_it(duty: str) -> None:
    heap = WasteSite(id="h", kinds=(SiteKind.LEGACY_HEAP,), tailings=Tailings(grade=1, closed_on=date(2022, 7, 1)))
    assert every(duty, heap, date(2024, 8, 1)) == []


class TestWS007:
    """Law art. 23, Code art. 416: soil protected; at key ponds monitored and assessed, by default yearly."""

    def test_a_normal_pond_is_not_monitored(self) -> None:
        found = one("WS-007", pond(safety_class=PondClass.NORMAL), date(2024, 6, 3))
        assert (found.about, found.state, found.label) == ("protection", State.TRIGGERED, Label.STATUTORY)

    def test_an_unknown_class_needs_a_person(self) -> None:
        found = every("WS-007", pond(), date(2024, 6, 3))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("safety_class",))

    def test_a_year_after_the_last_time_both_are_due(self) -> None:
        days = {"soil_monitored_on": (date(2023, 6, 1),), "soil_assessed_on": (date(2023, 6, 2),)}
        _, monitored, assessed = every("WS-007", pond(safety_class=PondClass.RISKY, **days), date(2024, 6, 4))
        assert (monitored.about, monitored.due, monitored.late) == ("monitoring", date(2024, 6, 3), "1D(open)")
        assert (assessed.about, assessed.due, assessed.occurrence.nominal) == (
            "assessment",
            date(2024, 6, 3),
            date(2024, 6, 2),
        )
        assert {monitored.label, assessed.label} == {Label.INTERNAL}

    def test_nothing_done_is_missing_and_unknown_days_are_named(self) -> None:
        facts = pond(safety_class=PondClass.DANGEROUS, soil_monitored_on=())
        _, monitored, assessed = every("WS-007", facts, date(2024, 6, 4))
        assert (monitored.state, assessed.state) == (State.MISSING, State.TRIGGERED)
        assert assessed.occurrence.missing == ("soil_assessed_on",)

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert titles(every("WS-007", pond(), date(2026, 8, 14))[0]) == ["土壤污染防治法第23条"]
        assert titles(every("WS-007", pond(), date(2026, 8, 15))[0]) == ["生态环境法典第416条"]


class TestWS008:
    """Decree 26 art. 5: cities and provinces grade the ponds and keep the list up; by default yearly."""

    @staticmethod
    def of(level: Level | None = Level.CITY, **facts: Any) -> GovernmentBody:
        return GovernmentBody(id="g", place="370100", level=level, as_of=date(2027, 12, 31), wastes=WasteWork(**facts))

    def test_counties_do_not_owe_it_and_of_an_unknown_level_a_person_decides(self) -> None:
        assert every("WS-008", self.of(Level.COUNTY), date(2024, 6, 3)) == []
        assert one("WS-008", self.of(None), date(2024, 6, 3)).occurrence.missing == ("level",)

    def test_a_year_after_the_last_version_the_next_is_due(self) -> None:
        found = one("WS-008", self.of(tailings_list_versions_on=(date(2023, 5, 31),)), date(2024, 5, 31))
        assert (found.state, found.due, found.label) == (State.DUE, date(2024, 5, 31), Label.INTERNAL)
        assert one("WS-008", self.of(tailings_list_versions_on=()), date(2024, 6, 3)).state is State.MISSING
        assert one("WS-008", self.of(), date(2024, 6, 3)).occurrence.missing == ("tailings_list_versions_on",)

    def test_a_pond_without_a_grade_needs_a_person(self) -> None:
        ponds = (GradedPond(id="p", grade=3), GradedPond(id="q"))
        found = every("WS-008", self.of(tailings_list_versions_on=(), graded_ponds=ponds), date(2024, 6, 3))
        assert [(part.about, part.state) for part in found[1:]] == [("q", State.HUMAN_REVIEW)]
        assert found[1].label is Label.STATUTORY

    def test_the_decree_begins_on_1_july_2022(self) -> None:
        assert every("WS-008", self.of(tailings_list_versions_on=()), date(2022, 6, 30)) == []
        assert len(every("WS-008", self.of(tailings_list_versions_on=()), date(2022, 7, 1))) == 1


class TestWS009:
    """Decree 26 art. 7: a ledger, and the data of each year uploaded by 31 January of the next."""

    def test_the_ledger_stands_is_missing_or_not_known(self) -> None:
        for kept, state, missing in (
            (True, State.TRIGGERED, ()),
            (False, State.MISSING, ()),
            (None, State.TRIGGERED, ("ledger_kept",)),
        ):
            found = every("WS-009", pond(ledger_kept=kept, uploads=()), date(2024, 1, 31))[0]
            assert (found.about, found.state, found.occurrence.missing) == ("ledger", state, missing)

    def test_the_upload_is_due_on_31_january_and_late_the_day_after(self) -> None:
        upload = every("WS-009", pond(uploads=()), date(2024, 1, 31))[1]
        assert (upload.about, upload.state, upload.due, upload.label) == (
            "2023",
            State.DUE,
            date(2024, 1, 31),
            Label.STATUTORY,
        )
        assert every("WS-009", pond(uploads=(Yearly(2023, date(2024, 2, 1)),)), date(2024, 3, 1))[1].late == "1D"
        in_time = pond(uploads=(Yearly(2023, date(2024, 1, 31)),))
        assert every("WS-009", in_time, date(2024, 3, 1))[1].state is State.FULFILLED

    def test_every_year_since_its_first_use_and_the_decree_is_owed(self) -> None:
        old = pond(in_use_from=date(2015, 1, 1), uploads=())
        assert [part.about for part in every("WS-009", old, date(2024, 3, 1))[1:]] == ["2022", "2023"]
        ended = pond(in_use_from=date(2015, 1, 1), uploads=(), aftercare_ended_on=date(2023, 6, 1))
        assert [part.about for part in every("WS-009", ended, date(2024, 3, 1))[1:]] == ["2022"]

    def test_unknown_uploads_are_named_and_the_decree_begins_on_1_july_2022(self) -> None:
        assert every("WS-009", pond(), date(2024, 3, 1))[1].occurrence.missing == ("uploads",)
        assert every("WS-009", pond(ledger_kept=True), date(2022, 6, 30)) == []
        assert len(every("WS-009", pond(ledger_kept=True), date(2022, 7, 1))) == 2


class TestWS010:
    """Decree 26 art. 19: the discharge sampled monthly, toxic receiving water quarterly, groundwater too."""

    @staticmethod
    def of(*samples: date, **facts: Any) -> WasteSite:
        known = {"discharges": True, "toxic_discharge": False, "groundwater_sampled_on": (date(2024, 1, 5),)}
        return pond(**{**known, "discharge_sampled_on": samples, **facts})

    def test_a_pond_that_discharges_nothing_watches_its_groundwater_only(self) -> None:
        found = one("WS-010", self.of(discharges=False), date(2024, 6, 3))
        assert (found.about, found.state, found.label) == ("groundwater", State.FULFILLED, Label.STATUTORY)
        assert (
            one("WS-010", self.of(discharges=False, groundwater_sampled_on=()), date(2024, 6, 3)).state is State.MISSING
        )
        unknown = one("WS-010", self.of(discharges=False, groundwater_sampled_on=None), date(2024, 6, 3))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("groundwater_sampled_on",))

    def test_a_month_after_the_last_sample_the_next_is_due(self) -> None:
        found = every("WS-010", self.of(date(2024, 5, 14)), date(2024, 6, 14))[0]
        assert (found.about, found.state, found.due) == ("2024-06", State.DUE, date(2024, 6, 14))
        late = every("WS-010", self.of(date(2024, 5, 14), date(2024, 6, 17)), date(2024, 6, 18))
        assert (late[0].about, late[0].late) == ("2024-06", "3D")
        assert (late[1].about, late[1].due) == ("2024-07", date(2024, 7, 17))

    def test_a_whole_month_without_a_sample_is_missing(self) -> None:
        found = every("WS-010", self.of(date(2024, 3, 14), date(2024, 6, 3)), date(2024, 6, 3))
        assert [(part.about, part.state) for part in found[:3]] == [
            ("2024-04", State.MISSING),
            ("2024-05", State.MISSING),
            ("2024-07", State.PENDING),
        ]
        assert found[0].due == date(2024, 4, 15)
        still = every("WS-010", self.of(date(2024, 3, 14)), date(2024, 5, 6))
        assert [(part.about, part.state) for part in still[:1]] == [("2024-04", State.MISSING)]
        assert every("WS-010", self.of(date(2024, 3, 14)), date(2024, 4, 16))[0].late == "1D(open)"

    def test_toxic_receiving_water_is_sampled_quarterly(self) -> None:
        toxic = self.of(date(2024, 5, 14), toxic_discharge=True, receiving_sampled_on=(date(2024, 3, 4),))
        found = every("WS-010", toxic, date(2024, 6, 5))[1]
        assert (found.about, found.due, found.late) == ("receiving water", date(2024, 6, 4), "1D(open)")
        unknown = every("WS-010", self.of(date(2024, 5, 14), toxic_discharge=None), date(2024, 6, 5))[1]
        assert (unknown.state, unknown.occurrence.missing) == (State.HUMAN_REVIEW, ("toxic_discharge",))

    def test_no_round_is_owed_that_falls_due_after_closure(self) -> None:
        closed = self.of(date(2024, 5, 14), closed_on=date(2024, 6, 13))
        assert [part.about for part in every("WS-010", closed, date(2024, 7, 1))] == ["groundwater"]

    def test_what_is_not_known_is_named(self) -> None:
        unknown = every("WS-010", self.of(discharges=None), date(2024, 6, 5))[0]
        assert (unknown.state, unknown.occurrence.missing) == (State.HUMAN_REVIEW, ("discharges",))
        days = every("WS-010", self.of(discharge_sampled_on=None), date(2024, 6, 5))[0]
        assert (days.state, days.occurrence.missing) == (State.TRIGGERED, ("discharge_sampled_on",))
        assert every("WS-010", self.of(), date(2024, 6, 5))[0].state is State.MISSING

    def test_the_decree_begins_on_1_july_2022(self) -> None:
        found = every("WS-010", self.of(date(2022, 5, 5), groundwater_sampled_on=()), date(2022, 7, 1))
        assert [part.about for part in found] == ["groundwater"]


class TestWS011:
    """Decree 26 art. 20, Code art. 497: hidden dangers looked for and put right before each flood season."""

    @staticmethod
    def of(start: date | None, checked: date | None = None, *hazards: PondHazard) -> WasteSite:
        return pond(flood_seasons=(FloodSeason(starts_on=start, checked_on=checked),), hazards=hazards)

    def test_without_a_season_nothing_is_asked_and_without_its_day_a_person(self) -> None:
        assert every("WS-011", pond(), date(2024, 5, 31)) == []
        found = one("WS-011", self.of(None), date(2024, 5, 31))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("starts_on",))

    def test_the_last_day_in_time_is_the_day_before_the_season(self) -> None:
        found = one("WS-011", self.of(date(2024, 6, 1)), date(2024, 5, 31))
        assert (found.about, found.state, found.due, found.label) == (
            "2024",
            State.DUE,
            date(2024, 5, 31),
            Label.STATUTORY,
        )
        assert one("WS-011", self.of(date(2024, 6, 1), date(2024, 5, 31)), date(2024, 7, 1)).state is State.FULFILLED
        assert one("WS-011", self.of(date(2024, 6, 1), date(2024, 6, 1)), date(2024, 7, 1)).late == "1D"

    def test_what_was_found_is_put_right_before_the_season_too(self) -> None:
        hazards = (PondHazard(about="seep", flood_year=2024, done_on=date(2024, 6, 3)), PondHazard(about="crack"))
        _, seep, crack = every("WS-011", self.of(date(2024, 6, 1), date(2024, 5, 1), *hazards), date(2024, 7, 1))
        assert (seep.about, seep.late) == ("seep", "3D")
        assert (crack.state, crack.occurrence.missing) == (State.MISSING, ("flood_year",))
        stray = every("WS-011", pond(hazards=(PondHazard(about="x", flood_year=2023),)), date(2024, 7, 1))[0]
        assert stray.occurrence.missing == ("flood_seasons",)

    def test_the_code_joins_on_15_august_2026_and_the_decree_begins_on_1_july_2022(self) -> None:
        assert titles(one("WS-011", self.of(date(2026, 8, 15)), date(2026, 8, 1))) == ["尾矿污染环境防治管理办法第20条"]
        assert "生态环境法典第497条" in titles(one("WS-011", self.of(date(2026, 8, 16)), date(2026, 8, 1)))
        assert every("WS-011", self.of(date(2022, 7, 1)), date(2022, 7, 1)) == []


class TestWS012:
    """Decree 26 art. 22: an emergency plan, every three years, and drills. Not verified: internal."""

    def test_three_years_after_the_last_plan_the_next_is_due(self) -> None:
        found = every("WS-012", pond(emergency_plans_on=(date(2021, 6, 3),)), date(2024, 6, 3))[0]
        assert (found.about, found.state, found.due, found.label) == (
            "plan",
            State.DUE,
            date(2024, 6, 3),
            Label.INTERNAL,
        )
        assert every("WS-012", pond(emergency_plans_on=(date(2021, 6, 3),)), date(2024, 6, 4))[0].late == "1D(open)"

    def test_without_plan_and_drill_both_are_missing_and_unknown_days_are_named(self) -> None:
        found = every("WS-012", pond(emergency_plans_on=(), drilled_on=()), date(2024, 6, 3))
        assert [(part.about, part.state) for part in found] == [("plan", State.MISSING), ("drill", State.MISSING)]
        unknown = every("WS-012", pond(), date(2024, 6, 3))
        assert [part.occurrence.missing for part in unknown] == [("emergency_plans_on",), ("drilled_on",)]

    def test_a_drill_counts_from_its_day(self) -> None:
        drilled = pond(drilled_on=(date(2024, 6, 3),))
        assert every("WS-012", drilled, date(2024, 6, 2))[1].state is State.MISSING
        assert every("WS-012", drilled, date(2024, 6, 3))[1].state is State.FULFILLED

    def test_the_decree_begins_on_1_july_2022(self) -> None:
        assert every("WS-012", pond(drilled_on=()), date(2022, 6, 30)) == []
        assert len(every("WS-012", pond(drilled_on=()), date(2022, 7, 1))) == 2
