"""What offices do about safe use of cropland: plans, rates, training, tasks. FL-004, 012, 014, 015."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_farmland import SafeUseAccount
from jingtu.duties.facts.subject import Days
from jingtu.duties.known import naming, review
from jingtu.duties.levels import at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Parameter
from jingtu.duties.reckoning import Day, Yearly
from jingtu.duties.regular import regularly
from jingtu.duties.rounds import yearly
from jingtu.problems import attention

RATES = (
    ("410102", date(2020, 12, 31), 91),
    ("450222", date(2023, 12, 31), 91),
    ("410102", date(2030, 12, 31), 95),
)
"""Place, day, safe-use rate in per cent that its plan wants ("about 91 %" for the first is read as at least)."""
END_OF_2019 = date(2019, 12, 31)


def yearly_plan(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A county with cropland of the safe-use category makes a plan each year (安全利用方案)."""
    yield from at_level(body, {Level.COUNTY}, _plans(body, day))


def _plans(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    area, plans = body.farmland.safe_use_area_mu, body.farmland.safe_use_plans
    if area is None:
        yield review("safe_use_area_mu")
    elif area > 0:
        records = None if plans is None else [Yearly(one.year, one.made_on) for one in plans]
        found = yearly("FL-004", body, day, Parameter("county.safe_use_plan_day"), records)
        yield from naming("safe_use_plans", found)


def safe_use_rate(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The share of contaminated cropland in safe use that the plan of the place wants (受污染耕地安全利用率)."""
    accounts = {one.year: one for one in body.farmland.safe_use_accounts or ()}
    for place, by, percent in RATES:
        if body.place == place:
            yield _rate(accounts.get(by.year, SafeUseAccount()), by, percent, day)


def _rate(account: SafeUseAccount, by: date, percent: int, day: Day) -> Occurrence:
    safe, polluted, about = account.safe_area_mu, account.polluted_area_mu, str(by.year)
    if safe is None or not polluted:
        known = {"safe_area_mu": safe, "polluted_area_mu": polluted or None}
        missing = tuple(name for name, value in known.items() if value is None)
        return day.target(by, met=None, about=about, missing=missing)
    remark = attention("duties.short_of_target", reached=f"{safe}/{polluted}", wanted=f">= {percent} %")
    return day.target(by, met=100 * safe >= percent * polluted, about=about, remark=remark)


def training_and_techniques(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Farmers trained in safe use each year; techniques and recommended crops issued (培训、技术库和推荐清单)."""
    records = _first_of_each_year(body.farmland.trainings_on)
    for found in naming("trainings_on", yearly("FL-014", body, day, (12, 31), records)):
        yield found._replace(about=f"training {found.about}".strip())
    yield regularly(day, body.farmland.technique_lists_on, field="technique_lists_on", about="techniques")


def _first_of_each_year(days: Days | None) -> list[Yearly] | None:
    if days is None:
        return None
    return [Yearly(year, min(one for one in days if one.year == year)) for year in {one.year for one in days}]


def protection_tasks(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The main tasks of the protection scheme done by the end of 2019 (土壤环境保护方案主要工作)."""
    if not body.farmland.protection_tasks:
        yield review("protection_tasks")
    for task in body.farmland.protection_tasks or ():
        yield day.by(END_OF_2019, done=task.done_on, about=task.id)
