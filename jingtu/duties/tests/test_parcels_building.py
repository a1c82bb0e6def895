"""Planning, assessing, building on and reclaiming parcels, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.parcel import (
    Finding,
    FindingKind,
    History,
    Listing,
    ListKind,
    Neighbour,
    Parcel,
    RiskGrade,
)
from jingtu.duties.facts.parcel_reports import Evaluation, Survey
from jingtu.duties.facts.parcel_uses import (
    Construction,
    EiaApplication,
    FillSource,
    LandCase,
    LandCaseKind,
    Occupancy,
    PlanningPermit,
    Reclamation,
    UseKind,
)
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, control_list, parcel, passed, states

CHANGE = LandCaseKind.USE_CHANGE


class TestCL039:
    """Shangdang 2022 no. 9, 2021 no. 120: homes, schools, care homes after the neighbour is finished."""

    @staticmethod
    def beside(neighbour: Neighbour, kind: UseKind | None = UseKind.SCHOOL, **facts: Any) -> Parcel:
        opens = Occupancy(id="o", starts_on=date(2022, 9, 1), kind=kind, **facts)
        return parcel(place="140404", neighbours=(neighbour,), occupancies=(opens,))

    def test_the_gate_is_shut_softly_until_the_neighbour_is_finished(self):
        land = self.beside(Neighbour(measures_needed=True, measures_ended_on=date(2023, 6, 30)))
        found = ask("CL-039", land, on=date(2023, 6, 29))
        assert (found.state, found.occurrence.soft, found.label) == (State.TRIGGERED, True, Label.PLAN)
        assert ask_all("CL-039", land, on=date(2023, 6, 30)) == []

    def test_reasons_that_were_countersigned_open_it(self):
        reasoned = self.beside(Neighbour(measures_needed=True), justified_on=date(2022, 8, 25))
        assert ask("CL-039", reasoned, on=date(2022, 8, 24)).state is State.TRIGGERED
        assert ask("CL-039", reasoned, on=date(2022, 8, 25)).state is State.FULFILLED

    def test_other_uses_and_clean_neighbours_do_not_concern_it(self):
        assert ask_all("CL-039", self.beside(Neighbour(measures_needed=False)), on=date(2022, 9, 1)) == []
        shops = self.beside(Neighbour(measures_needed=True), kind=UseKind.OTHER)
        assert ask_all("CL-039", shops, on=date(2022, 9, 1)) == []

    def test_what_is_not_known_is_for_a_person(self):
        neighbour = ask("CL-039", self.beside(Neighbour()), on=date(2022, 9, 1))
        assert (neighbour.state, neighbour.occurrence.missing) == (State.HUMAN_REVIEW, ("measures_needed",))
        use = ask("CL-039", self.beside(Neighbour(measures_needed=True), kind=None), on=date(2022, 9, 1))
        assert (use.state, use.occurrence.missing) == (State.HUMAN_REVIEW, ("kind",))

    def test_elsewhere_it_ends_with_2025(self):
        opens = Occupancy(kind=UseKind.RESIDENTIAL)
        land = parcel(neighbours=(Neighbour(measures_needed=True),), occupancies=(opens,))
        assert not ask("CL-039", land, on=date(2025, 12, 31)).historical
        assert ask("CL-039", land, on=date(2026, 1, 1)).historical
        assert ask_all("CL-039", land, on=date(2021, 12, 28)) == []


class TestCL041:
    """Shanxi 2021 no. 9: system queried and written reply before take-back or purchase."""

    @staticmethod
    def taken(kind: LandCaseKind = LandCaseKind.TAKE_BACK, **facts: Any) -> Parcel:
        case = LandCase(id="t", kind=kind, **{"decided_on": date(2021, 9, 6), **facts})
        return parcel(place="140404", land_cases=(case,))

    def test_both_are_due_the_day_before(self):
        query, reply = ask_all("CL-041", self.taken(), on=date(2021, 9, 6))
        assert states([query, reply]) == [("t query", State.LATE), ("t reply", State.LATE)]
        assert (query.due, reply.due, reply.late) == (date(2021, 9, 5), date(2021, 9, 5), "1D(open)")
        assert (query.label, cited(query)) == (Label.PLAN, "山西省土壤污染防治2021年行动计划第9条")
        done = self.taken(
            LandCaseKind.PURCHASE, system_queried_on=date(2021, 9, 1), ecology_replied_on=date(2021, 9, 5)
        )
        query, reply = ask_all("CL-041", done, on=date(2021, 9, 6))
        assert (query.state, reply.state) == (State.FULFILLED, State.FULFILLED)
        assert query.occurrence.missing == ("system_result",)

    def test_other_procedures_and_provinces_are_free(self):
        assert ask_all("CL-041", self.taken(LandCaseKind.GRANT), on=date(2021, 9, 6)) == []
        case = LandCase(kind=LandCaseKind.TAKE_BACK, decided_on=date(2021, 9, 6))
        assert ask_all("CL-041", parcel(place="450222", land_cases=(case,)), on=date(2021, 9, 6)) == []

    def test_the_plan_was_issued_on_22_june_and_ended_with_the_year(self):
        assert ask_all("CL-041", self.taken(decided_on=date(2021, 6, 22)), on=date(2021, 7, 1)) == []
        assert len(ask_all("CL-041", self.taken(decided_on=date(2021, 6, 23)), on=date(2021, 7, 1))) == 2
        assert ask_all("CL-041", self.taken(), on=date(2022, 1, 1))[0].historical


class TestCL045:
    """Decree 42 arts. 27 and 28: no approval of projects on parcels that are not surveyed, assessed, remediated."""

    ENTRY = Listing(kind=ListKind.CONTAMINATED, listed_on=date(2023, 3, 6))

    def test_a_contaminated_parcel_is_closed_until_the_target_is_met(self):
        met = Evaluation(reviewed_on=date(2024, 6, 3), review_passed=True, target_met=True)
        land = parcel(listings=(self.ENTRY,), evaluations=(met,))
        found = ask("CL-045", land, on=date(2024, 6, 2))
        assert (found.state, found.label) == (State.TRIGGERED, Label.INTERNAL)
        assert ask("CL-045", land, on=date(2024, 6, 3)).state is State.FULFILLED
        assert ask_all("CL-045", parcel(), on=date(2024, 6, 2)) == []
        unread = parcel(
            listings=(self.ENTRY,), evaluations=(Evaluation(reviewed_on=date(2024, 6, 3), target_met=True),)
        )
        assert ask("CL-045", unread, on=date(2024, 7, 1)).occurrence.missing == ("review_passed",)

    def test_a_parcel_on_the_control_list_is_closed_too(self):
        assert ask("CL-045", parcel(listings=(control_list(),)), on=date(2024, 6, 2)).state is State.TRIGGERED

    def test_an_approval_all_the_same_is_a_breach_until_revoked(self):
        eia = EiaApplication(id="e", approved_on=date(2024, 1, 9), revoked_on=date(2024, 1, 12))
        _, found = ask_all("CL-045", parcel(listings=(self.ENTRY,), eias=(eia,)), on=date(2024, 2, 1))
        assert (found.about, found.due, found.late) == ("e", date(2024, 1, 9), "3D")

    def test_the_decree_holds_from_july_2017(self):
        land = parcel(listings=(Listing(kind=ListKind.CONTAMINATED),))
        assert ask_all("CL-045", land, on=date(2017, 6, 30)) == []
        assert cited(ask("CL-045", land, on=date(2017, 7, 1))) == "污染地块土壤环境管理办法（试行）第27条"


class TestCL048:
    """Shangdang 2022 no. 14: planning permits since 2021 are gone through (by the end of 2022: platform's own day)."""

    @staticmethod
    def permitted(*surveys: Survey, **facts: Any) -> Parcel:
        permit = PlanningPermit(id="k", **{"issued_on": date(2021, 5, 10), "for_sensitive": True, **facts})
        return parcel(place="140404", permits=(permit,), surveys=surveys)

    def test_a_permit_after_a_survey_only_needs_looking_at(self):
        surveyed = self.permitted(passed(date(2021, 5, 10)), checked_on=date(2022, 12, 31))
        assert ask("CL-048", surveyed, on=date(2022, 12, 30)).state is State.PENDING
        found = ask("CL-048", surveyed, on=date(2023, 1, 5))
        assert (found.state, found.due, found.label) == (State.FULFILLED, date(2022, 12, 31), Label.INTERNAL)

    def test_one_without_a_survey_is_put_right(self):
        looked = self.permitted(passed(date(2021, 5, 11)), checked_on=date(2022, 6, 1))
        assert ask("CL-048", looked, on=date(2023, 1, 1)).late == "1D(open)"
        put_right = self.permitted(checked_on=date(2022, 6, 1), corrected_on=date(2023, 1, 2))
        assert ask("CL-048", put_right, on=date(2023, 2, 1)).late == "2D"

    def test_permits_of_2021_and_2022_for_sensitive_uses_in_shangdang(self):
        on = date(2022, 12, 31)
        assert ask_all("CL-048", self.permitted(issued_on=date(2020, 12, 31)), on=on) == []
        assert ask("CL-048", self.permitted(issued_on=date(2021, 1, 1)), on=on).state is State.DUE
        assert ask("CL-048", self.permitted(issued_on=date(2022, 12, 31)), on=on).state is State.DUE
        assert ask_all("CL-048", self.permitted(issued_on=date(2023, 1, 1)), on=date(2023, 2, 1)) == []
        assert ask_all("CL-048", self.permitted(for_sensitive=False), on=on) == []
        asks = ask("CL-048", self.permitted(for_sensitive=None), on=on)
        assert asks.occurrence.missing == ("for_sensitive",)

    def test_the_plan_ended_with_2022(self):
        assert not ask("CL-048", self.permitted(), on=date(2022, 12, 31)).historical
        assert ask("CL-048", self.permitted(), on=date(2023, 1, 1)).historical


class TestCL049:
    """Shangdang 2022 no. 6, 2021 no. 120: land with toxic substances is in principle not reclaimed for food."""

    @staticmethod
    def reclaimed(history: tuple[History, ...] | None = (History.TOXIC,), **facts: Any) -> Parcel:
        one = Reclamation(id="r", planned_on=date(2023, 3, 6), **{"to_food_crops": True, **facts})
        return parcel(place="140404", history=history, reclamations=(one,))

    def test_the_gate_is_shut_softly(self):
        found = ask("CL-049", self.reclaimed(), on=date(2023, 3, 6))
        assert (found.state, found.occurrence.soft, found.label) == (State.TRIGGERED, True, Label.PLAN)
        reasoned = self.reclaimed(justified_on=date(2023, 4, 3))
        assert ask("CL-049", reasoned, on=date(2023, 4, 2)).state is State.TRIGGERED
        assert ask("CL-049", reasoned, on=date(2023, 4, 3)).state is State.FULFILLED

    def test_other_crops_and_other_histories_are_free(self):
        assert ask_all("CL-049", self.reclaimed(to_food_crops=False), on=date(2023, 4, 3)) == []
        assert ask_all("CL-049", self.reclaimed((History.WASTE,)), on=date(2023, 4, 3)) == []

    def test_what_is_not_known_is_for_a_person(self):
        found = ask("CL-049", self.reclaimed(None, to_food_crops=None), on=date(2023, 4, 3))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("history", "to_food_crops"))

    def test_the_plan_holds_from_2022(self):
        land = self.reclaimed()
        assert ask_all("CL-049", land, on=date(2021, 12, 28)) == []
        assert cited(ask("CL-049", land, on=date(2026, 9, 1))) == "上党区土壤污染防治行动计划（2022年）第6条"


class TestCL050:
    """Law art. 33 para. 2, Code art. 428: no polluted fill in reclamation."""

    @staticmethod
    def filled(**facts: Any) -> Parcel:
        return parcel(reclamations=(Reclamation(id="r", **facts),))

    @pytest.mark.parametrize(
        ("source", "exceeds", "state"),
        [
            (FillSource.CLEAN_SOIL, False, State.FULFILLED),
            (FillSource.INDUSTRIAL_WASTE, True, State.TRIGGERED),
            (FillSource.HOUSEHOLD_WASTE, None, State.HUMAN_REVIEW),
            (FillSource.POLLUTED_SOIL, None, State.TRIGGERED),
        ],
    )
    def test_what_may_be_filled_in(self, source, exceeds, state):
        found = ask("CL-050", self.filled(fill_source=source, fill_exceeds=exceeds), on=date(2024, 1, 9))
        assert (found.state, found.label) == (state, Label.STATUTORY)

    def test_what_was_filled_in_is_a_breach_until_taken_out(self):
        land = self.filled(fill_exceeds=True, filled_on=date(2024, 1, 9), fill_removed_on=date(2024, 1, 19))
        assert ask("CL-050", land, on=date(2024, 1, 8)).state is State.TRIGGERED
        found = ask("CL-050", land, on=date(2024, 1, 12))
        assert (found.due, found.late) == (date(2024, 1, 9), "3D(open)")
        assert ask("CL-050", land, on=date(2024, 2, 1)).late == "10D"

    def test_the_missing_test_is_named_and_the_code_takes_over(self):
        found = ask("CL-050", self.filled(fill_source=FillSource.OTHER), on=date(2026, 8, 14))
        assert (found.occurrence.missing, cited(found)) == (("fill_exceeds",), "土壤污染防治法第33条第2款")
        assert cited(ask("CL-050", self.filled(), on=date(2026, 8, 15))) == "生态环境法典第428条第2款"
        assert ask_all("CL-050", parcel(), on=date(2024, 1, 9)) == []


class TestCL051:
    """Law art. 33 para. 1, Code art. 428: stripped topsoil is kept apart."""

    SITE = Construction(
        id="c", started_on=date(2024, 3, 4), ended_on=date(2024, 9, 2), strips_topsoil=True, topsoil_m3=Decimal(900)
    )

    def test_it_holds_while_building_goes_on(self):
        land = parcel(constructions=(self.SITE,))
        assert ask_all("CL-051", land, on=date(2024, 3, 3)) == []
        found = ask("CL-051", land, on=date(2024, 3, 4))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        assert found.occurrence.missing == ("topsoil_store",)
        assert ask_all("CL-051", land, on=date(2024, 9, 2)) == []

    def test_mixed_topsoil_is_a_breach_until_put_right(self):
        mixed = Finding(kind=FindingKind.TOPSOIL_MIXED, found_on=date(2024, 5, 6))
        found = ask("CL-051", parcel(constructions=(self.SITE,), findings=(mixed,)), on=date(2024, 5, 8))
        assert (found.due, found.late) == (date(2024, 5, 6), "2D(open)")

    def test_whether_topsoil_is_stripped_is_asked_for(self):
        asks = ask("CL-051", parcel(constructions=(Construction(started_on=date(2024, 3, 4)),)), on=date(2024, 5, 8))
        assert asks.occurrence.missing == ("strips_topsoil",)
        none = Construction(started_on=date(2024, 3, 4), strips_topsoil=False)
        assert ask_all("CL-051", parcel(constructions=(none,)), on=date(2024, 5, 8)) == []

    def test_the_code_takes_over(self):
        land = parcel(constructions=(Construction(started_on=date(2026, 3, 4), strips_topsoil=True),))
        assert cited(ask("CL-051", land, on=date(2026, 8, 14))) == "土壤污染防治法第33条第1款"
        assert cited(ask("CL-051", land, on=date(2026, 8, 15))) == "生态环境法典第428条第1款"


class TestCL052:
    """Law arts. 18 and 32, Code arts. 83 and 427: soil in the assessment; distance from homes and schools."""

    @staticmethod
    def project(**facts: Any) -> Parcel:
        return parcel(eias=(EiaApplication(id="e", **facts),))

    @pytest.mark.parametrize(("near", "state"), [("99.9", State.TRIGGERED), ("100", State.FULFILLED)])
    def test_the_distance_must_be_kept(self, near, state):
        land = self.project(covers_soil=True, sensitive_distance_m=Decimal(near), required_distance_m=Decimal(100))
        soil, siting = ask_all("CL-052", land, on=date(2024, 1, 9))
        assert states([soil, siting]) == [("e soil", State.FULFILLED), ("e siting", state)]
        assert soil.label is Label.STATUTORY

    def test_soil_must_be_covered_and_what_is_not_known_is_asked_for(self):
        soil, siting = ask_all("CL-052", self.project(covers_soil=False), on=date(2024, 1, 9))
        assert (soil.state, siting.state) == (State.TRIGGERED, State.HUMAN_REVIEW)
        assert siting.occurrence.missing == ("sensitive_distance_m", "required_distance_m")
        assert ask_all("CL-052", self.project(), on=date(2024, 1, 9))[0].occurrence.missing == ("covers_soil",)
        assert ask_all("CL-052", parcel(), on=date(2024, 1, 9)) == []

    def test_an_approval_all_the_same_is_a_breach_until_revoked(self):
        land = self.project(covers_soil=False, approved_on=date(2024, 1, 9))
        found = ask_all("CL-052", land, on=date(2024, 1, 11))[0]
        assert (found.due, found.late) == (date(2024, 1, 9), "2D(open)")

    def test_the_code_takes_over(self):
        assert cited(ask_all("CL-052", self.project(), on=date(2026, 8, 14))[0]) == "土壤污染防治法第18条"
        assert cited(ask_all("CL-052", self.project(), on=date(2026, 8, 15))[0]) == "生态环境法典第83条"


class TestCL054:
    """Liucheng 2023 (4)2, Zhongyuan 2018 no. 21: heavily polluted parcels are planned green first."""

    @staticmethod
    def heavy(*cases: LandCase, grade: RiskGrade = RiskGrade.HIGH, place: str = "410102") -> Parcel:
        return parcel(place=place, risk_grade=grade, land_cases=cases)

    def test_the_gate_is_soft_and_green_opens_it(self):
        found = ask("CL-054", self.heavy(), on=date(2024, 1, 9))
        assert (found.state, found.occurrence.soft, found.label) == (State.TRIGGERED, True, Label.PLAN)
        homes = LandCase(id="h", kind=CHANGE, to_kind=UseKind.RESIDENTIAL)
        park = LandCase(id="g", kind=CHANGE, to_kind=UseKind.ECOLOGICAL)
        unsaid = LandCase(id="u", kind=CHANGE)
        found = ask_all("CL-054", self.heavy(homes, park, unsaid), on=date(2024, 1, 9))
        assert states(found) == [("h", State.TRIGGERED), ("g", State.FULFILLED), ("u", State.HUMAN_REVIEW)]
        assert found[2].occurrence.missing == ("to_kind",)

    def test_lighter_parcels_and_other_places_are_free(self):
        assert ask_all("CL-054", self.heavy(grade=RiskGrade.MEDIUM), on=date(2024, 1, 9)) == []
        assert ask_all("CL-054", self.heavy(place="140404"), on=date(2024, 1, 9)) == []

    def test_in_liucheng_it_ended_with_2023(self):
        land = self.heavy(place="450222")
        assert ask_all("CL-054", land, on=date(2022, 12, 31)) == []
        assert not ask("CL-054", land, on=date(2023, 12, 31)).historical
        assert ask("CL-054", land, on=date(2024, 1, 1)).historical


class TestCL060:
    """Source-control plan of 2024: the national system is checked before a change to a sensitive use is approved."""

    @staticmethod
    def changed(**facts: Any) -> Parcel:
        case = LandCase(kind=CHANGE, **{"decided_on": date(2025, 3, 10), "to_sensitive": True, **facts})
        return parcel(land_cases=(case,))

    def test_it_is_checked_the_day_before(self):
        found = ask("CL-060", self.changed(), on=date(2025, 3, 10))
        assert (found.due, found.late, found.label) == (date(2025, 3, 9), "1D(open)", Label.INTERNAL)
        done = ask("CL-060", self.changed(system_queried_on=date(2025, 3, 9)), on=date(2025, 4, 1))
        assert (done.state, done.occurrence.missing) == (State.FULFILLED, ("system_result",))
        whole = self.changed(system_queried_on=date(2025, 3, 9), system_result="not on any list")
        assert ask("CL-060", whole, on=date(2025, 4, 1)).occurrence.missing == ()

    def test_other_uses_are_free_and_an_unknown_one_is_asked_for(self):
        assert ask_all("CL-060", self.changed(to_sensitive=False), on=date(2025, 4, 1)) == []
        assert ask("CL-060", self.changed(to_sensitive=None), on=date(2025, 4, 1)).occurrence.missing == (
            "to_sensitive",
        )
        planned = ask("CL-060", self.changed(decided_on=None), on=date(2025, 4, 1))
        assert planned.occurrence.missing == ("decided_on",)

    def test_the_plan_holds_from_november_2024(self):
        assert ask_all("CL-060", self.changed(decided_on=date(2024, 11, 1)), on=date(2024, 12, 1)) == []
        new = ask("CL-060", self.changed(decided_on=date(2024, 11, 2)), on=date(2024, 12, 1))
        assert cited(new) == "土壤污染源头防控行动计划及省级方案"
