"""Duties about projects and funds, clause by clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import Level
from jingtu.duties.facts.government_projects import PlannedProject, ReserveEntry
from jingtu.duties.facts.project import Application, Batch, Project, TrackingReport
from jingtu.duties.tests.asking_governance import (
    CHANGZHI,
    GAOPING,
    LIUCHENG,
    SHANGDANG,
    SHANXI,
    ZHONGYUAN,
    ask,
    cites,
    d,
    funding,
    said,
    says,
    setting,
    unknown,
)


class TestFP001:
    """Shanxi plan 2021, item 13: each city has at least two projects enter the central reserve in the year."""

    def of(self, *entries, level=Level.CITY, place=CHANGZHI):
        return funding(place, level=level, reserve=entries)

    def entry(self, entered="2021-08-02", city=CHANGZHI, left=None):
        return ReserveEntry(city_code=city, entered_on=entered and d(entered), left_on=left and d(left))

    def test_it_binds_cities_of_shanxi_once_the_plan_is_out(self):
        assert says("FP-001", self.of(level=Level.COUNTY), "2021-12-31") == []
        assert says("FP-001", self.of(level=Level.PROVINCE, place=SHANXI), "2021-12-31") == []
        assert says("FP-001", self.of(place="410100"), "2021-12-31") == []
        assert says("FP-001", self.of(), "2021-06-21") == []
        assert says("FP-001", self.of(), "2021-06-22") == ["pending 2021-12-31"]
        assert unknown("FP-001", self.of(level=None), "2021-12-31") == ("human_review", ("level",))

    @pytest.mark.parametrize(("number", "on_the_day", "after"), [(1, "due", "missing"), (2, "fulfilled", "fulfilled")])
    def test_on_the_last_day_of_2021_two_are_enough_and_one_is_short(self, number, on_the_day, after):
        body = self.of(*[self.entry()] * number)
        assert says("FP-001", body, "2021-12-31") == [f"{on_the_day} 2021-12-31"]
        assert says("FP-001", body, "2022-01-01") == [f"{after} 2021-12-31"]

    def test_the_shortfall_is_told(self):
        remark = ask("FP-001", self.of(self.entry()), "2022-01-01").occurrence.remark
        assert remark is not None
        assert "1, wanted 2" in remark.text("en")

    @pytest.mark.parametrize(
        "other",
        [
            {"entered": "2020-12-31"},
            {"entered": "2022-01-01"},
            {"city": "140500"},
            {"left": "2021-12-31"},
        ],
    )
    def test_what_entered_in_another_year_belongs_elsewhere_or_left_again_does_not_count(self, other):
        body = self.of(self.entry(), self.entry(**other))
        assert says("FP-001", body, "2022-03-01") == ["missing 2021-12-31"]

    @pytest.mark.parametrize("same", [{"entered": "2021-01-01"}, {"entered": "2021-12-31"}, {"left": "2022-01-01"}])
    def test_the_edges_of_the_year_count(self, same):
        body = self.of(self.entry(), self.entry(**same))
        assert says("FP-001", body, "2022-03-01") == ["fulfilled 2021-12-31"]

    @pytest.mark.parametrize("open_fact", [{"entered": None}, {"city": ""}])
    def test_an_entry_of_which_day_or_city_is_not_known_is_for_a_person(self, open_fact):
        body = self.of(self.entry(), self.entry(**open_fact))
        assert unknown("FP-001", body, "2022-03-01") == ("human_review", ("entered_on", "city_code"))
        more = self.of(self.entry(), self.entry(), self.entry(**open_fact))
        assert says("FP-001", more, "2022-03-01") == ["fulfilled 2021-12-31"]

    def test_a_reserve_of_which_nothing_is_known_is_named(self):
        body = funding(CHANGZHI, level=Level.CITY)
        assert unknown("FP-001", body, "2022-01-01") == ("human_review", ("reserve",))

    def test_the_plan_asks_for_it_and_is_history_from_2022(self):
        found = ask("FP-001", self.of(), "2021-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("FP-001", self.of(), "2022-01-01").historical


class TestFP002:
    """Shangdang plan 2022, item 12: the Tongjialing remediation project enters the reserve in 2022."""

    def of(self, entered=None, name="长治市上党区仝家岭污染地块修复项目"):
        entry = ReserveEntry(project_name=name, entered_on=entered and d(entered))
        return funding(SHANGDANG, reserve=(entry,))

    def test_it_is_shangdang_s_own_and_begins_with_2022(self):
        assert says("FP-002", funding(ZHONGYUAN, reserve=()), "2022-12-31") == []
        assert says("FP-002", funding(SHANGDANG, reserve=()), "2021-12-31") == []
        assert says("FP-002", funding(SHANGDANG, reserve=()), "2022-01-01") == ["pending 2022-12-31"]

    def test_the_last_day_of_2022_is_a_saturday_and_stays(self):
        assert says("FP-002", funding(SHANGDANG, reserve=()), "2022-12-31") == ["due 2022-12-31"]
        assert says("FP-002", funding(SHANGDANG, reserve=()), "2023-01-01") == ["late 2022-12-31 1D(open)"]

    @pytest.mark.parametrize(
        ("entered", "told"), [("2022-12-31", "fulfilled 2022-12-31"), ("2023-01-04", "late 2022-12-31 4D")]
    )
    def test_entered_on_the_day_is_in_time(self, entered, told):
        assert says("FP-002", self.of(entered), "2023-02-01") == [told]

    def test_another_project_does_not_count_and_what_is_not_known_is_named(self):
        assert says("FP-002", self.of("2022-06-01", name="other"), "2023-01-01") == ["late 2022-12-31 1D(open)"]
        assert unknown("FP-002", self.of(), "2023-01-01") == ("late", ("entered_on",))
        assert unknown("FP-002", funding(SHANGDANG), "2023-01-01") == ("triggered", ("reserve",))

    def test_the_plan_asks_for_it(self):
        assert ask("FP-002", self.of(), "2023-01-01").label is Label.PLAN
        assert cites("FP-002", self.of(), "2023-01-01") == ["上党区土壤污染防治行动计划（2022年）第12条"]


class TestFP003:
    """Shanxi plan 2021, item 13: projects in the reserve are tracked every three months."""

    IN_RESERVE = Project(id="j", place=SHANGDANG, reserved_on=d("2021-07-05"), tracking_reports=())

    def of(self, *reported, **change):
        reports = tuple(TrackingReport(quarter="2021Q3", reported_on=d(one)) for one in reported)
        return replace(self.IN_RESERVE, **{"tracking_reports": reports, **change})

    def test_a_project_that_is_not_in_the_reserve_or_not_in_shanxi_owes_nothing(self):
        assert says("FP-003", self.of(reserved_on=None), "2021-10-08") == []
        assert says("FP-003", self.of(), "2021-07-04") == []
        assert says("FP-003", self.of(place=LIUCHENG), "2021-10-08") == []

    def test_three_months_end_in_the_national_holiday_and_move_on(self):
        assert says("FP-003", self.of(), "2021-10-08") == ["due 2021-10-08"]
        assert says("FP-003", self.of(), "2021-10-09") == ["late 2021-10-08 1D(open)"]

    def test_a_report_closes_the_round_and_none_falls_due_after_the_plan(self):
        assert says("FP-003", self.of("2021-09-27"), "2021-12-27") == ["fulfilled 2021-10-08", "due 2021-12-27"]
        assert says("FP-003", self.of("2021-10-11"), "2022-02-01") == ["late 2021-10-08 3D"]

    def test_one_that_entered_before_the_plan_is_tracked_from_its_first_day(self):
        early = self.of("2021-05-20", reserved_on=d("2020-11-02"))
        assert says("FP-003", early, "2021-09-22") == ["due 2021-09-22"]

    def test_one_that_left_the_reserve_or_was_closed_is_tracked_no_more(self):
        assert says("FP-003", self.of(left_reserve_on=d("2021-10-07")), "2021-10-20") == []
        assert says("FP-003", self.of(closed_on=d("2021-10-07")), "2021-10-20") == []
        assert says("FP-003", self.of(closed_on=d("2021-10-08")), "2021-10-20") == ["late 2021-10-08 12D(open)"]

    def test_unknown_reports_are_named(self):
        assert unknown("FP-003", self.of(tracking_reports=None), "2021-10-09") == ("triggered", ("tracking_reports",))

    def test_the_plan_asks_for_it_and_is_history_from_2022(self):
        assert ask("FP-003", self.of(), "2021-12-31").label is Label.PLAN
        assert not ask("FP-003", self.of(), "2021-12-31").historical
        assert ask("FP-003", self.of(), "2022-01-01").historical


class TestFP004:
    """Shanxi plan 2021, item 13: applications are entered in the central system by the cut-offs, both remembered."""

    def of(self, *, year=2021, batch=Batch.SECOND, submitted=None, place=SHANGDANG):
        applied = Application(year=year, batch=batch, submitted_on=submitted and d(submitted))
        return Project(id="j", place=place, applications=(applied,))

    def test_without_an_application_and_outside_shanxi_nothing_is_owed(self):
        assert says("FP-004", Project(id="j", place=SHANGDANG), "2021-09-16") == []
        assert says("FP-004", self.of(place=LIUCHENG), "2021-09-16") == []

    def test_the_second_batch_closes_on_15_september(self):
        assert says("FP-004", self.of(), "2021-09-15") == ["second 2021: due 2021-09-15"]
        assert says("FP-004", self.of(), "2021-09-16") == ["second 2021: late 2021-09-15 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2021-09-15", "fulfilled 2021-09-15"), ("2021-09-18", "late 2021-09-15 3D")]
    )
    def test_submitted_on_the_day_is_in_time(self, done, told):
        assert says("FP-004", self.of(submitted=done), "2021-10-08") == [f"second 2021: {told}"]

    def test_the_first_batch_of_2021_closed_before_the_plan_and_those_of_2022_after_it(self):
        assert says("FP-004", self.of(batch=Batch.FIRST), "2021-07-01") == []
        assert says("FP-004", self.of(year=2022), "2022-09-16") == []

    def test_the_first_batch_has_a_cut_off_of_its_own(self):
        late = setting("batch.cutoff_1", "07-30")
        found = says("FP-004", self.of(batch=Batch.FIRST), "2021-07-31", parameters=late)
        assert found == ["first 2021: late 2021-07-30 1D(open)"]

    @pytest.mark.parametrize("year", [0, 99999])
    def test_an_application_without_a_batch_or_sensible_year_is_for_a_person(self, year):
        assert unknown("FP-004", self.of(year=year), "2021-09-16") == ("human_review", ("year",))
        assert unknown("FP-004", self.of(batch=None), "2021-09-16") == ("human_review", ("batch",))

    def test_it_is_internal_or_depends_on_the_cut_off_that_is_set(self):
        assert ask("FP-004", self.of(), "2021-09-16").label is Label.INTERNAL
        set_day = ask("FP-004", self.of(), "2021-09-16", parameters=setting("batch.cutoff_2", "09-10"))
        assert (set_day.label, said(set_day)) == (Label.PARAMETER, "late 2021-09-10 6D(open)")
        assert ask("FP-004", self.of(), "2022-01-01").historical


class TestFP005:
    """Liucheng plan 2023, (六): projects in preparation are a standing list, renewed every three months by default."""

    def of(self, *updated, place=LIUCHENG):
        planned = tuple(PlannedProject(maturity="feasibility", updated_on=d(one)) for one in updated)
        return funding(place, planned_projects=planned)

    def test_it_is_liucheng_s_own_in_2023(self):
        assert says("FP-005", self.of(place=GAOPING), "2023-04-03") == []
        assert says("FP-005", self.of(), "2022-12-31") == []

    def test_the_first_round_ends_on_a_saturday_and_moves_to_monday_3_april(self):
        assert says("FP-005", self.of(), "2023-04-03") == ["due 2023-04-03"]
        assert says("FP-005", self.of(), "2023-04-04") == ["late 2023-04-03 1D(open)"]

    def test_each_update_opens_the_next_round_within_the_year(self):
        body = self.of("2023-03-30", "2023-07-03", "2023-10-08")
        assert says("FP-005", body, "2024-02-01") == [
            "fulfilled 2023-04-03",
            "late 2023-06-30 3D",
            "late 2023-10-07 1D",
        ]

    def test_an_unknown_list_is_named(self):
        assert unknown("FP-005", funding(LIUCHENG), "2023-04-04") == ("triggered", ("planned_projects",))

    def test_it_is_internal_and_history_from_2024(self):
        found = ask("FP-005", self.of(), "2023-12-31")
        assert (found.label, found.historical) == (Label.INTERNAL, False)
        assert ask("FP-005", self.of(), "2024-01-01").historical
