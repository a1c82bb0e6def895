"""Wells, boreholes and shafts. GW-008 to GW-010, GW-014."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.groundwater_place import GroundwaterPlace, MonitoringWell, PlaceKind, WellStatus
from jingtu.duties.groundwater_kinds import STORES, WATCHED, of_kind
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.regular import regularly
from jingtu.duties.spans import days

END_OF_2023 = date(2023, 12, 31)
GIVEN_UP = frozenset({WellStatus.DISUSED, WellStatus.ABANDONED, WellStatus.UNFINISHED})


def sources_and_sinks(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Abandoned wells that endanger groundwater studied in 2023 (典型废弃井源汇关系调查)."""
    yield from of_kind(place, {PlaceKind.WELL}, _studied(place, day))


def _studied(well: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    abandoned = _abandoned(well, day.on)
    if abandoned is False or well.pollution_risk is False:
        return
    if abandoned and well.pollution_risk:
        yield day.by(END_OF_2023, done=well.sources_studied_on)
    else:
        known = {"well_status": abandoned, "pollution_risk": well.pollution_risk}
        yield review(*(name for name, value in known.items() if value is None))


def _abandoned(well: GroundwaterPlace, on: date) -> bool | None:
    """Whether a well is given up and still open, as far as its status and the day it was given up tell."""
    if well.abandoned_on is not None:
        return well.abandoned_on <= on
    return None if well.well_status is None else well.well_status in GIVEN_UP


def sealed(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """A well given up is filled and sealed, within 90 days as a reminder, and its owner tells the water department."""
    yield from of_kind(place, {PlaceKind.WELL}, _sealed(place, day))


def _sealed(well: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    filled = happened(well.sealed_on, day.on)
    if happened(well.abandoned_on, day.on):
        yield day.within(days(90), well.abandoned_on, done=well.sealed_on, basis=Basis.DEFAULT)
    elif well.abandoned_on is None and well.well_status in GIVEN_UP:
        yield day.timely(well.sealed_on) if filled else review("abandoned_on", basis=Basis.DEFAULT)
    if filled and well.orphan is not True:
        yield day.timely(well.water_department_told_on, since=well.sealed_on, about="water_department")


def monitoring_wells(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Facilities that endanger groundwater have monitoring wells and sample them (地下水监测井)."""
    if place.kind in STORES or not happened(place.closed_on, day.on):
        yield from of_kind(place, WATCHED, _watched(place.monitoring_wells, day))


def _watched(wells: tuple[MonitoringWell, ...] | None, day: Day) -> Iterator[Occurrence]:
    if wells is None:
        yield day.standing(about="wells", missing=("monitoring_wells",))
        return
    built = [one for one in wells if one.built_on is None or one.built_on <= day.on]
    yield day.standing(about="wells") if built else day.timely(None, about="wells")
    for one in built:
        yield regularly(day, one.sampled_on, field="sampled_on", about=one.id, since=one.built_on)


def layers_kept_apart(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Exploration, mining and digging shut layers off and seal what they finished (分层止水、回填封孔)."""
    holes = place.boreholes
    if not holes and happened(place.works_started_on, day.on):
        missing = ("boreholes",) if holes is None else ()
        yield day.standing(since=place.works_started_on, missing=missing)
    for one in holes or ():
        if happened(one.finished_on, day.on) or happened(one.sealed_on, day.on):
            yield day.timely(one.sealed_on, since=one.finished_on, about=one.id)
        else:
            yield day.standing(since=place.works_started_on, about=one.id)
