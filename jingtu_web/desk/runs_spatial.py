"""Points and surfaces of runs as files of maps: GeoPackage, GeoTIFF, and what the page's own map draws."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
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
PROPOSED = "next_places"
# GeoTIFF 1.1: tags and keys; those of GDAL name the bands and what stands for no value
PIXEL_SCALE, TIEPOINT, GEO_KEYS, GDAL_METADATA, GDAL_NODATA = 33550, 33922, 34735, 42112, 42113
MODEL_TYPE, PROJECTED, RASTER_TYPE, PIXEL_IS_AREA, PROJECTED_CRS = 1024, 1, 1025, 1, 3072
DOUBLES, SHORTS, ASCII = 12, 3, 2


class NothingThere(Exception):  # noqa: N818 - the run has no such thing
    """No coordinates, or no surface."""


def points(rows: pl.DataFrame, kept: Kept) -> bytes:
    """A layer ``points``: every result with coordinates; ``next_places`` where some are proposed. EPSG:4490."""
    placed = rows.drop_nulls(["lon", "lat"]).select("lon", "lat", *FIELDS)
    if placed.is_empty():
        raise NothingThere
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.gpkg"
        add_layer(path, "points", placed)
        if PROPOSED in kept.tables:
            add_layer(path, PROPOSED, kept.tables[PROPOSED])
        return path.read_bytes()


def add_layer(path: Path, name: str, placed: pl.DataFrame) -> None:
    """One more layer of points, with every column beside ``lon`` and ``lat``."""
    shapes = shapely.to_wkb(shapely.points(placed["lon"].to_numpy(), placed["lat"].to_numpy()))
    fields = placed.drop("lon", "lat")
    columns = [_column(series) for series in fields]
    options = {"driver": "GPKG", "geometry_type": "Point", "crs": CRS, "append": path.exists()}
    pyogrio.raw.write(path, shapes, columns, fields.columns, layer=name, **options)


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
        (GDAL_METADATA, ASCII, 0, _named([name for name, _ in surface["layers"]]), True),
        (GDAL_NODATA, ASCII, 0, f"{NO_VALUE:g}", True),
    ]
    content = BytesIO()
    bands = np.stack(layers).astype(np.float32)
    tifffile.imwrite(
        content, bands, photometric="minisblack", planarconfig="separate", metadata=None, extratags=tags, software=False
    )
    return content.getvalue()


def _named(bands: Sequence[str]) -> str:
    """What GDAL reads the names of bands from."""
    item = '<Item name="DESCRIPTION" sample="{}" role="description">{}</Item>'
    return f"<GDALMetadata>{''.join(item.format(*band) for band in enumerate(bands))}</GDALMetadata>"


def for_map(kept: Kept, rows: pl.DataFrame) -> bytes:
    """Corners, values of every layer row by row, points with their text, numbered places to sample next."""
    surface = _surface(kept)
    placed = rows.drop_nulls(["lon", "lat"]).select("lon", "lat", "text", "point")
    table = kept.tables["surface"]
    told = {
        **{name: surface[name] for name in ("corners", "width", "height")},
        "layers": {name: table[name].round_sig_figs(SIGNIFICANT).to_list() for name, _ in surface["layers"]},
        "points": placed.rows(),
        "proposed": kept.tables[PROPOSED].select("lon", "lat", "number").rows() if PROPOSED in kept.tables else [],
    }
    return orjson.dumps(told)


def _surface(kept: Kept) -> dict[str, Any]:
    if kept.surface is None:
        raise NothingThere
    return kept.surface
