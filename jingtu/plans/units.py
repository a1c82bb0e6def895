"""Clauses to units: ids, texts, bodies with inheritance, deadlines, targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from jingtu.plans.bodies import canonical, level_of, level_of_place
from jingtu.plans.clauses import Clause, Clauses, Section
from jingtu.plans.dates import Found, deadlines
from jingtu.plans.front import Facts
from jingtu.plans.model import Body, Deadlines, Kind, Part, Position, Target, Unit
from jingtu.plans.roles import Named, Responsibility, later_bodies, parse, with_first_as_lead
from jingtu.plans.targets import targets
from jingtu.plans.traced import Ledger, Traced

LETTERS = {Kind.GOAL: "O", Kind.TASK: "T", Kind.GUARANTEE: "G"}
TIME_LABEL = re.compile("时限|时间|期限|日期|节点|時限|時間")


class Builder:
    """Builds the units of one document, in reading order; what one unit says of later ones is remembered."""

    def __init__(self, ledger: Ledger, position: Callable[[Traced], Position], facts: Facts) -> None:
        self._ledger, self._position, self._facts = ledger, position, facts
        self._later: list[tuple[Named, str]] = []
        self._first_leads = False

    def units(self, found: Clauses) -> tuple[Unit, ...]:
        names = ids(found.clauses)
        return tuple(
            unit for clause, name in zip(found.clauses, names, strict=True) for unit in self._parts(clause, name)
        )

    def _parts(self, clause: Clause, name: str) -> Iterator[Unit]:
        letters = [letter_of(index) for index in range(len(clause.sections))] if len(clause.sections) > 1 else [None]
        for section, letter in zip(clause.sections, letters, strict=True):
            own = clause.own_heading() if section is clause.sections[0] else ()
            yield self._unit(_Draft(clause, section, letter, name + (letter or "")), own)
        self._claim(clause.headings_without_unit(), None)

    def _claim(self, pieces: Iterable[Traced], unit: str | None) -> None:
        for piece in pieces:
            self._ledger.claim(piece, Part.HEADING, unit)

    def _unit(self, draft: _Draft, own: Sequence[Traced]) -> Unit:
        section, clause = draft.section, draft.clause
        self._claim(own, draft.id)
        for piece in section.texts:
            self._ledger.claim(piece.strip(), Part.TEXT, draft.id)
        for piece in section.responsibilities:
            self._ledger.claim(piece.strip(), Part.RESPONSIBILITY, draft.id)
        said = parse(draft.responsibility or "")
        dates = self._dates(draft)
        return Unit(
            id=draft.id,
            number=clause.number,
            part=draft.letter,
            path=clause.path,
            kind=clause.kind,
            heading=clause.printed_heading(),
            title=clause.title,
            text=draft.text,
            responsibility_text=draft.responsibility,
            lines=self._lines([*own, *section.texts, *section.responsibilities] or [clause.mark]),
            bodies=self._bodies(said, draft),
            open_roles=said.open_roles,
            deadlines=tuple(dict.fromkeys(found.deadline for one in dates for found in one)),
            targets=tuple(_targets(draft, dates)),
        )

    def _lines(self, pieces: Sequence[Traced]) -> tuple[Position, Position]:
        placed = [piece for piece in pieces if any(at >= 0 for at in piece.strip().at)]
        if not placed:
            return (self._position(pieces[0]), self._position(pieces[0]))
        last = max((piece.strip() for piece in placed), key=lambda piece: max(piece.at))
        first = min((piece.strip() for piece in placed), key=lambda piece: min(at for at in piece.at if at >= 0))
        return self._position(first), self._position(last.cut(last.at.index(max(last.at))))

    def _bodies(self, said: Responsibility, draft: _Draft) -> tuple[Body, ...]:
        self._first_leads = self._first_leads or said.first_leads
        own = with_first_as_lead(said.bodies) if self._first_leads else said.bodies
        bodies = list(self._canonical(own, None))
        known = {(body.name, body.role) for body in bodies}
        for named, source in self._later:
            if (named.name, named.role) not in known:
                known.add((named.name, named.role))
                bodies += self._canonical([named], source)
        self._later += [(named, draft.id) for named in (*said.later, *later_bodies(draft.text))]
        return tuple(bodies)

    def _canonical(self, names: Iterable[Named], source: str | None) -> Iterator[Body]:
        level = level_of_place(self._facts.place)
        for named in names:
            level = level_of(named.name) or level
            yield Body(named.name, named.role, canonical(named.name, level=level), source)

    def _dates(self, draft: _Draft) -> tuple[list[Found], list[Found], list[Found]]:
        """The deadlines of heading, text and responsibility line."""
        year, line = self._facts.year, draft.responsibility or ""
        labelled = bool(TIME_LABEL.search(line))
        return deadlines(draft.heading, year), deadlines(draft.text, year), deadlines(line, year, labelled=labelled)


@dataclass(frozen=True)
class _Draft:
    """One section of a clause on its way to a unit."""

    clause: Clause
    section: Section
    letter: str | None
    id: str

    @property
    def text(self) -> str:
        return _printed(self.section.texts)

    @property
    def responsibility(self) -> str | None:
        """Its own line, or that of the heading above it."""
        return _printed(self.section.responsibilities) or _printed(self.clause.heading_lines) or None

    @property
    def heading(self) -> str:
        """The heading line of the first section; later sections of the item do not repeat its dates and numbers."""
        return (self.clause.title or "") if self.clause.heading and self.letter in (None, "a") else ""


def _targets(draft: _Draft, dates: tuple[list[Found], list[Found], list[Found]]) -> Iterator[Target]:
    """The targets of heading and text; one day in the responsibility line holds for those without a day."""
    of_heading, of_text, of_line = dates
    limits = {found.deadline.date for found in of_line if found.deadline.kind is Deadlines.BY}
    otherwise = limits.pop() if len(limits) == 1 else None
    yield from targets(draft.heading, of_heading, otherwise=otherwise)
    yield from targets(draft.text, of_text, otherwise=otherwise)


def _printed(pieces: Iterable[Traced]) -> str:
    return "\n".join(text for piece in pieces if (text := piece.text.strip()))


def letter_of(index: int) -> str:
    """a to z, then aa, ab …"""
    first, second = divmod(index, len(ascii_lowercase))
    return (letter_of(first - 1) if first else "") + ascii_lowercase[second]


def ids(found: Sequence[Clause]) -> list[str]:
    """One id per clause: the printed number where no task shares it (T07), else chapter and place (T2.3)."""
    tasks = [clause.number for clause in found if clause.kind is Kind.TASK]
    printed = all(number and number.isdecimal() for number in tasks) and len(set(tasks)) == len(tasks)
    counts: dict[object, int] = {}
    sections: dict[tuple[str, ...], int] = {}
    names = []
    for clause in found:
        if clause.kind is Kind.TASK and not printed:
            section = sections.setdefault(clause.path, len(sections) + 1)
            key: object = section
        else:
            section, key = 0, clause.kind
        counts[key] = counts.get(key, 0) + 1
        names.append(_id(clause, section, counts[key]))
    return names


def _id(clause: Clause, section: int, count: int) -> str:
    letter = LETTERS[clause.kind]
    if section:
        return f"{letter}{section}.{count}"
    return f"{letter}{int(clause.number or 0):02d}" if clause.kind is Kind.TASK else f"{letter}{count}"
