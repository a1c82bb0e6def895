"""Facts of what offices do about groundwater: surveys, prevention zones, the list of sources, the yearly evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.groundwater_place import PreventionZoneType
from jingtu.duties.facts.subject import Days, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyArea:
    """An area whose groundwater is surveyed (地下水基础环境状况调查评价)."""

    id: str = fact("调查区编号", "number of the area", names="area.id", default="")
    surveyed_on: Days | None = fact("调查评价报告日", "surveys finished", names="survey.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreventionZone:
    """A prevention zone for groundwater (地下水污染防治重点区)."""

    type: PreventionZoneType | None = fact("重点区类型", "kind of zone", names="zone.type")
    grade: int | None = fact("管控类分级（1、2）", "grade of a control zone, 1 or 2", names="zone.grade")
    outline: str = fact("边界图层", "layer with its outline", names="geometry", default="")
    published_on: date | None = fact("公布日", "day of publication", names="publish.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfEvaluation:
    """The self-evaluation of groundwater work for a year."""

    year: int = fact("所属年度", "the year it is about", names="year", default=0)
    submitted_on: date | None = fact("自评材料报送日", "handed in", names="self_eval.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class PollutionSource:
    """An entry of the list of groundwater pollution sources (地下水污染源清单)."""

    id: str = fact("污染源编号", "number of the source", names="source.id", default="")
    type: str = fact("污染源类型", "kind of source", names="source.type", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundwaterWork:
    """What the departments of a place do about groundwater."""

    survey_areas: tuple[SurveyArea, ...] | None = fact("地下水调查区", "areas whose groundwater is surveyed")
    prevention_zones: tuple[PreventionZone, ...] | None = fact("地下水污染防治重点区", "prevention zones")
    self_evaluations: tuple[SelfEvaluation, ...] | None = fact("年度自评", "self-evaluations by year")
    pollution_sources: tuple[PollutionSource, ...] | None = fact("污染源清单条目", "sources on the list")
    source_list_updated_on: Days | None = fact("污染源清单更新日", "source list updated", names="update.date")
