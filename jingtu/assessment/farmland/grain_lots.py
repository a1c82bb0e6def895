"""A lot of grain above the limit: what has to follow, what is on record, what is missing, whether the weights agree.

Test by the field → compliant: free sale; above the limit: no free sale, bought by a named firm, kept in a bin of its
own, sold for the stated use only, closed with the weights in and out (farmland rule FL-GRAIN-01: design, supported by
news of 2021 and the order on grain quality of 2023). The facts that duties ask for are ``duty_facts``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.assessment.farmland.classes import worst

TOLERANCE = Decimal("0.02")
"""Share of the weight bought by which the weights sold may differ (design)."""


class Step(StrEnum):
    """Steps of a lot above the limit, in order. The last three are three ways to end."""

    SAMPLED = "sampled"
    JUDGED = "judged"
    BOUGHT = "bought"
    STORED = "stored"
    SOLD_FOOD_AFTER_PROCESSING = "sold_food_after_processing"
    SOLD_NONFOOD = "sold_nonfood"
    DESTROYED = "destroyed"


class Flow(StrEnum):
    """Which way a lot goes."""

    NOT_TESTED = "not_tested"
    UNDECIDED = "undecided"
    FREE_SALE = "free_sale"
    SEGREGATED = "segregated"
    CLOSED = "closed"
    BREACH = "breach"


class Lacking(StrEnum):
    """What is missing or wrong on record."""

    SAMPLED_ON = "sampled_on"
    TESTED_ON = "tested_on"
    RESULTS = "results"
    NAMED_FIRM = "named_firm"
    OWN_BIN = "own_bin"
    WEIGHT_IN = "weight_in"
    PRODUCT_TEST = "product_test"
    USE_ON_PACKAGE = "use_on_package"
    WEIGHTS_DIFFER = "weights_differ"
    SOLD_FREELY = "sold_freely"
    FREE_SALE_STOPPED_ON = "free_sale_stopped_on"


@dataclass(frozen=True, slots=True)
class Outflow:
    """Part of a lot that left the bin. [t]

    ``product_within``: the product keeps to the limit after processing; ``use_marked``: the use stands on package and
    sales paper. None: not on record.
    """

    step: Step
    on: date
    weight: Decimal
    product_within: bool | None = None
    use_marked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot as recorded. ``classes``: crop class by metal (1 within the limit, 2 and 3 above, None open). [t]"""

    id: str
    unit_code: str = ""
    crop: str = ""
    harvested_on: date | None = None
    sampled_on: date | None = None
    tested_on: date | None = None
    classes: Mapping[str, int | None] | None = None
    free_sale_stopped_on: date | None = None
    market_on: date | None = None
    bought_on: date | None = None
    named_firm: str = ""
    weight_in: Decimal | None = None
    bin: str = ""
    stored_on: date | None = None
    outflows: tuple[Outflow, ...] = ()


@dataclass(frozen=True, slots=True)
class LotFlow:
    """``next_step`` is None where nothing is owed next; ``left`` is what should still lie in the bin. [t]"""

    flow: Flow
    next_step: Step | None
    lacking: tuple[Lacking, ...]
    left: Decimal | None
    duty_facts: Mapping[str, object]


ENDS = (Step.SOLD_FOOD_AFTER_PROCESSING, Step.SOLD_NONFOOD, Step.DESTROYED)


def flow(lot: Lot, *, on: date) -> LotFlow:
    """Where a lot stands on a day. Records of later days are not looked at; results without a day are, and the day is
    lacking."""
    class_ = None if not lot.classes or not _tested(lot, on) else worst(lot.classes.values())
    above = class_ is not None and class_ > 1
    left = _left(lot, on)
    lacking = _lacking(lot, on, above=above, left=left)
    return LotFlow(_flow(lot, on, class_, left), _next(lot, on, above, left), lacking, left, _facts(lot, on))


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _tested(lot: Lot, on: date) -> bool:
    return _by(lot.tested_on, on) or (lot.tested_on is None and bool(lot.classes))


def _left(lot: Lot, on: date) -> Decimal | None:
    """Weight bought less weight that left."""
    if lot.weight_in is None:
        return None
    return lot.weight_in - sum((out.weight for out in _gone(lot, on)), Decimal(0))


def _gone(lot: Lot, on: date) -> Sequence[Outflow]:
    return [out for out in lot.outflows if out.on <= on and out.step in ENDS]


def _is_closed(lot: Lot, on: date, left: Decimal | None) -> bool:
    return bool(_gone(lot, on)) and left is not None and abs(left) <= TOLERANCE * (lot.weight_in or Decimal(0))


def _flow(lot: Lot, on: date, class_: int | None, left: Decimal | None) -> Flow:
    if not _tested(lot, on):
        return Flow.NOT_TESTED
    if class_ is None:
        return Flow.UNDECIDED
    if class_ == 1:
        return Flow.FREE_SALE
    if _by(lot.market_on, on):
        return Flow.BREACH
    return Flow.CLOSED if _is_closed(lot, on, left) else Flow.SEGREGATED


def _next(lot: Lot, on: date, above: bool, left: Decimal | None) -> Step | None:
    if not _tested(lot, on):
        return Step.JUDGED if _by(lot.sampled_on, on) else Step.SAMPLED
    if not above or _is_closed(lot, on, left):
        return None
    if not _by(lot.bought_on, on):
        return Step.BOUGHT
    return Step.STORED if not _by(lot.stored_on, on) else Step.SOLD_NONFOOD


def _lacking(lot: Lot, on: date, *, above: bool, left: Decimal | None) -> tuple[Lacking, ...]:
    tested = _tested(lot, on)
    checks = (
        (Lacking.SAMPLED_ON, tested and lot.sampled_on is None),
        (Lacking.TESTED_ON, tested and lot.tested_on is None),
        (Lacking.RESULTS, tested and not lot.classes),
        (Lacking.SOLD_FREELY, above and _by(lot.market_on, on)),
        (Lacking.FREE_SALE_STOPPED_ON, above and not _by(lot.free_sale_stopped_on, on)),
        (Lacking.NAMED_FIRM, above and _by(lot.bought_on, on) and not lot.named_firm),
        (Lacking.WEIGHT_IN, above and _by(lot.bought_on, on) and lot.weight_in is None),
        (Lacking.OWN_BIN, above and _by(lot.stored_on, on) and not lot.bin),
    )
    found = [lacking for lacking, wrong in checks if wrong]
    return (*found, *_lacking_of_sales(lot, on, left)) if above else tuple(found)


def _lacking_of_sales(lot: Lot, on: date, left: Decimal | None) -> Sequence[Lacking]:
    gone = _gone(lot, on)
    food = [out for out in gone if out.step is Step.SOLD_FOOD_AFTER_PROCESSING]
    nonfood = [out for out in gone if out.step is Step.SOLD_NONFOOD]
    too_much = left is not None and left < -TOLERANCE * (lot.weight_in or Decimal(0))
    checks = (
        (Lacking.PRODUCT_TEST, any(out.product_within is not True for out in food)),
        (Lacking.USE_ON_PACKAGE, any(out.use_marked is not True for out in nonfood)),
        (Lacking.WEIGHTS_DIFFER, too_much),
    )
    return [lacking for lacking, wrong in checks if wrong]


def _facts(lot: Lot, on: date) -> Mapping[str, object]:
    """The lot in the words of the facts that duties are reckoned from."""
    disposed = lot.stored_on if _by(lot.stored_on, on) and _by(lot.bought_on, on) else None
    return {
        "id": lot.id,
        "harvested_on": lot.harvested_on,
        "tested_on": lot.tested_on,
        "market_on": lot.market_on,
        "disposed_on": disposed,
    }
