"""What governments and their departments keep and report about parcels, clause by clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_land import (
    ClosedEnterprise,
    ClosurePlan,
    DetailedPlan,
    LandWork,
    ListVersion,
    Push,
    SafeUse,
    SpotCheck,
)
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, states


def body(*, place: str = "140404", level: Level | None = Level.COUNTY, **facts: Any) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, as_of=date(2031, 12, 31), land=LandWork(**facts))


class TestCL004:
    """Decree 42 arts. 2 and 12: the list of suspected sites kept up and uploaded (platform: every three months)."""

    @staticmethod
    def closed(*uploads: date, industry: str = "2511", **facts: Any) -> GovernmentBody:
        one = ClosedEnterprise(name="x", industry=industry, closed_on=date(2023, 11, 30), **facts)
        versions = tuple(ListVersion(version=str(day), uploaded_on=day) for day in uploads)
        return body(closed_enterprises=(one,), suspected_lists=versions)

    @pytest.mark.parametrize(
        ("on", "state", "late"),
        [
            (date(2024, 2, 28), State.PENDING, ""),
            (date(2024, 2, 29), State.DUE, ""),
            (date(2024, 3, 1), State.LATE, "1D(open)"),
        ],
    )
    def test_three_months_after_a_coking_plant_closed(self, on, state, late):
        found = ask("CL-004", self.closed(), on=on)
        assert (found.due, found.state, found.late, found.label) == (date(2024, 2, 29), state, late, Label.INTERNAL)

    def test_the_next_version_counts_from_the_last_upload(self):
        done, following = ask_all("CL-004", self.closed(date(2024, 2, 29)), on=date(2024, 3, 4))
        assert (done.state, following.due) == (State.FULFILLED, date(2024, 5, 29))

    @pytest.mark.parametrize("industry", ["32", "2511", "2614", "3360", "1910"])
    def test_the_named_industries(self, industry):
        assert ask("CL-004", self.closed(industry=industry), on=date(2024, 1, 5)).state is State.PENDING

    def test_others_only_where_they_handled_hazardous_waste(self):
        assert ask_all("CL-004", self.closed(industry="1711"), on=date(2024, 1, 5)) == []
        assert (
            ask("CL-004", self.closed(industry="1711", hazardous_waste=True), on=date(2024, 1, 5)).state
            is State.PENDING
        )
        assert ask("CL-004", self.closed(industry=""), on=date(2024, 1, 5)).occurrence.missing == ("industry",)
        assert ask_all("CL-004", body(), on=date(2024, 1, 5)) == []
        assert ask_all("CL-004", self.closed(), on=date(2023, 11, 29)) == []

    def test_the_decree_holds_from_july_2017(self):
        one = ClosedEnterprise(industry="2511", closed_on=date(2017, 3, 30))
        assert ask_all("CL-004", body(closed_enterprises=(one,)), on=date(2017, 8, 1)) == []
        one = ClosedEnterprise(industry="2511", closed_on=date(2017, 4, 5))
        found = ask("CL-004", body(closed_enterprises=(one,)), on=date(2017, 8, 1))
        assert cited(found) == "污染地块土壤环境管理办法（试行）第2条"


class TestCL012:
    """Law arts. 58 and 66, Code arts. 453 and 461: each change of the control list is published."""

    @staticmethod
    def changed(published: date | None = None, day: date = date(2024, 5, 6)) -> GovernmentBody:
        version = ListVersion(version="7", changed_on=day, published_on=published)
        return body(place="140000", level=Level.PROVINCE, control_lists=(version,))

    def test_on_the_day_of_the_change(self):
        assert ask("CL-012", self.changed(), on=date(2024, 5, 6)).state is State.DUE
        found = ask("CL-012", self.changed(), on=date(2024, 5, 7))
        assert (found.about, found.due, found.late) == ("7", date(2024, 5, 6), "1D(open)")
        assert found.label is Label.STATUTORY
        assert ask("CL-012", self.changed(date(2024, 5, 8)), on=date(2024, 6, 1)).late == "2D"
        assert ask_all("CL-012", self.changed(), on=date(2024, 5, 5)) == []

    def test_the_code_takes_over(self):
        old, new = date(2026, 8, 14), date(2026, 8, 15)
        assert cited(ask("CL-012", self.changed(old, old), on=date(2026, 9, 1))) == "土壤污染防治法第58条第2款"
        assert cited(ask("CL-012", self.changed(new, new), on=date(2026, 9, 1))) == "生态环境法典第453条第2款"


class TestCL037:
    """Law art. 17, Code art. 404, draft guide 2024: the watch list (platform: every six months, pushes in 30 days)."""

    def test_the_list_comes_round_every_half_year(self):
        one = ClosedEnterprise(closed_on=date(2023, 8, 31))
        found = ask("CL-037", body(closed_enterprises=(one,)), on=date(2024, 3, 1))
        assert (found.about, found.due, found.late) == ("list", date(2024, 2, 29), "1D(open)")
        assert found.label is Label.INTERNAL
        kept = body(closed_enterprises=(one,), watch_lists=(ListVersion(changed_on=date(2024, 2, 29)),))
        assert [one.due for one in ask_all("CL-037", kept, on=date(2024, 3, 1))] == [
            date(2024, 2, 29),
            date(2024, 8, 29),
        ]

    @staticmethod
    def pushed(**facts: Any) -> GovernmentBody:
        return body(pushes=(Push(id="x", pushed_on=date(2024, 3, 29), **facts),))

    def test_a_push_is_settled_in_thirty_days(self):
        _, push = ask_all("CL-037", self.pushed(), on=date(2024, 4, 29))
        assert (push.about, push.due, push.late) == ("x", date(2024, 4, 28), "1D(open)")
        reasoned = self.pushed(verified_on=date(2024, 4, 28), exclusion_reason="never produced")
        assert ask_all("CL-037", reasoned, on=date(2024, 5, 6))[1].state is State.FULFILLED
        silent = ask_all("CL-037", self.pushed(verified_on=date(2024, 4, 8)), on=date(2024, 4, 10))[1]
        assert (silent.state, silent.occurrence.missing) == (State.PENDING, ("entered_on", "exclusion_reason"))

    def test_what_was_entered_is_monitored(self):
        entered = self.pushed(verified_on=date(2024, 4, 8), entered_on=date(2024, 4, 8))
        assert states(ask_all("CL-037", entered, on=date(2024, 5, 6))[1:]) == [
            ("x", State.FULFILLED),
            ("x monitoring", State.MISSING),
        ]

    def test_nothing_closed_nothing_watched_and_the_code_takes_over(self):
        assert ask_all("CL-037", body(), on=date(2024, 3, 1)) == []
        assert ask_all("CL-037", self.pushed(), on=date(2024, 3, 28)) == []
        for day, article in ((date(2026, 2, 14), "土壤污染防治法第17条"), (date(2026, 2, 24), "生态环境法典第404条")):
            one = ClosedEnterprise(closed_on=day)
            assert cited(ask("CL-037", body(closed_enterprises=(one,)), on=date(2026, 8, 1))) == article


class TestCL040:
    """Gaoping 2019 no. 11, Shanxi 2021 no. 7: lists checked and the ecology department heard before submission."""

    @staticmethod
    def drafted(submitted: date | None = date(2021, 9, 6), **facts: Any) -> GovernmentBody:
        return body(detailed_plans=(DetailedPlan(id="D1", submitted_on=submitted, **facts),))

    def test_all_three_by_the_day_before(self):
        found = ask("CL-040", self.drafted(), on=date(2021, 9, 6))
        assert (found.about, found.due, found.late, found.label) == ("D1", date(2021, 9, 5), "1D(open)", Label.PLAN)
        assert found.occurrence.missing == ("lists_checked_on", "consulted_on", "replied_on")
        day = date(2021, 9, 5)
        done = self.drafted(lists_checked_on=date(2021, 8, 2), consulted_on=date(2021, 8, 9), replied_on=day)
        assert ask("CL-040", done, on=date(2021, 9, 6)).state is State.FULFILLED

    def test_a_plan_without_a_day_stands_and_none_owes_nothing(self):
        assert ask("CL-040", self.drafted(None), on=date(2021, 9, 6)).state is State.TRIGGERED
        assert ask_all("CL-040", body(), on=date(2021, 9, 6)) == []

    def test_shanxis_plan_held_from_22_june_to_the_end_of_2021(self):
        assert ask_all("CL-040", self.drafted(date(2021, 6, 22)), on=date(2021, 8, 1)) == []
        found = ask("CL-040", self.drafted(date(2021, 6, 23)), on=date(2022, 1, 1))
        assert (found.historical, cited(found)) == (True, "山西省土壤污染防治2021年行动计划第7条")


class TestCL042:
    """Shanxi 2021 no. 9: suspected and contaminated parcels in the one-map (platform: every three months)."""

    @staticmethod
    def mapped(*days: date, **facts: Any) -> GovernmentBody:
        first = ListVersion(changed_on=date(2021, 6, 30))
        return body(suspected_lists=(first,), one_map_updates=days, **facts)

    def test_three_months_after_the_list_and_again(self):
        found = ask("CL-042", self.mapped(), on=date(2021, 10, 1))
        assert (found.due, found.late, found.label) == (date(2021, 9, 30), "1D(open)", Label.INTERNAL)
        done, following = ask_all("CL-042", self.mapped(date(2021, 9, 30)), on=date(2021, 11, 1))
        assert (done.state, following.due) == (State.FULFILLED, date(2021, 12, 30))

    def test_parcels_without_an_outline_are_named_and_no_list_no_layer(self):
        found = ask("CL-042", self.mapped(parcels_without_outline=2), on=date(2021, 8, 1))
        assert found.occurrence.missing == ("parcels_without_outline",)
        assert ask_all("CL-042", body(), on=date(2021, 10, 1)) == []
        assert ask_all("CL-042", self.mapped(), on=date(2021, 6, 29)) == []

    def test_the_plan_ended_with_2021(self):
        assert not ask("CL-042", self.mapped(), on=date(2021, 12, 31)).historical
        found = ask("CL-042", self.mapped(), on=date(2022, 1, 1))
        assert (found.historical, cited(found)) == (True, "山西省土壤污染防治2021年行动计划第9条")


class TestCL043:
    """Shanxi 2021 no. 7: every city has its rules on access of land (duty list: by the end of 2021)."""

    @staticmethod
    def city(issued: date | None = None, level: Level | None = Level.CITY, place: str = "140400", **facts: Any) -> Any:
        return body(place=place, level=level, access_rules_issued_on=issued, **facts)

    def test_by_31_december_2021(self):
        assert ask("CL-043", self.city(), on=date(2021, 12, 31)).state is State.DUE
        found = ask("CL-043", self.city(), on=date(2022, 1, 1))
        assert (found.due, found.late, found.label) == (date(2021, 12, 31), "1D(open)", Label.PLAN)
        issued = self.city(date(2021, 12, 31))
        done = ask("CL-043", issued, on=date(2022, 1, 1))
        assert (done.state, done.occurrence.missing) == (State.FULFILLED, ("access_rules_number",))

    def test_cities_in_shanxi_alone(self):
        assert ask_all("CL-043", self.city(level=Level.COUNTY), on=date(2022, 1, 1)) == []
        assert ask_all("CL-043", self.city(place="450200"), on=date(2022, 1, 1)) == []
        assert ask("CL-043", self.city(level=None), on=date(2021, 10, 1)).occurrence.missing == ("level",)

    def test_the_plan_ended_with_2021(self):
        assert not ask("CL-043", self.city(), on=date(2021, 12, 31)).historical
        assert ask("CL-043", self.city(), on=date(2022, 1, 1)).historical


class TestCL057:
    """Notice 2022 no. 17, Shangdang 2022 no. 7: reports are sampled (platform: yearly)."""

    @staticmethod
    def sampled(
        *days: date, level: Level | None = Level.COUNTY, first: date | None = date(2023, 3, 6)
    ) -> GovernmentBody:
        checks = tuple(SpotCheck(checked_on=day) for day in days)
        return body(place="450222", level=level, first_report_passed_on=first, spot_checks=checks)

    def test_a_year_after_the_first_report_and_again(self):
        found = ask("CL-057", self.sampled(), on=date(2024, 3, 7))
        assert (found.due, found.late, found.label) == (date(2024, 3, 6), "1D(open)", Label.INTERNAL)
        done, following = ask_all("CL-057", self.sampled(date(2024, 3, 6)), on=date(2024, 4, 1))
        assert (done.state, following.due) == (State.FULFILLED, date(2025, 3, 6))

    def test_counties_and_cities_with_reports(self):
        assert ask_all("CL-057", self.sampled(level=Level.PROVINCE), on=date(2024, 3, 7)) == []
        assert ask_all("CL-057", self.sampled(first=None), on=date(2024, 3, 7)) == []
        assert ask("CL-057", self.sampled(level=None), on=date(2024, 3, 7)).occurrence.missing == ("level",)

    def test_the_notice_holds_from_7_july_2022(self):
        assert ask_all("CL-057", self.sampled(first=date(2021, 7, 6)), on=date(2022, 7, 10)) == []
        found = ask("CL-057", self.sampled(first=date(2021, 7, 7)), on=date(2022, 7, 10))
        assert cited(found) == "公告2022年第17号质量控制技术规定"


class TestCL058:
    """Decree 42 art. 31: cities report by 31 December, provinces by 31 January after the year."""

    @staticmethod
    def reporting(level: Level | None, *records: Yearly, known_since: date = date(2024, 1, 1)) -> GovernmentBody:
        return replace(body(place="450200", level=level, yearly_reports=records), known_since=known_since)

    def test_a_city_by_the_end_of_the_year(self):
        assert ask("CL-058", self.reporting(Level.CITY), on=date(2024, 12, 30)).state is State.PENDING
        found = ask("CL-058", self.reporting(Level.CITY), on=date(2024, 12, 31))
        assert (found.about, found.due, found.state, found.label) == (
            "2024",
            date(2024, 12, 31),
            State.DUE,
            Label.STATUTORY,
        )
        late = self.reporting(Level.CITY, Yearly(2024, date(2024, 12, 31)))
        assert ask("CL-058", late, on=date(2024, 12, 31)).state is State.FULFILLED

    def test_a_report_that_was_not_made_stays_late_after_new_year(self):
        late = {one.about: one.late for one in ask_all("CL-058", self.reporting(Level.CITY), on=date(2025, 1, 2))}
        assert late == {"2024": "2D(open)", "2025": ""}

    def test_a_province_a_month_later(self):
        found = ask("CL-058", self.reporting(Level.PROVINCE), on=date(2025, 2, 1))
        assert (found.about, found.due, found.late) == ("2024", date(2025, 1, 31), "1D(open)")
        done = self.reporting(Level.PROVINCE, Yearly(2024, date(2025, 1, 31)))
        assert ask("CL-058", done, on=date(2025, 2, 1)).state is State.FULFILLED

    def test_a_county_does_not_report_and_what_is_not_known_is_asked_for(self):
        assert ask_all("CL-058", self.reporting(Level.COUNTY), on=date(2024, 12, 31)) == []
        assert ask("CL-058", self.reporting(None), on=date(2024, 12, 31)).occurrence.missing == ("level",)
        silent = body(level=Level.CITY)
        assert ask("CL-058", silent, on=date(2024, 12, 31)).occurrence.missing == ("yearly_reports",)

    def test_the_decree_holds_from_july_2017(self):
        early = self.reporting(Level.PROVINCE, known_since=date(2016, 1, 1))
        assert ask_all("CL-058", early, on=date(2017, 2, 1)) == []
        found = ask("CL-058", self.reporting(Level.CITY, known_since=date(2017, 1, 1)), on=date(2017, 12, 31))
        assert cited(found) == "污染地块土壤环境管理办法（试行）第31条"


class TestCL059:
    """Zhongyuan 2018 part 2, State plan 2016: contaminated parcels used safely."""

    @staticmethod
    def counted(year: int, due: int | None, safe: int | None, place: str = "410102") -> GovernmentBody:
        return body(place=place, safe_use=(SafeUse(year=year, due=due, safe=safe),))

    @pytest.mark.parametrize(
        ("due", "safe", "state"),
        [(23, 21, State.FULFILLED), (23, 20, State.MISSING), (100, 90, State.MISSING), (100, 91, State.FULFILLED)],
    )
    def test_ninety_one_of_a_hundred_in_zhongyuan_by_the_end_of_2020(self, due, safe, state):
        found = ask_all("CL-059", self.counted(2020, due, safe), on=date(2021, 1, 1))[0]
        assert (found.about, found.due, found.state, found.label) == ("2020", date(2020, 12, 31), state, Label.PLAN)

    def test_the_shortfall_is_told_in_parcels(self):
        found = ask_all("CL-059", self.counted(2020, 23, 20), on=date(2020, 12, 31))[0]
        assert (found.state, found.occurrence.remark.what("en")) == (
            State.DUE,
            "Target not reached: 20/23, wanted 21/23",
        )
        unknown = ask_all("CL-059", self.counted(2020, 23, None), on=date(2021, 1, 1))[0]
        assert (unknown.state, unknown.occurrence.missing) == (State.HUMAN_REVIEW, ("safe",))

    @pytest.mark.parametrize(("safe", "state"), [(18, State.MISSING), (19, State.FULFILLED)])
    def test_ninety_five_of_a_hundred_by_the_end_of_2030_everywhere(self, safe, state):
        found = ask("CL-059", self.counted(2030, 20, safe, place="450222"), on=date(2031, 1, 1))
        assert (found.due, found.state, found.label) == (date(2030, 12, 31), state, Label.INTERNAL)
        own = ask_all("CL-059", self.counted(2030, 20, safe), on=date(2030, 12, 30))[1]
        assert (own.state, own.label) == (State.PENDING, Label.PLAN)


class TestCL061:
    """Zhongyuan 2018 no. 19: departments are told of closures (platform: in 15 days)."""

    @staticmethod
    def planned(notified: date | None = None, day: date = date(2019, 3, 4), place: str = "410102") -> GovernmentBody:
        plan = ClosurePlan(id="c", drawn_up_on=day, notified_on=notified)
        return body(place=place, closure_plans=(plan,))

    def test_in_fifteen_days(self):
        found = ask("CL-061", self.planned(), on=date(2019, 3, 20))
        assert (found.about, found.due, found.late, found.label) == (
            "c",
            date(2019, 3, 19),
            "1D(open)",
            Label.INTERNAL,
        )
        assert ask("CL-061", self.planned(date(2019, 3, 19)), on=date(2019, 4, 1)).state is State.FULFILLED

    def test_in_zhongyuan_from_2018_on(self):
        assert ask_all("CL-061", self.planned(place="140404"), on=date(2019, 3, 20)) == []
        assert ask_all("CL-061", self.planned(), on=date(2019, 3, 3)) == []
        assert ask_all("CL-061", self.planned(day=date(2017, 12, 14)), on=date(2018, 2, 1)) == []
        found = ask("CL-061", self.planned(day=date(2018, 1, 4)), on=date(2018, 2, 1))
        assert cited(found) == "郑州市中原区土壤污染防治工作方案第19条"
