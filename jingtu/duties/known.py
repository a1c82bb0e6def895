"""What is known of events and facts on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeGuard

from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis

PLACEHOLDERS = frozenset({"records", "event_day", "due_day"})
"""What the forms of deadlines call the fact that they miss, since they do not know its field."""


def happened(event: date | None, on: date) -> TypeGuard[date]:
    """Whether an event is known and lies on a day or before it."""
    return event is not None and event <= on


def review(
    *missing: str, about: str = "", since: date | None = None, basis: Basis = Basis.STATED, soft: bool = False
) -> Occurrence:
    """An occurrence that a person must judge, since these fields are not known."""
    return Occurrence(about, State.HUMAN_REVIEW, since, basis=basis, soft=soft, missing=missing)


def naming(field: str, found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """The same occurrences, calling a missing event, due day or list of records by its field."""
    for one in found:
        if PLACEHOLDERS.isdisjoint(one.missing):
            yield one
        else:
            yield one._replace(missing=tuple(field if name in PLACEHOLDERS else name for name in one.missing))
