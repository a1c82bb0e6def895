"""Spans of time that a deadline is counted in."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from jingtu import workdays


class Unit(StrEnum):
    """What a span is counted in. Hours are counted as the days they reach into: 24 hours are one day."""

    DAYS = "D"
    WORKING_DAYS = "WD"
    MONTHS = "M"
    YEARS = "Y"
    HOURS = "H"


class Span(NamedTuple):
    """A length of time, such as six months."""

    number: int
    unit: Unit

    def after(self, day: date) -> date:
        """The last day of the span that an event on ``day`` opens; the day of the event is not counted.

        Months clamp to the last day of the month.

        Raises
        ------
        jingtu.workdays.NoCalendar
            If working days are counted through a year whose holidays are not loaded.
        """
        if self.unit is Unit.DAYS:
            return day + timedelta(self.number)
        if self.unit is Unit.MONTHS:
            return workdays.add_months(day, self.number)
        if self.unit is Unit.YEARS:
            return workdays.add_months(day, 12 * self.number)
        if self.unit is Unit.WORKING_DAYS:
            return workdays.add_working_days(day, self.number)
        return day + timedelta(-(-self.number // 24))

    def back_from(self, day: date) -> date:
        """The last day that lies the whole span before an event on ``day``; the day of the event is not counted."""
        return Span(-self.number, self.unit).after(day)

    @property
    def rolls(self) -> bool:
        """Whether an end on a day off moves to the next working day: hours do not, working days never end on one."""
        return self.unit in (Unit.DAYS, Unit.MONTHS, Unit.YEARS)

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


def days(number: int) -> Span:
    return Span(number, Unit.DAYS)


def working_days(number: int) -> Span:
    return Span(number, Unit.WORKING_DAYS)


def months(number: int) -> Span:
    return Span(number, Unit.MONTHS)


def years(number: int) -> Span:
    return Span(number, Unit.YEARS)


def hours(number: int) -> Span:
    return Span(number, Unit.HOURS)


def span(text: str) -> Span:
    """A span from its short form: ``6M``, ``15WD``.

    Raises
    ------
    ValueError
        If the text is no span.
    """
    number = text.rstrip("DWMYH")
    return Span(int(number), Unit(text[len(number) :]))
