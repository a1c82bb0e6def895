"""Projects of the central reserve: each city enters at least two a year. A sum over cities says nothing of each."""

from __future__ import annotations

from datetime import date

import polars as pl
from polars import col

from jingtu.assessment.indicators.compute import identified
from jingtu.assessment.indicators.model import Asked, Indicator, Measure, Rule, Source, Tables, Variant, Verified
from jingtu.assessment.indicators.rules import year_of
from jingtu.assessment.indicators.value import Unit
from jingtu.periods import Period

IS_PROJECT = col("adds") == 1


def by_city(tables: Tables, asked: Asked) -> pl.DataFrame:
    """A row per project (``adds`` 1) and one per city (``adds`` 0), so that a city without a project is seen.

    A project of a city that is not listed has a fault: no city may count it.
    """
    cities = identified("cities", tables["cities"]).with_columns(place=col("city"), adds=0)
    projects = identified("reserve_projects", tables["reserve_projects"])
    listed = col("city").is_in(tables["cities"]["city"].drop_nulls().implode())
    fault = pl.when(~listed.fill_null(value=False)).then(pl.lit("city_not_listed")).otherwise(col("fault"))
    return pl.concat([cities, projects.with_columns(place=col("city"), adds=1, fault=fault)], how="diagonal")


POOL_COUNT = Indicator(
    "pool_count",
    "各市当年纳入中央储备库项目数",
    "Projects entered in the central reserve, per city",
    (
        Variant(
            "count",
            "每个设区市当年入库且年末仍在库的项目数，逐市判断",
            "projects entered in the year and still in the reserve on its last day, for each city",
            Measure(
                ("cities", "reserve_projects"),
                outside=(
                    Rule("other_year", IS_PROJECT & year_of("entered_on")),
                    Rule("after_the_day", IS_PROJECT & (col("entered_on") > col("on"))),
                    Rule("not_in_reserve", IS_PROJECT & ~col("in_reserve")),
                ),
                numerator=col("adds"),
                prepare=by_city,
                by="city",
            ),
            Source(
                "山西省土壤污染防治2021年行动计划第13条：各市每年不少于2个",
                "Action plan of Shanxi 2021, clause 13: at least two per city and year",
                Period(date(2021, 6, 22), date(2022, 1, 1)),
                Verified.YES,
            ),
        ),
    ),
    unit=Unit.COUNT,
    rolls_up=False,
)

PROJECTS = (POOL_COUNT,)
