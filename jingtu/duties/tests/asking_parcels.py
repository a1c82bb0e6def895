"""The words in which the clause tests of parcels speak."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from jingtu.duties.duty import Owed
from jingtu.duties.facts.parcel import Listing, ListKind, Parcel
from jingtu.duties.facts.parcel_reports import Survey
from jingtu.duties.occurrence import State
from jingtu.duties.parameters import Parameters, Setting
from jingtu.duties.parcels import DUTIES
from jingtu.duties.tests.asking import asked, asked_all
from jingtu.periods import Period

ask = partial(asked, DUTIES)
ask_all = partial(asked_all, DUTIES)


def parcel(**facts: Any) -> Parcel:
    """A parcel whose facts were written down at the end of 2026, so that earlier days can be looked back on."""
    return Parcel(id="p", as_of=date(2026, 12, 31), **facts)


def setting(name: str, value: str) -> Parameters:
    """One parameter as a province has set it."""
    return Parameters([Setting(name, "", value, Period(date(2017, 1, 1)), "provincial paper", "")])


def cited(found: Owed) -> str:
    """The first article shown."""
    return found.citations[0].text()


def states(found: list[Owed]) -> list[tuple[str, State]]:
    return [(one.about, one.state) for one in found]


def passed(on: date, **facts: Any) -> Survey:
    """A survey that was finished and passed its review on one day."""
    return Survey(finished_on=on, reviewed_on=on, review_passed=True, **facts)


def control_list(listed_on: date | None = None, **facts: Any) -> Listing:
    return Listing(kind=ListKind.CONTROL, listed_on=listed_on, **facts)
