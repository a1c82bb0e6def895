"""Questions about deliveries. Their files and problems show exact points: only those who see these see deliveries."""

from __future__ import annotations

from django.db.models import QuerySet

from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import may_upload, visible_places
from jingtu_web.deliveries.models import Delivery


def deliveries(user: User) -> QuerySet[Delivery]:
    """Those this person may see, newest first, without the long list of problems."""
    if not may_upload(user):
        return Delivery.objects.none()
    return Delivery.objects.select_related("county", "received_by").defer("problems", "reading")


def latest_deliveries(user: User, n: int) -> list[Delivery]:
    return list(deliveries(user)[:n])


def search_deliveries(text: str, user: User) -> QuerySet[Delivery]:
    """By name of the file or of the person who delivered it."""
    found = deliveries(user)
    return found.filter(name__icontains=text) | found.filter(received_by__username__icontains=text)


def counties(user: User) -> QuerySet[Place]:
    """The counties this person may deliver results for."""
    return visible_places(user).filter(level=Place.Level.COUNTY)
