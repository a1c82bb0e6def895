"""A laboratory's file to results: every layout, and everything that can be wrong with it."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jingtu.intake.laboratory import COLUMNS, LabOptions, read_lab
from jingtu.problems import Refused

HEAD = ["样品编号", "镉(mg/kg)", "铅(mg/kg)"]
LONG = ["样品编号", "检测项目", "检测结果", "单位", "检出限"]


class TestLayouts:
    def test_one_column_per_substance(self, read, values):
        found = values(read([HEAD, ["S1", 0.3, 25], ["S2", "<0.01", 30]]))
        assert found == {("S1", "cadmium"): 0.3, ("S1", "lead"): 25, ("S2", "cadmium"): None, ("S2", "lead"): 30}

    def test_one_row_per_result(self, read):
        reading = read([LONG, ["S1", "镉", "0.3", "mg/kg", "0.01"], ["S1", "总汞", "ND", "μg/kg", "2"]])
        rows = reading.results.select("substance", "value", "operator", "detection_limit", "unit", "cell").rows()
        assert rows == [("cadmium", 0.3, "", 0.01, "mg/kg", "C2"), ("mercury", None, "<", 2.0, "ug/kg", "C3")]

    def test_one_column_per_sample(self, read, values):
        reading = read(
            [["检测项目", "单位", "检出限", "S1", "S2"], ["镉", "mg/kg", 0.01, 0.3, "ND"], ["铅", "mg/kg", 0.1, 25, 30]]
        )
        assert values(reading) == {
            ("S1", "cadmium"): 0.3,
            ("S2", "cadmium"): None,
            ("S1", "lead"): 25,
            ("S2", "lead"): 30,
        }
        assert reading.results["detection_limit"].to_list() == [0.01, 0.01, 0.1, 0.1]

    def test_the_frame_has_the_agreed_columns_and_types(self, read):
        assert dict(read([HEAD, ["S1", 0.3, 25]]).results.schema) == COLUMNS

    def test_long_and_wide_say_the_same(self, read):
        wide = read([HEAD, ["S1", 0.3, "ND"], ["S2", "<0.01", 30]]).results
        long = read(
            [
                ["样品编号", "检测项目", "检测结果(mg/kg)"],
                ["S1", "镉", 0.3],
                ["S1", "铅", "ND"],
                ["S2", "镉", "<0.01"],
                ["S2", "铅", 30],
            ]
        ).results
        same = ["sample", "substance", "value", "operator", "detection_limit", "unit", "medium", "text"]
        assert_frame_equal(wide.select(same), long.select(same))

    def test_two_tables_on_one_sheet(self, read, values):
        reading = read(
            [HEAD, ["S1", 0.3, 25], [None, None, None], ["采样点编号", "砷(mg/kg)", "汞(mg/kg)"], ["P9", 8, 0.1]]
        )
        assert values(reading)[("P9", "arsenic")] == 8
        assert len(reading.sheets[""]) == 2

    def test_a_table_without_codes_is_numbered_by_row(self, read, problems):
        reading = read([["镉(mg/kg)", "铅(mg/kg)"], [0.3, 25], [0.4, 26]])
        assert reading.results["sample"].unique(maintain_order=True).to_list() == ["#2", "#3"]
        assert "no_sample_column" in problems(reading)


class TestHeaders:
    def test_two_rows_with_merged_cells_and_the_unit_in_the_upper_one(self, workbook):
        rows = [["样品编号", "采样深度", None, None], [None, None, "镉", "铅"], ["S1", "0-0.2m", 0.3, 25]]
        merged = (("数据", "A1:A2", "样品编号"), ("数据", "B1:B2", "采样深度"), ("数据", "C1:D1", "检测结果(mg/kg)"))
        results = read_lab(workbook({"数据": rows}, merged)).results
        assert results.select("sample", "depth_bottom", "substance", "unit", "cell").rows() == [
            ("S1", 0.2, "cadmium", "mg/kg", "C3"),
            ("S1", 0.2, "lead", "mg/kg", "D3"),
        ]

    def test_three_rows_group_item_and_unit(self, read):
        rows = [
            ["点位编号", "重金属", "", "有机物"],
            ["", "镉", "汞", "苯"],
            ["", "mg/kg", "μg/kg", "μg/kg"],
            ["P1", 0.3, 120, "<1.9"],
        ]
        assert read(rows).results.select("substance", "unit").rows() == [
            ("cadmium", "mg/kg"),
            ("mercury", "ug/kg"),
            ("benzene", "ug/kg"),
        ]

    def test_rows_of_units_limits_and_standards_under_the_header_are_no_samples(self, read):
        rows = [
            ["样品编号", "镉", "铅"],
            ["单位", "mg/kg", "mg/kg"],
            ["检出限", 0.01, 0.1],
            ["筛选值", 0.3, 80],
            ["S1", "ND", 25],
        ]
        results = read(rows).results
        assert results.select("sample", "substance", "value", "detection_limit").rows() == [
            ("S1", "cadmium", None, 0.01),
            ("S1", "lead", 25.0, 0.1),
        ]

    def test_lines_above_and_notes_below_are_skipped_and_listed(self, read):
        rows = [
            ["沃川县土壤检测结果表"],
            ["采样日期：2026年5月", "", "单位：mg/kg"],
            ["样品编号", "镉", "铅"],
            ["S1", 0.3, 25],
            ["注：ND 表示未检出"],
        ]
        reading = read(rows)
        assert reading.results["unit"].to_list() == ["mg/kg", "mg/kg"]
        assert {skipped.reason for skipped in reading.skipped} == {"title", "header", "row_without_results"}

    def test_repeated_headers_and_totals_are_no_samples(self, read, problems):
        reading = read([HEAD, ["S1", 0.3, 25], HEAD, ["S2", 0.4, 26], ["平均值", 0.35, 25.5], ["最大值", 0.4, 26]])
        assert reading.results["sample"].unique(maintain_order=True).to_list() == ["S1", "S2"]
        assert problems(reading)["repeated_header"] == "A3"
        assert problems(reading)["total_row"] == "A5:A6"

    def test_an_unknown_column_is_named_and_not_read(self, read, problems):
        reading = read([[*HEAD, "流转卡"], ["S1", 0.3, 25, "K1"]])
        assert problems(reading)["header_unknown"] == "D1"
        assert ("unknown", ("D2",)) in [(skipped.reason, skipped.cells) for skipped in reading.skipped]

    def test_the_user_may_say_what_a_column_is(self, read, values):
        options = LabOptions(columns={"流转卡": "sample", "元素甲(mg/kg)": "镉", "铅(mg/kg)": "ignore"})
        assert values(read([["流转卡", "元素甲(mg/kg)", "铅(mg/kg)", "锌(mg/kg)"], ["K1", 0.3, 25, 90]], options)) == {
            ("K1", "cadmium"): 0.3,
            ("K1", "zinc"): 90,
        }

    def test_a_meaning_that_is_none_is_refused(self, read):
        with pytest.raises(Refused) as refused:
            read([HEAD, ["S1", 0.3, 25]], LabOptions(columns={"流转卡": "没有"}))
        assert [one.code for one in refused.value.problems] == ["intake.option_meaning"]

    @pytest.mark.parametrize(("header", "said"), [("镉(mg/kg)", False), ("镉（mg/kg）", False), ("镉 mg", True)])
    def test_a_header_that_is_not_there_is_said(self, read, header, said):
        reading = read([["样品编号", "镉(mg/kg)"], ["S1", 0.3]], LabOptions(columns={header: "cadmium"}))
        assert ("intake.option_header" in {one.code for one in reading.problems}) is said

    def test_y_beside_x_is_a_coordinate_and_alone_it_is_yttrium(self, read):
        assert (
            "yttrium" in read([["样品编号", "Y", "Zn"], ["S1", 25, 90]], LabOptions(unit="mg/kg")).results["substance"]
        )
        assert read([["样品编号", "X", "Y", "Zn"], ["S1", 1, 2, 90]], LabOptions(unit="mg/kg")).results[
            "y"
        ].to_list() == [2]


class TestSheets:
    def test_covers_and_empty_sheets_are_skipped_hidden_ones_are_read_and_named(self, workbook):
        path = workbook(
            {"封面": [["检测报告"]], "空": [], "数据": [HEAD, ["S1", 0.3, 25]], "旧": [HEAD, ["S0", 0.2, 20]]},
            hidden=("旧",),
        )
        reading = read_lab(path)
        assert set(reading.results["sample"]) == {"S0", "S1"}
        assert {(p.code, p.where.sheet) for p in reading.problems} >= {
            ("intake.sheet_without_table", "封面"),
            ("intake.sheet_empty", "空"),
            ("intake.sheet_hidden", "旧"),
        }

    def test_chosen_sheets_only(self, workbook):
        path = workbook({"一": [HEAD, ["S1", 0.3, 25]], "二": [HEAD, ["S2", 0.4, 26]]})
        assert set(read_lab(path, LabOptions(sheets=("二",))).results["sample"]) == {"S2"}
        with pytest.raises(Refused, match="文件中的工作表有：一、二"):
            read_lab(path, LabOptions(sheets=("三",)))

    def test_codes_merged_over_their_results_hold_for_every_row(self, workbook):
        rows = [LONG, ["S1", "镉", 0.3, "mg/kg", 0.01], [None, "铅", 25, "mg/kg", 0.1], [None, "砷", 8, "mg/kg", 0.1]]
        reading = read_lab(workbook({"数据": rows}, (("数据", "A2:A4", "S1"),)))
        assert reading.results["sample"].to_list() == ["S1"] * 3
        assert reading.errors == ()

    def test_a_value_merged_over_two_samples_belongs_to_neither(self, workbook, problems):
        rows = [HEAD, ["S1", None, 25], ["S2", None, 26]]
        reading = read_lab(workbook({"数据": rows}, (("数据", "B2:B3", 0.3),)))
        assert problems(reading)["value_merged"] == "B2:B3"
        assert set(reading.results["substance"]) == {"lead"}

    def test_a_page_of_instructions_is_no_table_though_it_names_substances(self, workbook):
        rows = [
            ["点位编号", "必填", "P1", "P2"],
            ["检测项目", "必填，中文名称或元素符号", "镉", "汞"],
            ["单位", "必填", "mg/kg", "μg/kg"],
        ]
        path = workbook({"检测结果": [HEAD, ["S1", 0.3, 25]], "填写说明": rows})
        assert set(read_lab(path).sheets) == {"检测结果"}

    def test_a_file_without_a_table_is_refused(self, workbook):
        with pytest.raises(Refused, match="没有找到检测结果表"):
            read_lab(workbook({"说明": [["本文件由检测单位提供"]]}))


class TestSamples:
    def test_depth_from_its_columns_or_from_the_code(self, read):
        rows = [["样品编号", "镉(mg/kg)", "铅(mg/kg)"], ["S1-0.5", 0.3, 25], ["S1@0-0.2m", 0.3, 25]]
        found = (
            read(rows)
            .results.unique("sample", maintain_order=True)
            .select("sample", "point", "depth_top", "depth_bottom")
        )
        assert found.rows() == [("S1-0.5", "S1", 0.5, 0.5), ("S1@0-0.2m", "S1", 0.0, 0.2)]
        rows = [["样品编号", "采样深度(cm)", "镉(mg/kg)"], ["S1", "0-20", 0.3]]
        assert read(rows).results["depth_bottom"].to_list() == [0.2]

    def test_days_land_uses_and_towns(self, read, problems):
        rows = [
            ["样品编号", "乡镇", "土地利用", "采样日期", "镉(mg/kg)"],
            ["S1", "青石镇", "水田", "2026.5.6", 0.3],
            ["S2", "青石镇", "火山口", "2026年5月7日", 0.3],
        ]
        reading = read(rows)
        assert reading.results.select("place", "land_use", "land_use_text", "sampled_on").rows() == [
            ("青石镇", "paddy", "水田", date(2026, 5, 6)),
            ("青石镇", None, "火山口", date(2026, 5, 7)),
        ]
        assert problems(reading)["land_use_unknown"] == "C3"

    @pytest.mark.parametrize(
        ("text", "problem", "kept"),
        [
            ("2026-02-30", "date_impossible", False),
            ("6/3/2026", "date_ambiguous", True),
            ("去年", "date_not_understood", True),
            ("1926-05-06", "date_early", True),
            ("2062-05-06", "date_future", True),
        ],
    )
    def test_doubtful_days(self, read, problems, text, problem, kept):
        reading = read([["样品编号", "采样日期", "镉(mg/kg)"], ["S1", text, 0.3]], LabOptions(on=date(2026, 11, 22)))
        assert problems(reading)[problem] == "B2"
        assert bool(reading.results.height) == kept

    def test_ph_from_its_column_from_a_result_or_from_the_option(self, read):
        wide = read([["样品编号", "pH", "镉(mg/kg)"], ["S1", 5.4, 0.3]]).results.filter(
            pl.col("substance") == "cadmium"
        )
        assert wide["ph"].to_list() == [5.4]
        long = read(
            [LONG, ["S1", "镉", 0.3, "mg/kg", ""], ["S1", "pH", 5.4, "无量纲", ""], ["S2", "镉", 0.3, "mg/kg", ""]]
        )
        by_sample = dict(long.results.filter(pl.col("substance") == "cadmium").select("sample", "ph").rows())
        assert by_sample == {"S1": 5.4, "S2": None}
        given = read([HEAD, ["S1", 0.3, 25]], LabOptions(ph=6.8)).results
        assert given["ph"].to_list() == [6.8, 6.8]

    def test_a_ph_of_57_is_refused_and_said_once(self, read, problems):
        reading = read([LONG, ["S1", "镉", 0.3, "mg/kg", ""], ["S1", "pH", 57, "无量纲", ""]])
        assert problems(reading)["ph_out_of_range"] == "C3"
        assert "ph_missing" not in problems(reading)

    def test_missing_ph_is_pointed_out_for_farmland_not_for_development_land(self, read, problems):
        rows = [["样品编号", "用地类型", "镉(mg/kg)"], ["S1", "水田", 0.3], ["S2", "工业用地", 0.3]]
        assert problems(read(rows))["ph_missing"] == "C2"

    def test_a_result_without_a_code_is_refused(self, read, problems):
        reading = read([HEAD, ["", 0.3, 25], ["S2", 0.4, 26]])
        assert problems(reading)["sample_missing"] == "A2"
        assert set(reading.results["sample"]) == {"S2"}

    def test_blanks_around_a_code_make_no_other_sample(self, read, problems):
        reading = read([LONG, ["S1", "镉", 0.3, "mg/kg", ""], ["S1 ", "铅", 25, "mg/kg", ""]])
        assert set(reading.results["sample"]) == {"S1"}
        assert problems(reading)["code_spaces"] == "A3"


class TestCoordinates:
    HEAD = ("样品编号", "经度", "纬度", "镉(mg/kg)")

    def test_swapped_ones_are_refused_with_their_cell(self, read, problems):
        reading = read([list(self.HEAD), ["S1", 113.5, 28.2, 0.3], ["S2", 28.2, 113.5, 0.3]])
        assert problems(reading)["coordinates_swapped"] == "B3"
        assert set(reading.results["sample"]) == {"S1"}

    def test_degrees_minutes_and_seconds(self, read):
        results = read([list(self.HEAD), ["S1", "113°30′00″", "28°12′00″", 0.3]]).results
        assert results.select("lon", "lat").row(0) == pytest.approx((113.5, 28.2))

    def test_outside_the_county_and_outside_china(self, read, problems):
        rows = [list(self.HEAD), ["S1", 113.5, 28.2, 0.3], ["S2", 115.5, 28.2, 0.3], ["S3", 12.6, 28.2, 0.3]]
        found = problems(read(rows, LabOptions(box=(113, 28, 114, 29))))
        assert found["outside_county"] == "B3:B4"
        assert found["outside_china"] == "B4"

    def test_gauss_krueger_with_its_zone_is_converted_and_the_metres_kept(self, read, problems):
        rows = [["样品编号", "X坐标", "Y坐标", "镉(mg/kg)"], ["S1", 3120000, 38450000, 0.3]]
        reading = read(rows)
        lon, lat, x, y = reading.results.select("lon", "lat", "x", "y").row(0)
        assert (round(lon, 2), round(lat, 2), x, y) == (113.49, 28.19, 3120000, 38450000)
        assert problems(reading)["xy_converted"] == "B2"

    def test_metres_without_a_zone_need_their_projection(self, read, problems):
        rows = [["样品编号", "X坐标", "Y坐标", "镉(mg/kg)"], ["S1", 3120000, 450000, 0.3]]
        assert problems(read(rows))["xy_without_crs"] == "B2"
        lon, lat = read(rows, LabOptions(xy_crs="EPSG:4547")).results.select("lon", "lat").row(0)
        assert (round(lon, 2), round(lat, 2)) == (113.49, 28.19)

    def test_two_statements_of_one_place_that_disagree(self, read, problems):
        rows = [
            [*self.HEAD, "X坐标", "Y坐标"],
            ["S1", 113.4913, 28.1914, 0.3, 3120000, 38450000],
            ["S2", 113.6, 28.1914, 0.3, 3120000, 38450000],
        ]
        assert problems(read(rows))["coordinates_contradict"] == "B3"


class TestSubstancesAndUnits:
    def test_an_unknown_substance_is_kept_with_suggestions(self, read):
        reading = read([LONG, ["S1", "隔", 0.3, "mg/kg", ""]])
        assert reading.results.select("substance", "substance_text").row(0) == (None, "隔")
        [problem] = [p for p in reading.problems if p.code == "intake.substance_unknown"]
        assert "隔" in problem.what()

    def test_a_cas_number_that_became_a_date(self, read, problems):
        reading = read(
            [["样品编号", "检测项目", "CAS号", "检测结果(mg/kg)"], ["S1", "三氯乙烯", "1979-01-06 00:00:00", 1.2]]
        )
        assert problems(reading)["cas_is_date"] == "C2"
        assert reading.results["substance"].to_list() == ["trichloroethene"]
        alone = read([LONG, ["S1", "1979-01-06 00:00:00", 1.2, "mg/kg", ""], ["S1", "镉", 1, "mg/kg", ""]])
        assert problems(alone)["substance_is_date"] == "B2"
        assert any("79-01-6" in p.why() for p in alone.errors)

    def test_name_and_cas_number_of_two_substances(self, read, problems):
        reading = read([["样品编号", "检测项目", "CAS号", "检测结果(mg/kg)"], ["S1", "镉", "7439-92-1", 1.2]])
        assert problems(reading)["substance_contradiction"] == "B2"
        assert reading.results.is_empty()

    def test_units_unknown_missing_or_of_another_medium_are_refused_at_the_cell_to_mend(self, read, problems):
        rows = [
            LONG,
            ["S1", "镉", 1, "mg/kg", ""],
            ["S2", "镉", 1, "mg/kq", ""],
            ["S3", "镉", 1, "", ""],
            ["S4", "镉", 1, "mg/L", ""],
        ]
        found = problems(read(rows))
        assert (found["unit_unknown"], found["unit_missing"], found["unit_of_other_medium"]) == ("D3", "D4", "D5")

    def test_the_default_unit_is_for_contaminants_only(self, read):
        results = read([["样品编号", "镉", "有机质"], ["S1", 0.3, 25]], LabOptions(unit="mg/kg")).results
        assert results.select("substance", "unit").rows() == [("cadmium", "mg/kg"), ("organic_matter", None)]

    def test_mixed_units_of_one_substance_are_pointed_out(self, read, problems):
        rows = [LONG, *([f"S{i}", "铜", 24, "mg/kg", ""] for i in range(5)), ["S9", "铜", 24, "μg/kg", ""]]
        assert problems(read(rows))["unit_mixed"] == "C7"

    def test_a_value_five_hundred_times_off_is_pointed_out(self, read, problems):
        rows = [HEAD, *([f"S{i}", 0.3, 25] for i in range(12)), ["S99", 300, 25]]
        assert problems(read(rows))["value_factor"] == "B14"

    def test_ppm_of_soil_is_by_mass(self, read):
        assert read([["样品编号", "镉(ppm)", "铅(ppm)"], ["S1", 0.3, 25]]).results["medium"].to_list() == [
            "soil",
            "soil",
        ]


class TestMedia:
    def test_the_sheet_the_row_or_the_column_may_name_it(self, workbook, read):
        path = workbook({"地下水": [["井号", "镉(mg/L)", "铅(mg/L)"], ["W1", 0.001, 0.002]]})
        assert set(read_lab(path).results["medium"]) == {"groundwater"}
        row = read([["样品编号", "样品类型", "镉(mg/kg)"], ["S1", "土壤", 0.3], ["R1", "糙米", 0.1]]).results
        assert row.select("medium", "crop_text").rows() == [("soil", None), ("crop", "糙米")]
        column = read([["样品编号", "土壤镉(mg/kg)", "稻米镉(mg/kg)"], ["S1", 0.3, 0.1]]).results
        assert column.select("medium", "crop_text").rows() == [("soil", None), ("crop", "稻米")]

    def test_water_that_nobody_names_is_not_guessed(self, read, problems):
        reading = read([["样品编号", "镉(mg/L)", "铅(mg/L)"], ["W1", 0.001, 0.002]])
        assert reading.results["medium"].to_list() == [None, None]
        assert problems(reading)["medium_missing"] == "B2:C2"
        given = read(
            [["样品编号", "镉(mg/L)", "铅(mg/L)"], ["W1", 0.001, 0.002]], LabOptions(medium="irrigation_water")
        )
        assert set(given.results["medium"]) == {"irrigation_water"}


class TestValues:
    def test_what_is_refused_stands_at_its_cell_and_is_no_result(self, read, problems):
        rows = [
            HEAD,
            ["S1", "见附件", 25],
            ["S2", -0.3, 25],
            ["S3", "2026-03-05 00:00:00", 25],
            ["S4", "#REF!", 25],
            ["S5", 2_000_000, 25],
        ]
        reading = read(rows)
        found = problems(reading)
        names = ("not_understood", "negative", "is_date", "formula_error", "impossible")
        assert [found[f"value_{name}"] for name in names] == [
            "B2",
            "B3",
            "B4",
            "B5",
            "B6",
        ]
        assert set(reading.results["substance"]) == {"lead"}

    def test_not_analysed_is_never_zero(self, read, problems):
        reading = read([HEAD, ["S1", "—", 25], ["S2", "", 26]])
        assert problems(reading)["not_analysed"] == "B2"
        assert reading.results["value"].to_list() == [25, 26]

    def test_a_non_detect_without_any_limit_and_a_result_below_its_limit(self, read, problems):
        rows = [LONG, ["S1", "镉", "ND", "mg/kg", ""], ["S2", "镉", 0.05, "mg/kg", 0.1]]
        found = problems(read(rows))
        assert (found["limit_missing"], found["value_below_limit"]) == ("C2", "C3")

    def test_a_mark_column_makes_a_non_detect_of_an_empty_cell(self, read):
        rows = [
            ["site", "element", "value_mg_kg", "detection_limit_mg_kg", "censored"],
            ["8", "Cd", "", 0.1, "True"],
            ["8", "Zn", 45, "", "False"],
            ["9", "Cd", "", "", "False"],
        ]
        assert read(rows).results.select("substance", "value", "operator", "detection_limit").rows() == [
            ("cadmium", None, "<", 0.1),
            ("zinc", 45.0, "", None),
        ]

    def test_a_column_of_signs_makes_a_non_detect_of_its_number(self, read):
        rows = [
            ["样品编号", "检测项目", "限定符", "检测结果(mg/kg)"],
            ["S1", "镉", "<", 0.01],
            ["S1", "铅", ">", 1000],
            ["S1", "锌", "", 90],
        ]
        assert read(rows).results.select("value", "operator", "detection_limit").rows() == [
            (None, "<", 0.01),
            (1000.0, ">", None),
            (90.0, "", None),
        ]

    def test_the_unit_in_the_cell_beats_the_one_in_the_header(self, read):
        assert read([HEAD, ["S1", "300μg/kg", 25]]).results["unit"].to_list() == ["ug/kg", "mg/kg"]


class TestDoubles:
    def test_the_same_result_twice_is_kept_once(self, read, problems):
        reading = read([LONG, ["S1", "镉", 0.3, "mg/kg", ""], ["S1", "镉", "0.30", "mg/kg", ""]])
        assert problems(reading)["double_same"] == "C3"
        assert reading.results.height == 1

    def test_of_two_different_results_neither_stands(self, read, problems):
        reading = read(
            [LONG, ["S1", "镉", 0.3, "mg/kg", ""], ["S1", "铅", 25, "mg/kg", ""], ["S1", "镉", 0.5, "mg/kg", ""]]
        )
        assert problems(reading)["double_different"] == "C2, C4"
        assert reading.results["substance"].to_list() == ["lead"]

    def test_the_same_code_at_another_depth_or_day_is_another_sample(self, read, problems):
        rows = [
            ["点位编号", "采样深度(m)", "采样日期", "镉(mg/kg)"],
            ["P1", "0-0.2", "2026-5-6", 0.3],
            ["P1", "0.2-0.5", "2026-5-6", 0.2],
            ["P1", "0-0.2", "2026-8-6", 0.4],
        ]
        assert not [name for name in problems(read(rows)) if name.startswith("double")]

    def test_a_sheet_copied_into_the_same_file(self, workbook, problems):
        path = workbook({"一": [HEAD, ["S1", 0.3, 25]], "副本": [HEAD, ["S1", 0.3, 25]]})
        reading = read_lab(path)
        assert reading.results.height == 2
        assert [p.where.sheet for p in reading.problems if p.code == "intake.double_same"] == ["副本"]


def test_a_thousand_like_problems_are_one_that_keeps_every_address(read):
    reading = read([HEAD, *([f"S{i}", "见附件" if i % 2 else 0.3, 25] for i in range(1000))])
    [problem] = [p for p in reading.problems if p.code == "intake.value_not_understood"]
    assert problem.values["count"] == 500
    assert len(problem.values["cells"]) == 500
    assert len(problem.text()) < 300


@pytest.mark.parametrize(
    "options", [LabOptions(medium="air"), LabOptions(unit="furlong"), LabOptions(xy_crs="EPSG:1"), LabOptions(ph=41)]
)
def test_wrong_options_are_refused_by_name(read, options):
    with pytest.raises(Refused):
        read([HEAD, ["S1", 0.3, 25]], options)


def test_the_file_is_known_by_its_hash(read, tmp_path):
    one, same = read([HEAD, ["S1", 0.3, 25]]), read([HEAD, ["S1", 0.3, 25]])
    assert one.sha256 == same.sha256
    assert one.sha256 != read([HEAD, ["S1", 0.31, 25]]).sha256


class TestTablesThatStandTogether:
    def test_a_second_table_below_with_another_substance_is_not_a_repeated_header(self, read, values):
        rows = [
            ["样品编号", "镉(mg/kg)", "pH"], ["S1", 0.3, 6], [],
            ["样品编号", "铅(mg/kg)", "pH"], ["S2", 50, 6],
        ]  # fmt: skip
        found = values(read(rows))
        assert found["S1", "cadmium"] == 0.3
        assert found["S2", "lead"] == 50
        assert ("S2", "cadmium") not in found

    def test_also_when_it_has_two_columns_only(self, read, values):
        rows = [["样品编号", "镉(mg/kg)"], ["S1", 0.3], ["样品编号", "铅(mg/kg)"], ["S2", 50]]
        assert values(read(rows)) == {("S1", "cadmium"): 0.3, ("S2", "lead"): 50.0}

    def test_a_table_on_the_right_is_refused_and_its_results_are_given_to_nobody(self, read, values, problems):
        rows = [["样品编号", "镉(mg/kg)", None, "样品编号", "铅(mg/kg)"], ["S1", 0.3, None, "S2", 50]]
        reading = read(rows)
        assert values(reading) == {("S1", "cadmium"): 0.3}
        assert problems(reading)["tables_side_by_side"] == "D1:E1"
        assert reading.errors

    def test_two_different_codes_of_one_sample_are_no_second_table(self, read, values):
        rows = [["样品编号", "镉(mg/kg)", "实验室样品编号", "铅(mg/kg)"], ["S1", 0.3, "L1", 50]]
        assert values(read(rows)) == {("S1", "cadmium"): 0.3, ("S1", "lead"): 50.0}

    def test_remarks_and_signatures_below_are_no_samples(self, read, problems):
        rows = [["样品编号", "镉(mg/kg)"], ["S1", 0.3], ["注：ND 表示未检出", None], ["检测人：张三", "审核：李四"]]
        reading = read(rows)
        assert reading.results["sample"].to_list() == ["S1"]
        assert not reading.errors
        assert [skipped.cells for skipped in reading.skipped if skipped.reason == "row_without_results"] == [
            ("A3:A4", "B4")
        ]

    def test_a_header_alone_says_so(self, read, problems):
        assert problems(read([["样品编号", "镉(mg/kg)"]]))["table_without_results"] == "A1"

    def test_a_merged_range_to_the_end_of_the_sheet_names_only_cells_that_are_there(self, workbook, problems):
        rows = [["样品编号", "镉(mg/kg)", "铅(mg/kg)"], ["S1", None, 2], ["S2", 3, 4]]
        path = workbook({"数据": rows}, merged=(("数据", "B2:C500", 0.3),))
        assert problems(read_lab(path))["value_merged"] == "B2:C3"
