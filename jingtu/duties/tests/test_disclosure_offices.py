"""Duties of disclosure, clause by clause: of offices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_disclosure import (
    DisclosureWork,
    EnterpriseList,
    PollutionReport,
    PublicInformation,
    ReviewYear,
    YearlyPublication,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_key_units import (
    GAOPING,
    LIUCHENG,
    SHANGDANG,
    ZHONGYUAN,
    ask,
    ask_all,
    cites,
    d,
    said,
    says,
    setting,
)

DECREE_24 = "企业环境信息依法披露管理办法"


def office(level: Level | None = Level.COUNTY, place: str = "", **work: Any) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, disclosure=DisclosureWork(**work))


class TestDI001:
    """Law art. 81, Code art. 407: soil information is published; 20 working days are a reminder."""

    FORMED = PublicInformation(kind="penalty", formed_on=d("2025-03-03"))

    def test_twenty_working_days_after_3_march_are_31_march(self):
        assert says("DI-001", office(), "2025-03-31") == []
        formed = office(
            information=(self.FORMED,),
        )
        assert says("DI-001", formed, "2025-03-31") == ["penalty: due 2025-03-31"]
        assert says("DI-001", formed, "2025-04-01") == ["penalty: late 2025-03-31 1WD(open)"]

    @pytest.mark.parametrize(
        ("published", "told"), [("2025-03-31", "fulfilled 2025-03-31"), ("2025-04-02", "late 2025-03-31 2WD")]
    )
    def test_published_on_the_last_day_is_in_time(self, published, told):
        found = replace(self.FORMED, published_on=d(published))
        assert says("DI-001", office(information=(found,)), "2025-05-06") == [f"penalty: {told}"]

    def test_it_is_internal_and_the_code_takes_over_on_15_august_2026(self):
        assert ask("DI-001", office(information=(self.FORMED,)), "2025-04-01").label is Label.INTERNAL
        old, new = (office(information=(PublicInformation(formed_on=d(day)),)) for day in ("2026-07-17", "2026-07-20"))
        assert (said(ask("DI-001", old, "2026-08-14")), cites("DI-001", old, "2026-08-14")) == (
            "due 2026-08-14",
            ["土壤污染防治法第81条"],
        )
        assert cites("DI-001", new, "2026-08-17") == ["生态环境法典第407条"]


class TestDI003:
    """Decree 24 art. 9: cities settle the list by the end of March, after a notice of ten working days."""

    LIST = EnterpriseList(
        year=2025, notice_from=d("2025-03-10"), notice_until=d("2025-03-21"), published_on=d("2025-03-31")
    )

    def test_it_concerns_cities(self):
        assert says("DI-003", office(Level.COUNTY, enterprises=()), "2025-03-31") == []
        assert says("DI-003", office(Level.PROVINCE, enterprises=()), "2025-03-31") == []
        assert ask("DI-003", office(None, enterprises=()), "2025-03-31").occurrence.missing == ("level",)
        assert ask("DI-003", office(Level.CITY), "2025-03-31").occurrence.missing == ("enterprises",)

    def test_31_march_is_the_last_day(self):
        assert says("DI-003", office(Level.CITY, enterprises=()), "2025-03-31") == ["2025: due 2025-03-31"]
        assert says("DI-003", office(Level.CITY, enterprises=()), "2025-04-01") == ["2025: late 2025-03-31 1D(open)"]

    def test_a_list_published_that_day_after_ten_working_days_fulfils_both(self):
        assert says("DI-003", office(Level.CITY, enterprises=(self.LIST,)), "2025-04-10") == [
            "2025: fulfilled 2025-03-31",
            "2025 notice: fulfilled 2025-03-31",
        ]

    def test_nine_working_days_are_too_few(self):
        short = office(Level.CITY, enterprises=(replace(self.LIST, notice_until=d("2025-03-20")),))
        assert ask_all("DI-003", short, "2025-03-31")[1].state is State.DUE
        notice = ask_all("DI-003", short, "2025-04-01")[1]
        assert notice.state is State.MISSING
        assert notice.occurrence.remark is not None
        assert notice.occurrence.remark.values == {"reached": "9 WD", "wanted": "10 WD"}

    def test_lists_of_years_before_are_asked_for_as_far_back_as_the_facts_go(self):
        city = GovernmentBody(
            id="g", level=Level.CITY, known_since=d("2024-01-01"), disclosure=DisclosureWork(enterprises=())
        )
        assert says("DI-003", city, "2025-03-31") == ["2024: late 2024-03-31 365D(open)", "2025: due 2025-03-31"]

    def test_a_notice_that_is_not_known_is_for_a_person(self):
        bare = office(Level.CITY, enterprises=(replace(self.LIST, notice_until=None),))
        notice = ask_all("DI-003", bare, "2025-04-10")[1]
        assert (notice.state, notice.occurrence.missing) == (State.HUMAN_REVIEW, ("notice_from", "notice_until"))

    def test_it_is_statutory_from_8_february_2022(self):
        assert ask("DI-003", office(Level.CITY, enterprises=()), "2025-04-01").label is Label.STATUTORY
        assert says("DI-003", office(Level.CITY, enterprises=()), "2021-04-01") == []
        assert cites("DI-003", office(Level.CITY, enterprises=()), "2022-03-31") == [f"{DECREE_24}第9条"]


class TestDI006:
    """Shanxi plan 2021, item 10, Liucheng plan 2023 (4) 4: results of reviews published, by a reminder each year."""

    def test_the_last_day_of_the_year(self):
        body = office(place=LIUCHENG, reviews=())
        assert says("DI-006", body, "2023-12-31") == ["2023: due 2023-12-31"]
        done = office(place=LIUCHENG, reviews=(ReviewYear(year=2023, published_on=d("2023-12-31")),))
        assert says("DI-006", done, "2023-12-31") == ["2023: fulfilled 2023-12-31"]

    def test_elsewhere_or_where_nothing_passed_review_nothing_is_owed(self):
        assert says("DI-006", office(place=ZHONGYUAN, reviews=()), "2023-12-31") == []
        none = office(place=LIUCHENG, reviews=(ReviewYear(year=2023, passed=()),))
        assert says("DI-006", none, "2023-12-31") == []

    def test_a_year_without_a_plan_owes_nothing(self):
        body = office(place=LIUCHENG, reviews=())
        assert says("DI-006", body, "2022-12-31") == []
        assert says("DI-006", body, "2024-12-31") == ["2023: late 2023-12-31 366D(open)"]

    def test_reviews_that_are_not_known_are_named(self):
        assert ask("DI-006", office(place=LIUCHENG), "2023-12-31").occurrence.missing == ("reviews",)

    def test_it_is_internal_and_history_once_the_plan_has_ended(self):
        body = office(place=SHANGDANG, reviews=())
        found = ask("DI-006", body, "2021-12-31")
        assert (said(found), found.label, found.historical) == ("due 2021-12-31", Label.INTERNAL, False)
        assert ask("DI-006", body, "2022-01-01").historical


class TestDI010:
    """Shanxi plan 2021, guarantee 3: a soil bulletin in good time; yearly as a reminder, in principle."""

    def test_a_year_after_the_last_bulletin(self):
        body = office(place=SHANGDANG, bulletins=(YearlyPublication(year=2019, published_on=d("2020-12-28")),))
        assert says("DI-010", body, "2021-12-28") == ["due 2021-12-28"]
        found = ask("DI-010", body, "2021-12-29")
        assert (said(found), found.occurrence.soft, found.label) == ("late 2021-12-28 1D(open)", True, Label.INTERNAL)

    def test_elsewhere_nothing_arises_and_the_unknown_is_named(self):
        assert says("DI-010", office(place=ZHONGYUAN, bulletins=()), "2021-12-28") == []
        assert ask("DI-010", office(place=SHANGDANG), "2021-12-28").occurrence.missing == ("bulletins",)
        assert says("DI-010", office(place=SHANGDANG, bulletins=()), "2021-12-28") == ["missing"]

    def test_it_is_history_once_the_plan_has_ended(self):
        body = office(place=SHANGDANG, bulletins=())
        assert not ask("DI-010", body, "2021-12-31").historical
        assert ask("DI-010", body, "2022-01-01").historical


class TestDI011:
    """Gaoping plan 2019, part 3: public notice of the soil work; yearly as a reminder."""

    def test_a_year_after_the_last_notice(self):
        body = office(place=GAOPING, notices=(YearlyPublication(year=2018, published_on=d("2018-12-10")),))
        assert says("DI-011", body, "2019-12-10") == ["due 2019-12-10"]
        found = ask("DI-011", body, "2019-12-11")
        assert (said(found), found.occurrence.soft, found.label) == ("late 2019-12-10 1D(open)", False, Label.INTERNAL)

    def test_elsewhere_nothing_arises_and_the_unknown_is_named(self):
        assert says("DI-011", office(place=SHANGDANG, notices=()), "2019-12-10") == []
        assert ask("DI-011", office(place=GAOPING), "2019-12-10").occurrence.missing == ("notices",)

    def test_no_round_falls_due_after_the_plan_has_ended(self):
        body = office(place=GAOPING, notices=(YearlyPublication(year=2019, published_on=d("2019-12-10")),))
        assert says("DI-011", body, "2020-12-11") == []

    def test_it_is_history_once_the_plan_has_ended(self):
        assert not ask("DI-011", office(place=GAOPING, notices=()), "2019-12-31").historical
        assert ask("DI-011", office(place=GAOPING, notices=()), "2020-01-01").historical


class TestDI012:
    """Law art. 84, Code arts. 145, 146: reports dealt with, named reporters told; 60 days are a reminder."""

    REPORT = PollutionReport(id="C1", received_on=d("2025-03-10"))

    def test_sixty_days_after_10_march_are_9_may(self):
        assert says("DI-012", office(), "2025-05-09") == []
        received = office(pollution_reports=(self.REPORT,))
        assert says("DI-012", received, "2025-05-09") == ["C1: due 2025-05-09"]
        assert says("DI-012", received, "2025-05-10") == ["C1: late 2025-05-09 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2025-05-09", "fulfilled 2025-05-09"), ("2025-05-12", "late 2025-05-09 3D")]
    )
    def test_decided_on_the_last_day_is_in_time(self, done, told):
        report = replace(self.REPORT, decided_on=d(done))
        assert says("DI-012", office(pollution_reports=(report,)), "2025-06-03") == [f"C1: {told}"]

    def test_one_who_gave_a_name_is_told_of_the_result(self):
        named = replace(self.REPORT, named=True, decided_on=d("2025-05-06"))
        assert says("DI-012", office(pollution_reports=(named,)), "2025-05-06")[1:] == ["C1 feedback: missing"]
        told = replace(named, fed_back_on=d("2025-05-08"))
        assert says("DI-012", office(pollution_reports=(told,)), "2025-05-08")[1:] == ["C1 feedback: fulfilled"]

    def test_the_reminder_is_internal_and_a_period_of_the_province_a_parameter(self):
        received = office(pollution_reports=(self.REPORT,))
        assert ask("DI-012", received, "2025-05-10").label is Label.INTERNAL
        found = ask("DI-012", received, "2025-05-10", parameters=setting("province.complaint_handling_days", "15WD"))
        assert (said(found), found.label) == ("late 2025-03-31 26WD(open)", Label.PARAMETER)

    def test_the_code_takes_over_on_15_august_2026(self):
        old, new = (
            office(pollution_reports=(PollutionReport(received_on=d(day)),)) for day in ("2026-06-15", "2026-06-18")
        )
        assert cites("DI-012", old, "2026-08-14") == ["土壤污染防治法第84条"]
        assert cites("DI-012", new, "2026-08-17") == ["生态环境法典第145条", "生态环境法典第146条"]


class TestDI013:
    """Zhongyuan plan, item 33 (not confirmed): verified reports are rewarded; 60 days are a reminder."""

    REPORT = PollutionReport(id="C1", verified_on=d("2025-03-10"))

    def test_sixty_days_after_10_march_are_9_may(self):
        unverified = office(place=ZHONGYUAN, pollution_reports=(PollutionReport(id="C1"),))
        assert says("DI-013", unverified, "2025-05-09") == []
        verified = office(place=ZHONGYUAN, pollution_reports=(self.REPORT,))
        assert says("DI-013", verified, "2025-05-09") == ["C1: due 2025-05-09"]
        assert says("DI-013", verified, "2025-05-10") == ["C1: late 2025-05-09 1D(open)"]
        assert says("DI-013", replace(verified, place=LIUCHENG), "2025-05-10") == []

    def test_paid_on_the_last_day_is_in_time(self):
        for paid, told in (("2025-05-09", "fulfilled 2025-05-09"), ("2025-05-12", "late 2025-05-09 3D")):
            report = replace(self.REPORT, reward_paid_on=d(paid))
            assert says("DI-013", office(place=ZHONGYUAN, pollution_reports=(report,)), "2025-06-03") == [f"C1: {told}"]

    def test_the_reminder_is_internal_and_a_period_of_the_city_a_parameter(self):
        verified = office(place=ZHONGYUAN, pollution_reports=(self.REPORT,))
        assert ask("DI-013", verified, "2025-05-10").label is Label.INTERNAL
        found = ask("DI-013", verified, "2025-05-10", parameters=setting("city.reward_days", "30D"))
        assert (said(found), found.label) == ("late 2025-04-09 31D(open)", Label.PARAMETER)

    def test_it_rests_on_the_plan_from_2018(self):
        for verified, found in (("2017-10-30", 0), ("2017-10-31", 1)):
            report = PollutionReport(verified_on=d(verified))
            assert len(says("DI-013", office(place=ZHONGYUAN, pollution_reports=(report,)), "2018-01-02")) == found
