"""How probable it is that the limits are exceeded, the category that follows, and where to sample next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
import pyproj

from jingtu.problems import Problem, attention
from jingtu.science.exceedance import by_indicators, indicators
from jingtu.science.kriging import Neighbourhood
from jingtu.science.misclassification import UNDECIDED, categorise
from jingtu.science.next_places import next_places, room_between
from jingtu.science.variogram import variogram
from jingtu.science.variogram_fit import best_fit
from jingtu.science.variogram_models import Shape, VariogramModel
from jingtu_web.runs.kinds.located import DEGREES, FEWEST, Floats, Grid, Located
from jingtu_web.runs.kinds.surface_limits import WORDS

CATEGORY = "category"
SHAPES = ((Shape.SPHERICAL,), (Shape.EXPONENTIAL,))
"""Of indicators, which change abruptly: a Gaussian model is none of theirs."""
LEVELS = (0.5, 1.5)
"""Between none, one and two limits exceeded."""
SQUARE_METRES = 10_000.0  # in a hectare


@dataclass(frozen=True)
class Step:
    """A limit that some places exceed and others do not, with the model of exceeding it."""

    kind: str
    level: float
    model: VariogramModel

    @property
    def structured(self) -> VariogramModel | None:
        """Without the nugget: a sample tells nothing about what varies between neighbours; None: nothing is left."""
        structures = tuple(one for one in self.model.structures if one.sill > 0)
        return VariogramModel(0.0, structures) if structures else None


@dataclass(frozen=True)
class Categorised:
    """``layers``: over every cell, NaN outside; ``classes``: of the layer ``category``, from 0 on; ``exceeding``: over
    the cells inside, a column per step."""

    layers: dict[str, Floats] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    exceeding: Floats | None = None
    areas: pl.DataFrame | None = None
    remarks: tuple[Problem, ...] = ()


def categorised(
    placed: Located, kinds: Sequence[str], grid: Grid, *, near: Neighbourhood, threshold: float
) -> Categorised:
    """By indicators: each place is compared with its own limits, and a non-detect counts for what it is."""
    known = ~np.isnan(placed.limits[:, 0])
    if not kinds or not known.any():
        return Categorised()
    points = placed.points[known]
    low, high = (_exceeded(end[known], placed.limits[known]) for end in (placed.low, placed.high))
    steps, remarks = _steps(points, (low, high), kinds)
    if not steps:
        return Categorised(remarks=tuple(remarks))
    exceeding = by_indicators(
        points,
        (low, high),
        limits=[step.level for step in steps],
        nodes=grid.centres[grid.inside],
        models=[step.model for step in steps],
        neighbourhood=near,
    )
    found = categorise(exceeding, threshold=threshold)
    columns = {f"probability_{step.kind}": exceeding[:, place] for place, step in enumerate(steps)}
    columns |= {CATEGORY: found.category.astype(np.float64)}
    columns |= {"wrong": found.wrong, "too_good": found.too_good, "too_bad": found.too_bad}
    classes = _classes([step.kind for step in steps])
    areas = _areas(found.category, found.wrong, classes, grid.cell)
    layers = {name: _over(grid, values) for name, values in columns.items()}
    return Categorised(layers, classes, tuple(steps), exceeding, areas, tuple(remarks))


def proposed(found: Categorised, placed: Located, grid: Grid, count: int) -> tuple[pl.DataFrame | None, list[Problem]]:
    """The places at which a sample is expected to tell most about what exceeds the limits, best first."""
    if not count or found.exceeding is None:
        return None, []
    model = next((step.structured for step in found.steps if step.structured), None)
    if model is None:
        return None, [attention("runs.no_next_places")]
    nodes = grid.centres[grid.inside]
    room = room_between(nodes, placed.points)
    chosen = next_places(nodes, found.exceeding, model=model, count=count, importance=room.free)
    east, north = nodes[chosen.node].T
    lon, lat = pyproj.Transformer.from_crs(placed.crs, DEGREES, always_xy=True).transform(east, north)
    probable = found.exceeding[chosen.node]
    why = [_why(row, found.steps) for row in probable]
    told = {"number": range(1, len(east) + 1), "lon": lon, "lat": lat, "east": east, "north": north, "why": why}
    told |= {f"probability_{step.kind}": probable[:, place] for place, step in enumerate(found.steps)}
    return pl.DataFrame({**told, "nearest": room.distance[chosen.node]}).fill_nan(None), []


def _exceeded(values: Floats, limits: Floats) -> Floats:
    """How many of its own limits each value exceeds; a value equal to a limit is within it."""
    found: Floats = (values[:, None] > limits).sum(axis=1).astype(np.float64)
    return found


def _steps(points: Floats, results: tuple[Floats, Floats], kinds: Sequence[str]) -> tuple[list[Step], list[Problem]]:
    """The limits of which there is a map, and for each of the others why there is none."""
    steps, remarks = list[Step](), list[Problem]()
    for kind, level in zip(kinds, LEVELS, strict=False):
        coded = indicators(*results, level)
        above = coded.above[coded.decided]
        if problem := _no_map(above, kind):
            remarks.append(problem)
            continue
        fitted = best_fit(variogram(points[coded.decided], above), SHAPES)
        steps.append(Step(kind, level, fitted.model))
        if steps[-1].structured is None:
            remarks.append(attention("runs.exceeding_unrelated", **_named(kind)))
    return steps, remarks


def _no_map(above: Floats, kind: str) -> Problem | None:
    if len(above) < FEWEST:
        return attention("runs.too_few_decided", count=len(above), least=FEWEST, **_named(kind))
    if (above == above[0]).all():
        code = "runs.exceeded_everywhere" if above[0] else "runs.exceeded_nowhere"
        return attention(code, count=len(above), **_named(kind))
    return None


def _named(kind: str) -> dict[str, str]:
    chinese, english = WORDS[kind]
    return {"limit_zh": chinese, "limit_en": english}


def _classes(kinds: Sequence[str]) -> tuple[str, ...]:
    between = [f"between_{kinds[0]}"] if len(kinds) > 1 else []
    return (f"within_{kinds[0]}", *between, f"above_{kinds[-1]}")


def _areas(category: np.typing.NDArray[np.int64], wrong: Floats, classes: Sequence[str], cell: float) -> pl.DataFrame:
    """Of each category its area and how probable it is, on average, that it is another one."""
    frame = pl.DataFrame({CATEGORY: category, "wrong": wrong}).fill_nan(None)
    names = dict(zip([*range(len(classes)), UNDECIDED], [*classes, "undecided"], strict=True))
    area, wrong_there = pl.len() * cell**2 / SQUARE_METRES, pl.col("wrong").mean()
    found = frame.group_by(CATEGORY).agg(area.alias("area"), wrong_there.alias("mean_wrong")).sort(CATEGORY)
    return found.select(
        pl.col(CATEGORY).replace_strict(names, return_dtype=pl.String),
        "area",
        (pl.col("area") / pl.col("area").sum()).alias("portion"),
        "mean_wrong",
    )


def _over(grid: Grid, values: Floats) -> Floats:
    every = np.full(grid.inside.size, np.nan)
    every[grid.inside] = values
    return every


def _why(probable: Floats, steps: Sequence[Step]) -> str:
    """The limit about which least is sure there."""
    if np.isnan(probable).any():
        return "undecided"
    return f"unsure_{steps[int(np.argmax(probable * (1 - probable)))].kind}"
