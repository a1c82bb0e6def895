"""The look back at land cases: breaches by the law of their day, near misses, and what nothing was found for."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import shapely

from jingtu.access import land_uses, reverse, reverse_workbook
from jingtu.access.asked import Defaults
from jingtu.access.model import Coverage, Entry, Facts, Kind, Step
from jingtu.access.reverse import OFFENCES, CaseState, Cause, Near, Offence, look_back
from jingtu.access.space import Register
from jingtu.duties.consequences import Choice
from jingtu.intake.outlines import OutlineReading, OutlineRow
from jingtu.periods import Period
from jingtu.problems import Where

TODAY = date(2026, 11, 28)
HERE = shapely.box(113.0500, 36.1000, 113.0530, 36.1030)
BESIDE = shapely.box(113.0530, 36.1000, 113.0560, 36.1030)
ELSEWHERE = shapely.box(113.1500, 36.1000, 113.1530, 36.1030)
LISTED = Entry(
    id="1",
    kind=Kind.CONTROL_LIST,
    days=Period(date(2022, 1, 1)),
    code="9999012260001",
    name="红星化工厂",
    place="999901",
    outline=HERE,
)
LISTED_LATER = replace(LISTED, days=Period(date(2022, 1, 2)))
SUSPECTED = Entry(id="3", kind=Kind.SUSPECTED_LIST, name="长青农药厂", outline=HERE, facts=Facts(survey_reported=False))
KEY_UNIT = Entry(id="2", kind=Kind.KEY_UNIT, name="东风电镀厂", outline=HERE, facts=Facts(survey_reported=False))


def found(*rows, register=(LISTED,), since=reverse.SINCE):
    reading = OutlineReading("land_cases.xlsx", "0" * 64, rows)
    coverage = [Coverage(kind, "999901", True, date(2026, 3, 31)) for kind in Kind]
    defaults = Defaults(on=TODAY, use=land_uses.find("二类居住用地"), step=Step.SUPPLY, place="999901")
    return look_back(reading, Register(register, coverage), defaults, since=since)


def case(outline=HERE, day: str = "2024-05-06", **values) -> OutlineRow:
    said = {"current_use": "工业用地", **values} | ({"day": day} if day else {})
    return OutlineRow(Where(file="land_cases.xlsx", cell="A2"), said, {}, outline)


def only(*rows, **how):
    [one] = found(*rows, **how).cases
    return one


class TestSuspectedBreaches:
    def test_supplied_while_listed(self):
        one = only(case())
        assert one.state is CaseState.BREACH
        assert one.breaches[0].offence is Offence.SUPPLIED_WHILE_LISTED
        assert one.breaches[0].ground.hit.entry is LISTED

    def test_use_changed_without_a_survey_with_its_penalty(self):
        one = only(case(step="改变用途"), register=(KEY_UNIT,))
        assert one.state is CaseState.BREACH
        breach = next(b for b in one.breaches if b.ground.duty == "CL-001")
        assert breach.offence is Offence.USE_CHANGED_WITHOUT_SURVEY
        assert breach.ground.citations[0].text("zh") == "土壤污染防治法第59条第2款"
        assert (breach.consequence.penalty.fine.least, breach.consequence.penalty.fine.most) == (20_000, 200_000)

    def test_a_permit_without_a_survey_by_the_plan_of_a_county(self):
        one = only(case(step="规划许可", place="140404"), register=(SUSPECTED,))
        assert one.state is CaseState.BREACH
        assert Offence.PERMIT_WITHOUT_SURVEY in {breach.offence for breach in one.breaches if breach.firm}

    def test_elsewhere_its_ground_was_not_read_and_no_penalty_is_shown(self):
        one = only(case(step="规划许可", use="一类工业用地"))
        assert one.state is CaseState.REVIEW
        permits = [breach for breach in one.breaches if breach.offence is Offence.PERMIT_BEFORE_TARGET]
        assert permits
        assert all(breach.consequence is None for breach in permits)

    def test_works_before_the_target_with_citation_and_penalty_of_the_day(self):
        one = only(case(step="开工"))
        breach = next(b for b in one.breaches if b.ground.gate == "works")
        assert breach.offence is Offence.WORKS_BEFORE_TARGET
        assert breach.ground.citations[0].text("zh").startswith("土壤污染防治法第66条")
        assert (breach.consequence.penalty.fine.least, breach.consequence.penalty.fine.most) == (100_000, 500_000)
        assert breach.consequence.choice is Choice.TIME_OF_ACT

    def test_from_the_day_of_the_code_the_code_is_cited(self):
        one = only(case(day="2026-08-15", step="开工"))
        breach = next(b for b in one.breaches if b.ground.gate == "works")
        assert breach.ground.citations[0].text("zh").startswith("生态环境法典第461条")
        assert "第1162条" in breach.consequence.penalty.zh

    def test_the_last_day_before_the_listing_is_no_breach_and_the_first_day_of_it_is(self):
        before = only(case(day="2021-12-31", current_use="二类居住用地"))
        assert before.state is CaseState.NEAR_MISS
        assert [near.why for near in before.near] == [Near.LISTED_SOON_AFTER]
        assert only(case(day="2022-01-01", current_use="二类居住用地")).state is CaseState.BREACH


class TestNearMisses:
    def test_land_that_only_touches_a_listed_parcel(self):
        one = only(case(BESIDE, current_use="二类居住用地"))
        assert one.state is CaseState.NEAR_MISS
        assert [near.why for near in one.near] == [Near.BOUNDARY]

    def test_listed_more_than_a_year_later_is_none(self):
        one = only(case(day="2021-01-01", current_use="二类居住用地"), register=(LISTED_LATER,))
        assert one.state is CaseState.NOTHING_KNOWN

    def test_housing_on_land_that_no_register_has_and_nobody_surveyed(self):
        one = only(case(ELSEWHERE, step="改变用途"))
        assert one.state is CaseState.NEAR_MISS
        assert [near.why for near in one.near] == [Near.SURVEY_NOT_ON_RECORD]
        assert one.breaches == ()


class TestTheRest:
    def test_a_case_before_the_first_day_is_listed_and_not_judged(self):
        assert only(case(day="2020-12-31")).state is CaseState.BEFORE
        assert only(case(day="2020-12-31"), since=date(2020, 1, 1)).state is not CaseState.BEFORE

    def test_a_case_without_a_day_is_a_problem(self):
        one = only(case(day=""))
        assert one.state is CaseState.PROBLEM
        assert [problem.code for problem in one.row.problems] == ["access_lists.case_without_day"]

    def test_a_case_on_no_register(self):
        assert only(case(ELSEWHERE, current_use="二类居住用地")).state is CaseState.UNMATCHED

    def test_a_doubtful_match_goes_to_a_person(self):
        one = only(case(ELSEWHERE, code="9999012260001", current_use="二类居住用地"))
        assert one.state is CaseState.DOUBTFUL

    def test_entries_that_no_case_meets_are_listed(self):
        other = Entry(id="9", kind=Kind.FORMER_SITE, name="长青农药厂", outline=ELSEWHERE)
        assert found(case(), register=(LISTED, other)).without_case == (other,)

    def test_every_case_comes_out_once_in_its_order(self):
        rows = [case(), case(day=""), case(ELSEWHERE), case(day="2019-01-01"), case(BESIDE)]
        cases = found(*rows).cases
        assert [one.row.row.outline for one in cases] == [row.outline for row in rows]


class TestTables:
    def test_every_cause_and_step_has_its_kind_of_breach(self):
        assert set(OFFENCES) == {(cause, step) for cause in Cause for step in Step}
        assert set(OFFENCES.values()) == set(Offence)

    def test_every_value_has_its_words_in_both_languages(self):
        words = tomllib.loads(Path(reverse_workbook.WORDS).read_text(encoding="utf-8"))
        for group, values in (("offence", Offence), ("case_state", CaseState), ("near", Near), ("choice", Choice)):
            assert set(words[group]) == {value.value for value in values}
        assert all(both["zh"] and both["en"] for entries in words.values() for both in entries.values())


def test_the_workbook_tells_breaches_with_their_penalty(tmp_path):
    result = found(case(step="开工"), case(BESIDE, current_use="二类居住用地"), case(day=""))
    reverse_workbook.write(tmp_path / "out.xlsx", result)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    breaches = [[cell.value for cell in row] for row in book["涉嫌违规"]]
    amounts = [line[breaches[0].index("金额")] for line in breaches[1:]]
    assert any("罚款 100,000 至 500,000 元" in amount for amount in amounts)
    states = [row[6].value for row in book["全部案件"]][1:]
    assert states == ["涉嫌违规", "接近违规，需关注", "未能判断"]
