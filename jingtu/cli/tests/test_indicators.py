"""``jingtu indicators``: what is printed, what is written, and the exit status."""

import json
from pathlib import Path

import fastexcel
import pytest
from click.testing import CliRunner

from jingtu.assessment.indicators import INDICATORS, sheets
from jingtu.assessment.indicators.forms import forms
from jingtu.assessment.indicators.model import PARAMETERS
from jingtu.cli.indicators import command

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "indicators.md").read_text(encoding="utf-8")

UNITS = """单元编号,行政区划代码,年度,面积（亩）,质量类别,措施,农产品达标,台账完整,改种非食用农产品,污染程度
U1,140404,2026,91,安全利用类,石灰调节,是,是,否,轻度
U2,140404,2026,9,严格管控类,无,,,,重度
"""


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "耕地单元.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


class TestWhatIsPrinted:
    def test_value_sums_mark_and_source(self, units):
        done = run(units, "--on", "2026-11-22")
        assert done.exit_code == 0, done.output
        assert "受污染耕地安全利用率  [safe_use_rate]  部分核对：仅供内部参考" in done.stdout
        assert "91.00 % (91 / 100 亩)" in done.stdout
        assert "依据：“十四五”以来按类别核算的做法" in done.stdout

    def test_a_target_is_tested_exactly_and_says_what_is_short(self, units):
        assert "要求 >= 91：达到" in run(units, "--on", "2026-11-22", "--target", "safe_use_rate>=91").stdout
        missed = run(units, "--on", "2026-11-22", "--target", "受污染耕地安全利用率>=91.01%")
        assert "要求 >= 91.01：未达到，差 0.01 亩" in missed.stdout

    def test_what_cannot_be_computed_names_its_tables(self, units):
        assert "pool_count: 设区市、中央储备库项目" in run(units, "--on", "2026-11-22").stdout

    def test_a_target_without_its_table_is_undecided_and_not_forgotten(self, units):
        printed = run(units, "--on", "2026-11-22", "--target", "dump_rate>=80", "--lang", "en").stdout
        assert "target >= 80: undecided" in printed
        assert "missing: the whole table was not delivered" in printed

    def test_an_earlier_year_takes_the_method_of_its_day(self, units):
        units.write_text(UNITS.replace("2026", "2020"), encoding="utf-8")
        printed = run(units, "--on", "2026-11-22", "--year", "2020").stdout
        assert "受污染耕地安全利用率核算方法（试行）" in printed

    def test_a_source_that_has_ended_says_so(self, tmp_path):
        (tmp_path / "dumps.csv").write_text(
            "编号,来源,是否完成,完成日期,反弹\nD1,清单,是,2019-11-01,否\n", encoding="utf-8"
        )
        assert "依据（统计日未施行，仅供回溯）：高平市" in run(tmp_path / "dumps.csv", "--on", "2026-11-22").stdout
        assert "依据：高平市" in run(tmp_path / "dumps.csv", "--on", "2019-12-31").stdout

    def test_a_place_is_computed_from_its_own_rows(self, units):
        units.write_text(UNITS + "U3,140581,2026,300,安全利用类,石灰调节,是,是,否,轻度\n", encoding="utf-8")
        assert "(391 / 400 亩)" in run(units, "--on", "2026-11-22").stdout
        assert "(91 / 100 亩)" in run(units, "--on", "2026-11-22", "--place", "140404").stdout


class TestJson:
    def test_it_stands_alone_and_keeps_exact_sums(self, units):
        done = run(units, "--on", "2026-11-22", "--json", "--target", "safe_use_rate>=92")
        document = json.loads(done.stdout)
        assert (document["on"], document["year"]) == ("2026-11-22", 2026)
        assert [one["id"] for one in document["indicators"]] == [one.id for one in INDICATORS]
        [rate] = [one for one in document["indicators"] if one["id"] == "safe_use_rate"]
        [part] = rate["parts"]
        assert (part["numerator"], part["denominator"], part["value"]) == ("91", "100", "91.0000")
        assert part["targets"] == [{"comparator": ">=", "threshold": "92", "answer": "NOT_MET", "shortfall": "1"}]
        assert rate["rows"] == {"below": 1, "counted": 1}

    def test_every_key_is_described(self, tmp_path):
        (tmp_path / "cities.csv").write_text("城市代码,备注\n1404,\n", encoding="utf-8")
        document = json.loads(run(tmp_path, "--on", "2026-11-22", "--json", "--target", "pool_count>=2").stdout)
        keys = set(_keys(document)) - PARAMETERS.keys()
        assert {key for key in keys if f"`{key}`" not in DOCUMENT and f"`{key}[]`" not in DOCUMENT} == set()


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


class TestErrorsInTheInput:
    def test_a_bad_cell_leaves_the_value_undecided_and_the_status_1(self, units, tmp_path):
        units.write_text(UNITS.replace(",91,", ",九十一,"), encoding="utf-8")
        done = run(units, "--on", "2026-11-22", "-o", tmp_path / "out.xlsx")
        assert done.exit_code == 1
        assert "缺：面积，1 行：U1 / 2026" in done.stdout
        assert "单元格 D2" in done.stderr
        assert not (tmp_path / "out.xlsx").exists()

    def test_with_accept_clean_the_workbook_is_written_and_the_status_stays_1(self, units, tmp_path):
        units.write_text(UNITS.replace(",91,", ",九十一,"), encoding="utf-8")
        assert run(units, "--on", "2026-11-22", "-o", tmp_path / "out.xlsx", "--accept-clean").exit_code == 1
        assert (tmp_path / "out.xlsx").exists()

    def test_a_file_that_is_no_table_is_refused(self, tmp_path):
        (tmp_path / "empty.csv").write_text("", encoding="utf-8")
        done = run(tmp_path / "empty.csv", "--on", "2026-11-22")
        assert (done.exit_code, done.stdout) == (1, "")


class TestWrongCalls:
    @pytest.mark.parametrize(
        "words",
        [
            ("--target", "safe_use_rat>=91"),
            ("--target", "safe_use_rate"),
            ("--target", "safe_use_rate>=9e1"),
            ("--variant", "safe_use_rate=new"),
            ("--place", "上党区"),
            ("--parameter", "closur=0.2"),
            ("--parameter", "closure=a"),
            ("--parameter", "closure=-1"),
            ("--parameter", "closure=nan"),
            ("-o", "out.csv"),
            ("-o", "no/such/folder/out.xlsx"),
        ],
    )
    def test_each_ends_with_status_2(self, units, words):
        done = run(units, "--on", "2026-11-22", *words)
        assert done.exit_code == 2, done.output

    def test_a_misspelt_indicator_is_answered_with_the_nearest(self, units):
        assert "safe_use_rate" in run(units, "--target", "safe_use_rat>=91").stderr

    def test_neither_file_nor_template(self):
        assert run().exit_code == 2


class TestWorkbooks:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_the_template_is_read_back_whole(self, tmp_path, language):
        path = tmp_path / "template.xlsx"
        assert run("--template", path, "--lang", language).exit_code == 0
        delivered = sheets.read(path)
        assert set(delivered.tables) == set(forms())
        assert [problem.text("en") for problem in delivered.problems] == []

    def test_every_row_behind_a_value_can_be_opened(self, units, tmp_path):
        run(units, "--on", "2026-11-22", "-o", tmp_path / "out.xlsx")
        reader = fastexcel.read_excel(tmp_path / "out.xlsx")
        assert reader.sheet_names == ["指标", "缺失的事实", "问题", "safe_use_rate"]
        rows = reader.load_sheet("safe_use_rate").to_polars()
        assert rows["行标识"].to_list() == ["U1 / 2026", "U2 / 2026"]
        assert rows["计入方式"].to_list() == ["计入分子和分母", "只计入分母"]
        assert rows["原因"].to_list() == [None, "没有措施"]
        assert rows["分母"].to_list() == [91, 9]

    def test_a_key_that_looks_like_a_formula_stays_text(self, units, tmp_path):
        units.write_text(UNITS.replace("U1", "=1+1"), encoding="utf-8")
        run(units, "--on", "2026-11-22", "-o", tmp_path / "out.xlsx")
        rows = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("safe_use_rate").to_polars()
        assert rows["行标识"].to_list()[0] == "=1+1 / 2026"
