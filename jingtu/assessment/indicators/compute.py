"""An indicator over tables: a value for the whole or for each part, and every row behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from operator import or_

import polars as pl

from jingtu.assessment.indicators.forms import forms
from jingtu.assessment.indicators.model import Asked, Indicator, Measure, Rule, Tables, Variant
from jingtu.assessment.indicators.value import Answer, Comparator, Missing, Number, Unit, Value, combined, meets

WHOLE = ""
"""Key of the only part where an indicator has one value for the whole."""
NO_PART = "—"
"""Part of the rows that do not say which they belong to."""


class Role(StrEnum):
    """What a row does: stands above and below the line, below only, on neither side, or cannot be decided."""

    COUNTED = "counted"
    BELOW = "below"
    OUTSIDE = "outside"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Computed:
    """The answer, and the way back to the rows.

    Attributes
    ----------
    parts : mapping of part -> Value
        One entry under ``""``, unless the measure judges each part (metal, city) by itself.
    rows : pl.DataFrame
        Every row of the first table: ``row``, ``id``, ``place``, ``part``, ``role``, ``reason``, ``facts`` (the missing
        ones), ``numerator``, ``denominator``.
    """

    indicator: Indicator
    variant: Variant
    asked: Asked
    parts: Mapping[str, Value]
    rows: pl.DataFrame

    @property
    def value(self) -> Value:
        """The only value.

        Raises
        ------
        KeyError
            If the indicator is judged part by part.
        """
        return self.parts[WHOLE]

    def meets(self, comparator: Comparator | str, threshold: Number) -> Answer:
        """Whether every part meets a target; one that misses it decides, then one that is undecided."""
        answers = {meets(value, comparator, threshold) for value in self.parts.values()}
        for answer in (Answer.NOT_MET, Answer.UNDECIDED):
            if answer in answers:
                return answer
        return Answer.MET if answers else Answer.UNDECIDED


def compute(indicator: Indicator, tables: Tables, asked: Asked, *, variant: str = "") -> Computed:
    """The indicator for a day and year.

    Parameters
    ----------
    indicator : Indicator
    tables : mapping of name -> pl.DataFrame
        As :func:`jingtu.assessment.indicators.frames.frame` or ``sheets.read`` make them. A table that is not there is
        a missing fact; one without rows says that there is nothing.
    asked : Asked
    variant : str
        Key of the variant; empty: the one in force on the last day that counts.
    """
    chosen = indicator.variant(asked.last_day, variant)
    measure = chosen.measure
    absent = tuple(Missing(name, "table") for name in measure.tables if name not in tables)
    if absent:
        return Computed(indicator, chosen, asked, {WHOLE: Value(0, 0, indicator.unit, absent)}, NO_ROWS)
    rows = contributions(measure, tables, asked)
    return Computed(indicator, chosen, asked, parts_of(measure, rows, indicator.unit), rows)


def parts_of(measure: Measure, rows: pl.DataFrame, unit: Unit) -> dict[str, Value]:
    """Values from contributions: one under ``""``, or one per part in the order of their keys."""
    if not measure.by:
        return {WHOLE: total(measure, rows, unit)}
    inside = rows.filter(pl.col("role") != Role.OUTSIDE)
    parts = {str(key): total(measure, part, unit) for (key,), part in inside.group_by("part", maintain_order=True)}
    return dict(sorted(parts.items())) or {WHOLE: Value(0, 0, unit)}


def total(measure: Measure, rows: pl.DataFrame, unit: Unit) -> Value:
    """One value from contributions, summed without rounding and without overflow."""
    below = rows.filter(pl.col("role").is_in([Role.COUNTED, Role.BELOW]))
    above = below.filter(pl.col("role") == Role.COUNTED)
    return Value(_sum(above["numerator"]), _sum(below["denominator"]), unit, tuple(_missing(measure.tables[0], rows)))


def by_place(computed: Computed, digits: int) -> dict[str, Value]:
    """The value of every place of a level: 2 digits of the division code for provinces, 4 cities, 6 counties, 9 towns.

    Only for indicators that roll up; the others are computed anew from the rows of each place. Rows without a place
    stand under ``""``.

    Raises
    ------
    ValueError
        If the indicator does not roll up, or is judged part by part.
    """
    measure = computed.variant.measure
    if not computed.indicator.rolls_up or measure.by:
        raise ValueError(f"{computed.indicator.id} does not roll up: compute it from the rows of each place.")
    places = computed.rows.with_columns(pl.col("place").str.slice(0, digits).fill_null(""))
    groups = places.group_by("place", maintain_order=True)
    found = {str(place): total(measure, rows, computed.indicator.unit) for (place,), rows in groups}
    return dict(sorted(found.items()))


def roll_up(indicator: Indicator, values: Iterable[Value]) -> Value:
    """The upper level's value from the lower ones': sums above and below the line.

    Raises
    ------
    ValueError
        If the indicator does not roll up; then it is computed from the rows of all lower places together.
    """
    if not indicator.rolls_up:
        raise ValueError(f"{indicator.id} does not roll up: compute it from the rows of all places together.")
    return combined(values)


def within(tables: Tables, place: str) -> dict[str, pl.DataFrame]:
    """The rows of a place and everything below it, by the start of the division code.

    Tables that know no place (reductions and how they were given out) stay whole. This is how a value that does not
    roll up is computed for a place.
    """
    column = {name: "place" if "place" in table.columns else "city" for name, table in tables.items()}
    return {
        name: table.filter(pl.col(column[name]).str.starts_with(place)) if column[name] in table.columns else table
        for name, table in tables.items()
    }


def contributions(measure: Measure, tables: Tables, asked: Asked) -> pl.DataFrame:
    """What every row adds above and below the line, or why it does not, in the columns of ``Computed.rows``.

    Rows are given the columns ``on`` (the last day that counts) and ``year_asked``.
    """
    rows = _prepared(measure, tables, asked)
    given = {"on": pl.lit(asked.last_day), "year_asked": pl.lit(asked.year, pl.Int64)}
    rows = rows.with_columns(**given)
    facts = _facts(measure, rows)
    outside, fails = _any(measure.outside), _any(measure.fails)
    role = (
        pl.when(outside).then(pl.lit(Role.OUTSIDE.value))
        .when(pl.col("facts") != "").then(pl.lit(Role.MISSING.value))
        .when(fails).then(pl.lit(Role.BELOW.value))
        .otherwise(pl.lit(Role.COUNTED.value))
    )  # fmt: skip
    reason = pl.coalesce(*(pl.when(rule.when).then(pl.lit(rule.reason)) for rule in _rules(measure)), pl.lit(""))
    return rows.with_columns(facts=facts).select(
        "row",
        "id",
        "place",
        part=pl.col(measure.by).cast(pl.String).fill_null(NO_PART) if measure.by else pl.lit(WHOLE),
        role=role,
        reason=pl.when(role.is_in([Role.OUTSIDE.value, Role.BELOW.value])).then(reason).otherwise(pl.lit("")),
        facts=pl.when(role == Role.MISSING.value).then(pl.col("facts")).otherwise(pl.lit("")),
        numerator=measure.numerator,
        denominator=measure.denominator,
    )


def _prepared(measure: Measure, tables: Tables, asked: Asked) -> pl.DataFrame:
    if measure.prepare is not None:
        return measure.prepare(tables, asked)
    return identified(measure.tables[0], tables[measure.tables[0]])


def identified(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """A table with ``id`` (its key columns in words) and ``row`` as text."""
    form = forms()[name]
    parts = [pl.col(column).cast(pl.String).fill_null("—") for column in form.key]
    return table.with_columns(id=pl.concat_str(parts, separator=" / "), row=pl.col("row").cast(pl.String))


def _rules(measure: Measure) -> tuple[Rule, ...]:
    return (*measure.outside, *measure.fails)


def _any(rules: Sequence[Rule]) -> pl.Expr:
    """True where one rule is true, null where none is and one is null."""
    return reduce(or_, (rule.when for rule in rules), pl.lit(value=False))


def _facts(measure: Measure, rows: pl.DataFrame) -> pl.Series:
    """The missing facts of each row, separated by blanks; empty where it can be decided without them.

    A row that fails adds nothing above the line, so what it would have added need not be known. A row with a fault
    lacks nothing else worth naming.
    """
    fails, outside = _any(measure.fails), _any(measure.outside)
    inside = ~outside.fill_null(value=False)
    conditions = [
        *((rule.when, outside.is_null()) for rule in measure.outside),
        *((rule.when, inside & fails.is_null()) for rule in measure.fails),
        (measure.denominator, inside),
        (measure.numerator, inside & ~fails.fill_null(value=False)),
    ]
    wanted: dict[str, pl.Expr] = {}
    for expression, needed in conditions:
        for name in expression.meta.root_names():
            lacking = expression.is_null() & needed & _lacks(name, rows.columns)
            wanted[name] = wanted[name] | lacking if name in wanted else lacking
    named = [pl.when(lacking).then(pl.lit(name)) for name, lacking in wanted.items()]
    if measure.at_most_all:
        named.append(pl.when(inside & (measure.numerator > measure.denominator)).then(pl.lit("above_all")))
    facts = pl.concat_str(pl.lit(""), *named, separator=" ", ignore_nulls=True).str.strip_chars()
    # Whatever cannot be decided is never counted, even where no column can be blamed.
    undecided = reduce(or_, (expression.is_null() & needed for expression, needed in conditions))
    facts = pl.when((facts == "") & undecided).then(pl.lit("unknown")).otherwise(facts)
    faulty = inside & pl.col("fault").is_not_null()
    return rows.select(facts=pl.when(faulty).then(pl.col("fault")).otherwise(facts))["facts"]


def _lacks(name: str, columns: Sequence[str]) -> pl.Expr:
    """Whether the fact is not there. The day of something (``done_on``) is not lacking where it was not done."""
    flag = name.removesuffix("_on")
    if flag == name or flag not in columns:
        return pl.col(name).is_null()
    return pl.col(name).is_null() & pl.col(flag).fill_null(value=True)


def _missing(table: str, rows: pl.DataFrame) -> Iterable[Missing]:
    lacking = rows.filter(pl.col("role") == Role.MISSING).select("id", pl.col("facts").str.split(" ")).explode("facts")
    for (fact,), group in lacking.group_by("facts", maintain_order=True):
        yield Missing(table, str(fact), tuple(group["id"]))


def _sum(amounts: pl.Series) -> int | Fraction:
    """Whole numbers beyond 64 bits add up as well; texts "p/q" add up as fractions."""
    if amounts.dtype == pl.String:
        return sum((Fraction(text) for text in amounts), Fraction(0))
    whole: list[int] = amounts.to_list()
    return sum(whole)


NO_ROWS = pl.DataFrame(
    schema={
        "row": pl.String,
        "id": pl.String,
        "place": pl.String,
        "part": pl.String,
        "role": pl.String,
        "reason": pl.String,
        "facts": pl.String,
        "numerator": pl.Int64,
        "denominator": pl.Int64,
    }
)
