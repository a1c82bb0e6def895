"""Tanks, outlets, forbidden discharges, and the part on groundwater in soil work. GW-011 to GW-013, GW-015."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.groundwater_place import GroundwaterPlace, OilTank, PlaceKind, TankProtection
from jingtu.duties.groundwater_kinds import ENTERPRISES, of_kind
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.reckoning import Day
from jingtu.duties.regular import regularly


def oil_tanks(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Each underground tank has a double wall or a seepage pool, and is watched for leaks (双层罐、防渗池)."""
    if not happened(place.closed_on, day.on):
        yield from of_kind(place, {PlaceKind.PETROL_STATION}, _tanks(place.tanks, day))


def _tanks(tanks: tuple[OilTank, ...] | None, day: Day) -> Iterator[Occurrence]:
    if tanks is None:
        yield day.standing(missing=("tanks",))
    for tank in tanks or ():
        about = f"{tank.id} protection".strip()
        if tank.protection is TankProtection.NONE:
            yield day.timely(None, about=about)
        else:
            yield day.standing(about=about, missing=() if tank.protection else ("protection",))
        yield regularly(day, tank.leak_checked_on, field="leak_checked_on", about=f"{tank.id} leak_check".strip())


def automatic_monitoring(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Key dischargers for groundwater network automatic monitoring of their water (自动监测联网)."""
    if happened(place.key_discharger_listed_on, day.on):
        yield day.timely(place.monitor_networked_on, since=place.key_discharger_listed_on)


def no_forbidden_discharge(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Nothing toxic discharged or stored in wells, pits, fissures or karst caves (渗井、渗坑、裂隙、溶洞)."""
    found = [one for one in place.forbidden_discharges if one.found_on is None or one.found_on <= day.on]
    for one in found:
        yield from naming("found_on", [day.breach(one.found_on, ended=one.stopped_on, about=one.mode or "")])
    if not found and not happened(place.closed_on, day.on):
        yield from of_kind(place, ENTERPRISES, [day.standing()])


def groundwater_in_soil_work(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """A report of soil work that touches groundwater passes review only with a part on it (报告含地下水内容)."""
    for report in place.soil_reports:
        if report.touches_groundwater is None:
            yield review("touches_groundwater", about=report.about)
        elif report.touches_groundwater:
            section = report.groundwater_section
            missing = ("groundwater_section",) if section is None else ()
            yield day.gate(None if section is None else not section, about=report.about, missing=missing)
