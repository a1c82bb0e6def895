"""Facts of an enterprise about thallium (铊). Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, fact, several


class ThalliumSector(StrEnum):
    """Sectors that are checked for thallium."""

    NONFERROUS_SMELTING = "nonferrous_smelting"
    STEEL = "steel"
    SULPHURIC_ACID = "sulphuric_acid"
    PHOSPHATE_FERTILISER = "phosphate_fertiliser"
    ASH_REUSE = "ash_reuse"


class OutletKind(StrEnum):
    """Where waste water leaves: a workshop or production facility, or the whole plant."""

    WORKSHOP = "workshop"
    PLANT = "plant"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThalliumProblem:
    """An entry of the ledger of problems."""

    about: str = fact("问题", "problem", names="tl_item.problem", default="")
    plan_end_on: date | None = fact("整改期限", "last day of the plan", names="tl_item.plan_end", planned=True)
    done_on: date | None = fact("整改完成日", "rectified", names="tl_item.done_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletResult:
    """A result of waste water with thallium, and the limit that applies. [μg/L]"""

    outlet: str = fact("排放口", "outlet", default="")
    outlet_kind: OutletKind | None = fact("排放口类型", "kind of outlet", names="outlet.type")
    sampled_on: date | None = fact("监测日", "sampled")
    thallium_ug_l: Decimal | None = fact("铊浓度（微克每升）", "thallium [μg/L]", names="tl.concentration")
    limit_ug_l: Decimal | None = fact("限值（微克每升）", "limit [μg/L]", names="limit")
    complied_again_on: date | None = fact("恢复达标日", "within the limit again", after="sampled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThalliumBatch:
    """A batch of ore, raw material, product or waste."""

    id: str = fact("批次编号", "number of the batch", names="batch.id", default="")
    received_on: date | None = fact("进厂或产出日", "received or made")
    mass_g: int | None = fact("质量（克）", "mass [g]", names="mass")
    analysed_on: date | None = fact("检测日", "analysed for thallium")
    thallium_mg_kg: Decimal | None = fact("铊含量（毫克每千克）", "thallium [mg/kg]", names="tl.mg_per_kg")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThalliumBalance:
    """Thallium in, out and in stock over a stretch of time."""

    balanced_on: date | None = fact("核算日", "day of the balance")
    in_g: int | None = fact("投入铊量（克）", "thallium in [g]", names="mass")
    out_g: int | None = fact("产出铊量（克）", "thallium out, in products, wastes and discharges [g]", names="mass")
    stock_change_g: int | None = fact("库存变化（克）", "change of the stock [g]", names="stock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thallium:
    """What an enterprise recorded about thallium; without a sector the duties do not reach it."""

    sectors: tuple[ThalliumSector, ...] = several("涉铊行业", "sectors with thallium", names="ent.sector")
    checked_on: Days | None = fact("风险排查和台账更新日", "days of the check for problems")
    problems: tuple[ThalliumProblem, ...] = several("风险问题", "ledger of problems")
    outlet_results: tuple[OutletResult, ...] = several("排放口监测结果", "results of waste water")
    batches: tuple[ThalliumBatch, ...] = several("批次", "batches with thallium")
    balances: tuple[ThalliumBalance, ...] | None = fact("铊平衡核算", "balances of thallium")
