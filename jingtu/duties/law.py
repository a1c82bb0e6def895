"""What the law says of a duty: its words, its citations by day, and who is bound by them.

The words stand in ``data/duties.csv``, one row per duty; the citations in ``data/citations.csv``, one row per
duty and article with its days in force; what kind of paper an instrument is, and of which place, in
``data/instruments.csv``. How a duty arises and when it is due stands in the file of its subject.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from jingtu.periods import Period
from jingtu.problems import Language

DATA = Path(__file__).with_name("data")
PARAGRAPH = re.compile(r"(\d+)?(\([一二三四五六七八九]\))?(末)?")
ITEMS = "一二三四五六七八九"
CODE_FROM = date(2026, 8, 15)
"""First day of the Ecological and Environmental Code (art. 1242 repeals the soil law that day)."""


class Kind(StrEnum):
    """What kind of paper an instrument is."""

    CODE = "code"
    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"
    OPINION = "opinion"
    GUIDE = "guide"
    STANDARD = "standard"
    PLAN = "plan"


STATUTES = frozenset({Kind.CODE, Kind.LAW, Kind.REGULATION, Kind.RULE})
"""Kinds that can make a duty statutory. The others call for work, which is shown as theirs."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, rule, guide or plan. ``place`` is its division code; empty for the whole country."""

    title: str
    kind: Kind
    place: str
    en: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An article on which a duty rests, with its days in force.

    ``text_read`` is false where the article's text was not seen; such a citation is shown with that remark.
    """

    instrument: Instrument
    article: str
    paragraph: str
    period: Period
    text_read: bool

    def text(self, language: Language = "zh") -> str:
        title = self.instrument.title if language == "zh" else self.instrument.en
        if not self.article:
            return title
        return title + _article(self.article, self.paragraph, language)


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a duty, as ``data/duties.csv`` has them.

    ``subject`` names the file of the duty (``parcels``); ``consequence`` the row of ``data/consequences.csv``;
    ``verified`` is false where the duty's substance was not confirmed: it is then an internal reminder only.
    """

    id: str
    subject: str
    zh: str
    en: str
    trigger: str
    who: str
    supervised_by: str
    deadline: str
    recurrence: str
    evidence: str
    needs: tuple[str, ...]
    consequence: str
    verified: bool

    def name(self, language: Language = "zh") -> str:
        return self.zh if language == "zh" else self.en


def text(duty: str) -> Text:
    """The words of a duty.

    Raises
    ------
    KeyError
        If there is no such duty.
    """
    return TEXTS[duty]


@lru_cache(maxsize=200_000)
def citations(duty: str, *, on: date, place: str = "") -> tuple[Citation, ...]:
    """The articles a duty rests on that are in force on a day and bind a place.

    Parameters
    ----------
    duty : str
        Such as ``CL-001``.
    on : date
        The day of the conduct, not of the question.
    place : str, default ""
        Division code; without one only what holds for the whole country.
    """
    return tuple(one for one in binding(duty, place) if on in one.period)


@cache
def binding(duty: str, place: str = "") -> tuple[Citation, ...]:
    """The articles of all days that a duty rests on in a place (code of a county, city or province)."""
    return tuple(one for one in CITATIONS.get(duty, ()) if covers(one.instrument.place, place))


def covers(instrument_place: str, place: str) -> bool:
    """Whether an instrument of one place binds another: its own division and all below it."""
    return not instrument_place or (bool(place) and place.startswith(stem(instrument_place)))


def stem(code: str) -> str:
    """The part of a division code that all divisions below it share: ``14`` of ``140000``, ``4502`` of ``450200``."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def local_places(duty: str) -> tuple[str, ...]:
    """The places whose own papers alone carry a duty; empty where something nation-wide carries it too."""
    places = {one.instrument.place for one in CITATIONS.get(duty, ())}
    return () if "" in places else tuple(sorted(places))


def _article(article: str, paragraph: str, language: Language) -> str:
    number, item, last = PARAGRAPH.fullmatch(paragraph).groups("")  # type: ignore[union-attr]
    plain = article.isdecimal()
    if language == "en":
        found = f" art. {article}" if plain else f" {article}"
        found += f" para. {number}" if number else ""
        return found + (f"({ITEMS.index(item[1]) + 1})" if item else "") + (" last sentence" if last else "")
    found = f"第{article}条" if plain else article
    return found + (f"第{number}款" if number else "") + item + ("末句" if last else "")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _period(row: Mapping[str, str]) -> Period:
    before = row["valid_before"]
    return Period(date.fromisoformat(row["valid_from"]), date.fromisoformat(before) if before else None)


def _read_texts() -> dict[str, Text]:
    return {
        row["id"]: Text(
            **{name: row[name] for name in row if name not in ("needs", "verified")},
            needs=tuple(row["needs"].split(";")),
            verified=row["verified"] == "yes",
        )
        for row in _rows("duties.csv")
    }


def _read_citations() -> dict[str, tuple[Citation, ...]]:
    found: dict[str, list[Citation]] = {}
    for row in _rows("citations.csv"):
        citation = Citation(
            INSTRUMENTS[row["instrument"]], row["article"], row["paragraph"], _period(row), row["text_read"] == "yes"
        )
        found.setdefault(row["duty"], []).append(citation)
    return {duty: tuple(cites) for duty, cites in found.items()}


INSTRUMENTS = {
    row["title"]: Instrument(row["title"], Kind(row["kind"]), row["place"], row["en"])
    for row in _rows("instruments.csv")
}
TEXTS = _read_texts()
CITATIONS = _read_citations()
