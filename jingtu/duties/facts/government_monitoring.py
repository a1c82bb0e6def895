"""Facts of what offices do to survey and monitor soil: census, detailed survey, network, shared data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.monitoring_point import PointNetwork
from jingtu.duties.facts.subject import Days, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIndustrySite:
    """A site of the survey of key-industry land (重点行业企业用地调查)."""

    id: str = fact("地块编号", "number of the site", default="")
    collected_on: date | None = fact("信息采集完成日", "data collected", names="collected")
    screened_on: date | None = fact("风险筛查完成日", "risk screened", names="screened")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPoint:
    """A point of a network, with the last time it was monitored."""

    id: str = fact("点位编号", "number of the point", names="point.id", default="")
    network: PointNetwork | None = fact("点位类型", "network")
    sampled_on: date | None = fact("采样日", "day of sampling", names="sample.date")
    uploaded_on: date | None = fact("数据上传日", "data uploaded", names="upload.date", after="sampled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTable:
    """A table of the database of soil data, with its uploads."""

    table: str = fact("数据表", "table", names="table", default="")
    rows: int | None = fact("记录数", "number of rows", names="rows")
    uploaded_on: Days | None = fact("上传、共享日", "days of upload", names="upload.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringWork:
    """What the departments of a place do to survey and monitor soil."""

    censuses_on: Days | None = fact("土壤污染状况普查完成日", "censuses finished", names="census.date")
    key_industry_sites: tuple[KeyIndustrySite, ...] | None = fact(
        "重点行业企业用地", "sites of the survey of key-industry land", names="site.count"
    )
    sampling_started_on: date | None = fact("采样调查启动日", "sampling of those sites started")
    farmland_known_on: date | None = fact("农用地污染查明日", "pollution of farmland found out", names="farmland.done")
    sites_known_on: date | None = fact("疑似污染地块掌握日", "suspected sites known", names="site.done")
    farmland_survey_accepted_on: date | None = fact(
        "农用地详查验收日", "detailed survey of farmland accepted", names="result.submit_date"
    )
    results_sent_to_ministry_on: date | None = fact(
        "企业用地调查成果上报生态环境部日",
        "results on enterprise land sent to the ministry",
        names="result.submit_date",
    )
    results_sent_to_province_on: date | None = fact(
        "成果集成报告报省厅日", "integrated results sent to the province", names="result.submit_date"
    )
    points: tuple[NetworkPoint, ...] | None = fact("监测点位", "points of the network")
    shared_tables: tuple[SharedTable, ...] | None = fact("基础数据库数据表", "tables of the soil database")
