"""What is to be said of a classification as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import polars as pl

from jingtu.assessment.farmland.classify import Classification
from jingtu.assessment.farmland.points import Points
from jingtu.assessment.farmland.report_points import why_open
from jingtu.problems import Language, Problem, Where, attention

SHOWN = 5


def remarks(found: Classification, units: pl.DataFrame | None, file: str) -> Iterator[Problem]:
    """No soil or crop result, open points, points without a unit, units without points or not in the list."""
    where = Where(file)
    if found.soil.points.is_empty():
        yield attention("farmland.no_soil", where)
    if found.crops.points.is_empty():
        yield attention("farmland.no_crops", where)
    yield from _open(found, where)
    if found.homeless.height:
        yield attention("farmland.homeless", where, count=found.homeless.height)
    if found.soil.points.height:
        unmet = found.units.filter(pl.col("overall").is_null(), pl.col("points").list.len() == 0)["unit_code"].to_list()
        yield from _named("farmland.units_without_points", where, unmet)
    if units is not None:
        unlisted = found.units.join(units, on="unit_code", how="anti")["unit_code"].unique(maintain_order=True)
        yield from _named("farmland.unlisted", where, unlisted.to_list())


def _open(found: Classification, where: Where) -> Iterator[Problem]:
    """How many points have no class, with the reasons that keep most of them open."""
    count = sum(points.points["overall"].null_count() for points in (found.soil, found.crops))
    if count:
        said = {f"reasons_{language}": _reasons(found, language) for language in ("zh", "en")}
        yield attention("farmland.open_points", where, count=count, **said)


def _reasons(found: Classification, language: Language) -> str:
    counted = sum((_points_by_reason(points, language) for points in (found.soil, found.crops)), Counter[str]())
    some = [
        f"{why}（{count} 个）" if language == "zh" else f"{why} ({count})" for why, count in counted.most_common(SHOWN)
    ]
    return ("；" if language == "zh" else "; ").join(some)


def _points_by_reason(points: Points, language: Language) -> Counter[str]:
    """Reason -> points with a metal that it keeps open."""
    lacking = points.metals.filter(pl.col("class_").is_null()).iter_rows(named=True)
    return Counter(why for _at, why in dict.fromkeys((row["at"], why_open(row, language)) for row in lacking))


def _named(code: str, where: Where, units: Sequence[str]) -> Iterator[Problem]:
    if units:
        yield attention(code, where, count=len(units), codes="、".join(units[:SHOWN]))
