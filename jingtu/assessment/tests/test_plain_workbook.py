"""Tables as sheets: numbers whole in the cell and short to the eye, long texts wrapped, one page wide on paper."""

import doctest
from datetime import date

import openpyxl
import polars as pl
import pytest

from jingtu.assessment import plain_workbook
from jingtu.assessment.plain_workbook import WIDEST, number_face, write_tables


@pytest.fixture
def sheet(tmp_path):
    def written(**columns):
        write_tables(tmp_path / "out.xlsx", {"表": pl.DataFrame(columns, strict=False)}, on=date(2026, 11, 28))
        return openpyxl.load_workbook(tmp_path / "out.xlsx")["表"]

    return written


def test_examples():
    found = doctest.testmod(plain_workbook)
    assert (found.attempted > 0, found.failed) == (True, 0)


def test_a_cell_keeps_the_whole_number_and_shows_six_digits(sheet):
    cell = sheet(a=[89.25384615384615])["A2"]
    assert (cell.value, cell.number_format) == (89.25384615384615, "0.0###")


def test_whole_numbers_have_no_point():
    assert [number_face(value) for value in (-3.0, 900.0, 123456.7)] == ["0", "0", "0"]


def test_a_column_is_as_wide_as_what_is_shown(sheet):
    assert sheet(a=[0.38078175620618404])["A1"].parent.column_dimensions["A"].width < 12


def test_long_texts_are_wrapped_and_short_ones_not(sheet):
    cells = sheet(a=["理由" * 40], b=["短"])
    assert cells["A2"].alignment.wrap_text is True
    assert not cells["B2"].alignment.wrap_text
    assert cells.column_dimensions["A"].width == pytest.approx(WIDEST, abs=1)


def test_a_row_is_as_high_as_its_longest_text(sheet):
    """80 Chinese characters take 160 columns: four lines of 44."""
    cells = sheet(a=["理由" * 40, "短"])
    assert (cells.row_dimensions[2].height, cells.row_dimensions[3].height) == (60, None)


def test_text_that_looks_like_a_formula_stays_text(sheet):
    assert sheet(a=["=1+1"])["A2"].data_type == "s"


def test_missing_numbers_stay_empty(sheet):
    cells = sheet(a=[None, 1.5])
    assert cells["A2"].value is None


def test_it_prints_across_one_page_under_its_header(sheet):
    page = sheet(a=[1.0])
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == (
        "landscape",
        0,
        "$1:$1",
    )
