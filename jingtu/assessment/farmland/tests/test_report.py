"""What people read: words for every answer, the workbook, the result tables."""

from datetime import date

import fastexcel
import polars as pl
import pytest

from jingtu.assessment.farmland import measures, points, units, workbook
from jingtu.assessment.farmland.adjustment import TO_CHECK, Adjustment
from jingtu.assessment.farmland.areas import TO_SPLIT, By
from jingtu.assessment.farmland.changes import Cause, Direction, Standing, changes
from jingtu.assessment.farmland.classes import Category
from jingtu.assessment.farmland.parameters import known
from jingtu.assessment.farmland.report import proposed, situations, tables
from jingtu.assessment.farmland.report_points import point_table
from jingtu.assessment.farmland.result_tables import fields, result_tables
from jingtu.assessment.farmland.tests.county import OK, SEVERE, county, grain, soil
from jingtu.assessment.farmland.tests.county import units as listed
from jingtu.assessment.farmland.words import words
from jingtu.problems import attention

LANGUAGES = ("zh", "en")
GROUPS = {
    "category": {*Category, TO_SPLIT},
    "principle": set(units.Principle),
    "to_check": {*units.Flag, *TO_CHECK},
    "adjustment": set(Adjustment),
    "direction": set(Direction),
    "standing": set(Standing),
    "cause": set(Cause),
    "fit": set(measures.Fit),
    "ground": set(measures.Ground),
    "counts_as": {one.counts_as for one in measures.measures()},
    "left": {*points.Why, "no_unit"},
    "by": set(By),
}


def whole():
    rows = [row for at in range(3) for row in soil("U1", f"P{at}", lon=113 + at / 200, lat=35.0)]
    rows += [row for at in range(11) for row in soil("U2", f"P{at}", cadmium=0.5, lon=113 + at / 200, lat=36.0)]
    rows += soil("U2", "P11", cadmium=3, arsenic=40, lon=113.055, lat=36.0, ph=5.0)
    rows += [row for at in range(3) for row in grain("U1", f"P{at}", OK)]
    rows += [*grain("U2", "P0", SEVERE), *soil(None, "X")]
    facts = {"place": "140404", "town": "甲镇", "area": 12_345_678_900, "crops": "水稻", "location": "村北"}
    return county(rows, listed({"unit_code": "U1", **facts}, {"unit_code": "U2", **facts, "old_category": "PRIORITY"}))


@pytest.fixture(scope="module")
def found():
    return whole()


class TestWords:
    @pytest.mark.parametrize("group", GROUPS)
    def test_every_answer_has_words_in_both_languages_and_every_word_an_answer(self, group):
        for language in LANGUAGES:
            named = words(group, language)
            assert set(named) == {str(key) for key in GROUPS[group]}
            assert all(named.values())

    def test_every_parameter_says_where_it_comes_from_and_how_well_it_is_known(self):
        marks = words("mark", "zh")
        assert all(one.mark in marks and one.zh and one.en and one.rule for one in known().values())

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_column_is_in_words(self, found, language):
        heads = set(words("column", language).values())
        for name, table in tables(found, language).items():
            assert set(table.columns) <= heads, name


class TestTables:
    def test_the_list_of_units_names_parts_and_what_to_check(self, found):
        table = tables(found, "zh")["类别清单"]
        assert table["单元"].to_list() == ["U1", "U2", "U2-1"]
        assert table["质量类别"].to_list() == ["优先保护类", "安全利用类", "严格管控类"]
        assert table["目标污染物"].to_list() == ["", "镉", "镉"]
        assert "已划出部分点位，需勾绘边界" in table["需核对"][1]

    def test_changes_are_explained(self, found):
        table = tables(found, "zh")["类别变化"]
        assert table["变化原因"].to_list()[1] == "镉：现为二类，原来的类别未提供"
        assert changes(found)["direction"].to_list() == ["first", "higher_risk", "higher_risk"]

    def test_samples_without_a_unit_are_listed(self, found):
        table = tables(found, "en")["Not counted"]
        assert table.select("point", "why").rows() == [("X", "names no unit and lies in none")]

    def test_measures_know_metals_ph_and_crop(self, found):
        [_, known_of_u2, part] = [situation for _, situation in situations(found)]
        assert known_of_u2.above == ("cadmium",)
        assert part.above == ("cadmium", "arsenic")
        assert (part.land_use, part.crops) == ("paddy", ("paddy",))
        codes = {one.measure.code for row, one in proposed(found) if row["unit_code"] == "U2" and row["part"] == 0}
        assert {"LOWVAR", "WATER", "LIME"} <= codes

    def test_an_empty_classification_has_empty_tables(self):
        assert all(table.is_empty() for table in tables(county([]), "zh").values())


@pytest.fixture(scope="module")
def made(found):
    return result_tables(found, words("category", "zh"))


class TestResultTables:
    """The fields of the national classification database."""

    def test_every_field_of_the_schema_in_its_order(self, made):
        for name, table in made.items():
            assert table.columns == [field.name for field in fields(name)]
            assert table["BSM"].to_list() == list(range(1, table.height + 1))

    def test_category_units(self, made):
        row = made["LBHF"].row(0, named=True)
        assert (row["LBBM"], row["ZLLB"], row["ZH_CLASS"], row["TRMBWRW"]) == ("U1", "优先保护类", 1, "无")
        assert (row["PXZQMC"], row["CXZQDM"], row["FXZQMC"], row["TXZQMC"]) == ("山西省", "140400", "上党区", "甲镇")
        assert (row["MJ_MU"], row["TBDLMJ"], row["DLWZ"]) == ("12.35", 8230.45, "村北")

    def test_a_unit_to_be_split_has_no_area_and_its_part_a_code_of_its_own(self, made):
        rows = made["LBHF"].select("LBBM", "ZLLB", "MJ_MU").rows()[1:]
        assert rows == [("U2", "安全利用类", None), ("U2-1", "严格管控类", None)]

    def test_soil_points(self, made):
        row = made["XCT"].row(by_predicate=pl.col("YDBM") == "P11", named=True)
        assert (row["XCDYBM"], row["Cd"], row["Cd_CLASS"], row["pH"], row["ZH_CLASS"]) == ("U2", 3.0, 3, 5.0, 3)
        assert (row["LON"], row["NYDLX"]) == (113.055, "水田")

    def test_crop_points(self, made):
        row = made["XCN"].row(0, named=True)
        assert (row["NCPLX"], row["CdN"], row["CdN_CLASS"], row["ZHN_CLASS"]) == ("糙米", 0.1, 1, 1)

    def test_survey_units(self, made):
        assert made["XCPJDY"].select("XCDYBM", "ZH5_CLASS", "SUM_NYDTBMJ").row(0) == ("U1", 1, 8230.45)


class TestPoints:
    def test_each_point_has_its_class_the_metals_behind_it_and_what_keeps_it_open(self):
        rows = [*soil("U1", "P1", cadmium=3.0, lead=200), *soil("U1", "P2", ph=None), *grain("U1", "R1", 0.3)]
        shown = ("medium", "point", "point_class", "targets", "lacking")
        found = point_table(county(rows), "zh").select(shown).rows()
        assert found[0] == ("土壤", "P1", "三类", "镉", "")
        assert found[1][:4] == ("土壤", "P2", "未定", "")
        assert "镉（缺pH）" in found[1][4]
        assert found[2] == ("农产品", "R1", "轻度超标", "镉", "")

    def test_in_english_too(self):
        assert point_table(county(grain("U1", "R1", 0.5)), "en")["point_class"].to_list() == ["severely above"]


class TestWorkbook:
    def test_holds_every_table_and_what_it_rests_on(self, found, tmp_path):
        path = tmp_path / "out.xlsx"
        source = workbook.Source("a.xlsx", "0" * 64, date(2026, 11, 22), by_sampling_day=True)
        workbook.write(path, found, [attention("farmland.no_crops")], source)
        reader = fastexcel.read_excel(path)
        names = [
            "面积汇总",
            "类别清单",
            "分金属",
            "点位类别",
            "类别变化",
            "安全利用措施",
            "未计入的样品",
            "XCPJDY",
            "XCT",
            "XCN",
            "LBHF",
        ]
        assert reader.sheet_names == [*names, "问题", "说明"]
        about = reader.load_sheet("说明").to_polars()
        assert "GB 15618-2018、GB 2762-2025" in about["内容"].to_list()
        assert any("0.65" in line for line in about["内容"])

    def test_a_formula_stays_text(self, tmp_path):
        rows = soil("=1+1", "P1")
        path = tmp_path / "out.xlsx"
        workbook.write(path, county(rows), [], workbook.Source("a", "", date(2026, 1, 1), by_sampling_day=False))
        assert fastexcel.read_excel(path).load_sheet("类别清单").to_polars()["单元"].to_list() == ["=1+1"]
