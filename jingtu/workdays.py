"""Working days by the State holiday schedule with its make-up days, and months that clamp.

Each notice of the General Office of the State Council is a row of ``holidays/notices.csv``, each of its lines a row of
``holidays/schedule.csv``; a later notice overrules an earlier one (Labour Day 2019, Spring Festival 2020). A year
without a notice is unknown, never assumed. The notice of one year may touch the last days of the year before, as
that of 2019 did: the end of the last year loaded stands until the next notice.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

FOLDER = Path(__file__).with_name("holidays")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on the holidays of ``year``, compared in the copies ``read_in``.

    ``number`` is empty where no copy prints it; ``verification`` is a value of ``jingtu.standards.verification.Mark``.
    """

    issued: date
    year: int
    number: str
    zh: str
    verification: str
    read_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One line of a notice: off from the first to the last day, both included; on the weekend days ``works`` not."""

    issued: date
    zh: str
    en: str
    first: date
    last: date
    works: tuple[date, ...]

    @property
    def off(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days) for days in range((self.last - self.first).days + 1))


class NoCalendar(LookupError):  # noqa: N818 - named after what it says
    """The holidays of this year are not loaded."""

    def __init__(self, year: int) -> None:
        super().__init__(f"No holiday calendar for {year}. Loaded: {NOTICES[0].year} to {NOTICES[-1].year}.")
        self.year = year


def is_working_day(day: date) -> bool:
    """Whether people work on this day.

    Raises
    ------
    NoCalendar
        If the year is not loaded; so do the three functions below.
    """
    return _worked_by(day) > _worked_before(day)


def next_working_day(day: date) -> date:
    """The day itself if people work on it, else the first working day after it."""
    return _working_day(_worked_before(day))


def add_working_days(day: date, n: int) -> date:
    """The ``n``-th working day after a day, that day not counted; ``n < 0`` counts back, 0 is the day itself."""
    if n == 0:
        return day
    return _working_day(_worked_by(day) + n - 1 if n > 0 else _worked_before(day) + n)


def working_days_between(earlier: date, later: date) -> int:
    """How many working days lie after ``earlier`` and not after ``later``; 0 where there are none."""
    return max(0, _worked_by(later) - _worked_by(earlier))


def add_months(day: date, months: int) -> date:
    """The same day so many months on (or back), at most the last day of that month: 08-31 + 6 is 02-28 or 02-29."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_notices(folder: Path = FOLDER) -> Iterator[Notice]:
    """Every notice, in the order of issue."""
    with (folder / "notices.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            issued, copies = date.fromisoformat(row["issued"]), tuple(row["read_in"].split(" | "))
            yield Notice(issued, int(row["year"]), row["number"], row["zh"], row["verification"], copies)


def read_schedule(folder: Path = FOLDER) -> Iterator[Holiday]:
    """Every line of every notice, in the order of issue."""
    with (folder / "schedule.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            issued, first, last = (date.fromisoformat(row[name]) for name in ("issued", "off_from", "off_to"))
            works = tuple(date.fromisoformat(day) for day in row["works"].split("|") if day)
            yield Holiday(issued, row["zh"], row["en"], first, last, works)


def _worked_by(day: date) -> int:
    """Working days from the first day loaded to this one, itself included."""
    index = day.toordinal() - FIRST
    if not 0 <= index < DAYS:
        raise NoCalendar(day.year)
    return COUNTS[index + 1]


def _worked_before(day: date) -> int:
    index = day.toordinal() - FIRST
    if not 0 <= index < DAYS:
        raise NoCalendar(day.year)
    return COUNTS[index]


def _working_day(number: int) -> date:
    """The working day with so many working days before it since the first day loaded."""
    if number < 0:
        raise NoCalendar(NOTICES[0].year - 1)
    if number >= len(WORKING_DAYS):
        raise NoCalendar(NOTICES[-1].year + 1)
    return WORKING_DAYS[number]


def _works(first: date, last: date, schedule: tuple[Holiday, ...]) -> list[bool]:
    """For each day from the first to the last whether people work: Monday to Friday, then notice by notice."""
    works = [(first + timedelta(days)).weekday() < 5 for days in range((last - first).days + 1)]
    for holiday in schedule:
        for days, worked in ((holiday.off, False), (holiday.works, True)):
            for day in days:
                works[(day - first).days] = worked
    return works


# Worked out once: the duties of a province ask a million times.
NOTICES = tuple(read_notices())
SCHEDULE = tuple(read_schedule())
_FIRST_DAY, _LAST_DAY = date(NOTICES[0].year, 1, 1), date(NOTICES[-1].year, 12, 31)
_WORKS = _works(_FIRST_DAY, _LAST_DAY, SCHEDULE)
FIRST = _FIRST_DAY.toordinal()
DAYS = len(_WORKS)
COUNTS = (0, *accumulate(_WORKS))
WORKING_DAYS = tuple(date.fromordinal(FIRST + index) for index, works in enumerate(_WORKS) if works)
