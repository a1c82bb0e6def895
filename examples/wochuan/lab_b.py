"""Laboratory B: a long workbook (a row per sample and item), with every habit a reader must bear and thirty faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from examples.wochuan.archives import workbook
from examples.wochuan.faults import FAULTS, Fault, Spot
from examples.wochuan.lab_a import in_micrograms
from examples.wochuan.long_table import HEADER_ROW, SHEET, Cell, Formula, LongTable, Picker, Row
from examples.wochuan.soil import ITEMS, Item, SoilPoint

LABORATORY = "沃川衡土检测服务站（虚构）"
NAMES = {
    "pH": "pH值",
    "镉": "总镉",
    "汞": "总汞",
    "砷": "总砷",
    "铬": "总铬",
    "苯并[a]芘": "苯并(a)芘",
}
UNITS = {"pH": "无量纲", "苯并[a]芘": "μg/kg"}
METHODS = {
    "pH": "HJ 962-2018",
    "镉": "GB/T 17141-1997",
    "铅": "GB/T 17141-1997",
    "汞": "GB/T 22105.1-2008",
    "砷": "GB/T 22105.2-2008",
    "六六六总量": "HJ 835-2017",
    "苯并[a]芘": "HJ 805-2016",
}
OTHER_METHOD = "HJ 491-2019"
NOTES = ("注：结果以干基计；“L”“ND”表示未检出。", "审核：        批准：")


@dataclass(frozen=True)
class Planted:
    """A fault and where it stands in the workbook that was written."""

    fault: Fault
    cells: tuple[str, ...]


def write_lab_b(
    path: Path, points: Sequence[SoilPoint], *, seed: int, faults: Sequence[Fault] = FAULTS
) -> list[Planted]:
    """Write the workbook with these faults in it and say where they are; without any it is clean."""
    rng = np.random.default_rng([seed, 5])
    table = LongTable(_rows(points, rng))
    pick = Picker.of(table, rng)
    spots = [(fault, fault.plant(table, pick)) for fault in faults]
    _write(path, table)
    return [Planted(fault, _addresses(table, planted)) for fault, planted in spots]


def _addresses(table: LongTable, spots: Sequence[Spot]) -> tuple[str, ...]:
    return tuple(table.address(row, header) for row, header in spots)


def _rows(points: Sequence[SoilPoint], rng: np.random.Generator) -> list[Row]:
    rows = []
    for point in points:
        day = _day(point.sampled_on, rng)
        rows += [Row(_cells(point, day, item, rng)) for item in ITEMS]
    for number, row in enumerate(rows, start=1):
        row.cells["序号"] = float(number)
    return rows


def _cells(point: SoilPoint, day: Cell, item: Item, rng: np.random.Generator) -> dict[str, Cell]:
    text = point.contents[item.name]
    factor = 1000 if UNITS.get(item.name) == "μg/kg" else 1
    return {
        "采样点编号": point.point,
        "样品编码": point.sample,
        "所在乡镇": point.town,
        "利用类型": point.land_use,
        "东经": point.lon,
        "北纬": point.lat,
        "采样时间": day,
        "检测项目": NAMES.get(item.name, item.name),
        "检测结果": _result(in_micrograms(text) if factor > 1 else text, rng),
        "计量单位": UNITS.get(item.name, "mg/kg"),
        "检出限": item.detection_limit * factor or None,
        "分析方法": METHODS.get(item.name, OTHER_METHOD),
    }


def _day(day: date, rng: np.random.Generator) -> Cell:
    """A day as laboratories write it: mostly a date cell, sometimes a text."""
    habits: tuple[Cell, ...] = (
        day,
        day,
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    return habits[int(rng.integers(len(habits)))]


def _result(text: str, rng: np.random.Generator) -> Cell:
    """A result as laboratories write it: a number or a number as text; four ways of not detected."""
    choice = int(rng.integers(20))
    if text.startswith("<"):
        limit = text.removeprefix("<")
        return (text, f"{limit}L", "ND", "未检出")[choice % 4]
    return text if choice == 0 else float(text)


def _write(path: Path, table: LongTable) -> None:
    with workbook(path, author=LABORATORY) as book:
        sheet = book.add_worksheet(SHEET)
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.set_column(0, len(table.headers) - 1, 12)
        sheet.write_string(0, 0, "沃川县农用地土壤样品检测结果汇总表")
        sheet.write_string(1, 0, f"检测单位：{LABORATORY}    报告编号：HT-2026-088")
        sheet.write_row(HEADER_ROW, 0, table.headers, book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(table.rows, start=HEADER_ROW + 1):
            for column, header in enumerate(table.headers):
                _write_cell(sheet, number, column, row.cells.get(header), day)
        sheet.write_column(HEADER_ROW + len(table.rows) + 2, 0, NOTES)
        _merge(sheet, table, book.add_format({"valign": "vcenter"}))
        _write_further(book, table)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    match cell:
        case None:
            pass
        case Formula():
            sheet.write_formula(row, column, cell.text, None, cell.value)
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), day)
        case int() | float():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_string(row, column, cell)


def _merge(sheet: Worksheet, table: LongTable, merged: Format) -> None:
    for first, last, header in table.merged:
        column, top, bottom = table.headers.index(header), table.position(first), table.position(last)
        over = HEADER_ROW + 1
        sheet.merge_range(top + over, column, bottom + over, column, first.cells[header], merged)


def _write_further(book: Workbook, table: LongTable) -> None:
    for name, rows in table.further.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name in table.hidden:
            sheet.hide()
