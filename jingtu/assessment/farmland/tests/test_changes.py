"""The category of a unit beside that of the round before (FL-CLS-09)."""

from datetime import date

import pytest

from jingtu.assessment.farmland.changes import changes
from jingtu.assessment.farmland.tests.county import MILD, OK, county, grain, soil, units


def points(**contents):
    return [row for at in range(4) for row in soil("U1", f"P{at}", **contents)]


def crops(*contents, year=2026):
    return [
        row
        for at, content in enumerate(contents)
        for row in grain("U1", f"P{at}", content, sampled_on=date(year, 9, 20))
    ]


def change(rows, **before):
    [found] = changes(county(rows, units({"unit_code": "U1", **before}))).to_dicts()
    return found


def causes(found):
    return [(one["cause"], one["metal"], one["old"], one["new"]) for one in found["causes"]]


class TestDirection:
    @pytest.mark.parametrize(
        ("old", "cadmium", "direction", "standing"),
        [
            ("PRIORITY", 0.1, "same", "nothing_to_do"),
            ("PRIORITY", 0.5, "higher_risk", "acts_at_once"),
            ("SAFE_USE", 3, "higher_risk", "acts_at_once"),
            (None, 0.5, "first", "to_be_approved"),
            (None, None, "open", "to_be_decided"),
        ],
    )
    def test_by_old_and_new(self, old, cadmium, direction, standing):
        found = change(points(cadmium=cadmium), old_category=old)
        assert (found["direction"], found["standing"]) == (direction, standing)

    def test_a_category_that_is_open_now_is_to_be_decided(self):
        found = change(points(mercury=None), old_category="PRIORITY", old_mercury="PRIORITY", old_cadmium="PRIORITY")
        assert (found["direction"], found["standing"]) == ("open", "to_be_decided")
        assert ("open_now", "mercury", 1, None) in causes(found)


class TestLowerRisk:
    """Three crop points and two seasons (design)."""

    def test_without_crop_points_it_waits_for_them(self):
        assert change(points(cadmium=0.1), old_category="SAFE_USE")["standing"] == "crop_points_short"

    def test_one_season_is_not_enough(self):
        found = change([*points(cadmium=0.5), *crops(OK, OK, OK)], old_category="SAFE_USE")
        assert (found["direction"], found["standing"], found["seasons"]) == ("lower_risk", "seasons_short", 1)

    def test_two_seasons_can_be_proposed(self):
        rows = [*points(cadmium=0.5), *crops(OK, OK, OK), *crops(OK, OK, OK, year=2025)]
        found = change(rows, old_category="SAFE_USE")
        assert (found["standing"], found["seasons"]) == ("to_be_approved", 2)


class TestCauses:
    BEFORE = {f"old_{metal}": "PRIORITY" for metal in ("mercury", "arsenic", "lead", "chromium")}

    def test_crops_that_comply(self):
        rows = [*points(cadmium=0.5), *crops(OK, OK, OK)]
        found = change(rows, old_category="SAFE_USE", old_cadmium="SAFE_USE", **self.BEFORE)
        assert causes(found) == [("crops", "cadmium", 2, 1)]

    def test_a_soil_that_is_worse(self):
        rows = [*points(cadmium=0.5), *crops(MILD, OK, OK)]
        found = change(rows, old_category="PRIORITY", old_cadmium="PRIORITY", **self.BEFORE)
        assert causes(found) == [("soil", "cadmium", 1, 2)]

    def test_another_land_use_is_named(self):
        found = change(
            points(cadmium=0.5), old_category="PRIORITY", old_land_use="旱地", land_use="水田", old_cadmium="PRIORITY"
        )
        assert causes(found)[0] == ("land_use", None, None, 2)

    def test_a_part_split_off_is_named(self):
        contents = [0.1] * 11 + [3]
        rows = [
            row
            for at, content in enumerate(contents)
            for row in soil("U1", f"P{at}", cadmium=content, lon=113 + at * 0.005, lat=35.0)
        ]
        _, part = changes(county(rows, units({"unit_code": "U1", "old_category": "PRIORITY"}))).to_dicts()
        assert causes(part)[0] == ("split_off", None, None, 3)

    def test_a_metal_whose_class_before_is_not_known_is_named_where_it_bears_on_the_category(self):
        rows = [*points(cadmium=0.5), *crops(OK, OK, OK)]
        assert causes(change(rows, old_category="SAFE_USE")) == [("crops", "cadmium", 2, 1)]
        assert causes(change(points(lead=200), old_category="PRIORITY")) == [("new_metal", "lead", None, 2)]
        assert causes(change(points(), old_category="SAFE_USE")) == [("metals_unknown", None, None, 1)]

    def test_nothing_is_explained_where_nothing_changed(self):
        assert causes(change(points(), old_category="PRIORITY")) == []
