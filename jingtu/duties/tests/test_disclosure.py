"""Duties of disclosure, clause by clause: of enterprises, and of those who act on a parcel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jingtu.duties.disclosure import DUTIES
from jingtu.duties.duty import Label
from jingtu.duties.facts.disclosure import DisclosureEvent, EnterpriseDisclosure, PollutantPublication
from jingtu.duties.facts.key_unit import KeyUnit, Permit
from jingtu.duties.facts.parcel import Parcel
from jingtu.duties.facts.parcel_reports import Assessment, Evaluation, Survey, Works
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    LIUCHENG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    said,
    says,
    setting,
    unit,
)

DECREE_24 = "企业环境信息依法披露管理办法"


def discloser(listed: str | None = "2024-03-25", **facts: Any) -> KeyUnit:
    start = None if listed is None else d(listed)
    return KeyUnit(id="u", disclosure=EnterpriseDisclosure(listed_on=start, **facts))


def test_every_duty_stands_once():
    assert [duty.id for duty in DUTIES] == [f"DI-{number:03}" for number in range(1, 14)]


class TestDI002:
    """Decree 24 arts. 12, 19: the yearly report of a listed enterprise by 15 March."""

    def test_only_a_listed_enterprise_owes_it_first_after_its_listing(self):
        assert says("DI-002", discloser(None, reports=()), "2025-03-15") == []
        assert says("DI-002", discloser(reports=()), "2024-12-31") == []

    def test_15_march_is_the_last_day_a_saturday_too(self):
        assert says("DI-002", discloser(reports=()), "2025-03-14") == ["2024: pending 2025-03-15"]
        assert says("DI-002", discloser(reports=()), "2025-03-15") == ["2024: due 2025-03-15"]
        assert says("DI-002", discloser(reports=()), "2025-03-16") == ["2024: late 2025-03-15 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-03-15", "fulfilled 2025-03-15"), ("2025-03-17", "late 2025-03-15 2D")]
    )
    def test_disclosed_on_the_day_is_in_time(self, done, told):
        assert says("DI-002", discloser(reports=(Yearly(2024, d(done)),)), "2025-04-01") == [f"2024: {told}"]

    def test_off_the_list_nothing_is_owed_and_unknown_reports_are_named(self):
        assert says("DI-002", discloser(reports=(), delisted_on=d("2025-03-14")), "2025-04-01") == []
        assert ask("DI-002", discloser(), "2025-04-01").occurrence.missing == ("reports",)

    def test_it_is_statutory_from_8_february_2022(self):
        assert ask("DI-002", discloser(reports=()), "2025-03-16").label is Label.STATUTORY
        early = discloser("2020-03-25", reports=())
        assert says("DI-002", early, "2022-03-15") == ["2021: due 2022-03-15"]
        assert cites("DI-002", early, "2022-03-15") == [f"{DECREE_24}第12条", f"{DECREE_24}第19条"]


class TestDI004:
    """Decree 24 art. 20: one newly listed after 15 March discloses within ten working days."""

    def test_ten_working_days_after_25_march_are_9_april(self):
        assert says("DI-004", discloser(reports=()), "2024-04-09") == ["2023: due 2024-04-09"]
        assert says("DI-004", discloser(reports=()), "2024-04-10") == ["2023: late 2024-04-09 1WD(open)"]

    @pytest.mark.parametrize(
        ("done", "told"),
        [("2024-03-20", "fulfilled"), ("2024-04-09", "fulfilled 2024-04-09"), ("2024-04-11", "late 2024-04-09 2WD")],
    )
    def test_disclosed_before_or_on_the_last_day_is_in_time(self, done, told):
        assert says("DI-004", discloser(reports=(Yearly(2023, d(done)),)), "2024-05-06") == [f"2023: {told}"]

    def test_one_listed_before_15_march_owes_the_yearly_report_instead(self):
        assert says("DI-004", discloser("2024-03-14", reports=()), "2024-04-10") == []
        assert says("DI-002", discloser("2024-03-14", reports=()), "2024-03-15") == ["2023: due 2024-03-15"]
        assert says("DI-004", discloser("2024-03-15", reports=()), "2024-03-29") == ["2023: due 2024-03-29"]

    def test_unlisted_enterprises_owe_none_and_unknown_reports_are_for_a_person(self):
        assert says("DI-004", discloser(None, reports=()), "2024-04-10") == []
        found = ask("DI-004", discloser(), "2024-04-10")
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("reports",))

    def test_it_is_statutory_from_8_february_2022(self):
        assert ask("DI-004", discloser(reports=()), "2024-04-10").label is Label.STATUTORY
        assert says("DI-004", discloser("2021-03-25", reports=()), "2021-05-06") == []
        assert cites("DI-004", discloser("2022-03-25", reports=()), "2022-05-06") == [f"{DECREE_24}第20条"]


class TestDI005:
    """Decree 24 art. 17: a temporary report within five working days after the paper was received."""

    FINED = DisclosureEvent(kind="penalty", received_on=d("2025-04-28"))

    def test_five_working_days_across_labour_day_end_on_8_may(self):
        assert says("DI-005", discloser(), "2025-05-08") == []
        fined = discloser(events=(self.FINED,))
        assert says("DI-005", fined, "2025-05-08") == ["penalty: due 2025-05-08"]
        assert says("DI-005", fined, "2025-05-09") == ["penalty: late 2025-05-08 1WD(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-05-08", "fulfilled 2025-05-08"), ("2025-05-12", "late 2025-05-08 2WD")]
    )
    def test_disclosed_on_the_last_day_is_in_time(self, done, told):
        event = replace(self.FINED, disclosed_on=d(done))
        assert says("DI-005", discloser(events=(event,)), "2025-06-03") == [f"penalty: {told}"]

    def test_off_the_list_nothing_is_owed_and_an_unknown_day_is_for_a_person(self):
        assert says("DI-005", discloser("2025-04-29", events=(self.FINED,)), "2025-05-09") == []
        off = discloser(events=(self.FINED,), delisted_on=d("2025-04-28"))
        assert says("DI-005", off, "2025-05-09") == []
        assert ask("DI-005", discloser(events=(DisclosureEvent(),)), "2025-05-09").occurrence.missing == (
            "received_on",
        )

    def test_it_is_statutory_from_8_february_2022(self):
        assert ask("DI-005", discloser(events=(self.FINED,)), "2025-05-09").label is Label.STATUTORY
        for received, found in (("2022-01-26", []), ("2022-01-27", ["late 2022-02-08 3WD(open)"])):
            event = DisclosureEvent(received_on=d(received))
            early = discloser("2021-03-25", events=(event,))
            assert says("DI-005", early, "2022-02-11") == found


class TestDI007:
    """Decree 42, Shanxi plan 2021, item 10: reports uploaded and published; 30 days are a reminder."""

    SURVEY = Survey(id="R1", finished_on=d("2025-03-10"))

    def test_thirty_days_after_10_march_are_9_april(self):
        assert says("DI-007", Parcel(id="p"), "2025-04-09") == []
        parcel = Parcel(id="p", surveys=(self.SURVEY,))
        assert says("DI-007", parcel, "2025-04-09") == ["R1 upload: due 2025-04-09", "R1 publication: due 2025-04-09"]
        assert says("DI-007", parcel, "2025-04-10")[0] == "R1 upload: late 2025-04-09 1D(open)"

    def test_each_of_both_acts_counts(self):
        done = replace(self.SURVEY, uploaded_on=d("2025-04-09"), published_on=d("2025-04-11"))
        assert says("DI-007", Parcel(id="p", surveys=(done,)), "2025-05-06") == [
            "R1 upload: fulfilled 2025-04-09",
            "R1 publication: late 2025-04-09 2D",
        ]

    def test_risk_assessments_plans_and_evaluations_as_well(self):
        day = d("2025-03-10")
        parcel = Parcel(
            id="p",
            assessments=(Assessment(finished_on=day),),
            evaluations=(Evaluation(finished_on=day),),
            works=(Works(plan_finished_on=day),),
        )
        named = {one.about.rsplit(" ", 1)[0] for one in ask_all("DI-007", parcel, "2025-04-09")}
        assert named == {"risk assessment", "effect evaluation", "works plan"}

    def test_the_reminder_is_internal_and_a_period_of_the_province_a_parameter(self):
        parcel = Parcel(id="p", surveys=(self.SURVEY,))
        assert ask_all("DI-007", parcel, "2025-04-10")[0].label is Label.INTERNAL
        ten_days = setting("province.parcel_publish_days", "10D")
        found = ask_all("DI-007", parcel, "2025-04-10", parameters=ten_days)[0]
        assert (said(found), found.label) == ("late 2025-03-20 21D(open)", Label.PARAMETER)

    def test_it_rests_on_the_decree_from_1_july_2017(self):
        for finished, found in (("2017-05-31", 0), ("2017-06-01", 2)):
            parcel = Parcel(id="p", surveys=(Survey(finished_on=d(finished)),))
            assert len(says("DI-007", parcel, "2017-07-03")) == found


class TestDI008:
    """Discharge-permit regulation art. 23, Code art. 185: permit holders publish on the platform."""

    PERMITS = (Permit(issued_on=d("2025-02-10")),)

    def holder(self, *published: str) -> KeyUnit:
        disclosure = EnterpriseDisclosure(permit_information_on=tuple(map(d, published)))
        return KeyUnit(id="u", permits=self.PERMITS, disclosure=disclosure, as_of=d("2026-12-31"))

    def test_from_the_issue_of_the_permit_on_something_is_published(self):
        assert says("DI-008", self.holder(), "2025-02-09") == []
        assert says("DI-008", self.holder(), "2025-02-10") == ["missing"]
        assert says("DI-008", self.holder("2025-03-10"), "2025-03-09") == ["missing"]
        assert says("DI-008", self.holder("2025-03-10"), "2025-03-10") == ["fulfilled"]
        assert says("DI-008", self.holder("2025-02-09"), "2025-03-10") == ["missing"]

    def test_without_a_permit_nothing_is_owed_and_the_unknown_is_named(self):
        assert says("DI-008", discloser(), "2025-03-10") == []
        found = ask("DI-008", KeyUnit(id="u", permits=self.PERMITS), "2025-03-10")
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("permit_information_on",))

    def test_it_is_statutory_and_the_code_joins_on_15_august_2026(self):
        assert ask("DI-008", self.holder(), "2025-03-10").label is Label.STATUTORY
        assert cites("DI-008", self.holder(), "2026-08-14") == ["排污许可管理条例第23条"]
        assert "生态环境法典第185条" in cites("DI-008", self.holder(), "2026-08-15")


class TestDI009:
    """Zhongyuan plan, item 33: enterprises of key industries publish their pollutants; yearly as a reminder."""

    def published(self, *days: str, **facts: Any) -> KeyUnit:
        found = tuple(PollutantPublication(published_on=d(day)) for day in days)
        disclosure = EnterpriseDisclosure(**{"key_industry": True, "pollutants_published": found, **facts})
        return KeyUnit(id="u", place=ZHONGYUAN, disclosure=disclosure)

    def test_a_year_after_the_last_publication(self):
        assert says("DI-009", self.published(), "2026-03-10") == ["missing"]
        assert says("DI-009", self.published("2025-03-10"), "2026-03-10") == ["due 2026-03-10"]
        assert says("DI-009", self.published("2025-03-10"), "2026-03-11") == ["late 2026-03-10 1D(open)"]

    def test_other_industries_and_places_owe_none_and_key_units_do(self):
        assert says("DI-009", self.published(key_industry=False), "2026-03-10") == []
        assert says("DI-009", replace(self.published(), place=LIUCHENG), "2026-03-10") == []
        assert ask("DI-009", self.published(key_industry=None), "2026-03-10").occurrence.missing == ("key_industry",)
        assert ask("DI-009", unit(place=ZHONGYUAN), "2026-03-10").occurrence.missing == ("pollutants_published",)

    def test_it_is_internal_from_2018(self):
        assert ask("DI-009", self.published("2025-03-10"), "2026-03-11").label is Label.INTERNAL
        for published, found in (("2016-12-29", []), ("2017-01-03", ["late 2018-01-03 1D(open)"])):
            assert says("DI-009", self.published(published), "2018-01-04") == found
