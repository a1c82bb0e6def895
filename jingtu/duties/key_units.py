"""Duties of and about key regulated units (土壤污染重点监管单位): KU-001 to KU-041."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.duty import Duty
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import months, working_days, years


def first_hazard_check(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Within a year of being listed."""
    if unit.listed_on is not None:
        done = min((check for check in unit.hazard_checks if check >= unit.listed_on), default=None)
        yield day.within(years(1), unit.listed_on, done=done)


def groundwater_of_class_one(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Half-yearly, quarterly with a sensitive area near."""
    for part in unit.monitored_units:
        if part.unit_class == 1:
            if unit.groundwater_sensitive_1km is None:
                yield Occurrence(part.id, State.HUMAN_REVIEW, missing=("groundwater_sensitive_1km",))
                continue
            span = months(3) if unit.groundwater_sensitive_1km else months(6)
            yield from day.every(span, part.groundwater_sampled_on, about=part.id)


def demolition_plan(unit: KeyUnit, day: Day) -> Iterator[Occurrence]:
    """Filed with both departments 15 working days before demolition starts."""
    for one in unit.demolitions:
        recipients = {"ee": one.filed_with_ecology_on, "miit": one.filed_with_industry_on}
        for name, filed in recipients.items():
            about = f"{one.about} {name}".strip()
            yield day.before(one.start_on, done=filed, lead=working_days(15), about=about, recipient=True)


DUTIES: tuple[Duty[KeyUnit], ...] = (
    Duty("KU-003", KeyUnit, first_hazard_check),
    Duty("KU-012", KeyUnit, groundwater_of_class_one),
    Duty("KU-022", KeyUnit, demolition_plan),
)
