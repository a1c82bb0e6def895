"""Records about an enterprise with heavy metals. Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import fact, several


class KeyIndustry(StrEnum):
    """The six key industries of heavy-metal control."""

    NONFERROUS_MINING = "nonferrous_mining"
    NONFERROUS_SMELTING = "nonferrous_smelting"
    LEAD_ACID_BATTERIES = "lead_acid_batteries"
    ELECTROPLATING = "electroplating"
    CHEMICALS = "chemicals"
    LEATHER = "leather"
    OTHER = "other"


class Pollutant(StrEnum):
    """What an emission is accounted for: a key metal, or particulates."""

    LEAD = "lead"
    MERCURY = "mercury"
    CADMIUM = "cadmium"
    CHROMIUM = "chromium"
    ARSENIC = "arsenic"
    THALLIUM = "thallium"
    ANTIMONY = "antimony"
    PARTICULATES = "particulates"


class Method(StrEnum):
    """How an emission was accounted for, in order of preference."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    MASS_BALANCE = "mass_balance"
    EMISSION_FACTOR = "emission_factor"


class DischargeStandard(StrEnum):
    """Discharge standards with special limits for metals."""

    LEAD_ZINC = "lead_zinc"
    COPPER_NICKEL_COBALT = "copper_nickel_cobalt"
    INORGANIC_CHEMISTRY = "inorganic_chemistry"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionAccount:
    """What was emitted of one pollutant in a year, and the total allowed for it."""

    year: int = fact("所属年度", "year", default=0)
    pollutant: Pollutant | None = fact("污染物", "pollutant", names="ent.metal")
    quota_g: int | None = fact("总量指标（克）", "total allowed [g]", names="quota.kg")
    emitted_g: int | None = fact("排放量（克）", "emitted [g]", names="emission.kg")
    method: Method | None = fact("核算方法", "method of accounting", names="method")
    accounted_on: date | None = fact("核算日", "day of the accounting")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalProject:
    """A new, rebuilt or expanded plant; one record for each project and metal."""

    about: str = fact("项目", "project (and metal, where there are several)", default="")
    new_g: int | None = fact("新增排放量（克每年）", "new emission [g per year]", names="project.metal_kg")
    in_key_region: bool | None = fact("位于重点区域", "lies in a key region", names="region.key_flag")
    reduction_ids: tuple[str, ...] = several("替代来源编号", "reductions that are to replace it", names="source.id")
    thallium: bool | None = fact("涉铊", "uses or discharges thallium", names="project.tl_flag")
    thallium_section_on: date | None = fact(
        "环评铊专章编制日", "section on thallium written in the EIA", names="eia.tl_section"
    )
    in_park: bool | None = fact("选址在产业园区内", "sited in an industrial park", names="project.site")
    park_id: str = fact("园区编号", "number of the park", names="park.id", default="")
    fits_park_plan: bool | None = fact("符合园区规划环评", "fits the EIA of the park's plan", names="project.site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """A cut in emissions that may replace a new emission, as certified."""

    id: str = fact("来源编号", "number of the reduction", names="source.id", default="")
    industry: KeyIndustry | None = fact("来源行业", "industry of the source", names="source.industry")
    source_closed: bool | None = fact("来源企业已关停", "the source was shut down")
    certified_g: int | None = fact("认定削减量（克）", "reduction certified [g]", names="source.certified_kg")
    certified_on: date | None = fact("认定日", "day it was certified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What one project draws on a reduction."""

    reduction_id: str = fact("来源编号", "number of the reduction", default="")
    project: str = fact("项目", "project", default="")
    allocated_g: int | None = fact("分配量（克）", "allocated [g]")
    allocated_on: date | None = fact("分配日", "day of the allocation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """An issue or change of the discharge permit."""

    issued_on: date | None = fact("核发或变更日", "issued or changed", planned=True)
    total_set_on: date | None = fact(
        "减排后总量载入日", "the total after the reduction entered in the permit", names="permit.metal_total"
    )
    metal_total_g: int | None = fact(
        "载明重金属总量（克）", "total of heavy metals that it states [g]", names="permit.metal_total"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalSource:
    """A source on the rectification list. Accepted is not struck off."""

    id: str = fact("污染源编号", "number of the source", default="")
    listed_on: date | None = fact("列入清单日", "listed", names="source.listed_date")
    plan_on: date | None = fact("整治方案日", "rectification plan made", names="plan.date")
    plan_end_on: date | None = fact("方案期限", "last day of the plan", names="plan.date", planned=True)
    accepted_on: date | None = fact("验收日", "accepted", names="accept.date", after="listed_on")
    struck_off_on: date | None = fact("销号日", "struck off", names="close.date", after="accepted_on")
    relapsed_on: date | None = fact("反弹发现日", "found polluting again")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionResult:
    """A result of emission monitoring, and the special limit of the same unit."""

    about: str = fact("排放口和污染物", "outlet and pollutant", default="")
    sampled_on: date | None = fact("监测日", "sampled")
    concentration: Decimal | None = fact("浓度", "concentration", names="emission.concentration")
    special_limit: Decimal | None = fact(
        "特别排放限值", "special limit, in the unit of the result", names="special_limit"
    )
    complied_again_on: date | None = fact("恢复达标日", "within the limit again", after="sampled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanerProductionAudit:
    """A round of the compulsory cleaner-production audit. ``listed_on`` is the day the list was published."""

    about: str = fact("轮次", "round", default="")
    listed_on: date | None = fact("审核名单公布日", "list published", names="cp_list.date")
    published_on: date | None = fact("信息公示日", "information published", names="publicity.date")
    started_on: date | None = fact("审核启动日", "audit started", names="start.date")
    reported_on: date | None = fact("审核报告日", "audit report", names="report.date cp_report.date[]")
    accepted_on: date | None = fact("评估验收日", "evaluated and accepted", names="accept.date", after="reported_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class MercuryAccount:
    """Mercury used for PVC in a year: grams per tonne follow from the two masses."""

    year: int = fact("所属年度", "year", default=0)
    mercury_g: int | None = fact("用汞量（克）", "mercury used [g]", names="hg.kg unit_g_per_t")
    pvc_g: int | None = fact("聚氯乙烯产量（克）", "PVC made [g]", names="pvc.output_t unit_g_per_t")
    reported_on: date | None = fact("报告日", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcessCase:
    """Excess over limits or totals, and what the authority did about it."""

    about: str = fact("案件", "case", default="")
    found_on: date | None = fact("发现日", "found")
    acted_on: date | None = fact("立案查处日", "proceedings opened", names="case.date")
    supervised_on: date | None = fact("挂牌督办日", "listed supervision opened", names="supervision.open")
    supervision_end_on: date | None = fact(
        "督办期限", "last day set by the supervision", names="supervision.open", planned=True
    )
    lifted_on: date | None = fact("解除督办日", "supervision lifted", names="supervision.close", after="supervised_on")
