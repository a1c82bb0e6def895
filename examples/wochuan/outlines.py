"""The county's shapes as GeoJSON: towns, river, smelter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely
from pyproj import Geod

from examples.wochuan.places import (
    CITY,
    COUNTY,
    SMELTER,
    SMELTER_NAME,
    TOWNS,
    in_degrees,
    river,
    town_outlines,
)

ELLIPSOID = Geod(ellps="GRS80")  # that of CGCS2000, to a hundredth of a millimetre
Feature = Mapping[str, object]


def feature(shape: shapely.Geometry, **properties: object) -> Feature:
    """One GeoJSON feature; the shape is given in kilometres."""
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(in_degrees(shape))}


def write_features(path: Path, features: Iterable[Feature]) -> None:
    """One feature per line, so that a difference can be read."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    path.write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", encoding="utf-8")


def area_m2(shape: shapely.Geometry) -> int:
    """Area on the ellipsoid; the shape is given in kilometres."""
    return round(abs(ELLIPSOID.geometry_area_perimeter(in_degrees(shape))[0]))


def write_towns(path: Path) -> None:
    """The county first, then its towns; together they have exactly its shape."""
    outlines = town_outlines()
    county = feature(shapely.union_all(list(outlines.values())), code=COUNTY.code, name=COUNTY.name, level="县级")
    towns = [feature(outlines[town.code], code=town.code, name=town.name, level="乡级") for town in TOWNS]
    write_features(path, [county, *towns])


def write_river(path: Path) -> None:
    write_features(path, [feature(river(), name="沃水", city=CITY.name)])


def write_smelter(path: Path) -> None:
    write_features(path, [feature(SMELTER, name=SMELTER_NAME, town="铁炉镇")])
