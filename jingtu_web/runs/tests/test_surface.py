"""Maps of contents: what is kriged, which limits apply, the categories that follow, where to sample next."""

import numpy as np
import polars as pl
import pytest

from jingtu.problems import Refused
from jingtu_web.registers.samples.tests.frames import result
from jingtu_web.runs.tests.made import answer, codes, field, rows

UNKNOWN_PH = {"ph": None}
UNEVEN = pl.int_range(pl.len()) * 7 % 11 / 1e3  # no two neighbours alike


def ends(outcome, layer: str) -> tuple[float, float]:
    """The mean of a layer over the western and the eastern quarter."""
    surface, table = outcome.surface, outcome.tables["surface"]
    column = pl.Series(range(len(table))) % surface.width
    east = table.filter(column > 0.75 * surface.width)[layer].mean()
    return table.filter(column < 0.25 * surface.width)[layer].mean(), east


def remarks(outcome) -> list[str]:
    return [remark.code for remark in outcome.remarks]


def layers(outcome) -> list[str]:
    return [layer for layer, _ in outcome.surface.layers]


def richer(times: float, number: int = 36, **other) -> pl.DataFrame:
    return field(number, **other).with_columns(value=pl.col("value") * times)


class TestSurface:
    def test_the_map_honours_the_trend_and_every_cell_is_told_of(self):
        outcome, facts = answer("surface", field(36), cell=100.0)
        surface, table = outcome.surface, outcome.tables["surface"]
        assert surface.crs == "EPSG:4546", "111° is the central meridian of the zone around 112.06°"
        assert len(table) == surface.width * surface.height
        inside = table.drop_nulls()
        assert 0.02 < inside["estimate"].min() < 0.15
        assert 0.3 < inside["estimate"].max() < 0.5
        assert inside["deviation"].min() >= 0
        assert facts["points"] == 36

    def test_the_probability_of_exceeding_rises_to_the_east(self):
        outcome, facts = answer("surface", field(36), cell=100.0, limit=0.25)
        assert facts["compared_typed"] == 0.25
        west, east = ends(outcome, "probability_typed")
        assert west < 0.1
        assert east > 0.9

    def test_zeros_have_no_logarithm(self):
        with pytest.raises(Refused) as refused:
            answer("surface", field(24, value=0.0, operator=""))
        assert codes(refused) == ["runs.not_positive"]

    def test_logarithms_give_a_lower_map_of_skewed_results(self):
        skewed = field(36).with_columns(value=pl.col("value") ** 3 * 100)
        medians, _ = answer("surface", skewed, cell=100.0, scale="log")
        means, _ = answer("surface", skewed, cell=100.0, scale="plain")
        assert medians.tables["surface"]["estimate"].mean() < means.tables["surface"]["estimate"].mean()

    def test_ten_points_are_needed(self):
        with pytest.raises(Refused) as refused:
            answer("surface", field(9))
        assert codes(refused)[-1] == "runs.too_few_located"

    def test_without_coordinates_it_is_refused_in_words(self):
        with pytest.raises(Refused) as refused:
            answer("surface", field(24, lon=None, lat=None))
        assert codes(refused) == ["runs.not_located", "runs.too_few_located"]

    def test_a_point_with_a_digit_missing_is_left_out_and_named(self):
        outcome, facts = answer("surface", pl.concat([field(24), rows(result("WC-9", lon=12.06))]))
        assert facts["points"] == 24
        [far] = [remark for remark in outcome.remarks if remark.code == "runs.far_away"]
        assert far.values == {"count": 1, "points": "WC-9"}

    def test_a_grid_too_fine_is_refused(self):
        with pytest.raises(Refused) as refused:
            answer("surface", field(24), cell=1.0)
        assert codes(refused) == ["runs.grid_too_fine"]

    def test_directions_are_fitted_where_asked_for(self):
        outcome, facts = answer("surface", field(36), cell=100.0, anisotropy="fitted")
        assert 0 <= facts["azimuth"] < 180
        assert 0 < facts["axis_ratio"] < 1
        assert set(outcome.tables["variogram"]["direction"]) == {0.0, 45.0, 90.0, 135.0}
        [chart] = outcome.charts
        assert chart["across"][-1][1] > chart["model"][-1][1], "less alike across the longest reach"
        alike, _ = answer("surface", field(36), cell=100.0)
        assert "across" not in alike.charts[0]


class TestLimits:
    def test_each_result_is_compared_with_the_limits_of_its_own_ph(self):
        outcome, facts = answer("surface", richer(2), cell=100.0)
        assert (facts["compared_screening"], facts["compared_intervention"]) == (0.4, 2.0), "paddy, pH 6.0"
        assert outcome.editions == ("GB 15618-2018",)
        lines = outcome.tables["limits"]
        assert lines.select("kind", "value", "edition", "results").rows() == [
            ("screening", 0.4, "GB 15618-2018", 36),
            ("intervention", 2.0, "GB 15618-2018", 36),
        ]

    def test_each_value_is_cited_where_it_is_printed_and_listed_once(self):
        """A result above the intervention value has its verdict from table 3, and its screening value from table 1."""
        outcome, _ = answer("surface", richer(8), cell=100.0)
        assert "category" in layers(outcome)
        lines = outcome.tables["limits"].select("kind", "value", "cite_zh", "cite_en", "mark", "results")
        assert lines.rows() == [
            ("screening", 0.4, "GB 15618-2018 表1 第1项", "GB 15618-2018, table 1, no. 1", "double_checked", 36),
            ("intervention", 2.0, "GB 15618-2018 表3 第1项", "GB 15618-2018, table 3, no. 1", "double_checked", 36),
        ]

    def test_limits_that_differ_by_ph_are_all_listed_and_each_decides_its_own(self):
        # All alike at 0.5 mg/kg: above the 0.4 of pH 6.0, within the 0.6 of pH 7.0 (paddy, GB 15618 table 1).
        acid = pl.int_range(pl.len()) % 6 < 3
        frame = richer(1).with_columns(
            value=0.5 + UNEVEN,
            operator=pl.lit(None, pl.String),
            ph=pl.when(acid).then(6.0).otherwise(7.0),
        )
        outcome, facts = answer("surface", frame, cell=100.0)
        assert facts["compared_screening"] == "0.4–0.6"
        west, east = ends(outcome, "probability_screening")
        assert west > 0.9
        assert east < 0.1

    def test_one_limit_makes_two_categories(self):
        outcome, facts = answer("surface", richer(1, medium="crop", crop_text="稻谷"), cell=100.0)
        assert facts["compared_limit"] == 0.2, "rice in the husk, GB 2762-2025 table 2"
        assert outcome.surface.classes == ("within_limit", "above_limit")
        assert outcome.tables["limits"]["cite_zh"].to_list() == ["GB 2762-2025 表2（稻谷）"]

    def test_without_ph_no_limit_applies_and_none_is_assumed(self):
        outcome, facts = answer("surface", richer(2, **UNKNOWN_PH), cell=100.0)
        assert "runs.no_limit_on_map" in remarks(outcome)
        assert layers(outcome) == ["estimate", "deviation"]
        assert not {"limits", "categories", "next_places"} & set(outcome.tables)
        assert "compared_screening" not in facts

    def test_results_without_a_limit_are_counted_and_leave_the_others_their_map(self):
        frame = richer(2).with_columns(ph=pl.when(pl.int_range(pl.len()) == 0).then(None).otherwise(6.0))
        outcome, _ = answer("surface", frame, cell=100.0)
        [left] = [remark for remark in outcome.remarks if remark.code == "runs.no_own_limit"]
        assert left.values == {"count": 1}
        assert "category" in layers(outcome)

    def test_a_value_typed_is_shown_as_typed_and_names_no_standard(self):
        outcome, facts = answer("surface", field(36), cell=100.0, limit=0.25)
        assert outcome.editions == ()
        assert outcome.tables["limits"].select("kind", "edition", "cite_zh").rows() == [("typed", None, None)]
        assert "compared_screening" not in facts

    def test_a_higher_value_alone_or_below_the_other_is_refused(self):
        with pytest.raises(Refused) as refused:
            answer("surface", field(36), limit_upper=0.3)
        assert codes(refused) == ["runs.upper_alone"]
        with pytest.raises(Refused) as refused:
            answer("surface", field(36), limit=0.3, limit_upper=0.3)
        assert codes(refused) == ["runs.limits_fall"]

    def test_limits_come_in_the_unit_of_the_results(self):
        frame = richer(2000, unit="ug/kg").with_columns(detection_limit=pl.col("detection_limit") * 1000)
        _, facts = answer("surface", frame, cell=100.0)
        assert facts["compared_screening"] == 400.0

    def test_where_some_results_have_no_intervention_value_there_are_two_categories(self):
        # Copper has an intervention value on development land and none on farmland.
        land = pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("paddy")).otherwise(pl.lit("residential"))
        frame = richer(300, substance="copper").with_columns(land_use=land)
        outcome, facts = answer("surface", frame, cell=100.0)
        assert "compared_intervention" not in facts
        assert set(outcome.tables["limits"]["kind"]) == {"screening"}


class TestCategories:
    THREE = {"cell": 100.0, "limit": 0.2, "limit_upper": 0.3}

    def test_three_categories_rise_to_the_east_and_their_risks_fit_them(self):
        outcome, _ = answer("surface", field(36), **self.THREE)
        assert outcome.surface.classes == ("within_typed", "between_typed", "above_typed_upper")
        west, east = ends(outcome, "category")
        assert west < 0.2
        assert east > 1.8
        inside = outcome.tables["surface"].drop_nulls()
        assert set(inside["category"]) == {0.0, 1.0, 2.0}
        exceeding = inside.select("probability_typed", "probability_typed_upper").to_numpy()
        assert (exceeding[:, 0] >= exceeding[:, 1] - 1e-9).all()
        assert np.array_equal((exceeding > 0.5).sum(axis=1), inside["category"].to_numpy())
        best = inside.filter(pl.col("category") == 0)
        assert best["too_bad"].to_list() == pytest.approx([0.0] * len(best)), "nothing is better than the best"
        assert best["too_good"].to_list() == pytest.approx(best["probability_typed"].to_list())
        assert inside["wrong"].to_list() == pytest.approx((inside["too_good"] + inside["too_bad"]).to_list())

    def test_areas_add_up_to_the_cells_inside(self):
        outcome, _ = answer("surface", field(36), **self.THREE)
        areas, inside = outcome.tables["categories"], outcome.tables["surface"].drop_nulls()
        assert areas["area"].sum() == pytest.approx(len(inside)), "cells of 100 m are one hectare"
        assert areas["portion"].sum() == pytest.approx(1)
        assert areas["category"].to_list() == ["within_typed", "between_typed", "above_typed_upper"]

    def test_a_careful_threshold_calls_less_land_good(self):
        usual, _ = answer("surface", field(36), cell=100.0, limit=0.25)
        careful, _ = answer("surface", field(36), cell=100.0, limit=0.25, threshold=0.2)
        good = [one.tables["categories"].filter(category="within_typed")["area"][0] for one in (usual, careful)]
        assert good[1] < good[0]

    def test_a_limit_that_nothing_exceeds_has_no_map_and_is_said(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=9.0)
        assert layers(outcome) == ["estimate", "deviation"]
        assert "runs.exceeded_nowhere" in remarks(outcome)
        assert "next_places" not in outcome.tables

    def test_a_limit_that_everything_exceeds_has_no_map_and_is_said(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=0.01)
        assert layers(outcome) == ["estimate", "deviation"]
        [told] = [remark for remark in outcome.remarks if remark.code == "runs.exceeded_everywhere"]
        assert told.values["count"] == 31, "36 less 5 non-detects at 0.05, of which nothing is known about 0.01"
        assert "填写的比较值" in told.what("zh")

    def test_an_intervention_value_that_nothing_exceeds_leaves_two_categories(self):
        outcome, _ = answer("surface", richer(2), cell=100.0)
        assert outcome.surface.classes == ("within_screening", "above_screening")
        [told] = [remark for remark in outcome.remarks if remark.code == "runs.exceeded_nowhere"]
        assert told.values["limit_en"] == "the intervention value"

    def test_nothing_detected_has_no_category(self):
        hidden = {"value": None, "operator": "<", "detection_limit": 0.05, "text": "ND"}
        frame = field(36, **hidden).with_columns(detection_limit=0.04 + UNEVEN)
        below, _ = answer("surface", frame, cell=100.0, limit=0.25)
        assert "runs.exceeded_nowhere" in remarks(below)
        unknown, _ = answer("surface", frame, cell=100.0, limit=0.01)
        assert "runs.too_few_decided" in remarks(unknown)
        assert "category" not in layers(below) + layers(unknown)

    def test_results_at_one_place_count_once_with_the_strictest_of_their_limits(self):
        # Two depths at every place, both at 0.5 mg/kg: above the 0.4 of pH 6.0, within the 0.6 of pH 7.0.
        level = {"value": 0.5, "operator": None}
        deep = field(36, ph=7.0, **level).with_columns(value=0.5 + UNEVEN)
        outcome, _ = answer("surface", pl.concat([field(36, **level), deep]), cell=100.0)
        [told] = [remark for remark in outcome.remarks if remark.code == "runs.exceeded_everywhere"]
        assert told.values["count"] == 36


class TestNextPlaces:
    def test_as_many_as_asked_for_each_with_coordinates_and_reason(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=0.25, next=3)
        places = outcome.tables["next_places"]
        assert places["number"].to_list() == [1, 2, 3]
        assert set(places["why"]) == {"unsure_typed"}
        assert places["lon"].is_between(112.04, 112.08).all()
        assert places["lat"].is_between(30.04, 30.08).all()
        cells = outcome.tables["surface"].select("east", "north").rows()
        assert set(places.select("east", "north").rows()) <= set(cells)

    def test_the_first_is_where_exceeding_is_about_as_likely_as_not(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=0.25)
        first = outcome.tables["next_places"]["probability_typed"][0]
        assert first == pytest.approx(0.5, abs=0.05)

    def test_none_lies_beside_a_sample(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=0.25, next=20)
        assert outcome.tables["next_places"]["nearest"].min() >= 0.5 * 480, "points lie 482 m apart in longitude"

    def test_none_are_proposed_where_none_are_wanted(self):
        outcome, _ = answer("surface", field(36), cell=100.0, limit=0.25, next=0)
        assert "next_places" not in outcome.tables

    def test_where_neighbours_tell_nothing_none_is_proposed_and_it_is_said(self):
        rng = np.random.default_rng(3)
        mixed = field(36, operator=None).with_columns(value=pl.Series(rng.permutation([0.1, 0.9] * 18)))
        outcome, _ = answer("surface", mixed, cell=100.0, limit=0.25)
        assert {"runs.exceeding_unrelated", "runs.no_next_places"} <= set(remarks(outcome))
        assert "next_places" not in outcome.tables
