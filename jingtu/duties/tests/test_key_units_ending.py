"""Duties of key regulated units, clause by clause: demolition and the end of production."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_works import (
    ClosingSurvey,
    Demolition,
    FoundWaste,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import LIUCHENG, ZHONGYUAN, ask, ask_all, cites, d, said, says, unit

LAW_22, CODE_415 = "土壤污染防治法第22条", "生态环境法典第415条"


def unknown_listing(**facts: Any) -> KeyUnit:
    """An enterprise of which it is not known whether it is a key unit."""
    return KeyUnit(id="u", **facts)


def day(text: str | None) -> date | None:
    return None if text is None else d(text)


class TestKU022:
    """Law art. 22 para. 2, Code art. 415, decree 3 art. 14: filed with both 15 working days before demolition."""

    PLANNED = Demolition(start_on=d("2025-09-12"))

    def test_fifteen_working_days_before_12_september_are_22_august(self):
        planned = unit(demolitions=(self.PLANNED,))
        assert says("KU-022", planned, "2025-08-21") == ["ee: pending 2025-08-22", "miit: pending 2025-08-22"]
        assert says("KU-022", planned, "2025-08-22") == ["ee: due 2025-08-22", "miit: due 2025-08-22"]
        assert says("KU-022", planned, "2025-08-23") == ["ee: missing 2025-08-22", "miit: missing 2025-08-22"]

    def test_each_department_is_told_by_that_day(self):
        both = replace(self.PLANNED, filed_with_ecology_on=d("2025-08-22"), filed_with_industry_on=d("2025-08-25"))
        assert says("KU-022", unit(demolitions=(both,)), "2025-09-01") == [
            "ee: fulfilled 2025-08-22",
            "miit: late 2025-08-22 1WD",
        ]

    def test_without_demolition_or_list_nothing_arises_and_the_unknown_is_named(self):
        assert says("KU-022", unit(), "2025-08-22") == []
        assert says("KU-022", KeyUnit(id="u", key_unit=False, demolitions=(self.PLANNED,)), "2025-08-22") == []
        found = ask_all("KU-022", unknown_listing(demolitions=(self.PLANNED,)), "2025-08-22")
        assert {one.occurrence.missing for one in found} == {("listed_on",)}

    def test_without_a_known_start_the_filing_is_missing(self):
        found = ask_all("KU-022", unit(demolitions=(Demolition(),)), "2025-08-22")
        assert {(one.state, one.occurrence.missing) for one in found} == {(State.MISSING, ("start_on",))}

    @pytest.mark.parametrize(
        ("start", "due", "cite"), [("2026-09-04", "2026-08-14", LAW_22), ("2026-09-07", "2026-08-17", CODE_415)]
    )
    def test_it_is_statutory_and_the_code_takes_over_on_15_august_2026(self, start, due, cite):
        found = ask_all("KU-022", unit(demolitions=(Demolition(start_on=d(start)),)), due)[0]
        assert (said(found), found.label) == (f"due {due}", Label.STATUTORY)
        assert cite in [one.text() for one in found.citations]


class TestKU023:
    """Law art. 22 para. 1, Code art. 415: every enterprise protects the soil in a demolition."""

    RUNNING = Demolition(about="tanks", start_on=d("2025-05-06"), waste_manifests=("M1",))

    def test_it_holds_for_any_enterprise_from_the_first_to_the_last_day(self):
        ended = unknown_listing(demolitions=(replace(self.RUNNING, ended_on=d("2025-05-20")),))
        assert says("KU-023", ended, "2025-05-05") == []
        assert says("KU-023", ended, "2025-05-06") == ["tanks: triggered"]
        assert says("KU-023", ended, "2025-05-20") == ["tanks: triggered"]
        assert says("KU-023", ended, "2025-05-21") == []

    def test_a_finding_breaks_it_until_it_is_put_right(self):
        found = replace(self.RUNNING, unprotected_on=d("2025-05-10"))
        assert says("KU-023", unknown_listing(demolitions=(found,)), "2025-05-10") == ["tanks: due 2025-05-10"]
        assert says("KU-023", unknown_listing(demolitions=(found,)), "2025-05-11") == [
            "tanks: late 2025-05-10 1D(open)"
        ]
        righted = replace(found, protected_on=d("2025-05-12"))
        assert says("KU-023", unknown_listing(demolitions=(righted,)), "2025-05-13") == [
            "tanks: late 2025-05-10 2D",
            "tanks: triggered",
        ]

    def test_without_manifests_they_are_named(self):
        bare = unknown_listing(demolitions=(replace(self.RUNNING, waste_manifests=()),))
        assert ask("KU-023", bare, "2025-05-10").occurrence.missing == ("waste_manifests",)

    def test_it_is_statutory_and_the_code_takes_over(self):
        running = unknown_listing(demolitions=(self.RUNNING,))
        assert ask("KU-023", running, "2025-05-10").label is Label.STATUTORY
        assert cites("KU-023", running, "2026-08-14") == ["土壤污染防治法第22条第1款"]
        assert cites("KU-023", running, "2026-08-15") == [CODE_415]


class TestKU024:
    """Zhongyuan plan, item 5: toxic waste found in a demolition is reported the same day."""

    def found(self, reported: str | None = None, place: str = ZHONGYUAN, on: str | None = "2025-05-10") -> KeyUnit:
        waste = FoundWaste(about="sludge", found_on=day(on), reported_on=day(reported))
        return unknown_listing(place=place, found_wastes=(waste,))

    def test_the_day_of_finding_is_the_last(self):
        assert says("KU-024", self.found(), "2025-05-10") == ["sludge: due 2025-05-10"]
        assert says("KU-024", self.found(), "2025-05-11") == ["sludge: late 2025-05-10 1D(open)"]
        assert says("KU-024", self.found("2025-05-10"), "2025-05-20") == ["sludge: fulfilled 2025-05-10"]
        assert says("KU-024", self.found("2025-05-12"), "2025-05-20") == ["sludge: late 2025-05-10 2D"]

    def test_nothing_found_or_another_place_leaves_no_duty_and_an_unknown_day_a_question(self):
        assert says("KU-024", unknown_listing(place=ZHONGYUAN), "2025-05-10") == []
        assert says("KU-024", self.found(place=LIUCHENG), "2025-05-10") == []
        found = ask("KU-024", self.found(on=None), "2025-05-10")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("found_on",))

    def test_it_is_the_plans_own_demand_from_2018(self):
        assert ask("KU-024", self.found(), "2025-05-10").label is Label.PLAN
        assert says("KU-024", self.found(on="2017-12-31"), "2018-01-02") == []
        assert says("KU-024", self.found(on="2018-01-01"), "2018-01-02") == ["sludge: late 2018-01-01 1D(open)"]


class TestKU025:
    """Demolition provisions of 2017, decree 3 art. 14 (not confirmed): a summary; 30 days are a reminder."""

    ENDED = Demolition(about="tanks", start_on=d("2025-05-06"), ended_on=d("2025-06-10"))

    def test_thirty_days_after_10_june_are_10_july(self):
        assert says("KU-025", unit(demolitions=(replace(self.ENDED, ended_on=None),)), "2025-07-11") == []
        ended = unit(demolitions=(self.ENDED,))
        assert says("KU-025", ended, "2025-07-10") == ["tanks: due 2025-07-10"]
        assert says("KU-025", ended, "2025-07-11") == ["tanks: late 2025-07-10 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-07-10", "fulfilled 2025-07-10"), ("2025-07-14", "late 2025-07-10 4D")]
    )
    def test_a_summary_on_the_last_day_is_in_time(self, done, told):
        assert says("KU-025", unit(demolitions=(replace(self.ENDED, summary_on=d(done)),)), "2025-08-01") == [
            f"tanks: {told}"
        ]

    def test_it_concerns_key_units(self):
        assert says("KU-025", KeyUnit(id="u", key_unit=False, demolitions=(self.ENDED,)), "2025-07-11") == []
        assert ask("KU-025", unknown_listing(demolitions=(self.ENDED,)), "2025-07-11").state is State.HUMAN_REVIEW

    def test_it_is_internal_and_rests_on_the_provisions_from_15_december_2017(self):
        assert ask("KU-025", unit(demolitions=(self.ENDED,)), "2025-07-11").label is Label.INTERNAL
        for ended, found in (("2017-11-14", []), ("2017-11-15", ["due 2017-12-15"])):
            old = unit(listed_on=d("2017-03-01"), demolitions=(Demolition(ended_on=d(ended)),))
            assert says("KU-025", old, "2017-12-15") == found


class TestKU032:
    """Decree 3 art. 16 (not confirmed): soil and groundwater surveyed before production ends."""

    def ending(self, end: str = "2025-06-10", reported: str | None = None, **facts: Any) -> KeyUnit:
        survey = ClosingSurvey(reported_on=day(reported), **facts)
        return unit(listed_on=d("2018-01-02"), production_ends_on=d(end), closing_survey=survey)

    def test_the_day_before_the_end_is_the_last(self):
        assert says("KU-032", unit(), "2025-06-10") == []
        assert says("KU-032", self.ending(), "2025-06-09") == ["due 2025-06-09"]
        assert says("KU-032", self.ending(), "2025-06-10") == ["late 2025-06-09 1D(open)"]

    def test_the_report_is_then_uploaded_and_published(self):
        surveyed = self.ending(reported="2025-06-09", uploaded_on=d("2025-06-20"))
        assert says("KU-032", surveyed, "2025-07-01") == [
            "fulfilled 2025-06-09",
            "upload: fulfilled",
            "publication: missing",
        ]
        assert says("KU-032", self.ending(reported="2025-06-11"), "2025-07-01")[0] == "late 2025-06-09 2D"

    def test_it_concerns_units_listed_when_production_ends(self):
        assert says("KU-032", replace(self.ending(), delisted_on=d("2025-06-10")), "2025-07-01") == []
        found = ask("KU-032", unknown_listing(production_ends_on=d("2025-06-10")), "2025-07-01")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("listed_on",))

    def test_it_is_internal_and_rests_on_the_decree_from_1_august_2018(self):
        assert ask("KU-032", self.ending(), "2025-06-10").label is Label.INTERNAL
        assert cites("KU-032", self.ending(), "2025-06-10") == ["工矿用地土壤环境管理办法（试行）第16条"]
        assert says("KU-032", self.ending("2018-08-01"), "2018-08-03") == []
        assert says("KU-032", self.ending("2018-08-02"), "2018-08-03") == ["late 2018-08-01 2D(open)"]


class TestScenarioS01:
    """A chemical works ends production unsurveyed; of its duties as a key unit, the closing survey is late."""

    def test_the_closing_survey_is_136_days_late(self):
        works = KeyUnit(id="u", key_unit=True, production_ends_on=d("2024-10-31"))
        assert says("KU-032", works, "2025-03-15") == ["late 2024-10-30 136D(open)"]


class TestScenarioS05:
    """A demolition filed 12 working days ahead with one department only."""

    def test_one_filing_is_three_working_days_late_and_the_other_missing(self):
        filed = Demolition(start_on=d("2025-09-12"), filed_with_ecology_on=d("2025-08-27"))
        works = KeyUnit(id="u", key_unit=True, demolitions=(filed,))
        assert says("KU-022", works, "2025-09-15") == ["ee: late 2025-08-22 3WD", "miit: missing 2025-08-22"]
