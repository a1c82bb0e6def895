"""The workbook of a list, read back as an office program would: every row once, texts as texts."""

from collections import Counter

import openpyxl
import pytest

from jingtu.access import lists, workbook
from jingtu.access.asked import Defaults
from jingtu.access.model import Step
from jingtu.access.tests import generator
from jingtu.problems import Where, attention


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    county = generator.county(7)
    county.rows[0]["地块名称"] = "=HYPERLINK(0)"
    county.rows[1]["规划用途"] = "待定方案用地"
    file = county.write(tmp_path_factory.mktemp("list") / "供地清单.xlsx")
    reading = lists.read_list(file, county.register)
    return lists.answer(reading, county.register, Defaults(on=generator.ON, step=Step.SUPPLY, place=generator.PLACE))


@pytest.fixture(scope="module")
def book(answers, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "out.xlsx"
    workbook.write(path, answers, [attention("access_lists.row_twice", Where("名录.xlsx"), code="1", rows="1、2")])
    return openpyxl.load_workbook(path)


def column(sheet, head: str) -> list[object]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_every_row_of_the_list_stands_once_in_its_order(book):
    assert column(book["判断结果"], "序号") == list(range(1, 301))


def test_the_answers_are_those_of_the_rows(book, answers):
    words = Counter(column(book["判断结果"], "判断结果"))
    counted = answers.counts()
    assert words["不得办理"] == counted["PROHIBITED"]
    assert words["未发现限制记录"] == counted["NO_RESTRICTION_KNOWN"]
    assert words["待人工确认"] == counted["doubtful"]
    assert words["未能判断"] == counted["problem"] == 1
    assert sum(words.values()) == 300


def test_a_text_that_looks_like_a_formula_stays_a_text(book):
    cell = book["判断结果"]["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(0)", "s")


def test_every_ground_match_and_doubt_has_its_line(book, answers):
    grounds = sum(len(row.verdict.grounds) for row in answers.rows if row.verdict)
    matches = sum(len(row.matches) for row in answers.rows)
    assert len(column(book["依据"], "序号")) == grounds
    assert len(column(book["名录匹配"], "序号")) == matches
    assert column(book["待人工确认"], "采用存疑匹配时") == ["不得办理"] * 3


def test_problems_of_rows_and_registers_are_told_errors_first(book):
    severities = column(book["问题"], "程度")
    assert severities[0] == "错误"
    assert severities == sorted(severities, key=["错误", "提示"].index)
    assert "名录.xlsx" in column(book["问题"], "位置")


def test_it_says_what_it_rests_on(book, answers):
    told = dict(row[:2] for row in book["说明"].iter_rows(values_only=True))
    assert told["清单校验值（SHA-256）"] == answers.sha256
    assert told["规则版本"] == answers.rules
    assert "2026-03-31" in told["名录"]


def test_it_can_be_written_in_english(answers, tmp_path):
    workbook.write(tmp_path / "out.xlsx", answers, language="en")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == [
        "answers", "grounds", "matches", "for a person", "problems", "about",
    ]  # fmt: skip
