"""From log-in to the downloaded division-of-work table, as the county's officer does it."""

from datetime import date

import docx
import pytest
from playwright.sync_api import Page, expect

from jingtu_web.desk import asked
from jingtu_web.plans import actions
from jingtu_web.plans.models import Clause
from jingtu_web.plans.tests.example import LINES, county, loaded
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(asked, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def plan():
    return loaded()


def fits(page: Page) -> bool:
    """Nothing reaches beyond the right edge of the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_log_in_to_the_division_of_work_table(browse, tmp_path):
    county()
    file = tmp_path / "行动计划.txt"
    file.write_text("\n".join(LINES), encoding="gb18030")
    page = browse("ecology", "/board/")
    page.get_by_role("link", name="导入计划").click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_text("读取 5 项任务")).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已导入 5 项任务")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="任务分工表（Word）").click()
    assert download.value.suggested_filename == "示例县2026年土壤污染防治任务分工表.docx"
    download.value.save_as(tmp_path / "table.docx")
    [table] = docx.Document(str(tmp_path / "table.docx")).tables
    assert [row.cells[4].text for row in table.rows[1:]] == ["县农业农村局", "县生态环境局、县公安局", "县生态环境局"]


def test_a_clause_is_closed_and_reopened_by_what_is_recorded(browse, plan):
    clause = Clause.objects.get(plan=plan, number="1")
    page = browse("ecology", f"/clauses/{clause.pk}/")
    expect(page.locator("h1 .badge")).to_have_text("已逾期")
    page.select_option("[name=kind]", "fulfilled")
    page.fill("[name=text]", "技术指导已全部完成")
    page.get_by_role("button", name="保存记录").click()
    expect(page.locator("h1 .badge")).to_have_text("已完成")
    page.locator("summary", has_text="撤回").click()
    page.get_by_label("撤回理由").fill("记错任务")
    page.get_by_role("button", name="撤回该记录").click()
    expect(page.locator("h1 .badge")).not_to_have_text("已完成")
    expect(page.get_by_text("撤回：记错任务")).to_be_visible()


def test_a_correction_stands_beside_the_reading(browse, plan):
    clause = Clause.objects.get(plan=plan, number="2")
    page = browse("ecology", f"/clauses/{clause.pk}/correct/bodies/")
    page.fill("[name=form-2-name]", "县水利局")
    page.select_option("[name=form-2-role]", "cooperating")
    page.fill("[name=reason]", "原文漏读")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("link", name="县水利局")).to_be_visible()
    expect(page.get_by_text("原文漏读")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, None])
def test_every_page_of_the_board_fits_the_window(browse, plan, viewport):
    clause = Clause.objects.get(plan=plan, number="1")
    actions.correct(clause, "title", "更正后的名称", by="test", reason="核对")
    body = clause.bodies.first().party_id
    page = browse("ecology", "/", **({"viewport": viewport} if viewport else {}))
    for path in (
        f"/board/?on={DAY}",
        f"/clauses/{clause.pk}/?on={DAY}",
        f"/clauses/{clause.pk}/correct/deadlines/",
        f"/bodies/?on={DAY}",
        f"/bodies/{body}/?on={DAY}",
        "/plans/",
        "/plans/upload/",
    ):
        page.goto(path)
        assert fits(page), path


def test_the_board_is_narrowed_down_by_its_filters(browse, plan):
    page = browse("viewer", f"/board/?on={DAY}")
    page.get_by_label("责任单位").select_option(label="县公安局")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("td.task")).to_have_text(["开展巡查"])
    page.get_by_role("link", name="清除").click()
    expect(page.locator("td.task")).to_have_count(5)
    page.locator("nav.stats a", has_text="30日内到期").click()
    expect(page.locator("td.task")).to_have_text(["完成治理"])


def test_filters_stand_in_one_line(browse, plan):
    """Browsers make a date field taller than a list; side by side that looks careless."""
    page = browse("viewer", "/board/")
    heights = page.locator(".filters select, .filters input:not([type=hidden])").evaluate_all(
        "fields => fields.map((field) => field.getBoundingClientRect().height)"
    )
    assert len(heights) > 5
    assert set(heights) == {heights[0]}
