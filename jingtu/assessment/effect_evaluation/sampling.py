"""How many samples effect evaluation asks for (HJ 25.5-2018). Areas in m², volumes in m³, depths in m."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from jingtu.assessment.effect_evaluation.rules import number, table
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import NoVariation, checked_values, setting


@dataclass(frozen=True, slots=True)
class Excavation:
    """Least numbers of samples of one pit or of one zone treated in place.

    ``bottom``; ``walls`` in each of ``layers`` (None: the length of the walls is needed and not known); ``spacing``:
    largest distance between samples, where the table gives one instead of numbers. [m]
    """

    bottom: int
    walls: int | None
    layers: int
    spacing: float | None

    @property
    def total(self) -> int | None:
        return None if self.walls is None else self.bottom + self.walls * self.layers


def excavation(area: float, depth: float, *, perimeter: float | None = None) -> Excavation:
    """Bottom and wall samples of a pit.

    Parameters
    ----------
    area : float
        Of the bottom, above 0. [m²]
    depth : float
        Of the pit, above 0. [m]
    perimeter : float, optional
        Length of the walls; needed beyond the last class of the table. [m]

    Raises
    ------
    BadSetting

    Notes
    -----
    Table 1. From 12,500 m² the table gives a grid of 40 m: area/1600, perimeter/40, rounded up (12,500 m² itself, which
    no printed class takes, counts there). Pits deeper than 1 m: walls in at least two layers, at most 3 m apart.

    Examples
    --------
    >>> excavation(1000, 0.8)
    Excavation(bottom=4, walls=6, layers=1, spacing=None)
    """
    setting("area", area, above=0, below=math.inf)
    layers = _layers(setting("depth", depth, above=0, below=math.inf))
    for row in table("excavation_samples"):
        if float(row["area_from_m2"]) <= area < float(row["area_below_m2"]):
            return Excavation(int(row["bottom"]), int(row["walls"]), layers, None)
    grid = number("grid")
    walls = None if perimeter is None else math.ceil(setting("perimeter", perimeter, above=0, below=math.inf) / grid)
    return Excavation(math.ceil(area / grid**2), walls, layers, grid)


def _layers(depth: float) -> int:
    if depth <= number("vertical_layers_below"):
        return 1
    return max(2, math.ceil(depth / number("vertical_distance")))


@dataclass(frozen=True, slots=True)
class InPlace:
    """Least numbers for soil treated in place: ``across`` places, each at ``layers`` depths."""

    across: int
    layers: int

    @property
    def total(self) -> int:
        return self.across * self.layers


def treated_in_place(area: float, thickness: float) -> InPlace:
    """Samples of soil treated in place: across as the bottom of a pit, layers at most 3 m apart. As :func:`excavation`.

    ``thickness``: of the soil that was contaminated or may have become so. [m]
    """
    setting("thickness", thickness, above=0, below=math.inf)
    return InPlace(excavation(area, thickness).bottom, math.ceil(thickness / number("vertical_distance")))


def secondary_area(area: float) -> int:
    """Samples of an area that storage, treatment or haulage may have contaminated: as the bottom of a pit [m²]."""
    return excavation(area, number("vertical_layers_below")).bottom


@dataclass(frozen=True, slots=True)
class TreatedSoil:
    """``samples`` in all, one for each ``unit`` of soil [m³], None for a pile; ``remarks``: on the unit."""

    samples: int
    unit: float | None
    remarks: tuple[Problem, ...] = ()


def treated_soil(volume: float, *, variation: float | None = None, batches: int = 1) -> TreatedSoil:
    """Samples of soil treated elsewhere: at most 500 m³ each, or by the variation coefficient τ; at least one for each
    batch.

    Parameters
    ----------
    volume : float
        Above 0. [m³]
    variation : float, optional
        τ of :func:`variation_coefficient`. [1]
    batches : int, default 1

    Raises
    ------
    BadSetting

    Examples
    --------
    >>> treated_soil(2600).samples
    6
    """
    setting("volume", volume, above=0, below=math.inf)
    setting("batches", batches, above=0, below=math.inf)
    unit, remarks = (number("volume_per_sample"), ()) if variation is None else _unit(variation)
    return TreatedSoil(max(math.ceil(volume / unit), batches), unit, remarks)


def _unit(variation: float) -> tuple[float, tuple[Problem, ...]]:
    """Table 2; at a class limit the smaller unit."""
    setting("variation", variation)
    rows = table("variation_units")
    if variation < 0.05:
        return float(rows[0]["unit_m3"]), (attention("effect_evaluation.variation_low", variation=f"{variation:.3g}"),)
    for row in rows:
        if variation <= float(row["variation_up_to"]):
            return float(row["unit_m3"]), ()
    return float(rows[-1]["unit_m3"]), (attention("effect_evaluation.variation_high", variation=f"{variation:.3g}"),)


def variation_coefficient(results: ArrayLike, target: float) -> float:
    """τ = (target - mean)/standard deviation of earlier results after treatment, n >= 2. [1]

    Raises BadValues, TooFewValues, BadSetting, and NoVariation where all results are equal.

    Examples
    --------
    >>> round(variation_coefficient([12, 15, 9, 20, 14, 11, 18, 13], 20), 3)
    1.655
    """
    values = checked_values(results, 2)
    setting("target", target, above=0, below=math.inf)
    sd = float(np.std(values, ddof=1))
    if values.min() == values.max():
        raise NoVariation(attention("statistics.all_equal", count=values.size))
    return (target - float(values.mean())) / sd


def pile(volume: float) -> int:
    """Sampling units of a pile that is sampled before it is taken down (table 3). [m³]

    >>> [pile(volume) for volume in (1200, 1500, 1501)]
    [5, 5, 6]
    """
    setting("volume", volume, above=0, below=math.inf)
    rows = table("pile_units")
    for row in rows:
        edge = float(row["volume_m3"])
        if volume < edge or (volume == edge and row["included"] == "true"):
            return int(row["units"])
    last = rows[-1]
    return int(last["units"]) + math.ceil((volume - float(last["volume_m3"])) / number("pile_further_volume"))


def shortfall(needed: int, taken: int) -> tuple[Problem, ...]:
    """What to say where fewer samples were taken than needed."""
    if taken >= needed:
        return ()
    return (attention("effect_evaluation.too_few_samples", needed=needed, taken=taken),)
