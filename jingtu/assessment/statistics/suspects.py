"""Outliers among the results of one group: which stand apart, by which test. A suspect stays in every figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jingtu.assessment.samples import SampleGroup
from jingtu.science import outliers
from jingtu.science.bad_values import Floats, StatisticsError

LEAST = 4
MOST_SUSPECTS = 10


class OutlierTest(StrEnum):
    """How a result came under suspicion."""

    DIXON = "dixon"
    ROSNER = "rosner"
    BOX_FENCES = "box_fences"
    MEDIAN_FENCES = "median_fences"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A result that a test finds apart. ``place``: its position in the group, from 0. ``statistic`` was held against
    ``critical``; for fences they are the value and the fence. ``logarithms``: both are of ln x."""

    test: OutlierTest
    place: int
    value: float
    statistic: float
    critical: float
    logarithms: bool


def suspicions(group: SampleGroup, *, normal: bool) -> tuple[Suspicion, ...]:
    """Results that stand apart, by every test that can be made; in the order of the tests, then of the results.

    Only detected values are tested: a non-detect lies nowhere in particular. ``normal``: whether they are not rejected
    as normal; otherwise, and where all lie above zero, the tests are of their logarithms. Dixon's test is of the
    largest and the smallest of up to 14 values, Rosner's of a tenth of the values, at most 10, from 15. A rule of this
    house.
    """
    places = np.flatnonzero(group.sample.detected)
    detects = group.sample.detects
    if detects.size < LEAST:
        return ()
    logarithms = bool(not normal and detects.min() > 0)
    tested = np.log(detects) if logarithms else detects
    return tuple(
        Suspicion(test, int(places[place]), float(detects[place]), statistic, critical, logarithms)
        for test, look in TESTS.items()
        for place, statistic, critical in _looked(look, tested)
    )


Found = Iterator[tuple[int, float, float]]


def _looked(look: Callable[[Floats], Found], values: Floats) -> list[tuple[int, float, float]]:
    try:
        return sorted(look(values))
    except StatisticsError:
        return []


def _dixon(values: Floats) -> Found:
    if values.size < outliers.LEAST_FOR_ROSNER:
        for side in outliers.Side:
            found = outliers.dixon(values, side)
            if found.outlier:
                yield found.place, found.statistic, found.critical


def _rosner(values: Floats) -> Found:
    if values.size >= outliers.LEAST_FOR_ROSNER:
        for found in outliers.rosner(values, max(1, min(MOST_SUSPECTS, values.size // 10))):
            if found.outlier:
                yield found.place, found.statistic, found.critical


def _outside(fences: outliers.Fences, values: Floats) -> Found:
    for place in fences.outside:
        value = float(values[place])
        yield int(place), value, fences.high if value > fences.high else fences.low


TESTS: dict[OutlierTest, Callable[[Floats], Found]] = {
    OutlierTest.DIXON: _dixon,
    OutlierTest.ROSNER: _rosner,
    OutlierTest.BOX_FENCES: lambda values: _outside(outliers.box_fences(values), values),
    OutlierTest.MEDIAN_FENCES: lambda values: _outside(outliers.median_fences(values), values),
}
