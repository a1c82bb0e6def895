"""What is printed, as facts the states are computed from; and in the few words tables have."""

from datetime import date

import pytest
from django.utils.translation import override

from jingtu_web.plans import facts, labels
from jingtu_web.plans.models import Deadline, Plan, Target
from jingtu_web.plans.states import Due

START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("window", "until"),
    [
        ("11-12月", (12, 31)),
        ("6月底前", (6, 30)),
        ("6月15日前", (6, 15)),
        ("6月前", (5, 31)),
        ("1月前", (12, 31)),
        ("2月底", (2, 28)),
        ("底", None),
        ("", None),
        ("13月", None),
    ],
)
def test_the_end_of_a_yearly_window(window, until):
    [due] = [facts._due(Deadline(kind="every", period="P1Y", event=window), START)]
    assert due == Due(months=12, until=until)


@pytest.mark.parametrize(
    ("deadline", "due", "words"),
    [
        (Deadline(kind="by", date=date(2026, 9, 30)), Due(day=date(2026, 9, 30)), "2026年9月30日前"),
        (Deadline(kind="by", event="动工前"), Due(), "动工前"),
        (Deadline(kind="within", period="P1Y", event="列入名单"), Due(), "列入名单后1年内"),
        (Deadline(kind="within", period="P30D"), Due(), "30日内"),
        (Deadline(kind="within", event="接到举报", phrase="五个工作日内核查"), Due(), "五个工作日内核查"),
        (Deadline(kind="every", period="P3M"), Due(months=3), "每季度"),
        (Deadline(kind="every", period="P3Y"), Due(months=36), "每3年"),
        (Deadline(kind="every", period="P1W"), Due(), "每周"),
        (Deadline(kind="every", period=""), Due(), "定期"),
        (Deadline(kind="every", period="P1Y", event="11-12月"), Due(months=12, until=(12, 31)), "每年11-12月"),
        (Deadline(kind="every", period="P1M", event="20日前"), Due(months=1, until=(1, 20)), "每月20日前"),
        (Deadline(kind="every", period="P3M", event="末月25日前"), Due(months=3, until=(3, 25)), "每季度末月25日前"),
        (Deadline(kind="every", period="P3M", event="10日前"), Due(months=3), "每季度10日前"),
        (Deadline(kind="during", period="2021-01-01/2025-12-31"), Due(), "2021—2025年"),
        (Deadline(kind="during", period="2026-01-01/2026-12-31"), Due(day=date(2026, 12, 31)), "2026年"),
        (
            Deadline(kind="during", period="2026-09-01/2026-11-30"),
            Due(day=date(2026, 11, 30)),
            "2026年9月1日至2026年11月30日",
        ),
        (Deadline(kind="during", period="2021-01-01/.."), Due(), "2021年起"),
        (Deadline(kind="during", event="长期坚持"), Due(), "长期坚持"),
        (Deadline(kind="by", phrase="适时"), Due(), "适时"),
    ],
)
def test_each_kind_of_deadline(deadline, due, words):
    assert facts._due(deadline, START) == due
    assert labels.deadline_words(deadline) == words


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(kind="within", period="P1Y", event="列入名单"), "within 1 year after 列入名单"),
        (Deadline(kind="within", period="P30D"), "within 30 days"),
        (Deadline(kind="during", period="2026-09-01/2026-11-30"), "1 September 2026 to 30 November 2026"),
        (Deadline(kind="every", period="P1M", event="20日前"), "every month, 20日前"),
    ],
)
def test_deadlines_in_english(deadline, words):
    with override("en"):
        assert labels.deadline_words(deadline) == words


@pytest.mark.parametrize("text", ["P0M", "P999Y", "PT24H", "monthly", "", "P1Y6M"])
def test_a_period_that_is_not_whole_months_is_not_counted(text):
    assert facts.months(text) is None


class TestRuns:
    def test_from_the_issue_to_the_end_of_the_year(self):
        plan = Plan(year=2026, issued_on=date(2026, 3, 20))
        assert facts.runs(plan, None) == (date(2026, 3, 20), date(2026, 12, 31))

    def test_to_the_last_day_printed(self):
        assert facts.runs(Plan(year=2018), date(2020, 12, 31)) == (date(2018, 1, 1), date(2020, 12, 31))

    def test_not_to_a_day_that_can_only_be_a_slip(self):
        assert facts.runs(Plan(year=2026), date(9999, 12, 31))[1] == date(2076, 12, 31)

    def test_a_plan_issued_in_the_year_before_runs_from_new_year(self):
        assert facts.runs(Plan(year=2026, issued_on=date(2025, 12, 1)), None)[0] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(quantity="安全利用率", comparator=">=", value="93", unit="%"), "安全利用率 ≥ 93%"),
        (Target(quantity="培训", comparator=">=", value="2", unit="次"), "培训 ≥ 2 次"),
        (Target(quantity="治理任务", reference="市级下达"), "治理任务（市级下达）"),
        (Target(quantity="治理任务"), "治理任务"),
    ],
)
def test_a_target_in_words(target, words):
    assert labels.target_words(target) == words
