"""Self-monitoring (自行监测) by key units: KU-009 to KU-014, KU-016, KU-018 to KU-020."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.key_unit_monitoring import MonitoringReport, SoilLayer
from jingtu.duties.key_units_listing import again, ever_listed, for_key_unit, held, listed, while_listed
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Parameter
from jingtu.duties.reckoning import Day, Days, Yearly
from jingtu.duties.spans import Span, months, years

# HJ 1209-2021, table of frequencies: (class of the unit, sensitive area within 1 km?) -> groundwater sampled every
GROUNDWATER = {
    (1, False): months(6),
    (1, True): months(3),
    (2, False): years(1),
    (2, True): months(6),
}


def monitoring_report(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Data of a year handed in by its end."""
    if ever_listed(unit, day.on):
        yield from naming("monitoring_reports", day.annual((12, 31), _submitted(unit), held=held(unit)))


def _submitted(unit: KeyUnit) -> list[Yearly] | None:
    """What was handed in, by year; of several reports on a year the first comes last, and counts."""
    if unit.monitoring_reports is None:
        return None
    latest_first = sorted(unit.monitoring_reports, key=lambda one: one.submitted_on or date.max, reverse=True)
    return [Yearly(one.year, one.submitted_on) for one in latest_first]


def surface_soil(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each surface point once a year."""
    for point in unit.soil_points:
        if point.layer is None:
            yield review("layer", about=point.id)
        elif point.layer is SoilLayer.SURFACE:
            yield from _sampled_again(unit, day, years(1), point.sampled_on, point.id)


def deep_soil(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each deep point of a class-one unit once in three years."""
    classes = {part.id: part.known_class for part in unit.monitored_units}
    for point in unit.soil_points:
        unit_class = classes.get(point.monitored_unit)
        asked = (("layer", point.layer), ("unit_class", unit_class))
        if point.layer is SoilLayer.SURFACE or unit_class == 2:
            continue
        missing = tuple(name for name, value in asked if value is None)
        if missing:
            yield review(*missing, about=point.id)
        else:
            yield from _sampled_again(unit, day, years(3), point.sampled_on, point.id)


def groundwater_of_class_one(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Half-yearly, quarterly with a sensitive area near."""
    yield from _groundwater(unit, day, 1)


def groundwater_of_class_two(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Yearly, half-yearly with a sensitive area near."""
    yield from _groundwater(unit, day, 2)


def _groundwater(unit: KeyUnit, day: Day, unit_class: int) -> Iterator[Occurrence]:
    sensitive = unit.groundwater_sensitive_1km
    for part in unit.monitored_units:
        if part.known_class not in (unit_class, None):
            continue
        asked = (("unit_class", part.known_class), ("groundwater_sensitive_1km", sensitive))
        missing = tuple(name for name, value in asked if value is None)
        if missing or sensitive is None:
            yield review(*missing, about=part.id)
        else:
            span = GROUNDWATER[unit_class, sensitive]
            yield from _sampled_again(unit, day, span, part.groundwater_sampled_on, part.id)


def _sampled_again(unit: KeyUnit, day: Day, span: Span, sampled: Days, about: str) -> Iterator[Occurrence]:
    """Sampling that comes round. Until the year of the first round (KU-014) is over, nothing is owed unsampled."""
    first_round = unit.listed_on is not None and day.on <= years(1).after(unit.listed_on)
    if sampled or not first_round:
        yield from again(unit, day, span, sampled, about=about)


def first_round(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Within a year of listing; a round known to leave out points or indicators does not count."""
    if not happened(unit.listed_on, day.on):
        return
    made = unit.first_round
    complete = made.all_points is not False and made.full_indicators is not False
    done = made.finished_on if complete else None
    asked = (("all_points", made.all_points), ("full_indicators", made.full_indicators))
    missing = tuple(name for name, value in asked if done is not None and value is None)
    found = day.within(years(1), unit.listed_on, done=done)
    yield from while_listed(unit, found._replace(missing=(*found.missing, *missing)))


def truthful_data(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """From the first data handed in; broken by a finding, or by records that are not there."""
    given = [one for one in unit.monitoring_reports or () if happened(one.submitted_on, day.on)]
    contrary = [*_untrue(unit, day), *(_without_proof(one) for one in given if False in _proof(one).values())]
    yield from contrary
    if given and not any(one.open for one in contrary):
        since = min(one.submitted_on for one in given if one.submitted_on)
        missing = tuple(dict.fromkeys(name for one in given for name, kept in _proof(one).items() if kept is None))
        yield day.standing(since=since, missing=missing)


def _untrue(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    for one in unit.monitoring_findings:
        if one.found_on is None or one.found_on <= day.on:
            yield from naming("found_on", [day.breach(one.found_on, ended=one.corrected_on, about=one.about)])


def _proof(report: MonitoringReport) -> dict[str, bool | None]:
    return {
        "raw_records": report.raw_records,
        "laboratory_certified": report.laboratory_certified,
        "quality_controlled": report.quality_controlled,
    }


def _without_proof(report: MonitoringReport) -> Occurrence:
    missing = tuple(name for name, kept in _proof(report).items() if kept is False)
    return Occurrence(_name(report), State.MISSING, report.submitted_on, open=True, missing=missing)


def publish_results(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each report, within the period that is set for publication."""
    for one in unit.monitoring_reports or ():
        done = one.finished_on
        if happened(done, day.on) and listed(unit, done) is not False:
            yield day.within(Parameter("publish_days"), done, done=one.published_on, about=_name(one))


def _name(report: MonitoringReport) -> str:
    return report.id or str(report.year)


def file_monitoring_plan(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Each edition filed before monitoring under it starts (Gaoping)."""
    for plan in unit.monitoring_plans or ():
        if listed(unit, plan.monitoring_starts_on or day.on) is not False:
            found = day.before(plan.monitoring_starts_on, done=plan.filed_on, about=plan.version)
            yield from naming("monitoring_starts_on", [found])


def no_project_without_monitoring(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """No new or expansion project while the plan is not filed or nothing is monitored (Gaoping)."""
    applied = min((one.applied_on for one in unit.projects if one.applied_on), default=None)
    if listed(unit, day.on) is None and not happened(applied, day.on):
        return
    plans, reports = unit.monitoring_plans, unit.monitoring_reports
    filed = None if plans is None else any(happened(one.filed_on, day.on) for one in plans)
    monitored = None if reports is None else any(happened(one.finished_on, day.on) for one in reports)
    asked = (("monitoring_plans", filed), ("monitoring_reports", monitored))
    if False in (filed, monitored):
        found = day.gate(True, since=applied)
    else:
        missing = tuple(name for name, known in asked if known is None)
        found = day.gate(None if missing else False, missing=missing)
    yield from for_key_unit(unit, day.on, found)
