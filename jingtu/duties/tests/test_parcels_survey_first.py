"""What is surveyed before land changes hands or use, before projects; uploads: clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingtu.duties.duty import Label
from jingtu.duties.facts.parcel import FormerUse, Parcel
from jingtu.duties.facts.parcel_reports import Survey, Works
from jingtu.duties.facts.parcel_uses import EiaApplication, LandCase, LandCaseKind, UseKind
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking_parcels import ask, ask_all, cited, parcel, passed, setting, states

CHANGE = LandCaseKind.USE_CHANGE


class TestCL029:
    """Law art. 67, Code art. 462: the land of a key unit is surveyed before its use or holder changes."""

    TAKE_BACK = LandCase(id="t", kind=LandCaseKind.TAKE_BACK, decided_on=date(2025, 2, 20))
    LATER = LandCase(id="c", kind=CHANGE, decided_on=date(2025, 3, 10))

    def test_the_last_day_is_the_day_before_take_back(self):
        land = parcel(key_unit=True, land_cases=(self.TAKE_BACK,))
        assert ask("CL-029", land, on=date(2025, 2, 19)).state is State.DUE
        found = ask("CL-029", land, on=date(2025, 2, 20))
        assert (found.due, found.late, found.label) == (date(2025, 2, 19), "1D(open)", Label.STATUTORY)

    def test_of_two_events_without_a_survey_between_the_first_counts(self):
        both = parcel(key_unit=True, land_cases=(self.LATER, self.TAKE_BACK))
        found = ask("CL-029", both, on=date(2025, 3, 15))
        assert (found.about, found.late) == ("t", "24D(open)")
        between = parcel(
            key_unit=True, land_cases=(self.LATER, self.TAKE_BACK), surveys=(Survey(finished_on=date(2025, 3, 1)),)
        )
        late, kept = ask_all("CL-029", between, on=date(2025, 3, 15))
        assert (late.late, kept.about, kept.state) == ("10D", "c", State.FULFILLED)

    def test_supply_is_no_such_event_and_other_land_is_not_concerned(self):
        supply = LandCase(kind=LandCaseKind.GRANT, decided_on=date(2025, 2, 20))
        assert ask_all("CL-029", parcel(key_unit=True, land_cases=(supply,)), on=date(2025, 3, 1)) == []
        assert ask_all("CL-029", parcel(key_unit=False, land_cases=(self.TAKE_BACK,)), on=date(2025, 3, 1)) == []

    def test_unknown_status_and_a_unit_that_left_the_list_are_for_a_person(self):
        unknown = ask("CL-029", parcel(land_cases=(self.TAKE_BACK,)), on=date(2025, 3, 1))
        assert (unknown.state, unknown.occurrence.missing) == (State.HUMAN_REVIEW, ("key_unit",))
        left = parcel(key_unit=True, key_unit_until=date(2025, 2, 20), land_cases=(self.TAKE_BACK,))
        assert ask("CL-029", left, on=date(2025, 3, 1)).occurrence.missing == ("key_unit_until",)
        still = parcel(key_unit=True, key_unit_until=date(2025, 2, 21), land_cases=(self.TAKE_BACK,))
        assert ask("CL-029", still, on=date(2025, 3, 1)).state is State.LATE

    def test_the_code_takes_over(self):
        for event, article in ((date(2026, 8, 15), "土壤污染防治法第67条"), (date(2026, 8, 16), "生态环境法典第462条")):
            land = parcel(key_unit=True, land_cases=(LandCase(kind=CHANGE, decided_on=event),))
            assert cited(ask("CL-029", land, on=date(2026, 8, 1))) == article


class TestCL030:
    """Law art. 67, Code art. 462: the survey goes to the registry and to the ecology department."""

    @staticmethod
    def sold(**facts: Any) -> Parcel:
        case = LandCase(id="x", kind=LandCaseKind.TRANSFER, decided_on=date(2025, 2, 20), **facts)
        return parcel(key_unit=True, land_cases=(case,))

    def test_both_are_due_the_day_before_registration(self):
        land = self.sold(registered_on=date(2025, 3, 10), report_lodged_on=date(2025, 3, 9))
        registry, ecology = ask_all("CL-030", land, on=date(2025, 3, 9))
        assert states([registry, ecology]) == [("x registry", State.FULFILLED), ("x ecology", State.DUE)]
        assert (registry.due, ecology.due, ecology.label) == (date(2025, 3, 9), date(2025, 3, 9), Label.STATUTORY)
        _, ecology = ask_all("CL-030", land, on=date(2025, 3, 10))
        assert ecology.state is State.MISSING
        late = self.sold(registered_on=date(2025, 3, 10), report_lodged_on=date(2025, 3, 12))
        assert ask_all("CL-030", late, on=date(2025, 4, 1))[0].late == "3D"

    def test_without_a_day_of_registration_the_papers_are_missing(self):
        found = ask_all("CL-030", self.sold(), on=date(2025, 2, 20))
        assert [one.state for one in found] == [State.MISSING, State.MISSING]
        assert found[0].occurrence.missing == ("registered_on",)

    def test_an_event_that_lies_ahead_and_other_land_owe_nothing(self):
        assert ask_all("CL-030", self.sold(), on=date(2025, 2, 19)) == []
        other = parcel(land_cases=(LandCase(kind=LandCaseKind.TRANSFER, decided_on=date(2025, 2, 20)),))
        assert ask_all("CL-030", other, on=date(2025, 3, 1)) == []

    def test_the_code_takes_over(self):
        for day, article in ((date(2026, 8, 15), "土壤污染防治法第67条"), (date(2026, 8, 16), "生态环境法典第462条")):
            assert cited(ask_all("CL-030", self.sold(registered_on=day), on=date(2026, 8, 1))[0]) == article


class TestCL046:
    """Zhongyuan 2018 no. 18: land of key industries, petrol stations and car repair."""

    @staticmethod
    def station(use: FormerUse | None = FormerUse.PETROL_STATION, *surveys: Survey) -> Parcel:
        case = LandCase(kind=LandCaseKind.TRANSFER, decided_on=date(2019, 6, 3))
        return parcel(place="410102", former_use=use, land_cases=(case,), surveys=surveys)

    def test_the_survey_is_finished_before_the_land_changes_hands(self):
        found = ask("CL-046", self.station(), on=date(2019, 6, 3))
        assert (found.due, found.late, found.label) == (date(2019, 6, 2), "1D(open)", Label.PLAN)
        assert cited(found) == "郑州市中原区土壤污染防治工作方案第18条"
        done = self.station(FormerUse.CAR_REPAIR, Survey(finished_on=date(2019, 6, 2)))
        assert ask("CL-046", done, on=date(2019, 7, 1)).state is State.FULFILLED

    def test_other_land_places_and_procedures_are_not_concerned(self):
        assert ask_all("CL-046", self.station(FormerUse.OTHER), on=date(2019, 7, 1)) == []
        case = LandCase(kind=LandCaseKind.GRANT, decided_on=date(2019, 6, 3))
        land = parcel(place="410102", former_use=FormerUse.PETROL_STATION, land_cases=(case,))
        assert ask_all("CL-046", land, on=date(2019, 7, 1)) == []
        assert ask_all("CL-046", parcel(place="450222", land_cases=(case,)), on=date(2019, 7, 1)) == []

    def test_an_unknown_former_use_is_asked_for(self):
        assert ask("CL-046", self.station(None), on=date(2019, 7, 1)).occurrence.missing == ("former_use",)

    def test_before_2018_nothing_carried_it(self):
        case = LandCase(kind=LandCaseKind.TRANSFER, decided_on=date(2018, 1, 1))
        land = parcel(place="410102", former_use=FormerUse.PETROL_STATION, land_cases=(case,))
        assert ask_all("CL-046", land, on=date(2018, 2, 1)) == []


class TestCL047:
    """Shanxi 2021 nos. 6 and 7: land for food or farming, and land that industry left."""

    @staticmethod
    def land(*surveys: Survey, former: FormerUse | None = FormerUse.OTHER, **facts: Any) -> Parcel:
        case = LandCase(id="b", kind=CHANGE, to_sensitive=False, **facts)
        return parcel(place="140404", former_use=former, land_cases=(case,), surveys=surveys)

    def test_food_storage_is_surveyed_before_the_change_and_enters_no_procedure_before(self):
        food = self.land(decided_on=date(2021, 11, 1), to_kind=UseKind.FOOD_STORAGE)
        change, procedure = ask_all("CL-047", food, on=date(2021, 10, 15))
        assert (change.due, change.state, change.label) == (date(2021, 10, 31), State.PENDING, Label.INTERNAL)
        assert (procedure.about, procedure.state) == ("b procedure", State.TRIGGERED)
        assert ask_all("CL-047", food, on=date(2021, 11, 1))[0].late == "1D(open)"
        done = self.land(passed(date(2021, 10, 31)), decided_on=date(2021, 11, 1), to_kind=UseKind.FARMLAND)
        assert ask("CL-047", done, on=date(2021, 11, 5)).state is State.FULFILLED

    def test_a_closed_coking_site_for_shops_stands_without_a_day(self):
        found = ask_all("CL-047", self.land(former=FormerUse.COKING), on=date(2021, 10, 15))
        assert states(found) == [("b", State.TRIGGERED), ("b procedure", State.TRIGGERED)]

    def test_a_warehouse_for_shops_and_other_provinces_are_free(self):
        assert ask_all("CL-047", self.land(), on=date(2021, 10, 15)) == []
        elsewhere = parcel(place="450222", former_use=FormerUse.COKING, land_cases=(LandCase(kind=CHANGE),))
        assert ask_all("CL-047", elsewhere, on=date(2021, 10, 15)) == []

    def test_an_unknown_former_use_is_asked_for(self):
        assert ask("CL-047", self.land(former=None), on=date(2021, 10, 15)).occurrence.missing == ("former_use",)

    def test_after_the_plan_only_the_regulation_is_left(self):
        food = self.land(decided_on=date(2022, 3, 1), to_kind=UseKind.FOOD_STORAGE)
        found = ask("CL-047", food, on=date(2022, 2, 1))
        assert (found.about, cited(found)) == ("b", "山西省土壤污染防治条例")


class TestCL053:
    """Decree 3 arts. 7 and 8: baseline survey of a key unit's project."""

    @staticmethod
    def project(**facts: Any) -> Parcel:
        eia = EiaApplication(id="e", of_key_unit=True, submitted_on=date(2024, 6, 3), **facts)
        return parcel(eias=(eia,))

    def test_surveyed_and_published_before_the_assessment_is_handed_in(self):
        found = ask("CL-053", self.project(), on=date(2024, 6, 3))
        assert (found.due, found.late, found.label) == (date(2024, 6, 2), "1D(open)", Label.INTERNAL)
        day = date(2024, 6, 2)
        done = self.project(baseline_finished_on=date(2024, 5, 2), baseline_published_on=day)
        assert ask("CL-053", done, on=date(2024, 7, 1)).state is State.FULFILLED
        assert ask("CL-053", self.project(baseline_finished_on=day), on=date(2024, 6, 4)).late == "2D(open)"

    def test_an_exceedance_is_managed_like_a_contaminated_parcel(self):
        found = ask_all(
            "CL-053", self.project(baseline_finished_on=date(2024, 5, 2), baseline_exceeds=True), on=date(2024, 5, 9)
        )
        assert states(found) == [("e", State.PENDING), ("e exceedance", State.TRIGGERED)]

    def test_other_projects_owe_none_and_unknown_ones_of_a_key_unit_are_asked(self):
        assert ask_all("CL-053", parcel(eias=(EiaApplication(of_key_unit=False),)), on=date(2024, 6, 3)) == []
        asks = parcel(key_unit=True, eias=(EiaApplication(),))
        assert ask("CL-053", asks, on=date(2024, 6, 3)).occurrence.missing == ("of_key_unit",)

    def test_the_decree_holds_from_august_2018(self):
        old = parcel(eias=(EiaApplication(of_key_unit=True, submitted_on=date(2018, 8, 1)),))
        assert ask_all("CL-053", old, on=date(2018, 9, 1)) == []
        new = parcel(eias=(EiaApplication(of_key_unit=True, submitted_on=date(2018, 8, 2)),))
        assert cited(ask("CL-053", new, on=date(2018, 9, 1))) == "工矿用地土壤环境管理办法（试行）第7条"


class TestCL055:
    """Law art. 82, Code art. 406: finished reports go to the platform."""

    def test_within_the_days_that_are_set(self):
        days = setting("upload_days", "15D")
        finished = parcel(surveys=(Survey(id="s", finished_on=date(2024, 4, 1)),))
        found = ask("CL-055", finished, on=date(2024, 4, 17), parameters=days)
        assert (found.about, found.due, found.late) == ("survey s", date(2024, 4, 16), "1D(open)")
        assert found.label is Label.PARAMETER
        unset = ask("CL-055", finished, on=date(2025, 4, 1))
        assert (unset.state, unset.occurrence.missing) == (State.PENDING, ("upload_days",))

    def test_plans_count_as_well_and_the_number_on_the_platform_is_asked_for(self):
        day = date(2024, 4, 1)
        land = parcel(
            surveys=(Survey(finished_on=day, uploaded_on=day),),
            works=(Works(id="w", plan_finished_on=day, plan_uploaded_on=day),),
        )
        survey, plan = ask_all("CL-055", land, on=date(2024, 4, 2))
        assert (survey.state, plan.about, plan.state) == (State.FULFILLED, "plan w", State.FULFILLED)
        assert survey.occurrence.missing == ("upload_days", "platform_id")

    def test_nothing_finished_nothing_owed(self):
        assert ask_all("CL-055", parcel(surveys=(Survey(finished_on=date(2024, 4, 1)),)), on=date(2024, 3, 31)) == []

    def test_the_code_takes_over(self):
        days = setting("upload_days", "15D")
        for day, article in ((date(2026, 7, 30), "土壤污染防治法第82条"), (date(2026, 8, 4), "生态环境法典第406条")):
            finished = parcel(surveys=(Survey(finished_on=day),))
            assert cited(ask("CL-055", finished, on=date(2026, 8, 5), parameters=days)) == article
