"""Small files of outlines, written where a test needs them."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely

PLACE = (113.05, 36.10)


def parcel(east: float = 0.0, north: float = 0.0, half: float = 0.001) -> shapely.Polygon:
    """A square near the place, so many degrees to the east and north."""
    x, y = PLACE[0] + east, PLACE[1] + north
    return shapely.box(x - half, y - half, x + half, y + half)


def write_layer(path: Path, shapes, fields=None, *, crs="EPSG:4490", driver=None, **options) -> Path:
    """A layer of shapes with text fields: name -> texts."""
    fields = fields or {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a shapefile cuts long field names, which is what the tests want
        pyogrio.raw.write(
            path,
            np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], dtype=object),
            [np.array(texts, dtype=object) for texts in fields.values()],
            list(fields),
            geometry_type="Polygon",
            crs=crs,
            driver=driver,
            **options,
        )
    return path


def zipped(folder: Path, name: str, *, leave_out=(), under: str = "", more=()) -> Path:
    """Every part of the shapefile ``layer.*`` of a folder in one archive."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in [*sorted(folder.glob("layer.*")), *more]:
            if part.suffix not in leave_out:
                archive.write(part, f"{under}{part.name}")
    return path


def geojson(path: Path, *features) -> Path:
    """Pairs of a GeoJSON geometry (mapping) and properties."""
    made = [{"type": "Feature", "geometry": shape, "properties": said} for shape, said in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False), encoding="utf-8")
    return path
