"""Taking a county out with everything that belongs to it. Meant for the example; a real county's records are kept."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from jingtu_web.common import audit
from jingtu_web.common.example_logins import EXAMPLE, example_logins, forget_example_logins
from jingtu_web.common.models import Party, Place, StoredFile, User
from jingtu_web.deliveries.models import Delivery
from jingtu_web.maps.places import BASE
from jingtu_web.plans.actions import remove_plan
from jingtu_web.plans.models import Plan
from jingtu_web.registers.samples.models import Point, Result, Sample
from jingtu_web.runs.models import Run


class CannotRemove(Exception):  # noqa: N818 - refused, like jingtu.problems.Refused
    """Nothing was removed."""


def example_is_there() -> bool:
    return Place.objects.filter(code=EXAMPLE).exists()


def example_accounts() -> set[str]:
    """The accounts made for the example, and any other bound to one of its places or bodies."""
    county = Q(place__code__startswith=EXAMPLE[:6]) | Q(party__place__code__startswith=EXAMPLE[:6])
    made = [login.username for login in example_logins()]
    return set(User.objects.filter(county | Q(username__in=made)).values_list("username", flat=True))


def remove_example(*, by: User | str) -> None:
    """Remove 沃川县. Whoever does it must not go with it; the audit trail keeps what happened."""
    if isinstance(by, User) and by.username in example_accounts():
        raise CannotRemove
    with transaction.atomic():
        _remove_records(by)
        _remove_county()
        lost = _remove_loose_files()
        audit.record("county.remove", EXAMPLE, by=by, files=len(lost))
    for file in lost:
        file.content.storage.delete(str(file.content.name))
    forget_example_logins()
    (settings.HOME / BASE).unlink(missing_ok=True)


def _remove_records(by: User | str) -> None:
    """Plans and measurements, what points to others first."""
    for plan in Plan.objects.filter(place__code__startswith=EXAMPLE[:6]):
        remove_plan(plan, by=by, reason="example removed")
    Result.objects.filter(sample__point__county__code=EXAMPLE).delete()
    Sample.objects.filter(point__county__code=EXAMPLE).delete()
    Point.objects.filter(county__code=EXAMPLE).delete()
    Delivery.objects.filter(county__code=EXAMPLE).delete()
    Run.objects.filter(county__code=EXAMPLE).update(again_of=None)
    Run.objects.filter(county__code=EXAMPLE).delete()


def _remove_county() -> None:
    User.objects.filter(username__in=example_accounts()).delete()
    Party.objects.filter(place__code__startswith=EXAMPLE[:6]).delete()
    places = Place.objects.filter(code__startswith=EXAMPLE[:6])
    superiors = Place.objects.filter(place__in=places).exclude(pk__in=places)
    superior_keys = list(superiors.values_list("pk", flat=True))
    for place in sorted(places, key=lambda place: len(place.stem), reverse=True):
        place.delete()
    # The example's city goes too, unless another county lies in it.
    Place.objects.filter(pk__in=superior_keys, place__isnull=True, party__isnull=True).delete()


def _remove_loose_files() -> list[StoredFile]:
    """Files that nothing points to any more."""
    loose = StoredFile.objects.all()
    for relation in StoredFile._meta.related_objects:
        column = relation.field.attname
        used = relation.related_model._base_manager.exclude(**{column: None}).values(column)
        loose = loose.exclude(pk__in=used)
    found = list(loose)
    loose.delete()
    return found
