"""What no function of science lets through: text for numbers, settings out of range, sizes beyond every content."""

import numpy as np
import pytest

from jingtu.science import (
    description,
    distributions,
    exceedance,
    groups,
    indices,
    indices_grades,
    misclassification,
    next_places,
    normal_scores,
    pmf_table,
    sample_size,
    tracing,
    tracing_distance,
    trend,
)
from jingtu.science.bad_points import BadPoints
from jingtu.science.bad_values import BadSetting, NoSolution, NoVariation
from jingtu.science.nondetects import Sample
from jingtu.science.pmf_table import BadTable
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

TEXT = ["a", "b", "c"]
NUMBERS = [1.0, 2.0, 4.0]
PLACES = [[0, 0], [1, 0], [0, 1]]
MODEL = VariogramModel(0.1, (Structure(Shape.SPHERICAL, 1.0, 10.0),))


@pytest.mark.parametrize(
    ("refused", "call"),
    [
        (indices.BadConcentrations, lambda: indices.single_factor(TEXT, NUMBERS)),
        (indices.BadReference, lambda: indices.single_factor(NUMBERS, TEXT)),
        (indices.BadReference, lambda: indices.geo_accumulation(NUMBERS, TEXT)),
        (indices.BadReference, lambda: indices.ecological_risk(NUMBERS, NUMBERS, TEXT)),
        (indices.BadReference, lambda: indices.risk_scale(TEXT)),
        (indices.BadConcentrations, lambda: indices_grades.graded("nemerow", TEXT)),
        (BadPoints, lambda: exceedance.indicators(TEXT, NUMBERS, 1.0)),
        (BadPoints, lambda: exceedance.by_simulation([TEXT], [1.0])),
        (BadPoints, lambda: misclassification.category_of(TEXT, [1.0])),
        (BadPoints, lambda: misclassification.checked_probabilities([TEXT])),
        (BadPoints, lambda: next_places.next_places(PLACES, [[0.5]] * 3, model=MODEL, count=1, importance=TEXT)),
        (BadPoints, lambda: normal_scores.normal_scores(TEXT)),
        (BadPoints, lambda: normal_scores.normal_scores(NUMBERS).scores(TEXT)),
        (BadPoints, lambda: normal_scores.normal_scores(NUMBERS).values(TEXT)),
        (BadTable, lambda: pmf_table.signal_to_noise([TEXT], [NUMBERS])),
        (BadTable, lambda: pmf_table.strengths(TEXT)),
        (tracing.BadNumbers, lambda: tracing.above_zero(TEXT, 1)),
        (tracing.BadNumbers, lambda: tracing_distance.distances(TEXT, [0, 0])),
    ],
)
def test_text_for_numbers_is_refused_by_name_in_both_languages(refused, call):
    with pytest.raises(refused) as error:
        call()
    assert error.value.problem.code.endswith(".not_numbers")
    assert error.value.problem.text("zh") != error.value.problem.text("en")


class TestNothingIsSilentlyWrong:
    def test_a_ratio_that_is_missing_is_not_strong(self):
        with pytest.raises(BadTable):
            pmf_table.strengths([2.0, float("nan")])

    @pytest.mark.parametrize("limits", [[1.5, 0.3], [0.3, float("nan")], []])
    def test_categories_need_limits_that_rise(self, limits):
        with pytest.raises(BadPoints):
            misclassification.category_of([0.5], limits)

    @pytest.mark.parametrize(("first", "second"), [([5, 5, 5], [1, 2, 1, 2]), ([1.1, 1.2] * 2, [3.1, 3.3] * 3)])
    def test_spread_without_scatter_has_no_statistic(self, first, second):
        with pytest.raises(NoVariation, match="equally far"):
            groups.brown_forsythe(first, second)

    def test_one_group_with_scatter_is_enough(self):
        assert np.isfinite(groups.brown_forsythe([5, 5, 5], [1, 2, 4, 9]).statistic)

    @pytest.mark.parametrize("call", [indices.nemerow, indices.pollution_load, indices.risk_index])
    def test_one_number_is_no_row(self, call):
        with pytest.raises(indices.BadConcentrations):
            call(2.0)

    @pytest.mark.parametrize("value", [1e31, 1e-31])
    def test_contents_beyond_any_are_refused_before_they_overflow(self, value):
        with pytest.raises(indices.BadConcentrations):
            indices.nemerow([value, 1.0])
        with pytest.raises(indices.BadReference):
            indices.geo_accumulation([1.0], [value])

    @pytest.mark.parametrize("value", [1e30, 1e-30])
    def test_the_largest_and_smallest_still_give_numbers(self, value):
        assert np.isfinite(indices.nemerow([value, 1.0]))
        assert np.isfinite(indices.geo_accumulation([value], [1 / value])).all()


class TestSettings:
    @pytest.mark.parametrize("share", [0.0, 1.01, 2, float("nan")])
    def test_a_share_beyond_all_results(self, share):
        with pytest.raises(BadSetting):
            description.quantile(Sample.of(NUMBERS), share)

    def test_the_whole_is_the_largest(self):
        assert description.quantile(Sample.of(NUMBERS), 1.0) == 4

    def test_an_index_without_grades(self):
        with pytest.raises(indices.BadReference, match="nemerow"):
            indices_grades.graded("nothing", [1.0])

    def test_a_test_that_is_not_of_normality(self):
        with pytest.raises(BadSetting, match="shapiro_wilk"):
            distributions.lognormal_test([1, 2, 4], distributions.Name.KOLMOGOROV_SMIRNOV)

    def test_a_tail_of_a_part_of_a_result(self):
        with pytest.raises(BadSetting):
            groups.quantile_test([1, 2, 3], [4, 5, 6], 1.5)
        assert groups.quantile_test([1, 2, 3], [4, 5, 6], 2.0) == groups.quantile_test([1, 2, 3], [4, 5, 6], 2)

    def test_an_error_of_nothing(self):
        with pytest.raises(BadSetting):
            sample_size.for_share_within(0.5, 1e-300)

    def test_no_series_have_no_slope(self):
        with pytest.raises(NoSolution):
            trend.pooled_slope([], 0.95)
