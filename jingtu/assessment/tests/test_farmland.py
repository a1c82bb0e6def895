"""GB 15618-2018: screening and intervention values of farmland by pH and land use."""

import pytest

from jingtu.assessment.tests.lab import PADDY, SOIL, judged, result, verdict, why_not


class TestScreeningAndIntervention:
    """Paddy, pH 6: cadmium 0.4 screening, 2.0 intervention."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (0.39, "WITHIN_SCREENING"),
            (0.4, "WITHIN_SCREENING"),
            (0.41, "ABOVE_SCREENING"),
            (2.0, "ABOVE_SCREENING"),
            (2.01, "ABOVE_INTERVENTION"),
        ],
    )
    def test_below_at_and_above(self, value, expected):
        assert verdict(result("cadmium", value)) == expected

    def test_zinc_has_no_intervention_value(self):
        assert verdict(result("zinc", 10_000)) == "ABOVE_SCREENING"

    def test_the_verdict_names_limit_table_row_edition_and_mark(self):
        [found] = judged(result("cadmium", 3)).results.to_dicts()
        assert (found["limit_screening"], found["limit_intervention"], found["limit_unit"]) == (0.4, 2.0, "mg/kg")
        assert (found["edition"], found["table"], found["row_no"]) == ("GB 15618-2018", "table_3", "1")
        assert found["cite"].startswith("GB 15618-2018")
        assert found["mark"] == "double_checked"
        assert found["ratio"] == pytest.approx(7.5)

    def test_a_value_in_another_unit_is_converted(self):
        assert verdict(result("cadmium", 400, {**PADDY, "unit": "ug/kg"})) == "WITHIN_SCREENING"
        assert verdict(result("cadmium", 400.1, {**PADDY, "unit": "ug/kg"})) == "ABOVE_SCREENING"


class TestAcidity:
    """Bands end at pH 5.5, 6.5 and 7.5, the end included."""

    @pytest.mark.parametrize(
        ("ph", "limit"), [(5.5, 0.3), (5.51, 0.4), (6.5, 0.4), (6.51, 0.6), (7.5, 0.6), (7.51, 0.8)]
    )
    def test_the_band_chooses_the_limit(self, ph, limit):
        [found] = judged(result("cadmium", 0.1, {**PADDY, "ph": ph})).results.to_dicts()
        assert found["limit_screening"] == limit

    def test_a_metal_without_ph_is_undecided_and_ph_is_named(self):
        found = judged(result("cadmium", 0.1, {**PADDY, "ph": None}))
        assert found.results.select("verdict", "reason").row(0) == ("UNDECIDED", "fact_missing")
        assert found.results["missing"].to_list() == [["ph"]]
        assert [problem.code for problem in found.problems] == ["assessment.ph_missing"]

    def test_ph_from_the_options_closes_the_gap_and_yields_to_the_files_own(self):
        assert verdict(result("cadmium", 0.5, {**PADDY, "ph": None}), ph=6.8) == "WITHIN_SCREENING"
        assert verdict(result("cadmium", 0.5, {**PADDY, "ph": 5.0}), ph=6.8) == "ABOVE_SCREENING"

    def test_organic_items_do_not_need_ph(self):
        assert verdict(result("benzo_a_pyrene", 0.55, {**PADDY, "ph": None})) == "WITHIN_SCREENING"


class TestLandUse:
    """The exact land use first, then other, then any."""

    @pytest.mark.parametrize(
        ("use", "substance", "limit"),
        [
            ("paddy", "cadmium", 0.4),
            ("dryland", "cadmium", 0.3),
            ("orchard", "cadmium", 0.3),
            ("orchard", "copper", 150),
            ("paddy", "copper", 50),
            ("tea", "copper", 50),
            ("paddy", "nickel", 70),
        ],
    )
    def test_lookup(self, use, substance, limit):
        [found] = judged(result(substance, 0.1, {**PADDY, "land_use": use})).results.to_dicts()
        assert found["limit_screening"] == limit

    @pytest.mark.parametrize(("substance", "limit"), [("cadmium", 0.3), ("mercury", 0.5), ("copper", 50)])
    def test_rotation_takes_the_stricter_of_paddy_and_other(self, substance, limit):
        [found] = judged(result(substance, 0.1, {**PADDY, "land_use": "rotation"})).results.to_dicts()
        assert found["limit_screening"] == limit

    def test_rotation_says_so_where_it_makes_a_difference(self):
        rotation = {**PADDY, "land_use": "rotation"}
        found = judged(result("cadmium", 0.1, rotation), result("nickel", 1, rotation))
        assert found.results["remarks"].to_list() == [["rotation"], []]

    def test_no_land_use_is_undecided_where_the_table_asks_for_it(self):
        bare = {**SOIL, "ph": 6.0}
        found = judged(result("cadmium", 0.1, bare), result("nickel", 1, bare), standard="GB 15618")
        assert found.results["verdict"].to_list() == ["UNDECIDED", "WITHIN_SCREENING"]
        assert found.results["missing"].to_list() == [["land_use"], []]

    @pytest.mark.parametrize("stated", [{"land_use_text": "Ah"}, {"land_use": "cropland", "land_use_text": "耕地"}])
    def test_a_land_use_that_does_not_say_paddy_or_other_is_missing(self, stated):
        unknown = {**SOIL, "ph": 6.0, **stated}
        found = judged(result("cadmium", 0.35, unknown), result("nickel", 1, unknown), standard="GB 15618")
        assert found.results["verdict"].to_list() == ["UNDECIDED", "WITHIN_SCREENING"]
        assert found.results["missing"].to_list() == [["land_use"], []]

    @pytest.mark.parametrize("stated", [{"land_use_text": "Ah"}, {"land_use": "cropland", "land_use_text": "耕地"}])
    def test_the_option_speaks_for_land_uses_that_leave_it_open(self, stated):
        unknown = {**SOIL, "ph": 6.0, **stated}
        assert verdict(result("cadmium", 0.35, unknown), standard="GB 15618", land_use="paddy") == "WITHIN_SCREENING"


class TestNonDetects:
    def test_below_a_detection_limit_that_is_within_the_limit(self):
        assert verdict(result("cadmium", "<0.4")) == "WITHIN_SCREENING"

    def test_a_detection_limit_above_the_limit_is_undecided(self):
        [found] = judged(result("cadmium", "<0.41")).results.to_dicts()
        assert (found["verdict"], found["reason"]) == ("UNDECIDED", "detection_limit_above")

    def test_a_non_detect_without_a_detection_limit_is_undecided_and_it_is_named(self):
        [found] = judged(result("cadmium", "ND")).results.to_dicts()
        assert (found["verdict"], found["reason"]) == ("UNDECIDED", "detection_limit_missing")
        assert found["missing"] == ["detection_limit"]

    def test_a_non_detect_has_no_ratio(self):
        assert judged(result("cadmium", "<0.1")).results["ratio"].to_list() == [None]


class TestAboveTheMeasuringRange:
    def test_more_than_something_above_all_limits(self):
        assert verdict(result("cadmium", ">2")) == "ABOVE_INTERVENTION"

    def test_more_than_something_between_is_above_screening_at_least(self):
        [found] = judged(result("cadmium", ">1")).results.to_dicts()
        assert (found["verdict"], found["reason"]) == ("ABOVE_SCREENING", "intervention_open")

    def test_more_than_something_below_is_undecided(self):
        [found] = judged(result("cadmium", ">0.1")).results.to_dicts()
        assert (found["verdict"], found["reason"]) == ("UNDECIDED", "only_lower_bound")


class TestNotCompared:
    def test_a_substance_without_a_limit(self):
        assert why_not(result("tin", 3)) == "no_limit"

    def test_a_property_of_the_sample(self):
        assert why_not(result("ph", 6.0, {**PADDY, "unit": "none"})) == "condition_only"

    def test_a_leachate_in_milligrams_per_litre(self):
        found = judged(result("cadmium", 0.1, {**PADDY, "unit": "mg/L"}))
        assert found.left_out["reason"].to_list() == ["unit_inconvertible"]
        assert [problem.code for problem in found.problems] == ["assessment.unit_inconvertible"]

    def test_a_substance_nobody_knows(self):
        unknown = {**result("cadmium", 1), "substance": None, "substance_text": "神秘元素"}
        assert why_not(unknown) == "substance_unknown"

    def test_a_result_without_a_number(self):
        assert why_not({**result("cadmium", 1), "value": None}) == "no_value"

    def test_not_a_number_is_no_number(self):
        assert why_not({**result("cadmium", 1), "value": float("nan")}) == "no_value"

    def test_less_than_nothing_is_no_amount(self):
        assert why_not({**result("cadmium", 1), "value": -0.1}) == "no_value"

    def test_a_result_without_a_unit_is_undecided_because_a_limit_exists(self):
        found = judged(result("cadmium", 0.1, {**PADDY, "unit": None}))
        assert found.results["missing"].to_list() == [["unit"]]

    def test_what_was_not_compared_is_counted_by_substance_unit_and_reason(self):
        found = judged(result("tin", 1), result("tin", 2, {**PADDY, "cell": "C2"}), result("ph", 6))
        counted = found.not_compared.select("substance", "reason", "n", "cells").rows()
        assert counted == [("tin", "no_limit", 2, "土壤!C1 土壤!C2"), ("ph", "condition_only", 1, "土壤!C1")]
