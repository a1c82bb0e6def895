"""Lists of farmland units that go into a run: read from a file, kept as a table with their outlines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.assessment.farmland import reading
from jingtu.assessment.farmland.unit_list import CODE, UNITS
from jingtu.intake.laboratory import LabOptions
from jingtu.problems import Refused, error
from jingtu_web.runs.rows import Input, Narrowed, accepted, in_order, of_substances

OUTLINE = "outline"
"""Column of WKB, in degrees of CGCS2000; null where the list has none."""


def with_units(given: Input, path: Path, *, clean_only: bool) -> Input:
    """Results of the register with a list of units; they have no codes of units, so that outlines are needed.

    Raises
    ------
    Refused
        If the file holds no list of units, has errors (unless ``clean_only``), or has no outlines.
    """
    found = reading.read_unit_file(path)
    told = accepted(found.problems, clean_only=clean_only)
    if not found.outlines:
        raise Refused(error("runs.units_without_outlines", name=path.name))
    table = _table(found.table, found.outlines)
    return replace(given, origin={**given.origin, "units": _told(path, table), **told}, units=table)


def from_file_with_units(path: Path, wanted: Narrowed, units: Path | None, *, on: date, clean_only: bool) -> Input:
    """Results of a laboratory's file, with the codes of units in its rows and the list in it or beside it.

    Raises
    ------
    Refused
        If a file cannot be read, has errors (unless ``clean_only``), or holds none of the results asked for.
    """
    found = reading.read(path, LabOptions(on=on), units)
    told = accepted(found.problems, clean_only=clean_only)
    rows = of_substances(found.results, wanted.substances)
    if rows.is_empty():
        raise Refused(error("runs.no_rows"))
    origin = {"source": "file", "name": path.name, "sha256": found.lab.sha256, **told}
    origin |= {"filter": wanted.told(), "rows": len(rows)}
    table = None if found.units is None else _table(found.units, found.outlines)
    if table is not None:
        origin["units"] = _told(units or path, table)
    return Input(in_order(rows, CODE), origin, table)


def outlines_of(units: pl.DataFrame) -> Mapping[str, BaseGeometry]:
    """Code -> outline, of the units that have one."""
    drawn = units.drop_nulls(OUTLINE)
    return dict(zip(drawn[CODE], shapely.from_wkb(drawn[OUTLINE].to_list()), strict=True))


def _table(table: pl.DataFrame, outlines: Mapping[str, BaseGeometry]) -> pl.DataFrame:
    drawn = {code: shapely.to_wkb(outline) for code, outline in outlines.items()}
    wkb = pl.Series(OUTLINE, [drawn.get(code) for code in table[CODE]], dtype=pl.Binary)
    return table.select(*UNITS).with_columns(wkb).sort(CODE)


def _told(path: Path, table: pl.DataFrame) -> dict[str, Any]:
    counts = {"count": len(table), "outlined": len(table) - table[OUTLINE].null_count()}
    return {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **counts}
