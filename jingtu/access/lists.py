"""A whole list of land against the registers: one answer per row, and never a row less than came in.

    reading = lists.read_list(file, ListOptions(...))
    answers = lists.answer(reading, register, Defaults(on=day, step=Step.SUPPLY))

A row ends in one of three ways: a *verdict*; *doubtful*, where a match that a person must look at would make the
verdict stricter; a *problem*, where the row cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import shapely

from jingtu.access import asked, gates, said, verdict
from jingtu.access.asked import Asked, Defaults
from jingtu.access.matching import Likeness, Match, Matcher, Said, Standing, said_by
from jingtu.access.model import DEFAULT_TOLERANCES, Coverage, Hit, Question, Relation, Tolerances, Verdict
from jingtu.access.space import Register
from jingtu.intake import outline_roles
from jingtu.intake.outlines import OutlineOptions, OutlineReading, OutlineRow, read_outlines
from jingtu.problems import Problem, Refused, Severity, attention, error

HEADERS = Path(__file__).with_name("list_headers.csv")
IDENTITY = ("code", "name", "former_name", "enterprise", "credit_code", "address")
CODES = ("code", "credit_code")
SHOWN = 20
"""Most numbers of rows that one problem names."""
BOX_MARGIN = 0.1
"""How far beyond the registers a list may reach before a parcel counts as elsewhere. [degree], some 10 km"""


class RowState(StrEnum):
    """How a row ended. Words: ``list_words.toml``, ``[state]``."""

    VERDICT = "verdict"
    DOUBTFUL = "doubtful"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Answered:
    """One row of the list with its answer.

    Attributes
    ----------
    number : int
        Place in the list, from 1.
    verdict : Verdict or None
        By the sure matches; None where the row cannot be read.
    if_taken : Verdict or None
        What the verdict would be with the doubtful matches, where there are any.
    problems : of this row, those of its reading included
    matches : the surest first; rejected ones decide nothing (homonyms whose outlines lie elsewhere)
    """

    number: int
    row: OutlineRow
    state: RowState
    asked: Asked | None
    verdict: Verdict | None
    if_taken: Verdict | None
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...] = ()

    @property
    def taken(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.standing is Standing.TAKEN)

    @property
    def doubtful(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.standing is Standing.DOUBTFUL)

    @property
    def refused(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Answers:
    """Every row of a list, in its order, and what the answers rest on."""

    file: str
    sha256: str
    on: date
    rules: str
    rows: tuple[Answered, ...]
    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        own = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        return (*own, *(p for row in self.rows for p in row.problems if p.severity is Severity.ERROR))

    def counts(self) -> Mapping[str, int]:
        """Rows per answer, doubtful rows and problems apart."""
        return Counter(outcome(row) for row in self.rows)


def outcome(row: Answered) -> str:
    """The answer of a row with a verdict; else its state."""
    return row.verdict.answer if row.state is RowState.VERDICT and row.verdict is not None else row.state


@cache
def roles() -> Mapping[str, str]:
    """Header -> role: those of every list of land, and those of land-supply lists."""
    return {**outline_roles.basic(), **outline_roles.read_aliases(HEADERS)}


def box_of(register: Register) -> tuple[float, float, float, float] | None:
    """Where the outlines of a register lie, with a margin; None where it has none. [degree]"""
    outlines = [entry.outline for entry in register.entries if entry.outline is not None]
    if not outlines:
        return None
    west, south, east, north = (float(side) for side in shapely.total_bounds(outlines))
    return west - BOX_MARGIN, south - BOX_MARGIN, east + BOX_MARGIN, north + BOX_MARGIN


def read_list(file: Path | str, register: Register, *, crs: str | None = None) -> OutlineReading:
    """The rows of a list; where the registers lie tells a wrong zone.

    Raises
    ------
    Refused
        If the file cannot be used at all.
    """
    return read_outlines(file, OutlineOptions(crs=crs, box=box_of(register), roles=roles()))


def answer(
    reading: OutlineReading, register: Register, defaults: Defaults, *, tolerances: Tolerances = DEFAULT_TOLERANCES
) -> Answers:
    """One answer for every row of a list.

    Parameters
    ----------
    reading : OutlineReading
        Of :func:`read_list`.
    register : Register
    defaults : Defaults
        Day, use, step and place of rows that say nothing themselves.
    tolerances : Tolerances

    Returns
    -------
    Answers
        As many rows as the reading has, in the same order.
    """
    desk = _Desk(Matcher(register, tolerances), defaults, tolerances)
    rows = tuple(desk.answered(number, row) for number, row in enumerate(reading.rows, start=1))
    problems = (*reading.problems, *_twice(reading.rows), *_placeless(rows))
    return Answers(reading.file, reading.sha256, defaults.on, gates.RULES, rows, problems, register.coverage)


def _twice(rows: Sequence[OutlineRow]) -> list[Problem]:
    """Codes that stand in several rows: each row has its own answer."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        if row.values.get("code"):
            places.setdefault(row.values["code"], []).append(number)
    return [
        attention("access_lists.row_twice", rows[numbers[0] - 1].where, code=code, rows="、".join(map(str, numbers)))
        for code, numbers in places.items()
        if len(numbers) > 1
    ]


def _placeless(rows: Sequence[Answered]) -> Iterator[Problem]:
    """Rows of which nothing tells the division: the rules of their place were not considered."""
    found = [row for row in rows if row.verdict is not None and not row.verdict.place]
    if found:
        shown = "、".join(str(row.number) for row in found[:SHOWN]) + (" …" if len(found) > SHOWN else "")
        yield attention("access_lists.no_place", replace(found[0].row.where, cell="", line=None), rows=shown)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Answers row after row."""

    matcher: Matcher
    defaults: Defaults
    tolerances: Tolerances

    def answered(self, number: int, row: OutlineRow) -> Answered:
        problems = list(row.problems)
        wanted, unread = asked.read(row, self.defaults)
        problems += unread
        problems += said.place_problems(row.values.get("place", ""), row.where)
        for role in CODES:
            problems += said.lost_digits(row.values.get(role, ""), row.where)
        if row.outline is None and not row.refused and not any(row.values.get(role) for role in IDENTITY):
            problems.append(error("access_lists.row_nameless", row.where))
        if wanted is None or any(problem.severity is Severity.ERROR for problem in problems):
            return Answered(number, row, RowState.PROBLEM, wanted, None, None, tuple(problems))
        return self._decided(number, row, wanted, problems)

    def _decided(self, number: int, row: OutlineRow, wanted: Asked, problems: list[Problem]) -> Answered:
        what = said_by(row, self.defaults.place)
        matches = self.matcher.matches(what)
        taken = [match for match in matches if match.standing is Standing.TAKEN]
        doubtful = [match for match in matches if match.standing is Standing.DOUBTFUL]
        try:
            found = self._verdict(_question(row, what, wanted, taken, doubtful), wanted)
            if_taken = (
                self._verdict(_question(row, what, wanted, [*taken, *doubtful], ()), wanted) if doubtful else None
            )
        except Refused as refused:
            problems += refused.problems
            return Answered(number, row, RowState.PROBLEM, wanted, None, None, tuple(problems), matches)
        stricter = if_taken is not None and if_taken.answer.strictness > found.answer.strictness
        unsettled = stricter or (bool(doubtful) and not taken and _restricts(if_taken))
        state = RowState.DOUBTFUL if unsettled else RowState.VERDICT
        return Answered(number, row, state, wanted, found, if_taken, tuple(problems), matches)

    def _verdict(self, question: Question, wanted: Asked) -> Verdict:
        register = self.matcher.register
        return verdict.verdict(question, register=register, on=wanted.on, tolerances=self.tolerances)


def _question(row: OutlineRow, what: Said, wanted: Asked, taken: Iterable[Match], left: Sequence[Match]) -> Question:
    """What is asked with some matches taken. Code and outline are left out where what they lead to is doubtful."""
    outline = None if any(match.has(Likeness.OUTLINE_MOVED) for match in left) else row.outline
    code = "" if any(match.has(Likeness.CODE) for match in left) else what.code
    if not code and outline is None:
        # Land without code and outline is asked about under its name, its address or its place in the list.
        code = next((row.values[role] for role in IDENTITY[1:] if row.values.get(role)), row.where.text())
    return Question(
        step=wanted.step,
        use=wanted.use,
        outline=outline,
        code=code,
        place=what.place,
        current_use=wanted.current_use,
        matches=tuple(_hit(match) for match in taken),
    )


def _restricts(found: Verdict | None) -> bool:
    return found is not None and any(ground.hit is not None for ground in found.grounds)


def _hit(match: Match) -> Hit:
    """A match as the verdict takes it: the same land, by the strongest reason."""
    best = max(match.parts, key=lambda part: part.points)
    near = match.hit or Hit(match.entry, Relation.SAME)
    if near.relation is Relation.OVERLAPS:
        return replace(near, score=match.score)
    return replace(near, relation=Relation.SAME, how=best.likeness, score=match.score)
