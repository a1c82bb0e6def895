"""Workbooks and folders as they arrive."""

import pytest
import xlsxwriter

from jingtu.assessment.indicators import Asked, compute, find, sheets
from jingtu.assessment.indicators.tests.made import MU, day
from jingtu.problems import Refused, Severity

HEAD = "单元编号,行政区划代码,年度,面积（亩）,质量类别,措施,农产品达标,台账完整"
GOOD = "U1,140404,2026,12.5,安全利用类,石灰调节,是,是"


def deliver(tmp_path, *lines, name="受污染耕地单元.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return sheets.read(path)


def codes(delivered):
    return [problem.code.removeprefix("indicators.") for problem in delivered.problems]


def told(delivered, name):
    [found] = [problem for problem in delivered.problems if problem.code == f"indicators.{name}"]
    return found


class TestAGoodTable:
    def test_it_becomes_a_typed_frame(self, tmp_path):
        delivered = deliver(tmp_path, HEAD, GOOD)
        [row] = delivered.tables["farmland_units"].to_dicts()
        assert (row["unit_id"], row["year"], row["area"], row["category"]) == ("U1", 2026, 12.5 * MU, "SAFE_USE")
        assert (row["measures"], row["crop_compliant"], row["row"], row["fault"]) == ("safe_use", True, 2, None)

    def test_gb18030_and_a_title_line_are_read_and_said(self, tmp_path):
        delivered = deliver(tmp_path, "上党区受污染耕地台账,,", HEAD, GOOD, encoding="gb18030")
        assert delivered.tables["farmland_units"].height == 1
        assert told(delivered, "lines_above").where.cell == "A1"

    def test_a_column_that_is_not_there_is_named_once(self, tmp_path):
        problem = told(deliver(tmp_path, HEAD, GOOD), "columns_absent")
        assert problem.severity is Severity.ATTENTION
        assert "污染程度、改种非食用农产品" in problem.text("zh")

    def test_columns_may_have_english_names_with_units(self, tmp_path):
        delivered = deliver(tmp_path, "unit_id,year,area_m2,category", "U1,2026,1000,2", name="farmland_units.csv")
        assert delivered.tables["farmland_units"]["area"].to_list() == [1_500_000_000]

    def test_a_workbook_has_one_table_per_sheet(self, tmp_path):
        path = tmp_path / "indicators.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in {
                "城市": [["城市代码"], ["1404"]],
                "储备库": [["项目编号", "城市代码", "入库日期", "年末仍在库"], ["P1", "1404", "2026-05-01", "是"]],
                "封面": [["指标数据"]],
            }.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        delivered = sheets.read(path)
        assert set(delivered.tables) == {"cities", "reserve_projects"}
        assert told(delivered, "sheet_unknown").where.sheet == "封面"
        computed = compute(find("pool_count"), delivered.tables, Asked(day("2026-12-31")))
        assert computed.parts["1404"].number == 1

    def test_a_folder_has_one_table_per_file(self, tmp_path):
        (tmp_path / "cities.csv").write_text("城市代码\n1404\n", encoding="utf-8")
        (tmp_path / "耕地单元.csv").write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
        assert set(sheets.read(tmp_path).tables) == {"cities", "farmland_units"}


class TestProblemsWithRowAndRemedy:
    @pytest.mark.parametrize(
        ("was", "wrong", "name", "cell"),
        [
            ("12.5", "-12.5", "negative", "D3"),
            ("12.5", "12.5亩", "not_a_number", "D3"),
            ("12.5", "12.50000000001", "too_fine", "D3"),
            ("安全利用类", "二级", "unknown_choice", "E3"),
            (",2026,", ",26,", "no_year", "C3"),
            ("140404", "上党区", "no_place_code", "B3"),
            (",是,是", ",差不多,是", "unknown_choice", "G3"),
        ],
    )
    def test_a_bad_cell_is_named_by_address_and_its_fact_is_missing(self, tmp_path, was, wrong, name, cell):
        bad = GOOD.replace(was, wrong, 1).replace("U1", "U2")
        delivered = deliver(tmp_path, HEAD, GOOD, bad)
        problem = told(delivered, name)
        assert (problem.where.cell, problem.severity) == (cell, Severity.ERROR)
        assert wrong.strip(",").split(",")[0] in problem.text("zh")
        assert problem.remedy("zh")
        assert problem.remedy("en")
        assert delivered.tables["farmland_units"].height == 2

    def test_duplicate_keys_name_their_rows(self, tmp_path):
        problem = told(deliver(tmp_path, HEAD, GOOD, GOOD), "twice")
        assert problem.values["all_rows"] == ("2", "3")
        assert "行号 2, 3" in problem.text("zh")

    def test_a_row_without_a_key_is_kept_with_its_fault(self, tmp_path):
        delivered = deliver(tmp_path, HEAD, GOOD.replace("U1", ""))
        assert delivered.tables["farmland_units"]["fault"].to_list() == ["key_missing"]
        assert "key_missing" in codes(delivered)

    def test_the_same_column_in_two_units_is_not_read(self, tmp_path):
        delivered = deliver(tmp_path, "单元编号,年度,面积（亩）,面积（平方米）", "U1,2026,1,667")
        assert told(delivered, "column_twice").where.cell == "C1:D1"
        assert delivered.tables["farmland_units"]["area"].to_list() == [None]

    @pytest.mark.parametrize(("head", "name"), [("面积", "unit_not_stated"), ("面积（顷）", "unit_unknown")])
    def test_an_area_without_a_known_unit_is_not_read(self, tmp_path, head, name):
        delivered = deliver(tmp_path, f"单元编号,年度,{head}", "U1,2026,1")
        assert "mu" in told(delivered, name).text("en")
        assert delivered.tables["farmland_units"]["area"].to_list() == [None]

    def test_totals_are_left_out_and_said(self, tmp_path):
        delivered = deliver(tmp_path, HEAD, GOOD, "合计,,,12.5,,,,")
        assert delivered.tables["farmland_units"].height == 1
        assert told(delivered, "total_row").where.cell == "A3"

    def test_a_sheet_without_a_header_is_no_table(self, tmp_path):
        delivered = deliver(tmp_path, "1,2,3", "4,5,6")
        assert delivered.tables == {}
        assert codes(delivered) == ["no_header"]

    def test_an_unknown_column_is_named(self, tmp_path):
        delivered = deliver(tmp_path, HEAD + ",备注", GOOD + ",好")
        assert told(delivered, "column_unknown").where.cell == "I1"

    def test_merged_cells_among_the_data_are_named(self, tmp_path):
        path = tmp_path / "耕地.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("耕地单元")
            sheet.write_row(0, 0, HEAD.split(","))
            sheet.merge_range("A2:A3", "U1")
            sheet.write_row(1, 1, GOOD.split(",")[1:])
            sheet.write_row(2, 1, GOOD.split(",")[1:])
        delivered = sheets.read(path)
        assert told(delivered, "merged").where.cell == "A2"
        assert delivered.tables["farmland_units"]["fault"].to_list() == [None, "key_missing"]

    def test_a_table_that_comes_twice_is_refused(self, tmp_path):
        (tmp_path / "cities.csv").write_text("城市代码\n1404\n", encoding="utf-8")
        (tmp_path / "城市.csv").write_text("城市代码\n1405\n", encoding="utf-8")
        with pytest.raises(Refused, match="出现了两次"):
            sheets.read(tmp_path)

    def test_an_empty_folder_is_refused(self, tmp_path):
        with pytest.raises(Refused, match="没有可读的表格"):
            sheets.read(tmp_path)

    def test_an_empty_table_with_its_header_says_there_is_nothing(self, tmp_path):
        delivered = deliver(tmp_path, "问题编号,地块编号", name="violations.csv")
        assert delivered.tables["land_violations"].height == 0


def test_fifty_thousand_units_are_read_and_counted_and_one_bad_cell_is_found(tmp_path):
    lines = [GOOD.replace("U1", f"U{number}") for number in range(50_000)]
    lines[40_000] = lines[40_000].replace("12.5", "十二")
    delivered = deliver(tmp_path, HEAD, *lines)
    assert told(delivered, "not_a_number").where.cell == "D40002"
    computed = compute(find("safe_use_rate"), delivered.tables, Asked(day("2026-11-22")))
    assert computed.rows.height == 50_000
    assert computed.value.numerator == 49_999 * 12.5 * MU
    [lacking] = computed.value.missing
    assert (lacking.fact, lacking.rows) == ("area", ("U40000 / 2026",))
