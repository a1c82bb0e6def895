"""The look at a sheet's extent never misses a cell."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake import workbook_xml
from jingtu.intake.workbook_xml import column_letters, extent, filled

PLACES = st.tuples(st.integers(1, 1_048_576), st.integers(0, 16_383))


def sheet(cells: list[tuple[int, int]]) -> zipfile.ZipFile:
    """Cells in rows as an office program writes them, except that a cell may claim another row than its own."""
    rows = "".join(
        f'<row r="{i}"><c r="{column_letters(c)}{r}"><v>1</v></c></row>' for i, (r, c) in enumerate(cells, 1)
    )
    return xml(f"<worksheet><sheetData>{rows}</sheetData></worksheet>")


def xml(text: str) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("s.xml", text)
    return archive


@given(st.lists(PLACES, min_size=1, max_size=20))
def test_the_extent_reaches_to_the_last_row_and_column(cells):
    found = extent(sheet(cells), "s.xml")
    assert found.rows == max(row for row, _ in cells)
    assert found.columns == max(column for _, column in cells) + 1
    assert found.left == min(column for _, column in cells)


@given(st.lists(PLACES, min_size=2, max_size=20))
def test_also_when_the_sheet_is_read_in_many_pieces(cells):
    whole, size = extent(sheet(cells), "s.xml"), workbook_xml.PIECE
    workbook_xml.PIECE = 64
    try:
        assert extent(sheet(cells), "s.xml") == whole
    finally:
        workbook_xml.PIECE = size


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_the_slow_look_is_exact(cells):
    rows, columns = zip(*cells, strict=True)
    assert filled(sheet(cells), "s.xml") == (min(rows) - 1, min(columns), max(rows) - 1, max(columns))


ODD = [
    '<c s="1" r="XFD9"><v>1</v></c>',
    "<c r='XFD9'><v>1</v></c>",
    '<c  r="XFD9"><v>1</v></c>',
    '<c\n r="XFD9"><v>1</v></c>',
    '<c r="xfd9"><v>1</v></c>',
    '<c r="XFD000000009"><v>1</v></c>',
]


@pytest.mark.parametrize("cell", ODD)
def test_a_cell_in_unusual_writing_is_left_to_the_slow_look(cell):
    archive = xml(f'<worksheet><sheetData><row r="9"><c r="A1"><v>1</v></c>{cell}</row></sheetData></worksheet>')
    assert extent(archive, "s.xml").rows is None
    assert filled(archive, "s.xml") == (0, 0, 8, 16383)


def test_cells_without_an_address_stand_one_behind_the_other():
    cells = "<c><v>1</v></c>" * 3
    archive = xml(f'<worksheet><sheetData><row r="5">{cells}</row><row>{cells}</row></sheetData></worksheet>')
    assert extent(archive, "s.xml").columns is None
    assert filled(archive, "s.xml") == (4, 0, 5, 2)


@pytest.mark.parametrize(("cell", "extent_known"), [('<x:c r="C9"><x:v>1</x:v></x:c>', True), ("<x:c></x:c>", False)])
def test_a_prefix_hides_no_cell(cell, extent_known):
    found = extent(xml(f'<x:worksheet xmlns:x="m"><x:row r="9">{cell}</x:row></x:worksheet>'), "s.xml")
    assert (found.rows, found.columns) == ((9, 3) if extent_known else (None, None))
