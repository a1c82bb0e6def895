"""Laboratory D: ten groundwater wells; wide, three header rows (group, item, unit), ``0.01L`` where not detected."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from examples.wochuan.archives import workbook
from examples.wochuan.places import SMELTER, TOWNS, Town, to_degrees
from examples.wochuan.soil import significant

WELLS = 10
LABORATORY = "临澜清源水质检测有限公司（虚构）"
PLACE_HEADERS = ("点位编号", "样品编号", "乡镇", "样品类型", "经度", "纬度", "采样日期")
NEAR_SMELTER_KM = 6


@dataclass(frozen=True)
class WaterItem:
    """A substance in groundwater: group, unit, median, spread, factor near the smelter, detection limit."""

    group: str
    name: str
    unit: str
    median: float
    spread: float = 0.3
    smelter: float = 1
    detection_limit: float = 0


WATER_ITEMS = (
    WaterItem("感官性状及一般化学指标", "pH", "无量纲", 7.1, 0.04),
    WaterItem("感官性状及一般化学指标", "总硬度", "mg/L", 240, 0.35),
    WaterItem("感官性状及一般化学指标", "溶解性总固体", "mg/L", 420, 0.3),
    WaterItem("感官性状及一般化学指标", "硫酸盐", "mg/L", 70, 0.5, 3.5),
    WaterItem("感官性状及一般化学指标", "氯化物", "mg/L", 38, 0.5),
    WaterItem("感官性状及一般化学指标", "铁", "mg/L", 0.12, 0.8, detection_limit=0.03),
    WaterItem("感官性状及一般化学指标", "锰", "mg/L", 0.05, 0.9, 3, detection_limit=0.01),
    WaterItem("感官性状及一般化学指标", "锌", "mg/L", 0.06, 0.8, 12, detection_limit=0.05),
    WaterItem("感官性状及一般化学指标", "耗氧量", "mg/L", 1.4, 0.35),
    WaterItem("感官性状及一般化学指标", "氨氮", "mg/L", 0.11, 0.8, detection_limit=0.025),
    WaterItem("毒理学指标", "硝酸盐", "mg/L", 4.2, 0.7),
    WaterItem("毒理学指标", "氟化物", "mg/L", 0.45, 0.4),
    WaterItem("毒理学指标", "砷", "mg/L", 0.0012, 0.7, 6, detection_limit=0.0003),
    WaterItem("毒理学指标", "汞", "mg/L", 0.00003, 0.5, detection_limit=0.00004),
    WaterItem("毒理学指标", "镉", "mg/L", 0.00006, 0.7, 30, detection_limit=0.00005),
    WaterItem("毒理学指标", "铅", "mg/L", 0.0018, 0.5, 4, detection_limit=0.0025),
    WaterItem("毒理学指标", "六价铬", "mg/L", 0.002, 0.4, detection_limit=0.004),
)


def write_lab_d(path: Path, *, seed: int) -> None:
    rng = np.random.default_rng([seed, 4])
    with workbook(path, author=LABORATORY) as book:
        sheet = book.add_worksheet("地下水")
        _write_header(book, sheet)
        for number, town in enumerate(TOWNS[:WELLS]):
            _write_well(sheet, number, town, rng)


def _write_header(book: Workbook, sheet: Worksheet) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for column, header in enumerate(PLACE_HEADERS):
        sheet.merge_range(0, column, 2, column, header, head)
    column = len(PLACE_HEADERS)
    for group, members in groupby(WATER_ITEMS, key=lambda item: item.group):
        items = list(members)
        sheet.merge_range(0, column, 0, column + len(items) - 1, group, head)
        sheet.write_row(1, column, [item.name for item in items], head)
        sheet.write_row(2, column, [item.unit for item in items], head)
        column += len(items)
    sheet.freeze_panes(3, 2)


def _write_well(sheet: Worksheet, number: int, town: Town, rng: np.random.Generator) -> None:
    east, north = town.east + rng.uniform(-1.5, 1.5), town.north + rng.uniform(-1.5, 1.5)
    lon, lat = to_degrees(np.array([east]), np.array([north]))
    near = bool(np.hypot(east - SMELTER.x, north - SMELTER.y) < NEAR_SMELTER_KM)
    place = [f"GW-{number + 1:02d}", f"GW26-{number + 1:02d}-1", town.name, "地下水", lon[0], lat[0], "2026.7.8"]
    sheet.write_row(number + 3, 0, place)
    for column, item in enumerate(WATER_ITEMS, start=len(PLACE_HEADERS)):
        value = item.median * (item.smelter if near else 1) * np.exp(item.spread * rng.standard_normal())
        if value < item.detection_limit:
            sheet.write_string(number + 3, column, f"{item.detection_limit:f}".rstrip("0") + "L")
        else:
            sheet.write_number(number + 3, column, float(significant(value, 3)))
