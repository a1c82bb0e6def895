"""``jingtu trend`` and ``jingtu compare``: what is shown, what is written, and the exit status."""

import json

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.cli import main

WELL = "监测井,采样日期,苯(mg/L)\n" + "".join(
    f"W1,20{18 + i}-01-01,{value}\n" for i, value in enumerate((10, 8, 9, 6, 7, 5, 4, 4.5))
)
SITES = "样品编号,乡镇,铅(mg/kg)\n" + "".join(
    f"S{i},{place},{value}\n"
    for i, (place, value) in enumerate(
        [("场地", v) for v in (21, 24, 19, 26, 22)] + [("背景", v) for v in (11, 14, 9, 16, 12)]
    )
)


@pytest.fixture
def run(tmp_path):
    def called(name, text, *options):
        file = tmp_path / "lab.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, [name, str(file), *options], catch_exceptions=False)

    return called


class TestTrend:
    def test_direction_s_p_and_slope(self, run):
        done = run("trend", WELL, "--medium", "groundwater")
        assert done.exit_code == 0
        line = "苯 · 地下水 · mg/L · W1：8 轮（2018-01-01 至 2025-01-01），下降，S = -22，p = 0.00551；每年变化 -0.8166"
        assert line in done.stdout

    def test_json(self, run):
        answer = json.loads(run("trend", WELL, "--medium", "groundwater", "--season", "month", "--json").stdout)
        assert (answer["by"], answer["season"]) == (["point"], "month")
        [one] = answer["trends"]
        assert (one["group"], one["direction"], one["test"]["s"]) == ({"point": "W1"}, "falling", -22)
        assert one["seasons"]["by_season"] == {"1": -22}

    def test_two_rounds_say_why_there_is_none(self, run):
        done = run("trend", "".join(WELL.splitlines(keepends=True)[:3]))
        assert done.exit_code == 0
        assert "2 轮，无法判断趋势" in done.stdout

    def test_a_missing_day_is_said(self, run):
        assert "1 个没有采样日期" in run("trend", WELL + "W1,,5\n").stderr

    def test_the_workbook(self, run, tmp_path):
        assert run("trend", WELL, "-o", str(tmp_path / "out.xlsx"), "--season", "quarter").exit_code == 0
        assert fastexcel.read_excel(tmp_path / "out.xlsx").sheet_names == ["趋势", "各季节", "问题", "说明"]


class TestCompare:
    def test_the_answer_with_its_test(self, run):
        done = run("compare", SITES, "--by", "place")
        assert done.exit_code == 0
        assert "铅 · 土壤 · mg/kg：场地（5 个）与 背景（5 个）：有显著差异（Welch t 检验，p = 0.000" in done.stdout

    def test_json(self, run):
        answer = json.loads(run("compare", SITES, "--by", "place", "--question", "less", "--json").stdout)
        [one] = answer["pairs"]
        assert (one["first"], one["second"], one["test"], one["differs"]) == ("场地", "背景", "welch", False)

    def test_a_reference_that_is_not_there_is_said(self, run):
        done = run("compare", SITES, "--by", "place", "--reference", "对照")
        assert "没有可以比较的两组（现有分组：场地、背景）" in done.stderr

    def test_the_workbook_has_every_test(self, run, tmp_path):
        assert run("compare", SITES, "--by", "place", "-o", str(tmp_path / "out.xlsx")).exit_code == 0
        table = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("两组比较").to_polars()
        assert table["采用"].to_list() == ["是", "否", "否"]

    def test_an_error_in_the_file_stops(self, run):
        assert (run("compare", SITES + "S99,背景,abc\n", "--by", "place").exit_code) == 1
