"""Risk assessments and the risk-control and remediation list with its gates, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.parcel import Parcel
from jingtu.duties.facts.parcel_reports import Assessment, Evaluation, Works
from jingtu.duties.facts.parcel_uses import Construction, LandCase, LandCaseKind, Occupancy, PlanningPermit
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, control_list, parcel, passed, setting, states

CHANGE = LandCaseKind.USE_CHANGE
REVIEWED = date(2024, 5, 20)


def evaluated(on: date, **facts: Any) -> Evaluation:
    return Evaluation(finished_on=on, reviewed_on=on, review_passed=True, **{"target_met": True, **facts})


def asked_for(on: date, **facts: Any) -> Assessment:
    """A reviewed assessment that asks for remediation."""
    return Assessment(reviewed_on=on, review_passed=True, **{"remediation_needed": True, **facts})


class TestCL009:
    """Law art. 60, Code art. 455: a risk assessment after an exceedance, reported to the province."""

    @staticmethod
    def exceeding(*assessments: Assessment, **facts: Any) -> Parcel:
        survey = passed(REVIEWED, **{"exceeds_class_one": True, "exceeds_class_two": True, **facts})
        return parcel(surveys=(survey,), assessments=assessments)

    def test_it_is_due_within_the_days_of_the_province(self):
        days = setting("province.ra_days", "60D")
        found = ask("CL-009", self.exceeding(), on=date(2024, 7, 20), parameters=days)
        assert (found.due, found.late, found.label) == (date(2024, 7, 19), "1D(open)", Label.PARAMETER)
        done = self.exceeding(Assessment(submitted_on=date(2024, 7, 19)))
        assert ask("CL-009", done, on=date(2024, 8, 1), parameters=days).state is State.FULFILLED
        together = self.exceeding(Assessment(submitted_on=date(2024, 5, 20)))
        assert ask("CL-009", together, on=date(2024, 5, 20)).state is State.FULFILLED
        older = self.exceeding(Assessment(submitted_on=date(2024, 5, 19)))
        assert ask("CL-009", older, on=date(2024, 6, 1)).occurrence.missing == ("province.ra_days",)

    def test_lead_between_the_classes_calls_for_it_for_homes_only(self):
        uses = (
            LandCase(id="homes", kind=CHANGE, to_land_class=1),
            LandCase(id="works", kind=CHANGE, to_land_class=2),
            LandCase(id="open", kind=CHANGE),
        )
        survey = passed(REVIEWED, exceeds_class_one=True, exceeds_class_two=False)
        found = ask_all("CL-009", parcel(surveys=(survey,), land_cases=uses), on=date(2024, 6, 1))
        assert states(found) == [("homes", State.TRIGGERED), ("open", State.HUMAN_REVIEW)]
        assert found[1].occurrence.missing == ("to_land_class",)

    def test_without_a_plan_the_present_use_decides(self):
        survey = passed(REVIEWED, exceeds_class_one=True, exceeds_class_two=False)
        assert ask_all("CL-009", parcel(surveys=(survey,), land_class=2), on=date(2024, 6, 1)) == []
        assert ask("CL-009", parcel(surveys=(survey,), land_class=1), on=date(2024, 6, 1)).state is State.PENDING
        assert ask("CL-009", parcel(surveys=(survey,)), on=date(2024, 6, 1)).occurrence.missing == ("land_class",)

    def test_a_survey_within_the_limits_or_not_yet_reviewed_calls_for_none(self):
        assert ask_all("CL-009", self.exceeding(exceeds_class_one=False), on=date(2024, 6, 1)) == []
        assert ask_all("CL-009", self.exceeding(), on=date(2024, 5, 19)) == []

    def test_the_code_takes_over(self):
        days = setting("province.ra_days", "817D")
        assert cited(ask("CL-009", self.exceeding(), on=date(2026, 8, 1), parameters=days)) == "生态环境法典第455条"
        days = setting("province.ra_days", "815D")
        assert cited(ask("CL-009", self.exceeding(), on=date(2026, 8, 1), parameters=days)) == "土壤污染防治法第60条"


class TestCL010:
    """Law art. 37, Code art. 432: what a risk assessment must contain."""

    FULL = {"covers_soil_extent": True, "covers_groundwater_extent": True, "states_targets": True}

    def test_the_review_takes_a_whole_assessment_only(self):
        whole = Assessment(submitted_on=REVIEWED, pollutants=("lead",), **self.FULL)
        assert ask("CL-010", parcel(assessments=(whole,)), on=REVIEWED).state is State.FULFILLED
        bare = Assessment(submitted_on=REVIEWED, pollutants=("lead",), **{**self.FULL, "states_targets": False})
        found = ask("CL-010", parcel(assessments=(bare,)), on=REVIEWED)
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        unread = Assessment(submitted_on=REVIEWED, **self.FULL)
        found = ask("CL-010", parcel(assessments=(unread,)), on=REVIEWED)
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("pollutants",))

    def test_it_is_asked_when_handed_in_and_the_code_takes_over(self):
        bare = parcel(assessments=(Assessment(submitted_on=REVIEWED, states_targets=False),))
        assert ask_all("CL-010", bare, on=date(2024, 5, 19)) == []
        assert cited(ask("CL-010", bare, on=date(2026, 8, 14))) == "土壤污染防治法第37条"
        assert cited(ask("CL-010", bare, on=date(2026, 8, 15))) == "生态环境法典第432条"


class TestCL011:
    """Law arts. 58 and 61, Code arts. 453 and 456: listed when the assessment asks for measures, and reported."""

    def test_the_entry_is_due_on_the_day_of_the_review(self):
        asked = parcel(assessments=(asked_for(REVIEWED),))
        assert ask("CL-011", asked, on=REVIEWED).state is State.DUE
        found = ask("CL-011", asked, on=date(2024, 5, 21))
        assert (found.due, found.late, found.label) == (REVIEWED, "1D(open)", Label.STATUTORY)

    def test_entry_and_report_to_the_ministry_are_two_things(self):
        entry = control_list(date(2024, 5, 23))
        found = ask_all("CL-011", parcel(assessments=(asked_for(REVIEWED),), listings=(entry,)), on=date(2024, 6, 1))
        assert (found[0].late, states(found[1:])) == ("3D", [("ministry", State.MISSING)])
        told = control_list(date(2024, 5, 20), reported_to_ministry_on=date(2024, 6, 1))
        found = ask_all("CL-011", parcel(assessments=(asked_for(REVIEWED),), listings=(told,)), on=date(2024, 6, 1))
        assert [one.state for one in found] == [State.FULFILLED, State.FULFILLED]
        before = control_list(date(2023, 1, 5), reported_to_ministry_on=date(2023, 2, 1))
        found = ask_all("CL-011", parcel(assessments=(asked_for(REVIEWED),), listings=(before,)), on=date(2024, 6, 1))
        assert found[0].state is State.FULFILLED

    def test_no_measures_no_entry_and_an_open_conclusion_is_asked_for(self):
        free = asked_for(REVIEWED, remediation_needed=False, control_needed=False)
        assert ask_all("CL-011", parcel(assessments=(free,)), on=date(2024, 6, 1)) == []
        half = asked_for(REVIEWED, remediation_needed=False)
        found = ask("CL-011", parcel(assessments=(half,)), on=date(2024, 6, 1))
        assert (found.state, found.occurrence.missing) == (
            State.HUMAN_REVIEW,
            ("control_needed", "remediation_needed"),
        )
        assert ask_all("CL-011", parcel(assessments=(asked_for(REVIEWED),)), on=date(2024, 5, 19)) == []

    def test_the_code_takes_over(self):
        for day, article in ((date(2026, 8, 14), "土壤污染防治法第58条"), (date(2026, 8, 15), "生态环境法典第453条")):
            land = parcel(assessments=(asked_for(day),), listings=(control_list(day),))
            assert cited(ask_all("CL-011", land, on=date(2026, 9, 1))[0]) == article


class TestCL013:
    """Law art. 61 para. 2, Code art. 456: no residential or public use while listed."""

    def test_the_gate_is_shut_from_entry_to_removal(self):
        land = parcel(listings=(control_list(date(2023, 5, 8), removed_on=date(2024, 9, 2)),))
        assert ask_all("CL-013", land, on=date(2023, 5, 7)) == []
        found = ask("CL-013", land, on=date(2023, 5, 8))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        assert ask("CL-013", land, on=date(2024, 9, 1)).state is State.TRIGGERED
        assert ask("CL-013", land, on=date(2024, 9, 2)).state is State.FULFILLED
        assert ask_all("CL-013", parcel(), on=date(2024, 1, 1)) == []

    def test_a_home_taken_into_use_all_the_same_is_a_breach_until_it_ends(self):
        home = Occupancy(id="h", starts_on=date(2024, 1, 10), ended_on=date(2024, 1, 13), sensitive=True)
        land = parcel(listings=(control_list(),), occupancies=(home,))
        _, found = ask_all("CL-013", land, on=date(2024, 2, 1))
        assert (found.about, found.due, found.late) == ("h", date(2024, 1, 10), "3D")
        unknown = parcel(listings=(control_list(),), occupancies=(Occupancy(starts_on=date(2024, 1, 10)),))
        assert ask_all("CL-013", unknown, on=date(2024, 2, 1))[1].occurrence.missing == ("sensitive",)
        early = Occupancy(starts_on=date(2022, 1, 10), sensitive=True)
        listed_later = parcel(listings=(control_list(date(2023, 5, 8)),), occupancies=(early,))
        assert len(ask_all("CL-013", listed_later, on=date(2024, 2, 1))) == 1

    def test_the_code_takes_over(self):
        land = parcel(listings=(control_list(date(2023, 5, 8)),))
        assert cited(ask("CL-013", land, on=date(2026, 8, 14))) == "土壤污染防治法第61条第2款"
        assert cited(ask("CL-013", land, on=date(2026, 8, 15))) == "生态环境法典第456条第2款"


class TestCL014:
    """Shangdang 2022 no. 8: no land procedure for listed parcels."""

    ENTRY = control_list(date(2022, 3, 1))

    def test_the_gate_is_shut_while_listed_in_shangdang_alone(self):
        found = ask("CL-014", parcel(place="140404", listings=(self.ENTRY,)), on=date(2022, 3, 1))
        assert (found.state, found.label) == (State.TRIGGERED, Label.PLAN)
        assert cited(found) == "上党区土壤污染防治行动计划（2022年）第8条"
        assert ask_all("CL-014", parcel(place="140404", listings=(self.ENTRY,)), on=date(2022, 2, 28)) == []
        assert ask_all("CL-014", parcel(place="410102", listings=(self.ENTRY,)), on=date(2022, 4, 1)) == []
        assert ask_all("CL-014", parcel(place="140404"), on=date(2022, 4, 1)) == []
        gone = control_list(date(2022, 3, 1), removed_on=date(2022, 6, 1))
        assert ask("CL-014", parcel(place="140404", listings=(gone,)), on=date(2022, 6, 1)).state is State.FULFILLED

    def test_a_procedure_all_the_same_is_a_breach_until_revoked(self):
        case = LandCase(id="g", kind=LandCaseKind.GRANT, decided_on=date(2022, 4, 6))
        land = parcel(place="140404", listings=(self.ENTRY,), land_cases=(case,))
        _, found = ask_all("CL-014", land, on=date(2022, 4, 8))
        assert (found.about, found.due, found.late) == ("g", date(2022, 4, 6), "2D(open)")
        sale = LandCase(kind=LandCaseKind.TRANSFER, decided_on=date(2022, 4, 6))
        assert (
            len(
                ask_all(
                    "CL-014", parcel(place="140404", listings=(self.ENTRY,), land_cases=(sale,)), on=date(2022, 5, 1)
                )
            )
            == 1
        )
        blank = LandCase(decided_on=date(2022, 4, 6))
        land = parcel(place="140404", listings=(self.ENTRY,), land_cases=(blank,))
        assert ask_all("CL-014", land, on=date(2022, 5, 1))[1].occurrence.missing == ("kind",)

    def test_the_plan_holds_from_2022(self):
        land = parcel(place="140404", listings=(control_list(date(2021, 1, 5)),))
        assert ask_all("CL-014", land, on=date(2021, 12, 31)) == []
        assert ask("CL-014", land, on=date(2022, 1, 1)).state is State.TRIGGERED


class TestCL015:
    """Shangdang 2022 no. 8 and 2021 no. 120: no planning permit before survey, assessment and target."""

    HOMES = LandCase(kind=CHANGE, decided_on=date(2023, 5, 10), to_sensitive=True, to_land_class=1)

    @staticmethod
    def land(**facts: Any) -> Parcel:
        return parcel(place="140404", **facts)

    def test_each_step_shuts_the_gate_until_it_is_complete(self):
        on = date(2024, 6, 1)
        land = self.land(land_cases=(self.HOMES,))
        assert (ask("CL-015", land, on=on).state, ask("CL-015", land, on=on).label) == (State.TRIGGERED, Label.PLAN)
        clean = passed(date(2023, 4, 1), exceeds_class_one=False)
        assert ask("CL-015", self.land(land_cases=(self.HOMES,), surveys=(clean,)), on=on).state is State.FULFILLED
        bad = (passed(date(2023, 4, 1), exceeds_class_one=True),)
        exceeding = self.land(land_cases=(self.HOMES,), surveys=bad)
        assert ask("CL-015", exceeding, on=on).state is State.TRIGGERED
        no_measures = asked_for(date(2023, 9, 1), remediation_needed=False, control_needed=False)
        free = self.land(land_cases=(self.HOMES,), surveys=bad, assessments=(no_measures,))
        assert ask("CL-015", free, on=on).state is State.FULFILLED
        measures = (asked_for(date(2023, 9, 1)),)
        needed = self.land(land_cases=(self.HOMES,), surveys=bad, assessments=measures)
        assert ask("CL-015", needed, on=on).state is State.TRIGGERED
        met = self.land(
            land_cases=(self.HOMES,), surveys=bad, assessments=measures, evaluations=(evaluated(date(2024, 6, 1)),)
        )
        assert ask("CL-015", met, on=on).state is State.FULFILLED
        assert ask("CL-015", met, on=date(2024, 5, 31)).state is State.TRIGGERED
        left = control_list(date(2023, 10, 9), removed_on=date(2024, 6, 1))
        gone = self.land(land_cases=(self.HOMES,), surveys=bad, assessments=measures, listings=(left,))
        assert ask("CL-015", gone, on=date(2024, 5, 31)).state is State.TRIGGERED
        assert ask("CL-015", gone, on=on).state is State.FULFILLED

    def test_what_is_not_known_is_for_a_person(self):
        unread = self.land(land_cases=(LandCase(kind=CHANGE),))
        found = ask("CL-015", unread, on=date(2024, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("to_sensitive",))
        assert ask_all("CL-015", self.land(), on=date(2024, 6, 1)) == []

    def test_an_evaluation_by_the_contractor_opens_nothing(self):
        own = evaluated(date(2024, 5, 1), evaluator_credit_code="A")
        land = self.land(listings=(control_list(),), evaluations=(own,), works=(Works(contractor_credit_code="A"),))
        assert ask("CL-015", land, on=date(2024, 6, 1)).state is State.TRIGGERED

    def test_a_permit_all_the_same_is_a_breach_until_put_right(self):
        permit = PlanningPermit(id="k", issued_on=date(2023, 6, 1), corrected_on=date(2023, 6, 5))
        land = self.land(land_cases=(self.HOMES,), permits=(permit,))
        _, found = ask_all("CL-015", land, on=date(2023, 7, 1))
        assert (found.about, found.due, found.late) == ("k", date(2023, 6, 1), "4D")

    def test_elsewhere_it_rests_on_a_plan_that_ended_with_2025(self):
        land = parcel(listings=(control_list(),))
        found = ask("CL-015", land, on=date(2025, 12, 31))
        assert (cited(found), found.historical) == ("关于“十四五”土壤等规划（环土壤〔2021〕120号）", False)
        assert ask("CL-015", land, on=date(2026, 1, 1)).historical
        assert ask_all("CL-015", land, on=date(2021, 12, 28)) == []


class TestCL016:
    """Law art. 66 para. 3, Code art. 461: no unrelated works; the Code adds parcels that skipped a step."""

    UNSURVEYED = LandCase(kind=CHANGE, decided_on=date(2026, 5, 10), to_sensitive=True)

    def test_a_listed_parcel_is_barred_until_the_target_is_met(self):
        land = parcel(listings=(control_list(date(2023, 5, 8)),), evaluations=(evaluated(date(2024, 6, 3)),))
        found = ask("CL-016", land, on=date(2024, 6, 2))
        assert (found.state, found.label) == (State.TRIGGERED, Label.STATUTORY)
        assert ask("CL-016", land, on=date(2024, 6, 3)).state is State.FULFILLED
        assert ask_all("CL-016", parcel(), on=date(2024, 6, 2)) == []

    def test_a_missing_survey_bars_works_from_the_code_on(self):
        land = parcel(land_cases=(self.UNSURVEYED,))
        assert ask_all("CL-016", land, on=date(2026, 8, 14)) == []
        found = ask("CL-016", land, on=date(2026, 8, 15))
        assert (found.state, cited(found)) == (State.TRIGGERED, "生态环境法典第461条第3款")
        assert found.occurrence.since == date(2026, 8, 15)

    @pytest.mark.parametrize(("on", "late"), [(date(2024, 1, 9), ""), (date(2024, 1, 10), "1D(open)")])
    def test_works_that_were_found_stop_the_same_day(self, on, late):
        works = Construction(id="w", for_remediation=False, started_on=date(2024, 1, 2), found_on=date(2024, 1, 9))
        _, found = ask_all("CL-016", parcel(listings=(control_list(),), constructions=(works,)), on=on)
        assert (found.about, found.due, found.late) == ("w", date(2024, 1, 9), late)

    def test_works_that_nobody_found_stand_open_and_their_purpose_is_asked_for(self):
        works = Construction(id="w", for_remediation=False, started_on=date(2026, 7, 1))
        land = parcel(land_cases=(self.UNSURVEYED,), constructions=(works,))
        _, found = ask_all("CL-016", land, on=date(2026, 9, 1))
        assert (found.state, found.occurrence.since) == (State.TRIGGERED, date(2026, 8, 15))
        assert found.occurrence.missing == ("found_on",)
        blank = parcel(listings=(control_list(),), constructions=(Construction(started_on=date(2024, 1, 2)),))
        assert ask_all("CL-016", blank, on=date(2024, 2, 1))[1].occurrence.missing == ("for_remediation",)

    def test_remediation_itself_and_finished_works_are_free(self):
        own = Construction(for_remediation=True, started_on=date(2024, 1, 2))
        over = Construction(for_remediation=False, started_on=date(2023, 1, 2), ended_on=date(2023, 9, 1))
        land = parcel(listings=(control_list(),), constructions=(own, over))
        assert len(ask_all("CL-016", land, on=date(2024, 2, 1))) == 1

    def test_the_conduct_is_split_at_the_code(self):
        found = ask("CL-016", parcel(listings=(control_list(date(2026, 8, 1)),)), on=date(2026, 8, 20))
        assert [part.citations[0].text() for part in found.segments] == [
            "土壤污染防治法第66条第3款",
            "生态环境法典第461条第3款",
        ]


class TestCL027:
    """Law art. 66, Code art. 461: an application to leave the list is decided."""

    @staticmethod
    def applied(**facts: Any) -> Parcel:
        return parcel(listings=(control_list(removal_applied_on=date(2024, 11, 20), **facts),))

    def test_it_is_decided_within_the_days_of_the_province(self):
        days = setting("province.delist_days", "15WD")
        found = ask("CL-027", self.applied(), on=date(2024, 12, 12), parameters=days)
        assert (found.due, found.late, found.label) == (date(2024, 12, 11), "1WD(open)", Label.PARAMETER)
        gone = self.applied(removed_on=date(2024, 12, 11), removal_published_on=date(2024, 12, 12))
        assert ask("CL-027", gone, on=date(2024, 12, 20), parameters=days).state is State.FULFILLED
        refused = self.applied(removal_reviewed_on=date(2024, 12, 13), removal_granted=False)
        assert ask("CL-027", refused, on=date(2024, 12, 20), parameters=days).late == "2WD"
        granted = self.applied(removal_reviewed_on=date(2024, 12, 10), removal_granted=True)
        assert ask("CL-027", granted, on=date(2024, 12, 12), parameters=days).late == "1WD(open)"

    def test_without_days_it_is_pending_and_without_publication_that_is_named(self):
        found = ask("CL-027", self.applied(), on=date(2025, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.PENDING, ("province.delist_days",))
        silent = ask("CL-027", self.applied(removed_on=date(2024, 12, 11)), on=date(2025, 6, 1))
        assert "removal_published_on" in silent.occurrence.missing

    def test_no_application_no_decision_and_the_code_takes_over(self):
        assert ask_all("CL-027", parcel(listings=(control_list(),)), on=date(2025, 6, 1)) == []
        assert ask_all("CL-027", self.applied(), on=date(2024, 11, 19)) == []
        assert cited(ask("CL-027", self.applied(), on=date(2026, 8, 14))) == "土壤污染防治法第66条第1款"
        assert cited(ask("CL-027", self.applied(), on=date(2026, 8, 15))) == "生态环境法典第461条第1款"


class TestCL044:
    """Law art. 66 para. 3, Code art. 461, Liucheng 2023: measures before the grant, evaluation before works."""

    GRANT = LandCase(id="g", kind=LandCaseKind.GRANT, decided_on=date(2023, 8, 1))
    ENTRY = control_list(date(2022, 10, 8))

    def test_in_liucheng_measures_stand_the_day_before_the_grant(self):
        land = parcel(place="450222", listings=(self.ENTRY,), land_cases=(self.GRANT,))
        found = ask("CL-044", land, on=date(2023, 8, 1))
        assert (found.about, found.due, found.late) == ("g", date(2023, 7, 31), "1D(open)")
        assert found.label is Label.PLAN
        done = parcel(
            place="450222",
            listings=(self.ENTRY,),
            land_cases=(self.GRANT,),
            works=(Works(ended_on=date(2023, 7, 31)),),
        )
        assert ask("CL-044", done, on=date(2023, 8, 1)).state is State.FULFILLED
        after = LandCase(kind=LandCaseKind.GRANT, decided_on=date(2024, 1, 1))
        later = parcel(place="450222", listings=(self.ENTRY,), land_cases=(after,))
        assert ask_all("CL-044", later, on=date(2024, 2, 1)) == []
        elsewhere = parcel(place="140404", listings=(self.ENTRY,), land_cases=(self.GRANT,))
        assert ask_all("CL-044", elsewhere, on=date(2023, 8, 1)) == []

    @staticmethod
    def built(*evaluations: Evaluation, on: date | None = date(2024, 3, 4), purpose: bool | None = False) -> Parcel:
        works = Construction(id="w", for_remediation=purpose, started_on=on)
        entry = control_list(date(2022, 10, 8))
        return parcel(listings=(entry,), constructions=(works,), evaluations=evaluations)

    def test_everywhere_the_evaluation_comes_before_the_works(self):
        found = ask("CL-044", self.built(), on=date(2024, 3, 4))
        assert (found.due, found.late, found.label) == (date(2024, 3, 3), "1D(open)", Label.STATUTORY)
        met = self.built(evaluated(date(2024, 3, 3)))
        assert ask("CL-044", met, on=date(2024, 3, 4)).state is State.FULFILLED
        planned = ask("CL-044", self.built(on=None), on=date(2024, 3, 4))
        assert (planned.state, planned.occurrence.missing) == (State.TRIGGERED, ("started_on",))

    def test_land_without_measures_and_remediation_itself_are_free(self):
        works = Construction(for_remediation=False, started_on=date(2024, 3, 4))
        assert ask_all("CL-044", parcel(constructions=(works,)), on=date(2024, 4, 1)) == []
        assert ask_all("CL-044", self.built(purpose=True), on=date(2024, 4, 1)) == []
        asks = ask("CL-044", self.built(purpose=None), on=date(2024, 4, 1))
        assert asks.occurrence.missing == ("for_remediation",)

    def test_the_code_takes_over(self):
        for day, article in (
            (date(2026, 8, 15), "土壤污染防治法第66条第3款"),
            (date(2026, 8, 16), "生态环境法典第461条第3款"),
        ):
            assert cited(ask("CL-044", self.built(on=day), on=date(2026, 8, 1))) == article
