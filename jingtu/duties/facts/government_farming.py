"""Facts of what offices do about farming: accounts of inputs, registration of pesticides and fertilizers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingtu.duties.facts.subject import fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class InputAccount:
    """The account of inputs of a year."""

    year: int = fact("年度", "year", default=0)
    soil_tested_area_mu: Decimal | None = fact(
        "测土配方施肥面积（亩）", "area under soil-test advice [mu]", names="area_covered"
    )
    sown_area_mu: Decimal | None = fact("主要作物播种面积（亩）", "sown area of main crops [mu]", names="area_total")
    fertilizer_t: Decimal | None = fact("化肥使用量（吨）", "fertilizer used [t]", names="fert_t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A registration of a pesticide or fertilizer."""

    number: str = fact("登记证号", "number", names="product.registration_no", default="")
    registered_on: date | None = fact("登记日", "day of registration")
    soil_effects_assessed: bool | None = fact("评价了对土壤的影响", "effects on soil were assessed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmingWork:
    """What the departments of a place do about farming."""

    input_accounts: tuple[InputAccount, ...] | None = fact("投入品核算", "accounts of inputs by year")
    registrations: tuple[Registration, ...] = several("农药肥料登记", "registrations of pesticides and fertilizers")
