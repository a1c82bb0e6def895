"""Duties to hold others to their soil work, clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import Level
from jingtu.duties.facts.government_supervision import (
    Campaign,
    InspectionIssue,
    LaggingTask,
    ListedSupervision,
    SeriousProblem,
    Summons,
    UnmetTask,
)
from jingtu.duties.tests.asking_governance import (
    CHANGZHI,
    GAOPING,
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


class TestGV003:
    """Law art. 76, Code art. 159: a region that fails is summoned; 30 days are a reminder."""

    def of(self, held=None, triggered="2025-04-03", level: Level | None = Level.PROVINCE):
        case = Summons(region_code="410102", triggered_on=d(triggered), held_on=held and d(held))
        return replace(governing(summonses=(case,)), level=level)

    def test_nothing_without_a_case_or_before_it(self):
        assert says("GV-003", governing(level=Level.PROVINCE), "2025-05-07") == []
        assert says("GV-003", replace(self.of(), as_of=d("2025-05-01")), "2025-04-02") == []

    def test_thirty_days_end_in_the_labour_day_holiday_and_move_on(self):
        assert says("GV-003", self.of(), "2025-05-06") == ["410102: due 2025-05-06"]
        assert says("GV-003", self.of(), "2025-05-07") == ["410102: late 2025-05-06 1D(open)"]

    @pytest.mark.parametrize(
        ("held", "told"), [("2025-05-06", "fulfilled 2025-05-06"), ("2025-05-12", "late 2025-05-06 6D")]
    )
    def test_held_on_the_last_day_is_in_time(self, held, told):
        assert says("GV-003", self.of(held), "2025-06-03") == [f"410102: {told}"]

    def test_cities_and_counties_summon_only_from_the_code_on(self):
        for level in (Level.CITY, Level.COUNTY):
            assert says("GV-003", self.of(triggered="2026-08-14", level=level), "2026-09-14") == []
            found = says("GV-003", self.of(triggered="2026-08-15", level=level), "2026-09-14")
            assert found == ["410102: due 2026-09-14"]

    def test_an_unknown_level_matters_only_before_the_code(self):
        assert unknown("GV-003", self.of(level=None), "2025-05-07") == ("human_review", ("level",))
        assert says("GV-003", self.of(triggered="2026-08-15", level=None), "2026-09-14") == ["410102: due 2026-09-14"]

    def test_the_reminder_is_internal_a_period_that_is_set_a_parameter_and_the_code_takes_over(self):
        assert ask("GV-003", self.of(), "2025-05-07").label is Label.INTERNAL
        found = ask("GV-003", self.of(), "2025-05-07", parameters=setting("province.interview_days", "15D"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2025-04-18 19D(open)")
        assert cites("GV-003", self.of(triggered="2026-07-15"), "2026-08-14") == ["土壤污染防治法第76条"]
        assert cites("GV-003", self.of(triggered="2026-07-16"), "2026-08-17") == ["生态环境法典第159条"]


class TestGV004:
    """Shangdang plan 2022, 保障(五): townships and enterprises that lag far behind are summoned or supervised."""

    def of(self, supervised=None, found="2022-09-05", place=SHANGDANG):
        task = LaggingTask(task_id="t", party="X", found_on=d(found), supervised_on=supervised and d(supervised))
        return governing(place, lagging_tasks=(task,))

    def test_it_is_shangdang_s_own_from_2022(self):
        assert says("GV-004", self.of(place=ZHONGYUAN), "2022-09-06") == []
        assert says("GV-004", self.of(found="2021-12-31"), "2022-09-06") == []
        assert says("GV-004", governing(SHANGDANG), "2022-09-06") == []
        assert says("GV-004", governing(SHANGDANG, lagging_tasks=(LaggingTask(task_id="t"),)), "2022-09-06") == []

    def test_it_is_missing_until_somebody_is_summoned_or_supervised(self):
        assert says("GV-004", self.of(found="2022-01-01"), "2022-01-01") == ["t X: missing"]
        assert says("GV-004", self.of("2022-09-20"), "2022-09-20") == ["t X: fulfilled"]

    def test_the_plan_asks_for_it(self):
        assert ask("GV-004", self.of(), "2022-09-06").label is Label.PLAN
        assert cites("GV-004", self.of(), "2022-09-06") == ["上党区土壤污染防治行动计划（2022年）保障(五)"]


class TestGV005:
    """Gaoping plan 2019, item 15: a listed supervision is lifted by the day that it sets."""

    OPENED = ListedSupervision(case_id="s", opened_on=d("2019-07-01"), deadline_on=d("2019-09-28"))

    def of(self, place=GAOPING, **change):
        return governing(place, listed_supervisions=(replace(self.OPENED, **change),))

    def test_it_is_gaoping_s_own_while_the_plan_runs(self):
        assert says("GV-005", self.of(ZHONGYUAN), "2019-09-29") == []
        assert says("GV-005", governing(GAOPING), "2019-09-29") == []
        assert says("GV-005", self.of(opened_on=d("2019-05-28")), "2019-09-29") == []
        assert says("GV-005", self.of(opened_on=d("2020-01-01"), deadline_on=d("2020-03-01")), "2020-03-02") == []

    def test_a_saturday_stays_the_last_day(self):
        assert says("GV-005", self.of(), "2019-09-28") == ["s: due 2019-09-28"]
        assert says("GV-005", self.of(), "2019-09-29") == ["s: late 2019-09-28 1D(open)"]

    @pytest.mark.parametrize(
        ("lifted", "told"), [("2019-09-28", "fulfilled 2019-09-28"), ("2019-09-30", "late 2019-09-28 2D")]
    )
    def test_lifted_on_the_day_is_in_time(self, lifted, told):
        assert says("GV-005", self.of(lifted_on=d(lifted)), "2019-12-02") == [f"s: {told}"]

    def test_a_supervision_without_a_day_names_it(self):
        assert unknown("GV-005", self.of(deadline_on=None), "2019-09-29") == ("missing", ("deadline_on",))

    def test_the_plan_asks_for_it_and_is_history_from_2020(self):
        found = ask("GV-005", self.of(), "2019-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("GV-005", self.of(), "2020-01-01").historical


class TestGV006:
    """Gaoping plan 2019, 三: a department with a serious environmental problem gets no honours."""

    def of(self, vetoed=None, determined="2019-08-01", place=GAOPING):
        one = SeriousProblem(department="D", event_id="e", determined_on=d(determined), vetoed_on=vetoed and d(vetoed))
        return governing(place, serious_problems=(one,))

    def test_it_is_gaoping_s_own_while_the_plan_runs(self):
        assert says("GV-006", self.of(place=SHANGDANG), "2019-09-01") == []
        assert says("GV-006", self.of(determined="2020-01-01"), "2020-01-05") == []
        assert says("GV-006", governing(GAOPING), "2019-09-01") == []

    def test_it_is_missing_until_honours_are_refused(self):
        assert says("GV-006", self.of(), "2019-09-01") == ["D e: missing"]
        assert says("GV-006", self.of("2019-12-20"), "2019-12-20") == ["D e: fulfilled"]

    def test_the_plan_asks_for_it_and_is_history_from_2020(self):
        assert ask("GV-006", self.of(), "2019-12-31").label is Label.PLAN
        assert not ask("GV-006", self.of(), "2019-12-31").historical
        assert ask("GV-006", self.of(), "2020-01-01").historical


class TestGV011:
    """Shangdang plan 2022, items 13 and 15: joint enforcement in 2022, and yearly by default."""

    def of(self, *concluded, place=SHANGDANG):
        return governing(place, campaigns=tuple(Campaign(id="c", concluded_on=d(one)) for one in concluded))

    def test_other_places_owe_none(self):
        assert says("GV-011", self.of(place=ZHONGYUAN), "2022-12-31") == []
        assert says("GV-011", self.of(), "2021-06-21") == []

    def test_the_campaign_of_2022_ends_with_the_year(self):
        assert says("GV-011", self.of("2021-11-01"), "2022-12-31")[0] == "2022: due 2022-12-31"
        assert says("GV-011", self.of("2021-11-01"), "2023-01-01")[0] == "2022: late 2022-12-31 1D(open)"
        assert says("GV-011", self.of("2022-12-31"), "2023-01-01")[0] == "2022: fulfilled 2022-12-31"
        assert says("GV-011", self.of("2023-01-05"), "2023-02-01")[0] == "2022: late 2022-12-31 5D"

    def test_the_next_one_is_a_year_after_the_last(self):
        assert says("GV-011", self.of("2022-11-15"), "2023-11-15")[1] == "due 2023-11-15"
        assert says("GV-011", self.of("2022-11-15"), "2023-11-16")[1] == "late 2023-11-15 1D(open)"
        assert says("GV-011", self.of(), "2022-06-01") == ["2022: pending 2022-12-31", "missing"]

    def test_a_city_of_shanxi_has_until_the_end_of_the_plan_of_2021(self):
        assert says("GV-011", self.of(place=CHANGZHI), "2021-12-31") == ["due 2021-12-31"]
        assert says("GV-011", self.of(place=CHANGZHI), "2022-01-04") == ["late 2021-12-31 4D(open)"]

    def test_unknown_campaigns_are_named(self):
        found = ask_all("GV-011", governing(SHANGDANG), "2023-01-01")
        assert [one.occurrence.missing for one in found] == [("campaigns",), ("campaigns",)]
        assert says("GV-011", governing(SHANGDANG), "2023-01-01") == ["2022: triggered", "triggered"]

    def test_the_year_is_the_plan_s_and_the_round_a_reminder(self):
        found = ask_all("GV-011", self.of("2022-11-15"), "2023-11-16")
        assert [one.label for one in found] == [Label.PLAN, Label.INTERNAL]
        assert says("GV-011", self.of(), "2021-12-31") == ["missing"]


class TestGV023:
    """Gaoping plan 2019, 三: departments that did not fulfil their tasks are summoned and held to account."""

    def of(self, accounted=None, found="2019-12-30", place=GAOPING):
        held = accounted and d(accounted)
        one = UnmetTask(department="D", task_id="t", found_on=d(found), held_to_account_on=held)
        return governing(place, unmet_tasks=(one,))

    def test_it_is_gaoping_s_own_while_the_plan_runs(self):
        assert says("GV-023", self.of(place=SHANGDANG), "2019-12-31") == []
        assert says("GV-023", self.of(found="2020-01-01"), "2020-01-05") == []
        assert says("GV-023", governing(GAOPING), "2019-12-31") == []

    def test_it_is_missing_until_somebody_is_held_to_account(self):
        assert says("GV-023", self.of(), "2019-12-30") == ["D t: missing"]
        assert says("GV-023", self.of("2019-12-31"), "2019-12-31") == ["D t: fulfilled"]

    def test_the_plan_asks_for_it_and_is_history_from_2020(self):
        assert ask("GV-023", self.of(), "2019-12-31").label is Label.PLAN
        assert not ask("GV-023", self.of(), "2019-12-31").historical
        assert ask("GV-023", self.of(), "2020-01-01").historical


class TestGV024:
    """Shangdang plan 2022, 保障(五): soil-safety issues enter the district's inspections, yearly by default."""

    def of(self, *entered, place=SHANGDANG):
        issues = tuple(InspectionIssue(id="i", entered_on=d(one)) for one in entered)
        return governing(place, inspection_issues=issues)

    def test_it_is_shangdang_s_own_from_2022(self):
        assert says("GV-024", self.of(place=GAOPING), "2022-06-01") == []
        assert says("GV-024", self.of(), "2021-12-31") == []

    def test_none_ever_entered_is_missing_and_unknown_issues_are_named(self):
        assert says("GV-024", self.of(), "2022-01-01") == ["missing"]
        assert unknown("GV-024", governing(SHANGDANG), "2022-06-01") == ("triggered", ("inspection_issues",))

    def test_a_year_after_the_last(self):
        assert says("GV-024", self.of("2022-05-10"), "2023-05-10") == ["due 2023-05-10"]
        assert says("GV-024", self.of("2022-05-10"), "2023-05-11") == ["late 2023-05-10 1D(open)"]
        assert says("GV-024", self.of("2022-05-10", "2023-05-10"), "2023-06-01")[0] == "fulfilled 2023-05-10"

    def test_it_is_internal(self):
        assert ask("GV-024", self.of("2022-05-10"), "2023-05-11").label is Label.INTERNAL
        assert cites("GV-024", self.of(), "2022-06-01") == ["上党区土壤污染防治行动计划（2022年）保障(五)"]
