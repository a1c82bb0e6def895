"""One search box over clauses, bodies, deliveries and points, each as far as the role may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jingtu_web.common.scope import person
from jingtu_web.deliveries.queries import search_deliveries
from jingtu_web.plans.queries import bodies_seen_by, search_bodies, search_clauses
from jingtu_web.registers.samples.queries import search_points

SHOWN = 20
LONGEST = 60


@dataclass(frozen=True)
class Hits:
    """The first hits of a group; ``more``: there are further ones."""

    first: Sequence[Any]
    more: bool


def search(request: HttpRequest) -> HttpResponse:
    user = person(request)
    text = "".join(letter for letter in request.GET.get("q", "") if letter.isprintable()).strip()[:LONGEST]
    if not text:
        return render(request, "desk/search.html", {"q": ""})
    shown = {
        "q": text,
        "clauses": _hits(search_clauses(text, user)),
        "bodies": _hits(search_bodies(text).filter(pk__in=bodies_seen_by(user))),
        "deliveries": _hits(search_deliveries(text, user)),
        "points": _hits(search_points(text, user)),
    }
    return render(request, "desk/search.html", {**shown, "limit": SHOWN, "none": not _any(shown)})


def _hits(found: QuerySet[Any]) -> Hits:
    first = list(found[: SHOWN + 1])
    return Hits(first[:SHOWN], len(first) > SHOWN)


def _any(shown: dict[str, Any]) -> bool:
    return any(group.first for group in shown.values() if isinstance(group, Hits))
