"""Asks for one duty of one subject: the words in which the clause tests speak."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jingtu.duties.duty import Duty, Owed, owed
from jingtu.duties.facts.subject import Subject
from jingtu.duties.parameters import NOTHING_SET, Parameters


def asked_all(
    duties: Sequence[Duty[Any]], duty: str, facts: Subject, *, on: date, parameters: Parameters = NOTHING_SET
) -> list[Owed]:
    """Every occurrence of one duty, in the order in which the rule gives them."""
    one = [known for known in duties if known.id == duty]
    assert len(one) == 1, f"{duty} is declared {len(one)} times"
    return owed(one, facts, on=on, parameters=parameters)


def asked(
    duties: Sequence[Duty[Any]], duty: str, facts: Subject, *, on: date, parameters: Parameters = NOTHING_SET
) -> Owed:
    """The only occurrence of one duty."""
    found = asked_all(duties, duty, facts, on=on, parameters=parameters)
    assert len(found) == 1, f"{duty} arose {len(found)} times: {[one.about for one in found]}"
    return found[0]
