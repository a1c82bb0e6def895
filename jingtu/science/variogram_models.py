"""Models of how alike two places are: nugget and nested structures, each with its own anisotropy.

Everything is written as covariance. Lengths are in the unit of the coordinates, sills in the square of the unit of the
values. ``scale`` is the length *a* of the formulas, not the distance at which the sill is nearly reached.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from jingtu.problems import error
from jingtu.science.bad_points import BadModel

Floats = NDArray[np.float64]


class Shape(IntEnum):
    """The form of a structure; h is distance over scale.

    SPHERICAL 1 - 1.5 h + 0.5 h³ up to h = 1, then 0; EXPONENTIAL exp(-h); GAUSSIAN exp(-h²);
    MATERN_3_2 (1 + h) exp(-h); MATERN_5_2 (1 + h + h²/3) exp(-h).
    """

    SPHERICAL = 0
    EXPONENTIAL = 1
    GAUSSIAN = 2
    MATERN_3_2 = 3
    MATERN_5_2 = 4


def _spherical(h: Floats) -> Floats:
    h = np.minimum(h, 1.0)
    return 1.0 - h * (1.5 - 0.5 * h * h)


CORRELATION: Mapping[Shape, Callable[[Floats], Floats]] = {
    Shape.SPHERICAL: _spherical,
    Shape.EXPONENTIAL: lambda h: np.exp(-h),
    Shape.GAUSSIAN: lambda h: np.exp(-h * h),
    Shape.MATERN_3_2: lambda h: (1 + h) * np.exp(-h),
    Shape.MATERN_5_2: lambda h: (1 + h + h * h / 3) * np.exp(-h),
}
PRACTICAL: Mapping[Shape, float] = {
    Shape.SPHERICAL: 1.0,
    Shape.EXPONENTIAL: 2.9957322735539909,
    Shape.GAUSSIAN: 1.7308183826022854,
    Shape.MATERN_3_2: 4.7438645183905765,
    Shape.MATERN_5_2: 5.918649346310188,
}
"""Multiples of the scale at which 95 % of the sill is reached (spherical: all of it)."""


@dataclass(frozen=True, slots=True)
class Structure:
    """One part of a model.

    ``azimuth``: direction of the longest reach, degrees clockwise from north (the y axis); ``ratio``: shortest reach
    over longest, above 0, at most 1; 1 is isotropic. ``scale`` holds along the azimuth.
    """

    shape: Shape
    sill: float
    scale: float
    azimuth: float = 0.0
    ratio: float = 1.0

    def __post_init__(self) -> None:
        numbers = (self.sill, self.scale, self.azimuth, self.ratio)
        if not all(map(math.isfinite, numbers)) or self.sill < 0 or self.scale <= 0 or not 0 < self.ratio <= 1:
            raise BadModel(error("geostatistics.bad_structure", sill=self.sill, scale=self.scale, ratio=self.ratio))

    @property
    def practical_range(self) -> float:
        """Distance along the azimuth at which 95 % of the sill is reached (spherical: all of it)."""
        return self.scale * PRACTICAL[self.shape]

    @property
    def quadratic(self) -> tuple[float, float, float]:
        """(p, q, r) of h² = p dx² + q dx dy + r dy²."""
        angle = math.radians(self.azimuth)
        sine, cosine = math.sin(angle), math.cos(angle)
        along, across = 1 / self.scale**2, 1 / (self.scale * self.ratio) ** 2
        return (
            along * sine**2 + across * cosine**2,
            2 * (along - across) * sine * cosine,
            along * cosine**2 + across * sine**2,
        )


@dataclass(frozen=True, slots=True)
class VariogramModel:
    """Nugget and structures. The nugget is variation at distances shorter than any sampled, so data are honoured."""

    nugget: float
    structures: tuple[Structure, ...]

    def __post_init__(self) -> None:
        if not math.isfinite(self.nugget) or self.nugget < 0 or self.sill <= 0:
            raise BadModel(error("geostatistics.bad_sill", nugget=self.nugget, sill=self.sill))

    @property
    def sill(self) -> float:
        """Nugget and the sills of all structures: the variance of the values. [unit of the values, squared]"""
        return self.nugget + sum(structure.sill for structure in self.structures)

    def covariance(self, dx: Floats, dy: Floats) -> Floats:
        """Covariance of places ``dx`` apart to the east and ``dy`` to the north, any shape that broadcasts.

        At no distance at all it is the sill.
        """
        dx, dy = np.asarray(dx, np.float64), np.asarray(dy, np.float64)
        total = np.where((dx == 0) & (dy == 0), self.nugget, 0.0)
        for structure in self.structures:
            p, q, r = structure.quadratic
            h = np.sqrt(np.maximum(p * dx * dx + q * dx * dy + r * dy * dy, 0.0))
            total = total + structure.sill * CORRELATION[structure.shape](h)
        return total

    def semivariance(self, distance: Floats, azimuth: float = 0.0) -> Floats:
        """γ at ``distance`` in the direction ``azimuth`` (degrees clockwise from north); 0 at no distance.

        >>> model = VariogramModel(0.1, (Structure(Shape.SPHERICAL, 0.9, 500.0),))
        >>> model.semivariance(np.array([0.0, 250.0, 500.0, 900.0])).round(5).tolist()
        [0.0, 0.71875, 1.0, 1.0]
        """
        angle = math.radians(azimuth)
        distance = np.asarray(distance, np.float64)
        return self.sill - self.covariance(distance * math.sin(angle), distance * math.cos(angle))

    def in_units(self, factor: float) -> VariogramModel:
        """The same model for values multiplied by ``factor``."""
        structures = tuple(Structure(s.shape, s.sill * factor**2, s.scale, s.azimuth, s.ratio) for s in self.structures)
        return VariogramModel(self.nugget * factor**2, structures)
