"""Every printed limit that decides is met: equal to it is within, a trifle more is not.

Written against the limits themselves, not against the lines the comparison joins.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from jingtu.assessment.tests.lab import GRAIN, IRRIGATION, SOIL, TODAY, WATER, Row, judged, result
from jingtu.standards.crops import CROPS
from jingtu.standards.limits import Kind, Limit, load
from jingtu.substances import SUBSTANCES

TRIFLE = Decimal("1.000001")
PH = {None: 6.0, Decimal("5.5"): 5.0, Decimal("6.5"): 6.0, Decimal("7.5"): 7.0}


def cases(standard: str, kind: Kind) -> Iterator[Limit]:
    return (
        one
        for one in load().in_force(TODAY, standard)
        if one.kind is kind and one.decides and one.value is not None and one.comparator == "<="
    )


def values_at(limits: list[tuple[Limit, Row]]) -> list[Row]:
    """Two results per limit: at it, and a trifle above."""
    rows = []
    for number, (limit, of) in enumerate(limits):
        for step, factor in (("at", Decimal(1)), ("above", TRIFLE)):
            assert limit.value is not None
            value = limit.value * factor
            place = {**of, "unit": limit.unit, "sample": f"{number}-{step}"}
            rows.append({**result(limit.substance, float(value), place), "text": str(value)})
    return rows


def farmland(limit: Limit) -> Iterator[Row]:
    of = limit.conditions
    ph = 8.0 if of.ph_min == Decimal("7.5") else PH[of.ph_max]
    use = of.land_use if of.land_use in ("paddy", "orchard") else "dryland"
    yield {**SOIL, "land_use": use, "ph": ph}


def test_farmland_screening_values():
    limits = [(limit, of) for limit in cases("gb15618_2018", Kind.SCREENING) for of in farmland(limit)]
    assert len(limits) == 59
    found = judged(*values_at(limits), standard="GB 15618").results
    assert found["verdict"].to_list() == ["WITHIN_SCREENING", "ABOVE_SCREENING"] * len(limits)


def test_farmland_intervention_values():
    limits = [(limit, of) for limit in cases("gb15618_2018", Kind.INTERVENTION) for of in farmland(limit)]
    assert len(limits) == 20
    found = judged(*values_at(limits), standard="GB 15618").results
    assert found["verdict"].to_list() == ["ABOVE_SCREENING", "ABOVE_INTERVENTION"] * len(limits)


@pytest.mark.parametrize(("kind", "above"), [(Kind.SCREENING, "ABOVE"), (Kind.INTERVENTION, "ABOVE_INTERVENTION")])
def test_development_land(kind, above):
    uses = {1: "residential", 2: "industrial"}
    limits = [
        (limit, {**SOIL, "land_use": uses[limit.conditions.land_class or 1]}) for limit in cases("gb36600_2018", kind)
    ]
    assert len(limits) == 170
    verdicts = judged(*values_at(limits), standard="GB 36600").results["verdict"].to_list()
    assert not any(verdict == "ABOVE_INTERVENTION" for verdict in verdicts[::2])
    assert all(verdict.startswith(above) for verdict in verdicts[1::2])
    if kind is Kind.SCREENING:
        assert set(verdicts[::2]) == {"WITHIN_SCREENING"}


def test_groundwater_classes():
    limits = [(limit, WATER) for limit in cases("gbt14848_2017", Kind.CLASS)]
    assert len(limits) > 300
    verdicts = judged(*values_at(limits)).results["verdict"].to_list()
    order = ["CLASS_I", "CLASS_II", "CLASS_III", "CLASS_IV", "CLASS_V"]
    for (limit, _), at, above in zip(limits, verdicts[::2], verdicts[1::2], strict=True):
        own = order.index(f"CLASS_{limit.conditions.class_}")
        assert order.index(at) <= own < order.index(above), limit


def test_irrigation_water():
    limits = [
        (limit, IRRIGATION)
        for limit in cases("gb5084_2021", Kind.LIMIT)
        if limit.conditions.crop_type == "vegetable_raw" and not limit.conditions.condition
    ]
    assert limits
    verdicts = judged(*values_at(limits), crop_type="vegetable_raw").results["verdict"].to_list()
    assert verdicts == ["WITHIN_LIMIT", "ABOVE_LIMIT"] * len(limits)


def test_crops():
    limits = [
        (limit, {**GRAIN, "crop_text": crop.zh})
        for crop in CROPS
        for limit in cases("gb2762_2025", Kind.LIMIT)
        if limit.conditions.food_code == crop.food_codes.get(limit.substance, ("",))[0]
    ]
    assert {limit.substance for limit, _ in limits} >= {"cadmium", "lead", "mercury", "inorganic_arsenic", "chromium"}
    verdicts = judged(*values_at(limits)).results["verdict"].to_list()
    assert verdicts == ["WITHIN_LIMIT", "ABOVE_LIMIT"] * len(limits)


@pytest.mark.parametrize(
    ("edition", "day"),
    [("gb2762_2017", date(2023, 6, 29)), ("gb2762_2022", date(2023, 6, 30)), ("gb2762_2025", TODAY)],
)
def test_every_edition_prints_one_line_for_every_crop_and_contaminant(edition, day):
    """A misspelt group would silently have no limit."""
    printed = {(one.substance, one.conditions.food_code) for one in load().in_force(day, edition)}
    lines = {
        (crop.code, substance): [food for food in foods if (substance, food) in printed]
        for crop in CROPS
        for substance, foods in crop.food_codes.items()
    }
    assert [which for which, found in lines.items() if not found] == []
    assert {substance for _, substance in lines} <= set(SUBSTANCES)


def test_no_crop_names_a_line_that_no_edition_prints():
    every = {(one.substance, one.conditions.food_code) for one in load().all if one.standard.startswith("gb2762")}
    named = {(substance, food) for crop in CROPS for substance, foods in crop.food_codes.items() for food in foods}
    assert named <= every


@pytest.mark.shared
def test_the_crops_limits_are_those_of_the_lookup(shared):
    keys = {
        "pb_total": "lead",
        "cd_total": "cadmium",
        "hg_total": "mercury",
        "as_total": "arsenic",
        "as_inorganic": "inorganic_arsenic",
        "cr_total": "chromium",
    }
    limits = {(one.substance, one.conditions.food_code): one.value for one in load().in_force(TODAY, "gb2762_2025")}
    printed = {food for _, food in limits}
    ours = {crop.code: crop for crop in CROPS}
    with (shared / "standards" / "gb2762_crop_lookup.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            crop = ours[row["crop_code"]]
            for column, substance in keys.items():
                expected = Decimal(row[column]) if row[column] else None
                assert limits.get((substance, crop.line(substance, printed))) == expected, (
                    row["crop_code"],
                    substance,
                )
