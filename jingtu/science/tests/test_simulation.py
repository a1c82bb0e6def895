"""Conditional simulation and normal scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_points import BadModel, BadPoints
from jingtu.science.kriging import EVERYTHING, Neighbourhood, krige
from jingtu.science.normal_scores import normal_scores
from jingtu.science.simulation import simulate
from jingtu.science.variogram import variogram
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

MODEL = VariogramModel(0.1, (Structure(Shape.EXPONENTIAL, 0.9, 2.0),))


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(1)
    return rng.random((40, 2)) * 10, rng.normal(size=40), rng.random((60, 2)) * 10


class TestSimulation:
    def test_over_many_realisations_mean_and_variance_are_those_of_simple_kriging(self, survey):
        points, values, nodes = survey
        found = simulate(points, values, nodes=nodes, model=MODEL, draws=(4000, 7), neighbourhood=Neighbourhood(100))
        kriged = krige(points, values, nodes=nodes, model=MODEL, mean=0.0, neighbourhood=EVERYTHING)
        # Standard errors of mean and variance of 4000 draws of variance 1: 0.016 and 0.022; five of them.
        assert found.mean(axis=0) == pytest.approx(kriged.estimate, abs=0.08)
        assert found.var(axis=0) == pytest.approx(kriged.variance, abs=0.11)

    def test_two_nodes_vary_together_as_the_model_says(self, survey):
        points, values, _ = survey
        nodes = [[50.0, 50.0], [50.0, 51.0]]
        found = simulate(points, values, nodes=nodes, model=MODEL, draws=(4000, 7))
        # 0.9 exp(-1/2); far from all points
        assert np.cov(found.T)[0, 1] == pytest.approx(0.5459, abs=0.1)

    def test_another_unit_scales_every_realisation(self, survey):
        points, values, nodes = survey
        one = simulate(points, values, nodes=nodes, model=MODEL, draws=(3, 7))
        other = simulate(points, values * 1000, nodes=nodes, model=MODEL.in_units(1000), draws=(3, 7))
        assert other == pytest.approx(1000 * one, rel=1e-9)

    def test_nodes_at_points_take_their_values(self, survey):
        points, values, nodes = survey
        found = simulate(points, values, nodes=np.r_[nodes, points[3:6]], model=MODEL, draws=(5, 7))
        assert (found[:, 60:] == values[3:6]).all()

    def test_a_seed_gives_the_same_again_and_another_seed_another(self, survey):
        points, values, nodes = survey
        one, same, other = (simulate(points, values, nodes=nodes, model=MODEL, draws=(3, s)) for s in (7, 7, 8))
        assert (one == same).all()
        assert not (one == other).any()

    def test_a_realisation_has_the_variogram_of_the_model(self, survey):
        points, values, _ = survey
        nodes = np.stack(np.meshgrid(np.arange(120.0), np.arange(120.0)), -1).reshape(-1, 2) + 20
        [field] = simulate(points, values, nodes=nodes, model=MODEL, draws=(1, 3))
        found = variogram(nodes, field, cutoff=5, width=1)
        assert found.semivariance == pytest.approx(MODEL.semivariance(found.distance), rel=0.1)

    def test_two_nodes_at_one_place_are_refused(self, survey):
        with pytest.raises(BadPoints, match="numbers 1 and 2"):
            simulate(survey[0], survey[1], nodes=[[1, 1], [1, 1]], model=MODEL, draws=(1, 1))

    @pytest.mark.parametrize(
        ("draws", "neighbourhood"), [((0, 1), Neighbourhood(9)), ((5_000_000, 1), Neighbourhood(9))]
    )
    def test_impossible_numbers_of_realisations_are_refused(self, survey, draws, neighbourhood):
        points, values, nodes = survey
        with pytest.raises(BadModel, match="realisations"):
            simulate(points, values, nodes=nodes, model=MODEL, draws=draws, neighbourhood=neighbourhood)

    def test_the_number_of_neighbours_must_be_given(self, survey):
        points, values, nodes = survey
        with pytest.raises(BadModel, match="number of nearest"):
            simulate(points, values, nodes=nodes, model=MODEL, draws=(1, 1), neighbourhood=EVERYTHING)


class TestNormalScores:
    def test_three_values_stand_at_a_sixth_a_half_and_five_sixths(self):
        table = normal_scores([40.0, 1.0, 2.0])
        assert table.scores([1.0, 2.0, 40.0]) == pytest.approx([-0.967422, 0.0, 0.967422], abs=1e-6)

    def test_equal_values_share_their_probability(self):
        assert normal_scores([1.0, 1.0, 5.0, 6.0]).scores([1.0]) == pytest.approx([-0.674490], abs=1e-6)

    @given(st.lists(st.floats(1e-3, 1e6), min_size=3, max_size=60, unique=True))
    @settings(max_examples=30)
    def test_there_and_back_is_the_same(self, values):
        table = normal_scores(values)
        assert table.values(table.scores(values)) == pytest.approx(values, rel=1e-6)

    def test_nothing_goes_beyond_what_was_measured(self):
        assert normal_scores([1.0, 2.0, 40.0]).values([-9.0, 9.0]).tolist() == [1.0, 40.0]

    def test_unless_the_tails_are_given(self):
        table = normal_scores([1.0, 2.0, 40.0], lowest=0.0, highest=100.0)
        assert table.values([-9.0, 9.0]) == pytest.approx([0.0, 100.0])

    @pytest.mark.parametrize("values", [[1.0, 2.0], [1.0, np.nan, 2.0], [3.0, 3.0, 3.0], [[1.0, 2.0, 3.0]]])
    def test_what_has_no_scores_is_refused(self, values):
        with pytest.raises(BadPoints, match="no normal scores"):
            normal_scores(values)

    def test_tails_enclose_the_values(self):
        with pytest.raises(BadPoints, match="do not enclose"):
            normal_scores([1.0, 2.0, 40.0], highest=30.0)
