"""Answers in short, for the clause tests: which articles, and which state each part is in."""

from __future__ import annotations

from collections.abc import Iterable

from jingtu.duties.duty import Owed
from jingtu.duties.occurrence import State


def articles(found: Owed) -> list[str]:
    """The articles on which an answer rests."""
    return [one.text() for one in found.citations]


def states(found: Iterable[Owed]) -> dict[str, State]:
    """The state of each part, by what it is about; no part stands there twice."""
    listed = [(one.about, one.state) for one in found]
    assert len(dict(listed)) == len(listed), listed
    return dict(listed)


def remark(found: Owed) -> str:
    """What an answer remarks, in English and without the remedy; empty where nothing."""
    told = found.occurrence.remark
    return told.what("en") if told else ""
