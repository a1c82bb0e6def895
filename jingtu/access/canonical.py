"""The one way a question and a verdict are written as bytes, so that the same inputs replay to the same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.access.model import Hit, Question


def dumps(value: object) -> bytes:
    """JSON of plain values, dataclasses, enums and days: keys in a fixed order, sets sorted."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)


def seal(question: Question, hits: Iterable[Hit], *rest: object) -> str:
    """SHA-256 of everything a verdict was made from: the facts as JSON, then the outlines in the same order as WKB."""
    found = list(hits)
    outlines = [question.outline, *(hit.entry.outline for hit in found)]
    # All at once: one by one they would take longer than the search.
    written = shapely.to_wkb(outlines, output_dimension=2, byte_order=1)
    sealed = hashlib.sha256(dumps((question, found, rest)))
    for one in written:
        sealed.update(b"-" if one is None else one)
    return sealed.hexdigest()


def _plain(value: object) -> object:
    """Outlines are sealed apart; here only whether there is one."""
    if isinstance(value, BaseGeometry):
        return True
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a verdict.")
