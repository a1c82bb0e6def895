"""``jingtu grain``: lots in, their way and what is owed out."""

import json

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.assessment.farmland.tests.test_grain_list import ABOVE, HEADS, RECORD, made
from jingtu.cli.grain import command

DAY = ("--on", "2025-03-01")


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_counts_by_way(tmp_path):
    found = run(made(tmp_path, 检测=[HEADS, ABOVE]), *DAY)
    assert found.exit_code == 0
    assert "超标，按专收专储处置：1 批" in found.stdout


def test_json_alone_on_standard_output(tmp_path):
    found = json.loads(run(made(tmp_path, 检测=[HEADS, ABOVE]), *DAY, "--json").stdout)
    [lot] = found["lots"]
    assert (lot["flow"], lot["above"], lot["next_step"]) == ("segregated", ["cadmium"], "bought")
    assert [step["step"] for step in lot["steps"]] == ["free_sale_stopped", "bought", "stored", "sold", "closed"]
    assert (lot["metals"][0]["limit"], lot["metals"][0]["edition"]) == (0.2, "GB 2762-2022")
    assert lot["duty_facts"]["tested_on"] == "2024-09-25"


def test_the_workbook_in_english(tmp_path):
    out = tmp_path / "out.xlsx"
    assert run(made(tmp_path, 检测=[HEADS, ABOVE]), *DAY, "-o", out, "--lang", "en").exit_code == 0
    assert fastexcel.read_excel(out).sheet_names == ["Lots", "Results", "Steps", "Problems", "About"]


def test_a_crop_where_the_file_names_none(tmp_path):
    path = made(tmp_path, 检测=[[HEADS[0], *HEADS[2:]], [ABOVE[0], *ABOVE[2:]]])
    assert json.loads(run(path, *DAY, "--crop", "稻谷", "--json").stdout)["lots"][0]["flow"] == "segregated"


def test_nothing_is_written_unless_clean_lots_are_accepted(tmp_path):
    path, out = made(tmp_path, 检测=[HEADS, ABOVE], 台账=[RECORD, ["", "", "某公司"]]), tmp_path / "out.xlsx"
    assert (run(path, *DAY, "-o", out).exit_code, out.exists()) == (1, False)
    assert (run(path, *DAY, "-o", out, "--accept-clean").exit_code, out.exists()) == (1, True)


@pytest.mark.parametrize(("wrong", "status"), [(("--crop", "神米"), 2), (("--unit", "斤"), 2), (("-o", "out.csv"), 2)])
def test_wrong_calls(tmp_path, wrong, status):
    assert run(made(tmp_path, 检测=[HEADS, ABOVE]), *wrong).exit_code == status
