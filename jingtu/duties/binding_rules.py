"""The rules by which a clause binds: cue words as data, and how one rule meets one sentence.

``data/binding_<subject>.csv`` holds the rules of the duties, ``data/binding_indicators.csv`` those of the indicators,
one rule per row. A rule fires in a sentence that holds a word of each group (``+`` between groups, ``|`` between the
words of a group) and none of the words in ``without``, if ``about`` is empty or one of its words stands in the headings
or anywhere in the clause. ``…`` inside a word stands for up to 30 letters. How to write one: ``docs/bindings.md``.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.plans.simplified import simplified

DATA = Path(__file__).with_name("data")
SUBJECTS = (
    "parcels",
    "key_units",
    "metals",
    "wastes",
    "groundwater",
    "farmland",
    "farming",
    "disclosure",
    "credit",
    "projects",
    "governance",
    "monitoring",
)
ENDS = frozenset("。；;！!？?\n")
GAP = 30
"""Letters that ``…`` may stand for: about one part of a sentence."""
Phrase = tuple[str, ...]
"""A word of a rule, cut at ``…``."""
Group = tuple[Phrase, ...]


class Relation(StrEnum):
    """*Says*: the clause asks for what the duty asks. *Implies*: it names the work to which the law ties the duty."""

    SAYS = "says"
    IMPLIES = "implies"


@dataclass(frozen=True, slots=True)
class Rule:
    """What must stand together in one sentence for ``target`` (a duty or an indicator) to be proposed."""

    target: str
    relation: Relation
    groups: tuple[Group, ...]
    without: Group = ()
    about: Group = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is matched: half-width, simplified, without white space; ``places`` leads back to the print."""

    letters: str
    places: tuple[int, ...]


Found = tuple[int, int]
"""Characters ``start`` up to, not including, ``end`` of the printed text."""


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, also cut at semicolons and line ends."""
    ends = [place for place, character in enumerate(text) if character in ENDS]
    return tuple(
        sentence(text, start, end)
        for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)
    )


def sentence(text: str, start: int, end: int) -> Sentence:
    """A stretch of a text as one sentence."""
    letters = [
        (letter, place)
        for place, character in enumerate(simplified(text[start:end]), start)
        for letter in squeezed(character)
    ]
    return Sentence("".join(letter for letter, _ in letters), tuple(place for _, place in letters))


def under(title: Sentence, below: Sentence) -> Sentence:
    """A sentence read together with the title above it; no word reaches from one into the other."""
    between = GAP + 1
    return Sentence(below.letters + "\n" * between + title.letters, below.places + (0,) * between + title.places)


def squeezed(text: str) -> str:
    """The letters that count in matching."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def fires(rule: Rule, sentence: Sentence) -> tuple[Found, ...]:
    """Where each group of a rule stands in a sentence; nothing if a group is absent or a forbidden word is there."""
    found = tuple(first(group, sentence.letters) for group in rule.groups)
    if any(one is None for one in found) or first(rule.without, sentence.letters):
        return ()
    return tuple((sentence.places[one[0]], sentence.places[one[1] - 1] + 1) for one in found if one)


def first(group: Iterable[Phrase], letters: str) -> Found | None:
    """The earliest word of a group; of two that begin together the longer."""
    found = [one for phrase in group if (one := _stands(phrase, letters))]
    return min(found, key=lambda one: (one[0], -one[1]), default=None)


def _stands(phrase: Phrase, letters: str) -> Found | None:
    start = letters.find(phrase[0])
    while start >= 0:
        end = start + len(phrase[0])
        for piece in phrase[1:]:
            at = letters.find(piece, end, end + GAP + len(piece))
            if at < 0:
                break
            end = at + len(piece)
        else:
            return start, end
        start = letters.find(phrase[0], start + 1)
    return None


@cache
def duty_rules() -> tuple[Rule, ...]:
    """The rules of all duties, subject by subject."""
    return tuple(rule for subject in SUBJECTS for rule in read(DATA / f"binding_{subject}.csv"))


@cache
def indicator_rules() -> tuple[Rule, ...]:
    return read(DATA / "binding_indicators.csv")


@cache
def indicator_names() -> Mapping[str, tuple[str, str]]:
    """Chinese and English name of each indicator."""
    return {row["id"]: (row["zh"], row["en"]) for row in rows(DATA / "binding_indicator_names.csv")}


@cache
def count_occasions() -> frozenset[str]:
    """Indicators that a target such as *once a year* belongs to; for the others it is a frequency of some work."""
    return frozenset(row["id"] for row in rows(DATA / "binding_indicator_names.csv") if row["counts"] == "occasions")


def read(table: Path) -> tuple[Rule, ...]:
    return tuple(_rule(row) for row in rows(table))


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        target=row["target"],
        relation=Relation(row["relation"]),
        groups=tuple(group(words) for words in row["words"].split("+")),
        without=group(row["without"]),
        about=group(row["about"]),
    )


def group(words: str) -> Group:
    """``甲|乙…丙`` as phrases."""
    return tuple(tuple(map(squeezed, one.split("…"))) for one in words.split("|") if one)
