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

from jingtu.assessment.farmland.areas import ORDER
from jingtu.assessment.farmland.words import words
from jingtu_web.desk.problem_groups import language
from jingtu_web.desk.runs_spatial import CRS, NothingThere, add_layer
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds.farmland import CLASSED, OUTLINED
from jingtu_web.runs.units import OUTLINE

FACES: Mapping[str, str] = dict(zip(ORDER, ("ok", "attention", "above", "nodata", "undecided"), strict=True))
"""Category -> how desk.css colours it."""
OF_CLASS: Mapping[int | None, str] = {1: "ok", 2: "attention", 3: "above", None: "nodata"}


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
    points = _points(kept)
    told = {
        "units": {"type": "FeatureCollection", "features": features},
        "points": [[*row[:-1], OF_CLASS[row[-1]]] for row in points.iter_rows()],
        "corners": _box(kept, points),
        "legend": _legend(kept),
    }
    return orjson.dumps(told)


def _points(kept: Kept) -> pl.DataFrame:
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
    shapes = shapely.from_wkb(kept.tables[OUTLINED][OUTLINE].to_list())
    bounds = [*shapely.bounds(shapes).tolist()] if len(shapes) else []
    bounds += [[lon, lat, lon, lat] for lon, lat in points.select("lon", "lat").iter_rows()]
    if not bounds:
        raise NothingThere
    west, south = (min(one[at] for one in bounds) for at in (0, 1))
    east, north = (max(one[at] for one in bounds) for at in (2, 3))
    return [[west, south], [east, north]]


def _legend(kept: Kept) -> list[list[str]]:
    """Words and face of every category on the map; where there is none, of every class of soil points."""
    categories, classes = words("category", language()), words("class", language())
    units, points = set(kept.tables[OUTLINED]["category"]), set(kept.tables[CLASSED]["class_"])
    if units:
        return [[categories[key], FACES[key]] for key in ORDER if key in units]
    return [[classes[str(key or "unknown")], face] for key, face in OF_CLASS.items() if key in points]


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
