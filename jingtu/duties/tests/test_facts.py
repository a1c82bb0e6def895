"""Facts as they arrive: JSON and workbooks, well kept and sloppy. Every message is read."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_works import Demolition
from jingtu.duties.facts.reading import errors, read_json
from jingtu.duties.facts.shape import paths, shapes
from jingtu.duties.facts.sheets import layouts, read_workbook
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.facts.subjects import SUBJECTS, TITLES
from jingtu.duties.facts.template import write_template
from jingtu.intake.headers import squeeze
from jingtu.problems import Refused

UNIT = {
    "id": "91140404MA0DEM013C",
    "place": "140404",
    "listed_on": "2024-03-29",
    "toxic_reports": [{"year": 2024, "done_on": "2025-01-20"}, {"year": 2025}],
    "groundwater_sensitive_1km": True,
    "demolitions": [{"about": "罐区", "start_on": "2025-09-12"}],
}


@pytest.fixture
def read(tmp_path):
    def reading(content: object, *, name: str = "facts.json", encoding: str = "utf-8"):
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(text.encode(encoding))
        return read_json(path)

    return reading


def said(facts) -> str:
    return "\n".join(one.text() for one in facts.problems)


class TestJson:
    def test_facts_are_read_as_they_are_meant(self, read):
        facts = read({"as_of": "2025-09-20", "key_unit": [UNIT]})
        assert facts.problems == ()
        assert facts.subjects == (
            KeyUnit(
                id="91140404MA0DEM013C",
                place="140404",
                as_of=date(2025, 9, 20),
                listed_on=date(2024, 3, 29),
                toxic_reports=(Yearly(2024, date(2025, 1, 20)), Yearly(2025)),
                groundwater_sensitive_1km=True,
                demolitions=(Demolition(about="罐区", start_on=date(2025, 9, 12)),),
            ),
        )

    def test_what_is_left_out_is_not_known(self, read):
        [unit] = read({"key_unit": [{"id": "u"}]}).subjects
        assert (unit.groundwater_sensitive_1km, unit.toxic_reports, unit.demolitions) == (None, None, ())

    def test_an_unknown_key_is_refused_with_the_nearest_known_one(self, read):
        facts = read({"key_unit": [{"id": "u", "listd_on": "2024-03-29"}]})
        assert facts.subjects == ()
        assert facts.faulty == 1
        assert "key_unit[0].listd_on" in said(facts)
        assert "listed_on" in said(facts)

    def test_an_unknown_kind_of_subject_is_refused(self, read):
        assert "key_unit" in said(read({"key_units": [UNIT]}))

    @pytest.mark.parametrize(
        "day", ["2024-03-29", "2024/3/29", "２０２４年３月２９日", "20240329", "2024-03-29 00:00:00"]
    )
    def test_days_are_read_as_people_write_them(self, read, day):
        [unit] = read({"key_unit": [{"id": "u", "listed_on": day}]}).subjects
        assert unit.listed_on == date(2024, 3, 29)

    @pytest.mark.parametrize("day", ["2024-02-30", "2024年3月", "3/4/2024", "去年", True, 3.5])
    def test_a_day_that_is_not_certain_is_refused(self, read, day):
        facts = read({"key_unit": [{"id": "u", "listed_on": day}]})
        assert errors(facts)
        assert "key_unit[0].listed_on" in said(facts)

    @pytest.mark.parametrize(("flag", "meant"), [("是", True), ("否", False), (True, True), ("NO", False), (1, True)])
    def test_flags_in_both_languages(self, read, flag, meant):
        [unit] = read({"key_unit": [{"id": "u", "groundwater_sensitive_1km": flag}]}).subjects
        assert unit.groundwater_sensitive_1km is meant

    def test_maybe_is_no_flag_and_the_remedy_says_how_to_leave_it_unknown(self, read):
        facts = read({"key_unit": [{"id": "u", "groundwater_sensitive_1km": "可能"}]})
        assert "留空" in said(facts)

    def test_a_clean_subject_beside_a_faulty_one_is_kept_and_the_other_counted(self, read):
        facts = read({"key_unit": [{"id": "a"}, {"id": "b", "listed_on": "?"}]})
        assert [one.id for one in facts.subjects] == ["a"]
        assert facts.faulty == 1

    def test_the_same_subject_twice_is_refused(self, read):
        facts = read({"key_unit": [{"id": "u"}, {"id": "v"}, {"id": "u"}]})
        assert errors(facts)
        assert "key_unit[2]，首次在 key_unit[0]" in said(facts)
        assert [one.id for one in facts.subjects] == ["v"]

    @pytest.mark.parametrize("place", ["１４０４０４", " 140404 ", "140404000000", 140404])
    def test_a_division_code_is_read_as_it_is_meant(self, read, place):
        [unit] = read({"key_unit": [{"id": "u", "place": place}]}).subjects
        assert unit.place == "140404"

    @pytest.mark.parametrize("place", ["上党区", "14040", "140404101201", "004040"])
    def test_what_is_no_division_code_is_refused_since_local_duties_would_vanish(self, read, place):
        facts = read({"key_unit": [{"id": "u", "place": place}]})
        assert errors(facts)
        assert facts.subjects == ()

    def test_a_division_in_no_list_is_kept_with_a_remark(self, read):
        facts = read({"key_unit": [{"id": "u", "place": "149999"}]})
        assert [one.code for one in facts.problems] == ["codes.division_unknown"]
        assert [one.place for one in facts.subjects] == ["149999"]

    def test_a_subject_without_an_id_is_refused(self, read):
        assert errors(read({"key_unit": [{"name": "某厂"}]}))

    def test_a_yearly_record_without_its_year_is_refused(self, read):
        facts = read({"key_unit": [{"id": "u", "toxic_reports": [{"done_on": "2025-01-20"}]}]})
        assert "key_unit[0].toxic_reports[0]" in said(facts)
        assert "所属年度" in said(facts)

    def test_gb18030_is_read(self, read):
        [unit] = read({"key_unit": [{"id": "u", "name": "䶮化工厂"}]}, encoding="gb18030").subjects
        assert unit.name == "䶮化工厂"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('{"key_unit": [', "duties.no_json"),
            ("[1, 2]", "duties.no_mapping"),
            ('{"key_unit": [], "key_unit": []}', "duties.key_twice"),
            ("", "intake.file_empty"),
            ("[" * 100_000, "duties.no_json"),
        ],
    )
    def test_what_is_no_file_of_facts_is_refused_with_its_reason(self, read, text, code):
        with pytest.raises(Refused) as refused:
            read(text)
        assert refused.value.problems[0].code == code

    @pytest.mark.parametrize("odd", [3, "text", None, {"a": 1}, [[1]], [None], [{"demolitions": {"about": 1}}]])
    def test_odd_shapes_are_named_not_crashed_on(self, read, odd):
        assert errors(read({"key_unit": odd}))

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["id", "listed_on", "demolitions", "about", "x"]), inner, max_size=3)
            ),
            max_leaves=12,
        )
    )
    @settings(max_examples=80)
    def test_any_json_is_read_or_its_faults_are_named(self, tmp_path_factory, raw):
        path = tmp_path_factory.mktemp("any") / "facts.json"
        path.write_text(json.dumps({"key_unit": raw}), encoding="utf-8")
        facts = read_json(path)
        records = raw if isinstance(raw, list) else []
        assert len(facts.subjects) + facts.faulty == len(records)
        assert bool(facts.problems) or isinstance(raw, list)


@pytest.fixture
def book(tmp_path):
    """The template, filled by sheet and key, and read."""

    def filling(sheets: dict[str, list[dict[str, object]]], *, extra: tuple[str, ...] = ()):
        path = tmp_path / "facts.xlsx"
        write_template(path)
        workbook = openpyxl.load_workbook(path)
        for name, records in sheets.items():
            sheet = workbook[name]
            keys = [cell.value for cell in sheet[2]]
            for row, record in enumerate(records, 3):
                for key, value in record.items():
                    sheet.cell(row, keys.index(key) + 1, value)
        for name in extra:
            workbook.create_sheet(name)["A1"] = "地块"
        workbook.save(path)
        return read_workbook(path)

    return filling


class TestWorkbook:
    def test_the_filled_template_gives_the_same_facts_as_json(self, book, read):
        facts = book(
            {
                "key_unit": [
                    {
                        "id": "91140404MA0DEM013C",
                        "place": "140404",
                        "listed_on": date(2024, 3, 29),
                        "toxic_reports": "2024=2025-01-20；2025=",
                        "groundwater_sensitive_1km": "是",
                    }
                ],
                "key_unit.demolitions": [
                    {"subject": "91140404MA0DEM013C", "about": "罐区", "start_on": "2025年9月12日"}
                ],
            }
        )
        assert facts.problems == ()
        assert facts.subjects == read({"key_unit": [UNIT]}).subjects

    def test_several_days_in_one_cell(self, book):
        [unit] = book({"key_unit": [{"id": "u", "hazard_checks": "2024-05-01；2025-5-2、２０２５年６月３日"}]}).subjects
        assert unit.hazard_checks == (date(2024, 5, 1), date(2025, 5, 2), date(2025, 6, 3))

    def test_a_wrong_cell_is_named_by_its_address(self, tmp_path):
        workbook = openpyxl.Workbook()
        workbook.active.title = "key_unit"
        workbook.active.append(["id", "listed_on"])
        workbook.active.append(["u", "三月底"])
        workbook.save(tmp_path / "facts.xlsx")
        assert "工作表“key_unit”，单元格 B2" in said(read_workbook(tmp_path / "facts.xlsx"))

    def test_a_detail_without_its_subject_is_refused(self, book):
        facts = book({"key_unit": [{"id": "u"}], "key_unit.demolitions": [{"subject": "v", "about": "罐区"}]})
        assert errors(facts)
        assert "v" in said(facts)

    def test_an_unknown_sheet_is_not_passed_over(self, book):
        facts = book({"key_unit": [{"id": "u"}]}, extra=("key_unit.demolition",))
        assert "key_unit.demolitions" in said(facts)

    def test_an_unknown_column_is_named_by_its_address(self, tmp_path):
        workbook = openpyxl.Workbook()
        workbook.active.title = "key_unit"
        workbook.active.append(["id", "listed_day"])
        workbook.active.append(["u", "2024-03-29"])
        workbook.save(tmp_path / "facts.xlsx")
        facts = read_workbook(tmp_path / "facts.xlsx")
        assert "单元格 B1" in said(facts)
        assert "listed_on" in said(facts)

    def test_a_formula_that_was_never_calculated_is_no_unknown_fact(self, book):
        facts = book({"key_unit": [{"id": "u", "listed_on": "=DATE(2024,3,29)"}, {"id": "v"}]})
        assert [one.code for one in facts.problems] == ["intake.formula_without_value"]
        assert "单元格 H3" in said(facts)
        assert [one.id for one in facts.subjects] == ["v"]

    def test_a_row_of_nothing_but_formulas_is_not_passed_over(self, book):
        assert errors(book({"key_unit": [{"id": '="u"'}]}))

    def test_an_id_that_stands_twice_is_named_by_both_cells(self, book):
        text = said(book({"key_unit": [{"id": "u"}, {"id": "v"}, {"id": "u"}]}))
        assert "单元格 A5" in text
        assert "首次在 A3" in text

    def test_rows_of_a_detail_that_are_alike_are_pointed_out_and_kept(self, book):
        twice = [{"subject": "u", "about": "罐区", "start_on": "2025-09-12"}] * 2
        facts = book({"key_unit": [{"id": "u"}], "key_unit.demolitions": twice})
        assert [one.code for one in facts.problems] == ["duties.rows_alike"]
        assert "第 4 行" in said(facts)
        assert len(facts.subjects[0].demolitions) == 2

    @pytest.mark.parametrize(
        ("head", "code", "cell"),
        [
            (["id", "listed_on", "首次列入名录公布日"], "duties.column_twice", "C1"),
            (["id", "listed_on", None], "duties.column_without_header", "C1"),
        ],
    )
    def test_no_column_with_content_is_passed_over(self, tmp_path, head, code, cell):
        workbook = openpyxl.Workbook()
        workbook.active.title = "key_unit"
        workbook.active.append(head)
        workbook.active.append(["u", "2024-03-29", "2024-03-30"])
        workbook.save(tmp_path / "facts.xlsx")
        facts = read_workbook(tmp_path / "facts.xlsx")
        assert [one.code for one in facts.problems] == [code]
        assert f"单元格 {cell}" in said(facts)

    def test_chinese_names_of_sheets_and_columns_are_understood(self, tmp_path):
        workbook = openpyxl.Workbook()
        workbook.active.title = "重点监管单位"
        workbook.active.append(["标识", "首次列入名录公布日"])
        workbook.active.append(["u", "2024-03-29"])
        workbook.save(tmp_path / "facts.xlsx")
        [unit] = read_workbook(tmp_path / "facts.xlsx").subjects
        assert (unit.id, unit.listed_on) == ("u", date(2024, 3, 29))

    def test_every_sheet_of_the_template_is_found_again_by_its_cut_name(self, tmp_path):
        write_template(tmp_path / "facts.xlsx")
        names = openpyxl.load_workbook(tmp_path / "facts.xlsx").sheetnames[1:]
        known = layouts()
        found = [(known[squeeze(name)].key, known[squeeze(name)].path) for name in names]
        assert len(set(found)) == len(names) == len({(one.key, one.path) for one in known.values()})


class TestShapes:
    @pytest.mark.parametrize("key", sorted(SUBJECTS))
    def test_every_field_is_described_in_both_languages(self, key):
        for path, shape in paths(SUBJECTS[key]):
            assert shape.zh, path
            assert shape.en, path
            assert not shape.after or shape.after in {one.name for one in shapes_around(key, path)}, path

    def test_every_kind_of_subject_has_a_name(self):
        assert set(TITLES) == set(SUBJECTS)


def shapes_around(key: str, path: str):
    """The fields of the record in which a field stands."""
    record: type = SUBJECTS[key]
    for step in path.split(".")[:-1]:
        record = shapes(record)[step.removesuffix("[]")].kind
    return shapes(record).values()
