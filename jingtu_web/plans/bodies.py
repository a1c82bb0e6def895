"""Which body of the list a printed name means. A name that nobody lists yet becomes an entry of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from jingtu_web.common.models import Party, Place

LONGEST = 120  # Party.name
LEVELS = "县区市州旗"


class BodyList:
    """The bodies of a place, by every name they go by."""

    def __init__(self, place: Place) -> None:
        self.place = place
        known = list(Party.objects.filter(Q(place__code__startswith=place.stem) | Q(place=None)).order_by("id"))
        self.by_name = {party.name: party for party in known}
        # What somebody said a name means goes before an entry that merely bears it.
        self.by_name |= {name: party for party in known for name in _other_names(party)}

    def find_or_add(self, *names: str) -> Party:
        """The body that goes by one of the names, the best known first; else a new entry under that first name.

        A name may leave out the level a list names once: 国土局 in “区环保局、国土局” is 区国土局.
        """
        asked = [name[:LONGEST] for name in names if name]
        for name in (*asked, *(level + name for name in asked for level in LEVELS)):
            if party := self.by_name.get(name):
                return party
        party = Party.objects.create(name=asked[0], place=self.place)
        self.by_name[asked[0]] = party
        return party


def _other_names(party: Party) -> Iterable[str]:
    return (name for name in (party.short_name, *party.aliases) if name)
