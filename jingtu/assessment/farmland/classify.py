"""From results and a list of units to categories: every unit, part by part and metal by metal, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from jingtu.assessment.farmland.adjustment import Adjusted, Adjustment, CropPoints, adjusted, counted
from jingtu.assessment.farmland.classes import CATEGORIES, METALS, targets, worst
from jingtu.assessment.farmland.few_points import few_point_classes
from jingtu.assessment.farmland.neighbours import Neighbours, neighbours
from jingtu.assessment.farmland.parameters import AS_USUAL, CropBasis, FewPoints, Rules
from jingtu.assessment.farmland.parts import crops_by_part
from jingtu.assessment.farmland.points import Points, crop_points, soil_points
from jingtu.assessment.farmland.unit_list import UNITS
from jingtu.assessment.farmland.units import NOT_MEASURED, Flag, Judgement, Part, Principle, divided
from jingtu.assessment.options import NOTHING_ADDED, AssessOptions
from jingtu.standards.limits import Limits

METAL_LINES: Mapping[str, pl.DataType] = {
    "unit_code": pl.String(),
    "part": pl.Int64(),
    "metal": pl.String(),
    "points": pl.Int64(),
    "soil_class": pl.Int64(),
    "principle": pl.String(),
    "share": pl.Float64(),
    "flags": pl.List(pl.String()),
    "crop_ok": pl.Int64(),
    "crop_mild": pl.Int64(),
    "crop_severe": pl.Int64(),
    "crop_undecided": pl.Int64(),
    "class_": pl.Int64(),
    "why": pl.String(),
}
UNIT_LINES: Mapping[str, pl.DataType] = {
    "unit_code": pl.String(),
    "part": pl.Int64(),
    "points": pl.List(pl.String()),
    "overall": pl.Int64(),
    "category": pl.String(),
    "targets": pl.List(pl.String()),
    "worst_decided": pl.Int64(),
    "open_metals": pl.List(pl.String()),
    "to_check": pl.List(pl.String()),
    "reservation": pl.Boolean(),
}


Row = Mapping[str, Any]
"""A line of a frame."""
Point = tuple[dict[str, Any], dict[str, int | None]]
"""A point and the class of every metal measured there."""


@dataclass(frozen=True, slots=True)
class Classification:
    """What was found.

    ``units``: one line per unit and part (0: what remains of it; 1 and on: what is split off) beside the facts of the
    unit list; ``metals``: one line per part and metal; ``soil`` and ``crops``: the points behind; ``homeless``: points
    that name no unit.
    """

    units: pl.DataFrame
    metals: pl.DataFrame
    soil: Points
    crops: Points
    homeless: pl.DataFrame
    rules: Rules
    on: date


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is known of one unit while it is judged. Points are counted from 0 within the unit."""

    code: str
    facts: Row
    soil: Sequence[Row]
    classes: Mapping[str, Sequence[int | None]]
    crops: Sequence[Row]
    crop_classes: Sequence[Mapping[str, int | None]]
    reservation: bool


def classified(
    results: pl.DataFrame,
    units: pl.DataFrame | None = None,
    *,
    on: date,
    options: AssessOptions = NOTHING_ADDED,
    rules: Rules = AS_USUAL,
    limits: Limits | None = None,
) -> Classification:
    """Categories of farmland units.

    Parameters
    ----------
    results : DataFrame
        Soil and crop results as :func:`jingtu.intake.laboratory.read_lab` gives them, with ``unit_code``.
    units : DataFrame, optional
        The list of units, columns as :data:`jingtu.assessment.farmland.unit_list.UNITS`; units without points are only
        known from it.
    on : date
        Day whose limits apply to results without a sampling day (with ``options.by_sampling_day``), or to all.
    """
    soil = soil_points(results, on=on, options=options, rules=rules, limits=limits)
    crops = crop_points(results, on=on, options=options, limits=limits)
    listed = pl.DataFrame(schema=UNITS) if units is None else units
    few = few_point_classes(soil, rules, on=on, options=options)
    metal_rows: list[dict[str, Any]] = []
    unit_rows: list[dict[str, Any]] = []
    for unit in _gathered(soil, crops, listed):
        lines = list(_lines(unit, few.get(unit.code, {}), rules))
        metal_rows += [line for _, of_part in lines for line in of_part]
        unit_rows += [_unit_line(unit, part, of_part, rules) for part, of_part in lines]
    found = pl.DataFrame(unit_rows, schema=UNIT_LINES, orient="row")
    homeless = pl.concat(
        [
            points.points.filter(pl.col("unit_code").is_null())
            .select("sample", "point", "place", "file", "sheet", "row")
            .with_columns(medium=pl.lit(medium))
            for medium, points in (("soil", soil), ("crop", crops))
        ]
    )
    return Classification(
        found.join(listed, on="unit_code", how="left", maintain_order="left"),
        pl.DataFrame(metal_rows, schema=METAL_LINES, orient="row"),
        soil,
        crops,
        homeless,
        rules,
        on,
    )


# ---------------------------------------------------------------- what is known of each unit


def _gathered(soil: Points, crops: Points, listed: pl.DataFrame) -> Iterator[_Unit]:
    facts = {row["unit_code"]: row for row in listed.iter_rows(named=True)}
    of_soil, of_crops = _by_unit(soil), _by_unit(crops)
    reserved = _reserved(soil) | _reserved(crops)
    for code in dict.fromkeys([*facts, *of_soil, *of_crops]):
        points = [row for row, _ in of_soil.get(code, ())]
        by_point = [classes for _, classes in of_soil.get(code, ())]
        yield _Unit(
            code,
            facts.get(code, {}),
            points,
            {metal: [classes.get(metal, NOT_MEASURED) for classes in by_point] for metal in METALS},
            [row for row, _ in of_crops.get(code, ())],
            [classes | {"overall": row["overall"]} for row, classes in of_crops.get(code, ())],
            code in reserved,
        )


def _by_unit(points: Points) -> Mapping[str, list[Point]]:
    """Unit -> its points, each with the class of every metal measured."""
    classes: dict[int, dict[str, int | None]] = defaultdict(dict)
    for at, metal, class_ in points.metals.select("at", "metal", "class_").iter_rows():
        classes[at][metal] = class_
    found = defaultdict(list)
    for row in points.points.drop_nulls("unit_code").iter_rows(named=True):
        found[row["unit_code"]].append((row, classes[row["at"]]))
    return found


def _reserved(points: Points) -> set[str]:
    """Units with a point that was held against a limit of which the edition in force was not seen."""
    at = points.metals.filter(pl.col("reservation").fill_null(value=False))["at"].unique().implode()
    return set(points.points.filter(pl.col("at").is_in(at))["unit_code"].drop_nulls())


# ---------------------------------------------------------------- what is judged of it


def _lines(
    unit: _Unit, few: Mapping[str, int | None], rules: Rules
) -> Iterator[tuple[tuple[int, Part], list[dict[str, Any]]]]:
    """Each part with one line per metal."""
    parts = divided(unit.classes, _adjoining(unit, rules), rules)
    shares = crops_by_part(parts, unit.soil, unit.crops)
    for number, part in enumerate(parts):
        of_part = [unit.crop_classes[at] for at in shares[number]]
        yield (
            (number, part),
            [
                _metal_line(unit, number, metal, _instead(part.judged[metal], metal, few, unit, rules), of_part, rules)
                for metal in METALS
            ],
        )


def _adjoining(unit: _Unit, rules: Rules) -> Neighbours | None:
    """Which soil points adjoin; None where one of them has no place."""
    lon, lat = ([point[name] for point in unit.soil] for name in ("lon", "lat"))
    if len(unit.soil) < 2 or any(one is None for one in (*lon, *lat)):
        return None
    return neighbours(lon, lat, within_m=rules.contiguous_within_m)


def _instead(judgement: Judgement, metal: str, few: Mapping[str, int | None], unit: _Unit, rules: Rules) -> Judgement:
    """The class of a unit with few or no points, where the rules chosen say another than the points by themselves."""
    if rules.few_points_method is not FewPoints.WORST and few.get(metal) is not None:
        return Judgement(few[metal], Principle.FEW_POINTS, None, (Flag.FEW_POINTS,))
    outside = unit.facts.get("in_survey") is False and unit.facts.get("known_source") is False
    if not unit.soil and outside and rules.outside_survey_is_class_1:
        return Judgement(1, Principle.OUTSIDE_SURVEY, None, (Flag.OUTSIDE_SURVEY,))
    return judgement


def _metal_line(
    unit: _Unit,
    number: int,
    metal: str,
    judgement: Judgement,
    crops: Sequence[Mapping[str, int | None]],
    rules: Rules,
) -> dict[str, Any]:
    by = "overall" if rules.crop_basis is CropBasis.ANY_METAL else metal
    of_crops = counted(one[by] for one in crops if by in one)
    after = adjusted(judgement.class_, of_crops, rules, barred=unit.facts.get("barred") is True)
    return {
        "unit_code": unit.code,
        "part": number,
        "metal": metal,
        "points": sum(class_ != NOT_MEASURED for class_ in unit.classes[metal]),
        **_of_judgement(judgement),
        **_of_crops(of_crops, after),
    }


def _of_judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "soil_class": judgement.class_,
        "principle": judgement.principle,
        "share": judgement.share,
        "flags": [str(flag) for flag in judgement.flags],
    }


def _of_crops(crops: CropPoints, after: Adjusted) -> dict[str, Any]:
    return {
        "crop_ok": crops.ok,
        "crop_mild": crops.mild,
        "crop_severe": crops.severe,
        "crop_undecided": crops.undecided,
        "class_": after.class_,
        "why": after.why,
    }


def _unit_line(unit: _Unit, part: tuple[int, Part], lines: Sequence[Row], rules: Rules) -> dict[str, Any]:
    number, judged = part
    classes = {line["metal"]: line["class_"] for line in lines}
    overall = worst(classes.values())
    decided = [class_ for class_ in classes.values() if class_ is not None]
    named = [point["point"] or point["sample"] or f"#{point['row']}" for point in unit.soil]
    return {
        "unit_code": unit.code,
        "part": number,
        "points": [str(named[at]) for at in judged.points],
        "overall": overall,
        "category": CATEGORIES[overall],
        "targets": list(targets(classes)),
        "worst_decided": max(decided, default=None),
        "open_metals": [metal for metal in METALS if classes[metal] is None],
        "to_check": sorted(_to_check(lines, rules)),
        "reservation": unit.reservation,
    }


def _to_check(lines: Sequence[Row], rules: Rules) -> set[str]:
    """Of all metals together. Where any metal of the crops speaks for all, soil above screening explains them."""
    found = {str(word) for line in lines for word in _checks(line)}
    explained = rules.crop_basis is CropBasis.ANY_METAL and any((line["soil_class"] or 0) > 1 for line in lines)
    return found - {str(Adjustment.CROP_EXCEEDS_ON_CLASS_1)} if explained else found


def _checks(line: Row) -> list[str]:
    """What a person has to look at in one metal of a part."""
    why: Adjustment = line["why"]
    return [*line["flags"], *([why] if why.to_check else [])]
