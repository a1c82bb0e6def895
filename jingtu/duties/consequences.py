"""What follows from a breach of a duty, and which law's penalty applies to conduct before the Code.

``data/consequences.csv`` holds, per consequence, what holds up to and from 2026-08-15, with its amounts in yuan and, in
the new row, how the two compare. Code art. 1057: the law of the time of the act applies, unless the new one is
lighter; where the table says that the two cannot be compared, a person decides.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties import law
from jingtu.periods import Period

EARLIEST = date(1949, 10, 1)


class Compared(StrEnum):
    """How the new penalty compares with the old one for the same act."""

    SAME = "same"
    LIGHTER = "lighter"
    HEAVIER = "heavier"
    NOT_COMPARABLE = "not_comparable"


class Choice(StrEnum):
    """Why this law's penalty is shown."""

    TIME_OF_ACT = "time_of_act"
    LIGHTER = "lighter"
    HUMAN_REVIEW = "human_review"


@dataclass(frozen=True, slots=True)
class Range:
    """From least to most. [yuan]"""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Penalty:
    """What one law says follows. Ranges in yuan; None where the law names none for that case."""

    zh: str
    period: Period
    fine: Range | None
    refusal: Range | None
    grave: Range | None
    persons: Range | None
    compared: Compared | None
    why: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows for a conduct. ``later`` is what the Code says of the part that falls under it.

    ``choice`` says why ``penalty`` is shown; on ``HUMAN_REVIEW`` the old law's penalty is shown and ``why`` names what
    a person must settle.
    """

    penalty: Penalty
    choice: Choice
    why: str = ""
    later: Penalty | None = None


def of(key: str, conduct: Period, *, on: date) -> Consequence:
    """What follows from conduct on the days of ``conduct``, as judged on ``on``.

    Raises
    ------
    KeyError
        If there is no such consequence.
    """
    old, new = PENALTIES[key][0], PENALTIES[key][-1]
    if old is new or conduct.start >= law.CODE_FROM:
        return Consequence(new, Choice.TIME_OF_ACT)
    goes_on = conduct.before is None or conduct.before > law.CODE_FROM
    later = new if goes_on else None
    if on < law.CODE_FROM:
        return Consequence(old, Choice.TIME_OF_ACT)
    if new.compared is Compared.LIGHTER:
        return Consequence(new, Choice.LIGHTER, new.why, later)
    if new.compared is Compared.NOT_COMPARABLE:
        return Consequence(old, Choice.HUMAN_REVIEW, new.why, later)
    return Consequence(old, Choice.TIME_OF_ACT, "", later)


def _range(row: dict[str, str], name: str) -> Range | None:
    least, most = row[f"{name}_min"], row[f"{name}_max"]
    return Range(int(least), int(most)) if most else None


def _penalty(row: dict[str, str]) -> Penalty:
    before = date.fromisoformat(row["valid_before"]) if row["valid_before"] else None
    start = date.fromisoformat(row["valid_from"]) if row["valid_from"] else EARLIEST
    return Penalty(
        row["zh"],
        Period(start, before),
        _range(row, "fine"),
        _range(row, "refusal"),
        _range(row, "grave"),
        _range(row, "persons"),
        Compared(row["compared"]) if row["compared"] else None,
        row["why"],
    )


def _read() -> dict[str, tuple[Penalty, ...]]:
    found: dict[str, list[Penalty]] = {}
    with (law.DATA / "consequences.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["key"], []).append(_penalty(row))
    return {key: tuple(penalties) for key, penalties in found.items()}


PENALTIES = _read()
