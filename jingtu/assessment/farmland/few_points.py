"""Units with fewer points than a parameter says, classed by the mean or maximum of their contents (an option, ours)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from jingtu.assessment.farmland.parameters import FewPoints, Rules
from jingtu.assessment.farmland.points import Points, soil_points
from jingtu.assessment.options import AssessOptions
from jingtu.intake.laboratory import COLUMNS


def few_point_classes(
    soil: Points, rules: Rules, *, on: date, options: AssessOptions
) -> Mapping[str, Mapping[str, int | None]]:
    """Unit -> metal -> class of its mean (or largest) content, for units of two or more points below ``few_points``.

    The pH is the mean of the points. A non-detect enters with half its detection limit. Units whose points differ in
    land use, or lack a number, are left to their worst point.
    """
    if rules.few_points_method is FewPoints.WORST:
        return {}
    small = (
        soil.points.drop_nulls("unit_code")
        .group_by("unit_code")
        .agg(pl.len(), pl.col("land_use").n_unique().alias("uses"))
    )
    small = small.filter(pl.col("len").is_between(2, rules.few_points - 1), pl.col("uses") == 1)
    lines = soil.metals.join(soil.points.select("at", "unit_code", "land_use", "ph"), on="at").join(
        small, on="unit_code", how="semi"
    )
    number = pl.col("number").max() if rules.few_points_method is FewPoints.MAXIMUM else pl.col("number").mean()
    whole = lines.group_by("unit_code", "metal").agg(
        pl.when(pl.col("number").null_count() == 0).then(number).alias("value"),
        pl.when(pl.col("ph").null_count() == 0).then(pl.col("ph").mean()).alias("ph"),
        pl.col("land_use").first(),
        pl.col("unit").first(),
        pl.col("unit").n_unique().alias("units"),
    )
    whole = whole.filter(pl.col("value").is_not_null(), pl.col("units") == 1)
    rows = whole.select(
        "unit_code", "value", "ph", "land_use", "unit", substance="metal", sample="unit_code"
    ).with_columns(medium=pl.lit("soil"), operator=pl.lit(""))
    absent = [pl.lit(None, kind).alias(name) for name, kind in COLUMNS.items() if name not in rows.columns]
    found = soil_points(rows.with_columns(absent).select(*COLUMNS, "unit_code"), on=on, options=options, rules=rules)
    joined = found.metals.join(found.points.select("at", "unit_code"), on="at")
    classes: dict[str, dict[str, int | None]] = {}
    for code, metal, class_ in joined.select("unit_code", "metal", "class_").iter_rows():
        classes.setdefault(code, {})[metal] = class_
    return classes
