"""Household waste, dismantlers, sludge, collection, bulletins, villages. WS-025 to WS-034, WS-036, WS-037."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_wastes import InformalDump, MetalWaste
from jingtu.duties.facts.household_waste import SludgeLoad, SludgeUse
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.facts.waste_site import FindingKind, SiteKind, WasteSite
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import years
from jingtu.duties.wastes_sites import breaches
from jingtu.problems import attention

DUMPS_BY = date(2019, 12, 31)
HOUSEHOLD = frozenset({SiteKind.LANDFILL, SiteKind.HOUSEHOLD_PLANT})
FORBIDDEN_USES = frozenset({SludgeUse.DIRECTLY_ON_FARMLAND, SludgeUse.DUMPED})


def informal_dumps(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Four of five listed dumps treated by the end of 2019; new finds and relapses do not count (非正规垃圾堆放点)."""
    dumps = body.wastes.dumps
    listed = [one for one in dumps or () if one.listed]
    if not listed or any(one.listed is None for one in dumps or ()):
        yield day.target(DUMPS_BY, met=None, missing=("listed" if dumps else "dumps",))
        return
    done, needed = sum(_treated(one, min(day.on, DUMPS_BY)) for one in listed), -(-4 * len(listed) // 5)
    total = len(listed)
    remark = attention("duties.short_of_target", reached=f"{done}/{total}", wanted=f"{needed}/{total}")
    yield day.target(DUMPS_BY, met=done >= needed, remark=remark)


def _treated(dump: InformalDump, on: date) -> bool:
    relapsed = happened(dump.relapsed_on, on) and (dump.done_on is None or dump.relapsed_on >= dump.done_on)
    return happened(dump.done_on, on) and not relapsed


def harmlessness(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Treatment of household waste assessed, liners of landfills tested, yearly by default (无害化评估、防渗)."""
    if HOUSEHOLD.isdisjoint(site.kinds):
        return
    waste = site.household
    assessed = day.every(years(1), waste.assessed_on, about="assessment", basis=Basis.DEFAULT)
    yield from naming("assessed_on", assessed)
    if SiteKind.LANDFILL in site.kinds:
        tested = day.every(years(1), waste.liner_tested_on, about="liner", basis=Basis.DEFAULT)
        yield from naming("liner_tested_on", tested)


def landfill_closed(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """A landfill closed at the end of its life, then monitored and reported on yearly by default (封场、绩效评估)."""
    if SiteKind.LANDFILL not in site.kinds:
        return
    waste = site.household
    if waste.life_ends_on is not None:
        yield day.by(waste.life_ends_on, done=waste.closed_on, about="closure")
    elif not happened(waste.closed_on, day.on):
        yield review("life_ends_on", about="closure")
    if happened(waste.closed_on, day.on):
        held = Held(waste.closed_on)
        monitored = day.every(years(1), waste.monitored_on, held=held, about="monitoring", basis=Basis.DEFAULT)
        yield from naming("monitored_on", monitored)
        reports = waste.performance_reported_on
        reported = day.every(years(1), reports, held=held, about="performance", basis=Basis.DEFAULT)
        yield from naming("performance_reported_on", reported)


def plant_networked(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Plants for household waste monitor on the network, in public (实时公开)."""
    if not HOUSEHOLD.isdisjoint(site.kinds):
        networked = site.household.networked_on
        yield day.standing(since=networked) if happened(networked, day.on) else day.timely(None)
        yield from breaches(site, FindingKind.NETWORK, day)


def dismantler_checked(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Dismantlers checked: closed where access fails, rectified where the environment does (拆解企业排查)."""
    if SiteKind.DISMANTLER not in site.kinds:
        return
    found = site.dismantler
    yield day.timely(found.checked_on, about="check")
    if not happened(found.checked_on, day.on):
        return
    unknown = [name for name in ("access_ok", "environment_ok") if getattr(found, name) is None]
    if found.access_ok is False:
        closed = day.by(found.plan_end_on, done=found.closed_on, about="closure", since=found.checked_on)
        yield from naming("plan_end_on", [closed])
    elif found.environment_ok is False:
        rectified = day.by(found.plan_end_on, done=found.accepted_on, about="rectification", since=found.checked_on)
        yield from naming("plan_end_on", [rectified])
    if unknown and found.access_ok is not False:
        yield review(*unknown, about="result", since=found.checked_on)


def collection_points(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A point for each kind of waste with heavy metals, and a manifest for each shipment (含重金属废物收集转运)."""
    points = body.wastes.collection_points
    for waste in MetalWaste:
        if points is None:
            yield day.standing(about=waste, missing=("collection_points",))
        else:
            opened = [one.opened_on for one in points if waste in one.wastes and one.opened_on is not None]
            yield day.timely(min(opened, default=None), about=waste)
    for shipment in body.wastes.shipments:
        about = f"{shipment.about} manifest".strip()
        if shipment.moved_on is None:
            yield review("moved_on", about=about)
        elif shipment.moved_on <= day.on:
            yield day.timely(shipment.moved_on if shipment.manifest_no else None, since=shipment.moved_on, about=about)


def sorting_pilots(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Communities that sort their household waste, with the share that is sorted (强制分类试点)."""
    pilots = body.wastes.sorting_pilots
    if pilots is None:
        yield day.standing(missing=("sorting_pilots",))
    elif not pilots:
        yield day.timely(None)
    for pilot in pilots or ():
        yield day.timely(pilot.started_on, about=pilot.id)
        if happened(pilot.started_on, day.on):
            done = None if pilot.sorting_rate is None else pilot.measured_on
            yield day.timely(done, since=pilot.started_on, about=f"{pilot.id} rate".strip())


def recycled_products(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Projects paid by the government use recycled products where prescribed, in principle (再生产品)."""
    for project in body.wastes.public_works:
        if project.government_funded is None:
            yield review("government_funded", about=project.about, soft=True)
        elif project.government_funded:
            used = project.recycled_products
            missing = ("recycled_products",) if used is None else ()
            yield day.gate(None if used is None else not used, about=project.about, missing=missing, soft=True)


def sludge_tracked(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Sludge followed to where it goes; never dumped, never directly on farmland (污泥去向)."""
    if SiteKind.SEWAGE_WORKS in site.kinds:
        loads = site.sludge.loads
        if loads is None:
            yield day.standing(missing=("loads",))
        elif not loads:
            yield day.timely(None)
        for load in loads or ():
            if load.moved_on is None or load.moved_on <= day.on:
                yield _load_tracked(load, day)
        yield from breaches(site, FindingKind.SLUDGE, day)


def _load_tracked(load: SludgeLoad, day: Day) -> Occurrence:
    if load.use in FORBIDDEN_USES:
        found = day.breach(load.moved_on, ended=load.cleared_on, about=load.id)
        return next(naming("moved_on", [found]))
    if load.use is None:
        return day.timely(None, since=load.moved_on, about=load.id)._replace(missing=("use",))
    lacking = tuple(name for name in ("quantity_g", "tested_on") if getattr(load, name) is None)
    return day.standing(since=load.moved_on, about=load.id, missing=lacking)


def destruction_supervised(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The destruction of seized chemicals is supervised the same day (销毁监督)."""
    for one in body.wastes.destructions:
        if happened(one.destroyed_on, day.on):
            yield day.immediate(one.destroyed_on, done=one.supervised_on, about=one.cas)


def waste_bulletin(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Cities publish kinds, amounts and capacities of each year in the next, by default by 5 June (固废信息公告)."""
    if body.level is None:
        yield review("level", basis=Basis.DEFAULT)
    if body.level is not Level.CITY:
        return
    known = body.wastes.bulletins
    bulletins = None if known is None else [Yearly(one.year, one.published_on) for one in known]
    yield from naming("bulletins", day.annual(Parameter("city.waste_bulletin_day"), bulletins, lag=1))


def villages_served(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Villages cleaned, their waste and sewage treated; looked at yearly by default (村庄保洁)."""
    villages = body.wastes.villages
    if villages is None:
        yield day.standing(missing=("villages",))._replace(basis=Basis.DEFAULT)
    elif not villages:
        yield day.timely(None, basis=Basis.DEFAULT)
    for village in villages or ():
        rounds = day.every(years(1), village.serviced_on, about=village.id, basis=Basis.DEFAULT)
        yield from naming("serviced_on", rounds)
