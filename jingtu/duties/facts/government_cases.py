"""Facts of cases that offices transfer to the police or bring to court. Hours are recorded as days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredCase:
    """A suspected environmental crime, from the clue to the decision of the police."""

    id: str = fact("案件编号", "number of the case", default="")
    clue_found_on: date | None = fact("发现线索日", "clue found", names="case.clue_date")
    reported_to_leader_on: date | None = fact(
        "报告本机关负责人日", "reported to the leader", names="case.clue_date", after="clue_found_on"
    )
    decided_on: date | None = fact(
        "决定日（移送或不移送）", "decided", names="decision.time", after="reported_to_leader_on"
    )
    to_transfer: bool | None = fact("决定移送", "it was decided to transfer", names="decision.time")
    transferred_on: date | None = fact("移送公安日", "transferred", names="transfer.time", after="decided_on")
    copied_on: date | None = fact("抄送检察院日", "copied to the procuratorate", names="copy.time", after="decided_on")
    received_on: date | None = fact("公安机关收到日", "received by the police", names="received", after="decided_on")
    clue_only: bool | None = fact("只是线索", "only a clue")
    complex: bool | None = fact("案情复杂", "complex")
    police_decided_on: date | None = fact(
        "公安机关立案（不立案）决定日", "police decided", names="decision.date", after="received_on"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DetentionCase:
    """A violation for which the police may detain; the penalty of the office comes first (适用行政拘留)."""

    id: str = fact("案件编号", "number of the case", default="")
    penalty_decided_on: date | None = fact("处罚决定日", "penalty decided", names="penalty.date")
    transferred_on: date | None = fact("移送公安日", "transferred", names="transfer.date", after="penalty_decided_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageCase:
    """Damage to the public interest, and the suit or negotiation about it (公益诉讼、生态环境损害赔偿)."""

    id: str = fact("案件编号", "number of the case", names="case.id", default="")
    plaintiff: str = fact("原告（赔偿权利人）", "plaintiff or claimant", names="plaintiff", default="")
    found_on: date | None = fact("发现损害日", "damage found")
    brought_on: date | None = fact("起诉（磋商）日", "sued or negotiated", after="found_on")
    result: str = fact("结果", "result", names="result", default="")
