"""The decision table of the access verdict, and what each gate answers by the law in force on a day.

``data/decisions.csv`` says which gates close for a situation, a class of use and a step; ``data/gates.csv`` which duty
a gate rests on and what it answers; ``data/place_rules.csv`` where and when a local rule makes a gate bind;
``data/situations.csv`` what would open it again. Articles stand with the duties (``jingtu.duties.law``).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from jingtu.access.model import Answer, Force, Missing, PlaceRule, Step, Strength
from jingtu.access.situations import Situation, UseClass
from jingtu.duties import law
from jingtu.duties.law import Citation
from jingtu.periods import Period

DATA = Path(__file__).with_name("data")
STANDS_OPEN = "-"
NEVER = "never"
LOGIC = "1"
"""Raised whenever the code of a verdict decides differently from before."""


class Reach(StrEnum):
    """What a gate takes its force from: any instrument in force, the Code alone, a local rule, or none."""

    LAW = "law"
    CODE = "code"
    LOCAL = "local"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Gate:
    """A row of ``data/gates.csv``: what it answers where the text was read, not read, has run out, or is not there.

    Not read is *conditional* unless the table says otherwise; run out and not there are no ground unless it does.
    """

    name: str
    duty: str
    reach: Reach
    answer: Answer
    unread: Answer
    expired: Answer | None
    none: Answer | None
    remark: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gate answers on a day in a place, and what it rests on."""

    gate: str
    duty: str
    answer: Answer
    force: Force
    citations: tuple[Citation, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A row of ``data/situations.csv``: what is missing, and which other fact would change the answer."""

    missing: tuple[Missing, ...]
    would_change: tuple[str, ...]


@lru_cache(maxsize=20_000)
def outcomes(situation: Situation, use: UseClass, step: Step, *, on: date, place: str) -> tuple[Outcome, ...]:
    """What the gates answer for a situation: none where nothing stands in the way.

    Raises
    ------
    LookupError
        If the table says that the situation cannot arise with that use.
    """
    names = DECISIONS[situation, use, step]
    if names == (NEVER,):
        raise LookupError(f"{situation} does not arise with {use} uses: data/decisions.csv says never.")
    found = (outcome(GATES[name], step, on=on, place=place) for name in names if name != STANDS_OPEN)
    return tuple(one for one in found if one is not None)


def outcome(gate: Gate, step: Step, *, on: date, place: str) -> Outcome | None:
    """What one gate answers on a day in a place; None where it is of no concern there."""
    if gate.reach is Reach.LOCAL:
        return _by_place(gate, step, on, place)
    cited = law.citations(gate.duty, on=on, place=place)
    if gate.reach is Reach.INTERNAL:
        return _outcome(gate, gate.answer, Force.INTERNAL, cited)
    if gate.reach is Reach.CODE:
        code = tuple(one for one in cited if one.instrument.kind is law.Kind.CODE)
        certain = _by_text(gate, code) or _by_place(gate, step, on, place, certain=True)
        return certain or _outcome(gate, gate.none, Force.INTERNAL, cited, "before_code")
    return _by_text(gate, cited) or _outcome(gate, gate.none, Force.INTERNAL, (), "no_ground_that_day")


def rules_of(place: str, gate: str, step: Step) -> tuple[PlaceRule, ...]:
    """Local rules of a place and those above it that make a gate bind at a step, whatever the day."""
    return tuple(one for one in PLACE_RULES if one.gate == gate and step in one.steps and law.covers(one.place, place))


def local_kinds(place: str) -> frozenset[str]:
    """Further uses that local rules, of any day, ask a survey for: ``food_storage``, ``farmland``, ``vacated``."""
    return frozenset().union(*(one.kinds for one in PLACE_RULES if law.covers(one.place, place)))


def _by_place(gate: Gate, step: Step, on: date, place: str, *, certain: bool = False) -> Outcome | None:
    """By local rule: in force, run out, or none; ``certain`` asks for a rule in force only."""
    rules = rules_of(place, gate.name, step)
    binding = next((one for one in rules if on in one.days), None)
    if binding is not None:
        cited = _of_place(law.citations(binding.duty, on=on, place=place), binding.place)
        answer = gate.answer if binding.strength is Strength.HARD else Answer.CONDITIONAL
        remark = "outlives_year" if _outlives_its_year(binding, on) else ""
        return _outcome(gate, answer, Force.LOCAL, cited, remark) if cited else None
    if certain:
        return None
    unread = tuple(one for one in law.citations(gate.duty, on=on, place=place) if not one.text_read)
    if unread:
        return _outcome(gate, gate.unread, Force.UNREAD, unread)
    past = next((one for one in rules if one.days.before is not None and one.days.before <= on), None)
    if past is not None and gate.expired is not None:
        cited = _of_place(law.binding(past.duty, place), past.place)
        return _outcome(gate, gate.expired, Force.EXPIRED, cited, "rule_expired")
    return _outcome(gate, gate.none, Force.INTERNAL, ())


def _by_text(gate: Gate, cited: tuple[Citation, ...]) -> Outcome | None:
    """By the citations in force: a statute read, another paper read, or only texts not read; None without any."""
    read = tuple(one for one in cited if one.text_read)
    if not cited:
        return None
    if not read:
        return _outcome(gate, gate.unread, Force.UNREAD, cited, "text_not_read")
    statutory = any(one.instrument.kind in law.STATUTES for one in read)
    return _outcome(gate, gate.answer, Force.STATUTORY if statutory else Force.LOCAL, read)


def _outcome(
    gate: Gate, answer: Answer | None, force: Force, cited: tuple[Citation, ...], *remarks: str
) -> Outcome | None:
    if answer is None:
        return None
    own = gate.remark if force not in (Force.STATUTORY, Force.LOCAL) or gate.answer is Answer.CONDITIONAL else ""
    return Outcome(gate.name, gate.duty, answer, force, cited, tuple(filter(None, (*remarks, own))))


def _of_place(cited: tuple[Citation, ...], place: str) -> tuple[Citation, ...]:
    return tuple(one for one in cited if one.instrument.place == place)


def _outlives_its_year(rule: PlaceRule, on: date) -> bool:
    """A yearly plan without a last day is asked about once its year is over."""
    return rule.days.before is None and on.year > rule.days.start.year


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _answer(text: str) -> Answer | None:
    return Answer(text) if text else None


def _read_gates() -> dict[str, Gate]:
    return {
        row["gate"]: Gate(
            name=row["gate"],
            duty=row["duty"],
            reach=Reach(row["reach"]),
            answer=Answer(row["answer"]),
            unread=_answer(row["unread"]) or Answer.CONDITIONAL,
            expired=_answer(row["expired"]),
            none=_answer(row["none"]),
            remark=row["remark"],
        )
        for row in _rows("gates.csv")
    }


def _read_decisions() -> dict[tuple[Situation, UseClass, Step], tuple[str, ...]]:
    return {
        (Situation(row["situation"]), UseClass(use), step): tuple(row[step].split())
        for row in _rows("decisions.csv")
        for use in row["use"].split()
        for step in Step
    }


def _read_place_rules() -> tuple[PlaceRule, ...]:
    return tuple(
        PlaceRule(
            place=row["place"],
            gate=row["gate"],
            duty=row["duty"],
            days=_period(row),
            strength=Strength(row["strength"]),
            steps=frozenset(map(Step, row["steps"].split())),
            kinds=frozenset(row["kinds"].split()),
        )
        for row in _rows("place_rules.csv")
    )


def _period(row: Mapping[str, str]) -> Period:
    before = row["valid_before"]
    return Period(date.fromisoformat(row["valid_from"]), date.fromisoformat(before) if before else None)


def _read_remedies() -> dict[Situation, Remedy]:
    return {
        Situation(row["situation"]): Remedy(
            tuple(Missing(*one.split(":")) for one in row["missing"].split()), tuple(row["would_change"].split())
        )
        for row in _rows("situations.csv")
    }


def _version() -> str:
    """The version of the rules: of this code and of every table that decides."""
    seal = hashlib.sha256(LOGIC.encode())
    tables = [DATA / name for name in ("decisions.csv", "gates.csv", "place_rules.csv", "situations.csv")]
    for table in (*tables, law.DATA / "citations.csv", law.DATA / "instruments.csv"):
        seal.update(table.read_bytes())
    return f"{LOGIC}.{seal.hexdigest()[:12]}"


GATES = _read_gates()
DECISIONS = _read_decisions()
PLACE_RULES = _read_place_rules()
REMEDIES = _read_remedies()
RULES = _version()
