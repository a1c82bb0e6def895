"""Calculations in a real browser: asked for, watched, drawn; with the real worker of ``jingtu-web run``."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from examples.wochuan.farmland import write_farmland_units
from examples.wochuan.generate import SEED
from examples.wochuan.soil import soil_points
from jingtu_web.common.models import User
from jingtu_web.runs.actions import ask
from jingtu_web.runs.models import Run
from jingtu_web.runs.tests.made import ENOUGH, asked, fitting
from tests.browser.conftest import DESK, PHONE, Example, Visits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_once(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def visits(chromium: Browser, example: Example) -> Iterator[Visits]:
    found = Visits(chromium, example.url)
    yield found
    found.end()


def test_from_the_log_in_to_a_finished_map_with_the_real_worker(visits: Visits, example: Example):
    page = visits.open(*example.accounts["ecology"], "/")
    page.get_by_role("link", name="计算与模型").click()
    page.get_by_role("link", name="新的计算").click()
    page.get_by_role("link", name="含量空间分布").click()
    page.get_by_label("检测项目").select_option("cadmium")
    page.get_by_label("说明").fill("全县土壤镉")
    page.get_by_role("button", name="开始计算").click()
    expect(page.get_by_role("link", name="下载工作簿")).to_be_visible(timeout=120_000)
    expect(page.locator("[data-drawn='variogram']")).to_be_visible()
    expect(page.locator("#run-map[data-drawn='estimate']")).to_be_visible(timeout=30_000)
    expect(page.locator("#map-legend li")).to_have_count(6)
    page.get_by_label("图层").select_option("probability_screening")
    expect(page.locator("#run-map[data-drawn='probability_screening']")).to_be_visible()
    page.get_by_label("图层").select_option("category")
    expect(page.locator("#run-map[data-drawn='category']")).to_be_visible()
    expect(page.locator("#map-legend li").first).to_have_text("不高于筛选值")
    page.get_by_role("button", name="重新计算").click()
    expect(page.get_by_text("逐字节相同")).to_be_visible(timeout=120_000)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_farmland_units_are_uploaded_classed_and_drawn(visits: Visits, example: Example, tmp_path, viewport):
    outlines = tmp_path / "farmland_units.geojson"
    write_farmland_units(outlines, soil_points(SEED))
    page = visits.open(*example.accounts["ecology"], "/runs/new/farmland/", viewport=viewport)
    page.get_by_label("评价单元清单").set_input_files(outlines)
    page.get_by_role("button", name="开始计算").click()
    expect(page.locator("#run-map[data-drawn='units']")).to_be_visible(timeout=60_000)
    expect(page.locator("#map-legend li").first).to_have_text("优先保护类；点位：一类、不超标")
    expect(page.locator("[data-drawn='categories']")).to_have_count(2)
    expect(page.get_by_role("table", name="与上一轮相比的变化")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def finished(kind: str, **given) -> Run:
    officer = User.objects.create_user("before", role=User.Role.ECOLOGY)
    return ask(asked(kind, fitting(kind), **(ENOUGH.get(kind, {}) | given)), by=officer)


@pytest.mark.parametrize(
    ("kind", "given", "drawn"),
    [
        ("statistics", {}, ["histogram", "boxes"]),
        ("indices", {}, ["factors", "grades"]),
        ("mean", {}, ["limits"]),
        ("sources", {}, ["profiles", "contributions"]),
        ("surface", {"cell": 250.0}, ["variogram"]),
        ("risk", {}, ["shares", "tornado"]),
        ("risk_draws", {}, ["drawn_cancer", "drawn_hazard"]),
    ],
)
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_every_chart_is_drawn_and_fits(browse: Callable[..., Page], kind, given, drawn, viewport):
    run = finished(kind, **given)
    page = browse("ecology", f"/runs/{run.pk}/", **({"viewport": viewport} if viewport else {}))
    for chart in drawn:
        expect(page.locator(f"[data-drawn='{chart}']")).to_be_visible()
    width = page.evaluate("window.innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_map_of_categories_has_its_own_legend_and_the_places_to_sample_next(browse: Callable[..., Page]):
    run = finished("surface", cell=250.0, limit=0.2, limit_upper=0.3, next=4)
    page = browse("ecology", f"/runs/{run.pk}/")
    page.get_by_label("图层").select_option("category")
    expect(page.locator("#run-map[data-drawn='category']")).to_be_visible()
    legend = page.locator("#map-legend li")
    expect(legend).to_have_text(["不超过比较值", "超过比较值、不超过较高比较值", "超过较高比较值"])
    places = page.locator(".next-place")
    expect(places).to_have_text(["1", "2", "3", "4"])
    page.get_by_label("显示建议点位").uncheck()
    expect(places.first).to_be_hidden()
    page.get_by_label("图层").select_option("estimate")
    expect(legend).to_have_count(6)


LINES = """element => {
    const chart = echarts.getInstanceByDom(element);
    const dashed = chart.getZr().storage.getDisplayList().filter((one) => one.style.lineDash);
    const drawn = dashed.filter((one) => one.shape.x1 && one.shape.x1 === one.shape.x2).map((one) => one.shape.x1);
    return drawn.map((x) => chart.convertFromPixel({ xAxisIndex: 0 }, x));
}"""


def test_a_line_at_a_small_number_stands_where_it_belongs(browse: Callable[..., Page]):
    """A chart that rounds to two decimals draws a millionth at zero."""
    run = finished("risk_draws")
    page = browse("ecology", f"/runs/{run.pk}/")
    chart = page.locator("[data-drawn='drawn_cancer']")
    expect(chart).to_be_visible()
    assert pytest.approx(1e-6, rel=0.02) in chart.evaluate(LINES)


def test_an_open_run_shows_its_progress_and_ends_by_itself(browse: Callable[..., Page], settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    run = finished("statistics")
    page = browse("ecology", f"/runs/{run.pk}/")
    expect(page.get_by_text("排队中")).to_be_visible()
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, progress=40)
    expect(page.get_by_role("progressbar", name="进度")).to_have_attribute("value", "40")
    page.get_by_role("button", name="取消计算").click()
    expect(page.get_by_text("正在停止")).to_be_visible()
    Run.objects.filter(pk=run.pk).update(state=Run.State.CANCELLED)
    expect(page.get_by_role("button", name="重新计算")).to_be_visible()
