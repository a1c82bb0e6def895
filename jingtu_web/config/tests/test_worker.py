"""The worker beside the pages: it ends with them, begins anew where it fails, and cannot hold them up."""

import sys
import time

import pytest

from jingtu_web.config import worker

NOTE = "import sys, time; note = lambda text: open(sys.argv[1], 'a').write(text + chr(10)); note('begun'); "
LISTENS = NOTE + "sys.stdin.read(); note('ended')"
FAILS = NOTE
DEAF = NOTE + "time.sleep(60)"


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def instead(monkeypatch, log):
    """Another program than the worker, which writes down what happens to it."""

    def put(program: str) -> None:
        monkeypatch.setattr(worker, "COMMAND", (sys.executable, "-c", program, str(log)))
        monkeypatch.setattr(worker, "PAUSE", 0.05)

    return put


def wait_for(log, text: str, times: int = 1) -> None:
    end = time.monotonic() + 30
    while not (log.exists() and log.read_text().count(text) >= times):
        assert time.monotonic() < end, f"“{text}” was never written {times} times"
        time.sleep(0.02)


def test_it_ends_with_the_block_by_itself(instead, log):
    instead(LISTENS)
    with worker.beside():
        wait_for(log, "begun")
    assert log.read_text() == "begun\nended\n"


def test_one_that_ends_is_begun_anew(instead, log):
    instead(FAILS)
    with worker.beside():
        wait_for(log, "begun", times=2)


def test_one_that_does_not_listen_is_ended(instead, log, monkeypatch):
    instead(DEAF)
    monkeypatch.setattr(worker, "PATIENCE", 0.2)
    began = time.monotonic()
    with worker.beside():
        wait_for(log, "begun")
    assert time.monotonic() - began < 50
