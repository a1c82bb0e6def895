"""Times every page of the desk on the example county, as the ecology officer sees it.

    python bench/pages.py [--rounds 40]

A real server with the example county in a folder of its own, one reader, one request at a time. For each address:
median, 95th percentile and longest time, and the median against its peer, the log-in page of the same server in the
same run (middleware, session and template without any data). The promise is a 95th percentile under 200 ms.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

PEER = "/login/"
PAGES = [
    "/",
    "/board/",
    "/bodies/",
    "/plans/",
    "/measurements/",
    "/deliveries/",
    "/search/?q=" + urllib.parse.quote("镉"),
    "/account/",
    "/layers/places.geojson",
    "/layers/base.geojson",
    "/layers/points.geojson",
    "/layers/townships.geojson",
]
LISTED = {  # one address of each kind, taken from the page that lists them
    "/board/": r"/clauses/\d+/",
    "/bodies/": r"/bodies/\d+/",
    "/deliveries/": r"/deliveries/[0-9a-f-]{36}/",
    "/plans/": r"/plans/\d+/division\.(?:docx|xlsx)",
}
READY_WITHIN = 120


class Reader:
    """One browser's worth of cookies on one kept connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        body = urllib.parse.urlencode(form) if form else None
        self.connection.request("POST" if form else "GET", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        elapsed = time.perf_counter() - started
        for value in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, content, elapsed

    def log_in(self, username: str, password: str) -> None:
        _, page, _ = self.ask(PEER)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, "the log-in page has no form"
        form = {"csrfmiddlewaretoken": token[1].decode(), "username": username, "password": password}
        status, _, _ = self.ask(PEER, form)
        assert status == 302, f"log-in answered {status}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        environment = {**os.environ, "JINGTU_HOME": home, "PORT": str(port), "DATABASE_URL": ""}
        server = subprocess.Popen(
            [sys.executable, "-m", "jingtu_web", "run"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            report(port, Path(home), rounds)
        finally:
            server.terminate()
            server.wait(30)


def report(port: int, home: Path, rounds: int) -> None:
    reader, stranger = Reader(port), Reader(port)
    accounts = json.loads((home / "example_accounts.json").read_text(encoding="utf-8"))
    officer = next(account for account in accounts if account["role"] == "ecology")
    reader.log_in(officer["username"], officer["password"])
    pages = [*PAGES, *found(reader)]
    times: dict[str, list[float]] = {page: [] for page in [PEER, *pages]}
    for turn in range(rounds + 2):
        for page, taken in times.items():
            status, _, elapsed = (stranger if page == PEER else reader).ask(page)
            assert status == 200, f"{page} answered {status}"
            if turn >= 2:  # two rounds to warm up every worker
                taken.append(elapsed * 1000)
    peer = statistics.median(times[PEER])
    print(f"{'page':<52}{'median ms':>10}{'p95 ms':>9}{'max ms':>9}{'× peer':>8}")
    for page, taken in sorted(times.items(), key=lambda item: -statistics.median(item[1])):
        p95 = statistics.quantiles(taken, n=20)[-1]
        middle = statistics.median(taken)
        print(f"{urllib.parse.unquote(page):<52}{middle:>10.1f}{p95:>9.1f}{max(taken):>9.1f}{middle / peer:>8.1f}")


def found(reader: Reader) -> list[str]:
    addresses = []
    for page, pattern in LISTED.items():
        links = sorted(set(re.findall(pattern, reader.ask(page)[1].decode())))
        assert links, f"{page} links to nothing like {pattern}"
        addresses.append(links[0])
    return addresses


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(READY_WITHIN * 4):
        try:
            if Reader(port).ask(PEER)[0] == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"The server did not answer within {READY_WITHIN} s.")


if __name__ == "__main__":
    main()
