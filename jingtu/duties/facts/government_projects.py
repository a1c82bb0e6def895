"""Facts of what offices do about projects and funds: reserve, budget, soil fund, capital, equipment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingtu.duties.facts.subject import fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveEntry:
    """One project in the central reserve (中央储备库)."""

    project_id: str = fact("项目编号", "identifier of the project", names="project.id", default="")
    project_name: str = fact("项目名称", "name of the project", names="project.name", default="")
    city_code: str = fact("所属设区市代码", "division code of the city it belongs to", names="city.code", default="")
    entered_on: date | None = fact("入库日", "entered the reserve", names="reserve.date")
    left_on: date | None = fact("出库（退回、撤回）日", "left the reserve", names="project.status", after="entered_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedProject:
    """One project that is being prepared, at its last update (项目谋划储备)."""

    project_id: str = fact("项目编号", "identifier of the project", names="project.id", default="")
    maturity: str = fact("成熟度（前期工作进展）", "how far it is prepared", names="maturity", default="")
    updated_on: date | None = fact("储备清单更新日", "updated on the list of projects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the budget of a year holds for soil."""

    year: int = fact("预算年度", "year of the budget", names="year", default=0)
    amount_yuan: Decimal | None = fact("土壤经费（元）", "money for soil [yuan]", names="amount")
    approved_on: date | None = fact("预算批复日", "approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """Money for one project that does not come from the budget (社会资本)."""

    project_id: str = fact("项目编号", "identifier of the project", names="project.id", default="")
    source: str = fact("资金来源", "source", names="capital.source", default="")
    agreed_on: date | None = fact("协议日", "agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Monitoring equipment that money was applied for."""

    id: str = fact("设备标识", "identifier", names="equipment.id", default="")
    fund: str = fact("资金来源", "fund applied to", names="fund", default="")
    applied_on: date | None = fact("资金申报日", "applied for")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectWork:
    """Work on projects and funds. ``soil_fund`` is the province's (省级土壤污染防治基金)."""

    reserve: tuple[ReserveEntry, ...] | None = fact("中央储备库入库项目", "projects in the central reserve")
    planned_projects: tuple[PlannedProject, ...] | None = fact("谋划储备项目", "projects in preparation")
    budgets: tuple[Budget, ...] | None = fact("预算", "budgets")
    soil_fund: str = fact("土壤污染防治基金名称", "name of the soil fund", names="fund.id", default="")
    soil_fund_established_on: date | None = fact("基金设立日", "soil fund established")
    orphan_parcels: int | None = fact(
        "责任主体灭失或不明的地块数", "parcels without a known liable party", names="parcel.orphan_flag"
    )
    capital: tuple[Capital, ...] = several("社会资本", "private capital")
    equipment: tuple[Equipment, ...] | None = fact("申报资金的监测设备", "monitoring equipment applied for")
