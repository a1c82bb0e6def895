"""Sampling points: the class of the soil by GB 15618 (FL-CLS-01), of the crop by GB 2762 (FL-CLS-02), metal by metal.

The comparison itself is :func:`jingtu.assessment.compare.assess`; here its verdicts become classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import polars as pl

from jingtu.assessment.compare import assess
from jingtu.assessment.facts import land_uses
from jingtu.assessment.farmland.classes import METALS
from jingtu.assessment.farmland.parameters import AS_USUAL, Rules
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions
from jingtu.assessment.positions import NEAR, exact_sign
from jingtu.assessment.verdicts import Reason, Verdict
from jingtu.standards.limits import Limits
from jingtu.units import factor, unit

SOIL_CLASSES: Mapping[str, int] = {
    Verdict.WITHIN_SCREENING: 1,
    Verdict.ABOVE_SCREENING: 2,
    Verdict.ABOVE_INTERVENTION: 3,
}
SEVERE_FACTOR = 2
"""A crop content above this many times its limit is severe (重度超标). Source: county scripts (FL-CLS-02)."""
SPECIES: Mapping[str, str] = {"inorganic_arsenic": "arsenic", "methylmercury": "mercury"}
OF_POINT = ("unit_code", "place", "land_use", "crop_text", "ph", "sampled_on", "lon", "lat", "file", "sheet", "row")
OF_METAL = (
    "text",
    "amount",
    "number",
    "unit",
    "limit",
    "limit_unit",
    "ratio",
    "class_",
    "reason",
    "missing",
    "cite",
    "cite_en",
    "edition",
    "mark",
    "reservation",
)


class Why(StrEnum):
    """Why a sample does not count."""

    BELOW_TOPSOIL = "below_topsoil"
    NOT_FARMLAND = "not_farmland"
    OLDER_SAMPLE = "older_sample"


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one medium.

    ``points``: one line per point, numbered by ``at``, with its worst class ``overall`` (null: open).
    ``metals``: one line per point (``at``) and ``metal`` measured, with ``class_``, why it is open, and what
    it was compared with. ``left``: samples that do not count, and ``why``.
    """

    points: pl.DataFrame
    metals: pl.DataFrame
    left: pl.DataFrame


def soil_points(
    results: pl.DataFrame,
    *,
    on: date,
    options: AssessOptions = NOTHING_ADDED,
    rules: Rules = AS_USUAL,
    limits: Limits | None = None,
) -> Points:
    """Classes of soil points: 1 not above screening, 2 above screening, 3 above intervention; rotation by the stricter.

    Parameters
    ----------
    results : DataFrame
        As :func:`jingtu.intake.laboratory.read_lab` gives them, with a column ``unit_code``.

    Notes
    -----
    Of a point sampled several times the latest sampling day counts, of that day the worst class. Samples that begin
    below the topsoil, and those of land that is no farmland, do not count.
    """
    soil = _of_medium(results, "soil", METALS, options)
    elsewhere = land_uses().filter(pl.col("subject").fill_null("") != "farmland")["key"].to_list()
    why = (
        pl.when(pl.col("land_use").is_in(elsewhere))
        .then(pl.lit(Why.NOT_FARMLAND))
        .when(pl.col("depth_top").fill_null(0.0) >= rules.topsoil_m)
        .then(pl.lit(Why.BELOW_TOPSOIL))
    )
    soil = soil.with_columns(why=why)
    compared = _compared(soil.filter(pl.col("why").is_null()), "gb15618", on, options, limits)
    open_above = pl.col("reason") == Reason.INTERVENTION_OPEN
    class_ = pl.col("verdict").replace_strict(SOIL_CLASSES, default=None, return_dtype=pl.Int64)
    compared = compared.with_columns(class_=pl.when(~open_above.fill_null(value=False)).then(class_), metal="substance")
    return _points(compared, soil.filter(pl.col("why").is_not_null()), ())


def crop_points(
    results: pl.DataFrame,
    *,
    on: date,
    options: AssessOptions = NOTHING_ADDED,
    limits: Limits | None = None,
) -> Points:
    """Classes of crop points: 1 up to the limit, 2 up to twice the limit, 3 above that; by the edition of the day.

    Notes
    -----
    A species (inorganic arsenic) speaks for its metal where it was measured; a total within the limit of the species
    suffices, one above it leaves the metal open. A metal for which the food has no limit is not judged.
    """
    crops = _of_medium(results, "crop", (*METALS, *SPECIES), options).with_columns(why=pl.lit(None, dtype=pl.String))
    compared = _compared(crops, "gb2762", on, options, limits)
    unjudged = (Reason.SUPERSEDED_BY_SPECIES, Reason.NO_LIMIT)
    compared = compared.filter(~pl.col("reason").fill_null("").is_in([str(reason) for reason in unjudged]))
    compared = compared.with_columns(severe=_severe(compared))
    above, only_lower = pl.col("verdict") == Verdict.ABOVE_LIMIT, pl.col("operator") == ">"
    class_ = (
        pl.when(pl.col("verdict") == Verdict.WITHIN_LIMIT)
        .then(1)
        .when(above & pl.col("severe"))
        .then(3)
        .when(above & ~only_lower)
        .then(2)
    )
    return _points(
        compared.with_columns(class_=class_.cast(pl.Int64), metal=pl.col("substance").replace(SPECIES)),
        crops.clear(),
        ("crop_text",),
    )


def _of_medium(results: pl.DataFrame, medium: str, substances: Sequence[str], options: AssessOptions) -> pl.DataFrame:
    """The results of a medium, each with the key of its point and of its sample there."""
    row = pl.concat_str(pl.col("sheet").fill_null(""), pl.col("row").cast(pl.String), separator="#")
    stated = pl.coalesce("medium", pl.lit(options.medium or None, dtype=pl.String))
    return results.filter(stated == medium, pl.col("substance").is_in(substances)).with_columns(
        operator=pl.col("operator").fill_null(""),
        point_key=pl.concat_str(
            pl.col("unit_code").fill_null(""), pl.coalesce("point", "sample", row), separator="\u0000"
        ),
    )


def _compared(
    results: pl.DataFrame, standard: str, on: date, options: AssessOptions, limits: Limits | None
) -> pl.DataFrame:
    """Every result with its verdict; those not compared have none, and keep the reason.

    ``number``: in the unit delivered, half the detection limit for a non-detect.
    """
    found = assess(results, standards=(standard,), on=on, options=options, limits=limits)
    number = (
        pl.when(pl.col("operator") == "")
        .then("value")
        .when(pl.col("operator") == "<")
        .then(pl.col("detection_limit") / 2)
    )
    return pl.concat([found.results, found.left_out]).with_columns(number=number)


def _severe(compared: pl.DataFrame) -> pl.Series:
    """Whether an amount lies above twice its limit; exact at the edge, from the digits delivered."""
    amount, double = compared["amount"], compared["limit"] * SEVERE_FACTOR
    severe = (amount > double).fill_null(value=False).to_list()
    near = ((amount - double).abs() <= NEAR * double).fill_null(value=False)
    for at in near.arg_true():
        row = compared.row(at, named=True)
        limit = str(Decimal(repr(row["limit"])) * SEVERE_FACTOR)
        sign = exact_sign(row["value"], row["text"], *factor(unit(row["unit"]), unit(row["limit_unit"])), limit)
        severe[at] = sign > 0 or (sign == 0 and row["operator"] == ">")
    return pl.Series(severe, dtype=pl.Boolean)


def _points(compared: pl.DataFrame, left: pl.DataFrame, within: Sequence[str]) -> Points:
    """One line per point and metal: of the latest day, the worst class; ``within``: what else tells points apart."""
    key = ["point_key", *within]
    latest = compared["sampled_on"].is_null() | (
        compared.select(pl.col("sampled_on").max().over(key))["sampled_on"] == compared["sampled_on"]
    )
    older = compared.filter(~latest).with_columns(why=pl.lit(Why.OLDER_SAMPLE))
    metals = (
        compared.filter(latest)
        .group_by(*key, "metal", maintain_order=True)
        .agg(
            *[
                pl.col(name).sort_by(_worst_first()).first()
                for name in ("point", "sample", *OF_POINT, *OF_METAL)
                if name not in (*within, "class_")
            ],
            class_=_worst(pl.col("class_")),
        )
    )
    points = _gathered(metals, key)
    metals = metals.join(points.select("at", *key), on=key, how="left", nulls_equal=True, maintain_order="left")
    shown = ["point_key", "sample", "point", *OF_POINT, "why"]
    gone = pl.concat([left.select(shown), older.select(shown)])
    gone = gone.unique(["point_key", "sample", "sampled_on", "why"], maintain_order=True).drop("point_key")
    return Points(points, metals.select("at", "metal", *OF_METAL), gone)


def _gathered(metals: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """One line per point from its lines by metal."""
    overall = _worst(pl.col("class_"))
    names = [name for name in ("point", "sample", *OF_POINT) if name not in key]
    gathered = metals.group_by(key, maintain_order=True).agg(
        pl.col(names).first(), overall=overall, not_measured=pl.lit(len(METALS)) - pl.col("metal").n_unique()
    )
    return gathered.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))


def _worst_first() -> list[pl.Expr]:
    """The line shown for a metal: the worst decided class; before it none that is open."""
    return [-pl.col("class_").fill_null(0)]


def _worst(class_: pl.Expr) -> pl.Expr:
    """As :func:`jingtu.assessment.farmland.classes.worst`, over a column."""
    return pl.when((class_.null_count() == 0) | (class_.max() == 3)).then(class_.max())
