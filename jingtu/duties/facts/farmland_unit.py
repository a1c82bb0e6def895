"""Facts of a unit of farmland (农用地分类单元), or of land that is to become cropland. Areas are in mu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Contradiction, Days, Subject, fact, several


class FarmlandKind(StrEnum):
    """Kind of land."""

    CROPLAND = "cropland"
    ORCHARD = "orchard"
    FOREST = "forest"
    GRASSLAND = "grassland"


class Category(StrEnum):
    """Category of cropland: priority protection, safe use, strict control (三类)."""

    PRIORITY = "priority"
    SAFE_USE = "safe_use"
    STRICT = "strict"


class ChangeBasis(StrEnum):
    """Why a category is changed."""

    USE_CHANGE = "use_change"
    MONITORING = "monitoring"
    REMEDIATION = "remediation"
    OTHER = "other"


class Stage(StrEnum):
    """Stage of the closed loop of strict control: before, during and after planting (前、中、后)."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class MonitoringGround(StrEnum):
    """Why a piece of farmland is to be monitored with priority (Law art. 16, Code art. 403)."""

    PRODUCE_EXCEEDS = "produce_exceeds"
    SEWAGE_IRRIGATION = "sewage_irrigation"
    LIVESTOCK_OR_WASTE = "livestock_or_waste"
    INDUSTRY_OR_ACCIDENT = "industry_or_accident"
    NEAR_FACILITY = "near_facility"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChange:
    """A change of category (类别动态调整), from its occasion to the upload."""

    old_category: Category | None = fact("原类别", "category before", names="old_class")
    new_category: Category | None = fact("新类别", "category after", names="new_class")
    basis: ChangeBasis | None = fact("调整依据", "why it is changed", names="basis")
    occasion_on: date | None = fact("调整事由发生日", "day of what calls for the change")
    approved_on: date | None = fact("省政府审定日", "settled by the province", after="occasion_on")
    reported_on: date | None = fact("报两部日", "reported to both ministries", after="approved_on")
    uploaded_on: date | None = fact("上传国家平台日", "uploaded", names="upload.date", after="approved_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitedProject:
    """A project on the unit or beside it."""

    type: str = fact("项目类型", "kind of project", names="project.type", default="")
    may_pollute: bool | None = fact("可能造成土壤污染", "it may pollute soil")
    sited_on: date | None = fact("选址（建设）日", "day of siting", planned=True)
    closed_on: date | None = fact("关闭拆除日", "closed and taken down", after="sited_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFinding:
    """A sign of a risk of pollution, with the survey and assessment that followed."""

    found_on: date | None = fact("普查、监测表明有风险日", "census or monitoring showed a risk")
    surveyed_on: date | None = fact("调查报告日", "survey finished", names="survey.date", after="found_on")
    exceeds: bool | None = fact("调查结果超标", "the survey found an exceedance")
    assessed_on: date | None = fact("风险评估报告日", "risk assessment finished", names="ra.date", after="surveyed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrictControl:
    """A measure of strict control in a year."""

    year: int = fact("年度", "year", default=0)
    stage: Stage | None = fact("环节（前、中、后）", "stage of the loop", names="stage")
    crop: str = fact("种植情况", "what was grown", names="crop", default="")
    done_on: date | None = fact("完成日", "day it was done")


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmlandRemediation:
    """A remediation of farmland by the liable party."""

    about: str = fact("修复项目", "which remediation", default="")
    required_on: date | None = fact("确定需修复日", "found to need remediation")
    plan_filed_on: date | None = fact("修复方案备案日", "plan filed", names="plan.filing")
    starts_on: date | None = fact("修复开始日", "works begin", planned=True)
    ended_on: date | None = fact("修复结束日", "works ended", after="starts_on")
    evaluation_filed_on: date | None = fact(
        "效果评估报告备案日", "evaluation of effect filed", names="eval.filing", after="ended_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PesticideFinding:
    """A finding that a highly toxic, long-lived pesticide was used."""

    pesticide: str = fact("农药名称", "pesticide", names="pesticide", default="")
    found_on: date | None = fact("发现日", "day it was found")
    ended_on: date | None = fact("停用处理日", "stopped and dealt with", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmlandUnit(Subject):
    """A unit of farmland. ``category`` is that of the day of the facts; earlier ones follow from ``changes``."""

    id: str = fact("标识", "identifier", names="unit.id land.id plot.id", default="")
    kind: FarmlandKind = fact(
        "地类（不填为耕地）", "kind of land; cropland where not said", default=FarmlandKind.CROPLAND
    )
    area_mu: Decimal | None = fact("面积（亩）", "area [mu]", names="area_mu")
    category: Category | None = fact("土壤环境质量类别", "category", names="class unit.class")
    listed_on: date | None = fact("列入分类清单日", "put on the list of categories", names="list.date")
    changes: tuple[CategoryChange, ...] = several("类别调整", "changes of category")
    becomes_cropland_on: date | None = fact("（拟）作为耕地日", "day it is taken as cropland", planned=True)
    surveyed_for_cropland_on: date | None = fact(
        "开垦复垦前土壤调查报告日", "soil surveyed before it becomes cropland", names="survey.date"
    )

    basic_farmland: bool | None = fact("已划为永久基本农田", "designated permanent basic farmland", names="pbf.flag")
    basic_farmland_fit: bool | None = fact("符合划入条件", "meets the conditions of permanent basic farmland")
    projects: tuple[SitedProject, ...] = several("选址与已建项目", "projects on it or beside it")
    risk_findings: tuple[RiskFinding, ...] = several("污染风险", "signs of a risk of pollution")

    control_zone_on: date | None = fact(
        "特定农产品严格管控区划定日", "zone drawn where a named produce may not be grown", names="zone.date"
    )
    strict_controls: tuple[StrictControl, ...] | None = fact("严格管控措施", "measures of strict control")
    denser_sampling_chosen: bool | None = fact("列入加密采样范围", "chosen for denser sampling")
    points: int | None = fact("土壤点位数", "number of soil points", names="point.count")
    denser_sampled_on: date | None = fact("加密采样完成日", "denser sampling finished")

    threatens_water: bool | None = fact(
        "影响或可能影响地下水、饮用水水源", "endangers groundwater or drinking water", names="gw_flag"
    )
    threat_found_on: date | None = fact("发现影响水源日", "day this was found")
    water_plan_on: date | None = fact("污染防治方案制定日", "plan for the water made", names="plan.date")

    liable_party: str = fact("土壤污染责任人", "liable party", default="")
    control_reported_on: Days | None = fact("风险管控情况报告日", "reports of the liable party on its risk control")
    remediations: tuple[FarmlandRemediation, ...] = several("修复", "remediations")

    produce_tested_on: Days | None = fact("产品检测日", "produce tested", names="test")
    pesticide_findings: tuple[PesticideFinding, ...] = several("禁用农药使用", "use of banned pesticides found")

    monitoring_grounds: tuple[MonitoringGround, ...] = several(
        "重点监测情形", "grounds for monitoring with priority", names="parcel.flags"
    )
    monitored_on: Days | None = fact("重点监测采样日", "sampled for that monitoring", names="sample.date")

    def contradicting(self) -> Iterator[Contradiction]:
        settled = [one for one in self.changes if one.approved_on is not None and one.new_category is not None]
        if settled and self.category is not None:
            last = max(settled, key=lambda one: one.approved_on or date.min)
            if last.new_category is not self.category:
                zh, en = "现类别应为最近一次审定的新类别", "The category is the one that was settled last"
                path = f"changes[{self.changes.index(last)}].new_category"
                yield Contradiction(
                    "category", self.category, path, last.new_category, zh, en, ("class", "unit.class", "new_class")
                )
