"""The web server: granian, WSGI, a few processes; static files come from whitenoise inside them."""

from __future__ import annotations

import multiprocessing
import socket

from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4  # per process: one long upload must not hold up the others


class AddressTaken(Exception):  # noqa: N818 - a message for people, not a fault of the program
    """Nothing can be served there."""


def serve(host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM; running answers are finished first."""
    # Worker processes start afresh: a fork would inherit the locks of Polars' threads, but not the threads.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "jingtu_web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        websockets=False,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.info,
    ).serve()


def refuse_taken(host: str, port: int) -> None:
    """Raises ``AddressTaken`` where something else listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            words = _("{host}:{port} 不能使用（{problem}）。请换一个端口，例如 PORT={other}，或先停止占用它的程序。")
            other = port + 1 if port < 65535 else 8000
            raise AddressTaken(words.format(host=host, port=port, problem=problem.strerror, other=other)) from problem
