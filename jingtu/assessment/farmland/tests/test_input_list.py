"""A table of products as offices send it, read and judged."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from jingtu.assessment.farmland.input_list import columns, meaning, read_products
from jingtu.assessment.farmland.input_report import Why, about, answers, counts, remarks, tables
from jingtu.assessment.farmland.inputs import Content, Judged, Kind, Open, limits
from jingtu.assessment.indicators.forms import choices
from jingtu.problems import Refused

ON = date(2026, 11, 28)
HEADS = ["产品名称", "产品种类", "生产日期", "镉（mg/kg）", "铅（mg/kg）"]
GOOD = ["甲有机肥", "有机肥料", "2024-03-01", 1, 40]


def made(folder, *rows, heads=HEADS):
    path = folder / "投入品.csv"
    lines = [heads, *rows]
    path.write_text("\n".join(",".join(str(cell) for cell in row) for row in lines), encoding="utf-8")
    return path


def said(found):
    return [(one.severity.value, one.code.removeprefix("farmland."), one.where.cell) for one in found.problems]


class TestHeaders:
    @pytest.mark.parametrize(
        ("header", "want"),
        [
            ("总镉（以Cd计）(mg/kg)", ("cadmium", "mg/kg")),
            ("有机质的质量分数（以烘干基计），%", ("organic_matter", "%")),
            ("总养分（N+P2O5+K2O）的质量分数（以烘干基计）/%", ("nutrients", "%")),
            ("粪大肠菌群数（个/g）", ("faecal_coliforms", "个/g")),
            ("有效活菌数（亿/g）", ("live_bacteria", "亿/g")),
            ("酸碱度（pH）", ("ph", "pH")),
            ("Cd mg/kg", ("cadmium", "mg/kg")),
            ("产品 名称", ("product", "")),
            ("六价铬(mg/kg)", None),
            ("销量", None),
        ],
    )
    def test_what_a_header_means(self, header, want):
        assert meaning(header) == want

    def test_every_item_with_a_limit_has_a_column(self):
        assert {one.item for one in limits()} - set(columns()) == set()

    def test_every_kind_can_be_named(self):
        assert {one.key for one in choices("input_product")} == set(Kind)


class TestRows:
    def test_one_product_a_row_with_its_facts(self, tmp_path):
        [one] = read_products(made(tmp_path, GOOD)).rows
        assert (one.name, one.kind, one.made_on, one.row) == ("甲有机肥", Kind.ORGANIC, date(2024, 3, 1), 2)
        assert one.contents == {"cadmium": Content(Decimal("1.0")), "lead": Content(Decimal("40.0"))}

    def test_gb18030_full_width_digits_and_non_detects(self, tmp_path):
        path = tmp_path / "投入品.csv"
        text = "产品名称,产品种类,镉(mg/kg),铅(mg/kg),汞(mg/kg)\n甲,有机肥,１.５,<0.01,未检出\n"
        path.write_bytes(text.encode("gb18030"))
        [one] = read_products(path).rows
        assert one.contents == {
            "cadmium": Content(Decimal("1.5")),
            "lead": Content(Decimal("0.01"), "<"),
            "mercury": Content(None, "<"),
        }

    def test_units_convert_exactly(self, tmp_path):
        heads = ["产品名称", "产品种类", "有机质（g/kg）", "镉（μg/kg）", "有效活菌数（个/g）"]
        [one] = read_products(made(tmp_path, ["甲", "生物有机肥", 450, 3001, 20000000], heads=heads)).rows
        assert {item: content.value for item, content in one.contents.items()} == {
            "organic_matter": Decimal(45),
            "cadmium": Decimal("3.001"),
            "live_bacteria": Decimal("0.2"),
        }

    def test_a_unit_in_the_cell_goes_before_that_of_the_header(self, tmp_path):
        [one] = read_products(made(tmp_path, ["甲", "有机肥", "", "1500 μg/kg", ""])).rows
        assert one.contents["cadmium"].value == Decimal("1.5")

    def test_heads_of_two_rows_with_the_unit_over_a_group(self, tmp_path):
        with xlsxwriter.Workbook(tmp_path / "投入品.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.merge_range("A1:D1", "抽检结果")
            sheet.merge_range("A2:A3", "产品名称")
            sheet.merge_range("B2:B3", "产品种类")
            sheet.merge_range("C2:D2", "重金属（mg/kg）")
            sheet.write_row("C3", ["总镉", "总铅"])
            sheet.write_row("A4", ["甲", "有机肥", 1, 40])
        [one] = read_products(tmp_path / "投入品.xlsx").rows
        assert {item: content.value for item, content in one.contents.items()} == {"cadmium": 1, "lead": 40}

    def test_a_row_of_units_below_the_heads(self, tmp_path):
        path = made(
            tmp_path, ["", "", "", "μg/kg", "mg/kg"], GOOD, heads=["产品名称", "产品种类", "生产日期", "镉", "铅"]
        )
        [one] = read_products(path).rows
        assert one.contents["cadmium"].value == Decimal("0.001")


class TestProblems:
    @pytest.mark.parametrize(
        ("row", "want"),
        [
            (["甲", "神奇肥", "2024-03-01", 1, 40], ("error", "cell_unreadable", "B2")),
            (["甲", "有机肥", "3月1日", 1, 40], ("error", "cell_unreadable", "C2")),
            (["甲", "有机肥", "2024-03-01", "约1", 40], ("error", "content_unreadable", "D2")),
            (["甲", "有机肥", "2024-03-01", -1, 40], ("error", "content_unreadable", "D2")),
            (["甲", "有机肥", "2024-03-01", "1 mg/L", 40], ("error", "content_without_unit", "D2")),
            (["", "有机肥", "2024-03-01", 1, 40], ("error", "product_unnamed", "A2")),
            (["合计", "", "", "", ""], ("attention", "row_beside", "A2")),
        ],
    )
    def test_what_cannot_be_read_is_named_with_its_cell(self, tmp_path, row, want):
        assert said(read_products(made(tmp_path, row, GOOD))) == [want]

    def test_a_result_without_a_unit_is_no_result(self, tmp_path):
        path = made(tmp_path, ["甲", "有机肥", 1], heads=["产品名称", "产品种类", "镉"])
        found = read_products(path)
        assert said(found) == [("error", "content_without_unit", "C2")]
        assert found.rows[0].contents == {}
        assert read_products(path, unit="mg/kg").rows[0].contents["cadmium"].value == 1

    def test_the_same_product_twice_is_pointed_out_and_kept(self, tmp_path):
        found = read_products(made(tmp_path, GOOD, GOOD))
        assert said(found) == [("attention", "product_twice", "A2:A3")]
        assert len(found.rows) == 2

    def test_a_file_without_products_is_refused(self, tmp_path):
        with pytest.raises(Refused, match="产品名称"):
            read_products(made(tmp_path, [1, 2], heads=["甲", "乙"]))

    def test_heads_alone(self, tmp_path):
        assert said(read_products(made(tmp_path))) == [("attention", "products_empty", "")]


class TestAnswers:
    def judged(self, folder, *rows, kind=None, heads=HEADS):
        return answers(read_products(made(folder, *rows, heads=heads)).rows, on=ON, kind=kind)

    def test_a_metal_above_the_limit_fails_with_reservation_and_by_memory_reminds(self, tmp_path):
        one, general = self.judged(tmp_path, ["甲", "有机肥料", "2024-03-01", "3.01", 40])
        assert (one.held.standard, one.verdict, one.reservation, one.why) == ("NY/T 525-2021", Judged.FAIL, True, None)
        assert [item.limit.item for item in one.failed] == ["cadmium"]
        assert (general.verdict, general.why) == (Judged.NOT_JUDGED, Why.UNVERIFIED)
        assert [item.limit.item for item in general.reminders] == ["cadmium"]
        assert general.failed == ()

    def test_the_limit_itself_keeps_to_it(self, tmp_path):
        one, _ = self.judged(tmp_path, ["甲", "有机肥料", "2024-03-01", 3, 50])
        assert (one.verdict, one.why, one.failed) == (Judged.NOT_JUDGED, Why.ITEMS_OPEN, ())

    def test_all_within_never_passes_on_limits_from_memory(self, tmp_path):
        heads = ["产品名称", "产品种类", *(f"{name}（mg/kg）" for name in "镉汞砷铅铬铊"), "缩二脲（%）"]
        [one] = self.judged(tmp_path, ["尿素", "尿素", 1, 1, 1, 1, 1, 1, 1], heads=heads)
        assert (one.held.judged, one.verdict, one.why) == (Judged.PASS, Judged.NOT_JUDGED, Why.UNVERIFIED)

    def test_all_within_limits_that_were_read_passes(self, tmp_path):
        row = ["乙", "生物有机肥", "2014-01-01", 1, 1, 1, 1, 1, 40, 30, 7, 100, 95, "0.2"]
        heads = [*HEADS[:3], *(f"{name}（mg/kg）" for name in "镉汞砷铅铬"), "有机质（%）", "水分（%）", "pH"]
        [one] = self.judged(tmp_path, row, heads=[*heads, "粪大肠菌群数（个/g）", "蛔虫卵死亡率", "有效活菌数（亿/g）"])
        assert (one.held.standard, one.verdict, one.reservation) == ("NY 884-2012", Judged.PASS, False)

    def test_manure_spread_as_it_is(self, tmp_path):
        [one] = self.judged(tmp_path, ["猪粪", "猪粪", "2026-03-01", 100, 4000])
        assert (one.verdict, one.why) == (Judged.NOT_JUDGED, Why.MANURE)

    def test_without_a_kind_nothing_is_judged_unless_it_is_told(self, tmp_path):
        row = ["甲", "", "2024-03-01", "3.01", 40]
        assert [one.why for one in self.judged(tmp_path, row)] == [Why.KIND_MISSING]
        assert self.judged(tmp_path, row, kind=Kind.ORGANIC)[0].verdict is Judged.FAIL

    def test_before_every_standard(self, tmp_path):
        assert [one.why for one in self.judged(tmp_path, ["甲", "有机肥", "2010-03-01", 4, 40])] == [Why.NO_STANDARD]

    def test_the_editions_change_on_their_day(self, tmp_path):
        rows = [["甲", "有机肥", day, 1, 40] for day in ("2021-05-31", "2021-06-01")]
        held = [one.held.standard for one in self.judged(tmp_path, *rows) if "525" in one.held.standard]
        assert held == ["NY 525-2012", "NY/T 525-2021"]

    def test_remarks_say_what_keeps_products_open(self, tmp_path):
        rows = [["甲", "", "", 1, 1], ["乙", "粪肥", "2026-03-01", 1, 1], ["丙", "有机肥", "", 4, 1]]
        found = remarks(self.judged(tmp_path, *rows), file="f", on=ON)
        assert [one.code.removeprefix("farmland.") for one in found] == [
            "product_kind_missing",
            "product_day_missing",
            "manure_without_limits",
            "reminder_only",
        ]
        assert "GB/T 25246" in found[2].text()
        assert all(one.text("en") for one in found)

    def test_counts_by_standard_and_verdict(self, tmp_path):
        rows = [["甲", "有机肥", "2024-03-01", 4, 1], ["乙", "粪肥", "2026-03-01", 1, 1]]
        assert counts(self.judged(tmp_path, *rows)) == {
            ("NY/T 525-2021", Judged.FAIL): 1,
            ("GB 38400-2019", Judged.NOT_JUDGED): 1,
            ("", Judged.NOT_JUDGED): 1,
        }

    def test_tables_show_limit_mark_and_why(self, tmp_path):
        made_ = tables(self.judged(tmp_path, ["甲", "有机肥", "2024-03-01", "约3", "51"]), "zh")
        products, items = made_["产品判定"], made_["分项结果"]
        assert products["判定"].to_list() == ["不符合", "未判定"]
        assert products["判定有保留"].to_list() == ["是", None]
        by_item = {row["项目"]: row for row in items.filter(items["标准"] == "NY/T 525-2021").iter_rows(named=True)}
        assert (by_item["铅"]["限量"], by_item["铅"]["判定"]) == ("≤50", "不符合")
        assert by_item["铅"]["限量核对情况"] == "仅据上一版文本核对，判定结果有保留"
        assert by_item["镉"]["未判定原因"] == "结果无法采用，见“问题”"
        assert by_item["汞"]["未判定原因"] == "未检测"

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_what_it_rests_on_names_every_standard_and_what_is_not_held(self, language):
        text = "".join(
            about("f", "0", ON, language).rows()[at][1] for at in range(about("f", "0", ON, language).height)
        )
        assert all(one.standard in text for one in limits())
        assert "GB/T 25246" in text


def test_a_non_detect_above_the_limit_is_open(tmp_path):
    found = answers(read_products(made(tmp_path, ["甲", "有机肥", "2024-03-01", "<3.1", "<50"])).rows, on=ON)
    opened = {item.limit.item: item.open for item in found[0].held.items}
    assert (opened["cadmium"], opened["lead"]) == (Open.BOUND_DOES_NOT_TELL, None)
