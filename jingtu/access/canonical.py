"""The one way a question and a verdict are written as bytes, so that the same inputs replay to the same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.access.model import Hit, Question


def dumps(value: object) -> bytes:
    """JSON of dataclasses, enums and days: keys in a fixed order, outlines as hexadecimal WKB, sets sorted."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)


def seal(question: Question, hits: tuple[Hit, ...], *rest: object) -> str:
    """SHA-256 of everything a verdict was made from."""
    return hashlib.sha256(dumps((question, hits, rest))).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(value, hex=True, output_dimension=2, byte_order=1)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a verdict.")
