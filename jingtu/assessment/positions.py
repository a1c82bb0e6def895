"""Where each result lies against each limit line: within, above, or straddling.

Columns are compared as float64. Wherever a number comes within a billionth of a limit the pair is compared again in
exact fractions, from the digits the laboratory delivered and the digits the standard prints, so that rounding never
decides at the edge.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import polars as pl

from jingtu.assessment.verdicts import Position

NEAR = 1e-9
NUMBER = re.compile(r"^[<>≤≥]?(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)L?$")

ABSENT = ("无", "没有", "none", "absent", "no", "无异臭、异味", "无异味")
PRESENT = ("有", "present", "yes", "有异味")


def positions(pairs: pl.DataFrame) -> pl.DataFrame:
    """Adds ``position`` (a :class:`Position`) to pairs of a result and a limit line.

    Parameters
    ----------
    pairs : DataFrame
        The result as an interval: ``low``, ``high`` (null: open above), ``low_open``, ``high_open`` (the end itself is
        not part of it), in the unit of the result, with ``num`` and ``den`` of the factor to the unit of the limit, and
        ``text`` as delivered. The line: ``lower``, ``upper`` (null: open), ``lower_inclusive``, ``upper_inclusive``,
        their printed digits ``lower_text``, ``upper_text``, and ``text_value`` where the print has a word.
    """
    number = pairs.with_row_index("pair")
    for end in ("low", "high"):
        for bound in ("lower", "upper"):
            number = _settled(number, end, bound)
    by_number = pl.when(_within()).then(pl.lit(Position.WITHIN)).when(_outside()).then(pl.lit(Position.ABOVE))
    position = (
        pl.when(pl.col("text_value").is_not_null())
        .then(_by_word())
        .otherwise(by_number.otherwise(pl.lit(Position.STRADDLES)))
    )
    made = [f"{end}_{bound}" for end in ("low", "high") for bound in ("lower", "upper")]
    return number.with_columns(position=position).drop("pair", *made)


def converted(end: str) -> pl.Expr:
    return pl.col(end) * pl.col("num") / pl.col("den")


def _settled(pairs: pl.DataFrame, end: str, bound: str) -> pl.DataFrame:
    """Adds ``<end>_<bound>``: the sign of (end - bound), exact at the edge; null where either is open."""
    value, limit = converted(end), pl.col(bound)
    name = f"{end}_{bound}"
    pairs = pairs.with_columns((value - limit).sign().cast(pl.Int8).alias(name))
    near = pairs.filter((value - limit).abs() <= NEAR * limit.abs())
    if near.is_empty():
        return pairs
    keys = [end, "text", "num", "den", f"{bound}_text"]
    cases = near.select(keys).unique()
    exact = cases.with_columns(pl.Series("exact", [exact_sign(*case) for case in cases.iter_rows()], dtype=pl.Int8))
    found = near.select("pair", *keys).join(exact, on=keys, nulls_equal=True).select("pair", "exact")
    return (
        pairs.join(found, on="pair", how="left", maintain_order="left")
        .with_columns(pl.coalesce("exact", name).alias(name))
        .drop("exact")
    )


def exact_sign(value: float, text: str | None, num: int, den: int, limit: str) -> int:
    """Sign of value - limit in exact fractions; the value from its delivered digits where they say the same number."""
    difference = Fraction(_digits(value, text)) * Fraction(num) / Fraction(den) - Fraction(Decimal(limit))
    return (difference > 0) - (difference < 0)


def _digits(value: float, text: str | None) -> Decimal:
    """The digits as delivered; those of the number where the text holds more than a number."""
    plain = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    matched = NUMBER.match(plain)
    if matched:
        try:
            delivered = Decimal(matched[1])
        except InvalidOperation:
            return Decimal(repr(value))
        if float(delivered) == value:
            return delivered
    return Decimal(repr(value))


def _within() -> pl.Expr:
    """The whole interval lies inside the line. An end that is open may touch a bound that is not."""
    below_upper = pl.col("high_upper") < pl.when(pl.col("upper_inclusive") | pl.col("high_open")).then(1).otherwise(0)
    above_lower = pl.col("low_lower") > pl.when(pl.col("lower_inclusive") | pl.col("low_open")).then(-1).otherwise(0)
    return (pl.col("upper").is_null() | below_upper) & (pl.col("lower").is_null() | above_lower)


def _outside() -> pl.Expr:
    """The whole interval lies outside the line."""
    past_upper = pl.col("low_upper") > pl.when(pl.col("upper_inclusive") & ~pl.col("low_open")).then(0).otherwise(-1)
    short_of_lower = pl.col("high_lower") < pl.when(pl.col("lower_inclusive") & ~pl.col("high_open")).then(0).otherwise(
        1
    )
    return past_upper.fill_null(False) | short_of_lower.fill_null(False)


def _by_word() -> pl.Expr:
    """A line that prints a word: not detected, absent, present."""
    word = pl.col("text").str.strip_chars().str.to_lowercase()
    absent, present = word.is_in(ABSENT), word.is_in(PRESENT)
    nondetect = pl.col("operator") == "<"
    met = (
        pl.when(pl.col("text_value") == "not_detected")
        .then(nondetect)
        .when(pl.col("text_value") == "absent")
        .then(absent)
        .otherwise(present)
    )
    known = (pl.col("text_value") == "not_detected") | absent | present
    return (
        pl.when(~known)
        .then(pl.lit(Position.STRADDLES))
        .when(met)
        .then(pl.lit(Position.WITHIN))
        .otherwise(pl.lit(Position.ABOVE))
    )
