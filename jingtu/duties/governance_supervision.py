"""How a place holds others to their soil work (约谈、督办、问责): GV-003 to 006, 011, 023 and 024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_supervision import Summons
from jingtu.duties.known import happened, naming, review
from jingtu.duties.law import CODE_FROM, citations, covers
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day
from jingtu.duties.rounds import known_days, reminded
from jingtu.duties.spans import years

SHANGDANG = "140404"
SHANGDANG_YEAR, SHANGDANG_YEAR_END = date(2022, 1, 1), date(2022, 12, 31)


def summons(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A region that fails is summoned: by the province's office, from the Code on by the county's up (约谈)."""
    for one in body.governance.summonses:
        if not happened(one.triggered_on, day.on):
            continue
        if one.triggered_on >= CODE_FROM or body.level is Level.PROVINCE:
            yield _summoned(one, day)
        elif body.level is None:
            yield review("level", about=one.region_code, since=one.triggered_on, basis=Basis.DEFAULT)


def _summoned(one: Summons, day: Day) -> Occurrence:
    term = Parameter("province.interview_days")
    return day.within(term, one.triggered_on, done=one.held_on, about=one.region_code)


def lagging_supervised(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A township or enterprise that lags far behind is summoned or supervised (约谈、督办)."""
    for one in body.governance.lagging_tasks:
        if _under_plan("GV-004", one.found_on, body, day):
            yield day.timely(one.supervised_on, since=one.found_on, about=f"{one.task_id} {one.party}".strip())


def listed_supervision_lifted(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A listed supervision is lifted by the day that it sets (挂牌督办)."""
    for one in body.governance.listed_supervisions:
        if _under_plan("GV-005", one.opened_on, body, day):
            lifted = day.by(one.deadline_on, done=one.lifted_on, about=one.case_id, since=one.opened_on)
            yield from naming("deadline_on", [lifted])


def honours_refused(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A department with a serious environmental problem gets no honours (一票否优)."""
    for one in body.governance.serious_problems:
        if _under_plan("GV-006", one.determined_on, body, day):
            about = f"{one.department} {one.event_id}".strip()
            yield day.timely(one.vetoed_on, since=one.determined_on, about=about)


def special_enforcement(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A joint campaign in 2022 (Shangdang), and yearly as a reminder (联合专项执法)."""
    campaigns = body.governance.campaigns
    acts = known_days(None if campaigns is None else [one.concluded_on for one in campaigns])
    if covers(SHANGDANG, body.place) and day.on >= SHANGDANG_YEAR:
        if acts is None:
            yield Occurrence("2022", State.TRIGGERED, missing=("campaigns",))
        else:
            done = min((act for act in acts if act >= SHANGDANG_YEAR), default=None)
            yield day.by(SHANGDANG_YEAR_END, done=done, about="2022")
    yield from naming("campaigns", reminded("GV-011", body, day, years(1), acts))


def held_to_account(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A department that did not fulfil its yearly task is summoned and held to account (约谈、追责)."""
    for one in body.governance.unmet_tasks:
        if _under_plan("GV-023", one.found_on, body, day):
            about = f"{one.department} {one.task_id}".strip()
            yield day.timely(one.held_to_account_on, since=one.found_on, about=about)


def issues_inspected(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Soil-safety issues entered in the place's inspections, yearly as a reminder (列入督察)."""
    issues = body.governance.inspection_issues
    acts = known_days(None if issues is None else [one.entered_on for one in issues])
    yield from naming("inspection_issues", reminded("GV-024", body, day, years(1), acts))


def _under_plan(duty: str, event: date | None, body: GovernmentBody, day: Day) -> bool:
    """Whether an event has happened while something carried the duty in the place."""
    return happened(event, day.on) and bool(citations(duty, on=event, place=body.place))
