"""Results against limits: ``assess`` is the one way in.

Columns all the way: what is known of each result, which standard and edition it meets, which limit lines apply,
where it lies against each, and what that means. See ``docs/assessment.md`` for the rules and where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from jingtu.assessment import aggregates, clauses, decide, matching, sums
from jingtu.assessment.assumptions import assumptions
from jingtu.assessment.facts import facts
from jingtu.assessment.fitting import standard_keys, stated, wanted, with_edition
from jingtu.assessment.lines import MEDIA, lines, needs
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions
from jingtu.assessment.positions import positions
from jingtu.assessment.verdicts import Reason, Verdict
from jingtu.problems import Problem
from jingtu.standards.limits import Limits, load

# What an assessment adds to every result, in this order.
FOUND = {
    "standard": pl.String,
    "edition": pl.String,
    "table": pl.String,
    "row_no": pl.String,
    "cite": pl.String,
    "cite_en": pl.String,
    "limit_screening": pl.Float64,
    "limit_intervention": pl.Float64,
    "limit": pl.Float64,
    "limit_text": pl.String,
    "limit_unit": pl.String,
    "amount": pl.Float64,
    "ratio": pl.Float64,
    "verdict": pl.String,
    "reason": pl.String,
    "missing": pl.List(pl.String),
    "remarks": pl.List(pl.String),
    "mark": pl.String,
    "reservation": pl.Boolean,
}


@dataclass(frozen=True)
class Assessment:
    """``results``: every result compared, one line per result and standard; ``left_out``: those not compared, in the
    same columns, with the reason; ``samples``: worst verdict and driver; ``summary``: by place, land use and substance;
    ``not_compared``: ``left_out`` by substance, unit, medium and reason, with count and places.
    """

    results: pl.DataFrame
    left_out: pl.DataFrame
    samples: pl.DataFrame
    summary: pl.DataFrame
    not_compared: pl.DataFrame
    problems: tuple[Problem, ...]
    on: date
    options: AssessOptions


def assess(
    results: pl.DataFrame,
    *,
    standards: Sequence[str] | None = None,
    on: date,
    options: AssessOptions = NOTHING_ADDED,
    limits: Limits | None = None,
) -> Assessment:
    """Compare laboratory results with limit values.

    Parameters
    ----------
    results : DataFrame
        One row per sample and substance, in the columns of :func:`jingtu.intake.laboratory.read_lab`.
    standards : sequence of str, optional
        Standards or editions (``GB 15618``, ``gb2762_2025``); None: the one that fits medium and land use.
    on : date
        The day whose limits are taken (with ``options.by_sampling_day``: for results without a sampling day).

    Raises
    ------
    Refused
        If a standard is not known.
    """
    limits = limits or load()
    table = lines(limits.all, conditions=options.conditions)
    known_names = [*MEDIA, *table["standard"].unique(maintain_order=True)]
    asked = standard_keys(standards, known_names) if standards else None
    known = facts(results, options, on=on)
    candidates = with_edition(known.join(wanted(known, asked), on="result", maintain_order="left"), table)
    candidates = stated(sums.with_sums(candidates, limits.all))
    judged = _judged(matching.matched(candidates, needs(table)), table, options)
    return _assembled(judged, results.columns, on=on, options=options)


def _judged(candidates: pl.DataFrame, table: pl.DataFrame, options: AssessOptions) -> pl.DataFrame:
    """Candidates with a verdict, or with the reason why there is none (``why_not``)."""
    candidates = candidates.with_row_index("candidate")
    complete = candidates.filter(pl.col("why_not").is_null() & (pl.col("missing").list.len() == 0))
    met = matching.pairs(complete, table)
    unsure = met.filter(~pl.col("decides")).select("candidate").unique()
    met = positions(met.join(unsure, on="candidate", how="anti", maintain_order="left"))
    found = clauses.applied(met, decide.verdicts(met), options)
    given = candidates.join(found, on="candidate", how="left", maintain_order="left", suffix="_found")
    given = given.with_columns(pl.coalesce(f"{name}_found", name).alias(name) for name in LIMIT_PLACE)
    return _undecided_for_facts(clauses.superseded(given), unsure, table)


LIMIT_PLACE = ("table", "row_no", "cite", "cite_en", "limit_unit", "mark")
SOIL_STANDARDS = ("gb15618", "gb36600")


def _undecided_for_facts(judged: pl.DataFrame, unsure: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """A limit exists but a fact is missing: undecided, the fact named. What has neither has no limit."""
    in_soil_lists = table.filter(pl.col("number").is_in(SOIL_STANDARDS))["substance"].unique().implode()
    no_standard = pl.col("why_not") == Reason.FACT_MISSING
    listed = pl.col("substance").is_in(in_soil_lists) & pl.col("low").is_not_null()
    lacking = (pl.col("why_not").is_null() & (pl.col("missing").list.len() > 0)) | (no_standard & listed)
    missing = pl.when(no_standard).then(pl.lit(["land_use"])).otherwise("missing")
    why_not = (
        pl.when(lacking | pl.col("verdict").is_not_null())
        .then(None)
        .when(no_standard & pl.col("substance").is_null())
        .then(pl.lit(Reason.SUBSTANCE_UNKNOWN))
        .when(no_standard & pl.col("low").is_null())
        .then(pl.lit(Reason.NO_VALUE))
        .when(no_standard)
        .then(matching.without_limit())
        .when(pl.col("why_not").is_null() & pl.col("candidate").is_in(unsure["candidate"].implode()))
        .then(pl.lit(Reason.NOT_VERIFIED))
        .otherwise(pl.coalesce("why_not", pl.lit(Reason.NO_LIMIT)))
    )
    return judged.with_columns(
        verdict=pl.when(lacking).then(pl.lit(Verdict.UNDECIDED)).otherwise("verdict"),
        reason=pl.when(lacking).then(pl.lit(Reason.FACT_MISSING)).otherwise("reason"),
        missing=pl.when(lacking).then(missing).otherwise(_what_is_open()),
        why_not=_part_of_sum(why_not),
        remarks=pl.concat_list("assumed", "of_sum").list.drop_nulls().list.concat(pl.col("remark_lines").fill_null([])),
    )


def _part_of_sum(why_not: pl.Expr) -> pl.Expr:
    """A component without a limit of its own was counted in a sum."""
    part = (why_not == Reason.NO_LIMIT) & pl.col("part_of_sum")
    return pl.when(part).then(pl.lit(Reason.COMPONENT_OF_SUM)).otherwise(why_not)


def _what_is_open() -> pl.Expr:
    """The fact that would close an open comparison, named like the facts of the place."""
    return (
        pl.when(pl.col("reason") == Reason.DETECTION_LIMIT_MISSING)
        .then(pl.lit(["detection_limit"]))
        .when(pl.col("reason") == Reason.SPECIES_MISSING)
        .then(pl.concat_list("species"))
        .otherwise(pl.lit([], dtype=pl.List(pl.String)))
    )


def _assembled(judged: pl.DataFrame, columns: Sequence[str], *, on: date, options: AssessOptions) -> Assessment:
    compared = judged.filter(pl.col("verdict").is_not_null())
    left = judged.filter(pl.col("verdict").is_null())
    return Assessment(
        results=compared.select(*columns, *FOUND),
        left_out=left.with_columns(reason="why_not").select(*columns, *FOUND),
        samples=aggregates.samples(compared),
        summary=aggregates.summary(compared),
        not_compared=aggregates.not_compared(left),
        problems=assumptions(judged),
        on=on,
        options=options,
    )
