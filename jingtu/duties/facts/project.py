"""Facts of a soil-pollution project (土壤污染防治项目): applications, reserve, funds, tracking, procurement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, Subject, fact, several


class Batch(StrEnum):
    """第一批 / 第二批: the two application batches of a year."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The application of the project in one batch, in the central project system (中央生态环境项目管理系统)."""

    year: int = fact("申报年度", "year of the batch", default=0)
    batch: Batch | None = fact("申报批次", "batch of the year")
    submitted_on: date | None = fact("系统申报日", "entered in the system", names="submit.date")
    review_stage: str = fact("审核环节", "how far the review has gone", names="review.stage", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingReport:
    """One quarterly report on the project (季度调度)."""

    quarter: str = fact("季度", "quarter, such as 2021Q3", names="quarter", default="")
    reported_on: date | None = fact("报送日", "handed in")
    progress_percent: Decimal | None = fact("进度（%）", "progress in per cent", names="progress")
    paid_yuan: Decimal | None = fact("已支付（元）", "paid so far [yuan]", names="paid")
    issue: str = fact("问题", "problems", names="issue", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """Money granted to the project."""

    id: str = fact("资金文号", "number of the grant", names="fund.id", default="")
    purpose: str = fact("批准的用途", "approved purpose", names="purpose", default="")
    granted_on: date | None = fact("下达日", "granted")
    paid_yuan: Decimal | None = fact("已支付（元）", "paid so far [yuan]", names="paid")
    performance_reviewed_on: Days | None = fact(
        "绩效自评（评价）日", "days of performance reviews", names="performance"
    )
    diversion_found_on: date | None = fact("发现挪用日", "found to be diverted", after="granted_on")
    returned_on: date | None = fact("挪用资金归还日", "diverted money returned", after="diversion_found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement:
    """The choice of one practitioner for the project."""

    id: str = fact("采购（委托）标识", "identifier", default="")
    credit_code: str = fact("选用单位统一社会信用代码", "credit code of the chosen body", names="org.uscc", default="")
    credit_grade: str = fact("信用等级", "its credit grade", names="credit.grade", default="")
    credit_queried_on: date | None = fact("信用查询日", "credit looked up", names="query.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Subject):
    """A soil-pollution project, from the idea to its end."""

    id: str = fact("项目编号", "identifier", names="project.id", default="")
    reserved_on: date | None = fact("入库日", "entered the central reserve")
    left_reserve_on: date | None = fact("出库（退回、撤回）日", "left the reserve", after="reserved_on")
    closed_on: date | None = fact("结项日", "closed")
    applications: tuple[Application, ...] = several("申报", "applications")
    tracking_reports: tuple[TrackingReport, ...] | None = fact("季度调度", "quarterly reports")
    funds: tuple[Fund, ...] = several("资金", "funds")
    procurements: tuple[Procurement, ...] = several("采购和委托", "procurements")
