"""The key of the five plans: which duties a person found in which clause, and how proposals are measured against it.

``seed_clauses`` of ``../shared/domain/duties.csv`` names a clause by plan and printed number: ``上党区2022:7`` is the
task 7, ``郑州市中原区:27、28`` two tasks, ``柳城县2023:(四)1`` the first task of chapter （四）, ``(六)`` that whole
chapter, ``保障(五)`` and ``三(2)`` one guarantee measure, ``高平市2019:三`` all of them. A number whose task the reader
cuts into parts (``15`` is T15a to T15d) names all parts: the key knows no finer, so one part suffices.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jingtu.duties import law
from jingtu.duties.binding import Kind, bind
from jingtu.duties.binding_rules import Group, Phrase, Rule, duty_rules, first, sentences
from jingtu.plans import Reading, read

FILES = {
    "上党区2022": "000_573fadf36d3301f9.txt",
    "山西省2021": "001_f088854e9a27fcdd.txt",
    "郑州市中原区": "002_4fa01e7a76a6e455.txt",
    "柳城县2023": "003_dec25d38c6ce73f6.txt",
    "高平市2019": "004_1ee44848a3e1727e.txt",
}
CHAPTERS = "一二三四五六七"
REVIEW = Path(__file__).resolve().parents[3] / "docs" / "bindings-review.csv"


@dataclass(frozen=True)
class Pair:
    """A clause of a plan and a duty; ``units`` are the ids the reader gives the clause."""

    plan: str
    units: frozenset[str]
    duty: str


@dataclass
class Score:
    """Pairs of the key and how many were found; pairs proposed and how many are in the key or listed for review."""

    key: int = 0
    found: int = 0
    proposed: int = 0
    in_key: int = 0
    listed: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.key if self.key else 1.0

    @property
    def precision(self) -> float:
        return (self.in_key + self.listed) / self.proposed if self.proposed else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))


@cache
def readings(shared: Path) -> Mapping[str, Reading]:
    return {plan: read(shared / "plans" / file) for plan, file in FILES.items()}


@cache
def key(shared: Path) -> tuple[Pair, ...]:
    with (shared / "domain" / "duties.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Pair(plan, units_of(clause, readings(shared)[plan]), row["id"])
            for row in csv.DictReader(lines)
            for plan, clause in _clauses(row["seed_clauses"])
        )


def _clauses(cell: str) -> Iterator[tuple[str, str]]:
    for reference in filter(None, cell.split(";")):
        plan, _, clauses = reference.partition(":")
        for clause in clauses.split("、"):
            yield plan, clause


def units_of(clause: str, reading: Reading) -> frozenset[str]:
    """The ids of the units that the key's name of a clause means."""
    if clause.isdecimal():
        wanted = rf"T{int(clause):02d}[a-z]?"
    elif found := re.fullmatch(r"\((.)\)(\d*)", clause):
        wanted = rf"T{CHAPTERS.index(found[1]) + 1}\.{found[2] or '[0-9]+'}"
    elif found := re.fullmatch(r"(?:保障|三)\((.)\)", clause):
        wanted = f"G{found[1] if found[1].isdecimal() else CHAPTERS.index(found[1]) + 1}"
    else:
        wanted = "G[0-9]+"
    units = frozenset(unit.id for unit in reading.units if re.fullmatch(wanted, unit.id))
    if not units:
        raise LookupError(f"no unit for the clause {clause} of {reading.title}")
    return units


@cache
def reviewed() -> frozenset[tuple[str, str, str]]:
    """Plan, unit and duty of each pair that is not in the key, but was found right by reading the clause."""
    with REVIEW.open(encoding="utf-8", newline="") as lines:
        return frozenset((row["plan"], row["unit"], row["duty"]) for row in csv.DictReader(lines))


def proposed(reading: Reading, rules: Sequence[Rule]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (bound.unit.id, one.id)
        for bound in bind(reading, duties=rules, indicators=())
        for one in bound.proposals
        if one.kind is Kind.DUTY
    )


def scores(plan: str, shared: Path, rules: Sequence[Rule]) -> dict[str, Score]:
    """The score of one plan per subject of the duties."""
    wanted = [pair for pair in key(shared) if pair.plan == plan]
    found = proposed(readings(shared)[plan], rules)
    table = {subject: Score() for subject in sorted({one.subject for one in law.TEXTS.values()})}
    for pair in wanted:
        score = table[law.text(pair.duty).subject]
        score.key += 1
        score.found += any((unit, pair.duty) in found for unit in pair.units)
    in_key = {(unit, pair.duty) for pair in wanted for unit in pair.units}
    for unit, duty in found:
        score = table[law.text(duty).subject]
        score.proposed += 1
        score.in_key += (unit, duty) in in_key
        score.listed += (unit, duty) not in in_key and (plan, unit, duty) in reviewed()
    return table


def total(table: Mapping[str, Score]) -> Score:
    return sum(table.values(), Score())


def without_learnt(plan: str, shared: Path) -> tuple[Rule, ...]:
    """The rules as if a plan had never been read.

    A word is learnt from a plan if it stands in that plan, in none of the other four, and not in the duty's own words.
    A rule that loses all words of a group is switched off; forbidden words learnt from the plan are lost too.
    """
    return tuple(rule for one in duty_rules() if (rule := _unlearn(one, plan, shared)))


def _unlearn(rule: Rule, plan: str, shared: Path) -> Rule | None:
    def keep(words: Group) -> Group:
        return tuple(phrase for phrase in words if not _learnt(phrase, rule.target, plan, shared))

    groups = tuple(map(keep, rule.groups))
    about = keep(rule.about)
    if not all(groups) or (rule.about and not about):
        return None
    return replace(rule, groups=groups, without=keep(rule.without), about=about)


def _learnt(phrase: Phrase, duty: str, plan: str, shared: Path) -> bool:
    own = law.text(duty)
    words = "".join((own.zh, own.trigger, own.who, own.supervised_by, own.deadline, own.recurrence, own.evidence))
    if all(piece in words for piece in phrase):
        return False
    return _plans_with(phrase, shared) == {plan}


@cache
def _plans_with(phrase: Phrase, shared: Path) -> frozenset[str]:
    return frozenset(plan for plan in FILES if any(first((phrase,), letters) for letters in _letters(plan, shared)))


@cache
def _letters(plan: str, shared: Path) -> tuple[str, ...]:
    units = readings(shared)[plan].units
    texts = (text for unit in units for text in (unit.text, unit.title or "", *unit.path))
    return tuple(sentence.letters for text in texts for sentence in sentences(text))
