"""The lines of the document that a clause was read from, and the repairs made in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Place = tuple[int, ...]  # a line, or page and line


@dataclass(frozen=True)
class Line:
    place: Place
    text: str

    @property
    def label(self) -> str:
        """``12``, or ``3-12``: page 3, line 12."""
        return "-".join(str(part) for part in self.place)


def lines_of(source: list[list[Any]], between: list[Any]) -> list[Line]:
    """The printed lines from the first to the last named, both included."""
    first, last = (_place(end) for end in between)
    lines = (Line(_place(place), text) for place, text in source)
    return [line for line in lines if first <= line.place <= last]


def repairs_in(reading: Mapping[str, Any], between: list[Any]) -> list[dict[str, Any]]:
    """The repairs the reader made in these lines, with a label for the line."""
    first, last = (_place(end) for end in between)
    found = ((Line(_place(repair["line"]), ""), repair) for repair in reading["repairs"])
    return [{**repair, "label": line.label} for line, repair in found if first <= line.place <= last]


def _place(position: Any) -> Place:
    return tuple(position) if isinstance(position, list | tuple) else (position,)
