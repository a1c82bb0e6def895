"""Which duties about groundwater concern which kinds of places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from jingtu.duties.facts.groundwater_place import GroundwaterPlace, PlaceKind
from jingtu.duties.known import review
from jingtu.duties.occurrence import Occurrence

STORES = frozenset({PlaceKind.LANDFILL, PlaceKind.TAILINGS_POND, PlaceKind.HAZARDOUS_WASTE_SITE})
"""What goes on endangering groundwater when it is closed."""
WATCHED = STORES | {PlaceKind.CHEMICAL_ENTERPRISE, PlaceKind.CHEMICAL_PARK, PlaceKind.MINE}
"""What the law calls on to have monitoring wells."""
ENTERPRISES = WATCHED | {PlaceKind.PETROL_STATION, PlaceKind.OTHER_ENTERPRISE}


def of_kind(place: GroundwaterPlace, kinds: Collection[PlaceKind], found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """The occurrences where the place is of one of the kinds; a person decides where its kind is not known."""
    if place.kind is None:
        yield review("kind")
    elif place.kind in kinds:
        yield from found
