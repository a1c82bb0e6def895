"""Non-detects in a mean, and duplicate (parallel) samples of soil (HJ/T 166-2004, 11.3 and 13).

Half the detection limit enters statistics only; a report keeps the word 未检出. The limits for duplicates are recalled
(``duplicate_limits.csv``, mark memory_only): a batch that fails is a reminder to look, not a finding.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from jingtu.problems import Refused, error

TABLE = Path(__file__).with_name("duplicate_limits.csv")
BATCH_SHARE = Decimal("0.95")
"""Share of the pairs of a batch that must pass (recalled)."""


@dataclass(frozen=True, slots=True)
class PairCheck:
    """A pair of duplicates. ``deviation`` = |a - b|/(a + b) x 100; the limit is that of the pair's mean. [%]"""

    mean: Decimal
    deviation: Decimal
    limit: Decimal
    passes: bool


@dataclass(frozen=True, slots=True)
class _Band:
    low: Decimal | None
    low_inclusive: bool
    limit: Decimal


def mean_with_half(values: Sequence[Decimal | None], detection_limit: Decimal) -> Decimal:
    """The mean, each non-detect (None) with half the detection limit.

    Raises
    ------
    Refused
        If there is no value.
    """
    if not values:
        raise Refused(error("farmland.no_values"))
    return sum((detection_limit / 2 if one is None else one for one in values), Decimal(0)) / len(values)


def detected_percent(values: Sequence[Decimal | None]) -> Decimal:
    """Share of values that are not non-detects. [%]"""
    if not values:
        raise Refused(error("farmland.no_values"))
    return Decimal(100) * sum(one is not None for one in values) / len(values)


def pair_check(one: Decimal, other: Decimal) -> PairCheck:
    """A pair of duplicates against the limit for its mean; a deviation equal to the limit passes. [mg/kg]

    Raises
    ------
    Refused
        If a content is negative, or both are zero: enter a non-detect with half its detection limit.

    Examples
    --------
    >>> found = pair_check(Decimal("0.06"), Decimal("0.12"))
    >>> round(found.deviation, 2), found.limit, found.passes
    (Decimal('33.33'), Decimal('30'), False)
    """
    total = one + other
    if min(one, other) < 0 or total == 0:
        raise Refused(error("farmland.pair", one=one, other=other))
    mean, deviation = total / 2, abs(one - other) / total * 100
    limit = next(band.limit for band in reversed(_bands()) if _begins(band, mean))
    return PairCheck(mean, deviation, limit, deviation <= limit)


def batch_passes(checks: Sequence[PairCheck]) -> bool:
    """Whether enough pairs of a batch pass.

    Raises
    ------
    Refused
        If there is no pair.
    """
    if not checks:
        raise Refused(error("farmland.no_values"))
    return Decimal(sum(one.passes for one in checks)) >= BATCH_SHARE * len(checks)


def _begins(band: _Band, mean: Decimal) -> bool:
    return band.low is None or mean > band.low or (band.low_inclusive and mean == band.low)


@cache
def _bands() -> tuple[_Band, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            _Band(
                Decimal(row["from"]) if row["from"] else None,
                row["from_inclusive"] == "yes",
                Decimal(row["limit_percent"]),
            )
            for row in csv.DictReader(lines)
        )
