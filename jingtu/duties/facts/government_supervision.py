"""Facts of how a place holds others to their soil work: summons, supervision, vetoes, inspections, campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Summons:
    """A region whose state calls for a summons of its government (约谈)."""

    region_code: str = fact("被约谈地区代码", "division code of the region", names="region.code", default="")
    trigger: str = fact("约谈情形", "why", names="trigger", default="")
    triggered_on: date | None = fact("约谈情形出现日", "the case arose")
    held_on: date | None = fact("约谈日", "summons held", names="interview.date", after="triggered_on")
    rectified_on: date | None = fact("整改完成日", "rectified", names="rectify.date", after="triggered_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggingTask:
    """A task that lags seriously behind in a township or enterprise."""

    task_id: str = fact("任务标识", "task", names="task.id", default="")
    party: str = fact("乡镇或企业", "township or enterprise", default="")
    found_on: date | None = fact("认定滞后日", "found to lag")
    lag_days: int | None = fact("滞后天数", "days behind", names="lag_days")
    supervised_on: date | None = fact(
        "约谈或督办日", "summoned or supervised", names="supervision.date", after="found_on"
    )
    closed_on: date | None = fact("督办办结日", "supervision closed", names="closed", after="supervised_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSupervision:
    """One listed supervision of an enterprise (挂牌督办)."""

    case_id: str = fact("案件编号", "number of the case", names="case.id", default="")
    opened_on: date | None = fact("挂牌日", "opened", names="open.date")
    deadline_on: date | None = fact("督办期限", "to be ended by", planned=True, after="opened_on")
    lifted_on: date | None = fact("解除日", "lifted", names="close.date", after="opened_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousProblem:
    """A serious environmental problem of a department (严重环境问题)."""

    event_id: str = fact("事件标识", "event", names="event.id", default="")
    department: str = fact("部门", "department", names="dept.id", default="")
    determined_on: date | None = fact("认定日", "determined")
    vetoed_on: date | None = fact("评优否决日", "honours refused", names="veto_flag", after="determined_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetTask:
    """A yearly task that a department did not fulfil, and how it was held to account."""

    department: str = fact("部门", "department", names="dept.id", default="")
    task_id: str = fact("任务标识", "task", names="task.id", default="")
    finding: str = fact("认定的问题", "what was found", names="finding", default="")
    found_on: date | None = fact("认定日", "found")
    held_to_account_on: date | None = fact("约谈、追责日", "summoned or held to account", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionIssue:
    """One issue of soil safety entered in the inspections of the place (督察)."""

    id: str = fact("问题编号", "number of the issue", names="issue.id", default="")
    entered_on: date | None = fact("列入督察日", "entered")
    rectified_on: date | None = fact("整改完成日", "rectified", names="rectify.date", after="entered_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One special enforcement campaign of several departments (联合专项执法)."""

    id: str = fact("行动标识", "identifier", names="campaign.id", default="")
    concluded_on: date | None = fact("总结日", "concluded")
    cases: int | None = fact("查办案件数", "cases", names="cases")
