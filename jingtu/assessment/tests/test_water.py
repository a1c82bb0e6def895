"""GB/T 14848-2017 (groundwater classes) and GB 5084-2021 (irrigation water)."""

import pytest

from jingtu.assessment.tests.lab import IRRIGATION, WATER, judged, result, verdict, why_not


class TestGroundwaterClasses:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (0.0001, "CLASS_I"),
            (0.001, "CLASS_II"),
            (0.005, "CLASS_III"),
            (0.0051, "CLASS_IV"),
            (0.01, "CLASS_IV"),
            (0.011, "CLASS_V"),
        ],
    )
    def test_cadmium(self, value, expected):
        assert verdict(result("cadmium", value, WATER)) == expected

    def test_where_two_classes_share_a_limit_the_better_holds(self):
        assert verdict(result("volatile_phenols", 0.001, WATER)) == "CLASS_I"

    @pytest.mark.parametrize(
        ("ph", "expected"),
        [
            (6.5, "CLASS_I"),
            (8.5, "CLASS_I"),
            (6.4, "CLASS_IV"),
            (5.5, "CLASS_IV"),
            (8.6, "CLASS_IV"),
            (9.0, "CLASS_IV"),
            (5.4, "CLASS_V"),
            (9.1, "CLASS_V"),
        ],
    )
    def test_ph_has_two_sides(self, ph, expected):
        assert verdict(result("ph", ph, {**WATER, "unit": "none"})) == expected

    def test_micrograms_and_milligrams(self):
        assert verdict(result("benzene", 0.01, WATER)) == verdict(result("benzene", 10, {**WATER, "unit": "ug/L"}))

    @pytest.mark.parametrize(
        ("text", "expected"), [("<0.0001", "CLASS_I"), ("<0.001", "UNDECIDED"), ("<1", "UNDECIDED")]
    )
    def test_a_detection_limit_above_class_1_leaves_the_class_open(self, text, expected):
        assert verdict(result("cadmium", text, WATER)) == expected

    def test_a_word_decides_where_the_print_has_a_word(self):
        said = {**result("visible_matter", 0, {**WATER, "unit": "none"}), "value": None}
        assert verdict({**said, "text": "无"}) == "CLASS_I"
        assert verdict({**said, "text": "有"}) == "CLASS_V"

    def test_a_sample_is_as_bad_as_its_worst_indicator_and_names_it(self):
        found = judged(result("cadmium", 0.02, WATER), result("lead", 0.001, WATER), result("zinc", 99, WATER))
        [sample] = found.samples.to_dicts()
        assert (sample["verdict"], sample["exceeding"]) == ("CLASS_V", 2)
        assert set(sample["drivers"]) == {"cadmium", "zinc"}


class TestIrrigationWater:
    def test_a_value_checked_against_the_previous_edition_decides_with_a_visible_reservation(self):
        [found] = judged(result("cadmium", 0.02, IRRIGATION), crop_type="paddy").results.to_dicts()
        assert (found["verdict"], found["reservation"]) == ("ABOVE_LIMIT", True)

    def test_a_value_from_memory_never_decides(self):
        assert why_not(result("nickel", 5, IRRIGATION), crop_type="paddy") == "not_verified"

    def test_disputed_values_never_decide(self):
        assert why_not(result("fluoride", 99, IRRIGATION), crop_type="paddy") == "not_verified"

    def test_the_condition_of_the_limit_is_asked_for(self):
        found = judged(result("total_salt", 1500, IRRIGATION), crop_type="paddy")
        assert found.results["missing"].to_list() == [["condition"]]

    @pytest.mark.parametrize(
        ("condition", "expected"), [("non_saline_alkali_area", "ABOVE_LIMIT"), ("saline_alkali_area", "WITHIN_LIMIT")]
    )
    def test_and_decides_once_stated(self, condition, expected):
        salty = result("total_salt", 1500, IRRIGATION)
        assert verdict(salty, crop_type="paddy", conditions=(condition,)) == expected

    def test_no_crop_is_undecided(self):
        found = judged(result("codcr", 100, IRRIGATION))
        assert found.results["missing"].to_list() == [["crop_type"]]

    def test_the_land_use_says_which_crop(self):
        paddy = {**IRRIGATION, "land_use": "paddy", "land_use_text": "水田"}
        assert verdict(result("cadmium", 0.02, paddy)) == "ABOVE_LIMIT"
