"""Results and units of a county, short to write in a test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from jingtu.assessment.farmland.classify import Classification, classified
from jingtu.assessment.farmland.unit_list import UNITS
from jingtu.assessment.options import AssessOptions
from jingtu.assessment.tests.lab import GRAIN, PADDY, lab, result

ON = date(2026, 11, 22)
CLEAN = {"cadmium": 0.1, "mercury": 0.1, "arsenic": 10, "lead": 20, "chromium": 50}
SEVERE, MILD, OK = 0.5, 0.3, 0.1  # cadmium in brown rice; its limit is 0.2


def soil(unit: str | None, point: str, **contents: float | str) -> list[dict[str, Any]]:
    """A paddy point at pH 6 with all five metals; screening 0.4 and intervention 2.0 for cadmium."""
    where = {**PADDY, "point": point, "sample": f"{unit}-{point}", "unit_code": unit}
    of = {name: value for name, value in contents.items() if name in ("lon", "lat", "ph", "land_use", "sampled_on")}
    found = CLEAN | {name: value for name, value in contents.items() if name not in of}
    return [result(metal, value, {**where, **of}) for metal, value in found.items() if value is not None]


def grain(unit: str | None, point: str, cadmium: float, **of: Any) -> list[dict[str, Any]]:
    row = {**GRAIN, "sheet": "农产品", "point": point, "sample": f"N{unit}-{point}", "unit_code": unit, **of}
    return [result("cadmium", cadmium, row)]


def units(*rows: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**dict.fromkeys(UNITS), **row} for row in rows], schema=UNITS)


def county(rows: list[dict[str, Any]], listed: pl.DataFrame | None = None, **how: Any) -> Classification:
    codes = [row["unit_code"] for row in rows]
    results = lab(*[{name: value for name, value in row.items() if name != "unit_code"} for row in rows])
    results = results.with_columns(unit_code=pl.Series(codes, dtype=pl.String))
    return classified(results, listed, on=ON, options=how.pop("options", AssessOptions()), **how)


def categories(found: Classification) -> list[tuple[str, int, str]]:
    return list(found.units.select("unit_code", "part", "category").iter_rows())


def metal(found: Classification, name: str = "cadmium", part: int = 0) -> dict[str, Any]:
    [line] = found.metals.filter(pl.col("metal") == name, pl.col("part") == part).to_dicts()
    return line
