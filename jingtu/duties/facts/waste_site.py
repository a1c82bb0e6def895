"""Facts of a waste site (固体废物场所): a place where waste arises, lies or is treated. Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.hazardous_waste import HazardousWaste
from jingtu.duties.facts.household_waste import Dismantler, HouseholdWaste, Sludge
from jingtu.duties.facts.subject import Subject, fact, several
from jingtu.duties.facts.tailings import Tailings


class SiteKind(StrEnum):
    """What a site is; it may be several at once."""

    LEGACY_HEAP = "legacy_heap"
    YARD = "yard"
    TAILINGS_POND = "tailings_pond"
    INDUSTRIAL_PRODUCER = "industrial_producer"
    HAZARDOUS_PRODUCER = "hazardous_producer"
    HAZARDOUS_OPERATOR = "hazardous_operator"
    HAZARDOUS_CARRIER = "hazardous_carrier"
    HAZARDOUS_FACILITY = "hazardous_facility"
    LANDFILL = "landfill"
    HOUSEHOLD_PLANT = "household_plant"
    DISMANTLER = "dismantler"
    SEWAGE_WORKS = "sewage_works"


class YardMaterial(StrEnum):
    """What lies on a yard."""

    TAILINGS = "tailings"
    COAL_GANGUE = "coal_gangue"
    BY_PRODUCT_GYPSUM = "by_product_gypsum"
    FLY_ASH = "fly_ash"
    RED_MUD = "red_mud"
    SMELTING_SLAG = "smelting_slag"
    CARBIDE_SLAG = "carbide_slag"
    CHROMIUM_SLAG = "chromium_slag"
    ARSENIC_SLAG = "arsenic_slag"
    FLUE_GAS_RESIDUE = "flue_gas_residue"
    OTHER = "other"


class FindingKind(StrEnum):
    """Against which continuing duty a finding speaks."""

    LEDGER = "ledger"
    STORAGE = "storage"
    LEACHATE = "leachate"
    HAZARDOUS_LEDGER = "hazardous_ledger"
    NETWORK = "network"
    SLUDGE = "sludge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an inspection found against a duty that goes on."""

    about: str = fact("问题", "what was found", default="")
    kind: FindingKind | None = fact("问题类型", "kind of finding", names="leachate")
    found_on: date | None = fact("发现日", "found")
    ended_on: date | None = fact("改正日", "put right", after="found_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeapPhase:
    """A phase of the treatment of a legacy heap."""

    about: str = fact("阶段", "phase", default="")
    end_on: date | None = fact("阶段期限", "last day of the phase", planned=True)
    accepted_on: date | None = fact("验收日", "accepted", names="accept.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """A heap of legacy solid waste in a mining area."""

    first_batch: bool | None = fact("属于首批", "belongs to the first batch")
    investigated_on: date | None = fact("排查日", "investigated", names="heap.investigated")
    plan_on: date | None = fact("治理方案日", "treatment plan made", names="plan.date")
    near_polluted_farmland: bool | None = fact(
        "周边或下游耕地污染较重", "farmland around or downstream is rather polluted", names="heap.priority"
    )
    pathway_cut_on: date | None = fact("切断污染途径日", "pathway cut off", names="measure.date")
    phases: tuple[HeapPhase, ...] = several("治理阶段", "phases of treatment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Yard:
    """A yard on which industrial waste lies."""

    materials: tuple[YardMaterial, ...] = several("堆存物", "what lies there", names="yard.type")
    found_on: date | None = fact("排查发现日", "found by the survey")
    owner_uscc: str = fact("责任主体信用代码", "credit code of the liable party", names="owner.uscc", default="")
    orphan: bool | None = fact("责任主体灭失", "the liable party no longer exists", names="orphan_flag")
    liable_party_settled_on: date | None = fact("责任主体确认日", "liable party settled")
    plan_on: date | None = fact("整治方案日", "rectification plan made", names="plan.date")
    plan_end_on: date | None = fact("方案期限", "last day of the plan", names="plan.date", planned=True)
    accepted_on: date | None = fact("验收日", "accepted", names="accept.date")
    rectified_on: date | None = fact("整治完成日", "rectified", names="done_date")
    against_dust: bool | None = fact("有防扬散措施", "protected against dust", names="yard.cover yard.measures")
    against_loss: bool | None = fact("有防流失措施", "protected against loss", names="yard.measures")
    against_seepage: bool | None = fact("有防渗漏措施", "protected against seepage", names="yard.liner yard.measures")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An entry of the ledger of industrial waste."""

    entered_on: date | None = fact("记录日", "entered", names="date")
    code: str = fact("废物代码", "code of the waste", names="waste.code", default="")
    quantity_g: int | None = fact("数量（克）", "quantity [g]", names="qty")
    flow: str = fact("流向", "where it went", names="flow", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustrialWaste:
    """What a producer of industrial waste keeps."""

    ledger: tuple[LedgerEntry, ...] | None = fact("管理台账", "ledger of industrial waste")
    responsibility_set_on: date | None = fact("污染防治责任制建立日", "responsibilities for pollution set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumping:
    """Waste or polluted soil dumped, piled, thrown away or buried."""

    about: str = fact("案件", "case", default="")
    found_on: date | None = fact("发现日", "found")
    acted_on: date | None = fact("立案查处日", "proceedings opened", names="case.date")
    quantity_g: int | None = fact("数量（克）", "quantity [g]", names="waste.qty")
    hazardous: bool | None = fact("属于危险废物", "hazardous waste", names="waste.hw_flag")


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteSite(Subject):
    """A waste site; each group holds what concerns one of its kinds."""

    id: str = fact("标识", "identifier", names="heap.id yard.id pond.id facility.id plant.id ent.id", default="")
    kinds: tuple[SiteKind, ...] = several("场所类型", "kinds of site")
    heap: Heap = fact("历史遗留固废", "legacy heap", default=Heap())
    yard: Yard = fact("堆存场所", "yard", default=Yard())
    tailings: Tailings = fact("尾矿库", "tailings pond", default=Tailings())
    industrial: IndustrialWaste = fact("工业固体废物", "industrial waste", default=IndustrialWaste())
    hazardous: HazardousWaste = fact("危险废物", "hazardous waste", default=HazardousWaste())
    household: HouseholdWaste = fact("生活垃圾", "household waste", default=HouseholdWaste())
    dismantler: Dismantler = fact(
        "电器电子产品拆解", "dismantler of electric and electronic waste", default=Dismantler()
    )
    sludge: Sludge = fact("污泥", "sludge", default=Sludge())
    findings: tuple[Finding, ...] = several("检查发现", "findings of inspections")
    dumpings: tuple[Dumping, ...] = several("倾倒案件", "cases of dumping")
