"""Laboratory A: a tidy wide workbook: a row per sample, two header rows (name, unit), cover sheet, quality sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from examples.wochuan.archives import workbook
from examples.wochuan.soil import BENZOPYRENE, ITEMS, METALS, SoilPoint, significant

LABORATORY = "临澜青岚检测技术有限公司（虚构）"
COVER = (
    "沃川县农用地土壤环境质量监测检测结果",
    "委托单位：临澜市生态环境局沃川分局",
    f"检测单位：{LABORATORY}",
    "样品类别：土壤（表层，0～20 cm）",
    "采样日期：2026年4月至5月",
    "报告编号：QL-T-2026-0417",
    "本报告所列单位、人员、地点和数据均为示例，不对应任何真实地点。",
)
PLACE_HEADERS = ("序号", "点位编号", "样品编号", "乡镇", "土地利用", "经度", "纬度", "采样日期", "采样深度(m)")
UNITS = {"pH": "无量纲", BENZOPYRENE.name: "μg/kg"}
TITLE_ROW, NOTE_ROW, HEADER_ROW, UNIT_ROW, DATA_ROW = 0, 1, 2, 3, 4
NOTES = ("注：1. 结果以干基计。", "2. “<”表示低于方法检出限，其后数值为检出限。")


def write_lab_a(path: Path, points: Sequence[SoilPoint], *, seed: int) -> None:
    with workbook(path, author=LABORATORY) as book:
        cover = book.add_worksheet("说明")
        cover.set_column(0, 0, 70)
        cover.write_column(0, 0, COVER)
        _write_results(book, points)
        _write_quality(book, points, np.random.default_rng([seed, 2]))


def _write_results(book: Workbook, points: Sequence[SoilPoint]) -> None:
    sheet = book.add_worksheet("检测结果")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    last = len(PLACE_HEADERS) + len(ITEMS) - 1
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, "土壤样品检测结果", head)
    sheet.write_string(NOTE_ROW, 0, f"检测单位：{LABORATORY}    报告编号：QL-T-2026-0417")
    for column, header in enumerate(PLACE_HEADERS):
        sheet.merge_range(HEADER_ROW, column, UNIT_ROW, column, header, head)
    for column, item in enumerate(ITEMS, start=len(PLACE_HEADERS)):
        sheet.write_string(HEADER_ROW, column, item.name, head)
        sheet.write_string(UNIT_ROW, column, UNITS.get(item.name, "mg/kg"), head)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, point in enumerate(points, start=DATA_ROW):
        _write_point(sheet, row, point, day)
    sheet.write_column(DATA_ROW + len(points) + 1, 0, NOTES)
    sheet.freeze_panes(DATA_ROW, 3)
    sheet.set_column(0, last, 11)


def _write_point(sheet: Worksheet, row: int, point: SoilPoint, day: Format) -> None:
    sheet.write_row(row, 0, [row - DATA_ROW + 1, point.point, point.sample, point.town, point.land_use])
    sheet.write_row(row, 5, [point.lon, point.lat])
    sheet.write_datetime(row, 7, datetime.combine(point.sampled_on, time()), day)
    sheet.write_string(row, 8, "0-0.2")
    for column, item in enumerate(ITEMS, start=len(PLACE_HEADERS)):
        text = point.contents[item.name]
        write_result(sheet, row, column, in_micrograms(text) if item is BENZOPYRENE else text)


def write_result(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A number as a number, anything else as the laboratory wrote it."""
    if text.startswith("<"):
        sheet.write_string(row, column, text)
    else:
        sheet.write_number(row, column, float(text))


def in_micrograms(text: str) -> str:
    """A text in mg/kg as one in μg/kg, the sign kept."""
    sign = "<" if text.startswith("<") else ""
    return sign + significant(float(text.removeprefix("<")) * 1000, 3)


def _write_quality(book: Workbook, points: Sequence[SoilPoint], rng: np.random.Generator) -> None:
    """Parallel samples: to be looked at, never to be counted as results of the county."""
    sheet = book.add_worksheet("质控")
    sheet.write_row(0, 0, ["平行样质控结果"])
    sheet.write_row(1, 0, ["原样编号", "平行样编号", "项目", "原样测定值", "平行样测定值", "相对偏差(%)", "评价"])
    for row, index in enumerate(sorted(rng.choice(len(points), 12, replace=False)), start=2):
        item = METALS[row % len(METALS)]
        first = float(points[index].contents[item.name].removeprefix("<"))
        second = float(significant(first * (1 + rng.uniform(-0.06, 0.06)), 3))
        deviation = round(abs(first - second) / (first + second) * 100, 1)
        sheet.write_row(row, 0, [points[index].sample, f"{points[index].sample}P", item.name, first, second, deviation])
        sheet.write_string(row, 6, "合格")
