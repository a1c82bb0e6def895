"""The thirty ways in which laboratory B's workbook is dirty: listed first, planted by seed, found by the reader.

Every fault names the problem that must be reported for it; ``tests/test_planted_faults.py`` holds the reader to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from examples.wochuan.long_table import SHEET, Cell, Formula, LongTable, Picker, Row
from jingtu.problems import Severity

Spot = tuple[Row | None, str]  # a row (None: the header row) and a header
Plant = Callable[[LongTable, Picker], list[Spot]]
PLAIN = ("总铬", "铜", "镍", "锌")  # always detected, far from zero and from any odd magnitude
RESULT, UNIT, LIMIT, ITEM = "检测结果", "计量单位", "检出限", "检测项目"
POINT, SAMPLE, DAY = "采样点编号", "样品编码", "采样时间"
EAST, NORTH = "东经", "北纬"


@dataclass(frozen=True)
class Fault:
    """One way to be dirty: what is planted (in words), how, and which problems the reader must report for it.

    ``plant`` returns the cells that each problem must name; a fault of a whole sheet has none, ``sheet`` names it.
    """

    words: str
    plant: Plant
    codes: tuple[str, ...]
    severity: Severity
    sheet: str = SHEET


def _put(header: str, value: Cell, *items: str) -> Plant:
    """Overwrite one cell of one row."""

    def plant(table: LongTable, pick: Picker) -> list[Spot]:
        row = pick.row(*(items or PLAIN))
        row.cells[header] = value
        return [(row, header)]

    return plant


def _put_in_sample(header: str, value: Cell) -> Plant:
    """Overwrite a cell in every row of one sample: what is said of a sample is said in each of its rows."""

    def plant(table: LongTable, pick: Picker) -> list[Spot]:
        rows = pick.sample()
        for row in rows:
            row.cells[header] = value
        return [(row, header) for row in rows]

    return plant


def _unknown_header(table: LongTable, pick: Picker) -> list[Spot]:
    header = pick.one_of("流转卡", "样袋颜色签", "归档盒")
    table.headers.append(header)
    for number, row in enumerate(table.rows, start=1):
        row.cells[header] = f"K{number:04d}"
    return [(None, header)]


def _cas_became_date(table: LongTable, pick: Picker) -> list[Spot]:
    """79-01-6, trichloroethylene, typed into a cell that thinks in days."""
    row = pick.row("苯并(a)芘")
    new = row.copy()
    new.cells |= {ITEM: date(1979, 1, 6), RESULT: "<1.2", UNIT: "μg/kg", LIMIT: 1.2}
    table.insert_after(row, new)
    return [(new, ITEM)]


def _same_twice(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row(*PLAIN)
    new = row.copy()
    table.insert_after(row, new)
    return [(new, RESULT)]


def _twice_but_different(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row(*PLAIN)
    new = row.copy()
    new.cells[RESULT] = 77.7
    table.insert_after(row, new)
    return [(row, RESULT), (new, RESULT)]


def _swapped(table: LongTable, pick: Picker) -> list[Spot]:
    rows = pick.sample()
    for row in rows:
        row.cells[EAST], row.cells[NORTH] = row.cells[NORTH], row.cells[EAST]
    return [(row, EAST) for row in rows]


def _digit_lost(table: LongTable, pick: Picker) -> list[Spot]:
    rows = pick.sample()
    for row in rows:
        row.cells[EAST] = float(str(row.cells[EAST])[1:])  # 112.6 -> 12.6
    return [(row, EAST) for row in rows]


def _limit_above_result(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row("总镉")
    row.cells |= {RESULT: 0.05, LIMIT: 0.1}
    return [(row, RESULT)]


def _without_code(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row(*PLAIN)
    row.cells |= {SAMPLE: None, POINT: None}
    return [(row, SAMPLE)]


def _header_again(table: LongTable, pick: Picker) -> list[Spot]:
    new = Row({header: header for header in table.headers})
    table.insert_after(pick.sample()[-1], new)
    return [(new, table.headers[0])]


def _average_below(table: LongTable, pick: Picker) -> list[Spot]:
    new = Row({"序号": "平均值", RESULT: 31.4})
    table.rows.append(new)
    return [(new, "序号")]


def _spaces_behind_code(table: LongTable, pick: Picker) -> list[Spot]:
    rows = pick.sample()[4:7]
    for row in rows:
        row.cells[SAMPLE] = f"{row.cells[SAMPLE]}  "
    return [(row, SAMPLE) for row in rows]


def _not_detected_without_limit(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row("六六六总量")
    row.cells |= {RESULT: pick.one_of("ND", "未检出"), LIMIT: None}
    return [(row, RESULT)]


def _merged_results(table: LongTable, pick: Picker) -> list[Spot]:
    first, second = pick.sample()[5:7]
    table.merged.append((first, second, RESULT))
    second.cells[RESULT] = None
    return [(first, RESULT), (second, RESULT)]


def _micrograms_by_mistake(table: LongTable, pick: Picker) -> list[Spot]:
    row = pick.row("铜")
    row.cells |= {RESULT: 24.0, UNIT: "μg/kg"}  # an ordinary number of milligrams
    return [(row, RESULT)]


def _hidden_sheet(table: LongTable, pick: Picker) -> list[Spot]:
    table.further["旧数据"] = [
        ["样品编码", "检测项目", "检测结果", "计量单位"],
        ["WC25-001", "pH值", 6.1, "无量纲"],
        ["WC25-001", "铜", 25.1, "mg/kg"],
    ]
    table.hidden.add("旧数据")
    return []


def _empty_sheet(table: LongTable, pick: Picker) -> list[Spot]:
    table.further["Sheet3"] = []
    return []


def _sheet_without_table(table: LongTable, pick: Picker) -> list[Spot]:
    table.further["联系方式"] = [["报告联系人见封面"], ["业务电话见封面"]]
    return []


def _refused(words: str, plant: Plant, *names: str) -> Fault:
    return Fault(words, plant, tuple(f"intake.{name}" for name in names), Severity.ERROR)


def _pointed_out(words: str, plant: Plant, *names: str, sheet: str = SHEET) -> Fault:
    return Fault(words, plant, tuple(f"intake.{name}" for name in names), Severity.ATTENTION, sheet)


FAULTS = (
    _pointed_out("多出一列，表头无法识别", _unknown_header, "header_unknown"),
    _pointed_out("检测项目写错字：隔", _put(ITEM, "隔", "总镉"), "substance_unknown"),
    _refused("CAS 号 79-01-6 被表格软件变成日期", _cas_became_date, "substance_is_date"),
    _refused("单位写错：mg/kq", _put(UNIT, "mg/kq"), "unit_unknown"),
    _refused("土壤结果的单位写成 mg/L", _put(UNIT, "mg/L"), "unit_of_other_medium"),
    _refused("单位空缺", _put(UNIT, None), "unit_missing"),
    _pointed_out("同一结果重复一行", _same_twice, "double_same"),
    _refused("同一样品同一项目有两个不同结果", _twice_but_different, "double_different"),
    _refused("经纬度互换", _swapped, "coordinates_swapped"),
    _pointed_out("经度丢了首位数字，落到国外", _digit_lost, "outside_china"),
    _refused("pH 丢了小数点：57", _put(RESULT, 57.0, "pH值"), "ph_out_of_range"),
    _refused("结果为负数", _put(RESULT, -3.5), "value_negative"),
    _refused("结果写成“见附件”", _put(RESULT, "见附件"), "value_not_understood"),
    _pointed_out("检出限高于检测结果", _limit_above_result, "value_below_limit"),
    _refused("采样点编号和样品编码都空缺", _without_code, "sample_missing"),
    _refused("公式出错：#REF!", _put(RESULT, Formula("=#REF!*1000", "#REF!")), "value_formula_error"),
    _refused("公式没有存下计算结果", _put(RESULT, Formula("=3*10")), "formula_without_value"),
    _pointed_out("带有隐藏工作表", _hidden_sheet, "sheet_hidden", sheet="旧数据"),
    _pointed_out("带有空工作表", _empty_sheet, "sheet_empty", sheet="Sheet3"),
    _pointed_out("带有无数据表的工作表", _sheet_without_table, "sheet_without_table", sheet="联系方式"),
    _pointed_out("个别结果单位误写为 μg/kg，差一千倍", _micrograms_by_mistake, "unit_mixed", "value_factor"),
    _pointed_out("表中重复出现表头", _header_again, "repeated_header"),
    _pointed_out("表尾有平均值行", _average_below, "total_row"),
    _pointed_out("样品编码后带空格", _spaces_behind_code, "code_spaces"),
    _refused("采样日期不存在：2026-02-30", _put_in_sample(DAY, "2026-02-30"), "date_impossible"),
    _pointed_out("采样日期月日不分：6/3/2026", _put_in_sample(DAY, "6/3/2026"), "date_ambiguous"),
    _pointed_out("采样日期早于1990年", _put_in_sample(DAY, date(1926, 4, 20)), "date_early"),
    _pointed_out("未检出而无检出限", _not_detected_without_limit, "limit_missing"),
    _refused("两行结果合并为一格", _merged_results, "value_merged"),
    _refused("含量超过每千克一百万毫克", _put(RESULT, 6.8e7), "value_impossible"),
)
