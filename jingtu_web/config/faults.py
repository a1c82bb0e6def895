"""The page for what goes wrong inside: busy where the database is held by another act, else a fault of the program."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

RETRY_AFTER = "60"  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """SQLite has one writer at a time, and gives up waiting for it after the time that the settings name."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError) and "locked" in str(fault):
        busy = render(request, "503.html", status=503)
        busy.headers["Retry-After"] = RETRY_AFTER
        return busy
    return defaults.server_error(request)
