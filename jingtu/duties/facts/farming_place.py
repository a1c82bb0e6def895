"""Facts of a place of farming: a farm, irrigation district, dealer or grain store (农业投入品、灌溉、养殖、收储)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, Subject, fact, several


class MaterialType(StrEnum):
    """What is to be brought onto farmland."""

    WASTEWATER = "wastewater"
    SLUDGE = "sludge"
    DREDGED_SEDIMENT = "dredged_sediment"
    TAILINGS = "tailings"
    SLAG = "slag"
    HOUSEHOLD_WASTE = "household_waste"
    INDUSTRIAL_WASTE = "industrial_waste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measured content and the limit that applies to it, both in the same unit."""

    metal: str = fact("重金属", "metal", names="metal", default="")
    value: Decimal | None = fact("检测值", "value measured", names="result test.value")
    limit: Decimal | None = fact("限值", "limit that applies", names="limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCheck:
    """A spot check of an input."""

    checked_on: date | None = fact("抽检日", "day of the check")
    results: tuple[Measurement, ...] = several("检测结果", "results")
    dealt_with_on: date | None = fact("查处日", "dealt with by the authority", after="checked_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputProduct:
    """An input made, sold or used here: fertilizer, pesticide, feed additive."""

    id: str = fact("产品编号", "number of the product", names="product.id", default="")
    checks: tuple[ProductCheck, ...] | None = fact("抽检", "spot checks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Waste or water that is to be brought onto farmland, or was."""

    about: str = fact("批次", "which batch", default="")
    type: MaterialType | None = fact("材料种类", "kind of material", names="material.type")
    as_fertilizer: bool | None = fact("直接用作肥料", "used raw as fertilizer")
    harmless: bool | None = fact("检测表明不超标、不致污染", "tested: within limits and harmless", names="test")
    applied_on: date | None = fact("施用（排放）日", "brought onto farmland", planned=True)
    ended_on: date | None = fact("停止并清除日", "stopped and cleared away", after="applied_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A mulch film made, sold or used here."""

    id: str = fact("产品（批次）", "product or batch", default="")
    thickness_mm: Decimal | None = fact("厚度（毫米）", "thickness [mm]", names="film.mm")
    found_on: date | None = fact("抽检发现日", "day of the check")
    withdrawn_on: date | None = fact("停售停用日", "withdrawn", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Waste film and packaging recovered in a year."""

    year: int = fact("年度", "year", default=0)
    used_kg: Decimal | None = fact("使用量（千克）", "used [kg]")
    recovered_kg: Decimal | None = fact("回收量（千克）", "recovered [kg]", names="recovered_kg")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterSample:
    """A sample of irrigation water."""

    sampled_on: date | None = fact("采样日", "day of sampling", names="sample.date")
    within_standard: bool | None = fact("符合农田灌溉水质标准", "within the irrigation standard", names="result")
    ended_on: date | None = fact("处理达标日", "dealt with, within the standard again", after="sampled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Canal:
    """An intake or canal of an irrigation district."""

    id: str = fact("灌渠（取水口）编号", "number of the canal", names="canal.id", default="")
    samples: tuple[WaterSample, ...] | None = fact("水质监测", "samples of its water")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManureFacility:
    """Facilities for manure that belong to a farm as built, rebuilt or expanded."""

    about: str = fact("建设项目", "which project", names="facility", default="")
    commissioned_on: date | None = fact("投产日", "taken into use", planned=True)
    accepted_on: date | None = fact("设施验收日", "facilities accepted", names="facility")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManureTest:
    """A test of manure that goes back to the fields."""

    tested_on: date | None = fact("检测日", "day of the test")
    within_limits: bool | None = fact("检测合格", "within limits", names="test")
    ended_on: date | None = fact("整改完成日", "put right", after="tested_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToxicPesticide:
    """A highly toxic, long-lived pesticide sold or used here."""

    id: str = fact("农药编号", "number of the pesticide", names="pesticide.id", default="")
    flow_recorded_on: Days | None = fact("流向登记日", "days its flow was recorded", names="flow")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrainLot:
    """A lot of produce from contaminated cropland."""

    id: str = fact("批次编号", "number of the lot", names="lot.id", default="")
    harvested_on: date | None = fact("收获（收储）日", "harvested or taken in")
    tested_on: date | None = fact("临田检测日", "tested by the field")
    results: tuple[Measurement, ...] = several("检测结果", "results")
    market_on: date | None = fact("进入口粮、流通市场日", "goes to market as food", planned=True)
    disposed_on: date | None = fact(
        "集中处理（专企收购、分仓贮存）日", "bought up apart and disposed of", names="disposal"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmingPlace(Subject):
    """A farm, irrigation district, dealer or grain store; what is recorded decides what it owes."""

    id: str = fact("标识", "identifier", names="farm.id", default="")
    products: tuple[InputProduct, ...] = several("农业投入品", "inputs made, sold or used")
    materials: tuple[Material, ...] = several("施用于农用地的材料", "materials for farmland")
    films: tuple[Film, ...] = several("农膜", "mulch films")
    recoveries: tuple[Recovery, ...] | None = fact("废膜与包装回收", "film and packaging recovered by year")
    canals: tuple[Canal, ...] = several("灌渠与取水口", "canals and intakes")
    large_livestock: bool | None = fact("属于规模养殖场", "a large livestock farm")
    manure_facilities: tuple[ManureFacility, ...] | None = fact("粪污设施", "facilities for manure")
    manure_tests: tuple[ManureTest, ...] = several("还田检测", "tests of manure for the fields")
    toxic_pesticides: tuple[ToxicPesticide, ...] = several("高毒高残留农药", "highly toxic pesticides")
    lots: tuple[GrainLot, ...] = several("农产品批次", "lots of produce")
