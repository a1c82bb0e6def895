"""The workbook that starts a county, read and checked cell by cell. Its layout: ``docs/example-county.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter import Workbook

from jingtu.intake.sheets import Sheet, read_book
from jingtu.problems import Problem, Severity, Where, error
from jingtu_web.common.models import Place, User

LEVELS = dict(zip(("省级", "地级", "县级", "乡级", "村级"), Place.Level, strict=True))
ROLES = dict(zip(("系统管理员", "县生态环境部门", "其他部门", "乡镇（街道）", "查看"), User.Role, strict=True))
DIVISIONS, BODIES, ACCOUNTS = "行政区划", "部门清单", "账户"
# sheet -> header -> must it be filled in
LAYOUT: Mapping[str, Mapping[str, bool]] = {
    DIVISIONS: {"区划代码": True, "名称": True, "级别": True},
    BODIES: {
        "名称": True,
        "简称": False,
        "别名": False,
        "职能": True,
        "区划代码": False,
        "联系人": False,
        "联系电话": False,
    },
    ACCOUNTS: {"登录名": True, "角色": True, "单位": False, "乡镇": False},
}
LEFT_OUT = {"联系人", "联系电话", "简称", "别名", "单位", "乡镇"}  # whole columns that may be missing
CHOICES: Mapping[str, Mapping[str, str]] = {"级别": LEVELS, "角色": ROLES}
LONGEST = {"名称": 80, "简称": 60, "登录名": 60}
OTHERS_LONGEST = 500
LEVEL_OF_STEM = {2: "省级", 4: "地级", 6: "县级", 9: "乡级", 12: "村级"}
WITHOUT_BODY = (User.Role.ADMINISTRATOR, User.Role.VIEWER)


@dataclass(frozen=True)
class Row:
    """One filled row: its number, its texts by header, and the address of each cell."""

    number: int
    text: Mapping[str, str]
    where: Mapping[str, Where]

    def __getitem__(self, header: str) -> str:
        return self.text.get(header, "")


@dataclass
class County:
    """What the workbook says. Use it only where no problem is an error."""

    divisions: dict[str, Row] = field(default_factory=dict)  # by 12-digit code
    bodies: dict[str, Row] = field(default_factory=dict)  # by name
    accounts: dict[str, Row] = field(default_factory=dict)  # by login
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self) -> str:
        return next((code for code, row in self.divisions.items() if row["级别"] == "县级"), "")

    @property
    def refused(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def place_code(self, text: str) -> str:
        """The code of a division given by code or name; empty where there is none."""
        if (code := padded(text)) in self.divisions:
            return code
        return next((code for code, row in self.divisions.items() if row["名称"] == text), "")

    def body_name(self, text: str) -> str:
        """The full name of a body given by name or short name; empty where there is none."""
        return next((name for name, row in self.bodies.items() if text in (name, row["简称"])), "")


def read_county(path: Path) -> County:
    """Read the workbook with everything that is wrong in it; ``Refused`` where it cannot be opened at all."""
    book = read_book(path)
    county = County(problems=list(book.problems))
    sheets = {sheet.name.strip(): sheet for sheet in book.sheets}
    rows = {name: list(_rows(sheets, name, path.name, county.problems)) for name in LAYOUT}
    _take_divisions(county, rows[DIVISIONS], Where(file=path.name, sheet=DIVISIONS))
    _take_bodies(county, rows[BODIES])
    _take_accounts(county, rows[ACCOUNTS])
    return county


def write_template(path: Path) -> None:
    """The empty workbook, with lists to choose from."""
    with Workbook(path) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#E8F3ED"})
        for name, headers in LAYOUT.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(headers):
                sheet.set_column(column, column, 22, text)
                sheet.write_string(0, column, header, head)
                if header in CHOICES:
                    rule = {"validate": "list", "source": list(CHOICES[header])}
                    sheet.data_validation(1, column, 500, column, rule)


def padded(code: str) -> str:
    return code.ljust(12, "0") if re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", code) else ""


def _rows(sheets: Mapping[str, Sheet], name: str, file: str, problems: list[Problem]) -> Iterable[Row]:
    """The filled rows of a sheet, each already checked for what every cell must be."""
    where = Where(file=file, sheet=name)
    if name not in sheets:
        problems.append(error("county.sheet_missing", where, sheet=name))
        return
    sheet = sheets[name]
    columns = _columns(sheet, LAYOUT[name], where, problems)
    found = 0
    for number, cells in enumerate(sheet.grid.iter_rows()):
        row = _row(sheet, number, {header: cells[column] for header, column in columns.items()}, where)
        if number and any(row.text.values()):
            found += 1
            problems.extend(_cell_problems(row, LAYOUT[name]))
            yield row
    if not found:
        problems.append(error("county.no_rows", where, sheet=name))


def _columns(sheet: Sheet, wanted: Iterable[str], where: Where, problems: list[Problem]) -> dict[str, int]:
    head = [str(text or "").strip() for text in (sheet.grid.row(0) if sheet.grid.height else ())]
    for header in wanted:
        if header not in head and header not in LEFT_OUT:
            problems.append(error("county.header_missing", Where(where.file, where.sheet, "A1"), header=header))
    return {header: head.index(header) for header in wanted if header in head}


def _row(sheet: Sheet, number: int, cells: Mapping[str, str | None], where: Where) -> Row:
    text = {header: (cell or "").strip() for header, cell in cells.items()}
    head = [str(name or "").strip() for name in sheet.grid.row(0)]
    at = {header: Where(where.file, where.sheet, sheet.address(number, head.index(header))) for header in cells}
    return Row(number + 1, text, at)


def _cell_problems(row: Row, required: Mapping[str, bool]) -> Iterable[Problem]:
    for header, text in row.text.items():
        if not text and required[header]:
            yield error("county.cell_empty", row.where[header], header=header)
        limit = LONGEST.get(header, OTHERS_LONGEST)
        if len(text) > limit:
            yield error("county.cell_too_long", row.where[header], header=header, length=len(text), limit=limit)
        if text and header in CHOICES and text not in CHOICES[header]:
            known = "、".join(CHOICES[header])
            yield error("county.choice_unknown", row.where[header], header=header, value=text, known=known)
        if text and header == "区划代码" and not padded(text):
            yield error("county.code_wrong", row.where[header], division=text)


def _take(taken: dict[str, Row], key: str, row: Row, header: str, problems: list[Problem]) -> None:
    """Keep the row under its key; a second row of the same key is a problem."""
    if not key:
        return
    if key in taken:
        problems.append(error("county.twice", row.where[header], header=header, value=key, row=taken[key].number))
    else:
        taken[key] = row


def _take_divisions(county: County, rows: list[Row], sheet: Where) -> None:
    for row in rows:
        _take(county.divisions, padded(row["区划代码"]), row, "区划代码", county.problems)
    counties = [row for row in rows if row["级别"] == "县级"]
    if rows and len(counties) != 1:
        where = counties[1].where["级别"] if counties else sheet
        county.problems.append(error("county.one_county", where, count=len(counties)))
    for code, row in county.divisions.items():
        county.problems.extend(_division_problems(code, row, county.code))


def _division_problems(code: str, row: Row, county: str) -> Iterable[Problem]:
    fitting = LEVEL_OF_STEM[len(Place(code=code).stem)]
    if row["级别"] in LEVELS and row["级别"] != fitting:
        yield error("county.level_differs", row.where["级别"], division=code, fitting=fitting, level=row["级别"])
    elif county and row["级别"] in ("乡级", "村级") and code[:6] != county[:6]:
        yield error("county.outside_county", row.where["区划代码"], division=code, county=county)


def _take_bodies(county: County, rows: list[Row]) -> None:
    for row in rows:
        _take(county.bodies, row["名称"], row, "名称", county.problems)
        if row["区划代码"] and padded(row["区划代码"]) and padded(row["区划代码"]) not in county.divisions:
            where = row.where["区划代码"]
            county.problems.append(error("county.place_unknown", where, value=row["区划代码"]))
        if row["职能"] == "乡镇" and not row["区划代码"]:
            where = row.where.get("区划代码", row.where["职能"])
            county.problems.append(error("county.town_body_without_place", where))


def _take_accounts(county: County, rows: list[Row]) -> None:
    for row in rows:
        login = row["登录名"]
        if login and not re.fullmatch(r"[A-Za-z0-9._-]+", login):
            county.problems.append(error("county.login_wrong", row.where["登录名"], login=login))
            continue
        _take(county.accounts, login, row, "登录名", county.problems)
        county.problems.extend(_account_problems(row, county))


def _account_problems(row: Row, county: County) -> Iterable[Problem]:
    role = ROLES.get(row["角色"])
    if row["单位"] and not county.body_name(row["单位"]):
        yield error("county.body_unknown", row.where["单位"], value=row["单位"])
    if row["乡镇"] and not county.place_code(row["乡镇"]):
        yield error("county.place_unknown", row.where["乡镇"], value=row["乡镇"])
    if role and role not in WITHOUT_BODY and not row["单位"]:
        yield error("county.cell_empty", row.where.get("单位", row.where["角色"]), header="单位")
    if role == User.Role.TOWNSHIP and not row["乡镇"]:
        yield error("county.cell_empty", row.where.get("乡镇", row.where["角色"]), header="乡镇")
