"""Measures proposed by category, metals, pH, land use and crop."""

import pytest

from jingtu.assessment.farmland.measures import FIT_OF, Fit, Ground, Situation, crop_codes, measures, proposals
from jingtu.standards.crops import CROPS

CD_PADDY = {"class_": 2, "above": ("cadmium",), "ph": 5.2, "land_use": "paddy", "crops": ("paddy",)}


def fits(**of):
    return {one.measure.code: one.fit for one in proposals(Situation(**of))}


def grounds(code, **of):
    return next(one.grounds for one in proposals(Situation(**of)) if one.measure.code == code)


class TestByCategory:
    def test_priority_land_is_protected_and_nothing_else(self):
        offered = [code for code, fit in fits(class_=1).items() if fit is Fit.OFFERED]
        assert offered == ["PROTECT"]

    def test_strict_land_is_never_offered_a_safe_use_measure(self):
        found = proposals(Situation(class_=3, above=("cadmium",), ph=5.0, land_use="paddy", crops=("paddy",)))
        assert {one.measure.counts_as for one in found if one.fit is Fit.OFFERED} == {
            "strict_control",
            "remediation",
            "out_of_scope",
        }

    def test_the_cheapest_comes_first(self):
        assert next(iter(fits(**CD_PADDY))) == "LOWVAR"

    @pytest.mark.parametrize(
        ("code", "class_", "counts"), [("NONFARM", 2, False), ("FALLOW", 2, False), ("FALLOW", 3, True)]
    )
    def test_what_does_not_count_in_the_safe_use_rate_says_so(self, code, class_, counts):
        found = grounds(code, **CD_PADDY | {"class_": class_})
        assert (Ground.NOT_COUNTED not in found) is counts


class TestByMetal:
    def test_liming_is_no_answer_to_mercury(self):
        assert fits(**CD_PADDY | {"above": ("mercury",)})["LIME"] is Fit.UNFIT
        assert grounds("LIME", **CD_PADDY | {"above": ("mercury",)}) == (Ground.NOT_FOR_METALS,)

    @pytest.mark.parametrize("code", ["WATER", "LIME", "VIP"])
    def test_with_arsenic_above_screening_water_and_lime_are_never_offered_alone(self, code):
        assert fits(**CD_PADDY)[code] is Fit.OFFERED
        assert fits(**CD_PADDY | {"above": ("cadmium", "arsenic")})[code] is Fit.WITH_OTHERS
        assert Ground.RAISES_ARSENIC in grounds(code, **CD_PADDY | {"above": ("cadmium", "arsenic")})


class TestByPlace:
    @pytest.mark.parametrize(("ph", "fit"), [(6.5, Fit.OFFERED), (6.51, Fit.UNFIT), (None, Fit.OPEN)])
    def test_lime_is_for_acid_soil(self, ph, fit):
        assert fits(**CD_PADDY | {"ph": ph})["LIME"] is fit

    @pytest.mark.parametrize(
        ("use", "fit"), [("paddy", Fit.OFFERED), ("rotation", Fit.OFFERED), ("dryland", Fit.UNFIT), ("", Fit.OPEN)]
    )
    def test_water_is_for_paddies(self, use, fit):
        assert fits(**CD_PADDY | {"land_use": use})["WATER"] is fit


class TestByCrop:
    @pytest.mark.parametrize(
        ("crops", "fit"),
        [(("paddy",), Fit.OFFERED), (("wheat", "maize"), Fit.OFFERED), (("maize",), Fit.UNFIT), (None, Fit.OPEN)],
    )
    def test_the_foliar_barrier_is_for_rice_and_wheat(self, crops, fit):
        assert fits(**CD_PADDY | {"crops": crops})["FOLIAR"] is fit

    def test_crops_are_read_from_the_list_of_units(self):
        assert crop_codes("水稻、红薯，某草") == ("paddy", "veg_tuber", "某草")
        assert crop_codes(" ") is None


class TestTable:
    def test_every_ground_has_its_fit(self):
        assert set(FIT_OF) == set(Ground)

    def test_every_measure_says_where_with_what_caution_and_from_which_source_in_both_languages(self):
        for one in measures():
            assert all(one.texts.values()), one.code
            assert one.mark in ("read", "partial"), one.code

    def test_crops_are_known(self):
        codes = {crop.code for crop in CROPS}
        assert all(one.crops <= codes for one in measures())
