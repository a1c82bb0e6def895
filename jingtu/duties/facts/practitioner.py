"""Facts of a practitioner (从业单位): its reports, penalties, credit records, and bans on its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.subject import Days, Subject, fact, several


class Activity(StrEnum):
    """调查 / 风险评估 / 风险管控 / 修复 / 效果评估 / 后期管理 / 其他."""

    SURVEY = "survey"
    RISK_ASSESSMENT = "risk_assessment"
    RISK_CONTROL = "risk_control"
    REMEDIATION = "remediation"
    EFFECT_EVALUATION = "effect_evaluation"
    AFTERCARE = "aftercare"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredReport:
    """A report, scheme or finished work that the practitioner answers for, and its entry in the credit system."""

    id: str = fact("报告（方案、工程）编号", "number of the report, scheme or work", names="report.id", default="")
    kind: Activity | None = fact("活动类别", "kind of activity")
    issued_on: date | None = fact("出具（完工）日", "issued or finished")
    signers: tuple[str, ...] | None = fact(
        "签章人员（空为已知无人签章）", "who signed and sealed it; empty: known to be nobody", names="signers"
    )
    submitted_on: date | None = fact("提交评审（备案）日", "submitted for review or filing", planned=True)
    credit_record_number: str = fact(
        "信用记录系统业绩记录号", "number of its entry in the credit system", names="credit.record_no", default=""
    )
    credit_recorded_on: date | None = fact("业绩录入日", "entered in the credit system", names="record.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityFinding:
    """A report found to be untrue or incomplete, or a work that did not reach its result."""

    about: str = fact("所涉报告（工程）编号", "which report or work", names="report.id", default="")
    found_on: date | None = fact("认定日", "found")
    put_right_on: date | None = fact("整改完成日", "put right", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One administrative penalty and its entry in the credit record."""

    number: str = fact("处罚决定书文号", "number of the decision", names="penalty.no", default="")
    person_id: str = fact("被处罚人员标识", "person punished", names="person.id", default="")
    decided_on: date | None = fact("处罚决定日", "decided")
    recorded_on: date | None = fact(
        "记入信用记录日", "entered in the credit record", names="record.date", after="decided_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A ban on the practitioner, or on one of its people, from practising. Without days it is not known until when."""

    person_id: str = fact("禁业人员（单位）标识", "who is banned", names="person.id", default="")
    starts_on: date | None = fact("禁业起始日", "first day", names="ban.start")
    years: int | None = fact("禁业年数", "for how many years", names="ban.years")
    for_life: bool | None = fact("终身禁业", "for life", names="ban.years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the practitioner's basic details, and when they were updated in the credit system."""

    about: str = fact("变化事项", "what changed", default="")
    changed_on: date | None = fact("变化日", "changed", names="org.change_date")
    updated_on: date | None = fact("更新日", "updated in the system", names="update.date", after="changed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint that the practitioner's performance is false (业绩虚假举报)."""

    id: str = fact("举报编号", "number of the complaint", default="")
    received_on: date | None = fact("收到日", "received", names="complaint.date")
    concluded_on: date | None = fact("核查结论日", "verified", names="finding.date", after="received_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRecord:
    """One credit record: when it was formed, put on the city's platform, and repaired."""

    id: str = fact("信用记录编号", "number of the record", names="record.id", default="")
    formed_on: date | None = fact("形成日", "formed")
    on_platform_on: date | None = fact(
        "归集至市信用平台日", "put on the city's credit platform", names="platform.date", after="formed_on"
    )
    publication_url: str = fact("公布链接", "where it was published", names="publication.url", default="")
    repair_applied_on: date | None = fact(
        "信用修复申请日", "repair applied for", names="repair.apply_date", after="formed_on"
    )
    repair_decided_on: date | None = fact(
        "信用修复决定日", "repair decided", names="repair.date", after="repair_applied_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(Subject):
    """A body that practises in the place: surveys, assesses, controls, remediates, evaluates."""

    credit_code: str = fact("统一社会信用代码", "unified social credit code", names="org.uscc", default="")
    activities: tuple[Activity, ...] | None = fact("在本地从事的活动", "what it does in the place")
    practising_since: date | None = fact("在本地从业起始日", "practises in the place since")
    reports: tuple[DeliveredReport, ...] = several("报告和工程", "reports and works")
    quality_findings: tuple[QualityFinding, ...] = several("成果问题认定", "findings against reports and works")
    penalties: tuple[Penalty, ...] = several("行政处罚", "penalties")
    bans: tuple[Ban, ...] = several("禁业", "bans")
    changes: tuple[Change, ...] = several("基本情况变化", "changes of basic details")
    complaints: tuple[Complaint, ...] = several("业绩虚假举报", "complaints of false performance")
    credit_records: tuple[CreditRecord, ...] = several("信用记录", "credit records")
    integrity_file_updated_on: Days | None = fact(
        "诚信档案更新日", "days its integrity file was made or updated", names="file.date"
    )
    integrity_file_url: str = fact("诚信档案公开链接", "where the file is published", names="url", default="")
