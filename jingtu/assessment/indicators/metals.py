"""Heavy metals: totals against quotas and the five-year target, replacement, mass balances, mercury for PVC."""

from __future__ import annotations

from datetime import date
from functools import partial

import polars as pl
from polars import col

from jingtu.assessment.indicators.balances import balance_rows
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
from jingtu.assessment.indicators.offsets import project_rows
from jingtu.assessment.indicators.paired import paired
from jingtu.assessment.indicators.rules import OTHER_YEAR
from jingtu.assessment.indicators.value import Unit
from jingtu.periods import Period

TOTALS = ("Pb", "Hg", "Cd", "Cr", "As")
"""The five metals whose totals are controlled."""
OTHER_METAL = Rule("other_metal", ~col("metal").is_in(TOTALS))
OPINIONS = "关于进一步加强重金属污染防控的意见（环固体〔2022〕17号）"
OPINIONS_EN = "Opinions on further control of heavy-metal pollution, 2022 No. 17"
SINCE_2022 = Period(date(2022, 3, 7))
LIUCHENG = Source(
    "柳城县2023年度土壤污染防治计划（二）4；闭合参数为平台参数，不是法定限值",
    "Plan of Liucheng 2023, (2)4; the closure is a parameter of the platform, no legal limit",
    Period(date(2023, 1, 1), date(2024, 1, 1)),
    Verified.DESIGN,
)


def since_base_year(tables: Tables, asked: Asked) -> pl.DataFrame:
    """Emission of each enterprise and metal in the base year and now."""
    years = (int(asked.parameter("base_year")), asked.year)
    return paired("metal_emissions", tables["metal_emissions"], ["enterprise_id", "metal"], "emission", years)


TARGET_GAP = Indicator(
    "hm_target_gap",
    "重点重金属排放量与总量控制指标之差",
    "Heavy-metal totals against quota",
    (
        Variant(
            "gap",
            "Σ (排放量 − 总量控制指标)，铅、汞、镉、铬、砷逐项判断",
            "sum of (emission - quota), for each of lead, mercury, cadmium, chromium and arsenic",
            Measure(
                ("metal_emissions",),
                outside=(OTHER_YEAR, OTHER_METAL),
                numerator=col("emission") - col("quota"),
                by="metal",
                counted=Counted.GRAM,
            ),
            Source(f"{OPINIONS}，条文未核对", f"{OPINIONS_EN}, clause not read", SINCE_2022, Verified.PARTIAL),
        ),
    ),
    unit=Unit.GRAM,
    better=Better.LOWER,
)
WITHIN_QUOTA = Indicator(
    "hm_within_quota",
    "重金属排放量不超过总量控制指标的比例",
    "Enterprises within their heavy-metal quota",
    (
        Variant(
            "count",
            "排放量不超过总量控制指标的“企业—金属”数 ÷ 应控制的“企业—金属”数",
            "pairs of enterprise and metal within their quota / pairs with a quota",
            Measure(
                ("metal_emissions",),
                outside=(OTHER_YEAR, OTHER_METAL),
                fails=(Rule("above_quota", col("emission") > col("quota")),),
            ),
            Source(f"{OPINIONS}，条文未核对", f"{OPINIONS_EN}, clause not read", SINCE_2022, Verified.PARTIAL),
        ),
    ),
)
FIVE_YEAR = Indicator(
    "hm_five_year",
    "重点重金属排放量与基准年之比",
    "Heavy-metal emission against the base year",
    (
        Variant(
            "ratio",
            "当年重点行业五种重点重金属排放量之和 ÷ 基准年（2020年）排放量之和；2025年目标不高于 95%",
            "emission of the five metals this year / in the base year (2020); at most 95 % in 2025",
            Measure(
                ("metal_emissions",),
                outside=(OTHER_METAL,),
                numerator=col("amount_now"),
                denominator=col("amount_before"),
                prepare=since_base_year,
                counted=Counted.GRAM,
            ),
            Source(f"{OPINIONS}，条文未核对", f"{OPINIONS_EN}, clause not read", SINCE_2022, Verified.PARTIAL),
        ),
    ),
    better=Better.LOWER,
    aliases=("hm_net_change",),
)
REPLACEMENT = Indicator(
    "replacement_ok_rate",
    "新增重金属排放量置换落实率",
    "Projects with their replacement of heavy metals",
    (
        Variant(
            "count",
            "有效削减来源不少于新增量 × 置换比例的“项目—金属”数 ÷ 全部“项目—金属”数；同一削减量不得重复使用",
            "pairs of project and metal whose valid sources cover the added emission x ratio / all pairs; "
            "no gram of reduction is used twice",
            Measure(
                ("metal_projects", "metal_sources", "metal_allocations"),
                fails=(
                    Rule("source_used_twice", (col("given") < col("needed")) & col("source_used_twice")),
                    Rule("replacement_short", col("given") < col("needed")),
                ),
                prepare=project_rows,
            ),
            Source(
                f"{OPINIONS}；1.2:1 与 1:1 凭记忆，条文未核对",
                f"{OPINIONS_EN}; 1.2 : 1 and 1 : 1 are from memory, the clause was not read",
                SINCE_2022,
                Verified.NO,
            ),
        ),
    ),
    period="day",
    rolls_up=False,
)


def _closed(id: str, zh: str, en: str, metal: str) -> Indicator:
    measure = Measure(
        ("metal_flows",),
        outside=(OTHER_YEAR,),
        fails=(Rule("not_closed", ~col("closes")),),
        prepare=partial(balance_rows, metal),
    )
    formula = "|投入 − 产出 − 库存变化| ÷ 投入 不超过闭合参数（0.15）的企业数 ÷ 有物料衡算的企业数"
    formula_en = (
        "enterprises with |in - out - change of stock| / in within the closure (0.15) / enterprises with a balance"
    )
    return Indicator(id, zh, en, (Variant("count", formula, formula_en, measure, LIUCHENG),), rolls_up=False)


THALLIUM = _closed("tl_balance_closed", "铊物料衡算闭合率", "Thallium balances that close", "Tl")
CADMIUM = _closed("cd_balance_closed", "镉物料衡算闭合率", "Cadmium balances that close", "Cd")
PVC_MERCURY = Indicator(
    "hg_unit_use",
    "电石法聚氯乙烯单位产品用汞量",
    "Mercury used per tonne of carbide PVC",
    (
        Variant(
            "ratio",
            "用汞量 ÷ 聚氯乙烯产量，不高于 49.14 克/吨",
            "mercury used / PVC made, at most 49.14 g/t",
            Measure(
                ("pvc_mercury",),
                outside=(OTHER_YEAR,),
                numerator=col("mercury"),
                denominator=col("pvc"),
                counted=Counted.GRAM,
            ),
            Source(
                f"{OPINIONS}；山西省土壤污染防治2021年行动计划第12条",
                f"{OPINIONS_EN}; action plan of Shanxi 2021, clause 12",
                SINCE_2022,
                Verified.YES,
            ),
        ),
    ),
    unit=Unit.GRAM_PER_TONNE,
    better=Better.LOWER,
)

METALS = (TARGET_GAP, WITHIN_QUOTA, FIVE_YEAR, REPLACEMENT, THALLIUM, CADMIUM, PVC_MERCURY)
