"""What the query string asks for. What makes no sense is left out, never an error: these are links people edit."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def on(request: HttpRequest) -> date:
    """The day the page is computed for: ``?on=2026-11-22``, else today."""
    return day(request, "on") or today()


def today() -> date:
    return timezone.localdate()


def day(request: HttpRequest, name: str) -> date | None:
    try:
        asked = parse_date(request.GET.get(name, ""))
    except ValueError:  # well formed, no such day
        return None
    return asked if asked and EARLIEST <= asked <= LATEST else None


def number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def without(request: HttpRequest, *names: str) -> str:
    """The query string without these, for links that set them anew."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
