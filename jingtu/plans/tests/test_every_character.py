"""No text makes the reader crash, and every character ends in exactly one place."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.plans import read_text, reading
from jingtu.plans.documents import Document, load, text_lines
from jingtu.plans.fontcode import CODE
from jingtu.plans.model import Part, Reading
from jingtu.plans.reading import assemble
from jingtu.plans.traced import Ledger
from jingtu.problems import Refused

# Pieces that plans are made of, so that random texts reach every corner of the reader.
NUMBERS = "一、|（一）|1.|1、|（1）|①|第一章 |第三条 |2.1 |二、|（二）|2.|3.5%|2022年底前|到2025年，|每年|十日内"
CODED = "圆园19年|90豫|公园|圆园|豫政"
ROLES = "牵头|配合|参与|按职责分工负责|负责落实|等|责任单位：|完成时限：|市生态环境局|区农委|各乡（镇、办事处）"
SIGNS = "（|）|(|)|〔|〕|【|】|《|》|“|”|。|，|、|；|：|\n|\n\n|\r\n|\t| |\u3000|\x0c|\u200b|\ufeff"
DELETED = "[bookmark: _Toc1]|— 3 —|[bookmark: |]"
WORDS = (
    "土壤污染防治工作方案|工作目标|主要任务|保障措施|关于印发|抄送：|附件：|达到|不低于|完成市级下达的任务|排放量控制在"
)
LATER = "以下各项均需镇政府落实，不再列出|排在前位为牵头部门|其他土地使用权转让前应|分别达到90%和95%|定期召开|两|零增长"
PIECES = st.sampled_from("|".join((NUMBERS, CODED, ROLES, SIGNS, DELETED, WORDS, LATER)).split("|"))
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join))


class StrictLedger(Ledger):
    """Refuses to give a character away twice."""

    def claim(self, piece, part, unit=None):
        super().claim(piece, part, unit)
        assert self.claimed_twice == 0, (piece.text, part)


def reading_of(text: str) -> Reading:
    with patch.object(reading, "Ledger", StrictLedger):
        return assemble(Document("plan.txt", text_lines(text)))


def assert_every_character_once(found: Reading) -> None:
    ends = [0]
    for span in found.spans:
        assert span.start == ends[-1] < span.end
        ends.append(span.end)
    assert ends[-1] == len(found.source)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_no_text_makes_the_reader_crash(text):
    reading_of(text).to_json()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_is_read_or_refused_with_reasons(text):
    try:
        found = read_text(text).units
    except Refused as refused:
        found = refused.problems
    assert found


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_ends_in_exactly_one_place(text):
    found = reading_of(text)
    assert_every_character_once(found)
    assert all(found.source[span.start : span.end].isspace() for span in found.spans if span.part is Part.BLANK)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_unit_texts_hold_exactly_the_characters_given_to_them(text):
    """Nothing invented, nothing lost: white space apart, a unit's text is as long as its spans."""
    found = reading_of(text)
    for unit in found.units:
        spans = [span for span in found.spans if span.unit == unit.id and span.part is Part.TEXT]
        given_to_it = "".join(found.source[span.start : span.end] for span in spans)
        assert len("".join(unit.text.split())) == len("".join(given_to_it.split()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*CODE, *"公花乐家园苑路2019年月%、。\n"]), max_size=40).map("".join))
def test_names_written_with_the_coded_signs_survive_where_no_number_comes_out(text):
    found = reading_of("公园、花苑、幼儿园和" + text)
    assert found.source.startswith("公园、花苑、幼儿园和")
    assert not any("园" in repair.before and repair.before in ("园", "苑") for repair in found.repairs)


@pytest.mark.shared
def test_the_five_plans_leave_nothing_over(shared):
    for path in sorted((shared / "plans").glob("0*.txt")):
        found = assemble(load(path))
        assert_every_character_once(found)
        assert found.left_over == (), path.name


@pytest.mark.shared
def test_cut_anywhere_the_plans_are_still_read_without_a_crash(shared):
    for path in sorted((shared / "plans").glob("0*.txt")):
        text = path.read_text(encoding="utf-8")
        for cut in range(0, len(text), len(text) // 7):
            assert_every_character_once(reading_of(text[cut:]))
