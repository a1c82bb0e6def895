"""Facts of a tailings pond (尾矿库)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.subject import Days, Yearly, fact, several


class PondClass(StrEnum):
    """Class of safety of a pond; all but the normal ones are key ponds."""

    NORMAL = "normal"
    DEFECTIVE = "defective"
    RISKY = "risky"
    DANGEROUS = "dangerous"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodSeason:
    """The flood season of a year, and the check before it."""

    starts_on: date | None = fact("汛期首日", "first day of the flood season", names="flood_start", planned=True)
    checked_on: date | None = fact("汛前排查日", "checked for hidden dangers", names="hd.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class PondHazard:
    """A hidden danger found before a flood season."""

    about: str = fact("隐患", "hidden danger", default="")
    flood_year: int | None = fact("汛期年度", "year of the flood season")
    done_on: date | None = fact("治理完成日", "put right", names="hd_item.done")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeachateResult:
    """A look at the leachate of a closed pond."""

    sampled_on: date | None = fact("监测日", "sampled", names="leachate.series")
    none_found: bool | None = fact("没有渗滤液", "there was none", names="leachate.series")
    compliant: bool | None = fact("达标", "within the limits", names="leachate.series")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundwaterResult:
    """One indicator of groundwater below a pond, beside that above it or its background, in one unit."""

    sampled_on: date | None = fact("监测日", "sampled")
    upstream: Decimal | None = fact("上游浓度", "upstream", names="gw.upstream")
    downstream: Decimal | None = fact("下游浓度", "downstream", names="gw.downstream")
    background: Decimal | None = fact("本底浓度", "background")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tailings:
    """What concerns a tailings pond."""

    grade: int | None = fact("环境监管等级", "grade of supervision: 1, 2 or 3", names="pond.grade")
    safety_class: PondClass | None = fact("安全度类别", "class of safety", names="pond.class")
    in_use_from: date | None = fact("投用日", "first day of use")
    soil_monitored_on: Days | None = fact("土壤监测日", "days of soil monitoring", names="monitor.date")
    soil_assessed_on: Days | None = fact("土壤评估日", "days of soil assessment", names="assess.date")
    ledger_kept: bool | None = fact("已建环境管理台账", "a ledger is kept", names="pond.ledger")
    uploads: tuple[Yearly, ...] | None = fact(
        "年度信息上传", "yearly data by the year they are about", names="upload.date"
    )
    discharges: bool | None = fact("向外排水", "it discharges water")
    discharge_sampled_on: Days | None = fact(
        "外排水监测日", "days of sampling the discharge", names="discharge.sample.date"
    )
    toxic_discharge: bool | None = fact("外排水含有毒有害污染物", "the discharge holds toxic pollutants")
    receiving_sampled_on: Days | None = fact(
        "受纳水体监测日", "days of sampling the receiving water", names="receiving.sample.date"
    )
    groundwater_sampled_on: Days | None = fact(
        "地下水监测日", "days of sampling the groundwater", names="gw.sample.date"
    )
    flood_seasons: tuple[FloodSeason, ...] = several("汛期", "flood seasons")
    hazards: tuple[PondHazard, ...] = several("污染隐患", "hidden dangers")
    emergency_plans_on: Days | None = fact("应急预案日", "days of emergency plans", names="plan.date")
    drilled_on: Days | None = fact("应急演练日", "days of drills", names="drill.date")
    key_discharger_lists: tuple[Yearly, ...] | None = fact(
        "运营单位列入重点排污单位名录",
        "years whose key-discharger list names its operator, by day of publication",
        names="list.year",
    )
    out_of_use_on: date | None = fact("停用日", "taken out of use")
    closed_on: date | None = fact("封场日", "closed", names="pond.close_date")
    leachate: tuple[LeachateResult, ...] | None = fact("渗滤液监测", "leachate after closure")
    groundwater: tuple[GroundwaterResult, ...] | None = fact("闭库后地下水监测", "groundwater after closure")
    aftercare_ended_on: date | None = fact("后期管理停止日", "aftercare ended")
    aftercare_resumed_on: date | None = fact("后期管理恢复日", "aftercare taken up again", after="aftercare_ended_on")
