"""The first page: what is overdue, what is due in the next 30 days, what came in, what exceeds its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import is_administrator, may_edit_plans, may_upload, person, sees_exact_points
from jingtu_web.deliveries.queries import latest_deliveries
from jingtu_web.desk import asked
from jingtu_web.plans import access, labels, queries
from jingtu_web.plans.queries import Item
from jingtu_web.plans.states import State
from jingtu_web.registers.samples.queries import exceedances

SHOWN = 8


@dataclass(frozen=True)
class Listed:
    """The first few of a list, and how many there are."""

    first: Sequence[Item]
    total: int


def home(request: HttpRequest) -> HttpResponse:
    user, on = person(request), asked.on(request)
    every = _tasks(user, on)
    newest = max((item.clause.plan.year for item in every), default=0)
    current = [item for item in every if item.clause.plan.year == newest]
    earlier = [item for item in every if item.clause.plan.year < newest]
    shown: dict[str, object] = {
        "on": on,
        "plan": current[0].clause.plan if current else None,
        "own": _own_body(user),
        "counts": [(state, labels.STATES[state], count) for state, count in queries.counts(current).items()],
        "overdue": _listed(current, State.OVERDUE),
        "due": _listed(current, State.DUE_30),
        "earlier_overdue": _listed(earlier, State.OVERDUE),
        "exceedances": exceedances(user, on),
        "exact": sees_exact_points(user),
        "deliveries": latest_deliveries(user, 5),
        "may_upload": may_upload(user),
        "may_edit": may_edit_plans(user),
        "first_steps": is_administrator(user) and not Place.objects.exists(),
    }
    return render(request, "desk/home.html", shown)


def _tasks(user: User, on: date) -> list[Item]:
    """The clauses of this year's plan and of older ones; for a department, those that name it."""
    clauses = access.visible(user).filter(plan__year__lte=on.year)
    if own := _own_body(user):
        clauses = clauses.filter(bodies__party=own).distinct()
    return queries.items(clauses.order_by("plan", "order"), on=on)


def _own_body(user: User) -> int | None:
    return user.party_id if user.role == User.Role.DEPARTMENT else None


def _listed(items: Sequence[Item], state: State) -> Listed:
    found = queries.by_urgency(item for item in items if item.state is state)
    return Listed(found[:SHOWN], len(found))
