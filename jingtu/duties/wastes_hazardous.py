"""Hazardous waste. WS-015 to WS-024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_wastes import HazardousInspection, InspectedKind
from jingtu.duties.facts.hazardous_waste import (
    HazardousContract,
    HazardousEntry,
    HazardousLot,
    HazardousTransfer,
    InsurancePolicy,
)
from jingtu.duties.facts.waste_site import FindingKind, SiteKind, WasteSite
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import years
from jingtu.duties.wastes_sites import breaches, ledger
from jingtu.problems import attention

OPERATING = frozenset({SiteKind.HAZARDOUS_OPERATOR, SiteKind.HAZARDOUS_FACILITY})
INSURED = OPERATING | {SiteKind.HAZARDOUS_CARRIER}
WITH_EMERGENCY_PLAN = OPERATING | {SiteKind.HAZARDOUS_PRODUCER}
PASS_RATE_BY = date(2020, 12, 31)
INVENTORY_BY = date(2018, 12, 31)


def hazardous_plan(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """The yearly plan filed, by default by 31 March, and a ledger kept (管理计划备案、台账)."""
    if SiteKind.HAZARDOUS_PRODUCER in site.kinds:
        waste = site.hazardous
        filings = day.annual(Parameter("province.hw_plan_day"), waste.plan_filings, held=Held(waste.produced_since))
        yield from naming("plan_filings", filings)
        yield ledger(waste.ledger, tuple(_lacking(waste.ledger or (), day.on)), day)
        yield from breaches(site, FindingKind.HAZARDOUS_LEDGER, day)


def _lacking(entries: tuple[HazardousEntry, ...], on: date) -> Iterator[str]:
    kept = [one for one in entries if one.entered_on is None or one.entered_on <= on]
    if any(one.entered_on is None for one in kept):
        yield "entered_on"
    if not all(one.code for one in kept):
        yield "code"
    if any(one.quantity_g is None for one in kept):
        yield "quantity_g"


def stored_one_year(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Each lot out of the store within a year, or by the day approved for storing longer (贮存不超过一年)."""
    for lot in site.hazardous.lots:
        if happened(lot.stored_on, day.on):
            yield _stored(lot, lot.stored_on, day)


def _stored(lot: HazardousLot, stored: date, day: Day) -> Occurrence:
    if lot.extended_until is not None:
        return day.by(lot.extended_until, done=lot.out_on, about=lot.id, since=stored)
    found = day.within(years(1), stored, done=lot.out_on, about=lot.id)
    if lot.extension_no and found.state is State.LATE:
        return found._replace(state=State.HUMAN_REVIEW, late=0, missing=("extended_until",))
    return found


def transferred(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """A manifest before each transfer, and an approval before one to another province (联单、跨省转移批准)."""
    for transfer in site.hazardous.transfers:
        about = f"{transfer.about} manifest".strip()
        if transfer.manifest_no and transfer.manifest_on is None:
            yield review("manifest_on", about=about)
        else:
            yield from naming("moved_on", [day.before(transfer.moved_on, done=transfer.manifest_on, about=about)])
        yield from _approved(transfer, day)


def _approved(transfer: HazardousTransfer, day: Day) -> Iterator[Occurrence]:
    about = f"{transfer.about} approval".strip()
    missing = [name for name in ("from_place", "to_place") if not getattr(transfer, name)]
    if missing:
        yield review(*missing, about=about)
    elif transfer.from_place[:2] != transfer.to_place[:2]:
        if transfer.approval_no and transfer.approved_on is None:
            yield review("approved_on", about=about)
        else:
            yield from naming("moved_on", [day.before(transfer.moved_on, done=transfer.approved_on, about=about)])


def permitted(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Operators hold a permit, and waste goes only to who holds one that covers it (经营许可证)."""
    waste = site.hazardous
    if not OPERATING.isdisjoint(site.kinds):
        if waste.permit_no and waste.permit_end_on is None:
            yield review("permit_end_on", about="own permit")
        else:
            yield day.gate(not waste.permit_no or not _valid(waste.permit_end_on, day.on), about="own permit")
    for contract in waste.contracts:
        yield _receiver_permitted(contract, day)


def _receiver_permitted(contract: HazardousContract, day: Day) -> Occurrence:
    if not contract.permit_no:
        return day.gate(True, about=contract.about)
    missing = [name for name in ("code", "permit_codes") if not getattr(contract, name)]
    if contract.permit_end_on is None:
        missing.append("permit_end_on")
    if missing:
        return review(*missing, about=contract.about)
    signed = contract.signed_on or day.on
    return day.gate(not _valid(contract.permit_end_on, signed) or not _covered(contract), about=contract.about)


def _valid(permit_end: date | None, on: date) -> bool:
    return permit_end is not None and on <= permit_end


def _covered(contract: HazardousContract) -> bool:
    """Whether the permit names the waste by its code (336-054-17) or its category (HW17)."""
    return bool({contract.code, f"HW{contract.code[-2:]}"}.intersection(contract.permit_codes))


def hazardous_emergencies(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """An emergency plan filed, by default every three years (应急预案备案)."""
    if not WITH_EMERGENCY_PLAN.isdisjoint(site.kinds):
        plans = site.hazardous.emergency_plans
        filed = None if plans is None else tuple(one.filed_on for one in plans if one.filed_on is not None)
        yield from naming("emergency_plans", day.every(years(3), filed, basis=Basis.DEFAULT))


def pass_rates(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """In 2020 nine of ten producers, and nine of ten operators, pass the spot checks (规范化管理抽查合格率)."""
    for kind in InspectedKind:
        checks = body.wastes.hazardous_inspections
        if checks is None:
            yield day.target(PASS_RATE_BY, met=None, about=kind, missing=("hazardous_inspections",))
        else:
            yield _pass_rate(kind, [one for one in checks if _in_2020(one, day.on)], day)


def _in_2020(check: HazardousInspection, on: date) -> bool:
    return happened(check.inspected_on, min(on, PASS_RATE_BY)) and check.inspected_on.year == PASS_RATE_BY.year


def _pass_rate(kind: InspectedKind, checks: list[HazardousInspection], day: Day) -> Occurrence:
    mine = [one for one in checks if one.kind is kind]
    unknown = ["kind"] if any(one.kind is None for one in checks) else []
    if any(one.passed is None for one in mine):
        unknown.append("passed")
    if not mine or unknown:
        return day.target(PASS_RATE_BY, met=None, about=kind, missing=tuple(unknown or ["hazardous_inspections"]))
    passed, total = sum(bool(one.passed) for one in mine), len(mine)
    needed = -(-9 * total // 10)
    remark = attention("duties.short_of_target", reached=f"{passed}/{total}", wanted=f"{needed}/{total}")
    return day.target(PASS_RATE_BY, met=passed >= needed, about=kind, remark=remark)


def inventory(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Kinds, amounts and flows known by the end of 2018, the database updated yearly by default (摸清底数)."""
    known = body.wastes.hazardous_inventory_on
    yield day.by(INVENTORY_BY, done=known, about="inventory")
    if happened(known, day.on):
        updates = body.wastes.hazardous_database_updated_on
        rounds = day.every(years(1), updates, held=Held(known), about="database", basis=Basis.DEFAULT)
        yield from naming("hazardous_database_updated_on", rounds)


def facility_checked(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Central facilities checked, each finding rectified and accepted by its plan (集中贮存处置设施排查)."""
    if SiteKind.HAZARDOUS_FACILITY in site.kinds:
        yield day.timely(site.hazardous.facility_checked_on, about="check")
        for finding in site.hazardous.facility_findings:
            rectified = day.by(finding.plan_end_on, done=finding.accepted_on, about=finding.about)
            yield from naming("plan_end_on", [rectified])


def insured(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Operators and carriers are insured without a gap; by default a policy lasts a year (责任保险)."""
    if INSURED.isdisjoint(site.kinds):
        return
    policies = site.hazardous.policies
    if policies is None:
        yield day.standing(missing=("policies",))
        return
    begun = [(one.starts_on, one) for one in policies if happened(one.starts_on, day.on)]
    begun.sort(key=lambda one: one[0])
    if not begun:
        yield day.timely(None)
    for number, (start, policy) in enumerate(begun):
        following = begun[number + 1][0] if number + 1 < len(begun) else None
        yield _followed(policy, start, following, day)


def _followed(policy: InsurancePolicy, start: date, following: date | None, day: Day) -> Occurrence:
    """The next policy begins at the latest the day after the last day of cover."""
    if policy.ends_on is None:
        return day.within(years(1), start, done=following, about=policy.policy_no, basis=Basis.DEFAULT)
    return day.by(policy.ends_on + timedelta(1), done=following, about=policy.policy_no, since=start)


def decommissioned(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Costs set aside and the ground surveyed before a facility is decommissioned (退役前预提费用、调查)."""
    waste = site.hazardous
    if SiteKind.HAZARDOUS_FACILITY in site.kinds and waste.decommissioned_on is not None:
        yield day.before(waste.decommissioned_on, done=waste.reserve_fund_on, about="reserve fund")
        yield day.before(waste.decommissioned_on, done=waste.surveyed_on, about="survey")
