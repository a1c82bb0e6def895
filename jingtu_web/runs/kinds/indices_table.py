"""Results of several substances as one table: a row per sample, a column per substance, nothing missing."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.indices import single_factor
from jingtu.science.nondetects import Substitute, substituted
from jingtu.substances import SUBSTANCES
from jingtu_web.runs.declared import Value, Work
from jingtu_web.runs.kinds.measured import editions_of, limits_of, measured, sample_of

UNIT = "mg/kg"
SAMPLE = ["sample", "point", "depth_top", "depth_bottom", "sampled_on"]
KEPT = [*SAMPLE, "place", "land_use"]


@dataclass(frozen=True)
class Samples:
    """``factors``: concentration over its reference, shape (samples, substances), columns as ``substances``."""

    about: pl.DataFrame
    substances: tuple[str, ...]
    factors: NDArray[np.float64]
    remarks: tuple[Problem, ...]
    editions: tuple[str, ...] = ()


def against_limits(work: Work) -> Samples:
    """Each result over the screening value that applies to its own sample."""
    long, remarks = _numbers(work.rows)
    found = limits_of(work, long.rename({"number": "concentration"}))  # the comparison has a ``number`` of its own
    met = found.results.filter(pl.col("limit_screening").is_not_null() & (pl.col("limit_unit") == UNIT))
    numbers, limits = met["concentration"].to_numpy(), met["limit_screening"].to_numpy()
    factors = single_factor(numbers, limits) if len(met) else numbers
    with_factors = met.with_columns(factor=pl.Series(factors, dtype=pl.Float64))
    return _wide(with_factors, long, remarks, tuple(editions_of(found)))


def against_backgrounds(work: Work, backgrounds: Mapping[str, float]) -> Samples:
    """Each result over the background given for its substance.

    Raises
    ------
    Refused
        If a substance has none.
    """
    long, remarks = _numbers(work.rows)
    lacking = sorted(set(long["substance"]) - set(backgrounds))
    if lacking:
        raise Refused(error("runs.background_missing", **named(lacking)))
    references = long["substance"].replace_strict(backgrounds, return_dtype=pl.Float64)
    factors = single_factor(long["number"].to_numpy(), references.to_numpy())
    return _wide(long.with_columns(factor=pl.Series(factors)), long, remarks)


def by_substance(text: Value, unreadable: str = "runs.background_unreadable") -> dict[str, float]:
    """Lines ``substance = number``, above zero; the substance by any name the list of substances knows.

    ``unreadable``: the code of the message about a line that is none.

    Raises
    ------
    Refused
        At the first line that is none.
    """
    found: dict[str, float] = {}
    for number, line in enumerate(str(text or "").splitlines(), start=1):
        if not line.strip():
            continue
        refused = Refused(error(unreadable, line=number, text=line.strip()[:40]))
        name, _equals, value = unicodedata.normalize("NFKC", line).partition("=")
        key = _key(name.strip())
        try:
            found[key] = float(value)
        except ValueError as reason:
            raise refused from reason
        if not key or not 0 < found[key] < math.inf:
            raise refused
    return found


def named(keys: Sequence[str]) -> dict[str, str]:
    """Substances for a message, in both languages."""
    known = [SUBSTANCES[key] for key in keys]
    return {"substances_zh": "、".join(one.zh for one in known), "substances_en": ", ".join(one.en for one in known)}


def _key(name: str) -> str:
    return next((one.key for one in SUBSTANCES.values() if name in (one.key, one.zh, one.en)), "")


def _numbers(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Every substance in mg/kg, non-detects at half their limits."""
    parts, remarks, hidden = [], list[Problem](), 0
    for part in rows.partition_by("substance", maintain_order=True):
        found = measured(part, UNIT)
        remarks += found.remarks
        hidden += int((~found.frame["detected"]).sum())
        halved = substituted(sample_of(found.frame), Substitute.HALF)
        parts.append(found.frame.with_columns(number=pl.Series(halved)))
    if hidden:
        remarks.append(attention("runs.halved", count=hidden))
    return pl.concat(parts), tuple(remarks)


def _wide(
    long: pl.DataFrame, every: pl.DataFrame, remarks: Sequence[Problem], editions: tuple[str, ...] = ()
) -> Samples:
    """Samples with every substance; a substance measured twice in a sample counts with its mean."""
    substances = tuple(sorted(every["substance"].unique()))
    missing = [name for name in substances if name not in set(long["substance"])]
    wide = long.pivot("substance", index=KEPT, values="factor", aggregate_function="mean", sort_columns=True)
    complete = wide.drop_nulls(list(substances)) if not missing else wide.clear()
    if complete.is_empty():
        raise Refused(*remarks, error("runs.no_complete_sample"))
    if left := every.select(SAMPLE).n_unique() - len(complete):
        remarks = (*remarks, attention("runs.incomplete_samples", count=left))
    about = complete.select(KEPT)
    return Samples(about, substances, complete.select(substances).to_numpy(), tuple(remarks), editions)
