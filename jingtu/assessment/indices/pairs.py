"""Bioconcentration: crop and soil of the same point, substance by substance."""

from __future__ import annotations

import polars as pl

from jingtu.assessment.indices.contents import Contents
from jingtu.science.indices import bioconcentration


def pairs(soil: Contents, crops: Contents) -> pl.DataFrame:
    """One line per crop sample and substance: ``point``, ``sample``, ``substance``, ``soil``, ``crop``, ``factor``.

    Several soil samples of a point count with their mean. Soil is given on dry matter, crops mostly as they are eaten:
    the factor says nothing of how the basis was, the user must. Points without a code are not paired. [mg/kg, 1]
    """
    of_soil = _named(soil).group_by("point", "substance").agg(soil=pl.col("value").mean())
    of_crops = _named(crops).rename({"value": "crop"})
    both = of_crops.join(of_soil, on=["point", "substance"], how="inner", maintain_order="left")
    both = both.select("point", "sample", "substance", "soil", "crop")
    if both.is_empty():
        return both.with_columns(factor=pl.lit(None, dtype=pl.Float64))
    factor = bioconcentration(both["crop"].to_numpy(), both["soil"].to_numpy())
    return both.with_columns(pl.Series("factor", factor))


def _named(of: Contents) -> pl.DataFrame:
    samples = of.samples.select("at", "point", "sample").drop_nulls("point")
    return of.values.select("at", "substance", "value").join(samples, on="at", maintain_order="left")
