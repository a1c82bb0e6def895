"""Duties of governing soil work, clause by clause: reports, assessment, meetings, training."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government_governance import (
    Assessment,
    CadreTraining,
    DividedTask,
    Meeting,
    Theme,
    ThemeEvent,
)
from jingtu.duties.facts.shape import paths
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.tests.asking_governance import (
    CHANGZHI,
    DUTIES,
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
    setting,
    unknown,
)


class TestGV001:
    """Law art. 75, Code art. 30: the people's congress hears each year how the environment stands."""

    def of(self, *reports, known_since="2025-01-01"):
        return governing("330500", known_since=d(known_since), congress_reports=reports)

    def test_the_report_on_2024_is_due_by_the_end_of_2025(self):
        assert says("GV-001", self.of(), "2025-12-30") == ["2024: pending 2025-12-31"]
        assert says("GV-001", self.of(), "2025-12-31") == ["2024: due 2025-12-31"]
        assert says("GV-001", self.of(), "2026-01-01") == [
            "2024: late 2025-12-31 1D(open)",
            "2025: pending 2026-12-31",
        ]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-12-31", "fulfilled 2025-12-31"), ("2026-01-09", "late 2025-12-31 9D")]
    )
    def test_reported_on_the_last_day_is_in_time(self, done, told):
        twice = Yearly(2024, d(done)), Yearly(2024)
        assert says("GV-001", self.of(*twice), "2026-02-02")[0] == f"2024: {told}"

    def test_facts_without_a_first_day_are_asked_for_last_year_and_this_one(self):
        body = governing("330500", congress_reports=())
        assert says("GV-001", body, "2026-01-01")[0] == "2024: late 2025-12-31 1D(open)"
        assert len(says("GV-001", body, "2026-01-01")) == 2

    def test_a_year_on_record_as_not_done_stays_late_however_long_ago(self):
        body = governing("330500", congress_reports=(Yearly(2021), Yearly(2023, d("2024-06-01"))))
        assert says("GV-001", body, "2026-01-01") == [
            "2021: late 2022-12-31 1097D(open)",
            "2022: late 2023-12-31 732D(open)",
            "2023: fulfilled 2024-12-31",
            "2024: late 2025-12-31 1D(open)",
            "2025: pending 2026-12-31",
        ]

    def test_unknown_reports_are_named(self):
        assert unknown("GV-001", governing("330500"), "2025-12-31") == ("triggered", ("congress_reports",))

    def test_it_is_statutory_the_code_takes_over_and_there_was_none_before_the_law(self):
        assert ask("GV-001", self.of(), "2025-12-31").label is Label.STATUTORY
        assert cites("GV-001", self.of(), "2025-12-31") == ["土壤污染防治法第75条"]
        assert cites("GV-001", self.of(), "2026-12-31") == ["生态环境法典第30条"]
        assert says("GV-001", self.of(known_since="2017-01-01"), "2018-12-31") == []


class TestGV002:
    """Law art. 5, Code art. 27: targets of the year before are assessed; 31 March is a reminder."""

    def of(self, *assessed, year=2024):
        found = tuple(Assessment(year=year, region_code="x", assessed_on=one and d(one)) for one in assessed)
        return governing("330500", known_since=d("2025-01-01"), assessments=found)

    def test_the_assessment_of_2024_is_due_on_31_march_2025(self):
        assert says("GV-002", self.of(), "2025-03-31") == ["2024: due 2025-03-31"]
        assert says("GV-002", self.of(), "2025-04-01") == ["2024: late 2025-03-31 1D(open)"]

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            (("2025-03-31", "2025-03-20"), "fulfilled 2025-03-31"),
            (("2025-04-02", "2025-03-20"), "late 2025-03-31 2D"),
            ((None, "2025-03-20"), "late 2025-03-31 61D(open)"),
        ],
    )
    def test_the_last_region_to_be_assessed_decides(self, days, told):
        assert says("GV-002", self.of(*days), "2025-05-31") == [f"2024: {told}"]

    def test_unknown_assessments_are_named(self):
        assert unknown("GV-002", governing("330500"), "2025-04-01") == ("triggered", ("assessments",))

    def test_the_reminder_is_internal_a_day_that_is_set_a_parameter_and_the_code_takes_over(self):
        assert ask("GV-002", self.of(), "2025-04-01").label is Label.INTERNAL
        found = ask("GV-002", self.of(), "2025-04-01", parameters=setting("province.assessment_day", "02-20"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2025-02-20 40D(open)")
        assert cites("GV-002", self.of(), "2026-03-31") == ["土壤污染防治法第5条"]
        assert cites("GV-002", self.of(), "2027-03-31") == ["生态环境法典第27条"]


class TestGV007:
    """Five plans: departments meet regularly, every six months by default."""

    def of(self, *held, place=SHANGDANG):
        return governing(place, meetings=tuple(Meeting(held_on=d(one)) for one in held))

    def test_it_binds_the_places_of_the_plans(self):
        assert says("GV-007", self.of(place="330500"), "2022-06-01") == []
        assert says("GV-007", self.of(), "2021-06-21") == []

    def test_six_months_after_the_last_meeting(self):
        assert says("GV-007", self.of("2023-02-10"), "2023-08-10") == ["due 2023-08-10"]
        assert says("GV-007", self.of("2023-02-10"), "2023-08-11") == ["late 2023-08-10 1D(open)"]
        assert says("GV-007", self.of("2023-02-10", "2023-08-10"), "2023-09-01")[0] == "fulfilled 2023-08-10"

    def test_no_meeting_ever_is_missing_and_unknown_ones_are_named(self):
        assert says("GV-007", self.of(), "2023-06-01") == ["missing"]
        assert says("GV-007", self.of("2016-05-10", place=ZHONGYUAN), "2018-02-01") == ["missing"]
        assert unknown("GV-007", governing(SHANGDANG), "2023-06-01") == ("triggered", ("meetings",))

    def test_the_liucheng_plan_runs_from_its_first_day_to_its_last(self):
        assert says("GV-007", self.of(place=LIUCHENG), "2022-12-31") == []
        assert says("GV-007", self.of(place=LIUCHENG), "2023-07-03") == ["due 2023-07-03"]
        assert says("GV-007", self.of("2023-06-20", place=LIUCHENG), "2024-03-01") == [
            "fulfilled 2023-07-03",
            "late 2023-12-20 72D(open)",
        ]
        assert says("GV-007", self.of("2023-06-20", "2023-12-20", place=LIUCHENG), "2024-03-01") == [
            "fulfilled 2023-07-03",
            "fulfilled 2023-12-20",
        ]

    def test_it_is_internal_and_history_after_the_plan(self):
        assert ask("GV-007", self.of(place=GAOPING), "2019-12-31").label is Label.INTERNAL
        assert ask("GV-007", self.of(place=GAOPING), "2020-01-01").historical


class TestGV012:
    """Gaoping plan 2019 and Liucheng plan 2023, 三: cadres are trained on soil by the end of the year."""

    def of(self, *held, place=GAOPING):
        return governing(place, cadre_trainings=tuple(CadreTraining(held_on=d(one)) for one in held))

    def test_it_binds_the_two_places_in_the_years_of_their_plans(self):
        assert says("GV-012", self.of(place=SHANGDANG), "2019-12-31") == []
        assert says("GV-012", self.of(), "2019-05-28") == []
        assert says("GV-012", self.of(place=LIUCHENG), "2022-12-31") == []
        assert says("GV-012", self.of(place=LIUCHENG), "2024-02-01") == ["2023: late 2023-12-31 32D(open)"]

    def test_the_last_day_of_2019_is_the_end(self):
        assert says("GV-012", self.of(), "2019-12-31") == ["2019: due 2019-12-31"]
        assert says("GV-012", self.of(), "2020-01-01") == ["2019: late 2019-12-31 1D(open)"]

    def test_one_training_in_the_year_is_enough_and_one_of_another_year_does_not_count(self):
        assert says("GV-012", self.of("2019-12-31", "2020-01-08"), "2020-02-03") == ["2019: fulfilled 2019-12-31"]
        assert says("GV-012", self.of("2018-12-28"), "2019-12-31") == ["2019: due 2019-12-31"]

    def test_unknown_trainings_are_named(self):
        assert unknown("GV-012", governing(GAOPING), "2019-12-31") == ("triggered", ("cadre_trainings",))

    def test_the_plan_asks_for_it_and_is_history_from_2020(self):
        found = ask("GV-012", self.of(), "2019-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("GV-012", self.of(), "2020-01-01").historical


class TestGV013:
    """Four plans: publicity on Environment Day and on Soil Day."""

    def of(self, *events, place=ZHONGYUAN):
        found = tuple(ThemeEvent(theme=theme, held_on=d(held)) for theme, held in events)
        return governing(place, known_since=d("2024-01-01"), theme_events=found)

    def test_it_binds_the_places_of_the_plans(self):
        assert says("GV-013", self.of(place=LIUCHENG), "2024-06-05") == []

    def test_5_june_and_5_december_are_the_days(self):
        assert says("GV-013", self.of(), "2024-06-05") == [
            "environment_day 2024: due 2024-06-05",
            "soil_day 2024: pending 2024-12-05",
        ]
        assert says("GV-013", self.of(), "2024-12-06") == [
            "environment_day 2024: late 2024-06-05 184D(open)",
            "soil_day 2024: late 2024-12-05 1D(open)",
        ]

    def test_each_day_has_its_own_event(self):
        body = self.of(
            (Theme.ENVIRONMENT_DAY, "2024-06-07"), (Theme.LAND_DAY, "2024-06-25"), (Theme.SOIL_DAY, "2024-12-05")
        )
        assert says("GV-013", body, "2024-12-31") == [
            "environment_day 2024: late 2024-06-05 2D",
            "soil_day 2024: fulfilled 2024-12-05",
        ]

    def test_an_event_of_an_unknown_theme_is_named_while_a_day_is_open(self):
        body = self.of((None, "2024-06-05"), (Theme.SOIL_DAY, "2024-12-05"))
        found = ask_all("GV-013", body, "2024-12-31")
        assert [one.occurrence.missing for one in found] == [("theme",), ()]

    def test_unknown_events_are_named(self):
        found = ask_all("GV-013", governing(ZHONGYUAN), "2024-06-05")
        assert [(one.about, one.occurrence.missing) for one in found] == [
            ("environment_day", ("theme_events",)),
            ("soil_day", ("theme_events",)),
        ]

    def test_the_plan_asks_for_it_and_in_gaoping_it_is_history_from_2020(self):
        old = replace(self.of(place=GAOPING), known_since=None)
        assert {one.label for one in ask_all("GV-013", old, "2019-12-31")} == {Label.PLAN}
        assert says("GV-013", old, "2020-01-01")[0] == "environment_day 2019: late 2019-06-05 210D(open)"
        assert [one.historical for one in ask_all("GV-013", old, "2020-01-01")] == [True, True]

    def test_between_the_gaoping_plan_of_2019_and_that_of_shanxi_of_2021_nothing_carries_it(self):
        old = replace(self.of(place=GAOPING), known_since=None)
        assert [one.about for one in ask_all("GV-013", old, "2022-01-04")] == [
            "environment_day 2019",
            "soil_day 2019",
            "soil_day 2021",
        ]


class TestGV014:
    """Four plans: work is divided, and the place evaluates itself, yearly by default."""

    DIVIDED = (DividedTask(task_id="t", department="D"),)

    def of(self, *evaluated, place=ZHONGYUAN, divided=DIVIDED):
        return governing(place, self_evaluated_on=tuple(map(d, evaluated)), divided_tasks=divided)

    def test_it_binds_the_places_of_the_plans(self):
        assert says("GV-014", self.of(place=LIUCHENG), "2023-06-01") == []

    def test_a_year_after_the_last(self):
        assert says("GV-014", self.of("2023-12-20"), "2024-12-20") == ["due 2024-12-20"]
        assert says("GV-014", self.of("2023-12-20"), "2024-12-21") == ["late 2024-12-20 1D(open)"]
        assert says("GV-014", self.of(), "2024-06-03") == ["missing"]

    def test_the_shanxi_plan_of_2021_leaves_time_until_its_last_day(self):
        assert says("GV-014", self.of(place=CHANGZHI), "2021-06-21") == []
        assert says("GV-014", self.of(place=CHANGZHI), "2021-12-31") == ["due 2021-12-31"]
        assert says("GV-014", self.of("2022-01-06", place=CHANGZHI), "2022-03-01") == ["late 2021-12-31 6D"]
        assert ask("GV-014", self.of(place=CHANGZHI), "2022-03-01").historical

    def test_what_is_not_known_is_named(self):
        assert unknown("GV-014", self.of("2023-12-20", divided=()), "2024-06-03") == ("pending", ("divided_tasks",))
        asked = governing(ZHONGYUAN, divided_tasks=self.DIVIDED)
        assert unknown("GV-014", asked, "2024-06-03") == ("triggered", ("self_evaluated_on",))

    def test_it_is_internal(self):
        assert ask("GV-014", self.of("2023-12-20"), "2024-12-21").label is Label.INTERNAL
        assert cites("GV-014", self.of(place=CHANGZHI), "2021-12-31") == ["山西省土壤污染防治2021年行动计划保障(一)"]


class TestFacts:
    """What the facts of credit, projects and governance promise to everyone who fills them in."""

    @pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
    def test_every_fact_that_a_duty_needs_has_a_field(self, duty):
        answered = {name for _, shape in paths(duty.subject) for name in shape.names}
        assert [name for name in duty.text.needs if name not in answered] == []

    def test_every_duty_stands_once(self):
        written = (("CR", 11), ("FP", 11), ("GV", 25))
        numbers = [f"{word}-{number:03}" for word, last in written for number in range(1, last + 1)]
        assert [duty.id for duty in DUTIES] == numbers
