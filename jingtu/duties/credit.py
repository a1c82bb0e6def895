"""Duties about the credit of practitioners and enterprises (从业单位信用): CR-001 to CR-011, written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jingtu.duties.duty import Duty
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.practitioner import Activity, Ban, CreditRecord, Practitioner
from jingtu.duties.facts.project import Project
from jingtu.duties.known import happened, naming, review
from jingtu.duties.law import citations
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day
from jingtu.duties.rounds import known_days, reminded
from jingtu.duties.spans import months, years

THIRD_PARTIES = frozenset({Activity.RISK_CONTROL, Activity.REMEDIATION, Activity.EFFECT_EVALUATION})
"""Whom the integrity files of Zhongyuan are about: bodies that treat, remediate and evaluate."""

LIFETIME = 100
"""Years. A ban that is said to last longer is a slip of the pen."""


def penalty_recorded(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """Each penalty entered in the credit record, in the province's period (记入信用记录)."""
    term = Parameter("province.credit_entry_days")
    for one in body.penalties:
        if happened(one.decided_on, day.on):
            yield day.within(term, one.decided_on, done=one.recorded_on, about=one.number)


def performance_entered(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """Each report entered in the credit system before it is handed in for review or filing (录入业绩)."""
    for one in body.reports:
        if one.submitted_on is not None:
            yield day.before(one.submitted_on, done=one.credit_recorded_on, about=one.id)


def details_updated(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """A change of the basic details updated in the credit system (基本情况更新)."""
    for one in body.changes:
        if happened(one.changed_on, day.on):
            term = Parameter("credit_update_days")
            yield day.within(term, one.changed_on, done=one.updated_on, about=one.about)


def answers_for_results(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """Whoever signs a report or finishes works answers for them; a finding breaks it until put right (对报告负责)."""
    for report in body.reports:
        if report.issued_on is not None and report.issued_on <= day.on:
            if report.signers == ():
                yield Occurrence(report.id, State.MISSING, report.issued_on, open=True)
            else:
                missing = ("signers",) if report.signers is None else ()
                yield day.standing(since=report.issued_on, about=report.id, missing=missing)
    for finding in body.quality_findings:
        if happened(finding.found_on, day.on):
            about = f"{finding.about} finding".strip()
            yield day.breach(finding.found_on, ended=finding.put_right_on, about=about)


def record_on_platform(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """Each credit record on the city's platform and published, three months as a reminder (纳入市信用平台)."""
    for one in body.credit_records:
        if happened(one.formed_on, day.on) and citations("CR-005", on=one.formed_on, place=body.place):
            found = day.within(months(3), one.formed_on, done=one.on_platform_on, about=one.id, basis=Basis.DEFAULT)
            yield _published(found, one)


def _published(found: Occurrence, record: CreditRecord) -> Occurrence:
    """Names the publication where a record is on the platform and nothing says where it was published."""
    if found.done is None or record.publication_url:
        return found
    return found._replace(missing=(*found.missing, "publication_url"))


def complaint_verified(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """A complaint of false performance verified, in the province's period (业绩虚假举报核查)."""
    for one in body.complaints:
        if happened(one.received_on, day.on):
            term = Parameter("province.complaint_check_days")
            yield day.within(term, one.received_on, done=one.concluded_on, about=one.id)


def no_review_of_the_banned(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """No report accepted from one who is banned, until the ban has ended (禁业核对)."""
    for ban in body.bans:
        if ban.starts_on is None:
            yield review("starts_on", about=ban.person_id)
        elif ban.starts_on <= day.on:
            shut = _banned(ban, day)
            missing = ("years", "for_life") if shut is None else ()
            yield day.gate(shut, since=ban.starts_on, about=ban.person_id, missing=missing)


def _banned(ban: Ban, day: Day) -> bool | None:
    if ban.for_life:
        return True
    if ban.starts_on is None or ban.years is None or not 0 < ban.years <= LIFETIME:
        return None
    return day.on <= years(ban.years).after(ban.starts_on)


def credit_repaired(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """An application for repair of a credit record decided (信用修复)."""
    for one in body.credit_records:
        if happened(one.repair_applied_on, day.on):
            yield day.timely(one.repair_decided_on, since=one.repair_applied_on, about=one.id)


def enterprises_evaluated(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The credit of enterprises evaluated and published, yearly as a reminder (企业环境信用评价)."""
    evaluations = body.credit.evaluations
    acts = known_days(None if evaluations is None else [one.published_on for one in evaluations])
    yield from naming("evaluations", reminded("CR-009", body, day, years(1), acts))


def integrity_file(body: Practitioner, day: Day) -> Iterator[Occurrence]:
    """The integrity file of a third party kept up and public, yearly as a reminder (诚信档案)."""
    if body.activities is None:
        yield review("activities", basis=Basis.DEFAULT)
    elif not THIRD_PARTIES.isdisjoint(body.activities):
        acts, since = body.integrity_file_updated_on, body.practising_since
        found = reminded("CR-010", body, day, years(1), acts, since=since)
        yield from naming("integrity_file_updated_on", found)


def creditable_chosen(project: Project, day: Day) -> Iterator[Occurrence]:
    """A practitioner is chosen after a look at its credit; encouraged only (选用信用好的单位)."""
    for one in project.procurements:
        looked_up = happened(one.credit_queried_on, day.on)
        missing = ("credit_grade",) if looked_up and not one.credit_grade else ()
        yield day.gate(not looked_up, about=one.id or one.credit_code, missing=missing, soft=True)


DUTIES: tuple[Duty[Any], ...] = (
    Duty("CR-001", Practitioner, penalty_recorded),
    Duty("CR-002", Practitioner, performance_entered),
    Duty("CR-003", Practitioner, details_updated),
    Duty("CR-004", Practitioner, answers_for_results),
    Duty("CR-005", Practitioner, record_on_platform),
    Duty("CR-006", Practitioner, complaint_verified),
    Duty("CR-007", Practitioner, no_review_of_the_banned),
    Duty("CR-008", Practitioner, credit_repaired),
    Duty("CR-009", GovernmentBody, enterprises_evaluated),
    Duty("CR-010", Practitioner, integrity_file),
    Duty("CR-011", Project, creditable_chosen),
)
