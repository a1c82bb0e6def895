"""The contract of facts for others: a JSON schema per kind of subject, and where each name of the collection stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jingtu.duties.facts.shape import Shape, paths, shapes
from jingtu.duties.facts.subjects import SUBJECTS, TITLES

SCALARS: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "number"},
}


def json_schema(key: str) -> dict[str, Any]:
    """The JSON schema (2020-12) of one kind of subject, with the meaning of each field in both languages."""
    definitions: dict[str, Any] = {}
    body = _record(SUBJECTS[key], definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{TITLES[key].zh} / {TITLES[key].en}",
        **body,
        "required": ["id"],
        "$defs": dict(sorted(definitions.items())),
    }


def facts_map(
    needs: dict[str, tuple[str, ...]], kinds: dict[str, frozenset[str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Name of the collection, duties that need it, kind of subject, fields that answer it.

    Parameters
    ----------
    needs : mapping duty -> names
        Column ``needs`` of ``data/duties.csv``.
    kinds : mapping duty -> keys of subjects
        The kinds of subjects that the duty is asked of.

    Yields
    ------
    (name, duties, kind, fields)
        Sorted by name; ``fields`` is empty where nothing answers the name for that kind.
    """
    fields = {key: _fields_by_name(SUBJECTS[key]) for key in SUBJECTS}
    asked: dict[tuple[str, str], list[str]] = {}
    for duty, names in needs.items():
        for name in names:
            for key in sorted(kinds.get(duty, ())):
                asked.setdefault((name, key), []).append(duty)
    for (name, key), duties in sorted(asked.items()):
        yield name, ";".join(sorted(duties)), key, ";".join(fields[key].get(name, ()))


def _fields_by_name(record: type) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, shape in paths(record):
        for name in shape.names:
            found.setdefault(name, []).append(path)
    return found


def _record(record: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _field(shape, definitions) for name, shape in shapes(record).items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _field(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    described = {"description": f"{shape.zh} / {shape.en}"}
    one = _value(shape, definitions)
    if shape.many:
        one = {"type": "array", "items": one}
    return {**described, **({"anyOf": [one, {"type": "null"}]} if shape.optional else one)}


def _value(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if shape.record:
        name = shape.kind.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _record(shape.kind, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if issubclass(shape.kind, StrEnum):
        return {"enum": [one.value for one in shape.kind]}
    return SCALARS[shape.kind]
