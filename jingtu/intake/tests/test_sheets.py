"""Files as grids of text, every cell at its address."""

import shutil
import subprocess
import sys
import zipfile
from datetime import date

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from jingtu.intake import sheets
from jingtu.intake.opening import OLE
from jingtu.intake.sheets import read_book
from jingtu.problems import Refused


def texts(sheet) -> dict[str, str]:
    return {
        sheet.address(row, column): text
        for row, cells in enumerate(sheet.grid.rows())
        for column, text in enumerate(cells)
        if text is not None
    }


class TestWorkbooks:
    def test_every_cell_stands_at_its_address_though_the_table_starts_at_c4(self, tmp_path):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("数据")
            sheet.write(3, 2, "样品编号")
            sheet.write(9, 28, 0.5)
        [sheet] = read_book(path).sheets
        assert texts(sheet) == {"C4": "样品编号", "AC10": "0.5"}

    def test_numbers_have_the_digits_that_the_office_program_shows(self, tmp_path):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_row(0, 0, [0.1 + 0.2, 0.29, 1e-7, 12, 1234567.5])
            book.worksheets()[0].write_formula(1, 0, "=0.1+0.2", None, 0.30000000000000004)
        [sheet] = read_book(path).sheets
        assert list(texts(sheet).values()) == ["0.3", "0.29", "0.0000001", "12", "1234567.5", "0.3"]

    def test_merged_cells_hidden_sheets_and_dates(self, tmp_path):
        path = tmp_path / "a.xlsx"
        book = openpyxl.Workbook()
        book.active["B2"] = "标题"
        book.active.merge_cells("B2:D3")
        hidden = book.create_sheet("旧数据")
        hidden.sheet_state = "hidden"
        hidden["A1"] = date(2021, 6, 3)
        book.save(path)
        first, second = read_book(path).sheets
        assert first.merged == ((1, 0, 2, 2),)
        assert (first.hidden, second.hidden) == (False, True)
        assert texts(second) == {"A1": "2021-06-03 00:00:00"}

    def test_errors_and_formulas_without_a_value_are_kept_with_their_place(self, tmp_path):
        path = tmp_path / "a.xlsx"
        book = openpyxl.Workbook()
        book.active["B2"] = "=1+1"
        book.active["C2"] = "#DIV/0!"
        book.active["C2"].data_type = "e"
        book.active["D2"] = 5
        book.save(path)
        [sheet] = read_book(path).sheets
        assert {sheet.address(*place): text for place, text in sheet.faults.items()} == {"B2": "", "C2": "#DIV/0!"}
        assert texts(sheet) == {"D2": "5"}

    def test_two_cells_at_the_far_ends_are_refused_before_they_take_500_gigabytes(self, tmp_path):
        path = tmp_path / "far.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("数据")
            sheet.write(0, 0, 1)
            sheet.write(1_048_575, 16_383, 1)
        with pytest.raises(Refused, match="1048576 行 × 16384 列"):
            read_book(path)

    @pytest.mark.parametrize(
        "cell",
        ["<c r='XFD1048576'", '<c\nr="XFD1048576"', '<c r = "XFD1048576"', '<c r="xfd1048576"',
         '<c s="0" r="XFD1048576"', '<!-- <c r="A1" r="A1" --><c r=\'XFD1048576\'', '<c r="XFD0001048576"'],
    )  # fmt: skip
    def test_no_way_of_writing_an_address_hides_a_cell_from_that_look(self, tmp_path, cell):
        path = tmp_path / "far.xlsx"
        with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as book:
            sheet = book.add_worksheet("数据")
            sheet.write(0, 0, 1)
            sheet.write(1_048_575, 16_383, 1)
        with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(path, "w") as changed:
            for entry in plain.infolist():
                data = plain.read(entry)
                changed.writestr(
                    entry,
                    data.replace(b'<row r="1048576">', b'<row r="2">').replace(b'<c r="XFD1048576"', cell.encode()),
                )
        with pytest.raises(Refused, match="16384"):
            read_book(path)

    def test_cells_that_name_no_address_are_counted_too(self, tmp_path):
        path = tmp_path / "far.xlsx"
        with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as book:
            sheet = book.add_worksheet("数据")
            sheet.write(0, 0, 1)
            sheet.write(1_048_575, 0, 1)
        with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(path, "w") as changed:
            for entry in plain.infolist():
                data = plain.read(entry).replace(b'<c r="A1"><v>1</v></c>', b"<c><v>1</v></c>" * 200)
                changed.writestr(entry, data)
        with pytest.raises(Refused, match="1048576 行 × 200 列"):
            read_book(path)

    def test_formats_without_content_do_not_count(self, tmp_path):
        path = tmp_path / "formatted.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
            sheet.write(0, 0, "样品编号")
            sheet.write_blank(1_048_575, 16_383, None, bold)
        [sheet] = read_book(path).sheets
        assert texts(sheet) == {"A1": "样品编号"}

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="writing an .xls file needs LibreOffice")
    def test_the_old_format_says_the_same_as_the_new_one(self, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        for row, cells in enumerate(
            [["样品编号", "采样日期", "镉"], ["S1", date(2021, 6, 3), 0.3], ["S2", None, "<0.01"]], 4
        ):
            for column, cell in enumerate(cells, 3):
                sheet.cell(row, column, cell)
        sheet.merge_cells("C2:E2")
        book.create_sheet("旧").sheet_state = "hidden"
        book.save(tmp_path / "a.xlsx")
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
        subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
        new, old = (read_book(tmp_path / name).sheets for name in ("a.xlsx", "a.xls"))
        assert [texts(sheet) for sheet in old] == [texts(sheet) for sheet in new]
        assert [sheet.hidden for sheet in old] == [False, True]

    def test_a_damaged_file_of_the_old_format_stops_only_its_own_process(self, tmp_path):
        path = tmp_path / "a.xls"
        path.write_bytes(OLE + b"\x01" * 500 + "Workbook".encode("utf-16-le") + b"\xff" * 5000)
        with pytest.raises(Refused, match="损坏"):
            read_book(path)

    def test_a_sheet_that_only_holds_a_chart_is_empty(self, tmp_path):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("数据").write(0, 0, 1)
            book.add_chartsheet("图").set_chart(book.add_chart({"type": "bar"}))
            book.charts[0].add_series({"values": "=数据!$A$1:$A$2"})
        assert [(sheet.name, texts(sheet)) for sheet in read_book(path).sheets] == [("数据", {"A1": "1"}), ("图", {})]


class TestText:
    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_the_sign_between_columns_is_found(self, tmp_path, delimiter):
        path = tmp_path / "a.csv"
        path.write_text("\n".join(delimiter.join(row) for row in (["样品编号", "镉"], ["S1", "0.3"])), encoding="utf-8")
        [sheet] = read_book(path).sheets
        assert texts(sheet) == {"A1": "样品编号", "B1": "镉", "A2": "S1", "B2": "0.3"}

    def test_rows_of_different_lengths_and_cells_with_line_breaks(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text('标题\n样品编号,"镉\nmg/kg",备注\nS1,0.3\n', encoding="utf-8")
        [sheet] = read_book(path).sheets
        assert texts(sheet) == {
            "A1": "标题",
            "A2": "样品编号",
            "B2": "镉\nmg/kg",
            "C2": "备注",
            "A3": "S1",
            "B3": "0.3",
        }

    def test_a_quotation_mark_that_is_never_closed(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text('样品编号,镉\nS1,"0.3\nS2,0.4\n', encoding="utf-8")
        with pytest.raises(Refused, match="引号"):
            read_book(path)

    def test_gb18030_is_read_and_pointed_out(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_bytes("样品编号,镉\nS1,0.3\n".encode("gb18030"))
        book = read_book(path)
        assert texts(book.sheets[0])["A1"] == "样品编号"
        assert [problem.code for problem in book.problems] == ["intake.encoding_not_utf8"]


def test_parquet_has_its_column_names_as_first_row(tmp_path):
    path = tmp_path / "a.parquet"
    pl.DataFrame({"样品编号": ["S1", "S2"], "镉": [0.3, None]}).write_parquet(path)
    [sheet] = read_book(path).sheets
    assert texts(sheet) == {"A1": "样品编号", "B1": "镉", "A2": "S1", "B2": "0.3", "A3": "S2"}


def test_a_damaged_parquet_file(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\x01" * 50)
    with pytest.raises(Refused, match="损坏"):
        read_book(path)


def test_the_cell_limit_keeps_a_sheet_under_a_gigabyte():
    assert sheets.CELL_LIMIT * 32 < 2**30


def test_reading_needs_neither_the_plan_reader_nor_pandas():
    code = "import sys, jingtu.intake.laboratory; sys.exit(any(m in sys.modules for m in ('pandas', 'docx', 'numba')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
