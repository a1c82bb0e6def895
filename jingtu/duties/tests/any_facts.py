"""Facts of any kind, made from a seed: every field that a subject has, filled or left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any

from jingtu.duties.facts.shape import Shape, shapes
from jingtu.duties.facts.subject import Subject

FIRST, AS_OF, LAST = date(2016, 1, 1), date(2026, 11, 20), date(2028, 6, 30)
PLACES = ("140404", "140581", "410102", "450222", "140000", "")


def any_subject(kind: type[Subject], random: Random, *, filled: float = 0.6, number: int = 0) -> Subject:
    """A subject of which about a share ``filled`` of the facts is known; its days agree with each other."""
    made: Subject = _record(kind, random, filled, depth=0)
    return replace(made, id=f"{kind.__name__}-{number}", place=random.choice(PLACES), known_since=None, as_of=AS_OF)


def _record(kind: type, random: Random, filled: float, depth: int) -> Any:
    values: dict[str, Any] = {}
    for name, shape in shapes(kind).items():
        if random.random() < filled or (name == "year" and not shape.optional):
            values[name] = _field(shape, values, random, filled, depth)
    return kind(**values)


def _field(shape: Shape, values: dict[str, Any], random: Random, filled: float, depth: int) -> Any:
    if not shape.many:
        return _one(shape, values, random, filled, depth)
    count = random.choice((0, 1, 1, 2, 3)) if depth == 0 else random.choice((0, 1, 2))
    found = [_one(shape, {}, random, filled, depth) for _ in range(count)]
    return tuple(sorted(found)) if shape.kind is date else tuple(found)


def _one(shape: Shape, values: dict[str, Any], random: Random, filled: float, depth: int) -> Any:
    if shape.record:
        return _record(shape.kind, random, filled, depth + 1)
    if shape.kind is date:
        return _day(shape, values, random)
    if shape.kind is bool:
        return random.random() < 0.5
    if issubclass(shape.kind, StrEnum):
        return random.choice(list(shape.kind))
    return _scalar(shape, random)


def _day(shape: Shape, values: dict[str, Any], random: Random) -> date:
    first = values.get(shape.after) or FIRST
    last = LAST if shape.planned else AS_OF
    return first + timedelta(random.randint(0, max((last - first).days, 0)))


def _scalar(shape: Shape, random: Random) -> Any:
    if shape.kind is int:
        return random.randint(2018, 2027) if "year" in shape.name else random.randint(0, 3)
    return Decimal(random.randint(0, 2000)) / 100 if shape.kind is Decimal else f"{shape.name} {random.randint(1, 9)}"
