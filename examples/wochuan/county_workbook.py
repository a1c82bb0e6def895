"""The workbook that starts a county: empty as a template, or filled in for 沃川县. See ``docs/example-county.md``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook

from examples.wochuan.archives import workbook
from examples.wochuan.bodies import ACCOUNTS, BODIES
from examples.wochuan.places import CITY, COUNTY, TOWNS

LEVELS = ("省级", "地级", "县级", "乡级", "村级")
ROLES = ("系统管理员", "县生态环境部门", "其他部门", "乡镇（街道）", "查看")
GUIDE = "填写说明"
GUIDANCE = (
    "一、请依次填写“行政区划”“部门清单”“账户”三张工作表；第一行为表头，请勿改动，从第二行起填写，空行不读。",
    "二、区划代码填 12 位数字，县级代码不足 12 位的在后面补 0；县级行政区划有且只有一行。",
    "三、别名填写本部门的其他称谓和机构改革前的名称，多个之间用顿号隔开，计划文件中的旧称据此对应到现部门。",
    "四、联系人、联系电话可以不填。",
    "五、账户表中不填密码；导入后系统逐个生成初始密码，只显示一次。",
    "This workbook starts a county. Fill in the three sheets below their header row; passwords are made at import.",
)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, its width, and the values it may take where they are few."""

    header: str
    width: int
    choices: tuple[str, ...] = ()


SHEETS = {
    "行政区划": (Column("区划代码", 16), Column("名称", 18), Column("级别", 8, LEVELS)),
    "部门清单": (
        Column("名称", 30),
        Column("简称", 20),
        Column("别名", 36),
        Column("职能", 14),
        Column("区划代码", 16),
        Column("联系人", 10),
        Column("联系电话", 14),
    ),
    "账户": (Column("登录名", 14), Column("角色", 16, ROLES), Column("单位", 28), Column("乡镇", 14)),
}
FIRST_ROW, LAST_ROW = 1, 500  # where a drop-down list is offered


def write_template(path: Path) -> None:
    """The empty workbook."""
    _write(path, dict.fromkeys(SHEETS, ()))


def write_county(path: Path) -> None:
    """The workbook filled in for 沃川县."""
    divisions = [(CITY.code, CITY.name, CITY.level), (COUNTY.code, COUNTY.name, COUNTY.level)]
    divisions += [(town.code, town.name, "乡级") for town in TOWNS]
    bodies = [
        (body.name, body.short_name, "、".join(body.aliases), body.field, body.place_code, "", "") for body in BODIES
    ]
    accounts = [(account.login, account.role, account.body, account.town) for account in ACCOUNTS]
    _write(path, {"行政区划": divisions, "部门清单": bodies, "账户": accounts})


def _write(path: Path, rows: dict[str, Sequence[tuple[str, ...]]]) -> None:
    with workbook(path, author=COUNTY.name) as book:
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        guide.write_column(0, 0, GUIDANCE)
        for name, columns in SHEETS.items():
            _write_sheet(book, name, columns, rows[name])


def _write_sheet(book: Workbook, name: str, columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(name)
    text = book.add_format({"num_format": "@"})  # codes keep their zeros
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width, text)
        sheet.write_string(0, position, column.header, head)
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(FIRST_ROW, position, LAST_ROW, position, rule)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=FIRST_ROW):
        for position, value in enumerate(row):
            if value:
                sheet.write_string(number, position, value, text)
