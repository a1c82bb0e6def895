"""Whole units: soil, crops, parts, and what is missing."""

import polars as pl
import pytest

from jingtu.assessment.farmland.parameters import CropBasis, FewPoints, Rules
from jingtu.assessment.farmland.tests.county import MILD, OK, SEVERE, categories, county, grain, metal, soil, units


def points(unit="U1", count=4, **contents):
    return [row for at in range(count) for row in soil(unit, f"P{at}", **contents)]


def crops(*contents, unit="U1"):
    return [row for at, content in enumerate(contents) for row in grain(unit, f"P{at}", content)]


class TestCategory:
    @pytest.mark.parametrize(
        ("cadmium", "category"), [(0.1, "PRIORITY"), (0.4, "PRIORITY"), (0.41, "SAFE_USE"), (2.01, "STRICT")]
    )
    def test_of_the_soil_alone(self, cadmium, category):
        assert categories(county(points(cadmium=cadmium))) == [("U1", 0, category)]

    def test_the_worst_of_five_metals_with_its_targets(self):
        found = county(points(cadmium=0.5, arsenic=40)).units
        assert found["category"].to_list() == ["SAFE_USE"]
        assert found["targets"].to_list() == [["cadmium", "arsenic"]]

    def test_a_metal_nobody_measured_keeps_the_category_open(self):
        found = county(points(mercury=None)).units
        assert found["category"].to_list() == ["UNDECIDED"]
        assert found["open_metals"].to_list() == [["mercury"]]
        assert found["worst_decided"].to_list() == [1]

    def test_class_3_stands_without_it(self):
        assert categories(county(points(mercury=None, cadmium=3)))[0][2] == "STRICT"

    def test_each_unit_by_itself(self):
        found = county([*points("U1", cadmium=0.5), *points("U2")])
        assert categories(found) == [("U1", 0, "SAFE_USE"), ("U2", 0, "PRIORITY")]


class TestWithCrops:
    def test_three_compliant_crop_points_lower_class_2(self):
        found = county([*points(cadmium=0.5), *crops(OK, OK, OK)])
        assert categories(found) == [("U1", 0, "PRIORITY")]
        assert metal(found)["soil_class"] == 2

    def test_two_crop_points_change_nothing_and_are_to_be_added_to(self):
        found = county([*points(cadmium=0.5), *crops(OK, OK)])
        assert categories(found) == [("U1", 0, "SAFE_USE")]
        assert "crop_points_short" in found.units["to_check"][0]

    def test_crops_above_the_limit_on_class_1_are_to_be_explained(self):
        found = county([*points(), *crops(OK, MILD, OK)])
        assert categories(found) == [("U1", 0, "PRIORITY")]
        assert found.units["to_check"].to_list() == [["crop_exceeds_on_class_1"]]

    def test_crops_above_the_limit_on_soil_above_screening_need_no_other_explanation(self):
        found = county([*points(cadmium=0.5), *crops(OK, MILD, OK)])
        assert categories(found) == [("U1", 0, "SAFE_USE")]
        assert found.units["to_check"].to_list() == [[]]
        assert metal(found, "mercury")["why"] == "crop_exceeds_on_class_1"

    def test_metal_by_metal_they_do(self):
        rules = Rules(crop_basis=CropBasis.SAME_METAL, crop_min_points=1)
        found = county([*points(mercury=0.6), *crops(OK, MILD, OK)], rules=rules)
        assert categories(found) == [("U1", 0, "SAFE_USE")]
        assert "crop_exceeds_on_class_1" in found.units["to_check"][0]

    def test_a_severe_crop_point_keeps_class_3(self):
        assert categories(county([*points(cadmium=3), *crops(*[OK] * 19, SEVERE)]))[0][2] == "STRICT"

    def test_any_metal_of_the_crop_speaks_for_every_metal_of_the_soil(self):
        rows = [*points(lead=200), *crops(MILD, OK, OK)]
        assert categories(county(rows))[0][2] == "SAFE_USE"

    def test_with_the_same_metal_only_its_own_results_speak(self):
        rows = [*points(lead=200), *crops(MILD, OK, OK)]
        found = metal(county(rows, rules=Rules(crop_basis=CropBasis.SAME_METAL)), "lead")
        assert found["why"] == "crop_points_short"
        found = metal(county(rows), "lead")
        assert (found["crop_ok"], found["crop_mild"]) == (2, 1)

    def test_a_barred_unit_is_not_adjusted(self):
        listed = units({"unit_code": "U1", "barred": True})
        found = county([*points(cadmium=0.5), *crops(OK, OK, OK)], listed)
        assert categories(found) == [("U1", 0, "SAFE_USE")]


def grid(contents):
    """Points on one line of 500 m, with their cadmium."""
    return [
        row
        for at, content in enumerate(contents)
        for row in soil("U1", f"P{at}", cadmium=content, lon=113.0 + at * 0.005, lat=35.0)
    ]


class TestParts:
    def test_a_class_3_point_is_split_off(self):
        found = county(grid([0.1] * 11 + [3]))
        assert categories(found) == [("U1", 0, "PRIORITY"), ("U1", 1, "STRICT")]
        assert found.units["points"].to_list()[1] == ["P11"]

    def test_without_places_the_whole_unit_is_strict(self):
        rows = [row for at in range(11) for row in soil("U1", f"P{at}")] + soil("U1", "P11", cadmium=3)
        found = county(rows)
        assert categories(found) == [("U1", 0, "STRICT")]
        assert "manual_split_needed" in found.units["to_check"][0]

    def test_crop_points_speak_for_the_part_they_stand_in(self):
        rows = grid([0.5] * 11 + [3])
        rows += [row for at in (0, 1, 2) for row in grain("U1", f"P{at}", OK)]
        rows += [row for at in range(3) for row in grain("U1", f"N{at}", SEVERE, lon=113.055, lat=35.0001)]
        found = county(rows)
        assert categories(found) == [("U1", 0, "PRIORITY"), ("U1", 1, "STRICT")]
        assert metal(found)["crop_ok"] == 3
        assert metal(found, part=1)["crop_severe"] == 3


class TestFewPoints:
    ROWS = (*soil("U1", "P0", cadmium=0.1), *soil("U1", "P1", cadmium=0.6))

    def test_the_worst_by_default(self):
        found = county(list(self.ROWS))
        assert categories(found) == [("U1", 0, "SAFE_USE")]
        assert "few_points" in found.units["to_check"][0]

    def test_the_mean_where_chosen(self):
        found = county(list(self.ROWS), rules=Rules(few_points_method=FewPoints.MEAN))
        assert (metal(found)["soil_class"], metal(found)["principle"]) == (1, "few_points")

    def test_the_maximum_where_chosen(self):
        rules = Rules(few_points_method=FewPoints.MAXIMUM)
        assert metal(county(list(self.ROWS), rules=rules))["soil_class"] == 2

    def test_points_of_different_land_uses_have_no_mean(self):
        rows = [*soil("U1", "P0", cadmium=0.1), *soil("U1", "P1", cadmium=0.6, land_use="dryland")]
        found = metal(county(rows, rules=Rules(few_points_method=FewPoints.MEAN)))
        assert found["principle"] == "conservative"

    def test_three_points_are_not_few(self):
        rows = [*self.ROWS, *soil("U1", "P2", cadmium=0.1)]
        assert metal(county(rows, rules=Rules(few_points_method=FewPoints.MEAN)))["principle"] == "conservative"


class TestNoPoints:
    OUTSIDE = ({"unit_code": "U9", "in_survey": False, "known_source": False},)

    def test_a_listed_unit_without_points_is_never_class_1_by_itself(self):
        found = county(points(), units({"unit_code": "U1"}, *self.OUTSIDE))
        assert categories(found) == [("U1", 0, "PRIORITY"), ("U9", 0, "UNDECIDED")]
        assert metal(county([], units(*self.OUTSIDE)))["principle"] == "no_evidence"

    def test_outside_the_survey_it_is_class_1_only_where_the_parameter_says_so(self):
        rules = Rules(outside_survey_is_class_1=True)
        assert categories(county([], units(*self.OUTSIDE), rules=rules)) == [("U9", 0, "PRIORITY")]

    @pytest.mark.parametrize("fact", ["in_survey", "known_source"])
    def test_and_only_where_both_facts_are_known(self, fact):
        rules = Rules(outside_survey_is_class_1=True)
        listed = units({**self.OUTSIDE[0], fact: None})
        assert categories(county([], listed, rules=rules)) == [("U9", 0, "UNDECIDED")]

    def test_points_without_a_unit_are_listed(self):
        found = county([*points("U1"), *soil(None, "X"), *grain(None, "Y", OK)])
        assert found.homeless.select("point", "medium").rows() == [("X", "soil"), ("Y", "crop")]
        assert found.units.height == 1

    def test_nothing_at_all(self):
        assert county([]).units.is_empty()

    def test_the_facts_of_the_list_stand_beside(self):
        found = county(points(), units({"unit_code": "U1", "town": "城关镇", "area": 12_500_000_000}))
        assert found.units.select("town", "area").row(0) == ("城关镇", 12_500_000_000)
        assert found.units.filter(pl.col("part") > 0).is_empty()
