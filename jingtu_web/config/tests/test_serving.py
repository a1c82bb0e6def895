"""One command in an empty folder: example, summary, accounts, server; a second time everything is still there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest
from django.core.management import CommandError, call_command

from jingtu_web.common.models import User

PATIENCE = 400  # seconds, for a machine with much else to do


@contextmanager
def running(home: Path, port: int) -> Iterator[tuple[subprocess.Popen, str]]:
    """``jingtu-web run`` until its first worker has started; gives the process and what it said till then."""
    environment = {**os.environ, "JINGTU_HOME": str(home), "PORT": str(port), "WORKERS": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "jingtu_web", "run"]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    guard = Timer(PATIENCE, server.kill)
    guard.start()
    try:
        said = []
        for line in server.stdout or ():
            said.append(line)
            if "Started worker" in line:
                break
        yield server, "".join(said)
    finally:
        guard.cancel()
        server.kill()
        server.communicate()


def first_answer(url: str, server: subprocess.Popen) -> str:
    """The worker says that it started a moment before it listens."""
    while server.poll() is None:
        with suppress(urllib.error.URLError), urllib.request.urlopen(url, timeout=60) as page:
            return str(page.read(), "utf-8")
    raise AssertionError("the server ended")


def accounts(said: str) -> list[str]:
    return re.findall(r"^  \w+ +[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4} .*$", said, re.MULTILINE)


class TestRun:
    def test_the_first_run_brings_everything_and_the_second_keeps_it(self, tmp_path, free_port):
        with running(tmp_path, free_port) as (server, first):
            assert "登录" in first_answer(f"http://127.0.0.1:{free_port}/login/", server)
            server.terminate()
            assert server.wait(timeout=60) == 0, "SIGTERM ends it cleanly"
        assert len(accounts(first)) == len(User.Role.values), "one account per role"
        assert "沃川县土壤污染防治2026年行动计划" in first
        assert re.search(r"已比对 \d{4} 个，未比对 \d+ 个", first)

        with running(tmp_path, free_port) as (server, second):
            server.terminate()
            assert server.wait(timeout=60) == 0
        assert "首次运行" not in second
        assert accounts(second) == accounts(first)

    def test_a_taken_port_gets_a_message(self, settings, taken_port):
        settings.PORT = taken_port
        with pytest.raises(CommandError, match=rf"127\.0\.0\.1:{taken_port}"):
            call_command("serve")
