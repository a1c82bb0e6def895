"""Set-up shared by the clause tests of key units and disclosure: facts in short, answers in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jingtu.duties import disclosure, key_units
from jingtu.duties.duty import Duty, Owed
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.subject import Subject
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

SHANGDANG, GAOPING, LIUCHENG, ZHONGYUAN = "140404", "140581", "450222", "410102"
DUTIES: Sequence[Duty[Any]] = (*key_units.DUTIES, *disclosure.DUTIES)
d = date.fromisoformat


def unit(**facts: Any) -> KeyUnit:
    """A key unit, listed on Friday 29 March 2024 unless told otherwise."""
    return KeyUnit(**{"id": "u", "listed_on": d("2024-03-29"), **facts})


def ask(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> Owed:
    return asked(DUTIES, duty, facts, on=d(on), parameters=parameters)


def ask_all(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=d(on), parameters=parameters)


def said(found: Owed) -> str:
    """State, due day and lateness: ``late 2025-03-31 1D(open)``."""
    due = found.due.isoformat() if found.due else ""
    return " ".join(filter(None, (found.state.value, due, found.late)))


def says(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> list[str]:
    """Every occurrence: what it is about, then what is said of it."""
    found = ask_all(duty, facts, on, parameters=parameters)
    return [f"{one.about}: {said(one)}" if one.about else said(one) for one in found]


def cites(duty: str, facts: Subject, on: str) -> list[str]:
    """The articles of the last occurrence."""
    return [one.text() for one in ask_all(duty, facts, on)[-1].citations]


def setting(name: str, value: str) -> Parameters:
    """A number that the whole country has set."""
    return Parameters([Setting(name, "", value, Period(d("2019-01-01")), "", "")])
