"""Farmland: the safe-use rate of contaminated cropland, by the method of the day.

The trial method: ``(B + C + D) / E``. The class-based rate followed the classification of farmland; its national text
was not found. Crops up to standard are judged unit by unit (design): how the trial method samples them is not known.
"""

from __future__ import annotations

from datetime import date

from polars import col

from jingtu.assessment.indicators.model import Counted, Indicator, Measure, Rule, Source, Variant, Verified
from jingtu.assessment.indicators.rules import OTHER_YEAR
from jingtu.periods import Period

NO_MEASURE = Rule("no_measure", col("measures") == "none")
SAFE = col("measures").str.contains("safe_use|remediation")
STRICT = col("measures").str.contains("strict_control")
PROTECTED = col("measures").str.contains("protection")

TRIAL = Variant(
    "trial",
    "(轻微污染且有保护措施的面积 + 轻中度污染且有安全利用或修复措施、农产品达标的面积"
    " + 重度污染且有严格管控措施的面积) ÷ 受污染耕地面积",
    "(slightly polluted area with protection measures + lightly or moderately polluted area with safe-use or "
    "remediation measures and crops up to standard + heavily polluted area with strict-control measures) "
    "/ contaminated cropland area",
    Measure(
        ("farmland_units",),
        outside=(OTHER_YEAR, Rule("not_polluted", col("pollution_level") == "NONE")),
        fails=(
            NO_MEASURE,
            Rule(
                "measure_kind_not_for_class",
                ((col("pollution_level") == "SLIGHT") & ~PROTECTED)
                | ((col("pollution_level") == "LIGHT_MODERATE") & ~SAFE)
                | ((col("pollution_level") == "HEAVY") & ~STRICT),
            ),
            Rule("crop_not_compliant", (col("pollution_level") == "LIGHT_MODERATE") & ~col("crop_compliant")),
        ),
        numerator=col("area"),
        denominator=col("area"),
        counted=Counted.MU,
    ),
    Source(
        "受污染耕地安全利用率核算方法（试行），用于土壤污染防治行动计划（国发〔2016〕31号）至2020年的目标",
        "Trial method of accounting for the safe-use rate, for the targets of the state plan of 2016 to 2020",
        Period(date(2016, 5, 28), date(2021, 1, 1)),
        Verified.PARTIAL,
    ),
)

CLASS_BASED = Variant(
    "class_based",
    "(安全利用类有安全利用或修复措施且农产品达标、台账完整的面积 + 严格管控类有严格管控措施、台账完整的面积)"
    " ÷ (安全利用类 + 严格管控类面积)",
    "(safe-use area with safe-use or remediation measures, crops up to standard and a complete ledger "
    "+ strict-control area with strict-control measures and a complete ledger) / (safe-use + strict-control area)",
    Measure(
        ("farmland_units",),
        outside=(OTHER_YEAR, Rule("class_1_outside_denominator", col("category") == "PRIORITY")),
        fails=(
            NO_MEASURE,
            Rule(
                "measure_kind_not_for_class",
                ((col("category") == "SAFE_USE") & ~SAFE) | ((col("category") == "STRICT") & ~STRICT),
            ),
            Rule(
                "crop_not_compliant",
                (col("category") == "SAFE_USE") & ~(col("crop_compliant") | col("non_edible_crop")),
            ),
            Rule("ledger_incomplete", ~col("ledger_complete")),
        ),
        numerator=col("area"),
        denominator=col("area"),
        counted=Counted.MU,
    ),
    Source(
        "“十四五”以来按类别核算的做法（县级核算实例；全国文本未找到）",
        "Practice since 2021 of accounting by class (as one county computes it; the national text was not found)",
        Period(date(2021, 1, 1)),
        Verified.PARTIAL,
    ),
)

SAFE_USE_RATE = Indicator(
    "safe_use_rate",
    "受污染耕地安全利用率",
    "Safe-use rate of contaminated cropland",
    (TRIAL, CLASS_BASED),
    aliases=("farmland_safe_rate",),
)

FARMLAND = (SAFE_USE_RATE,)
