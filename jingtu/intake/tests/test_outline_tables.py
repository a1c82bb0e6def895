"""Workbooks and text of land: corner tables, texts of corners, WKT, and rows without any outline."""

import pytest
import shapely
import xlsxwriter

from jingtu.intake.outlines import OutlineOptions, read_outlines
from jingtu.problems import Refused

CORNERS = [(3_997_000, 38_414_400), (3_997_100, 38_414_400), (3_997_100, 38_414_500), (3_997_000, 38_414_500)]
PLACE = shapely.Point(113.05, 36.10)


def names(problems) -> list[str]:
    for problem in problems:
        assert problem.text("zh")
        assert problem.text("en")
    return [problem.code.removeprefix("outlines.") for problem in problems]


def corner_rows(code: str, corners=CORNERS, start: int = 1):
    return [[code, f"J{start + i}", x, y] for i, (x, y) in enumerate(corners)]


@pytest.fixture
def text(tmp_path):
    def write(content: str, name: str = "a.txt", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


class TestRowsWithoutOutlines:
    def test_codes_names_and_addresses_come_out_by_their_headers(self, workbook):
        head = ["序号", "宗地编号", "地块名称", "曾用名", "坐落", "规划用途", "联系人"]
        row = [1, "1404041260001", "红星小区", "红星化工厂", "城关镇一号", "二类居住用地", "王某"]
        [found] = read_outlines(workbook({"清单": [["供地清单"], head, row]})).rows
        assert found.values == {
            "number": "1",
            "code": "1404041260001",
            "name": "红星小区",
            "former_name": "红星化工厂",
            "address": "城关镇一号",
            "use": "二类居住用地",
        }
        assert found.others == {"联系人": "王某"}
        assert found.where.sheet == "清单"
        assert found.where.cell == "A3"
        assert found.outline is None

    def test_totals_remarks_and_repeated_headers_are_no_parcels_and_are_listed(self, workbook):
        rows = [["地块编号", "地块名称"], ["1", "甲"], ["地块编号", "地块名称"], ["合计", None], ["注：以上面积", None]]
        reading = read_outlines(workbook({"a": rows}))
        assert [row.values["name"] for row in reading.rows] == ["甲"]
        assert names(reading.problems) == ["lines_passed"]
        assert reading.problems[0].values["lines"] == "3、4、5"

    def test_a_cell_with_an_error_is_an_error_of_its_row(self, tmp_path):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("清单")
            sheet.write_row(0, 0, ["地块编号", "地块名称"])
            sheet.write_row(1, 0, ["1", "甲"])
            sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
            sheet.write_string(2, 1, "乙")
        first, second = read_outlines(path).rows
        assert first.problems == ()
        assert names(second.problems) == ["cell_fault"]
        assert second.problems[0].where.cell == "A3"

    def test_a_sheet_without_a_table_is_pointed_out_not_passed_over(self, workbook):
        reading = read_outlines(
            workbook({"说明": [["填表须知"], ["一、本表……"]], "清单": [["地块名称", "地址"], ["甲", "乙"]]})
        )
        assert len(reading.rows) == 1
        assert names(reading.problems) == ["sheet_not_read"]

    def test_a_workbook_without_any_table_is_refused(self, workbook):
        with pytest.raises(Refused) as refused:
            read_outlines(workbook({"a": [["填表须知"]]}))
        assert names(refused.value.problems)[-1] == "no_table"

    def test_a_header_without_rows_is_an_empty_list_and_is_pointed_out(self, workbook):
        reading = read_outlines(workbook({"a": [["地块编号", "地块名称"]]}))
        assert reading.rows == ()
        assert names(reading.problems) == ["no_rows"]

    def test_a_single_column_of_codes_is_a_list(self, text):
        rows = read_outlines(text("地块编号\n1404041260001\n1404041260002\n", "a.csv")).rows
        assert [row.values["code"] for row in rows] == ["1404041260001", "1404041260002"]

    def test_a_point_is_no_outline(self, workbook):
        [row] = read_outlines(workbook({"a": [["地块名称", "经度", "纬度"], ["甲", 113.05, 36.1]]})).rows
        assert row.outline is None
        assert names(row.problems) == ["only_a_point"]


class TestCornerTables:
    HEAD = ["地块编号", "点号", "X", "Y"]

    def test_x_is_the_northing_of_surveyors(self, workbook):
        rows = [self.HEAD, *corner_rows("甲"), *corner_rows("乙", [(x + 500, y) for x, y in CORNERS])]
        first, second = read_outlines(workbook({"拐点坐标表": rows})).rows
        assert first.outline.centroid.distance(PLACE) < 0.0005
        assert second.outline.centroid.y > first.outline.centroid.y
        assert first.values == {"code": "甲"}
        assert first.problems == ()

    def test_a_code_that_stands_only_in_the_first_row_of_its_parcel(self, workbook):
        rows = [self.HEAD]
        for code, east in (("甲", 0), ("乙", 500)):
            made = corner_rows(code, [(x, y + east) for x, y in CORNERS])
            rows += [made[0], *([None, *rest[1:]] for rest in made[1:])]
        reading = read_outlines(workbook({"a": rows}))
        assert [row.values["code"] for row in reading.rows] == ["甲", "乙"]
        assert all(shapely.get_num_coordinates(row.outline) == 5 for row in reading.rows)

    def test_degrees_minutes_and_seconds(self, workbook):
        corners = [("113°3′0″", "36°6′0″"), ("113°3′4″", "36°6′0″"), ("113°3′4″", "36°6′3″"), ("113°3′0″", "36°6′3″")]
        rows = [["地块名称", "点号", "经度", "纬度"], *(["甲", f"J{i}", *corner] for i, corner in enumerate(corners))]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert row.outline.bounds == pytest.approx((113.05, 36.1, 113.0511111, 36.1008333))

    def test_a_second_ring_inside_is_a_hole_and_one_outside_a_part(self, workbook):
        inner = [(3_997_020, 38_414_420), (3_997_040, 38_414_420), (3_997_040, 38_414_440)]
        apart = [(x + 1000, y) for x, y in CORNERS]
        rows = [["地块编号", "点号", "圈号", "X", "Y"]]
        for ring, corners in enumerate((CORNERS, inner, apart), start=1):
            rows += [["甲", f"J{i}", ring, *corner] for i, corner in enumerate(corners)]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert shapely.get_num_geometries(row.outline) == 2
        assert sum(len(part.interiors) for part in row.outline.geoms) == 1

    def test_rings_without_numbers_begin_where_the_first_corner_number_comes_again(self, workbook):
        apart = [(x + 1000, y) for x, y in CORNERS]
        rows = [self.HEAD, *corner_rows("甲"), *corner_rows("甲", apart)]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert shapely.get_num_geometries(row.outline) == 2

    def test_rings_that_overlap_are_refused(self, workbook):
        rows = [self.HEAD, *corner_rows("甲"), *corner_rows("甲", [(x + 50, y) for x, y in CORNERS])]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert row.outline is None
        assert names(row.problems) == ["rings_overlap"]

    def test_corners_that_cross_are_refused_with_the_corner(self, workbook):
        crossed = [CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]]
        rows = [["地块编号", "点号", "X", "Y"], *(["甲", f"北{i}" if i else "北", *c] for i, c in enumerate(crossed))]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert row.refused
        assert names(row.problems) == ["crosses_itself"]
        assert "北" in row.problems[0].text()

    def test_corners_shuffled_by_a_sort_are_joined_by_their_numbers(self, workbook):
        shuffled = [("J1", CORNERS[0]), ("J3", CORNERS[2]), ("J2", CORNERS[1]), ("J4", CORNERS[3])]
        rows = [self.HEAD, *(["甲", label, *corner] for label, corner in shuffled)]
        [row] = read_outlines(workbook({"a": rows})).rows
        assert row.outline.is_valid
        assert names(row.problems) == ["corners_out_of_order"]

    def test_one_unreadable_corner_refuses_the_outline_at_its_cell(self, workbook):
        rows = [self.HEAD, *corner_rows("甲")]
        rows[3][2] = "见附图"
        [row] = read_outlines(workbook({"a": rows})).rows
        assert row.outline is None
        assert names(row.problems) == ["corner_unreadable"]
        assert row.problems[0].where.cell == "C4"

    def test_two_corners_are_no_ring(self, workbook):
        [row] = read_outlines(
            workbook({"a": [self.HEAD, *corner_rows("甲", CORNERS[:2]), *corner_rows("甲", CORNERS[:1])]})
        ).rows
        assert names(row.problems) == ["too_few_corners"]

    def test_corners_in_one_line_have_no_area(self, workbook):
        line = [(3_997_000 + 10 * i, 38_414_400) for i in range(4)]
        [row] = read_outlines(workbook({"a": [self.HEAD, *corner_rows("甲", line)]})).rows
        assert row.outline is None
        assert names(row.problems) == ["no_area"]

    def test_a_corner_twice_in_a_row_is_left_out(self, workbook):
        doubled = [CORNERS[0], CORNERS[0], *CORNERS[1:], CORNERS[0]]
        [row] = read_outlines(workbook({"a": [self.HEAD, *corner_rows("甲", doubled)]})).rows
        assert shapely.get_num_coordinates(row.outline) == 5

    def test_without_any_code_each_ring_is_a_parcel(self, workbook):
        closed = [*CORNERS, CORNERS[0]]
        rows = [["点号", "X", "Y"], *(r[1:] for r in corner_rows("", closed))]
        rows += [r[1:] for r in corner_rows("", [(x + 900, y) for x, y in closed])]
        assert len(read_outlines(workbook({"a": rows})).rows) == 2


class TestListAndCornersInTwoSheets:
    def test_the_outlines_join_the_rows_of_the_list(self, workbook):
        listing = [["地块编号", "地块名称"], ["甲", "一"], ["乙", "二"]]
        path = workbook({"清单": listing, "拐点": [TestCornerTables.HEAD, *corner_rows("乙")]})
        first, second = read_outlines(path).rows
        assert (first.values["name"], first.outline) == ("一", None)
        assert second.values["name"] == "二"
        assert second.outline is not None

    def test_corners_of_a_parcel_that_is_not_listed_stay_a_row_of_their_own(self, workbook):
        listing = [["地块编号", "地块名称"], ["甲", "一"]]
        corners = [TestCornerTables.HEAD, *corner_rows("甲"), *corner_rows("丙", [(x + 900, y) for x, y in CORNERS])]
        rows = read_outlines(workbook({"清单": listing, "拐点": corners})).rows
        assert [row.values["code"] for row in rows] == ["甲", "丙"]
        assert names(rows[1].problems) == ["corners_not_listed"]

    def test_a_code_listed_twice_gives_each_of_its_rows_the_outline(self, workbook):
        listing = [["地块编号", "地块名称"], ["甲", "一"], ["乙", "二"], ["甲", "一期"]]
        path = workbook({"清单": listing, "拐点": [TestCornerTables.HEAD, *corner_rows("甲")]})
        first, second, third = read_outlines(path).rows
        assert first.outline is not None
        assert second.outline is None
        assert third.outline == first.outline

    def test_a_code_in_full_width_joins_its_corners(self, workbook):
        path = workbook({"清单": [["地块编号"], ["Ｋ１"]], "拐点": [TestCornerTables.HEAD, *corner_rows("K1")]})
        [only] = read_outlines(path).rows
        assert only.outline is not None

    def test_a_name_that_two_parcels_bear_joins_neither_and_says_so(self, workbook):
        listing = [["地块名称", "坐落"], ["小区", "东街"], ["小区", "西街"]]
        corners = [["地块名称", "点号", "X", "Y"], *corner_rows("小区")]
        rows = read_outlines(workbook({"清单": listing, "拐点": corners})).rows
        assert [row.outline is None for row in rows] == [True, True, False]
        assert names(rows[2].problems) == ["corners_not_listed"]


class TestCornersInOneCell:
    @pytest.mark.parametrize(
        "cell",
        [
            "J1,3997000,38414400;J2,3997100,38414400；J3,3997100,38414500;J4,3997000,38414500",
            "(38414400,3997000)、(38414400,3997100)、(38414500,3997100)、(38414500,3997000)",
            "113.0494,36.0995\n113.0494,36.1004\n113.0505,36.1004\n113.0505,36.0995",
            "POLYGON((113.0494 36.0995,113.0494 36.1004,113.0505 36.1004,113.0505 36.0995))",
        ],
    )
    def test_every_way_to_write_them_gives_the_parcel(self, workbook, cell):
        [row] = read_outlines(workbook({"a": [["地块名称", "拐点坐标"], ["甲", cell]]})).rows
        assert row.outline.centroid.distance(PLACE) < 0.0005
        assert row.problems == ()

    @pytest.mark.parametrize(
        ("cell", "code"), [("详见附图;另附", "corner_unreadable"), ("POLYGON((1 2", "wkt_unreadable")]
    )
    def test_what_is_none_is_refused_and_its_row_stays(self, workbook, cell, code):
        [row] = read_outlines(workbook({"a": [["地块名称", "拐点坐标"], ["甲", cell]]})).rows
        assert row.values["name"] == "甲"
        assert names(row.problems) == [code]


class TestTextOfSurveyors:
    BLOCK = (
        "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=38\n[地块坐标]\n"
        "5,1.0000,1404041260001,红星小区,面,,二类居住用地,,@\n"
        "J1,1,3997000.000,414400.000\nJ2,1,3997100.000,414400.000\nJ3,1,3997100.000,414500.000\n"
        "J4,1,3997000.000,414500.000\nJ1,1,3997000.000,414400.000\n"
    )

    def test_the_head_tells_code_name_use_and_zone(self, text):
        [row] = read_outlines(text(self.BLOCK, encoding="gb18030")).rows
        assert row.values["code"] == "1404041260001"
        assert row.values["name"] == "红星小区"
        assert row.values["use"] == "二类居住用地"
        assert row.outline.centroid.distance(PLACE) < 0.0005
        assert row.where.line == 8

    def test_an_old_datum_in_the_head_refuses_the_file(self, text):
        with pytest.raises(Refused) as refused:
            read_outlines(text(self.BLOCK.replace("2000国家大地坐标系", "80国家大地坐标系（西安80）")))
        assert names(refused.value.problems) == ["old_datum"]

    def test_plain_blocks_under_a_name_or_a_blank_line(self, text):
        block = "\n".join(f"J{i},{x}.0,{y}.0" for i, (x, y) in enumerate(CORNERS))
        rows = read_outlines(text(f"甲地块\n{block}\n\n{block.replace('3997', '3998')}\n")).rows
        assert [row.values.get("name") for row in rows] == ["甲地块", None]
        assert all(row.outline is not None for row in rows)


def test_the_projection_of_the_call_places_metres_without_a_zone(workbook):
    rows = [TestCornerTables.HEAD, *corner_rows("甲", [(x, y - 38_000_000) for x, y in CORNERS])]
    path = workbook({"a": rows})
    [without] = read_outlines(path).rows
    [with_it] = read_outlines(path, OutlineOptions(crs="EPSG:4547")).rows
    assert names(without.problems) == ["zone_unknown"]
    assert with_it.outline.centroid.distance(PLACE) < 0.0005
