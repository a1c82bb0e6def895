"""The crops a county tests, as the food standard groups them: ``crops.csv``, one food group per substance."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CROPS = Path(__file__).with_name("crops.csv")


@dataclass(frozen=True)
class Crop:
    """A crop: its names, and by substance the food group whose limit it takes."""

    key: str
    names: tuple[str, ...]
    foods: Mapping[str, str]


@cache
def crop_names() -> Mapping[str, str]:
    """Every name in lower case -> key of the crop."""
    return {name.casefold(): crop.key for crop in crops() for name in (crop.key, *crop.names)}


@cache
def crops() -> tuple[Crop, ...]:
    """The crops of GB 2762 that a county tests. A name without a stage of milling takes the stricter one."""
    with CROPS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Crop(row.pop("crop"), tuple(row.pop("names").split("|")), {key: food for key, food in row.items() if food})
            for row in csv.DictReader(file)
        )
