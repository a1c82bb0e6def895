"""Costs of the work on a polluted parcel, and who bears them (law art. 46, Code art. 440)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.practitioner import Activity
from jingtu.duties.facts.subject import fact


class Payer(StrEnum):
    """土壤污染责任人 / 政府 / 土地使用权人 / 其他."""

    POLLUTER = "polluter"
    GOVERNMENT = "government"
    LAND_USE_HOLDER = "land_use_holder"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost. Whoever pays it in the place of the polluter may recover it."""

    item: Activity | None = fact("费用项目", "activity that it was for", names="cost.item")
    incurred_on: date | None = fact("发生日", "incurred")
    payer: Payer | None = fact("承担（支付）人", "who bears it", names="payer")
    paid_on: date | None = fact("支付日", "paid")
    recovered_on: date | None = fact("向责任人追偿到位日", "recovered from the polluter", after="incurred_on")
