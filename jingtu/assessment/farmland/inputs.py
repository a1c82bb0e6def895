"""Fertilisers, manure sold as fertiliser, and sludge against the limits of their kind on the day they were made.

``input_limits.csv`` holds the limits with their marks, ``input_standards.csv`` the days (from memory). An item that was
not measured is *not judged*, never *pass*. Of manure spread as it is (GB/T 25246) no limit is held: neither the edition
of 2010 nor that of 2025 was seen. Irrigation water is judged by GB 5084 in :func:`jingtu.assessment.compare.assess`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from jingtu.periods import Period
from jingtu.problems import Refused, error
from jingtu.standards.verification import Mark

LIMITS = Path(__file__).with_name("input_limits.csv")
STANDARDS = Path(__file__).with_name("input_standards.csv")


class Kind(StrEnum):
    """Kind of product, in the words of its maker. Manure sold as fertiliser is ORGANIC, spread as it is MANURE."""

    ORGANIC = "organic"
    BIO_ORGANIC = "bio_organic"
    INORGANIC = "inorganic"
    OTHER = "other"
    SLUDGE_A = "sludge_a"
    SLUDGE_B = "sludge_b"
    MANURE = "manure"


FALLS_UNDER: Mapping[Kind, frozenset[str]] = {
    Kind.ORGANIC: frozenset({"organic", "other", "any"}),
    Kind.BIO_ORGANIC: frozenset({"bio_organic", "other", "any"}),
    Kind.INORGANIC: frozenset({"inorganic", "any"}),
    Kind.OTHER: frozenset({"other", "any"}),
    Kind.SLUDGE_A: frozenset({"sludge_a"}),
    Kind.SLUDGE_B: frozenset({"sludge_b"}),
    Kind.MANURE: frozenset(),
}
"""Kind of product -> kinds of limits that apply to it."""


class Judged(StrEnum):
    """Of one item, and of a product: PASS only where every basic item was measured and keeps to its limit."""

    PASS = "pass"
    FAIL = "fail"
    NOT_JUDGED = "not_judged"


class Open(StrEnum):
    """Why an item is not judged: nobody measured it; a bound is known, but does not tell; not even that."""

    NOT_MEASURED = "not_measured"
    BOUND_DOES_NOT_TELL = "bound_does_not_tell"
    NO_DETECTION_LIMIT = "no_detection_limit"


class Force(StrEnum):
    """What a judgement may be used for: DECIDED; RESERVED (edition in force not seen); INTERNAL (a reminder)."""

    DECIDED = "decided"
    RESERVED = "reserved"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Content:
    """A content in the unit of its limit; ``operator``: ``<`` below ``value`` (not detected; None: the detection limit
    is not known), ``>`` above it."""

    value: Decimal | None
    operator: str = ""


@dataclass(frozen=True, slots=True)
class InputLimit:
    """One limit. ``least`` and ``most``: the ends, None where open; ``basic`` items are needed for every product."""

    standard: str
    kind: str
    basic: bool
    item: str
    zh: str
    en: str
    least: Decimal | None
    most: Decimal | None
    inclusive: bool
    unit: str
    mark: Mark

    def holds(self, content: Content) -> bool | None:
        """Whether a content keeps to the limit, None where its bound does not tell; the end itself does where included.

        >>> [limits()[0].holds(Content(Decimal(value), "<")) for value in (15, 16)]  # arsenic, at most 15
        [True, None]
        """
        value, operator = content.value, content.operator
        if value is None:
            return None
        if not operator:
            return self._is_within(value)
        far, near = (self.least, self.most) if operator == "<" else (self.most, self.least)
        end = near if far is None else far
        reaches = end is not None and (value <= end if operator == "<" else value >= end)
        return (far is None) if reaches else None

    def _is_within(self, value: Decimal) -> bool:
        below = self.most is None or value < self.most or (self.inclusive and value == self.most)
        above = self.least is None or value > self.least or (self.inclusive and value == self.least)
        return below and above


@dataclass(frozen=True, slots=True)
class ItemJudged:
    limit: InputLimit
    content: Content | None
    judged: Judged
    open: Open | None = None


@dataclass(frozen=True, slots=True)
class ProductJudged:
    """A product against one standard. ``failed`` and ``open`` (basic items not judged): in the order of the table."""

    standard: str
    judged: Judged
    force: Force
    failed: tuple[str, ...]
    open: tuple[str, ...]
    items: tuple[ItemJudged, ...]


@dataclass(frozen=True, slots=True)
class InputStandard:
    key: str
    zh: str
    en: str
    period: Period
    source: str


def judged(
    kind: Kind, contents: Mapping[str, Content], *, made_on: date, standard: str | None = None
) -> tuple[ProductJudged, ...]:
    """A product against every standard of its kind that applied on the day it was made, or against one.

    Parameters
    ----------
    contents : mapping
        Item (as in ``input_limits.csv``) -> content, in the unit of the limit; metals on dry basis.
    standard : str, optional
        Such as ``GB 38400-2019``; None: every one.

    Raises
    ------
    Refused
        If the standard is not known, or a content is negative.

    Notes
    -----
    Of :attr:`Kind.MANURE` no limit is held: the answer is empty, whatever was measured.
    """
    known = standards()
    if standard is not None and standard not in known:
        raise Refused(error("farmland.input_standard", standard=standard, known="、".join(known)))
    negative = [item for item, one in contents.items() if one.value is not None and one.value < 0]
    if negative:
        raise Refused(error("farmland.input_negative", items="、".join(negative)))
    chosen = [one for one in known.values() if standard in (None, one.key) and made_on in one.period]
    found = [(one.key, _applying(one.key, kind)) for one in chosen]
    return tuple(_product(key, rows, contents) for key, rows in found if rows)


@cache
def limits() -> tuple[InputLimit, ...]:
    """Every limit, in the order of the tables."""
    with LIMITS.open(encoding="utf-8", newline="") as lines:
        return tuple(_limit(row) for row in csv.DictReader(lines))


@cache
def standards() -> Mapping[str, InputStandard]:
    """Every standard with its days, which are from memory."""
    with STANDARDS.open(encoding="utf-8", newline="") as lines:
        return {row["standard"]: _standard(row) for row in csv.DictReader(lines)}


def _applying(standard: str, kind: Kind) -> list[InputLimit]:
    return [one for one in limits() if one.standard == standard and one.kind in FALLS_UNDER[kind]]


def _product(standard: str, rows: Sequence[InputLimit], contents: Mapping[str, Content]) -> ProductJudged:
    items = tuple(_item(limit, contents.get(limit.item)) for limit in rows)
    failed = tuple(one.limit.item for one in items if one.judged is Judged.FAIL)
    open_ = tuple(one.limit.item for one in items if one.judged is Judged.NOT_JUDGED and one.limit.basic)
    answer = Judged.FAIL if failed else Judged.NOT_JUDGED if open_ else Judged.PASS
    deciding = [one for one in items if one.judged is (Judged.FAIL if failed else Judged.PASS)]
    return ProductJudged(standard, answer, _force(deciding, any_decides=bool(failed)), failed, open_, items)


def _item(limit: InputLimit, content: Content | None) -> ItemJudged:
    if content is None:
        return ItemJudged(limit, None, Judged.NOT_JUDGED, Open.NOT_MEASURED)
    holds = limit.holds(content)
    if holds is None:
        why = Open.NO_DETECTION_LIMIT if content.value is None else Open.BOUND_DOES_NOT_TELL
        return ItemJudged(limit, content, Judged.NOT_JUDGED, why)
    return ItemJudged(limit, content, Judged.PASS if holds else Judged.FAIL)


def _force(deciding: Sequence[ItemJudged], *, any_decides: bool) -> Force:
    """One item that fails is enough to fail, so the best known counts; to pass, the least known of all."""
    forces = [_force_of(one.limit.mark) for one in deciding]
    order = tuple(Force)
    if not forces:
        return Force.INTERNAL
    return min(forces, key=order.index) if any_decides else max(forces, key=order.index)


def _force_of(mark: Mark) -> Force:
    if not mark.decides:
        return Force.INTERNAL
    return Force.RESERVED if mark.reservation else Force.DECIDED


def _limit(row: Mapping[str, str]) -> InputLimit:
    return InputLimit(
        standard=row["standard"],
        kind=row["kind"],
        basic=row["group"] == "basic",
        item=row["item"],
        zh=row["zh"],
        en=row["en"],
        least=Decimal(row["least"]) if row["least"] else None,
        most=Decimal(row["most"]) if row["most"] else None,
        inclusive=row["inclusive"] == "yes",
        unit=row["unit"],
        mark=Mark(row["mark"]),
    )


def _standard(row: Mapping[str, str]) -> InputStandard:
    before = date.fromisoformat(row["valid_before"]) if row["valid_before"] else None
    period = Period(date.fromisoformat(row["valid_from"]), before)
    return InputStandard(row["standard"], row["title_zh"], row["title_en"], period, row["source"])
