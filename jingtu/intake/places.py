"""Coordinates: degrees in any notation, Gauss-Krüger metres with their zone, and whether two statements agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
import pyproj
from numpy.typing import NDArray

CHINA = (73.0, 3.0, 136.0, 54.0)
"""West, south, east, north, the sea included. [degree]"""
CONFLICT = 1000.0
"""Distance from which two statements of one place contradict each other. [m]"""
LONGITUDE_LATITUDE = "EPSG:4490"
# Zone in the easting -> EPSG code of CGCS2000 Gauss-Krüger: 6 degree zones 13-23, 3 degree zones 25-45.
SIX_DEGREE, THREE_DEGREE = range(13, 24), range(25, 46)
DEGREES = re.compile(
    r"^[EWNSewns东西南北经纬]*\s*(-?\d+(?:\.\d+)?)\s*[°º度d:]\s*(?:(\d+(?:\.\d+)?)\s*['′‘’分m:]?)?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:[\"″“”秒s]|'')?)?\s*[EWNSewns东西南北经纬]*$"
)
NUMBER = re.compile(r"^[EWNSewns]?\s*(-?\d+(?:\.\d+)?)\s*[°º度]?\s*[EWNSewns]?$")


@lru_cache(maxsize=100_000)
def parse(text: str) -> float | None:
    """A coordinate as a number: decimal, or degrees, minutes and seconds; None where it is neither."""
    plain = unicodedata.normalize("NFKC", text).replace("′′", "″").strip()
    match = NUMBER.match(plain)
    if match:
        return float(match[1])
    match = DEGREES.match(plain)
    if not match:
        return None
    degrees, minutes, seconds = (float(part or 0) for part in match.groups())
    if minutes >= 60 or seconds >= 60:
        return None
    size = abs(degrees) + minutes / 60 + seconds / 3600
    return -size if degrees < 0 or re.search("[WSws西南]", plain) else size


def within(lon: pl.Expr, lat: pl.Expr, box: tuple[float, float, float, float] = CHINA) -> pl.Expr:
    """Whether points lie in a box (west, south, east, north)."""
    west, south, east, north = box
    return lon.is_between(west, east) & lat.is_between(south, north)


@dataclass(frozen=True)
class Grid:
    """How the metres of a table are to be read: its projection, and which column is the easting."""

    crs: str
    x_is_east: bool


def recognise(x: pl.Series, y: pl.Series) -> Grid | None:
    """The Gauss-Krüger zone that all eastings carry in front, or None.

    X is north in Chinese surveying and east elsewhere; the zone tells which.
    """
    for east, north, x_is_east in ((x, y, True), (y, x, False)):
        zones = (east // 1_000_000).drop_nulls().unique().to_list()
        if len(zones) == 1 and (crs := _zone_crs(int(zones[0]))) and bool(north.is_between(3e5, 6e6).all()):
            return Grid(crs, x_is_east)
    return None


def _zone_crs(zone: int) -> str | None:
    if zone in THREE_DEGREE:
        return f"EPSG:{4513 + zone - THREE_DEGREE.start}"
    if zone in SIX_DEGREE:
        return f"EPSG:{4491 + zone - SIX_DEGREE.start}"
    return None


def to_degrees(x: NDArray[np.float64], y: NDArray[np.float64], grid: Grid) -> tuple[NDArray[np.float64], ...]:
    """Longitude and latitude (CGCS2000) of metres; NaN where a point cannot be converted."""
    transformer = pyproj.Transformer.from_crs(grid.crs, LONGITUDE_LATITUDE, always_xy=True)
    east, north = (x, y) if grid.x_is_east else (y, x)
    lon, lat = transformer.transform(east, north)
    good = np.isfinite(lon) & np.isfinite(lat)
    return np.where(good, lon, np.nan), np.where(good, lat, np.nan)


def distances(
    lon: NDArray[np.float64], lat: NDArray[np.float64], other_lon: NDArray[np.float64], other_lat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Geodesic distances between two statements of the same places; NaN where one is missing. [m]"""
    good = np.isfinite(lon) & np.isfinite(lat) & np.isfinite(other_lon) & np.isfinite(other_lat)
    apart = np.full(lon.shape, np.nan)
    geod = pyproj.Geod(ellps="GRS80")
    if good.any():
        apart[good] = geod.inv(lon[good], lat[good], other_lon[good], other_lat[good])[2]
    return apart


def known_crs(name: str) -> bool:
    """Whether a name such as ``EPSG:4547`` is one that can be converted from."""
    try:
        pyproj.CRS.from_user_input(name)
    except pyproj.exceptions.CRSError:
        return False
    return True
