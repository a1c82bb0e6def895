"""Facts of a government's work on waste: lists, inspections, dumps, stations, pilots, bulletins. Masses in grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, fact, several


class InspectedKind(StrEnum):
    """Who was inspected on hazardous waste."""

    PRODUCER = "producer"
    OPERATOR = "operator"


class MetalWaste(StrEnum):
    """Waste with heavy metals that is collected apart."""

    BATTERIES = "batteries"
    LAMPS = "lamps"
    THERMOMETERS = "thermometers"
    ELECTRONICS = "electronics"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedPond:
    """A tailings pond on the list of grades."""

    id: str = fact("尾矿库编号", "number of the pond", default="")
    grade: int | None = fact("环境监管等级", "grade of supervision: 1, 2 or 3", names="pond.grade")


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardousInspection:
    """One spot check of the management of hazardous waste."""

    inspected_on: date | None = fact("抽查日", "inspected", names="n_total")
    kind: InspectedKind | None = fact("单位类型", "kind of unit", names="inspect.unit_type")
    passed: bool | None = fact("合格", "passed", names="inspect.result n_pass")


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalDump:
    """An informal dump of household waste. A relapse is not done."""

    id: str = fact("堆放点编号", "number of the dump", names="dump.id", default="")
    listed: bool | None = fact("在原清单内", "on the list, not a new find", names="dump.status")
    done_on: date | None = fact("整治完成日", "treated", names="done_date")
    relapsed_on: date | None = fact("反弹发现日", "found in use again", names="dump.status")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPoint:
    """A point that collects, stores and passes on waste with heavy metals."""

    id: str = fact("站点编号", "number of the point", names="station.id", default="")
    wastes: tuple[MetalWaste, ...] = several("收集种类", "kinds of waste", names="waste.type")
    opened_on: date | None = fact("启用日", "opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalWasteShipment:
    """A shipment from a collection point."""

    about: str = fact("批次", "shipment", default="")
    moved_on: date | None = fact("转运日", "moved")
    manifest_no: str = fact("联单编号", "number of the manifest", names="manifest", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SortingPilot:
    """A community that sorts its household waste."""

    id: str = fact("社区编号", "number of the community", names="community.id", default="")
    started_on: date | None = fact("启动日", "started")
    sorting_rate: Decimal | None = fact("分类率（百分数）", "share that is sorted [%]", names="sorting.rate")
    measured_on: date | None = fact("分类率统计日", "day of that share")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicWorks:
    """A construction project, as to recycled products of construction waste."""

    about: str = fact("项目", "project", default="")
    government_funded: bool | None = fact("政府投资", "paid by the government", names="project.funding")
    recycled_products: bool | None = fact(
        "指定部位使用再生产品", "recycled products where prescribed", names="recycled.use"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """A destruction of seized precursors or drugs."""

    cas: str = fact("CAS 号", "CAS number", names="chemical.cas", default="")
    destroyed_on: date | None = fact("销毁日", "destroyed", names="destruction.date", planned=True)
    supervised_on: date | None = fact("监督日", "supervised", names="monitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteBulletin:
    """The yearly bulletin on solid waste."""

    year: int = fact("所属年度", "year it is about", names="year", default=0)
    published_on: date | None = fact("公布日", "published")
    url: str = fact("公开链接", "where it was published", names="publication.url", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village and its service of cleaning, waste and sewage."""

    id: str = fact("村庄编号", "number of the village", names="village.id", default="")
    serviced_on: Days | None = fact("保洁和治理记录日", "days of records of the service", names="service")


@dataclass(frozen=True, slots=True, kw_only=True)
class WasteWork:
    """What a government did about solid waste."""

    tailings_list_versions_on: Days | None = fact(
        "尾矿库分级清单版本日", "versions of the list of grades", names="list.year"
    )
    graded_ponds: tuple[GradedPond, ...] = several("尾矿库分级", "ponds on the list of grades")
    hazardous_inspections: tuple[HazardousInspection, ...] | None = fact(
        "危险废物规范化抽查", "spot checks on hazardous waste"
    )
    hazardous_inventory_on: date | None = fact(
        "危险废物底数摸清日", "kinds, amounts and flows of hazardous waste known", names="hw.inventory"
    )
    hazardous_database_updated_on: Days | None = fact(
        "重点监管单位信息库更新日", "updates of the database of units", names="update.date"
    )
    dumps: tuple[InformalDump, ...] | None = fact("非正规垃圾堆放点", "informal dumps")
    collection_points: tuple[CollectionPoint, ...] | None = fact(
        "含重金属废物收集站点", "collection points of waste with heavy metals"
    )
    shipments: tuple[MetalWasteShipment, ...] = several("含重金属废物转运", "shipments from collection points")
    sorting_pilots: tuple[SortingPilot, ...] | None = fact("垃圾分类试点", "pilots of sorting household waste")
    public_works: tuple[PublicWorks, ...] = several("政府投资工程", "construction projects")
    destructions: tuple[Destruction, ...] = several("销毁活动", "destructions of seized chemicals")
    bulletins: tuple[WasteBulletin, ...] | None = fact("固体废物信息公告", "yearly bulletins")
    villages: tuple[Village, ...] | None = fact("村庄", "villages")
