"""The shape of a dataclass of facts, read from its fields: what each holds and how it is described."""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a record.

    ``kind`` is the type of one value: a scalar, a StrEnum, or a dataclass of facts (``record``). ``many``: a tuple of
    them. ``optional``: None is a value, *not known*.
    """

    name: str
    kind: type
    many: bool
    optional: bool
    zh: str
    en: str
    names: tuple[str, ...]
    planned: bool
    after: str
    record: bool


SCALARS = (str, bool, int, date, Decimal)


@cache
def shapes(record: type) -> dict[str, Shape]:
    """The fields of a record by name.

    Raises
    ------
    TypeError
        If a field has a type that facts may not have.
    """
    hints = get_type_hints(record)
    return {one.name: _shape(record, one.name, hints[one.name], one.metadata) for one in fields(record)}


@cache
def dated(record: type) -> tuple[Shape, ...]:
    """The fields of a record that are days, or records that hold days."""
    return tuple(
        shape for shape in shapes(record).values() if shape.kind is date or (shape.record and dated(shape.kind))
    )


def _shape(record: type, name: str, hint: Any, described: Any) -> Shape:
    bare, optional = _without_none(hint)
    many = get_origin(bare) is tuple
    kind = get_args(bare)[0] if many else bare
    if not (kind in SCALARS or is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, StrEnum))):
        raise TypeError(f"{record.__name__}.{name}: facts hold no {hint}")
    return Shape(
        name,
        kind,
        many,
        optional,
        described["zh"],
        described["en"],
        described["names"],
        described["planned"],
        described["after"],
        is_dataclass(kind),
    )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    rest = [one for one in get_args(hint) if one is not type(None)]
    return rest[0], len(rest) < len(get_args(hint))


@cache
def paths(record: type, prefix: str = "") -> tuple[tuple[str, Shape], ...]:
    """Every field that can be reached from a record, with its path: ``use_changes[].approved_on``."""
    found: list[tuple[str, Shape]] = []
    for name, shape in shapes(record).items():
        path = f"{prefix}{name}" + ("[]" if shape.many else "")
        found.append((path, shape))
        if shape.record:
            found.extend(paths(shape.kind, f"{path}."))
    return tuple(found)
