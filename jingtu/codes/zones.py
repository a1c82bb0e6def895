"""Three-degree Gauss-Krüger zones of CGCS2000 and what is wrong with a declared coordinate system.

EPSG codes of CGCS2000: 4490 longitude and latitude; 4513-4533 three-degree zones 25-45 with the zone before the
easting; 4534-4554 the same meridians (75° to 135°) without it; 4491-4512 the same for six-degree zones 13-23.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from jingtu.codes.spelling import NOWHERE
from jingtu.problems import Problem, Where, attention, error

DEGREES = 4490
WGS84 = 4326
ZONES = range(25, 46)


@dataclass(frozen=True, slots=True)
class System:
    """A Gauss-Krüger system: width of its zones in degrees, zone, and whether the zone stands before the easting."""

    width: int
    zone: int
    prefixed: bool


SYSTEMS = (
    {4488 + zone: System(3, zone, True) for zone in ZONES}
    | {4509 + zone: System(3, zone, False) for zone in ZONES}
    | {4478 + zone: System(6, zone, True) for zone in range(13, 24)}
    | {4489 + zone: System(6, zone, False) for zone in range(13, 24)}
)


def zone_of(lon: float) -> int:
    """The three-degree zone of a longitude; one exactly on the border lies in the eastern zone."""
    return floor((lon - 1.5) / 3) + 1


def epsg_of_zone(zone: int) -> tuple[int, int]:
    """EPSG codes of a three-degree zone: with the zone before the easting, and without.

    Raises
    ------
    ValueError
        If the zone is not one of 25 to 45, those of China.
    """
    if zone not in ZONES:
        raise ValueError(f"Zone {zone} is not one of {ZONES.start} to {ZONES.stop - 1}.")
    return 4488 + zone, 4509 + zone


def check_system(epsg: int, lon: float, where: Where = NOWHERE) -> tuple[Problem, ...]:
    """What is wrong with declaring this system for a place at this longitude. [EPSG code, degrees east]"""
    if epsg == DEGREES:
        return ()
    if epsg == WGS84:
        return (attention("codes.epsg_wgs84", where),)
    zone, system = zone_of(lon), SYSTEMS.get(epsg)
    if zone not in ZONES:
        return (error("codes.lon_outside", where, lon=lon),)
    prefixed, bare = epsg_of_zone(zone)
    right = {"lon": lon, "right_zone": zone, "meridian": 3 * zone, "prefixed": prefixed, "bare": bare}
    if system is None:
        return (error("codes.epsg_unknown", where, epsg=epsg, **right),)
    if system.zone == (zone if system.width == 3 else floor(lon / 6) + 1):
        return ()
    return (error("codes.epsg_zone", where, epsg=epsg, zone=system.zone, width=system.width, **right),)


def check_easting(epsg: int, easting: float, where: Where = NOWHERE) -> tuple[Problem, ...]:
    """What is wrong with an easting in this system: the zone before it missing, another one, or one too many. [m]

    Raises
    ------
    KeyError
        If the system is not a Gauss-Krüger one of CGCS2000.
    """
    system, before = SYSTEMS[epsg], floor(easting / 1_000_000)
    if before == (system.zone if system.prefixed else 0):
        return ()
    if system.prefixed:
        return (error("codes.easting_zone", where, epsg=epsg, easting=easting, zone=system.zone),)
    return (error("codes.easting_prefixed", where, epsg=epsg, easting=easting, before=before),)
