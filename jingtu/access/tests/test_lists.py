"""A list against registers: a row ends as a verdict, as doubtful or as a problem, and none is lost."""

from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.access import land_uses, lists
from jingtu.access.asked import Defaults
from jingtu.access.lists import RowState, outcome
from jingtu.access.model import Answer, Entry, Kind, Step
from jingtu.access.space import Register
from jingtu.intake.outlines import OutlineReading, OutlineRow
from jingtu.problems import Where, error

ON = date(2026, 6, 1)
HERE = shapely.box(113.0500, 36.1000, 113.0530, 36.1030)
ELSEWHERE = shapely.box(113.1500, 36.1000, 113.1530, 36.1030)
LISTED = Entry(id="1", kind=Kind.CONTROL_LIST, code="9999012260001", name="红星化工厂", place="999901", outline=HERE)
DEFAULTS = Defaults(on=ON, use=land_uses.find("二类居住用地"), step=Step.SUPPLY, place="999901")


def answered(*rows: OutlineRow, register=(LISTED,), defaults=DEFAULTS):
    reading = OutlineReading("list.xlsx", "0" * 64, rows)
    return lists.answer(reading, Register(register), defaults)


def row(outline=None, *, problems=(), line: int = 1, **values) -> OutlineRow:
    return OutlineRow(Where(line=line), values, {}, outline, problems)


def codes(problems) -> list[str]:
    for problem in problems:
        assert problem.text("zh")
        assert problem.text("en")
    return [problem.code for problem in problems]


class TestVerdicts:
    def test_listed_land_for_housing_is_prohibited(self):
        [one] = answered(row(HERE)).rows
        assert outcome(one) is Answer.PROHIBITED

    def test_the_strictest_of_all_matched_entries_decides(self):
        milder = Entry(id="2", kind=Kind.SUSPECTED_LIST, name="东风化工厂", place="999901", outline=HERE)
        [one] = answered(row(HERE), register=(milder, LISTED)).rows
        assert len(one.taken) == 2
        assert outcome(one) is Answer.PROHIBITED

    def test_land_on_no_register_has_no_restriction_known(self):
        [one] = answered(row(ELSEWHERE, current_use="二类居住用地")).rows
        assert outcome(one) is Answer.NO_RESTRICTION_KNOWN

    def test_a_name_on_no_register_is_not_called_free(self):
        [one] = answered(row(name="无名小区二期", current_use="二类居住用地")).rows
        assert one.state is RowState.VERDICT
        assert one.verdict.answer is not Answer.NO_RESTRICTION_KNOWN

    def test_use_step_and_day_of_the_row_come_before_those_of_the_list(self):
        [one] = answered(row(HERE, use="一类工业用地", step="开工", day="2025年3月1日")).rows
        assert one.asked.use.zh == "一类工业用地"
        assert (one.verdict.step, one.verdict.on) == (Step.START_OF_WORKS, date(2025, 3, 1))

    @pytest.mark.parametrize(
        ("word", "step"),
        [
            ("出让", Step.SUPPLY),
            ("建设工程规划许可证", Step.PLANNING_PERMIT),
            ("收储", Step.TAKE_BACK),
            ("put_to_use", Step.PUT_TO_USE),
        ],
    )
    def test_steps_are_known_by_the_words_of_offices(self, word, step):
        [one] = answered(row(HERE, step=word)).rows
        assert one.verdict.step is step


class TestDoubtful:
    def test_a_doubtful_match_that_would_make_it_stricter_goes_to_a_person(self):
        far = row(ELSEWHERE, code="9999012260001", current_use="二类居住用地")
        [one] = answered(far).rows
        assert one.state is RowState.DOUBTFUL
        assert one.verdict.answer is Answer.NO_RESTRICTION_KNOWN
        assert one.if_taken.answer is Answer.PROHIBITED
        assert [match.entry.id for match in one.doubtful] == ["1"]

    def test_a_doubtful_match_that_changes_nothing_is_shown_beside_the_verdict(self):
        another = Entry(id="2", kind=Kind.CONTROL_LIST, address="城关镇工业路12号", place="999901")
        [one] = answered(row(HERE, address="城关镇工业路12号"), register=(LISTED, another)).rows
        assert one.state is RowState.VERDICT
        assert [match.entry.id for match in one.doubtful] == ["2"]


class TestProblems:
    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"use": "待定方案用地"}, "access.use_unknown"),
            ({"step": "看看再说"}, "access_lists.step_unknown"),
            ({"day": "下个月"}, "access_lists.day_not_understood"),
            ({"code": "1.40404E+12"}, "codes.digits_lost"),
        ],
    )
    def test_a_row_that_cannot_be_read_has_no_verdict_but_its_problem(self, values, code):
        [one] = answered(row(HERE, **values)).rows
        assert one.state is RowState.PROBLEM
        assert one.verdict is None
        assert codes(one.problems) == [code]

    def test_a_row_that_names_no_land(self):
        [one] = answered(row(use="二类居住用地")).rows
        assert codes(one.problems) == ["access_lists.row_nameless"]

    def test_a_row_whose_outline_was_refused_is_not_answered_by_its_code(self):
        refused = row(problems=(error("outlines.no_area"),), code="9999012260001")
        answers = answered(refused)
        assert answers.rows[0].state is RowState.PROBLEM
        assert len(answers.errors) == 1

    def test_without_any_step_each_row_says_so(self):
        answers = answered(row(HERE), row(ELSEWHERE), defaults=Defaults(on=ON))
        assert [codes(one.problems) for one in answers.rows] == [["access_lists.step_not_said"]] * 2

    def test_a_code_in_two_rows_is_pointed_out_and_both_are_answered(self):
        answers = answered(row(code="9999012260001"), row(code="9999012260001", line=2))
        assert codes(answers.problems) == ["access_lists.row_twice"]
        assert [outcome(one) for one in answers.rows] == [Answer.PROHIBITED] * 2


def test_the_box_of_a_register_reaches_a_little_beyond_its_outlines():
    assert lists.box_of(Register([LISTED])) == pytest.approx((112.95, 36.0, 113.153, 36.203))
    assert lists.box_of(Register([])) is None


ROWS = st.builds(
    row,
    st.sampled_from([None, HERE, ELSEWHERE]),
    problems=st.sampled_from([(), (error("outlines.no_area"),)]),
    **{
        name: st.sampled_from(texts)
        for name, texts in {
            "code": ["", "9999012260001", "x"],
            "name": ["", "红星化工厂", "１号"],
            "use": ["", "R2", "???", "商业"],
            "step": ["", "供地", "?"],
            "day": ["", "2026-01-01", "昨天"],
            "address": ["", "工业路12号"],
        }.items()
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=12))
def test_every_row_comes_out_exactly_once_as_verdict_doubtful_or_problem(rows):
    answers = answered(*rows)
    assert [one.number for one in answers.rows] == list(range(1, len(rows) + 1))
    assert all(one.row is given_row for one, given_row in zip(answers.rows, rows, strict=True))
    for one in answers.rows:
        assert (one.verdict is None) == (one.state is RowState.PROBLEM)
        assert one.refused == (one.state is RowState.PROBLEM)
        assert one.state is not RowState.DOUBTFUL or one.doubtful


class TestPlaces:
    """Rules of a place bind only where the place is known."""

    @pytest.mark.parametrize("said", ["99", "14040", "某区", "朝阳区"])
    def test_a_division_that_is_not_understood_is_said(self, said):
        [one] = answered(row(ELSEWHERE, current_use="二类居住用地", place=said)).rows
        assert codes(one.problems) == ["access_lists.place_unknown"]
        assert one.state is RowState.VERDICT

    @pytest.mark.parametrize(("said", "code"), [("149999", "division_unknown"), ("000000", "division_province")])
    def test_a_code_in_no_list_of_divisions_is_said(self, said, code):
        [one] = answered(row(ELSEWHERE, current_use="二类居住用地", place=said)).rows
        assert codes(one.problems) == [f"codes.{code}"]

    @pytest.mark.parametrize("said", ["140404", "１４０４０４", "140404.0", "上党区", "—", ""])
    def test_a_division_that_is_understood_or_left_open_is_not(self, said):
        [one] = answered(row(ELSEWHERE, current_use="二类居住用地", place=said)).rows
        assert not one.problems

    def test_rows_of_no_known_place_are_named_since_local_rules_are_not_considered(self):
        nowhere = Defaults(on=date(2021, 11, 20), use=land_uses.find("食品储存"), step=Step.SUPPLY)
        found = answered(row(ELSEWHERE), row(ELSEWHERE, place="140404"), row(HERE), defaults=nowhere)
        assert [outcome(one) for one in found.rows][:2] == [Answer.NO_RESTRICTION_KNOWN, Answer.NOT_YET]
        assert codes(found.problems) == ["access_lists.no_place"]
        assert found.problems[0].values["rows"] == "1"
