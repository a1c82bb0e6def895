"""Simple counted targets of the plans: items of a list that are done, cases in which something was wrong."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from polars import col

from jingtu.assessment.indicators.model import Better, Indicator, Measure, Rule, Variant
from jingtu.assessment.indicators.rules import PLATFORM, done_by, not_yet, year_of
from jingtu.assessment.indicators.value import Unit

TABLE = Path(__file__).with_name("counted.csv")


def _share(row: Mapping[str, str]) -> Indicator:
    measure = Measure(("listed_items",), outside=(_other(row["id"]),), fails=done_by("done", "done_on"))
    formula = f"已完成的项数 ÷ {row['rows_zh']}数", f"done / {row['rows_en']}"
    return Indicator(row["id"], row["zh"], row["en"], (Variant("count", *formula, measure, PLATFORM),), period="day")


def _held(row: Mapping[str, str]) -> Indicator:
    other_year = Rule("other_year", col("done") & year_of("done_on"))
    measure = Measure(("listed_items",), outside=(_other(row["id"]), other_year), fails=done_by("done", "done_on"))
    formula = f"{row['rows_zh']}中已完成的次数", f"{row['rows_en']} that were held"
    variants = (Variant("count", *formula, measure, PLATFORM),)
    return Indicator(row["id"], row["zh"], row["en"], variants, unit=Unit.COUNT)


def _breaches(row: Mapping[str, str]) -> Indicator:
    """Zero is shown only by cases that were checked: without any, nothing is known."""
    outside = (_other(row["id"]), not_yet("checked_on"))
    measure = Measure(("checked_cases",), outside=outside, fails=(Rule("no_breach", ~col("breach")),))
    formula = f"{row['rows_zh']}中存在问题的数量", f"{row['rows_en']}: those with a breach"
    variants = (Variant("count", *formula, measure, PLATFORM),)
    return Indicator(row["id"], row["zh"], row["en"], variants, unit=Unit.COUNT, better=Better.LOWER, period="day")


def _other(indicator: str) -> Rule:
    return Rule("other_indicator", col("indicator") != indicator)


KINDS = {"share": _share, "held": _held, "breaches": _breaches}


def _read(table: Path = TABLE) -> tuple[Indicator, ...]:
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(KINDS[row["kind"]](row) for row in csv.DictReader(lines))


COUNTED = _read()
