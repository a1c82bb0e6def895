"""The workbook says what the frames say, in words, and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jingtu.assessment import report, workbook
from jingtu.assessment.tests.lab import PADDY, TODAY, judged, result
from jingtu.assessment.words import words
from jingtu.problems import Language

SOURCE = report.Source("a.xlsx", "0" * 64, TODAY, False, ("GB 15618",))
EVIL = '=HYPERLINK("http://x.example","click")'


def written(folder: Path, language: Language = "zh"):
    found = judged(
        result("cadmium", 3, {**PADDY, "sample": EVIL, "place": "@SUM(A1)"}),
        result("lead", "ND"),
        result("zinc", 1, {**PADDY, "ph": None}),
        result("tin", 1),
    )
    path = folder / "out.xlsx"
    workbook.write(path, found, found.problems, SOURCE, language)
    return openpyxl.load_workbook(path)


def column(sheet, head: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_six_sheets_with_words_in_the_language_asked_for(tmp_path, language):
    book = written(tmp_path, language)
    assert book.sheetnames == list(words("sheet", language).values())
    heads = {cell.value for sheet in book.worksheets[:5] for cell in sheet[1]}
    assert heads <= set(words("column", language).values())


def test_verdict_cells_are_coloured_by_verdict(tmp_path):
    cells = column(written(tmp_path)["结果判定"], "判定")
    assert [cell.value for cell in cells] == ["高于管制值", "无法判定", "无法判定"]
    colours = [cell.fill.start_color.rgb for cell in cells]
    assert colours[0] == "FFF4B6B6"
    assert colours[1] == colours[2] == "FFE6E6E6"


def test_missing_facts_and_reasons_are_named(tmp_path):
    sheet = written(tmp_path)["结果判定"]
    assert [cell.value for cell in column(sheet, "缺少的信息")] == [None, "检出限", "pH"]


def test_what_was_not_compared_and_the_problems_have_their_sheets(tmp_path):
    book = written(tmp_path)
    assert [cell.value for cell in column(book["未比较"], "项目")] == ["锡"]
    assert "pH" in column(book["问题"], "问题")[0].value


def test_nothing_in_the_workbook_is_a_formula_or_a_link(tmp_path):
    book = written(tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert EVIL in [cell.value for cell in column(book["样品判定"], "样品编号")]


def test_the_last_sheet_says_what_it_rests_on(tmp_path):
    said = {row[0].value: row[1].value for row in written(tmp_path)["说明"].iter_rows()}
    assert said["文件 SHA-256"] == "0" * 64
    assert said["采用标准"].startswith("GB 15618-2018")
    assert said["比较日期"] == "2026-11-22"


def test_every_column_of_an_assessment_has_words():
    found = judged(result("cadmium", 1))
    tables = (found.results, found.samples, found.summary, found.not_compared)
    named = set(words("column", "zh"))
    assert {name for table in tables for name in table.columns} - named == set()
