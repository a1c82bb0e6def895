"""The probability of exceeding limits, and what categories made from it risk."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_points import BadModel, BadPoints
from jingtu.science.exceedance import by_indicators, by_normal_errors, by_simulation, in_order, indicators
from jingtu.science.kriging import EVERYTHING, Kriged, Neighbourhood
from jingtu.science.misclassification import UNDECIDED, categorise, category_of, judge
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

MODEL = VariogramModel(0.02, (Structure(Shape.SPHERICAL, 0.2, 6.0),))


class TestIndicators:
    """A result is an interval; it decides only on one side of the limit."""

    @pytest.mark.parametrize(
        ("low", "high", "decided", "above"),
        [
            (0.29, 0.29, True, 0.0),
            (0.30, 0.30, True, 0.0),  # equal is within
            (0.31, 0.31, True, 1.0),
            (0.0, 0.30, True, 0.0),  # <0.30
            (0.0, 0.31, False, 0.0),  # <0.31
            (0.31, np.inf, True, 1.0),  # >0.31
        ],
    )
    def test_against_a_limit_of_0_30(self, low, high, decided, above):
        found = indicators([low], [high], 0.30)
        assert (found.decided[0], found.above[0]) == (decided, above)

    @pytest.mark.parametrize(("low", "high"), [(0.4, 0.3), (np.nan, 0.3), (0.0, np.nan)])
    def test_impossible_intervals_are_refused(self, low, high):
        with pytest.raises(BadPoints, match="ends of results"):
            indicators([low], [high], 0.3)


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(3)
    return rng.random((80, 2)) * 10, rng.lognormal(0, 1, 80)


class TestByIndicators:
    def test_at_the_points_it_is_certain(self, survey):
        points, values = survey
        found = by_indicators(points, (values, values), limits=[1.0], nodes=points, models=[MODEL])
        assert found[:, 0] == pytest.approx((values > 1.0).astype(float), abs=1e-9)

    @given(seed=st.integers(0, 1000))
    @settings(max_examples=10, deadline=None)
    def test_it_lies_between_0_and_1_and_falls_with_the_limit(self, survey, seed):
        points, values = survey
        nodes = np.random.default_rng(seed).random((50, 2)) * 12
        models = [MODEL, VariogramModel(0.0, (Structure(Shape.MATERN_3_2, 0.2, 2.0),)), MODEL]
        found = by_indicators(points, (values, values), limits=[0.5, 1.0, 2.0], nodes=nodes, models=models)
        assert found.min() >= 0
        assert found.max() <= 1
        assert (np.diff(found, axis=1) <= 0).all()

    def test_a_non_detect_across_the_limit_is_left_out(self, survey):
        points, values = survey
        low, high = values.copy(), values.copy()
        low[:10], high[:10] = 0.0, 50.0
        nodes = [[5.0, 5.0], [1.0, 1.0]]
        found = by_indicators(points, (low, high), limits=[1.0], nodes=nodes, models=[MODEL])
        rest = by_indicators(points[10:], (values[10:], values[10:]), limits=[1.0], nodes=nodes, models=[MODEL])
        assert found == pytest.approx(rest)

    def test_a_node_without_neighbours_is_undecided(self, survey):
        points, values = survey
        found = by_indicators(
            points,
            (values, values),
            limits=[1.0, 2.0],
            nodes=[[900.0, 900.0], [5.0, 5.0]],
            models=[MODEL] * 2,
            neighbourhood=Neighbourhood(8, 1, 5.0),
        )
        assert np.isnan(found).tolist() == [[True, True], [False, False]]

    def test_too_few_decided_results_are_refused_with_the_limit(self, survey):
        points, values = survey
        with pytest.raises(BadPoints, match=r"Only 0 results are decided about the limit 1\.0"):
            by_indicators(points, (0 * values, 0 * values + 9), limits=[1.0], nodes=points, models=[MODEL])

    def test_each_limit_needs_its_model(self, survey):
        points, values = survey
        with pytest.raises(BadModel, match="1 models for 2 limits"):
            by_indicators(points, (values, values), limits=[1.0, 2.0], nodes=points, models=[MODEL])

    @pytest.mark.parametrize("limits", [[], [1.0, 1.0], [2.0, 1.0], [np.nan]])
    def test_limits_rise(self, limits):
        with pytest.raises(BadPoints, match="no limits"):
            by_simulation(np.zeros((2, 2)), limits)


class TestOrder:
    def test_both_corrections_are_averaged(self):
        # upwards: 0.4 0.4 0.1; downwards: 0.2 0.2 0.1
        assert in_order(np.array([[0.2, 0.4, 0.1]]))[0] == pytest.approx([0.3, 0.3, 0.1])

    def test_what_is_in_order_stays(self):
        assert in_order(np.array([[0.9, 0.5, 0.5, -0.1]]))[0] == pytest.approx([0.9, 0.5, 0.5, 0.0])


class TestByNormalErrors:
    def test_against_a_table_of_the_normal_distribution(self):
        kriged = Kriged(np.array([10.0, 10.0]), np.array([4.0, 4.0]), np.array([True, True]))
        # z = (10 - 10)/2, (10 - 12)/2, (10 - 13.28971)/2
        assert by_normal_errors(kriged, [10.0, 12.0, 13.28971])[0] == pytest.approx([0.5, 0.158655, 0.05], abs=1e-6)

    def test_without_an_error_it_is_certain_and_equal_is_within(self):
        kriged = Kriged(np.array([0.3, 0.31]), np.zeros(2), np.array([True, True]))
        assert by_normal_errors(kriged, [0.3]).tolist() == [[0.0], [1.0]]

    def test_an_unknown_node_is_undecided(self):
        kriged = Kriged(np.array([np.nan]), np.array([np.nan]), np.array([False]))
        assert np.isnan(by_normal_errors(kriged, [1.0])).all()


class TestBySimulation:
    def test_it_is_the_share_of_realisations_above(self):
        found = by_simulation([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0], [4.0, 5.0]], [2.0, 5.0])
        assert found.tolist() == [[0.5, 0.0], [1.0, 0.0]]

    def test_a_missing_number_is_refused(self):
        with pytest.raises(BadPoints, match="none missing"):
            by_simulation([[1.0, np.nan]], [2.0])


class TestCategories:
    EXCEEDING = ((0.9, 0.6), (0.9, 0.3), (0.4, 0.1), (0.5, 0.5))

    def test_a_limit_is_exceeded_where_that_is_more_likely_than_not(self):
        found = categorise(self.EXCEEDING)
        assert found.category.tolist() == [2, 1, 0, 0]
        assert found.too_good == pytest.approx([0.0, 0.3, 0.4, 0.5])
        assert found.too_bad == pytest.approx([0.4, 0.1, 0.0, 0.0])
        assert found.wrong == pytest.approx([0.4, 0.4, 0.4, 0.5])

    def test_a_careful_threshold_calls_less_land_good(self):
        assert categorise(self.EXCEEDING, threshold=0.2).category.tolist() == [2, 2, 1, 2]

    @given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=20), st.floats(0.01, 0.99))
    def test_being_wrong_is_not_being_right(self, rows, threshold):
        exceeding = -np.sort(-np.array(rows), axis=1)
        found = categorise(exceeding, threshold=threshold)
        ladder = np.c_[np.ones(len(rows)), exceeding, np.zeros(len(rows))]
        right = -np.diff(ladder, axis=1)[np.arange(len(rows)), found.category]
        assert found.wrong == pytest.approx(1 - right)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
    def test_at_one_half_neither_mistake_is_likelier_than_one_half(self, probabilities):
        found = categorise(np.array(probabilities)[:, None])
        assert found.wrong.max() <= 0.5

    def test_an_unknown_node_stays_undecided(self):
        found = categorise([[np.nan, np.nan], [0.9, 0.9]])
        assert found.category.tolist() == [UNDECIDED, 2]
        assert categorise([[0.9, np.nan], [0.9, 0.2]]).category.tolist() == [UNDECIDED, 1]
        assert np.isnan(found.wrong).tolist() == [True, False]

    def test_the_estimated_concentration_may_decide_instead(self):
        category = category_of([0.3, 0.31, 2.0, np.nan], [0.3, 1.5])
        assert category.tolist() == [0, 1, 2, UNDECIDED]
        assert judge(category, self.EXCEEDING).too_good.tolist()[:3] == pytest.approx([0.9, 0.3, 0.0])

    @pytest.mark.parametrize("threshold", [0.0, 1.0, np.nan])
    def test_impossible_thresholds_are_refused(self, threshold):
        with pytest.raises(BadPoints, match="threshold"):
            categorise(self.EXCEEDING, threshold=threshold)

    @pytest.mark.parametrize(
        "exceeding",
        [[[1.1]], [[-0.1]], [[0.5], [1.1]], [[0.5], [-0.1]], [[0.4, 0.2], [0.2, 0.4]], [0.2, 0.4], np.zeros((2, 0))],
    )
    def test_impossible_probabilities_are_refused(self, exceeding):
        with pytest.raises(BadPoints, match="no probabilities"):
            categorise(exceeding)

    @pytest.mark.parametrize("category", [[3, 0, 0, 0], [-2, 0, 0, 0], [0, 0], [0.5, 0, 0, 0]])
    def test_impossible_categories_are_refused(self, category):
        with pytest.raises(BadPoints, match="no categories"):
            judge(category, self.EXCEEDING)


def test_all_points_may_take_part():
    points, values = np.random.default_rng(1).random((30, 2)), np.arange(30.0)
    found = by_indicators(
        points, (values, values), limits=[9.5], nodes=points, models=[MODEL], neighbourhood=EVERYTHING
    )
    assert found[:, 0] == pytest.approx((values > 9.5).astype(float), abs=1e-9)
