"""One rule meeting one sentence."""

import pytest

from jingtu.assessment.indicators import INDICATORS
from jingtu.duties import law
from jingtu.duties.binding_rules import (
    DATA,
    SUBJECTS,
    Relation,
    Rule,
    duty_rules,
    fires,
    first,
    group,
    indicator_names,
    indicator_rules,
    read,
    sentences,
)


def meets(words: str, text: str, *, without: str = ""):
    rule = Rule("X", Relation.SAYS, tuple(map(group, words.split("+"))), group(without))
    return [text[start:end] for sentence in sentences(text) for start, end in fires(rule, sentence)]


class TestARuleFires:
    def test_when_a_word_of_each_group_stands_in_one_sentence(self):
        assert meets("隐患|风险+排查", "督促企业开展隐患排查。") == ["隐患", "排查"]

    def test_whatever_the_order_of_the_words(self):
        assert meets("排查+隐患", "排查土壤污染隐患") == ["排查", "隐患"]

    def test_not_when_the_words_stand_in_two_sentences(self):
        assert meets("隐患+排查", "消除隐患。开展排查。") == []

    def test_not_across_a_semicolon_or_a_line_end(self):
        assert meets("隐患+排查", "消除隐患；开展排查") == []
        assert meets("隐患+排查", "消除隐患\n开展排查") == []

    def test_not_beside_a_forbidden_word_of_the_same_sentence(self):
        assert meets("隐患+排查", "尾矿库隐患排查。", without="尾矿") == []

    def test_whatever_is_forbidden_in_another_sentence(self):
        assert meets("隐患+排查", "治理尾矿库。隐患排查。", without="尾矿") == ["隐患", "排查"]


class TestAGapInAWord:
    def test_stands_for_up_to_30_letters(self):
        assert meets("污染地块…修复", "污染地块" + "甲" * 30 + "修复") == ["污染地块" + "甲" * 30 + "修复"]

    def test_does_not_stand_for_31_letters(self):
        assert meets("污染地块…修复", "污染地块" + "甲" * 31 + "修复") == []

    def test_is_tried_from_every_beginning(self):
        text = "污染地块" + "甲" * 31 + "污染地块的修复"
        assert meets("污染地块…修复", text) == ["污染地块的修复"]


class TestPrintedForms:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("2022 年 底", "2022 年 底"),
            ("２０２２年底", "２０２２年底"),
            ("土壤 污染\u3000防治于2022年底", "2022年底"),
        ],
    )
    def test_white_space_and_width_do_not_matter_and_the_print_is_given_back(self, text, word):
        assert meets("2022年底", text) == [word]

    def test_traditional_characters_are_met_by_simplified_words(self):
        assert meets("拆除+备案", "拆除方案備案") == ["拆除", "備案"]


def test_the_earliest_word_of_a_group_is_taken_and_the_longer_of_two_that_begin_together():
    assert first(group("名单|疑似|疑似污染地块"), "疑似污染地块名单") == (0, 6)


class TestTheTable:
    def test_every_duty_has_a_rule(self):
        assert {rule.target for rule in duty_rules()} == set(law.TEXTS)

    @pytest.mark.parametrize("subject", SUBJECTS)
    def test_a_rule_stands_in_the_file_of_its_duty_s_subject(self, subject):
        assert {law.text(rule.target).subject for rule in read(DATA / f"binding_{subject}.csv")} == {subject}

    def test_every_indicator_of_a_rule_has_a_name_in_both_languages(self):
        assert {rule.target for rule in indicator_rules()} == set(indicator_names())
        assert all(all(names) for names in indicator_names().values())

    def test_an_indicator_that_can_be_computed_is_called_as_its_declaration_calls_it(self):
        declared = {one.id: (one.zh, one.en) for one in INDICATORS}
        assert {name: words for name, words in indicator_names().items() if name in declared} == declared
        assert set(indicator_names()) - set(declared) == {
            *("assess_score", "meeting_interval", "publicity_reach", "safe_area_growth", "transfer_lag")
        }

    def test_no_word_is_empty(self):
        for rule in (*duty_rules(), *indicator_rules()):
            assert all(all(phrase) for words in (*rule.groups, rule.without, rule.about) for phrase in words), rule
            assert all(rule.groups), rule
