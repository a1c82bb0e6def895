"""Surveys of groundwater, points that are assessed, and lists, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_groundwater import GroundwaterWork, SelfEvaluation, SurveyArea
from jingtu.duties.facts.groundwater_place import GroundwaterPlace, PlaceKind, YearlyClass
from jingtu.duties.groundwater import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Basis, Parameters, Setting
from jingtu.duties.tests.answers import articles, remark, states
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

LIUCHENG = "450222"


def body(level: Level | None = Level.CITY, place: str = "450200", **work) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, groundwater=GroundwaterWork(**work))


class TestGW001:
    """Regulation art. 39, Code art. 284: groundwater of each area surveyed, every five years as a reminder."""

    ONCE = body(survey_areas=(SurveyArea(id="A1", surveyed_on=(date(2021, 12, 10),)),))

    def test_a_county_without_an_area_owes_none_and_an_unknown_level_is_asked(self):
        assert asked_all(DUTIES, "GW-001", body(Level.COUNTY), on=date(2026, 9, 1)) == []
        assert asked(DUTIES, "GW-001", body(None), on=date(2026, 9, 1)).occurrence.missing == ("level",)

    def test_a_city_without_areas_misses_it_and_where_not_known_it_is_triggered(self):
        assert asked(DUTIES, "GW-001", body(survey_areas=()), on=date(2026, 9, 1)).state is State.MISSING
        unknown = asked(DUTIES, "GW-001", body(), on=date(2026, 9, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("survey_areas",))
        assert unknown.occurrence.basis is Basis.DEFAULT

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2026, 12, 9), State.PENDING, ""),
            (date(2026, 12, 10), State.DUE, ""),
            (date(2026, 12, 11), State.LATE, "1D(open)"),
        ],
    )
    def test_five_years_after_10_december_2021(self, on, state, late):
        found = asked(DUTIES, "GW-001", self.ONCE, on=on)
        assert (found.about, found.due, found.state, found.late) == ("A1", date(2026, 12, 10), state, late)
        assert (found.label, found.occurrence.basis) == (Label.INTERNAL, Basis.DEFAULT)

    def test_the_regulation_carries_it_from_1_december_2021_and_the_code_joins_on_15_august_2026(self):
        none = body(survey_areas=())
        assert asked_all(DUTIES, "GW-001", none, on=date(2021, 11, 30)) == []
        assert articles(asked(DUTIES, "GW-001", none, on=date(2021, 12, 1))) == ["地下水管理条例第39条"]
        assert articles(asked(DUTIES, "GW-001", none, on=date(2026, 8, 14))) == ["地下水管理条例第39条"]
        after = articles(asked(DUTIES, "GW-001", none, on=date(2026, 8, 15)))
        assert after == ["地下水管理条例第39条", "生态环境法典第284条"]


class TestGW004:
    """Liucheng 2023 (五)1: groundwater of landfills of the project surveyed by the end of 2023."""

    @staticmethod
    def landfill(**known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.LANDFILL, "place": LIUCHENG, "in_survey_project": True}
        return GroundwaterPlace(id="l", **usual | known)

    @pytest.mark.parametrize("known", [{"kind": PlaceKind.WELL}, {"in_survey_project": False}, {"place": "140404"}])
    def test_wells_landfills_outside_the_project_and_other_places_owe_none(self, known):
        assert asked_all(DUTIES, "GW-004", self.landfill(**known), on=date(2023, 12, 31)) == []

    @pytest.mark.parametrize("name", ["kind", "in_survey_project"])
    def test_what_is_not_known_is_asked(self, name):
        found = asked(DUTIES, "GW-004", self.landfill(**{name: None}), on=date(2023, 12, 31))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_it_is_due_on_31_december_2023_and_late_the_day_after(self):
        days = (date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1))
        found = [asked(DUTIES, "GW-004", self.landfill(), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert [one.late for one in found] == ["", "", "1D(open)"]

    def test_a_survey_of_the_last_day_is_in_time_and_one_of_the_next_day_is_not(self):
        in_time = self.landfill(surveyed_on=date(2023, 12, 31))
        assert asked(DUTIES, "GW-004", in_time, on=date(2024, 5, 1)).state is State.FULFILLED
        assert asked(DUTIES, "GW-004", self.landfill(surveyed_on=date(2024, 1, 1)), on=date(2024, 5, 1)).late == "1D"

    def test_it_is_of_the_plan_which_ends_with_its_year(self):
        found = asked(DUTIES, "GW-004", self.landfill(), on=date(2023, 12, 31))
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert articles(found) == ["柳城县2023年度土壤污染防治计划(五)1"]
        assert asked(DUTIES, "GW-004", self.landfill(), on=date(2024, 1, 1)).historical


class TestGW005:
    """Liucheng 2023 (五)1: a self-evaluation for the year of the plan, by 31 December where the city set no day."""

    @staticmethod
    def county(*handed_in: SelfEvaluation, place: str = LIUCHENG) -> GovernmentBody:
        return body(Level.COUNTY, place, self_evaluations=handed_in)

    def test_other_places_and_provinces_owe_none(self):
        assert asked_all(DUTIES, "GW-005", self.county(place="140404"), on=date(2023, 12, 31)) == []
        assert asked_all(DUTIES, "GW-005", body(Level.PROVINCE, LIUCHENG), on=date(2023, 12, 31)) == []

    def test_only_the_year_of_the_plan_is_owed_and_it_stays_late(self):
        found = asked(DUTIES, "GW-005", self.county(), on=date(2025, 1, 1))
        assert (found.about, found.due, found.late) == ("2023", date(2023, 12, 31), "367D(open)")
        assert asked(DUTIES, "GW-005", self.county(), on=date(2023, 12, 31)).state is State.DUE

    def test_handed_in_on_the_last_day_it_is_in_time_and_the_day_after_late(self):
        in_time = self.county(SelfEvaluation(year=2023, submitted_on=date(2023, 12, 31)))
        assert asked(DUTIES, "GW-005", in_time, on=date(2024, 2, 1)).state is State.FULFILLED
        late = self.county(SelfEvaluation(year=2023, submitted_on=date(2024, 1, 1)))
        assert asked(DUTIES, "GW-005", late, on=date(2024, 2, 1)).late == "1D"

    def test_the_day_is_the_platforms_until_the_city_sets_one(self):
        assert asked(DUTIES, "GW-005", self.county(), on=date(2023, 12, 1)).label is Label.INTERNAL
        city = Setting("city.gw_eval_day", "450200", "11-30", Period(date(2023, 1, 1)), "柳环发", "official_text")
        found = asked(DUTIES, "GW-005", self.county(), on=date(2023, 12, 1), parameters=Parameters([city]))
        assert (found.late, found.label) == ("1D(open)", Label.PARAMETER)

    def test_where_nothing_is_known_it_is_triggered(self):
        found = asked(DUTIES, "GW-005", body(Level.COUNTY, LIUCHENG), on=date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("self_evaluations",))


class TestGW006:
    """Water plan and 14th five-year plan, Liucheng 2023: each assessment point keeps its class, year by year."""

    @staticmethod
    def point(*classes: YearlyClass, target: int | None = 3) -> GroundwaterPlace:
        return GroundwaterPlace(
            id="p",
            place="140404",
            kind=PlaceKind.ASSESSMENT_POINT,
            target_class=target,
            yearly_classes=classes,
            known_since=date(2024, 1, 1),
        )

    def test_a_well_owes_none(self):
        assert asked_all(DUTIES, "GW-006", GroundwaterPlace(id="w", kind=PlaceKind.WELL), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            (date(2024, 12, 30), State.PENDING),
            (date(2024, 12, 31), State.DUE),
            (date(2025, 1, 1), State.MISSING),
        ],
    )
    def test_a_class_below_the_target_is_missing_after_the_year(self, on, state):
        found = states(asked_all(DUTIES, "GW-006", self.point(YearlyClass(year=2024, actual_class=4)), on=on))
        assert found["2024"] is state

    def test_the_target_class_itself_is_enough(self):
        for actual in (2, 3):
            point = self.point(YearlyClass(year=2024, actual_class=actual))
            assert asked(DUTIES, "GW-006", point, on=date(2024, 12, 31)).state is State.FULFILLED
        short = asked(DUTIES, "GW-006", self.point(YearlyClass(year=2024, actual_class=4)), on=date(2024, 12, 31))
        assert remark(short) == "Target not reached: 4, wanted <= 3"

    def test_unknown_classes_are_asked_and_never_met(self):
        found = asked(DUTIES, "GW-006", self.point(target=None), on=date(2024, 12, 31))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("target_class", "actual_class"))

    def test_the_plan_runs_to_the_end_of_2025(self):
        assert states(asked_all(DUTIES, "GW-006", self.point(), on=date(2026, 6, 1))).keys() == {"2024", "2025"}
        found = asked(DUTIES, "GW-006", self.point(), on=date(2024, 12, 31))
        assert (found.label, articles(found)) == (Label.PLAN, ["水污染防治行动计划及“十四五”规划"])


class TestGW016:
    """Regulation art. 50: the list of groundwater pollution sources kept up, yearly as a reminder."""

    LISTED = body(source_list_updated_on=(date(2025, 3, 17),))

    def test_a_list_that_was_never_made_is_missing_and_where_not_known_triggered(self):
        assert asked(DUTIES, "GW-016", body(source_list_updated_on=()), on=date(2025, 1, 1)).state is State.MISSING
        unknown = asked(DUTIES, "GW-016", body(), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("source_list_updated_on",))

    def test_a_year_after_the_last_update(self):
        days = (date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18))
        found = [asked(DUTIES, "GW-016", self.LISTED, on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].occurrence.basis) == ("1D(open)", Basis.DEFAULT)

    def test_an_update_of_the_due_day_closes_the_round(self):
        twice = body(source_list_updated_on=(date(2025, 3, 17), date(2026, 3, 17)))
        closed, next_one = asked_all(DUTIES, "GW-016", twice, on=date(2026, 4, 1))
        assert (closed.state, next_one.occurrence.nominal) == (State.FULFILLED, date(2027, 3, 17))

    def test_it_is_internal_and_in_force_since_1_december_2021(self):
        none = body(source_list_updated_on=())
        assert asked_all(DUTIES, "GW-016", none, on=date(2021, 11, 30)) == []
        found = asked(DUTIES, "GW-016", none, on=date(2021, 12, 1))
        assert (found.label, articles(found)) == (Label.INTERNAL, ["地下水管理条例第50条"])
