"""Facts of an enterprise with heavy metals (涉重金属企业). Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.metal_records import (
    Allocation,
    CleanerProductionAudit,
    DischargeStandard,
    EmissionAccount,
    EmissionResult,
    ExcessCase,
    KeyIndustry,
    MercuryAccount,
    MetalProject,
    MetalSource,
    Permit,
    Reduction,
)
from jingtu.duties.facts.subject import Subject, Yearly, fact, several
from jingtu.duties.facts.thallium import Thallium


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalEnterprise(Subject):
    """An enterprise with heavy metals, with its projects, its reductions and the sources of pollution on its ground."""

    uscc: str = fact("统一社会信用代码", "unified social credit code", names="ent.uscc", default="")
    industry: KeyIndustry | None = fact("重点行业", "key industry", names="ent.industry")
    makes_zinc_inorganics: bool | None = fact(
        "生产锌无机化合物", "makes inorganic compounds of zinc", names="ent.product"
    )
    raw_material_solid_waste: bool | None = fact(
        "以工业固体废物为原料", "its raw material is industrial solid waste", names="ent.raw_material"
    )
    entered_on_full_list_on: date | None = fact(
        "录入全口径清单日", "entered on the full list of heavy-metal enterprises", names="entry.date"
    )
    stopped_on: date | None = fact("停产治理日", "production stopped for treatment", names="ent.status stop.date")
    closed_on: date | None = fact("关闭日", "closed for good", names="ent.status close.date")
    found_noncompliant_on: date | None = fact(
        "认定落后产能或不能稳定达标日", "found outdated or unable to keep to its limits", names="ent.status"
    )
    upgraded_on: date | None = fact("技改验收日", "technical upgrade accepted", names="ent.status")
    accounts: tuple[EmissionAccount, ...] = several("排放量核算", "accounts of emissions by year and pollutant")
    projects: tuple[MetalProject, ...] = several("建设项目", "projects, one per project and metal")
    reductions: tuple[Reduction, ...] = several("削减来源", "reductions offered as replacement")
    allocations: tuple[Allocation, ...] = several(
        "替代总量分配", "what was drawn on each reduction", names="allocations[]"
    )
    reduction_recognised_on: date | None = fact(
        "国家认定减排日", "reduction recognised by the State", names="ent.recognised_reduction"
    )
    permits: tuple[Permit, ...] = several("排污许可证", "issues and changes of the discharge permit")
    pollution_sources: tuple[MetalSource, ...] = several("列入整治清单的污染源", "sources on the rectification list")
    in_special_limit_area: bool | None = fact(
        "位于特别排放限值区域", "lies in an area of special emission limits", names="ent.area_flag"
    )
    standards: tuple[DischargeStandard, ...] = several(
        "适用排放标准", "discharge standards that apply", names="ent.standard"
    )
    emission_results: tuple[EmissionResult, ...] = several("排放监测结果", "results of emission monitoring")
    toxic_air: bool | None = fact("排放有毒有害大气污染物", "emits toxic air pollutants", names="ent.toxic_air")
    toxic_water: bool | None = fact(
        "排放有毒有害水污染物", "discharges toxic water pollutants", names="ent.toxic_water"
    )
    key_discharger_lists: tuple[Yearly, ...] | None = fact(
        "列入重点排污单位名录", "years whose key-discharger list names it, by day of publication", names="list.year"
    )
    air_key_listed_on: date | None = fact(
        "列入大气重点排污单位名录日", "first named on the list of key dischargers to air", names="ent.key_air"
    )
    particulate_monitor_installed_on: date | None = fact(
        "颗粒物自动监测安装日", "automatic particulate monitoring installed", names="cems.install_date"
    )
    particulate_monitor_networked_on: date | None = fact(
        "颗粒物自动监测联网日",
        "automatic particulate monitoring networked",
        names="cems.network_date cems.hourly",
        after="particulate_monitor_installed_on",
    )
    audits: tuple[CleanerProductionAudit, ...] = several(
        "强制性清洁生产审核", "rounds of compulsory cleaner-production audits"
    )
    pvc_since: date | None = fact(
        "电石法聚氯乙烯投产日", "first day of making PVC from calcium carbide", names="pvc.output_t"
    )
    mercury_accounts: tuple[MercuryAccount, ...] | None = fact(
        "用汞量核算", "yearly accounts of mercury used for PVC", names="unit_g_per_t"
    )
    cases: tuple[ExcessCase, ...] = several("超标超总量案件", "cases of excess over limits or totals")
    thallium: Thallium = fact("涉铊", "thallium", default=Thallium())
