"""The model beside the screening values of GB 36600-2018: what agrees, and why others do not.

Those values were derived with the model, so this checks how it was rebuilt, by substance and class of land: six soil
pathways, one concentration in all soil.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from jingtu.problems import Language
from jingtu.science.risk import units
from jingtu.science.risk_control import ControlValue, control_values
from jingtu.science.risk_options import LandClass, Options, Saturation, SubstanceData
from jingtu.science.risk_parameters import Number, defaults, parameters, with_values
from jingtu.science.risk_substances import Group, substances
from jingtu.standards.limits import Kind, Limit, load

STANDARD = "gb36600_2018"
REASONS = Path(__file__).with_name("gb36600_reasons.csv")
FITTED = Options(substance_data=SubstanceData.GB36600_FIT, saturation=Saturation.CAP)
FITTED_VALUES: Mapping[str, Number | None] = {"Ls": 100.0}
"""What reproduces most of GB 36600; worked out against it."""
CLOSE = 0.05
SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Compared:
    """One screening value; ``model`` None: not covered by the model (lead)."""

    substance: str
    group: Group
    land_class: LandClass
    limit: Limit
    model: ControlValue | None

    @property
    def printed(self) -> str:
        """As printed, without the sign of the footnote."""
        return self.limit.printed.rstrip("①")

    @property
    def ratio(self) -> float | None:
        return None if self.model is None else self.model.value / float(self.printed)

    @property
    def agrees(self) -> bool:
        """Within 5 %, or equal after rounding to the digits printed."""
        if self.model is None or self.ratio is None:
            return False
        rounded = Decimal(f"{self.model.value:.{significant(self.printed)}g}")
        return abs(self.ratio - 1) <= CLOSE or rounded == Decimal(self.printed)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many values agree, and how many organics on both classes of land."""

    values: int
    of_values: int
    organics: int
    of_organics: int


def significant(printed: str) -> int:
    """Significant digits of a printed number; zeros at the end of a whole number are none.

    >>> [significant(one) for one in ("2000", "1293", "5.0", "0.55", "0.00001")]
    [1, 4, 2, 2, 1]
    """
    digits = printed.replace(".", "").lstrip("0")
    return len(digits if "." in printed else digits.rstrip("0"))


def compare(options: Options = FITTED, values: Mapping[str, Number | None] = FITTED_VALUES) -> tuple[Compared, ...]:
    """Every screening value of GB 36600-2018 beside the model's, in the order of the print.

    Parameters
    ----------
    options : Options
    values : mapping
        Parameters by symbol that take the place of the recommended ones. Those of children are left out on
        second-class land.
    """
    sites = {one: with_values(defaults(one, options.edition), _of_class(values, one)) for one in LandClass}
    found = []
    for substance in substances(options.substance_data).values():
        for land_class, p in sites.items():
            model = None
            if substance.covered:
                model = control_values(substance, p, units(substance, p, options), options).soil
            limit = _limits()[substance.key, land_class]
            found.append(Compared(substance.key, substance.group, land_class, limit, model))
    return tuple(found)


def _of_class(values: Mapping[str, Number | None], land_class: LandClass) -> Mapping[str, Number | None]:
    known = parameters()
    return {
        symbol: value for symbol, value in values.items() if symbol not in known or land_class in known[symbol].defaults
    }


def counts(compared: Sequence[Compared]) -> Counts:
    """Over everything the model covers."""
    covered = [one for one in compared if one.model is not None]
    organics: dict[str, bool] = {}
    for one in covered:
        if one.group is not Group.METAL_INORG:
            organics[one.substance] = organics.get(one.substance, True) and one.agrees
    return Counts(sum(one.agrees for one in covered), len(covered), sum(organics.values()), len(organics))


def reason(one: Compared, language: Language) -> str:
    """Why a value does not agree; empty where it does or the reason is not known."""
    told = _reasons().get((one.substance, one.land_class))
    if told is not None:
        return told[language]
    return SETTINGS if (one.substance, one.land_class) in _agree_when_fitted() else ""


@cache
def _agree_when_fitted() -> frozenset[tuple[str, LandClass]]:
    return frozenset((one.substance, one.land_class) for one in compare() if one.agrees)


@cache
def _limits() -> Mapping[tuple[str, LandClass], Limit]:
    known = load()
    [standard] = [one for one in known.standards_known if one.key == STANDARD]
    found = known.in_force(standard.period.start, STANDARD)
    return {
        (one.substance, LandClass(one.conditions.land_class)): one
        for one in found
        if one.kind is Kind.SCREENING and one.conditions.land_class is not None
    }


@cache
def _reasons() -> Mapping[tuple[str, LandClass], Mapping[Language, str]]:
    return {
        (row["substance"], LandClass(int(row["land_class"]))): {"zh": row["zh"], "en": row["en"]} for row in _rows()
    }


def _rows() -> Iterator[Mapping[str, str]]:
    with REASONS.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
