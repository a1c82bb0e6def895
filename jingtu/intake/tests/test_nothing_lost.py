"""No grid crashes the reader, and no filled cell disappears without a word."""

import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.intake.cell_addresses import column_number
from jingtu.intake.laboratory import LabOptions, read_lab
from jingtu.intake.rows import DESCRIBING
from jingtu.intake.sheets import read_book
from jingtu.intake.tables import find_tables
from jingtu.intake.workbook_xml import column_letters
from jingtu.problems import Refused

WORDS = [
    "样品编号",
    "采样点编号",
    "镉(mg/kg)",
    "铅",
    "pH",
    "检测项目",
    "检测结果",
    "单位",
    "检出限",
    "土地利用",
    "经度",
    "纬度",
    "X",
    "Y",
    "采样日期",
    "采样深度",
    "备注",
    "流转卡",
    "检测结果(mg/kg)",
    "稻米镉(mg/kg)",
    "有效镉",
    "平均值",
    "注：未检出",
    "mg/kg",
    "ug/L",
]
CELLS = [
    "S1",
    "S2",
    "S1-0.5",
    "0.3",
    "25",
    "<0.01",
    "ND",
    "—",
    "见附件",
    "-1",
    "水田",
    "113.5",
    "28.1",
    "2026.5.6",
    "2026-02-30",
    "镉",
    "铅",
    "隔",
    "mg/kg",
    "mg/L",
    "",
    "",
    "0-20cm",
    "57",
    "S1 ",
]
HEADERS = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7)
ROWS = st.lists(st.lists(st.sampled_from(CELLS + WORDS), min_size=1, max_size=8), max_size=8)
ANY = st.one_of(st.text(max_size=12), st.sampled_from(WORDS), st.floats(allow_nan=False, allow_infinity=False))
OPTIONS = st.sampled_from([LabOptions(), LabOptions(unit="mg/kg"), LabOptions(medium="groundwater", ph=7.0)])


def spelled_out(ranges: list[str]) -> set[str]:
    """Every single cell of ranges such as ``A5:C9``."""
    cells = set()
    for text in ranges:
        first, _, last = text.partition(":")
        top, bottom = (int("".join(filter(str.isdigit, end))) for end in (first, last or first))
        left, right = (column_number("".join(filter(str.isalpha, end))) for end in (first, last or first))
        cells |= {f"{column_letters(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return cells


def accounted(reading, sheet) -> set[str]:
    """Cells that are results, describe one, are skipped with a reason, or stand in a problem."""
    cells = set(reading.results["cell"])
    for skipped in reading.skipped:
        cells |= spelled_out(skipped.cells)
    for problem in reading.problems:
        cells |= spelled_out(problem.values.get("cells", ()))
    for table in find_tables(sheet):
        describing = [column.index for column in table.columns if column.role in DESCRIBING]
        cells |= {sheet.address(row, column) for row in range(table.start, table.end) for column in describing}
    return cells


@settings(max_examples=100, deadline=None)
@given(HEADERS, ROWS, ROWS, OPTIONS)
def test_every_filled_cell_is_accounted_for(header, above, below, options):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lab.csv"
        rows = [*above[:2], header, *below]
        lines = (",".join(f'"{cell}"' if cell else "" for cell in row) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            reading = read_lab(path, options)
        except Refused as refused:
            assert all(problem.text("zh") and problem.text("en") for problem in refused.problems)  # noqa: PT017
            return
        [sheet] = read_book(path).sheets
    filled = {sheet.address(r, c) for r, cells in enumerate(sheet.grid.rows()) for c, text in enumerate(cells) if text}
    assert filled - accounted(reading, sheet) == set()
    assert all(problem.text("zh") and problem.text("en") for problem in reading.problems)
    assert reading.results["value"].is_not_nan().all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY, max_size=6), max_size=8))
def test_no_workbook_crashes_the_reader(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lab.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        try:
            assert read_lab(path).sheets
        except Refused as refused:
            assert refused.problems  # noqa: PT017


@pytest.mark.parametrize("name", ["A", "Z", "AA", "AD", "XFD"])
def test_columns_are_counted_as_the_office_program_does(name):
    assert column_letters(column_number(name)) == name
