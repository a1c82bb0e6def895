"""Protection, investigation, control and remediation of a unit of farmland, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farmland_unit import (
    Category,
    CategoryChange,
    FarmlandRemediation,
    FarmlandUnit,
    RiskFinding,
    SitedProject,
    Stage,
    StrictControl,
)
from jingtu.duties.farmland import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Parameters, Setting
from jingtu.duties.tests.answers import articles, states
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

AS_OF = date(2026, 11, 28)


def unit(category: Category | None = None, **known: Any) -> FarmlandUnit:
    usual: dict[str, Any] = {"place": "140581", "listed_on": date(2020, 6, 1)}
    return FarmlandUnit(id="f", as_of=AS_OF, category=category, **usual | known)


class TestFL002:
    """Law art. 50, Code art. 445: priority cropland is basic farmland where fit; polluting projects keep off."""

    def test_other_categories_owe_none(self):
        for category in (Category.SAFE_USE, Category.STRICT, None):
            assert asked_all(DUTIES, "FL-002", unit(category, basic_farmland=True), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            ({"basic_farmland": True}, {"siting": State.TRIGGERED}),
            ({}, {"siting": State.HUMAN_REVIEW}),
            ({"basic_farmland": False, "basic_farmland_fit": True}, {"designation": State.MISSING}),
            ({"basic_farmland": False}, {"designation": State.HUMAN_REVIEW}),
            ({"basic_farmland": False, "basic_farmland_fit": False}, {}),
        ],
    )
    def test_siting_is_shut_in_basic_farmland_and_fit_land_is_to_be_designated(self, known, expected):
        assert states(asked_all(DUTIES, "FL-002", unit(Category.PRIORITY, **known), on=date(2025, 1, 1))) == expected

    def test_a_polluting_project_there_is_missing_until_it_is_closed(self):
        plant = SitedProject(type="smelter", may_pollute=True, sited_on=date(2010, 1, 1), closed_on=date(2025, 3, 1))
        planned = SitedProject(type="plating", may_pollute=True, sited_on=date(2027, 1, 1))
        harmless = SitedProject(type="school", may_pollute=False)
        priority = unit(Category.PRIORITY, basic_farmland=True, projects=(plant, planned, harmless))
        open_ = states(asked_all(DUTIES, "FL-002", priority, on=date(2025, 2, 28)))
        assert open_ == {"siting": State.TRIGGERED, "smelter": State.MISSING}
        found = asked_all(DUTIES, "FL-002", priority, on=date(2025, 2, 28))[1]
        assert found.conduct.start == date(2010, 1, 1)
        assert states(asked_all(DUTIES, "FL-002", priority, on=date(2025, 3, 1)))["smelter"] is State.FULFILLED

    def test_what_is_not_known_of_the_unit_is_asked(self):
        found = asked(DUTIES, "FL-002", unit(Category.PRIORITY), on=date(2025, 1, 1))
        assert found.occurrence.missing == ("basic_farmland",)

    def test_a_project_of_which_too_little_is_known_is_asked(self):
        priority = unit(Category.PRIORITY, basic_farmland=True, projects=(SitedProject(type="yard"),))
        found = asked_all(DUTIES, "FL-002", priority, on=date(2025, 1, 1))[1]
        assert (found.about, found.state) == ("yard", State.HUMAN_REVIEW)
        assert found.occurrence.missing == ("may_pollute", "sited_on")

    def test_the_code_takes_over_on_15_august_2026(self):
        priority = unit(Category.PRIORITY, basic_farmland=True)
        before, after = (asked(DUTIES, "FL-002", priority, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), before.label) == (["土壤污染防治法第50条"], Label.STATUTORY)
        assert articles(after) == ["生态环境法典第445条"]


class TestFL003:
    """Law art. 52, Code art. 447: farmland at risk surveyed, and assessed where it exceeds."""

    @staticmethod
    def at_risk(**known: Any) -> FarmlandUnit:
        return unit(risk_findings=(RiskFinding(found_on=date(2025, 3, 3), **known),))

    def test_before_a_risk_shows_nothing_is_owed(self):
        assert asked_all(DUTIES, "FL-003", self.at_risk(), on=date(2025, 3, 2)) == []
        assert asked_all(DUTIES, "FL-003", unit(), on=date(2025, 3, 3)) == []

    def test_the_survey_is_missing_until_it_is_done(self):
        found = asked(DUTIES, "FL-003", self.at_risk(), on=date(2025, 3, 3))
        assert (found.about, found.state, found.label) == ("survey", State.MISSING, Label.STATUTORY)
        assert found.occurrence.since == date(2025, 3, 3)
        done = self.at_risk(surveyed_on=date(2025, 6, 1), exceeds=False)
        assert states(asked_all(DUTIES, "FL-003", done, on=date(2025, 6, 1))) == {"survey": State.FULFILLED}

    @pytest.mark.parametrize(
        ("known", "state"),
        [
            ({"exceeds": True}, State.MISSING),
            ({"exceeds": True, "assessed_on": date(2025, 9, 1)}, State.FULFILLED),
            ({}, State.HUMAN_REVIEW),
        ],
    )
    def test_an_exceedance_calls_for_an_assessment(self, known, state):
        surveyed = self.at_risk(surveyed_on=date(2025, 6, 1), **known)
        found = asked_all(DUTIES, "FL-003", surveyed, on=date(2025, 9, 1))
        assert states(found)["risk_assessment"] is state
        assert found[1].occurrence.since == date(2025, 6, 1)
        assert len(asked_all(DUTIES, "FL-003", surveyed, on=date(2025, 5, 31))) == 1

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (
            asked(DUTIES, "FL-003", self.at_risk(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)) == (["土壤污染防治法第52条"], ["生态环境法典第447条"])


class TestFL005:
    """Law art. 54, Code art. 449: strict-control cropland has a zone, and measures each year."""

    @staticmethod
    def strict(*measures: StrictControl, **known: Any) -> FarmlandUnit:
        usual: dict[str, Any] = {"listed_on": date(2024, 2, 1), "strict_controls": measures}
        return unit(Category.STRICT, **usual | known)

    def test_other_categories_and_units_that_left_it_owe_none(self):
        assert asked_all(DUTIES, "FL-005", unit(Category.SAFE_USE), on=date(2025, 1, 1)) == []
        change = CategoryChange(
            old_category=Category.STRICT, new_category=Category.SAFE_USE, approved_on=date(2025, 1, 1)
        )
        left = unit(Category.SAFE_USE, changes=(change,))
        assert len(asked_all(DUTIES, "FL-005", left, on=date(2024, 12, 31))) == 2
        assert asked_all(DUTIES, "FL-005", left, on=date(2025, 1, 1)) == []

    def test_the_zone_is_missing_until_it_is_drawn(self):
        drawn = self.strict(control_zone_on=date(2024, 7, 1))
        for on, state in ((date(2024, 6, 30), State.MISSING), (date(2024, 7, 1), State.FULFILLED)):
            zone = asked_all(DUTIES, "FL-005", drawn, on=on)[0]
            assert (zone.about, zone.state, zone.occurrence.since) == ("zone", state, date(2024, 2, 1))

    def test_measures_of_a_year_are_due_at_its_end_where_the_county_set_no_day(self):
        days = (date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 1))
        found = [asked_all(DUTIES, "FL-005", self.strict(), on=on)[1] for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("2024", "1D(open)", Label.INTERNAL)

    @pytest.mark.parametrize(("done", "late"), [(date(2024, 12, 31), ""), (date(2025, 1, 1), "1D")])
    def test_one_measure_a_year_is_enough_outside_liucheng(self, done, late):
        found = asked_all(DUTIES, "FL-005", self.strict(StrictControl(year=2024, done_on=done)), on=date(2025, 6, 1))
        assert found[1].late == late

    def test_liucheng_asks_for_all_three_stages(self):
        loop = [
            StrictControl(year=2024, stage=stage, done_on=day)
            for stage, day in zip(Stage, (date(2024, 3, 1), date(2024, 6, 1), date(2024, 12, 31)), strict=True)
        ]
        two = asked_all(DUTIES, "FL-005", self.strict(*loop[:2], place="450222"), on=date(2025, 1, 1))
        assert two[1].late == "1D(open)"
        three = asked_all(DUTIES, "FL-005", self.strict(*loop, place="450222"), on=date(2025, 1, 1))
        assert (three[1].state, three[1].occurrence.done) == (State.FULFILLED, date(2024, 12, 31))

    def test_a_county_may_set_the_day_and_unknown_measures_are_asked(self):
        day = Setting("county.strict_control_day", "140581", "10-31", Period(date(2024, 1, 1)), "高平", "official_text")
        found = asked_all(DUTIES, "FL-005", self.strict(), on=date(2024, 11, 1), parameters=Parameters([day]))
        assert (found[1].late, found[1].label) == ("1D(open)", Label.PARAMETER)
        unknown = asked_all(DUTIES, "FL-005", self.strict(strict_controls=None), on=date(2024, 6, 1))[1]
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("strict_controls",))

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (
            asked_all(DUTIES, "FL-005", self.strict(), on=on)[0] for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)) == (["土壤污染防治法第54条"], ["生态环境法典第449条"])


class TestFL009:
    """Law art. 55, Code art. 450: a plan where pollution endangers groundwater or drinking water."""

    THREAT = {"threatens_water": True, "threat_found_on": date(2025, 5, 6)}

    @pytest.mark.parametrize("known", [{}, {"threatens_water": False}, THREAT])
    def test_where_no_water_is_endangered_yet_nothing_is_owed(self, known):
        assert asked_all(DUTIES, "FL-009", unit(**known), on=date(2025, 5, 5)) == []

    def test_the_plan_is_missing_until_it_is_made(self):
        planned = unit(**self.THREAT, water_plan_on=date(2025, 8, 1))
        for on, state in ((date(2025, 5, 6), State.MISSING), (date(2025, 8, 1), State.FULFILLED)):
            found = asked(DUTIES, "FL-009", planned, on=on)
            assert (found.state, found.label) == (state, Label.STATUTORY)
            assert found.occurrence.since == date(2025, 5, 6)

    def test_the_code_takes_over_on_15_august_2026(self):
        open_ = unit(**self.THREAT)
        before, after = (asked(DUTIES, "FL-009", open_, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第55条"], ["生态环境法典第450条"])


class TestFL010:
    """Law arts. 56 and 57, Code arts. 451 and 452: the liable party controls and reports, files plan and evaluation."""

    STARTS = date(2025, 9, 12)

    @staticmethod
    def remediated(**known: Any) -> FarmlandUnit:
        return unit(remediations=(FarmlandRemediation(**known),))

    def test_without_a_liable_party_and_a_remediation_nothing_is_owed(self):
        assert asked_all(DUTIES, "FL-010", unit(Category.STRICT), on=date(2025, 1, 1)) == []
        assert asked_all(DUTIES, "FL-010", unit(Category.PRIORITY, liable_party="某厂"), on=date(2025, 1, 1)) == []
        later = self.remediated(required_on=date(2025, 1, 2))
        assert asked_all(DUTIES, "FL-010", later, on=date(2025, 1, 1)) == []

    def test_the_plan_is_filed_before_the_works_begin(self):
        known = self.remediated(starts_on=self.STARTS)
        found = [asked(DUTIES, "FL-010", known, on=on) for on in (date(2025, 9, 10), date(2025, 9, 11), self.STARTS)]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].about, found[2].late, found[2].label) == ("plan", "1D(open)", Label.STATUTORY)

    @pytest.mark.parametrize(("filed", "late"), [(date(2025, 9, 11), ""), (date(2025, 9, 12), "1D")])
    def test_filed_the_day_before_it_is_in_time(self, filed, late):
        known = self.remediated(starts_on=self.STARTS, plan_filed_on=filed)
        assert asked(DUTIES, "FL-010", known, on=date(2025, 10, 1)).late == late

    def test_a_remediation_without_a_day_misses_its_plan(self):
        known = self.remediated(required_on=date(2025, 1, 1))
        found = asked(DUTIES, "FL-010", known, on=date(2025, 1, 1))
        assert (found.about, found.state, found.conduct.start) == ("plan", State.MISSING, date(2025, 1, 1))

    def test_the_evaluation_is_missing_from_the_end_of_the_works_until_it_is_filed(self):
        known = self.remediated(
            starts_on=self.STARTS,
            plan_filed_on=date(2025, 9, 1),
            ended_on=date(2026, 3, 2),
            evaluation_filed_on=date(2026, 5, 6),
        )
        assert "evaluation" not in states(asked_all(DUTIES, "FL-010", known, on=date(2026, 3, 1)))
        for on, state in ((date(2026, 5, 5), State.MISSING), (date(2026, 5, 6), State.FULFILLED)):
            evaluation = asked_all(DUTIES, "FL-010", known, on=on)[1]
            assert (evaluation.about, evaluation.state) == ("evaluation", state)
            assert evaluation.occurrence.since == date(2026, 3, 2)

    def test_a_liable_party_reports_on_its_control(self):
        party = unit(Category.SAFE_USE, liable_party="某厂", control_reported_on=(date(2025, 6, 3),))
        for on, state in ((date(2025, 6, 2), State.MISSING), (date(2025, 6, 3), State.FULFILLED)):
            report = asked(DUTIES, "FL-010", party, on=on)
            assert (report.about, report.state) == ("control_report", state)
        unknown = asked(DUTIES, "FL-010", unit(Category.STRICT, liable_party="某厂"), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("control_reported_on",))

    def test_the_code_takes_over_on_15_august_2026(self):
        found = asked(DUTIES, "FL-010", self.remediated(starts_on=date(2026, 8, 11)), on=date(2026, 8, 20))
        before, after = ([one.text() for one in part.citations] for part in found.segments)
        assert before == ["土壤污染防治法第56条", "土壤污染防治法第57条"]
        assert after == ["生态环境法典第451条", "生态环境法典第452条"]
