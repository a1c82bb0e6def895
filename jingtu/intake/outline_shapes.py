"""Outlines made fit for use: closed, without double corners, valid, with an area; or refused with the corner."""

from __future__ import annotations

import re

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu.intake.outline_rows import Batch, Shapes

REPAIRABLE = 0.01
"""Largest share of the area that a repair may change."""
PLACE_OF_FAULT = re.compile(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)\]")
POLYGONS = (3, 6)
"""Type numbers of polygon and multipolygon."""
SMALLEST = 1e-12
"""An area below is none. [degree²]; about 0.01 m²"""


def check(batch: Batch) -> None:
    """Leave only valid polygons and multipolygons in the batch; say at each row what was done or is wrong."""
    _check_kinds(batch)
    batch.shapes = shapely.force_2d(batch.shapes)
    drawn = ~shapely.is_missing(batch.shapes)
    faulty = np.flatnonzero(drawn & ~shapely.is_valid(batch.shapes))
    for index in faulty:
        _repair(batch, int(index))
    flat = ~shapely.is_missing(batch.shapes) & ~(shapely.area(batch.shapes) > SMALLEST)
    batch.refuse("no_area", np.flatnonzero(flat))
    batch.shapes = _tidied(batch.shapes)


def _check_kinds(batch: Batch) -> None:
    """A point or a line is no outline: the row stays, to be found by code or name."""
    batch.shapes[shapely.is_empty(batch.shapes)] = None
    other = np.flatnonzero(~shapely.is_missing(batch.shapes) & ~_has_polygons(batch.shapes))
    batch.note("not_an_outline", other)
    batch.shapes[other] = None
    for index in np.flatnonzero(shapely.get_type_id(batch.shapes) == 7):
        batch.shapes[index] = _polygons(batch.shapes[index])


def _has_polygons(shapes: Shapes) -> NDArray[np.bool_]:
    dimension: NDArray[np.bool_] = shapely.get_dimensions(shapes) == 2
    return dimension


def _repair(batch: Batch, index: int) -> None:
    shape = batch.shapes[index]
    corner = _corner(batch, index, shape)
    area = float(shapely.area(shape))
    repaired = _polygons(shapely.make_valid(shape))
    if area <= SMALLEST and shapely.area(repaired) <= SMALLEST:
        batch.refuse("no_area", [index])
    elif abs(shapely.area(repaired) - area) <= REPAIRABLE * area:
        batch.shapes[index] = repaired
        batch.note("repaired", [index], corner=corner)
    elif (sorted_by_number := _in_order_of_numbers(batch, index, shape)) is not None:
        batch.shapes[index] = sorted_by_number
        batch.note("corners_out_of_order", [index])
    else:
        batch.refuse("crosses_itself", [index], corner=corner)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a collection; lines and points that a repair leaves over have no area."""
    parts = [part for part in shapely.get_parts(shape) if shapely.get_type_id(part) in POLYGONS]
    return shapely.union_all(parts)


def _corner(batch: Batch, index: int, shape: BaseGeometry) -> str:
    """The corner nearest to a fault: its printed number, or how many-th it is."""
    match = PLACE_OF_FAULT.search(shapely.is_valid_reason(shape))
    corners = shapely.get_coordinates(shape)
    if match is None or not len(corners):
        return "–"
    nearest = int(np.argmin(np.hypot(corners[:, 0] - float(match[1]), corners[:, 1] - float(match[2]))))
    labels = batch.labels.get(index, ())
    return labels[nearest] if nearest < len(labels) and labels[nearest] else str(nearest + 1)


def _in_order_of_numbers(batch: Batch, index: int, shape: BaseGeometry) -> BaseGeometry | None:
    """The ring with its corners in the order of their printed numbers, where that makes it valid.

    Sorting a sheet by another column shuffles corners: J1, J10, J2 …
    """
    numbers = [re.search(r"\d+", label) for label in batch.labels.get(index, ())]
    corners = shapely.get_coordinates(shape)[:-1]
    if shapely.get_num_coordinates(shape) - 1 != len(numbers) or not all(numbers):
        return None
    order = np.argsort([int(number[0]) for number in numbers if number], kind="stable")
    ordered = shapely.Polygon(corners[order])
    return ordered if shapely.is_valid(ordered) else None


def _tidied(shapes: Shapes) -> Shapes:
    """Outer rings one way round, inner ones the other, no corner twice in a row."""
    tidied: Shapes = shapely.orient_polygons(shapely.remove_repeated_points(shapes, 0))
    return tidied
