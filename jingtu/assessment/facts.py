"""What is known of a result before a limit is looked up: the interval it stands for, the facts limits hang on."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from jingtu.assessment.options import AssessOptions
from jingtu.standards import crops
from jingtu.standards.land_classes import NoLandClass, land_class

RULES = Path(__file__).with_name("land_use_rules.csv")
PH_BANDS = (5.5, 6.5, 7.5)


def facts(results: pl.DataFrame, options: AssessOptions, *, on: date) -> pl.DataFrame:
    """Results with ``result`` (their number), interval, day, and the facts of every standard.

    The interval is ``low`` to ``high`` in the unit delivered; ``high`` null: not known, or open. A result without a
    number and without an operator has neither.
    """
    known = results.with_row_index("result").with_columns(
        pl.col("operator").fill_null(""),
        *[_amount(name) for name in ("value", "detection_limit", "quantitation_limit")],
        medium=_or_option("medium", options.medium),
        land_use=_land_use(options),
        ph=pl.coalesce(pl.col("ph").fill_nan(None), pl.lit(options.ph, dtype=pl.Float64)),
        crop_text=_or_option("crop_text", options.crop),
        day=_day(options, on),
        sample_key=pl.concat_str(pl.col("file").fill_null(""), _sample_or_row(), separator="\u0000"),
    )
    return known.with_columns(
        *_interval(), *_land(options, known["land_use_text"]), band=_band(), crop=_crop(known["crop_text"])
    )


@cache
def land_uses() -> pl.DataFrame:
    """Canonical land uses: whom they concern, what the standards call them, and their class under GB 36600.

    The class follows from the code of GB 50137, with the kind of park behind it; null where that covers both classes.
    """
    rules = pl.read_csv(RULES)
    classes = [_class(*code.split()) if code else None for code in rules["gb50137"]]
    return rules.with_columns(land_class=pl.Series(classes, dtype=pl.Int64))


def _class(code: str, park: str | None = None) -> int | None:
    try:
        return land_class(code, park)
    except NoLandClass:
        return None


def _amount(name: str) -> pl.Expr:
    """A number that can be an amount: not below zero, not NaN. Anything else is no number, and never within a limit."""
    return pl.when(pl.col(name) >= 0).then(pl.col(name).fill_nan(None)).alias(name)


def _sample_or_row() -> pl.Expr:
    """The sample; where none is named, the row of the sheet stands for it."""
    row = pl.concat_str(pl.col("sheet").fill_null(""), pl.col("row").cast(pl.String).fill_null(""), separator="#")
    return pl.coalesce("sample", row)


def _or_option(column: str, option: str) -> pl.Expr:
    return pl.coalesce(column, pl.lit(option or None, dtype=pl.String))


def _land_use(options: AssessOptions) -> pl.Expr:
    """The option also speaks where the file says 耕地 only, which is neither paddy nor dry land."""
    vague = pl.col("land_use").is_null() | (pl.col("land_use") == "cropland")
    return pl.when(vague & pl.lit(bool(options.land_use))).then(pl.lit(options.land_use or None)).otherwise("land_use")


def _day(options: AssessOptions, on: date) -> pl.Expr:
    return pl.coalesce("sampled_on", pl.lit(on)) if options.by_sampling_day else pl.lit(on)


def _interval() -> list[pl.Expr]:
    below, above = pl.col("operator") == "<", pl.col("operator") == ">"
    limit = pl.coalesce("detection_limit", "value", "quantitation_limit")
    return [
        pl.when(below).then(0.0).otherwise("value").alias("low"),
        pl.when(below).then(limit).when(above).then(None).otherwise("value").alias("high"),
        above.alias("low_open"),
        below.alias("high_open"),
    ]


def _crop(texts: pl.Series) -> pl.Series:
    """The crop as GB 2762 groups it; null where the name is not known."""
    found = {text: crop.code for text in texts.drop_nulls().unique() if (crop := crops.find(text))}
    return texts.replace_strict(found, default=None, return_dtype=pl.String)


def _band() -> pl.Expr:
    """pH bands of GB 15618: up to and including 5.5, 6.5, 7.5, and above."""
    return pl.sum_horizontal([(pl.col("ph") > edge).cast(pl.Int64) for edge in PH_BANDS], ignore_nulls=False)


def _land(options: AssessOptions, texts: pl.Series) -> list[pl.Expr]:
    table = land_uses()
    text = pl.col("land_use_text").str.strip_chars().str.to_lowercase()
    named = {name.strip().lower(): number for name, number in options.land_class.items() if name}
    coded = {code: _class(code) for code in texts.drop_nulls().unique()}
    class_ = pl.coalesce(
        text.replace_strict(named, default=None, return_dtype=pl.Int64) if named else pl.lit(None, dtype=pl.Int64),
        _looked_up(table, "land_class", pl.Int64),
        pl.col("land_use_text").replace_strict(coded, default=None, return_dtype=pl.Int64),
        pl.lit(options.land_class.get(""), dtype=pl.Int64),
    )
    crop_type = pl.coalesce(pl.lit(options.crop_type or None, dtype=pl.String), _looked_up(table, "gb5084", pl.String))
    return [
        crop_type.alias("crop_type"),
        pl.lit(None, dtype=pl.String).alias("condition"),
        class_.alias("land_class"),
        _looked_up(table, "gb15618", pl.String).alias("farmland_use"),
        _looked_up(table, "subject", pl.String).alias("land_subject"),
    ]


def _looked_up(table: pl.DataFrame, column: str, dtype: type[pl.DataType]) -> pl.Expr:
    return pl.col("land_use").replace_strict(table["key"], table[column], default=None, return_dtype=dtype)
