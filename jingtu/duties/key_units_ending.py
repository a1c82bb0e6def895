"""Demolition and the end of production at an enterprise: KU-022 to KU-025, KU-032."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.key_units_listing import for_key_unit
from jingtu.duties.key_units_works import unless_broken
from jingtu.duties.known import happened, naming
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import days, working_days


def demolition_plan(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Filed with both departments 15 working days before demolition starts."""
    for one in unit.demolitions:
        recipients = {"ee": one.filed_with_ecology_on, "miit": one.filed_with_industry_on}
        for name, filed in recipients.items():
            about = f"{one.about} {name}".strip()
            found = day.before(one.start_on, done=filed, lead=working_days(15), about=about, recipient=True)
            yield from naming("start_on", for_key_unit(unit, one.start_on or day.on, found))


def protected_demolition(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Every enterprise protects the soil as long as it demolishes."""
    for one in unit.demolitions:
        runs = happened(one.start_on, day.on) and (one.ended_on is None or one.ended_on >= day.on)
        missing = () if one.waste_manifests else ("waste_manifests",)
        standing = day.standing(since=one.start_on, about=one.about, missing=missing) if runs else None
        yield from unless_broken(day, (one.unprotected_on, one.protected_on), standing, about=one.about)


def report_found_waste(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Toxic waste found in a demolition is reported the same day (Zhongyuan)."""
    for one in unit.found_wastes:
        if one.found_on is None or one.found_on <= day.on:
            yield from naming("found_on", [day.immediate(one.found_on, done=one.reported_on, about=one.about)])


def demolition_summary(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """A report after demolition, within 30 days as a reminder."""
    for one in unit.demolitions:
        if happened(one.ended_on, day.on):
            found = day.within(days(30), one.ended_on, done=one.summary_on, about=one.about, basis=Basis.DEFAULT)
            yield from for_key_unit(unit, one.ended_on, found)


def closing_survey(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Soil and groundwater surveyed before production ends; the report then uploaded and published."""
    end, survey = unit.production_ends_on, unit.closing_survey
    if end is None:
        return
    yield from for_key_unit(unit, end, day.before(end, done=survey.reported_on))
    if happened(survey.reported_on, day.on):
        for about, done in (("upload", survey.uploaded_on), ("publication", survey.published_on)):
            yield from for_key_unit(unit, end, day.timely(done, since=survey.reported_on, about=about))
