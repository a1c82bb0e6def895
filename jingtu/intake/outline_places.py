"""Outlines to CGCS2000 longitude/latitude: axes, Gauss-Krüger zones, and systems that cannot be converted.

Which column is the easting and which zone it is in is read from the numbers themselves, outline by outline: eastings
with a zone have eight digits, northings in China lie between 1.5 and 6.2 million metres, eastings without a zone below
0.9 million.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from jingtu.codes.zones import SYSTEMS, zone_of
from jingtu.intake.outline_rows import Batch, Box, OutlineOptions, Shapes
from jingtu.intake.places import CHINA, LONGITUDE_LATITUDE, SIX_DEGREE, THREE_DEGREE

SHIFTED = re.compile(r"gcj|bd[-_ ]?09|bd09|mars|火星|百度|高德|腾讯", re.IGNORECASE)
"""Names of systems that are shifted on purpose."""
OLD_DATUM = re.compile(r"beijing|北京|xian|xi'an|西安|krassovsky|pulkovo|iag[-_ ]?75", re.IGNORECASE)
"""Names of datums from which only local parameters lead to CGCS2000."""
NORTHING = (1.5e6, 6.2e6)
EASTING = (1e5, 9e5)
MILLION = 1_000_000.0
ZONED = {system.zone: f"EPSG:{epsg}" for epsg, system in SYSTEMS.items() if system.prefixed}
"""Zone -> Gauss-Krüger system with the zone in the easting: three-degree zones 25-45, six-degree zones 13-23."""
Ints = NDArray[np.intp]


class Order(IntEnum):
    """How the two numbers of a corner are to be read."""

    UNKNOWN = 0
    LON_LAT = 1
    LAT_LON = 2
    EAST_NORTH = 3
    NORTH_EAST = 4


def refusal(crs: str) -> str:
    """Why coordinates of a named system cannot be used: ``shifted``, ``old_datum``, ``crs_unknown``, or empty."""
    known = _known(crs)
    said = f"{crs} {pyproj.CRS.from_user_input(crs).name}" if known else crs
    if SHIFTED.search(said):
        return "shifted"
    if OLD_DATUM.search(said):
        return "old_datum"
    return "" if known else "crs_unknown"


def place(batch: Batch, options: OutlineOptions) -> None:
    """Convert the shapes of a batch in place; what cannot be placed is refused at its row."""
    crs = batch.crs or options.crs
    if crs and other_projection(crs):
        batch.shapes = _transformed(batch.shapes, crs)
        crs = None
    bounds = shapely.bounds(batch.shapes)
    orders = orders_of(bounds)
    _report_orders(batch, orders)
    for order in Order:
        chosen = np.flatnonzero(orders == order)
        if order is Order.LAT_LON or order is Order.NORTH_EAST:
            batch.shapes[chosen] = _flipped(batch.shapes[chosen])
        if order in (Order.EAST_NORTH, Order.NORTH_EAST):
            _from_metres(batch, chosen, crs, options.box)
    _check_box(batch, options.box)


def orders_of(bounds: NDArray[np.float64]) -> NDArray[np.intp]:
    """The order of each shape's numbers, from its bounds; UNKNOWN for what is no place in China, too."""
    west, south, east, north = CHINA
    first, second = bounds[:, [0, 2]], bounds[:, [1, 3]]
    a_lon, b_lat = _all_in(first, (west, east)), _all_in(second, (south, north))
    a_lat, b_lon = _all_in(first, (south, north)), _all_in(second, (west, east))
    a_east, b_north = _eastings(first), _all_in(second, NORTHING)
    a_north, b_east = _all_in(first, NORTHING), _eastings(second)
    conditions = [a_lon & b_lat, a_lat & b_lon, a_east & b_north, a_north & b_east]
    return np.select(conditions, [Order.LON_LAT, Order.LAT_LON, Order.EAST_NORTH, Order.NORTH_EAST], Order.UNKNOWN)


def _all_in(ends: NDArray[np.float64], span: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((ends.min(axis=1) >= span[0]) & (ends.max(axis=1) <= span[1]), dtype=np.bool_)


def _eastings(ends: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Eastings with one zone in front, or with none."""
    zone = np.nan_to_num(ends // MILLION)
    zoned = np.isin(zone[:, 0], [*SIX_DEGREE, *THREE_DEGREE]) & (zone[:, 0] == zone[:, 1])
    rest: NDArray[np.float64] = ends - np.where(zoned, zone[:, 0], 0)[:, None] * MILLION
    return _all_in(rest, EASTING)


def _report_orders(batch: Batch, orders: NDArray[np.intp]) -> None:
    drawn = ~shapely.is_missing(batch.shapes)
    batch.refuse("no_place_in_china", np.flatnonzero(drawn & (orders == Order.UNKNOWN)))
    batch.note("axes_swapped", np.flatnonzero(drawn & (orders == Order.LAT_LON)))
    if not batch.surveyed:
        batch.note("axes_swapped", np.flatnonzero(drawn & (orders == Order.NORTH_EAST)))


def _flipped(shapes: Shapes) -> Shapes:
    flipped: Shapes = shapely.transform(shapes, lambda corners: corners[:, ::-1])
    return flipped


# ---------------------------------------------------------------- metres


def _from_metres(batch: Batch, chosen: Ints, crs: str | None, box: Box | None) -> None:
    """Convert shapes of (easting, northing)."""
    eastings = shapely.bounds(batch.shapes[chosen])[:, 0]
    zones = (eastings // MILLION).astype(np.intp)
    bare = chosen[zones == 0]
    _report_declared(batch, chosen[zones > 0], zones[zones > 0], crs)
    assumed = declared_zone(crs) if crs else _zone_at(box) if box else None
    if assumed is None:
        batch.refuse("zone_unknown", bare)
    else:
        if crs is None:
            batch.note("zone_assumed", bare, zone=assumed, meridian=_meridian(assumed))
        batch.shapes[bare] = _shifted(batch.shapes[bare], assumed)
        zones[zones == 0] = assumed
    for zone in np.unique(zones[zones > 0]):
        _from_zone(batch, chosen[zones == zone], int(zone), box)


def _from_zone(batch: Batch, chosen: Ints, zone: int, box: Box | None) -> None:
    metres = batch.shapes[chosen]
    batch.shapes[chosen] = _transformed(metres, ZONED[zone])
    if box is None:
        return
    likely = _zone_at(box)
    if likely is None or likely == zone:
        return
    outside = ~_in_box(batch.shapes[chosen], box)
    moved = _transformed(_shifted(metres, likely - zone), ZONED[likely])
    wrong = np.flatnonzero(outside & _in_box(moved, box))
    batch.shapes[chosen[wrong]] = moved[wrong]
    batch.note("zone_wrong", chosen[wrong], zone=zone, likely=likely)


def _report_declared(batch: Batch, chosen: Ints, zones: Ints, crs: str | None) -> None:
    """The zone in the numbers counts; that the file declares another one is said."""
    declared = declared_zone(crs) if crs else None
    if declared is not None:
        other = np.array([_meridian(int(zone)) != _meridian(declared) for zone in zones], dtype=bool)
        batch.note("zone_contradicts", chosen[other], declared=declared)


def _shifted(shapes: Shapes, zones: int) -> Shapes:
    """Eastings with so many more zones in front."""
    step = np.array([zones * MILLION, 0.0])
    shifted: Shapes = shapely.transform(shapes, lambda corners: np.add(corners, step))
    return shifted


def _meridian(zone: int) -> int:
    """Central meridian. [degree]"""
    return 3 * zone if zone in THREE_DEGREE else 6 * zone - 3


def _zone_at(box: Box) -> int | None:
    """The three-degree zone at the middle of a box."""
    zone = zone_of((box[0] + box[2]) / 2)
    return zone if zone in THREE_DEGREE else None


@lru_cache(maxsize=64)
def declared_zone(crs: str) -> int | None:
    """The three-degree zone with the central meridian of a declared Gauss-Krüger projection."""
    if not _known(crs):
        return None
    named = pyproj.CRS.from_user_input(crs)
    operation = named.coordinate_operation
    if operation is None or "Transverse Mercator" not in operation.method_name:
        return None
    meridian = next((float(p.value) for p in operation.params if p.name == "Longitude of natural origin"), 0.0)
    zone = round(meridian / 3)
    return zone if zone in THREE_DEGREE and abs(meridian - 3 * zone) < 1e-6 else None


@lru_cache(maxsize=64)
def _known(crs: str) -> bool:
    try:
        pyproj.CRS.from_user_input(crs)
    except CRSError:
        return False
    return True


@lru_cache(maxsize=64)
def other_projection(crs: str) -> bool:
    """A projection other than Gauss-Krüger with a false easting of 500 km in China's zones: UTM, web Mercator …"""
    named = pyproj.CRS.from_user_input(crs)
    if not named.is_projected:
        return False
    operation = named.coordinate_operation
    scale = next((p.value for p in operation.params if "cale factor" in p.name), 1.0) if operation else 1.0
    return declared_zone(crs) is None or scale != 1.0


def _transformed(shapes: Shapes, crs: str) -> Shapes:
    """To CGCS2000 degrees; WGS 84 counts as the same, the two differ by less than a metre."""
    transformer = pyproj.Transformer.from_crs(crs, LONGITUDE_LATITUDE, always_xy=True)

    def convert(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1]))

    converted: Shapes = shapely.transform(shapes, convert)
    return converted


# ---------------------------------------------------------------- where they lie


def _in_box(shapes: Shapes, box: Box) -> NDArray[np.bool_]:
    middle = shapely.bounds(shapes)
    lon, lat = (middle[:, 0] + middle[:, 2]) / 2, (middle[:, 1] + middle[:, 3]) / 2
    inside: NDArray[np.bool_] = (lon >= box[0]) & (lon <= box[2]) & (lat >= box[1]) & (lat <= box[3])
    return inside


def _check_box(batch: Batch, box: Box | None) -> None:
    if box is not None:
        drawn = ~shapely.is_missing(batch.shapes)
        batch.note("outside_box", np.flatnonzero(drawn & ~_in_box(batch.shapes, box)))
