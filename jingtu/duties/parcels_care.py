"""Parcels under watch or not developed, who answers for them, emergencies (CL-019, 031 to 036, 038, 056, 062, 063)."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.parcel import Development, Listing, ListKind, Parcel
from jingtu.duties.facts.parcel_uses import LandCaseKind
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.parcels_steps import cases, first, listings, target_steps
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import days, years

UNDEVELOPED = frozenset({Development.NOT_FOR_NOW, Development.NOT_REMEDIABLE})
TAKEN_BACK = frozenset({LandCaseKind.TAKE_BACK})


# Zones, parcels not to be developed, monitoring


def isolation_zone(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Where a zone was proposed, its approval; where one was drawn, monitoring of soil and groundwater."""
    zone = parcel.zone
    if not any(listings(parcel, ListKind.CONTROL, day.on)):
        return
    if happened(zone.proposed_on, day.on):
        yield day.timely(zone.approved_on, since=zone.proposed_on, about="approval")
    if happened(zone.approved_on, day.on):
        done = first(parcel.monitored_on, since=zone.approved_on)
        yield day.timely(done, since=zone.approved_on, about="monitoring")


def _undeveloped(parcel: Parcel, day: Day) -> Iterator[Listing]:
    """The entries on the list of contaminated parcels of one that is not developed, or of which that is not known."""
    if parcel.listings and parcel.development is not Development.INTENDED:
        yield from listings(parcel, ListKind.CONTAMINATED, day.on)


def annual_control_plan(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Each year for contaminated parcels not to be developed."""
    for entry in _undeveloped(parcel, day):
        if parcel.development not in UNDEVELOPED:
            yield review("development", since=entry.listed_on, basis=Basis.DEFAULT)
            continue
        held = Held(entry.listed_on, entry.removed_on)
        if entry.listed_on is not None or entry.stands(day.on):
            found = day.annual((3, 31), parcel.annual_plans, held=held, basis=Basis.DEFAULT)
            yield from naming("annual_plans", found)


def control_zone(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Zone, signs, notice and monitoring of contaminated parcels not to be developed."""
    for entry in _undeveloped(parcel, day):
        start, zone = entry.listed_on, parcel.zone
        if parcel.development not in UNDEVELOPED:
            yield review("development", since=start, basis=Basis.DEFAULT)
            continue
        outline = () if zone.outlined else ("outlined",)
        drawn = day.timely(zone.approved_on, since=start, about="zone", basis=Basis.DEFAULT)
        yield drawn._replace(missing=(*drawn.missing, *outline))
        yield day.timely(zone.sign_photographed_on, since=start, about="sign", basis=Basis.DEFAULT)
        yield day.timely(zone.notice_posted_on, since=start, about="notice", basis=Basis.DEFAULT)
        acts = tuple(done for done in parcel.monitored_on if start is None or done > start)
        held = Held(start, entry.removed_on)
        yield from day.every(years(1), acts, held=held, about="monitoring", basis=Basis.DEFAULT)


def key_monitoring(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Monitoring of parcels with toxic substances, waste or serious accidents in their history."""
    if parcel.history:
        past = [done for done in parcel.monitored_on if done <= day.on]
        yield day.timely(max(past, default=None))


def follow_up_of_permit(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Looked into after the discharge permit was cancelled or revoked."""
    if happened(parcel.permit_cancelled_on, day.on):
        done = parcel.followed_up_on
        yield day.within(days(30), parcel.permit_cancelled_on, done=done, basis=Basis.DEFAULT)


# Who answers


def taken_back(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The government acts for land it took back from the polluter."""
    who = parcel.liability
    done = [one.decided_on for one in cases(parcel, TAKEN_BACK, day.on) if happened(one.decided_on, day.on)]
    if not done or who.polluter_was_holder is False:
        return
    needed = [one for one in target_steps(parcel, day.on) if one.open]
    if not needed:
        return
    since = max(filter(None, (first(done), first(one.since for one in needed))))
    if who.polluter_was_holder is None:
        yield review("polluter_was_holder", since=since)
    else:
        yield day.timely(who.government_plan_on, since=since)


def successor(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Whoever takes over the polluter's rights and debts takes over its duties."""
    who = parcel.liability
    if happened(who.succeeded_on, day.on):
        yield day.standing(since=who.succeeded_on, missing=() if who.successor else ("successor",))


def determination(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The polluter is determined within the days that are set."""
    who = parcel.liability
    if happened(who.determination_opened_on, day.on):
        yield day.within(Parameter("determination_days"), who.determination_opened_on, done=who.determined_on)
    elif who.unclear and not happened(who.determined_on, day.on):
        yield day.standing(missing=("determination_opened_on",))


def orphan(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """The government answers where nobody else does. Bankruptcy alone does not make an orphan."""
    who = parcel.liability
    if who.orphan:
        yield day.timely(who.government_plan_on)
    elif who.orphan is None and (who.bankrupt or who.unclear):
        yield review("orphan")


def emergency(parcel: Parcel, day: Day) -> Iterator[Occurrence]:
    """Responded to at once."""
    for one in parcel.incidents:
        if happened(one.happened_on, day.on):
            yield day.immediate(one.happened_on, done=one.responded_on, about=one.id)
