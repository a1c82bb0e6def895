"""Facts of a parcel of development land (建设用地地块): what the lists, reports and procedures about it say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from jingtu.duties.facts.parcel_costs import Cost
from jingtu.duties.facts.parcel_reports import Assessment, Evaluation, Survey, Transport, Works
from jingtu.duties.facts.parcel_uses import (
    Construction,
    EiaApplication,
    LandCase,
    Occupancy,
    PlanningPermit,
    Reclamation,
)
from jingtu.duties.facts.subject import Contradiction, Days, Subject, Yearly, fact, several

TWICE = ("同一时间不能两次列入同一名录", "A parcel cannot stand on one list twice at the same time")
CLASSES = (
    "超过第二类用地筛选值的，必然超过第一类",
    "What exceeds the value of second-class land exceeds the other too",
)


class ListKind(StrEnum):
    """疑似污染地块名单 / 污染地块名录 / 建设用地土壤污染风险管控和修复名录 / 优先监管地块清单."""

    SUSPECTED = "suspected"
    CONTAMINATED = "contaminated"
    CONTROL = "control"
    WATCH = "watch"


class RiskGrade(StrEnum):
    """高 / 中 / 低."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class OrderKind(StrEnum):
    """要求调查 / 要求移除污染源."""

    SURVEY = "survey"
    REMOVE_SOURCE = "remove_source"


class Indication(StrEnum):
    """What showed that a parcel may be polluted: 普查, 详查, 监测, 现场检查."""

    CENSUS = "census"
    DETAILED_INVESTIGATION = "detailed_investigation"
    MONITORING = "monitoring"
    INSPECTION = "inspection"


class History(StrEnum):
    """The cases of key monitoring (law art. 17): toxic substances, waste, serious accident, others."""

    TOXIC = "toxic"
    WASTE = "waste"
    ACCIDENT = "accident"
    OTHER = "other"


class FormerUse(StrEnum):
    """What the land was used for, as far as rules name it."""

    KEY_INDUSTRY = "key_industry"
    COKING = "coking"
    INDUSTRY_OR_MINING = "industry_or_mining"
    PETROL_STATION = "petrol_station"
    CAR_REPAIR = "car_repair"
    OTHER = "other"


class Development(StrEnum):
    """暂不开发利用 / 不具备治理修复条件 / 拟开发."""

    NOT_FOR_NOW = "not_for_now"
    NOT_REMEDIABLE = "not_remediable"
    INTENDED = "intended"


class PlatformStage(StrEnum):
    """Stage of the national site system, as printed there: S0 suspected … S4 control, S5 remediation, S6 evaluation."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"


class FindingKind(StrEnum):
    """What an inspection found against a continuing duty."""

    SECONDARY_POLLUTION = "secondary_pollution"
    NO_NOTICE_BOARD = "no_notice_board"
    TOPSOIL_MIXED = "topsoil_mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entry on one list. Without ``listed_on`` the parcel is on the list, since when is not known."""

    kind: ListKind | None = fact("名录类别", "which list", names="parcel.list_status")
    listed_on: date | None = fact(
        "列入日", "entered", names="suspected_list.date list.date list.entry_date parcel.list_status"
    )
    notice_received_on: date | None = fact(
        "书面通知送达日", "written notice received", names="notice.received_date", after="listed_on"
    )
    notice_term_days: int | None = fact("通知所定期限（日）", "days that the notice sets")
    county_notified_on: date | None = fact("通报县级政府日", "county told", names="notification.date")
    reported_to_ministry_on: date | None = fact(
        "上报生态环境部日", "reported to the ministry", names="report_to_ministry.date", after="listed_on"
    )
    removal_applied_on: date | None = fact("申请移出日", "removal applied for", names="delist.apply_date")
    removal_reviewed_on: date | None = fact(
        "移出评审日", "removal reviewed", names="review.date", after="removal_applied_on"
    )
    removal_granted: bool | None = fact("同意移出", "removal granted")
    removed_on: date | None = fact(
        "移出日", "taken off the list", names="delist.date parcel.list_status", after="listed_on"
    )
    removal_published_on: date | None = fact("移出公告日", "removal published", after="removed_on")
    removal_url: str = fact("移出公告链接", "where the removal was published", names="publication.url", default="")

    def stands(self, on: date) -> bool:
        """Whether the parcel is on the list on a day."""
        entered = self.listed_on is None or self.listed_on <= on
        return entered and (self.removed_on is None or on < self.removed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an office asked for in writing."""

    id: str = fact("文号", "number of the order", default="")
    kind: OrderKind | None = fact("要求类别", "what is asked for")
    indication: Indication | None = fact("风险线索来源", "what showed the risk", names="risk_flag")
    issued_on: date | None = fact("发出日", "issued", names="order.date")
    received_on: date | None = fact("送达日", "received", names="notice.date", after="issued_on")
    term_days: int | None = fact("所定期限（日）", "days that it sets")
    completed_on: date | None = fact("完成日（移除污染源）", "source removed", names="completion.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The control (isolation) zone around a parcel."""

    proposed_on: date | None = fact("提出划定建议日", "proposed")
    approved_on: date | None = fact("政府批准日", "approved by the government", names="zone.approval_date")
    outlined: bool | None = fact("有范围边界", "its outline is on file", names="zone.geometry")
    sign_photographed_on: date | None = fact("标识拍照日", "signs photographed", names="sign.photo")
    notice_posted_on: date | None = fact("公告日", "notice posted", names="notice.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftercare:
    """后期管理."""

    planned_on: date | None = fact("后期管理计划日", "plan of aftercare", names="post_plan")
    interval_months: int | None = fact(
        "计划的监测间隔（月）", "months between monitoring, by the plan", names="post_plan"
    )
    institutional_controls: bool | None = fact(
        "制度控制已落实", "institutional controls are in place", names="institutional_controls"
    )
    ends_on: date | None = fact("后期管理截止日", "aftercare ends", planned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """Who answers for the pollution."""

    polluter: str = fact("土壤污染责任人", "the polluter", names="polluter.id", default="")
    polluter_was_holder: bool | None = fact(
        "责任人是原土地使用权人", "the polluter held the land before", names="polluter.id"
    )
    unclear: bool | None = fact("责任人不明确或有争议", "the polluter is not clear or disputed")
    determination_opened_on: date | None = fact(
        "责任人认定启动日", "determination opened", names="determination.open_date"
    )
    determined_on: date | None = fact(
        "责任人认定决定日", "determined", names="determination.decision_date", after="determination_opened_on"
    )
    succeeded_on: date | None = fact("合并、分立、改制日", "polluter merged, split or changed", names="succession.date")
    successor: str = fact("承继单位", "successor", names="polluter.successor", default="")
    bankrupt: bool | None = fact("责任人（业主）破产", "polluter or holder is bankrupt")
    orphan: bool | None = fact(
        "责任主体灭失或不明", "no or unknown liable party", names="parcel.orphan_flag orphan_flag"
    )
    government_plan_on: date | None = fact("政府实施方案日", "plan of the government", names="gov_plan.date gov_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A parcel that adjoins."""

    id: str = fact("毗邻地块标识", "identifier of the neighbour", names="parcel.adjacent_ids", default="")
    measures_needed: bool | None = fact(
        "需要（正在）风险管控或修复", "control or remediation is needed or under way", names="adjacent.status"
    )
    measures_ended_on: date | None = fact(
        "风险管控、修复完成日", "control or remediation completed", names="adjacent.status"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A sudden event that may pollute the soil."""

    id: str = fact("事件标识", "identifier", default="")
    happened_on: date | None = fact("发生日", "happened", names="incident.date")
    responded_on: date | None = fact("应急处置日", "responded to", names="response.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an inspection found against a continuing duty, until it was put right."""

    kind: FindingKind | None = fact("问题类别", "what was found", names="works.emissions")
    found_on: date | None = fact("发现日", "found")
    ended_on: date | None = fact("整改完成日", "put right", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel(Subject):
    """A parcel. Its conclusions hold for its outline; a part that was divided off is a parcel of its own."""

    code: str = fact("地块编码（13位）或内部编号", "code of the parcel", names="parcel.id", default="")
    industry: str = fact(
        "（原）行业代码", "industry code, present or former", names="industry_code parcel.former_industry", default=""
    )
    former_use: FormerUse | None = fact("原用途类别", "former use", names="parcel.former_use parcel.former_industry")
    history: tuple[History, ...] | None = fact(
        "重点监测情形（空为已知没有）", "cases of key monitoring; empty: known to be none", names="parcel.history_flags"
    )
    land_class: int | None = fact("现用途的用地类别（1 或 2）", "class of land of the present use (GB 36600)")
    risk_grade: RiskGrade | None = fact("风险等级", "risk grade", names="risk_grade parcel.risk_grade")
    stage: PlatformStage | None = fact("信息系统阶段", "stage in the site system", names="parcel.status")
    development: Development | None = fact("开发利用状况", "whether it is to be developed", names="parcel.dev_status")
    key_unit: bool | None = fact(
        "属重点监管单位生产经营用地", "land of a key regulated unit", names="unit.key_list_status"
    )
    key_unit_until: date | None = fact("移出重点监管单位名录日", "unit taken off the list of key units")
    permit_cancelled_on: date | None = fact(
        "排污许可证注销（撤销）日", "discharge permit cancelled or revoked", names="permit.cancel_date"
    )
    followed_up_on: date | None = fact(
        "注销后核查日", "followed up after that", names="followup.date", after="permit_cancelled_on"
    )
    listings: tuple[Listing, ...] = several("名录记录", "entries on lists")
    orders: tuple[Order, ...] = several("书面要求", "written orders")
    surveys: tuple[Survey, ...] = several("土壤污染状况调查", "surveys")
    assessments: tuple[Assessment, ...] = several("风险评估", "risk assessments")
    works: tuple[Works, ...] = several("风险管控和修复工程", "control and remediation works")
    transports: tuple[Transport, ...] = several("污染土壤转运", "transports of polluted soil")
    evaluations: tuple[Evaluation, ...] = several("效果评估", "effect evaluations")
    land_cases: tuple[LandCase, ...] = several("用地手续", "land procedures")
    permits: tuple[PlanningPermit, ...] = several("建设工程规划许可", "construction planning permits")
    eias: tuple[EiaApplication, ...] = several("环评", "environmental impact assessments")
    constructions: tuple[Construction, ...] = several("建设项目", "construction projects")
    occupancies: tuple[Occupancy, ...] = several("投入使用", "putting to use")
    reclamations: tuple[Reclamation, ...] = several("复垦", "reclamations")
    neighbours: tuple[Neighbour, ...] = several("毗邻地块", "adjoining parcels")
    incidents: tuple[Incident, ...] = several("突发事件", "sudden events")
    findings: tuple[Finding, ...] = several("检查发现", "findings of inspections")
    zone: Zone = fact("管控（隔离）区域", "control zone", default=Zone())
    aftercare: Aftercare = fact("后期管理", "aftercare", default=Aftercare())
    liability: Liability = fact("责任主体", "who answers", default=Liability())
    costs: tuple[Cost, ...] | None = fact("调查、管控、修复等费用", "costs of surveys, control and remediation")
    monitored_on: Days = several(
        "土壤、地下水监测日",
        "days of monitoring of soil or groundwater",
        names="monitoring monitoring.dates monitor.date",
    )
    control_reports_on: Days = several(
        "风险管控定期报告日", "days of the regular reports on control", names="periodic_report.dates"
    )
    annual_plans: tuple[Yearly, ...] | None = fact(
        "年度风险管控计划", "yearly control plans, by year", names="annual_plan.year annual_plan.date"
    )

    def contradicting(self) -> Iterator[Contradiction]:
        """On one list twice at once; a survey that exceeds the laxer value and keeps the stricter one."""
        for (one, first), (other, second) in combinations(enumerate(self.listings), 2):
            if first.kind is not None and first.kind is second.kind and _overlap(first, second):
                paths = f"listings[{one}].listed_on", f"listings[{other}].listed_on"
                yield Contradiction(
                    paths[0], first.listed_on, paths[1], second.listed_on, *TWICE, ("parcel.list_status",)
                )
        for number, survey in enumerate(self.surveys):
            if survey.exceeds_class_two and survey.exceeds_class_one is False:
                at = f"surveys[{number}]."
                yield Contradiction(
                    f"{at}exceeds_class_two", True, f"{at}exceeds_class_one", False, *CLASSES, ("exceedance",)
                )


def _overlap(one: Listing, other: Listing) -> bool:
    if one.listed_on is None or other.listed_on is None:
        return one.removed_on is None and other.removed_on is None
    first, second = sorted((one, other), key=lambda entry: entry.listed_on or date.min)
    return first.removed_on is None or second.listed_on is None or second.listed_on < first.removed_on
