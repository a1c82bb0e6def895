"""Facts of a point of the soil monitoring network (土壤环境监测点位)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.subject import Days, Subject, fact


class PointNetwork(StrEnum):
    """What network a point belongs to. ``RISK``: around hazardous-waste plants and water sources."""

    NATIONAL_BASE = "national_base"
    PROVINCIAL_RISK = "provincial_risk"
    CITY_BASE = "city_base"
    RISK = "risk"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringPoint(Subject):
    """A point of the soil monitoring network."""

    id: str = fact("标识", "identifier", names="point.id", default="")
    network: PointNetwork | None = fact("点位类型", "network it belongs to")
    set_on: date | None = fact("设置日", "day it was set", names="set.date")
    retired_on: date | None = fact("撤销日", "taken out of the network", after="set_on")
    sampled_on: Days | None = fact("采样日", "days of sampling", names="sample.date")
