"""The worker beside the pages: started with them, ended with them, begun anew where it ends by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

COMMAND = (sys.executable, "-m", "jingtu_web", "work", "--attached")
PAUSE = 5.0  # seconds before a worker that ended is begun anew
PATIENCE = 15.0  # seconds it has to put its run back


@contextmanager
def beside() -> Iterator[None]:
    """A worker runs as long as the block."""
    ended = Event()
    first = _begin()
    keeper = Thread(target=_keep, args=(first, ended), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _begin() -> subprocess.Popen[bytes]:
    """Its input is a pipe of ours: it closes with this process, however that ends, and the worker ends with it."""
    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE)


def _keep(worker: subprocess.Popen[bytes], ended: Event) -> None:
    while not ended.wait(0.2):
        if worker.poll() is not None and not ended.wait(PAUSE):
            worker = _begin()
    _end(worker)


def _end(worker: subprocess.Popen[bytes]) -> None:
    if worker.stdin:
        worker.stdin.close()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
