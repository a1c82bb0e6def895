"""The cases of ``site_scenarios.csv`` about parcels, with the facts written out by hand."""

from __future__ import annotations

from datetime import date

from jingtu.duties.duty import Label, owed
from jingtu.duties.facts.parcel import (
    Development,
    FormerUse,
    Liability,
    Listing,
    ListKind,
    Neighbour,
    Parcel,
    Zone,
)
from jingtu.duties.facts.parcel_reports import Evaluation, Survey, Transport, Works, WorksKind
from jingtu.duties.facts.parcel_uses import Construction, LandCase, LandCaseKind, Occupancy, UseKind
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.occurrence import State
from jingtu.duties.parcels import DUTIES
from jingtu.duties.tests.asking_parcels import ask, ask_all, control_list, states

CHANGE = LandCaseKind.USE_CHANGE


class TestScenarioS01:
    """Key unit's land taken back and made residential without any survey."""

    LAND = Parcel(
        id="land",
        place="140404",
        industry="26",
        key_unit=True,
        land_cases=(
            LandCase(id="back", kind=LandCaseKind.TAKE_BACK, decided_on=date(2025, 2, 20)),
            LandCase(id="change", kind=CHANGE, decided_on=date(2025, 3, 10), to_use="0701", to_sensitive=True),
        ),
    )
    ON = date(2025, 3, 15)

    def test_both_surveys_are_late_from_their_own_events(self):
        assert ask("CL-029", self.LAND, on=self.ON).late == "24D(open)"
        assert ask("CL-001", self.LAND, on=self.ON).late == "6D(open)"

    def test_the_registry_has_no_report(self):
        assert {one.state for one in ask_all("CL-030", self.LAND, on=self.ON)} == {State.MISSING}


class TestScenarioS02:
    """Shops on a closed coking site, food storage and shops in warehouses."""

    ON = date(2021, 10, 15)

    @staticmethod
    def land(former: FormerUse, kind: UseKind | None = None, day: date | None = None) -> Parcel:
        case = LandCase(kind=CHANGE, decided_on=day, to_sensitive=False, to_kind=kind)
        return Parcel(id="land", place="140000", former_use=former, land_cases=(case,))

    def test_coking_land_and_food_storage_need_a_survey_first(self):
        coking = self.land(FormerUse.COKING)
        food = self.land(FormerUse.OTHER, UseKind.FOOD_STORAGE, date(2021, 11, 1))
        for one in (coking, food):
            assert State.TRIGGERED in [found.state for found in ask_all("CL-047", one, on=self.ON)]
            assert ask_all("CL-001", one, on=self.ON) == []

    def test_shops_in_a_warehouse_need_none(self):
        shops = self.land(FormerUse.OTHER)
        assert ask_all("CL-047", shops, on=self.ON) == ask_all("CL-001", shops, on=self.ON) == []


class TestScenarioS03:
    """Lead of 600 mg/kg: homes need a risk assessment, works do not."""

    @staticmethod
    def land(land_class: int, *, sensitive: bool) -> Parcel:
        survey = Survey(
            reviewed_on=date(2024, 5, 20), review_passed=True, exceeds_class_one=True, exceeds_class_two=False
        )
        case = LandCase(kind=CHANGE, to_sensitive=sensitive, to_land_class=land_class)
        return Parcel(id="land", surveys=(survey,), land_cases=(case,))

    def test_homes_are_surveyed_and_call_for_an_assessment(self):
        homes = self.land(1, sensitive=True)
        assert ask("CL-001", homes, on=date(2024, 6, 1)).state is State.FULFILLED
        assert ask("CL-009", homes, on=date(2024, 6, 1)).state is State.TRIGGERED

    def test_works_call_for_neither(self):
        works = self.land(2, sensitive=False)
        assert ask_all("CL-001", works, on=date(2024, 6, 1)) == ask_all("CL-009", works, on=date(2024, 6, 1)) == []


class TestScenarioS04:
    """A school beside a site under remediation."""

    ON = date(2022, 8, 20)
    NORTH = Parcel(
        id="north",
        place="140404",
        listings=(control_list(),),
        works=(Works(kind=WorksKind.REMEDIATION, started_on=date(2022, 3, 1), schedule_end_on=date(2023, 6, 30)),),
    )
    SOUTH = Parcel(
        id="south",
        place="140404",
        surveys=(Survey(finished_on=date(2021, 5, 10), exceeds_class_one=False),),
        occupancies=(Occupancy(starts_on=date(2022, 9, 1), kind=UseKind.SCHOOL),),
        neighbours=(Neighbour(id="north", measures_needed=True),),
    )

    def test_the_school_waits_softly_and_no_list_binds_it(self):
        found = ask("CL-039", self.SOUTH, on=self.ON)
        assert (found.state, found.occurrence.soft) == (State.TRIGGERED, True)
        assert ask_all("CL-013", self.SOUTH, on=self.ON) == []

    def test_the_works_in_the_north_must_not_pollute(self):
        assert ask("CL-023", self.NORTH, on=self.ON).state is State.TRIGGERED


class TestScenarioS07:
    """Soil leaves three working days after the report to the county, and the destination is not told."""

    def test_origin_is_late_and_the_receiver_missing(self):
        batch = Transport(started_on=date(2025, 9, 12), reported_at_origin_on=date(2025, 9, 9), hazardous=False)
        land = Parcel(id="land", listings=(control_list(),), transports=(batch,))
        origin, receiver = ask_all("CL-024", land, on=date(2025, 9, 12))
        assert (origin.late, states([receiver])) == ("2WD", [("receiver", State.MISSING)])
        assert ask_all("CL-025", land, on=date(2025, 9, 12)) == []


class TestScenarioS08:
    """The contractor evaluates its own works."""

    def test_the_evaluation_has_no_effect_and_every_gate_stays_shut(self):
        code = "91140404MA0DEM013C"
        land = Parcel(
            id="land",
            listings=(control_list(removal_applied_on=date(2024, 11, 20)),),
            works=(Works(ended_on=date(2024, 8, 31), contractor_credit_code=code),),
            evaluations=(Evaluation(evaluator_credit_code=code, target_met=True),),
        )
        wanted = {
            "CL-026": State.INVALID,
            "CL-027": State.PENDING,
            "CL-016": State.TRIGGERED,
            "CL-013": State.TRIGGERED,
            "CL-015": State.TRIGGERED,
        }
        assert {duty: ask(duty, land, on=date(2024, 12, 1)).state for duty in wanted} == wanted


class TestScenarioS09:
    """A zinc works that nobody develops: no plan, no signs, old monitoring, a bankrupt owner."""

    LAND = Parcel(
        id="land",
        place="450222",
        listings=(Listing(kind=ListKind.CONTAMINATED),),
        development=Development.NOT_FOR_NOW,
        annual_plans=(Yearly(2024),),
        zone=Zone(),
        monitored_on=(date(2022, 11, 5),),
        liability=Liability(bankrupt=True),
    )
    ON = date(2024, 4, 15)

    def test_the_plan_is_late_by_the_platforms_own_day(self):
        found = ask("CL-035", self.LAND, on=self.ON)
        assert (found.late, found.label) == ("15D(open)", Label.INTERNAL)

    def test_signs_are_missing_and_bankruptcy_is_for_a_person(self):
        assert ("sign", State.MISSING) in states(ask_all("CL-036", self.LAND, on=self.ON))
        assert ask("CL-062", self.LAND, on=self.ON).state is State.HUMAN_REVIEW


class TestScenarioS10:
    """Land taken back in 2019 from the polluter, to be granted for storage."""

    def test_the_government_has_no_plan_and_measures_come_first(self):
        land = Parcel(
            id="land",
            place="450222",
            listings=(control_list(date(2022, 10, 8)),),
            land_cases=(
                LandCase(kind=LandCaseKind.TAKE_BACK, decided_on=date(2019, 5, 20)),
                LandCase(id="grant", kind=LandCaseKind.GRANT, decided_on=date(2023, 8, 1), to_sensitive=False),
            ),
            liability=Liability(polluter_was_holder=True),
        )
        on = date(2023, 7, 1)
        assert ask("CL-031", land, on=on).state is State.MISSING
        assert ask("CL-013", land, on=on).state is State.TRIGGERED
        assert states(ask_all("CL-044", land, on=on)) == [("grant", State.PENDING)]


class TestScenarioS14:
    """Homes built on unsurveyed land across the day of the Code."""

    LAND = Parcel(
        id="land",
        place="140404",
        land_cases=(LandCase(kind=CHANGE, decided_on=date(2026, 5, 10), to_use="0701", to_sensitive=True),),
        constructions=(Construction(started_on=date(2026, 7, 1), for_remediation=False),),
    )
    ON = date(2026, 9, 1)

    def test_the_survey_is_115_days_late_and_its_lateness_split_at_the_code(self):
        found = ask("CL-001", self.LAND, on=self.ON)
        assert (found.late, found.label) == ("115D(open)", Label.STATUTORY)
        assert [str(part.days) for part in found.segments] == [
            "2026-05-10 – before 2026-08-15",
            "2026-08-15 – before 2026-09-02",
        ]

    def test_works_stop_under_the_code_only(self):
        gate, works = ask_all("CL-016", self.LAND, on=self.ON)
        assert (gate.state, works.state) == (State.TRIGGERED, State.TRIGGERED)
        assert [str(part.days) for part in works.segments] == ["2026-08-15 – before 2026-09-02"]
        assert ask_all("CL-016", self.LAND, on=date(2026, 8, 14)) == []

    def test_no_permit_may_be_issued(self):
        assert ask("CL-015", self.LAND, on=self.ON).state is State.TRIGGERED


def test_a_parcel_of_which_nothing_is_known_owes_nothing():
    assert owed(DUTIES, Parcel(id="land", place="140404"), on=date(2026, 9, 1)) == []
