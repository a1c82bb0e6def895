"""A real Chromium against a real server; every request of every page is recorded and must stay on that server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

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


class Visits:
    """Pages of one server, each opened by logging in; remembers where requests went and what failed."""

    def __init__(self, chromium: Browser, url: str) -> None:
        self.chromium, self.url = chromium, url
        self.contexts: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def open(self, username: str, password: str, path: str = "/", viewport: dict[str, int] = DESK) -> Page:
        context = self.chromium.new_context(viewport=viewport, locale="zh-CN", base_url=self.url)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", self._look)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.goto("/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("main [type=submit]")
        page.goto(path)
        return page

    def _look(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def end(self) -> None:
        """Every request of every page must have gone to the server itself, and no page may have reported an error."""
        for context in self.contexts:
            context.close()
        assert self.foreign == []
        assert self.errors == []


@pytest.fixture
def browse(chromium: Browser, live_server, django_user_model) -> Iterator[Callable[..., Page]]:
    """``browse(role, path, viewport)``: a page for a fresh account of that role."""
    visits = Visits(chromium, live_server.url)

    def open_page(role: str = "ecology", path: str = "/", viewport: dict[str, int] = DESK, **fields) -> Page:
        name, password = f"{role}-{len(visits.contexts)}", "a long pass phrase"
        user = django_user_model.objects.create_user(name, password=password, role=role)
        django_user_model.objects.filter(pk=user.pk).update(**fields)
        return visits.open(name, password, path, viewport)

    yield open_page
    visits.end()


@dataclass(frozen=True)
class Example:
    """The example county, served as ``make run`` serves it, with one account per role."""

    url: str
    accounts: dict[str, tuple[str, str]]


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Iterator[Example]:
    """``jingtu-web run`` in an empty folder: set up, load, compute, serve; stopped by the signal of Ctrl+C."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "JINGTU_HOME": str(home), "PORT": str(port), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "jingtu_web", "run"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in server.stdout:
        said.append(line)
        if "Started worker" in line:
            break
    threading.Thread(target=server.stdout.read, daemon=True).start()  # so that the pipe never fills
    try:
        assert server.poll() is None, "".join(said)
        listed = json.loads((home / "example_accounts.json").read_text(encoding="utf-8"))
        accounts = {entry["role"]: (entry["username"], entry["password"]) for entry in reversed(listed)}
        yield Example(f"http://127.0.0.1:{port}", accounts)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
