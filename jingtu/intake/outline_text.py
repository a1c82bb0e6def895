"""Text files of corners, ``J1,1,3998123.4,38412345.6`` line by line, as surveyors hand them over.

A line that ends in ``@`` (number of corners, area, code, name, kind of shape, map sheet, use, land class) or any other
line that is no corner begins a parcel; ``[属性描述]`` tells the system, the zone and the width of the zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jingtu.intake import opening
from jingtu.intake.encodings import decode
from jingtu.intake.opening import Kind
from jingtu.intake.outline_corners import BadCornersError, Corner, corner_of, labels_of, shape_of
from jingtu.intake.outline_rows import Batch, Record, no_shapes
from jingtu.problems import Where, error

CORNER = re.compile(
    r"^\s*[JjBbPp]?\d*\s*[,，\s]\s*(?:\d{1,3}\s*[,，\s]\s*)?\d{2,8}\.\d+\s*[,，\s]\s*\d{2,8}\.\d+\s*[,，]?\s*$"
)
SECTION = re.compile(r"^\s*\[(.+?)\]\s*$")
SETTING = re.compile(r"^\s*([^=,]{1,12})\s*=\s*(.*?)\s*$")
FIELDS = {2: "code", 3: "name", 6: "use"}
"""Place in a line that ends in ``@`` -> role."""
FEWEST_SHARE = 0.5
"""Share of lines that must be corners for a text to be a file of corners."""


@dataclass
class Block:
    """One parcel: the line it begins at, what that line says, its corners with their lines."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    corners: list[Corner] = field(default_factory=list)


def read(path: Path) -> Batch | None:
    """The parcels of a text file of corners; None where the file is none, but a table or another kind."""
    if opening.check(path, kinds=tuple(Kind)) is not Kind.TEXT:
        return None
    lines = decode(path.read_bytes(), file=path.name).text.splitlines()
    filled = [line for line in lines if line.strip() and not SECTION.match(line) and not SETTING.match(line)]
    if not filled or sum(1 for line in filled if CORNER.match(line)) < FEWEST_SHARE * len(filled):
        return None
    settings, blocks = _blocks(lines)
    return _batch(path.name, settings, [block for block in blocks if block.corners])


def _blocks(lines: Sequence[str]) -> tuple[dict[str, str], list[Block]]:
    settings: dict[str, str] = {}
    blocks: list[Block] = []
    open_block = False
    for number, line in enumerate(lines, start=1):
        if CORNER.match(line):
            if not open_block:
                blocks.append(Block(number))
            blocks[-1].corners.append(corner_of(line))
            open_block = True
            continue
        setting = SETTING.match(line)
        if setting:
            settings[setting[1]] = setting[2]
        elif line.strip() and not SECTION.match(line):
            blocks.append(Block(number, dict(_named(line))))
        open_block = bool(line.strip()) and not setting and not SECTION.match(line)
    return settings, blocks


def _named(line: str) -> Iterator[tuple[str, str]]:
    """What a line between the corners says of the parcel that follows."""
    parts = [part.strip() for part in line.split(",")]
    if parts[-1] == "@":
        yield from ((role, parts[at]) for at, role in FIELDS.items() if at < len(parts) - 1 and parts[at])
    else:
        yield "name", line.strip(" ,，:：")


def _batch(file: str, settings: dict[str, str], blocks: list[Block]) -> Batch:
    rows: list[Record] = [
        (Where(file=file, line=block.line), {**block.values, **_system(settings)}, {}) for block in blocks
    ]
    batch = Batch(Where(file=file), rows, no_shapes(len(rows)), crs=_crs(settings), surveyed=True)
    for index, block in enumerate(blocks):
        try:
            batch.shapes[index] = shape_of(block.corners)
        except BadCornersError as bad:
            batch.problems[index].append(error(f"outlines.{bad.name}", rows[index][0], text=bad.text))
            continue
        batch.labels[index] = labels_of(block.corners)
    return batch


def _system(settings: dict[str, str]) -> dict[str, str]:
    return {"crs": settings["坐标系"]} if settings.get("坐标系") else {}


def _crs(settings: dict[str, str]) -> str | None:
    """The projection of ``带号`` and ``几度分带``, for eastings that carry no zone."""
    zone, width = settings.get("带号", ""), settings.get("几度分带", "3")
    if not zone.isdigit():
        return None
    meridian = 3 * int(zone) if width.strip("度° ") == "3" else 6 * int(zone) - 3
    return f"EPSG:{4534 + (meridian - 75) // 3}" if 75 <= meridian <= 135 else None
