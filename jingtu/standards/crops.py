"""Which line of GB 2762 a crop falls under, contaminant by contaminant.

The standard groups foods differently in every table, and editions differ; ``crops.csv`` names the lines (``food_code``)
for each, of which an edition prints one. The grouping is derived, not printed: where it is doubtful, the crop's note
says so.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jingtu.substances import normalised

TABLE = Path(__file__).with_name("crops.csv")
OF_THE_CROP = ("code", "zh", "en", "aliases", "note")


@dataclass(frozen=True)
class Crop:
    """A crop or group of crops; ``food_codes`` maps a substance to its lines in GB 2762 (absent: it has no limit)."""

    code: str
    zh: str
    en: str
    food_codes: Mapping[str, tuple[str, ...]]
    aliases: tuple[str, ...]
    note: str

    def line(self, substance: str, printed: Collection[str]) -> str | None:
        """The line an edition has for the substance in this crop: the first of its codes among those ``printed``."""
        return next((code for code in self.food_codes.get(substance, ()) if code in printed), None)


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
    codes = {name: tuple(cell.split("|")) for name, cell in row.items() if name not in OF_THE_CROP and cell}
    aliases = tuple(filter(None, row["aliases"].split("|")))
    return Crop(row["code"], row["zh"], row["en"], codes, aliases, row["note"])


CROPS = _read()
