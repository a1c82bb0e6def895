"""Facts of what offices do about farmland: safe-use plans, accounts, training. Areas are in mu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingtu.duties.facts.subject import Days, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeasure:
    """A measure that a safe-use plan names for a unit."""

    unit_id: str = fact("单元编号", "unit", names="unit.id", default="")
    measure: str = fact("措施", "measure", names="measure", default="")
    area_mu: Decimal | None = fact("面积（亩）", "area [mu]", names="area_mu")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeUsePlan:
    """The safe-use plan of a year (安全利用方案)."""

    year: int = fact("年度", "year", names="plan.year", default=0)
    made_on: date | None = fact("制定日", "day it was made")
    measures: tuple[PlannedMeasure, ...] = several("措施台账", "measures by unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeUseAccount:
    """The yearly account of contaminated cropland in safe use (受污染耕地安全利用率)."""

    year: int = fact("年度", "year", default=0)
    safe_area_mu: Decimal | None = fact("安全利用面积（亩）", "area in safe use [mu]", names="safe_area")
    polluted_area_mu: Decimal | None = fact("受污染耕地面积（亩）", "contaminated cropland [mu]", names="polluted_area")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionTask:
    """A task of the soil protection scheme (土壤环境保护方案)."""

    id: str = fact("任务编号", "number of the task", names="task.id", default="")
    done_on: date | None = fact("完成日", "day it was done", names="done")


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmlandWork:
    """What the departments of a place do about farmland."""

    safe_use_area_mu: Decimal | None = fact(
        "安全利用类耕地面积（亩）", "cropland of the safe-use category [mu]", names="area_mu"
    )
    safe_use_plans: tuple[SafeUsePlan, ...] | None = fact("安全利用方案", "safe-use plans by year")
    safe_use_accounts: tuple[SafeUseAccount, ...] | None = fact("安全利用率核算", "accounts of safe use by year")
    trainings_on: Days | None = fact("安全利用技术培训日", "trainings in safe use", names="training.date")
    technique_lists_on: Days | None = fact(
        "技术库与推荐清单发布日", "techniques and recommended crops issued", names="tech.list"
    )
    protection_tasks: tuple[ProtectionTask, ...] | None = fact("保护方案主要工作", "main tasks of the scheme")
