"""Facts that contradict each other: what happened in the future, or before what it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from jingtu.duties.facts.shape import Shape, dated, shapes
from jingtu.duties.facts.subject import Contradiction, Subject
from jingtu.problems import Problem, attention

FUTURE = ("登记为已发生的日期不能晚于数据截止日", "What is recorded as done cannot lie after the day of the facts")
ORDER = ("前者不可能早于后者", "The first cannot come before the second")
OF_THE_FACTS = ("as_of", "known_since")


def contradictions(subject: Subject, *, on: date) -> Iterator[Contradiction]:
    """What the facts of a subject say that cannot be, each pair of facts by its path.

    Days marked as planned may lie ahead; every other day must lie on or before the day of the facts (``as_of``, else
    ``on``), and not before the day it follows.
    """
    yield from _in_record(subject, "", subject.as_of or on)
    yield from subject.contradicting()


def without_either(subject: Subject, found: Contradiction) -> Iterator[Subject]:
    """The same subject as if the one fact, and as if the other, were not known."""
    for path in (found.one, found.other):
        if path not in OF_THE_FACTS:
            yield _without(subject, path.split("."))


def _without(record: Any, steps: list[str]) -> Any:
    name, _, number = steps[0].removesuffix("]").partition("[")
    value, at = getattr(record, name), int(number or 0)
    if len(steps) > 1:
        inner = _without(value[at] if number else value, steps[1:])
        return replace(record, **{name: (*value[:at], inner, *value[at + 1 :]) if number else inner})
    if number:
        return replace(record, **{name: (*value[:at], *value[at + 1 :])})
    unknown = next(one.default for one in fields(record) if one.name == name)
    return replace(record, **{name: unknown})


def problem(subject: Subject, found: Contradiction) -> Problem:
    """A contradiction in words."""
    return attention(
        "duties.contradiction",
        one=f"{subject.id}.{found.one}",
        one_value=found.one_value,
        other=found.other,
        other_value=found.other_value,
        why_zh=found.zh,
        why_en=found.en,
    )


def _in_record(record: Any, path: str, as_of: date) -> Iterator[Contradiction]:
    kind: Any = type(record)
    for shape in dated(kind):
        value = getattr(record, shape.name)
        if not value:
            continue
        if not shape.many:
            yield from _one(record, shape, value, f"{path}{shape.name}", as_of)
            continue
        for number, one in enumerate(value):
            yield from _one(record, shape, one, f"{path}{shape.name}[{number}]", as_of)


def _one(record: Any, shape: Shape, value: Any, path: str, as_of: date) -> Iterator[Contradiction]:
    if shape.record:
        yield from _in_record(value, f"{path}.", as_of)
    elif shape.after or (not shape.planned and value > as_of):
        yield from _day(record, shape, value, path, as_of)


def _day(record: Any, shape: Shape, day: date, path: str, as_of: date) -> Iterator[Contradiction]:
    kind: Any = type(record)
    if not shape.planned and day > as_of and shape.name not in OF_THE_FACTS:
        yield Contradiction(path, day, "as_of", as_of, *FUTURE, shape.names)
    earliest = getattr(record, shape.after) if shape.after else None
    if earliest is not None and day < earliest:
        names = shape.names + shapes(kind)[shape.after].names
        beside = path.removesuffix(shape.name) if not path.endswith("]") else path[: path.rindex(shape.name)]
        yield Contradiction(path, day, f"{beside}{shape.after}", earliest, *ORDER, names)
