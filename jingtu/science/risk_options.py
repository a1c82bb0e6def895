"""What the sources of HJ 25.3 leave open, as named choices with a stated default; kinds of effect and of land.

What each choice means, in words, stands in ``data/hj25_3/options.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "hj25_3"


class LandClass(IntEnum):
    """First-class land: children and adults live there. Second-class land: adults work there."""

    FIRST = 1
    SECOND = 2


class Effect(StrEnum):
    """Carcinogenic effects count over a life, others over the most exposed years."""

    CANCER = "cancer"
    HAZARD = "hazard"


class CrackPorosity(StrEnum):
    """What Deff_crack divides by: the porosity of the soil, or that of the crack filling."""

    SOIL = "soil"
    CRACK = "crack"


class Edition(StrEnum):
    """Whose recommended values are the defaults."""

    OF_2019 = "2019"
    OF_2014 = "2014"


class SubstanceData(StrEnum):
    """Appendix B as a public program carries it, or what reproduces GB 36600 (no data of HJ 25.3)."""

    BASE = "base"
    GB36600_FIT = "gb36600_fit"


class Saturation(StrEnum):
    """Whether a soil control value of a volatile organic above Csat is only flagged, or replaced by Csat."""

    FLAG = "flag"
    CAP = "cap"


class Extrapolation(StrEnum):
    """Whose body weight and breath extrapolate inhalation toxicity in a Monte Carlo run (B.1, B.2)."""

    POINT = "point"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Options:
    """One choice each."""

    crack_porosity: CrackPorosity = CrackPorosity.SOIL
    edition: Edition = Edition.OF_2019
    substance_data: SubstanceData = SubstanceData.BASE
    saturation: Saturation = Saturation.FLAG
    extrapolation: Extrapolation = Extrapolation.POINT


DEFAULT = Options()
CHOICES: Mapping[str, type[StrEnum]] = {
    "crack_porosity": CrackPorosity,
    "edition": Edition,
    "substance_data": SubstanceData,
    "saturation": Saturation,
    "extrapolation": Extrapolation,
}


def table(name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a data file of the model."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def wordings(name: str) -> Mapping[str, Mapping[str, str]]:
    """``{key: {"zh": …, "en": …}}`` of a file of wordings: ``marks``, ``sources``, ``pathways``, ``options``.

    The key of an option is ``name.choice``.
    """
    rows = list(table(name))
    if name == "options":
        return {f"{row['option']}.{row['value']}": dict(row) for row in rows}
    return {row["key"]: dict(row) for row in rows}
