"""Kriged map of a concentration, how sure it is, categories by the limits that apply, and where to sample next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.science.cross_validation import cross_validate
from jingtu.science.kriging import Neighbourhood
from jingtu.science.nondetects import Substitute
from jingtu.science.variogram import Estimator
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.located import Floats, Grid, grid_over, located, surface_of
from jingtu_web.runs.kinds.measured import measured
from jingtu_web.runs.kinds.surface_categories import categorised, proposed
from jingtu_web.runs.kinds.surface_limits import compared, number
from jingtu_web.runs.kinds.surface_model import (
    BEST,
    FITTED,
    SCALES,
    Task,
    chart_of,
    checked_of,
    facts_of,
    kriged,
    lags_of,
    modelled,
)

SHAPES = {BEST: _("自动选择"), "spherical": _("球状"), "exponential": _("指数"), "gaussian": _("高斯")}
ESTIMATORS = {
    Estimator.MATHERON.value: _("常规（Matheron）"),
    Estimator.CRESSIE_HAWKINS.value: _("稳健（Cressie–Hawkins）"),
    Estimator.DOWD.value: _("稳健（Dowd）"),
}
ANISOTROPY = {"none": _("不考虑（各方向相同）"), FITTED: _("按数据拟合方向和长短轴比")}
SCALE_NAMES = {"log": _("取对数（偏态分布，图上为中位数）"), "plain": _("原值")}
SUBSTITUTES = {Substitute.HALF.value: _("检出限的一半"), Substitute.LIMIT.value: _("检出限")}


def compute(work: Work) -> Outcome:
    given = work.settings
    found = measured(work.rows)
    limits = compared(work, found)
    placed = located(limits.frame, Substitute(str(given["non_detects"])))
    grid = grid_over(placed.points, number(given["cell"]))
    scale = SCALES[str(given["scale"])]
    values, unit = scale.of(placed.values), scale.unit(found.unit)
    work.tell(0.05)
    near = Neighbourhood(int(given["neighbours"] or 24))
    experimental, fitted = modelled(placed.points, values, given)
    checked = cross_validate(placed.points, values, model=fitted.model, neighbourhood=near)
    work.tell(0.2)
    estimate, variance = kriged(work, grid, Task(placed.points, values, fitted.model, near))
    classed = categorised(placed, limits.kinds, grid, near=near, threshold=float(str(given["threshold"])))
    work.tell(0.9)
    places, told = proposed(classed, placed, grid, int(given["next"] or 0))
    layers = {"estimate": scale.back(estimate), "deviation": np.sqrt(variance), **classed.layers}
    units = {"estimate": found.unit, "deviation": unit}
    lags = lags_of(experimental)
    tables = {"categories": classed.areas, "next_places": places, "limits": limits.lines if limits.kinds else None}
    return Outcome(
        facts=[
            Fact("points", len(placed.points)),
            *limits.facts,
            *facts_of(fitted, checked, unit),
            Fact("crs", placed.crs),
        ],
        tables={
            **{name: table for name, table in tables.items() if table is not None},
            "variogram": lags,
            "cross_validation": checked_of(checked),
            "surface": _cells(grid, layers),
        },
        charts=[chart_of(lags, fitted.model, experimental.cutoff, unit)],
        remarks=[*found.remarks, *placed.remarks, *fitted.remarks, *limits.remarks, *classed.remarks, *told],
        editions=limits.editions,
        surface=surface_of(grid, placed.crs, [(layer, units.get(layer, "")) for layer in layers], classed.classes),
    )


def _cells(grid: Grid, layers: Mapping[str, Floats]) -> pl.DataFrame:
    """Every cell with its centre; without values outside the points."""
    east, north = grid.centres.T
    return pl.DataFrame({"east": east, "north": north, **layers}).fill_nan(None)


SURFACE = Kind(
    key="surface",
    title=_("含量空间分布"),
    explanation=_(
        "一个检测项目的变异函数、交叉验证、普通克里金插值图和标准差；按适用限值给出超标概率图、类别图、"
        "误判概率图和建议补充采样的点位。"
    ),
    substances=Substances.ONE,
    settings=(
        Setting("scale", _("插值对象"), Form.CHOICE, "log", choices=lambda: list(SCALE_NAMES.items())),
        Setting(
            "limit",
            _("比较值"),
            Form.NUMBER,
            least=0,
            required=False,
            help=_("与检测结果同一单位。不填：每个结果按自己的土地利用和 pH 与现行的筛选值、管制值（或限值）比较。"),
        ),
        Setting(
            "limit_upper",
            _("较高比较值"),
            Form.NUMBER,
            least=0,
            required=False,
            help=_("填写比较值后才能填写，用来划分三类；不填：只分两类。"),
        ),
        Setting(
            "threshold",
            _("判为超过的概率"),
            Form.NUMBER,
            0.5,
            least=0.05,
            most=0.95,
            help=_("超过限值的概率大于此值时，类别图判为超过。取小些更谨慎：判轻的少，判重的多。"),
        ),
        Setting("next", _("建议补充采样点数"), Form.WHOLE, 5, least=0, most=50),
        Setting("non_detects", _("未检出按"), Form.CHOICE, "half", choices=lambda: list(SUBSTITUTES.items())),
        Setting("estimator", _("变异函数估计"), Form.CHOICE, "matheron", choices=lambda: list(ESTIMATORS.items())),
        Setting("shape", _("变异函数模型"), Form.CHOICE, BEST, choices=lambda: list(SHAPES.items())),
        Setting("anisotropy", _("各向异性"), Form.CHOICE, "none", choices=lambda: list(ANISOTROPY.items())),
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
