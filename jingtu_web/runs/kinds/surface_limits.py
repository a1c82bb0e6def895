"""What a map compares with: for each result the limits that apply to it, or values that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from jingtu.problems import Problem, Refused, attention, error
from jingtu.standards.limits import load
from jingtu.units import factor, unit
from jingtu_web.runs.declared import Fact, Value, Work
from jingtu_web.runs.kinds.measured import Measured, editions_of, limits_of

TYPED, TYPED_UPPER = "typed", "typed_upper"
SCREENING, INTERVENTION, LIMIT = "screening", "intervention", "limit"
LINES = {
    "kind": pl.String,
    "value": pl.Float64,
    "unit": pl.String,
    "edition": pl.String,
    "cite_zh": pl.String,
    "cite_en": pl.String,
    "mark": pl.String,
    "results": pl.Int64,
}
COLUMNS = {"limit_screening": SCREENING, "limit_intervention": INTERVENTION, "limit": LIMIT}
WORDS: Mapping[str, tuple[str, str]] = {
    SCREENING: ("筛选值", "the screening value"),
    INTERVENTION: ("管制值", "the intervention value"),
    LIMIT: ("限值", "the limit"),
    TYPED: ("填写的比较值", "the value given"),
    TYPED_UPPER: ("填写的较高比较值", "the higher value given"),
}


@dataclass(frozen=True)
class Compared:
    """``frame``: the results with ``lower`` and ``upper``, the limits of each in its unit; null: none applies.

    ``kinds``: what ``lower`` and ``upper`` are; shorter where there is no upper one. ``lines``: each limit once, in the
    columns of ``LINES``.
    """

    frame: pl.DataFrame
    kinds: tuple[str, ...]
    lines: pl.DataFrame
    remarks: tuple[Problem, ...]
    editions: tuple[str, ...]

    @property
    def facts(self) -> list[Fact]:
        """Each kind of limit with its value, or with the least and the greatest."""
        return [self._fact(kind) for kind in self.kinds]

    def _fact(self, kind: str) -> Fact:
        found = self.lines.filter(kind=kind).sort("value")
        values = found["value"].unique(maintain_order=True)
        told: Value = values[0] if len(values) == 1 else f"{values[0]:g}–{values[-1]:g}"
        return Fact(f"compared_{kind}", told, found["unit"][0])


def compared(work: Work, found: Measured) -> Compared:
    """The values typed, else the limits in force that apply to each result by its own land use and pH.

    Raises
    ------
    Refused
        If only the higher value is typed, or it is not the higher one.
    """
    lower, upper = number(work.settings["limit"]), number(work.settings["limit_upper"])
    if upper is not None and lower is None:
        raise Refused(error("runs.upper_alone", upper=f"{upper:g}"))
    if lower is None:
        return _in_force(work, found)
    if upper is not None and upper <= lower:
        raise Refused(error("runs.limits_fall", lower=f"{lower:g}", upper=f"{upper:g}"))
    typed = [(TYPED, lower)] + ([(TYPED_UPPER, upper)] if upper is not None else [])
    rows = [(kind, value, found.unit, None, None, None, None, len(found.frame)) for kind, value in typed]
    frame = found.frame.with_columns(lower=pl.lit(lower), upper=pl.lit(upper, pl.Float64))
    return Compared(frame, tuple(kind for kind, _ in typed), pl.DataFrame(rows, LINES, orient="row"), (), ())


def number(value: object) -> float | None:
    return None if value in (None, "") else float(str(value))


def _in_force(work: Work, found: Measured) -> Compared:
    numbered = found.frame.with_row_index("which")
    assessed = limits_of(work, numbered.drop("number"))
    met = _in_unit(assessed.results, found.unit)
    lines = _lines(met, found.unit)
    # The strictest, should a result meet limits of two standards.
    own = met.group_by("which").agg(
        pl.min_horizontal(pl.col(SCREENING).min(), pl.col(LIMIT).min()).alias("lower"),
        pl.col(INTERVENTION).min().alias("upper"),
    )
    frame = numbered.join(own, on="which", how="left", maintain_order="left").drop("which")
    kinds = _kinds(frame, lines)
    if len(kinds) < 2:
        frame, lines = frame.with_columns(upper=pl.lit(None, pl.Float64)), lines.filter(pl.col("kind").is_in(kinds))
    return Compared(frame, kinds, lines, _remarks(frame, met), tuple(editions_of(assessed)))


def _kinds(frame: pl.DataFrame, lines: pl.DataFrame) -> tuple[str, ...]:
    """Upper ones count only where every result with a lower one has one: a limit that is not there is not kept."""
    present = set(lines["kind"])
    lower = (SCREENING if SCREENING in present else LIMIT,) if present else ()
    every = frame.filter(pl.col("lower").is_not_null())["upper"].null_count() == 0
    return (*lower, INTERVENTION) if INTERVENTION in present and every else lower


def _in_unit(results: pl.DataFrame, to: str) -> pl.DataFrame:
    """The limits in the unit asked for: multiplied and then divided by whole numbers."""
    pairs = {of: factor(unit(of), unit(to)) for of in results["limit_unit"].drop_nulls().unique() if of != to}
    of = pl.col("limit_unit")
    times = of.replace_strict({of: num for of, (num, _) in pairs.items()}, default=1, return_dtype=pl.Float64)
    per = of.replace_strict({of: den for of, (_, den) in pairs.items()}, default=1, return_dtype=pl.Float64)
    return results.with_columns((pl.col(column) * times / per).alias(kind) for column, kind in COLUMNS.items())


def _lines(met: pl.DataFrame, to: str) -> pl.DataFrame:
    """Each limit once. The assessment cites where its verdict stands; of a pair, each value stands in its own place."""
    keys = ["substance", "edition", "cite", "cite_en", "mark"]
    rows = []
    for column, kind in COLUMNS.items():
        of_kind = met.filter(pl.col(kind).is_not_null())
        counted = (
            of_kind.group_by(kind, pl.col(column).alias("printed"), *keys)
            .agg(pl.len().alias("results"))
            .sort(kind, *keys)
        )
        for value, printed, substance, edition, *place, results in counted.iter_rows():
            own = _place(substance, edition, kind, printed) if kind != LIMIT else None
            rows.append((kind, value, to, edition, *(own or place), results))
    every = pl.DataFrame(rows, LINES, orient="row")
    return every.group_by([name for name in LINES if name != "results"], maintain_order=True).agg(
        pl.col("results").sum()
    )


def _place(substance: str, edition: str, kind: str, printed: float) -> tuple[str, str, str] | None:
    """Where a value of a standard is printed, and how far that was checked."""
    known = load().all
    of_edition = (one for one in known if (one.substance, one.edition, one.kind) == (substance, edition, kind))
    found = {
        (one.cite, one.cite_en, one.verification.value)
        for one in of_edition
        if one.value is not None and float(one.value) == printed
    }
    return next(iter(found)) if len(found) == 1 else None


def _remarks(frame: pl.DataFrame, met: pl.DataFrame) -> tuple[Problem, ...]:
    without = frame["lower"].null_count()
    if without == len(frame):
        return (attention("runs.no_limit_on_map"),)
    told = [attention("runs.no_own_limit", count=without)] if without else []
    if reserved := met["reservation"].sum():
        told.append(attention("runs.limit_reserved", count=int(reserved)))
    return tuple(told)
