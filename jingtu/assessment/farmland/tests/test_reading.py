"""A workbook of results and units, and units with outlines."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from jingtu.assessment.farmland.reading import read, read_unit_file
from jingtu.intake.laboratory import LabOptions
from jingtu.problems import Refused

SOIL = ["单元编码", "点位编号", "土地利用", "经度", "纬度", "pH", "镉(mg/kg)", "砷(mg/kg)"]
UNITS = ["单元编码", "乡镇", "面积（亩）", "质量类别"]
ROWS = [["U1", "P1", "水田", 113.0, 36.0, 6.0, 0.1, 10], ["U2", "P2", "旱地", 113.1, 36.0, 6.0, "<0.01", 12]]


def workbook(folder: Path, sheets: dict[str, list[list[object]]], *, merged: str = "") -> Path:
    path = folder / "county.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if merged and name == "土壤":
                sheet.merge_range(merged, "U1")
    return path


def codes(found, substance="cadmium"):
    return found.results.filter(pl.col("substance") == substance).select("point", "unit_code").rows()


def said(found):
    return [problem.code for problem in found.problems]


class TestUnitInTheRow:
    def test_each_result_has_the_unit_of_its_row(self, tmp_path):
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS]}), LabOptions())
        assert codes(found) == [("P1", "U1"), ("P2", "U2")]
        assert codes(found, "arsenic") == [("P1", "U1"), ("P2", "U2")]
        assert found.units is None

    def test_the_column_of_units_is_not_reported_as_unknown(self, tmp_path):
        assert said(read(workbook(tmp_path, {"土壤": [SOIL, *ROWS]}), LabOptions())) == []

    def test_a_merged_cell_speaks_for_its_rows(self, tmp_path):
        rows = [["", *row[1:]] for row in ROWS]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *rows]}, merged="A2:A3"), LabOptions())
        assert codes(found) == [("P1", "U1"), ("P2", "U1")]

    def test_a_row_without_a_unit_has_none(self, tmp_path):
        found = read(workbook(tmp_path, {"土壤": [SOIL, [None, *ROWS[0][1:]], ROWS[1]]}), LabOptions())
        assert codes(found) == [("P1", None), ("P2", "U2")]

    def test_a_text_table_in_gb18030_with_full_width_digits(self, tmp_path):
        path = tmp_path / "土壤.csv"
        path.write_bytes("分类单元编码,点位编号,土地利用,pH,镉(mg/kg)\nＵ１,P1,水田,６.０,０.１\n".encode("gb18030"))
        assert codes(read(path, LabOptions(medium="soil"))) == [("P1", "U1")]


class TestListOfUnits:
    LIST = [UNITS, ["U1", "甲镇", 100.5, "优先保护类"], ["U2", "乙镇", "", "二类"]]

    def test_is_read_from_its_own_sheet(self, tmp_path):
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": self.LIST}), LabOptions())
        assert said(found) == []
        assert found.units.select("unit_code", "town", "area", "old_category").rows() == [
            ("U1", "甲镇", 100_500_000_000, "PRIORITY"),
            ("U2", "乙镇", None, "SAFE_USE"),
        ]

    def test_an_area_without_a_unit_is_an_error(self, tmp_path):
        rows = [["单元编码", "面积"], ["U1", 100.5]]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": rows}), LabOptions())
        assert said(found) == ["farmland.quantity_without_unit"]
        assert found.units["area"].to_list() == [None]

    @pytest.mark.parametrize(
        ("header", "area", "billionths"),
        [("面积(公顷)", 1, 15_000_000_000), ("MJ_MU", "1.5", 1_500_000_000), ("面积（㎡）", 2000, 3_000_000_000)],
    )
    def test_areas_in_any_unit(self, tmp_path, header, area, billionths):
        rows = [["单元编码", header], ["U1", area]]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": rows}), LabOptions())
        assert found.units["area"].to_list() == [billionths]

    def test_a_unit_that_stands_twice_is_taken_from_neither_row(self, tmp_path):
        rows = [*self.LIST, ["U1", "丙镇", 1, ""]]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": rows}), LabOptions())
        assert [(one.code, one.where.cell) for one in found.errors] == [("farmland.unit_twice", "A2, A4")]
        assert found.units["unit_code"].to_list() == ["U2"]

    def test_a_cell_that_cannot_be_read_is_named_and_missing(self, tmp_path):
        rows = [UNITS, ["U1", "甲镇", "约100", "优先"]]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": rows}), LabOptions())
        assert [one.where.cell for one in found.errors] == ["C2", "D2"]
        assert found.units.select("area", "old_category").rows() == [(None, None)]

    def test_a_row_without_a_code_is_an_error(self, tmp_path):
        rows = [*self.LIST, ["", "合计", 100.5, ""]]
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": rows}), LabOptions())
        assert [one.code for one in found.errors] == ["farmland.code_missing"]

    def test_may_be_a_file_of_its_own(self, tmp_path):
        path = tmp_path / "units.csv"
        path.write_text("LBBM,ZLLB,Cd_CLASS\nU1,严格管控类,3\n", encoding="utf-8")
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS]}), LabOptions(), path)
        assert found.units.select("unit_code", "old_category", "old_cadmium").rows() == [("U1", "STRICT", "STRICT")]

    def test_of_two_lists_the_first_counts(self, tmp_path):
        path = tmp_path / "units.csv"
        path.write_text("单元编码,乡镇\nU1,丁镇\nU7,丁镇\n", encoding="utf-8")
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS], "单元": self.LIST}), LabOptions(), path)
        assert found.units.select("unit_code", "town").rows() == [("U1", "甲镇"), ("U2", "乙镇"), ("U7", "丁镇")]
        assert said(found) == ["farmland.lists_overlap"]

    @pytest.mark.parametrize(
        ("rows", "codes"),
        [("", ["farmland.units_empty"]), ("U1,甲镇\nU1,乙镇\n", ["farmland.unit_twice", "farmland.units_empty"])],
    )
    def test_a_list_without_a_unit_that_can_be_used_is_refused(self, tmp_path, rows, codes):
        path = tmp_path / "units.csv"
        path.write_text(f"单元编码,乡镇\n{rows}", encoding="utf-8")
        with pytest.raises(Refused) as refused:
            read_unit_file(path)
        assert [one.code for one in refused.value.problems] == codes

    def test_a_file_without_a_list_is_refused(self, tmp_path):
        path = tmp_path / "units.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        with pytest.raises(Refused, match="单元清单"):
            read(workbook(tmp_path, {"土壤": [SOIL, *ROWS]}), LabOptions(), path)


class TestOutlines:
    def outlines(self, folder, *units, code_in="单元编码", more=(("乡镇", "甲镇"),)):
        path = folder / "units.geojson"
        shapes = [
            {
                "type": "Feature",
                "properties": {code_in: code, **dict(more)},
                "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]},
            }
            for code, (w, s, e, n) in units
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
        return path

    LOOSE = [SOIL[1:], *[row[1:] for row in ROWS]]

    def test_a_point_belongs_to_the_outline_it_lies_in(self, tmp_path):
        units = self.outlines(tmp_path, ("A", (112.95, 35.95, 113.05, 36.05)))
        found = read(workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), units)
        assert codes(found) == [("P1", "A"), ("P2", None)]
        assert found.units["town"].to_list() == ["甲镇"]

    def test_the_code_may_be_their_only_attribute(self, tmp_path):
        units = self.outlines(tmp_path, ("A", (112.95, 35.95, 113.05, 36.05)), more=())
        found = read(workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), units)
        assert (codes(found)[0], found.units["unit_code"].to_list()) == (("P1", "A"), ["A"])

    def test_outlines_without_codes_are_refused_by_what_they_have(self, tmp_path):
        box = (112.95, 35.95, 113.05, 36.05)
        units = self.outlines(tmp_path, ("A", box), code_in="序号甲", more={"村名": "甲村"})
        with pytest.raises(Refused, match="序号甲、村名"):
            read(workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), units)

    @pytest.mark.parametrize(("west", "over"), [(113.05, False), (113.0495, False), (113.048, True)])
    def test_units_that_lie_over_each_other_are_said_a_common_edge_is_not(self, tmp_path, west, over):
        units = self.outlines(
            tmp_path,
            ("A", (112.95, 35.95, 113.05, 36.05)),
            ("B", (west, 35.95, 113.15, 36.05)),
            ("C", (113.3, 35.95, 113.4, 36.05)),
        )
        found = read(workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), units)
        pairs = [one.values["pairs"] for one in found.problems if one.code == "farmland.units_overlap"]
        assert pairs == (["A–B"] if over else [])

    @pytest.mark.parametrize("more", [(), (("乡镇", "甲镇"),)], ids=["nothing else", "with a town"])
    @pytest.mark.parametrize("code", ["", None])
    def test_an_outline_without_a_code_is_named_and_counted(self, tmp_path, code, more):
        path = self.outlines(
            tmp_path, ("U1", (113.0, 35.0, 113.1, 35.1)), (code, (113.2, 35.0, 113.3, 35.1)), more=more
        )
        found = read_unit_file(path)
        assert found.table["unit_code"].to_list() == ["U1"]
        assert [(one.code, one.values["count"]) for one in found.problems] == [("farmland.code_missing", 1)]

    def test_an_outline_outside_china_is_an_error_and_its_unit_stays_without_one(self, tmp_path):
        found = read(
            workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), self.outlines(tmp_path, ("A", (0, 0, 1, 1)))
        )
        assert [one.code for one in found.errors] == ["outlines.no_place_in_china"]
        assert (found.units["unit_code"].to_list(), dict(found.outlines)) == (["A"], {})

    def test_a_point_in_two_outlines_belongs_to_none(self, tmp_path):
        box = (112.95, 35.95, 113.05, 36.05)
        units = self.outlines(tmp_path, ("A", box), ("B", (112.96, 35.95, 113.06, 36.05)))
        found = read(workbook(tmp_path, {"土壤": self.LOOSE}), LabOptions(), units)
        assert codes(found)[0] == ("P1", None)
        assert "farmland.outlines_overlap" in said(found)

    def test_the_code_written_goes_before_the_map_and_the_contradiction_is_said(self, tmp_path):
        units = self.outlines(tmp_path, ("A", (112.95, 35.95, 113.05, 36.05)))
        found = read(workbook(tmp_path, {"土壤": [SOIL, *ROWS]}), LabOptions(), units)
        assert codes(found) == [("P1", "U1"), ("P2", "U2")]
        assert said(found) == ["farmland.unit_elsewhere"]
