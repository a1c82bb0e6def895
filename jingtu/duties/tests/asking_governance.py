"""Set-up shared by the clause tests of credit, projects and governance: facts in short, answers in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jingtu.duties import credit, governance, projects
from jingtu.duties.duty import Duty, Owed
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_governance import GovernanceWork
from jingtu.duties.facts.government_projects import ProjectWork
from jingtu.duties.facts.subject import Subject
from jingtu.duties.parameters import NOTHING_SET, Parameters, Setting
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

SHANGDANG, GAOPING, LIUCHENG, ZHONGYUAN = "140404", "140581", "450222", "410102"
CHANGZHI, SHANXI = "140400", "140000"
DUTIES: Sequence[Duty[Any]] = (*credit.DUTIES, *projects.DUTIES, *governance.DUTIES)
d = date.fromisoformat


def governing(place: str = "", *, level: Level = Level.COUNTY, known_since: date | None = None, **work: Any):
    """A county, with what its governance did."""
    return GovernmentBody(id="g", place=place, level=level, known_since=known_since, governance=GovernanceWork(**work))


def funding(place: str = "", *, level: Level | None = Level.COUNTY, **work: Any):
    """A county, with what it did about projects and funds."""
    return GovernmentBody(id="g", place=place, level=level, projects=ProjectWork(**work))


def ask(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> Owed:
    return asked(DUTIES, duty, facts, on=d(on), parameters=parameters)


def ask_all(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> list[Owed]:
    return asked_all(DUTIES, duty, facts, on=d(on), parameters=parameters)


def said(found: Owed) -> str:
    """State, due day and lateness: ``late 2025-03-31 1D(open)``."""
    due = "" if found.due is None else found.due.isoformat()
    return " ".join(part for part in (found.state.value, due, found.late) if part)


def says(duty: str, facts: Subject, on: str, *, parameters: Parameters = NOTHING_SET) -> list[str]:
    """Every occurrence: what it is about, then what is said of it."""
    found = ask_all(duty, facts, on, parameters=parameters)
    return [f"{one.about}: {said(one)}" if one.about else said(one) for one in found]


def unknown(duty: str, facts: Subject, on: str) -> tuple[str, tuple[str, ...]]:
    """The state of the only occurrence, and the facts it names as not known."""
    found = ask(duty, facts, on)
    return found.state.value, found.occurrence.missing


def cites(duty: str, facts: Subject, on: str) -> list[str]:
    """The articles of the last occurrence."""
    return [one.text() for one in ask_all(duty, facts, on)[-1].citations]


def setting(name: str, value: str) -> Parameters:
    """A number that the whole country has set."""
    return Parameters([Setting(name, "", value, Period(d("2019-01-01")), "", "")])
