"""Duties about funds, budgets and costs, clause by clause."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jingtu.duties.duty import Label
from jingtu.duties.facts.government import Level
from jingtu.duties.facts.government_projects import Budget, Capital, Equipment
from jingtu.duties.facts.parcel import Liability, Listing, ListKind, Parcel
from jingtu.duties.facts.parcel_costs import Cost, Payer
from jingtu.duties.facts.parcel_reports import Works
from jingtu.duties.facts.practitioner import Activity
from jingtu.duties.facts.project import Fund, Project
from jingtu.duties.tests.asking_governance import (
    GAOPING,
    LIUCHENG,
    SHANGDANG,
    ZHONGYUAN,
    ask,
    cites,
    d,
    funding,
    said,
    says,
    setting,
    unknown,
)


class TestFP006:
    """Measures for soil funds of 2021: performance is reviewed, yearly by default; no grant is diverted."""

    GRANT = Fund(id="f1", purpose="survey", granted_on=d("2023-06-12"), performance_reviewed_on=())

    def of(self, closed=None, **change):
        return Project(id="j", closed_on=closed and d(closed), funds=(replace(self.GRANT, **change),))

    def test_nothing_before_the_grant(self):
        assert says("FP-006", self.of(), "2023-06-11") == []
        assert says("FP-006", Project(id="j"), "2024-06-12") == []

    def test_a_year_after_12_june_2023_is_12_june_2024(self):
        assert says("FP-006", self.of(), "2024-06-12") == ["f1: due 2024-06-12"]
        assert says("FP-006", self.of(), "2024-06-13") == ["f1: late 2024-06-12 1D(open)"]

    def test_a_review_opens_the_next_year_until_the_project_is_closed(self):
        reviewed = {"performance_reviewed_on": (d("2024-06-14"),)}
        assert says("FP-006", self.of(**reviewed), "2024-07-01") == ["f1: late 2024-06-12 2D", "f1: pending 2025-06-16"]
        assert says("FP-006", self.of("2025-06-15", **reviewed), "2025-07-01") == ["f1: late 2024-06-12 2D"]

    def test_unknown_reviews_are_named(self):
        found = unknown("FP-006", self.of(performance_reviewed_on=None), "2024-06-13")
        assert found == ("triggered", ("performance_reviewed_on",))

    def test_diverted_money_is_a_breach_until_it_is_returned(self):
        diverted = self.of(diversion_found_on=d("2024-03-01"))
        assert says("FP-006", diverted, "2024-03-01")[1] == "f1 diversion: due 2024-03-01"
        assert says("FP-006", diverted, "2024-03-02")[1] == "f1 diversion: late 2024-03-01 1D(open)"
        returned = self.of(diversion_found_on=d("2024-03-01"), returned_on=d("2024-03-11"))
        assert says("FP-006", returned, "2024-06-01")[1] == "f1 diversion: late 2024-03-01 10D"

    def test_a_grant_of_2019_is_reviewed_from_the_measures_of_2021_on(self):
        old = self.of(granted_on=d("2019-05-06"), performance_reviewed_on=(d("2020-05-06"),))
        assert says("FP-006", old, "2022-01-04") == ["f1: due 2022-01-04"]

    def test_the_reminder_is_internal_and_the_ban_on_diversion_statutory(self):
        assert ask("FP-006", self.of(), "2024-06-13").label is Label.INTERNAL
        diverted = self.of(granted_on=None, diversion_found_on=d("2024-03-01"))
        assert ask("FP-006", diverted, "2024-03-02").label is Label.STATUTORY
        assert cites("FP-006", diverted, "2024-03-02") == ["土壤污染防治资金管理办法"]


class TestFP007:
    """Law art. 71, Code art. 410: the province has a soil fund for parcels without a known liable party."""

    def of(self, established=None, level=Level.PROVINCE, orphans=3):
        on = established and d(established)
        return funding("410000", level=level, soil_fund_established_on=on, orphan_parcels=orphans)

    def test_it_concerns_provinces_with_such_parcels(self):
        assert says("FP-007", self.of(level=Level.CITY), "2024-05-06") == []
        assert says("FP-007", self.of(orphans=0), "2024-05-06") == []
        assert unknown("FP-007", self.of(level=None), "2024-05-06") == ("human_review", ("level",))

    def test_without_a_fund_it_is_missing_and_with_one_it_stands(self):
        assert says("FP-007", self.of(), "2024-05-06") == ["missing"]
        assert says("FP-007", self.of("2024-05-06"), "2024-05-06") == ["triggered"]
        assert says("FP-007", self.of("2017-05-06"), "2024-05-06") == ["triggered"]

    def test_an_unknown_number_of_parcels_is_named(self):
        assert unknown("FP-007", self.of(orphans=None), "2024-05-06") == ("missing", ("orphan_parcels",))

    def test_it_is_statutory_and_the_code_takes_over(self):
        assert ask("FP-007", self.of(), "2026-08-14").label is Label.STATUTORY
        assert cites("FP-007", self.of(), "2026-08-14") == ["土壤污染防治法第71条"]
        assert cites("FP-007", self.of(), "2026-08-15") == ["生态环境法典第410条"]
        assert says("FP-007", self.of(), "2018-12-31") == []


class TestFP008:
    """Law art. 70, Code art. 409: the budget holds money for soil; 28 February is a reminder."""

    def of(self, *budgets, level=Level.COUNTY, known_since="2024-01-01"):
        return replace(funding("330500", level=level, budgets=budgets), known_since=d(known_since))

    def budget(self, approved, amount="500000", year=2025):
        return Budget(year=year, amount_yuan=Decimal(amount), approved_on=approved and d(approved))

    def test_it_is_asked_of_counties(self):
        assert says("FP-008", self.of(level=Level.PROVINCE), "2025-03-01") == []
        assert unknown("FP-008", self.of(level=None), "2025-03-01") == ("human_review", ("level",))

    def test_it_is_due_on_28_february_of_every_year_of_the_facts(self):
        assert says("FP-008", self.of(), "2024-02-28") == ["2024: due 2024-02-28"]
        assert says("FP-008", self.of(), "2025-03-01") == [
            "2024: late 2024-02-28 367D(open)",
            "2025: late 2025-02-28 1D(open)",
        ]

    @pytest.mark.parametrize(
        ("approved", "told"), [("2025-02-28", "fulfilled 2025-02-28"), ("2025-03-03", "late 2025-02-28 3D")]
    )
    def test_a_budget_approved_on_the_day_is_in_time(self, approved, told):
        body = self.of(self.budget(approved), self.budget("2025-09-01"), known_since="2025-01-01")
        assert says("FP-008", body, "2025-10-01") == [f"2025: {told}"]

    def test_a_budget_that_holds_nothing_for_soil_does_not_count(self):
        body = self.of(self.budget("2025-01-15", amount="0"), known_since="2025-01-01")
        assert says("FP-008", body, "2025-02-28") == ["2025: due 2025-02-28"]

    def test_facts_that_do_not_say_how_far_back_they_go_are_asked_for_last_year_and_this_one(self):
        body = funding("330500", budgets=())
        assert [found.partition(":")[0] for found in says("FP-008", body, "2025-03-01")] == ["2024", "2025"]

    def test_unknown_budgets_are_named(self):
        assert unknown("FP-008", funding("330500"), "2025-03-01") == ("triggered", ("budgets",))

    def test_the_reminder_is_internal_a_day_that_is_set_a_parameter_and_the_code_takes_over(self):
        recent = self.of(known_since="2026-01-01")
        assert ask("FP-008", recent, "2026-03-01").label is Label.INTERNAL
        found = ask("FP-008", recent, "2026-03-01", parameters=setting("county.budget_day", "02-10"))
        assert (found.label, said(found)) == (Label.PARAMETER, "late 2026-02-10 19D(open)")
        assert cites("FP-008", recent, "2026-02-28") == ["土壤污染防治法第70条"]
        assert cites("FP-008", recent, "2027-02-28") == ["生态环境法典第409条"]


class TestFP009:
    """Law art. 46, Code art. 440: the polluter bears the costs; what others paid is recovered from it."""

    COST = Cost(item=Activity.SURVEY, incurred_on=d("2024-04-01"))

    def of(self, *costs, **liability):
        return Parcel(id="p", costs=costs, liability=Liability(**liability))

    def test_it_arises_with_a_cost(self):
        assert says("FP-009", Parcel(id="p"), "2024-05-01") == []
        assert says("FP-009", self.of(), "2024-05-01") == []
        assert says("FP-009", self.of(self.COST), "2024-03-31") == []
        assert unknown("FP-009", self.of(self.COST), "2024-04-01") == ("triggered", ("payer",))

    def test_the_polluter_pays(self):
        owed = replace(self.COST, payer=Payer.POLLUTER)
        assert says("FP-009", self.of(owed), "2024-04-01") == ["survey: missing"]
        assert says("FP-009", self.of(replace(owed, paid_on=d("2024-04-20"))), "2024-04-20") == ["survey: fulfilled"]

    @pytest.mark.parametrize("payer", [Payer.GOVERNMENT, Payer.LAND_USE_HOLDER, Payer.OTHER])
    def test_whoever_paid_in_its_place_recovers_it(self, payer):
        paid = replace(self.COST, payer=payer, paid_on=d("2024-04-20"))
        assert says("FP-009", self.of(paid), "2024-05-01") == ["survey recovery: missing"]
        recovered = replace(paid, recovered_on=d("2024-05-01"))
        assert says("FP-009", self.of(recovered), "2024-05-01") == ["survey recovery: fulfilled"]

    def test_while_the_polluter_is_not_clear_a_person_decides_and_without_one_nobody_pays(self):
        paid = replace(self.COST, payer=Payer.GOVERNMENT)
        assert unknown("FP-009", self.of(paid, unclear=True), "2024-05-01") == ("human_review", ("determined_on",))
        assert says("FP-009", self.of(paid, orphan=True), "2024-05-01") == []

    def test_listed_or_under_works_a_parcel_has_costs_even_where_none_is_recorded(self):
        listed = Parcel(id="p", listings=(Listing(kind=ListKind.CONTROL, listed_on=d("2024-04-01")),))
        assert says("FP-009", listed, "2024-03-31") == []
        assert unknown("FP-009", listed, "2024-04-01") == ("triggered", ("costs",))
        suspected = Parcel(id="p", listings=(Listing(kind=ListKind.SUSPECTED, listed_on=d("2024-04-01")),))
        assert says("FP-009", suspected, "2024-05-01") == []
        works = Parcel(id="p", works=(Works(started_on=d("2024-04-01")),))
        assert says("FP-009", works, "2024-03-31") == []
        assert unknown("FP-009", works, "2024-04-01") == ("triggered", ("costs",))

    def test_it_is_statutory_and_the_code_takes_over(self):
        assert ask("FP-009", self.of(self.COST), "2026-08-14").label is Label.STATUTORY
        assert cites("FP-009", self.of(self.COST), "2026-08-14") == ["土壤污染防治法第46条"]
        assert cites("FP-009", self.of(self.COST), "2026-08-15") == ["生态环境法典第440条"]


class TestFP010:
    """Shangdang plan 2022, 保障(二): other money than the budget's is sought; encouraged only."""

    def test_it_is_shangdang_s_own_from_2022(self):
        assert says("FP-010", funding(ZHONGYUAN), "2022-05-05") == []
        assert says("FP-010", funding(SHANGDANG), "2021-12-31") == []
        assert says("FP-010", funding(SHANGDANG), "2022-01-01") == ["triggered"]

    def test_it_is_soft_asked_for_by_the_plan_and_stands_since_the_first_agreement(self):
        agreed = (Capital(agreed_on=d("2023-05-08")), Capital(agreed_on=d("2023-02-06")))
        found = ask("FP-010", funding(SHANGDANG, capital=agreed), "2023-06-01")
        assert (found.occurrence.soft, found.label) == (True, Label.PLAN)
        assert found.occurrence.since == d("2023-02-06")
        assert cites("FP-010", funding(SHANGDANG), "2023-06-01") == ["上党区土壤污染防治行动计划（2022年）保障(二)"]


class TestFP011:
    """Gaoping plan 2019, item 2: money for monitoring capacity is applied for in 2019."""

    def of(self, *applied, place=GAOPING):
        return funding(place, equipment=tuple(Equipment(id="icp", applied_on=d(one)) for one in applied))

    def test_it_is_gaoping_s_own_once_the_plan_is_out(self):
        assert says("FP-011", self.of(place=SHANGDANG), "2019-12-31") == []
        assert says("FP-011", self.of(), "2019-05-28") == []
        assert says("FP-011", self.of(), "2019-05-29") == ["pending 2019-12-31"]

    def test_the_last_day_of_2019_is_the_end(self):
        assert says("FP-011", self.of(), "2019-12-31") == ["due 2019-12-31"]
        assert says("FP-011", self.of(), "2020-01-01") == ["late 2019-12-31 1D(open)"]

    @pytest.mark.parametrize(
        ("done", "told"), [("2019-12-31", "fulfilled 2019-12-31"), ("2020-01-02", "late 2019-12-31 2D")]
    )
    def test_applied_for_on_the_day_is_in_time(self, done, told):
        assert says("FP-011", self.of("2020-03-02", done), "2020-04-01") == [told]

    def test_unknown_equipment_is_named(self):
        assert unknown("FP-011", funding(GAOPING), "2020-01-01") == ("triggered", ("equipment",))

    def test_the_plan_asks_for_it_and_is_history_from_2020(self):
        found = ask("FP-011", self.of(), "2019-12-31")
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert ask("FP-011", self.of(), "2020-01-01").historical


class TestScenarioS10:
    """The land was taken back long ago; the former holder is the polluter and still exists."""

    def test_the_costs_stay_with_the_polluter(self):
        parcel = Parcel(
            id="S10",
            place=LIUCHENG,
            listings=(Listing(kind=ListKind.CONTROL, listed_on=d("2022-10-08")),),
            liability=Liability(polluter="plater", polluter_was_holder=True),
        )
        assert says("FP-009", parcel, "2023-07-01") == ["triggered"]
        assert cites("FP-009", parcel, "2023-07-01") == ["土壤污染防治法第46条"]
