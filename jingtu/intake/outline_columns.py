"""Outlines of a layer as columns: WKB and texts as Arrow holds them, for layers of a million rows.

What :mod:`jingtu.intake.outlines` does row by row is done here a batch of rows at a time; only rows whose outline has
to be repaired or refused are looked at one by one. Coordinates stay as delivered.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.raw import open_arrow

from jingtu.intake import opening, outline_layers, outline_roles, outline_shapes
from jingtu.intake.opening import Kind
from jingtu.intake.outline_layers import FAILS, Source
from jingtu.intake.outline_rows import Batch, Record, Shapes
from jingtu.problems import Problem, Refused, Where, error

LAYERS = (Kind.SHAPES, Kind.SHP, Kind.GPKG, Kind.GEOJSON, Kind.KML, Kind.KMZ)
AT_A_TIME = 65_536
MOST_BYTES = 4 * 2**30
"""Largest file read; a GeoPackage is not unpacked. [byte]"""
NAMING = ("number", "code", "name")
"""Roles of the columns that say which row is which."""


@dataclass(frozen=True, slots=True)
class OutlineColumns:
    """A layer by its columns, each of as many rows as the layer has.

    Attributes
    ----------
    crs : str or None
        What the layer declares.
    wkb : pyarrow.LargeBinaryArray
        Valid polygons and multipolygons, two coordinates, as delivered; null where a row has no outline to be used.
    texts : DataFrame
        The columns asked for, as text.
    problems : tuple of Problem
        What was repaired or refused, with its row (``Where.line``, from 1), and what is to be said of the file.
    """

    file: str
    sha256: str
    crs: str | None
    wkb: pa.LargeBinaryArray
    texts: pl.DataFrame
    problems: tuple[Problem, ...]


def read_columns(path: Path | str, *, layer: str = "", columns: Sequence[str] | None = None) -> OutlineColumns:
    """One layer of a GeoPackage, shapefile (zipped or not), GeoJSON or KML.

    Parameters
    ----------
    layer : str
        Which, where there are several.
    columns : sequence of str, optional
        Columns to read; else those that name a row: number, code, name.

    Raises
    ------
    Refused
        If the file cannot be read, has several layers and none is named, is without rows, or lacks a column.
    """
    path = Path(path)
    kind = opening.check(path, kinds=LAYERS, most_bytes=MOST_BYTES)
    problems = list(opening.remarks(path, kind))
    try:
        source, name = _chosen(path, kind, layer, problems)
        head, batches = _batches(source, name, columns)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            fitted = list(pool.map(lambda one: _fit(one[1], one[0], source.where), _numbered(batches)))
    except FAILS as reason:
        raise Refused(error("outlines.layer_unreadable", Where(file=path.name), reason=str(reason)[:200])) from reason
    problems += [problem for _, found in fitted for problem in found]
    if not any(len(part) for part, _ in fitted):
        raise Refused(error("outlines.no_rows", source.where))
    texts = pl.concat([_texts(batch) for batch in batches])
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    crs = source.crs or head["crs"]
    return OutlineColumns(
        path.name, digest, crs, pa.concat_arrays([part for part, _ in fitted]), texts, tuple(problems)
    )


def _chosen(path: Path, kind: Kind, layer: str, problems: list[Problem]) -> tuple[Source, str]:
    """The layer asked for, or the only one."""
    found: dict[str, tuple[Source, str]] = {}
    for source in outline_layers.sources(path, kind, problems):
        names = outline_layers.layer_names(source, problems)
        alone = Path(source.where.sheet).stem if len(names) == 1 else ""
        found |= {alone or name: (source, name) for name in names}
    wanted = [name for name in found if layer in ("", name)]
    if len(wanted) == 1:
        return found[wanted[0]]
    if not found:
        raise Refused(error("outlines.no_layers", Where(file=path.name)))
    raise Refused(error("outlines.which_layer", Where(file=path.name), layers="、".join(found), wanted=layer or "–"))


def _batches(source: Source, layer: str, columns: Sequence[str] | None) -> tuple[dict[str, Any], list[pa.RecordBatch]]:
    info = pyogrio.read_info(source.data, layer=layer, encoding=source.encoding)
    chosen = _named([str(field) for field in info["fields"]], columns, source)
    how: dict[str, Any] = {"batch_size": AT_A_TIME, "use_pyarrow": True, "datetime_as_string": True}
    with open_arrow(source.data, layer=layer, encoding=source.encoding, columns=chosen, **how) as (head, reader):
        shape = head["geometry_name"] or "wkb_geometry"
        return head, [batch.select([*chosen, shape]) for batch in reader]


def _named(fields: Sequence[str], columns: Sequence[str] | None, source: Source) -> list[str]:
    """The fields to read. Raises Refused where one is lacking."""
    if columns is None:
        roles = outline_roles.assign(fields, outline_roles.basic(), shortened=source.shortened)
        return [field for field, role in zip(fields, roles, strict=True) if role in NAMING]
    lacking = [column for column in columns if column not in fields]
    if lacking:
        listed = "、".join(fields) or "–"
        raise Refused(error("outlines.no_column", source.where, columns="、".join(lacking), fields=listed))
    return list(dict.fromkeys(columns))


def _numbered(batches: Sequence[pa.RecordBatch]) -> list[tuple[int, pa.RecordBatch]]:
    firsts = np.cumsum([0, *(batch.num_rows for batch in batches)])[:-1]
    return [(int(first), batch) for first, batch in zip(firsts, batches, strict=True)]


def _texts(batch: pa.RecordBatch) -> pl.DataFrame:
    table = pl.from_arrow(batch.select(batch.schema.names[:-1]))
    assert isinstance(table, pl.DataFrame)
    return table.select(_text(column) for column in table)


def _text(column: pl.Series) -> pl.Series:
    """As text; whole numbers without a decimal point, nothing for what is empty."""
    if column.dtype.is_float() and (column.drop_nulls() % 1 == 0).all():
        column = column.cast(pl.Int64)
    return column.cast(pl.String, strict=False).str.strip_chars().replace("", None)


# ---------------------------------------------------------------- outlines made fit


def _fit(batch: pa.RecordBatch, first: int, where: Where) -> tuple[pa.LargeBinaryArray, list[Problem]]:
    """The outlines of a batch that begins at row ``first``, as valid WKB, and what was wrong with them."""
    delivered = batch.column(batch.num_columns - 1).cast(pa.large_binary())
    wkb = delivered.to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", over="ignore"):  # coordinates that are no numbers are refused below
        shapes: Shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        open_ = np.flatnonzero(shapely.is_missing(shapes))
        shapes[open_] = shapely.from_wkb(wkb[open_], on_invalid="fix")
        problems = _refuse_no_areas(shapes, first, where)
        odd = np.flatnonzero(~shapely.is_missing(shapes) & ~_sound(shapes))
        shapes[odd], more = _checked(shapes[odd], odd + first, where)
    if not odd.size and not open_.size and not shapely.is_missing(shapes).any():
        return delivered, problems
    return pa.array(shapely.to_wkb(shapes), type=pa.large_binary()), problems + more


def _refuse_no_areas(shapes: Shapes, first: int, where: Where) -> list[Problem]:
    """Points, lines and nothing are taken out: one problem for each kind, at its first row."""
    problems = []
    none = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    flat = ~none & (shapely.get_dimensions(shapes) != 2)
    for name, rows in (("points_not_areas", np.flatnonzero(flat)), ("without_outline", np.flatnonzero(none))):
        if rows.size:
            line = Where(where.file, where.sheet, line=int(rows[0]) + first + 1)
            kind = getattr(shapes[rows[0]], "geom_type", "–")
            problems.append(error(f"outlines.{name}", line, count=rows.size, kind=kind))
            shapes[rows] = None
    return problems


def _sound(shapes: Shapes) -> NDArray[np.bool_]:
    polygons = np.isin(shapely.get_type_id(shapes), outline_shapes.POLYGONS)
    good: NDArray[np.bool_] = polygons & shapely.is_valid(shapes) & ~shapely.has_z(shapes) & (shapely.area(shapes) > 0)
    return good


def _checked(shapes: Shapes, rows: NDArray[np.intp], where: Where) -> tuple[Shapes, list[Problem]]:
    """Repaired where the area hardly changes, else refused with the corner; see :mod:`outline_shapes`."""
    records: list[Record] = [(Where(where.file, where.sheet, line=int(row) + 1), {}, {}) for row in rows]
    batch = Batch(where, records, shapes)
    corners, of = shapely.get_coordinates(shapes, return_index=True)
    batch.refuse("not_finite", np.unique(of[~np.isfinite(corners).all(axis=1)]))
    outline_shapes.check(batch)
    return batch.shapes, [problem for found in batch.problems for problem in found]
