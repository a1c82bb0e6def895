"""What a reading of a plan consists of. The JSON keys are documented in ``docs/plan-reading.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from jingtu.problems import Problem

Position = int | tuple[int, int]
"""A line of a text file, a paragraph of a docx (both from 1), or page and line of a pdf."""


class Kind(StrEnum):
    """What a unit is about."""

    GOAL = "goal"
    TASK = "task"
    GUARANTEE = "guarantee"


class Role(StrEnum):
    """What a body has to do in a unit, as the responsibility line says."""

    LEAD = "lead"
    JOINT = "joint"
    PARTICIPATING = "participating"
    COOPERATING = "cooperating"
    IMPLEMENTING = "implementing"
    OTHER = "other"


class Deadlines(StrEnum):
    """By a day, within a span after an event, again and again, or over a stretch of time."""

    BY = "by"
    WITHIN = "within"
    EVERY = "every"
    DURING = "during"


class Part(StrEnum):
    """What a stretch of the document was taken for. Every character has exactly one."""

    FRONT = "front"
    HEADING = "heading"
    TEXT = "text"
    RESPONSIBILITY = "responsibility"
    REPAIR = "repair"
    TAIL = "tail"
    BLANK = "blank"
    LEFT_OVER = "left_over"


@dataclass(frozen=True)
class Body:
    name: str
    role: Role
    canonical: str | None = None
    inherited_from: str | None = None


@dataclass(frozen=True)
class Deadline:
    kind: Deadlines
    date: str | None
    period: str | None
    event: str | None
    phrase: str


@dataclass(frozen=True)
class Target:
    quantity: str
    comparator: str
    value: str | None
    unit: str | None
    by: str | None
    reference: str | None
    phrase: str


@dataclass(frozen=True)
class Unit:
    id: str
    number: str | None
    part: str | None
    path: tuple[str, ...]
    kind: Kind
    heading: str | None
    title: str | None
    text: str
    responsibility_text: str | None
    lines: tuple[Position, Position]
    bodies: tuple[Body, ...] = ()
    open_roles: tuple[Role, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Repair:
    line: Position
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class LeftOver:
    line: Position
    text: str


@dataclass(frozen=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of ``Reading.source``."""

    start: int
    end: int
    part: Part
    unit: str | None = None


@dataclass(frozen=True)
class Reading:
    """A plan document as it was read. ``spans``, ``source`` and ``problems`` are not part of the JSON."""

    title: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    place: str | None
    year: int | None
    chapters: tuple[str, ...]
    units: tuple[Unit, ...]
    repairs: tuple[Repair, ...]
    left_over: tuple[LeftOver, ...]
    source: str = ""
    spans: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values under stable keys, ready for a JSON writer."""
        kept = (field.name for field in fields(self) if field.name not in ("source", "spans", "problems"))
        return {name: _plain(getattr(self, name)) for name in kept}


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
