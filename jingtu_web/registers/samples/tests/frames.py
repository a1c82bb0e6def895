"""Small tables in the columns that ``jingtu.intake`` gives."""

from __future__ import annotations

from datetime import date

import polars as pl
import shapely

from jingtu_web.common.models import Place

SCHEMA = {
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
    "cell": pl.String,
    "sample": pl.String,
    "point": pl.String,
    "depth_top": pl.Float64,
    "depth_bottom": pl.Float64,
    "sampled_on": pl.Date,
    "place": pl.String,
    "land_use": pl.String,
    "land_use_text": pl.String,
    "medium": pl.String,
    "crop_text": pl.String,
    "ph": pl.Float64,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "x": pl.Float64,
    "y": pl.Float64,
    "substance": pl.String,
    "substance_text": pl.String,
    "value": pl.Float64,
    "operator": pl.String,
    "detection_limit": pl.Float64,
    "quantitation_limit": pl.Float64,
    "text": pl.String,
    "unit": pl.String,
    "unit_text": pl.String,
    "method": pl.String,
    "laboratory": pl.String,
}


def result(
    sample: str = "S1", substance: str | None = "cadmium", value: float | None = 0.2, **other: object
) -> dict[str, object]:
    """One row, with what the test is about and plausible values for the rest."""
    row = dict.fromkeys(SCHEMA) | {
        "sheet": "数据",
        "row": 2,
        "cell": "C2",
        "sample": sample,
        "point": sample,
        "sampled_on": date(2026, 6, 3),
        "land_use": "paddy",
        "medium": "soil",
        "ph": 6.0,
        "lon": 112.05,
        "lat": 30.05,
        "substance": substance,
        "substance_text": substance,
        "value": value,
        "operator": "",
        "text": str(value),
        "unit": "mg/kg",
        "unit_text": "mg/kg",
    }
    return row | other


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), SCHEMA, orient="row")


def county_with_two_towns() -> Place:
    """Two square towns side by side: 青石镇 to the west of 112.1°, 城关镇 to the east."""
    county = Place.objects.create(
        code="999901000000", name="沃川县", level=Place.Level.COUNTY, outline=shapely.box(112.0, 30.0, 112.2, 30.1)
    )
    for number, name, west in (("101", "青石镇", 112.0), ("102", "城关镇", 112.1)):
        Place.objects.create(
            code=f"999901{number}000",
            name=name,
            level=Place.Level.TOWNSHIP,
            parent=county,
            outline=shapely.box(west, 30.0, west + 0.1, 30.1),
        )
    return county
