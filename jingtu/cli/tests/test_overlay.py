"""``jingtu overlay``: layers in, classes and areas out, in every format."""

import json
import tomllib

import fastexcel
import polars as pl
import pyogrio
import pytest
import shapely
from click.testing import CliRunner

from jingtu.assessment.overlay.reckon import State
from jingtu.assessment.overlay.tests.layers import box, write
from jingtu.assessment.overlay.words import WORDS, words
from jingtu.cli.overlay import command

BOW = shapely.Polygon([(500000, 4000000), (500100, 4000100), (500100, 4000000), (500000, 4000100)])


@pytest.fixture
def layers(tmp_path):
    """A: 2,000 m² (3 mu) in the mildest class; B: 1,000 and 3,000 m², the larger part strict control."""
    land = [box(500000, 4000000, 500100, 4000020), box(500180, 4000000, 500260, 4000050)]
    over = [box(500000, 4000000, 500200, 4000100), box(500200, 4000000, 500300, 4000100)]
    write(tmp_path / "units.gpkg", over, {"类别": ["优先保护类", "严格管控类"]})
    return write(tmp_path / "parcels.gpkg", land, {"DKBH": ["A", "B"]})


def run(path, *arguments, units="units.gpkg"):
    given = [path, "--units", path.with_name(units), "--class", "类别", *arguments]
    return CliRunner().invoke(command, [str(one) for one in given])


class TestAnswer:
    def test_totals_are_printed_in_mu(self, layers):
        found = run(layers)
        assert found.exit_code == 0, found.output
        assert "优先保护类：1 个地块，3.00 亩（各地块落入该类的面积合计 4.50 亩）" in found.stdout
        assert "严格管控类：1 个地块，6.00 亩（各地块落入该类的面积合计 4.50 亩）" in found.stdout

    def test_json(self, layers):
        found = json.loads(run(layers, "--json").stdout)
        assert (found["epsg"], found["area_kind"]) == (4547, "ellipsoid")
        assert found["counts"] == {"classed": 2, "no_class": 0, "adjoining": 0, "not_covered": 0, "not_used": 0}
        first, second = found["parcels"]
        assert (first["columns"], first["class"]) == ({"DKBH": "A"}, "优先保护类")
        assert second["areas"] == pytest.approx([1000, 0, 3000, 0], rel=1e-8)
        assert [one["class"] for one in found["totals"]] == ["优先保护类", "安全利用类", "严格管控类", None]

    def test_areas_in_the_plane_leave_its_distortion_in(self, tmp_path, layers):
        write(tmp_path / "units.gpkg", [box(629000, 3999000, 632000, 4001000)], {"类别": ["优先保护类"]})
        path = write(tmp_path / "far.gpkg", [box(630000, 4000000, 630300, 4000200)])
        areas = [
            json.loads(run(path, "--json", *more).stdout)["parcels"][0]["area"] for more in ((), ("--areas", "plane"))
        ]
        assert areas == pytest.approx([60_000 / 1.000417, 60_000], rel=1e-6)

    def test_the_workbook_has_totals_parcels_and_what_they_rest_on(self, layers, tmp_path):
        assert run(layers, "-o", tmp_path / "out.xlsx").exit_code == 0
        reader = fastexcel.read_excel(tmp_path / "out.xlsx")
        assert reader.sheet_names == ["汇总", "地块", "问题", "说明"]
        classes = reader.load_sheet("汇总").to_polars()["类别"].to_list()
        assert classes == ["优先保护类", "安全利用类", "严格管控类", "未定类", "无单元覆盖"]
        lines = reader.load_sheet("地块").to_polars()
        assert lines["类别"].to_list() == ["优先保护类", "严格管控类"]
        assert lines["面积（亩）"].to_list() == pytest.approx([3, 6], rel=1e-8)
        about = dict(reader.load_sheet("说明").to_polars().iter_rows())
        assert about["叠加所用平面"] == "2000 国家大地坐标系，3 度带第 38 带（EPSG:4547）"
        assert about["由宽到严"] == "优先保护类 < 安全利用类 < 严格管控类"

    @pytest.mark.parametrize("suffix", ["csv", "parquet", "gpkg"])
    def test_other_formats_hold_the_same_lines(self, layers, tmp_path, suffix):
        out = tmp_path / f"out.{suffix}"
        assert run(layers, "-o", out).exit_code == 0
        if suffix == "gpkg":
            meta, _, shapes, columns = pyogrio.raw.read(out)
            lines = dict(zip(meta["fields"], columns, strict=True))
            assert meta["crs"] == "EPSG:4547"
            assert shapely.area(shapely.from_wkb(shapes)).tolist() == pytest.approx([2000, 4000])
        else:
            lines = pl.read_csv(out) if suffix == "csv" else pl.read_parquet(out)
        assert list(lines["DKBH"]) == ["A", "B"]
        assert list(lines["严格管控类（m²）"]) == pytest.approx([0, 3000], rel=1e-8)

    @pytest.mark.parametrize("at_a_time", [1, 2])
    def test_holes_and_parts_come_back_in_the_geopackage(self, tmp_path, monkeypatch, at_a_time):
        monkeypatch.setattr("jingtu.assessment.overlay.report.AT_A_TIME", at_a_time)
        ring = box(500000, 4000000, 500100, 4000100) - box(500020, 4000020, 500040, 4000040)
        land = [ring | box(500110, 4000000, 500120, 4000010), box(500000, 4000000, 500010, 4000010)]
        write(tmp_path / "units.gpkg", [box(499000, 3999000, 501000, 4001000)], {"类别": ["优先保护类"]})
        path = write(tmp_path / "parcels.gpkg", land, {"DKBH": ["A", "B"]})
        assert run(path, "-o", tmp_path / "out.gpkg").exit_code == 0
        shapes = shapely.from_wkb(pyogrio.raw.read(tmp_path / "out.gpkg")[2])
        assert [a.equals(b) for a, b in zip(shapes, land, strict=True)] == [True, True]

    @pytest.mark.parametrize("suffix", ["xlsx", "gpkg"])
    def test_columns_to_carry_along_may_be_called_as_ours_are(self, tmp_path, layers, suffix):
        columns = {"行": ["x"], "面积（m²）": ["y"], "row": ["=1+1"], "class": ["z"]}
        path = write(tmp_path / "named.gpkg", [box(500000, 4000000, 500100, 4000020)], columns)
        keep = [word for name in columns for word in ("--keep", name)]
        found = run(path, *keep, "-o", tmp_path / f"out.{suffix}")
        assert found.exit_code == 0, found.output
        if suffix == "xlsx":
            lines = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("地块").to_polars()
            assert lines.select("行", "行*", "面积（m²）*", "row", "class").row(0) == (1, "x", "y", "=1+1", "z")
        else:
            assert "行*" in pyogrio.read_info(tmp_path / "out.gpkg")["fields"]


class TestBesideUnits:
    @pytest.fixture
    def strip(self, tmp_path, layers):
        """Covered by no unit: 100 m along the mildest and 30 m along the strictest unit, 0.4 m away."""
        land = [box(500100, 4000100.4, 500230, 4000150), box(520000, 4000000, 520100, 4000100)]
        return write(tmp_path / "strip.gpkg", land, {"DKBH": ["C", "far"]})

    def test_a_parcel_takes_the_class_of_the_unit_with_the_longest_border(self, strip):
        found = json.loads(run(strip, "--adjoining", "0.5", "--json").stdout)
        beside, far = found["parcels"]
        assert (beside["state"], beside["class"], far["state"], far["class"]) == (
            "adjoining",
            "优先保护类",
            "not_covered",
            None,
        )
        assert beside["border"] == pytest.approx(100, abs=1)
        assert (beside["share"], far["border"]) == (0, None)

    @pytest.mark.parametrize("more", [(), ("--adjoining", "0.3")], ids=["not asked for", "too far"])
    def test_otherwise_it_stays_without_one(self, strip, more):
        found = json.loads(run(strip, *more, "--json").stdout)
        assert [one["state"] for one in found["parcels"]] == ["not_covered", "not_covered"]

    def test_the_answer_says_how_many_and_by_which_rule(self, strip, tmp_path):
        found = run(strip, "--adjoining", "0.5", "-o", tmp_path / "out.xlsx")
        assert "其中按共用边界归类：1 个地块" in found.stdout
        about = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("说明").to_polars()["内容"].to_list()
        assert any("取共用边界最长的单元的类别" in line for line in about)


class TestSlivers:
    @pytest.mark.parametrize(("width", "said"), [(0.005, False), (1.0, True), (2.0, False)])
    def test_pieces_of_one_to_a_hundred_square_metres_are_counted(self, tmp_path, layers, width, said):
        path = write(tmp_path / "cut.gpkg", [box(500150, 4000000, 500200 + width, 4000050)], {"DKBH": ["D"]})
        assert ("1 处叠加碎片不足 100 m²" in run(path).stderr) is said

    def test_a_small_parcel_is_no_sliver(self, tmp_path, layers):
        path = write(tmp_path / "small.gpkg", [box(500150, 4000000, 500155, 4000005)], {"DKBH": ["E"]})
        assert "碎片" not in run(path).stderr


class TestBadInput:
    @pytest.fixture
    def crossing(self, tmp_path, layers):
        land = [box(500000, 4000000, 500100, 4000020), BOW]
        return write(tmp_path / "crossing.gpkg", land, {"DKBH": ["A", "B"]})

    def test_a_crossing_outline_refuses_the_file_with_its_row(self, crossing, tmp_path):
        found = run(crossing, "-o", tmp_path / "out.csv")
        assert found.exit_code == 1
        assert "第 2 行：界线在拐点" in found.stderr
        assert "未写出结果" in found.stderr
        assert not (tmp_path / "out.csv").exists()

    def test_the_clean_rows_are_written_if_asked_and_the_other_stays_in_its_place(self, crossing, tmp_path):
        found = run(crossing, "-o", tmp_path / "out.csv", "--accept-clean")
        assert found.exit_code == 1
        lines = pl.read_csv(tmp_path / "out.csv")
        assert lines["状态"].to_list() == ["已归类", "界线不可用"]
        assert lines["面积（m²）"].to_list()[1] is None

    def test_points_instead_of_units_are_refused(self, tmp_path, layers):
        write(tmp_path / "points.gpkg", [shapely.Point(500000, 4000000)], {"类别": ["优先保护类"]})
        found = run(layers, units="points.gpkg")
        assert found.exit_code == 1
        assert "不是面（Point）" in found.stderr
        assert "没有一个可用的范围" in found.stderr

    def test_a_class_column_that_is_not_there_is_refused_with_those_that_are(self, layers):
        given = [layers, "--units", layers.with_name("units.gpkg"), "--class", "等级"]
        found = CliRunner().invoke(command, [str(one) for one in given])
        assert found.exit_code == 1
        assert "图层中的列有：类别" in found.stderr

    @pytest.mark.parametrize(
        "arguments", [("-o", "out.pdf"), ("-o", "nowhere/out.csv"), ("--order", "a,a"), ("--crs", "EPSG:4214")]
    )
    def test_wrong_calls(self, layers, arguments):
        assert run(layers, *arguments).exit_code == 2

    def test_many_problems_of_one_kind_are_counted(self, tmp_path, layers):
        path = write(tmp_path / "many.gpkg", [box(500000, 4000000, 500100, 4000020), *[BOW] * 30])
        found = run(path)
        assert found.stderr.count("未采用该行的界线") == 20
        assert "同类问题还有 10 处" in found.stderr
        assert len(json.loads(run(path, "--json").stdout)["problems"]) == 30


def test_every_word_stands_in_both_languages():
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert all(set(both) == {"zh", "en"} and all(both.values()) for group in table.values() for both in group.values())
    assert set(words("state", "zh")) == {state.value for state in State}
