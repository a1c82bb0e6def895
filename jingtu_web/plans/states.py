"""The state of a clause on a day: a pure function of its dates and of what has been recorded.

Nothing is done because somebody says so in a status field: *fulfilled* needs a recorded fulfilment that no recorded
value contradicts, and where nothing can be computed the answer is *no data*.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

SOON = timedelta(days=30)
SHORTEST_FIRST_SPAN = timedelta(days=30)  # a plan issued on 20 March asks for nothing by the end of the first quarter


class State(StrEnum):
    """Most urgent first: a clause that owes several things stands where the most urgent of them stands."""

    OVERDUE = "overdue"
    DUE_30 = "due_30"
    LATER = "later"
    RECURRING = "recurring"
    IN_PROGRESS = "in_progress"
    NO_DATA = "no_data"
    FULFILLED = "fulfilled"


class Timing(StrEnum):
    PAST = "past"
    SOON = "soon"
    FAR = "far"
    UNDATED = "undated"


class Met(StrEnum):
    """A recorded value against a printed number."""

    MET = "met"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"  # “左右”: the plan prints no tolerance
    NO_DATA = "no_data"


class NoteKind(StrEnum):
    PROGRESS = "progress"
    FULFILLED = "fulfilled"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Due:
    """One thing owed: by ``day``, or again in every span of ``months``; without both, some time.

    ``until`` is the month of the span (of a year: the calendar's) and the day by which each turn is due, where that is
    not its end: 每年6月底前 is (6, 30), 每月20日前 is (1, 20), 每季度末月25日前 is (3, 25).
    """

    day: date | None = None
    months: int | None = None
    until: tuple[int, int] | None = None


@dataclass(frozen=True)
class Goal:
    """A number the clause prints. ``value`` is None where it points to a number a superior sets."""

    no: int
    comparator: str
    value: Decimal | None
    by: date | None = None


@dataclass(frozen=True)
class Note:
    """What was recorded. ``due`` names the deadline it is about (None: the whole clause)."""

    kind: NoteKind
    on: date
    due: date | None = None
    goal: int | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class Facts:
    """What a clause asks for, within the days its plan runs (both included)."""

    dues: tuple[Due, ...]
    goals: tuple[Goal, ...]
    start: date
    end: date


@dataclass(frozen=True)
class Measured:
    met: Met
    value: Decimal | None = None
    on: date | None = None


@dataclass(frozen=True)
class Standing:
    """The state, the day that decides it, and what the recorded values say of each printed number."""

    state: State
    due: date | None
    measured: tuple[Measured, ...]


# (comes round again?, satisfied?, when?) -> state
STATES: dict[tuple[bool, bool, Timing], State] = {
    (False, True, Timing.PAST): State.FULFILLED,
    (False, True, Timing.SOON): State.FULFILLED,
    (False, True, Timing.FAR): State.FULFILLED,
    (False, True, Timing.UNDATED): State.FULFILLED,
    (False, False, Timing.PAST): State.OVERDUE,
    (False, False, Timing.SOON): State.DUE_30,
    (False, False, Timing.FAR): State.LATER,
    (False, False, Timing.UNDATED): State.NO_DATA,
    (True, True, Timing.PAST): State.RECURRING,
    (True, True, Timing.SOON): State.RECURRING,
    (True, True, Timing.FAR): State.RECURRING,
    (True, True, Timing.UNDATED): State.RECURRING,
    (True, False, Timing.PAST): State.OVERDUE,
    (True, False, Timing.SOON): State.DUE_30,
    (True, False, Timing.FAR): State.RECURRING,
    (True, False, Timing.UNDATED): State.NO_DATA,
}
URGENCY = {state: rank for rank, state in enumerate(State)}
COMPARE = {">=": operator.ge, "<=": operator.le, "=": operator.eq, ">": operator.gt, "<": operator.lt}


def standing(facts: Facts, notes: Iterable[Note], *, on: date) -> Standing:
    """Where the clause stands on the day, counting what was recorded up to and including it."""
    told = sorted((note for note in notes if note.on <= on), key=lambda note: note.on)
    measured = tuple(measure(goal, told) for goal in facts.goals)
    numbers = [_owed_number(goal, seen, told, on) for goal, seen in zip(facts.goals, measured, strict=True)]
    owed = [_owed(due, facts, told, on) for due in facts.dues] + [item for item in numbers if item]
    # A clause that prints no day at all is still owed some time.
    state, due = min(
        owed or [_once(None, told, on, held_back=False)], key=lambda item: (URGENCY[item[0]], item[1] or date.max)
    )
    if state is State.NO_DATA and told:
        state = State.IN_PROGRESS
    return Standing(state, due, measured)


def days(facts: Facts, *, on: date) -> list[date]:
    """The days a record can be about: each day owed, and the end of each span that has begun."""
    once = [due.day for due in facts.dues] + [goal.by for goal in facts.goals]
    turns = [turn for due in facts.dues if due.months for turn in spans(due, facts)]
    ends = [turn.due for turn in turns if turn.first <= on]
    return sorted({day for day in once if day} | set(ends))


def measure(goal: Goal, notes: Sequence[Note]) -> Measured:
    """The newest recorded value against the printed number; the full value is compared."""
    values = [note for note in notes if note.goal == goal.no and note.value is not None]
    if not values:
        return Measured(Met.NO_DATA)
    newest = values[-1]
    return Measured(_met(goal, newest.value), newest.value, newest.on)


def _met(goal: Goal, value: Decimal | None) -> Met:
    if goal.value is None or value is None:
        return Met.NO_DATA
    if goal.comparator not in COMPARE:
        return Met.UNDECIDED
    return Met.MET if COMPARE[goal.comparator](value, goal.value) else Met.NOT_MET


Item = tuple[State, date | None]


def _owed(due: Due, facts: Facts, notes: Sequence[Note], on: date) -> Item:
    if due.months is None:
        return _once(due.day, notes, on, held_back=False)
    return _again(spans(due, facts), notes, on)


def _owed_number(goal: Goal, seen: Measured, notes: Sequence[Note], on: date) -> Item | None:
    """A printed number is owed by its day; one without a day, until it is met."""
    if goal.by is None and seen.met is Met.MET:
        return None
    return _once(goal.by, notes, on, held_back=seen.met is Met.NOT_MET)


def _once(day: date | None, notes: Sequence[Note], on: date, *, held_back: bool) -> Item:
    satisfied = closed(day, notes) and not held_back
    return STATES[False, satisfied, timing(day, on)], day


def closed(day: date | None, notes: Sequence[Note]) -> bool:
    """Whether the last word on this deadline, or on the whole clause, was that it is fulfilled."""
    words = [note.kind for note in notes if note.kind is not NoteKind.PROGRESS and note.due in (None, day)]
    return bool(words) and words[-1] is NoteKind.FULFILLED


def _again(turns: Sequence[Turn], notes: Sequence[Note], on: date) -> Item:
    """The oldest turn past its day without a record, else the newest that has begun.

    Fulfilled as a whole only by a record about the whole clause, and only until the next turn begins.
    """
    begun = [turn for turn in turns if turn.first <= on]
    if not begun:
        return State.LATER, turns[0].due if turns else None
    open_turns = [turn for turn in begun if not _covered(turn, notes)]
    shown = open_turns[0] if open_turns else begun[-1]
    whole = not open_turns and closed(None, notes)
    return STATES[not whole, not open_turns, timing(shown.due, on)], shown.due


def _covered(turn: Turn, notes: Sequence[Note]) -> bool:
    words = [note.kind for note in notes if turn.first <= (note.due or note.on) <= turn.last]
    return bool(words) and words[-1] is not NoteKind.REOPENED


@dataclass(frozen=True)
class Turn:
    """One span of something that comes round again: its days, and the day by which it is due."""

    first: date
    last: date
    due: date


def spans(due: Due, facts: Facts) -> list[Turn]:
    """The calendar spans (quarters, years …) the plan asks for; nothing is due in its first 30 days."""
    months = due.months or 12
    aligned = 1 + (facts.start.month - 1) // months * months if months < 12 else 1
    first, found = date(facts.start.year, aligned, 1), []
    while first <= facts.end:
        following = _months_after(first, months)
        last = following - timedelta(days=1)
        day = _day_in(first, *due.until) if due.until else last
        if day - facts.start >= SHORTEST_FIRST_SPAN:
            found.append(Turn(first, last, day))
        first = following
    return found


def _months_after(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _day_in(first: date, month: int, day: int) -> date:
    """A day of a month of the span that begins on ``first``; 31日 of a shorter month is its last day."""
    following = _months_after(first, month)
    return min(_months_after(first, month - 1) + timedelta(days=day - 1), following - timedelta(days=1))


def timing(day: date | None, on: date) -> Timing:
    """A day is past from the next day on; 30 days ahead is still soon."""
    if day is None:
        return Timing.UNDATED
    if day < on:
        return Timing.PAST
    return Timing.SOON if day - on <= SOON else Timing.FAR
