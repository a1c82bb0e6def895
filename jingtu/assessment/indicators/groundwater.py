"""Groundwater: assessment points whose class is not worse than their target, per point and year."""

from __future__ import annotations

from datetime import date

from polars import col

from jingtu.assessment.indicators.model import Indicator, Measure, Rule, Source, Variant, Verified
from jingtu.assessment.indicators.rules import OTHER_YEAR
from jingtu.periods import Period

STABLE = Indicator(
    "gw_stable",
    "地下水考核点位水质稳定率",
    "Groundwater points stable",
    (
        Variant(
            "count",
            "当年水质类别不劣于目标类别的点位数 ÷ 考核点位数",
            "points whose class of the year is not worse than their target class / assessment points",
            Measure(
                ("groundwater_points",),
                outside=(OTHER_YEAR,),
                fails=(Rule("class_worse", col("actual_class") > col("target_class")),),
            ),
            Source(
                "柳城县2023年度土壤污染防治计划目标",
                "Plan of Liucheng 2023, goals",
                Period(date(2023, 1, 1), date(2024, 1, 1)),
                Verified.YES,
            ),
        ),
    ),
)

GROUNDWATER = (STABLE,)
