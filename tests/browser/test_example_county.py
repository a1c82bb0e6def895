"""What a newcomer sees after ``make run``: every page, for every role, at a desk and on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visits

PAGES = ["/", "/board/", "/bodies/", "/plans/", "/measurements/", "/deliveries/", "/search/?q=镉", "/account/"]
ROLES = ["administrator", "ecology", "department", "township", "viewer"]
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder: the pictures of the README are taken here


@pytest.fixture
def visits(chromium, example):
    made = Visits(chromium, example.url)
    yield made
    made.end()


def fits(page: Page) -> bool:
    """Nothing reaches beyond the right edge of the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_fits_and_asks_nobody_else(visits, example, role, viewport):
    page = visits.open(*example.accounts[role], viewport=viewport)
    for path in PAGES:
        answer = page.goto(path)
        page.wait_for_load_state("networkidle")
        allowed = (200, 403) if path == "/deliveries/" else (200,)
        assert answer is not None
        assert answer.status in allowed, (path, answer.status)
        assert fits(page), path
        if answer.status == 403:  # the browser reports that answer as an error; it is the right one
            visits.errors = [error for error in visits.errors if "403" not in error]


def test_every_link_of_the_desk_leads_somewhere(visits, example):
    page = visits.open(*example.accounts["ecology"])
    links: set[str] = set()
    for path in PAGES:
        page.goto(path)
        links |= set(page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))"))
    answers = {link: page.request.get(link).status for link in sorted(links)}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_the_board_opens_a_clause_and_the_clause_its_source(visits, example):
    page = visits.open(*example.accounts["ecology"], path="/board/?on=2026-11-22")
    keep(page, "board")
    page.get_by_role("link", name="推进原铁炉冶炼厂地块风险管控工程").click()
    expect(page.get_by_role("heading", name="原文")).to_be_visible()
    expect(page.locator("main")).to_contain_text("铁炉镇人民政府")
    keep(page, "clause")


def test_the_map_draws_the_points_for_the_officer(visits, example):
    page = visits.open(*example.accounts["ecology"], path="/measurements/?on=2026-11-22")
    page.wait_for_load_state("networkidle")
    expect(page.locator("canvas.maplibregl-canvas")).to_be_visible()
    keep(page, "measurements")


def keep(page: Page, name: str) -> None:
    if SCREENSHOTS:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")
