"""The reading with the officers' corrections laid over it. Pure: rows in the database are only its index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Unit = Mapping[str, Any]
LISTS = ("bodies", "deadlines", "targets")
# “各乡镇、街道”, “各相关街道办事处”, “地块所在乡镇”: whichever township is meant, no single one is named.
EVERY_TOWNSHIP = re.compile(r"^(?:.*所在地?的?)?(?:各|相关|有关|全[县区市]|所有)*(?:乡|镇|街道|办事处)")


def as_read(unit: Unit) -> dict[str, Any]:
    """One unit of a reading; every entry of its lists gets the number by which it is known from then on."""
    lists = {name: [{"no": no, **entry} for no, entry in enumerate(unit[name])] for name in LISTS}
    return {"title": unit["title"] or "", **lists}


def effective(unit: Unit, corrections: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What counts: the reading, each corrected field replaced by its newest correction."""
    return as_read(unit) | dict(corrections)


def numbered(entries: Iterable[Mapping[str, Any]], *, taken: Iterable[int]) -> list[dict[str, Any]]:
    """Entries of a correction: known ones keep their number, new ones get the next that was never used."""
    following = max(taken, default=-1) + 1
    result = []
    for entry in entries:
        no = entry.get("no")
        if no is None:
            no, following = following, following + 1
        result.append({**entry, "no": no})
    return result


def means_every_township(name: str) -> bool:
    return EVERY_TOWNSHIP.match(name) is not None
