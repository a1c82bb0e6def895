"""One line of a document, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from jingtu.plans.model import Position


@dataclass(frozen=True)
class Line:
    """``text`` as it stands in the file; ``generated`` is the part in front that the office program would print
    (the number of a numbered paragraph) and that is not stored as text; ``edge`` marks the first and the last line of
    a printed page."""

    position: Position
    text: str
    generated: str = ""
    edge: bool = False
