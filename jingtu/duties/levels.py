"""Duties of governments that hold at some levels only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.occurrence import Occurrence, State

FROM_CITY_UP = frozenset({Level.CITY, Level.PROVINCE})
UP_TO_CITY = frozenset({Level.COUNTY, Level.CITY})


def at_level(body: GovernmentBody, levels: Collection[Level], found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """The occurrences where the body is of one of the levels; a person decides where its level is not known."""
    if body.level is None:
        yield Occurrence("", State.HUMAN_REVIEW, missing=("level",))
    elif body.level in levels:
        yield from found
