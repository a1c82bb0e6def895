"""Letters as offices send them: whom, what, on what ground, what is missing, how old the evidence is."""

from datetime import date
from io import BytesIO

import docx
import pytest
import shapely

from jingtu.access import land_uses, lists, papers
from jingtu.access.asked import Defaults
from jingtu.access.lists import RowState
from jingtu.access.model import Coverage, Entry, Kind, Step
from jingtu.access.space import Register
from jingtu.intake.outlines import OutlineReading, OutlineRow
from jingtu.problems import Where, error

HERE = shapely.box(113.0500, 36.1000, 113.0530, 36.1030)
ELSEWHERE = shapely.box(113.1500, 36.1000, 113.1530, 36.1030)
LISTED = Entry(
    id="1", kind=Kind.CONTROL_LIST, name="红星化工厂", place="999901", outline=HERE, address="城关镇工业路12号"
)
COVERAGE = Coverage(Kind.CONTROL_LIST, "999901", True, date(2026, 3, 31))


def row_of(outline=HERE, *, on=date(2026, 6, 1), problems=(), by_default="999901", **values):
    reading = OutlineReading("list.xlsx", "0" * 64, (OutlineRow(Where(cell="A2"), values, {}, outline, problems),))
    defaults = Defaults(on=on, use=land_uses.find("二类居住用地"), step=Step.SUPPLY, place=by_default)
    [row] = lists.answer(reading, Register([LISTED], [COVERAGE]), defaults).rows
    return row


def text_of(letter: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter)).paragraphs)


class TestReplies:
    def test_it_names_the_land_the_asker_the_use_the_step_and_the_day(self):
        row = row_of(name="锦绣花园", code="A-1", receiver="沃川县自然资源局", letter_no="沃自然资函〔2026〕12号")
        text = text_of(papers.letter(row, issuer="沃川县生态环境局"))
        assert text.startswith("关于“锦绣花园”土地供应有关土壤环境管理要求的复函\n沃川县自然资源局：\n")
        for part in (
            "沃自然资函〔2026〕12号",
            "（编号 A-1）",
            "二类居住用地",
            "土地供应",
            "2026年6月1日",
            "沃川县生态环境局",
        ):
            assert part in text

    def test_it_gives_the_ground_the_measure_what_is_missing_and_who_supplies_it(self):
        text = text_of(papers.letter(row_of(name="锦绣花园")))
        assert "红星化工厂" in text
        assert "占该地块 100.0%" in text
        assert "由土壤污染责任人" in text
        assert "资料截至 2026-03-31" in text

    @pytest.mark.parametrize(
        ("on", "cited", "other"),
        [
            (date(2026, 8, 14), "《土壤污染防治法》第61条", "生态环境法典"),
            (date(2026, 8, 15), "《生态环境法典》第456条", "土壤污染防治法"),
        ],
    )
    def test_the_citation_is_the_one_in_force_on_the_day(self, on, cited, other):
        text = text_of(papers.letter(row_of(name="锦绣花园", on=on)))
        assert cited in text
        assert other not in text

    def test_no_restriction_known_is_never_called_clean(self):
        row = row_of(ELSEWHERE, name="锦绣花园", current_use="二类居住用地")
        assert not papers.wanted(row)
        text = text_of(papers.letter(row))
        assert "未发现限制" in text
        assert "未提供或无法比对的名录：" in text
        assert not any(word in text for word in ("干净", "无污染", "未受污染", "清洁", "安全"))

    def test_an_internal_reminder_is_left_out_where_law_says_the_same(self):
        row = row_of(name="锦绣花园")
        assert len(row.verdict.grounds) > 1
        assert "内部提示" not in text_of(papers.letter(row))

    @pytest.mark.parametrize(("by_default", "told"), [("", True), ("999901", False)])
    def test_it_says_where_local_rules_were_not_considered(self, by_default, told):
        text = text_of(papers.letter(row_of(ELSEWHERE, name="锦绣花园", by_default=by_default)))
        assert ("未考虑当地规定" in text) is told


class TestRequests:
    def test_a_doubtful_row_is_asked_about_not_decided(self):
        row = row_of(None, address="城关镇工业路12号")
        assert row.state is RowState.DOUBTFUL
        text = text_of(papers.letter(row))
        assert text.startswith("关于请补充核实“城关镇工业路12号”地块信息的函")
        assert "地址相同" in text
        assert "判断结果将为“不得办理”" in text
        assert papers.wanted(row)

    def test_a_row_that_cannot_be_read_is_sent_back_with_its_problem(self):
        text = text_of(papers.letter(row_of(None, problems=(error("outlines.no_area"),), name="锦绣花园")))
        assert text.startswith("关于请补正“锦绣花园”征询材料的函")
        assert "面积为零" in text


class TestEveryLetter:
    def test_it_can_be_written_in_english(self):
        text = text_of(papers.letter(row_of(name="Garden"), language="en"))
        assert text.startswith("Reply on Garden")
        assert "Soil Pollution Prevention and Control Law art. 61" in text

    def test_the_same_row_gives_the_same_bytes(self):
        assert papers.letter(row_of(name="锦绣花园")) == papers.letter(row_of(name="锦绣花园"))

    def test_signs_of_xml_and_control_characters_do_no_harm(self):
        assert "<w:p>&花园" in text_of(papers.letter(row_of(name="<w:p>&花\x0b园")))

    def test_its_file_name_fits_every_system_and_keeps_the_number(self):
        assert papers.file_name(row_of(name='a/b:c*?"<花园> 一')) == "00001_abc花园一.docx"
