"""Farmland units and classed points of a run: what the page's map draws, and as a GeoPackage."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pyogrio
import shapely
from django.utils.translation import gettext as _

from jingtu.assessment.farmland.areas import ORDER, TO_SPLIT
from jingtu.assessment.farmland.words import words
from jingtu_web.desk.problem_groups import language
from jingtu_web.desk.runs_spatial import CRS, NothingThere, add_layer
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds.farmland import CLASSED, OUTLINED
from jingtu_web.runs.kinds.located import WIDEST
from jingtu_web.runs.units import OUTLINE

FACES: Mapping[str, str] = dict(zip(ORDER, ("ok", "attention", "above", "nodata", "undecided"), strict=True))
"""Category -> how desk.css colours it."""
OF_CLASS: Mapping[int | None, str] = {1: "ok", 2: "attention", 3: "above", None: "nodata"}


def face(key: str) -> str:
    """Of a category, or of a class as it is named among words."""
    return FACES[key] if key in FACES else OF_CLASS[int(key) if key.isdigit() else None]


def drawn(kept: Kept) -> bool:
    return OUTLINED in kept.tables


def for_map(kept: Kept) -> bytes:
    """Outlines with words and face of their category, points with those of their class, and the box around all."""
    named = words("category", language())
    features = [
        {
            "type": "Feature",
            "geometry": orjson.Fragment(shapely.to_geojson(shapely.from_wkb(wkb))),
            "properties": {"text": f"{code} {named[category]}", "face": FACES[category]},
        }
        for code, category, wkb in kept.tables[OUTLINED].iter_rows()
    ]
    points = points_of(kept)
    told = {
        "units": {"type": "FeatureCollection", "features": features},
        "points": [[*row[:-1], OF_CLASS[row[-1]]] for row in points.iter_rows()],
        "corners": _box(kept, points),
        "legend": legend_of(kept),
    }
    return orjson.dumps(told)


def points_of(kept: Kept) -> pl.DataFrame:
    """lon, lat, what is said of it, whether it is soil, class."""
    media = words("medium", language())
    classes = {"soil": words("class", language()), "crop": words("crop_class", language())}
    placed = kept.tables[CLASSED].drop_nulls(["lon", "lat"])
    said = [
        f"{point} {media[medium]} {classes[medium]['unknown' if class_ is None else str(class_)]}"
        for point, medium, class_ in placed.select("point", "medium", "class_").iter_rows()
    ]
    soil = (placed["medium"] == "soil").alias("soil")
    return placed.select("lon", "lat").with_columns(pl.Series("said", said, dtype=pl.String), soil, placed["class_"])


def _box(kept: Kept, points: pl.DataFrame) -> list[list[float]]:
    """Around the units; without any around the points, but for those that lie far from all others."""
    bounds = shapely.bounds(shapely.from_wkb(kept.tables[OUTLINED][OUTLINE].to_list())).reshape(-1, 4)
    if not len(bounds):
        near = points.filter((pl.col("lon") - pl.col("lon").median()).abs() <= WIDEST)
        near = near.filter((pl.col("lat") - pl.col("lat").median()).abs() <= WIDEST)
        bounds = near.select("lon", "lat", east="lon", north="lat").to_numpy()
    if not len(bounds):
        raise NothingThere
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    return [[west, south], [east, north]]


def legend_of(kept: Kept) -> list[list[str]]:
    """What each colour on the map means: the category of a unit, the class of a soil or crop point."""
    categories, soil, crop = (words(group, language()) for group in ("category", "class", "crop_class"))
    units, points = set(kept.tables[OUTLINED]["category"]), set(kept.tables[CLASSED]["class_"])
    listed = []
    for class_, face in OF_CLASS.items():
        category = next(key for key, of in FACES.items() if of == face)
        if category not in units and class_ not in points:
            continue
        of_points = soil["unknown"] if class_ is None else f"{soil[str(class_)]}{_('、')}{crop[str(class_)]}"
        meant = _("{category}；点位：{points}").format(category=categories[category], points=of_points)
        listed.append([meant if units else of_points, face])
    return [*listed, *([[categories[TO_SPLIT], FACES[TO_SPLIT]]] if TO_SPLIT in units else [])]


def geopackage(kept: Kept) -> bytes:
    """Layers ``units`` (code, category) and ``points`` (class), as far as there are any. EPSG:4490."""
    units, points = kept.tables[OUTLINED], kept.tables[CLASSED].drop_nulls(["lon", "lat"])
    if units.is_empty() and points.is_empty():
        raise NothingThere
    named = words("category", language())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "farmland.gpkg"
        if units.height:
            _add_units(path, units.with_columns(category_name=pl.col("category").replace_strict(named)))
        if points.height:
            add_layer(path, "points", points)
        return path.read_bytes()


def _add_units(path: Path, units: pl.DataFrame) -> None:
    shapes = shapely.to_wkb(shapely.force_2d([_multi(one) for one in shapely.from_wkb(units[OUTLINE].to_list())]))
    fields = units.drop(OUTLINE)
    columns: list[Any] = [series.to_numpy() for series in fields]
    options = {"driver": "GPKG", "geometry_type": "MultiPolygon", "crs": CRS}
    pyogrio.raw.write(path, shapes, columns, fields.columns, layer="units", **options)


def _multi(outline: shapely.Geometry) -> shapely.Geometry:
    return outline if outline.geom_type == "MultiPolygon" else shapely.MultiPolygon([outline])
