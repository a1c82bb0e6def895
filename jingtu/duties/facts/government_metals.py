"""Facts of a government's work on heavy metals: lists, totals, sources, causes. Masses are whole grams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingtu.duties.facts.metal_records import KeyIndustry, Method, Pollutant
from jingtu.duties.facts.subject import Days, fact, several


class EnterpriseStatus(StrEnum):
    """How the full list describes an enterprise."""

    RUNNING = "running"
    STOPPED = "stopped"
    CLOSED = "closed"
    BUILDING = "building"


class Clue(StrEnum):
    """Where a source of cadmium or other metals became known."""

    FARMLAND_SURVEY = "farmland_survey"
    ENTERPRISE_SURVEY = "enterprise_survey"
    POLLUTION_CENSUS = "pollution_census"
    EIA = "eia"
    PERMIT = "permit"
    GRAIN_MONITORING = "grain_monitoring"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEnterprise:
    """An entry of the full list, with the last change of the enterprise."""

    uscc: str = fact("统一社会信用代码", "unified social credit code", names="ent.uscc", default="")
    industry: KeyIndustry | None = fact("重点行业", "key industry", names="ent.industry")
    status: EnterpriseStatus | None = fact("状态", "status", names="ent.status")
    changed_on: date | None = fact("新改扩建或关闭日", "built, rebuilt, expanded or closed")
    entered_on: date | None = fact("清单更新日", "change entered on the list", after="changed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionEntry:
    """An entry of the database of emissions."""

    uscc: str = fact("统一社会信用代码", "unified social credit code", names="ent.uscc", default="")
    metal: Pollutant | None = fact("重金属", "metal", names="metal")
    emitted_g: int | None = fact("排放量（克）", "emitted [g]", names="kg")
    method: Method | None = fact("核算方法", "method of accounting", names="basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyEmission:
    """What the key industries of the place emitted of the key metals in a year."""

    year: int = fact("所属年度", "year", names="emission.year", default=0)
    emitted_g: int | None = fact("排放量（克）", "emitted [g]", names="emission.2020")
    accounted_on: date | None = fact("核算日", "day of the accounting")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source that became known, and what was decided and done about it."""

    id: str = fact("污染源编号", "number of the source", names="source.id", default="")
    clue: Clue | None = fact("线索来源", "where it became known", names="evidence_basis")
    found_on: date | None = fact("发现日", "became known")
    decided_on: date | None = fact("纳入或不纳入清单决定日", "entered on the list, or decided not to", after="found_on")
    checked_on: date | None = fact("排查完成日", "checked", names="source.checked_count")
    rectified_on: date | None = fact("整治完成日", "rectified", names="source.closed_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedArea:
    """An area of farmland where a metal stands out."""

    id: str = fact("区域编号", "number of the area", names="area.id", default="")
    named_on: date | None = fact("确定为突出区域日", "named as standing out")
    traced_on: date | None = fact("成因报告日", "report on causes finished", names="source.list")
    sources: tuple[str, ...] = several("已识别来源", "sources that were found", names="source.list")
    measures_on: Days = several("断源措施实施日", "measures that cut off a source", names="measure.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalsWork:
    """What a government did about heavy metals."""

    list_versions_on: Days | None = fact("全口径清单版本日", "versions of the full list", names="list.version")
    enterprises: tuple[ListedEnterprise, ...] = several("全口径清单企业", "enterprises on the full list")
    totals_verified_on: date | None = fact("排放总量核查完成日", "emission totals verified")
    database_built_on: date | None = fact("排放量数据库建成日", "database of emissions built")
    emission_entries: tuple[EmissionEntry, ...] = several("排放量数据库条目", "entries of the database of emissions")
    yearly_emissions: tuple[YearlyEmission, ...] = several("年度排放量", "emissions of the place by year")
    source_list_versions_on: Days | None = fact(
        "污染源整治清单版本日", "versions of the rectification list", names="list.version"
    )
    sources: tuple[KnownSource, ...] | None = fact("已知污染源", "sources that became known")
    traced_areas: tuple[TracedArea, ...] = several("成因排查区域", "areas whose causes are traced")
