"""Variogram, ordinary kriging of the concentration, how sure it is, and how probable that a limit is exceeded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.cross_validation import CrossValidation, cross_validate
from jingtu.science.exceedance import by_indicators, indicators
from jingtu.science.kriging import Neighbourhood, krige
from jingtu.science.nondetects import Substitute
from jingtu.science.variogram import Estimator, Variogram, variogram
from jingtu.science.variogram_fit import Fit, best_fit, fit
from jingtu.science.variogram_models import Shape, VariogramModel
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.located import Floats, Grid, Located, grid_over, located, surface_of
from jingtu_web.runs.kinds.measured import Measured, editions_of, limit_lines, limits_of, measured

AT_ONCE = 20_000
BEST = "best"
SHAPES = {BEST: _("自动选择"), "spherical": _("球状"), "exponential": _("指数"), "gaussian": _("高斯")}
ESTIMATORS = {
    Estimator.MATHERON.value: _("常规（Matheron）"),
    Estimator.CRESSIE_HAWKINS.value: _("稳健（Cressie–Hawkins）"),
    Estimator.DOWD.value: _("稳健（Dowd）"),
}
SCALE_NAMES = {"log": _("取对数（偏态分布，图上为中位数）"), "plain": _("原值")}
SUBSTITUTES = {Substitute.HALF.value: _("检出限的一半"), Substitute.LIMIT.value: _("检出限")}
CURVE = 60


def compute(work: Work) -> Outcome:
    found = measured(work.rows)
    placed = located(found, Substitute(str(work.settings["non_detects"])))
    grid = grid_over(placed.points, _number(work.settings["cell"]))
    scale = SCALES[str(work.settings["scale"])]
    values = scale.of(placed.values)
    limit, told, editions = _limit(work, found)
    work.tell(0.05)
    near = Neighbourhood(int(work.settings["neighbours"] or 24))
    experimental = variogram(placed.points, values, estimator=Estimator(str(work.settings["estimator"])))
    fitted = _fitted(experimental, str(work.settings["shape"]))
    checked = cross_validate(placed.points, values, model=fitted.model, neighbourhood=near)
    work.tell(0.2)
    estimate, variance = _kriged(work, grid, Task(placed.points, values, fitted.model, near))
    layers = {"estimate": scale.back(estimate), "deviation": np.sqrt(variance)}
    units = {"estimate": found.unit, "deviation": scale.unit(found.unit)}
    if limit is not None:
        probability, more = _exceeding(placed, grid, limit, near)
        layers, units, told = layers | probability, units | dict.fromkeys(probability, ""), [*told, *more]
    lags = _lags(experimental)
    return Outcome(
        facts=[*_facts(placed, fitted, checked, scale.unit(found.unit)), Fact("compared_with", limit, found.unit)],
        tables={
            "variogram": lags,
            "cross_validation": _checked(checked),
            "surface": _cells(grid, layers),
        },
        charts=[_chart(lags, fitted.model, experimental.cutoff, scale.unit(found.unit))],
        remarks=[*placed.remarks, *fitted.remarks, *told],
        editions=editions,
        surface=surface_of(grid, placed.crs, [(layer, units[layer]) for layer in layers]),
    )


def _cells(grid: Grid, layers: Mapping[str, Floats]) -> pl.DataFrame:
    """Every cell with its centre; without values outside the points."""
    east, north = grid.centres.T
    return pl.DataFrame({"east": east, "north": north, **layers}).fill_nan(None)


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


def _limit(work: Work, found: Measured) -> tuple[float | None, list[Problem], list[str]]:
    """What the map compares with: as given, else the lowest screening value or limit that these results meet."""
    if (given := _number(work.settings["limit"])) is not None:
        return given, [], []
    compared = limits_of(work, found.frame.select(work.rows.columns))
    lines = limit_lines(compared, found.unit)
    values = sorted({float(str(line["value"])) for line in lines if line["kind"] != "intervention"})
    if not values:
        return None, [attention("runs.no_limit_on_map")], []
    told = []
    if len(values) > 1:
        every = "、".join(f"{value:g}" for value in values)
        told.append(attention("runs.several_limits_on_map", limits=every, limit=f"{values[0]:g}", unit=found.unit))
    return values[0], told, editions_of(compared)


def _exceeding(
    placed: Located, grid: Grid, limit: float, near: Neighbourhood
) -> tuple[dict[str, Floats], list[Problem]]:
    """The probability that the limit is exceeded, by indicators; no map where it is exceeded everywhere or nowhere."""
    coded = indicators(placed.low, placed.high, limit)
    above, known = coded.above[coded.decided], coded.decided
    if not known.any() or (above == above[0]).all():
        code = "runs.exceeded_everywhere" if known.any() and above[0] else "runs.exceeded_nowhere"
        return {}, [attention(code, limit=f"{limit:g}", count=int(known.sum()))]
    fitted = best_fit(variogram(placed.points[known], above))
    inside = np.flatnonzero(grid.inside)
    results = (placed.low, placed.high)
    found = by_indicators(
        placed.points, results, limits=[limit], nodes=grid.centres[inside], models=[fitted.model], neighbourhood=near
    )
    probability = np.full(grid.inside.size, np.nan)
    probability[inside] = found[:, 0]
    return {"probability": probability}, []


def _number(value: object) -> float | None:
    return None if value in (None, "") else float(str(value))


def _fitted(experimental: Variogram, shape: str) -> Fit:
    return best_fit(experimental) if shape == BEST else fit(experimental, (Shape[shape.upper()],))


def _kriged(work: Work, grid: Grid, task: Task) -> tuple[Floats, Floats]:
    """Over the cells inside, some at a time, so that the progress can be told; NaN outside and where undecided."""
    inside = np.flatnonzero(grid.inside)
    estimate, variance = np.full((2, grid.inside.size), np.nan)
    for start in range(0, inside.size, AT_ONCE):
        some = inside[start : start + AT_ONCE]
        nodes = grid.centres[some]
        found = krige(task.points, task.values, nodes=nodes, model=task.model, neighbourhood=task.near)
        estimate[some], variance[some] = found.estimate, found.variance
        work.tell(0.2 + 0.6 * (start + some.size) / inside.size)
    return estimate, variance


def _facts(placed: Located, fitted: Fit, checked: CrossValidation, unit: str) -> list[Fact]:
    [structure] = fitted.model.structures
    squared = f"({unit})²"
    return [
        Fact("points", len(placed.points)),
        Fact("model", structure.shape.name.lower()),
        Fact("nugget", fitted.model.nugget, squared),
        Fact("sill", fitted.model.sill, squared),
        Fact("range", structure.practical_range, "m"),
        Fact("mean_error", checked.mean_error, unit),
        Fact("rmse", checked.root_mean_square_error, unit),
        Fact("standardised", checked.mean_square_standardised),
        Fact("crs", placed.crs),
    ]


def _lags(experimental: Variogram) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "distance": experimental.distance,
            "semivariance": experimental.semivariance,
            "pairs": experimental.pairs,
        }
    )


def _checked(found: CrossValidation) -> pl.DataFrame:
    deviation = np.sqrt(found.variance)
    columns = {"observed": found.observed, "estimate": found.estimate, "deviation": deviation}
    return pl.DataFrame({**columns, "residual": found.residual}).fill_nan(None)


def _chart(lags: pl.DataFrame, model: VariogramModel, cutoff: float, unit: str) -> dict[str, Any]:
    """The curve is the model's own semivariance, the first point just above no distance, where the nugget shows."""
    distance = np.linspace(cutoff / 1e6, cutoff, CURVE)
    curve = np.column_stack([distance, model.semivariance(distance)]).tolist()
    return {"type": "variogram", "unit": unit, "lags": lags.rows(), "model": curve, "tables": ["variogram"]}


SURFACE = Kind(
    key="surface",
    title=_("含量空间分布"),
    explanation=_("一个检测项目的变异函数、交叉验证、普通克里金插值图、标准差和超标概率图。"),
    substances=Substances.ONE,
    settings=(
        Setting("scale", _("插值对象"), Form.CHOICE, "log", choices=lambda: list(SCALE_NAMES.items())),
        Setting(
            "limit",
            _("超标概率的比较值"),
            Form.NUMBER,
            least=0,
            required=False,
            help=_("与检测结果同一单位；不填：所选结果适用的最低筛选值或限值。"),
        ),
        Setting("non_detects", _("未检出按"), Form.CHOICE, "half", choices=lambda: list(SUBSTITUTES.items())),
        Setting("estimator", _("变异函数估计"), Form.CHOICE, "matheron", choices=lambda: list(ESTIMATORS.items())),
        Setting("shape", _("变异函数模型"), Form.CHOICE, BEST, choices=lambda: list(SHAPES.items())),
        Setting("neighbours", _("邻近点数"), Form.WHOLE, 24, least=4, most=60),
        Setting(
            "cell",
            _("网格间距"),
            Form.NUMBER,
            unit="m",
            least=1,
            most=100_000,
            required=False,
            help=_("不填：长边约 100 格。"),
        ),
    ),
    compute=compute,
    places_needed=True,
)
