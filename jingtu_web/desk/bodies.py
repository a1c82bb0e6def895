"""What each department must do: the list of bodies, and one body's tasks by day across the plans of a year."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingtu_web.common.models import Party, Place, User
from jingtu_web.common.scope import may_edit_plans, person, require_role
from jingtu_web.desk import asked
from jingtu_web.plans import actions, labels, queries
from jingtu_web.plans.models import ClauseBody, Plan

PER_PAGE = 50


def bodies(request: HttpRequest) -> HttpResponse:
    user, on = person(request), asked.on(request)
    years = queries.years()
    year = _year(request, years)
    text = request.GET.get("q", "").strip()
    loads = [load for load in queries.loads(user, year=year, on=on) if text.casefold() in load.party.name.casefold()]
    page = Paginator(loads, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "years": years,
        "year": year,
        "on": on,
        "text": text,
        "page": page,
        "roles": ClauseBody.Role,
        "may_edit": may_edit_plans(user),
        "query_without_page": asked.without(request, "page"),
    }
    return render(request, "desk/bodies.html", shown)


@require_role(User.Role.ECOLOGY)
@require_POST
def relink(request: HttpRequest) -> HttpResponse:
    """Look printed names up again, after the list of bodies was completed."""
    places = Place.objects.filter(pk__in=Plan.objects.values("place")).defer("outline")
    changed = sum(actions.relink_bodies(place, by=person(request)) for place in places)
    messages.success(request, _("已按单位名称和别名重新对应，%(count)s 处有变化。") % {"count": changed})
    return redirect("bodies")


def body(request: HttpRequest, pk: int) -> HttpResponse:
    user, on = person(request), asked.on(request)
    party = get_object_or_404(Party.objects.filter(pk__in=queries.bodies_seen_by(user)), pk=pk)
    years = queries.years(party)
    year = _year(request, years)
    found = queries.tasks_of(party, user, year=year, on=on)
    wanted = request.GET.get("state", "")
    page = Paginator([item for item in found if wanted in ("", item.state)], PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "party": party,
        "years": years,
        "year": year,
        "on": on,
        "counts": [(state, labels.STATES[state], count) for state, count in queries.counts(found).items()],
        "total": len(found),
        "state": wanted,
        "page": page,
        "query_without_state": asked.without(request, "state", "page"),
        "query_without_page": asked.without(request, "page"),
        "may_edit": may_edit_plans(user),
    }
    return render(request, "desk/body.html", shown)


def _year(request: HttpRequest, years: Sequence[int]) -> int:
    """The year asked for; else the newest with a plan that is not still to come; else this year."""
    day = asked.on(request)
    asked_for = asked.number(request, "year")
    if asked_for is not None and asked_for in years:
        return asked_for
    return next((year for year in years if year <= day.year), years[0] if years else day.year)
