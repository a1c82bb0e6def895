"""Duties of governing soil work, clause by clause: progress, plans, emergencies, priorities."""

from __future__ import annotations

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government_governance import (
    ActionPlan,
    DepartmentScheme,
    FoodAssessment,
    GovernmentEmergencyPlan,
    PriorityList,
    ProgressReport,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_governance import (
    CHANGZHI,
    GAOPING,
    LIUCHENG,
    SHANGDANG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    governing,
    said,
    says,
    unknown,
)


class TestGV015:
    """Zhongyuan plan, item 30: progress is reported to the district and on to the city in November or December."""

    def of(self, reported=None, forwarded=None, *, year=2024, known_since="2024-01-01"):
        report = ProgressReport(
            year=year, reported_on=reported and d(reported), forwarded_on=forwarded and d(forwarded)
        )
        return governing(ZHONGYUAN, known_since=d(known_since), progress_reports=(report,))

    def test_it_is_zhongyuan_s_own_from_2018(self):
        assert says("GV-015", governing(GAOPING, progress_reports=()), "2024-12-31") == []
        assert says("GV-015", self.of(known_since="2017-01-01"), "2017-12-31") == []

    def test_the_window_closes_with_the_year(self):
        assert says("GV-015", self.of(), "2024-12-31") == [
            "2024 report: due 2024-12-31",
            "2024 forward: due 2024-12-31",
        ]
        assert says("GV-015", self.of(), "2025-01-01")[:2] == [
            "2024 report: late 2024-12-31 1D(open)",
            "2024 forward: late 2024-12-31 1D(open)",
        ]

    def test_what_was_reported_before_november_does_not_count(self):
        assert says("GV-015", self.of("2024-10-31", "2024-11-01"), "2024-12-30") == [
            "2024 report: pending 2024-12-31",
            "2024 forward: fulfilled 2024-12-31",
        ]

    def test_after_the_year_it_is_late(self):
        body = self.of("2024-12-31", "2025-01-06")
        assert says("GV-015", body, "2025-02-05")[:2] == [
            "2024 report: fulfilled 2024-12-31",
            "2024 forward: late 2024-12-31 6D",
        ]

    def test_unknown_reports_are_named(self):
        assert unknown("GV-015", governing(ZHONGYUAN), "2024-12-31") == ("triggered", ("progress_reports",))

    def test_the_plan_asks_for_it(self):
        assert ask_all("GV-015", self.of(), "2024-12-31")[0].label is Label.PLAN
        assert cites("GV-015", self.of(), "2024-12-31") == ["郑州市中原区土壤污染防治工作方案第30条"]


class TestGV016:
    """Zhongyuan plan, item 31: tasks and measures are filed with the city."""

    def of(self, filed=None, issued="2018-03-01", place=ZHONGYUAN):
        return governing(place, plans=(ActionPlan(id="1", issued_on=d(issued), filed_on=filed and d(filed)),))

    def test_it_is_zhongyuan_s_own_for_plans_issued_from_2018_on(self):
        assert says("GV-016", self.of(place=GAOPING), "2018-04-01") == []
        assert says("GV-016", self.of(issued="2017-12-31"), "2018-04-01") == []
        assert says("GV-016", governing(ZHONGYUAN), "2018-04-01") == []
        assert says("GV-016", governing(ZHONGYUAN, plans=(ActionPlan(id="1"),)), "2018-04-01") == []

    def test_it_is_missing_until_the_plan_is_filed(self):
        assert says("GV-016", self.of(), "2018-03-01") == ["1: missing"]
        assert says("GV-016", self.of("2018-04-01"), "2018-04-01") == ["1: fulfilled"]

    def test_the_plan_asks_for_it(self):
        assert ask("GV-016", self.of(), "2018-04-01").label is Label.PLAN
        assert says("GV-016", self.of(issued="2018-01-01"), "2018-01-01") == ["1: missing"]


class TestGV017:
    """Zhongyuan plan, item 38, and Shangdang plan 2022: enforcement officers are trained, yearly by default."""

    def of(self, *trained, place=ZHONGYUAN):
        return governing(place, enforcement_trained_on=tuple(map(d, trained)))

    def test_it_binds_the_two_places(self):
        assert says("GV-017", self.of(place=LIUCHENG), "2024-06-03") == []
        assert says("GV-017", self.of(), "2017-12-31") == []
        assert says("GV-017", self.of(place=SHANGDANG), "2021-12-31") == []

    def test_a_year_after_the_last(self):
        assert says("GV-017", self.of("2023-06-13"), "2024-06-13") == ["due 2024-06-13"]
        assert says("GV-017", self.of("2023-06-13"), "2024-06-14") == ["late 2024-06-13 1D(open)"]
        assert says("GV-017", self.of("2023-06-13", "2024-06-13"), "2024-07-01")[0] == "fulfilled 2024-06-13"

    def test_no_training_ever_is_missing_and_unknown_ones_are_named(self):
        assert says("GV-017", self.of(), "2018-01-01") == ["missing"]
        assert unknown("GV-017", governing(ZHONGYUAN), "2024-06-03") == ("triggered", ("enforcement_trained_on",))

    def test_it_is_internal(self):
        assert ask("GV-017", self.of("2023-06-13"), "2024-06-14").label is Label.INTERNAL


class TestGV018:
    """Law art. 44, Code art. 443: the emergency plan covers soil and is renewed every three years."""

    def of(self, *made, covers_soil=True, place=""):
        plans = tuple(GovernmentEmergencyPlan(made_on=d(one), covers_soil=covers_soil) for one in made)
        return governing(place, emergency_plans=plans)

    def test_three_years_after_18_march_2022(self):
        assert says("GV-018", self.of("2022-03-18"), "2025-03-18") == ["due 2025-03-18"]
        assert says("GV-018", self.of("2022-03-18"), "2025-03-19") == ["late 2025-03-18 1D(open)"]

    def test_a_new_edition_opens_the_next_round(self):
        late, following = ask_all("GV-018", self.of("2022-03-18", "2025-03-20"), "2025-04-01")
        assert said(late) == "late 2025-03-18 2D"
        assert (following.state, following.occurrence.nominal) == (State.PENDING, d("2028-03-20"))

    def test_an_edition_that_leaves_out_soil_does_not_count_and_an_unknown_one_is_named(self):
        assert says("GV-018", self.of("2022-03-18", covers_soil=False), "2025-03-18") == ["missing"]
        assert unknown("GV-018", self.of("2022-03-18", covers_soil=None), "2025-03-18") == ("due", ("covers_soil",))

    def test_without_any_edition_it_is_missing_and_unknown_ones_are_named(self):
        assert says("GV-018", self.of(), "2019-01-01") == ["missing"]
        assert unknown("GV-018", governing(), "2025-03-18") == ("triggered", ("emergency_plans",))

    def test_an_edition_that_had_run_out_before_the_law_is_as_good_as_none(self):
        assert says("GV-018", self.of("2015-12-31"), "2019-06-03") == ["missing"]
        assert says("GV-018", self.of("2016-01-01"), "2019-06-03") == ["late 2019-01-02 152D(open)"]

    def test_the_three_years_are_remembered_only_and_the_code_takes_over(self):
        assert ask("GV-018", self.of("2023-08-14"), "2026-08-14").label is Label.INTERNAL
        assert cites("GV-018", self.of("2023-08-14"), "2026-08-14") == ["土壤污染防治法第44条"]
        assert cites("GV-018", self.of("2023-08-17"), "2026-08-17") == ["生态环境法典第443条"]
        assert says("GV-018", self.of(), "2018-12-31") == []


class TestGV020:
    """Zhongyuan plan, item 37: key areas, industries and pollutants are settled, yearly by default."""

    def of(self, *made, place=ZHONGYUAN):
        return governing(place, priority_lists=tuple(PriorityList(made_on=d(one)) for one in made))

    def test_it_is_zhongyuan_s_own_from_2018(self):
        assert says("GV-020", self.of(place=SHANGDANG), "2024-06-03") == []
        assert says("GV-020", self.of(), "2017-12-31") == []

    def test_a_year_after_the_last(self):
        assert says("GV-020", self.of("2023-04-10"), "2024-04-10") == ["due 2024-04-10"]
        assert says("GV-020", self.of("2023-04-10"), "2024-04-11") == ["late 2024-04-10 1D(open)"]
        assert says("GV-020", self.of("2023-04-10", "2024-04-11"), "2024-05-06")[0] == "late 2024-04-10 1D"

    def test_no_list_ever_is_missing_and_unknown_ones_are_named(self):
        assert says("GV-020", self.of(), "2018-01-01") == ["missing"]
        assert unknown("GV-020", governing(ZHONGYUAN), "2024-06-03") == ("triggered", ("priority_lists",))

    def test_it_is_internal(self):
        assert ask("GV-020", self.of("2023-04-10"), "2024-04-11").label is Label.INTERNAL


class TestGV021:
    """Zhongyuan plan, items 39 and 40: research and the remediation industry are supported; encouraged only."""

    def test_it_is_zhongyuan_s_own_from_2018(self):
        assert says("GV-021", governing(GAOPING), "2024-06-03") == []
        assert says("GV-021", governing(ZHONGYUAN), "2017-12-31") == []
        assert says("GV-021", governing(ZHONGYUAN), "2018-01-01") == ["triggered"]

    def test_it_is_soft_and_asked_for_by_the_plan(self):
        found = ask("GV-021", governing(ZHONGYUAN, research_projects=("r",)), "2024-06-03")
        assert (found.occurrence.soft, found.label, found.occurrence.missing) == (True, Label.PLAN, ())
        assert unknown("GV-021", governing(ZHONGYUAN), "2024-06-03") == ("triggered", ("research_projects",))


class TestGV022:
    """Liucheng plan 2023, 三(3): source control enters the assessment of grain and food safety."""

    def of(self, *included, place=LIUCHENG):
        tasks = tuple(FoodAssessment(year=2023, task_id="t", included_on=one and d(one)) for one in included)
        return governing(place, food_assessments=tasks)

    def test_it_is_liucheng_s_own_in_2023(self):
        assert says("GV-022", self.of(place=GAOPING), "2023-12-31") == []
        assert says("GV-022", self.of(), "2022-12-31") == []

    def test_the_last_day_of_2023_is_a_sunday_and_stays(self):
        assert says("GV-022", self.of(), "2023-12-31") == ["2023: due 2023-12-31"]
        assert says("GV-022", self.of(), "2024-01-01") == ["2023: late 2023-12-31 1D(open)"]

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            (("2023-12-31", "2023-06-01"), "fulfilled 2023-12-31"),
            (("2024-01-04", "2023-06-01"), "late 2023-12-31 4D"),
            ((None, "2023-06-01"), "late 2023-12-31 60D(open)"),
        ],
    )
    def test_the_last_task_decides(self, days, told):
        assert says("GV-022", self.of(*days), "2024-02-29") == [f"2023: {told}"]

    def test_unknown_assessments_are_named(self):
        assert unknown("GV-022", governing(LIUCHENG), "2023-12-31") == ("triggered", ("food_assessments",))

    def test_the_plan_asks_for_it_and_is_history_from_2024(self):
        found = ask("GV-022", self.of(), "2023-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("GV-022", self.of(), "2024-01-01").historical


class TestGV025:
    """Shangdang plan 2022 and Shanxi plan 2021, 保障(一): departments settle measures and dates; 30 days by default."""

    def of(self, detailed=None, issued="2022-03-15", place=SHANGDANG):
        scheme = DepartmentScheme(department="D", detailed_on=detailed and d(detailed))
        return governing(place, plans=(ActionPlan(id="1", issued_on=d(issued), schemes=(scheme,)),))

    def test_it_binds_the_two_places_for_plans_issued_under_them(self):
        assert says("GV-025", self.of(place=ZHONGYUAN), "2022-05-05") == []
        assert says("GV-025", self.of(issued="2021-06-21"), "2022-05-05") == []
        assert says("GV-025", self.of(issued="2022-01-01", place=CHANGZHI), "2022-05-05") == []
        assert says("GV-025", governing(SHANGDANG), "2022-05-05") == []

    def test_thirty_days_after_15_march_are_14_april(self):
        assert says("GV-025", self.of(), "2022-04-14") == ["1 D: due 2022-04-14"]
        assert says("GV-025", self.of(), "2022-04-15") == ["1 D: late 2022-04-14 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2022-04-14", "fulfilled 2022-04-14"), ("2022-04-18", "late 2022-04-14 4D")]
    )
    def test_settled_on_the_last_day_is_in_time(self, done, told):
        assert says("GV-025", self.of(done), "2022-05-05") == [f"1 D: {told}"]

    def test_unknown_schemes_are_named(self):
        body = governing(SHANGDANG, plans=(ActionPlan(id="1", issued_on=d("2022-03-15")),))
        assert unknown("GV-025", body, "2022-05-05") == ("triggered", ("schemes",))

    def test_it_is_internal_and_the_shanxi_plan_binds_from_its_own_day(self):
        assert ask("GV-025", self.of(), "2022-04-15").label is Label.INTERNAL
        own = self.of(issued="2021-06-22", place=CHANGZHI)
        assert says("GV-025", own, "2021-07-22") == ["1 D: due 2021-07-22"]
        assert cites("GV-025", own, "2021-07-22") == ["山西省土壤污染防治2021年行动计划保障(一)"]
