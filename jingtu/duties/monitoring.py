"""Duties about survey and monitoring of soil (调查监测): SM-001 to SM-011."""

from __future__ import annotations

from typing import Any

from jingtu.duties import monitoring_points as points
from jingtu.duties import monitoring_surveys as surveys
from jingtu.duties.duty import Duty
from jingtu.duties.facts.farmland_unit import FarmlandUnit
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.monitoring_point import MonitoringPoint

DUTIES: tuple[Duty[Any], ...] = (
    Duty("SM-001", GovernmentBody, surveys.census),
    Duty("SM-002", GovernmentBody, surveys.key_industry_land),
    Duty("SM-003", GovernmentBody, surveys.farmland_and_sites_known),
    Duty("SM-004", GovernmentBody, surveys.detailed_survey_wrapped_up),
    Duty("SM-005", GovernmentBody, points.national_points_uploaded),
    Duty("SM-006", GovernmentBody, points.provincial_points_uploaded),
    Duty("SM-007", MonitoringPoint, points.point_set),
    Duty("SM-008", MonitoringPoint, points.risk_point_monitored),
    Duty("SM-009", GovernmentBody, surveys.data_shared),
    Duty("SM-010", FarmlandUnit, points.farmland_monitored),
    Duty("SM-011", GovernmentBody, points.network),
)
