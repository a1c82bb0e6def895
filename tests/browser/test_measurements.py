"""From a laboratory's workbook to the map: upload, problems, acceptance, verdicts, chart, point."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jingtu_web.common.models import User
from jingtu_web.deliveries import actions
from jingtu_web.deliveries.tests import files
from jingtu_web.registers.samples.tests.frames import county_with_two_towns
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def workbook(tmp_path) -> Path:
    return files.workbook(tmp_path / "检测结果.xlsx", (*files.GOOD, files.NEGATIVE))


@pytest.fixture
def stored(workbook) -> None:
    officer = User.objects.create_user("before", role=User.Role.ECOLOGY)
    receipt = actions.receive(workbook, county=county_with_two_towns(), options={}, by=officer)
    actions.accept(receipt.delivery, clean_only=True, by=officer)


def test_a_workbook_becomes_verdicts_on_a_map(browse: Callable[..., Page], workbook):
    county_with_two_towns()
    page = browse("ecology", "/deliveries/new/")
    page.get_by_label("检测结果文件").set_input_files(workbook)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="查看单元格").first.click()
    expect(page.locator("td.marked")).to_have_text("-3")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="仅接收无错误的行").click()
    expect(page.get_by_text("检测结果已入库。")).to_be_visible()
    page.get_by_role("link", name="查看评价结果").click()
    expect(page.locator("table.data tbody tr")).to_have_count(2)
    expect(page.locator("table.data .badge").first).to_have_text("高于筛选值")
    expect(page.locator("#map[data-drawn='2']")).to_be_visible()
    expect(page.locator("#distribution[data-drawn='lead 1']")).to_be_visible()


def test_the_chart_follows_the_substance_and_draws_the_limits(browse: Callable[..., Page], stored):
    page = browse("ecology", "/measurements/")
    page.get_by_role("combobox", name="检测项目").last.select_option("cadmium")
    expect(page.locator("#distribution[data-drawn='cadmium 2']")).to_be_visible()
    expect(page.locator("#chart-limits")).to_contain_text("筛选值 0.3、0.4 mg/kg")
    page.get_by_label("图形").select_option("ecdf")
    page.get_by_label("对数坐标").check()
    expect(page.locator("#distribution canvas")).to_have_count(1)


def test_a_skewed_substance_begins_with_a_logarithmic_axis(browse: Callable[..., Page], stored):
    page = browse("ecology", "/measurements/")
    distribution = {"detected": [0.1] * 9 + [4.0], "nondetect": [], "limits": [], "unit": "mg/kg", "name": "镉"}
    page.route("**/distribution.json*", lambda route: route.fulfill(json={"edition": "", **distribution}))
    page.reload()
    expect(page.get_by_label("对数坐标")).to_be_checked()
    distribution["detected"] = [0.0, 0.1, 4.0]
    page.reload()
    expect(page.get_by_label("对数坐标")).to_be_disabled()


def test_no_limit_of_the_chart_covers_another(browse: Callable[..., Page], stored):
    page = browse("ecology", "/measurements/")
    rows = page.evaluate(
        """async () => (await import("/static/desk/distribution_scale.js")).levels(
            [1, 2, 2, 3, 4, 50], { from: 0, to: 100, log: false, width: 400 })"""
    )
    assert rows == [0, 1, 1, 2, None, 0]


def test_a_point_on_the_map_tells_its_results(browse: Callable[..., Page], stored):
    page = browse("ecology", "/measurements/")
    page.locator("#map[data-drawn='2']").scroll_into_view_if_needed()
    box = page.locator("#map").bounding_box()
    assert box
    # The county is twice as wide as high and fills the width, less 20 pixels a side; S1 stands at a quarter of it.
    page.mouse.click(box["x"] + 20 + (box["width"] - 40) / 4, box["y"] + box["height"] / 2)
    expect(page.locator(".maplibregl-popup")).to_contain_text("铅 150 mg/kg")
    page.locator(".maplibregl-popup").get_by_role("link", name="S1").click()
    expect(page.get_by_role("heading", name="点位 S1")).to_be_visible()


def test_others_get_townships_and_no_point(browse: Callable[..., Page], stored):
    page = browse("viewer", "/measurements/")
    expect(page.get_by_role("heading", name="乡镇汇总图")).to_be_visible()
    expect(page.locator("#map[data-drawn='2']")).to_be_visible()
    assert "S1" not in page.locator("main").inner_text()


def test_it_fits_a_phone(browse: Callable[..., Page], stored):
    page = browse("ecology", "/measurements/", PHONE)
    expect(page.locator("#map[data-drawn]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
