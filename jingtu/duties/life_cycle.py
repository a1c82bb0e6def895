"""Life cycles: which event leads a parcel, key unit, waste site, project or case from one state to the next.

Every cycle is a table in ``life_cycles/``: its moves in ``<cycle>.csv``, the names of states, events, guards,
documents and actors in ``names.csv``, and for every event that a state does not know the reason in ``refusals.csv``.
A guard is a fact that must be true; one that is not known refuses the move and is named. Nothing here asks the clock.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.duties import law
from jingtu.duties.law import Citation
from jingtu.problems import Language

FOLDER = Path(__file__).with_name("life_cycles")
CYCLES = ("parcels", "key_units", "wastes", "projects", "cases")
EVERY_OTHER = "*"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in both languages."""

    zh: str
    en: str

    def text(self, language: Language = "zh") -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Named:
    """A state, event, guard, document or actor by its code.

    ``stage`` is the stage code of the national platform (states of parcels); ``rank`` orders states from the best.
    """

    code: str
    name: Words
    stage: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a cycle: in ``state`` ``event`` leads to ``next_state``, once every guard holds.

    ``duties`` are the duties that the move rests on, whose citations stand with them; ``time_limit`` is in the
    deadline language of the duties; ``verification`` is a value of ``jingtu.standards.verification.Mark``.
    """

    state: Named
    event: Named
    guards: tuple[Named, ...]
    documents: tuple[Named, ...]
    actor: Named
    reviewer: Named | None
    duties: tuple[str, ...]
    verification: str
    time_limit: str
    next_state: Named

    def citations(self, *, on: date, place: str = "") -> tuple[Citation, ...]:
        """The articles in force on a day, for the whole country and the division ``place``; each once."""
        return tuple(dict.fromkeys(one for duty in self.duties for one in law.citations(duty, on=on, place=place)))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a state does not know an event, and what to do now."""

    why: Words
    remedy: Words


class Ground(StrEnum):
    """Why an event was refused."""

    NOT_HERE = "not_here"
    MISSING_FACT = "missing_fact"
    GUARD_FAILS = "guard_fails"


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that does not happen: what, why, what now.

    ``guards`` are the facts that are missing or false; ``possible`` the events this state knows.
    """

    state: Named
    event: Named
    ground: Ground
    reason: Reason
    guards: tuple[Named, ...]
    possible: tuple[Named, ...]

    def text(self, language: Language = "zh") -> str:
        """The whole answer in one paragraph."""
        events = LIST[language].join(one.name.text(language) for one in self.possible)
        return REFUSAL[language].format(
            state=self.state.name.text(language),
            event=self.event.name.text(language),
            why=self.reason.why.text(language),
            remedy=self.reason.remedy.text(language),
            possible=events or NOTHING[language],
        )


LIST: Mapping[Language, str] = {"zh": "、", "en": "; "}
NOTHING: Mapping[Language, str] = {"zh": "无", "en": "nothing"}
REFUSAL: Mapping[Language, str] = {
    "zh": "状态“{state}”下不能“{event}”。{why}。{remedy}。此状态下可以办理：{possible}。",
    "en": "In the state “{state}” this cannot be done: {event}. Why: {why}. What now: {remedy}. Possible: {possible}.",
}
MISSING = Words("是否“{}”没有记录", "it is not recorded whether: {}")
FAILS = Words("条件不满足：{}", "this does not hold: {}")
RECORD = Words("核实并补录上述事实", "find out and record it")
FULFIL = Words("先满足上述条件", "see to it first")


@dataclass(frozen=True, slots=True)
class Cycle:
    """A life cycle. For every pair of state and event there is a move in ``moves`` or a reason in ``refusals``."""

    name: Named
    states: Mapping[str, Named]
    events: Mapping[str, Named]
    moves: Mapping[tuple[str, str], Move]
    refusals: Mapping[tuple[str, str], Reason]

    @property
    def start(self) -> Named:
        """The state something is in of which nothing is known yet: the first of the table."""
        return next(iter(self.states.values()))

    def possible(self, state: str) -> tuple[Named, ...]:
        """The events that a state knows."""
        return tuple(move.event for (from_, _), move in self.moves.items() if from_ == state)


class UnknownName(LookupError):  # noqa: N818 - named after what it says
    """No cycle, state or event has this code. Says which come near."""

    def __init__(self, code: str, known: Mapping[str, Named] | tuple[str, ...]) -> None:
        near = get_close_matches(code, known, n=3, cutoff=0.5) or list(known)
        super().__init__(f"{code!r} is not known. Near: {', '.join(near)}.")


def step(cycle: Cycle, state: str, event: str, facts: Mapping[str, bool | None]) -> Move | Refused:
    """What an event does in a state.

    Parameters
    ----------
    facts : mapping of str to bool or None
        The guards by code: true, false, or None where it is not known, as is a guard left out.

    Returns
    -------
    Move or Refused
        The move, to the state ``next_state``; or why there is none.

    Raises
    ------
    UnknownName
        If the cycle has no such state or event.
    """
    if state not in cycle.states:
        raise UnknownName(state, cycle.states)
    if event not in cycle.events:
        raise UnknownName(event, cycle.events)
    move = cycle.moves.get((state, event))
    if move is None:
        return _refused(cycle, (state, event), Ground.NOT_HERE, cycle.refusals[state, event])
    if missing := tuple(guard for guard in move.guards if facts.get(guard.code) is None):
        return _refused(cycle, (state, event), Ground.MISSING_FACT, _about(missing, MISSING, RECORD), missing)
    if fails := tuple(guard for guard in move.guards if not facts[guard.code]):
        return _refused(cycle, (state, event), Ground.GUARD_FAILS, _about(fails, FAILS, FULFIL), fails)
    return move


def _refused(
    cycle: Cycle, at: tuple[str, str], ground: Ground, reason: Reason, guards: tuple[Named, ...] = ()
) -> Refused:
    state, event = at
    return Refused(cycle.states[state], cycle.events[event], ground, reason, guards, cycle.possible(state))


def _about(guards: tuple[Named, ...], why: Words, remedy: Words) -> Reason:
    zh, en = "；".join(one.name.zh for one in guards), "; ".join(one.name.en for one in guards)
    return Reason(Words(why.zh.format(zh), why.en.format(en)), remedy)


@cache
def cycle(name: str) -> Cycle:
    """The life cycle of ``parcels``, ``key_units``, ``wastes``, ``projects`` or ``cases``.

    Raises
    ------
    UnknownName
        If there is no such cycle.
    """
    if name not in CYCLES:
        raise UnknownName(name, CYCLES)
    names = {(row["cycle"], row["kind"], row["code"]): _named(row) for row in _rows("names")}
    states, events = (
        {code: one for (of, kind, code), one in names.items() if (of, kind) == (name, wanted)}
        for wanted in ("state", "event")
    )
    moves = {(row["state"], row["event"]): _move(name, row, names) for row in _rows(name)}
    refusals = _refusals(name, [(state, event) for state in states for event in events if (state, event) not in moves])
    return Cycle(names["", "cycle", name], states, events, moves, refusals)


def _named(row: Mapping[str, str]) -> Named:
    return Named(row["code"], Words(row["zh"], row["en"]), row["stage"], int(row["rank"] or 0))


def _move(name: str, row: Mapping[str, str], names: Mapping[tuple[str, str, str], Named]) -> Move:
    actor, reviewer = (names["", "actor", row[role]] if row[role] else None for role in ("actor", "reviewer"))
    if actor is None:
        raise ValueError(f"{name}.csv, {row['state']} {row['event']}: nobody acts. Fill in the column actor.")
    return Move(
        state=names[name, "state", row["state"]],
        event=names[name, "event", row["event"]],
        guards=tuple(names[name, "guard", code] for code in _codes(row["guards"])),
        documents=tuple(names["", "document", code] for code in _codes(row["documents"])),
        actor=actor,
        reviewer=reviewer,
        duties=_codes(row["duties"]),
        verification=row["verification"],
        time_limit=row["time_limit"],
        next_state=names[name, "state", row["next_state"]],
    )


def _refusals(name: str, pairs: list[tuple[str, str]]) -> Mapping[tuple[str, str], Reason]:
    """The reason of every pair without a move: that of its own state, else that of every other state.

    Raises
    ------
    KeyError
        If a pair has neither.
    """
    given: dict[tuple[str, str], Reason] = {}
    for row in _rows("refusals"):
        if row["cycle"] == name:
            reason = Reason(Words(row["why_zh"], row["why_en"]), Words(row["remedy_zh"], row["remedy_en"]))
            given |= {(state, row["event"]): reason for state in row["states"].split()}
    return {(state, event): given.get((state, event)) or given[EVERY_OTHER, event] for state, event in pairs}


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split(";") if code)


def _rows(table: str) -> Iterator[Mapping[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
