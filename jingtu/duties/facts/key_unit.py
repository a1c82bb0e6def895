"""Facts of a key regulated unit (土壤污染重点监管单位), and of any enterprise as far as the same duties reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import Subject, fact, several
from jingtu.duties.reckoning import Days, Yearly


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredUnit:
    """A monitored unit of HJ 1209 inside the plant (监测单元)."""

    id: str = fact("监测单元编号", "number of the unit", default="")
    unit_class: int | None = fact("单元类别（1 或 2）", "class 1 or 2", names="unit_class")
    groundwater_sampled_on: Days = several("地下水采样日", "days of groundwater sampling", names="sample.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demolition:
    """One demolition of facilities, buildings or structures."""

    about: str = fact("拆除内容", "what is demolished", default="")
    start_on: date | None = fact("拆除开始日", "first day of demolition", names="demolition.start", planned=True)
    filed_with_ecology_on: date | None = fact(
        "生态环境部门备案日", "filed with the ecology department", names="filing_ee.date"
    )
    filed_with_industry_on: date | None = fact(
        "向工信部门备案日", "filed with the industry department", names="filing_miit.date"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUnit(Subject):
    """A key regulated unit. ``listed_on`` is the day the list that first names it was published."""

    listed_on: date | None = fact("首次列入名录公布日", "first listed", names="unit.listed_date list.publish_date")
    delisted_on: date | None = fact("移出名录日", "taken off the list", after="listed_on")
    toxic_reports: tuple[Yearly, ...] | None = fact(
        "有毒有害物质排放年度报告",
        "yearly toxic reports by the year they are about",
        names="report.year report.submit_date",
    )
    hazard_checks: Days = several("隐患排查报告完成日", "hidden-danger reports finished", names="hd_report.date")
    groundwater_sensitive_1km: bool | None = fact(
        "1公里内有地下水环境敏感区", "groundwater-sensitive area within 1 km", names="gw_sensitive_1km"
    )
    monitored_units: tuple[MonitoredUnit, ...] = several("监测单元", "monitored units")
    demolitions: tuple[Demolition, ...] = several("拆除活动", "demolitions")
