"""Fitting a model to an experimental variogram by weighted least squares, without start values.

The sills follow from the scales by non-negative least squares; so only scales (and direction and ratio, where
anisotropy is asked for) are searched: first over a grid, then by Gauss–Newton steps.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares, nnls

from jingtu.problems import Problem, attention, error
from jingtu.science.bad_points import BadModel, TooFewPairs
from jingtu.science.variogram import Variogram
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

Floats = NDArray[np.float64]
SHORTEST, LONGEST = 0.2, 5.0
"""Scales searched: from a fifth of the shortest lag to five times the longest."""
GRID = {1: 60, 2: 24, 3: 12}
AZIMUTHS = tuple(range(0, 180, 15))
RATIOS = (0.15, 0.3, 0.5, 0.7, 0.9)
SMALLEST_RATIO = 0.02
ROUNDS = 50


class Weights(StrEnum):
    """How much a lag counts: its pairs over its squared distance (gstat's default), its pairs over the square of the
    model (Cressie), its pairs, or all alike."""

    PAIRS_OVER_DISTANCE_SQUARED = "pairs_over_distance_squared"
    PAIRS_OVER_MODEL_SQUARED = "pairs_over_model_squared"
    PAIRS = "pairs"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Fit:
    """``error``: weighted sum of squares; ``remarks``: what to look at before the model is used."""

    model: VariogramModel
    error: float
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What a fit keeps still while it searches."""

    experimental: Variogram
    shapes: tuple[Shape, ...]
    nugget: bool
    anisotropic: bool

    def structures(self, free: Floats, sills: Floats) -> tuple[Structure, ...]:
        azimuth, ratio = (math.degrees(free[-2]) % 180, math.exp(free[-1])) if self.anisotropic else (0.0, 1.0)
        scales = np.exp(free[: len(self.shapes)])
        return tuple(
            Structure(shape, float(sill), float(scale), azimuth, min(ratio, 1.0))
            for shape, sill, scale in zip(self.shapes, sills, scales, strict=True)
        )

    def basis(self, free: Floats) -> Floats:
        """Semivariances at the lags if the nugget, or one of the structures, were 1 and the others nothing."""
        distance, azimuth = self.experimental.distance, self.experimental.azimuth
        angle = np.radians(np.zeros_like(distance) if azimuth is None else azimuth)
        dx, dy = distance * np.sin(angle), distance * np.cos(angle)
        columns = [np.ones_like(distance)] if self.nugget else []
        for structure in self.structures(free, np.ones(len(self.shapes))):
            columns.append(1.0 - VariogramModel(0.0, (structure,)).covariance(dx, dy))
        return np.stack(columns, axis=1)


def fit(
    experimental: Variogram,
    shapes: Sequence[Shape],
    *,
    nugget: bool = True,
    anisotropic: bool = False,
    weights: Weights = Weights.PAIRS_OVER_DISTANCE_SQUARED,
) -> Fit:
    """The model of given shapes that lies nearest to an experimental variogram.

    Parameters
    ----------
    experimental : Variogram
        With directions, where ``anisotropic``.
    shapes : sequence of Shape, one to three
        One structure each, in the order of the answer.
    nugget : bool
        Whether there may be one.
    anisotropic : bool
        Whether one azimuth and ratio, the same for all structures, are fitted too.
    weights : Weights

    Returns
    -------
    Fit
        Remarks: a scale beyond the cutoff (the variogram does not level off) or shorter than any lag; no structure at
        all (pure nugget: nothing to interpolate).

    Raises
    ------
    TooFewPairs
        If there are fewer lags than parameters.
    BadModel
        If no shape or more than three are given, or anisotropy is asked of a variogram without directions.

    Notes
    -----
    Minimises Σ w (γ̂ - γ)²; with PAIRS_OVER_MODEL_SQUARED the weights follow the model until both are still.
    """
    task = _Task(experimental, tuple(shapes), nugget, anisotropic)
    _check(task)
    weight = _weight(weights, experimental, None)
    free, sills = _search(task, weight)
    if weights is Weights.PAIRS_OVER_MODEL_SQUARED:
        free, sills, weight = _follow(task, free, sills)
    model = _model(task, free, sills)
    residual = experimental.semivariance - task.basis(free) @ sills
    return Fit(model, float(weight @ residual**2), _remarks(task, model))


def best_fit(
    experimental: Variogram,
    candidates: Sequence[Sequence[Shape]] = ((Shape.SPHERICAL,), (Shape.EXPONENTIAL,), (Shape.GAUSSIAN,)),
    *,
    nugget: bool = True,
    anisotropic: bool = False,
    weights: Weights = Weights.PAIRS_OVER_DISTANCE_SQUARED,
) -> Fit:
    """The best of several models by weighted sum of squares; of equals, the first.

    ``candidates``: the shapes of each. Otherwise parameters, errors and result as :func:`fit`.
    """
    if not candidates:
        raise BadModel(error("geostatistics.no_shape"))
    fits = [fit(experimental, s, nugget=nugget, anisotropic=anisotropic, weights=weights) for s in candidates]
    return min(fits, key=lambda one: one.error)


def _check(task: _Task) -> None:
    if not 1 <= len(task.shapes) <= 3:
        raise BadModel(error("geostatistics.no_shape"))
    azimuth = task.experimental.azimuth
    if task.anisotropic and (azimuth is None or np.unique(azimuth).size < 2):
        raise BadModel(error("geostatistics.no_directions"))
    parameters = 2 * len(task.shapes) + task.nugget + 2 * task.anisotropic
    if len(task.experimental.distance) < parameters:
        raise TooFewPairs(
            error("geostatistics.too_few_lags", lags=len(task.experimental.distance), parameters=parameters)
        )


def _weight(weights: Weights, experimental: Variogram, model: Floats | None) -> Floats:
    pairs = experimental.pairs.astype(np.float64)
    # Pairs at one place have no distance; they count as those of the shortest lag that has one.
    apart = experimental.distance[experimental.distance > 0]
    distance = np.maximum(experimental.distance, apart.min() if apart.size else 1.0)
    by_model = pairs / np.maximum(experimental.semivariance if model is None else model, 1e-150) ** 2
    found: Floats = {
        Weights.PAIRS_OVER_DISTANCE_SQUARED: pairs / distance**2,
        Weights.PAIRS_OVER_MODEL_SQUARED: by_model if model is not None else pairs,
        Weights.PAIRS: pairs,
        Weights.EQUAL: np.ones_like(pairs),
    }[weights]
    return found


def _bounds(task: _Task) -> tuple[float, float]:
    """Logarithms of the shortest and longest scale searched."""
    apart = task.experimental.distance[task.experimental.distance > 0]
    return math.log(SHORTEST * apart.min()), math.log(LONGEST * apart.max())


def _search(task: _Task, weight: Floats) -> tuple[Floats, Floats]:
    """The best point of a grid, improved; (logarithms of scales, azimuth, logarithm of ratio), sills."""
    low, high = _bounds(task)
    residual = _residual(task, weight)
    scales = np.linspace(low, high, GRID[len(task.shapes)] if not task.anisotropic else 16)
    axes: list[Sequence[float]] = [list(scales)] * len(task.shapes)
    if task.anisotropic:
        axes += [[math.radians(a) for a in AZIMUTHS], [math.log(r) for r in RATIOS]]
    start = min(itertools.product(*axes), key=lambda free: float(np.sum(residual(np.array(free)) ** 2)))
    return _improve(task, weight, np.array(start))


def _improve(task: _Task, weight: Floats, start: Floats) -> tuple[Floats, Floats]:
    low, high = _bounds(task)
    lower, upper = [low] * len(task.shapes), [high] * len(task.shapes)
    if task.anisotropic:
        lower, upper = [*lower, -math.pi, math.log(SMALLEST_RATIO)], [*upper, 2 * math.pi, 0.0]
    residual = _residual(task, weight)
    inside = np.clip(start, np.array(lower) + 1e-9, np.array(upper) - 1e-9)
    found = least_squares(
        residual, inside, jac="3-point", bounds=(lower, upper), ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=500
    )
    free: Floats = found.x
    return free, _sills(task, weight, free)


def _sills(task: _Task, weight: Floats, free: Floats) -> Floats:
    root = np.sqrt(weight / weight.max())
    scale = np.abs(task.experimental.semivariance).max()
    sills: Floats = nnls(task.basis(free) * root[:, None], task.experimental.semivariance / scale * root)[0] * scale
    return sills


def _residual(task: _Task, weight: Floats) -> Callable[[Floats], Floats]:
    """Weighted residuals at the best sills, brought to about 1 whatever the units."""
    root = np.sqrt(weight / weight.max()) / np.abs(task.experimental.semivariance).max()

    def residual(free: Floats) -> Floats:
        found: Floats = root * (task.experimental.semivariance - task.basis(free) @ _sills(task, weight, free))
        return found

    return residual


def _follow(task: _Task, free: Floats, sills: Floats) -> tuple[Floats, Floats, Floats]:
    """Fit again with the weights of the model found, until the model is still."""
    weight = np.ones_like(task.experimental.distance)
    for _ in range(ROUNDS):
        modelled = task.basis(free) @ sills
        weight = _weight(Weights.PAIRS_OVER_MODEL_SQUARED, task.experimental, modelled)
        free, sills = _improve(task, weight, free)
        if np.allclose(task.basis(free) @ sills, modelled, rtol=1e-10, atol=0):
            break
    return free, sills, weight


def _model(task: _Task, free: Floats, sills: Floats) -> VariogramModel:
    nugget = float(sills[0]) if task.nugget else 0.0
    return VariogramModel(nugget, task.structures(free, sills[1:] if task.nugget else sills))


def _remarks(task: _Task, model: VariogramModel) -> tuple[Problem, ...]:
    shortest, cutoff = math.exp(_bounds(task)[0]), task.experimental.cutoff
    found = [
        attention("geostatistics.scale_at_end", scale=round(structure.scale, 6), cutoff=round(cutoff, 6))
        for structure in model.structures
        if structure.sill > 0 and not shortest * 1.001 < structure.scale < cutoff
    ]
    if model.sill - model.nugget < 1e-6 * model.sill:
        found.append(attention("geostatistics.pure_nugget"))
    return tuple(found)
