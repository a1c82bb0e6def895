"""Coverage, efficiency, growth and recovery."""

from fractions import Fraction

from jingtu.assessment.indicators import meets
from jingtu.assessment.indicators.tests.made import KG, MU, T, answer, missing
from jingtu.assessment.indicators.value import Answer


def at(place, year=2026, **facts):
    return {"place": place, "year": year, **facts}


class TestSoilTestCoverage:
    def test_crops_are_taken_together_by_area(self):
        rows = [
            at("140581", crop="wheat", tested_area=90 * MU, sown_area=100 * MU),
            at("140581", crop="maize", tested_area=270 * MU, sown_area=300 * MU),
        ]
        assert answer("soiltest_cover", "2026-11-22", soil_testing=rows).value.number == 90

    def test_more_tested_than_sown_is_an_error_and_no_result(self):
        rows = [at("140581", crop="wheat", tested_area=101 * MU, sown_area=100 * MU)]
        assert missing(answer("soiltest_cover", "2026-11-22", soil_testing=rows)) == {
            "above_all": ("140581 / 2026 / wheat",)
        }

    def test_nothing_sown_is_no_rate(self):
        rows = [at("140581", crop="wheat", tested_area=0, sown_area=0)]
        assert answer("soiltest_cover", "2026-11-22", soil_testing=rows).value.number is None


class TestGrowth:
    """Not above zero; use this year against the year before."""

    def use(self, before, now, product="FERTILISER"):
        return [at("140581", 2025, product=product, amount=before), at("140581", product=product, amount=now)]

    def test_the_same_amount_is_no_growth_and_meets_the_target(self):
        value = answer("fert_growth", "2026-12-31", input_use=self.use(80 * T, 80 * T)).value
        assert value.number == 0
        assert meets(value, "<=", 0) is Answer.MET

    def test_one_gram_more_is_growth(self):
        value = answer("fert_growth", "2026-12-31", input_use=self.use(80 * T, 80 * T + 1)).value
        assert value.shown(2) == "0.00"
        assert meets(value, "<=", 0) is Answer.NOT_MET

    def test_less_is_negative_growth(self):
        assert answer("fert_growth", "2026-12-31", input_use=self.use(80 * T, 76 * T)).value.number == -5

    def test_pesticide_is_counted_apart(self):
        rows = self.use(80 * T, 90 * T) + self.use(10 * T, 9 * T, "PESTICIDE")
        assert answer("pest_growth", "2026-12-31", input_use=rows).value.number == -10

    def test_a_year_before_that_is_not_there_is_missing(self):
        assert missing(answer("fert_growth", "2026-12-31", input_use=self.use(1, 2)[1:])) == {
            "amount_before": ("140581",)
        }

    def test_the_year_can_be_chosen(self):
        computed = answer("fert_growth", "2027-03-01", year=2026, input_use=self.use(10 * T, 11 * T))
        assert computed.value.number == 10


class TestEfficiency:
    def test_nutrients_are_weighted_by_area(self):
        # 100 mu at 40 %, 300 mu at 1/3: (100 · 0.4 + 300 / 3) / 400 = 35 %.
        rows = [
            at(
                "14",
                crop="rice",
                nutrient="N",
                area=100 * MU,
                uptake_with=50 * KG,
                uptake_without=10 * KG,
                applied=100 * KG,
            ),
            at(
                "14",
                crop="rice",
                nutrient="P",
                area=300 * MU,
                uptake_with=20 * KG,
                uptake_without=10 * KG,
                applied=30 * KG,
            ),
        ]
        value = answer("fert_eff", "2026-11-22", fertiliser_trials=rows).value
        assert value.number == 35
        assert isinstance(value.numerator, Fraction)

    def test_nothing_applied_has_no_efficiency(self):
        rows = [at("14", crop="rice", nutrient="N", area=MU, uptake_with=2, uptake_without=1, applied=0)]
        assert missing(answer("fert_eff", "2026-11-22", fertiliser_trials=rows)) == {
            "weighted": ("14 / 2026 / rice / N",)
        }

    def test_pesticide_on_target_over_applied(self):
        rows = [at("14", crop="rice", deposited=43, applied=100)]
        assert answer("pest_eff", "2026-11-22", pesticide_trials=rows).value.number == 43


class TestRecovery:
    def test_each_material_is_counted_by_itself(self):
        rows = [
            at("14", material="FILM", produced=100 * T, recovered=85 * T),
            at("14", material="MANURE", produced=200 * T, recovered=150 * T),
            at("14", material="STRAW", produced=50 * T, recovered=43 * T),
        ]
        found = {
            name: answer(name, "2026-11-22", recoveries=rows).value.number
            for name in ("film_recovery", "manure_reuse_rate", "straw_use")
        }
        assert found == {"film_recovery": 85, "manure_reuse_rate": 75, "straw_use": 86}

    def test_packaging_is_counted_in_pieces(self):
        rows = [
            at("14", material="PESTICIDE", produced=5, recovered=4),
            at("14", material="FERTILISER", produced=10, recovered=9),
        ]
        assert answer("pesticide_packaging", "2026-11-22", packages=rows).value.number == 80
        assert answer("fertilizer_packaging", "2026-11-22", packages=rows).value.number == 90

    def test_more_film_back_than_used_is_an_error_and_no_result(self):
        rows = [at("14", material="FILM", produced=T, recovered=T + 1)]
        assert missing(answer("film_recovery", "2026-11-22", recoveries=rows)) == {"above_all": ("14 / 2026 / FILM",)}

    def test_19_of_20_farms_have_facilities(self):
        farms = [at("14", farm_id=f"F{n}", facility_accepted=n > 0) for n in range(20)]
        assert answer("livestock_facility_rate", "2026-11-22", livestock_farms=farms).value.number == 95
