"""The template reads back as what it says: every sheet its register, every header its role."""

import openpyxl
import pytest

from jingtu.access import register_template
from jingtu.access.model import Kind
from jingtu.access.register_files import kind_of, read_registers, roles
from jingtu.intake import outline_roles


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "模板.xlsx"
    register_template.write(path)
    return path


def test_every_kind_has_its_sheet_and_every_header_its_own_role(template):
    book = openpyxl.load_workbook(template)
    kinds = {}
    for sheet in book.worksheets[:-1]:
        heads = [cell.value for cell in sheet[1]]
        kinds[kind_of(sheet.title)] = outline_roles.assign(heads, roles())
    assert kinds == {kind: list(columns) for kind, columns in register_template.SHEETS.items()}
    assert set(kinds) == set(Kind)


def test_an_empty_template_is_an_empty_register(template):
    assert read_registers([template]).entries == ()


def test_a_row_that_was_filled_in_becomes_an_entry_of_its_sheet(template):
    book = openpyxl.load_workbook(template)
    book["土壤污染重点监管单位"].cell(2, 2, "红星化工厂")
    book.save(template)
    [entry] = read_registers([template]).entries
    assert (entry.kind, entry.name) == (Kind.KEY_UNIT, "红星化工厂")


def test_the_notes_are_there_in_both_languages(tmp_path):
    register_template.write(tmp_path / "t.xlsx", "en")
    notes = openpyxl.load_workbook(tmp_path / "t.xlsx")["说明"]
    assert "P7" in " ".join(str(cell.value) for row in notes for cell in row)
