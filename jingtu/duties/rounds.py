"""Duties that come round while plans carry them: by a day each year, or as a reminder of the platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jingtu.duties import law
from jingtu.duties.facts.subject import Days, Subject, Yearly
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import ONE_DAY, Day, Held, first_year
from jingtu.duties.spans import Span


class Stretch(NamedTuple):
    """Days on end on which something carries a duty in a place; without an end, ``last`` is None."""

    first: date
    last: date | None


def stretches(duty: str, facts: Subject) -> list[Stretch]:
    """The days on which anything carries a duty in the subject's place, as far back as its facts go."""
    found: list[Stretch] = []
    for period in sorted((one.period for one in law.binding(duty, facts.place)), key=lambda one: one.start):
        last = None if period.before is None else period.before - ONE_DAY
        if found and (found[-1].last is None or period.start <= found[-1].last + ONE_DAY):
            before = found.pop()
            last = None if last is None or before.last is None else max(last, before.last)
            found.append(Stretch(before.first, last))
        else:
            found.append(Stretch(period.start, last))
    since = facts.known_since or date.min
    return [Stretch(max(one.first, since), one.last) for one in found if one.last is None or one.last >= since]


def yearly(
    duty: str,
    facts: Subject,
    day: Day,
    month_day: tuple[int, int] | Parameter,
    records: Sequence[Yearly] | None,
    *,
    lag: int = 0,
) -> Iterator[Occurrence]:
    """By a day each year, as far back as the facts go.

    Where they do not say how far, from the first year on record on, and at least last year's and this one's.
    """
    recorded = [record.year + lag for record in records or ()]
    for first, last in stretches(duty, facts):
        if day.on < first:
            continue
        start = first
        if last is None and facts.known_since is None:
            start = max(first, date(first_year(day.on.year - 1, recorded) - 1, 12, 31))
        for found in day.annual(month_day, records, held=Held(start, last), lag=lag):
            yield found._replace(since=None)


def reminded(
    duty: str, facts: Subject, day: Day, period: Span, acts: Days | None, *, since: date | None = None
) -> Iterator[Occurrence]:
    """Again within a period that is the platform's own reminder, from ``since`` on, while anything carries the duty.

    Under plans that have an end the rounds begin with their first day and none falls due after the last. Where not
    even one round fits in, something is to be done by the last day.
    """
    for first, last in stretches(duty, facts):
        if day.on < first or (since is not None and day.on < since):
            continue
        if last is None and since is None:
            yield from day.every(period, not_outlived(acts, period, first), basis=Basis.DEFAULT)
            continue
        start = max(first, since or first)
        kept = acts_from(start, acts)
        found = list(day.every(period, kept, held=Held(start, last), basis=Basis.DEFAULT))
        if last is not None and start <= last and not found:
            found = [day.by(last, done=min(kept or (), default=None), since=start, basis=Basis.DEFAULT)]
        yield from found


def any_done(records: Iterable[Yearly]) -> list[Yearly]:
    """In such an order that the first record of a year to be done decides for it."""
    return sorted(records, key=lambda one: one.done_on or date.max, reverse=True)


def all_done(records: Iterable[Yearly]) -> list[Yearly]:
    """In such an order that the last record of a year to be done, or one not done, decides for it."""
    return sorted(records, key=lambda one: one.done_on or date.max)


def acts_from(start: date, acts: Days | None) -> Days | None:
    """What was done on a day or after it; what came before belongs to no round that is owed."""
    return None if acts is None else tuple(act for act in acts if act >= start)


def not_outlived(acts: Days | None, period: Span, first: date) -> Days | None:
    """What still held on the first day on which anything carried the duty; what had run out opens no round."""
    return None if acts is None else tuple(act for act in acts if period.after(act) >= first)


def known_days(days: Iterable[date | None] | None) -> Days | None:
    """The days that are known, out of records some of which lack theirs; None where there are no records to ask."""
    return None if days is None else tuple(one for one in days if one is not None)
