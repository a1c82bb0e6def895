"""A real Chromium against a real server; every request of every page is recorded and must stay on that server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

# Playwright's own event loop runs in this thread; the tests' database calls are still synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium): browser tests are left out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, live_server, django_user_model) -> Iterator[Callable[..., Page]]:
    """``browse(role, path, viewport)``: a page for a fresh account of that role, logged in through the form.

    When the test ends, every request that any of its pages made must have gone to the test's own server, and no page
    may have reported an error.
    """
    contexts, foreign, errors = [], [], []

    def look(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            foreign.append(request.url)

    def open_page(role: str = "ecology", path: str = "/", viewport: dict[str, int] = DESK, **fields) -> Page:
        user = django_user_model.objects.create_user(
            f"{role}-{len(contexts)}", password="a long pass phrase", role=role
        )
        django_user_model.objects.filter(pk=user.pk).update(**fields)
        context = chromium.new_context(viewport=viewport, locale="zh-CN", base_url=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.on("request", look)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto("/login/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", "a long pass phrase")
        page.click("main [type=submit]")
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
    assert errors == []
