"""Outlines of two layers in one plane: a Gauss-Krüger projection of CGCS2000 in a three-degree zone.

As in :mod:`jingtu.intake.outline_places` the numbers say what they are (degrees, or metres with or without their zone)
and what a file declares fills in what they do not say; here on columns of corners, for a million outlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyproj
from numpy.typing import NDArray

from jingtu.codes.zones import ZONES, epsg_of_zone, zone_of
from jingtu.intake.outline_columns import OutlineColumns
from jingtu.intake.outline_places import MILLION, Order, declared_zone, orders_of, other_projection, refusal
from jingtu.intake.places import LONGITUDE_LATITUDE, SIX_DEGREE
from jingtu.problems import Problem, Refused, Where, attention, error
from jingtu.science.overlay_rings import Floats, Integers, Rings, rings_of_wkb

DEGREES = 0
"""Zone of outlines whose numbers are longitude and latitude."""
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Corners:
    """The outlines of a layer that can be used. ``rows``, shape (n,): their rows in it, from 0; ``zones``, shape (n,):
    three-degree zone of their metres (easting without the zone), 0 for degrees."""

    rings: Rings
    rows: Integers
    zones: Integers
    problems: tuple[Problem, ...]


def corners(layer: OutlineColumns, crs: str | None = None) -> Corners:
    """The corners of a layer, longitude or easting first, and which system each outline is in.

    Parameters
    ----------
    crs : str, optional
        System of a layer that declares none.

    Raises
    ------
    Refused
        If the layer is in a system that cannot be converted, or no outline of it can be used.
    """
    where = Where(file=layer.file)
    declared = layer.crs or crs
    problems = [] if declared else [attention("outlines.no_crs", where)]
    if declared and (reason := refusal(declared)):
        raise Refused(error(f"outlines.{reason}", where, crs=declared[:60]))
    rows = np.flatnonzero(layer.wkb.is_valid().to_numpy(zero_copy_only=False))
    rings = _rings(layer.wkb)
    if declared and other_projection(declared):
        rings = _moved(rings, declared, LONGITUDE_LATITUDE)
        declared = LONGITUDE_LATITUDE
    bounds = bounds_of(rings)
    orders = orders_of(bounds)
    swapped = (orders == Order.LAT_LON) | (orders == Order.NORTH_EAST)
    rings, bounds = _swapped(rings, bounds, swapped)
    zones = _zones(bounds, orders, declared)
    problems += _said(where, rows, {"axes_swapped": swapped, **_doubts(bounds, orders, zones, declared)})
    problems += _refused(where, rows, orders, zones)
    used = zones > NOWHERE
    if not used.any():
        raise Refused(*layer.problems, *problems, error("overlay.no_outline", where, rows=len(layer.wkb)))
    return Corners(_without_zone(kept(rings, used)), rows[used], zones[used], tuple(problems))


def common_zone(of: Corners) -> int:
    """The zone to overlay in: that of the metres, where all outlines are in one; else that of the middle longitude."""
    known = np.unique(of.zones)
    if known.size == 1 and known[0] != DEGREES:
        return int(known[0])
    middles = []
    for zone in known:
        box = bounds_of(of.rings)[of.zones == zone]
        lon, _ = _degrees(int(zone)).transform(*((box[:, k] + box[:, k + 2]).mean() / 2 for k in (0, 1)))
        middles.append((lon, len(box)))
    lons, weights = zip(*middles, strict=True)
    return min(max(zone_of(float(np.average(lons, weights=weights))), ZONES.start), ZONES.stop - 1)


def in_zone(of: Corners, zone: int) -> Rings:
    """The rings in metres of a zone, the zone not in the easting."""
    x, y, vertices = of.rings.x.copy(), of.rings.y.copy(), _vertices(of.rings)
    for other in np.unique(of.zones):
        if other != zone:
            chosen = np.repeat(of.zones == other, vertices)
            x[chosen], y[chosen] = _between(_epsg(int(other)), _epsg(zone)).transform(x[chosen], y[chosen])
    return of.rings._replace(x=x, y=y)


def areal_scale(boxes: Floats, zone: int) -> Floats:
    """How much larger an area is in the plane than on the ellipsoid, at the middle of each box. Shape (n,)."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    lon, lat = _degrees(zone).transform(x, y)
    factors: Floats = np.asarray(pyproj.Proj(_epsg(zone)).get_factors(lon, lat).areal_scale, dtype=np.float64)
    return factors


# ---------------------------------------------------------------- rings


def _rings(wkb: pa.LargeBinaryArray) -> Rings:
    """Rings of the rows that have an outline."""
    filled = wkb.drop_null()
    _, offsets, data = filled.buffers()
    if not len(filled):
        return rings_of_wkb(np.zeros(1, np.int64), np.empty(0, np.uint8))
    places = np.frombuffer(offsets, dtype=np.int64)[filled.offset : filled.offset + len(filled) + 1]
    return rings_of_wkb(places, np.frombuffer(data, dtype=np.uint8))


def _vertices(rings: Rings) -> Integers:
    """Vertices of each outline."""
    return np.diff(rings.starts[rings.of_outline])


def bounds_of(rings: Rings) -> Floats:
    """West, south, east, north of each outline, shape (n, 4)."""
    firsts = rings.starts[rings.of_outline[:-1]]
    if not firsts.size:
        return np.empty((0, 4))
    return np.column_stack(
        [reduce.reduceat(each, firsts) for reduce in (np.minimum, np.maximum) for each in (rings.x, rings.y)]
    )


def kept(rings: Rings, used: NDArray[np.bool_]) -> Rings:
    """Only the rings of the outlines used."""
    if used.all():
        return rings
    of_rings = np.repeat(used, np.diff(rings.of_outline))
    of_vertices = np.repeat(used, _vertices(rings))
    starts = np.concatenate([[0], np.cumsum(np.diff(rings.starts)[of_rings])])
    of_outline = np.concatenate([[0], np.cumsum(np.diff(rings.of_outline)[used])])
    return Rings(rings.x[of_vertices], rings.y[of_vertices], starts, rings.outer[of_rings], of_outline)


def _swapped(rings: Rings, bounds: Floats, swapped: NDArray[np.bool_]) -> tuple[Rings, Floats]:
    if not swapped.any():
        return rings, bounds
    chosen = np.repeat(swapped, _vertices(rings))
    x, y = np.where(chosen, rings.y, rings.x), np.where(chosen, rings.x, rings.y)
    return rings._replace(x=x, y=y), np.where(swapped[:, None], bounds[:, [1, 0, 3, 2]], bounds)


def _without_zone(rings: Rings) -> Rings:
    """Eastings without the zone in front; degrees and bare eastings lie below a million and stay."""
    return rings._replace(x=rings.x % MILLION)


def _moved(rings: Rings, of: str, to: str) -> Rings:
    x, y = _between(of, to).transform(rings.x, rings.y)
    return rings._replace(x=np.asarray(x), y=np.asarray(y))


def _between(of: str, to: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(of, to, always_xy=True)


def _degrees(zone: int) -> pyproj.Transformer:
    return _between(_epsg(zone), LONGITUDE_LATITUDE)


def _epsg(zone: int) -> str:
    return LONGITUDE_LATITUDE if zone == DEGREES else f"EPSG:{epsg_of_zone(zone)[1]}"


# ---------------------------------------------------------------- which system


def _zones(bounds: Floats, orders: NDArray[np.intp], declared: str | None) -> Integers:
    """The three-degree zone with the central meridian of each outline; 0: degrees; -1: not known."""
    metres = (orders == Order.EAST_NORTH) | (orders == Order.NORTH_EAST)
    degrees = (orders == Order.LON_LAT) | (orders == Order.LAT_LON)
    printed = np.where(metres, bounds[:, 0] // MILLION, 0).astype(np.int64)
    printed = np.where(np.isin(printed, SIX_DEGREE), 2 * printed - 1, printed)
    bare = declared_zone(declared) if declared else None
    zones = np.where(printed > 0, printed, NOWHERE if bare is None else bare)
    return np.where(degrees, DEGREES, np.where(metres, zones, NOWHERE))


def _doubts(
    bounds: Floats, orders: NDArray[np.intp], zones: Integers, declared: str | None
) -> dict[str, NDArray[np.bool_]]:
    """Outlines whose numbers are not what the layer declares; the numbers are followed."""
    if declared is None:
        return {}
    zone, metres = declared_zone(declared), zones > DEGREES
    if zone is None:
        return {"metres_not_degrees": metres}
    return {"degrees_not_metres": zones == DEGREES, "zone_contradicts": metres & (zones != zone)}


def _said(where: Where, rows: Integers, found: dict[str, NDArray[np.bool_]]) -> list[Problem]:
    """An attention for each kind, at its first row."""
    return [
        attention(f"overlay.{name}", replace(where, line=int(rows[chosen][0]) + 1), count=int(chosen.sum()))
        for name, chosen in found.items()
        if chosen.any()
    ]


def _refused(where: Where, rows: Integers, orders: NDArray[np.intp], zones: Integers) -> Sequence[Problem]:
    no_place = orders == Order.UNKNOWN
    found = {"no_place": no_place, "no_zone": ~no_place & (zones == NOWHERE)}
    return [
        error(f"overlay.{name}", replace(where, line=int(rows[chosen][0]) + 1), count=int(chosen.sum()))
        for name, chosen in found.items()
        if chosen.any()
    ]
