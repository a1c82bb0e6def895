"""Variogram, ordinary kriging of the concentration, and how sure it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.science.cross_validation import CrossValidation, cross_validate
from jingtu.science.kriging import Neighbourhood, krige
from jingtu.science.nondetects import Substitute
from jingtu.science.variogram import Estimator, Variogram, variogram
from jingtu.science.variogram_fit import Fit, best_fit, fit
from jingtu.science.variogram_models import Shape, VariogramModel
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.located import Floats, Grid, Located, grid_over, located, surface_of
from jingtu_web.runs.kinds.measured import measured

AT_ONCE = 20_000
BEST = "best"
SHAPES = {BEST: _("自动选择"), "spherical": _("球状"), "exponential": _("指数"), "gaussian": _("高斯")}
ESTIMATORS = {
    Estimator.MATHERON.value: _("常规（Matheron）"),
    Estimator.CRESSIE_HAWKINS.value: _("稳健（Cressie–Hawkins）"),
    Estimator.DOWD.value: _("稳健（Dowd）"),
}
SUBSTITUTES = {Substitute.HALF.value: _("检出限的一半"), Substitute.LIMIT.value: _("检出限")}
CURVE = 60


def compute(work: Work) -> Outcome:
    found = measured(work.rows)
    placed = located(found, Substitute(str(work.settings["non_detects"])))
    grid = grid_over(placed.points, _number(work.settings["cell"]))
    work.tell(0.05)
    experimental = variogram(placed.points, placed.values, estimator=Estimator(str(work.settings["estimator"])))
    fitted = _fitted(experimental, str(work.settings["shape"]))
    near = Neighbourhood(int(work.settings["neighbours"] or 24))
    work.tell(0.1)
    checked = cross_validate(placed.points, placed.values, model=fitted.model, neighbourhood=near)
    work.tell(0.2)
    estimate, variance = _kriged(work, placed, grid, fitted.model, near)
    lags = _lags(experimental)
    return Outcome(
        facts=_facts(placed, fitted, checked, found.unit),
        tables={
            "variogram": lags,
            "cross_validation": _checked(checked),
            "surface": pl.DataFrame({"estimate": estimate, "deviation": np.sqrt(variance)}).fill_nan(None),
        },
        charts=[_chart(lags, fitted.model, experimental.cutoff, found.unit)],
        remarks=[*placed.remarks, *fitted.remarks],
        surface=surface_of(grid, placed.crs, {"estimate": found.unit, "deviation": found.unit}),
    )


def _number(value: object) -> float | None:
    return None if value in (None, "") else float(str(value))


def _fitted(experimental: Variogram, shape: str) -> Fit:
    return best_fit(experimental) if shape == BEST else fit(experimental, (Shape[shape.upper()],))


def _kriged(
    work: Work, placed: Located, grid: Grid, model: VariogramModel, near: Neighbourhood
) -> tuple[Floats, Floats]:
    """Over the cells inside, some at a time, so that the progress can be told; NaN outside and where undecided."""
    inside = np.flatnonzero(grid.inside)
    estimate, variance = np.full((2, grid.inside.size), np.nan)
    for start in range(0, inside.size, AT_ONCE):
        some = inside[start : start + AT_ONCE]
        found = krige(placed.points, placed.values, nodes=grid.centres[some], model=model, neighbourhood=near)
        estimate[some], variance[some] = found.estimate, found.variance
        work.tell(0.2 + 0.75 * (start + some.size) / inside.size)
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
    explanation=_("一个检测项目的变异函数与模型拟合、交叉验证、普通克里金插值图及其标准差。"),
    substances=Substances.ONE,
    settings=(
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
