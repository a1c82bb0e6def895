"""What every subject of duties has, and how a field of facts is declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Days = tuple[date, ...]


def fact(zh: str, en: str, *, names: str = "", default: Any = None, planned: bool = False, after: str = "") -> Any:
    """A field of facts: what it means, and which names of ``needs`` in ``data/duties.csv`` it answers.

    Parameters
    ----------
    zh, en : str
        What the field says.
    names : str
        Names of the collection's vocabulary, separated by spaces, that this field answers.
    default : value
        None (or an empty tuple) means: nothing is known, or nothing is recorded.
    planned : bool
        The day may lie ahead; every other day is one on which something happened.
    after : str
        Name of a day of the same record before which this one cannot lie.
    """
    described = {"zh": zh, "en": en, "names": tuple(names.split()), "planned": planned, "after": after}
    return field(default=default, metadata=described)


def several(zh: str, en: str, *, names: str = "") -> Any:
    """A field that holds several records or days; empty where none is recorded."""
    return fact(zh, en, names=names, default=())


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts, by path, that cannot both hold. ``names``: the names of ``needs`` that they answer."""

    one: str
    one_value: object
    other: str
    other_value: object
    zh: str
    en: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yearly:
    """What was done for a year. Without ``done_on`` it is known not to have been done."""

    year: int = fact("所属年度", "the year it is about", default=0)
    done_on: date | None = fact("完成日", "day it was done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One of whom or which duties are asked.

    ``place`` is the division code of the county (district); local duties and parameters follow it. Without it only
    what holds for the whole country is computed.
    """

    id: str = fact("标识", "identifier", default="")
    name: str = fact("名称", "name", default="")
    place: str = fact(
        "行政区划代码（县级六位）", "division code of the county", names="place.code region.code", default=""
    )
    known_since: date | None = fact("数据起始日：此前没有记录", "the facts say nothing about days before this one")
    as_of: date | None = fact("数据截止日", "the day up to which the facts were recorded")

    def contradicting(self) -> Iterable[Contradiction]:
        """Facts that exclude each other for this kind of subject."""
        return ()
