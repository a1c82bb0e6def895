"""Results of one substance as numbers of one unit, with what had to be left out. Nothing is estimated here."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jingtu.assessment.compare import Assessment, assess
from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.nondetects import Sample
from jingtu.units import Inconvertible, factor, unit
from jingtu_web.runs.declared import Work

LIMITS = {"limit_screening": "screening", "limit_intervention": "intervention", "limit": "limit"}


@dataclass(frozen=True)
class Measured:
    """``frame``: results that take part, with ``number`` (a non-detect: its limit) and ``known_from`` (the detection
    limit; null: not told) in ``unit``, and ``detected``."""

    frame: pl.DataFrame
    unit: str
    remarks: tuple[Problem, ...]

    @property
    def sample(self) -> Sample:
        return sample_of(self.frame)


def sample_of(frame: pl.DataFrame) -> Sample:
    return Sample.of(frame["number"].to_numpy(), frame["detected"].to_numpy())


def measured(rows: pl.DataFrame, to: str = "") -> Measured:
    """Numbers of the results of one substance, in the unit of most of them or in the one asked for.

    Raises
    ------
    Refused
        If they are of several media, their units cannot be converted into each other or are missing, or none is a
        number.
    """
    media = rows["medium"].drop_nulls().n_unique()
    if media > 1:
        raise Refused(error("runs.several_media", count=media))
    target = _target(rows["unit"], to)
    frame = _converted(_numbers(rows), target)
    left_out = len(rows) - len(frame)
    if frame.is_empty():
        raise Refused(error("runs.no_numbers", count=len(rows)))
    remarks = [attention("runs.left_out", count=left_out)] if left_out else []
    for of, count in frame["unit"].value_counts().sort("unit").iter_rows():
        if of != target and of is not None:
            remarks.append(attention("runs.converted", count=count, of=of, to=target))
    return Measured(frame, target, tuple(remarks))


def limits_of(work: Work, rows: pl.DataFrame) -> Assessment:
    """Those rows compared with the limits in force on the day of the run."""
    return assess(rows, on=work.on)


def limit_lines(found: Assessment, to: str) -> list[dict[str, object]]:
    """The limits that these results meet, each once, in the unit asked for."""
    lines: dict[tuple[str, float], dict[str, object]] = {}
    for column, kind in LIMITS.items():
        for value, of in found.results.select(column, "limit_unit").drop_nulls().unique().sort(column).iter_rows():
            num, den = factor(unit(of), unit(to)) if of != to else (1, 1)
            at = value * num / den
            lines[kind, at] = {"kind": kind, "value": at}
    return list(lines.values())


def editions_of(found: Assessment) -> list[str]:
    return sorted(found.results["edition"].drop_nulls().unique())


def _target(units: pl.Series, to: str) -> str:
    """The unit asked for, else that of most results; of equals, the first by name."""
    known = units.drop_nulls().value_counts().sort("count", "unit", descending=[True, False])
    target = to or (str(known["unit"][0]) if len(known) else "")
    missing = units.null_count()
    if missing and target not in ("", "none"):
        raise Refused(error("runs.unit_missing", count=missing, unit=target))
    for one in known["unit"]:
        _refuse_other_dimension(one, target, list(known["unit"]))
    return target


def _refuse_other_dimension(of: str, to: str, every: list[str]) -> None:
    if of == to:
        return
    try:
        factor(unit(of), unit(to))
    except (Inconvertible, KeyError) as reason:
        raise Refused(error("runs.mixed_units", units="、".join(every))) from reason


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """A non-detect with its limit; what is no number, or only known to lie above one, is not among them."""
    hidden = pl.col("operator") == "<"
    number = pl.when(hidden).then(pl.coalesce("detection_limit", "value", "quantitation_limit")).otherwise("value")
    with_numbers = rows.with_columns(number.alias("number"), detected=~hidden.fill_null(False))
    known = pl.col("number").is_not_null() & pl.col("number").is_finite() & (pl.col("number") >= 0)
    return with_numbers.filter(known & (pl.col("operator").fill_null("") != ">"))


def _converted(frame: pl.DataFrame, to: str) -> pl.DataFrame:
    """Multiplied and then divided by whole numbers: one rounding."""
    pairs = {of: factor(unit(of), unit(to)) for of in frame["unit"].drop_nulls().unique() if of != to}
    of = pl.col("unit").fill_null(to)
    times = of.replace_strict({of: num for of, (num, _) in pairs.items()}, default=1, return_dtype=pl.Float64)
    per = of.replace_strict({of: den for of, (_, den) in pairs.items()}, default=1, return_dtype=pl.Float64)
    return frame.with_columns(number=pl.col("number") * times / per, known_from=pl.col("detection_limit") * times / per)
