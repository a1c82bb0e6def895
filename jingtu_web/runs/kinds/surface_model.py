"""The variogram of a map, how well it predicts, and the kriged grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from jingtu.problems import Refused, error
from jingtu.science.cross_validation import CrossValidation
from jingtu.science.kriging import Neighbourhood, krige
from jingtu.science.variogram import Directions, Estimator, Variogram, variogram
from jingtu.science.variogram_fit import Fit, best_fit
from jingtu.science.variogram_models import Shape, VariogramModel
from jingtu_web.runs.declared import Fact, Value, Work
from jingtu_web.runs.kinds.located import Floats, Grid

AT_ONCE = 20_000
BEST = "best"
CANDIDATES = (Shape.SPHERICAL, Shape.EXPONENTIAL, Shape.GAUSSIAN)
FITTED = "fitted"
DIRECTIONS = Directions((0.0, 45.0, 90.0, 135.0))
CURVE = 60


@dataclass(frozen=True)
class Scale:
    """Whether concentrations are interpolated as they are, or their logarithms, whose map is one of medians."""

    of: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    unit: Callable[[str], str]


def _logarithms(values: Floats) -> Floats:
    if (values <= 0).any():
        raise Refused(error("runs.not_positive", count=int((values <= 0).sum())))
    return np.log(values)


SCALES = {
    "log": Scale(_logarithms, np.exp, lambda unit: f"ln({unit})"),
    "plain": Scale(np.array, np.array, str),
}


@dataclass(frozen=True)
class Task:
    """What a grid is kriged from."""

    points: Floats
    values: Floats
    model: VariogramModel
    near: Neighbourhood


def modelled(points: Floats, values: Floats, settings: Mapping[str, Value]) -> tuple[Variogram, Fit]:
    """The experimental variogram, by direction where anisotropy is to be fitted, and the model that fits it."""
    anisotropic = settings["anisotropy"] == FITTED
    directions = DIRECTIONS if anisotropic else None
    found = variogram(points, values, estimator=Estimator(str(settings["estimator"])), directions=directions)
    shape = str(settings["shape"])
    shapes = CANDIDATES if shape == BEST else (Shape[shape.upper()],)
    return found, best_fit(found, [(one,) for one in shapes], anisotropic=anisotropic)


def kriged(work: Work, grid: Grid, task: Task) -> tuple[Floats, Floats]:
    """Over the cells inside, some at a time, so that the progress can be told; NaN outside and where undecided."""
    inside = np.flatnonzero(grid.inside)
    estimate, variance = np.full((2, grid.inside.size), np.nan)
    for start in range(0, inside.size, AT_ONCE):
        some = inside[start : start + AT_ONCE]
        nodes = grid.centres[some]
        found = krige(task.points, task.values, nodes=nodes, model=task.model, neighbourhood=task.near)
        estimate[some], variance[some] = found.estimate, found.variance
        work.tell(0.2 + 0.5 * (start + some.size) / inside.size)
    return estimate, variance


def facts_of(fitted: Fit, checked: CrossValidation, unit: str) -> list[Fact]:
    [structure] = fitted.model.structures
    squared = f"({unit})²"
    direction = [Fact("azimuth", structure.azimuth, "°"), Fact("axis_ratio", structure.ratio)]
    return [
        Fact("model", structure.shape.name.lower()),
        Fact("nugget", fitted.model.nugget, squared),
        Fact("sill", fitted.model.sill, squared),
        Fact("range", structure.practical_range, "m"),
        *(direction if structure.ratio < 1 else []),
        Fact("mean_error", checked.mean_error, unit),
        Fact("rmse", checked.root_mean_square_error, unit),
        Fact("standardised", checked.mean_square_standardised),
    ]


def lags_of(experimental: Variogram) -> pl.DataFrame:
    columns = {
        "distance": experimental.distance,
        "semivariance": experimental.semivariance,
        "pairs": experimental.pairs,
    }
    azimuth = {} if experimental.azimuth is None else {"direction": experimental.azimuth}
    return pl.DataFrame({**columns, **azimuth})


def checked_of(found: CrossValidation) -> pl.DataFrame:
    deviation = np.sqrt(found.variance)
    columns = {"observed": found.observed, "estimate": found.estimate, "deviation": deviation}
    return pl.DataFrame({**columns, "residual": found.residual}).fill_nan(None)


def chart_of(lags: pl.DataFrame, model: VariogramModel, cutoff: float, unit: str) -> dict[str, Any]:
    """The curve is the model's own semivariance along its longest reach, and ``across`` it where directions differ; the
    first point lies just above no distance, where the nugget shows."""
    distance = np.linspace(cutoff / 1e6, cutoff, CURVE)
    [structure] = model.structures

    def curve(azimuth: float) -> list[list[float]]:
        unlike = model.semivariance(distance, azimuth)
        return [[far, at] for far, at in zip(distance.tolist(), unlike.tolist(), strict=True)]

    told = {"type": "variogram", "unit": unit, "lags": lags.rows(), "model": curve(structure.azimuth)}
    across = {} if structure.ratio == 1 else {"across": curve(structure.azimuth + 90)}
    return {**told, **across, "tables": ["variogram"]}
