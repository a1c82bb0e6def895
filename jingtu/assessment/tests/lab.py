"""Results as the laboratory reader leaves them, short to write in a test."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from jingtu.assessment.compare import Assessment, assess
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions
from jingtu.intake.laboratory import COLUMNS

TODAY = date(2026, 11, 22)
SOIL = {"file": "a.xlsx", "sheet": "土壤", "row": 1, "cell": "C1", "sample": "S1", "medium": "soil", "unit": "mg/kg"}
PADDY = {**SOIL, "land_use": "paddy", "land_use_text": "水田", "ph": 6.0}
WATER = {**SOIL, "medium": "groundwater", "unit": "mg/L"}
IRRIGATION = {**SOIL, "medium": "irrigation_water", "unit": "mg/L"}
GRAIN = {**SOIL, "medium": "crop", "crop_text": "糙米"}


Row = dict[str, Any]


def lab(*rows: Row) -> pl.DataFrame:
    return pl.DataFrame([{**dict.fromkeys(COLUMNS), "operator": "", **row} for row in rows], schema=COLUMNS)


def result(substance: str, value: float | str, of: Row = PADDY, **more: Any) -> Row:
    """One result; ``value`` as the laboratory writes it: ``0.3``, ``<0.01``, ``>100``, ``ND``."""
    text = str(value)
    below, above = text.startswith("<") or text == "ND", text.startswith(">")
    number = None if text == "ND" else float(text.lstrip("<>"))
    return {
        **of,
        "substance": substance,
        "substance_text": substance,
        "text": text,
        "operator": "<" if below else ">" if above else "",
        "value": None if below else number,
        "detection_limit": number if below else None,
        **more,
    }


def judged(*rows: Row, standard: str | None = None, on: date = TODAY, **options: Any) -> Assessment:
    given = AssessOptions(**options) if options else NOTHING_ADDED
    return assess(lab(*rows), standards=[standard] if standard else None, on=on, options=given)


def verdict(*rows: Row, **how: Any) -> str:
    """The verdict of the only result, ``NOT_COMPARED`` where it has none."""
    found = judged(*rows, **how)
    assert found.results.height + found.left_out.height == 1
    return str(found.results["verdict"][0]) if found.results.height else "NOT_COMPARED"


def why_not(*rows: Row, **how: Any) -> str:
    [reason] = judged(*rows, **how).left_out["reason"]
    return str(reason)
