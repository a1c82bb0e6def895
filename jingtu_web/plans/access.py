"""Which clauses an account sees and may act upon. What a role may do stands in ``common.scope``."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jingtu_web.common import scope
from jingtu_web.common.models import User
from jingtu_web.plans.models import Clause


def visible(user: User) -> QuerySet[Clause]:
    """A township sees what it is named for and what is asked of every township; everyone else sees all clauses."""
    if user.role != User.Role.TOWNSHIP:
        return Clause.objects.all()
    own = Q(bodies__townships=True)
    if user.party_id:
        own |= Q(bodies__party=user.party_id)
    return Clause.objects.filter(pk__in=Clause.objects.filter(own).values("pk"))


def may_record(user: User, clause: Clause) -> bool:
    """Progress: the county's officers on every clause, a department or township on clauses that name it."""
    bodies = {body.party_id for body in clause.bodies.all()}
    if user.role == User.Role.TOWNSHIP and any(body.townships for body in clause.bodies.all()):
        bodies.add(user.party_id or 0)
    return scope.may_record_progress(user, bodies)


def may_close(user: User) -> bool:
    """Recording a fulfilment, or taking one back, is for the county's officers, who keep the board."""
    return scope.may_edit_plans(user)
