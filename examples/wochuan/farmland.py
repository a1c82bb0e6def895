"""Sixty farmland units (``farmland_units.geojson``): five in each town, each around a soil point of farmed land."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely import MultiPoint, Point, Polygon

from examples.wochuan.outlines import area_m2, feature, write_features
from examples.wochuan.places import TOWNS, to_kilometres, town_outlines
from examples.wochuan.sites import sites
from examples.wochuan.soil import METALS, SoilPoint, added

UNITS_PER_TOWN, RADIUS_KM, GAP_KM = 5, 0.8, 0.01
STRICT, SAFE_USE = 4, 13  # so many units, the most loaded first; all others are protected with priority
FARMED = ("水田", "旱地", "菜地")
CADMIUM = METALS[0]
MU_IN_M2 = 10_000 / 15


def write_farmland_units(path: Path, points: Sequence[SoilPoint]) -> None:
    """The list of last year: outline, class and area; loaded ground was classed by how loaded it is."""
    chosen = _chosen(points)
    classes = _classes(chosen)
    write_features(
        path,
        [
            feature(
                shape,
                单元编号=f"{point.town_code[:9]}-{number:03d}",
                乡镇=point.town,
                地类=point.land_use,
                质量类别=category,
                面积亩=round(area_m2(shape) / MU_IN_M2, 1),
                点位编号=point.point,
            )
            for number, (point, category, shape) in enumerate(zip(chosen, classes, _outlines(chosen), strict=True), 1)
        ],
    )


def _chosen(points: Sequence[SoilPoint]) -> list[SoilPoint]:
    farmed = [point for point in points if point.land_use in FARMED]
    in_town = ([point for point in farmed if point.town_code == town.code] for town in TOWNS)
    return [point for town_points in in_town for point in town_points[:UNITS_PER_TOWN]]


def _outlines(chosen: Sequence[SoilPoint]) -> list[Polygon]:
    """Round fields, cut where they would meet another's, their town's border or a parcel. [km]"""
    centres = MultiPoint([_centre(point) for point in chosen])
    cells = shapely.voronoi_polygons(centres, ordered=True).geoms
    built, towns = shapely.union_all([site.outline.buffer(GAP_KM) for site in sites()]), town_outlines()
    return [
        shapely.difference(
            shapely.intersection_all([centre.buffer(RADIUS_KM), cell.buffer(-GAP_KM), towns[point.town_code]]), built
        )
        for point, centre, cell in zip(chosen, centres.geoms, cells, strict=True)
    ]


def _centre(point: SoilPoint) -> Point:
    east, north = to_kilometres(np.array([point.lon]), np.array([point.lat]))
    return Point(east[0], north[0])


def _classes(chosen: Sequence[SoilPoint]) -> list[str]:
    east, north = to_kilometres(np.array([point.lon for point in chosen]), np.array([point.lat for point in chosen]))
    rank = np.argsort(np.argsort(-added(CADMIUM, east, north)))
    names = np.where(rank < STRICT, "严格管控类", np.where(rank < STRICT + SAFE_USE, "安全利用类", "优先保护类"))
    return [str(name) for name in names]
