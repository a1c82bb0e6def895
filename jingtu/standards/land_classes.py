"""First- and second-class development land of GB 36600-2018 (4.1) by the land-use codes of GB 50137-2011.

The class follows the planned use. Codes of the 2023 classification for territorial planning are not covered.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from jingtu.standards.verification import Mark

TABLE = Path(__file__).with_name("land_classes.csv")
CODE = re.compile(r"[A-Z]\d{0,3}")
# Of the parks (G1) only these are first-class land.
FIRST_CLASS_PARKS = ("社区公园", "儿童公园", "community park", "children's park")


@dataclass(frozen=True)
class LandUse:
    """A land-use code as GB 36600 lists it. ``rule`` is ``prefix``, or ``needs_subtype`` where it does not suffice."""

    code: str
    land_class: int
    zh: str
    en: str
    rule: str
    verification: Mark
    note: str


class NoLandClass(LookupError):  # noqa: N818 - named after what it says
    """The class of the land cannot be told. ``missing`` names the fact: ``land_use_code`` or ``park_type``."""

    def __init__(self, message: str, missing: str) -> None:
        super().__init__(message)
        self.missing = missing


def land_class(code: str, subtype: str | None = None) -> int:
    """Class 1 or 2 of a land-use code (or of its name in GB 50137); ``subtype`` says which kind of park G1 is.

    The longest listed code that the given one starts with counts: A33 is first-class, A35 is not.

    Raises
    ------
    NoLandClass
        If the code is not listed, covers land of both classes (A, A3, G), or is G1 without the kind of park.
    """
    given = unicodedata.normalize("NFKC", code).strip().upper()
    given = next((one.code for one in LAND_USES if one.zh == given), given)
    finer = [one for one in LAND_USES if one.code.startswith(given) and one.code != given]
    listed = [one for one in LAND_USES if given.startswith(one.code)]
    if not CODE.fullmatch(given) or not (finer or listed):
        raise NoLandClass(
            f"{code!r} is no land-use code of GB 50137-2011. Listed: {_codes(LAND_USES)}.", "land_use_code"
        )
    best = max(listed, key=lambda one: len(one.code), default=finer[0] if finer else None)
    unlike = [one for one in finer if best is None or one.land_class != best.land_class]
    if best is None or unlike:
        raise NoLandClass(f"{code} covers both classes: {_codes(unlike)} differ. Give the finer code.", "land_use_code")
    return _park(code, subtype) if best.rule == "needs_subtype" else best.land_class


def _park(code: str, subtype: str | None) -> int:
    if not (subtype or "").strip():
        parks = " / ".join(FIRST_CLASS_PARKS[:2])
        raise NoLandClass(f"{code}: first-class land only as {parks}. Say which kind of park it is.", "park_type")
    return 1 if any(park in str(subtype).casefold() for park in FIRST_CLASS_PARKS) else 2


def _codes(uses: list[LandUse] | tuple[LandUse, ...]) -> str:
    return ", ".join(one.code for one in uses)


def _read(table: Path = TABLE) -> tuple[LandUse, ...]:
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(
            LandUse(
                row["code"],
                int(row["land_class"]),
                row["zh"],
                row["en"],
                row["rule"],
                Mark(row["verification"]),
                row["note"],
            )
            for row in csv.DictReader(lines)
        )


LAND_USES = _read()
