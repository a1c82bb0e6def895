"""``jingtu plan read``: exit status, what goes to which stream, the workbook."""

import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from jingtu.cli import main
from jingtu.plans.tests.test_files import TEXT


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, ["plan", "read", *map(str, arguments)])


def test_json_alone_on_standard_output_with_the_keys_of_the_contract(plan):
    done = run(plan, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(found) == [
        *("title", "doc_number", "issuer", "date", "place", "year", "chapters", "units", "repairs", "left_over"),
    ]
    assert list(found["units"][0]) == [
        *("id", "number", "part", "path", "kind", "heading", "title", "text", "responsibility_text", "lines"),
        *("bodies", "open_roles", "deadlines", "targets"),
    ]
    assert list(found["units"][1]["bodies"][0]) == ["name", "role", "canonical", "inherited_from"]
    assert list(found["units"][0]["deadlines"][0]) == ["kind", "date", "period", "event", "phrase"]
    assert list(found["units"][0]["targets"][0]) == [
        *("quantity", "comparator", "value", "unit", "by", "reference", "phrase"),
    ]


def test_the_page_shows_units_bodies_dates_targets_and_counts(plan):
    page = run(plan).stdout
    for words in (
        "沃川县2024年土壤污染防治工作方案",
        "牵头：县生态环境局",
        "参与：县财政局",
        "2024-12-31 前",
        "93%",
        "修补 0 处",
        "未归入条款的文字 0 处",
    ):
        assert words in page


def test_the_page_in_english(plan):
    page = run(plan, "--lang", "en").stdout
    assert "lead: 县生态环境局" in page
    assert "by 2024-12-31" in page


def test_a_refusal_is_status_1_with_the_message_on_standard_error(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    out = tmp_path / "out.xlsx"
    done = run(path, "--json", "--xlsx", out)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "note.txt" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("arguments", [(), ("no such file.txt",), ("--lang", "fr")])
def test_a_wrong_call_is_status_2(arguments):
    assert run(*arguments).exit_code == 2


def test_a_folder_that_is_not_there_is_a_wrong_call(plan, tmp_path):
    assert run(plan, "--xlsx", tmp_path / "missing" / "out.xlsx").exit_code == 2


def test_the_workbook_has_units_targets_and_repairs(plan, tmp_path):
    out = tmp_path / "out.xlsx"
    done = run(plan, "--xlsx", out)
    assert (done.exit_code, done.stdout) == (0, "")
    book = load_workbook(out)
    assert book.sheetnames == ["条款", "指标", "时限", "修补", "未归入"]
    heads, *rows = book["条款"].iter_rows(values_only=True)
    assert heads[:5] == ("标识", "类别", "章节", "编号", "标题")
    assert [row[0] for row in rows] == ["O1", "T01", "T02"]
    assert rows[1][6] == "县生态环境局"
    assert [row[:4] for row in book["指标"].iter_rows(min_row=2, values_only=True)] == [
        ("O1", "受污染耕地安全利用率", ">=", 93),
        ("T02", "每季度报告", "=", 1),
    ]


def test_text_that_looks_like_a_formula_stays_text(plan, tmp_path):
    plan.write_text(TEXT + "\n3.=1+1。计算。（县水利局负责）", encoding="utf-8")
    run(plan, "--xlsx", tmp_path / "out.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx")["条款"].iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells if cell.data_type == "s"]
