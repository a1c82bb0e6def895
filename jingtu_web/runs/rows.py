"""The rows a run is fed: from the register by filter, or from an uploaded file; always in one order, with their hash.

Numbers of database rows are left out, so that the same measurements are the same bytes in every installation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from jingtu.intake.laboratory import COLUMNS, LabOptions, read_lab
from jingtu.problems import Problem, Refused, Severity, error
from jingtu_web.common.models import Place, User
from jingtu_web.deliveries.told import as_json
from jingtu_web.registers.samples import queries
from jingtu_web.registers.samples.queries import Scope
from jingtu_web.runs.container import arrow


@dataclass(frozen=True)
class Narrowed:
    """Which results are meant. Blank: all."""

    substances: tuple[str, ...]
    medium: str = ""
    land_use: str = ""
    place: Place | None = None

    def told(self) -> dict[str, Any]:
        place = {"code": self.place.code, "name": self.place.name} if self.place else None
        named = {"substances": list(self.substances), "medium": self.medium, "land_use": self.land_use, "place": place}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Input:
    """``origin``: where the rows come from, as kept with the run. ``units``: a list of farmland units
    (:mod:`jingtu_web.runs.units`)."""

    rows: pl.DataFrame
    origin: Mapping[str, Any]
    units: pl.DataFrame | None = None

    def content(self) -> bytes:
        return arrow(self.rows)


NOTHING = Input(pl.DataFrame(schema=COLUMNS), {"source": "none"})


def from_register(wanted: Narrowed, user: User, *, inside_only: bool = False) -> Input:
    """Standing results of the register, of what this person sees.

    ``inside_only``: without those whose coordinates lie in no township, where townships are drawn at all; their number
    is kept with the origin.

    Raises
    ------
    Refused
        If there are none.
    """
    seen = queries.scope_of(user)
    place = wanted.place.pk if wanted.place else None
    scope = Scope(places=seen.places, place=place, medium=wanted.medium, land_use=wanted.land_use)
    rows = of_substances(queries.standing(scope), wanted.substances)
    if rows.is_empty():
        raise Refused(error("runs.no_rows"))
    inside = _inside(rows) if inside_only else rows
    outside = {"outside": len(rows) - len(inside)} if len(inside) < len(rows) else {}
    origin = {"source": "register", "filter": wanted.told(), "rows": len(inside), **outside}
    return Input(in_order(inside), origin)


def from_file(path: Path, wanted: Narrowed, *, on: date, clean_only: bool) -> Input:
    """Results of a laboratory's file, which is not stored in the register.

    Raises
    ------
    Refused
        If the file cannot be read, has errors (unless ``clean_only``), or holds none of the results asked for.
    """
    reading = read_lab(path, LabOptions(on=on, medium=wanted.medium or None, land_use=wanted.land_use or None))
    told = accepted(reading.problems, clean_only=clean_only)
    rows = of_substances(_as_said(reading.results, wanted), wanted.substances)
    if rows.is_empty():
        raise Refused(error("runs.no_rows"))
    origin = {"source": "file", "name": path.name, "sha256": reading.sha256, **told}
    return Input(in_order(rows), {**origin, "filter": wanted.told(), "rows": len(rows)})


def accepted(problems: Sequence[Problem], *, clean_only: bool) -> dict[str, Any]:
    """What is kept with a run of the problems of its files: alike ones once, with their number; errors first.

    Raises
    ------
    Refused
        If there are errors (unless ``clean_only``).
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors and not clean_only:
        names = "、".join(dict.fromkeys(problem.where.file for problem in errors))
        raise Refused(error("runs.file_has_errors", name=names, count=len(errors)), *errors)
    kept: dict[bytes, dict[str, Any]] = {}
    for told in map(as_json, sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)):
        alike = kept.setdefault(orjson.dumps(told["sentences"]), {**told, "count": 0})
        alike["count"] += 1
    return {"problems": list(kept.values())} if kept else {}


def input_sha256(given: Input, settings: Mapping[str, Any], seed: int, on: date) -> str:
    """One hash over everything that decides a result beside the program."""
    rows = hashlib.sha256(given.content()).hexdigest()
    said = [rows, dict(given.origin), dict(settings), seed, on.isoformat()]
    if given.units is not None:
        said.append(hashlib.sha256(arrow(given.units)).hexdigest())
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _inside(rows: pl.DataFrame) -> pl.DataFrame:
    if rows["place"].null_count() == len(rows):
        return rows
    return rows.filter(pl.col("place").is_not_null() | pl.col("lon").is_null())


def of_substances(rows: pl.DataFrame, substances: Sequence[str]) -> pl.DataFrame:
    return rows.filter(pl.col("substance").is_in(list(substances)))


def _as_said(rows: pl.DataFrame, wanted: Narrowed) -> pl.DataFrame:
    for name in ("medium", "land_use"):
        if value := getattr(wanted, name):
            rows = rows.filter(pl.col(name) == value)
    return rows


def in_order(rows: pl.DataFrame, *more: str) -> pl.DataFrame:
    """The columns of intake alone (and those named), sorted by all of them."""
    plain = rows.select(*(pl.col(name).cast(kind) for name, kind in COLUMNS.items()), *more)
    return plain.sort("sample", "point", "substance", *COLUMNS, nulls_last=True, maintain_order=True)
