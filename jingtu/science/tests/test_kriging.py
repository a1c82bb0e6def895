"""Kriging: what must be true of it, with the nearest points and with all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_points import BadModel, BadPoints, IllConditioned, merged
from jingtu.science.kriging import EVERYTHING, Neighbourhood, krige
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

TWO_PARTS = VariogramModel(
    0.2, (Structure(Shape.EXPONENTIAL, 1.0, 3.0, 30.0, 0.5), Structure(Shape.SPHERICAL, 0.5, 6.0))
)
ZONE_39 = np.array([39_500_000.0, 3_300_000.0])
seeds = st.integers(0, 10_000)


def survey(seed, count=40):
    rng = np.random.default_rng(seed)
    return rng.random((count, 2)) * 10, rng.lognormal(0, 1, count)


class TestByHand:
    """Two points count alike from the middle; the numbers follow from the 3 × 3 equations."""

    POINTS, VALUES = [[0.0, 0.0], [2.0, 0.0], [1.0, 500.0]], [1.0, 3.0, 9.0]
    MODEL = VariogramModel(0.0, (Structure(Shape.SPHERICAL, 1.0, 4.0),))

    def test_the_middle_of_two_points_has_their_mean(self):
        found = krige(self.POINTS, self.VALUES, nodes=[[1, 0]], model=self.MODEL, neighbourhood=Neighbourhood(2))
        assert found.estimate == pytest.approx([2.0])

    def test_its_variance_is_two_mean_variograms_less_half_of_that_between_the_points(self):
        # γ(1) = 0.3671875, γ(2) = 0.6875: 2 · 0.3671875 - 0.6875 / 2
        found = krige(self.POINTS, self.VALUES, nodes=[[1, 0]], model=self.MODEL, neighbourhood=Neighbourhood(2))
        assert found.variance == pytest.approx([0.390625])

    def test_far_from_all_points_the_mean_of_the_nearest_three_and_more_than_the_sill(self):
        found = krige(self.POINTS, self.VALUES, nodes=[[900, 900]], model=VariogramModel(1.0, ()))
        assert found.estimate == pytest.approx([13 / 3])
        assert found.variance == pytest.approx([1 + 1 / 3])

    def test_with_a_known_mean_it_is_that_and_the_sill(self):
        found = krige(self.POINTS, self.VALUES, nodes=[[900, 900]], model=self.MODEL, mean=4.0)
        assert (found.estimate[0], found.variance[0]) == pytest.approx((4.0, 1.0))


@pytest.mark.parametrize("neighbourhood", [EVERYTHING, Neighbourhood(12), Neighbourhood(7)])
class TestAlways:
    @given(seed=seeds)
    @settings(max_examples=15, deadline=None)
    def test_data_are_honoured(self, seed, neighbourhood):
        points, values = survey(seed)
        found = krige(points, values, nodes=points, model=TWO_PARTS, neighbourhood=neighbourhood)
        assert found.estimate == pytest.approx(values, rel=1e-9)
        assert found.variance == pytest.approx(np.zeros(40), abs=1e-9)

    @given(seed=seeds, factor=st.sampled_from([1e-9, 1000.0, 1e9]))
    @settings(max_examples=10, deadline=None)
    def test_another_unit_of_the_values_scales_the_answers(self, seed, factor, neighbourhood):
        points, values = survey(seed)
        nodes = survey(seed + 1)[0]
        one = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=neighbourhood)
        other = krige(
            points, values * factor, nodes=nodes, model=TWO_PARTS.in_units(factor), neighbourhood=neighbourhood
        )
        assert other.estimate == pytest.approx(one.estimate * factor, rel=1e-9)
        assert other.variance == pytest.approx(one.variance * factor**2, rel=1e-9)

    @given(seed=seeds, shift=st.floats(-100, 100))
    @settings(max_examples=10, deadline=None)
    def test_weights_sum_to_one(self, seed, shift, neighbourhood):
        points, values = survey(seed)
        nodes = survey(seed + 1)[0]
        one = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=neighbourhood)
        other = krige(points, values + shift, nodes=nodes, model=TWO_PARTS, neighbourhood=neighbourhood)
        assert other.estimate == pytest.approx(one.estimate + shift, abs=1e-8)

    @given(seed=seeds)
    @settings(max_examples=10, deadline=None)
    def test_the_order_of_points_does_not_matter(self, seed, neighbourhood):
        points, values = survey(seed)
        nodes, order = survey(seed + 1)[0], np.random.default_rng(seed).permutation(40)
        one = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=neighbourhood)
        other = krige(points[order], values[order], nodes=nodes, model=TWO_PARTS, neighbourhood=neighbourhood)
        assert other.estimate == pytest.approx(one.estimate, rel=1e-9)


class TestTheNearestPoints:
    @pytest.mark.parametrize("shape", list(Shape))
    @pytest.mark.parametrize("mean", [None, 1.5])
    def test_as_many_as_there_are_give_the_same_as_all(self, shape, mean):
        points, values = survey(1)
        nodes, model = survey(2, 300)[0], VariogramModel(0.1, (Structure(shape, 0.9, 3.0, 110.0, 0.4),))
        every = krige(points, values, nodes=nodes, model=model, neighbourhood=EVERYTHING, mean=mean)
        near = krige(points, values, nodes=nodes, model=model, neighbourhood=Neighbourhood(40), mean=mean)
        assert near.estimate == pytest.approx(every.estimate, rel=1e-10)
        assert near.variance == pytest.approx(every.variance, rel=1e-10)

    def test_each_node_is_solved_from_its_own_nearest_within_reach(self):
        points, values = survey(3)
        nodes = survey(4, 200)[0]
        found = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(7, 3, 1.5))
        for i, node in enumerate(nodes):
            distance = np.hypot(*(points - node).T)
            near = [j for j in np.argsort(distance)[:7] if distance[j] <= 1.5]
            assert found.known[i] == (len(near) >= 3)
            if len(near) >= 3:
                alone = krige(points[near], values[near], nodes=[node], model=TWO_PARTS, neighbourhood=EVERYTHING)
                assert found.estimate[i] == pytest.approx(alone.estimate[0], rel=1e-9)
                assert found.variance[i] == pytest.approx(alone.variance[0], rel=1e-9)

    def test_a_node_with_too_few_is_undecided_and_says_so(self):
        points, values = survey(3)
        found = krige(points, values, nodes=[[500, 500], [5, 5]], model=TWO_PARTS, neighbourhood=Neighbourhood(8, 1, 9))
        assert found.known.tolist() == [False, True]
        assert np.isnan(found.estimate).tolist() == [True, False]

    def test_of_points_equally_near_the_earlier_is_taken(self):
        points, values = [[0, 1], [0, -1], [1, 0], [-1, 0]], [1.0, 2.0, 3.0, 4.0]
        found = krige(points, values, nodes=[[0, 0]], model=TWO_PARTS, neighbourhood=Neighbourhood(1))
        assert found.estimate == pytest.approx([1.0])

    def test_one_neighbour_is_found_again_after_a_node_that_lies_on_its_own(self):
        points, values = survey(12)
        nodes = np.r_[points, points + 0.01, [[90.0, 90.0]]]
        found = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(1))
        nearest = np.hypot(*(nodes[:, None] - points[None]).T).argmin(axis=0)
        assert found.estimate == pytest.approx(values[nearest])

    def test_several_columns_are_kriged_with_the_same_weights(self):
        points, values = survey(5)
        nodes = survey(6)[0]
        both = krige(points, np.c_[values, values**2], nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(9))
        second = krige(points, values**2, nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(9))
        assert both.estimate.shape == (40, 2)
        assert both.estimate[:, 1] == pytest.approx(second.estimate)


class TestOddPlaces:
    MODEL = VariogramModel(0.1, (Structure(Shape.SPHERICAL, 1.0, 40.0),))

    def test_points_on_one_line_are_kriged(self):
        points = np.c_[np.arange(30.0), np.zeros(30)]
        found = krige(points, np.arange(30.0), nodes=[[12.5, 0]], model=self.MODEL, neighbourhood=Neighbourhood(8))
        assert found.estimate == pytest.approx([12.5])

    def test_one_point_with_a_mistyped_coordinate_changes_nothing_elsewhere(self):
        points, values = survey(7)
        nodes = survey(8)[0]
        one = krige(points, values, nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(9))
        far = np.r_[points, [[3.95e7, 0.0]]]
        other = krige(far, np.r_[values, 99.0], nodes=nodes, model=TWO_PARTS, neighbourhood=Neighbourhood(9))
        assert other.estimate == pytest.approx(one.estimate)

    def test_coordinates_of_a_national_grid_give_what_local_ones_give(self):
        points, values = survey(9)
        nodes = survey(10)[0]
        one = krige(points, values, nodes=nodes, model=TWO_PARTS)
        other = krige(points + ZONE_39, values, nodes=nodes + ZONE_39, model=TWO_PARTS)
        assert other.estimate == pytest.approx(one.estimate, rel=1e-6)


class TestBadInput:
    POINTS, VALUES = [[0, 0], [1, 0], [0, 1.0], [5, 5]], [1.0, 2.0, 3.0, 4.0]
    MODEL = VariogramModel(0.1, (Structure(Shape.SPHERICAL, 1.0, 4.0),))

    def refusal(self, points, values, nodes=((0.5, 0.5),), kind=BadPoints):
        with pytest.raises(kind) as refused:
            krige(points, values, nodes=nodes, model=self.MODEL)
        assert refused.value.problem.text("zh") != refused.value.problem.text("en") == str(refused.value)
        return str(refused.value)

    def test_a_missing_value_is_refused_with_its_row(self):
        assert "1 of the values are missing or infinite, the first in row 2" in self.refusal(
            self.POINTS, [1.0, np.nan, 3.0, 4.0]
        )

    def test_an_infinite_coordinate_is_refused(self):
        assert "coordinates are missing" in self.refusal([[0, 0], [1, np.inf], [0, 1.0], [5, 5]], self.VALUES)

    def test_two_points_at_one_place_are_refused_with_their_numbers(self):
        assert "numbers 2 and 4" in self.refusal([[0, 0], [1, 0], [0, 1.0], [1, 0]], self.VALUES)

    def test_merged_makes_one_point_of_them(self):
        points, values = merged([[0, 0], [1, 0], [0, 1.0], [1, 0]], self.VALUES)
        assert (points.tolist(), values.tolist()) == ([[0, 0], [1, 0], [0, 1]], [1, 3, 3])

    def test_words_are_no_numbers(self):
        assert "not numbers" in self.refusal(self.POINTS, ["1", "ND", "3", "4"])

    def test_values_of_other_length_are_refused(self):
        assert "do not fit together" in self.refusal(self.POINTS, [1.0, 2.0])

    def test_two_points_are_too_few(self):
        assert "only 2 points" in self.refusal(self.POINTS[:2], self.VALUES[:2])

    def test_coordinates_need_two_columns(self):
        assert "(4, 3)" in self.refusal(np.zeros((4, 3)), self.VALUES)

    def test_no_node_is_refused(self):
        assert "no node" in self.refusal(self.POINTS, self.VALUES, nodes=np.zeros((0, 2)))

    @pytest.mark.parametrize("neighbourhood", [EVERYTHING, Neighbourhood(24)])
    def test_a_smooth_model_without_nugget_on_crowded_points_is_refused(self, neighbourhood):
        points, values = survey(1)
        model = VariogramModel(0.0, (Structure(Shape.GAUSSIAN, 1.0, 300.0),))
        with pytest.raises(IllConditioned, match="Give the model a nugget"):
            krige(points, values, nodes=[[1, 1]], model=model, neighbourhood=neighbourhood)

    def test_more_than_8000_points_need_a_number_of_neighbours(self):
        points, values = survey(1, 8001)
        with pytest.raises(BadPoints, match="8001 points cannot all take part"):
            krige(points, values, nodes=[[1, 1]], model=self.MODEL, neighbourhood=EVERYTHING)

    @pytest.mark.parametrize(
        ("most", "fewest", "reach"), [(0, 1, 1.0), (5, 6, 1.0), (5, 1, 0.0), (None, 1, 9.0), (5, 0, 1)]
    )
    def test_impossible_neighbourhoods_are_refused(self, most, fewest, reach):
        with pytest.raises(BadModel):
            Neighbourhood(most, fewest, reach)
