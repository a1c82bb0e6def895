"""Duties on the traceability of thallium, cleaner-production audits and mercury, clause by clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import CleanerProductionAudit, MercuryAccount, MetalProject
from jingtu.duties.facts.thallium import Thallium, ThalliumBalance, ThalliumBatch
from jingtu.duties.metals import DUTIES
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

LIUCHENG, ELSEWHERE = "450222", "370102"


def one(duty: str, facts: MetalEnterprise, on: date, parameters: Parameters = NOTHING_SET) -> Owed:
    return asked(DUTIES, duty, facts, on=on, parameters=parameters)


def every(duty: str, facts: MetalEnterprise, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def enterprise(place: str = LIUCHENG, **facts: Any) -> MetalEnterprise:
    return MetalEnterprise(id="e", place=place, as_of=date(2027, 12, 31), **facts)


class TestHM018:
    """Liucheng plan 2023, (2)4: every batch analysed for thallium, and a balance; by default yearly."""

    @staticmethod
    def of(balances: tuple[ThalliumBalance, ...] | None = (), **facts: Any) -> MetalEnterprise:
        known = {"id": "b", "received_on": date(2022, 6, 1), "mass_g": 1_000_000, "thallium_mg_kg": Decimal(3)}
        return enterprise(thallium=Thallium(batches=(ThalliumBatch(**{**known, **facts}),), balances=balances))

    def test_without_a_batch_and_elsewhere_nothing_is_owed(self) -> None:
        assert every("HM-018", enterprise(), date(2023, 6, 1)) == []
        assert every("HM-018", MetalEnterprise(id="e", place=ELSEWHERE), date(2023, 6, 1)) == []
        assert every("HM-018", self.of(received_on=date(2023, 6, 2)), date(2023, 6, 1)) == []

    def test_a_batch_is_missing_until_analysed(self) -> None:
        assert every("HM-018", self.of(), date(2023, 3, 1))[0].state is State.MISSING
        analysed = self.of(analysed_on=date(2023, 3, 1))
        assert every("HM-018", analysed, date(2023, 3, 1))[0].state is State.FULFILLED
        assert every("HM-018", analysed, date(2023, 2, 28))[0].state is State.MISSING

    @pytest.mark.parametrize("name", ["mass_g", "thallium_mg_kg"])
    def test_an_analysis_without_mass_or_content_needs_a_person(self, name: str) -> None:
        facts = self.of(analysed_on=date(2023, 3, 1), **{name: None})
        found = every("HM-018", facts, date(2023, 3, 1))[0]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_the_balance_is_due_a_year_after_the_first_batch_and_then_yearly(self) -> None:
        found = every("HM-018", self.of(), date(2023, 6, 1))[1]
        assert (found.about, found.state, found.due, found.label) == (
            "balance",
            State.DUE,
            date(2023, 6, 1),
            Label.INTERNAL,
        )
        whole = ThalliumBalance(balanced_on=date(2023, 6, 2), in_g=3, out_g=2, stock_change_g=1)
        balances = every("HM-018", self.of((whole,)), date(2023, 7, 1))[1:]
        assert [(part.due, part.late) for part in balances] == [(date(2023, 6, 1), "1D"), (date(2024, 6, 3), "")]

    def test_a_balance_that_leaves_the_stock_open_is_none(self) -> None:
        vague = ThalliumBalance(balanced_on=date(2023, 5, 1), in_g=3, out_g=2)
        assert every("HM-018", self.of((vague,)), date(2023, 6, 2))[1].late == "1D(open)"
        unknown = every("HM-018", self.of(None), date(2023, 6, 2))[1]
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("balances",))

    def test_a_plan_calls_for_it_that_ended_with_2023(self) -> None:
        found = every("HM-018", self.of(), date(2023, 12, 31))[0]
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert every("HM-018", self.of(), date(2024, 1, 1))[0].historical


class TestHM019:
    """Liucheng plan 2023, (2)4: no approval of a thallium project whose EIA has no section on it."""

    @staticmethod
    def of(thallium: bool | None, section: date | None = None) -> MetalEnterprise:
        return enterprise(projects=(MetalProject(about="p", thallium=thallium, thallium_section_on=section),))

    def test_projects_without_thallium_are_not_concerned(self) -> None:
        assert every("HM-019", self.of(False), date(2023, 6, 1)) == []

    def test_the_gate_opens_with_the_section(self) -> None:
        assert one("HM-019", self.of(True), date(2023, 6, 1)).state is State.TRIGGERED
        assert one("HM-019", self.of(True, date(2023, 6, 1)), date(2023, 5, 31)).state is State.TRIGGERED
        assert one("HM-019", self.of(True, date(2023, 6, 1)), date(2023, 6, 1)).state is State.FULFILLED

    def test_unknown_is_not_free(self) -> None:
        found = one("HM-019", self.of(None), date(2023, 6, 1))
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, ("thallium",))

    def test_a_plan_calls_for_it_that_ended_with_2023(self) -> None:
        found = one("HM-019", self.of(True), date(2023, 12, 31))
        assert (found.label, found.historical) == (Label.PLAN, False)
        assert one("HM-019", self.of(True), date(2024, 1, 1)).historical


def audited(**facts: Any) -> MetalEnterprise:
    known = {"listed_on": date(2024, 5, 20)}
    return enterprise(ELSEWHERE, audits=(CleanerProductionAudit(**{**known, **facts}),))


class TestHM020:
    """Cleaner Production Law art. 27, Code art. 966: published within a month of the list, started within two."""

    def test_who_is_not_listed_owes_nothing(self) -> None:
        assert every("HM-020", audited(listed_on=None), date(2024, 6, 20)) == []
        assert every("HM-020", audited(), date(2024, 5, 19)) == []

    def test_publication_is_due_on_20_june_a_thursday(self) -> None:
        publicity = every("HM-020", audited(), date(2024, 6, 20))[0]
        assert (publicity.about, publicity.state, publicity.due) == ("publicity", State.DUE, date(2024, 6, 20))
        assert every("HM-020", audited(published_on=date(2024, 6, 21)), date(2024, 7, 1))[0].late == "1D"

    def test_the_start_nominally_on_20_july_a_saturday_moves_to_monday(self) -> None:
        start = every("HM-020", audited(), date(2024, 7, 20))[1]
        assert (start.about, start.occurrence.nominal, start.due) == ("start", date(2024, 7, 20), date(2024, 7, 22))
        assert every("HM-020", audited(started_on=date(2024, 7, 22)), date(2024, 8, 1))[1].state is State.FULFILLED
        assert every("HM-020", audited(started_on=date(2024, 7, 23)), date(2024, 8, 1))[1].late == "1D"

    def test_a_round_is_told_apart_by_its_name(self) -> None:
        assert [part.about for part in every("HM-020", audited(about="2"), date(2024, 6, 1))] == [
            "2 publicity",
            "2 start",
        ]

    def test_the_code_takes_over_from_the_law_on_15_august_2026(self) -> None:
        late = every("HM-020", audited(listed_on=date(2026, 7, 1)), date(2026, 9, 1))[0]
        assert (late.label, late.due) == (Label.STATUTORY, date(2026, 8, 3))
        law, code = late.segments
        assert "清洁生产促进法第27条" in [cite.text() for cite in law.citations]
        assert "生态环境法典第966条" in [cite.text() for cite in code.citations]
        assert code.days.start == date(2026, 8, 15)


class TestHM021:
    """Cleaner Production Law art. 27, Code art. 967: finished and reported within a year of the list."""

    def test_who_is_not_listed_owes_nothing(self) -> None:
        assert every("HM-021", audited(listed_on=None), date(2025, 5, 20)) == []
        assert every("HM-021", audited(), date(2024, 5, 19)) == []

    def test_a_year_after_20_may_2024_is_a_tuesday(self) -> None:
        found = one("HM-021", audited(), date(2025, 5, 20))
        assert (found.state, found.due, found.label) == (State.DUE, date(2025, 5, 20), Label.STATUTORY)
        assert one("HM-021", audited(), date(2025, 5, 19)).state is State.PENDING
        assert one("HM-021", audited(), date(2025, 5, 21)).late == "1D(open)"

    def test_reported_on_the_last_day_is_in_time(self) -> None:
        assert one("HM-021", audited(reported_on=date(2025, 5, 20)), date(2025, 6, 1)).state is State.FULFILLED
        assert one("HM-021", audited(reported_on=date(2025, 5, 21)), date(2025, 6, 1)).late == "1D"

    def test_the_code_takes_over_from_the_law_on_15_august_2026(self) -> None:
        late = one("HM-021", audited(listed_on=date(2025, 8, 1)), date(2026, 9, 1))
        law, code = late.segments
        assert (late.due, law.days.start, code.days.start) == (date(2026, 8, 3), date(2026, 8, 4), date(2026, 8, 15))
        assert "清洁生产促进法第27条" in [cite.text() for cite in law.citations]
        assert "生态环境法典第967条" in [cite.text() for cite in code.citations]


class TestHM022:
    """Measures for cleaner-production audits: at most five years from report to report."""

    @staticmethod
    def of(*reports: date) -> MetalEnterprise:
        return enterprise(ELSEWHERE, audits=tuple(CleanerProductionAudit(reported_on=day) for day in reports))

    def test_before_a_first_report_nothing_runs(self) -> None:
        assert every("HM-022", self.of(), date(2024, 6, 1)) == []
        assert every("HM-022", self.of(date(2024, 6, 2)), date(2024, 6, 1)) == []

    def test_five_years_after_3_june_2019_the_next_is_due(self) -> None:
        found = one("HM-022", self.of(date(2019, 6, 3)), date(2024, 6, 3))
        assert (found.state, found.due, found.label) == (State.DUE, date(2024, 6, 3), Label.STATUTORY)
        assert one("HM-022", self.of(date(2019, 6, 3)), date(2024, 6, 2)).state is State.PENDING
        assert one("HM-022", self.of(date(2019, 6, 3)), date(2024, 6, 4)).late == "1D(open)"

    def test_each_report_opens_the_next_round(self) -> None:
        first, second = every("HM-022", self.of(date(2017, 6, 1), date(2022, 6, 1)), date(2022, 7, 1))
        assert (first.state, second.state) == (State.FULFILLED, State.PENDING)
        assert second.occurrence.nominal == date(2027, 6, 1)

    def test_the_measures_begin_on_1_july_2016_and_rest_on_the_notice_of_2010_before(self) -> None:
        titles = [
            cite.instrument.title for cite in one("HM-022", self.of(date(2010, 5, 4)), date(2015, 5, 4)).citations
        ]
        assert titles == ["环发〔2010〕54号"]
        later = one("HM-022", self.of(date(2011, 7, 1)), date(2016, 7, 1)).citations
        assert "清洁生产审核办法" in [cite.instrument.title for cite in later]


class TestHM023:
    """Opinions of 2022: mercury per tonne of PVC accounted yearly, by default by 31 March, and never rising."""

    @staticmethod
    def account(year: int, mercury: int | None, pvc: int | None = 10**12, on: date | None = None) -> MercuryAccount:
        return MercuryAccount(year=year, mercury_g=mercury, pvc_g=pvc, reported_on=on or date(year + 1, 3, 31))

    @staticmethod
    def of(*accounts: MercuryAccount, since: date | None = date(2022, 1, 1), **facts: Any) -> MetalEnterprise:
        return enterprise(ELSEWHERE, pvc_since=since, **{"mercury_accounts": accounts, **facts})

    def test_who_makes_no_pvc_from_carbide_owes_nothing(self) -> None:
        assert every("HM-023", self.of(since=None), date(2023, 3, 31)) == []
        assert every("HM-023", self.of(since=date(2023, 4, 1)), date(2023, 3, 31)) == []

    def test_the_year_is_reported_by_31_march_of_the_next(self) -> None:
        found = one("HM-023", self.of(), date(2023, 3, 31))
        assert (found.state, found.due, found.about, found.label) == (
            State.DUE,
            date(2023, 3, 31),
            "2022",
            Label.INTERNAL,
        )
        late = self.of(self.account(2022, 1, on=date(2023, 4, 1)))
        assert one("HM-023", late, date(2023, 5, 1)).late == "1D"
        assert one("HM-023", self.of(self.account(2022, 1)), date(2023, 5, 1)).state is State.FULFILLED

    def test_a_province_may_set_another_day(self) -> None:
        province = Parameters([Setting("province.hg_report_day", "370000", "04-30", Period(date(2020, 1, 1)), "x", "")])
        found = one("HM-023", self.of(), date(2023, 3, 1), province)
        assert (found.due, found.label) == (date(2023, 4, 30), Label.PARAMETER)

    def test_unknown_accounts_are_named_and_after_closing_no_year_is_owed(self) -> None:
        found = one("HM-023", self.of(mercury_accounts=None), date(2023, 3, 31))
        assert (found.state, found.occurrence.missing) == (State.TRIGGERED, ("mercury_accounts",))
        closed = every("HM-023", self.of(closed_on=date(2022, 9, 1)), date(2025, 6, 1))
        assert [part.about for part in closed] == ["2022"]

    @pytest.mark.parametrize(("mercury", "number"), [(49_139_999, 1), (49_140_000, 1), (49_140_001, 2)])
    def test_the_baseline_is_49_14_grams_per_tonne(self, mercury: int, number: int) -> None:
        found = every("HM-023", self.of(self.account(2022, mercury)), date(2023, 4, 3))
        assert len(found) == number
        if number == 2:
            assert (found[1].about, found[1].state) == ("2022 mercury per tonne", State.MISSING)

    def test_it_may_not_rise_above_the_year_before(self) -> None:
        def accounts(second: int) -> MetalEnterprise:
            return self.of(self.account(2022, 40_000_000), self.account(2023, second))

        assert len(every("HM-023", accounts(40_000_000), date(2024, 4, 1))) == 2
        risen = every("HM-023", accounts(40_000_001), date(2024, 4, 1))[2]
        assert (risen.about, risen.state) == ("2023 mercury per tonne", State.MISSING)

    @pytest.mark.parametrize(("mercury", "pvc", "name"), [(None, 1, "mercury_g"), (1, None, "pvc_g"), (1, 0, "pvc_g")])
    def test_a_year_whose_use_cannot_be_told_needs_a_person(
        self, mercury: int | None, pvc: int | None, name: str
    ) -> None:
        found = every("HM-023", self.of(self.account(2022, mercury, pvc)), date(2023, 4, 3))[1]
        assert (found.state, found.occurrence.missing) == (State.HUMAN_REVIEW, (name,))

    def test_the_opinions_begin_on_7_march_2022(self) -> None:
        old = self.of(since=date(2019, 1, 1))
        assert [part.due for part in every("HM-023", old, date(2022, 4, 1))] == [date(2022, 3, 31)]


class TestScenarioS12:
    """Three periods of a compulsory audit: publicity late, start in time, report and interval late."""

    FACTS = enterprise(
        ELSEWHERE,
        audits=(
            CleanerProductionAudit(reported_on=date(2019, 11, 30)),
            CleanerProductionAudit(
                listed_on=date(2024, 5, 20),
                published_on=date(2024, 6, 25),
                started_on=date(2024, 7, 22),
                reported_on=date(2025, 5, 28),
            ),
        ),
    )

    def test_states_and_lateness_are_those_of_the_file(self) -> None:
        on = date(2025, 6, 1)
        assert [(part.about, part.state, part.late) for part in every("HM-020", self.FACTS, on)] == [
            ("publicity", State.LATE, "5D"),
            ("start", State.FULFILLED, ""),
        ]
        assert one("HM-021", self.FACTS, on).late == "8D"
        interval = every("HM-022", self.FACTS, on)[0]
        assert (interval.occurrence.nominal, interval.due, interval.late) == (
            date(2024, 11, 30),
            date(2024, 12, 2),
            "177D",
        )
