"""Which line of GB 2762 a crop falls under, contaminant by contaminant.

The standard groups foods differently in every table; ``crops.csv`` names the line (``food_code``) for each. The
grouping is derived, not printed: where it is doubtful, the crop's note says so.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jingtu.substances import normalised

TABLE = Path(__file__).with_name("crops.csv")
OF_THE_CROP = ("code", "zh", "en", "aliases", "note")


@dataclass(frozen=True)
class Crop:
    """A crop or group of crops; ``food_codes`` maps a substance to its line in GB 2762 (absent: it has no limit)."""

    code: str
    zh: str
    en: str
    food_codes: Mapping[str, str]
    aliases: tuple[str, ...]
    note: str


def find(text: str) -> Crop | None:
    """The crop a name means, or None."""
    return _by_name().get(normalised(text))


@cache
def _by_name() -> Mapping[str, Crop]:
    return {normalised(name): one for one in CROPS for name in (one.code, one.zh, one.en, *one.aliases)}


def _read(table: Path = TABLE) -> tuple[Crop, ...]:
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(_crop(row) for row in csv.DictReader(lines))


def _crop(row: Mapping[str, str]) -> Crop:
    codes = {name: code for name, code in row.items() if name not in OF_THE_CROP and code}
    aliases = tuple(filter(None, row["aliases"].split("|")))
    return Crop(row["code"], row["zh"], row["en"], codes, aliases, row["note"])


CROPS = _read()
