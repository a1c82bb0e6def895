"""Zones and parks where groundwater is protected. GW-002, 003, 007, 017."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.groundwater_place import GroundwaterPlace, PlaceKind, PreventionZoneType
from jingtu.duties.groundwater_kinds import ENTERPRISES, of_kind
from jingtu.duties.known import happened, naming, review
from jingtu.duties.levels import FROM_CITY_UP, at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.regular import regularly
from jingtu.duties.spans import months


def zones_drawn(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Prevention zones drawn by the city, settled by the province, published by its day (地下水污染防治重点区)."""
    yield from at_level(body, FROM_CITY_UP, _zones(body, day))


def _zones(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    zones = body.groundwater.prevention_zones
    if zones is None:
        yield review("prevention_zones")
    else:
        published = min((one.published_on for one in zones if one.published_on is not None), default=None)
        yield day.by(Parameter("province.zone_deadline"), done=published)


def rules_of_the_zone(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """No EIA approval against the access rule of the zone; hidden-danger checks by those who run (准入、隐患排查)."""
    if not happened(place.closed_on, day.on):
        yield from of_kind(place, ENTERPRISES | {PlaceKind.PROJECT}, _in_zone(place, day))


def _in_zone(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    if place.prevention_zone is None:
        yield review("prevention_zone")
    elif place.prevention_zone is not PreventionZoneType.GENERAL:
        yield day.gate(not happened(place.access_passed_on, day.on), about="eia_approval")
        if place.kind is not PlaceKind.PROJECT:
            yield regularly(day, place.hazards_checked_on, field="hazards_checked_on", about="hazard_check")


def chemical_park(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Parks classed by the day of the province; a class-one park takes risk control (化工园区类别划分)."""
    yield from of_kind(place, {PlaceKind.CHEMICAL_PARK}, _park(place, day))


def _park(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    classed = place.park_classed_on
    yield day.by(Parameter("province.park_deadline"), done=classed, about="class")
    if classed is not None and classed > day.on:
        return
    if place.park_class == 1:
        yield day.timely(place.park_controlled_on, since=classed, about="control")
    elif place.park_class is None and classed is not None:
        yield review("park_class", about="control", since=classed)


def water_source_patrolled(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Drinking-water source zones patrolled, monthly as a reminder (水源保护区巡查)."""
    held = Held(place.delimited_on)
    found = day.every(months(1), place.patrolled_on, held=held, basis=Basis.DEFAULT)
    yield from of_kind(place, {PlaceKind.WATER_SOURCE_ZONE}, naming("patrolled_on", found))
