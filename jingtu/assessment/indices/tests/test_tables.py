"""Contents as one table, and the indices of it: gaps named, units brought together, grades by group."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from jingtu.assessment.indices.backgrounds import Reference, background_sets, chosen_set
from jingtu.assessment.indices.contents import contents, with_limits
from jingtu.assessment.indices.groundwater import groundwater
from jingtu.assessment.indices.pairs import pairs
from jingtu.assessment.indices.study import lacking, study
from jingtu.assessment.indices.tables import Chosen, by_group, index_tables
from jingtu.assessment.tests.lab import GRAIN, PADDY, SOIL, WATER, lab, result
from jingtu.problems import Refused

ON = date(2026, 11, 22)
BACKGROUND = {"cadmium": "0.1", "lead": "25", "zinc": "70"}


def chosen(values=None, **how):
    given = {key: Reference(Decimal(value), "测试", "test") for key, value in (values or BACKGROUND).items()}
    return Chosen(backgrounds=given, against_limits=how.pop("against_limits", False), **how)


def sample(name, of=SOIL, **values):
    return [result(key, value, {**of, "sample": name}) for key, value in values.items()]


def tables(*rows, how=None):
    how = how or chosen()
    of = contents(lab(*rows), "soil", how.substances + ((how.element,) if how.element else ()))
    return of, index_tables(of, how)


def values(*rows):
    return contents(lab(*rows), "soil", tuple(BACKGROUND)).values.select("substance", "value", "substituted").rows()


class TestContents:
    def test_units_are_brought_together(self):
        row = {**SOIL, "unit": "ug/kg"}
        assert values(result("cadmium", 250, row)) == [("cadmium", 0.25, False)]

    def test_a_non_detect_counts_with_half_its_limit(self):
        assert values(result("cadmium", "<0.02")) == [("cadmium", 0.01, True)]

    def test_a_substance_measured_twice_counts_with_its_mean(self):
        assert values(result("cadmium", 0.1), result("cadmium", 0.3)) == [("cadmium", 0.2, False)]

    @pytest.mark.parametrize(
        ("text", "of", "why"),
        [
            ("ND", SOIL, "no_detection_limit"),
            (">5", SOIL, "lower_bound"),
            (0, SOIL, "not_positive"),
            (1, {**SOIL, "unit": "mg/L"}, "unit"),
            (1, {**SOIL, "unit": None}, "unit"),
        ],
    )
    def test_what_is_no_content_is_listed_with_the_reason(self, text, of, why):
        found = contents(lab(result("cadmium", text, of)), "soil", ["cadmium"])
        assert found.values.is_empty()
        assert found.unusable["why"].to_list() == [why]

    def test_each_content_finds_the_limit_of_its_ph_and_land_use(self):
        rows = lab(*sample("A", PADDY, cadmium=0.5), *sample("B", {**PADDY, "ph": 8.0}, cadmium=0.5))
        found = with_limits(contents(rows, "soil", ["cadmium"]), rows, on=ON)
        assert found.values["limit"].to_list() == [0.4, 0.8]

    def test_without_ph_there_is_no_limit(self):
        rows = lab(*sample("A", {**PADDY, "ph": None}, cadmium=0.5))
        assert with_limits(contents(rows, "soil", ["cadmium"]), rows, on=ON).values["limit"].to_list() == [None]


class TestIndices:
    def test_of_a_whole_sample(self):
        _, found = tables(*sample("A", cadmium=0.3, lead=50, zinc=70))
        [row] = found.by_sample.to_dicts()
        assert row["nemerow"] == pytest.approx((((3 + 2 + 1) / 3) ** 2 / 2 + 3**2 / 2) ** 0.5)
        assert row["pollution_load"] == pytest.approx(6 ** (1 / 3))
        assert row["risk_index"] == pytest.approx(30 * 3 + 5 * 2 + 1 * 1)
        assert (row["risk_index_grade"], row["missing"]) == (0, [])

    def test_a_sample_that_lacks_a_substance_has_no_index_over_several(self):
        _, found = tables(*sample("A", cadmium=0.3, lead=50, zinc=70), *sample("B", cadmium=0.3, lead=50))
        row = found.by_sample.to_dicts()[1]
        assert (row["nemerow"], row["risk_index"], row["pollution_load"]) == (None, None, None)
        assert row["missing"] == ["zinc"]
        assert found.by_substance.filter(pl.col("at") == 1)["contamination_factor"].to_list() == pytest.approx([3, 2])

    def test_a_substance_nobody_measured_is_left_out_for_all(self):
        _, found = tables(*sample("A", cadmium=0.3, lead=50))
        assert found.by_sample["missing"].to_list() == [[]]
        assert found.by_sample["risk_index"].to_list() == pytest.approx([100])

    def test_a_substance_without_a_toxic_factor_has_no_ecological_risk(self):
        _, found = tables(*sample("A", antimony=2, cadmium=0.3), how=chosen({"antimony": "1", "cadmium": "0.1"}))
        assert found.by_substance["ecological_risk"].to_list() == [None, pytest.approx(90)]
        assert found.by_sample["risk_index"].to_list() == pytest.approx([90])
        assert found.by_sample["pollution_load"].to_list() == pytest.approx([6**0.5])

    def test_pi_is_of_the_limit_where_asked(self):
        rows = lab(*sample("A", PADDY, cadmium=0.5, lead=50))
        found = study(rows, chosen({"cadmium": "0.1", "lead": "25"}, against_limits=True), on=ON)
        assert found.tables.by_substance["single_factor"].to_list() == [1.25, 0.5]
        assert found.tables.by_substance["contamination_factor"].to_list() == [5.0, 2.0]

    def test_a_substance_without_a_limit_is_named(self):
        rows = lab(*sample("A", PADDY, cadmium=0.5, antimony=1))
        found = study(rows, chosen({"cadmium": "0.1", "antimony": "1", "zinc": "70"}, against_limits=True), on=ON)
        assert lacking(found) == {"not_measured": ["zinc"], "without_limit": ["antimony"]}
        assert found.tables.by_sample["nemerow"].to_list() == [1.25]

    def test_breaks_of_the_risk_index_follow_the_substances_where_asked(self):
        _, found = tables(*sample("A", cadmium=0.3, lead=50, zinc=70), how=chosen(rescale=True))
        assert found.scale == pytest.approx(36 / 133)
        assert found.by_sample["risk_index_grade"].to_list() == [2]

    def test_enrichment_beside_the_reference_element(self):
        how = chosen({"cadmium": "0.1", "iron": "30000"}, element="iron")
        _, found = tables(*sample("A", cadmium=0.4, iron=15000), *sample("B", cadmium=0.4), how=how)
        assert found.by_substance["substance"].to_list() == ["cadmium", "cadmium"]
        assert found.by_substance["enrichment"].to_list() == [8.0, None]
        assert found.by_substance["enrichment_grade"].to_list() == [2, None]

    def test_nothing_at_all(self):
        of, found = tables()
        assert found.by_sample.is_empty()
        assert by_group(of, found, "place").is_empty()


class TestGroups:
    def test_mean_largest_and_shares_of_grades(self):
        town = {**SOIL, "place": "甲镇"}
        of, found = tables(*sample("A", town, cadmium=0.05), *sample("B", town, cadmium=0.35), *sample("C", cadmium=1))
        lines = by_group(of, found, "place").filter(pl.col("index") == "nemerow")
        [row] = lines.filter(pl.col("group") == "甲镇").to_dicts()
        assert (row["n"], row["mean"], row["max"]) == (2, pytest.approx(2.0), pytest.approx(3.5))
        assert row["shares"] == [0.5, 0, 0, 0, 0.5]
        assert lines["group"].to_list() == ["甲镇", None]


class TestBackgrounds:
    def test_a_published_set_carries_source_and_mark_of_each_value(self):
        found = chosen_set("china-arithmetic_mean")
        assert found.values["arsenic"].value == Decimal("11.2")
        assert found.values["arsenic"].mark == "double_checked"
        assert "全国" in found.values["arsenic"].source_zh
        assert not found.decides

    def test_unverified_sets_say_so_in_their_key(self):
        assert "henan-arithmetic_mean-unverified-a" in background_sets()
        assert not background_sets()["henan-arithmetic_mean-unverified-b"].decides

    def test_a_standard_deviation_is_no_background(self):
        assert not any("sd" in key.split("_") for key in background_sets())

    def test_an_unknown_set_is_refused_with_those_there_are(self):
        with pytest.raises(Refused, match="china-arithmetic_mean"):
            chosen_set("mars")


class TestGroundwater:
    def water(self, *rows):
        return groundwater(lab(*rows), on=ON).to_dicts()

    def test_the_worst_item_gives_the_class(self):
        # GB/T 14848: chloride 50, 150, 250, 350; sulphate the same.
        [row] = self.water(*sample("W", WATER, chloride=100, sulfate=300))
        assert (row["class"], row["drivers"]) == (4, ["sulfate"])
        assert row["score_1993"] == pytest.approx(((3.5**2 + 6**2) / 2) ** 0.5)
        assert row["score_grade"] == 3

    def test_equal_limits_take_the_better_class(self):
        [row] = self.water(*sample("W", WATER, cadmium=0.0001))
        assert row["class"] == 1

    def test_an_open_item_keeps_the_class_open(self):
        [row] = self.water(*sample("W", WATER, chloride=100, cadmium="<0.1"))
        assert (row["class"], row["undecided"], row["score_1993"]) == (None, ["cadmium"], None)

    def test_class_v_stands_whatever_else_is_open(self):
        [row] = self.water(*sample("W", WATER, chloride=400, cadmium="<0.1"))
        assert row["class"] == 5

    def test_bacteria_are_left_out_of_the_score(self):
        bacteria = result("total_coliforms", 500, {**WATER, "sample": "W", "unit": "MPN/100mL or CFU/100mL"})
        [row] = self.water(*sample("W", WATER, chloride=40), bacteria)
        assert (row["class"], row["score_1993"]) == (5, 0.0)


class TestBioconcentration:
    def test_crop_and_soil_of_one_point(self):
        soil_row, crop_row = {**SOIL, "point": "P"}, {**GRAIN, "point": "P"}
        rows = lab(*sample("S", soil_row, cadmium=0.5), *sample("N", crop_row, cadmium=0.1))
        found = pairs(contents(rows, "soil", ["cadmium"]), contents(rows, "crop", ["cadmium"]))
        assert found.select("point", "sample", "soil", "crop", "factor").rows() == [("P", "N", 0.5, 0.1, 0.2)]

    def test_points_without_a_code_are_not_paired(self):
        rows = lab(*sample("S", SOIL, cadmium=0.5), *sample("N", GRAIN, cadmium=0.1))
        assert pairs(contents(rows, "soil", ["cadmium"]), contents(rows, "crop", ["cadmium"])).is_empty()
