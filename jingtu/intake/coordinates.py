"""The coordinates of a table's rows: swapped, contradicting, in metres or degrees, inside the county or not."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pyproj

from jingtu.intake import places
from jingtu.intake.places import Grid
from jingtu.intake.rows import RowReader


@dataclass(frozen=True)
class Frame:
    """What is known beforehand: the projection of X/Y, and the county's box (west, south, east, north)."""

    xy_crs: str | None = None
    box: tuple[float, float, float, float] | None = None


def locate(reader: RowReader, known: Frame) -> pl.DataFrame:
    """lon, lat (degrees, CGCS2000), x, y (as delivered) of every row."""
    found = reader.coordinates()
    if reader.table.one("lon") and reader.table.one("lat"):
        _check_degrees(reader, found)
    if reader.table.one("x") and reader.table.one("y"):
        found = _with_metres(reader, found, known)
    if known.box is not None:
        outside = found["lon"].is_not_null() & ~_mask(found, places.within(pl.col("lon"), pl.col("lat"), known.box))
        reader.report("outside_county", outside, "lon")
    return found


def _mask(frame: pl.DataFrame, condition: pl.Expr) -> pl.Series:
    return frame.select(condition.fill_null(value=False)).to_series()


def _check_degrees(reader: RowReader, found: pl.DataFrame) -> None:
    lon, lat = pl.col("lon"), pl.col("lat")
    inside, turned = places.within(lon, lat), places.within(lat, lon)
    impossible = (lon.abs() > 180) | (lat.abs() > 90)
    reader.report("coordinates_swapped", _mask(found, ~inside & turned), "lon", refuse=True)
    reader.report("coordinates_impossible", _mask(found, impossible & ~turned), "lon", refuse=True)
    reader.report("outside_china", _mask(found, ~inside & ~turned & ~impossible), "lon")
    half = lon.is_null() != lat.is_null()
    reader.report("coordinate_half", _mask(found, half), "lon")


def _with_metres(reader: RowReader, found: pl.DataFrame, known: Frame) -> pl.DataFrame:
    grid = _grid(reader, found, known)
    if grid is None:
        return _degrees_or_local(reader, found)
    lon, lat = places.to_degrees(found["x"].to_numpy(), found["y"].to_numpy(), grid)
    both = found.with_columns(other_lon=pl.Series(lon).fill_nan(None), other_lat=pl.Series(lat).fill_nan(None))
    apart = places.distances(*(both[name].to_numpy() for name in ("lon", "lat", "other_lon", "other_lat")))
    reader.report("coordinates_contradict", pl.Series(apart).fill_nan(None) > places.CONFLICT, "lon", crs=grid.crs)
    return both.with_columns(
        lon=pl.col("lon").fill_null(pl.col("other_lon")), lat=pl.col("lat").fill_null(pl.col("other_lat"))
    ).drop("other_lon", "other_lat")


def _grid(reader: RowReader, found: pl.DataFrame, known: Frame) -> Grid | None:
    if known.xy_crs:
        return _best_axes(found, known.xy_crs)
    grid = places.recognise(found["x"], found["y"])
    if grid is not None:
        reader.report("xy_converted", found["x"].is_not_null(), "x", crs=grid.crs)
    return grid


def _best_axes(found: pl.DataFrame, crs: str) -> Grid:
    """The way round in which more points fall where the projection is meant to be used."""
    area = pyproj.CRS.from_user_input(crs).area_of_use
    if area is None:
        return Grid(crs, x_is_east=True)
    box = (area.west, area.south, area.east, area.north)

    def inside(grid: Grid) -> int:
        lon, lat = places.to_degrees(found["x"].to_numpy(), found["y"].to_numpy(), grid)
        return int(
            _mask(pl.DataFrame({"lon": lon, "lat": lat}), places.within(pl.col("lon"), pl.col("lat"), box)).sum()
        )

    return max((Grid(crs, x_is_east=True), Grid(crs, x_is_east=False)), key=inside)


def _degrees_or_local(reader: RowReader, found: pl.DataFrame) -> pl.DataFrame:
    """X and Y that are degrees in China are taken for them; other metres cannot be placed on the map."""
    if reader.table.one("lon"):
        return found
    for lon, lat in (("x", "y"), ("y", "x")):
        filled = found.drop_nulls(["x", "y"])
        if filled.height and _mask(filled, places.within(pl.col(lon), pl.col(lat))).all():
            reader.report("xy_are_degrees", found["x"].is_not_null(), "x")
            return found.with_columns(lon=pl.col(lon), lat=pl.col(lat))
    reader.report("xy_without_crs", found["x"].is_not_null(), "x")
    return found
