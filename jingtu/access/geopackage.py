"""Answers to a list as a GeoPackage: a layer of the rows with their answers, one of the register entries they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.access import answers, shown
from jingtu.access.lists import Answers, outcome
from jingtu.access.model import Entry
from jingtu.problems import Language

CRS = "EPSG:4490"
FIELDS = (
    *("number", "code", "name", "state", "answer", "answer_text", "use", "step", "day", "why", "missing"),
    *("entries", "key"),
)
ENTRY_FIELDS = ("id", "kind", "kind_text", "code", "name", "stage", "source")


def write(path: Path, found: Answers, language: Language = "zh") -> None:
    """Write the layers ``answers`` (every row, also those without an outline) and ``entries``. EPSG:4490."""
    lines = [dict(zip(shown.ROWS, line, strict=True)) for line in shown.rows(found, language)]
    rows = [
        (
            row.number,
            line["code"],
            line["name"],
            row.state,
            outcome(row),
            line["answer"],
            line["use"],
            line["step"],
            str(line["day"] or ""),
            line["why"],
            line["missing"],
            line["on_registers"],
            line["key"],
        )
        for row, line in zip(found.rows, lines, strict=True)
    ]
    _layer(path, "answers", (FIELDS, rows), [row.row.outline for row in found.rows])
    met = list(_entries(found).values())
    told = [_entry(entry, language) for entry in met]
    _layer(path, "entries", (ENTRY_FIELDS, told), [entry.outline for entry in met], append=True)


def _entries(found: Answers) -> Mapping[str, Entry]:
    """Entries that rows mean or come near, once each."""
    matched = (match.entry for row in found.rows for match in (*row.taken, *row.doubtful))
    near = (hit.entry for row in found.rows if row.verdict for hit in row.verdict.contacts)
    return {entry.id: entry for entry in (*matched, *near)}


def _entry(entry: Entry, language: Language) -> Sequence[object]:
    kind = answers.word("kind", entry.kind, language)
    return entry.id, entry.kind, kind, entry.code, entry.name, entry.stage or "", entry.source.text(language)


def _layer(
    path: Path,
    name: str,
    table: tuple[Sequence[str], Sequence[Sequence[object]]],
    outlines: Iterable[BaseGeometry | None],
    *,
    append: bool = False,
) -> None:
    fields, rows = table
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(fields)
    pyogrio.raw.write(
        path,
        np.array([_multi(outline) for outline in outlines], dtype=object),
        [
            np.array(values, dtype=np.int64 if field == "number" else object)
            for field, values in zip(fields, columns, strict=True)
        ],
        list(fields),
        layer=name,
        driver="GPKG",
        geometry_type="MultiPolygon",
        crs=CRS,
        append=append,
    )


def _multi(outline: BaseGeometry | None) -> bytes | None:
    if outline is None:
        return None
    return bytes(shapely.to_wkb(shapely.MultiPolygon(list(shapely.get_parts(outline)))))
