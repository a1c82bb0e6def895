"""Facts of a place where groundwater is used, watched or endangered (井、填埋场、园区、加油站、水源保护区等)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.subject import Contradiction, Days, Subject, fact, several


class PlaceKind(StrEnum):
    """What it is. ``SITE``: ground on which soil work goes on. ``PROJECT``: not built yet."""

    WELL = "well"
    LANDFILL = "landfill"
    TAILINGS_POND = "tailings_pond"
    HAZARDOUS_WASTE_SITE = "hazardous_waste_site"
    CHEMICAL_ENTERPRISE = "chemical_enterprise"
    CHEMICAL_PARK = "chemical_park"
    MINE = "mine"
    PETROL_STATION = "petrol_station"
    OTHER_ENTERPRISE = "other_enterprise"
    PROJECT = "project"
    SITE = "site"
    WATER_SOURCE_ZONE = "water_source_zone"
    ASSESSMENT_POINT = "assessment_point"


class PreventionZoneType(StrEnum):
    """Kind of prevention zone a place lies in; ``GENERAL``: in none."""

    PROTECTION = "protection"
    CONTROL = "control"
    GENERAL = "general"


class WellStatus(StrEnum):
    """State of a well, as the register has it."""

    IN_USE = "in_use"
    DISUSED = "disused"
    ABANDONED = "abandoned"
    UNFINISHED = "unfinished"
    SEALED = "sealed"


class TankProtection(StrEnum):
    """What keeps an underground oil tank from leaking into the ground."""

    DOUBLE_WALL = "double_wall"
    SEEPAGE_POOL = "seepage_pool"
    NONE = "none"


class DischargeMode(StrEnum):
    """By what way something was discharged or where it was stored."""

    SEEPAGE_WELL = "seepage_well"
    SEEPAGE_PIT = "seepage_pit"
    FISSURE = "fissure"
    KARST_CAVE = "karst_cave"
    HIDDEN_PIPE = "hidden_pipe"
    UNLINED_DITCH = "unlined_ditch"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringWell:
    """A well for monitoring groundwater at a facility."""

    id: str = fact("监测井编号", "number of the well", names="well.id", default="")
    built_on: date | None = fact("建成日", "day it was built")
    sampled_on: Days | None = fact("采样日", "days of sampling", names="sample.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class OilTank:
    """An underground oil tank of a petrol station."""

    id: str = fact("油罐编号", "number of the tank", names="tank.id", default="")
    protection: TankProtection | None = fact("双层罐或防渗池", "double wall or seepage pool", names="double_wall")
    leak_checked_on: Days | None = fact("渗漏监测记录日", "days of recorded leak checks", names="leak.record")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenDischarge:
    """A finding that pollutants were discharged or stored where groundwater is reached at once."""

    mode: DischargeMode | None = fact(
        "排放（贮存）方式", "way of discharge or storage", names="facility.discharge_mode"
    )
    found_on: date | None = fact("发现日", "day it was found")
    stopped_on: date | None = fact("停止（封堵）日", "day it was stopped", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Borehole:
    """A hole or shaft of exploration, mining or underground works."""

    id: str = fact("钻孔（井巷）编号", "number of the hole", names="borehole.id", default="")
    finished_on: date | None = fact("终孔（停用）日", "finished or no longer used")
    sealed_on: date | None = fact(
        "分层止水、回填封孔记录日", "layers shut off, hole filled and sealed, as recorded", names="seal.record"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilReport:
    """A report of soil work that goes to review: survey, assessment, control, remediation."""

    about: str = fact("报告", "which report", default="")
    touches_groundwater: bool | None = fact("涉及地下水", "the work touches groundwater")
    groundwater_section: bool | None = fact(
        "报告含地下水内容", "the report has a part on groundwater", names="report.gw_section"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyClass:
    """The class of groundwater at a point in a year (GB/T 14848), 1 best to 5 worst."""

    year: int = fact("年度", "year", default=0)
    actual_class: int | None = fact("实际类别（1–5）", "class reached, 1 to 5", names="actual_class")
    indicators: tuple[str, ...] = several("定类指标", "indicators that decide the class", names="indicator")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundwaterPlace(Subject):
    """A place where groundwater is used, watched or endangered; ``kind`` says which of its facts matter."""

    id: str = fact("标识", "identifier", names="well.id landfill.id zone.id park.id point.id", default="")
    kind: PlaceKind | None = fact("种类", "what it is", names="facility.type")
    closed_on: date | None = fact("停止运行（关闭）日", "closed down", planned=True)

    prevention_zone: PreventionZoneType | None = fact(
        "所在地下水污染防治重点区", "prevention zone it lies in", names="site.zone_type"
    )
    access_rule: str = fact(
        "适用的准入（管控）规则", "access rule of the zone that applies", names="rule.id", default=""
    )
    access_passed_on: date | None = fact("通过准入核查日", "found to meet the access rule of the zone")
    hazards_checked_on: Days | None = fact("隐患排查报告日", "hidden-danger checks", names="hd.date")

    in_survey_project: bool | None = fact("列入地下水调查评估项目", "part of the survey project of the plan")
    surveyed_on: date | None = fact("地下水调查评估报告日", "survey of groundwater finished", names="survey.date")
    monitoring_wells: tuple[MonitoringWell, ...] | None = fact("地下水监测井", "monitoring wells")

    well_status: WellStatus | None = fact("井的状态", "state of the well", names="well.status")
    pollution_risk: bool | None = fact("废弃井存在污染隐患", "the abandoned well endangers groundwater")
    sources_studied_on: date | None = fact(
        "源汇关系调查报告日", "study of sources and sinks finished", names="study.date"
    )
    owner: str = fact("井所有权人（工程建设单位）", "owner of the well", names="owner", default="")
    orphan: bool | None = fact("所有权人无法确定", "no owner can be found")
    abandoned_on: date | None = fact("报废、未建成或停用日", "given up or left unfinished", names="abandon.date")
    sealed_on: date | None = fact("封井回填日", "filled and sealed", names="seal.date", after="abandoned_on")
    water_department_told_on: date | None = fact("告知水行政主管部门日", "water department told", after="sealed_on")

    park_class: int | None = fact("化工园区地下水类别", "class of the chemical park", names="park.class")
    park_classed_on: date | None = fact("类别划分日", "chemical park classed")
    park_controlled_on: date | None = fact(
        "一类园区风险管控措施实施日", "risk control of a class-one park taken", names="control.date"
    )

    tanks: tuple[OilTank, ...] | None = fact("地下油罐", "underground oil tanks")
    key_discharger_listed_on: date | None = fact(
        "列入地下水污染防治重点排污单位名录日", "listed as a key discharger for groundwater", names="unit.gw_key"
    )
    monitor_networked_on: date | None = fact(
        "水污染物自动监测联网日", "automatic monitoring of its water networked", names="cems.network_date"
    )
    forbidden_discharges: tuple[ForbiddenDischarge, ...] = several("渗井渗坑等排放、贮存", "forbidden discharges found")
    works_started_on: date | None = fact("勘探、采矿、地下工程开工日", "exploration, mining or digging began")
    boreholes: tuple[Borehole, ...] | None = fact("钻孔与井巷", "boreholes and shafts")
    soil_reports: tuple[SoilReport, ...] = several("土壤污染防治活动报告", "reports of soil work")

    target_class: int | None = fact("目标类别（1–5）", "class to be kept, 1 to 5", names="target_class")
    yearly_classes: tuple[YearlyClass, ...] = several("年度类别", "class reached each year")

    delimited_on: date | None = fact("水源保护区划定日", "water-source zone drawn")
    patrolled_on: Days | None = fact("巡查日", "days of patrols", names="patrol.date")

    def contradicting(self) -> Iterator[Contradiction]:
        if self.well_status is WellStatus.IN_USE and self.abandoned_on is not None:
            zh, en = "在用的井不可能已报废或停用", "A well in use has not been given up"
            names = ("well.status", "abandon.date")
            yield Contradiction("well_status", self.well_status, "abandoned_on", self.abandoned_on, zh, en, names)
