"""``jingtu assess``: JSON alone on standard output, messages on standard error, exit status, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingtu.cli import main

CLEAN = """样品编号,采样日期,乡镇,土地利用,pH,镉(mg/kg),铅(mg/kg),锡(mg/kg)
S1,2026-05-01,青石镇,水田,6.2,0.35,40,3
S2,2026-05-01,青石镇,水田,6.2,0.45,600,3
S3,2026-05-01,红岩镇,旱地,,ND,<10,3
"""
DIRTY = CLEAN + "S4,2026-05-01,红岩镇,旱地,6.0,abc,30,3\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "检测结果.csv"
    path.write_text(CLEAN, encoding="utf-8")
    return path


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "有误.csv"
    path.write_text(DIRTY, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    done = CliRunner().invoke(main, ["assess", *map(str, args)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


class TestAnswer:
    def test_json_alone_on_standard_output(self, file):
        done = run(file, "--medium", "soil", "--json")
        assert done.exit_code == 0
        document = json.loads(done.stdout)
        assert document["counts"] == {
            "WITHIN_SCREENING": 2,
            "UNDECIDED": 2,
            "ABOVE_SCREENING": 1,
            "ABOVE_INTERVENTION": 1,
            "NOT_COMPARED": 5,
        }
        assert {problem["code"] for problem in document["problems"]} >= {"assessment.ph_missing"}

    def test_every_result_names_its_cell_limit_and_citation(self, file):
        results = json.loads(run(file, "--medium", "soil", "--json").stdout)["results"]
        [lead] = [one for one in results if one["sample"] == "S2" and one["substance"] == "lead"]
        assert (lead["cell"], lead["limit_intervention"], lead["verdict"]) == ("G3", 500, "ABOVE_INTERVENTION")
        assert lead["cite"].startswith("GB 15618-2018")

    def test_a_summary_for_people_in_both_languages(self, file):
        assert "高于管制值" in run(file, "--medium", "soil").stdout
        assert "above intervention value" in run(file, "--medium", "soil", "--lang", "en").stdout

    def test_messages_go_to_standard_error(self, file):
        done = run(file, "--medium", "soil")
        assert "pH" in done.stderr
        assert "[注意]" not in done.stdout

    def test_the_sampling_day_chooses_the_edition_unless_a_day_is_given(self, tmp_path):
        path = tmp_path / "稻谷.csv"
        path.write_text("样品编号,采样日期,作物,镉(mg/kg)\nR1,2025-10-01,稻谷,0.1\n", encoding="utf-8")
        options = (path, "--medium", "crop", "--json")
        assert json.loads(run(*options).stdout)["standards"] == ["GB 2762-2022"]
        assert json.loads(run(*options, "--on", "2026-10-01").stdout)["standards"] == ["GB 2762-2025"]


class TestFiles:
    @pytest.mark.parametrize("ending", ["csv", "parquet"])
    def test_a_table_of_everything_compared_or_not(self, file, tmp_path, ending):
        out = tmp_path / f"out.{ending}"
        run(file, "--medium", "soil", "-o", out)
        table = pl.read_csv(out) if ending == "csv" else pl.read_parquet(out)
        assert table["verdict"].value_counts().filter(verdict="NOT_COMPARED")["count"].to_list() == [5]
        assert table.height == 11

    def test_a_workbook(self, file, tmp_path):
        out = tmp_path / "out.xlsx"
        run(file, "--medium", "soil", "-o", out)
        assert pl.read_excel(out, sheet_name="结果判定").height == 6

    def test_nothing_else_is_left_behind(self, file, tmp_path):
        run(file, "--medium", "soil", "-o", tmp_path / "out.xlsx")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out.xlsx", "检测结果.csv"]


class TestErrorsInTheFile:
    def test_nothing_is_written_and_the_cell_is_named(self, dirty, tmp_path):
        out = tmp_path / "out.xlsx"
        done = run(dirty, "--medium", "soil", "-o", out)
        assert done.exit_code == 1
        assert "F5" in done.stderr
        assert not out.exists()

    def test_the_clean_rows_are_written_when_accepted(self, dirty, tmp_path):
        out = tmp_path / "out.parquet"
        done = run(dirty, "--medium", "soil", "-o", out, "--accept-clean")
        assert done.exit_code == 1
        clean = pl.read_parquet(out).filter(sample="S4")
        assert clean.filter(substance="lead").height == 1
        assert clean.filter(substance="cadmium").is_empty()

    def test_a_file_that_is_no_table_is_refused_with_what_to_do(self, tmp_path):
        path = tmp_path / "x.doc"
        path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
        done = run(path, "-o", tmp_path / "out.xlsx")
        assert done.exit_code == 1
        assert done.stderr.startswith("[错误]")


class TestWrongCalls:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--standard", "GB 1"), "gb15618"),
            (("-o", "out.pdf"), ".xlsx"),
            (("--land-class", "3"), "1 和 2"),
            (("--background", "砷=25"), "来源"),
            (("--background", "沙=25@x"), "不认识的物质"),
            (("--background", "砷=many@x"), "不是数值"),
            (("--column", "浓度"), "A=B"),
            (("--ph", "15"), "15"),
            (("--unit", "斤"), "斤"),
            (("--land-use", "月球"), "paddy"),
            (("--crop", "石头"), "小麦"),
            (("--condition", "sunny"), "saline_alkali_area"),
            (("--on", "tomorrow"), "tomorrow"),
        ],
    )
    def test_exit_status_2_and_a_sentence(self, file, options, said):
        done = run(file, "--medium", "soil", *options)
        assert done.exit_code == 2
        assert said in done.stderr

    def test_a_folder_that_is_not_there(self, file, tmp_path):
        assert run(file, "-o", tmp_path / "nowhere" / "out.xlsx").exit_code == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=5))
def test_no_file_ends_in_a_traceback(tmp_path, cells):
    path = tmp_path / "any.csv"
    lines = [",".join(cell.replace(",", "") for cell in row) for row in [["样品编号", "镉(mg/kg)", "pH"], *cells]]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    assert run(path, "--medium", "soil").exit_code in (0, 1)
