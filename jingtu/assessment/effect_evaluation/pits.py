"""Samples of pits whose outlines are known: how many, and where, in metres of the three-degree zone of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from jingtu.assessment.effect_evaluation.places import Place, excavation_places
from jingtu.assessment.effect_evaluation.sampling import Excavation, excavation
from jingtu.codes.zones import DEGREES, epsg_of_zone, zone_of
from jingtu.intake.outlines import OutlineOptions, OutlineRow, read_outlines
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import StatisticsError

NAMES = ("name", "code", "number")


@dataclass(frozen=True, slots=True)
class Pit:
    """One outline: ``area`` of the bottom [m²], ``perimeter`` [m], ``epsg`` of the plane that ``places`` are in."""

    name: str
    area: float
    perimeter: float
    epsg: int
    needed: Excavation
    places: tuple[Place, ...]


def pits_of(path: Path, depth: float, crs: str | None) -> tuple[tuple[Pit, ...], tuple[Problem, ...]]:
    """Every outline of a file as a pit of the same depth [m]; each part of an outline in parts is a pit of its own.

    Raises
    ------
    Refused
        If the file cannot be used at all.
    """
    reading = read_outlines(path, OutlineOptions(crs=crs))
    problems, found = list(reading.all_problems), list[Pit]()
    for number, row in enumerate(reading.rows, start=1):
        if row.outline is None:
            problems.append(attention("effect_evaluation.no_outline", row.where))
        for name, part in _parts(row, number):
            try:
                found.append(_pit(name, part, depth))
            except StatisticsError as refused:
                problems.append(
                    Problem(refused.problem.code, refused.problem.severity, row.where, refused.problem.values)
                )
    return tuple(found), tuple(problems)


def _parts(row: OutlineRow, number: int) -> list[tuple[str, Polygon]]:
    name = next((row.values[key] for key in NAMES if key in row.values), str(number))
    outline = row.outline
    if isinstance(outline, MultiPolygon):
        return [(f"{name}-{i}", part) for i, part in enumerate(outline.geoms, start=1)]
    return [(name, outline)] if isinstance(outline, Polygon) else []


def _pit(name: str, outline: Polygon, depth: float) -> Pit:
    epsg = epsg_of_zone(zone_of(outline.centroid.x))[1]
    turn = pyproj.Transformer.from_crs(DEGREES, epsg, always_xy=True)

    def turned(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(turn.transform(corners[:, 0], corners[:, 1]))

    plane = shapely.transform(outline, turned)
    needed = excavation(plane.area, depth, perimeter=plane.length)
    return Pit(name, plane.area, plane.length, epsg, needed, excavation_places(plane, depth))
