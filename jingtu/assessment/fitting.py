"""Which standards a result is compared with: those asked for, or the one that fits medium and land use, in the edition
in force on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from jingtu.assessment.lines import MEDIA, number_of
from jingtu.assessment.verdicts import Reason
from jingtu.problems import Refused, error

# Medium, and for soil whom the land use concerns -> standard.
FITTING: Mapping[tuple[str, str | None], str] = {
    ("soil", "farmland"): "gb15618",
    ("soil", "development"): "gb36600",
    ("groundwater", None): "gbt14848",
    ("irrigation_water", None): "gb5084",
    ("crop", None): "gb2762",
}


def standard_keys(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Keys of standards from how people write them: ``GB 15618``, ``gb15618-2018``, ``15618``, ``gb2762_2025``.

    Raises
    ------
    Refused
        If a name means none of those known.
    """
    by_name = {spelling: key for key in known for spelling in _spellings(key)}
    found, problems = [], []
    for name in names:
        key = by_name.get(_plain(name))
        if key is None:
            problems.append(error("assessment.standard_unknown", name=name, known="、".join(sorted(set(known)))))
        else:
            found.append(key)
    if problems:
        raise Refused(*problems)
    return list(dict.fromkeys(found))


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _spellings(key: str) -> set[str]:
    number = number_of(key)
    digits = number.lstrip("gbt")
    return {_plain(key), _plain(key).removeprefix(number[: -len(digits)])} | (
        {number, digits} if key == number else set()
    )


def wanted(known: pl.DataFrame, standards: Sequence[str] | None) -> pl.DataFrame:
    """One line per result and standard to compare it with: ``number``, ``asked`` (an edition asked for, or null), and
    ``why_not`` where there is nothing to compare with."""
    return _asked(known, standards) if standards else _fitting(known)


def _asked(known: pl.DataFrame, standards: Sequence[str]) -> pl.DataFrame:
    asked = pl.DataFrame(
        {
            "number": [number_of(key) for key in standards],
            "asked": [key if "_" in key else None for key in standards],
            "line_medium": [MEDIA[number_of(key)] for key in standards],
        },
        schema_overrides={"asked": pl.String},
    )
    other = pl.col("medium") != pl.col("line_medium")
    return (
        known.select("result", "medium")
        .join(asked, how="cross")
        .select("result", "number", "asked", why_not=pl.when(other).then(pl.lit(Reason.OTHER_MEDIUM)))
    )


def _fitting(known: pl.DataFrame) -> pl.DataFrame:
    """Soil of unknown land use has no standard yet: a limit may exist, and the land use is what is missing."""
    medium = pl.coalesce("medium", pl.when(pl.col("land_subject").is_not_null()).then(pl.lit("soil")))
    has_class = pl.col("land_class").is_not_null()
    subject = pl.coalesce("land_subject", pl.when(has_class).then(pl.lit("development")))
    table = pl.DataFrame(
        [(medium, subject, number) for (medium, subject), number in FITTING.items()],
        schema={"medium": pl.String, "subject": pl.String, "number": pl.String},
        orient="row",
    )
    keyed = known.select("result", "land_use", medium=medium, subject=subject).with_columns(
        subject=pl.when(pl.col("medium") == "soil").then("subject")
    )
    found = keyed.join(table, on=["medium", "subject"], how="left", nulls_equal=True, maintain_order="left")
    return found.select("result", "number", asked=pl.lit(None, dtype=pl.String), why_not=_why_not_fitting())


def _why_not_fitting() -> pl.Expr:
    return (
        pl.when(pl.col("number").is_not_null())
        .then(None)
        .when(pl.col("medium").is_null())
        .then(pl.lit(Reason.MEDIUM_UNKNOWN))
        .when((pl.col("medium") == "soil") & pl.col("land_use").is_null())
        .then(pl.lit(Reason.FACT_MISSING))
        .otherwise(pl.lit(Reason.LAND_USE_NOT_COVERED))
    )


def with_edition(candidates: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Adds ``standard`` and ``edition`` in force on the ``day`` of each candidate; none: ``why_not`` says so."""
    editions = table.select("number", "standard", "edition", "valid_from", "valid_before").unique(maintain_order=True)
    days = candidates.select("number", "asked", "day").unique()
    in_force = (pl.col("valid_from") <= pl.col("day")) & (
        pl.col("valid_before").is_null() | (pl.col("day") < pl.col("valid_before"))
    )
    meant = pl.col("asked").is_null() | (pl.col("asked") == pl.col("standard"))
    found = days.join(editions, on="number").filter(in_force & meant)
    dated = candidates.join(
        found.select("number", "asked", "day", "standard", "edition"),
        on=["number", "asked", "day"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    none = pl.col("number").is_not_null() & pl.col("edition").is_null()
    return dated.with_columns(why_not=pl.coalesce("why_not", pl.when(none).then(pl.lit(Reason.NO_EDITION_IN_FORCE))))


def stated(candidates: pl.DataFrame) -> pl.DataFrame:
    """Completes what a standard itself says of facts left open, and keeps the assumption in ``assumed``.

    GB 36600: where the planned use is not clear, class 1.
    """
    no_class = (pl.col("number") == "gb36600") & pl.col("land_class").is_null()
    return candidates.with_columns(
        land_class=pl.when(no_class).then(1).otherwise("land_class"),
        assumed=pl.when(no_class).then(pl.lit(Reason.CLASS_ONE_ASSUMED)),
    )
