"""What the departments of a place do about development land: lists, pushes, plans, checks, reports, targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import Days, Yearly, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedEnterprise:
    """An enterprise that was closed or moved, by the register of the industry department."""

    name: str = fact("企业名称", "name", names="closed_enterprise_register", default="")
    industry: str = fact("行业代码", "industry code", names="industry_code", default="")
    hazardous_waste: bool | None = fact(
        "从事过危险废物贮存、利用、处置", "stored, used or disposed of hazardous waste", names="industry_code"
    )
    closed_on: date | None = fact("关闭（搬迁）日", "closed or moved", names="closed_enterprise_register")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One version of a list that the place keeps."""

    version: str = fact("版本", "version", names="list.version", default="")
    changed_on: date | None = fact("更新日", "list changed", names="list.version")
    uploaded_on: date | None = fact("上传日", "uploaded", names="upload.date", after="changed_on")
    published_on: date | None = fact("公开日", "published", names="publication.date", after="changed_on")
    url: str = fact("公开链接", "where it was published", names="publication.url", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """An enterprise that the ministry pushed for the list of priority-supervision parcels."""

    id: str = fact("推送对象标识", "identifier", default="")
    permit_cancelled_on: date | None = fact("排污许可证注销（撤销）日", "permit cancelled", names="permit.cancel_date")
    pushed_on: date | None = fact("推送日", "pushed", names="mee_push.date")
    verified_on: date | None = fact("核实日", "verified", after="pushed_on")
    entered_on: date | None = fact("纳入清单日", "entered in the list", names="list.version")
    exclusion_reason: str = fact("不纳入理由", "why it was not entered", names="exclusion.reason", default="")
    monitored_on: date | None = fact("首次重点监测日", "first key monitoring", names="monitor.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailedPlan:
    """A detailed territorial plan (控制性详细规划) that is drafted or changed."""

    id: str = fact("规划名称（编号）", "name of the plan", names="detailed_plan.id", default="")
    submitted_on: date | None = fact("报批日", "submitted for approval", planned=True)
    lists_checked_on: date | None = fact("名录核查日", "lists checked", names="lists.checked")
    consulted_on: date | None = fact("征求生态环境部门意见日", "ecology department asked", names="consult.date")
    replied_on: date | None = fact(
        "生态环境部门回函日", "ecology department replied", names="reply.date", after="consulted_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosurePlan:
    """A plan to close, merge, convert or move enterprises (关停并转、破产、搬迁方案)."""

    id: str = fact("方案标识", "identifier", default="")
    drawn_up_on: date | None = fact("方案制定日", "drawn up", names="closure_plan.date")
    notified_on: date | None = fact(
        "通告环保、国土、规划部门日", "departments told", names="notice.date", after="drawn_up_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """One spot check of survey reports."""

    checked_on: date | None = fact("抽查日", "checked", names="check.date")
    sampled: int | None = fact("抽查报告数", "reports sampled", names="report.sample")
    findings: int | None = fact("发现问题数", "findings", names="finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeUse:
    """Contaminated parcels of a place at the end of a year: how many there are to be used safely, how many are."""

    year: int = fact("年度", "year", default=0)
    due: int | None = fact("应安全利用地块数", "parcels that count", names="parcels.total_due")
    safe: int | None = fact("安全利用地块数", "parcels used safely", names="parcels.safe")


@dataclass(frozen=True, slots=True, kw_only=True)
class LandWork:
    """Work on development land."""

    closed_enterprises: tuple[ClosedEnterprise, ...] = several("关闭搬迁企业", "closed enterprises")
    suspected_lists: tuple[ListVersion, ...] = several("疑似污染地块名单版本", "versions of the suspected list")
    control_lists: tuple[ListVersion, ...] = several(
        "风险管控和修复名录版本", "versions of the risk-control and remediation list"
    )
    watch_lists: tuple[ListVersion, ...] = several("优先监管地块清单版本", "versions of the watch list")
    pushes: tuple[Push, ...] = several("推送核实记录", "enterprises pushed by the ministry")
    one_map_updates: Days = several(
        "“一张图”图层更新日", "days the one-map layer was updated", names="layer.update_date"
    )
    parcels_without_outline: int | None = fact(
        "名单名录中无边界的地块数", "listed parcels without an outline", names="parcel.geometry"
    )
    access_rules_number: str = fact("准入实施细则文号", "number of the access rules", names="rule.doc_no", default="")
    access_rules_issued_on: date | None = fact("准入实施细则印发日", "access rules issued", names="rule.date")
    detailed_plans: tuple[DetailedPlan, ...] = several("控制性详细规划", "detailed plans")
    closure_plans: tuple[ClosurePlan, ...] = several("关停并转搬迁方案", "closure plans")
    first_report_passed_on: date | None = fact("首份调查报告评审通过日", "first survey report passed review")
    spot_checks: tuple[SpotCheck, ...] = several("报告质量抽查", "spot checks of reports")
    yearly_reports: tuple[Yearly, ...] | None = fact(
        "污染地块环境管理年度报告", "yearly reports on contaminated parcels", names="report.year report.date"
    )
    safe_use: tuple[SafeUse, ...] = several("污染地块安全利用核算", "safe-use accounts")
