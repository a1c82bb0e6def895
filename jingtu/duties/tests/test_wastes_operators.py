"""Duties on insurance and decommissioning of hazardous-waste operators, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingtu.duties.duty import Label, Owed
from jingtu.duties.facts.hazardous_waste import HazardousWaste, InsurancePolicy
from jingtu.duties.facts.waste_site import SiteKind, WasteSite
from jingtu.duties.occurrence import State
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.duties.wastes import DUTIES


def one(duty: str, facts: WasteSite, on: date) -> Owed:
    return asked(DUTIES, duty, facts, on=on)


def every(duty: str, facts: WasteSite, on: date) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=on)


def site(kind: SiteKind, **facts: Any) -> WasteSite:
    return WasteSite(id="s", place="370102", as_of=date(2027, 12, 31), kinds=(kind,), hazardous=HazardousWaste(**facts))


class TestWS023:
    """Solid Waste Law art. 99, Code art. 484: operators and carriers are insured; a policy lasts a year by default."""

    @staticmethod
    def of(*policies: InsurancePolicy, kind: SiteKind = SiteKind.HAZARDOUS_CARRIER) -> WasteSite:
        return site(kind, policies=policies)

    def test_producers_do_not_owe_it(self) -> None:
        assert every("WS-023", self.of(kind=SiteKind.HAZARDOUS_PRODUCER), date(2024, 6, 3)) == []

    def test_without_any_policy_it_is_missing_before_the_law_and_unknown_ones_are_named(self) -> None:
        found = one("WS-023", self.of(), date(2024, 6, 3))
        assert (found.state, found.label) == (State.MISSING, Label.STATUTORY)
        unknown = one("WS-023", site(SiteKind.HAZARDOUS_OPERATOR), date(2024, 6, 3))
        assert (unknown.state, unknown.occurrence.missing) == (State.TRIGGERED, ("policies",))
        future = InsurancePolicy(starts_on=date(2024, 6, 4))
        assert one("WS-023", self.of(future), date(2024, 6, 3)).state is State.MISSING

    def test_the_next_policy_begins_the_day_after_the_last_ends(self) -> None:
        first = InsurancePolicy(policy_no="A", starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
        in_time = InsurancePolicy(policy_no="B", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
        a, b = every("WS-023", self.of(in_time, first), date(2024, 6, 3))
        assert (a.about, a.state, a.due) == ("A", State.FULFILLED, date(2024, 1, 1))
        assert (b.about, b.state, b.due) == ("B", State.PENDING, date(2025, 1, 1))
        late = InsurancePolicy(policy_no="B", starts_on=date(2024, 1, 3), ends_on=date(2024, 12, 31))
        assert every("WS-023", self.of(first, late), date(2024, 6, 3))[0].late == "2D"

    def test_a_policy_whose_end_is_not_known_lasts_a_year_by_default(self) -> None:
        found = one("WS-023", self.of(InsurancePolicy(policy_no="A", starts_on=date(2023, 6, 5))), date(2024, 6, 6))
        assert (found.due, found.late, found.label) == (date(2024, 6, 5), "1D(open)", Label.INTERNAL)

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        assert [cite.text() for cite in one("WS-023", self.of(), date(2026, 8, 14)).citations] == [
            "固体废物污染环境防治法第99条"
        ]
        assert [cite.text() for cite in one("WS-023", self.of(), date(2026, 8, 15)).citations] == [
            "生态环境法典第484条"
        ]


class TestWS024:
    """Solid Waste Law art. 88, Code art. 542: costs set aside and the ground surveyed before decommissioning."""

    @staticmethod
    def of(end: date | None, **facts: Any) -> WasteSite:
        return site(SiteKind.HAZARDOUS_FACILITY, decommissioned_on=end, **facts)

    def test_without_an_end_nothing_is_owed(self) -> None:
        assert every("WS-024", self.of(None), date(2024, 6, 3)) == []
        assert every("WS-024", site(SiteKind.LANDFILL, decommissioned_on=date(2024, 6, 5)), date(2024, 6, 3)) == []

    def test_both_are_due_the_day_before(self) -> None:
        found = every("WS-024", self.of(date(2024, 6, 5)), date(2024, 6, 4))
        assert [(part.about, part.state, part.due) for part in found] == [
            ("reserve fund", State.DUE, date(2024, 6, 4)),
            ("survey", State.DUE, date(2024, 6, 4)),
        ]
        done = self.of(date(2024, 6, 5), reserve_fund_on=date(2024, 6, 4), surveyed_on=date(2024, 6, 5))
        fund, survey = every("WS-024", done, date(2024, 7, 1))
        assert (fund.state, survey.late, survey.label) == (State.FULFILLED, "1D", Label.STATUTORY)

    def test_the_code_takes_over_on_15_august_2026(self) -> None:
        old = every("WS-024", self.of(date(2026, 8, 15)), date(2026, 8, 1))[0]
        assert [cite.text() for cite in old.citations] == ["固体废物污染环境防治法第88条"]
        new = every("WS-024", self.of(date(2026, 8, 16)), date(2026, 8, 1))[0]
        assert [cite.text() for cite in new.citations] == ["生态环境法典第542条"]
