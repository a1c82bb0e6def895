"""What a duty is, and which are owed on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from jingtu.duties import consequences, law
from jingtu.duties.consequences import Consequence
from jingtu.duties.facts.contradictions import contradictions, problem, without_either
from jingtu.duties.facts.subject import Contradiction, Subject
from jingtu.duties.law import Citation, Text
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import DECLARED, NOTHING_SET, Basis, Parameters
from jingtu.duties.reckoning import ONE_DAY, Day
from jingtu.duties.spans import Unit
from jingtu.periods import Period

S = TypeVar("S", bound=Subject)


class Label(StrEnum):
    """What a due day may be called. Only ``STATUTORY`` lateness is lateness before the law."""

    STATUTORY = "statutory"
    PLAN = "plan"
    """Called for by a plan, guide, opinion or standard."""
    PARAMETER = "parameter"
    """Depends on a provincial parameter."""
    INTERNAL = "internal"
    """The platform's own reminder: a default, a remembered number, a duty that was not verified."""


@dataclass(frozen=True, slots=True)
class Duty(Generic[S]):
    """One duty: whom it concerns, and how it arises and falls due.

    ``rule`` turns the facts of one subject into the occurrences of the duty on a day; the words and citations stand
    in ``data`` under ``id``.
    """

    id: str
    subject: type[S]
    rule: Callable[[S, Day], Iterable[Occurrence]]

    @property
    def text(self) -> Text:
        return law.text(self.id)


@dataclass(frozen=True, slots=True)
class Owed:
    """An occurrence of a duty for a subject on a day, with everything that is to be shown of it."""

    duty: Duty[Any]
    subject: Subject
    on: date
    occurrence: Occurrence

    @property
    def state(self) -> State:
        return self.occurrence.state

    @property
    def about(self) -> str:
        return self.occurrence.about

    @property
    def due(self) -> date | None:
        """The last day in time: moved off days off where the form does so."""
        return self.occurrence.effective

    @property
    def late(self) -> str:
        """How late: ``24D(open)``, ``3WD``, empty where not late."""
        found = self.occurrence
        if found.state is not State.LATE:
            return ""
        unit = "WD" if found.unit is Unit.WORKING_DAYS else "D"
        return f"{found.late}{unit}" + ("(open)" if found.open else "")

    @property
    def conduct(self) -> Period:
        """The days that are judged: from the first day of lateness until done or now; else the one day that counts."""
        found = self.occurrence
        if found.state is State.LATE and found.effective is not None:
            end = self.on if found.done is None else found.done
            return Period(found.effective + ONE_DAY, max(end, found.effective + ONE_DAY) + ONE_DAY)
        if found.open and found.since is not None and found.nominal is None and found.since <= self.on:
            return Period(found.since, self.on + ONE_DAY)
        day = judged(found, self.on)
        return Period(day, day + ONE_DAY)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The conduct, split where the citations change; a segment without any is left out."""
        return tuple(_split(self.conduct, self.duty.id, self.subject.place))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles in force on the last day of the conduct; else on the due day; else the last that expired."""
        segments = self.segments
        if segments:
            return segments[-1].citations
        day, place = judged(self.occurrence, self.on), self.subject.place
        return law.citations(self.duty.id, on=day, place=place) or _latest(law.binding(self.duty.id, place), day)

    @property
    def historical(self) -> bool:
        """Whether nothing carries the duty any more on the day: it is kept for looking back."""
        return not law.citations(self.duty.id, on=self.on, place=self.subject.place)

    @property
    def label(self) -> Label:
        """What its due day may be called."""
        basis = self.occurrence.basis
        if basis is Basis.PARAMETER:
            return Label.PARAMETER
        if not self.duty.text.verified:
            return Label.INTERNAL
        if any(name in DECLARED for name in self.occurrence.missing):
            return Label.PARAMETER
        if basis in (Basis.DEFAULT, Basis.MEMORY):
            return Label.INTERNAL
        kinds = {one.instrument.kind for one in self.citations}
        return Label.STATUTORY if kinds & law.STATUTES and basis is not Basis.PLAN else Label.PLAN

    @property
    def consequence(self) -> Consequence:
        """What follows from a breach, by the law of the conduct, or the new law where that is lighter."""
        return consequences.of(self.duty.text.consequence, self.conduct, on=self.on)


class Segment(NamedTuple):
    """Days of one conduct under the same articles."""

    days: Period
    citations: tuple[Citation, ...]


def owed(duties: Sequence[Duty[Any]], facts: Subject, *, on: date, parameters: Parameters = NOTHING_SET) -> list[Owed]:
    """What one subject owes on a day: every occurrence of the duties that have arisen for it.

    Parameters
    ----------
    duties : sequence of Duty
        Those of other kinds of subjects and of other places are passed over.
    facts : Subject
    on : date
        The day of reckoning. What happened after it is left out of account.
    parameters : Parameters
        What provinces, cities and plans have set.

    Raises
    ------
    NoData
        If the facts say nothing about the day.
    """
    return list(_owed(_bound(duties, type(facts), facts.place), facts, on, parameters))


def owed_by_all(
    duties: Sequence[Duty[Any]], subjects: Iterable[Subject], *, on: date, parameters: Parameters = NOTHING_SET
) -> Iterator[Owed]:
    """What many subjects owe on a day; like :func:`owed`, in time proportional to their number."""
    known: dict[tuple[type[Subject], str], tuple[Bound, ...]] = {}
    for facts in subjects:
        key = (type(facts), facts.place)
        bound = known.get(key)
        if bound is None:
            bound = known[key] = _bound(duties, *key)
        yield from _owed(bound, facts, on, parameters)


class NoData(LookupError):  # noqa: N818 - named after what it says
    """The facts of a subject begin after the day asked for."""

    def __init__(self, facts: Subject) -> None:
        super().__init__(f"{facts.id}: no data before {facts.known_since}")
        self.facts = facts


class Bound(NamedTuple):
    """A duty that binds subjects of one kind in one place, and the first day on which anything carries it."""

    duty: Duty[Any]
    start: date


def _bound(duties: Sequence[Duty[Any]], kind: type[Subject], place: str) -> tuple[Bound, ...]:
    found = []
    for duty in duties:
        cites = law.binding(duty.id, place) if duty.subject is kind else ()
        if cites:
            found.append(Bound(duty, min(one.period.start for one in cites)))
    return tuple(found)


def _owed(bound: tuple[Bound, ...], facts: Subject, on: date, parameters: Parameters) -> Iterator[Owed]:
    if facts.known_since is not None and on < facts.known_since:
        raise NoData(facts)
    day = Day(on, facts.as_of or on, facts.place, parameters)
    flaws = tuple(contradictions(facts, on=on))
    for duty, start in bound:
        for occurrence in _flawed(duty, facts, day, flaws) if flaws else duty.rule(facts, day):
            if start <= judged(occurrence, on):
                yield Owed(duty, facts, on, occurrence)


def _flawed(duty: Duty[Any], facts: Subject, day: Day, flaws: Sequence[Contradiction]) -> Iterator[Occurrence]:
    """The occurrences of a duty, invalid where they rest on facts that contradict each other.

    They rest on what the duty needs by name, and on a fact without which they would not be as they are.
    """
    needed = next((flaw for name in duty.text.needs for flaw in flaws if name in flaw.names), None)
    less = [(flaw, tuple(duty.rule(known, day))) for flaw in flaws for known in without_either(facts, flaw)]
    for occurrence in duty.rule(facts, day):
        found = needed
        if found is None and occurrence.state is not State.INVALID:
            found = next((flaw for flaw, others in less if occurrence not in others), None)
        if found is None:
            yield occurrence
        else:
            yield occurrence._replace(state=State.INVALID, late=0, remark=problem(facts, found))


def judged(occurrence: Occurrence, on: date) -> date:
    """The day whose law decides: the due day, else the day it was done, else the day of reckoning."""
    return occurrence.effective or occurrence.nominal or occurrence.done or on


def _split(conduct: Period, duty: str, place: str) -> Iterator[Segment]:
    end = conduct.before or conduct.start + ONE_DAY
    cuts = [conduct.start, *(edge for edge in _edges(duty, place) if conduct.start < edge < end), end]
    for start, before in pairwise(cuts):
        valid = law.citations(duty, on=start, place=place)
        if valid:
            yield Segment(Period(start, before), valid)


@cache
def _edges(duty: str, place: str) -> tuple[date, ...]:
    """The days on which what carries a duty changes."""
    periods = [one.period for one in law.binding(duty, place)]
    return tuple(sorted({edge for one in periods for edge in (one.start, one.before) if edge is not None}))


def _latest(cites: tuple[Citation, ...], day: date) -> tuple[Citation, ...]:
    past = [one for one in cites if one.period.before is not None and one.period.before <= day]
    last = max((one.period.before for one in past if one.period.before), default=None)
    return tuple(one for one in past if one.period.before == last)
