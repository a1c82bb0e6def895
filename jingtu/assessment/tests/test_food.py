"""GB 2762: contaminants in crops, by food group and by the edition in force on the day."""

from datetime import date

import pytest

from jingtu.assessment.compare import assess
from jingtu.assessment.options import AssessOptions
from jingtu.assessment.tests.lab import GRAIN, TODAY, judged, lab, result, verdict, why_not


class TestFoodGroups:
    @pytest.mark.parametrize(
        ("crop", "substance", "limit"),
        [
            ("稻谷", "cadmium", 0.2),
            ("小麦", "cadmium", 0.1),
            ("菠菜", "cadmium", 0.2),
            ("西兰花", "cadmium", 0.05),
            ("萝卜", "lead", 0.1),
            ("土豆", "lead", 0.2),
            ("花生", "cadmium", 0.5),
            ("茶叶", "lead", 5.0),
            ("韭菜", "cadmium", 0.05),
        ],
    )
    def test_the_crop_chooses_the_limit(self, crop, substance, limit):
        [found] = judged(result(substance, 0.01, {**GRAIN, "crop_text": crop})).results.to_dicts()
        assert found["limit"] == limit

    @pytest.mark.parametrize(("crop", "limit"), [("稻米", 0.2), (" Rice ", 0.2), ("糙米", 0.35), ("早稻", 0.35)])
    def test_rice_without_a_stage_of_milling_is_milled_rice_the_stricter(self, crop, limit):
        [found] = judged(result("inorganic_arsenic", 0.01, {**GRAIN, "crop_text": crop})).results.to_dicts()
        assert found["limit"] == limit

    def test_equal_is_within(self):
        assert verdict(result("cadmium", 0.2, GRAIN)) == "WITHIN_LIMIT"
        assert verdict(result("cadmium", 0.201, GRAIN)) == "ABOVE_LIMIT"

    def test_benzo_a_pyrene_is_printed_in_micrograms(self):
        assert verdict(result("benzo_a_pyrene", 0.0021, GRAIN)) == "ABOVE_LIMIT"

    def test_a_crop_that_is_not_named_is_undecided(self):
        found = judged(result("cadmium", 0.1, {**GRAIN, "crop_text": None}))
        assert found.results["missing"].to_list() == [["crop"]]

    def test_a_food_group_without_a_limit_for_the_substance(self):
        assert why_not(result("cadmium", 1, {**GRAIN, "crop_text": "茶叶"})) == "no_limit"


class TestSpecies:
    """Inorganic arsenic: a total that does not exceed the limit conforms; else the species is measured."""

    def test_a_total_within_conforms(self):
        [found] = judged(result("arsenic", 0.35, GRAIN)).results.to_dicts()
        assert (found["verdict"], found["remarks"]) == ("WITHIN_LIMIT", ["total_within_species"])

    def test_a_total_above_is_undecided_and_names_the_species(self):
        [found] = judged(result("arsenic", 0.36, GRAIN)).results.to_dicts()
        assert (found["verdict"], found["missing"]) == ("UNDECIDED", ["inorganic_arsenic"])

    def test_the_species_decides_where_it_was_measured(self):
        found = judged(result("arsenic", 0.5, GRAIN), result("inorganic_arsenic", 0.2, GRAIN))
        assert found.results.select("substance", "verdict").rows() == [("inorganic_arsenic", "WITHIN_LIMIT")]
        assert found.left_out["reason"].to_list() == ["superseded_by_species"]

    def test_wheat_is_judged_by_its_total(self):
        assert verdict(result("arsenic", 0.6, {**GRAIN, "crop_text": "小麦"})) == "ABOVE_LIMIT"


class TestEditions:
    @pytest.mark.parametrize(
        ("day", "edition"),
        [
            (date(2017, 9, 17), "GB 2762-2017"),
            (date(2023, 6, 29), "GB 2762-2017"),
            (date(2023, 6, 30), "GB 2762-2022"),
            (date(2026, 9, 1), "GB 2762-2022"),
            (date(2026, 9, 2), "GB 2762-2025"),
        ],
    )
    def test_the_day_chooses_the_edition(self, day, edition):
        assert judged(result("cadmium", 0.1, GRAIN), on=day).results["edition"].to_list() == [edition]

    def test_by_sampling_day_a_result_is_judged_by_what_was_in_force_then(self):
        older = result("cadmium", 0.1, {**GRAIN, "sampled_on": date(2024, 9, 1)})
        undated = result("cadmium", 0.1, {**GRAIN, "sample": "S2"})
        found = assess(lab(older, undated), on=TODAY, options=AssessOptions(by_sampling_day=True))
        assert found.results["edition"].to_list() == ["GB 2762-2022", "GB 2762-2025"]

    @pytest.mark.parametrize(("year", "verdict"), [(2019, "ABOVE_LIMIT"), (2024, "WITHIN_LIMIT")])
    def test_lead_in_ginger_was_0_1_and_is_0_2(self, year, verdict):
        ginger = {**GRAIN, "crop_text": "生姜", "sampled_on": date(year, 9, 1)}
        found = assess(lab(result("lead", 0.15, ginger)), on=TODAY, options=AssessOptions(by_sampling_day=True))
        assert found.results["verdict"].to_list() == [verdict]

    def test_what_is_not_known_of_an_old_edition_is_undecided_never_without_a_limit(self):
        assert judged(result("inorganic_arsenic", 0.1, GRAIN), on=date(2019, 9, 1)).left_out["reason"].to_list() == [
            "not_verified"
        ]

    def test_before_the_first_edition_nothing_is_compared(self):
        assert why_not(result("cadmium", 0.1, GRAIN), on=date(2010, 1, 1)) == "no_edition_in_force"
