"""A table of grain lots as offices keep it, read, judged and put on its way."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from jingtu.assessment.farmland.grain_list import read_lots
from jingtu.assessment.farmland.grain_lots import Flow, Lacking, Step
from jingtu.assessment.farmland.grain_report import answers, done, owed_steps, remarks, tables
from jingtu.problems import Refused

ON = date(2025, 3, 1)
HEADS = ["批次号", "作物", "采样日期", "检测日期", "镉（mg/kg）"]
ABOVE = ["L1", "稻谷", "2024-09-20", "2024-09-25", "0.3"]
RECORD = [
    "批次号",
    "停售日期",
    "收购企业",
    "收购日期",
    "收购数量（吨）",
    "仓号",
    "入库日期",
    "出库日期",
    "出库数量（吨）",
    "去向",
    "包装注明用途",
]
BOUGHT = ["L1", "2024-09-26", "某公司", "2024-10-01", 100, "3号仓", "2024-10-02"]


def made(folder, **sheets):
    path = folder / "粮食.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def read(folder, *rows, heads=HEADS, record=()):
    sheets = {"检测": [heads, *rows], **({"台账": [RECORD, *record]} if record else {})}
    return read_lots(made(folder, **sheets), on=ON)


def said(found):
    return [(one.severity.value, one.code.removeprefix("farmland.")) for one in found.problems]


class TestEditions:
    """GB 2762, the edition in force on the sampling day; cadmium in rice 0.2 mg/kg in each."""

    @pytest.mark.parametrize(
        ("day", "edition"),
        [("2019-10-01", "GB 2762-2017"), ("2023-06-29", "GB 2762-2017"), ("2023-06-30", "GB 2762-2022")],
    )
    def test_a_lot_is_judged_by_the_edition_of_its_day(self, tmp_path, day, edition):
        found = read(tmp_path, ["L1", "糙米", day, day, "0.21"])
        assert found.metals["edition"].to_list() == [edition]
        assert found.rows[0].classes == {"cadmium": 2}

    def test_the_limit_itself_and_twice_the_limit(self, tmp_path):
        rows = [[f"L{at}", "稻谷", "2024-09-20", "2024-09-25", text] for at, text in enumerate(["0.2", "0.4", "0.41"])]
        assert [one.classes["cadmium"] for one in read(tmp_path, *rows).rows] == [1, 2, 3]

    @pytest.mark.parametrize("name", ["粳稻", "籼稻谷", "早稻", "糙米", "水稻"])
    def test_names_that_offices_use_for_rice(self, tmp_path, name):
        assert read(tmp_path, ["L1", name, "2024-09-20", "2024-09-25", "0.3"]).rows[0].classes == {"cadmium": 2}


class TestRows:
    def test_results_and_record_of_two_sheets_meet_in_the_lot(self, tmp_path):
        [lot] = read(tmp_path, ABOVE, record=[BOUGHT]).rows
        assert (lot.classes, lot.named_firm, lot.weight_in, lot.bin) == ({"cadmium": 2}, "某公司", 100, "3号仓")

    def test_results_and_record_in_one_table(self, tmp_path):
        heads = [*HEADS, "收购企业", "收购数量（公斤）"]
        [lot] = read(tmp_path, [*ABOVE, "某公司", 1500], heads=heads).rows
        assert (lot.classes, lot.named_firm, lot.weight_in) == ({"cadmium": 2}, "某公司", Decimal("1.5"))

    def test_one_row_for_each_metal(self, tmp_path):
        heads = ["批次号", "作物", "采样日期", "检测项目", "检测结果", "单位"]
        rows = [["L1", "稻谷", "2024-09-20", name, text, "mg/kg"] for name, text in (("镉", "0.3"), ("铅", "0.1"))]
        [lot] = read(tmp_path, *rows, heads=heads).rows
        assert lot.classes == {"cadmium": 2, "lead": 1}

    def test_gb18030_with_full_width_digits(self, tmp_path):
        path = tmp_path / "粮食.csv"
        path.write_bytes("批次号,作物,采样日期,镉(mg/kg)\nＬ１,稻谷,2024-09-20,０.３\n".encode("gb18030"))
        [lot] = read_lots(path, on=ON).rows
        assert (lot.id, lot.classes) == ("L1", {"cadmium": 2})

    def test_a_record_without_any_result_is_not_tested(self, tmp_path):
        found = read_lots(made(tmp_path, 台账=[RECORD, BOUGHT]), on=ON)
        assert answers(found, on=ON)[0].found.flow is Flow.NOT_TESTED

    def test_an_unknown_crop_is_undecided(self, tmp_path):
        [one] = answers(read(tmp_path, ["L1", "神米", *ABOVE[2:]]), on=ON)
        assert one.found.flow is Flow.UNDECIDED

    def test_a_detection_limit_above_the_limit_is_undecided(self, tmp_path):
        [one] = answers(read(tmp_path, [*ABOVE[:4], "<0.21"]), on=ON)
        assert one.found.flow is Flow.UNDECIDED


class TestProblems:
    def test_a_lot_whose_rows_contradict_each_other_is_left_out(self, tmp_path):
        other = ["L1", "", "另一公司"]
        found = read(tmp_path, ABOVE, record=[BOUGHT, other])
        assert (found.rows, said(found)) == ((), [("error", "lot_torn")])
        assert "收购企业" in found.problems[0].text()

    def test_a_row_without_a_lot_is_an_error_and_a_total_is_not(self, tmp_path):
        found = read(tmp_path, ABOVE, record=[BOUGHT, ["", "", "某公司"], ["合计"]])
        assert said(found) == [("attention", "row_beside"), ("error", "lot_unnamed")]

    def test_a_weight_without_a_unit_is_not_taken(self, tmp_path):
        found = read(tmp_path, [*ABOVE, 100], heads=[*HEADS, "收购数量"])
        assert said(found) == [("error", "quantity_without_unit")]
        assert found.rows[0].weight_in is None

    def test_an_outflow_without_its_weight_is_not_counted(self, tmp_path):
        found = read(tmp_path, ABOVE, record=[[*BOUGHT, "2024-12-01", "", "工业用粮", "是"]])
        assert (said(found), found.rows[0].outflows) == ([("error", "outflow_torn")], ())

    def test_the_same_outflow_twice_counts_once(self, tmp_path):
        row = [*BOUGHT, "2024-12-01", 60, "工业用粮", "是"]
        found = read(tmp_path, ABOVE, record=[row, row])
        assert said(found) == [("attention", "outflow_twice")]
        assert [out.weight for out in found.rows[0].outflows] == [60]

    def test_a_file_without_lots_is_refused(self, tmp_path):
        with pytest.raises(Refused, match="批次号"):
            read(tmp_path, [1, 2], heads=["甲", "乙"])


class TestAnswers:
    def test_missing_tonnage_is_lacking_and_nothing_is_reckoned_from_it(self, tmp_path):
        record = [[*BOUGHT[:4], "", *BOUGHT[5:]]]
        [one] = answers(read(tmp_path, ABOVE, record=record), on=ON)
        assert (one.found.lacking, one.found.left) == ((Lacking.WEIGHT_IN,), None)
        assert done(one, ON)["bought"] is False

    def test_two_outflows_that_make_up_the_weight_close_the_lot(self, tmp_path):
        record = [[*BOUGHT, "2024-12-01", 60, "工业用粮", "是"], ["L1", *[""] * 6, "2025-01-10", 39, "酒精", "是"]]
        [one] = answers(read(tmp_path, ABOVE, record=record), on=ON)
        assert (one.found.flow, one.found.left) == (Flow.CLOSED, Decimal(1))
        assert set(done(one, ON).values()) == {True}

    def test_records_of_later_days_are_not_looked_at(self, tmp_path):
        [one] = answers(read(tmp_path, ABOVE, record=[BOUGHT]), on=date(2024, 9, 30))
        assert (one.found.next_step, done(one, date(2024, 9, 30))["bought"]) == (Step.BOUGHT, False)
        assert done(one, date(2024, 9, 30))["free_sale_stopped"] is True

    def test_steps_are_owed_for_lots_above_the_limit_only(self, tmp_path):
        found = answers(read(tmp_path, ABOVE, ["L2", "稻谷", "2024-09-20", "2024-09-25", "0.2"]), on=ON)
        steps = tables(found, ON, "zh")["处置步骤"]
        assert steps["批次号"].to_list() == ["L1"] * len(owed_steps())
        assert set(steps["状态"]) == {"未完成"}
        assert steps["由谁"][1] == "指定收购企业"

    def test_each_step_is_cited_to_the_plan_that_prints_it(self):
        cited = {step.step: step.source_zh for step in owed_steps()}
        assert "上党区" in cited["free_sale_stopped"]
        assert all("中原区土壤污染防治工作方案第15条" in cited[name] for name in ("bought", "stored"))
        assert not any("上党区" in cited[name] for name in ("bought", "stored"))

    def test_metals_nobody_measured_are_listed(self, tmp_path):
        [one] = answers(read(tmp_path, ABOVE), on=ON)
        assert one.not_measured == ("mercury", "arsenic", "lead", "chromium")

    def test_the_table_of_results_shows_limit_edition_and_mark(self, tmp_path):
        [row] = tables(answers(read(tmp_path, ABOVE), on=ON), ON, "zh")["检测结果"].to_dicts()
        assert (row["限量"], row["标准"], row["判定"]) == (0.2, "GB 2762-2022", "轻度超标")
        assert row["限量核对情况"] == "据新版官方文本核对，本版未变"

    def test_remarks_name_lots_above_at_market_and_open(self, tmp_path):
        heads = [*HEADS, "流入市场日期"]
        rows = [[*ABOVE, ""], ["L2", *ABOVE[1:], "2024-10-01"], ["L3", "神米", *ABOVE[2:], ""]]
        found = remarks(answers(read(tmp_path, *rows, heads=heads), on=ON), file="f")
        assert [(one.code, one.values["names"]) for one in found] == [
            ("farmland.lots_breach", "L2"),
            ("farmland.lots_above", "L1"),
            ("farmland.lots_open", "L3"),
        ]
