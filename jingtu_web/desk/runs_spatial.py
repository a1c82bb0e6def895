"""Points and surfaces of runs as files of maps: GeoPackage, GeoTIFF, and what the page's own map draws."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import polars as pl
import pyogrio
import shapely
import tifffile
from numpy.typing import NDArray

from jingtu_web.runs.container import Kept

CRS = "EPSG:4490"
NO_VALUE = -9999.0
FIELDS = ("point", "sample", "substance", "text", "value", "operator", "unit", "detection_limit")
SIGNIFICANT = 5
# GeoTIFF 1.1: tags and keys
PIXEL_SCALE, TIEPOINT, GEO_KEYS, GDAL_NODATA = 33550, 33922, 34735, 42113
MODEL_TYPE, PROJECTED, RASTER_TYPE, PIXEL_IS_AREA, PROJECTED_CRS = 1024, 1, 1025, 1, 3072
DOUBLES, SHORTS, ASCII = 12, 3, 2


class NothingThere(Exception):  # noqa: N818 - the run has no such thing
    """No coordinates, or no surface."""


def points(rows: pl.DataFrame) -> bytes:
    """A layer ``points``: every result with coordinates. EPSG:4490."""
    placed = rows.drop_nulls(["lon", "lat"])
    if placed.is_empty():
        raise NothingThere
    shapes = shapely.to_wkb(shapely.points(placed["lon"].to_numpy(), placed["lat"].to_numpy()))
    columns = [_column(placed[name]) for name in FIELDS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.gpkg"
        pyogrio.raw.write(
            path, shapes, columns, list(FIELDS), layer="points", driver="GPKG", geometry_type="Point", crs=CRS
        )
        return path.read_bytes()


def _column(series: pl.Series) -> NDArray[Any]:
    numbers = series.dtype.is_numeric()
    return series.to_numpy() if numbers else np.array(series.to_list(), dtype=object)


def geotiff(kept: Kept) -> bytes:
    """One 32-bit band per layer, north up; cells without a value hold -9999."""
    surface = _surface(kept)
    shape = (surface["height"], surface["width"])
    layers = [
        kept.tables["surface"][name].fill_null(NO_VALUE).to_numpy().reshape(shape) for name, _ in surface["layers"]
    ]
    code = int(surface["crs"].removeprefix("EPSG:"))
    keys = (1, 1, 0, 3, MODEL_TYPE, 0, 1, PROJECTED, RASTER_TYPE, 0, 1, PIXEL_IS_AREA, PROJECTED_CRS, 0, 1, code)
    tie = (0.0, 0.0, 0.0, surface["west"], surface["north"], 0.0)
    tags: list[tuple[Any, ...]] = [
        (PIXEL_SCALE, DOUBLES, 3, (surface["cell"], surface["cell"], 0.0), True),
        (TIEPOINT, DOUBLES, 6, tie, True),
        (GEO_KEYS, SHORTS, len(keys), keys, True),
        (GDAL_NODATA, ASCII, 0, f"{NO_VALUE:g}", True),
    ]
    content = BytesIO()
    bands = np.stack(layers).astype(np.float32)
    tifffile.imwrite(
        content, bands, photometric="minisblack", planarconfig="separate", metadata=None, extratags=tags, software=False
    )
    return content.getvalue()


def for_map(kept: Kept, rows: pl.DataFrame) -> bytes:
    """Corners, values of every layer row by row, points with their text."""
    surface = _surface(kept)
    placed = rows.drop_nulls(["lon", "lat"]).select("lon", "lat", "text", "point")
    table = kept.tables["surface"]
    told = {
        **{name: surface[name] for name in ("corners", "width", "height")},
        "layers": {name: table[name].round_sig_figs(SIGNIFICANT).to_list() for name, _ in surface["layers"]},
        "points": placed.rows(),
    }
    return orjson.dumps(told)


def _surface(kept: Kept) -> dict[str, Any]:
    if kept.surface is None:
        raise NothingThere
    return kept.surface
