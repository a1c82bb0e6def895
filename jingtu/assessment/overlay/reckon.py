"""Parcels over units: a line for every parcel with its class and areas, totals by class, parcels covered twice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu.assessment.overlay import placing
from jingtu.assessment.overlay.adjoining import by_border
from jingtu.assessment.overlay.classes import classed
from jingtu.intake.outline_columns import OutlineColumns, read_columns
from jingtu.problems import Problem, Severity, Where, attention
from jingtu.science.overlay import NONE, ClassAreas, Pieces, by_class, overlay
from jingtu.science.overlay_outlines import Outlines, outlines_of_rings
from jingtu.science.overlay_rings import Floats, Rings, shapes_of

SQUARE_METRES_PER_MU = 2000 / 3
TOUCH, SLIVER = 1, 100
"""Smaller pieces come from rounded coordinates; from here a piece is no sliver to county scripts (FL-CLS-06). [m²]"""
AREA = "area_{}"
"""Column of the area in each class, counted from 0; the last one is for units without a class."""
KEPT = "kept_{}"
"""Column carried along from the parcels, counted from 0: theirs may be called as ours are."""


class State(StrEnum):
    """What came of a parcel."""

    CLASSED = "classed"
    NO_CLASS = "no_class"
    """Most of what units cover lies in units without a class."""
    ADJOINING = "adjoining"
    """No unit covers it; it has the class of the unit with which it shares the longest border."""
    NOT_COVERED = "not_covered"
    NOT_USED = "not_used"
    """Its outline could not be used."""


class Areas(StrEnum):
    """Which areas are given: on the ellipsoid of CGCS2000, or in the plane of the projection."""

    ELLIPSOID = "ellipsoid"
    PLANE = "plane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``order``: classes, mildest first (empty: farmland); ``keep``: columns of the parcels to carry along (None: those
    that name a row); ``crs``: system of layers that declare none; ``adjoining``: how far the border of a parcel that
    no unit covers may lie from the unit whose class it takes (None: it takes none). [m]"""

    class_column: str
    order: tuple[str, ...] = ()
    keep: tuple[str, ...] | None = None
    layers: tuple[str, str] = ("", "")
    crs: str | None = None
    areas: Areas = Areas.ELLIPSOID
    adjoining: float | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Which file was read: its name and hash, the system it declares, its rows."""

    file: str
    sha256: str
    crs: str | None
    rows: int


@dataclass(frozen=True, slots=True)
class Overlaid:
    """What came of it. Areas in m².

    ``parcels``: one line per row of the layer, in its order: ``row`` (from 1), ``kept_0`` … (the columns ``kept``),
    ``state``, ``class`` (position in ``names``), ``border`` (its length with the unit beside it, where ``adjoining``
    [m]), ``area``, ``share`` of the class in it, ``uncovered``, ``twice`` (covered beyond its area), ``area_0`` … by
    class and, last, in units without a class; null where an outline was not used. ``overlaps``: ``row`` of parcels
    covered twice, each ``unit`` (row) on it, ``area``. ``rings`` and ``used``: the outlines in the plane, and the lines
    they belong to, from 0.
    """

    layers: tuple[Layer, Layer]
    kept: tuple[str, ...]
    asked: Asked
    zone: int
    names: tuple[str, ...]
    parcels: pl.DataFrame
    overlaps: pl.DataFrame
    rings: Rings
    used: NDArray[np.int64]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def overlaid(parcels: Path, units: Path, asked: Asked) -> Overlaid:
    """Read two layers and overlay them.

    Raises
    ------
    Refused
        If a layer cannot be used at all; see :func:`read_columns`, :func:`placing.corners` and :func:`classed`.
    """
    land = read_columns(parcels, layer=asked.layers[0], columns=asked.keep)
    over = read_columns(units, layer=asked.layers[1], columns=[asked.class_column])
    classes = classed(over.texts[asked.class_column], asked.order, Where(file=over.file))
    corners = [placing.corners(layer, asked.crs) for layer in (land, over)]
    zone = placing.common_zone(corners[0])
    rings, unit_rings = (placing.in_zone(each, zone) for each in corners)
    here, there = outlines_of_rings(rings), outlines_of_rings(unit_rings)
    pieces = overlay(here, there)
    codes, count = classes.codes[corners[1].rows], len(classes.names) + 1
    areas = by_class(pieces, codes, here, count=count)
    scale = np.ones(here.size) if asked.areas is Areas.PLANE else placing.areal_scale(here.boxes, zone)
    used, unit_rows = corners[0].rows, corners[1].rows
    found = _adjoining(_columns(here, areas, scale), (rings, unit_rings), codes, len(classes.names), asked.adjoining)
    problems = (*land.problems, *over.problems, *classes.problems, *corners[0].problems, *corners[1].problems)
    return Overlaid(
        (_layer(land), _layer(over)),
        tuple(land.texts.columns),
        asked,
        zone,
        classes.names,
        _lines(land, used, found),
        _overlaps(pieces, areas, (used, unit_rows), scale),
        rings,
        used,
        (*problems, *_remarks(areas, scale, here, land.file), *_slivers(pieces, scale, land.file)),
    )


def _layer(of: OutlineColumns) -> Layer:
    return Layer(of.file, of.sha256, of.crs, len(of.wkb))


def _remarks(areas: ClassAreas, scale: Floats, here: Outlines, file: str) -> list[Problem]:
    """Parcels covered twice; no parcel that meets a unit."""
    if (areas.dominant == NONE).all():
        return [attention("overlay.nothing_shared", Where(file=file))]
    if not areas.twice.size:
        return []
    beyond = ((areas.areas.sum(axis=1) - here.areas) / scale)[areas.twice].sum() / SQUARE_METRES_PER_MU
    return [attention("overlay.covered_twice", Where(file=file), count=areas.twice.size, mu=f"{beyond:.4g}")]


def _columns(here: Outlines, areas: ClassAreas, scale: Floats) -> pl.DataFrame:
    """What is known of each outline used."""
    count = areas.areas.shape[1]
    covered = areas.areas.sum(axis=1)
    state = np.select(
        [areas.dominant == NONE, areas.dominant == count - 1],
        [State.NOT_COVERED.value, State.NO_CLASS.value],
        State.CLASSED.value,
    )
    largest = areas.areas.max(axis=1, initial=0.0)
    beyond = np.zeros(here.size)
    beyond[areas.twice] = (covered - here.areas)[areas.twice]
    of_class = {AREA.format(k): areas.areas[:, k] / scale for k in range(count)}
    return pl.DataFrame(
        {
            "state": state,
            "class": areas.dominant,
            "area": here.areas / scale,
            "share": np.minimum(largest / here.areas, 1.0),
            "uncovered": areas.uncovered / scale,
            "twice": beyond / scale,
            **of_class,
        }
    ).with_columns(pl.when(pl.col("state") == State.CLASSED).then("class").alias("class"))


def _adjoining(
    found: pl.DataFrame, rings: tuple[Rings, Rings], codes: NDArray[np.int64], classes: int, within: float | None
) -> pl.DataFrame:
    """Parcels no unit covers with the class of the unit beside them, where that is wished and it has one."""
    bare = np.flatnonzero(found["state"] == State.NOT_COVERED)
    border, class_ = np.full(found.height, np.nan), found["class"].fill_null(NONE).to_numpy().copy()
    if within is not None and bare.size:
        land, units = (shapes_of(each, 0, each.of_outline.size - 1) for each in rings)
        beside, lengths = by_border(land[bare], units, codes, within=within)
        taken = (beside != NONE) & (beside < classes)
        class_[bare[taken]], border[bare[taken]] = beside[taken], lengths[taken]
    columns = pl.DataFrame({"class": class_, "border": border}).with_columns(
        pl.when(pl.col("class") != NONE).then("class").alias("class"), pl.col("border").fill_nan(None)
    )
    state = pl.when(pl.col("border").is_not_null()).then(pl.lit(State.ADJOINING.value)).otherwise("state")
    return found.with_columns(*columns).with_columns(state.alias("state"))


def _slivers(pieces: Pieces, scale: Floats, file: str) -> list[Problem]:
    """Pieces of one to a hundred square metres of parcels that have another piece, too."""
    alone = np.bincount(pieces.parcels, minlength=len(scale))[pieces.parcels] == 1
    small = (pieces.areas >= TOUCH) & (pieces.areas < SLIVER) & ~alone
    if not small.any():
        return []
    area = (pieces.areas[small] / scale[pieces.parcels[small]]).sum() / SQUARE_METRES_PER_MU
    return [attention("overlay.slivers", Where(file=file), count=int(small.sum()), least=SLIVER, mu=f"{area:.4g}")]


def _lines(land: OutlineColumns, used: NDArray[np.int64], found: pl.DataFrame) -> pl.DataFrame:
    """The lines of all rows; those whose outline was not used have a state and no area."""
    kept = {KEPT.format(k): column for k, column in enumerate(land.texts)}
    named = pl.DataFrame({"row": np.arange(1, len(land.wkb) + 1), **kept})
    numbered = found.with_columns(row=pl.Series(used + 1))
    lines = named.join(numbered, on="row", how="left", maintain_order="left")
    return lines.with_columns(pl.col("state").fill_null(State.NOT_USED))


def _overlaps(
    pieces: Pieces, areas: ClassAreas, rows: tuple[NDArray[np.int64], NDArray[np.int64]], scale: Floats
) -> pl.DataFrame:
    chosen = np.isin(pieces.parcels, areas.twice)
    of, units = pieces.parcels[chosen], pieces.units[chosen]
    return pl.DataFrame({"row": rows[0][of] + 1, "unit": rows[1][units] + 1, "area": pieces.areas[chosen] / scale[of]})


def totals(of: Overlaid) -> pl.DataFrame:
    """By class (position in ``names``, null: units without a class): ``parcels`` that most of lies in it, their
    ``parcel_area``, and the ``area`` of all parcels in it. [m²]"""
    lines = []
    for k in range(len(of.names) + 1):
        unclassed = k == len(of.names)
        within = of.parcels.filter(pl.col("state") == State.NO_CLASS if unclassed else pl.col("class") == k)
        area = of.parcels[AREA.format(k)].sum()
        lines.append((None if unclassed else k, within.height, within["area"].sum(), area))
    schema = {"class": pl.Int64, "parcels": pl.Int64, "parcel_area": pl.Float64, "area": pl.Float64}
    return pl.DataFrame(lines, schema=schema, orient="row")
