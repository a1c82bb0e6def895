"""Facts of the self-monitoring of a key unit (自行监测): plans, rounds, points, results, reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, fact, several


class SoilLayer(StrEnum):
    """Which soil a point of HJ 1209 samples."""

    SURFACE = "surface"
    DEEP = "deep"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredUnit:
    """A monitored unit of HJ 1209 inside the plant (监测单元)."""

    id: str = fact("监测单元编号", "number of the unit", default="")
    unit_class: int | None = fact("单元类别（1 或 2）", "class 1 or 2", names="unit_class")
    groundwater_sampled_on: Days = several("地下水采样日", "days of groundwater sampling", names="sample.date")

    @property
    def known_class(self) -> int | None:
        """The class, None where it is not known; there is no third."""
        return self.unit_class if self.unit_class in (1, 2) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilPoint:
    """A soil point of a monitored unit."""

    id: str = fact("点位编号", "number of the point", default="")
    monitored_unit: str = fact("所属监测单元编号", "number of its monitored unit", default="")
    layer: SoilLayer | None = fact("表层或深层", "surface or deep", names="point.type")
    sampled_on: Days = several("采样日", "days of sampling", names="sample.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundwaterResult:
    """One result of a well. ``value`` and ``limit`` share a unit; where not detected there is no value."""

    monitored_unit: str = fact("所属监测单元编号", "number of its monitored unit", default="")
    well: str = fact("监测井编号", "number of the well", default="")
    substance: str = fact("项目", "substance", default="")
    sampled_on: date | None = fact("采样日", "day of sampling", names="sample.date")
    value: Decimal | None = fact("结果", "result", names="sample.value")
    not_detected: bool | None = fact("未检出", "not detected")
    limit: Decimal | None = fact("限值", "limit that applies", names="limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRound:
    """The first round of self-monitoring after listing (首次监测)."""

    finished_on: date | None = fact("首次监测完成日", "day it was finished")
    all_points: bool | None = fact(
        "覆盖全部监测对象和点位", "every medium and point was covered", names="point.coverage"
    )
    full_indicators: bool | None = fact(
        "指标齐全（基本项加关注物）", "the full set of indicators was analysed", names="first_round.indicators"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringPlan:
    """One edition of the self-monitoring plan."""

    version: str = fact("方案版本", "edition", names="monitor_plan.version", default="")
    made_on: date | None = fact("方案制定日", "day it was made", names="plan.date")
    filed_on: date | None = fact("方案备案日", "day it was filed", names="filing.date filing.status")
    monitoring_starts_on: date | None = fact(
        "监测开始日", "first day of monitoring under it", names="sample.date", planned=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringReport:
    """One self-monitoring report. ``year`` is the year it is about."""

    id: str = fact("报告编号", "number of the report", default="")
    year: int = fact("所属年度", "year it is about", default=0)
    finished_on: date | None = fact("报告完成日", "day it was finished", names="report.date monitor.status")
    submitted_on: date | None = fact("报送日", "day the data were handed in", names="report.submit_date")
    published_on: date | None = fact("公开日", "day of publication", names="publication.date")
    publication_url: str = fact("公开网址", "where it was published", names="publication.url", default="")
    raw_records: bool | None = fact("原始记录齐全", "the raw records are kept", names="raw_records")
    laboratory_certified: bool | None = fact("检测机构有资质", "the laboratory is certified", names="lab.cert")
    quality_controlled: bool | None = fact("有质控报告", "there is a quality-control report", names="qc")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringFinding:
    """A finding that monitoring data are not true (篡改、伪造或失实)."""

    about: str = fact("不实内容", "what is not true", default="")
    found_on: date | None = fact("查实日", "day it was found")
    corrected_on: date | None = fact("纠正日", "day it was corrected", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbnormalResult:
    """An abnormal result or sign of pollution, and what was done about it."""

    about: str = fact("点位和项目", "point and substance", default="")
    known_on: date | None = fact(
        "得知日", "day it became known", names="abnormal.date abnormal_flag.date monitor.abnormal_flag"
    )
    checked_on: date | None = fact("补充排查完成日", "supplementary hazard check finished", names="hd_report.date")
    investigated_on: date | None = fact(
        "生态环境部门调查日", "investigated by the ecology department", names="investigation.date"
    )
    action_on: date | None = fact("查清污染源并采取措施日", "source traced and measures taken", names="action.date")
    plan: str = fact("评估或管控方案", "assessment or control plan", names="plan", default="")
