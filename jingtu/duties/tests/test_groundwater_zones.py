"""Zones and parks where groundwater is protected, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_groundwater import GroundwaterWork, PreventionZone
from jingtu.duties.facts.groundwater_place import GroundwaterPlace, PlaceKind, PreventionZoneType
from jingtu.duties.groundwater import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Parameters, Setting
from jingtu.duties.tests.answers import articles, states
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

AS_OF = date(2026, 11, 28)


def set_by(place: str, name: str, value: str) -> Parameters:
    return Parameters([Setting(name, place, value, Period(date(2021, 12, 1)), "某通知", "official_text")])


class TestGW002:
    """Regulation art. 39, Code art. 285: prevention zones drawn and published by the day the province sets."""

    SET = set_by("450000", "province.zone_deadline", "2024-06-30")

    @staticmethod
    def province(*zones: date | None, level: Level | None = Level.PROVINCE) -> GovernmentBody:
        drawn = tuple(PreventionZone(type=PreventionZoneType.CONTROL, grade=1, published_on=day) for day in zones)
        work = GroundwaterWork(prevention_zones=drawn)
        return GovernmentBody(id="g", place="450000", level=level, groundwater=work)

    def test_a_county_owes_none_and_unknown_levels_and_zones_are_asked(self):
        assert asked_all(DUTIES, "GW-002", self.province(level=Level.COUNTY), on=date(2024, 7, 1)) == []
        assert asked(DUTIES, "GW-002", self.province(level=None), on=date(2024, 7, 1)).occurrence.missing == ("level",)
        unknown = GovernmentBody(id="g", place="450000", level=Level.PROVINCE)
        assert asked(DUTIES, "GW-002", unknown, on=date(2024, 7, 1)).occurrence.missing == ("prevention_zones",)

    def test_without_a_day_of_the_province_no_day_is_invented(self):
        found = asked(DUTIES, "GW-002", self.province(), on=date(2024, 7, 1))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("province.zone_deadline",))
        assert found.label is Label.PARAMETER

    def test_with_one_it_is_due_that_day_and_late_the_day_after(self):
        days = (date(2024, 6, 29), date(2024, 6, 30), date(2024, 7, 1))
        found = [asked(DUTIES, "GW-002", self.province(), on=on, parameters=self.SET) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.PARAMETER)

    def test_published_on_the_day_it_is_in_time_and_the_day_after_late(self):
        def late(published: date) -> str:
            zones = self.province(None, published)
            return asked(DUTIES, "GW-002", zones, on=date(2024, 9, 1), parameters=self.SET).late

        assert (late(date(2024, 6, 30)), late(date(2024, 7, 1))) == ("", "1D")

    def test_the_code_joins_on_15_august_2026(self):
        before, after = (
            asked(DUTIES, "GW-002", self.province(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)[-1]) == (["地下水管理条例第39条"], "生态环境法典第285条")


class TestGW003:
    """Regulation art. 39, Code art. 285: inside a zone its access rule and hidden-danger checks hold."""

    @staticmethod
    def plant(**known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.CHEMICAL_ENTERPRISE, "prevention_zone": PreventionZoneType.CONTROL}
        return GroundwaterPlace(id="p", as_of=AS_OF, place="450222", **usual | known)

    @pytest.mark.parametrize(
        "known",
        [
            {"prevention_zone": PreventionZoneType.GENERAL},
            {"kind": PlaceKind.ASSESSMENT_POINT},
            {"closed_on": date(2025, 1, 1)},
        ],
    )
    def test_outside_the_zones_points_and_closed_plants_owe_none(self, known):
        assert asked_all(DUTIES, "GW-003", self.plant(**known), on=date(2025, 6, 1)) == []

    def test_where_the_zone_is_not_known_a_person_decides(self):
        found = asked(DUTIES, "GW-003", self.plant(prevention_zone=None), on=date(2025, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("prevention_zone",))

    def test_the_gate_is_shut_until_the_access_check_is_passed(self):
        passed = self.plant(access_passed_on=date(2025, 5, 20), hazards_checked_on=())
        before = states(asked_all(DUTIES, "GW-003", passed, on=date(2025, 5, 19)))
        assert before == {"eia_approval": State.TRIGGERED, "hazard_check": State.MISSING}
        assert states(asked_all(DUTIES, "GW-003", passed, on=date(2025, 5, 20)))["eia_approval"] is State.FULFILLED

    def test_checks_are_missing_until_one_was_made_and_triggered_where_not_known(self):
        checked = self.plant(hazards_checked_on=(date(2025, 5, 20),))
        for on, state in ((date(2025, 5, 19), State.MISSING), (date(2025, 5, 20), State.FULFILLED)):
            assert states(asked_all(DUTIES, "GW-003", checked, on=on))["hazard_check"] is state
        unknown = asked_all(DUTIES, "GW-003", self.plant(), on=date(2025, 5, 20))[1]
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("hazards_checked_on",))

    def test_a_project_has_only_the_gate_which_is_statutory(self):
        found = asked(DUTIES, "GW-003", self.plant(kind=PlaceKind.PROJECT), on=date(2026, 8, 14))
        assert (found.about, found.label) == ("eia_approval", Label.STATUTORY)
        assert articles(found) == ["地下水管理条例第39条"]
        after = asked(DUTIES, "GW-003", self.plant(kind=PlaceKind.PROJECT), on=date(2026, 8, 15))
        assert articles(after) == ["生态环境法典第285条", "地下水管理条例第39条"]


class TestGW007:
    """Liucheng 2023 (五)2: chemical parks classed by the day of the province; class one takes risk control."""

    SET = set_by("450000", "province.park_deadline", "2023-10-31")

    @staticmethod
    def park(**known: Any) -> GroundwaterPlace:
        return GroundwaterPlace(id="p", as_of=AS_OF, **({"place": "450222", "kind": PlaceKind.CHEMICAL_PARK} | known))

    def test_other_places_and_plants_owe_none(self):
        for known in ({"place": "140404"}, {"kind": PlaceKind.CHEMICAL_ENTERPRISE}):
            assert asked_all(DUTIES, "GW-007", self.park(**known), on=date(2023, 11, 1)) == []

    def test_it_is_due_on_the_day_of_the_province(self):
        days = (date(2023, 10, 30), date(2023, 10, 31), date(2023, 11, 1))
        found = [asked(DUTIES, "GW-007", self.park(), on=on, parameters=self.SET) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.PARAMETER)

    def test_without_one_it_depends_on_the_parameter(self):
        found = asked(DUTIES, "GW-007", self.park(), on=date(2023, 11, 1))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("province.park_deadline",))

    @pytest.mark.parametrize(("park_class", "control"), [(1, State.MISSING), (2, None), (None, State.HUMAN_REVIEW)])
    def test_a_class_one_park_must_be_controlled(self, park_class, control):
        park = self.park(park_classed_on=date(2023, 10, 31), park_class=park_class)
        for on in (date(2023, 10, 31), date(2023, 12, 1)):
            found = asked_all(DUTIES, "GW-007", park, on=on, parameters=self.SET)
            assert (states(found)["class"], states(found).get("control")) == (State.FULFILLED, control)
            assert {one.occurrence.since for one in found[1:]} <= {date(2023, 10, 31)}
        assert len(asked_all(DUTIES, "GW-007", park, on=date(2023, 10, 30), parameters=self.SET)) == 1

    def test_a_park_under_control_is_fulfilled(self):
        park = self.park(park_classed_on=date(2023, 9, 1), park_class=1, park_controlled_on=date(2023, 12, 1))
        for on, state in ((date(2023, 11, 30), State.MISSING), (date(2023, 12, 1), State.FULFILLED)):
            assert states(asked_all(DUTIES, "GW-007", park, on=on))["control"] is state

    def test_it_ends_with_the_plan(self):
        assert not asked(DUTIES, "GW-007", self.park(), on=date(2023, 12, 31)).historical
        assert asked(DUTIES, "GW-007", self.park(), on=date(2024, 1, 1)).historical


class TestGW017:
    """Zhongyuan art. 26: drinking-water source zones patrolled, monthly as a reminder."""

    @staticmethod
    def zone(*patrols: date, place: str = "410102", **known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.WATER_SOURCE_ZONE, "patrolled_on": patrols}
        return GroundwaterPlace(id="z", as_of=AS_OF, place=place, **usual | known)

    def test_other_places_and_wells_owe_none(self):
        assert asked_all(DUTIES, "GW-017", self.zone(place="410103"), on=date(2025, 6, 1)) == []
        assert asked_all(DUTIES, "GW-017", self.zone(kind=PlaceKind.WELL), on=date(2025, 6, 1)) == []

    def test_a_zone_never_patrolled_is_missing_and_where_not_known_triggered(self):
        assert asked(DUTIES, "GW-017", self.zone(), on=date(2025, 6, 1)).state is State.MISSING
        unknown = asked(DUTIES, "GW-017", self.zone(patrolled_on=None), on=date(2025, 6, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("patrolled_on",))

    def test_a_month_after_20_may_2025_is_20_june(self):
        days = (date(2025, 6, 19), date(2025, 6, 20), date(2025, 6, 21))
        found = [asked(DUTIES, "GW-017", self.zone(date(2025, 5, 20)), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.INTERNAL)

    def test_a_zone_just_drawn_is_patrolled_within_a_month(self):
        found = asked(DUTIES, "GW-017", self.zone(delimited_on=date(2025, 5, 20)), on=date(2025, 6, 1))
        assert found.due == date(2025, 6, 20)

    def test_the_plan_carries_it_since_1_january_2018(self):
        assert asked_all(DUTIES, "GW-017", self.zone(), on=date(2017, 12, 31)) == []
        found = asked(DUTIES, "GW-017", self.zone(), on=date(2018, 1, 1))
        assert articles(found) == ["郑州市中原区土壤污染防治工作方案第26条"]
