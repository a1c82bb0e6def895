"""Facts of what offices do about key regulated units as a whole (名录、核查)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUnitList:
    """The list of key units of a year, as published."""

    year: int = fact("名录年度", "year of the list", names="list.year", default=0)
    published_on: date | None = fact("公布日", "day of publication", names="list.publish_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUnitEntry:
    """One enterprise on the list of a year, and why."""

    year: int = fact("名录年度", "year of the list", default=0)
    credit_code: str = fact("统一社会信用代码", "unified social credit code", names="unit.uscc", default="")
    ground: str = fact("纳入依据", "ground of inclusion", names="inclusion_ground", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardRecheck:
    """A quality re-check of hazard checks (隐患排查质量核查): what was found in it, and how much was put right."""

    year: int = fact("年度", "year it is about", default=0)
    checked_on: date | None = fact("核查日", "day of the re-check")
    hazards: int | None = fact("隐患总数", "hidden dangers found", names="hd_item.total")
    rectified: int | None = fact("整改并验收合格数", "rectified and accepted", names="hd_item.rectified_ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToxicListEdition:
    """An edition of the list of toxic substances in soil (土壤有毒有害物质名录)."""

    version: str = fact("名录版本", "edition", names="list.version", default="")
    published_on: date | None = fact("公布日", "day of publication")
    cas: tuple[str, ...] = several("CAS号", "CAS numbers", names="substance.cas")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUnitWork:
    """What the departments of a place do about its key units. ``toxic_list`` is for the body that keeps that list."""

    lists: tuple[KeyUnitList, ...] | None = fact("重点监管单位名录", "lists of key units")
    entries: tuple[KeyUnitEntry, ...] = several("名录单位", "enterprises on the lists")
    rechecks: tuple[HazardRecheck, ...] | None = fact("隐患排查核查", "re-checks of hazard checks")
    toxic_list: tuple[ToxicListEdition, ...] | None = fact("有毒有害物质名录", "list of toxic substances in soil")
