"""The forms of deadlines, each turning events and acts into occurrences with a state on a day.

The forms and their rules of counting are section 1 of the domain notes, restated in ``docs/duties.md``: the day of the
event is not counted; months clamp; the end of a period that falls on a day off moves to the next working day, fixed
calendar dates do not; lateness is counted in calendar days, or in working days where the deadline is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from jingtu import workdays
from jingtu.duties.facts.subject import Days, Yearly
from jingtu.duties.occurrence import DATED_STATES, Occurrence, State, stand
from jingtu.duties.parameters import NOTHING_SET, Basis, Parameter, Parameters
from jingtu.duties.spans import Span, Unit
from jingtu.duties.spans import span as read_span
from jingtu.problems import Problem, attention

ONE_DAY = timedelta(1)


__all__ = ["ONE_DAY", "UNKNOWN", "Day", "Days", "Held", "Yearly"]


class Held(NamedTuple):
    """The days on which a duty that comes round holds: from the event that opens it until the last due day."""

    start: date | None
    until: date | None = None


UNKNOWN = Held(None)
OLDEST = 2000
"""A record of a year before this one is a slip: no duty of the collection is as old."""


def first_year(latest: int, recorded: Iterable[int]) -> int:
    """The first year on record, and no later than ``latest``."""
    return min([latest, *(year for year in recorded if year >= OLDEST)])


class Counted(NamedTuple):
    """A due day as counted, moved off days off, and what it rests on. ``missing`` names what was not known."""

    nominal: date | None
    effective: date | None
    basis: Basis
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day of reckoning for one subject: its forms answer what is owed on ``on``.

    Attributes
    ----------
    on : date
        The day of reckoning. Acts after it have not happened yet.
    as_of : date
        The day of the facts; an act recorded as done after it contradicts itself.
    place : str
        Division code of the subject, for parameters.
    parameters : Parameters
    """

    on: date
    as_of: date
    place: str = ""
    parameters: Parameters = field(default=NOTHING_SET)

    # Deadlines with a day

    def before(
        self,
        event: date | None,
        *,
        done: date | None,
        lead: Span | None = None,
        about: str = "",
        recipient: bool = False,
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        """Done before the day of ``event``, or on the last day that lies ``lead`` before it. Never moved.

        With ``recipient`` the act is one of several addresses: after the due day it is *missing*, not late.
        """
        if event is None:
            return self._undated(done, about=about, missing="event_day", basis=basis)
        due = self._counted_back(event, lead, basis)
        found = self._dated(due, done, since=None, about=about, unit=lead.unit if lead else Unit.DAYS)
        return found._replace(state=State.MISSING) if recipient and found.state is State.LATE and found.open else found

    def within(
        self,
        period: Span | Parameter,
        event: date | None,
        *,
        done: date | None,
        about: str = "",
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        """Done within a period after an event; the event's day is not counted, an end on a day off moves on."""
        if event is None:
            return Occurrence(about, State.HUMAN_REVIEW, basis=basis, missing=("event_day",))
        if done is not None and done < event:
            remark = attention("duties.done_before_event", done=done, event=event)
            return Occurrence(about, State.INVALID, since=event, done=done, basis=basis, remark=remark)
        span, basis, missing = self._span(period, basis)
        due = Counted(None, None, basis, missing) if span is None else self._counted(event, span, basis)
        unit = Unit.WORKING_DAYS if span is not None and span.unit is Unit.WORKING_DAYS else Unit.DAYS
        return self._dated(due, done, since=event, about=about, unit=unit)

    def by(
        self,
        due: date | Parameter | None,
        *,
        done: date | None,
        about: str = "",
        since: date | None = None,
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        """Done by a fixed day, never moved. Without a day (a plan that names none) the day itself is missing."""
        if isinstance(due, Parameter):
            text, basis = self.parameters.value(due.name, place=self.place, on=self.on)
            if text is None:
                return self._dated(Counted(None, None, basis, (due.name,)), done, since=since, about=about)
            due = date.fromisoformat(text)
        if due is None:
            return self._undated(done, about=about, missing="due_day", basis=basis)
        return self._dated(Counted(due, due, basis), done, since=since, about=about)

    def immediate(self, event: date | None, *, done: date | None, about: str = "") -> Occurrence:
        """Done on the day of the event. Lateness is shown; a person judges it."""
        if event is None:
            return Occurrence(about, State.HUMAN_REVIEW, missing=("event_day",))
        if done is not None and done < event:
            remark = attention("duties.done_before_event", done=done, event=event)
            return Occurrence(about, State.INVALID, since=event, done=done, remark=remark)
        return self._dated(Counted(event, event, Basis.STATED), done, since=event, about=about)

    # Deadlines that come round

    def annual(
        self,
        month_day: tuple[int, int] | Parameter,
        records: Iterable[Yearly] | None,
        *,
        held: Held = UNKNOWN,
        lag: int = 0,
        about: str = "",
        basis: Basis = Basis.STATED,
    ) -> Iterator[Occurrence]:
        """Done each year by a month and day, never moved: one occurrence per year.

        Parameters
        ----------
        month_day : (month, day) or Parameter
        records : iterable of Yearly, or None
            What was done, by the year it is about; None where that is not known.
        held : Held
            The duty holds for due days after its start and up to its end; without a start from the first year on
            record on, at least for this year.
        lag : int
            How many years after the year it is about the due day falls.
        """
        at, basis, missing = self._month_day(month_day, basis)
        if at is None or records is None:
            yield Occurrence(about, State.TRIGGERED, since=held.start, basis=basis, missing=missing or ("records",))
            return
        first, last = held
        done = {record.year: record.done_on for record in records}
        start = first.year if first is not None else first_year(self.on.year, (year + lag for year in done))
        for year in range(start, (min(last, self.on) if last else self.on).year + 1):
            due = date(year, *at)
            if (first is not None and due <= first) or (last is not None and due > last):
                continue
            part = f"{about} {year - lag}".strip()
            yield self._dated(Counted(due, due, basis), done.get(year - lag), since=first, about=part)

    def every(
        self,
        period: Span | Parameter,
        acts: Days | None,
        *,
        held: Held = UNKNOWN,
        about: str = "",
        basis: Basis = Basis.STATED,
        warn: Span | None = None,
    ) -> Iterator[Occurrence]:
        """Done again within a period after the last time; the first within that period of the start of ``held``.

        ``acts`` None: not known whether anything was done. Without a start the first act opens the series; with
        neither, something that should have been done and on which no day can be counted is *missing*. No round is
        owed that falls due after the end of ``held``. From ``warn`` after the last time on, a remark says so.
        """
        start, until = held
        span, basis, missing = self._span(period, basis)
        if acts is None or span is None:
            yield Occurrence(about, State.TRIGGERED, since=start, basis=basis, missing=missing or ("records",))
            return
        happened = sorted(act for act in acts if act <= self.on)
        if start is None and not happened:
            yield Occurrence(about, State.MISSING, open=True, basis=basis)
            return
        opens = [*([start] if start is not None else []), *happened]
        closes = [*happened, None] if start is not None else [*happened[1:], None]
        for opened, closed in zip(opens, closes, strict=True):
            due = self._counted(opened, span, basis)
            if until is not None and (due.effective is None or due.effective > until):
                return
            found = self._dated(due, closed, since=opened, about=about)
            yield found if warn is None else self._warned(found, opened, warn)

    def window(
        self, first: date, last: date, *, done: date | None, about: str = "", basis: Basis = Basis.STATED
    ) -> Occurrence:
        """Done in a stretch of days, both included. What was done before it opens does not count."""
        counted = done if done is not None and done >= first else None
        return self._dated(Counted(last, last, basis), counted, since=first, about=about)

    # Deadlines without a day

    def timely(
        self, done: date | None, *, since: date | None = None, about: str = "", basis: Basis = Basis.STATED
    ) -> Occurrence:
        """“Timely”, “regularly”, with no period named: not done is *missing*, since no day can be counted."""
        return self._undated(done, about=about, since=since, basis=basis)

    def standing(
        self, *, since: date | None = None, about: str = "", missing: tuple[str, ...] = (), soft: bool = False
    ) -> Occurrence:
        """A duty that holds as long as its ground does, on which nothing contrary is known."""
        return Occurrence(about, State.TRIGGERED, since=since, open=True, soft=soft, missing=missing)

    def breach(self, found: date | None, *, ended: date | None, about: str = "") -> Occurrence:
        """A contrary finding against a continuing duty: late from the day after it was found until it ended."""
        if found is None:
            return Occurrence(about, State.HUMAN_REVIEW, missing=("event_day",))
        return self._dated(Counted(found, found, Basis.STATED), ended, since=found, about=about)

    def gate(
        self,
        shut: bool | None,
        *,
        since: date | None = None,
        about: str = "",
        missing: tuple[str, ...] = (),
        soft: bool = False,
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        """An action that may not go on: *triggered* while shut, *fulfilled* when open, a person where not known."""
        state = {True: State.TRIGGERED, False: State.FULFILLED, None: State.HUMAN_REVIEW}[shut]
        return Occurrence(about, state, since=since, open=bool(shut), basis=basis, missing=missing, soft=soft)

    def target(
        self,
        by: date,
        *,
        met: bool | None,
        about: str = "",
        missing: tuple[str, ...] = (),
        remark: Problem | None = None,
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        """A counted goal: on its day *due* while unmet, afterwards *missing* with the shortfall (``remark``)."""
        if met is None and self.on >= by:
            return Occurrence(about, State.HUMAN_REVIEW, nominal=by, effective=by, basis=basis, missing=missing)
        if self.on < by:
            state = State.PENDING
        elif met:
            state = State.FULFILLED
        else:
            state = State.DUE if self.on == by else State.MISSING
        told = None if met else remark
        return Occurrence(about, state, None, by, by, None, open=not met, basis=basis, missing=missing, remark=told)

    # Counting

    def _span(self, period: Span | Parameter, basis: Basis) -> tuple[Span | None, Basis, tuple[str, ...]]:
        if isinstance(period, Span):
            return period, basis, ()
        text, basis = self.parameters.value(period.name, place=self.place, on=self.on)
        return (None, basis, (period.name,)) if text is None else (read_span(text), basis, ())

    def _month_day(
        self, month_day: tuple[int, int] | Parameter, basis: Basis
    ) -> tuple[tuple[int, int] | None, Basis, tuple[str, ...]]:
        if not isinstance(month_day, Parameter):
            return month_day, basis, ()
        text, basis = self.parameters.value(month_day.name, place=self.place, on=self.on)
        if text is None:
            return None, basis, (month_day.name,)
        month, _, day = text.partition("-")
        return (int(month), int(day)), basis, ()

    def _counted(self, event: date, span: Span, basis: Basis) -> Counted:
        try:
            nominal = span.after(event)
        except workdays.NoCalendar as unknown:
            return Counted(None, None, basis, (f"calendar.{unknown.year}",))
        if not span.rolls:
            return Counted(nominal, nominal, basis)
        try:
            return Counted(nominal, workdays.next_working_day(nominal), basis)
        except workdays.NoCalendar as unknown:
            return Counted(nominal, None, basis, (f"calendar.{unknown.year}",))

    def _counted_back(self, event: date, lead: Span | None, basis: Basis) -> Counted:
        if lead is None:
            return Counted(event - ONE_DAY, event - ONE_DAY, basis)
        try:
            due = lead.back_from(event)
        except workdays.NoCalendar as unknown:
            return Counted(None, None, basis, (f"calendar.{unknown.year}",))
        return Counted(due, due, basis)

    def _dated(
        self, due: Counted, done: date | None, *, since: date | None, about: str, unit: Unit = Unit.DAYS
    ) -> Occurrence:
        nominal, effective, basis, missing = due
        if done is not None and done > self.as_of:
            remark = attention("duties.done_in_future", done=done, as_of=self.as_of)
            return Occurrence(about, State.INVALID, since, nominal, effective, done, basis=basis, remark=remark)
        if done is not None and done > self.on:
            done = None
        if effective is None:
            state = self._without_day(nominal, done)
            return Occurrence(about, state, since, nominal, None, done, 0, unit, done is None, basis, False, missing)
        acted = self.on if done is None else done
        state = DATED_STATES[done is not None, stand(acted, effective)]
        try:
            late = self._late(effective, acted, unit) if state is State.LATE else 0
        except workdays.NoCalendar as unknown:
            late, missing = 0, (*missing, f"calendar.{unknown.year}")
        return Occurrence(
            about, state, since, nominal, effective, done, late, unit, done is None, basis, False, missing
        )

    def _without_day(self, nominal: date | None, done: date | None) -> State:
        """The state where the due day cannot be told in full: no period set, or a calendar that is not loaded."""
        if nominal is None:
            return State.PENDING if done is None else State.FULFILLED
        if (done or self.on) <= nominal:
            return State.PENDING if done is None else State.FULFILLED
        return State.HUMAN_REVIEW

    def _late(self, effective: date, acted: date, unit: Unit) -> int:
        if unit is Unit.WORKING_DAYS:
            return workdays.working_days_between(effective, acted)
        return (acted - effective).days

    def _undated(
        self,
        done: date | None,
        *,
        about: str,
        missing: str = "",
        since: date | None = None,
        basis: Basis = Basis.STATED,
    ) -> Occurrence:
        if done is not None and done > self.as_of:
            remark = attention("duties.done_in_future", done=done, as_of=self.as_of)
            return Occurrence(about, State.INVALID, since, done=done, basis=basis, remark=remark)
        if done is not None and done <= self.on:
            return Occurrence(about, State.FULFILLED, since, done=done, basis=basis)
        names = (missing,) if missing else ()
        return Occurrence(about, State.MISSING, since, open=True, basis=basis, missing=names)

    def _warned(self, found: Occurrence, opened: date, warn: Span) -> Occurrence:
        if found.state is not State.PENDING or self.on < warn.after(opened):
            return found
        return found._replace(remark=attention("duties.turn_comes_up", span=str(warn)))
