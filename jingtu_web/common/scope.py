"""Who may see and do what. Every page and every action asks here; no page compares roles itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from jingtu_web.common.models import Place, User

Role = User.Role
View = Callable[..., HttpResponseBase]

WHOLE_COUNTY = frozenset({Role.ADMINISTRATOR, Role.ECOLOGY})
OWN_TASKS = frozenset({Role.DEPARTMENT, Role.TOWNSHIP})


def person(request: HttpRequest) -> User:
    """The account behind a request. Pages are behind the log-in, so there is one."""
    return cast(User, request.user)


def require_role(*roles: str) -> Callable[[View], View]:
    """Only these roles may open the page; the administrator may open every page. Others get the 403 page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if person(request).role not in (Role.ADMINISTRATOR, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def is_administrator(user: User) -> bool:
    return user.role == Role.ADMINISTRATOR


def sees_exact_points(user: User) -> bool:
    """Exact coordinates and single points; everyone else gets measurements by township."""
    return user.role in WHOLE_COUNTY


def may_edit_plans(user: User) -> bool:
    """Load plans and correct what was read."""
    return user.role in WHOLE_COUNTY


def may_upload(user: User) -> bool:
    """Receive, accept and undo deliveries of laboratory results."""
    return user.role in WHOLE_COUNTY


def may_record_progress(user: User, bodies: Collection[int]) -> bool:
    """Record progress on a clause whose bodies are the parties with these ids."""
    if user.role in WHOLE_COUNTY:
        return True
    return user.role in OWN_TASKS and user.party_id in bodies


def visible_places(user: User) -> QuerySet[Place]:
    """A township sees itself and what lies below it; every other role sees all places."""
    if user.role != Role.TOWNSHIP:
        return Place.objects.all()
    if user.place is None:
        return Place.objects.none()
    return Place.objects.filter(code__startswith=user.place.stem)
