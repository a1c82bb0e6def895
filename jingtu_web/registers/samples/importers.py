"""From a laboratory's file, as ``jingtu.intake`` reads it, to rows of the register, checked against what it holds."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.problems import Problem
from jingtu_web.common.models import Place
from jingtu_web.registers.samples import facts, rules
from jingtu_web.registers.samples.models import Sample


@dataclass(frozen=True)
class Incoming:
    """Rows ready to be stored: every clean result with the ``number`` of its point; every point with its township.

    ``points``: number, point, point_id (missing where new), place_id, lon, lat, sheet, row.
    """

    results: pl.DataFrame
    points: pl.DataFrame
    problems: list[Problem]


def prepare(results: pl.DataFrame, *, county: Place, file: str) -> Incoming:
    """Recognise known points, place new ones in their township, and compare with what the register holds."""
    plain = results.with_columns(pl.col(pl.String).str.replace_all("\0", "", literal=True))  # PostgreSQL keeps none
    named = plain.with_columns(
        pl.coalesce("point", "sample").alias("point"),
        pl.coalesce("sample", "point").alias("sample"),
    ).with_row_index("line")
    stored = facts.results(Sample.objects.standing().filter(point__county=county))
    points = rules.known_points(_points(named), stored.unique("point_id"))
    points = points.with_row_index("number").with_columns(*_placed(points, county))
    numbered = named.join(points.select("point", "point_id", "number"), on="point", how="left", maintain_order="left")
    long = numbered.filter(rules.too_long())
    differing = rules.contradicting(numbered.filter(pl.col("point_id").is_not_null()), stored)
    problems = [
        *rules.numbers_too_long(long, file),
        *rules.contradictions(differing, file),
        *rules.same_number_elsewhere(points, file),
        *rules.outside_county(points, file),
    ]
    refused = pl.concat([long["line"], differing["line"]])
    clean = numbered.filter(~pl.col("line").is_in(refused.implode()))
    return Incoming(clean, points.join(clean, on="number", how="semi", maintain_order="left"), problems)


def _points(results: pl.DataFrame) -> pl.DataFrame:
    first = [pl.col(name).drop_nulls().first() for name in ("lon", "lat", "place", "sheet", "row")]
    return results.group_by("point", maintain_order=True).agg(first)


def _placed(points: pl.DataFrame, county: Place) -> list[pl.Series]:
    """The township of each point, by its outline or else by name, and whether it lies inside the county at all."""
    townships = list(Place.objects.filter(parent=county))
    by_outline = _containing([town.outline for town in townships], points)
    ids, inside = [], []
    for index, name, lon in zip(by_outline, points["place"], points["lon"], strict=True):
        town = townships[index] if index is not None else _named(name, townships) if lon is None else None
        ids.append(town.id if town else None)
        inside.append(town is not None or lon is None)
    known = any(town.outline for town in townships)
    return [
        pl.Series("place_id", ids, pl.Int64),
        pl.Series("inside", inside if known else [True] * len(ids), pl.Boolean),
    ]


def _containing(outlines: list[BaseGeometry | None], points: pl.DataFrame) -> list[int | None]:
    """The index of the outline each point lies in; on a shared boundary the first."""
    drawn = [index for index, outline in enumerate(outlines) if outline is not None]
    tree = shapely.STRtree([outlines[index] for index in drawn])
    located = points.with_row_index("n").drop_nulls(["lon", "lat"])
    found: list[int | None] = [None] * len(points)
    hits = tree.query(shapely.points(located["lon"], located["lat"]), predicate="intersects")
    for point, outline in sorted(hits.T.tolist(), reverse=True):
        found[located["n"][point]] = drawn[outline]
    return found


def _named(text: str | None, townships: list[Place]) -> Place | None:
    return next((town for town in townships if text and town.name in text), None)
