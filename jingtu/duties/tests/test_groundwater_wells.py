"""Wells, boreholes and shafts, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.groundwater_place import Borehole, GroundwaterPlace, MonitoringWell, PlaceKind, WellStatus
from jingtu.duties.groundwater import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.answers import articles, remark, states
from jingtu.duties.tests.asking import asked, asked_all

AS_OF = date(2026, 11, 28)


def well(**known: Any) -> GroundwaterPlace:
    return GroundwaterPlace(id="w", as_of=AS_OF, **({"kind": PlaceKind.WELL, "place": "450222"} | known))


class TestGW008:
    """Liucheng 2023 (五)2: abandoned wells that endanger groundwater studied by the end of 2023."""

    ABANDONED = {"well_status": WellStatus.ABANDONED, "pollution_risk": True}

    @pytest.mark.parametrize(
        "known",
        [
            {"well_status": WellStatus.IN_USE, "pollution_risk": True},
            {"well_status": WellStatus.ABANDONED, "pollution_risk": False},
            {"pollution_risk": True, "abandoned_on": date(2024, 1, 1)},
            ABANDONED | {"place": "140404"},
            ABANDONED | {"kind": PlaceKind.LANDFILL},
        ],
    )
    def test_wells_in_use_or_harmless_and_other_places_owe_none(self, known):
        assert asked_all(DUTIES, "GW-008", well(**known), on=date(2023, 12, 31)) == []

    def test_what_is_not_known_is_asked(self):
        assert asked(DUTIES, "GW-008", well(), on=date(2023, 6, 1)).occurrence.missing == (
            "well_status",
            "pollution_risk",
        )
        half = asked(DUTIES, "GW-008", well(well_status=WellStatus.DISUSED), on=date(2023, 6, 1))
        assert (half.state, half.occurrence.missing) == (State.HUMAN_REVIEW, ("pollution_risk",))

    def test_it_is_due_on_31_december_2023(self):
        days = (date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1))
        found = [asked(DUTIES, "GW-008", well(**self.ABANDONED), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[1].label, found[2].historical) == ("1D(open)", Label.PLAN, True)

    def test_a_study_of_the_last_day_is_in_time_and_one_of_the_next_day_is_not(self):
        for day, late in ((date(2023, 12, 31), ""), (date(2024, 1, 1), "1D")):
            studied = well(pollution_risk=True, abandoned_on=date(2023, 3, 1), sources_studied_on=day)
            assert len(asked_all(DUTIES, "GW-008", studied, on=date(2023, 3, 1))) == 1
            assert asked(DUTIES, "GW-008", studied, on=date(2024, 3, 1)).late == late


class TestGW009:
    """Regulation art. 49, Water Law art. 42, Code art. 289: abandoned wells sealed, within 90 days as a reminder."""

    GIVEN_UP = date(2024, 3, 5)

    @pytest.mark.parametrize(
        "known",
        [{}, {"well_status": WellStatus.IN_USE}, {"abandoned_on": date(2024, 6, 5)}, {"kind": PlaceKind.LANDFILL}],
    )
    def test_a_well_in_use_owes_none(self, known):
        assert asked_all(DUTIES, "GW-009", well(**known), on=date(2024, 6, 4)) == []

    def test_90_days_after_5_march_2024_are_3_june(self):
        days = (date(2024, 6, 2), date(2024, 6, 3), date(2024, 6, 4))
        found = [asked(DUTIES, "GW-009", well(abandoned_on=self.GIVEN_UP), on=on) for on in days]
        assert [one.state for one in found] == [State.PENDING, State.DUE, State.LATE]
        assert (found[2].late, found[2].label) == ("1D(open)", Label.INTERNAL)

    @pytest.mark.parametrize(("sealed", "late"), [(date(2024, 6, 3), ""), (date(2024, 6, 4), "1D")])
    def test_sealed_it_still_has_to_be_told_to_the_water_department(self, sealed, late):
        found = asked_all(DUTIES, "GW-009", well(abandoned_on=self.GIVEN_UP, sealed_on=sealed), on=date(2024, 7, 1))
        assert (found[0].late, found[1].about, found[1].state) == (late, "water_department", State.MISSING)
        assert found[1].conduct.start == sealed

    def test_told_it_is_fulfilled_and_an_orphan_well_has_nobody_to_tell(self):
        told = well(abandoned_on=self.GIVEN_UP, sealed_on=date(2024, 5, 1), water_department_told_on=date(2024, 5, 2))
        for on, state in ((date(2024, 5, 1), State.MISSING), (date(2024, 5, 2), State.FULFILLED)):
            assert states(asked_all(DUTIES, "GW-009", told, on=on))["water_department"] is state
        orphan = well(abandoned_on=self.GIVEN_UP, sealed_on=date(2024, 5, 1), orphan=True)
        assert asked(DUTIES, "GW-009", orphan, on=date(2024, 7, 1)).state is State.FULFILLED

    def test_given_up_on_an_unknown_day_is_for_a_person_until_it_is_sealed(self):
        open_ = asked(DUTIES, "GW-009", well(well_status=WellStatus.UNFINISHED), on=date(2024, 7, 1))
        assert (open_.state, open_.occurrence.missing) == (State.HUMAN_REVIEW, ("abandoned_on",))
        assert open_.label is Label.INTERNAL
        closed = well(well_status=WellStatus.UNFINISHED, sealed_on=date(2024, 5, 1))
        assert states(asked_all(DUTIES, "GW-009", closed, on=date(2024, 7, 1)))[""] is State.FULFILLED

    def test_sealed_before_it_was_given_up_contradicts_itself(self):
        found = asked_all(
            DUTIES, "GW-009", well(abandoned_on=self.GIVEN_UP, sealed_on=date(2024, 3, 4)), on=date(2025, 1, 1)
        )
        assert {one.state for one in found} == {State.INVALID}
        assert "sealed_on" in remark(found[0])

    def test_a_well_in_use_that_was_given_up_contradicts_itself(self):
        found = asked(
            DUTIES, "GW-009", well(abandoned_on=self.GIVEN_UP, well_status=WellStatus.IN_USE), on=date(2025, 1, 1)
        )
        assert (found.state, "well_status" in remark(found)) == (State.INVALID, True)

    def test_the_water_law_ends_and_the_code_begins_on_15_august_2026(self):
        late = asked(DUTIES, "GW-009", well(abandoned_on=date(2026, 5, 11)), on=date(2026, 8, 20))
        assert late.due == date(2026, 8, 10)
        assert [str(part.days) for part in late.segments] == [
            "2026-08-11 – before 2026-08-15",
            "2026-08-15 – before 2026-08-21",
        ]
        assert [one.text() for one in late.segments[0].citations] == ["地下水管理条例第49条", "水污染防治法第42条"]
        assert articles(late) == ["地下水管理条例第49条", "生态环境法典第289条"]


class TestGW010:
    """Water Law art. 40, Code art. 287: landfills, ponds, plants, mines have monitoring wells and sample them."""

    @staticmethod
    def pond(*wells: MonitoringWell, **known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.TAILINGS_POND, "monitoring_wells": wells}
        return GroundwaterPlace(id="t", as_of=AS_OF, place="140404", **usual | known)

    def test_other_enterprises_and_closed_plants_owe_none(self):
        assert asked_all(DUTIES, "GW-010", self.pond(kind=PlaceKind.OTHER_ENTERPRISE), on=date(2025, 1, 1)) == []
        closed = self.pond(kind=PlaceKind.CHEMICAL_ENTERPRISE, closed_on=date(2025, 1, 1))
        assert asked_all(DUTIES, "GW-010", closed, on=date(2025, 1, 1)) == []

    def test_a_closed_tailings_pond_goes_on_owing_it(self):
        assert asked(DUTIES, "GW-010", self.pond(closed_on=date(2020, 1, 1)), on=date(2025, 1, 1)).about == "wells"

    def test_no_well_is_missing_and_wells_that_are_not_known_are_asked(self):
        none = asked(DUTIES, "GW-010", self.pond(), on=date(2025, 1, 1))
        assert (none.about, none.state, none.label) == ("wells", State.MISSING, Label.STATUTORY)
        unknown = asked(DUTIES, "GW-010", self.pond(monitoring_wells=None), on=date(2025, 1, 1))
        assert (unknown.about, unknown.state) == ("wells", State.TRIGGERED)
        assert unknown.occurrence.missing == ("monitoring_wells",)

    def test_each_well_is_sampled(self):
        pond = self.pond(
            MonitoringWell(id="W1", sampled_on=(date(2025, 2, 3),)),
            MonitoringWell(id="W2", sampled_on=()),
            MonitoringWell(id="W3", built_on=date(2025, 2, 4), sampled_on=()),
        )
        before = states(asked_all(DUTIES, "GW-010", pond, on=date(2025, 2, 2)))
        assert before == {"wells": State.TRIGGERED, "W1": State.MISSING, "W2": State.MISSING}
        after = states(asked_all(DUTIES, "GW-010", pond, on=date(2025, 2, 4)))
        assert (after["W1"], after["W2"], after["W3"]) == (State.FULFILLED, State.MISSING, State.MISSING)
        assert asked_all(DUTIES, "GW-010", pond, on=date(2025, 3, 1))[3].conduct.start == date(2025, 2, 4)

    def test_the_code_takes_over_on_15_august_2026(self):
        before, after = (asked(DUTIES, "GW-010", self.pond(), on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert (articles(before), articles(after)) == (["水污染防治法第40条"], ["生态环境法典第287条"])


class TestGW014:
    """Regulation art. 43, Water Law art. 43, Code art. 290: layers shut off, boreholes filled and sealed."""

    @staticmethod
    def works(*holes: Borehole, **known: Any) -> GroundwaterPlace:
        usual: dict[str, Any] = {"kind": PlaceKind.MINE, "works_started_on": date(2025, 3, 3), "boreholes": holes}
        return GroundwaterPlace(id="m", as_of=AS_OF, place="140404", **usual | known)

    def test_no_works_no_duty(self):
        assert asked_all(DUTIES, "GW-014", self.works(), on=date(2025, 3, 2)) == []
        assert asked_all(DUTIES, "GW-014", GroundwaterPlace(id="m", kind=PlaceKind.MINE), on=date(2025, 3, 3)) == []

    def test_it_holds_while_works_go_on(self):
        found = asked(DUTIES, "GW-014", self.works(), on=date(2025, 3, 3))
        assert (found.state, found.label, found.occurrence.missing) == (State.TRIGGERED, Label.STATUTORY, ())
        assert found.occurrence.since == date(2025, 3, 3)
        unknown = asked(DUTIES, "GW-014", self.works(boreholes=None), on=date(2025, 3, 3))
        assert unknown.occurrence.missing == ("boreholes",)

    def test_a_finished_hole_that_was_not_sealed_is_missing(self):
        works = self.works(Borehole(id="K1", finished_on=date(2025, 4, 1), sealed_on=date(2025, 4, 8)))
        days = (date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 8))
        found = [asked(DUTIES, "GW-014", works, on=on) for on in days]
        assert [one.state for one in found] == [State.TRIGGERED, State.MISSING, State.FULFILLED]
        assert [one.about for one in found] == ["K1", "K1", "K1"]
        assert [one.occurrence.since for one in found[:2]] == [date(2025, 3, 3), date(2025, 4, 1)]

    def test_the_code_takes_over_on_15_august_2026(self):
        open_ = self.works(Borehole(id="K1", finished_on=date(2026, 8, 1)))
        before, after = (asked(DUTIES, "GW-014", open_, on=on) for on in (date(2026, 8, 14), date(2026, 8, 15)))
        assert articles(before) == ["地下水管理条例第43条", "水污染防治法第43条"]
        assert articles(after) == ["地下水管理条例第43条", "生态环境法典第290条"]
