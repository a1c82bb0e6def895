"""Produce of contaminated cropland, of forests and orchards. FL-006, FL-013."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.farming_place import FarmingPlace, GrainLot
from jingtu.duties.facts.farmland_unit import FarmlandKind, FarmlandUnit
from jingtu.duties.farming_limits import above_limit, not_measured
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.reckoning import Day
from jingtu.duties.rounds import reminded
from jingtu.duties.spans import years


def kept_off_the_market(place: FarmingPlace, day: Day) -> Iterator[Occurrence]:
    """Each lot tested before it goes to market; one above a limit bought up apart and disposed of (临田检测)."""
    for lot in place.lots:
        if lot.harvested_on is None or lot.harvested_on <= day.on:
            yield _tested(lot, day)
            if happened(lot.tested_on, day.on):
                yield from _disposed(lot, day)


def _tested(lot: GrainLot, day: Day) -> Occurrence:
    about = f"{lot.id} test".strip()
    if lot.market_on is not None:
        return day.before(lot.market_on, done=lot.tested_on, about=about)
    if happened(lot.tested_on, day.on):
        return day.timely(lot.tested_on, since=lot.harvested_on, about=about)
    return day.standing(since=lot.harvested_on, about=about, missing=("market_on",))


def _disposed(lot: GrainLot, day: Day) -> Iterator[Occurrence]:
    about, above = f"{lot.id} disposal".strip(), above_limit(lot.results)
    if above is None:
        yield review(*not_measured(lot.results), about=about, since=lot.tested_on)
    elif above and happened(lot.market_on, day.on):
        yield day.breach(lot.market_on, ended=lot.disposed_on, about=about)
    elif above:
        yield day.timely(lot.disposed_on, since=lot.tested_on, about=about)


def forest_and_orchard(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """No highly toxic, long-lived pesticide; produce tested, yearly as a reminder (林地、园地)."""
    if unit.kind not in (FarmlandKind.FOREST, FarmlandKind.ORCHARD):
        return
    for found in naming("produce_tested_on", reminded("FL-013", unit, day, years(1), unit.produce_tested_on)):
        yield found._replace(about="test")
    for one in unit.pesticide_findings:
        if one.found_on is None or one.found_on <= day.on:
            yield from naming("found_on", [day.breach(one.found_on, ended=one.ended_on, about=one.pesticide)])
