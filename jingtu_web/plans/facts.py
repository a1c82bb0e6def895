"""A stored clause as plain facts for ``states``. Reads only what is already loaded."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from jingtu_web.plans import states
from jingtu_web.plans.models import Clause, Deadline, Plan, ProgressNote, Target

PERIOD = re.compile(r"P(\d+)([YM])")


def facts(clause: Clause, *, start: date, end: date) -> states.Facts:
    return states.Facts(
        dues=tuple(_due(deadline) for deadline in clause.deadlines.all()),
        goals=tuple(_goal(target) for target in clause.targets.all()),
        start=start,
        end=end,
    )


def notes(clause: Clause) -> list[states.Note]:
    """What was recorded and not withdrawn, in the order it was recorded."""
    return [_note(note) for note in clause.notes.all() if note.withdrawn_at is None]


def runs(plan: Plan, last_printed: date | None) -> tuple[date, date]:
    """The days a plan runs: from its issue to the end of its year, or to the last day it prints."""
    start = plan.issued_on if plan.issued_on and plan.issued_on.year == plan.year else date(plan.year, 1, 1)
    end = date(plan.year, 12, 31)
    return start, max(end, last_printed or end)


def months(period: str) -> int | None:
    """Months of an ISO 8601 duration in whole months or years; None for any other."""
    match = PERIOD.fullmatch(period)
    if match is None or not int(match[1]):
        return None
    return int(match[1]) * (12 if match[2] == "Y" else 1)


def _due(deadline: Deadline) -> states.Due:
    """A span after an event (within) has no day as long as the event is not recorded."""
    if deadline.kind == Deadline.Kind.EVERY:
        return states.Due(months=months(deadline.period))
    return states.Due(day=deadline.date)


def _goal(target: Target) -> states.Goal:
    return states.Goal(target.no, target.comparator, _number(target.value), by=target.by)


def _note(note: ProgressNote) -> states.Note:
    goal = note.target.no if note.target else None
    return states.Note(states.NoteKind(note.kind), note.on, due=note.due, goal=goal, value=_number(note.value))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
