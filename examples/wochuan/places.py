"""The ground: county, twelve towns, river, smelter. Drawn in kilometres around a centre, given as CGCS2000 degrees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPoint, Point, Polygon

Floats = NDArray[np.float64]

CENTRE_LON, CENTRE_LAT = 112.62, 27.38
KM_PER_DEGREE_LAT = 110.8
KM_PER_DEGREE_LON = 111.32 * float(np.cos(np.radians(CENTRE_LAT)))
DECIMALS = 6  # of a degree: about 0.1 m


@dataclass(frozen=True)
class Division:
    """An administrative division as the county workbook lists it."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Town:
    """A town: its division and the place of its seat. [km east and north of the centre]"""

    code: str
    name: str
    east: float
    north: float


CITY = Division("999900000000", "临澜市", "地级")
COUNTY = Division("999901000000", "沃川县", "县级")
TOWNS = (
    Town("999901100000", "城关镇", 1.0, 0.5),
    Town("999901101000", "青石镇", -9.5, 12.0),
    Town("999901102000", "河湾镇", 8.0, -5.5),
    Town("999901103000", "沙渡镇", 15.5, -11.0),
    Town("999901104000", "白鹭镇", 6.5, 8.0),
    Town("999901105000", "铁炉镇", -7.0, 3.5),
    Town("999901106000", "柳林镇", -5.5, -7.0),
    Town("999901107000", "石桥镇", 3.5, -15.0),
    Town("999901200000", "云岭乡", -17.0, 4.0),
    Town("999901201000", "松坪乡", 4.0, 17.0),
    Town("999901202000", "竹溪乡", 16.5, 4.0),
    Town("999901203000", "高田乡", -14.5, -9.0),
)
SMELTER = Point(-5.8, 3.9)
SMELTER_NAME = "沃川县铁炉冶炼厂（已关停）"


def to_degrees(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Kilometres from the centre to longitude and latitude."""
    lon = np.round(CENTRE_LON + east / KM_PER_DEGREE_LON, DECIMALS)
    lat = np.round(CENTRE_LAT + north / KM_PER_DEGREE_LAT, DECIMALS)
    return lon, lat


def to_kilometres(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude to kilometres from the centre."""
    return (lon - CENTRE_LON) * KM_PER_DEGREE_LON, (lat - CENTRE_LAT) * KM_PER_DEGREE_LAT


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """The same shape in longitude and latitude; equal corners stay equal."""
    return shapely.transform(shape, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))


def outline() -> Polygon:
    """The county's wobbly border. [km]"""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = 22 + 1.8 * np.sin(3 * angle + 0.4) + 1.1 * np.sin(5 * angle + 2.1) + 0.5 * np.sin(11 * angle + 1.0)
    return Polygon(np.column_stack([1.15 * radius * np.cos(angle), 0.95 * radius * np.sin(angle)]))


def town_outlines() -> dict[str, Polygon]:
    """Outline of each town by code: together they cover the county without gap or overlap. [km]"""
    border = outline()
    cells = shapely.voronoi_polygons(MultiPoint([(town.east, town.north) for town in TOWNS]), extend_to=border.envelope)
    lines = shapely.union_all([border.boundary, *(cell.boundary for cell in cells.geoms)])
    faces = [face for face in shapely.polygonize([lines]).geoms if border.contains(face.representative_point())]
    return {town.code: next(face for face in faces if face.contains(Point(town.east, town.north))) for town in TOWNS}


def river() -> LineString:
    """The 沃水, from the north-western hills past the smelter to the south-east. [km]"""
    along = np.linspace(-30, 30, 121)
    across = 1.6 * np.sin(along / 3.5) + 0.7 * np.sin(along / 1.3)
    line = LineString(np.column_stack([along * 0.86 + across * 0.5, -along * 0.5 + across * 0.86]))
    return shapely.intersection(line, outline())


def towns_of(east: Floats, north: Floats) -> list[Town]:
    """The town in which each point lies: the one whose seat is nearest, which is how the towns are cut."""
    seats = np.array([(town.east, town.north) for town in TOWNS])
    distance = np.hypot(east[:, None] - seats[:, 0], north[:, None] - seats[:, 1])
    return [TOWNS[index] for index in distance.argmin(axis=1)]
