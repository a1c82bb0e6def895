"""The surface of a run as pictures for papers: in metres of its zone, in the colours of the page (run_map.js)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyproj
import shapely
from django.utils.translation import gettext as _
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from jingtu_web.desk import runs_shown, runs_words
from jingtu_web.desk.runs_picture_look import BLUE, FACES, SMALL, STEPS, WIDTH, canvas, legend, short
from jingtu_web.desk.runs_spatial import CRS, PROPOSED
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds.surface_categories import CATEGORY

Floats = NDArray[np.float64]
Extent = tuple[float, float, float, float]
"""West, east, south, north [m]."""
OPAQUE = 215 / 255
"""As on the page: what lies beneath shows through."""
INK, LINE = "#1d2621", "#56615b"
TALLEST = 180
"""[mm] With its caption on one page."""
STRIP = 0.07
"""Below the map for scale bar and arrow, as a share of the longer side."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies on a surface, in metres of its zone. ``points``: shape (n, 2); ``lines``: each of shape (k, 2)."""

    points: Floats
    lines: Sequence[Floats]
    proposed: Sequence[tuple[float, float, int]]


def ground(kept: Kept, rows: pl.DataFrame, outlines: Iterable[shapely.Geometry]) -> Ground:
    """From results and outlines of places in degrees."""
    surface = kept.surface or {}
    to_metres = pyproj.Transformer.from_crs(CRS, surface["crs"], always_xy=True)
    lines = boundaries(outlines, shapely.Polygon(surface["corners"]), to_metres)
    places = rows.drop_nulls(["lon", "lat"]).unique(["lon", "lat"], maintain_order=True)
    proposed = kept.tables[PROPOSED].select("east", "north", "number").rows() if PROPOSED in kept.tables else []
    return Ground(moved(places.select("lon", "lat").to_numpy(), to_metres), lines, proposed)


def boundaries(
    outlines: Iterable[shapely.Geometry], near: shapely.Geometry, to_metres: pyproj.Transformer
) -> list[Floats]:
    """Rings of those outlines that reach into an area in degrees."""
    rings = shapely.get_parts([outline.boundary for outline in outlines if outline.intersects(near)])
    return [moved(shapely.get_coordinates(ring), to_metres) for ring in rings]


def moved(degrees: Floats, to_metres: pyproj.Transformer) -> Floats:
    return np.column_stack(to_metres.transform(*degrees.T))


def surface_map(kept: Kept, layer: str, ground: Ground) -> Figure:
    surface = kept.surface or {}
    shape = surface["height"], surface["width"]
    values = kept.tables[runs_shown.GRID][layer].cast(pl.Float64).fill_null(math.nan).to_numpy().reshape(shape)
    extent = _extent(surface)
    figure, axes = map_canvas(extent)
    if layer == CATEGORY:
        faces = _classes(axes, values, runs_shown.classes(kept), extent)
        legend(figure, faces)
    else:
        image, edges = _steps(axes, values, extent)
        bar = figure.colorbar(
            image, ax=axes, location="top", shrink=0.8, aspect=40, label=dict(runs_shown.layers(kept))[layer]
        )
        bar.set_ticks(edges.tolist(), labels=[short(edge) for edge in edges])
    _on_it(axes, ground)
    frame(axes, extent)
    return figure


def map_canvas(extent: Extent) -> tuple[Figure, Axes]:
    west, east, south, north = extent
    return canvas(min(TALLEST, 34 + 0.72 * WIDTH * (north - south + _strip(extent)) / (east - west)))


def _strip(extent: Extent) -> float:
    west, east, south, north = extent
    return STRIP * max(east - west, north - south)


def _extent(surface: dict[str, Any]) -> Extent:
    west, north, cell = surface["west"], surface["north"], surface["cell"]
    return west, west + cell * surface["width"], north - cell * surface["height"], north


def _steps(axes: Axes, values: Floats, extent: Extent) -> tuple[AxesImage, Floats]:
    """Steps of equal width from the smallest to the largest value, in logarithms where these lie far apart."""
    known = values[~np.isnan(values)]
    least, most = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    log = least > 0 and most > 10 * least
    edges = np.geomspace(least, most, len(STEPS) + 1) if log else np.linspace(least, most, len(STEPS) + 1)
    if least == most:
        edges = least + np.arange(len(STEPS) + 1.0)
    return _painted(axes, values, ListedColormap(STEPS), BoundaryNorm(edges, len(STEPS)), extent), edges


def _painted(axes: Axes, values: Floats, colors: ListedColormap, norm: BoundaryNorm, extent: Extent) -> AxesImage:
    return axes.imshow(values, colors, norm, alpha=OPAQUE, extent=extent, interpolation="nearest")


def _classes(axes: Axes, values: Floats, named: Sequence[tuple[str, str]], extent: Extent) -> list[Patch]:
    """Whole numbers from 0 on; whatever else is the last class, undecided. The faces of those that are there."""
    last = len(named) - 1
    codes = np.where((values < 0) | (values > last), last, values)
    colors = [FACES[face] for _words, face in named]
    _painted(axes, codes, ListedColormap(colors), BoundaryNorm(np.arange(last + 2) - 0.5, last + 1), extent)
    present = np.unique(codes[~np.isnan(codes)]).astype(int)
    return [Patch(facecolor=colors[code], alpha=OPAQUE, label=named[code][0]) for code in present]


def _on_it(axes: Axes, ground: Ground) -> None:
    draw_lines(axes, ground.lines)
    east, north = ground.points.T
    axes.scatter(east, north, s=14, color=INK, edgecolors="white", linewidths=0.5, zorder=3)
    circle = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": BLUE}
    for x, y, number in ground.proposed:
        axes.annotate(str(number), (x, y), ha="center", va="center", color=BLUE, fontsize=7, bbox=circle, zorder=4)


def draw_lines(axes: Axes, lines: Sequence[Floats]) -> None:
    axes.add_collection(LineCollection(lines, colors=LINE, linewidths=0.7), autolim=False)


def frame(axes: Axes, extent: Extent) -> None:
    """Coordinates, and below the surface a strip with scale bar and arrow."""
    west, east, south, north = extent
    strip = _strip(extent)
    axes.set(xlim=(west, east), ylim=(south - strip, north), aspect="equal")
    axes.set(xlabel=runs_words.name("east"), ylabel=runs_words.name("north"))
    axes.grid(visible=False)
    axes.spines[:].set_visible(True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(4))
        axis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:.0f}"))
    axes.tick_params(axis="y", labelrotation=90)
    length, middle = round_length(0.3 * (east - west)), south - 0.5 * strip
    begin = west + 0.04 * (east - west)
    axes.plot([begin, begin + length], [middle, middle], color=INK, linewidth=3, solid_capstyle="butt")
    length_text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    axes.annotate(
        length_text, (begin + length, middle), (4, 0), textcoords="offset points", va="center", fontsize=SMALL
    )
    arrow = {"arrowstyle": "-|>", "color": INK, "mutation_scale": 16}
    tip, foot = (east - 0.06 * (east - west), south - 0.08 * strip), (0, -18)
    axes.annotate("", tip, foot, textcoords="offset points", arrowprops=arrow)
    axes.annotate(_("北"), tip, (-8, -12), textcoords="offset points", ha="right", fontsize=SMALL)


def round_length(most: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= most)
