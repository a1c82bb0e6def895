"""Indices of a table of contents: by sample and substance, by sample, by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu.assessment.indices.backgrounds import Reference
from jingtu.assessment.indices.contents import Contents
from jingtu.science import indices
from jingtu.science.indices_grades import grade_tables, graded, toxic_responses

BY_SUBSTANCE = ("single_factor", "contamination_factor", "geo_accumulation", "ecological_risk", "enrichment")
BY_SAMPLE = ("nemerow", "pollution_load", "risk_index")
ALL = (*BY_SUBSTANCE, *BY_SAMPLE)
Floats = NDArray[np.float64]
Reckon = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the indices are reckoned with.

    ``against_limits``: S of the single factor and of Nemerow is the limit of each content; otherwise its background.
    ``element``: the reference element of the enrichment factor, with a background of its own; empty: no enrichment
    factor. ``rescale``: breaks of RI times sum(T)/133. ``k``: of the geo-accumulation index.
    """

    backgrounds: Mapping[str, Reference]
    against_limits: bool = True
    element: str = ""
    rescale: bool = False
    k: float = 1.5

    @property
    def substances(self) -> tuple[str, ...]:
        """The substances an index is reckoned of, the reference element left out."""
        return tuple(key for key in self.backgrounds if key != self.element)


@dataclass(frozen=True, slots=True)
class IndexTables:
    """``by_substance``: ``at``, ``substance``, ``value``, each index and its ``<index>_grade`` (position in the grade
    table), null where its reference is missing. ``by_sample``: ``at``, each index and grade, null where a substance is
    missing, and ``missing``. ``scale``: what the breaks of RI were multiplied by."""

    by_substance: pl.DataFrame
    by_sample: pl.DataFrame
    scale: float


def index_tables(of: Contents, chosen: Chosen) -> IndexTables:
    """Every index of every sample.

    Notes
    -----
    An index over several substances (Nemerow, RI, PLI) is of the substances chosen that the table has at all, and null
    for a sample that lacks one of them: with fewer it would be another index. For Nemerow only substances with an S
    count.
    """
    by_substance = _by_substance(of, chosen)
    here = set(by_substance["substance"])
    keys = [key for key in chosen.substances if key in here]
    limited = set(by_substance.drop_nulls("single_factor")["substance"])
    risky = [key for key in keys if key in toxic_responses()]
    scale = indices.risk_scale([toxic_responses()[key].factor for key in risky]) if chosen.rescale and risky else 1.0
    wanted: tuple[tuple[str, str, list[str], Reckon], ...] = (
        ("nemerow", "single_factor", [key for key in keys if key in limited], indices.nemerow),
        ("pollution_load", "contamination_factor", keys, indices.pollution_load),
        ("risk_index", "ecological_risk", risky, indices.risk_index),
    )
    by_sample = of.samples.select("at")
    for name, source, of_index, reckon in wanted:
        table = _reckoned(name, _whole(by_substance, source, of_index), reckon, scale)
        by_sample = by_sample.join(table, on="at", how="left", maintain_order="left")
    missing = _missing(of, by_substance, keys)
    return IndexTables(by_substance, by_sample.join(missing, on="at", how="left", maintain_order="left"), scale)


# ---------------------------------------------------------------- by sample and substance


def _by_substance(of: Contents, chosen: Chosen) -> pl.DataFrame:
    values = of.values.filter(pl.col("substance").is_in(chosen.substances))
    element = of.values.filter(pl.col("substance") == chosen.element).select("at", element="value")
    values = values.join(element, on="at", how="left", maintain_order="left")
    background = _column(values, {key: float(one.value) for key, one in chosen.backgrounds.items()})
    limit = values["limit"].cast(pl.Float64).fill_null(np.nan).to_numpy() if chosen.against_limits else background
    response = _column(values, {key: one.factor for key, one in toxic_responses().items()})
    content = values["value"].to_numpy()
    found = {
        "single_factor": _each(indices.single_factor, content, limit),
        "contamination_factor": _each(indices.single_factor, content, background),
        "geo_accumulation": _each(lambda c, b: indices.geo_accumulation(c, b, k=chosen.k), content, background),
        "ecological_risk": _each(indices.ecological_risk, content, background, response),
        "enrichment": _enrichment(values, background, chosen),
    }
    return values.drop("element").with_columns(
        *(pl.Series(name, numbers).fill_nan(None) for name, numbers in found.items()),
        *(_grades(name, numbers) for name, numbers in found.items()),
    )


def _column(values: pl.DataFrame, known: Mapping[str, float]) -> Floats:
    """The reference of each line, NaN where its substance has none."""
    keys = values["substance"].to_list()
    return np.array([known.get(key, np.nan) for key in keys], dtype=np.float64)


def _each(reckon: Callable[..., Floats], *columns: Floats) -> Floats:
    """The index line by line where every column has a number; NaN, a gap, elsewhere."""
    whole = np.all([np.isfinite(column) for column in columns], axis=0)
    found = np.full(columns[0].shape, np.nan)
    if whole.any():
        found[whole] = reckon(*(column[whole] for column in columns))
    return found


def _enrichment(values: pl.DataFrame, background: Floats, chosen: Chosen) -> Floats:
    """EF of each line; a gap where the reference element was not measured or has no background."""
    content, beside = values["value"].to_numpy(), values["element"].cast(pl.Float64).to_numpy()
    if chosen.element not in chosen.backgrounds:
        return np.full(content.shape, np.nan)
    of_element = float(chosen.backgrounds[chosen.element].value)

    def reckon(c: Floats, b: Floats, e: Floats) -> Floats:
        return indices.single_factor(c, b) / indices.single_factor(e, of_element)

    return _each(reckon, content, background, beside)


def _grades(name: str, numbers: Floats, scale: float = 1.0) -> pl.Series:
    """The position in the grade table of each number; null at a gap."""
    known = np.isfinite(numbers)
    found = pl.Series(f"{name}_grade", [None] * len(numbers), dtype=pl.Int64)
    return found.scatter(np.flatnonzero(known), graded(name, numbers[known], scale=scale)) if known.any() else found


# ---------------------------------------------------------------- by sample


def _whole(by_substance: pl.DataFrame, source: str, keys: Sequence[str]) -> pl.DataFrame:
    """One line per sample that has every substance, one column per substance."""
    lines = by_substance.filter(pl.col("substance").is_in(keys)).select("at", "substance", source)
    if not keys or lines.is_empty():
        return pl.DataFrame(schema={"at": pl.UInt32, **dict.fromkeys(keys, pl.Float64)})
    wide = lines.pivot("substance", index="at", values=source)
    lacking = [pl.lit(None, dtype=pl.Float64).alias(key) for key in keys if key not in wide.columns]
    return wide.with_columns(lacking).drop_nulls(list(keys)).select("at", *keys)


def _reckoned(name: str, table: pl.DataFrame, reckon: Reckon, scale: float) -> pl.DataFrame:
    numbers = reckon(table.drop("at").to_numpy()) if table.height else np.empty(0)
    grades = _grades(name, numbers, scale if name == "risk_index" else 1.0)
    return table.select("at").with_columns(pl.Series(name, numbers), grades)


def _missing(of: Contents, by_substance: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Substances chosen that a sample has no usable result of."""
    wanted = of.samples.select("at").join(
        pl.DataFrame({"substance": keys}, schema={"substance": pl.String}), how="cross"
    )
    lacking = wanted.join(by_substance, on=["at", "substance"], how="anti", maintain_order="left")
    gathered = lacking.group_by("at", maintain_order=True).agg(missing=pl.col("substance"))
    joined = of.samples.select("at").join(gathered, on="at", how="left", maintain_order="left")
    return joined.with_columns(pl.col("missing").fill_null([]))


def by_group(of: Contents, found: IndexTables, group: str) -> pl.DataFrame:
    """Per ``group`` (a column of the samples, null: not known), substance (null: over all) and ``index``.

    ``n``, ``mean``, ``median``, ``max``, and ``shares`` of the samples in each grade, from the first grade on.
    """
    groups = of.samples.select("at", group=pl.col(group).cast(pl.String))
    lines = [
        _summed(table.join(groups, on="at", maintain_order="left"), name)
        for table, names in ((found.by_substance, BY_SUBSTANCE), (found.by_sample, BY_SAMPLE))
        for name in names
    ]
    return pl.concat(lines)


def _summed(table: pl.DataFrame, name: str) -> pl.DataFrame:
    keys = ["group", "substance"] if "substance" in table.columns else ["group"]
    known = table.drop_nulls(name)
    grade, number = pl.col(f"{name}_grade"), pl.col(name)
    shares = pl.concat_list([(grade == at).mean() for at in range(len(grade_tables()[name]))])
    summed = known.group_by(keys, maintain_order=True).agg(
        n=pl.len().cast(pl.Int64), mean=number.mean(), median=number.median(), max=number.max(), shares=shares
    )
    if "substance" not in keys:
        summed = summed.with_columns(substance=pl.lit(None, dtype=pl.String))
    return summed.select("group", "substance", pl.lit(name).alias("index"), "n", "mean", "median", "max", "shares")
