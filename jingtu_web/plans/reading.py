"""An uploaded plan document, read by ``jingtu.plans``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jingtu import plans
from jingtu.plans import documents
from jingtu.problems import Problem
from jingtu_web.common.files import file_name, plain_name
from jingtu_web.common.storable import storable


@dataclass(frozen=True)
class Document:
    """A plan document as it arrived, and what the reader found in it.

    ``reading`` has the shape of ``Reading.to_json()``; ``source`` holds the lines as printed, each with its place (a
    number, or page and number).
    """

    name: str
    content: bytes
    reading: Mapping[str, Any]
    source: list[list[Any]]
    reader: str
    problems: tuple[Problem, ...] = ()


def read(name: str, content: bytes) -> Document:
    """Read a document under its own name, which the messages carry.

    Raises
    ------
    Refused
        If it cannot be read as a plan; each problem names the remedy.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / file_name(name)
        path.write_bytes(content)
        found = plans.read(path)
        lines = [[line.position, line.text] for line in documents.load(path).lines]
    return Document(
        plain_name(name), content, storable(found.to_json()), storable(lines), version("jingtu"), found.problems
    )
