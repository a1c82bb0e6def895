"""Pollution indices: what must hold, the printed vectors, the grades at their edges, what is refused."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jingtu.science import indices
from jingtu.science.indices import BadConcentrations, BadReference
from jingtu.science.indices_grades import grade_tables, graded, toxic_responses
from jingtu.substances import SUBSTANCES

contents = arrays(np.float64, (4, 3), elements=st.floats(0.01, 1e4))
backgrounds = arrays(np.float64, 3, elements=st.floats(0.01, 1e4))
scales = st.floats(1e-3, 1e3)


class TestWhatMustHold:
    @given(contents, backgrounds, scales)
    def test_another_unit_changes_no_index(self, c, b, scale):
        for index in (indices.single_factor, indices.geo_accumulation):
            assert np.allclose(index(c * scale, b * scale), index(c, b), rtol=1e-9, atol=1e-9)

    @given(contents, backgrounds)
    def test_a_table_is_what_its_rows_are(self, c, b):
        table = indices.single_factor(c, b)
        assert np.array_equal(table, [indices.single_factor(row, b) for row in c])
        assert np.allclose(indices.nemerow(table), [indices.nemerow(row) for row in table])
        assert np.allclose(indices.pollution_load(table), [indices.pollution_load(row) for row in table])

    @given(contents, backgrounds)
    def test_nemerow_lies_between_mean_and_maximum(self, c, b):
        p = indices.single_factor(c, b)
        found = indices.nemerow(p)
        assert np.all(found >= p.mean(axis=1) * (1 - 1e-12))
        assert np.all(found <= p.max(axis=1) * (1 + 1e-12))

    @given(contents, backgrounds)
    def test_doubling_the_content_raises_geo_accumulation_by_one(self, c, b):
        assert np.allclose(indices.geo_accumulation(2 * c, b) - indices.geo_accumulation(c, b), 1)

    @given(contents, backgrounds)
    def test_the_risk_index_is_linear_in_the_content(self, c, b):
        once = indices.risk_index(indices.ecological_risk(c, b, [40, 30, 10]))
        twice = indices.risk_index(indices.ecological_risk(2 * c, b, [40, 30, 10]))
        assert np.allclose(twice, 2 * once)

    @given(contents, backgrounds, arrays(np.float64, 4, elements=st.floats(0.1, 100)))
    def test_enrichment_beside_the_background_ratio_is_the_factor(self, c, b, element):
        found = indices.enrichment(c, element, b, 2.0)
        assert np.allclose(found * element[:, None] / 2.0, indices.single_factor(c, b))

    def test_the_background_itself_is_one_times_the_background(self):
        b = [0.097, 26.0]
        assert indices.single_factor(b, b).tolist() == [1, 1]
        assert float(indices.pollution_load([1.0, 1.0])) == 1
        assert indices.geo_accumulation(b, b).tolist() == pytest.approx([-0.5849625, -0.5849625])


class TestGroundwater:
    @pytest.mark.parametrize(
        ("classes", "score"), [([1], 0.0), ([5, 5], 10.0), ([1, 2], 0.7905694), ([2, 3], 2.5495098)]
    )
    def test_score_of_1993(self, classes, score):
        assert float(indices.groundwater_score_1993(classes)) == pytest.approx(score)

    def test_the_worst_item_gives_the_class(self):
        assert indices.groundwater_class([[1, 2], [5, 1]]).tolist() == [2, 5]

    @pytest.mark.parametrize("wrong", [[0], [6], [1.5]])
    def test_a_number_that_is_no_class_is_refused(self, wrong):
        with pytest.raises(BadConcentrations, match="no class"):
            indices.groundwater_score_1993(wrong)


class TestGrades:
    """A value at a break falls where the source puts it."""

    @pytest.mark.parametrize(
        ("index", "value", "zh"),
        [
            ("single_factor", 1, "无污染"),
            ("single_factor", 1.001, "轻微污染"),
            ("single_factor", 5, "中度污染"),
            ("single_factor", 5.001, "重度污染"),
            ("nemerow", 0.7, "清洁（安全）"),
            ("nemerow", 0.701, "尚清洁（警戒限）"),
            ("nemerow", 1, "尚清洁（警戒限）"),
            ("nemerow", 2, "轻度污染"),
            ("nemerow", 3, "中度污染"),
            ("nemerow", 3.001, "重污染"),
            ("ecological_risk", 39.99, "低（轻微）"),
            ("ecological_risk", 40, "中等"),
            ("ecological_risk", 320, "极强"),
            ("risk_index", 149.9, "低（轻微）"),
            ("risk_index", 150, "中等"),
            ("risk_index", 600, "很强"),
            ("pollution_load", 1, "无污染"),
            ("enrichment", 2, "中度富集"),
            ("accumulation", 1.5, "无明显累积"),
            ("accumulation", 1.51, "轻度累积"),
            ("contamination_factor", 1, "中等"),
            ("groundwater_score_1993", 0.79, "优良"),
            ("groundwater_score_1993", 0.8, "良好"),
            ("groundwater_score_1993", 2.5, "较好"),
            ("groundwater_score_1993", 4.25, "较差"),
            ("groundwater_score_1993", 7.2, "较差"),
            ("groundwater_score_1993", 7.21, "极差"),
        ],
    )
    def test_break(self, index, value, zh):
        assert grade_tables()[index][int(graded(index, value))].zh == zh

    @pytest.mark.parametrize(("value", "grade"), [(-3, 0), (0, 0), (0.01, 1), (1, 1), (5, 5), (5.01, 6)])
    def test_geo_accumulation_has_seven_classes_from_0(self, value, grade):
        assert grade_tables()["geo_accumulation"][int(graded("geo_accumulation", value))].number == grade

    @pytest.mark.parametrize(("value", "zh"), [(0.3 / 0.1, "较高"), (0.1 * 3, "低")])
    def test_rounding_never_decides_at_a_break(self, value, zh):
        assert grade_tables()["contamination_factor"][int(graded("contamination_factor", value))].zh == zh

    def test_the_breaks_of_the_risk_index_move_with_the_factors(self):
        assert int(graded("risk_index", 120.0)) == 0
        assert int(graded("risk_index", 120.0, scale=98 / 133)) == 1

    @pytest.mark.parametrize("index", grade_tables())
    def test_grades_rise_and_only_the_last_is_without_end(self, index):
        ends = [grade.up_to for grade in grade_tables()[index]]
        assert ends[-1] is None
        assert ends[:-1] == sorted(ends[:-1])
        assert all(grade.source_zh and grade.mark in ("read", "memory_only") for grade in grade_tables()[index])

    def test_the_factors_of_the_first_eight_add_up_to_133(self):
        eight = ("pcb_total", "mercury", "cadmium", "arsenic", "copper", "lead", "chromium", "zinc")
        assert sum(toxic_responses()[key].factor for key in eight) == 133

    def test_every_factor_is_of_a_known_substance(self):
        assert set(toxic_responses()) <= set(SUBSTANCES)


class TestRefused:
    """Nothing returns a silent NaN."""

    @pytest.mark.parametrize("bad", [[np.nan], [np.inf], [-1.0], ["ND"], []])
    def test_bad_concentrations(self, bad):
        with pytest.raises(BadConcentrations):
            indices.single_factor(bad, 1.0)

    @pytest.mark.parametrize("index", [indices.geo_accumulation, lambda c, b: indices.pollution_load(c)])
    def test_zero_where_logarithms_are_taken(self, index):
        with pytest.raises(BadConcentrations, match="half its detection limit"):
            index([1.0, 0.0], 1.0)

    @pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, [1.0, 2.0, 3.0], [1.0, np.nan]])
    def test_bad_reference(self, bad):
        with pytest.raises(BadReference):
            indices.single_factor([[1.0, 2.0]], bad)

    def test_the_place_is_named(self):
        with pytest.raises(BadConcentrations, match="2, 1"):
            indices.single_factor([[1.0, 2.0], [-3.0, 1.0]], 1.0)

    def test_a_reference_element_for_every_sample(self):
        with pytest.raises(BadConcentrations, match="sample by sample"):
            indices.enrichment([[1.0], [2.0]], [1.0], 1.0, 1.0)

    def test_pairs_of_one_shape(self):
        with pytest.raises(BadConcentrations, match="Pair them"):
            indices.bioconcentration([1.0], [1.0, 2.0])

    def test_the_place_of_a_bad_reference_is_named(self):
        with pytest.raises(BadReference, match="2"):
            indices.single_factor([[1.0, 3.0, 5.0]], [1.0, -7.0, 1.0])

    @pytest.mark.parametrize("values", [[np.nan], [0.5, np.nan], [0.5, np.inf, 0.9]])
    def test_grades_of_what_is_no_number(self, values):
        with pytest.raises(BadConcentrations):
            graded("nemerow", values)

    @pytest.mark.parametrize("scale", [0.0, -1.0, np.nan, np.inf])
    def test_breaks_times_what_is_no_scale(self, scale):
        with pytest.raises(BadReference):
            graded("risk_index", [100.0], scale=scale)


class TestVectors:
    def test_fex_10(self, shared):
        [row] = (
            pl.read_csv(shared / "domain" / "farmland_examples.csv").filter(pl.col("vector_id") == "FEX-10").to_dicts()
        )
        given_, want = json.loads(row["inputs_json"]), json.loads(row["expected_json"])
        names = list(given_["C"])
        c, s, b, t = ([given_[kind][name] for name in names] for kind in "CSBT")
        p = indices.single_factor(c, s)
        assert p.tolist() == pytest.approx([want["P"][name] for name in names], abs=1e-3)
        assert float(indices.nemerow(p)) == pytest.approx(want["nemerow"], abs=1e-4)
        assert grade_tables()["nemerow"][int(graded("nemerow", indices.nemerow(p)))].zh == want["nemerow_grade"]
        igeo = indices.geo_accumulation(c, b, k=given_["k"])
        assert igeo.tolist() == pytest.approx([want["Igeo"][name] for name in names], abs=1e-4)
        risks = indices.ecological_risk(c, b, t)
        assert risks.tolist() == pytest.approx([want["Er"][name] for name in names], abs=1e-3)
        assert float(indices.risk_index(risks)) == pytest.approx(want["RI"], abs=1e-3)
        assert (
            grade_tables()["risk_index"][int(graded("risk_index", indices.risk_index(risks)))].zh
            == want["RI_grade_standard"]
        )
        assert float(indices.pollution_load(indices.single_factor(c, b))) == pytest.approx(want["PLI"], abs=1e-4)
