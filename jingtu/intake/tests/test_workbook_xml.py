"""The look at a sheet's extent counts too high rather than too low, and never misses a cell."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.intake import workbook_xml
from jingtu.intake.workbook_xml import _beyond, _rounded_up, column_letters, extent, filled

PLACES = st.tuples(st.integers(1, 1_048_576), st.integers(0, 16_383))


def sheet(cells: list[tuple[int, int]]) -> zipfile.ZipFile:
    """Cells in rows as an office program writes them, except that a cell may claim another row than its own."""
    rows = "".join(
        f'<row r="{i}"><c r="{column_letters(c)}{r}"><v>1</v></c></row>' for i, (r, c) in enumerate(cells, 1)
    )
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("s.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    return archive


@given(st.lists(PLACES, min_size=1, max_size=20))
def test_every_cell_lies_within_the_extent(cells):
    found = extent(sheet(cells), "s.xml")
    assert found.rows >= max(row for row, _ in cells)
    assert found.columns >= max(column for _, column in cells)


@given(st.lists(PLACES, min_size=2, max_size=20))
def test_also_when_the_sheet_is_read_in_many_pieces(cells):
    size, workbook_xml.PIECE = workbook_xml.PIECE, 64
    try:
        found = extent(sheet(cells), "s.xml")
    finally:
        workbook_xml.PIECE = size
    assert found.rows >= max(row for row, _ in cells)
    assert found.columns >= max(column for _, column in cells)


@settings(max_examples=300)
@given(st.integers(0, 16_383), st.integers(1, 1_048_576), PLACES)
def test_a_cell_is_beyond_if_and_only_if_it_is_further_right_or_below(column, row, place):
    bound = _rounded_up(row)
    assert bound >= row
    cell = f'<c r="{column_letters(place[1])}{place[0]}">'.encode()
    assert bool(_beyond(column, bound).search(cell)) == (place[1] > column or place[0] > bound)


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_the_slow_look_is_exact(cells):
    rows, columns = zip(*cells, strict=True)
    assert filled(sheet(cells), "s.xml") == (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)
