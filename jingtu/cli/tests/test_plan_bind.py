"""``jingtu plan bind``: exit status, what goes to which stream, the workbook."""

import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from jingtu.cli import main

TEXT = """沃川县2024年土壤污染防治工作方案
一、工作目标
到2024年底，受污染耕地安全利用率达到93%以上。
二、主要任务
1.=1+1。9月底前更新土壤污染重点监管单位名录。（县生态环境局牵头）
2.做好后勤服务。（县财政局负责）
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(main, ["plan", "bind", *map(str, arguments)])


def test_the_page_shows_each_proposal_with_its_words(plan):
    done = run(plan)
    assert done.exit_code == 0
    for words in (
        "【T01】",
        "职责 KU-001 0.90",
        "（条文写明）“更新；重点监管单位；名录”",
        "指标 safe_use_rate 0.90 受污染耕地安全利用率（受污染耕地安全利用率 >= 93%，2024-12-31 前）",
        "里程碑 M1 0.90 2024-09-30 前（KU-001）",
        "没有可提出的建议",
        "共 3 个条款，建议职责 2 项、指标 1 项、里程碑 2 项；请逐条确认",
    ):
        assert words in done.stdout


def test_the_page_in_english(plan):
    page = run(plan, "--lang", "en").stdout
    assert "duty KU-001 0.90" in page
    assert "(said) “更新；" not in page
    assert "(said) “更新; " in page
    assert "nothing to propose" in page


def test_a_duty_of_other_places_says_whose_it_is(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "青神县土壤污染防治工作方案\n二、主要任务\n1.2018年底前查明农用地土壤污染的面积、分布。（县环保局牵头）\n",
        encoding="utf-8",
    )
    assert "SM-003 0.90" in run(path).stdout
    assert "（条文写明；只见于中原区的文件）" in run(path).stdout
    assert "only papers of 410102 carry it" in run(path, "--lang", "en").stdout


def test_json_alone_on_standard_output(plan):
    done = run(plan, "--json")
    found = json.loads(done.stdout)
    assert [unit["id"] for unit in found["units"]] == ["O1", "T01", "T02"]
    assert [one["id"] for one in found["units"][1]["proposals"]] == ["KU-001", "M1"]
    assert found["units"][2]["proposals"] == []


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


def test_a_plan_in_gb18030_is_read_as_plan_read_does(plan):
    plan.write_text(TEXT, encoding="gb18030")
    assert "KU-001" in run(plan).stdout


def test_the_workbook_has_a_sheet_per_kind_and_texts_stay_texts(plan, tmp_path):
    out = tmp_path / "out.xlsx"
    done = run(plan, "--xlsx", out)
    assert (done.exit_code, done.stdout) == (0, "")
    book = load_workbook(out)
    assert book.sheetnames == ["职责", "指标", "里程碑", "无指标的目标值"]
    heads, *rows = book["职责"].iter_rows(values_only=True)
    assert heads[:4] == ("条款", "编号", "标题", "职责")
    assert [(row[0], row[3], row[5]) for row in rows] == [("O1", "FL-012", 0.9), ("T01", "KU-001", 0.9)]
    assert rows[1][2] == "=1+1"
    assert [row[3:5] for row in book["里程碑"].iter_rows(min_row=2, values_only=True)] == [
        ("M1", "2024-12-31 前"),
        ("M1", "2024-09-30 前"),
    ]
