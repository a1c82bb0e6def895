"""A folder of limit values that is not in order is refused as a whole, and every fault named by file and line."""

import json
import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingtu.standards.limits import BadData, load

STANDARD = """\
number     = "EX 1"
edition    = "EX 1-2020"
title_zh   = "示例标准"
title_en   = "Example standard"
medium     = "soil"
valid_from = 2020-01-01
source     = "invented"

[table_1]
title_zh     = "示例表"
title_en     = "Example table"
kind         = "screening"
comparator   = "<="
unit         = "mg/kg"
cite_zh      = "表1 第{no}项"
cite_en      = "table 1, no. {no}"
verification = "official_text"
[table_1.columns]
"pH≤6.5" = { land_use = "any", ph_max = 6.5 }
"pH>6.5" = { land_use = "any", ph_min = 6.5 }
"""
TABLE = "no,item,pH≤6.5,pH>6.5\n1,镉,0.3,0.6\n2,铅,80,120\n"


@pytest.fixture
def write(tmp_path):
    """Writes a standard into a folder of its own; returns the folder that holds all."""

    def folder(standard=STANDARD, table=TABLE, name="ex1_2020"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "standard.toml").write_text(standard, encoding="utf-8")
        if table is not None:
            (tmp_path / name / "table_1.csv").write_text(table, encoding="utf-8")
        return tmp_path

    return folder


def faults(folder):
    """Code and place of every fault."""
    with pytest.raises(BadData) as refused:
        load(folder)
    return [(one.code.removeprefix("standards."), one.where.file, one.where.line) for one in refused.value.problems]


def without(key, text=STANDARD):
    return re.sub(rf"^{key} .*\n", "", text, count=1, flags=re.MULTILINE)


def test_the_example_itself_is_in_order(write):
    assert [str(one.value) for one in load(write()).all] == ["0.3", "0.6", "80", "120"]


class TestStandardFile:
    FILE = "ex1_2020/standard.toml"

    @pytest.mark.parametrize("key", ["number", "edition", "title_zh", "title_en", "medium", "valid_from", "source"])
    def test_a_standard_without_title_days_or_source_is_refused(self, write, key):
        assert faults(write(without(key))) == [("key_missing", self.FILE, 1)]

    @pytest.mark.parametrize("key", ["cite_zh", "cite_en", "comparator"])
    def test_a_table_without_citation_is_refused(self, write, key):
        assert faults(write(without(key))) == [("key_missing", self.FILE, 9)]

    def test_an_unknown_key_is_refused_at_its_line(self, write):
        assert faults(write(STANDARD.replace("valid_from", "valid_form"))) == [
            ("key_unknown", self.FILE, 6),
            ("key_missing", self.FILE, 1),
        ]

    def test_an_unknown_key_of_a_table_is_refused(self, write):
        assert faults(write(STANDARD.replace("cite_zh ", "citation "))) == [
            ("key_unknown", self.FILE, 15),
            ("key_missing", self.FILE, 9),
        ]

    def test_an_unknown_condition_is_refused(self, write):
        assert faults(write(STANDARD.replace("ph_max", "pH_max"))) == [("key_unknown", self.FILE, 19)]

    def test_a_condition_of_a_wrong_type_is_refused(self, write):
        assert {code for code, _, _ in faults(write(STANDARD.replace("ph_max = 6.5", 'ph_max = "6.5"')))} == {
            "wrong_type"
        }

    def test_a_condition_that_nothing_can_meet_is_refused(self, write):
        places = faults(
            write(STANDARD.replace('"any", ph_max', '"paddi", ph_max'), "no,item,pH≤6.5,pH>6.5\n1,镉,0.3,\n")
        )
        assert places == [("value_unknown", "ex1_2020/table_1.csv", 2)]

    def test_days_are_days_and_end_after_they_start(self, write):
        late = STANDARD.replace("valid_from = 2020-01-01", "valid_from = 2020-01-01\nvalid_before = 2019-01-01")
        assert faults(write(late)) == [("ends_before_it_starts", self.FILE, 7)]
        quoted = STANDARD.replace("2020-01-01", '"2020-01-01"')
        assert faults(write(quoted, name="ex2"))[-1:] == [("wrong_type", "ex2/standard.toml", 6)]

    def test_a_table_does_not_end_before_its_standard_starts(self, write):
        early = STANDARD.replace("[table_1]\n", "[table_1]\nvalid_before = 2019-01-01\n")
        assert faults(write(early)) == [("ends_before_it_starts", self.FILE, 10)]

    def test_an_unknown_comparator_is_refused(self, write):
        assert faults(write(STANDARD.replace('"<="', '"below"'))) == [("value_unknown", self.FILE, 13)]

    @pytest.mark.parametrize("text", ["number = ", "= 1", "[table_1]\na = 1\na = 2"])
    def test_what_is_no_toml_is_refused(self, write, text):
        assert faults(write(text)) == [("toml_broken", self.FILE, None)]

    @pytest.mark.parametrize(
        "text", ["number = 1", "valid_from = 3", "[table_1]\ncolumns = 3", "[table_1.columns]\nx = 3"]
    )
    def test_values_of_a_wrong_type_are_refused(self, write, text):
        assert "wrong_type" in {code for code, _, _ in faults(write(text))}

    def test_a_folder_without_the_file_is_refused(self, tmp_path):
        (tmp_path / "empty").mkdir()
        assert faults(tmp_path) == [("file_missing", "empty/standard.toml", None)]


class TestTableFile:
    FILE = "ex1_2020/table_1.csv"

    def table(self, write, *lines, header="no,item,pH≤6.5,pH>6.5"):
        return faults(write(table="\n".join((header, *lines)) + "\n"))

    def test_a_table_without_its_file_is_refused_where_it_is_named(self, write):
        assert faults(write(table=None)) == [("file_missing", "ex1_2020/standard.toml", 9)]

    def test_a_file_that_no_table_names_is_refused(self, write):
        folder = write()
        (folder / "ex1_2020" / "table_9.csv").write_text("no,item\n", encoding="utf-8")
        assert faults(folder) == [("file_unknown", "ex1_2020/table_9.csv", None)]

    def test_an_unknown_column_is_refused(self, write):
        assert self.table(write, "1,镉,,0.3,0.6", header="no,item,landuse,pH≤6.5,pH>6.5") == [
            ("column_unknown", self.FILE, 1)
        ]

    def test_a_missing_column_is_refused(self, write):
        assert self.table(write, "1,镉,0.3", header="no,item,pH≤6.5") == [("column_missing", self.FILE, 1)]

    def test_a_short_row_is_refused_at_its_line(self, write):
        assert self.table(write, "1,镉,0.3,0.6", "2,铅,80") == [("row_length", self.FILE, 3)]

    def test_an_unknown_substance_is_refused_with_its_neighbours(self, write):
        folder = write(table="no,item,pH≤6.5,pH>6.5\n1,苯并芘a,0.3,0.6\n")
        with pytest.raises(BadData, match=re.escape("table_1.csv，第 2 行：项目“苯并芘a”不在污染物名录中")) as refused:
            load(folder)
        assert "苯并[a]芘" in str(refused.value)

    def test_a_cas_number_of_another_substance_is_refused(self, write):
        assert self.table(write, "1,镉,7439-92-1,0.3,0.6", header="no,item,cas,pH≤6.5,pH>6.5") == [
            ("cas_differs", self.FILE, 2)
        ]

    @pytest.mark.parametrize("key", ["unit", "verification", "kind"])
    def test_a_number_without_unit_mark_or_purpose_is_refused_at_its_line(self, write, key):
        assert faults(write(without(key), "no,item,pH≤6.5,pH>6.5\n1,镉,0.3,\n")) == [("fact_missing", self.FILE, 2)]

    @pytest.mark.parametrize(
        ("known", "unknown"), [('"mg/kg"', '"mg"'), ('"official_text"', '"sure"'), ('"screening"', '"guess"')]
    )
    def test_an_unknown_unit_mark_or_purpose_is_refused(self, write, known, unknown):
        places = faults(write(STANDARD.replace(known, unknown), "no,item,pH≤6.5,pH>6.5\n1,镉,0.3,\n"))
        assert places == [("value_unknown", self.FILE, 2)]

    @pytest.mark.parametrize("cell", ["O.3", "0.3mg", "约0.3", "1e3"])
    def test_a_cell_that_is_no_number_is_refused(self, write, cell):
        assert ("cell_unreadable", self.FILE, 2) in self.table(write, f"1,镉,{cell},0.6")

    def test_a_footnote_without_explanation_is_refused(self, write):
        assert ("footnote_unknown", self.FILE, 2) in self.table(write, "1,镉,0.3①,0.6")

    def test_a_row_given_twice_is_refused(self, write):
        assert ("row_twice", self.FILE, 4) in self.table(write, "1,镉,0.3,0.6", "2,铅,80,120", "3,Cd,0.3,0.6")

    def test_a_citation_that_names_an_unknown_column_is_refused(self, write):
        folder = write(STANDARD.replace("第{no}项", "第{number}项"))
        assert {code for code, _, _ in faults(folder)} == {"cite_unreadable"}

    def test_a_file_that_is_no_utf8_is_refused(self, write):
        folder = write()
        (folder / "ex1_2020" / "table_1.csv").write_bytes(TABLE.encode("gb18030"))
        assert faults(folder) == [("csv_broken", self.FILE, None)]


class TestBands:
    def test_a_hole_between_bands_is_refused(self, write):
        assert faults(write(STANDARD.replace("ph_min = 6.5", "ph_min = 7.0"))) == [
            ("bands_hole", "ex1_2020/table_1.csv", 2),
            ("bands_hole", "ex1_2020/table_1.csv", 3),
        ]

    def test_an_overlap_of_bands_is_refused(self, write):
        places = faults(write(STANDARD.replace("ph_min = 6.5", "ph_min = 6.0")))
        assert {code for code, _, _ in places} == {"bands_overlap"}

    def test_a_band_without_a_number_is_a_hole(self, write):
        assert faults(write(table="no,item,pH≤6.5,pH>6.5\n1,镉,0.3,\n")) == [("bands_hole", "ex1_2020/table_1.csv", 2)]

    def test_classes_must_leave_no_number_without_a_class(self, write):
        classes = STANDARD.replace('"screening"', '"class"').split("[table_1.columns]")[0]
        classes += '[table_1.columns]\nI = { class = "I" }\nII = { class = "II" }\n'
        places = faults(write(classes, "no,item,I,II\n1,镉,≤0.3,>0.3\n2,铅,≤0.3,>0.5\n"))
        assert places == [("bands_hole", "ex1_2020/table_1.csv", 3)]


class TestEditions:
    def test_two_editions_on_one_day_are_refused(self, write):
        write()
        folder = write(STANDARD.replace("2020", "2024"), name="ex1_2024")
        assert faults(folder) == [("editions_overlap", "ex1_2024/standard.toml", None)]

    def test_an_edition_that_ends_when_the_next_one_starts_is_in_order(self, write):
        write(STANDARD.replace("valid_from = 2020-01-01", "valid_from = 2020-01-01\nvalid_before = 2024-01-01"))
        folder = write(STANDARD.replace("2020", "2024"), name="ex1_2024")
        assert len(load(folder).all) == 8


class TestHostileFiles:
    """Whatever the files hold, they are read or refused; nothing else happens."""

    CELL = st.text(max_size=6) | st.sampled_from(["镉", "0.3", "≤0.3", "6.5≤pH≤8.5", "pH<5或pH>9", "20①", "no", "item"])
    VALUE = st.text(max_size=6) | st.integers() | st.booleans() | st.dates() | st.lists(st.integers(), max_size=2)
    KEY = st.sampled_from(["number", "medium", "valid_from", "valid_before", "unit", "kind", "columns", "cite_zh", "x"])

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.lists(CELL, max_size=5), max_size=4), st.data())
    def test_any_table(self, tmp_path_factory, rows, data):
        folder = tmp_path_factory.mktemp("any")
        (folder / "ex").mkdir()
        (folder / "ex" / "standard.toml").write_text(STANDARD, encoding="utf-8")
        lines = ["no,item,pH≤6.5,pH>6.5", *(",".join(row) for row in rows)]
        text = "\n".join(lines).encode("utf-8", "surrogatepass")
        (folder / "ex" / "table_1.csv").write_bytes(text + data.draw(st.binary(max_size=4)))
        with suppress(BadData):
            load(folder)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(KEY, VALUE, st.booleans())
    def test_any_value_of_any_key(self, tmp_path_factory, key, value, of_the_table):
        folder = tmp_path_factory.mktemp("any")
        (folder / "ex").mkdir()
        written = value.isoformat() if isinstance(value, date) else json.dumps(value)
        top, table = without(key).split("[table_1]\n")
        text = (
            f"{top}[table_1]\n{key} = {written}\n{table}"
            if of_the_table
            else f"{key} = {written}\n{top}[table_1]\n{table}"
        )
        (folder / "ex" / "standard.toml").write_text(text, encoding="utf-8")
        (folder / "ex" / "table_1.csv").write_text(TABLE, encoding="utf-8")
        with suppress(BadData):
            load(folder)


def test_every_fault_is_named_at_once(write):
    write(without("source"))
    folder = write(table="no,item,pH≤6.5,pH>6.5\n1,镉镉,0.3,0.6\n2,铅,x,120\n", name="ex2")
    assert {code for code, _, _ in faults(folder)} >= {"key_missing", "substance_unknown", "cell_unreadable"}
