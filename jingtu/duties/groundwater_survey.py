"""Surveys of groundwater, points that are assessed, and lists. GW-001, 004 to 006, 016."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.facts.groundwater_place import GroundwaterPlace, PlaceKind
from jingtu.duties.groundwater_kinds import of_kind
from jingtu.duties.known import naming, review
from jingtu.duties.levels import UP_TO_CITY, at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Yearly
from jingtu.duties.regular import while_cited
from jingtu.duties.rounds import yearly
from jingtu.duties.spans import years
from jingtu.problems import attention

END_OF_2023 = date(2023, 12, 31)


def areas_surveyed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each area every five years as a reminder; a city has at least one (地下水污染状况调查评价)."""
    areas = body.groundwater.survey_areas
    if not areas:
        nothing = None if areas is None else ()
        found = day.every(years(5), nothing, basis=Basis.DEFAULT)
        yield from at_level(body, {Level.CITY}, naming("survey_areas", found))
    for area in areas or ():
        found = day.every(years(5), area.surveyed_on, about=area.id, basis=Basis.DEFAULT)
        yield from naming("surveyed_on", found)


def landfill_surveyed(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """Landfills of the project surveyed with their surroundings in 2023 (垃圾填埋场地下水调查评估)."""
    yield from of_kind(place, {PlaceKind.LANDFILL}, _landfill(place, day))


def _landfill(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    if place.in_survey_project is None:
        yield review("in_survey_project")
    elif place.in_survey_project:
        yield day.by(END_OF_2023, done=place.surveyed_on)


def self_evaluation(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Handed in each year while the plan runs (地下水生态环境保护年度评估)."""
    handed_in = body.groundwater.self_evaluations
    records = None if handed_in is None else [Yearly(one.year, one.submitted_on) for one in handed_in]
    found = yearly("GW-005", body, day, Parameter("city.gw_eval_day"), records)
    yield from at_level(body, UP_TO_CITY, naming("self_evaluations", found))


def point_keeps_its_class(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    """The class of each assessment point no worse than its target, year by year (考核点位水质稳定)."""
    yield from of_kind(place, {PlaceKind.ASSESSMENT_POINT}, _classes(place, day))


def _classes(place: GroundwaterPlace, day: Day) -> Iterator[Occurrence]:
    start, until = while_cited("GW-006", place)
    last = day.on if until is None else min(day.on, until)
    reached = {one.year: one.actual_class for one in place.yearly_classes}
    for year in range(start.year if start else day.on.year, last.year + 1):
        yield _class_of_year(place, year, reached.get(year), day)


def _class_of_year(place: GroundwaterPlace, year: int, actual: int | None, day: Day) -> Occurrence:
    end, target = date(year, 12, 31), place.target_class
    if actual is None or target is None:
        missing = tuple(name for name, value in (("target_class", target), ("actual_class", actual)) if value is None)
        return day.target(end, met=None, about=str(year), missing=missing)
    remark = attention("duties.short_of_target", reached=actual, wanted=f"<= {target}")
    return day.target(end, met=actual <= target, about=str(year), remark=remark)


def source_list(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The list of pollution sources brought up to date, yearly as a reminder (地下水污染源清单)."""
    found = day.every(years(1), body.groundwater.source_list_updated_on, basis=Basis.DEFAULT)
    yield from naming("source_list_updated_on", found)
