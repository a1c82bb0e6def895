"""Deadlines and targets in a few words, as the command and the workbook print them."""

import pytest

from jingtu.plans.model import Deadline, Deadlines, Target
from jingtu.plans.words import WHY, deadline_in_words, target_in_words

PHRASE = "收到报告后5个工作日内核查"


@pytest.mark.parametrize(
    ("kind", "day", "period", "event", "zh", "en"),
    [
        ("by", "2026-09-30", None, None, "2026-09-30 前", "by 2026-09-30"),
        ("by", None, None, "动工前", "动工前", "动工前"),
        ("within", None, "P1Y", "列入名单", "列入名单后 1年 内", "within 1 year(s) after 列入名单"),
        ("within", None, None, "收到报告", PHRASE, PHRASE),
        ("every", None, "P3M", "末月25日前", "每季度 末月25日前", "quarterly 末月25日前"),
        ("every", None, "P2Y", None, "每2年", "every 2 year(s)"),
        ("every", None, None, None, "定期", "regularly"),
        ("during", None, "2026-09-01/2026-11-30", None, "2026-09-01 至 2026-11-30", "2026-09-01 to 2026-11-30"),
        ("during", None, "2017-01-01/..", None, "2017-01-01 起", "since 2017-01-01"),
        ("during", None, None, "长期坚持", "长期坚持", "长期坚持"),
        ("by", None, None, None, PHRASE, PHRASE),
    ],
)
def test_a_deadline(kind, day, period, event, zh, en):
    deadline = Deadline(Deadlines(kind), day, period, event, PHRASE)
    assert (deadline_in_words(deadline, "zh"), deadline_in_words(deadline, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "unit", "by", "reference", "zh", "en"),
    [
        ("93", "%", "2026-12-31", None, "安全利用率 >= 93%，2026-12-31 前", "安全利用率 >= 93%, by 2026-12-31"),
        ("12", "口", None, None, "安全利用率 >= 12 口", "安全利用率 >= 12 口"),
        (None, None, None, "市级下达", "安全利用率 >= （市级下达）", "安全利用率 >= (number set by: 市级下达)"),
    ],
)
def test_a_target(value, unit, by, reference, zh, en):
    target = Target("安全利用率", ">=", value, unit, by, reference, "")
    assert (target_in_words(target, "zh"), target_in_words(target, "en")) == (zh, en)


def test_every_reason_of_a_repair_is_said_in_both_languages():
    assert set(WHY["zh"]) == set(WHY["en"])
