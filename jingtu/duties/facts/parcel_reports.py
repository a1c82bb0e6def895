"""Reports and works on a parcel: surveys, risk assessments, control and remediation, effect evaluations, transports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, fact, several


class SurveyKind(StrEnum):
    """初步调查 / 详细调查."""

    PRELIMINARY = "preliminary"
    DETAILED = "detailed"


class WorksKind(StrEnum):
    """风险管控 / 修复."""

    CONTROL = "control"
    REMEDIATION = "remediation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What surveys, risk assessments and effect evaluations have in common."""

    id: str = fact("报告编号", "number of the report", names="report.id doc.id", default="")
    finished_on: date | None = fact(
        "报告完成日",
        "report finished",
        names="survey_report.date detailed_report.date ra_report.date eval_report.date report.date doc.final_date",
    )
    submitted_on: date | None = fact("报送（提交评审）日", "handed in", names="submit.date", after="finished_on")
    reviewed_on: date | None = fact(
        "评审日", "reviewed", names="review.date review.exceed_date ra.review_date", after="finished_on"
    )
    review_passed: bool | None = fact(
        "评审通过", "passed its review", names="review.result review.opinion survey.status ra.status docs.status"
    )
    review_body: str = fact("评审组织机关", "office that had it reviewed", names="review.body", default="")
    uploaded_on: date | None = fact(
        "上传信息系统日", "uploaded", names="upload.date report.upload_date", after="finished_on"
    )
    platform_id: str = fact("平台编号", "number on the platform", names="platform.id", default="")
    published_on: date | None = fact("向社会公开日", "published", names="publication.date", after="finished_on")
    publication_url: str = fact("公开链接", "where it was published", names="publication.url url", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Report):
    """A soil-pollution survey. What it concludes binds the class of land it speaks of (GB 36600)."""

    kind: SurveyKind | None = fact("调查阶段（初步、详细）", "preliminary or detailed", names="doc.type")
    polluted: bool | None = fact(
        "结论：属于污染地块", "concludes that the parcel is contaminated", names="survey.conclusion"
    )
    exceeds_class_one: bool | None = fact(
        "超过第一类用地筛选值",
        "above a screening value of first-class land",
        names="exceedance.flag exceedance review.exceedance",
    )
    exceeds_class_two: bool | None = fact(
        "超过第二类用地筛选值",
        "above a screening value of second-class land",
        names="exceedance.flag exceedance review.exceedance",
    )
    gives_basic_information: bool | None = fact(
        "含地块基本信息", "gives the basic information on the parcel", names="report.sections"
    )
    states_exceedance: bool | None = fact(
        "写明是否超过风险管控标准", "states whether the standard is exceeded", names="report.sections"
    )
    names_sources: bool | None = fact(
        "（超标的）写明污染类型、来源", "where exceeded: names kind and sources of pollution", names="report.sections"
    )
    covers_groundwater: bool | None = fact(
        "（超标的）写明地下水是否受到污染",
        "where exceeded: says whether groundwater is polluted",
        names="groundwater.section",
    )

    def exceeds(self, land_class: int | None) -> bool | None:
        """Whether it found more than the screening value of a class of land; of any class where both agree."""
        if land_class == 1:
            return self.exceeds_class_one
        if land_class == 2:
            return self.exceeds_class_two
        return self.exceeds_class_one if self.exceeds_class_one == self.exceeds_class_two else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Report):
    """A risk assessment."""

    pollutants: tuple[str, ...] = several("主要污染物", "pollutants it names", names="ra.pollutants")
    covers_soil_extent: bool | None = fact("写明土壤污染范围", "gives the extent in soil", names="ra.extent_soil")
    covers_groundwater_extent: bool | None = fact(
        "写明地下水污染范围", "gives the extent in groundwater", names="ra.extent_gw"
    )
    states_targets: bool | None = fact(
        "写明风险管控、修复目标", "states the targets of control or remediation", names="ra.target_values"
    )
    control_needed: bool | None = fact("结论：需要风险管控", "concludes that control is needed")
    remediation_needed: bool | None = fact("结论：需要修复", "concludes that remediation is needed")

    @property
    def measures_needed(self) -> bool | None:
        """Whether it asks for control or remediation."""
        if self.control_needed or self.remediation_needed:
            return True
        return None if None in (self.control_needed, self.remediation_needed) else False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Report):
    """An effect evaluation of control or remediation."""

    evaluator_credit_code: str = fact(
        "效果评估单位统一社会信用代码", "credit code of the evaluator", names="evaluator.uscc", default=""
    )
    filed_on: date | None = fact(
        "生态环境部门备案日", "filed with the ecology department", names="filing.date", after="finished_on"
    )
    target_met: bool | None = fact(
        "结论：达到目标", "concludes that the targets are met", names="remediation.target_met remediation.status"
    )
    aftercare_required: bool | None = fact("要求后期管理", "asks for aftercare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """One control or remediation with its plan."""

    id: str = fact("工程标识", "identifier of the works", default="")
    kind: WorksKind | None = fact("类别（风险管控、修复）", "control or remediation")
    plan_finished_on: date | None = fact("方案编制完成日", "plan finished", names="plan.date control_plan.date")
    plan_complete: bool | None = fact(
        "方案内容齐全（区域、目标、措施、监测计划、应急）",
        "plan has area, target, measures, monitoring and emergency plan",
        names="plan.sections",
    )
    plan_covers_groundwater: bool | None = fact(
        "方案含地下水污染防治内容", "plan covers groundwater", names="gw_section"
    )
    plan_filed_on: date | None = fact("方案备案日", "plan filed with the ecology department", names="filing.date")
    plan_uploaded_on: date | None = fact("方案上传日", "plan uploaded", names="upload.date")
    plan_copied_on: date | None = fact("方案抄送县级政府日", "plan copied to the county", names="copy_to_county.date")
    plan_published_on: date | None = fact("方案公开日", "plan published")
    schedule_end_on: date | None = fact(
        "方案所定完成期限", "end by the plan", names="plan.schedule plan.schedule_end", planned=True
    )
    started_on: date | None = fact("开工日", "works start", names="works.start works.start_date", planned=True)
    ended_on: date | None = fact("完工日", "works ended", names="works.end", after="started_on")
    contractor_credit_code: str = fact(
        "施工单位统一社会信用代码", "credit code of the contractor", names="contractor.uscc", default=""
    )
    board_photographed_on: date | None = fact("公告牌拍照日", "notice board photographed", names="board.photo")
    board_located: bool | None = fact("公告牌照片带位置", "photo of the board shows where", names="board.geo")
    odour_complaints_on: Days = several("异味投诉日", "days of complaints about odour", names="odour.complaints")
    waste_manifests: tuple[str, ...] = several("危险废物转移联单", "waste manifests", names="waste.manifests")

    def begun(self, on: date) -> bool:
        return self.started_on is not None and self.started_on <= on

    def over(self, on: date) -> bool:
        return self.ended_on is not None and self.ended_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """One batch of polluted soil taken off the parcel."""

    id: str = fact("批次", "batch", default="")
    started_on: date | None = fact("转运开始日", "transport starts", names="transport.start", planned=True)
    reported_at_origin_on: date | None = fact(
        "报所在地生态环境部门日", "reported where the parcel lies", names="report_origin.date"
    )
    reported_at_destination_on: date | None = fact(
        "报接收地生态环境部门日", "reported where the soil goes", names="report_dest.date"
    )
    quantity_t: Decimal | None = fact("数量（吨）", "quantity in tonnes", names="quantity")
    route: str = fact("线路", "route", names="route", default="")
    destination: str = fact("去向", "destination", names="destination", default="")
    hazardous: bool | None = fact("属于危险废物", "is hazardous waste", names="soil.hw_flag")
    manifest_issued_on: date | None = fact("危险废物联单填写日", "manifest made out", names="manifest.no")
    crosses_province: bool | None = fact("跨省转移", "leaves the province")
    province_approved_on: date | None = fact("跨省转移批准日", "transfer approved", names="interprov_approval")
    receiver_permit_until: date | None = fact(
        "接收单位经营许可证有效期止", "receiver's permit valid until", names="receiver.permit", planned=True
    )
