"""What governments and their departments keep and report about parcels (CL-004, 012, 037, 040, 042, 043, 057 …)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties import law
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_land import ClosedEnterprise, Push, SafeUse
from jingtu.duties.known import happened, naming, review
from jingtu.duties.levels import UP_TO_CITY, at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.parcels_steps import ahead_of, all_done, first, unknown
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.rounds import yearly
from jingtu.duties.spans import days, months, years
from jingtu.problems import attention

SUSPECT_INDUSTRIES = ("32", "25", "26", "336", "191")
"""Non-ferrous smelting, petroleum and coking, chemicals, plating, tanning (decree 42) in GB/T 4754-2017."""
ZHONGYUAN = "410102"


# Lists


def suspected_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Kept up and uploaded, once a site of the named industries is there."""
    suspects = [one for one in body.land.closed_enterprises if _suspect(one) and not _later(one.closed_on, day.on)]
    if suspects:
        acts = tuple(one.uploaded_on for one in body.land.suspected_lists if one.uploaded_on is not None)
        start = first(one.closed_on for one in suspects)
        counted = tuple(done for done in acts if start is None or done > start)
        yield from day.every(months(3), counted, held=Held(start), basis=Basis.DEFAULT)
    elif any(_suspect(one) is None for one in body.land.closed_enterprises):
        yield review("industry", basis=Basis.DEFAULT)


def _suspect(one: ClosedEnterprise) -> bool | None:
    if one.hazardous_waste or one.industry.startswith(SUSPECT_INDUSTRIES):
        return True
    return False if one.industry else None


def _later(event: date | None, on: date) -> bool:
    return event is not None and event > on


def publish_control_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each version of the list is published when it is changed."""
    for one in body.land.control_lists:
        if happened(one.changed_on, day.on):
            yield day.immediate(one.changed_on, done=one.published_on, about=one.version)


def watch_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Priority-supervision parcels: the list kept up, each push verified in 30 days, entries monitored."""
    land = body.land
    events = [*(one.closed_on for one in land.closed_enterprises)]
    events += [one.permit_cancelled_on or one.pushed_on for one in land.pushes]
    start = first(events)
    if happened(start, day.on):
        acts = tuple(one.changed_on for one in land.watch_lists if one.changed_on and one.changed_on > start)
        yield from day.every(months(6), acts, held=Held(start), about="list", basis=Basis.DEFAULT)
    for push in land.pushes:
        yield from _pushed(push, day)


def _pushed(push: Push, day: Day) -> Iterator[Occurrence]:
    if not happened(push.pushed_on, day.on):
        return
    settled = push.entered_on is not None or push.exclusion_reason
    done = push.verified_on if settled else None
    found = day.within(days(30), push.pushed_on, done=done, about=push.id, basis=Basis.DEFAULT)
    lacking = () if settled or push.verified_on is None else ("entered_on", "exclusion_reason")
    yield found._replace(missing=(*found.missing, *lacking))
    if happened(push.entered_on, day.on):
        about = f"{push.id} monitoring".strip()
        yield day.timely(push.monitored_on, since=push.entered_on, about=about, basis=Basis.DEFAULT)


def one_map(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The layer of suspected and contaminated parcels in the one-map follows the lists."""
    start = first(one.changed_on for one in body.land.suspected_lists)
    if happened(start, day.on):
        acts = tuple(done for done in body.land.one_map_updates if done > start)
        for found in day.every(months(3), acts, held=Held(start), basis=Basis.DEFAULT):
            yield found._replace(missing=("parcels_without_outline",)) if body.land.parcels_without_outline else found


# Plans and rules


def lists_in_detailed_plan(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Lists checked and the ecology department heard before a detailed plan is submitted."""
    for plan in body.land.detailed_plans:
        done = all_done(plan.lists_checked_on, plan.consulted_on, plan.replied_on)
        found = ahead_of(day, plan.submitted_on, done=done, field="submitted_on", about=plan.id)
        lacking = unknown(
            lists_checked_on=plan.lists_checked_on, consulted_on=plan.consulted_on, replied_on=plan.replied_on
        )
        yield found._replace(missing=(*found.missing, *lacking))


def access_rules(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The city's rules on access of land."""
    found = day.by(date(2021, 12, 31), done=body.land.access_rules_issued_on)
    if found.done is not None and not body.land.access_rules_number:
        found = found._replace(missing=("access_rules_number",))
    yield from at_level(body, {Level.CITY}, [found])


def closure_notice(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The departments are told whom a plan of closure concerns."""
    for plan in body.land.closure_plans:
        if happened(plan.drawn_up_on, day.on):
            yield day.within(days(15), plan.drawn_up_on, done=plan.notified_on, about=plan.id, basis=Basis.DEFAULT)


# Checks, reports, targets


def spot_checks(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Reports that passed review are sampled and checked."""
    start = body.land.first_report_passed_on
    checked = tuple(one.checked_on for one in body.land.spot_checks if one.checked_on is not None)
    if happened(start, day.on) or checked:
        acts = tuple(done for done in checked if start is None or done > start)
        found = day.every(years(1), acts, held=Held(start), basis=Basis.DEFAULT)
        yield from at_level(body, UP_TO_CITY, found)


def yearly_report(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """On contaminated parcels: the city by the end of the year, the province by the end of January after it."""
    records = body.land.yearly_reports
    if body.level is Level.PROVINCE:
        yield from naming("yearly_reports", day.annual((1, 31), records, lag=1))
    else:
        found = yearly("CL-058", body, day, (12, 31), records)
        yield from at_level(body, {Level.CITY}, naming("yearly_reports", found))


def safe_use(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Shares of contaminated parcels used safely: 91 % for 2020 in Zhongyuan, 95 % for 2030 by the State plan too."""
    is_zhongyuan = law.covers(ZHONGYUAN, body.place)
    if is_zhongyuan:
        yield _target(body, day, 2020, 91, Basis.STATED)
    yield _target(body, day, 2030, 95, Basis.STATED if is_zhongyuan else Basis.MEMORY)


def _target(body: GovernmentBody, day: Day, year: int, percent: int, basis: Basis) -> Occurrence:
    """Exact: ``ceil(percent · due / 100)`` parcels of those due."""
    counted = next((one for one in body.land.safe_use if one.year == year), SafeUse(year=year))
    about, by, due, safe = str(year), date(year, 12, 31), counted.due, counted.safe
    if due is None or safe is None:
        return day.target(by, met=None, about=about, missing=unknown(due=due, safe=safe), basis=basis)
    wanted = -(-percent * due // 100)
    remark = attention("duties.short_of_target", reached=f"{safe}/{due}", wanted=f"{wanted}/{due}")
    return day.target(by, met=safe >= wanted, about=about, remark=remark, basis=basis)
