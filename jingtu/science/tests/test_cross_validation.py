"""Cross-validation: each point from the others."""

import numpy as np
import pytest

from jingtu.science.bad_points import BadModel, BadPoints
from jingtu.science.cross_validation import cross_validate
from jingtu.science.kriging import EVERYTHING, Neighbourhood, krige
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

MODEL = VariogramModel(0.2, (Structure(Shape.SPHERICAL, 1.0, 5.0),))


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(11)
    return rng.random((60, 2)) * 10, rng.normal(5, 1, 60)


def test_another_unit_of_the_values_scales_estimates_and_errors_but_no_standardised_one(survey):
    points, values = survey
    one = cross_validate(points, values, model=MODEL, neighbourhood=Neighbourhood(10))
    other = cross_validate(points, values * 1000, model=MODEL.in_units(1000), neighbourhood=Neighbourhood(10))
    assert other.estimate == pytest.approx(1000 * one.estimate, rel=1e-9)
    assert other.variance == pytest.approx(1e6 * one.variance, rel=1e-9)
    assert other.root_mean_square_error == pytest.approx(1000 * one.root_mean_square_error, rel=1e-9)
    assert other.mean_square_standardised == pytest.approx(one.mean_square_standardised, rel=1e-9)


@pytest.mark.parametrize("neighbourhood", [Neighbourhood(10), EVERYTHING])
def test_leaving_out_one_is_kriging_from_the_others(survey, neighbourhood):
    points, values = survey
    found = cross_validate(points, values, model=MODEL, neighbourhood=neighbourhood)
    for i in range(0, 60, 7):
        rest = np.delete(np.arange(60), i)
        alone = krige(points[rest], values[rest], nodes=points[[i]], model=MODEL, neighbourhood=neighbourhood)
        assert found.estimate[i] == pytest.approx(alone.estimate[0], rel=1e-10)
        assert found.variance[i] == pytest.approx(alone.variance[0], rel=1e-10)


def test_leaving_out_groups_is_kriging_from_the_other_groups(survey):
    points, values = survey
    groups = np.arange(60) % 5
    found = cross_validate(points, values, model=MODEL, neighbourhood=Neighbourhood(10), groups=groups)
    for group in range(5):
        rest, left = groups != group, groups == group
        alone = krige(points[rest], values[rest], nodes=points[left], model=MODEL, neighbourhood=Neighbourhood(10))
        assert found.estimate[left] == pytest.approx(alone.estimate, rel=1e-10)


def test_the_measures_are_those_of_the_residuals(survey):
    points, values = survey
    found = cross_validate(points, values, model=MODEL)
    residual = values - found.estimate
    assert found.mean_error == pytest.approx(residual.mean())
    assert found.root_mean_square_error == pytest.approx(np.sqrt((residual**2).mean()))
    assert found.mean_square_standardised == pytest.approx((residual**2 / found.variance).mean())


def test_points_without_neighbours_are_left_out_of_the_measures_and_named(survey):
    points, values = survey
    lonely = np.r_[points, [[900.0, 900.0]]]
    found = cross_validate(lonely, np.r_[values, 1e6], model=MODEL, neighbourhood=Neighbourhood(10, 1, 20.0))
    assert np.flatnonzero(~found.known).tolist() == [60]
    assert found.root_mean_square_error < 2


def test_one_group_alone_is_refused(survey):
    with pytest.raises(BadPoints, match="two groups"):
        cross_validate(*survey, model=MODEL, groups=np.zeros(60, int))


def test_all_others_of_more_than_500_points_are_refused():
    rng = np.random.default_rng(1)
    with pytest.raises(BadModel, match="Set how many"):
        cross_validate(rng.random((501, 2)), rng.random(501), model=MODEL, neighbourhood=EVERYTHING)
