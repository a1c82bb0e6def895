"""Results over time: one series for each substance and point, its Mann–Kendall test and Theil–Sen slope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from jingtu.assessment.samples import SampleGroup
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import StatisticsError
from jingtu.science.trend import Kendall, Series, Slope, mann_kendall, theil_sen
from jingtu.science.trend_seasonal import SeasonalKendall, seasonal_kendall, seasonal_slope
from jingtu.substances import substance_words

DAYS_OF_A_YEAR = 365.25


class Season(StrEnum):
    """What results are compared within."""

    NONE = "none"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Trend:
    """One series. ``days``: shape (n,), of the results in ``group``; ``slope`` in the unit of the results per year.

    ``test``, ``seasonal`` (only with seasons) or ``slope`` is None where it cannot be had; ``lack`` says why.
    """

    group: SampleGroup
    days: tuple[date, ...]
    test: Kendall | None
    slope: Slope | None
    seasonal: SeasonalKendall | None = None
    lack: Problem | None = None


def trends(groups: Sequence[SampleGroup], season: Season) -> tuple[tuple[Trend, ...], tuple[Problem, ...]]:
    """The series of every group with days; results without a day are left out and said.

    ``groups`` of :func:`jingtu.assessment.samples.sample_groups`, by point or whatever makes a series.
    """
    found, problems = list[Trend](), list[Problem]()
    for group in groups:
        dated = group.rows["sampled_on"].is_not_null().to_numpy()
        if not dated.all():
            counts = {"count": int((~dated).sum()), "size": group.sample.size}
            problems.append(attention("statistics.day_missing", **substance_words(group.substance), **counts))
        if dated.any():
            found.append(_trend(_in_order(group.part(dated, group.by)), season))
    return tuple(found), tuple(problems)


def _in_order(group: SampleGroup) -> SampleGroup:
    order = np.argsort(group.rows["sampled_on"].to_numpy(), kind="stable")
    sample = type(group.sample)(group.sample.values[order], group.sample.detected[order])
    return SampleGroup(group.substance, group.medium, group.unit, group.by, sample, group.rows[order])


def _trend(group: SampleGroup, season: Season) -> Trend:
    days = tuple(group.rows["sampled_on"].to_list())
    try:
        if season is Season.NONE:
            return _plain(group, days)
        return _seasonal(group, days, season)
    except StatisticsError as refused:
        return Trend(group, days, None, None, lack=refused.problem)


def _years(days: Sequence[date]) -> list[float]:
    return [(day - days[0]).days / DAYS_OF_A_YEAR for day in days]


def _plain(group: SampleGroup, days: tuple[date, ...]) -> Trend:
    series = Series.of(group.sample, _years(days))
    test = mann_kendall(series)
    try:
        return Trend(group, days, test, theil_sen(series))
    except StatisticsError as refused:
        return Trend(group, days, test, None, lack=refused.problem)


def _seasonal(group: SampleGroup, days: tuple[date, ...], season: Season) -> Trend:
    labels = [day.month if season is Season.MONTH else (day.month + 2) // 3 for day in days]
    years = _years(days)
    Series.of(group.sample, years)  # the same checks as without seasons
    found = seasonal_kendall(group.sample, years, labels)
    try:
        slope = seasonal_slope(group.sample, years, labels)
    except StatisticsError as refused:
        return Trend(group, days, found.overall, None, found, refused.problem)
    return Trend(group, days, found.overall, slope, found)


def by_season(found: SeasonalKendall) -> Mapping[str, int]:
    """S of each season, by its number."""
    return {str(season): s for season, s in sorted(found.by_season.items(), key=lambda one: str(one[0]).zfill(2))}
