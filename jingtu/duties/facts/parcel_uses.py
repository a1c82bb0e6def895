"""What is done with a parcel: land procedures, permits, construction, putting to use, reclamation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import fact


class LandCaseKind(StrEnum):
    """征收, 收回, 收购, 出让, 划拨, 其他供应, 改变用途, 转让."""

    EXPROPRIATION = "expropriation"
    TAKE_BACK = "take_back"
    PURCHASE = "purchase"
    GRANT = "grant"
    ALLOCATION = "allocation"
    SUPPLY = "supply"
    USE_CHANGE = "use_change"
    TRANSFER = "transfer"


class UseKind(StrEnum):
    """Uses that a rule names, besides 一住两公."""

    RESIDENTIAL = "residential"
    SCHOOL = "school"
    ELDERLY_CARE = "elderly_care"
    FOOD_STORAGE = "food_storage"
    FARMLAND = "farmland"
    FOOD_CROPS = "food_crops"
    ECOLOGICAL = "ecological"
    OTHER = "other"


class FillSource(StrEnum):
    """What a reclamation is filled with."""

    CLEAN_SOIL = "clean_soil"
    INDUSTRIAL_WASTE = "industrial_waste"
    HOUSEHOLD_WASTE = "household_waste"
    POLLUTED_SOIL = "polluted_soil"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class LandCase:
    """One procedure on the land: taken back, supplied, its use changed. A plan that is only considered has no day."""

    id: str = fact("案卷标识", "identifier of the case", default="")
    kind: LandCaseKind | None = fact("手续类别", "kind of procedure", names="land_case.type land_event.type")
    decided_on: date | None = fact(
        "批准（签订）日，可为计划日",
        "approved or signed; may lie ahead",
        names="use_change_date land_event.date land.take_back_date transfer.date land_supply.date",
        planned=True,
    )
    revoked_on: date | None = fact("撤销（纠正）日", "revoked or put right", after="decided_on")
    from_use: str = fact("原用途（代码或文字）", "use before, as printed", names="parcel.current_use", default="")
    from_sensitive: bool | None = fact("原用途属一住两公", "the use before was a sensitive one")
    to_use: str = fact(
        "规划用途（代码或文字）", "use after, as printed", names="parcel.planned_use plan.use", default=""
    )
    to_sensitive: bool | None = fact(
        "规划用途属一住两公", "the use after is a sensitive one", names="parcel.planned_use"
    )
    to_land_class: int | None = fact("规划用途的用地类别（1 或 2）", "class of land of the use after (GB 36600)")
    to_kind: UseKind | None = fact("规划用途属规则点名的用途", "kind of the use after, where a rule names it")
    system_queried_on: date | None = fact("查询信息系统日", "site system queried", names="query.date")
    system_result: str = fact(
        "查询结果（地块状况）", "what the system said", names="parcel.system_status system.result", default=""
    )
    ecology_replied_on: date | None = fact(
        "生态环境部门书面回复日", "ecology department replied in writing", names="reply.date"
    )
    registered_on: date | None = fact(
        "不动产登记日", "entered in the real-estate register", names="registration.date", planned=True
    )
    report_lodged_on: date | None = fact(
        "调查报告送交登记机构日", "survey report lodged with the registry", names="registry.receipt_date"
    )
    report_filed_on: date | None = fact(
        "调查报告报生态环境部门备案日", "survey report filed with the ecology department", names="filing.date"
    )

    @property
    def about(self) -> str:
        """What tells it from the other cases of the parcel."""
        day = self.decided_on.isoformat() if self.decided_on else ""
        return self.id or f"{self.kind or ''} {day}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningPermit:
    """A construction planning permit (建设工程规划许可证)."""

    id: str = fact("许可证号", "number of the permit", default="")
    applied_on: date | None = fact("申请日", "applied for", names="permit.application_date")
    issued_on: date | None = fact("核发日", "issued", names="permit.issue_date", after="applied_on")
    for_sensitive: bool | None = fact("一住两公用地", "for a sensitive use", names="parcel.planned_use")
    checked_on: date | None = fact("梳理核查日", "gone through in the clean-up", after="issued_on")
    corrected_on: date | None = fact("整改（撤销）日", "put right or revoked", after="issued_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class EiaApplication:
    """An environmental impact assessment for a project on the parcel."""

    id: str = fact("项目标识", "identifier of the project", names="project.id", default="")
    submitted_on: date | None = fact("环评报送日", "handed in", names="eia.application", planned=True)
    approved_on: date | None = fact("环评批复日", "approved", after="submitted_on")
    revoked_on: date | None = fact("批复撤销日", "approval revoked", after="approved_on")
    covers_soil: bool | None = fact("含土壤影响评价内容", "covers effects on soil", names="eia.soil_section")
    sensitive_distance_m: Decimal | None = fact(
        "与居民区、学校等的最近距离（米）", "distance to homes, schools and the like [m]", names="sensitive.distance"
    )
    required_distance_m: Decimal | None = fact(
        "环评确定的防护距离（米）", "distance that the assessment asks for [m]", names="sensitive.distance"
    )
    of_key_unit: bool | None = fact("重点监管单位新改扩建项目", "new or extended project of a key unit")
    baseline_finished_on: date | None = fact("土壤地下水现状调查完成日", "baseline survey", names="baseline.date")
    baseline_published_on: date | None = fact(
        "现状调查公开日", "baseline survey published", after="baseline_finished_on"
    )
    baseline_exceeds: bool | None = fact("现状调查超标", "baseline survey found an exceedance", names="exceedance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """A construction project on the parcel."""

    id: str = fact("项目标识", "identifier of the project", default="")
    for_remediation: bool | None = fact(
        "属风险管控、修复工程", "serves control or remediation", names="project.purpose"
    )
    started_on: date | None = fact(
        "开工日", "start of works", names="construction.start_date construction.start", planned=True
    )
    found_on: date | None = fact("发现违规开工日", "found to have started against the law")
    stopped_on: date | None = fact("停工日", "stopped", after="started_on")
    ended_on: date | None = fact("完工日", "finished", after="started_on")
    strips_topsoil: bool | None = fact("剥离表土", "strips topsoil")
    topsoil_m3: Decimal | None = fact("表土量（立方米）", "topsoil stripped [m³]", names="topsoil.volume")
    topsoil_store: str = fact("表土堆存位置", "where the topsoil is kept", names="storage.geo", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """Putting a building or a plot to use."""

    id: str = fact("启用标识", "identifier", default="")
    starts_on: date | None = fact("投入使用日", "put to use", names="use.start_date", planned=True)
    ended_on: date | None = fact("停止使用日", "use ended", after="starts_on")
    kind: UseKind | None = fact("用途类别", "kind of use", names="use.type")
    sensitive: bool | None = fact("属一住两公", "a sensitive use", names="use.type")
    justified_on: date | None = fact("书面论证并经会签之日", "reasons given and countersigned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclamation:
    """Land made fit for farming (复垦), and what it is filled with."""

    id: str = fact("复垦标识", "identifier", default="")
    planned_on: date | None = fact("复垦方案日", "plan of reclamation", names="reclaim.plan", planned=True)
    to_food_crops: bool | None = fact("拟种植食用农产品", "food is to be grown", names="reclaim.plan")
    justified_on: date | None = fact("书面论证并经会签之日", "reasons given and countersigned")
    fill_source: FillSource | None = fact("回填料来源", "what it is filled with", names="fill.source")
    fill_tested_on: date | None = fact("回填料检测日", "fill tested", names="fill.test_report")
    fill_exceeds: bool | None = fact("回填料超标", "fill above the standard", names="fill.test_report")
    filled_on: date | None = fact("回填日", "filled")
    fill_removed_on: date | None = fact("回填料清除日", "fill taken out again", after="filled_on")
