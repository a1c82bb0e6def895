"""Development land: safe use of key parcels with its violation list, and the older rate of contaminated parcels."""

from __future__ import annotations

from datetime import date

import polars as pl
from polars import col

from jingtu.assessment.indicators.compute import identified
from jingtu.assessment.indicators.model import (
    Asked,
    Better,
    Counted,
    Indicator,
    Measure,
    Rule,
    Source,
    Tables,
    Variant,
    Verified,
)
from jingtu.assessment.indicators.rules import OTHER_YEAR, PLATFORM, not_yet
from jingtu.assessment.indicators.value import Unit
from jingtu.periods import Period


def with_violations(tables: Tables, asked: Asked) -> pl.DataFrame:
    """Parcels put to use, each with whether the violation list names it; a violation of no known parcel is a row too.

    A violation found after the day that counts is not known yet; one that was closed has happened all the same.
    """
    parcels = identified("construction_parcels", tables["construction_parcels"])
    found = identified("land_violations", tables["land_violations"])
    found = found.filter((col("found_on") <= asked.last_day).fill_null(value=True))
    named = parcels.with_columns(violation=col("parcel_id").is_in(found["parcel_id"].drop_nulls().implode()))
    stray = found.filter(~col("parcel_id").is_in(parcels["parcel_id"].drop_nulls().implode()).fill_null(value=False))
    stray = stray.select("row", "id", "place", year=pl.lit(asked.year, pl.Int64), fault=pl.lit("parcel_not_listed"))
    return pl.concat([named, stray], how="diagonal")


PARCEL_SAFE_USE = Indicator(
    "parcel_safe_use",
    "重点建设用地安全利用率",
    "Safe use of key construction land",
    (
        Variant(
            "by_area",
            "1 − 违规开发利用地块面积 ÷ 当年投入使用的重点建设用地面积",
            "1 - area of parcels used in violation / area of key parcels put to use in the year",
            Measure(
                ("construction_parcels", "land_violations"),
                outside=(OTHER_YEAR,),
                fails=(Rule("violation", col("violation")),),
                numerator=col("area"),
                denominator=col("area"),
                prepare=with_violations,
                counted=Counted.MU,
            ),
            Source(
                "“十四五”目标为“有效保障”；公式为平台口径，全国文本未找到",
                "The target since 2021 is “effectively ensured”; the formula is the platform's, for want of a text",
                Period(date(2021, 1, 1)),
                Verified.DESIGN,
            ),
        ),
    ),
    aliases=("key_land_safe_rate",),
)
PARCEL_SAFE_RATE = Indicator(
    "parcel_safe_rate",
    "污染地块安全利用率",
    "Safe-use rate of contaminated parcels",
    (
        Variant(
            "by_area",
            "再开发利用的污染地块中符合规划用途土壤环境质量要求的面积 ÷ 再开发利用的污染地块面积",
            "area of re-used contaminated parcels that meet the soil requirement of their planned use "
            "/ area of re-used contaminated parcels",
            Measure(
                ("construction_parcels",),
                outside=(OTHER_YEAR, Rule("not_contaminated", ~col("contaminated"))),
                fails=(Rule("requirement_not_met", ~col("requirement_met")),),
                numerator=col("area"),
                denominator=col("area"),
                counted=Counted.MU,
            ),
            Source(
                "土壤污染防治行动计划（国发〔2016〕31号）；公式凭记忆，核算文本未核对",
                "State plan of 2016; the formula is from memory, the accounting text was not read",
                Period(date(2016, 5, 28)),
                Verified.NO,
            ),
        ),
    ),
)
VIOLATIONS_OPEN = Indicator(
    "violations_open",
    "未整改的违规开发利用问题",
    "Open violations of land use",
    (
        Variant(
            "count",
            "违规开发利用清单中尚未整改完成的问题数",
            "violations on the list that are not closed",
            Measure(
                ("land_violations",),
                outside=(not_yet("found_on"),),
                fails=(Rule("closed", col("closed") & (col("closed_on") <= col("on"))),),
            ),
            PLATFORM,
        ),
    ),
    unit=Unit.COUNT,
    better=Better.LOWER,
    period="day",
)

PARCELS = (PARCEL_SAFE_USE, PARCEL_SAFE_RATE, VIOLATIONS_OPEN)
