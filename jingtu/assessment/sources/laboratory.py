"""A laboratory's results as a table of samples by substances, each substance in one unit."""

from __future__ import annotations

import numpy as np
import polars as pl

from jingtu import units
from jingtu.assessment.sources.concentrations import Concentrations
from jingtu.intake.laboratory import LabReading
from jingtu.intake.results import PROPERTIES
from jingtu.problems import Problem, Refused, Where, attention, error


def from_laboratory(reading: LabReading, medium: str | None = None) -> Concentrations:
    """The results of one medium. A result known only from below is a gap.

    Raises
    ------
    Refused
        If there are several media and none is chosen, no result, a substance in units of different kinds, or two
        results of one substance in one sample.
    """
    where = Where(file=reading.file)
    results = _of_medium(reading, medium, where)
    results = results.with_columns(key=_key(), at=pl.int_range(pl.len()))
    species = results["substance"].unique(maintain_order=True).to_list()
    chosen = [_unit(results.filter(pl.col("substance") == name), name, where) for name in species]
    _refuse_twice(results)
    samples = results.group_by("key", maintain_order=True).agg(
        pl.col("sample", "point", "file", "sheet", "row").first()
    )
    shape = (samples.height, len(species))
    values, limits, below = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    rows = {key: row for row, key in enumerate(samples["key"])}
    for one in results.iter_rows(named=True):
        place = rows[one["key"]], species.index(one["substance"])
        factor = _factor(one["unit"], chosen[place[1]])
        limit = one["detection_limit"] if one["detection_limit"] is not None else one["quantitation_limit"]
        limits[place] = np.nan if limit is None else limit * factor
        below[place] = one["operator"] == "<"
        if one["operator"] not in ("<", ">") and one["value"] is not None:
            values[place] = one["value"] * factor
    return Concentrations(
        reading.file,
        reading.sha256,
        tuple(species),
        tuple(unit or "" for unit in chosen),
        tuple(sample or point or "" for sample, point in samples.select("sample", "point").iter_rows()),
        tuple(
            Where(file, sheet or "", line=row).text()
            for file, sheet, row in samples.select("file", "sheet", "row").iter_rows()
        ),
        values,
        below,
        limits,
        None,
        (*reading.problems, *_unnamed(reading.results, where)),
    )


def _of_medium(reading: LabReading, medium: str | None, where: Where) -> pl.DataFrame:
    """Contaminants of the medium asked for, or of the only one."""
    found = reading.results.filter(pl.col("substance").is_not_null(), ~pl.col("substance").is_in(PROPERTIES))
    media = found["medium"].drop_nulls().unique().sort().to_list()
    if medium is None and len(media) > 1:
        raise Refused(error("sources.several_media", where, media="、".join(media)))
    found = found if medium is None else found.filter(pl.col("medium") == medium)
    if found.is_empty():
        raise Refused(*reading.problems, error("sources.no_results", where))
    return found


def _key() -> pl.Expr:
    row = pl.concat_str(pl.col("sheet").fill_null(""), pl.col("row").cast(pl.String), separator="#")
    return pl.coalesce("sample", "point", row)


def _unit(part: pl.DataFrame, name: str, where: Where) -> str | None:
    """The unit that stands first. Raises Refused where another one is of a different kind."""
    first: str | None = part["unit"][0]
    try:
        for other in part["unit"].unique():
            _factor(other, first)
    except units.Inconvertible as reason:
        kinds = "、".join(sorted({one or "–" for one in part["unit"]}))
        raise Refused(error("sources.mixed_units", where, species=name, units=kinds)) from reason
    return first


def _factor(of: str | None, to: str | None) -> float:
    if of == to:
        return 1.0
    times, per = units.factor(units.unit(of or "none"), units.unit(to or "none"))
    return times / per


def _refuse_twice(results: pl.DataFrame) -> None:
    twice = results.filter(pl.struct("key", "substance").is_duplicated())
    if twice.height:
        first = twice.row(0, named=True)
        where = Where(first["file"], first["sheet"] or "", first["cell"] or "")
        count = twice.select("key", "substance").n_unique()
        raise Refused(
            error("sources.result_twice", where, sample=first["key"], species=first["substance"], count=count)
        )


def _unnamed(results: pl.DataFrame, where: Where) -> list[Problem]:
    count = results.filter(pl.col("substance").is_null()).height
    return [attention("statistics.substance_missing", where, count=count)] if count else []
