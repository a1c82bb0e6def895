"""Results of several substances as source apportionment wants them: samples by species, each with its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu.assessment.matching import CONDITION_ONLY
from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.pmf_table import Strength, Table, by_strength, signal_to_noise, strengths, table
from jingtu_web.runs.declared import Work
from jingtu_web.runs.kinds.indices_table import KEPT, by_substance, named
from jingtu_web.runs.kinds.measured import measured

Floats = NDArray[np.float64]
LEAST_MEASURED = 0.5


@dataclass(frozen=True)
class Ready:
    """``values``, ``uncertainties``: shape (samples, species kept), columns as ``kept``, each in its unit of ``units``.

    ``species``: every one with what speaks for and against it; ``about``: the samples.
    """

    about: pl.DataFrame
    values: Floats
    uncertainties: Floats
    kept: tuple[str, ...]
    units: Mapping[str, str]
    species: pl.DataFrame
    remarks: tuple[Problem, ...]


def ready(work: Work) -> Ready:
    """Values, uncertainties from detection limit and error of the method, weak species weighed down, bad ones left out.

    Raises
    ------
    Refused
        If results are of several media or no chemical species, or a detection limit is not known.
    """
    if (media := work.rows["medium"].drop_nulls().n_unique()) > 1:
        raise Refused(error("runs.several_media", count=media))
    if others := sorted(set(work.rows["substance"]) & set(CONDITION_ONLY)):
        raise Refused(error("runs.no_species", **named(others)))
    long, units, remarks = _measured(work.rows)
    limits = by_substance(work.settings["limits"], "runs.limit_unreadable")
    about, cells, told = _cells(long, tuple(sorted(units)), limits)
    fractions = np.full(len(units), float(str(work.settings["error"])) / 100)
    found = table(cells.numbers, cells.limits, fractions, below=cells.below)
    noise = signal_to_noise(found.values, found.uncertainties)
    strong = strengths(noise)
    values, uncertainties, columns = by_strength(found, strong)
    species = _species(tuple(sorted(units)), units, found, (noise, strong))
    kept = tuple(species["substance"][int(column)] for column in columns)
    return Ready(about, values, uncertainties, kept, units, species, (*remarks, *told, *_remarks(species)))


@dataclass(frozen=True)
class Cells:
    """Shape (samples, species): ``numbers``, NaN where none; ``limits`` of detection; ``below``: not detected."""

    numbers: Floats
    limits: Floats
    below: NDArray[np.bool_]


def _measured(rows: pl.DataFrame) -> tuple[pl.DataFrame, Mapping[str, str], list[Problem]]:
    """Every species in the unit of most of its results."""
    parts, units, remarks = [], dict[str, str](), list[Problem]()
    for part in rows.partition_by("substance", maintain_order=True):
        found = measured(part)
        units[part["substance"][0]] = found.unit
        remarks += found.remarks
        parts.append(found.frame)
    return pl.concat(parts), units, remarks


def _cells(
    long: pl.DataFrame, species: tuple[str, ...], typed: Mapping[str, float]
) -> tuple[pl.DataFrame, Cells, list[Problem]]:
    """Samples of which half of the species or more were measured; one measured twice counts with its detected mean."""
    each = (
        _with_limits(long, species, typed)
        .group_by(*KEPT, "substance", maintain_order=True)
        .agg(pl.col("number").filter("detected").mean(), pl.col("detected").any(), pl.col("limit").max())
    )
    wide, told = _measured_enough(each.pivot("substance", index=KEPT, values=["number", "detected", "limit"]), species)
    usual = dict(each.group_by("substance").agg(pl.col("limit").median()).iter_rows())
    numbers = wide.select(pl.col(f"number_{name}").fill_null(np.nan) for name in species).to_numpy()
    limits = wide.select(pl.col(f"limit_{name}").fill_null(usual[name]) for name in species).to_numpy()
    below = ~wide.select(pl.col(f"detected_{name}").fill_null(True) for name in species).to_numpy()
    return wide.select(KEPT), Cells(numbers, limits, below), told


def _with_limits(long: pl.DataFrame, species: tuple[str, ...], typed: Mapping[str, float]) -> pl.DataFrame:
    """Detection limits as typed, else as told with the result, else that of the non-detect itself."""
    limit = pl.coalesce(
        pl.col("substance").replace_strict(typed, default=None, return_dtype=pl.Float64),
        "known_from",
        pl.when(~pl.col("detected")).then("number"),
    )
    found = long.with_columns(limit=limit)
    if lacking := sorted(set(species) - set(found.drop_nulls("limit")["substance"])):
        raise Refused(error("runs.detection_limit_missing", **named(lacking)))
    return found


def _measured_enough(wide: pl.DataFrame, species: tuple[str, ...]) -> tuple[pl.DataFrame, list[Problem]]:
    measured_share = pl.mean_horizontal(pl.col(f"detected_{name}").is_not_null() for name in species)
    kept = wide.filter(measured_share >= LEAST_MEASURED)
    bare = len(wide) - len(kept)
    told = [attention("runs.samples_too_bare", count=bare)] if bare else []
    if kept.is_empty():
        raise Refused(*told, error("runs.no_complete_sample"))
    return kept, told


def _species(
    keys: tuple[str, ...], units: Mapping[str, str], found: Table, quality: tuple[Floats, list[Strength]]
) -> pl.DataFrame:
    noise, strong = quality
    return pl.DataFrame(
        {
            "substance": keys,
            "unit": [units[key] for key in keys],
            "non_detected": found.below.mean(axis=0),
            "gaps": found.missing.mean(axis=0),
            "signal_to_noise": noise,
            "strength": [one.value for one in strong],
        }
    )


def _remarks(species: pl.DataFrame) -> list[Problem]:
    told = []
    for strength in (Strength.BAD, Strength.WEAK):
        if keys := species.filter(strength=strength.value)["substance"].to_list():
            told.append(attention(f"runs.species_{strength.value}", **named(keys)))
    if species["gaps"].sum():
        told.append(attention("runs.gaps_filled"))
    return told
