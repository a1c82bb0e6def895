"""Duties on totals of heavy metals, clause by clause."""

from __future__ import annotations

from datetime import date

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_metals import EmissionEntry, MetalsWork, YearlyEmission
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import (
    Allocation,
    EmissionAccount,
    KeyIndustry,
    MetalProject,
    Method,
    Permit,
    Pollutant,
    Reduction,
)
from jingtu.duties.facts.subject import Subject
from jingtu.duties.metals import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all

LIUCHENG, GAOPING = "450222", "140581"
LATER = date(2027, 12, 31)


def one(duty: str, facts: Subject, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: Subject, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def remark(found: Owed) -> str:
    assert found.occurrence.remark is not None
    return found.occurrence.remark.text("en")


class TestHM003:
    """Opinions of 2022, Code arts. 155 to 158: emissions of the five metals within the yearly total."""

    @staticmethod
    def of(year: int, emitted: int | None, accounted_on: date | None = None) -> MetalEnterprise:
        account = EmissionAccount(
            year=year, pollutant=Pollutant.LEAD, quota_g=9000, emitted_g=emitted, accounted_on=accounted_on
        )
        return MetalEnterprise(id="e", as_of=LATER, accounts=(account,))

    def test_without_a_total_and_for_metals_outside_the_totals_nothing_is_owed(self) -> None:
        no_total = EmissionAccount(year=2025, pollutant=Pollutant.LEAD, emitted_g=9000)
        thallium = EmissionAccount(year=2025, pollutant=Pollutant.THALLIUM, quota_g=1, emitted_g=9000)
        assert (
            every("HM-003", MetalEnterprise(id="e", as_of=LATER, accounts=(no_total, thallium)), date(2026, 1, 5)) == []
        )

    def test_it_is_pending_until_30_december_and_due_on_the_31st(self) -> None:
        before = one("HM-003", self.of(2025, 9001), date(2025, 12, 30))
        assert (before.state, before.due, before.about) == (State.PENDING, date(2025, 12, 31), "2025 lead")
        assert one("HM-003", self.of(2025, 9001), date(2025, 12, 31)).state is State.DUE

    @pytest.mark.parametrize(
        ("grams", "state"), [(8999, State.FULFILLED), (9000, State.FULFILLED), (9001, State.MISSING)]
    )
    def test_afterwards_a_gram_above_the_total_is_short(self, grams: int, state: State) -> None:
        assert one("HM-003", self.of(2025, grams), date(2026, 1, 1)).state is state

    def test_the_shortfall_is_told_in_grams(self) -> None:
        assert "9001 g, wanted 9000 g" in remark(one("HM-003", self.of(2025, 9001), date(2026, 1, 1)))

    def test_what_is_accounted_later_is_not_known_yet(self) -> None:
        found = one("HM-003", self.of(2025, 8000, accounted_on=date(2026, 1, 20)), date(2026, 1, 19))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("emitted_g",))
        assert one("HM-003", self.of(2025, 8000, date(2026, 1, 20)), date(2026, 1, 20)).state is State.FULFILLED

    def test_the_opinions_call_for_it_and_from_2026_the_code_makes_it_statutory(self) -> None:
        assert one("HM-003", self.of(2025, 9000), date(2026, 1, 1)).label is Label.PLAN
        found = one("HM-003", self.of(2026, 9000), date(2027, 1, 4))
        assert found.label is Label.STATUTORY
        assert "生态环境法典第155条" in [cite.text() for cite in found.citations]


class TestHM004:
    """Gaoping plan 2019, art. 15: totals verified and a database of emissions built in 2019."""

    @staticmethod
    def of(place: str = GAOPING, **facts: object) -> GovernmentBody:
        return GovernmentBody(id="g", as_of=LATER, place=place, level=Level.COUNTY, metals=MetalsWork(**facts))  # type: ignore[arg-type]

    def test_no_other_place_owes_it(self) -> None:
        assert every("HM-004", self.of(LIUCHENG), date(2020, 1, 1)) == []

    def test_both_are_due_on_31_december_2019(self) -> None:
        found = every("HM-004", self.of(), date(2019, 12, 31))
        assert [(part.about, part.due, part.state) for part in found] == [
            ("verification", date(2019, 12, 31), State.DUE),
            ("database", date(2019, 12, 31), State.DUE),
        ]

    def test_done_on_the_last_day_is_in_time_and_on_new_year_a_day_late(self) -> None:
        body = self.of(totals_verified_on=date(2019, 12, 31), database_built_on=date(2020, 1, 1))
        verified, built = every("HM-004", body, date(2020, 2, 1))
        assert (verified.state, built.late) == (State.FULFILLED, "1D")

    def test_a_database_that_does_not_say_the_method_needs_a_person(self) -> None:
        entry = EmissionEntry(uscc="x", metal=Pollutant.LEAD, emitted_g=1)
        body = self.of(database_built_on=date(2019, 11, 1), emission_entries=(entry,))
        found = every("HM-004", body, date(2019, 12, 1))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("method",))
        whole = EmissionEntry(uscc="x", metal=Pollutant.LEAD, emitted_g=1, method=Method.MANUAL)
        body = self.of(database_built_on=date(2019, 11, 1), emission_entries=(whole,))
        assert every("HM-004", body, date(2019, 12, 1))[1].state is State.FULFILLED

    def test_it_is_called_for_by_a_plan_that_has_expired(self) -> None:
        found = every("HM-004", self.of(), date(2020, 1, 2))[0]
        assert (found.label, found.historical, found.late) == (Label.PLAN, True, "2D(open)")
        assert not every("HM-004", self.of(), date(2019, 12, 31))[0].historical


class TestHM005:
    """Opinions of 2022: no EIA approval of a project whose new emission is not replaced, 1.2 to 1 in key regions."""

    @staticmethod
    def of(certified: int | None, *, key: bool | None = True, **more: object) -> MetalEnterprise:
        project = MetalProject(about="main", new_g=12_000, in_key_region=key, reduction_ids=("r",))
        reduction = Reduction(id="r", industry=KeyIndustry.LEAD_ACID_BATTERIES, certified_g=certified)
        facts = {"industry": KeyIndustry.LEAD_ACID_BATTERIES, "projects": (project,), "reductions": (reduction,)}
        return MetalEnterprise(id="e", as_of=LATER, **{**facts, **more})  # type: ignore[arg-type]

    def test_other_industries_and_projects_without_new_emissions_are_not_concerned(self) -> None:
        assert every("HM-005", self.of(0, industry=KeyIndustry.OTHER), date(2023, 10, 10)) == []
        nothing_new = (MetalProject(about="main", new_g=0, in_key_region=True),)
        assert every("HM-005", self.of(0, projects=nothing_new), date(2023, 10, 10)) == []

    @pytest.mark.parametrize(
        ("certified", "key", "state"),
        [
            (14_399, True, State.MISSING),
            (14_400, True, State.FULFILLED),
            (11_999, False, State.MISSING),
            (12_000, False, State.FULFILLED),
        ],
    )
    def test_a_gram_decides(self, certified: int, key: bool, state: State) -> None:
        assert one("HM-005", self.of(certified, key=key), date(2023, 10, 10)).state is state

    def test_a_fifth_more_of_an_odd_mass_is_rounded_up(self) -> None:
        odd = (MetalProject(about="main", new_g=12_001, in_key_region=True, reduction_ids=("r",)),)
        assert one("HM-005", self.of(14_401, projects=odd), date(2023, 10, 10)).state is State.MISSING
        assert one("HM-005", self.of(14_402, projects=odd), date(2023, 10, 10)).state is State.FULFILLED

    def test_what_other_projects_drew_is_no_longer_there(self) -> None:
        taken = (Allocation(reduction_id="r", project="other", allocated_g=1, allocated_on=date(2023, 9, 1)),)
        enterprise = self.of(14_400, allocations=taken)
        assert one("HM-005", enterprise, date(2023, 8, 31)).state is State.FULFILLED
        assert one("HM-005", enterprise, date(2023, 9, 1)).state is State.MISSING
        own = (Allocation(reduction_id="r", project="main", allocated_g=14_400),)
        assert one("HM-005", self.of(14_400, allocations=own), date(2023, 9, 1)).state is State.FULFILLED

    def test_a_reduction_counts_from_the_day_it_was_certified(self) -> None:
        later = (Reduction(id="r", certified_g=14_400, certified_on=date(2023, 10, 11)),)
        assert one("HM-005", self.of(0, reductions=later), date(2023, 10, 10)).state is State.MISSING
        assert one("HM-005", self.of(0, reductions=later), date(2023, 10, 11)).state is State.FULFILLED

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            (of(None), ("certified_g",)),
            (of(14_400, key=None), ("in_key_region",)),
            (of(14_400, industry=None), ("industry",)),
            (of(14_400, reductions=()), ("reductions",)),
            (of(14_400, projects=(MetalProject(about="main", in_key_region=True),)), ("new_g",)),
            (of(14_400, allocations=(Allocation(reduction_id="r", project="other"),)), ("allocated_g",)),
        ],
    )
    def test_what_is_not_known_is_named(self, facts: MetalEnterprise, missing: tuple[str, ...]) -> None:
        found = one("HM-005", facts, date(2023, 10, 10))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_the_ratio_is_remembered_and_so_internal_and_the_opinions_begin_on_7_march_2022(self) -> None:
        assert one("HM-005", self.of(0), date(2022, 3, 7)).label is Label.INTERNAL
        assert every("HM-005", self.of(0), date(2022, 3, 6)) == []


class TestHM006:
    """Opinions of 2022: no reduction is used twice; a closed plant's is certified first; the same industry first."""

    @staticmethod
    def of(drawn: int | None, *, on: date = date(2023, 10, 1), **reduction: object) -> MetalEnterprise:
        facts = {"id": "r", "industry": KeyIndustry.LEATHER, "certified_g": 13_000, "certified_on": date(2023, 9, 1)}
        allocation = Allocation(reduction_id="r", project="main", allocated_g=drawn, allocated_on=on)
        reductions = (Reduction(**{**facts, **reduction}),)  # type: ignore[arg-type]
        return MetalEnterprise(
            id="e", as_of=LATER, industry=KeyIndustry.LEATHER, reductions=reductions, allocations=(allocation,)
        )

    def test_without_a_reduction_nothing_is_asked(self) -> None:
        assert every("HM-006", MetalEnterprise(id="e"), date(2023, 10, 10)) == []

    def test_all_of_it_may_be_drawn_and_a_gram_more_may_not(self) -> None:
        assert one("HM-006", self.of(13_000), date(2023, 10, 10)).state is State.FULFILLED
        found = one("HM-006", self.of(13_001), date(2023, 10, 10))
        assert (found.state, found.occurrence.soft) == (State.TRIGGERED, False)
        assert "13000 g, wanted 13001 g" in remark(found)
        assert one("HM-006", self.of(13_001), date(2023, 9, 30)).state is State.FULFILLED

    def test_a_closed_plant_is_certified_first(self) -> None:
        early = self.of(1, on=date(2023, 8, 31), source_closed=True)
        assert one("HM-006", early, date(2023, 10, 10)).state is State.TRIGGERED
        same_day = self.of(1, on=date(2023, 9, 1), source_closed=True)
        assert one("HM-006", same_day, date(2023, 10, 10)).state is State.FULFILLED
        never = one("HM-006", self.of(1, source_closed=True, certified_on=None), date(2023, 10, 10))
        assert (never.state, never.occurrence.missing) == (State.TRIGGERED, ("certified_on",))

    def test_another_industry_needs_reasons(self) -> None:
        found = one("HM-006", self.of(1, industry=KeyIndustry.CHEMICALS), date(2023, 10, 10))
        assert (found.state, found.occurrence.soft) == (State.TRIGGERED, True)

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            (of(1, certified_g=None), ("certified_g",)),
            (of(None), ("allocated_g",)),
            (of(1, industry=None), ("reductions.industry",)),
        ],
    )
    def test_what_is_not_known_is_named(self, facts: MetalEnterprise, missing: tuple[str, ...]) -> None:
        found = one("HM-006", facts, date(2023, 10, 10))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, missing)

    def test_it_is_internal_and_the_opinions_begin_on_7_march_2022(self) -> None:
        assert one("HM-006", self.of(1), date(2022, 3, 7)).label is Label.INTERNAL
        assert every("HM-006", self.of(1), date(2022, 3, 6)) == []


class TestHM007:
    """Opinions of 2022: by 2025 five per cent less than in 2020, for cities and provinces."""

    @staticmethod
    def of(base: int | None, now: int | None, level: Level | None = Level.CITY) -> GovernmentBody:
        emissions = (
            YearlyEmission(year=2020, emitted_g=base),
            YearlyEmission(year=2025, emitted_g=now, accounted_on=date(2025, 12, 20)),
        )
        return GovernmentBody(
            id="g", as_of=LATER, place="450200", level=level, metals=MetalsWork(yearly_emissions=emissions)
        )

    def test_counties_do_not_owe_it_and_of_an_unknown_level_a_person_decides(self) -> None:
        assert every("HM-007", self.of(100, 100, Level.COUNTY), date(2026, 1, 1)) == []
        found = one("HM-007", self.of(100, 100, None), date(2026, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("level",))

    @pytest.mark.parametrize(
        ("base", "now", "state"),
        [
            (1000, 949, State.FULFILLED),
            (1000, 950, State.FULFILLED),
            (1000, 951, State.MISSING),
            (10_001, 9_501, State.MISSING),
            (10_001, 9_500, State.FULFILLED),
        ],
    )
    def test_exactly_five_per_cent_is_enough(self, base: int, now: int, state: State) -> None:
        assert one("HM-007", self.of(base, now), date(2026, 1, 1)).state is state

    def test_it_is_pending_before_and_due_on_31_december_2025(self) -> None:
        found = one("HM-007", self.of(1000, 951), date(2025, 12, 30))
        assert (found.state, found.due) == (State.PENDING, date(2025, 12, 31))
        assert one("HM-007", self.of(1000, 951), date(2025, 12, 31)).state is State.DUE

    def test_a_year_that_is_not_known_is_named(self) -> None:
        found = one("HM-007", self.of(None, 951), date(2026, 1, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("yearly_emissions.2020",))

    def test_the_opinions_call_for_it_from_2022(self) -> None:
        found = one("HM-007", self.of(1000, 951), date(2026, 1, 1))
        assert (found.label, found.occurrence.nominal) == (Label.PLAN, date(2025, 12, 31))
        assert "951 g, wanted 950 g" in remark(found)


class TestHM008:
    """Liucheng plan 2023, (2)3: permits of enterprises with recognised reductions state the total after them."""

    @staticmethod
    def of(*permits: Permit, recognised: date | None = date(2015, 6, 1), place: str = LIUCHENG) -> MetalEnterprise:
        return MetalEnterprise(id="e", as_of=LATER, place=place, reduction_recognised_on=recognised, permits=permits)

    def test_without_a_reduction_since_2013_or_elsewhere_nothing_is_owed(self) -> None:
        assert every("HM-008", self.of(recognised=None), date(2023, 6, 1)) == []
        assert every("HM-008", self.of(recognised=date(2012, 12, 31)), date(2023, 6, 1)) == []
        assert every("HM-008", self.of(place=GAOPING), date(2023, 6, 1)) == []
        assert len(every("HM-008", self.of(recognised=date(2013, 1, 1)), date(2023, 6, 1))) == 1

    def test_the_total_is_due_on_31_december_2023(self) -> None:
        found = one("HM-008", self.of(), date(2023, 12, 31))
        assert (found.state, found.due) == (State.DUE, date(2023, 12, 31))
        assert one("HM-008", self.of(), date(2024, 1, 3)).late == "3D(open)"

    def test_each_permit_states_it_before_it_is_issued(self) -> None:
        late = Permit(issued_on=date(2023, 9, 8), total_set_on=date(2023, 9, 8), metal_total_g=500)
        by_year, by_issue = every("HM-008", self.of(late), date(2023, 10, 1))
        assert by_year.state is State.FULFILLED
        assert (by_issue.due, by_issue.late) == (date(2023, 9, 7), "1D")
        early = Permit(issued_on=date(2023, 9, 8), total_set_on=date(2023, 9, 7), metal_total_g=500)
        assert every("HM-008", self.of(early), date(2023, 10, 1))[1].state is State.FULFILLED

    def test_a_permit_issued_before_the_reduction_is_not_concerned(self) -> None:
        old = Permit(issued_on=date(2015, 5, 31))
        assert len(every("HM-008", self.of(old), date(2023, 10, 1))) == 1

    def test_a_total_without_its_amount_needs_a_person(self) -> None:
        vague = Permit(issued_on=date(2023, 9, 8), total_set_on=date(2023, 9, 1))
        found = every("HM-008", self.of(vague), date(2023, 10, 1))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("metal_total_g",))

    def test_a_plan_calls_for_it_that_ended_with_2023(self) -> None:
        assert not one("HM-008", self.of(), date(2023, 12, 31)).historical
        found = one("HM-008", self.of(), date(2024, 1, 1))
        assert (found.label, found.historical) == (Label.PLAN, True)


class TestScenarioS11:
    """Twelve kilograms of lead in a key region, thirteen certified: 1.4 short; outside, one to spare."""

    FACTS = MetalEnterprise(
        id="e",
        industry=KeyIndustry.LEAD_ACID_BATTERIES,
        projects=(
            MetalProject(about="main", new_g=12_000, in_key_region=True, reduction_ids=("closed",)),
            MetalProject(about="alt", new_g=12_000, in_key_region=False, reduction_ids=("closed",)),
        ),
        reductions=(
            Reduction(id="closed", industry=KeyIndustry.LEAD_ACID_BATTERIES, source_closed=True, certified_g=13_000),
        ),
    )

    def test_states_are_those_of_the_file(self) -> None:
        on = date(2023, 10, 10)
        found = {part.about: part for part in every("HM-005", self.FACTS, on)}
        assert (found["main"].state, found["alt"].state) == (State.MISSING, State.FULFILLED)
        assert "13000 g, wanted 14400 g" in remark(found["main"])
        assert one("HM-006", self.FACTS, on).state is State.FULFILLED
