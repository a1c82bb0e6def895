"""Facts of what stands, is built and is taken down at an enterprise: substances, facilities, projects, demolitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import Days, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class ToxicSubstance:
    """A toxic substance that is produced, used, stored, moved, treated or discharged."""

    name: str = fact("物质名称", "name of the substance", default="")
    cas: str = fact("CAS号", "CAS number", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A finding that toxic substances leak, are lost or blow away (渗漏、流失、扬散)."""

    about: str = fact("位置和物质", "place and substance", default="")
    found_on: date | None = fact("发现日", "day it was found")
    stopped_on: date | None = fact("消除日", "day it was stopped", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A new, rebuilt or expanded project, or a technical renewal."""

    name: str = fact("项目名称", "name of the project", default="")
    applied_on: date | None = fact("申请日", "day of application", names="project.application_date")
    commissioned_on: date | None = fact(
        "投产日", "day it goes into production", names="project.commission_date", planned=True, after="applied_on"
    )
    checked_on: date | None = fact("补充排查完成日", "supplementary hazard check finished", names="hd_report.date")
    substitution: str = fact(
        "原料和工艺替代方案",
        "plan for less toxic materials and cleaner processes",
        names="material.substitution",
        default="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A facility or device with toxic substances (涉及有毒有害物质的设施设备)."""

    id: str = fact("设施编号", "number of the facility", default="")
    kind: str = fact("设施类型", "kind of facility", names="facility.type", default="")
    commissioned_on: date | None = fact("投用日", "day it is put to use", planned=True)
    barrier_built_on: date | None = fact("防渗防腐完成日", "barrier against leaks finished", names="seepage_barrier")
    leak_monitor_on: date | None = fact("泄漏监测装置完成日", "leak monitor installed", names="leak_monitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tank:
    """An underground tank for toxic substances (储存有毒有害物质的地下储罐)."""

    id: str = fact("储罐编号", "number of the tank", names="tank.id", default="")
    substance: str = fact("储存物质", "what it holds", names="tank.substance", default="")
    double_wall: bool | None = fact("双层罐", "it has a double wall", names="tank.double_wall")
    commissioned_on: date | None = fact("投用日", "day it is put to use", planned=True)
    reported_on: date | None = fact("信息报送（备案）日", "day its data were reported", names="filing.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFacility:
    """A central wastewater works or a solid-waste facility (污水集中处理、固体废物处置设施)."""

    id: str = fact("设施编号", "number of the facility", names="facility.id", default="")
    running_from: date | None = fact("开始运行日", "first day of operation")
    closed_on: date | None = fact("停止运行日", "day it was closed", after="running_from")
    surroundings_monitored_on: Days = several("周边监测日", "days of monitoring around it", names="monitor.date")
    pollution_found_on: date | None = fact("发现污染土壤日", "day soil pollution by it was found")
    pollution_ended_on: date | None = fact("污染消除日", "day that ended", after="pollution_found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demolition:
    """One demolition of facilities, buildings or structures."""

    about: str = fact("拆除内容", "what is demolished", default="")
    start_on: date | None = fact(
        "拆除开始日", "first day of demolition", names="demolition.start demolition.dates", planned=True
    )
    ended_on: date | None = fact("拆除结束日", "last day of demolition", names="demolition.end", after="start_on")
    plan_made_on: date | None = fact("工作方案制定日", "demolition plan made", names="plan.date")
    filed_with_ecology_on: date | None = fact(
        "生态环境部门备案日", "filed with the ecology department", names="filing_ee.date"
    )
    filed_with_industry_on: date | None = fact(
        "向工信部门备案日", "filed with the industry department", names="filing_miit.date"
    )
    waste_manifests: tuple[str, ...] = several("废物转移联单", "manifests of wastes", names="waste.manifests")
    unprotected_on: date | None = fact("查出未采取防治措施日", "found to be without soil protection", after="start_on")
    protected_on: date | None = fact("补救日", "soil protection put in place", after="unprotected_on")
    summary_on: date | None = fact("总结报告日", "summary report finished", names="summary.date")
    archived: bool | None = fact("资料已归档", "the papers are archived", names="archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWaste:
    """Toxic waste found in a demolition (拆除中发现的有毒有害废物)."""

    about: str = fact("废物", "what was found", default="")
    found_on: date | None = fact("发现日", "day it was found", names="found.date")
    reported_on: date | None = fact("报告日", "reported to the filing departments", names="report.date")
    disposer_permit_ends_on: date | None = fact(
        "处置单位许可证届满日", "last day of the disposer's permit", names="disposer.permit", planned=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSurvey:
    """The survey of soil and groundwater before production ends (终止生产经营前的调查)."""

    reported_on: date | None = fact("调查报告完成日", "report finished", names="survey_report.date")
    uploaded_on: date | None = fact("上传系统日", "uploaded", names="upload.date", after="reported_on")
    published_on: date | None = fact("公开日", "published", after="reported_on")
