"""Tanks, outlets, forbidden discharges, and the part on groundwater in soil work, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.groundwater_place import (
    DischargeMode,
    ForbiddenDischarge,
    GroundwaterPlace,
    OilTank,
    PlaceKind,
    SoilReport,
    TankProtection,
)
from jingtu.duties.groundwater import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, states
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


class TestGW011:
    """Water Law art. 40, Code art. 287: underground tanks have double walls or seepage pools and are watched."""

    @staticmethod
    def station(*tanks: OilTank, **known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.PETROL_STATION, "tanks": tanks}
        return GroundwaterPlace(id="s", as_of=AS_OF, place="410102", **usual | known)

    def test_without_underground_tanks_or_when_closed_nothing_is_owed(self):
        assert asked_all(DUTIES, "GW-011", self.station(), on=date(2025, 1, 1)) == []
        closed = self.station(OilTank(id="T1", protection=TankProtection.NONE), closed_on=date(2025, 1, 1))
        assert asked_all(DUTIES, "GW-011", closed, on=date(2025, 1, 1)) == []
        assert len(asked_all(DUTIES, "GW-011", closed, on=date(2024, 12, 31))) == 2

    def test_tanks_that_are_not_known_are_asked(self):
        found = asked(DUTIES, "GW-011", self.station(tanks=None), on=date(2025, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("tanks",))

    @pytest.mark.parametrize(
        ("protection", "state", "missing"),
        [
            (TankProtection.DOUBLE_WALL, State.TRIGGERED, ()),
            (TankProtection.SEEPAGE_POOL, State.TRIGGERED, ()),
            (TankProtection.NONE, State.MISSING, ()),
            (None, State.TRIGGERED, ("protection",)),
        ],
    )
    def test_a_single_wall_without_a_pool_is_missing(self, protection, state, missing):
        found, _ = asked_all(
            DUTIES, "GW-011", self.station(OilTank(id="T1", protection=protection)), on=date(2025, 1, 1)
        )
        assert (found.about, found.state, found.occurrence.missing) == ("T1 protection", state, missing)
        assert found.label is Label.STATUTORY

    def test_leak_checks_are_missing_until_one_is_recorded(self):
        station = self.station(OilTank(id="T1", leak_checked_on=(date(2025, 4, 1),)))
        for on, state in ((date(2025, 3, 31), State.MISSING), (date(2025, 4, 1), State.FULFILLED)):
            assert states(asked_all(DUTIES, "GW-011", station, on=on))["T1 leak_check"] is state

    def test_the_code_takes_over_on_15_august_2026(self):
        station = self.station(OilTank(id="T1", protection=TankProtection.NONE))
        before, after = (
            asked_all(DUTIES, "GW-011", station, on=on)[0] for on in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert (articles(before), articles(after)) == (["水污染防治法第40条"], ["生态环境法典第287条"])


class TestGW012:
    """Regulation art. 41: key dischargers for groundwater network automatic monitoring."""

    @staticmethod
    def unit(**known: Any) -> GroundwaterPlace:
        return GroundwaterPlace(id="u", as_of=AS_OF, kind=PlaceKind.CHEMICAL_ENTERPRISE, **known)

    def test_one_that_is_not_listed_owes_none(self):
        assert asked_all(DUTIES, "GW-012", self.unit(), on=date(2025, 1, 1)) == []
        listed = self.unit(key_discharger_listed_on=date(2025, 3, 31))
        assert asked_all(DUTIES, "GW-012", listed, on=date(2025, 3, 30)) == []

    def test_from_the_day_of_listing_it_is_missing_until_networked(self):
        unit = self.unit(key_discharger_listed_on=date(2025, 3, 31), monitor_networked_on=date(2025, 9, 1))
        days = (date(2025, 3, 31), date(2025, 8, 31), date(2025, 9, 1))
        found = [asked(DUTIES, "GW-012", unit, on=on) for on in days]
        assert [one.state for one in found] == [State.MISSING, State.MISSING, State.FULFILLED]
        assert (found[0].label, found[1].conduct.start) == (Label.STATUTORY, date(2025, 3, 31))

    def test_the_regulation_carries_it_from_1_december_2021_on(self):
        early = self.unit(key_discharger_listed_on=date(2021, 3, 31))
        assert asked_all(DUTIES, "GW-012", early, on=date(2021, 11, 30)) == []
        for on in (date(2021, 12, 1), date(2026, 8, 15)):
            assert articles(asked(DUTIES, "GW-012", early, on=on)) == ["地下水管理条例第41条"]


class TestGW013:
    """Regulation art. 40, Code art. 286: nothing discharged or stored in wells, pits, fissures or karst caves."""

    FOUND = ForbiddenDischarge(mode=DischargeMode.SEEPAGE_PIT, found_on=date(2025, 4, 1), stopped_on=date(2025, 4, 11))

    @staticmethod
    def plant(*found: ForbiddenDischarge, **known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.OTHER_ENTERPRISE, "forbidden_discharges": found}
        return GroundwaterPlace(id="p", as_of=AS_OF, place="140581", **usual | known)

    def test_it_concerns_enterprises_and_holds_while_nothing_was_found(self):
        assert asked_all(DUTIES, "GW-013", self.plant(kind=PlaceKind.WELL), on=date(2025, 4, 1)) == []
        found = asked(DUTIES, "GW-013", self.plant(self.FOUND), on=date(2025, 3, 31))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)

    def test_a_finding_breaks_it_until_it_is_stopped(self):
        days = (date(2025, 4, 1), date(2025, 4, 2), date(2025, 4, 12))
        found = [asked(DUTIES, "GW-013", self.plant(self.FOUND), on=on) for on in days]
        assert [one.state for one in found] == [State.DUE, State.LATE, State.LATE]
        assert [one.late for one in found] == ["", "1D(open)", "10D"]
        assert found[0].about == "seepage_pit"

    def test_a_finding_of_an_unknown_day_is_for_a_person(self):
        found = asked(DUTIES, "GW-013", self.plant(ForbiddenDischarge()), on=date(2025, 4, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("found_on",))

    def test_conduct_across_15_august_2026_is_split(self):
        open_ = self.plant(ForbiddenDischarge(found_on=date(2026, 8, 10)))
        found = asked(DUTIES, "GW-013", open_, on=date(2026, 8, 20))
        assert [str(part.days) for part in found.segments] == [
            "2026-08-11 – before 2026-08-15",
            "2026-08-15 – before 2026-08-21",
        ]
        assert [one.text() for one in found.segments[0].citations] == ["地下水管理条例第40条"]
        assert articles(found) == ["地下水管理条例第40条", "生态环境法典第286条"]


class TestGW015:
    """Regulation art. 45, Law arts. 36, 37, 62, 64, Code arts. 431 …: soil work that touches groundwater covers it."""

    @staticmethod
    def site(**known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"about": "risk assessment", "touches_groundwater": True}
        report = SoilReport(**usual | known)
        return GroundwaterPlace(id="s", kind=PlaceKind.SITE, place="140404", soil_reports=(report,))

    def test_work_that_does_not_touch_groundwater_owes_none(self):
        assert asked_all(DUTIES, "GW-015", self.site(touches_groundwater=False), on=date(2025, 1, 1)) == []

    @pytest.mark.parametrize(
        ("section", "state"), [(False, State.TRIGGERED), (True, State.FULFILLED), (None, State.HUMAN_REVIEW)]
    )
    def test_review_is_shut_to_a_report_without_the_part(self, section, state):
        found = asked(DUTIES, "GW-015", self.site(groundwater_section=section), on=date(2025, 1, 1))
        assert (found.about, found.state, found.label) == ("risk assessment", state, Label.STATUTORY)

    def test_what_is_not_known_is_named(self):
        found = asked(DUTIES, "GW-015", self.site(touches_groundwater=None), on=date(2025, 1, 1))
        assert (found.about, found.occurrence.missing) == ("risk assessment", ("touches_groundwater",))
        section = asked(DUTIES, "GW-015", self.site(), on=date(2025, 1, 1))
        assert section.occurrence.missing == ("groundwater_section",)

    def test_the_code_takes_over_from_the_soil_law_on_15_august_2026(self):
        shut = self.site(groundwater_section=False)
        before, after = (asked(DUTIES, "GW-015", shut, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert articles(before)[:2] == ["地下水管理条例第45条", "土壤污染防治法第36条"]
        assert articles(after)[:2] == ["地下水管理条例第45条", "生态环境法典第431条"]
