"""Facts of a key regulated unit (土壤污染重点监管单位), and of any enterprise as far as the same duties reach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.disclosure import EnterpriseDisclosure
from jingtu.duties.facts.key_unit_monitoring import (
    AbnormalResult,
    FirstRound,
    GroundwaterResult,
    MonitoredUnit,
    MonitoringFinding,
    MonitoringPlan,
    MonitoringReport,
    SoilPoint,
)
from jingtu.duties.facts.key_unit_works import (
    ClosingSurvey,
    Demolition,
    Facility,
    FoundWaste,
    Leak,
    Project,
    Tank,
    ToxicSubstance,
    TreatmentFacility,
)
from jingtu.duties.facts.subject import Contradiction, Days, Subject, Yearly, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardItem:
    """One hidden danger found in a hazard check (隐患), as the ledger has it."""

    place: str = fact("隐患位置", "where it is", names="hd_item.place", default="")
    problem: str = fact("隐患内容", "what is wrong", names="hd_item.problem", default="")
    advice: str = fact("整改建议", "what to do", names="hd_item.advice", default="")
    found_on: date | None = fact("发现日", "day it was found")
    plan_end_on: date | None = fact(
        "计划完成日", "day by which it is to be rectified", names="hd_item.plan_end", planned=True, after="found_on"
    )
    done_on: date | None = fact("实际完成日", "day it was rectified", names="hd_item.done_date", after="found_on")
    photos: tuple[str, ...] = several("整改前后照片", "photos before and after", names="photos")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """One issue, change or new application of the discharge permit (排污许可证)."""

    number: str = fact("许可证编号", "number of the permit", names="permit.no", default="")
    issued_on: date | None = fact("核发（变更）日", "day it is issued or changed", planned=True)
    soil_section_on: date | None = fact(
        "土壤污染防治义务写入日", "day the soil duties were written into it", names="permit.soil_section"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One responsibility letter (责任书) between government and enterprise."""

    signed_on: date | None = fact("责任书签订日", "day it was signed", names="letter.date")
    publication_url: str = fact("公开网址", "where it was published", names="publication.url", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy of environmental liability insurance (环境污染责任保险)."""

    number: str = fact("保单号", "number of the policy", names="policy.no", default="")
    starts_on: date | None = fact("保险起期", "first day of cover")
    ends_on: date | None = fact(
        "保险止期", "last day of cover", names="policy.end_date", planned=True, after="starts_on"
    )
    coverage: str = fact("承保范围", "what is covered", names="coverage", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlan:
    """One edition of the emergency plan (突发环境事件应急预案)."""

    made_on: date | None = fact("编制（修订）日", "day it was made or revised", names="plan.date")
    filing_number: str = fact("备案号", "filing number", names="filing.no", default="")
    soil_and_groundwater: bool | None = fact("含土壤、地下水内容", "it covers soil and groundwater")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One inspection by an authority (现场检查)."""

    inspected_on: date | None = fact("检查日", "day of the inspection", names="inspection.date")
    special: bool | None = fact("属于专项执法检查", "part of a special enforcement campaign")
    violation: bool | None = fact("发现违法行为", "a violation was found", names="finding")
    cooperated: bool | None = fact("被检查单位配合", "the inspected party cooperated", names="cooperation_flag")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemEntry:
    """What was entered for a year in the national key-unit system (全国土壤重点监管单位系统填报)."""

    year: int = fact("填报年度", "year for which it was entered", default=0)
    types: tuple[str, ...] = several("填报内容", "what was entered", names="upload.types")
    entered_on: date | None = fact("填报日", "day of entry", names="upload.dates")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUnit(Subject):
    """A key regulated unit, or any other enterprise.

    ``listed_on`` is the day the list that first names it was published; ``key_unit`` says only that it is listed or
    not where that day is not known. With neither it is not known whether the enterprise is a key unit.
    """

    id: str = fact("标识", "identifier", names="unit.id", default="")
    credit_code: str = fact("统一社会信用代码", "unified social credit code", names="unit.uscc ent.uscc", default="")
    key_unit: bool | None = fact(
        "是土壤污染重点监管单位（列入日不明时填写）", "is a key unit; for where the day of listing is not known"
    )
    listed_on: date | None = fact("首次列入名录公布日", "first listed", names="unit.listed_date list.publish_date")
    delisted_on: date | None = fact("移出名录日", "taken off the list", after="listed_on")
    toxic_substances: tuple[ToxicSubstance, ...] = several(
        "有毒有害物质", "toxic substances handled", names="toxic_list substance.list"
    )
    toxic_reports: tuple[Yearly, ...] | None = fact(
        "有毒有害物质排放年度报告",
        "yearly toxic reports by the year they are about",
        names="report.year report.submit_date",
    )
    leaks: tuple[Leak, ...] = several("渗漏流失扬散", "leaks, losses and dust")
    seepage_barrier: bool | None = fact("已采取防渗漏防流失防扬散措施", "measures against leaks stand", names="barrier")
    patrolled_on: Days = several("巡检日", "days of own patrols", names="inspection.dates")

    hazard_checks: Days = several(
        "隐患排查报告完成日（全面排查）", "full hazard checks finished", names="hd_report.date hd_report.date[]"
    )
    hazard_items: tuple[HazardItem, ...] = several("隐患台账", "ledger of hidden dangers")

    monitoring_plans: tuple[MonitoringPlan, ...] | None = fact("自行监测方案", "self-monitoring plans")
    monitoring_reports: tuple[MonitoringReport, ...] | None = fact("自行监测报告", "self-monitoring reports")
    monitoring_findings: tuple[MonitoringFinding, ...] = several("监测数据不实", "untrue monitoring data")
    first_round: FirstRound = fact("首次监测", "first round of self-monitoring", default=FirstRound())
    monitored_units: tuple[MonitoredUnit, ...] = several("监测单元", "monitored units")
    soil_points: tuple[SoilPoint, ...] = several("土壤监测点", "soil points")
    groundwater_results: tuple[GroundwaterResult, ...] = several(
        "地下水监测结果", "results of groundwater", names="previous.value trend"
    )
    groundwater_sensitive_1km: bool | None = fact(
        "1公里内有地下水环境敏感区", "groundwater-sensitive area within 1 km", names="gw_sensitive_1km"
    )
    abnormal_results: tuple[AbnormalResult, ...] = several("异常与污染迹象", "abnormal results and signs of pollution")
    surround_points: tuple[str, ...] = several("周边监测点位", "points around the plant", names="surround_points")
    surroundings_sampled_on: Days | None = fact("周边监测采样日", "days of sampling around it", names="sample.date")

    permits: tuple[Permit, ...] = several("排污许可证", "discharge permits")
    projects: tuple[Project, ...] = several("新改扩建项目", "new, rebuilt and expanded projects")
    facilities: tuple[Facility, ...] = several("有毒有害设施设备", "facilities with toxic substances")
    tanks: tuple[Tank, ...] = several("地下储罐", "underground tanks")
    treatment_facilities: tuple[TreatmentFacility, ...] = several(
        "集中处理处置设施", "central wastewater and waste facilities"
    )
    demolitions: tuple[Demolition, ...] = several("拆除活动", "demolitions")
    found_wastes: tuple[FoundWaste, ...] = several("拆除中发现的废物", "wastes found in demolition")
    production_ends_on: date | None = fact("终止生产经营日", "production ends", names="unit.end_date", planned=True)
    closing_survey: ClosingSurvey = fact("终止前调查", "survey before the end", default=ClosingSurvey())

    letters: tuple[Letter, ...] | None = fact("责任书", "responsibility letters")
    policies: tuple[Policy, ...] | None = fact("环境责任保险", "liability insurance")
    emergency_plans: tuple[EmergencyPlan, ...] | None = fact("应急预案", "emergency plans")
    system_entries: tuple[SystemEntry, ...] | None = fact("系统填报", "entries in the national system")
    treatment_inspected_on: Days | None = fact(
        "治理设施运行检查日", "pollution-control facilities inspected by the authority", names="inspection.date"
    )
    inspections: tuple[Inspection, ...] = several("执法检查", "inspections by authorities")
    disclosure: EnterpriseDisclosure = fact("信息披露", "disclosure", default=EnterpriseDisclosure())

    def contradicting(self) -> Iterator[Contradiction]:
        if self.key_unit is False and self.listed_on is not None and self.delisted_on is None:
            zh, en = "已列入名录且未移出的单位是重点监管单位", "One that is listed and not taken off is a key unit"
            yield Contradiction(
                "key_unit", False, "listed_on", self.listed_on, zh, en, ("unit.listed_date", "list.publish_date")
            )
