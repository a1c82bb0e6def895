"""The plan board: every clause of a plan with its bodies, dates, targets and state for a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jingtu_web.common.scope import may_edit_plans, person
from jingtu_web.desk import asked
from jingtu_web.plans import labels, queries
from jingtu_web.plans.models import ClauseBody, Plan
from jingtu_web.plans.queries import Item, Wanted

PER_PAGE = 50


def board(request: HttpRequest) -> HttpResponse:
    user, on = person(request), asked.on(request)
    plans = list(queries.plans())
    plan = _asked_plan(request, plans, on)
    if plan is None:
        return render(request, "desk/board_empty.html", {"may_edit": may_edit_plans(user)})
    every = queries.board(plan, user, on=on)
    wanted = _wanted(request)
    found = queries.narrowed(every, wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown: dict[str, object] = {
        "plan": plan,
        "plans": plans,
        "on": on,
        "counts": [(state, labels.STATES[state], count) for state, count in queries.counts(every).items()],
        "total": len(every),
        "found": len(found),
        "page": page,
        "groups": _grouped(page.object_list),
        "wanted": wanted,
        "choices": _choices(every),
        "query_without_state": asked.without(request, "state", "page"),
        "query_without_page": asked.without(request, "page"),
        "may_edit": may_edit_plans(user),
    }
    return render(request, "desk/board.html", shown)


def _asked_plan(request: HttpRequest, plans: Sequence[Plan], on: date) -> Plan | None:
    """The plan asked for; else the newest that is not of a year still to come; else the newest."""
    if number := asked.number(request, "plan"):
        named = [plan for plan in plans if plan.pk == number]
        if not named:
            raise Http404
        return named[0]
    current = [plan for plan in plans if plan.year <= on.year]
    return next(iter(current or plans), None)


def _wanted(request: HttpRequest) -> Wanted:
    get = request.GET.get
    return Wanted(
        body=asked.number(request, "body"),
        role=get("role", ""),
        chapter=get("chapter", ""),
        state=get("state", ""),
        before=asked.day(request, "before"),
        text=get("q", "").strip(),
    )


def _choices(items: Iterable[Item]) -> dict[str, object]:
    """What the filters offer: only what occurs in the plan."""
    clauses = [item.clause for item in items]
    parties = {body.party_id: body.party.name for clause in clauses for body in clause.bodies.all()}
    return {
        "bodies": sorted(parties.items(), key=lambda pair: pair[1]),
        "chapters": list(
            dict.fromkeys(name for clause in clauses for name in (clause.chapter, clause.section) if name)
        ),
        "states": labels.STATES.items(),
        "roles": ClauseBody.Role.choices,
    }


def _grouped(items: Iterable[Item]) -> list[tuple[str, str, list[Item]]]:
    """Chapter, section and their clauses, in the order of the plan."""
    groups = groupby(items, key=lambda item: (item.clause.chapter, item.clause.section))
    return [(chapter, section, list(members)) for (chapter, section), members in groups]
