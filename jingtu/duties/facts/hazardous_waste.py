"""Facts of a producer, operator or carrier of hazardous waste (危险废物). Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import Yearly, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousEntry:
    """An entry of the ledger of hazardous waste."""

    entered_on: date | None = fact("记录日", "entered")
    code: str = fact("废物代码", "code of the waste", names="hw.code", default="")
    quantity_g: int | None = fact("数量（克）", "quantity [g]", names="qty")


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousLot:
    """A lot in store."""

    id: str = fact("批次编号", "number of the lot", default="")
    stored_on: date | None = fact("入库日", "stored", names="hw.store_date")
    out_on: date | None = fact("出库日", "out of the store", names="hw.out_date", after="stored_on")
    extension_no: str = fact("延长批准文号", "number of the approval to store longer", names="extension.no", default="")
    extended_until: date | None = fact("延长至", "may be stored until", names="extension.no", planned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousTransfer:
    """One transfer to another place."""

    about: str = fact("转移批次", "transfer", default="")
    moved_on: date | None = fact("转移日", "moved", planned=True)
    manifest_no: str = fact("联单编号", "number of the manifest", names="manifest.no", default="")
    manifest_on: date | None = fact("联单填写日", "manifest filled in", names="manifest.no")
    from_place: str = fact("移出地代码", "division code of the place of origin", names="from", default="")
    to_place: str = fact("接收地代码", "division code of the receiving place", names="to", default="")
    approval_no: str = fact(
        "跨省转移批准文号", "number of the cross-province approval", names="approval.no", default=""
    )
    approved_on: date | None = fact("跨省转移批准日", "cross-province transfer approved", names="approval.no")


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousContract:
    """A contract that hands hazardous waste to another body."""

    about: str = fact("合同", "contract", default="")
    signed_on: date | None = fact("签订日", "signed", planned=True)
    code: str = fact("废物代码", "code of the waste", names="hw.code", default="")
    permit_no: str = fact("接收方许可证编号", "number of the receiver's permit", names="permit.no", default="")
    permit_codes: tuple[str, ...] = several(
        "许可证废物类别", "kinds of waste that the permit covers", names="permit.no"
    )
    permit_end_on: date | None = fact("许可证届满日", "last day of the permit", names="permit.end", planned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlan:
    """An emergency plan and its filing."""

    made_on: date | None = fact("预案日", "made", names="plan.date")
    filed_on: date | None = fact("备案日", "filed", names="filing.no", after="made_on")
    filing_no: str = fact("备案号", "number of the filing", names="filing.no", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurancePolicy:
    """A policy of liability insurance for environmental pollution."""

    policy_no: str = fact("保单号", "number of the policy", names="policy.no", default="")
    starts_on: date | None = fact("起保日", "first day of cover", planned=True)
    ends_on: date | None = fact("保险到期日", "last day of cover", names="policy.end", planned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFinding:
    """What a check of a facility found."""

    about: str = fact("问题", "what was found", names="finding", default="")
    plan_end_on: date | None = fact("整改期限", "last day of the plan", planned=True)
    accepted_on: date | None = fact("验收日", "rectification accepted", names="accept.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousWaste:
    """What concerns hazardous waste at a site."""

    produced_since: date | None = fact("产生危险废物起始日", "produces hazardous waste since")
    plan_filings: tuple[Yearly, ...] | None = fact(
        "管理计划备案", "filings of the yearly plan", names="plan.filing_date"
    )
    ledger: tuple[HazardousEntry, ...] | None = fact("危险废物台账", "ledger of hazardous waste", names="ledger")
    lots: tuple[HazardousLot, ...] = several("贮存批次", "lots in store")
    transfers: tuple[HazardousTransfer, ...] = several("转移", "transfers")
    contracts: tuple[HazardousContract, ...] = several("委托合同", "contracts with those who take it")
    permit_no: str = fact("经营许可证编号", "number of its own permit", names="permit.no", default="")
    permit_end_on: date | None = fact(
        "经营许可证届满日", "last day of its own permit", names="permit.end", planned=True
    )
    emergency_plans: tuple[EmergencyPlan, ...] | None = fact("应急预案", "emergency plans")
    policies: tuple[InsurancePolicy, ...] | None = fact("环境污染责任保险", "policies of liability insurance")
    facility_checked_on: date | None = fact("设施排查日", "the facility was checked")
    facility_findings: tuple[FacilityFinding, ...] = several("设施排查问题", "findings of the check")
    decommissioned_on: date | None = fact("退役日", "decommissioned", names="facility.end_date", planned=True)
    reserve_fund_on: date | None = fact("预提费用日", "costs of closure set aside", names="reserve_fund")
    surveyed_on: date | None = fact("退役调查日", "surveyed before decommissioning", names="survey")
