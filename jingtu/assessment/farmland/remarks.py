"""What is to be said of a classification as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from jingtu.assessment.farmland.classify import Classification
from jingtu.problems import Problem, Where, attention

SHOWN = 5


def remarks(found: Classification, units: pl.DataFrame | None, file: str) -> Iterator[Problem]:
    """No soil or crop result, points without a unit, units with points that the list does not have."""
    where = Where(file)
    if found.soil.points.is_empty():
        yield attention("farmland.no_soil", where)
    if found.crops.points.is_empty():
        yield attention("farmland.no_crops", where)
    if found.homeless.height:
        yield attention("farmland.homeless", where, count=found.homeless.height)
    if units is not None:
        unlisted = found.units.join(units, on="unit_code", how="anti")["unit_code"].unique(maintain_order=True)
        if unlisted.len():
            codes = "、".join(unlisted.head(SHOWN))
            yield attention("farmland.unlisted", where, count=unlisted.len(), codes=codes)
