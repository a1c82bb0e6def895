"""The result tables of the national classification database: survey units, soil points, crop points, category units.

``result_schema.csv`` has the fields with types and decimals as a county script builds them (mark *partial*); a field
that the classification cannot know (owner, land-use code of parcels) stays empty.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import polars as pl

from jingtu.assessment.farmland.areas import BILLIONTHS
from jingtu.assessment.farmland.classes import METALS, Category, targets_in_words
from jingtu.assessment.farmland.classify import Classification, Row
from jingtu.assessment.farmland.points import Points
from jingtu.assessment.words import words
from jingtu.codes.divisions import division
from jingtu.substances import SUBSTANCES

TABLE = Path(__file__).with_name("result_schema.csv")
TYPES: Mapping[str, pl.DataType] = {
    "long": pl.Int64(),
    "short": pl.Int16(),
    "double": pl.Float64(),
    "text": pl.String(),
}
BILLIONTHS_PER_M2 = 1_500_000
SYMBOLS = {metal: SUBSTANCES[metal].symbol for metal in METALS}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a feature class; ``decimals`` is None where the print gives none."""

    name: str
    type: pl.DataType
    decimals: int | None
    meaning: str


@cache
def fields(feature_class: str) -> tuple[Field, ...]:
    """The fields of a feature class (``XCPJDY``, ``XCT``, ``XCN``, ``LBHF``), in their order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["feature_class"] == feature_class]
    return tuple(
        Field(row["field"], TYPES[row["type"]], int(row["decimals"]) if row["decimals"] else None, row["meaning"])
        for row in rows
    )


def result_tables(found: Classification, categories: Mapping[str, str]) -> Mapping[str, pl.DataFrame]:
    """Feature class -> its table. ``categories``: category -> the word that ZLLB takes."""
    facts = {row["unit_code"]: row for row in found.units.filter(pl.col("part") == 0).iter_rows(named=True)}
    return {
        "XCPJDY": _table("XCPJDY", [_survey_unit(row) for row in facts.values()]),
        "XCT": _table("XCT", _points(found.soil, facts, "")),
        "XCN": _table("XCN", _points(found.crops, facts, "N")),
        "LBHF": _table("LBHF", _category_units(found, categories)),
    }


def unit_name(row: Row) -> str:
    """The code of a unit or part: a part split off has its number behind (ours; the national form was not seen)."""
    return f"{row['unit_code']}-{row['part']}" if row["part"] else str(row["unit_code"])


def _table(feature_class: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows in the fields of the class, numbered, doubles rounded to their decimals."""
    known = fields(feature_class)
    schema = {field.name: field.type for field in known}
    numbered = [{"BSM": number, **row} for number, row in enumerate(rows, start=1)]
    lacking = [{name: row.get(name) for name in schema} for row in numbered]
    table = pl.DataFrame(lacking, schema=schema, orient="row")
    rounded = [field for field in known if field.decimals is not None]
    return table.with_columns(pl.col(field.name).round(field.decimals or 0) for field in rounded)


def _survey_unit(row: Row) -> dict[str, object]:
    return {
        **_place(row),
        "XCDYBM": row["unit_code"],
        "ZH5_CLASS": row["overall"],
        "SUM_NYDTBMJ": _square_metres(row),
    }


def _points(points: Points, facts: Mapping[str, Row], suffix: str) -> list[dict[str, object]]:
    """Points with contents in mg/kg (none for a non-detect) and classes; ``suffix`` is N for crops."""
    of_point: dict[int, dict[str, object]] = {}
    for at, metal, amount, class_ in points.metals.select("at", "metal", "amount", "class_").iter_rows():
        symbol = SYMBOLS[metal] + suffix
        of_point.setdefault(at, {}).update({symbol: amount, f"{symbol}_CLASS": class_})
    uses = words("land_use", "zh")
    return [
        {
            **_place(facts.get(row["unit_code"], {})),
            **of_point.get(row["at"], {}),
            "TXZQMC": facts.get(row["unit_code"], {}).get("town") or row["place"],
            "LON": row["lon"],
            "LAT": row["lat"],
            "YDBM": row["point"] or row["sample"],
            "XCDYBM": row["unit_code"],
            "NYDLX": uses.get(row["land_use"], row["land_use"]),
            "NCPLX": row["crop_text"],
            "pH": row["ph"],
            f"ZH{suffix}_CLASS": row["overall"],
        }
        for row in points.points.iter_rows(named=True)
    ]


def _category_units(found: Classification, categories: Mapping[str, str]) -> list[dict[str, object]]:
    """A unit that is to be split has no area, nor have its parts, until they are drawn."""
    classes: dict[tuple[str, int], dict[str, object]] = {}
    for code, part, metal, class_ in found.metals.select("unit_code", "part", "metal", "class_").iter_rows():
        classes.setdefault((code, part), {})[f"{SYMBOLS[metal]}_CLASS"] = class_
    split = set(found.units.filter(pl.col("part") > 0)["unit_code"])
    return [
        {
            **_place(row),
            **classes[row["unit_code"], row["part"]],
            "DLMC": row["land_use"],
            "TBDLMJ": None if row["unit_code"] in split else _square_metres(row),
            "ZH_CLASS": row["overall"],
            "LBBM": unit_name(row),
            "DLWZ": row["location"],
            "MJ_MU": None if row["unit_code"] in split else _mu(row),
            "CNZZNZW": row["crops"],
            "TRMBWRW": None if row["category"] == Category.UNDECIDED else targets_in_words(row["targets"]),
            "ZLLB": None if row["category"] == Category.UNDECIDED else categories[row["category"]],
        }
        for row in found.units.iter_rows(named=True)
    ]


def _place(row: Row) -> dict[str, object]:
    """Codes and names from the province down, as far as the unit's own code and names reach."""
    code = str(row.get("place") or "")
    levels = (("PXZQ", code[:2] + "0000", 2), ("CXZQ", code[:4] + "00", 4), ("FXZQ", code[:6], 6))
    found: dict[str, object] = {}
    for name, of_level, length in levels:
        known = division(of_level) if len(code) >= length else None
        found |= {f"{name}DM": of_level, f"{name}MC": known.name if known else None} if len(code) >= length else {}
    found["FXZQMC"] = found.get("FXZQMC") or row.get("county")
    found |= {"TXZQDM": code[:9] if len(code) >= 9 else None, "TXZQMC": row.get("town")}
    return found | {"XZQDM": code if len(code) == 12 else None, "XZQMC": row.get("village")}


def _square_metres(row: Row) -> float | None:
    return None if row["area"] is None else row["area"] / BILLIONTHS_PER_M2


def _mu(row: Row) -> str | None:
    """Area in mu as text with two decimals, as the print wants it."""
    if row["area"] is None:
        return None
    return str((Decimal(row["area"]) / BILLIONTHS).quantize(Decimal("0.01"), ROUND_HALF_UP))
