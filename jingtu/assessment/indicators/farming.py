"""Farming: soil-test coverage, efficiency and growth of inputs, recovery of film, packaging, manure and straw."""

from __future__ import annotations

from dataclasses import replace
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
from jingtu.assessment.indicators.paired import paired
from jingtu.assessment.indicators.rules import OTHER_YEAR
from jingtu.periods import Period

REDUCTION = Source(
    "到2025年化肥减量化行动方案，文本未核对",
    "Fertiliser reduction plan to 2025, text not read",
    None,
    Verified.NO,
)
GREEN_PLAN = Source(
    "“十四五”全国农业绿色发展规划（2021）",
    "National plan for green agriculture, 14th five-year period (2021)",
    Period(date(2021, 1, 1), date(2026, 1, 1)),
    Verified.PARTIAL,
)
GREEN_PLAN_UNREAD = Source(
    "“十四五”全国农业绿色发展规划（2021），文本未核对",
    "National plan for green agriculture, 14th five-year period (2021), text not read",
    Period(date(2021, 1, 1), date(2026, 1, 1)),
    Verified.NO,
)
ZERO_GROWTH = Source(
    "化肥、农药使用量零增长行动，部分核对",
    "Zero-growth action for fertiliser and pesticide, partly read",
    None,
    Verified.PARTIAL,
)
PACKAGING = Source(
    "农业农村部2020年指导意见（试点县）",
    "Guidance of the agriculture ministry, 2020 (trial counties)",
    None,
    Verified.YES,
)
COUNTY_PACKAGING = Source(
    "县级方案口径，全国文本未找到", "As a county plan has it; no national text was found", None, Verified.PARTIAL
)
FACILITIES = Source(
    "国务院办公厅2017年意见，2020年目标", "State Council office 2017, target for 2020", None, Verified.PARTIAL
)


def _growth(product: str, tables: Tables, asked: Asked) -> pl.DataFrame:
    use = tables["input_use"].filter((col("product") == product).fill_null(value=True))
    return paired("input_use", use, ["place"], "amount", (asked.year - 1, asked.year))


def fertiliser_growth(tables: Tables, asked: Asked) -> pl.DataFrame:
    return _growth("FERTILISER", tables, asked)


def pesticide_growth(tables: Tables, asked: Asked) -> pl.DataFrame:
    return _growth("PESTICIDE", tables, asked)


def fertiliser_efficiency(tables: Tables, asked: Asked) -> pl.DataFrame:
    """Trials with ``weighted``: area times efficiency, as an exact fraction "p/q"; missing where a part of it is."""
    rows = identified("fertiliser_trials", tables["fertiliser_trials"])
    parts = pl.struct("area", "uptake_with", "uptake_without", "applied")
    return rows.with_columns(weighted=parts.map_elements(_weighted, return_dtype=pl.String, skip_nulls=False))


def _weighted(part: dict[str, int | None]) -> str | None:
    area, grown, bare, applied = (part[name] for name in ("area", "uptake_with", "uptake_without", "applied"))
    if area is None or grown is None or bare is None or not applied:
        return None
    return f"{area * (grown - bare)}/{applied}"


def _rate(
    id: str, names: tuple[str, str], *, formula: tuple[str, str], measure: Measure, source: Source, alias: str = ""
) -> Indicator:
    return Indicator(id, *names, (Variant("ratio", *formula, measure, source),), aliases=(alias,) if alias else ())


def _recovery(table: str, material: str, counted: Counted) -> Measure:
    return Measure(
        (table,),
        outside=(OTHER_YEAR, Rule("other_material", col("material") != material)),
        numerator=col("recovered"),
        denominator=col("produced"),
        at_most_all=True,
        counted=counted,
    )


SOIL_TESTS = _rate(
    "soiltest_cover",
    ("测土配方施肥技术覆盖率", "Coverage of soil-test fertilising"),
    formula=("测土配方施肥面积 ÷ 主要农作物播种面积", "area under soil-test advice / sown area of main crops"),
    measure=Measure(
        ("soil_testing",),
        outside=(OTHER_YEAR,),
        numerator=col("tested_area"),
        denominator=col("sown_area"),
        at_most_all=True,
        counted=Counted.MU,
    ),
    source=REDUCTION,
    alias="soil_test_fertilization",
)
FERTILISER_EFFICIENCY = _rate(
    "fert_eff",
    ("主要农作物化肥利用率", "Fertiliser use efficiency of main crops"),
    formula=(
        "Σ 面积 × (施肥区吸收量 − 不施肥区吸收量) ÷ 养分施用量 ÷ Σ 面积（按作物和氮磷钾）",
        "sum of area x (uptake with fertiliser - uptake without) / nutrient applied, over sum of area "
        "(by crop and N, P, K)",
    ),
    measure=Measure(
        ("fertiliser_trials",),
        outside=(OTHER_YEAR,),
        numerator=col("weighted"),
        denominator=col("area"),
        prepare=fertiliser_efficiency,
        counted=Counted.WEIGHTED,
    ),
    source=GREEN_PLAN,
    alias="fertilizer_use_efficiency",
)
PESTICIDE_EFFICIENCY = _rate(
    "pest_eff",
    ("主要农作物农药利用率", "Pesticide use efficiency of main crops"),
    formula=("靶标沉积量 ÷ 施用量", "pesticide deposited on target / pesticide applied"),
    measure=Measure(
        ("pesticide_trials",),
        outside=(OTHER_YEAR,),
        numerator=col("deposited"),
        denominator=col("applied"),
        at_most_all=True,
        counted=Counted.TONNE,
    ),
    source=GREEN_PLAN,
    alias="pesticide_use_efficiency",
)
FILM = _rate(
    "film_recovery",
    ("农膜回收率", "Recovery of film"),
    formula=("当年回收农膜量 ÷ 当年使用农膜量", "film recovered in the year / film used in the year"),
    measure=_recovery("recoveries", "FILM", Counted.TONNE),
    source=GREEN_PLAN_UNREAD,
)
MANURE = _rate(
    "manure_reuse_rate",
    ("畜禽粪污综合利用率", "Use of manure"),
    formula=("利用的粪污量 ÷ 产生的粪污量", "manure used / manure produced"),
    measure=_recovery("recoveries", "MANURE", Counted.TONNE),
    source=GREEN_PLAN_UNREAD,
    alias="manure_use",
)
STRAW = _rate(
    "straw_use",
    ("秸秆综合利用率", "Use of straw"),
    formula=("利用的秸秆量 ÷ 可收集的秸秆量", "straw used / straw collectable"),
    measure=_recovery("recoveries", "STRAW", Counted.TONNE),
    source=GREEN_PLAN_UNREAD,
)
PESTICIDE_PACKAGING = _rate(
    "pesticide_packaging",
    ("农药包装废弃物回收率", "Recovery of pesticide packaging"),
    formula=("回收件数 ÷ 产生件数", "packages recovered / packages produced"),
    measure=_recovery("packages", "PESTICIDE", Counted.ITEMS),
    source=COUNTY_PACKAGING,
    alias="pack_recovery",
)
FERTILISER_PACKAGING = _rate(
    "fertilizer_packaging",
    ("肥料包装废弃物回收率", "Recovery of fertiliser packaging"),
    formula=("回收件数 ÷ 产生件数", "packages recovered / packages produced"),
    measure=_recovery("packages", "FERTILISER", Counted.ITEMS),
    source=PACKAGING,
)
MANURE_FACILITIES = _rate(
    "livestock_facility_rate",
    ("规模养殖场粪污处理设施装备配套率", "Large farms with manure facilities"),
    formula=("设施验收合格的规模养殖场数 ÷ 规模养殖场数", "large farms with accepted facilities / large farms"),
    measure=Measure(
        ("livestock_farms",), outside=(OTHER_YEAR,), fails=(Rule("no_facility", ~col("facility_accepted")),)
    ),
    source=FACILITIES,
    alias="manure_facility",
)
GROWTH = Measure(
    ("input_use",),
    numerator=col("amount_now") - col("amount_before"),
    denominator=col("amount_before"),
    prepare=fertiliser_growth,
    counted=Counted.TONNE,
)
FERTILISER_GROWTH = Indicator(
    "fert_growth",
    "化肥使用量增长率",
    "Growth of fertiliser use",
    (
        Variant(
            "ratio",
            "(当年使用量 − 上年使用量) ÷ 上年使用量",
            "(use this year - use last year) / use last year",
            GROWTH,
            ZERO_GROWTH,
        ),
    ),
    better=Better.LOWER,
    aliases=("fertilizer_growth",),
)
PESTICIDE_GROWTH = Indicator(
    "pest_growth",
    "农药使用量增长率",
    "Growth of pesticide use",
    (
        Variant(
            "ratio",
            "(当年使用量 − 上年使用量) ÷ 上年使用量",
            "(use this year - use last year) / use last year",
            replace(GROWTH, prepare=pesticide_growth),
            ZERO_GROWTH,
        ),
    ),
    better=Better.LOWER,
    aliases=("pesticide_growth",),
)

FARMING = (
    SOIL_TESTS,
    FERTILISER_EFFICIENCY,
    PESTICIDE_EFFICIENCY,
    FERTILISER_GROWTH,
    PESTICIDE_GROWTH,
    FILM,
    MANURE,
    STRAW,
    PESTICIDE_PACKAGING,
    FERTILISER_PACKAGING,
    MANURE_FACILITIES,
)
