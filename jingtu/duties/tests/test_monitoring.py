"""Census, detailed survey, monitoring network and shared data, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.farmland_unit import FarmlandUnit, MonitoringGround
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_monitoring import KeyIndustrySite, MonitoringWork, NetworkPoint, SharedTable
from jingtu.duties.facts.monitoring_point import MonitoringPoint, PointNetwork
from jingtu.duties.monitoring import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, remark, states
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


def body(place: str, level: Level | None = Level.COUNTY, **work: Any) -> GovernmentBody:
    return GovernmentBody(id="g", place=place, level=level, as_of=AS_OF, monitoring=MonitoringWork(**work))


def around(duty: str, facts: Any, *days: date) -> list[tuple[State, str]]:
    """State and lateness on each of some days."""
    found = [asked(DUTIES, duty, facts, on=on) for on in days]
    return [(one.state, one.late) for one in found]


class TestSM001:
    """Law art. 14, Code art. 401: a census at least every ten years."""

    ONCE = body("140000", Level.PROVINCE, censuses_on=(date(2014, 4, 17),))

    def test_never_finished_is_missing_and_not_known_is_triggered(self):
        assert asked(DUTIES, "SM-001", body("140000", censuses_on=()), on=date(2024, 1, 1)).state is State.MISSING
        unknown = asked(DUTIES, "SM-001", body("140000"), on=date(2024, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("censuses_on",))

    def test_ten_years_after_17_april_2014(self):
        days = (date(2024, 4, 16), date(2024, 4, 17), date(2024, 4, 18))
        assert around("SM-001", self.ONCE, *days) == [
            (State.PENDING, ""),
            (State.DUE, ""),
            (State.LATE, "1D(open)"),
        ]
        assert asked(DUTIES, "SM-001", self.ONCE, on=days[1]).label is Label.STATUTORY

    def test_a_census_on_the_last_day_is_in_time(self):
        twice = body("140000", censuses_on=(date(2014, 4, 17), date(2024, 4, 17)))
        assert asked_all(DUTIES, "SM-001", twice, on=date(2025, 1, 1))[0].state is State.FULFILLED

    def test_the_law_begins_with_2019_and_the_code_on_15_august_2026(self):
        none = body("140000", censuses_on=())
        assert asked_all(DUTIES, "SM-001", none, on=date(2018, 12, 31)) == []
        before, after = (asked(DUTIES, "SM-001", none, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第14条"], ["生态环境法典第401条"])


class TestSM002:
    """Gaoping 2019 art. 1: data of key-industry land collected and screened, sampling started by the end of 2019."""

    DONE, NEXT_DAY = date(2019, 12, 31), date(2020, 1, 1)

    @classmethod
    def gaoping(cls, *days: date | None, **known: Any) -> GovernmentBody:
        sites = tuple(KeyIndustrySite(id="s", collected_on=day, screened_on=day) for day in days)
        return body("140581", key_industry_sites=sites, **known)

    def test_other_places_owe_none(self):
        assert asked_all(DUTIES, "SM-002", body("140404"), on=self.DONE) == []

    @pytest.mark.parametrize(
        ("on", "state"),
        [(date(2019, 12, 30), State.PENDING), (DONE, State.DUE), (NEXT_DAY, State.LATE)],
    )
    def test_each_of_the_three_is_due_on_31_december_2019(self, on, state):
        found = asked_all(DUTIES, "SM-002", self.gaoping(self.DONE, None), on=on)
        assert states(found) == dict.fromkeys(("collection", "screening", "sampling"), state)
        assert {one.late for one in found} == {"1D(open)" if state is State.LATE else ""}
        assert {one.label for one in found} == {Label.PLAN}

    @pytest.mark.parametrize(("last", "late"), [(DONE, ""), (NEXT_DAY, "1D")])
    def test_the_last_site_counts(self, last, late):
        done = self.gaoping(date(2019, 7, 1), last, sampling_started_on=last)
        assert {one.late for one in asked_all(DUTIES, "SM-002", done, on=date(2020, 6, 1))} == {late}

    def test_sites_that_are_not_known_are_asked(self):
        for nothing in (body("140581"), self.gaoping()):
            found = asked_all(DUTIES, "SM-002", nothing, on=self.DONE)[0]
            assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("key_industry_sites",))

    def test_the_plan_ends_with_2019(self):
        assert not asked_all(DUTIES, "SM-002", self.gaoping(None), on=self.DONE)[0].historical
        assert asked_all(DUTIES, "SM-002", self.gaoping(None), on=self.NEXT_DAY)[0].historical


class TestSM003:
    """Zhongyuan art. 1: pollution of farmland found out by the end of 2018, suspected sites by the end of 2020."""

    def test_other_places_owe_none(self):
        assert asked_all(DUTIES, "SM-003", body("140404"), on=date(2019, 1, 1)) == []

    @pytest.mark.parametrize(
        ("on", "farmland", "sites"),
        [
            (date(2018, 12, 30), State.PENDING, State.PENDING),
            (date(2018, 12, 31), State.DUE, State.PENDING),
            (date(2019, 1, 1), State.LATE, State.PENDING),
            (date(2020, 12, 31), State.LATE, State.DUE),
            (date(2021, 1, 1), State.LATE, State.LATE),
        ],
    )
    def test_each_has_its_day(self, on, farmland, sites):
        found = asked_all(DUTIES, "SM-003", body("410102"), on=on)
        assert states(found) == {"farmland": farmland, "sites": sites}

    def test_done_on_the_last_day_is_in_time_and_the_day_after_is_not(self):
        in_time = body("410102", farmland_known_on=date(2018, 12, 31), sites_known_on=date(2020, 12, 31))
        late = body("410102", farmland_known_on=date(2019, 1, 1), sites_known_on=date(2021, 1, 1))
        assert [one.late for one in asked_all(DUTIES, "SM-003", in_time, on=date(2022, 1, 1))] == ["", ""]
        found = asked_all(DUTIES, "SM-003", late, on=date(2022, 1, 1))
        assert [one.late for one in found] == ["1D", "1D"]
        assert (found[0].label, articles(found[0])) == (Label.PLAN, ["郑州市中原区土壤污染防治工作方案第1条"])


class TestSM004:
    """Shanxi 2021 art. 1: the detailed survey wrapped up by the end of 2021."""

    PROVINCE = body("140000", Level.PROVINCE)

    def test_counties_and_other_provinces_owe_none(self):
        assert asked_all(DUTIES, "SM-004", body("140404"), on=date(2021, 12, 31)) == []
        assert asked_all(DUTIES, "SM-004", body("410100", Level.CITY), on=date(2021, 12, 31)) == []

    def test_an_unknown_level_is_asked(self):
        assert asked(DUTIES, "SM-004", body("140400", None), on=date(2021, 12, 31)).occurrence.missing == ("level",)

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            (date(2021, 12, 30), State.PENDING),
            (date(2021, 12, 31), State.DUE),
            (date(2022, 1, 1), State.LATE),
        ],
    )
    def test_the_province_has_two_results_and_a_city_one(self, on, state):
        found = asked_all(DUTIES, "SM-004", self.PROVINCE, on=on)
        assert states(found) == {"farmland": state, "to_ministry": state}
        city = asked(DUTIES, "SM-004", body("140400", Level.CITY), on=on)
        assert (city.about, city.state, city.label) == ("to_province", state, Label.PLAN)

    @pytest.mark.parametrize(("sent", "late"), [(date(2021, 12, 31), ""), (date(2022, 1, 1), "1D")])
    def test_sent_on_the_last_day_is_in_time(self, sent, late):
        city = body("140400", Level.CITY, results_sent_to_province_on=sent)
        assert asked(DUTIES, "SM-004", city, on=date(2022, 6, 1)).late == late
        province = body("140000", Level.PROVINCE, farmland_survey_accepted_on=sent, results_sent_to_ministry_on=sent)
        assert [one.late for one in asked_all(DUTIES, "SM-004", province, on=date(2022, 6, 1))] == [late, late]

    def test_the_plan_ends_with_2021(self):
        assert not asked_all(DUTIES, "SM-004", self.PROVINCE, on=date(2021, 12, 31))[0].historical
        assert asked_all(DUTIES, "SM-004", self.PROVINCE, on=date(2022, 1, 1))[0].historical


def network(kind: PointNetwork, count: int, uploaded_on: date | None) -> tuple[NetworkPoint, ...]:
    return tuple(
        NetworkPoint(id=str(number), network=kind, sampled_on=date(2021, 7, 1), uploaded_on=uploaded_on)
        for number in range(count)
    )


@pytest.mark.parametrize("level", [Level.COUNTY, Level.CITY])
class TestPointsAreThoseOfTheProvince:
    def test_a_county_or_city_does_not_owe_them(self, level):
        for duty in ("SM-005", "SM-006"):
            assert asked_all(DUTIES, duty, body("140400", level, points=()), on=date(2021, 10, 1)) == []


class TestSM005:
    """Shanxi 2021 art. 2: 112 national base points monitored and uploaded by 30 September 2021."""

    DAY = date(2021, 9, 30)

    def shanxi(self, count: int, uploaded_on: date | None = DAY) -> GovernmentBody:
        return body("140000", Level.PROVINCE, points=network(PointNetwork.NATIONAL_BASE, count, uploaded_on))

    def test_111_points_are_short(self):
        days = (date(2021, 9, 29), self.DAY, date(2021, 10, 1))
        assert [state for state, _ in around("SM-005", self.shanxi(111), *days)] == [
            State.PENDING,
            State.DUE,
            State.MISSING,
        ]
        short = asked(DUTIES, "SM-005", self.shanxi(111), on=days[2])
        assert (remark(short), short.label) == ("Target not reached: 111, wanted 112", Label.PLAN)

    def test_112_points_uploaded_on_the_day_are_enough_and_a_day_later_are_not(self):
        assert asked(DUTIES, "SM-005", self.shanxi(112), on=self.DAY).state is State.FULFILLED
        late = self.shanxi(112, date(2021, 10, 1))
        assert asked(DUTIES, "SM-005", late, on=date(2021, 12, 1)).state is State.MISSING

    def test_points_of_the_other_network_and_the_same_point_twice_do_not_count(self):
        twice = (*network(PointNetwork.NATIONAL_BASE, 111, self.DAY), *network(PointNetwork.NATIONAL_BASE, 1, self.DAY))
        other = network(PointNetwork.PROVINCIAL_RISK, 19, self.DAY)
        mixed = body("140000", Level.PROVINCE, points=(*twice, *other))
        assert asked(DUTIES, "SM-005", mixed, on=date(2021, 10, 1)).state is State.MISSING

    def test_points_that_are_not_known_are_asked(self):
        found = asked(DUTIES, "SM-005", body("140000", Level.PROVINCE), on=self.DAY)
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("points",))

    def test_the_plan_ends_with_2021(self):
        assert not asked(DUTIES, "SM-005", self.shanxi(0), on=date(2021, 12, 31)).historical
        assert asked(DUTIES, "SM-005", self.shanxi(0), on=date(2022, 1, 1)).historical


class TestSM006:
    """Shanxi 2021 art. 2: 19 provincial risk points monitored and uploaded by 30 September 2021."""

    DAY = date(2021, 9, 30)

    def shanxi(self, count: int, uploaded_on: date | None = DAY) -> GovernmentBody:
        return body("140000", Level.PROVINCE, points=network(PointNetwork.PROVINCIAL_RISK, count, uploaded_on))

    def test_18_points_are_short(self):
        days = (date(2021, 9, 29), self.DAY, date(2021, 10, 1))
        assert [state for state, _ in around("SM-006", self.shanxi(18), *days)] == [
            State.PENDING,
            State.DUE,
            State.MISSING,
        ]
        short = asked(DUTIES, "SM-006", self.shanxi(18), on=days[2])
        assert (remark(short), short.label) == ("Target not reached: 18, wanted 19", Label.PLAN)

    def test_19_points_uploaded_on_the_day_are_enough_and_a_day_later_are_not(self):
        assert asked(DUTIES, "SM-006", self.shanxi(19), on=self.DAY).state is State.FULFILLED
        late = self.shanxi(19, date(2021, 10, 1))
        assert asked(DUTIES, "SM-006", late, on=date(2021, 12, 1)).state is State.MISSING

    def test_a_point_without_upload_does_not_count_and_the_plan_ends_with_2021(self):
        assert asked(DUTIES, "SM-006", self.shanxi(19, None), on=self.DAY).state is State.DUE
        assert asked(DUTIES, "SM-006", self.shanxi(0), on=date(2022, 1, 1)).historical


class TestSM007:
    """Zhongyuan art. 2: national and city base points set; the plan's end of 2017 lies before its own first day."""

    @staticmethod
    def point(kind: PointNetwork | None, **known: Any) -> MonitoringPoint:
        return MonitoringPoint(id="p", as_of=AS_OF, network=kind, **{"place": "410102"} | known)

    def test_other_networks_and_places_owe_none(self):
        assert asked_all(DUTIES, "SM-007", self.point(PointNetwork.RISK), on=date(2018, 1, 1)) == []
        elsewhere = self.point(PointNetwork.CITY_BASE, place="140404")
        assert asked_all(DUTIES, "SM-007", elsewhere, on=date(2018, 1, 1)) == []

    def test_a_network_that_is_not_known_is_asked(self):
        found = asked(DUTIES, "SM-007", self.point(None), on=date(2018, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("network",))

    def test_a_point_is_missing_until_it_is_set(self):
        point = self.point(PointNetwork.CITY_BASE, set_on=date(2018, 3, 1))
        assert around("SM-007", point, date(2018, 2, 28), date(2018, 3, 1)) == [
            (State.MISSING, ""),
            (State.FULFILLED, ""),
        ]

    def test_the_plan_carries_it_since_1_january_2018(self):
        point = self.point(PointNetwork.NATIONAL_BASE)
        assert asked_all(DUTIES, "SM-007", point, on=date(2017, 12, 31)) == []
        found = asked(DUTIES, "SM-007", point, on=date(2018, 1, 1))
        assert (found.label, articles(found)) == (Label.PLAN, ["郑州市中原区土壤污染防治工作方案第2条"])


class TestSM008:
    """Zhongyuan art. 2: risk points around hazardous-waste plants and water sources sampled, yearly as a reminder."""

    @staticmethod
    def point(*sampled: date, **known: Any) -> MonitoringPoint:
        usual: dict[str, Any] = {"place": "410102", "network": PointNetwork.RISK, "sampled_on": sampled}
        return MonitoringPoint(id="p", as_of=AS_OF, **usual | known)

    def test_other_networks_and_places_owe_none(self):
        for known in ({"network": PointNetwork.CITY_BASE}, {"place": "140404"}):
            assert asked_all(DUTIES, "SM-008", self.point(**known), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("known", "state", "missing"),
        [
            ({}, State.MISSING, ()),
            ({"sampled_on": None}, State.TRIGGERED, ("sampled_on",)),
            ({"network": None}, State.HUMAN_REVIEW, ("network",)),
        ],
    )
    def test_never_sampled_is_missing_and_what_is_not_known_is_asked(self, known, state, missing):
        found = asked(DUTIES, "SM-008", self.point(**known), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing, found.label) == (state, missing, Label.INTERNAL)

    def test_a_year_after_the_last_sample_or_after_it_was_set(self):
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        wanted = [(State.PENDING, ""), (State.DUE, ""), (State.LATE, "1D(open)")]
        assert around("SM-008", self.point(date(2024, 6, 3)), *days) == wanted
        assert around("SM-008", self.point(set_on=date(2024, 6, 3)), *days) == wanted

    def test_a_point_taken_out_owes_no_further_round(self):
        retired = self.point(date(2024, 6, 3), retired_on=date(2025, 6, 2))
        assert asked_all(DUTIES, "SM-008", retired, on=date(2025, 6, 4)) == []

    def test_the_plan_carries_it_since_1_january_2018(self):
        assert asked_all(DUTIES, "SM-008", self.point(), on=date(2017, 12, 31)) == []
        found = asked(DUTIES, "SM-008", self.point(), on=date(2018, 1, 1))
        assert articles(found) == ["郑州市中原区土壤污染防治工作方案第2条"]


class TestSM009:
    """Law art. 82, Code art. 406: the soil database kept up and shared, every three months as a reminder."""

    @staticmethod
    def shared(*uploads: date) -> GovernmentBody:
        return body("140404", shared_tables=(SharedTable(table="parcels", rows=120, uploaded_on=uploads),))

    def test_no_table_is_missing_and_tables_that_are_not_known_are_asked(self):
        assert asked(DUTIES, "SM-009", body("140404", shared_tables=()), on=date(2025, 1, 1)).state is State.MISSING
        unknown = asked(DUTIES, "SM-009", body("140404"), on=date(2025, 1, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("shared_tables",))
        assert asked(DUTIES, "SM-009", self.shared(), on=date(2025, 1, 1)).state is State.MISSING

    def test_three_months_after_3_march_2025(self):
        days = (date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4))
        found = around("SM-009", self.shared(date(2025, 3, 3)), *days)
        assert found == [(State.PENDING, ""), (State.DUE, ""), (State.LATE, "1D(open)")]
        late = asked(DUTIES, "SM-009", self.shared(date(2025, 3, 3)), on=days[2])
        assert (late.about, late.label) == ("parcels", Label.INTERNAL)

    def test_the_code_takes_over_on_15_august_2026(self):
        none = body("140404", shared_tables=())
        before, after = (asked(DUTIES, "SM-009", none, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第82条"], ["生态环境法典第406条"])


class TestSM010:
    """Law art. 16, Code art. 403: farmland that the law names is monitored with priority."""

    @staticmethod
    def unit(**known: Any) -> FarmlandUnit:
        usual: dict[str, Any] = {"monitoring_grounds": (MonitoringGround.SEWAGE_IRRIGATION,), "monitored_on": ()}
        return FarmlandUnit(id="f", place="140404", as_of=AS_OF, **usual | known)

    def test_other_farmland_owes_none(self):
        assert asked_all(DUTIES, "SM-010", self.unit(monitoring_grounds=()), on=date(2025, 1, 1)) == []

    def test_it_is_missing_until_it_was_monitored_and_triggered_where_not_known(self):
        monitored = self.unit(monitored_on=(date(2025, 3, 3),))
        assert around("SM-010", monitored, date(2025, 3, 2), date(2025, 3, 3)) == [
            (State.MISSING, ""),
            (State.FULFILLED, ""),
        ]
        unknown = asked(DUTIES, "SM-010", self.unit(monitored_on=None), on=date(2025, 3, 3))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("monitored_on",))
        assert unknown.label is Label.STATUTORY

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (asked(DUTIES, "SM-010", self.unit(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["土壤污染防治法第16条"], ["生态环境法典第403条"])


class TestSM011:
    """Law art. 15, Code art. 402: a monitoring network planned as one."""

    def test_it_holds_for_every_government_and_no_point_at_all_is_missing(self):
        point = NetworkPoint(id="1", network=PointNetwork.NATIONAL_BASE)
        found = asked(DUTIES, "SM-011", body("140404", points=(point,)), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing, found.label) == (State.TRIGGERED, (), Label.INTERNAL)
        assert asked(DUTIES, "SM-011", body("140404", points=()), on=date(2025, 1, 1)).state is State.MISSING

    def test_points_that_are_not_known_are_asked(self):
        found = asked(DUTIES, "SM-011", body("140404"), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("points",))

    def test_the_law_begins_with_2019_and_the_code_on_15_august_2026(self):
        assert asked_all(DUTIES, "SM-011", body("140404"), on=date(2018, 12, 31)) == []
        before, after = (
            asked(DUTIES, "SM-011", body("140404"), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)) == (["土壤污染防治法第15条"], ["生态环境法典第402条"])
