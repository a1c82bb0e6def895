"""Duties of key regulated units, clause by clause: self-monitoring."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import (
    MonitoringFinding,
    MonitoringPlan,
    MonitoringReport,
)
from jingtu.duties.facts.key_unit_works import Project
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    GAOPING,
    SHANGDANG,
    ask,
    cites,
    d,
    said,
    says,
    setting,
    unit,
)


class TestKU009:
    """Law art. 21 para. 2(3), Code art. 414: monitoring data of the year handed in by 31 December."""

    def test_who_is_not_listed_or_listed_later_owes_none(self):
        assert says("KU-009", KeyUnit(id="u", monitoring_reports=()), "2024-12-31") == []
        assert says("KU-009", unit(monitoring_reports=()), "2024-03-28") == []

    def test_the_last_day_of_the_year_is_the_last_in_time(self):
        silent = unit(monitoring_reports=())
        assert says("KU-009", silent, "2024-12-31") == ["2024: due 2024-12-31"]
        assert says("KU-009", silent, "2025-01-01")[0] == "2024: late 2024-12-31 1D(open)"

    @pytest.mark.parametrize(
        ("submitted", "told"), [("2024-12-31", "fulfilled 2024-12-31"), ("2025-01-06", "late 2024-12-31 6D")]
    )
    def test_of_several_reports_on_a_year_the_first_counts(self, submitted, told):
        reports = tuple(MonitoringReport(year=2024, submitted_on=d(day)) for day in (submitted, "2025-02-01"))
        assert says("KU-009", unit(monitoring_reports=reports), "2025-03-01")[0] == f"2024: {told}"

    def test_reports_that_are_not_known_are_named(self):
        found = ask("KU-009", unit(), "2025-03-01")
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("monitoring_reports",))

    def test_it_is_statutory_and_the_code_takes_over_for_2026(self):
        silent = unit(monitoring_reports=())
        assert ask("KU-009", silent, "2024-12-31").label is Label.STATUTORY
        assert cites("KU-009", silent, "2025-12-31")[0] == "土壤污染防治法第21条第2款(三)"
        assert cites("KU-009", silent, "2026-12-31")[0] == "生态环境法典第414条"


class TestKU016:
    """Law art. 21 para. 3, Code art. 414: monitoring data are true."""

    GIVEN = MonitoringReport(
        id="R1", submitted_on=d("2025-02-10"), raw_records=True, laboratory_certified=True, quality_controlled=True
    )
    FALSE = MonitoringFinding(about="W1", found_on=d("2025-03-10"))

    def test_it_holds_from_the_first_data_handed_in(self):
        assert says("KU-016", unit(monitoring_reports=(self.GIVEN,)), "2025-02-09") == []
        found = ask("KU-016", unit(monitoring_reports=(self.GIVEN,)), "2025-02-10")
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ())

    def test_a_finding_breaks_it_until_it_is_corrected(self):
        false = unit(monitoring_reports=(self.GIVEN,), monitoring_findings=(self.FALSE,))
        assert says("KU-016", false, "2025-03-09") == ["triggered"]
        assert says("KU-016", false, "2025-03-10") == ["W1: due 2025-03-10"]
        assert says("KU-016", false, "2025-03-11") == ["W1: late 2025-03-10 1D(open)"]
        righted = replace(false, monitoring_findings=(replace(self.FALSE, corrected_on=d("2025-03-20")),))
        assert says("KU-016", righted, "2025-04-01") == ["W1: late 2025-03-10 10D", "triggered"]

    def test_records_that_are_not_there_are_missing_and_unknown_ones_named(self):
        bare = unit(monitoring_reports=(replace(self.GIVEN, raw_records=False),))
        found = ask("KU-016", bare, "2025-03-01")
        assert (found.about, found.state, found.occurrence.missing) == ("R1", State.MISSING, ("raw_records",))
        unknown = unit(monitoring_reports=(replace(self.GIVEN, quality_controlled=None),))
        assert ask("KU-016", unknown, "2025-03-01").occurrence.missing == ("quality_controlled",)

    def test_it_is_statutory_and_the_code_takes_over(self):
        given = unit(monitoring_reports=(self.GIVEN,))
        assert ask("KU-016", given, "2025-03-01").label is Label.STATUTORY
        assert cites("KU-016", given, "2026-08-14") == ["土壤污染防治法第21条第3款"]
        assert cites("KU-016", given, "2026-08-15") == ["生态环境法典第414条"]


class TestKU018:
    """Decree 3 art. 12, decree 24 art. 12: results published in the period that is set; 30 days are a reminder."""

    REPORT = MonitoringReport(id="R1", finished_on=d("2025-03-10"))

    def test_thirty_days_after_10_march_are_9_april(self):
        unpublished = unit(monitoring_reports=(self.REPORT,))
        assert says("KU-018", unpublished, "2025-03-09") == []
        assert says("KU-018", unpublished, "2025-04-09") == ["R1: due 2025-04-09"]
        assert says("KU-018", unpublished, "2025-04-10") == ["R1: late 2025-04-09 1D(open)"]

    @pytest.mark.parametrize(
        ("published", "told"), [("2025-04-09", "fulfilled 2025-04-09"), ("2025-04-11", "late 2025-04-09 2D")]
    )
    def test_published_on_the_last_day_is_in_time(self, published, told):
        report = replace(self.REPORT, published_on=d(published))
        assert says("KU-018", unit(monitoring_reports=(report,)), "2025-05-06") == [f"R1: {told}"]

    def test_one_who_is_no_key_unit_owes_none(self):
        assert says("KU-018", KeyUnit(id="u", key_unit=False, monitoring_reports=(self.REPORT,)), "2025-04-10") == []

    def test_the_reminder_is_internal_and_a_period_that_is_set_a_parameter(self):
        unpublished = unit(monitoring_reports=(self.REPORT,))
        assert ask("KU-018", unpublished, "2025-04-10").label is Label.INTERNAL
        found = ask("KU-018", unpublished, "2025-04-10", parameters=setting("publish_days", "20D"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2025-03-31 10D(open)")

    def test_the_decree_is_cited_from_1_august_2018_and_the_decree_of_2022_beside_it(self):
        for finished, found in (("2018-06-29", []), ("2018-07-02", ["R1: due 2018-08-01"])):
            early = MonitoringReport(id="R1", finished_on=d(finished))
            old = unit(listed_on=d("2018-01-02"), monitoring_reports=(early,))
            assert says("KU-018", old, "2018-08-01") == found
        assert cites("KU-018", unit(monitoring_reports=(self.REPORT,)), "2025-04-10") == [
            "工矿用地土壤环境管理办法（试行）第12条",
            "企业环境信息依法披露管理办法第12条",
        ]


class TestKU019:
    """Gaoping plan 2019, item 13: the monitoring plan filed before monitoring starts."""

    PLAN = MonitoringPlan(version="2019", made_on=d("2019-07-01"), monitoring_starts_on=d("2019-09-02"))

    def planned(self, place: str = GAOPING, **facts: Any) -> KeyUnit:
        plans = (replace(self.PLAN, **facts),)
        return unit(listed_on=d("2018-12-03"), place=place, monitoring_plans=plans)

    def test_the_day_before_is_the_last_a_sunday_too(self):
        assert says("KU-019", self.planned(), "2019-09-01") == ["2019: due 2019-09-01"]
        assert says("KU-019", self.planned(), "2019-09-02") == ["2019: late 2019-09-01 1D(open)"]

    @pytest.mark.parametrize(
        ("filed", "told"), [("2019-09-01", "fulfilled 2019-09-01"), ("2019-09-02", "late 2019-09-01 1D")]
    )
    def test_filed_on_the_first_day_of_monitoring_is_too_late(self, filed, told):
        assert says("KU-019", self.planned(filed_on=d(filed)), "2019-10-08") == [f"2019: {told}"]

    def test_elsewhere_or_without_a_plan_nothing_arises(self):
        assert says("KU-019", self.planned(SHANGDANG), "2019-09-02") == []
        assert says("KU-019", unit(listed_on=d("2018-12-03"), place=GAOPING), "2019-09-02") == []

    def test_without_a_known_start_the_day_is_named(self):
        assert ask("KU-019", self.planned(monitoring_starts_on=None), "2019-09-02").occurrence.missing == (
            "monitoring_starts_on",
        )

    def test_the_plan_calls_for_it_from_29_may_to_the_end_of_2019(self):
        assert says("KU-019", self.planned(monitoring_starts_on=d("2019-05-29")), "2019-06-03") == []
        found = ask("KU-019", self.planned(), "2019-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("KU-019", self.planned(), "2020-01-01").historical


class TestKU020:
    """Gaoping plan 2019, item 13: no new or expansion project without a filed plan and monitoring."""

    FILED = (MonitoringPlan(filed_on=d("2019-08-01")),)
    MONITORED = (MonitoringReport(finished_on=d("2019-09-10")),)

    def gate(self, **facts: Any) -> KeyUnit:
        return unit(**{"listed_on": d("2018-12-03"), "place": GAOPING, **facts})

    @pytest.mark.parametrize(
        ("plans", "reports", "state"),
        [
            ((), (), "triggered"),
            (FILED, (), "triggered"),
            ((), MONITORED, "triggered"),
            ((), None, "triggered"),
            (FILED, MONITORED, "fulfilled"),
            (FILED, None, "human_review"),
        ],
    )
    def test_the_gate_opens_with_both(self, plans, reports, state):
        shut = self.gate(monitoring_plans=plans, monitoring_reports=reports)
        assert says("KU-020", shut, "2019-10-08") == [state]

    def test_it_is_shut_until_the_day_of_the_report(self):
        both = self.gate(monitoring_plans=self.FILED, monitoring_reports=self.MONITORED, as_of=d("2019-12-31"))
        assert says("KU-020", both, "2019-09-09") == ["triggered"]
        assert says("KU-020", both, "2019-09-10") == ["fulfilled"]

    def test_what_is_not_known_is_named(self):
        assert ask("KU-020", self.gate(), "2019-10-08").occurrence.missing == ("monitoring_plans", "monitoring_reports")
        applied = (Project(applied_on=d("2019-10-08")),)
        unknown = KeyUnit(id="u", place=GAOPING, projects=applied)
        assert ask("KU-020", unknown, "2019-10-08").occurrence.missing == ("listed_on",)
        assert says("KU-020", unknown, "2019-10-07") == []

    def test_it_is_the_plans_own_demand_in_gaoping_and_history_from_2020(self):
        shut = self.gate(monitoring_plans=(), monitoring_reports=())
        assert says("KU-020", shut, "2019-05-28") == []
        assert says("KU-020", replace(shut, place=SHANGDANG), "2019-10-08") == []
        found = ask("KU-020", shut, "2019-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("KU-020", shut, "2020-01-01").historical
