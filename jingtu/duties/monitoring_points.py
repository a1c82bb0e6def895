"""Points of the monitoring network, and farmland monitored with priority. SM-005 to SM-008, SM-010, SM-011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.farmland_unit import FarmlandUnit
from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.government_monitoring import NetworkPoint
from jingtu.duties.facts.monitoring_point import MonitoringPoint, PointNetwork
from jingtu.duties.known import happened, naming, review
from jingtu.duties.levels import at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.regular import regularly
from jingtu.duties.spans import years
from jingtu.problems import attention

UPLOADED_BY = date(2021, 9, 30)
NATIONAL_POINTS, PROVINCIAL_POINTS = 112, 19
"""Points of the two networks in Shanxi, as its plan of 2021 counts them."""
SET_BY_PLAN = frozenset({PointNetwork.NATIONAL_BASE, PointNetwork.CITY_BASE})


def national_points_uploaded(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """112 national base points monitored and uploaded by the end of September 2021 (国家网基础点位)."""
    found = _uploaded(body, PointNetwork.NATIONAL_BASE, NATIONAL_POINTS, day)
    yield from at_level(body, {Level.PROVINCE}, [found])


def provincial_points_uploaded(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """19 provincial risk points monitored and uploaded by the end of September 2021 (省级风险监控点位)."""
    found = _uploaded(body, PointNetwork.PROVINCIAL_RISK, PROVINCIAL_POINTS, day)
    yield from at_level(body, {Level.PROVINCE}, [found])


def _uploaded(body: GovernmentBody, network: PointNetwork, wanted: int, day: Day) -> Occurrence:
    points = body.monitoring.points
    if points is None:
        return day.target(UPLOADED_BY, met=None, missing=("points",))
    last = min(day.on, UPLOADED_BY)
    reached = len({one.id for one in points if one.network is network and _done(one, last)})
    remark = attention("duties.short_of_target", reached=reached, wanted=wanted)
    return day.target(UPLOADED_BY, met=reached >= wanted, remark=remark)


def _done(point: NetworkPoint, on: date) -> bool:
    return happened(point.sampled_on, on) and happened(point.uploaded_on, on)


def point_set(point: MonitoringPoint, day: Day) -> Iterator[Occurrence]:
    """National and city base points set (Zhongyuan).

    The plan asks for them by the end of 2017, which is before its own first day: nobody can be late by it.
    """
    if point.network is None:
        yield review("network")
    elif point.network in SET_BY_PLAN:
        yield day.timely(point.set_on)


def risk_point_monitored(point: MonitoringPoint, day: Day) -> Iterator[Occurrence]:
    """Risk points around hazardous-waste plants and water sources sampled, yearly as a reminder (风险监测点)."""
    if point.network is None:
        yield review("network", basis=Basis.DEFAULT)
    elif point.network is PointNetwork.RISK:
        held = Held(point.set_on, point.retired_on)
        yield from naming("sampled_on", day.every(years(1), point.sampled_on, held=held, basis=Basis.DEFAULT))


def farmland_monitored(unit: FarmlandUnit, day: Day) -> Iterator[Occurrence]:
    """Farmland that the law names is monitored with priority (重点监测)."""
    if unit.monitoring_grounds:
        yield regularly(day, unit.monitored_on, field="monitored_on")


def network(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A network of points, planned as one (土壤环境监测制度)."""
    points = body.monitoring.points
    if points == ():
        yield day.timely(None)
    else:
        yield day.standing(missing=("points",) if points is None else ())
