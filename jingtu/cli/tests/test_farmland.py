"""``jingtu farmland``: results in, categories out."""

import json

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.assessment.farmland.tests.test_reading import ROWS, SOIL, UNITS, workbook
from jingtu.cli.farmland import command

METALS = [*SOIL, "汞(mg/kg)", "铅(mg/kg)", "铬(mg/kg)"]
CLEAN = [[*row, 0.1, 20, 50] for row in ROWS]
LIST = [UNITS, ["U1", "甲镇", 100.5, "优先保护类"], ["U2", "乙镇", 50, "安全利用类"]]
WATER = [["采样点", "镉(mg/L)"], ["渠1", 0.02]]


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def county(tmp_path):
    return workbook(tmp_path, {"土壤": [METALS, *CLEAN], "单元": LIST})


class TestAnswer:
    def test_categories_with_their_areas(self, county):
        found = run(county)
        assert found.exit_code == 0
        assert "优先保护类：2 个单元，150.50 亩" in found.stdout
        assert "没有可用的农产品结果" in found.stderr

    def test_json_alone_on_standard_output(self, county):
        found = json.loads(run(county, "--json").stdout)
        assert [(one["unit"], one["category"], one["area_mu"]) for one in found["units"]] == [
            ("U1", "PRIORITY", 100.5),
            ("U2", "PRIORITY", 50.0),
        ]
        assert found["changes"][1]["direction"] == "lower_risk"
        assert found["editions"] == ["GB 15618-2018"]
        assert {one["mark"] for one in found["parameters"]} == {"yes", "partial", "design", "no"}

    def test_the_workbook(self, county, tmp_path):
        assert run(county, "-o", tmp_path / "out.xlsx").exit_code == 0
        assert "LBHF" in fastexcel.read_excel(tmp_path / "out.xlsx").sheet_names

    def test_in_english(self, county):
        assert "priority protection: 2 units, 150.50 mu" in run(county, "--lang", "en").stdout

    def test_irrigation_water_of_the_file_is_judged_beside(self, tmp_path):
        path = workbook(tmp_path, {"土壤": [METALS, *CLEAN], "灌溉水": WATER})
        assert run(path, "-o", tmp_path / "out.xlsx", "--crop-type", "paddy").exit_code == 0
        sheet = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("灌溉水").to_polars()
        assert sheet["判定"].to_list() == ["超过限值"]

    def test_a_parameter_chosen_is_used_and_shown(self, tmp_path):
        rows = [["U1", f"P{at}", "水田", 113 + at, 36, 6.0, 0.1 if at else 0.5, 10, 0.1, 20, 50] for at in range(5)]
        path = workbook(tmp_path, {"土壤": [METALS, *rows]})
        assert json.loads(run(path, "--json").stdout)["units"][0]["category"] == "SAFE_USE"
        found = json.loads(run(path, "--json", "--parameter", "dominance_strict=false").stdout)
        assert found["units"][0]["category"] == "PRIORITY"
        assert {"name": "dominance_strict", "value": False, "rule": "FL-CLS-03", "mark": "partial"} in found[
            "parameters"
        ]


class TestErrors:
    @pytest.fixture
    def dirty(self, tmp_path):
        return workbook(tmp_path, {"土壤": [METALS, *CLEAN], "单元": [UNITS, ["U1", "甲镇", "约100", ""]]})

    def test_nothing_is_written_with_errors(self, dirty, tmp_path):
        found = run(dirty, "-o", tmp_path / "out.xlsx")
        assert found.exit_code == 1
        assert "面积" in found.stderr
        assert not (tmp_path / "out.xlsx").exists()

    def test_unless_the_clean_rows_are_accepted(self, dirty, tmp_path):
        assert run(dirty, "-o", tmp_path / "out.xlsx", "--accept-clean").exit_code == 1
        assert (tmp_path / "out.xlsx").exists()

    def test_a_file_without_results_is_refused(self, tmp_path):
        found = run(workbook(tmp_path, {"单元": LIST}))
        assert found.exit_code == 1
        assert found.stderr

    @pytest.mark.parametrize(
        "wrong",
        [
            ["-o", "out.csv"],
            ["--parameter", "nonsense=1"],
            ["--parameter", "crop_ok_share=65"],
            ["--parameter", "few_points_method=median"],
            ["--land-use", "月球"],
            ["--crop", "月饼"],
            ["--unit", "斤"],
        ],
    )
    def test_a_wrong_call(self, county, wrong):
        assert run(county, *wrong).exit_code == 2
