"""The charts of a run as pictures for papers: the data, words and colours of the page's own (run_charts.js)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import polars as pl
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import override
from matplotlib import transforms
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter, PercentFormatter

from jingtu_web.desk import runs_areas, runs_picture_look, runs_shown
from jingtu_web.desk.runs_area_pictures import area_map
from jingtu_web.desk.runs_map_pictures import ground, surface_map
from jingtu_web.desk.runs_picture_look import (
    AMBER,
    BLUE,
    FACES,
    FACTORS,
    GREEN,
    LINES,
    PALE,
    SERIES,
    SMALL,
    TALLEST_ROWS,
    canvas,
    drawable,
    legend,
    png,
    rows_canvas,
    short,
)
from jingtu_web.desk.runs_words import PROBABILITIES
from jingtu_web.runs.container import Kept
from jingtu_web.runs.kinds.surface_categories import CATEGORY

Data = Mapping[str, Any]
ON_PAPER = ("estimate", CATEGORY, *PROBABILITIES)
"""Layers of a surface that a report shows; the others are in the GeoTIFF."""
UNITS = "units"
"""The one map of farmland."""
MOST, LEAST_BAR = 40, 1.2
"""Names that one page holds; the thinnest bar of several at a name [mm]. The table beside has them all."""
LABEL, LABEL_ROWS, LABEL_HEIGHT = 0.07, 3, 10
"""Number of a limit: share of the width, rows above the chart, height of one [pt]."""
LOGARITHMIC = 30
"""How many times the smallest the largest is where an even axis would hide most boxes."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """PNG of every chart of a run in its order, and of its maps: layers of its surface by their keys, or its units.

    ``crs``: of the maps; ``without_font``: there is no Chinese one, so that their words are English.
    """

    charts: list[bytes]
    maps: dict[str, bytes]
    crs: str
    without_font: bool


def pictures(kept: Kept, rows: pl.DataFrame, outlines: Iterable[shapely.Geometry]) -> Pictures:
    """``rows``: the results that went in; ``outlines``: of places, in degrees."""
    without_font = runs_picture_look.FONT is None
    with override("en") if without_font else nullcontext():
        charts = [png(DRAW[chart.key](chart.data)) for chart in runs_shown.charts(kept)]
        return Pictures(charts, *_maps(kept, rows, outlines), without_font)


def _maps(kept: Kept, rows: pl.DataFrame, outlines: Iterable[shapely.Geometry]) -> tuple[dict[str, bytes], str]:
    if runs_areas.drawn(kept):
        drawn = area_map(kept, outlines)
        return ({UNITS: png(drawn[0])}, drawn[1]) if drawn else ({}, "")
    if kept.surface is None:
        return {}, ""
    beneath = ground(kept, rows, outlines)
    there = {key for key, _unit in kept.surface["layers"]}
    return {key: png(surface_map(kept, key, beneath)) for key in ON_PAPER if key in there}, kept.surface["crs"]


def histogram(data: Data) -> Figure:
    figure, axes = canvas(80)
    bars = data["bars"]
    left, width = [bar[0] for bar in bars], [bar[1] - bar[0] for bar in bars]
    counts, hidden = [bar[2] for bar in bars], [bar[3] for bar in bars]
    drawn = [axes.bar(left, counts, width, align="edge", color=GREEN, label=data["words"]["detected"])]
    if any(hidden):
        name = data["words"]["non_detects"]
        drawn.append(axes.bar(left, hidden, width, counts, align="edge", color=PALE, label=name))
    for bar in itertools.chain(*drawn):
        bar.set(edgecolor="white", linewidth=0.5)
    if abs(width[0] - width[-1]) > 1e-9 * bars[-1][1]:
        _logarithmic(axes)
    lines = data["limits"]
    axes.set_xlim(left[0], max([bars[-1][1], *(line["value"] for line in lines)]) * 1.03)
    _limit_lines(figure, axes, lines, data["words"])
    axes.set(xlabel=data["unit"], ylabel=data["words"]["count"])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    legend(figure)
    return figure


def _limit_lines(figure: Figure, axes: Axes, lines: Sequence[Data], words: Data) -> None:
    """Each value once above its line, in rows, so that none covers another; without a row it has no number."""
    ends, known = [float("-inf")] * LABEL_ROWS, set()
    across = axes.get_xaxis_transform()
    for line in sorted(lines, key=lambda one: one["value"]):
        kind, value = line["kind"], line["value"]
        color, label = LINES[kind], None if kind in known else words[kind]
        known.add(kind)
        axes.axvline(value, color=color, linestyle="--", linewidth=1.2, label=label)
        place = axes.transAxes.inverted().transform(axes.transData.transform((value, 0)))[0]
        row = next((row for row, end in enumerate(ends) if place >= end), None)
        if row is not None:
            ends[row] = place + LABEL
            above = transforms.offset_copy(across, figure, y=2 + LABEL_HEIGHT * row, units="points")
            axes.text(value, 1, f"{value:g}", transform=above, ha="center", va="bottom", color=color, fontsize=SMALL)


def boxes(data: Data) -> Figure:
    """Quartiles and ends. What lies below detection is not drawn: a box begins where something is known."""
    known = [(_label(row[0], n), row) for n, row in enumerate(data["boxes"], start=1) if row[6] is not None]
    figure, axes = rows_canvas([name for name, _row in known[:MOST]])
    drawn = [_box(row) for _name, row in known[:MOST]]
    _tell_of_others(axes, MOST, len(known))
    axes.bxp(
        drawn,
        positions=range(len(drawn)),
        orientation="horizontal",
        widths=0.5,
        patch_artist=True,
        manage_ticks=False,
        showfliers=False,
        boxprops={"facecolor": PALE, "edgecolor": GREEN},
        medianprops={"color": GREEN, "linewidth": 1.6},
        whiskerprops={"color": GREEN},
        capprops={"color": GREEN},
    )
    ends = [end for one in drawn for end in (one["whislo"], one["whishi"])]
    if ends and min(ends) > 0 and max(ends) > LOGARITHMIC * min(ends):
        _logarithmic(axes)
    if (reference := data.get("reference")) is not None:
        axes.axvline(reference, color=AMBER, linestyle="--", linewidth=1.2)
    axes.set_xlabel(data["unit"])
    return figure


def _box(row: Sequence[Any]) -> dict[str, float]:
    _name, _size, least, lower, median, upper, largest = row
    lower, median, upper = (least if one is None else one for one in (lower, median, upper))
    return {"whislo": least, "q1": lower, "med": median, "q3": upper, "whishi": largest}


def _tell_of_others(axes: Axes, most: int, there: int) -> None:
    if there > most:
        axes.set_title(_("只画前 {count} 项，其余见表").format(count=most), fontsize=SMALL)


def _label(name: str, number: int) -> str:
    return name if drawable(name) else f"No. {number}"


def grades(data: Data) -> Figure:
    """One colour per index, or per category; from best to worst, as the table has them."""
    bars = data["bars"]
    figure, axes = rows_canvas([bar[0] for bar in bars])
    indices = list(dict.fromkeys(bar[1] for bar in bars))
    for n, index in enumerate(indices):
        places = [place for place, bar in enumerate(bars) if bar[1] == index]
        counts = [bars[place][2] for place in places]
        colors = [FACES[bars[place][3]] if len(bars[place]) > 3 else SERIES[n] for place in places]
        drawn = axes.barh(places, counts, height=0.7, color=colors, label=index)
        numbers = [str(round(count, 1)).removesuffix(".0") if count else "" for count in counts]
        axes.bar_label(drawn, numbers, padding=2, fontsize=SMALL)
    axes.set_xlabel(data.get("unit") or data["words"]["count"])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(indices) > 1:
        legend(figure)
    return figure


def limits(data: Data) -> Figure:
    bars, mean = data["bars"], data["mean"]
    figure, axes = rows_canvas([bar[0] for bar in bars])
    values = [bar[1] for bar in bars]
    drawn = axes.barh(range(len(bars)), values, height=0.7, color=[GREEN if bar[2] else PALE for bar in bars])
    axes.bar_label(drawn, [short(value) for value in values], padding=2, fontsize=SMALL)
    if mean is not None:
        axes.axvline(mean, color=BLUE, linewidth=1.2, label=f"{data['words']['mean']} {short(mean)}")
        legend(figure)
    if known := [one for one in (*values, mean) if one is not None]:
        least, most = 0.95 * min(known), max(known)
        axes.set_xlim(least, most + 0.1 * (most - least))
    axes.set_xlabel(data["unit"])
    return figure


def variogram(data: Data) -> Figure:
    figure, axes = canvas(80)
    words, lags = data["words"], data["lags"]
    distance, semivariance = [lag[0] for lag in lags], [lag[1] for lag in lags]
    axes.scatter(distance, semivariance, s=22, color=GREEN, label=words["semivariance"], zorder=3)
    across = data.get("across")
    curves = [(data["model"], AMBER, words["along" if across else "model"]), (across, BLUE, words["across"])]
    for curve, color, name in curves[: 2 if across else 1]:
        axes.plot(*zip(*curve, strict=True), color=color, linewidth=1.6, label=name)
    axes.set(xlabel=words["distance"], ylabel=f"({data['unit']})²")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    legend(figure)
    return figure


def shares(data: Data) -> Figure:
    paths = list(dict.fromkeys(path for path, _effect, _share in data["bars"]))
    effects = list(dict.fromkeys(effect for _path, effect, _share in data["bars"]))
    of = {(path, effect): share for path, effect, share in data["bars"]}
    series = {effect: [of.get((path, effect)) for path in paths] for effect in effects}
    figure, axes = _side_by_side(paths, series)
    axes.set(xlabel=data["words"]["share"], xlim=(0, 1))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    return figure


def tornado(data: Data) -> Figure:
    columns = {name: [row[place] for row in data["bars"]] for place, name in enumerate(data["series"], start=1)}
    present = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    figure, axes = _side_by_side([row[0] for row in data["bars"]], present)
    axes.set_xlabel(data["words"]["ratio"])
    axes.axvline(0, color="#56615b", linewidth=0.8)
    return figure


def by_factor(data: Data) -> Figure:
    """One colour per factor: stacked where their parts add up, side by side where they do not."""
    stacked, bars = bool(data.get("stack")), data["bars"]
    most = MOST if stacked else min(MOST, int(TALLEST_ROWS / LEAST_BAR / len(data["series"])))
    names = [_label(row[0], n) for n, row in enumerate(bars[:most], start=1)]
    series = {name: [row[place] for row in bars[:most]] for place, name in enumerate(data["series"], start=1)}
    figure, axes = _stacked(names, series) if stacked else _side_by_side(names, series)
    _tell_of_others(axes, most, len(bars))
    axes.set(xlabel=data["unit"], xlim=(0, data.get("most")))
    return figure


def _stacked(names: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> tuple[Figure, Axes]:
    figure, axes = rows_canvas(names)
    ends = [0.0] * len(names)
    for n, (name, values) in enumerate(series.items()):
        parts = [value or 0.0 for value in values]
        axes.barh(range(len(names)), parts, left=ends, height=0.7, color=FACTORS[n % len(FACTORS)], label=name)
        ends = [end + part for end, part in zip(ends, parts, strict=True)]
    legend(figure)
    return figure, axes


def drawn(data: Data) -> Figure:
    """The share of draws at or below each total, with the acceptable level."""
    figure, axes = canvas(75)
    words, target = data["words"], data["target"]
    totals = [total for _below, total in data["curve"]]
    axes.plot(totals, [below for below, _total in data["curve"]], color=GREEN, linewidth=1.6, marker="o", markersize=3)
    name = f"{words['acceptable']} {runs_shown.shown(target)}"
    axes.axvline(target, color=LINES["limit"], linestyle="--", linewidth=1.2, label=name)
    least, most = min(*totals, target), max(*totals, target)
    if least > 0 and most > 10 * least:
        axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: runs_shown.shown(float(value))))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set(xlabel=data["unit"], ylabel=words["below"], ylim=(0, 1))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    legend(figure)
    return figure


def _side_by_side(names: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> tuple[Figure, Axes]:
    """Bars of several series at each name; none where there is no number."""
    height = 0.8 / max(1, len(series))
    figure, axes = rows_canvas(names, row=max(8.5, 4.0 * len(series)))
    for n, (name, values) in enumerate(series.items()):
        places = [place - 0.4 + (n + 0.5) * height for place, value in enumerate(values) if value is not None]
        known = [value for value in values if value is not None]
        axes.barh(places, known, height=0.9 * height, color=FACTORS[n % len(FACTORS)], label=name)
    legend(figure)
    return figure, axes


def _logarithmic(axes: Axes) -> None:
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: short(value)))
    axes.xaxis.set_minor_formatter(NullFormatter())


DRAW: Mapping[str, Callable[[Data], Figure]] = {
    "histogram": histogram,
    "boxes": boxes,
    "factors": boxes,
    "grades": grades,
    "categories": grades,
    "limits": limits,
    "variogram": variogram,
    "shares": shares,
    "tornado": tornado,
    "profiles": by_factor,
    "contributions": by_factor,
    "drawn_cancer": drawn,
    "drawn_hazard": drawn,
}
"""Every type of chart that a kind declares."""
