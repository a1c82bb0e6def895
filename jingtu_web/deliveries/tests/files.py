"""Laboratory files for tests, written as laboratories write them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEAD = (
    "点位编号",
    "样品编号",
    "样品类型",
    "经度",
    "纬度",
    "采样日期",
    "土地利用",
    "pH",
    "检测项目",
    "检测结果",
    "单位",
    "检出限",
)
GOOD = (
    ("S1", "S1-20", "土壤", 112.05, 30.05, "2026-06-03", "水田", 6.0, "镉", 0.2, "mg/kg", 0.01),
    ("S1", "S1-20", "土壤", 112.05, 30.05, "2026-06-03", "水田", 6.0, "铅", 150, "mg/kg", 0.1),
    ("S2", "S2-20", "土壤", 112.15, 30.05, "2026-06-03", "旱地", 6.0, "镉", "ND", "mg/kg", 0.01),
)
NEGATIVE = ("S3", "S3-20", "土壤", 112.15, 30.06, "2026-06-03", "旱地", 6.0, "镉", -3, "mg/kg", 0.01)


def workbook(path: Path, rows: Sequence[Sequence[object]] = GOOD, head: Sequence[str] = HEAD) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("检测结果")
        for number, row in enumerate((head, *rows)):
            sheet.write_row(number, 0, row)
    return path


def bomb(path: Path) -> Path:
    """A workbook of a few kilobytes that would unpack to more than a gigabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(64):
                sheet.write(bytes(1 << 20))
    return path


def huge(path: Path) -> Path:
    """60 MB that take no room on the disk."""
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(60 * 1024 * 1024)
    return path
