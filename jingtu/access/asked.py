"""What a row asks: which use, at which step, on which day. Its own columns come before what was said for the list."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jingtu.access import land_uses, said
from jingtu.access.model import Scheme, Step, Use
from jingtu.access.said import NotUnderstoodError
from jingtu.intake.outlines import OutlineRow
from jingtu.problems import Problem, Refused, error

STEPS = Path(__file__).with_name("steps.csv")


@dataclass(frozen=True, slots=True)
class Asked:
    """A use (None: not said), a step, a day; ``current_use`` None where nobody says."""

    use: Use | None
    step: Step
    on: date
    current_use: Use | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that say nothing themselves. ``scheme`` is that of every land-use code of the list."""

    on: date
    use: Use | None = None
    step: Step | None = None
    scheme: Scheme | None = None
    place: str = ""
    current_use: Use | None = None


@cache
def steps() -> Mapping[str, Step]:
    """Word -> step."""
    with STEPS.open(encoding="utf-8", newline="") as stream:
        return {
            said.even(word): Step(row["step"]) for row in csv.DictReader(stream) for word in row["words"].split("|")
        }


def find_step(text: str) -> Step | None:
    """The step that a key or a word names."""
    word = said.even(text)
    return Step(word) if word in Step.__members__.values() else steps().get(word)


def read(row: OutlineRow, defaults: Defaults) -> tuple[Asked | None, list[Problem]]:
    """What a row asks, or None with the reasons why it cannot be told."""
    problems: list[Problem] = []
    use = _use(row, "use", defaults, problems) or defaults.use
    current = _use(row, "current_use", defaults, problems) or defaults.current_use
    step = _step(row, defaults, problems)
    on = _day(row, defaults, problems)
    if problems or step is None:
        return None, problems
    return Asked(use, step, on, current), []


def _use(row: OutlineRow, role: str, defaults: Defaults, problems: list[Problem]) -> Use | None:
    text = row.values.get(role, "")
    if said.even(text) in said.NOTHING:
        return None
    try:
        return land_uses.find(text, defaults.scheme, row.where)
    except Refused as refused:
        problems += refused.problems
        return None


def _step(row: OutlineRow, defaults: Defaults, problems: list[Problem]) -> Step | None:
    text = row.values.get("step", "")
    if not text and defaults.step is None:
        problems.append(error("access_lists.step_not_said", row.where))
    if not text:
        return defaults.step
    found = find_step(text)
    if found is None:
        known = "、".join(sorted({words for words in steps() if not words.isascii()}))
        problems.append(error("access_lists.step_unknown", row.where, text=text, known=known))
    return found


def _day(row: OutlineRow, defaults: Defaults, problems: list[Problem]) -> date:
    text = row.values.get("day", "")
    try:
        return (said.day(text) if text else None) or defaults.on
    except NotUnderstoodError:
        problems.append(error("access_lists.day_not_understood", row.where, text=text))
        return defaults.on
