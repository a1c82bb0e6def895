"""Trends and pairs of groups as people and programs read them: sheets of a workbook, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

import polars as pl

from jingtu.assessment.statistics.comparison import LEVEL, Pair
from jingtu.assessment.statistics.naming import as_keys, first_cells, shown
from jingtu.assessment.statistics.study_report import Line, answered, as_table, titled
from jingtu.assessment.statistics.trends import Trend, by_season
from jingtu.assessment.statistics.words import words
from jingtu.problems import Language


def trend_sheets(trends: Sequence[Trend], language: Language) -> dict[str, pl.DataFrame]:
    """Sheets by their names: the trends, and S of each season where there are seasons."""
    names = words("sheet", language)
    sheets = {names["trends"]: as_table(_trend(one, language) for one in trends)}
    seasons = as_table(line for one in trends for line in _seasons(one, language))
    return {**sheets, **({names["seasons"]: seasons} if seasons.height else {})}


def _trend(one: Trend, language: Language) -> Line:
    test, slope = one.test, one.slope
    line = {
        "size": one.group.sample.size,
        "detects": int(one.group.sample.detects.size),
        "first_day": one.days[0],
        "last_day": one.days[-1],
        "direction": test and words("direction", language)[test.direction()],
        "s": test and test.s,
        "z": test and test.z,
        "p": test and test.p,
        "exact": None if test is None else answered(test.exact, language),
        "slope": slope and slope.per_time,
        "slope_low": slope and slope.low,
        "slope_high": slope and slope.high,
        "p_unlike": one.seasonal and one.seasonal.p_unlike,
        "lack": one.lack and one.lack.text(language),
    }
    return first_cells(one.group, language) | titled(line, language)


def _seasons(one: Trend, language: Language) -> Iterator[Line]:
    if one.seasonal is not None:
        for season, s in by_season(one.seasonal).items():
            yield first_cells(one.group, language) | titled({"season": season, "s": s}, language)


def trend_keys(one: Trend, language: Language) -> Line:
    """One series by stable keys."""
    test, seasonal = one.test, one.seasonal
    return {
        **as_keys(one.group),
        "size": one.group.sample.size,
        "detects": int(one.group.sample.detects.size),
        "first_day": one.days[0],
        "last_day": one.days[-1],
        "direction": test and test.direction(),
        "test": test and asdict(test),
        "slope": None
        if one.slope is None
        else {"per_year": one.slope.per_time, "low": one.slope.low, "high": one.slope.high},
        "seasons": None
        if seasonal is None
        else {
            "by_season": by_season(seasonal),
            "unlikeness": seasonal.unlikeness,
            "p_unlike": seasonal.p_unlike,
            "left_out": [str(season) for season in seasonal.left_out],
        },
        "lack": one.lack and one.lack.text(language),
    }


# ---------------------------------------------------------------- pairs


def pair_sheets(pairs: Iterable[Pair], by: str, language: Language) -> dict[str, pl.DataFrame]:
    """One sheet: every test of every pair."""
    return {words("sheet", language)["pairs"]: as_table(line for one in pairs for line in _pair(one, by, language))}


def _pair(one: Pair, by: str, language: Language) -> Iterator[Line]:
    names = words("pair", language)
    for test in (*one.tests, *one.refused):
        found, lack = one.tests.get(test), one.refused.get(test)
        line = {
            **_sizes(one, by, language),
            "test": names[test],
            "used": answered(test == one.test, language),
            "statistic": found and found.statistic,
            "p": found and found.p,
            "difference": found and found.difference,
            "differs": None if found is None else answered(found.p <= LEVEL, language),
            "lack": lack and lack.text(language),
        }
        common = first_cells(one.first, language)
        common.pop(words("by", language)[by])
        yield common | titled(line, language)


def _sizes(one: Pair, by: str, language: Language) -> Line:
    return {
        "first": shown(by, one.first.by[by], language),
        "second": shown(by, one.second.by[by], language),
        "first_size": one.first.sample.size,
        "first_detects": int(one.first.sample.detects.size),
        "second_size": one.second.sample.size,
        "second_detects": int(one.second.sample.detects.size),
    }


def pair_keys(one: Pair, by: str, language: Language) -> Line:
    """One pair by stable keys."""
    common = {name: value for name, value in as_keys(one.first).items() if name != "group"}
    sizes = _sizes(one, by, language) | {"first": one.first.by[by], "second": one.second.by[by]}
    return {
        **common,
        **sizes,
        "tests": [{"test": name, **asdict(found)} for name, found in one.tests.items()],
        "refused": {str(name): problem.text(language) for name, problem in one.refused.items()},
        "test": one.test,
        "differs": one.differs,
    }
