"""Results with coordinates: brought to metres, one value per place, and the grid over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyproj
import shapely
from numpy.typing import NDArray

from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.nondetects import Substitute, substituted
from jingtu_web.runs.declared import Surface
from jingtu_web.runs.kinds.measured import sample_of

Floats = NDArray[np.float64]
DEGREES = "EPSG:4490"
FEWEST = 10
WIDEST = 3.0  # [degree] from the middle: farther than any county reaches, and than its zone can hold
MOST_NODES = 250_000
CELLS = 100
"""Cells along the longer side where no width is given."""


@dataclass(frozen=True)
class Located:
    """``points``: shape (n, 2), east and north [m] in ``crs``; ``values``: shape (n,), one per place.

    ``low``, ``high``: shape (n,), between which the result lies: a non-detect between 0 and its limit. ``limits``:
    shape (n, 2), lower and upper limit at each place, NaN where none applies.
    """

    crs: str
    points: Floats
    values: Floats
    low: Floats
    high: Floats
    limits: Floats
    remarks: tuple[Problem, ...]


@dataclass(frozen=True)
class Grid:
    """Square cells, row by row from the north-west; ``inside``: those within the outline of the points."""

    west: float
    north: float
    cell: float
    width: int
    height: int
    centres: Floats
    inside: NDArray[np.bool_]


def located(frame: pl.DataFrame, by: Substitute) -> Located:
    """Values at places in metres of the 3° zone of CGCS2000 in which the points lie.

    ``frame``: as ``Measured`` has it, with ``lower`` and ``upper`` limits. Results at one place count with their mean,
    and with the lowest of their limits.

    Raises
    ------
    Refused
        If fewer than ten places are left.
    """
    found, remarks = _near(frame.drop_nulls(["lon", "lat"]), len(frame))
    least = pl.when("detected").then("number").otherwise(0.0)
    each = found.with_columns(value=substituted(sample_of(found), by), least=least)
    columns = pl.col("value", "least", "number").mean(), pl.col("lower", "upper").min()
    places = each.group_by("lon", "lat", maintain_order=True).agg(columns)
    if len(places) < FEWEST:
        raise Refused(*remarks, error("runs.too_few_located", count=len(places), least=FEWEST))
    if len(places) < len(found):
        remarks.append(attention("runs.merged", count=len(found) - len(places)))
    crs = zone_of(float(found["lon"].median()))  # type: ignore[arg-type]
    x, y = pyproj.Transformer.from_crs(DEGREES, crs, always_xy=True).transform(places["lon"], places["lat"])
    values, low, high = (places[name].to_numpy() for name in ("value", "least", "number"))
    limits = places.select("lower", "upper").fill_null(math.nan).to_numpy()
    return Located(crs, np.column_stack([x, y]), values, low, high, limits, (*remarks, *_hidden(found, by)))


def _near(frame: pl.DataFrame, given: int) -> tuple[pl.DataFrame, list[Problem]]:
    """Those not far from the middle of them, and what was left out of so many given."""
    remarks = [attention("runs.not_located", count=given - len(frame))] if given > len(frame) else []
    if frame.is_empty():
        raise Refused(*remarks, error("runs.too_few_located", count=0, least=FEWEST))
    near = (pl.col("lon") - float(frame["lon"].median())).abs() <= WIDEST  # type: ignore[arg-type]
    if len(far := frame.filter(~near)):
        names = "、".join(far["point"].drop_nulls().unique().sort().head(10))
        remarks.append(attention("runs.far_away", count=len(far), points=names))
    return frame.filter(near), remarks


def zone_of(longitude: float) -> str:
    """The 3° Gauss–Krüger zone of CGCS2000 (eastings without the zone's number) around a longitude."""
    return f"EPSG:{4534 + round(longitude / 3) - 25}"


def grid_over(points: Floats, cell: float | None) -> Grid:
    """Cells over the points and one cell beyond.

    Raises
    ------
    Refused
        If there would be more than 250,000.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    side = cell or _round_number(float((high - low).max()) / CELLS)
    west, south = (np.floor(low / side) - 1) * side
    east, north = (np.ceil(high / side) + 1) * side
    width, height = round((east - west) / side), round((north - south) / side)
    if width * height > MOST_NODES:
        raise Refused(error("runs.grid_too_fine", cell=f"{side:g}", count=width * height, most=MOST_NODES))
    x = west + (np.arange(width) + 0.5) * side
    y = north - (np.arange(height) + 0.5) * side
    centres = np.column_stack([np.tile(x, height), np.repeat(y, width)])
    outline = shapely.MultiPoint(points).convex_hull.buffer(side)
    return Grid(float(west), float(north), side, width, height, centres, shapely.contains_xy(outline, centres))


def surface_of(grid: Grid, crs: str, layers: Sequence[tuple[str, str]], classes: Sequence[str] = ()) -> Surface:
    """As kept: with its corners in degrees, north-west first, clockwise."""
    east, south = grid.west + grid.width * grid.cell, grid.north - grid.height * grid.cell
    corners = [(grid.west, grid.north), (east, grid.north), (east, south), (grid.west, south)]
    to_degrees = pyproj.Transformer.from_crs(crs, DEGREES, always_xy=True)
    places = [to_degrees.transform(*corner) for corner in corners]
    rounded = [(round(lon, 8), round(lat, 8)) for lon, lat in places]
    return Surface(crs, grid.west, grid.north, grid.cell, grid.width, grid.height, layers, rounded, classes)


def _hidden(frame: pl.DataFrame, by: Substitute) -> list[Problem]:
    count = int((~frame["detected"]).sum())
    share = {Substitute.LIMIT: "100%", Substitute.HALF: "50%"}[by]
    return [attention("runs.substituted", count=count, share=share)] if count else []


def _round_number(width: float) -> float:
    """1, 2 or 5 times a power of ten, at least as wide."""
    power = 10.0 ** math.floor(math.log10(max(width, 1e-3)))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= width * (1 - 1e-9))
