"""Farmland units and classed points of a run as a picture for papers, in the colours of the page (run_map.js)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyproj
import shapely
from django.utils.translation import gettext as _
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from jingtu_web.desk import runs_areas
from jingtu_web.desk.runs_map_pictures import INK, Extent, Floats, boundaries, draw_lines, frame, map_canvas, moved
from jingtu_web.desk.runs_picture_look import FACES, SMALL, legend
from jingtu_web.desk.runs_spatial import CRS
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds.farmland import OUTLINED
from jingtu_web.runs.kinds.located import WIDEST, zone_of
from jingtu_web.runs.units import OUTLINE

OPAQUE = 0.8
"""As on the page."""
MARGIN = 0.04
"""Beside units and points, as a share of the longer side."""
LEAST = 100.0
"""[m] Half the side of a map of one point."""


@dataclass(frozen=True, slots=True)
class Near:
    """What lies within one zone: outlines in degrees with their faces, points."""

    shapes: NDArray[np.object_]
    faces: list[str]
    points: pl.DataFrame


def area_map(kept: Kept, outlines: Iterable[BaseGeometry]) -> tuple[Figure, str] | None:
    """Units by category, points by class, and the zone they are drawn in; None where nothing has coordinates."""
    units, points = kept.tables[OUTLINED], runs_areas.points_of(kept)
    shapes = shapely.from_wkb(np.array(units[OUTLINE].to_list(), dtype=object))
    places = np.vstack([shapely.get_coordinates(shapely.centroid(shapes)), points.select("lon", "lat").to_numpy()])
    if not places.size:
        return None
    middle = np.sort(places, axis=0)[len(places) // 2]
    near = (np.abs(places - middle) <= WIDEST).all(axis=1)
    crs = zone_of(float(middle[0]))
    of_units, of_points = near[: len(shapes)], near[len(shapes) :]
    faces = [runs_areas.FACES[category] for category in units["category"].filter(of_units)]
    figure = _drawn(Near(shapes[of_units], faces, points.filter(of_points)), crs, outlines)
    if far := int((~near).sum()):
        figure.axes[0].set_title(_("另有 {count} 处离得太远，没有画出").format(count=far), fontsize=SMALL)
    patches = [Patch(facecolor=FACES[face], label=words) for words, face in runs_areas.legend_of(kept)]
    legend(figure, [*patches, *_kinds(points)])
    return figure, crs


def _drawn(near: Near, crs: str, outlines: Iterable[BaseGeometry]) -> Figure:
    to_metres = pyproj.Transformer.from_crs(CRS, crs, always_xy=True)
    in_metres = shapely.transform(near.shapes, lambda degrees: moved(degrees, to_metres))
    degrees = near.points.select("lon", "lat").to_numpy()
    extent = _around(np.vstack([shapely.get_coordinates(in_metres), moved(degrees, to_metres)]))
    figure, axes = map_canvas(extent)
    _units(axes, in_metres, [FACES[face] for face in near.faces])
    around = shapely.MultiPoint(np.vstack([shapely.get_coordinates(near.shapes), degrees])).envelope
    draw_lines(axes, boundaries(outlines, around, to_metres))
    _points(axes, near.points, to_metres)
    frame(axes, extent)
    return figure


def _around(places: Floats) -> Extent:
    (west, south), (east, north) = places.min(axis=0), places.max(axis=0)
    margin = max(LEAST, MARGIN * max(east - west, north - south))
    return west - margin, east + margin, south - margin, north + margin


def _units(axes: Axes, shapes: NDArray[np.object_], colors: list[str]) -> None:
    paths = [_path(shape) for shape in shapely.orient_polygons(shapes)]
    axes.add_collection(PathCollection(paths, facecolors=colors, alpha=OPAQUE, linewidths=0), autolim=False)
    axes.add_collection(PathCollection(paths, facecolors="none", edgecolors=INK, linewidths=0.6), autolim=False)


def _path(shape: BaseGeometry) -> Path:
    """With its holes, whose rings run the other way."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return Path.make_compound_path(*[Path(shapely.get_coordinates(ring), closed=True) for ring in rings])


def _kinds(points: pl.DataFrame) -> list[Line2D]:
    """What filled and hollow ones are, where there are both."""
    if points["soil"].n_unique() < 2:
        return []
    named = ((_("土壤点位"), INK), (_("农产品点位"), "white"))
    return [
        Line2D([], [], linestyle="", marker="o", markersize=5, markeredgecolor=INK, markerfacecolor=fill, label=words)
        for words, fill in named
    ]


def _points(axes: Axes, points: pl.DataFrame, to_metres: pyproj.Transformer) -> None:
    """Crops as rings, soil filled inside, as both are often taken at one place."""
    for soil, width, size in ((False, 1.4, 40), (True, 0.5, 16)):
        some = points.filter(pl.col("soil") == soil)
        if some.is_empty():
            continue
        east, north = moved(some.select("lon", "lat").to_numpy(), to_metres).T
        colors = [FACES[runs_areas.OF_CLASS[class_]] for class_ in some["class_"]]
        fill, edge = (colors, "white") if soil else ("white", colors)
        axes.scatter(east, north, s=size, color=fill, edgecolors=edge, linewidths=width, zorder=3)
