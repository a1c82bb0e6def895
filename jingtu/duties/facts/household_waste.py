"""Facts of landfills and plants for household waste, dismantlers and sewage works. Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.subject import Days, fact


class SludgeUse(StrEnum):
    """Where sludge goes."""

    LANDFILL = "landfill"
    INCINERATION = "incineration"
    BUILDING_MATERIAL = "building_material"
    TREATED_FOR_LAND = "treated_for_land"
    DIRECTLY_ON_FARMLAND = "directly_on_farmland"
    DUMPED = "dumped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SludgeLoad:
    """A load of sludge after treatment."""

    id: str = fact("批次编号", "number of the load", default="")
    moved_on: date | None = fact("外运日", "moved")
    quantity_g: int | None = fact("数量（克）", "quantity [g]", names="sludge.qty")
    use: SludgeUse | None = fact("去向", "where it went", names="destination")
    tested_on: date | None = fact("检测日", "tested", names="test")
    cleared_on: date | None = fact("清理日", "cleared away", after="moved_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sludge:
    """What sewage works keep about their sludge."""

    loads: tuple[SludgeLoad, ...] | None = fact("污泥台账", "ledger of sludge")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdWaste:
    """What concerns a landfill or a plant for household waste."""

    assessed_on: Days | None = fact("无害化评估日", "days of the harmlessness assessment", names="assess.date")
    liner_tested_on: Days | None = fact("防渗检测日", "days of testing the liner", names="liner.test")
    life_ends_on: date | None = fact(
        "服务年限届满日", "last day of its service life", names="landfill.life_end", planned=True
    )
    closed_on: date | None = fact("封场日", "closed", names="close.date")
    monitored_on: Days | None = fact(
        "封场后土壤和地下水监测日", "days of monitoring soil and groundwater after closure", names="monitor.dates"
    )
    performance_reported_on: Days | None = fact(
        "绩效评估报告日", "days of performance reports", names="performance.date"
    )
    networked_on: date | None = fact("监测设备联网公开日", "monitoring on the network and public", names="network.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismantler:
    """What concerns a dismantler of electric and electronic waste."""

    checked_on: date | None = fact("排查日", "checked")
    access_ok: bool | None = fact("符合准入条件", "meets the conditions of access", names="access_ok")
    environment_ok: bool | None = fact("符合环保要求", "meets the demands of environmental protection", names="env_ok")
    plan_end_on: date | None = fact("关闭或整改期限", "last day for closing or rectifying", planned=True)
    closed_on: date | None = fact("关闭日", "closed", names="close.date")
    accepted_on: date | None = fact("整改验收日", "rectification accepted")
