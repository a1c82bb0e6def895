"""One occurrence of a duty: what it is about, when it is due, and its state on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jingtu.duties.parameters import Basis
from jingtu.duties.spans import Unit
from jingtu.problems import Problem


class State(StrEnum):
    """The state of an occurrence on a day.

    ``LATE``: the due day has passed, done late or still open. ``MISSING``: a required document or recipient is absent
    where no date can be counted, or a target is not reached. ``INVALID``: the facts contradict each other, or what
    was handed in has no effect. ``HUMAN_REVIEW``: a fact is missing on which the answer turns, or a person must judge.
    """

    NOT_TRIGGERED = "not_triggered"
    TRIGGERED = "triggered"
    PENDING = "pending"
    DUE = "due"
    FULFILLED = "fulfilled"
    LATE = "late"
    MISSING = "missing"
    INVALID = "invalid"
    HUMAN_REVIEW = "human_review"


class Occurrence(NamedTuple):
    """A duty that has arisen once for a subject.

    Attributes
    ----------
    about : str
        The object or part it is about: ``2024``, ``miit``, ``W3``; empty where there is only one.
    state : State
    since : date or None
        Day of the event that brought it about.
    nominal, effective : date or None
        The due day as counted, and after moving off a day off.
    done : date or None
        Day it was fulfilled, where that is on or before the day of reckoning.
    late : int
        How late, in ``unit``; 0 where not late.
    unit : Unit
        Days, or working days where the deadline counts working days.
    open : bool
        Still unfulfilled.
    basis : Basis
        What the due day rests on.
    soft : bool
        "In principle": may be overcome with written reasons and counter-signature.
    missing : tuple of str
        Facts that are not known, by name.
    remark : Problem or None
        What contradicts, or what is short.
    """

    about: str
    state: State
    since: date | None = None
    nominal: date | None = None
    effective: date | None = None
    done: date | None = None
    late: int = 0
    unit: Unit = Unit.DAYS
    open: bool = False
    basis: Basis = Basis.STATED
    soft: bool = False
    missing: tuple[str, ...] = ()
    remark: Problem | None = None


# (done?, where the day of reckoning or of doing stands against the due day) -> state.
# "early" is before the due day, "on" the due day itself, "past" after it.
DATED_STATES = {
    (True, "early"): State.FULFILLED,
    (True, "on"): State.FULFILLED,
    (True, "past"): State.LATE,
    (False, "early"): State.PENDING,
    (False, "on"): State.DUE,
    (False, "past"): State.LATE,
}


def stand(day: date, due: date) -> str:
    """Where a day stands against the due day: ``early``, ``on`` or ``past``."""
    if day < due:
        return "early"
    return "on" if day == due else "past"
