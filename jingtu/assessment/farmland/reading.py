"""A workbook of soil and crop results, with units, to what a classification takes.

The results are read by :func:`jingtu.intake.laboratory.read_lab`. Here each finds its unit: by the code in its row, or
by the outline its point lies in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.assessment.farmland.listing import tidy_code
from jingtu.assessment.farmland.unit_list import CODE, UNITS, is_unit_list, names_unit, read_units
from jingtu.intake import opening
from jingtu.intake.laboratory import LabOptions, LabReading, read_lab
from jingtu.intake.opening import Kind
from jingtu.intake.outlines import OutlineOptions, OutlineReading, read_outlines
from jingtu.intake.sheets import Book, Sheet, from_rows, read_book
from jingtu.intake.tables import Column, Table, find_tables
from jingtu.problems import Problem, Refused, Severity, Where, attention, error

COLUMNS_UNREAD = "outlines.columns_not_known"
"""What the outline reader says of columns it does not know; here they are read as those of a list of units."""
TABLES = (Kind.XLSX, Kind.XLS, Kind.TEXT, Kind.PARQUET)
OVERLAP = 0.01
"""Share of the smaller unit above which two lie over each other (ours): less is how surveyors draw a common edge."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``results``: as the laboratory reader gives them, with ``unit_code`` (null: none); ``units``: the list, and
    ``outlines`` of its units in degrees of CGCS2000."""

    lab: LabReading
    results: pl.DataFrame
    units: pl.DataFrame | None
    outlines: Mapping[str, BaseGeometry]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Units:
    """A list of units, in the columns of ``UNITS``; ``outlines``, in degrees of CGCS2000, where the file had them."""

    table: pl.DataFrame
    outlines: Mapping[str, BaseGeometry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(path: Path, options: LabOptions, units: Path | None = None) -> Reading:
    """Results and units of a file; the units may stand in a file of their own: a table, or outlines.

    Raises
    ------
    Refused
        If a file cannot be used at all, or holds no results.
    """
    book = read_book(path)
    lists = [sheet for sheet in book.sheets if not _tables(sheet, options) and is_unit_list(sheet)]
    by_row, headers = _codes(book, options)
    names = tuple(one.name for one in book.sheets if one not in lists) if lists else ()
    told = replace(options, sheets=options.sheets or names, columns={**headers, **options.columns})
    lab = read_lab(path, told)
    known = _united([_listed(sheet, path) for sheet in lists] + ([read_unit_file(units)] if units else []))
    results = lab.results.join(by_row, on=["sheet", "row"], how="left", maintain_order="left")
    results, problems = in_outlines(results, known.outlines, path.name)
    table = known.table if lists or units else None
    return Reading(lab, results, table, known.outlines, (*lab.problems, *known.problems, *problems))


# ---------------------------------------------------------------- the code in the row


def _tables(sheet: Sheet, options: LabOptions) -> list[Table]:
    return [] if sheet.grid.is_empty() else find_tables(sheet, options.columns)


def _codes(book: Book, options: LabOptions) -> tuple[pl.DataFrame, dict[str, str]]:
    """Sheet and row -> code of the unit; and the headers it stands under, for the laboratory reader to pass over."""
    found: list[tuple[str, int, str]] = []
    headers: dict[str, str] = {}
    for sheet in book.sheets:
        for table in _tables(sheet, options):
            column = next((one for one in table.columns if names_unit(one.text) and one.role != "unit"), None)
            if column is not None:
                headers[column.text] = "ignore"
                texts = _filled(table, column)
                found += [(sheet.name, row + 1, text) for row, text in texts if text]
    schema = {"sheet": pl.String, "row": pl.Int64, CODE: pl.String}
    return pl.DataFrame(found, schema=schema, orient="row"), headers


def _filled(table: Table, column: Column) -> list[tuple[int, str | None]]:
    """Row of the grid -> text of the column there; a merged cell speaks for every row it covers."""
    texts = [tidy_code(text) if text else None for text in table.sheet.grid[column.name]]
    for top, left, bottom, _ in table.sheet.merged:
        if left == column.index:
            texts[top : bottom + 1] = [texts[top]] * (min(bottom + 1, len(texts)) - top)
    return [(row, texts[row]) for row in range(table.start, table.end)]


# ---------------------------------------------------------------- the list of units


def _listed(sheet: Sheet, path: Path) -> Units:
    table, problems = read_units(sheet, Where(path.name, sheet.name))
    return Units(table, {}, problems)


def read_unit_file(path: Path) -> Units:
    """A list of units in a file of its own: a table, or outlines with their codes.

    Raises
    ------
    Refused
        If the file cannot be used at all, or holds no list of units, or none that can be used.
    """
    found = _unit_file(path)
    if found.table.is_empty():
        raise Refused(*found.problems, error("farmland.units_empty", Where(path.name)))
    return found


def _unit_file(path: Path) -> Units:
    kind = opening.check(path, kinds=(*TABLES, Kind.SHAPES, Kind.SHP, Kind.GPKG, Kind.GEOJSON, Kind.KML, Kind.KMZ))
    if kind not in TABLES:
        return _with_outlines(read_outlines(path, OutlineOptions(roles={})))
    book = read_book(path)
    lists = [_listed(sheet, path) for sheet in book.sheets if not sheet.grid.is_empty() and is_unit_list(sheet)]
    if not lists:
        raise Refused(error("farmland.no_units", Where(path.name)))
    found = _united(lists)
    return replace(found, problems=(*book.problems, *found.problems))


def _with_outlines(reading: OutlineReading) -> Units:
    headers = list(dict.fromkeys(name for row in reading.rows for name in row.others))
    sheet = from_rows("", [headers, *([row.others.get(name) for name in headers] for row in reading.rows)])
    name = next((header for header in headers if names_unit(header)), None)
    if name is None:
        known = "、".join(headers) or "—"
        raise Refused(error("farmland.no_codes_of_outlines", Where(reading.file), headers=known))
    table, problems = read_units(sheet, Where(reading.file), header=0)
    outlines = {
        tidy_code(str(row.others[name])): row.outline for row in reading.rows if row.outline and row.others.get(name)
    }
    kept = {code: outlines[code] for code in table[CODE] if code in outlines}
    said = [one for one in reading.all_problems if one.code != COLUMNS_UNREAD]
    if bare := sum(not any(row.others.values()) for row in reading.rows):
        said.append(error("farmland.code_missing", Where(reading.file), count=bare))
    return Units(table, kept, (*said, *problems, *_overlapping(kept, Where(reading.file))))


def _overlapping(outlines: Mapping[str, BaseGeometry], where: Where) -> list[Problem]:
    """Units that lie over each other by more than a common edge."""
    if len(outlines) < 2:
        return []
    codes, shapes = list(outlines), np.array(list(outlines.values()), dtype=object)
    one, other = shapely.STRtree(shapes).query(shapes)
    one, other = one[one < other], other[one < other]
    least = OVERLAP * np.minimum(shapely.area(shapes[one]), shapely.area(shapes[other]))
    boxes = shapely.box(*shapely.bounds(shapes).T)
    near = shapely.area(shapely.intersection(boxes[one], boxes[other])) > least  # neighbours mostly end here
    one, other, least = one[near], other[near], least[near]
    over = shapely.area(shapely.intersection(shapes[one], shapes[other])) > least
    pairs = [f"{codes[a]}–{codes[b]}" for a, b in zip(one[over], other[over], strict=True)]
    return [attention("farmland.units_overlap", where, count=len(pairs), pairs=_some(pairs))] if pairs else []


def _united(lists: Sequence[Units]) -> Units:
    """Several lists as one; of a unit in two of them the first counts, and that is said."""
    table = pl.concat([one.table for one in lists]) if lists else pl.DataFrame(schema=UNITS)
    again = table.filter(pl.col(CODE).is_duplicated())[CODE].unique(maintain_order=True).to_list()
    said = (attention("farmland.lists_overlap", codes="、".join(again[:5]), count=len(again)),) if again else ()
    return Units(
        table.unique(CODE, keep="first", maintain_order=True),
        {code: outline for one in lists for code, outline in one.outlines.items()},
        (*(problem for one in lists for problem in one.problems), *said),
    )


# ---------------------------------------------------------------- the outline around the point


def in_outlines(
    results: pl.DataFrame, outlines: Mapping[str, BaseGeometry], file: str
) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Results (with ``unit_code``) that name no unit take the one outline their point lies in; a code that the map
    contradicts is said."""
    if not outlines:
        return results, ()
    places = results.select("lon", "lat").drop_nulls().unique(maintain_order=True)
    codes, several = _around(places, outlines)
    joined = results.join(places.with_columns(around=codes), on=["lon", "lat"], how="left", maintain_order="left")
    other = joined.filter(
        pl.col(CODE).is_not_null() & pl.col("around").is_not_null() & (pl.col(CODE) != pl.col("around"))
    )
    problems = []
    if other.height:
        rows = other.unique(["sheet", "row"], maintain_order=True)
        named = _some(rows[CODE].unique(maintain_order=True).to_list())
        problems.append(attention("farmland.unit_elsewhere", Where(file), count=rows.height, codes=named))
    if several:
        problems.append(attention("farmland.outlines_overlap", Where(file), count=several))
    return joined.with_columns(pl.coalesce(CODE, "around").alias(CODE)).drop("around"), tuple(problems)


def _around(places: pl.DataFrame, outlines: Mapping[str, BaseGeometry]) -> tuple[pl.Series, int]:
    """The code of the one outline around each place, null where there is none or several; how many have several."""
    codes = list(outlines)
    tree = shapely.STRtree(list(outlines.values()))
    points = shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy())
    at, within = tree.query(points, predicate="intersects")
    count = np.bincount(at, minlength=places.height)
    found: list[str | None] = [None] * places.height
    for place, outline in zip(at.tolist(), within.tolist(), strict=True):
        found[place] = codes[outline] if count[place] == 1 else None
    return pl.Series(found, dtype=pl.String), int((count > 1).sum())


def _some(texts: Sequence[str]) -> str:
    return "、".join(texts[:5]) + (" …" if len(texts) > 5 else "")
