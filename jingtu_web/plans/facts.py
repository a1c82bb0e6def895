"""A stored clause as plain facts for ``states``. Reads only what is already loaded."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from jingtu_web.plans import states
from jingtu_web.plans.models import Clause, Deadline, Plan, ProgressNote, Target

PERIOD = re.compile(r"P(\d+)([YM])")
STRETCH = re.compile(r"\d{4}-\d\d-\d\d/(\d{4}-\d\d-\d\d)")
FURTHEST = 50  # years beyond the plan's own: a later day is a slip of print or pen, and nobody counts quarters up to it
LONGEST = 120  # months; a longer period is no recurrence anybody counts
DAY_OF_LAST_MONTH = re.compile(r"(?P<last>末月)?\s*(?P<day>\d{1,2})\s*[日号](?:之前|以前|前)?")
WINDOW_END = re.compile(r"(\d{1,2})\s*月\s*(?:份?\s*(\d{1,2})\s*日)?")


def facts(clause: Clause, *, start: date, end: date) -> states.Facts:
    return states.Facts(
        dues=tuple(_due(deadline, start) for deadline in clause.deadlines.all()),
        goals=tuple(_goal(target) for target in clause.targets.all()),
        start=start,
        end=end,
    )


def notes(clause: Clause) -> list[states.Note]:
    """What was recorded and not withdrawn, in the order it was recorded."""
    return [_note(note) for note in clause.notes.all() if note.withdrawn_at is None]


def runs(plan: Plan, last_printed: date | None) -> tuple[date, date]:
    """The days a plan runs: from its issue to the end of its year, or to the last day it prints, within reason."""
    start = plan.issued_on if plan.issued_on and plan.issued_on.year == plan.year else date(plan.year, 1, 1)
    end = date(plan.year, 12, 31)
    return start, min(max(end, last_printed or end), date(plan.year + FURTHEST, 12, 31))


def months(period: str) -> int | None:
    """Months of an ISO 8601 duration in whole months or years, up to ten years; None for any other."""
    match = PERIOD.fullmatch(period)
    count = int(match[1]) * (12 if match[2] == "Y" else 1) if match else 0
    return count if 0 < count <= LONGEST else None


def _due(deadline: Deadline, start: date) -> states.Due:
    """A span after an event has no day as long as the event is not recorded; nor has what has no countable period."""
    if deadline.kind == Deadline.Kind.EVERY:
        count = months(deadline.period)
        return states.Due(months=count, until=_until(deadline.event, count))
    return states.Due(day=deadline.date or _end_of_stretch(deadline.period, start))


def _end_of_stretch(period: str, start: date) -> date | None:
    """Last day of a stretch such as ``2021-01-01/2025-12-31``. One that was over before the plan began is history."""
    match = STRETCH.fullmatch(period)
    last = date.fromisoformat(match[1]) if match else None
    return last if last and last >= start else None


def _until(window: str, count: int | None) -> tuple[int, int] | None:
    """Month of the span, and day, at which a window ends: ``20日前`` (of a month), ``末月25日前``, ``6月底前``."""
    day = DAY_OF_LAST_MONTH.fullmatch(window)
    if day and count and (count == 1 or day["last"]):
        return (count, int(day["day"])) if 1 <= int(day["day"]) <= 31 else None
    return _until_in_year(window) if count == 12 else None


def _until_in_year(window: str) -> tuple[int, int] | None:
    """Month and day at the end of a yearly window: ``11-12月``, ``6月底前``, ``6月15日前``, ``6月前``."""
    named = WINDOW_END.findall(window)
    month, day = (int(number or 0) for number in named[-1]) if named else (0, 0)
    if not 1 <= month <= 12:
        return None
    if not day and window.endswith("前") and "底" not in window and "末" not in window:
        month = month - 1 or 12
    return month, min(day or 31, monthrange(2001, month)[1])


def _goal(target: Target) -> states.Goal:
    return states.Goal(target.no, target.comparator, _number(target.value), by=target.by)


def _note(note: ProgressNote) -> states.Note:
    goal = note.target.no if note.target else None
    return states.Note(states.NoteKind(note.kind), note.on, due=note.due, goal=goal, value=_number(note.value))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
