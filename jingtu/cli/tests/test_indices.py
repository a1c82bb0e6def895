"""``jingtu indices``: results in, indices with grades out."""

import json

import fastexcel
import polars as pl
import pytest
from click.testing import CliRunner

from jingtu.assessment.indices.backgrounds import background_sets
from jingtu.assessment.indices.tables import ALL
from jingtu.assessment.indices.words import words
from jingtu.cli.indices import command
from jingtu.science.indices_grades import grade_tables

LAB = """样品编号,点位编号,样品类型,土地利用,pH,镉(mg/kg),铅(mg/kg),铁(mg/kg)
S1,P1,土壤,水田,6.0,0.5,50,15000
S2,P2,土壤,水田,6.0,<0.02,25,30000
S3,P3,土壤,旱地,6.0,0.3,ND,30000
"""
GIVEN = ("--background", "镉=0.1@本县", "--background", "Pb=25@本县", "--background", "Fe=30000@本县")


def run(*arguments):
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def lab(tmp_path):
    path = tmp_path / "lab.csv"
    path.write_text(LAB, encoding="utf-8")
    return path


class TestAnswer:
    def test_by_group_with_grades(self, lab):
        found = run(lab, *GIVEN[:4])
        assert found.exit_code == 0
        # P of S1: 0.5/0.4 and 50/100; of S2: half of 0.02 over 0.4, 25/100.
        assert "水田：内梅罗综合指数 PN 均值 0.6403，最大 1.079（2 个样品）" in found.stdout
        assert "清洁（安全） 50 %；轻度污染 50 %" in found.stdout

    def test_json(self, lab):
        found = json.loads(run(lab, *GIVEN, "--element", "Fe", "--against", "background", "--json").stdout)
        assert found["backgrounds"][0] == {"substance": "cadmium", "value": "0.1", "source": "本县", "mark": ""}
        first = found["samples"][0]
        assert first["risk_index"] == pytest.approx(30 * 5 + 5 * 2)
        assert first["nemerow"] == pytest.approx(((3.5**2 + 5**2) / 2) ** 0.5)
        assert found["substances"][0]["enrichment"] == pytest.approx(10)
        assert found["samples"][2]["missing"] == ["lead"]
        assert [one["why"] for one in found["unusable"]] == ["no_detection_limit"]
        assert [one["index"] for one in found["grades"]] == list(ALL)
        assert {len(one[key]) - len(one["names"]) for one in found["grades"] for key in ("sources", "marks")} == {0}
        told = {one["index"]: set(one["marks"]) for one in found["grades"]}
        assert (told["nemerow"], told["pollution_load"]) == ({"read"}, {"memory_only"})
        assert found["toxic_responses"][0] == {
            "substance": "cadmium",
            "factor": 30.0,
            "source": "Håkanson 1980",
            "mark": "read",
        }

    def test_the_workbook_says_what_each_value_and_grade_rests_on(self, lab, tmp_path):
        assert run(lab, "--background", "china-arithmetic_mean", "-o", tmp_path / "out.xlsx").exit_code == 0
        reader = fastexcel.read_excel(tmp_path / "out.xlsx")
        names = ["分组统计", "样品综合指数", "分项指数", "参比值和毒性系数", "分级标准", "未采用的结果", "问题"]
        assert reader.sheet_names == names
        grades = reader.load_sheet("分级标准").to_polars()
        assert set(grades["核对情况"]) == {"已见于公开材料", "凭记忆，未核对"}
        references = reader.load_sheet("参比值和毒性系数").to_polars()
        assert references["来源"].null_count() == 0
        cadmium, cobalt = (references.filter(pl.col("项目") == name).to_dicts()[0] for name in ("镉", "钴"))
        assert (cadmium["毒性响应系数"], cadmium["系数来源"]) == (30, "Håkanson 1980")
        assert (cobalt["系数来源"], cobalt["系数核对情况"]) == ("后来的做法", "已见于公开材料")

    def test_groundwater_needs_no_background(self, tmp_path):
        path = tmp_path / "water.csv"
        path.write_text("井号,样品类型,氯化物(mg/L),硫酸盐(mg/L)\nW1,地下水,100,300\n", encoding="utf-8")
        found = run(path)
        assert found.exit_code == 0
        assert "地下水：1 个样品，Ⅳ类 1" in found.stdout

    def test_without_a_background_it_says_what_to_choose(self, lab):
        found = run(lab)
        assert found.exit_code == 0
        assert "没有选择背景值" in found.stderr

    def test_published_sets_are_listed_with_their_marks(self):
        found = run("--list")
        assert all(key in found.stdout for key in background_sets())
        assert "未经核对" in found.stdout


class TestErrors:
    @pytest.mark.parametrize(
        "wrong",
        [
            [],
            ["FILE", "--background", "mars"],
            ["FILE", "--background", "Cd=0.1"],
            ["FILE", "--background", "Cd=0@x"],
            ["FILE", "--background", "Cd=-1@x"],
            ["FILE", "--background", "月尘=1@x"],
            ["FILE", "--element", "Fe"],
            ["FILE", "-o", "out.csv"],
            ["FILE", "--k", "0"],
            ["FILE", "--unit", "斤"],
        ],
    )
    def test_a_wrong_call(self, lab, wrong):
        assert run(*[lab if one == "FILE" else one for one in wrong]).exit_code == 2

    def test_nothing_is_written_with_errors(self, tmp_path):
        path = tmp_path / "lab.csv"
        path.write_text(LAB.replace("0.5,50", "0.5,约50"), encoding="utf-8")
        found = run(path, *GIVEN, "-o", tmp_path / "out.xlsx")
        assert found.exit_code == 1
        assert not (tmp_path / "out.xlsx").exists()
        assert run(path, *GIVEN, "-o", tmp_path / "out.xlsx", "--accept-clean").exit_code == 1
        assert (tmp_path / "out.xlsx").exists()


class TestWords:
    def test_every_index_with_grades_has_a_name_in_both_languages(self):
        for language in ("zh", "en"):
            assert set(words("index", language)) == set(grade_tables())
            assert set(ALL) <= set(grade_tables())

    def test_every_reason_has_words(self):
        assert set(words("why", "zh")) == {"unit", "lower_bound", "no_detection_limit", "no_number", "not_positive"}
