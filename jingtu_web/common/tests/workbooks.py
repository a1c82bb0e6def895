"""County workbooks for tests: a good one, and the same with cells changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook

Rows = list[list[str]]
GOOD: dict[str, Rows] = {
    "行政区划": [
        ["区划代码", "名称", "级别"],
        ["430000000000", "湘省", "省级"],
        ["430100000000", "临江市", "地级"],
        ["430181000000", "新县", "县级"],
        ["430181001000", "东镇", "乡级"],
        ["430181002000", "西镇", "乡级"],
    ],
    "部门清单": [
        ["名称", "简称", "别名", "职能", "区划代码", "联系人", "联系电话"],
        ["临江市生态环境局新县分局", "新县生态环境分局", "县环保局、县环境保护局", "生态环境", "", "", ""],
        ["新县农业农村局", "县农业农村局", "", "农业农村", "", "", ""],
        ["东镇人民政府", "东镇政府", "", "乡镇", "430181001000", "", ""],
    ],
    "账户": [
        ["登录名", "角色", "单位", "乡镇"],
        ["boss", "系统管理员", "", ""],
        ["eco", "县生态环境部门", "新县生态环境分局", ""],
        ["farm", "其他部门", "新县农业农村局", ""],
        ["east", "乡镇（街道）", "东镇人民政府", "东镇"],
        ["look", "查看", "", ""],
    ],
}


def write(path: Path, changed: Mapping[str, str] | None = None, sheets: Mapping[str, Rows] = GOOD) -> Path:
    """The good workbook; ``changed`` says ``{"账户!B3": "…"}``."""
    with Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for place, text in (changed or {}).items():
                if place.startswith(f"{name}!"):
                    sheet.write_string(place.split("!")[1], text)
    return path
