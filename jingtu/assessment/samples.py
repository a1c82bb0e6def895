"""Laboratory results put together to samples for statistics: one substance, one medium, one unit, one group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jingtu import units
from jingtu.intake.results import PROPERTIES
from jingtu.problems import Problem, attention, error
from jingtu.science.bad_values import StatisticsError
from jingtu.science.nondetects import Sample
from jingtu.substances import substance_words


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """``by``: what the results have in common besides, such as land use; ``unit``: key of ``units.csv``; ``rows``:
    where each result of the sample came from, in the columns of the results."""

    substance: str
    medium: str | None
    unit: str
    by: Mapping[str, str | None]
    sample: Sample
    rows: pl.DataFrame

    def part(self, chosen: NDArray[np.bool_], by: Mapping[str, str | None]) -> SampleGroup:
        """Some of the results as a group of their own; ``chosen``: shape (n,), at least one True."""
        sample = Sample(self.sample.values[chosen], self.sample.detected[chosen])
        return replace(self, by=by, sample=sample, rows=self.rows.filter(pl.Series(chosen)))


def sample_groups(results: pl.DataFrame, by: Sequence[str] = ()) -> tuple[tuple[SampleGroup, ...], tuple[Problem, ...]]:
    """Results by substance, medium and the columns ``by``, in order of first appearance.

    Parameters
    ----------
    results : pl.DataFrame
        As :attr:`jingtu.intake.laboratory.LabReading.results`. Properties (pH, moisture …) are not looked at.
    by : sequence of str
        Columns of it, such as ``land_use`` or ``sheet``.

    Returns
    -------
    groups : tuple of SampleGroup
        In the unit that stands first in each group.
    problems : tuple of Problem
        *Errors* for groups that cannot be used (units of different kinds, negative numbers), *attentions* for results
        left out: not detected without a limit, known from below only, without number or substance.
    """
    contaminants = results.filter(~pl.col("substance").is_in(PROPERTIES) | pl.col("substance").is_null())
    unnamed = contaminants.filter(pl.col("substance").is_null()).height
    problems = [attention("statistics.substance_missing", count=unnamed)] if unnamed else []
    groups = []
    for part in contaminants.drop_nulls("substance").partition_by("substance", "medium", *by, maintain_order=True):
        left_out = list(_left_out(part))
        problems += left_out
        try:
            group = _group(part, by)
        except (StatisticsError, units.Inconvertible) as refused:
            problems.append(_refusal(part, refused))
            continue
        groups += [group] if group else []
    return tuple(groups), tuple(problems)


def _amounts(part: pl.DataFrame) -> pl.DataFrame:
    """Results that are a number or a limit, with ``amount`` and ``detected``."""
    hidden = pl.col("operator") == "<"
    amount = pl.when(hidden).then("detection_limit").otherwise("value")
    found = part.with_columns(amount=amount, detected=~hidden)
    return found.filter(pl.col("amount").is_not_null() & (pl.col("operator") != ">"))


def _group(part: pl.DataFrame, by: Sequence[str]) -> SampleGroup | None:
    """The group; None where no result is left."""
    known = _amounts(part)
    if known.is_empty():
        return None
    first = part.row(0, named=True)
    unit = known["unit"][0]
    factors = {key: _factor(key, unit) for key in known["unit"].unique()}
    times, per = (pl.col("unit").replace_strict({k: f[i] for k, f in factors.items()}) for i in (0, 1))
    values = known.select(pl.col("amount") * times / per).to_series().to_numpy()
    sample = Sample.of(values, known["detected"].to_numpy())
    shared = {name: first[name] for name in by}
    return SampleGroup(first["substance"], first["medium"], unit or "", shared, sample, known.select(part.columns))


def _factor(of: str | None, to: str | None) -> tuple[int, int]:
    if of == to:
        return 1, 1
    return units.factor(units.unit(of or "none"), units.unit(to or "none"))


def _left_out(part: pl.DataFrame) -> Iterator[Problem]:
    """Results that no statistic can use, by reason."""
    hidden, above = part["operator"] == "<", part["operator"] == ">"
    counts = {
        "limit_missing": (hidden & part["detection_limit"].is_null()).sum(),
        "only_from_below": above.sum(),
        "number_missing": (~hidden & ~above & part["value"].is_null()).sum(),
    }
    for name, count in counts.items():
        if count:
            yield attention(
                f"statistics.{name}", **substance_words(part["substance"][0]), count=count, size=part.height
            )


def _refusal(part: pl.DataFrame, refused: StatisticsError | units.Inconvertible) -> Problem:
    named = substance_words(part["substance"][0])
    if isinstance(refused, StatisticsError):
        return error("statistics.group_refused", **named, code=refused.problem.code)
    kinds = "、".join(sorted({one or "—" for one in part["unit"].to_list()}))
    return error("statistics.mixed_units", **named, units=kinds)
