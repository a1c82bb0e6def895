"""Duties on closed tailings ponds and on their operators, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.subject import Subject, Yearly
from jingtu.duties.facts.tailings import (
    FloodSeason,
    GroundwaterResult,
    LeachateResult,
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


class TestWS013:
    """Decree 26 art. 24, Code art. 496: aftercare until leachate and groundwater were clean for two years on end."""

    @staticmethod
    def clean(*days: date) -> tuple[LeachateResult, ...]:
        return tuple(LeachateResult(sampled_on=day, none_found=True) for day in days)

    @staticmethod
    def of(leachate: tuple[LeachateResult, ...] | None = (), **facts: Any) -> WasteSite:
        return pond(**{"closed_on": date(2021, 6, 30), "leachate": leachate, "groundwater": (), **facts})

    def leachate(self, results: tuple[LeachateResult, ...] | None, on: date) -> Owed:
        return every("WS-013", self.of(results), on)[0]

    def test_a_pond_in_use_owes_nothing_and_one_out_of_use_is_closed(self) -> None:
        assert every("WS-013", pond(), date(2024, 8, 1)) == []
        idle = one("WS-013", pond(out_of_use_on=date(2024, 8, 1)), date(2024, 8, 1))
        assert (idle.about, idle.state) == ("closure", State.MISSING)
        assert every("WS-013", pond(out_of_use_on=date(2024, 8, 1)), date(2024, 7, 31)) == []

    def test_the_first_day_on_which_it_can_end_is_two_years_after_the_first_clean_result(self) -> None:
        found = self.leachate(self.clean(date(2023, 5, 1), date(2024, 5, 1)), date(2025, 5, 1))
        assert (found.about, found.state, found.due) == ("leachate", State.PENDING, date(2025, 5, 1))

    def test_a_clean_result_on_or_after_that_day_ends_it(self) -> None:
        on_the_day = self.clean(date(2023, 5, 1), date(2025, 5, 1))
        found = self.leachate(on_the_day, date(2025, 6, 1))
        assert (found.state, found.occurrence.done, found.due) == (State.FULFILLED, date(2025, 5, 1), date(2025, 5, 1))
        day_before = self.clean(date(2023, 5, 1), date(2025, 4, 30))
        found = self.leachate(day_before, date(2025, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("leachate",))

    def test_a_bad_result_begins_the_count_anew(self) -> None:
        bad = (LeachateResult(sampled_on=date(2024, 1, 1), none_found=False, compliant=False),)
        found = self.leachate((*self.clean(date(2023, 5, 1), date(2024, 2, 1)), *bad), date(2024, 8, 1))
        assert (found.state, found.due) == (State.PENDING, date(2026, 2, 1))
        assert self.leachate(bad, date(2024, 8, 1)).state is State.TRIGGERED

    def test_nothing_sampled_is_missing_and_what_is_not_known_is_named(self) -> None:
        assert self.leachate((), date(2024, 8, 1)).state is State.MISSING
        assert self.leachate(self.clean(date(2021, 6, 29)), date(2024, 8, 1)).state is State.MISSING
        unknown = self.leachate(None, date(2024, 8, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("leachate",))
        vague = self.leachate((LeachateResult(sampled_on=date(2023, 5, 1), none_found=False),), date(2024, 8, 1))
        assert (vague.state, vague.occurrence.missing) == (State.HUMAN_REVIEW, ("leachate",))

    @pytest.mark.parametrize(
        ("upstream", "downstream", "background", "state"),
        [
            ("5", "5", None, State.PENDING),
            ("5", "5.1", None, State.TRIGGERED),
            ("5", "5.1", "5.1", State.PENDING),
            (None, "5", None, State.HUMAN_REVIEW),
        ],
    )
    def test_groundwater_is_compared_with_upstream_or_background(
        self, upstream: str | None, downstream: str, background: str | None, state: State
    ) -> None:
        values = [Decimal(text) if text else None for text in (upstream, downstream, background)]
        result = GroundwaterResult(
            sampled_on=date(2023, 7, 1), upstream=values[0], downstream=values[1], background=values[2]
        )
        found = every("WS-013", self.of(groundwater=(result,)), date(2024, 8, 1))[1]
        assert (found.about, found.state) == ("groundwater", state)

    def test_ending_early_is_late_until_taken_up_again(self) -> None:
        early = self.of(aftercare_ended_on=date(2024, 6, 3), aftercare_resumed_on=date(2024, 6, 5))
        found = every("WS-013", early, date(2024, 8, 1))[2]
        assert (found.about, found.due, found.late) == ("ended", date(2024, 6, 3), "2D")

    def test_it_is_statutory_and_the_code_takes_over_on_15_august_2026(self) -> None:
        law = every("WS-013", self.of(None), date(2026, 8, 14))[0]
        assert law.label is Label.STATUTORY
        assert titles(law) == ["尾矿污染环境防治管理办法第24条", "固体废物污染环境防治法第42条"]
        code = every("WS-013", self.of(None), date(2026, 8, 15))[0]
        assert titles(code) == ["尾矿污染环境防治管理办法第24条", "生态环境法典第496条"]


class TestWS014:
    """Decree 26 art. 28: operators of ponds of grades 1 and 2 on the key-discharger list; by default by 31 March."""

    @pytest.mark.parametrize(("grade", "number"), [(1, 1), (2, 1), (3, 0)])
    def test_grade_three_is_not_concerned(self, grade: int, number: int) -> None:
        assert len(every("WS-014", pond(grade=grade), date(2024, 3, 31))) == number

    def test_it_is_due_on_31_march_and_late_the_day_after(self) -> None:
        found = one("WS-014", pond(grade=2, key_discharger_lists=()), date(2024, 3, 31))
        assert (found.state, found.due, found.label) == (State.DUE, date(2024, 3, 31), Label.INTERNAL)
        late = pond(grade=2, key_discharger_lists=(Yearly(2024, date(2024, 4, 1)),))
        assert one("WS-014", late, date(2024, 6, 1)).late == "1D"

    def test_what_is_not_known_is_named_and_the_decree_begins_on_1_july_2022(self) -> None:
        assert one("WS-014", pond(), date(2024, 6, 1)).occurrence.missing == ("grade",)
        assert one("WS-014", pond(grade=1), date(2024, 6, 1)).occurrence.missing == ("key_discharger_lists",)
        assert every("WS-014", pond(grade=1), date(2022, 6, 30)) == []
        assert len(every("WS-014", pond(grade=1), date(2022, 7, 1))) == 1


class TestScenarioS13:
    """Two ponds on 1 August 2024: one in use, of grade 2; one closed in 2021."""

    ON = date(2024, 8, 1)
    IN_USE = pond(
        grade=2,
        uploads=(Yearly(2023, date(2024, 2, 5)),),
        flood_seasons=(FloodSeason(starts_on=date(2024, 6, 1), checked_on=date(2024, 6, 10)),),
        discharges=True,
        discharge_sampled_on=tuple(date(2024, month, 15) for month in (1, 2, 3, 5, 6, 7)),
    )
    CLOSED = pond(
        closed_on=date(2021, 6, 30),
        leachate=(LeachateResult(sampled_on=date(2023, 5, 1), none_found=True),),
        groundwater=(GroundwaterResult(sampled_on=date(2023, 7, 1), upstream=Decimal(1), downstream=Decimal(1)),),
    )

    def test_states_and_lateness_are_those_of_the_file(self) -> None:
        assert every("WS-009", self.IN_USE, self.ON)[1].late == "5D"
        assert one("WS-011", self.IN_USE, self.ON).late == "10D"
        missing = [part.about for part in every("WS-010", self.IN_USE, self.ON) if part.state is State.MISSING]
        assert missing == ["2024-04"]
        assert one("WS-014", self.IN_USE, self.ON).state is State.TRIGGERED

    def test_the_closed_pond_waits_until_may_and_july_of_2025(self) -> None:
        found = every("WS-013", self.CLOSED, self.ON)
        assert [(part.state, part.due) for part in found] == [
            (State.PENDING, date(2025, 5, 1)),
            (State.PENDING, date(2025, 7, 1)),
        ]
