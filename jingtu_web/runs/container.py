"""A result as one file of bytes: ``result.json`` with sorted keys, and every table in the Arrow file format.

The same result gives the same bytes: no clock, no compression, no order that is left to chance.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

import orjson
import polars as pl

from jingtu_web.deliveries.told import Told, as_json, from_json
from jingtu_web.runs.declared import Outcome

NO_DAY = (1980, 1, 1, 0, 0, 0)
SUFFIX = ".arrow"


@dataclass(frozen=True)
class Kept:
    """A result as it was stored."""

    facts: list[dict[str, Any]]
    tables: Mapping[str, pl.DataFrame]
    charts: list[dict[str, Any]]
    remarks: list[Told]
    surface: dict[str, Any] | None


def packed(outcome: Outcome) -> bytes:
    told = {
        "facts": [asdict(fact) for fact in outcome.facts],
        "tables": list(outcome.tables),
        "charts": list(outcome.charts),
        "remarks": [as_json(remark) for remark in outcome.remarks],
        "editions": list(outcome.editions),
        "surface": asdict(outcome.surface) if outcome.surface else None,
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("result.json", NO_DAY), orjson.dumps(told, option=orjson.OPT_SORT_KEYS))
        for name, table in outcome.tables.items():
            archive.writestr(zipfile.ZipInfo(name + SUFFIX, NO_DAY), arrow(table))
    return content.getvalue()


def unpacked(content: bytes) -> Kept:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        told = orjson.loads(archive.read("result.json"))
        tables = {name: pl.read_ipc(BytesIO(archive.read(name + SUFFIX))) for name in told["tables"]}
    return Kept(told["facts"], tables, told["charts"], from_json(told["remarks"]), told["surface"])


def arrow(table: pl.DataFrame) -> bytes:
    content = BytesIO()
    table.rechunk().write_ipc(content, compression="uncompressed")
    return content.getvalue()
