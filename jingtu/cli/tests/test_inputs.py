"""``jingtu inputs``: products in, verdicts out."""

import json

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.assessment.farmland.tests.test_input_list import GOOD, made
from jingtu.cli.inputs import command

BAD = ["乙有机肥", "有机肥料", "2024-03-01", "3.01", 40]


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


class TestAnswer:
    def test_counts_by_standard(self, tmp_path):
        found = run(made(tmp_path, GOOD, BAD))
        assert found.exit_code == 0
        assert "2 个产品" in found.stdout
        assert "NY/T 525-2021 不符合：1 个" in found.stdout

    def test_json_alone_on_standard_output(self, tmp_path):
        found = json.loads(run(made(tmp_path, BAD), "--json").stdout)
        one = found["products"][0]
        assert (one["standard"], one["verdict"], one["failed"], one["row"]) == ("NY/T 525-2021", "fail", ["cadmium"], 2)
        [item] = [item for item in one["items"] if item["item"] == "cadmium"]
        assert (item["value"], item["most"], item["mark"]) == ("3.01", "3", "prev_edition_plus_memory")
        assert [problem["code"] for problem in found["problems"]] == ["farmland.reminder_only"]

    def test_the_workbook_in_english(self, tmp_path):
        assert run(made(tmp_path, BAD), "-o", tmp_path / "out.xlsx", "--lang", "en").exit_code == 0
        book = fastexcel.read_excel(tmp_path / "out.xlsx")
        assert book.sheet_names == ["Products", "Items", "Problems", "About"]
        assert book.load_sheet("Products").to_polars()["verdict"].to_list() == ["does not comply", "not judged"]

    def test_a_kind_and_a_day_for_products_without(self, tmp_path):
        path = made(tmp_path, ["甲", "", "", "3.01", 40])
        found = json.loads(run(path, "--kind", "商品有机肥", "--on", "2020-01-01", "--json").stdout)
        assert [(one["standard"], one["verdict"]) for one in found["products"]] == [("NY 525-2012", "fail")]


class TestErrors:
    def test_nothing_is_written_unless_clean_rows_are_accepted(self, tmp_path):
        path, out = made(tmp_path, ["甲", "神奇肥", "2024-03-01", 1, 1], BAD), tmp_path / "out.xlsx"
        assert run(path, "-o", out).exit_code == 1
        assert not out.exists()
        assert run(path, "-o", out, "--accept-clean").exit_code == 1
        assert out.exists()

    def test_a_file_without_products(self, tmp_path):
        found = run(made(tmp_path, [1], heads=["甲"]))
        assert (found.exit_code, found.stdout) == (1, "")
        assert "产品名称" in found.stderr

    @pytest.mark.parametrize("wrong", [("--kind", "神奇肥"), ("--unit", "mg/L"), ("-o", "out.csv")])
    def test_wrong_calls(self, tmp_path, wrong):
        assert run(made(tmp_path, GOOD), *wrong).exit_code == 2
