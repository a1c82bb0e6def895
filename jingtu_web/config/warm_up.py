"""Done when a server process starts, so that its first reader does not wait for it."""

from __future__ import annotations

import gc
from threading import Thread

from django.db import DatabaseError, connection
from django.urls import get_resolver
from django.utils import timezone

from jingtu_web.registers.samples import queries


def begin() -> Thread:
    """Import every page now, before any reader; compare the results beside the first readers."""
    _ = get_resolver().url_patterns
    thread = Thread(target=_assess_and_disconnect, name="warm-up", daemon=True)
    thread.start()
    return thread


def assess_today() -> None:
    """What the first page and the measurements show to most: kept by the process that computed it."""
    try:
        queries.judged(queries.Scope(), on=timezone.localdate())
    except DatabaseError:
        return  # the tables are not there yet: the pages say so


def _assess_and_disconnect() -> None:
    try:
        assess_today()
    finally:
        connection.close()
        # What is loaded by now stays loaded. A full collection walked through it in the middle of every dozenth answer:
        # 100 ms and more, on a page of 32 ms.
        gc.collect()
        gc.freeze()
