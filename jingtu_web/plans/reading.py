"""An uploaded plan document, read by ``jingtu.plans``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """A plan document as it arrived, and what the reader found in it.

    ``reading`` has the shape of ``Reading.to_json()``; ``source`` holds the document's lines as printed.
    """

    name: str
    content: bytes
    reading: Mapping[str, Any]
    source: list[str]
    reader: str
