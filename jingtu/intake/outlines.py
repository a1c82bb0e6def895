"""Outlines of land from any file they arrive in: workbooks, corner lists, shapefiles, GeoPackage, GeoJSON, KML.

Every row of the file comes out once, in its order: with its outline in CGCS2000 longitude/latitude (EPSG:4490), without
one where the file has none, or with the problem that says why its outline cannot be used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jingtu.intake import opening, outline_layers, outline_places, outline_shapes, outline_tables, outline_text
from jingtu.intake.headers import squeeze
from jingtu.intake.opening import Kind
from jingtu.intake.outline_places import refusal
from jingtu.intake.outline_rows import Batch, OutlineOptions, OutlineReading, OutlineRow
from jingtu.intake.sheets import read_book
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

__all__ = ["OutlineOptions", "OutlineReading", "OutlineRow", "read_outlines"]

TABLES = (Kind.XLSX, Kind.XLS, Kind.TEXT, Kind.PARQUET)
LAYERS = (Kind.SHAPES, Kind.SHP, Kind.GPKG, Kind.GEOJSON, Kind.KML, Kind.KMZ)
KEYS = ("code", "name", "number")


def read_outlines(path: Path | str, options: OutlineOptions | None = None) -> OutlineReading:
    """Every row of a file of land.

    Raises
    ------
    Refused
        If the file cannot be used at all: unreadable, no table in it, or coordinates in a system that is shifted
        (GCJ-02, BD-09) or needs local parameters (Beijing 1954, Xi'an 1980).
    """
    path, options = Path(path), options or OutlineOptions()
    kind = opening.check(path, kinds=(*TABLES, *LAYERS))
    problems = list(opening.remarks(path, kind))
    if kind in TABLES:
        batches = _tables(path, options, problems)
    else:
        batches, more = outline_layers.read_layers(path, kind, options)
        problems += more
    for batch in batches:
        _settle(batch, options, problems)
    fatal = [one for one in problems if one.severity is Severity.ERROR]
    if fatal:
        raise Refused(*fatal)
    rows = _joined([batch.finished() for batch in batches], batches)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return OutlineReading(path.name, digest, tuple(rows), tuple(problems))


def _tables(path: Path, options: OutlineOptions, problems: list[Problem]) -> list[Batch]:
    lines = outline_text.read(path)
    if lines is not None:
        return [lines]
    book = read_book(path)
    problems += book.problems
    tables = [outline_tables.read_table(path.name, sheet, options) for sheet in book.sheets]
    problems += [problem for table in tables for problem in table.problems]
    if not any(table.headed for table in tables):
        problems.append(error("outlines.no_table", Where(file=path.name)))
    return [outline_tables.batch_of(path.name, table) for table in tables if table.lines]


def _settle(batch: Batch, options: OutlineOptions, problems: list[Problem]) -> None:
    """Place and check the shapes of a batch; a system that cannot be converted refuses the file."""
    said = {values["crs"] for _, values, _ in batch.rows if values.get("crs")}
    for crs in sorted(said | ({batch.crs} if batch.crs else set())):
        reason = refusal(crs)
        if reason == "crs_unknown" and crs != batch.crs:
            continue
        if reason:
            problems.append(error(f"outlines.{reason}", batch.where, crs=crs[:60]))
            return
    if batch.crs is None and options.crs is None and not batch.surveyed and len(batch.rows):
        problems.append(attention("outlines.no_crs", batch.where))
    outline_places.place(batch, options)
    outline_shapes.check(batch)


# ---------------------------------------------------------------- outlines that stand in another sheet


def _joined(parts: list[list[OutlineRow]], batches: list[Batch]) -> list[OutlineRow]:
    """Rows of all parts; where one sheet lists parcels and another has their corners, the outlines join the list."""
    listing = [rows for rows in parts if rows and not any(_drawn(row) for row in rows)]
    if not listing or len(listing) == len(parts) or not all(batch.surveyed for batch in batches):
        return [row for rows in parts for row in rows]
    drawn = [row for rows in parts if rows not in listing for row in rows]
    listed = [row for rows in listing for row in rows]
    key = next((key for key in KEYS if _share(listed, drawn, key)), None)
    if key is None:
        return [row for rows in parts for row in (rows if rows in listing else map(_unlisted, rows))]
    outlines = {_named(row, key): row for row in drawn if key in row.values}
    joined = [_with_outline(row, outlines.get(_named(row, key))) for row in listed]
    used = {_named(row, key) for row in listed}
    return joined + [_unlisted(row) for row in drawn if _named(row, key) not in used]


def _drawn(row: OutlineRow) -> bool:
    return row.outline is not None or row.refused


def _share(listed: list[OutlineRow], drawn: list[OutlineRow], key: str) -> bool:
    """Whether a role names the same parcels in both. Two parcels may bear one name or number, but not one code."""
    names = [_named(row, key) for row in listed if key in row.values]
    once = key == "code" or len(set(names)) == len(names)
    return once and bool(set(names) & {_named(row, key) for row in drawn if key in row.values})


def _named(row: OutlineRow, key: str) -> str:
    return squeeze(row.values.get(key, ""))


def _with_outline(row: OutlineRow, drawn: OutlineRow | None) -> OutlineRow:
    if drawn is None:
        return row
    said: Mapping[str, str] = {**drawn.values, **row.values}
    return replace(row, outline=drawn.outline, values=said, problems=(*row.problems, *drawn.problems))


def _unlisted(row: OutlineRow) -> OutlineRow:
    return replace(row, problems=(*row.problems, attention("outlines.corners_not_listed", row.where)))
