"""Papers say what the board says, in the layout offices use, and no text in them can do anything."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.utils.translation import override

from jingtu_web.exchange import division, papers
from jingtu_web.exchange.answers import DOCX, attachment
from jingtu_web.exchange.papers import Sender
from jingtu_web.exchange.plain import CELL_LIMIT, cell, plain
from jingtu_web.plans import actions, queries
from jingtu_web.plans.actions import Recorded
from jingtu_web.plans.models import Clause
from jingtu_web.plans.tests.example import account, body, loaded, reading

DAY = date(2026, 11, 22)
SENDER = Sender("示例县生态环境局", DAY)


def board(plan, on=DAY):
    return queries.board(plan, account("ecology"), on=on)


def opened(content: bytes):
    return docx.Document(BytesIO(content))


def words(content: bytes) -> str:
    paper = opened(content)
    tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + tables)


@pytest.mark.django_db
class TestDivisionOfWork:
    ROWS = [
        (
            "1",
            "（一）农用地",
            "1 落实安全利用措施",
            "县农业农村局",
            "参与：县自然资源局；配合：各乡镇人民政府",
            "2026年9月30日前",
        ),
        ("2", "（一）农用地", "2 开展巡查", "县生态环境局、县公安局", "", "每季度"),
        ("3", "（一）农用地", "3 完成治理", "县生态环境局", "落实：青石镇人民政府", "2026年12月10日前"),
    ]

    def test_one_row_for_each_task_with_its_bodies_and_day(self):
        rows = division.rows(board(loaded()))
        assert [(row.number, row.group, row.task, row.lead, row.others, row.due) for row in rows] == self.ROWS

    def test_the_word_table_has_a_header_that_repeats_and_merged_chapters(self):
        paper = opened(papers.division_docx(plan := loaded(), board(plan)))
        [table] = paper.tables
        assert [cell.text for cell in table.rows[0].cells] == list(division.COLUMNS)
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
        assert [row.cells[1].text for row in table.rows[1:]] == ["（一）农用地"] * 3
        assert [row._tr.tc_lst[1].vMerge for row in table.rows[1:]] == ["restart", "continue", "continue"]
        assert paper.sections[0].page_width > paper.sections[0].page_height

    def test_the_workbook_has_the_same_rows_frozen_header_and_print_set_up(self):
        plan = loaded()
        book = openpyxl.load_workbook(BytesIO(papers.division_xlsx(plan, board(plan))))
        sheet = book.active
        cells = list(sheet.iter_rows(min_row=3, max_row=5, values_only=True))
        assert [(row[0], row[2], row[4], row[6]) for row in cells] == [(r[0], r[2], r[3], r[5]) for r in self.ROWS]
        assert sheet.freeze_panes == "A3"
        assert sheet.print_title_rows == "$2:$2"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert "B3:B5" in [str(merged) for merged in sheet.merged_cells.ranges]

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
    def test_a_value_that_looks_like_a_formula_is_text(self, sign):
        units = reading()["units"]
        units[1] |= {"title": f"{sign}1+1", "number": None, "bodies": [body(f"{sign}HYPERLINK(1)", "lead")]}
        plan = loaded(units=units)
        sheet = openpyxl.load_workbook(BytesIO(papers.division_xlsx(plan, board(plan)))).active
        for address, text in (("C3", f"{sign}1+1"), ("E3", f"{sign}HYPERLINK(1)")):
            assert (sheet[address].value, sheet[address].data_type) == (text, "s")

    def test_control_characters_and_endless_texts_do_not_break_the_files(self):
        units = reading()["units"]
        units[1] |= {"text": "字\x01" * 40_000, "title": "第\x08一项"}
        plan = loaded(units=units)
        sheet = openpyxl.load_workbook(BytesIO(papers.division_xlsx(plan, board(plan)))).active
        assert sheet["D3"].value.endswith("（有删节）")
        assert "第一项" in words(papers.division_docx(plan, board(plan)))

    def test_a_plan_without_tasks_makes_an_empty_table(self):
        plan = loaded(units=reading()["units"][:1])
        assert len(opened(papers.division_docx(plan, board(plan))).tables[0].rows) == 1
        assert openpyxl.load_workbook(BytesIO(papers.division_xlsx(plan, board(plan))))

    def test_papers_are_chinese_on_an_english_page(self):
        plan = loaded()
        with override("en"):
            assert "参与：县自然资源局" in words(papers.division_docx(plan, board(plan)))


@pytest.mark.django_db
class TestProgressReport:
    def test_counts_numbers_notes_and_what_is_late(self):
        plan = loaded()
        goal = Clause.objects.get(plan=plan, number="一")
        recorded = Recorded("progress", date(2026, 11, 1), "初步评估", target=goal.targets.get(), value="92.5")
        actions.record_progress(goal, recorded, by="test")
        said = words(papers.progress_docx(plan, board(plan), SENDER))
        assert "示例县2026年第四季度\n土壤污染防治工作进展报告" in said
        assert (
            "共列工作目标1项、任务3项、保障措施1项。截至2026年11月22日：已逾期2项，30日内到期1项，未到期1项，暂无数据1项"
            in said
        )
        assert "92.5（2026年11月1日）" in said
        assert "未达到" in said
        assert "初步评估" in said
        assert "（一） 加强领导" in said.partition("五、")[2]

    def test_only_the_quarters_own_notes_and_none_withdrawn(self):
        plan = loaded()
        clause = Clause.objects.get(plan=plan, number="1")
        for day, text in ((date(2026, 9, 30), "三季度"), (date(2026, 10, 1), "四季度"), (date(2026, 11, 2), "误记")):
            note = actions.record_progress(clause, Recorded("progress", day, text), by="test")
        actions.withdraw_note(note, by="test", reason="误记")
        said = words(papers.progress_docx(plan, board(plan), SENDER))
        assert "四季度" in said.replace("第四季度", "")
        assert "三季度" not in said
        assert "误记" not in said

    def test_without_any_record_it_says_so(self):
        plan = loaded()
        assert "本季度没有登记进展记录。" in words(papers.progress_docx(plan, board(plan), SENDER))


@pytest.mark.django_db
class TestReminder:
    def test_names_the_body_its_late_and_soon_tasks_and_leaves_the_answering_day_open(self):
        plan = loaded()
        party = Clause.objects.get(plan=plan, number="3").bodies.get(role="lead").party
        items = queries.tasks_of(party, account("ecology"), year=2026, on=DAY)
        said = words(papers.reminder_docx(party.name, items, SENDER, supervising=False))
        assert "县生态环境局：" in said
        assert "贵单位承担的任务中已逾期1项，30日内到期1项" in said
        assert "2 开展巡查" in said
        assert "3 完成治理" in said
        assert "请对照任务要求抓紧推进，并于    年  月  日前" in said

    def test_a_letter_of_supervision_asks_for_reasons(self):
        items = [item for item in board(loaded()) if item.state == "overdue"]
        said = words(papers.reminder_docx("县公安局", items, SENDER, supervising=True))
        assert "督办函" in said
        assert "逐项说明未完成的原因" in said


class TestPlain:
    def test_control_characters_go_line_ends_stay(self):
        assert plain("一\x00二\x0b三\n四\t五\ud800") == "一二三\n四\t五"

    def test_a_cell_never_holds_more_than_it_can(self):
        assert cell("字" * CELL_LIMIT) == "字" * CELL_LIMIT
        assert len(cell("字" * (CELL_LIMIT + 1))) == CELL_LIMIT

    def test_a_chinese_file_name_travels_in_the_header(self):
        header = attachment(b"", "沃川县/2026\r\n分工表.docx", DOCX)["Content-Disposition"]
        assert header.startswith("attachment; filename*=utf-8''")
        assert "%2F" not in header
        assert "\n" not in header
