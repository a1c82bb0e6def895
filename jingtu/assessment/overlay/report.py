"""An overlay as people and programs read it: tables in words, a workbook, csv, parquet, GeoPackage, JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np
import orjson
import polars as pl
import pyarrow as pa
import pyogrio.raw
import shapely

from jingtu.assessment.overlay.reckon import AREA, KEPT, SQUARE_METRES_PER_MU, Areas, Overlaid, State, totals
from jingtu.assessment.overlay.words import words
from jingtu.assessment.plain_workbook import MOST_ROWS, write_tables
from jingtu.assessment.report import problem_table
from jingtu.codes.zones import epsg_of_zone
from jingtu.problems import Language, Problem, Refused, error
from jingtu.science.overlay_rings import shapes_of

AT_A_TIME = 65_536
AREAS = ("area", "uncovered", "twice")
RESERVED = ("fid", "geom")
"""What a GeoPackage calls its own columns."""


def class_name(of: Overlaid, code: int | None, language: Language) -> str:
    """The class in words; those of another order than that of farmland as they were given."""
    known = words("class", language)
    name = "none" if code is None or code == len(of.names) else of.names[code]
    return known.get(name, name)


# ---------------------------------------------------------------- tables


def parcel_table(of: Overlaid, language: Language) -> pl.DataFrame:
    """One line per parcel: row, columns kept, class, state, areas in m² and mu."""
    heads = words("column", language)
    named = {code: class_name(of, code, language) for code in range(len(of.names))}
    ours: list[pl.Expr] = [
        pl.col("class").replace_strict(named, default=None, return_dtype=pl.String).alias(heads["class"]),
        pl.col("state").replace_strict(words("state", language)).alias(heads["state"]),
        pl.col("share").alias(heads["share"]),
        *([] if of.asked.adjoining is None else [pl.col("border").alias(heads["border"])]),
    ]
    measured = {name: heads[name] for name in AREAS}
    measured |= {AREA.format(k): class_name(of, k, language) for k in range(len(of.names) + 1)}
    ours += [each for column, name in measured.items() for each in _both(column, name, language)]
    taken = {heads["row"], *RESERVED, *(expression.meta.output_name() for expression in ours)}
    kept = [pl.col(KEPT.format(k)).alias(_free(name, taken)) for k, name in enumerate(of.kept)]
    return of.parcels.select(pl.col("row").alias(heads["row"]), *kept, *ours)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a mark behind it where a column of ours bears it already; taken from then on."""
    free = name
    while free.casefold() in {one.casefold() for one in taken}:
        free += "*"
    taken.add(free)
    return free


def _both(column: str, name: str, language: Language) -> list[pl.Expr]:
    """The area in square metres and in mu."""
    said = words("unit", language)
    return [
        pl.col(column).alias(said["m2"].format(name=name)),
        (pl.col(column) / SQUARE_METRES_PER_MU).alias(said["mu"].format(name=name)),
    ]


def total_table(of: Overlaid, language: Language) -> pl.DataFrame:
    """By class: parcels, their area, and the area of all parcels in it; last what no unit covers."""
    heads = words("column", language)
    names = [class_name(of, code, language) for code in totals(of)["class"]]
    bare = of.parcels.filter(pl.col("state") == State.NOT_COVERED)
    rest = pl.DataFrame(
        {
            "class": [None],
            "parcels": [bare.height],
            "parcel_area": [bare["area"].sum()],
            "area": [of.parcels["uncovered"].sum()],
        },
        schema=totals(of).schema,
    )
    lines = pl.concat([totals(of), rest]).with_columns(
        pl.Series("class", [*names, words("state", language)["not_covered"]])
    )
    return lines.select(
        pl.col("class").alias(heads["class"]),
        pl.col("parcels").alias(heads["parcels"]),
        *_both("parcel_area", heads["parcel_area"], language),
        *_both("area", heads["area"], language),
    )


def about_table(of: Overlaid, language: Language) -> pl.DataFrame:
    """What the answer rests on."""
    said = words("about", language)
    layers = [said["layer"].format(**(asdict(one) | {"crs": one.crs or said["undeclared"]})) for one in of.layers]
    plane = said["zone"].format(zone=of.zone, epsg=epsg_of_zone(of.zone)[1])
    lines = [
        (said["parcels"], layers[0]),
        (said["units"], layers[1]),
        (said["plane"], plane),
        (said["areas"], said["ellipsoid"] if of.asked.areas is Areas.ELLIPSOID else said["plane_areas"]),
        (said["rule"], said["dominant"]),
        *([] if of.asked.adjoining is None else [(said["rule"], said["beside"].format(metres=of.asked.adjoining))]),
        (said["order"], " < ".join(class_name(of, code, language) for code in range(len(of.names)))),
    ]
    heads = words("column", language)
    return pl.DataFrame(lines, schema=[heads["what"], heads["value"]], orient="row")


# ---------------------------------------------------------------- files


def write(path: Path, of: Overlaid, language: Language, *, on: date) -> None:
    """Write .xlsx, .csv, .parquet or .gpkg.

    Raises
    ------
    Refused
        If the parcels do not fit into a sheet.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        _workbook(path, of, language, on)
    elif suffix == ".csv":
        parcel_table(of, language).write_csv(path, include_bom=True)
    elif suffix == ".parquet":
        parcel_table(of, language).write_parquet(path)
    else:
        _geopackage(path, of, language)


def _workbook(path: Path, of: Overlaid, language: Language, on: date) -> None:
    if of.parcels.height > MOST_ROWS:
        raise Refused(error("overlay.too_many_rows", rows=of.parcels.height, most=MOST_ROWS))
    names, heads = words("sheet", language), words("column", language)
    overlaps = of.overlaps.select(
        pl.col("row").alias(heads["row"]), pl.col("unit").alias(heads["unit"]), *_both("area", heads["area"], language)
    )
    sheets = {
        names["totals"]: total_table(of, language),
        names["parcels"]: parcel_table(of, language),
        **({names["overlaps"]: overlaps} if overlaps.height else {}),
        names["problems"]: problem_table(of.problems, language),
        names["about"]: about_table(of, language),
    }
    write_tables(path, sheets, on=on)


def _geopackage(path: Path, of: Overlaid, language: Language) -> None:
    """The parcels with their outlines in the plane of the overlay."""
    table = parcel_table(of, language).to_arrow()
    outlines = np.full(of.parcels.height, None, dtype=object)
    for first in range(0, len(of.used), AT_A_TIME):
        span = slice(first, first + AT_A_TIME)
        outlines[of.used[span]] = shapely.to_wkb(shapes_of(of.rings, first, min(first + AT_A_TIME, len(of.used))))
    table = table.append_column("geom", pa.array(outlines, type=pa.large_binary()))
    pyogrio.raw.write_arrow(
        table,
        path,
        layer="parcels",
        driver="GPKG",
        geometry_name="geom",
        geometry_type="MultiPolygon",
        crs=f"EPSG:{epsg_of_zone(of.zone)[1]}",
    )


# ---------------------------------------------------------------- JSON


def as_json(of: Overlaid, language: Language) -> bytes:
    """Everything, by stable keys. Parcels are written by Polars, so that a million of them are no objects of Python."""
    classes = [AREA.format(k) for k in range(len(of.names) + 1)]
    kept = [pl.col(KEPT.format(k)).alias(name) for k, name in enumerate(of.kept)]
    lines = of.parcels.select(
        "row",
        pl.struct(kept).alias("columns") if kept else pl.lit(None).alias("columns"),
        "state",
        pl.col("class").replace_strict(dict(enumerate(of.names)), default=None, return_dtype=pl.String),
        *("border", "area", "share", "uncovered", "twice"),
        pl.concat_list(classes).alias("areas"),
    )
    summed = totals(of).with_columns(
        pl.col("class").replace_strict(dict(enumerate(of.names)), default=None, return_dtype=pl.String)
    )
    document: Mapping[str, object] = {
        "layers": [asdict(one) for one in of.layers],
        "epsg": epsg_of_zone(of.zone)[1],
        "area_kind": of.asked.areas,
        "classes": [*of.names, None],
        "totals": summed.to_dicts(),
        "counts": {state.value: of.parcels.filter(pl.col("state") == state).height for state in State},
        "parcels": orjson.Fragment(lines.write_json()),
        "overlaps": orjson.Fragment(of.overlaps.write_json()),
        "problems": [_problem(one, language) for one in of.problems],
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _problem(one: Problem, language: Language) -> dict[str, object]:
    where = one.where
    return {
        "code": one.code,
        "severity": one.severity,
        "file": where.file,
        "sheet": where.sheet,
        "line": where.line,
        "text": one.text(language),
    }
