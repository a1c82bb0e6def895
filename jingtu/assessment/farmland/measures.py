"""Which measures fit a unit: by category, metals, pH, land use and crop, each with the reason for or against.

The list is ``measures.csv``, in the order of choice: mildest and cheapest first (ours). It proposes; a county plan
chooses. Doses are examples from extension material, effects are not forecast.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.assessment.farmland.classes import METALS
from jingtu.standards import crops

TABLE = Path(__file__).with_name("measures.csv")


class Fit(StrEnum):
    """OFFERED; WITH_OTHERS: only together with another measure; OPEN: a fact is missing; UNFIT."""

    OFFERED = "offered"
    WITH_OTHERS = "with_others"
    OPEN = "open"
    UNFIT = "unfit"


class Ground(StrEnum):
    """Why a measure fits or not."""

    FOR_CATEGORY = "for_category"
    NOT_FOR_CATEGORY = "not_for_category"
    FOR_METALS = "for_metals"
    NOT_FOR_METALS = "not_for_metals"
    SOIL_ACID = "soil_acid"
    SOIL_NOT_ACID = "soil_not_acid"
    PH_MISSING = "ph_missing"
    ON_PADDY = "on_paddy"
    NOT_PADDY = "not_paddy"
    LAND_USE_MISSING = "land_use_missing"
    FOR_CROP = "for_crop"
    NOT_FOR_CROP = "not_for_crop"
    CROP_MISSING = "crop_missing"
    RAISES_ARSENIC = "raises_arsenic"
    NOT_COUNTED = "not_counted"


FIT_OF: Mapping[Ground, Fit] = {
    Ground.FOR_CATEGORY: Fit.OFFERED,
    Ground.FOR_METALS: Fit.OFFERED,
    Ground.SOIL_ACID: Fit.OFFERED,
    Ground.ON_PADDY: Fit.OFFERED,
    Ground.FOR_CROP: Fit.OFFERED,
    Ground.NOT_COUNTED: Fit.OFFERED,
    Ground.RAISES_ARSENIC: Fit.WITH_OTHERS,
    Ground.PH_MISSING: Fit.OPEN,
    Ground.LAND_USE_MISSING: Fit.OPEN,
    Ground.CROP_MISSING: Fit.OPEN,
    Ground.NOT_FOR_CATEGORY: Fit.UNFIT,
    Ground.NOT_FOR_METALS: Fit.UNFIT,
    Ground.SOIL_NOT_ACID: Fit.UNFIT,
    Ground.NOT_PADDY: Fit.UNFIT,
    Ground.NOT_FOR_CROP: Fit.UNFIT,
}
"""What each ground makes of a measure; of several the one that stands latest in Fit decides."""
ORDER = tuple(Fit)
COUNTED: Mapping[int, frozenset[str]] = {
    1: frozenset({"protection"}),
    2: frozenset({"safe_use", "remediation"}),
    3: frozenset({"strict_control"}),
}
"""Kinds of measures that count in the safe-use rate, by class (FL-RATE-03)."""
PADDY_USES = ("paddy", "rotation")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as printed in ``measures.csv``; ``counts_as`` is its kind in the safe-use rate."""

    code: str
    zh: str
    en: str
    group: str
    classes: frozenset[int]
    metals: frozenset[str]
    ph_max: Decimal | None
    land: str
    crops: frozenset[str]
    not_alone_with: str
    counts_as: str
    texts: Mapping[str, str]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of a unit.

    ``class_``: 1, 2, 3. ``above``: metals above screening (class 2 or 3). ``ph``: of the soil. ``land_use``: a key
    such as ``paddy``, empty if not known. ``crops``: codes of :mod:`jingtu.standards.crops`; None: not known.
    """

    class_: int
    above: tuple[str, ...] = ()
    ph: float | None = None
    land_use: str = ""
    crops: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    measure: Measure
    fit: Fit
    grounds: tuple[Ground, ...]


def proposals(of: Situation) -> tuple[Proposal, ...]:
    """Every measure with its fit, those offered first, each group in the order of choice.

    Examples
    --------
    >>> found = proposals(Situation(class_=2, above=("cadmium", "arsenic"), ph=5.0, land_use="paddy", crops=("paddy",)))
    >>> [one.measure.code for one in found if one.fit is Fit.WITH_OTHERS]
    ['WATER', 'LIME', 'VIP']
    """
    found = [_proposal(measure, of) for measure in measures()]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.fit)))


def crop_codes(text: str | None) -> tuple[str, ...] | None:
    """The crops a text such as ``水稻、油菜`` names, as far as they are known; None where there is no text."""
    if not text or not text.strip():
        return None
    names = text.replace("，", "、").replace(",", "、").replace(";", "、").replace("；", "、").split("、")
    return tuple(found.code if (found := crops.find(name)) else name.strip() for name in names if name.strip())


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of choice."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(_measure(row) for row in csv.DictReader(lines))


def _proposal(measure: Measure, of: Situation) -> Proposal:
    grounds = (*_by_class(measure, of), *_by_place(measure, of), *_by_crop(measure, of), *_with_care(measure, of))
    fit = max((FIT_OF[ground] for ground in grounds), key=ORDER.index)
    return Proposal(
        measure, fit, tuple(ground for ground in grounds if FIT_OF[ground] is fit or fit is Fit.WITH_OTHERS)
    )


def _by_class(measure: Measure, of: Situation) -> list[Ground]:
    grounds = [Ground.FOR_CATEGORY if of.class_ in measure.classes else Ground.NOT_FOR_CATEGORY]
    if of.class_ > 1:
        grounds.append(Ground.FOR_METALS if measure.metals & set(of.above) else Ground.NOT_FOR_METALS)
    return grounds


def _by_place(measure: Measure, of: Situation) -> list[Ground]:
    grounds = []
    if measure.ph_max is not None and of.ph is None:
        grounds.append(Ground.PH_MISSING)
    elif measure.ph_max is not None and of.ph is not None:
        grounds.append(Ground.SOIL_ACID if of.ph <= measure.ph_max else Ground.SOIL_NOT_ACID)
    if measure.land and not of.land_use:
        grounds.append(Ground.LAND_USE_MISSING)
    elif measure.land:
        grounds.append(Ground.ON_PADDY if of.land_use in PADDY_USES else Ground.NOT_PADDY)
    return grounds


def _by_crop(measure: Measure, of: Situation) -> list[Ground]:
    if not measure.crops:
        return []
    if of.crops is None:
        return [Ground.CROP_MISSING]
    return [Ground.FOR_CROP if measure.crops & set(of.crops) else Ground.NOT_FOR_CROP]


def _with_care(measure: Measure, of: Situation) -> list[Ground]:
    grounds = [Ground.RAISES_ARSENIC] if measure.not_alone_with in of.above else []
    counted = COUNTED.get(of.class_, frozenset())
    return grounds if measure.counts_as in counted else [*grounds, Ground.NOT_COUNTED]


def _measure(row: Mapping[str, str]) -> Measure:
    return Measure(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        group=row["group"],
        classes=frozenset(int(number) for number in row["classes"].split("|")),
        metals=frozenset(METALS if row["metals"] == "all" else row["metals"].split("|")),
        ph_max=Decimal(row["ph_max"]) if row["ph_max"] else None,
        land=row["land"],
        crops=frozenset(_several(row["crops"])),
        not_alone_with=row["not_alone_with"],
        counts_as=row["counts_as"],
        texts={name: text for name, text in row.items() if name.endswith(("_zh", "_en"))},
        mark=row["mark"],
    )


def _several(text: str) -> Sequence[str]:
    return [one for one in text.split("|") if one]
