"""What the columns of lists of land mean: ``outline_headers.csv``, and what a caller adds."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jingtu.intake import headers
from jingtu.intake.headers import squeeze

FILE = Path(__file__).with_name("outline_headers.csv")
SHORTENED = 8
"""Bytes from which a name may be one that a shapefile cut off: it keeps ten, a Chinese character takes two or three."""
Roles = Mapping[str, str]


def read_aliases(file: Path) -> dict[str, str]:
    """Squeezed header text -> role, of a table ``role, aliases`` whose aliases are separated by ``|``."""
    with file.open(encoding="utf-8", newline="") as stream:
        return {squeeze(a): row["role"] for row in csv.DictReader(stream) for a in row["aliases"].split("|")}


@cache
def basic() -> Roles:
    """The roles every list of land may have."""
    return read_aliases(FILE)


def role(text: str, known: Roles) -> str:
    """The role a header names, or an empty text; brackets with a unit or a note do not count."""
    plain = squeeze(text)
    readings = (plain, re.sub(r"[()]", "", plain), squeeze(headers.BRACKETS.sub("", text)))
    return next((known[reading] for reading in readings if reading in known), "")


def shortened_role(text: str, known: Roles) -> str:
    """The role of a name that a shapefile may have cut off: where every alias it begins has the same role."""
    found = role(text, known)
    plain = squeeze(text)
    if found or len(plain.encode("utf-8")) < SHORTENED:
        return found
    begun = {held for alias, held in known.items() if alias.startswith(plain)}
    return begun.pop() if len(begun) == 1 else ""


def assign(texts: Sequence[str | None], known: Roles, *, shortened: bool = False) -> list[str]:
    """A role for each column, empty where none is known; a role that stands twice belongs to the first."""
    read = shortened_role if shortened else role
    taken: set[str] = set()
    roles: list[str] = []
    for text in texts:
        found = read(text, known) if text else ""
        roles.append("" if found in taken else found)
        taken.add(found)
    return roles
