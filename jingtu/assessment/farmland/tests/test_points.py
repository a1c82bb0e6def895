"""Soil and crop points: classes by GB 15618 and GB 2762."""

from datetime import date

import polars as pl
import pytest

from jingtu.assessment.farmland.points import Why, crop_points, soil_points
from jingtu.assessment.options import AssessOptions
from jingtu.assessment.tests.lab import GRAIN, PADDY, lab, result

ON = date(2026, 11, 22)
SAMPLING_DAY = AssessOptions(by_sampling_day=True)


def in_unit(*rows):
    return lab(*rows).with_columns(unit_code=pl.lit("U1"))


def soil(*rows, **how):
    return soil_points(in_unit(*rows), on=ON, **how)


def crops(*rows, **how):
    return crop_points(in_unit(*rows), on=ON, **how)


def class_of(found):
    [class_] = found.metals["class_"]
    return class_


class TestSoilClass:
    """FL-CLS-01: 1 not above screening, 2 above screening, 3 above intervention."""

    @pytest.mark.parametrize(("content", "class_"), [(0.4, 1), (0.41, 2), (2.0, 2), (2.01, 3)])
    def test_cadmium_of_paddy_at_ph_6(self, content, class_):
        assert class_of(soil(result("cadmium", content))) == class_

    @pytest.mark.parametrize(("ph", "class_"), [(5.5, 2), (5.51, 1)])
    def test_ph_5_5_belongs_to_the_lowest_band(self, ph, class_):
        assert class_of(soil(result("cadmium", 0.35, {**PADDY, "ph": ph}))) == class_

    def test_rotation_takes_the_stricter_of_paddy_and_other(self):
        rotation = {**PADDY, "land_use": "rotation", "land_use_text": "水旱轮作"}
        assert class_of(soil(result("cadmium", 0.35, rotation))) == 2
        assert class_of(soil(result("arsenic", 35, rotation))) == 2

    def test_without_ph_the_class_is_open(self):
        found = soil(result("cadmium", 0.1, {**PADDY, "ph": None}))
        assert class_of(found) is None
        assert found.metals["missing"].to_list() == [["ph"]]
        assert found.points["overall"].to_list() == [None]

    def test_a_lower_bound_between_the_two_values_leaves_the_class_open(self):
        assert class_of(soil(result("cadmium", ">0.5"))) is None

    def test_a_lower_bound_above_intervention_is_class_3(self):
        assert class_of(soil(result("cadmium", ">2.5"))) == 3

    def test_copper_has_no_intervention_value_and_does_not_enter(self):
        assert soil(result("copper", 900)).metals.height == 0

    def test_the_point_has_the_class_of_its_worst_metal(self):
        found = soil(result("cadmium", 0.1), result("lead", 300))
        assert found.points["overall"].to_list() == [2]
        assert found.points["not_measured"].to_list() == [3]


class TestWhichSamples:
    def test_the_latest_sample_of_a_point_counts(self):
        old = {**PADDY, "point": "P1", "sample": "A", "sampled_on": date(2020, 1, 1)}
        new = {**PADDY, "point": "P1", "sample": "B", "row": 2, "sampled_on": date(2024, 1, 1)}
        found = soil(result("cadmium", 3, old), result("cadmium", 0.1, new))
        assert class_of(found) == 1
        assert found.left["why"].to_list() == [Why.OLDER_SAMPLE]
        assert found.left["sample"].to_list() == ["A"]

    def test_of_two_samples_of_one_day_the_worst_counts(self):
        one = {**PADDY, "point": "P1", "sample": "A"}
        other = {**PADDY, "point": "P1", "sample": "B", "row": 2}
        assert class_of(soil(result("cadmium", 0.1, one), result("cadmium", 3, other))) == 3

    @pytest.mark.parametrize(("top", "points"), [(0.0, 1), (0.19, 1), (0.2, 0), (0.5, 0)])
    def test_samples_below_the_topsoil_do_not_count(self, top, points):
        found = soil(result("cadmium", 3, {**PADDY, "depth_top": top}))
        assert found.points.height == points
        assert found.left["why"].to_list() == [Why.BELOW_TOPSOIL] * (1 - points)

    def test_land_that_is_no_farmland_does_not_count(self):
        found = soil(result("cadmium", 3, {**PADDY, "land_use": "industrial", "land_use_text": "工业用地"}))
        assert found.left["why"].to_list() == [Why.NOT_FARMLAND]

    def test_points_of_two_units_with_one_code_are_two_points(self):
        rows = in_unit(result("cadmium", 0.1), result("cadmium", 3))
        rows = rows.with_columns(unit_code=pl.Series(["U1", "U2"]))
        assert soil_points(rows, on=ON).points.height == 2


class TestCropClass:
    """FL-CLS-02: 1 up to the limit, 2 up to twice the limit, 3 above."""

    @pytest.mark.parametrize(("content", "class_"), [(0.2, 1), (0.2001, 2), (0.4, 2), (0.4001, 3)])
    def test_cadmium_in_rice(self, content, class_):
        assert class_of(crops(result("cadmium", content, GRAIN))) == class_

    def test_the_edge_is_exact_in_another_unit(self):
        grain = {**GRAIN, "unit": "ug/kg"}
        assert class_of(crops(result("cadmium", "400.0000000000", grain))) == 2
        assert class_of(crops(result("cadmium", "400.00000000001", grain))) == 3

    def test_a_non_detect_complies(self):
        assert class_of(crops(result("cadmium", "<0.01", GRAIN))) == 1

    def test_a_detection_limit_above_the_limit_leaves_the_class_open(self):
        assert class_of(crops(result("cadmium", "<0.5", GRAIN))) is None

    @pytest.mark.parametrize(("content", "class_"), [(">0.3", None), (">0.4", 3), (">0.5", 3)])
    def test_a_lower_bound_is_severe_only_from_twice_the_limit(self, content, class_):
        assert class_of(crops(result("cadmium", content, GRAIN))) == class_

    def test_inorganic_arsenic_speaks_for_arsenic(self):
        found = crops(result("arsenic", 0.9, GRAIN), result("inorganic_arsenic", 0.1, GRAIN))
        assert found.metals.select("metal", "class_").rows() == [("arsenic", 1)]

    def test_total_arsenic_above_the_limit_of_the_species_is_open(self):
        assert class_of(crops(result("arsenic", 0.9, GRAIN))) is None

    def test_a_metal_without_a_limit_for_the_food_is_not_judged(self):
        fruit = {**GRAIN, "crop_text": "柑橘"}
        found = crops(result("mercury", 5, fruit), result("cadmium", 0.01, fruit))
        assert found.metals["metal"].to_list() == ["cadmium"]
        assert found.points["overall"].to_list() == [1]

    def test_the_edition_of_the_sampling_day_decides(self):
        milled = {**GRAIN, "crop_text": "糙米", "sampled_on": date(2024, 9, 20)}
        found = crops(result("cadmium", 0.1, milled), options=SAMPLING_DAY)
        assert found.metals["edition"].to_list() == ["GB 2762-2022"]

    def test_arsenic_in_rice_of_2019_leaves_the_point_open(self):
        rice = {**GRAIN, "crop_text": "糙米", "sampled_on": date(2019, 9, 20)}
        both = crops(result("cadmium", 0.1, rice), result("inorganic_arsenic", 0.1, rice), options=SAMPLING_DAY)
        alone = crops(result("cadmium", 0.1, rice), options=SAMPLING_DAY)
        assert (both.points["overall"].to_list(), alone.points["overall"].to_list()) == ([None], [1])

    def test_two_crops_of_one_point_are_two_crop_points(self):
        rows = (result("cadmium", 0.1, GRAIN), result("cadmium", 0.3, {**GRAIN, "crop_text": "小麦", "row": 2}))
        assert crops(*rows).points["overall"].to_list() == [1, 3]
