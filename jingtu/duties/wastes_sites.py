"""Heaps, yards, industrial waste and dumping. WS-001 to WS-006, WS-035."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.waste_site import FindingKind, Heap, LedgerEntry, SiteKind, WasteSite, YardMaterial
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.reckoning import Day

FIRST_BATCH_BY = date(2022, 12, 31)
CAMPAIGN_BY = date(2019, 12, 31)
ASH = frozenset({YardMaterial.FLY_ASH, YardMaterial.FLUE_GAS_RESIDUE})
CAMPAIGN = frozenset(YardMaterial) - {YardMaterial.OTHER}
PROTECTIONS = ("against_dust", "against_loss", "against_seepage")


def first_batch(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """The first batch of legacy heaps investigated and planned for by the end of 2022 (历史遗留固废)."""
    heap = site.heap
    if SiteKind.LEGACY_HEAP not in site.kinds or heap.first_batch is False:
        return
    if heap.first_batch is None:
        yield review("first_batch")
        return
    yield day.by(FIRST_BATCH_BY, done=heap.investigated_on, about="investigation")
    yield day.by(FIRST_BATCH_BY, done=heap.plan_on, about="plan")


def heap_treated(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Heaps treated phase by phase, the pathway cut off first near polluted farmland (分阶段治理)."""
    heap = site.heap
    if SiteKind.LEGACY_HEAP not in site.kinds or not happened(heap.investigated_on, day.on):
        return
    yield from _pathway_first(heap, day)
    if not heap.phases:
        yield Occurrence("", State.MISSING, heap.investigated_on, open=True, missing=("phases",))
    for phase in heap.phases:
        treated = day.by(phase.end_on, done=phase.accepted_on, about=phase.about, since=heap.investigated_on)
        yield from naming("end_on", [treated])


def _pathway_first(heap: Heap, day: Day) -> Iterator[Occurrence]:
    """Near polluted farmland the pathway is cut off by the end of the first phase."""
    if heap.near_polluted_farmland is None:
        yield review("near_polluted_farmland", about="pathway", since=heap.investigated_on)
    elif heap.near_polluted_farmland:
        first = min((one.end_on for one in heap.phases if one.end_on is not None), default=None)
        cut = day.by(first, done=heap.pathway_cut_on, about="pathway", since=heap.investigated_on)
        yield from naming("end_on", [cut])


def ash_yard(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Yards of fly ash and flue-gas residue: liable party, plan, acceptance by the plan's last day (堆存场所整治)."""
    yard = site.yard
    if SiteKind.YARD not in site.kinds or (yard.materials and ASH.isdisjoint(yard.materials)):
        return
    if not yard.materials:
        yield review("materials")
        return
    if happened(yard.liable_party_settled_on, day.on) and not yard.owner_uscc and yard.orphan is not True:
        yield review("owner_uscc", "orphan", about="liable party", since=yard.found_on)
    else:
        yield day.timely(yard.liable_party_settled_on, since=yard.found_on, about="liable party")
    yield day.timely(yard.plan_on, since=yard.found_on, about="plan")
    accepted = day.by(yard.plan_end_on, done=yard.accepted_on, about="acceptance", since=yard.found_on)
    yield from naming("plan_end_on", [accepted])


def clearing_campaign(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Yards of the ten kinds of waste rectified, with the three protections, by the end of 2019 (清废行动)."""
    yard = site.yard
    if SiteKind.YARD not in site.kinds or (yard.materials and CAMPAIGN.isdisjoint(yard.materials)):
        return
    unknown = [name for name in PROTECTIONS if getattr(yard, name) is None]
    if not yard.materials:
        yield review("materials")
    elif happened(yard.rectified_on, day.on) and unknown:
        yield review(*unknown, since=yard.found_on)
    else:
        protected = all(getattr(yard, name) for name in PROTECTIONS)
        yield day.by(CAMPAIGN_BY, done=yard.rectified_on if protected else None, since=yard.found_on)


def industrial_ledger(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Producers of industrial waste keep a ledger and set responsibilities (管理台账、责任制)."""
    if SiteKind.INDUSTRIAL_PRODUCER in site.kinds:
        entries = site.industrial.ledger
        lacking = tuple(_lacking(entries or (), day.on))
        yield ledger(entries, lacking, day)
        yield day.timely(site.industrial.responsibility_set_on, about="responsibility")
        yield from breaches(site, FindingKind.LEDGER, day)


def _lacking(entries: tuple[LedgerEntry, ...], on: date) -> Iterator[str]:
    kept = [one for one in entries if one.entered_on is None or one.entered_on <= on]
    if any(one.entered_on is None for one in kept):
        yield "entered_on"
    if not all(one.code for one in kept):
        yield "code"
    if any(one.quantity_g is None for one in kept):
        yield "quantity_g"
    if not all(one.flow for one in kept):
        yield "flow"


def ledger(entries: tuple[object, ...] | None, lacking: tuple[str, ...], day: Day) -> Occurrence:
    """A ledger that must be kept: *missing* where there is none, for a person where entries are incomplete."""
    if entries is None:
        return day.standing(about="ledger", missing=("ledger",))
    if not entries:
        return day.timely(None, about="ledger")
    return review(*lacking, about="ledger") if lacking else day.standing(about="ledger")


def breaches(site: WasteSite, kind: FindingKind, day: Day) -> Iterator[Occurrence]:
    """What inspections found against a duty that goes on."""
    for finding in site.findings:
        if finding.kind is kind and (finding.found_on is None or finding.found_on <= day.on):
            yield from naming("found_on", [day.breach(finding.found_on, ended=finding.ended_on, about=finding.about)])


def three_protections(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Yards protected against dust, loss and seepage (防扬散、防流失、防渗漏)."""
    if SiteKind.YARD in site.kinds:
        for name in PROTECTIONS:
            held, about = getattr(site.yard, name), name.removeprefix("against_")
            if held is False:
                yield day.timely(None, about=about)
            else:
                yield day.standing(about=about, missing=() if held else (name,))
        yield from breaches(site, FindingKind.STORAGE, day)
        yield from breaches(site, FindingKind.LEACHATE, day)


def dumping_punished(site: WasteSite, day: Day) -> Iterator[Occurrence]:
    """Dumping is acted on the day it is found (擅自倾倒即查处). Whether it is hazardous decides what follows."""
    for case in site.dumpings:
        if happened(case.found_on, day.on):
            missing = tuple(name for name in ("hazardous", "quantity_g") if getattr(case, name) is None)
            yield day.immediate(case.found_on, done=case.acted_on, about=case.about)._replace(missing=missing)
