"""Registers as bureaus keep them: kinds, facts, days; a row that cannot be understood still restricts."""

from datetime import date

import pytest
import shapely
import xlsxwriter

from jingtu.access.model import Conclusion, Kind, Stage
from jingtu.access.register_files import kind_of, read_registers
from jingtu.periods import Period
from jingtu.problems import Refused


@pytest.fixture
def workbook(tmp_path):
    def write(name: str, sheets: dict[str, list[list[object]]]):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        return path

    return write


def codes(reading) -> list[str]:
    for problem in reading.problems:
        assert problem.text("zh")
        assert problem.text("en")
    return [problem.code.removeprefix("access_lists.") for problem in reading.problems]


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("建设用地土壤污染风险管控和修复名录", Kind.CONTROL_LIST),
            ("疑似污染地块名录2024", Kind.SUSPECTED_LIST),
            ("污染地块名录", Kind.POLLUTED_LIST),
            ("土壤污染重点监管单位名录", Kind.KEY_UNIT),
            ("集中式饮用水水源保护区", Kind.PROTECTION_ZONE),
            ("关闭搬迁企业地块", Kind.FORMER_SITE),
            ("优先监管地块清单", Kind.WATCH_LIST),
            ("历史遗留地块", Kind.FORMER_SITE),
            ("key_units", Kind.KEY_UNIT),
            ("control_list", Kind.CONTROL_LIST),
            ("Sheet1", None),
        ],
    )
    def test_a_title_tells_the_kind(self, text, kind):
        assert kind_of(text) is kind

    def test_the_column_counts_more_than_the_sheet_and_the_sheet_more_than_the_file(self, workbook):
        path = workbook(
            "重点监管单位.xlsx",
            {
                "疑似污染地块": [["地块名称"], ["甲厂一"]],
                "Sheet1": [["企业名称", "类别"], ["乙厂二", "污染地块名录"], ["丙厂三", None]],
            },
        )
        kinds = [entry.kind for entry in read_registers([path]).entries]
        assert kinds == [Kind.SUSPECTED_LIST, Kind.POLLUTED_LIST, Kind.KEY_UNIT]

    def test_a_register_of_unknown_kind_is_refused(self, workbook):
        with pytest.raises(Refused) as refused:
            read_registers([workbook("a.xlsx", {"Sheet1": [["地块名称"], ["甲厂一"]]})])
        assert codes(refused.value) == ["kind_unknown"]

    def test_a_row_of_unknown_kind_is_an_error_of_its_row(self, workbook):
        path = workbook("a.xlsx", {"Sheet1": [["地块名称", "类别"], ["甲厂一", "黑名单"], ["乙厂二", "污染地块名录"]]})
        reading = read_registers([path])
        assert len(reading.entries) == 1
        assert codes(reading) == ["kind_of_row_unknown"]
        assert reading.errors[0].where.cell == "A2"


class TestOneRow:
    HEAD = [
        "地块编号",
        "地块名称",
        "曾用名",
        "列入日期",
        "移出日期",
        "评审通过日期",
        "结论用地类别",
        "是否超标",
        "阶段",
        "收回日期",
        "数据日期",
    ]

    def entry(self, workbook, *row):
        path = workbook("风险管控和修复名录.xlsx", {"a": [self.HEAD, list(row)]})
        reading = read_registers([path], place="999901")
        [entry] = reading.entries
        return entry, reading

    def test_codes_names_days_and_facts_are_read(self, workbook):
        row = ["9999012260001", "红星化工厂地块", "红星化工厂、红星农药厂", "2023-05-01", "2025/3/1", "2022年8月3日"]
        row += ["第二类用地", "未超标", "P11", "是", "2026-03-31"]
        entry, reading = self.entry(workbook, *row)
        assert entry.code == "9999012260001"
        assert entry.former_names == ("红星化工厂", "红星农药厂")
        assert entry.days == Period(date(2023, 5, 1), date(2025, 3, 1))
        assert entry.facts.listed == date(2023, 5, 1)
        assert entry.facts.delisted == date(2025, 3, 1)
        assert entry.facts.review_passed == date(2022, 8, 3)
        assert entry.facts.conclusions == (Conclusion(2, False),)
        assert entry.facts.taken_back is True
        assert entry.stage is Stage.P11
        assert entry.place == "999901"
        assert entry.seen_on == date(2026, 3, 31)
        assert entry.source.cell == "A2"
        assert reading.problems == ()
        assert [(one.kind, one.place, one.seen_on) for one in reading.coverage] == [
            (Kind.CONTROL_LIST, "999901", date(2026, 3, 31))
        ]

    def test_what_is_not_said_is_not_known(self, workbook):
        entry, _ = self.entry(workbook, "1", "甲厂一", None, "2023-05-01", "—", "不详", None, None, None, None, None)
        assert entry.days == Period(date(2023, 5, 1))
        assert entry.facts.delisted is None
        assert entry.facts.review_passed is None
        assert entry.facts.conclusions == ()

    def test_what_is_not_understood_is_an_error_and_counts_as_not_known(self, workbook):
        entry, reading = self.entry(workbook, "1", "甲厂一", None, "去年", None, None, None, "轻微", None, None, None)
        assert entry.days is None
        assert entry.facts.conclusions == ()
        assert codes(reading) == ["fact_not_understood", "fact_not_understood", "fact_not_understood"]
        assert "是否超标" in "".join(problem.text() for problem in reading.problems)

    def test_delisted_before_listed_counts_as_still_listed(self, workbook):
        entry, reading = self.entry(workbook, "1", "甲厂一", None, "2023-05-01", "2022-01-01", *[None] * 6)
        assert entry.days == Period(date(2023, 5, 1))
        assert codes(reading) == ["days_reversed"]


class TestSeveralRows:
    def test_the_years_of_a_key_unit_are_its_days(self, workbook):
        path = workbook(
            "重点监管单位名录.xlsx",
            {"a": [["企业名称", "列入年度"], ["红星化工厂", "2021-2024"], ["东风化工厂", None]]},
        )
        first, second = read_registers([path]).entries
        assert first.days == Period(date(2021, 1, 1), date(2025, 1, 1))
        assert (second.days, second.facts.key_unit) == (None, True)

    def test_a_row_that_stands_twice_is_pointed_out(self, workbook):
        path = workbook("疑似污染地块.xlsx", {"a": [["地块名称"], ["红星化工厂"], ["红星化工厂"]]})
        reading = read_registers([path])
        assert len(reading.entries) == 2
        assert codes(reading) == ["entry_twice"]

    def test_an_unusable_outline_leaves_the_entry_on_the_register(self, workbook):
        cell = "POLYGON((113.05 36.1,113.06 36.11,113.06 36.1,113.05 36.11,113.05 36.1))"
        path = workbook("疑似污染地块.xlsx", {"a": [["地块名称", "WKT"], ["红星化工厂", cell]]})
        reading = read_registers([path])
        assert [(entry.name, entry.outline) for entry in reading.entries] == [("红星化工厂", None)]
        assert reading.errors

    def test_a_row_that_nothing_names_is_an_error(self, workbook):
        path = workbook("疑似污染地块.xlsx", {"a": [["地块名称", "阶段"], [None, "P2"], ["红星化工厂", "P2"]]})
        assert codes(read_registers([path])) == ["entry_nameless"]

    def test_a_register_is_complete_only_where_every_row_says_so(self, workbook):
        path = workbook(
            "疑似污染地块.xlsx", {"a": [["地块名称", "是否完整"], ["红星化工厂", "是"], ["东风化工厂", "否"]]}
        )
        assert [one.complete for one in read_registers([path]).coverage] == [False]

    def test_outlines_of_a_workbook_are_read(self, workbook):
        cell = "113.05,36.1;113.06,36.1;113.06,36.11;113.05,36.11"
        path = workbook("饮用水水源保护区.xlsx", {"a": [["名称", "拐点坐标"], ["沃水水源地", cell]]})
        [entry] = read_registers([path]).entries
        assert entry.kind is Kind.PROTECTION_ZONE
        assert entry.outline.equals(shapely.box(113.05, 36.1, 113.06, 36.11))
