"""Shapes of variogram models at distances worked out by hand."""

import numpy as np
import pytest

from jingtu.science.bad_points import BadModel
from jingtu.science.variogram_models import Shape, Structure, VariogramModel


def model(shape, **more):
    return VariogramModel(0.25, (Structure(shape, 0.75, 10.0, **more),))


class TestShapes:
    @pytest.mark.parametrize(
        ("shape", "at_half", "at_one"),
        [
            # 1 - correlation at h = 0.5 and h = 1
            (Shape.SPHERICAL, 0.6875, 1.0),
            (Shape.EXPONENTIAL, 0.3934693402873666, 0.6321205588285577),
            (Shape.GAUSSIAN, 0.22119921692859512, 0.6321205588285577),
            (Shape.MATERN_3_2, 0.09020401043104986, 0.26424111765711533),
            (Shape.MATERN_5_2, 0.03965978878833043, 0.14161463726663448),
        ],
    )
    def test_semivariance_at_half_the_scale_and_at_the_scale(self, shape, at_half, at_one):
        found = model(shape).semivariance(np.array([5.0, 10.0]))
        assert found == pytest.approx([0.25 + 0.75 * at_half, 0.25 + 0.75 * at_one], abs=1e-9)

    @pytest.mark.parametrize("shape", list(Shape))
    def test_no_distance_has_no_semivariance_and_the_least_has_the_nugget(self, shape):
        assert model(shape).semivariance(np.array([0.0, 1e-9])) == pytest.approx([0.0, 0.25], abs=1e-6)

    @pytest.mark.parametrize("shape", list(Shape))
    def test_the_practical_range_reaches_95_percent(self, shape):
        structure = Structure(shape, 1.0, 10.0)
        reached = VariogramModel(0.0, (structure,)).semivariance(np.array([structure.practical_range]))
        assert reached == pytest.approx([1.0 if shape is Shape.SPHERICAL else 0.95], abs=1e-6)


class TestAnisotropy:
    def test_the_azimuth_counts_clockwise_from_north_and_the_ratio_shortens_across(self):
        stretched = model(Shape.EXPONENTIAL, azimuth=90.0, ratio=0.5)
        plain = model(Shape.EXPONENTIAL)
        distance = np.array([3.0, 8.0])
        assert stretched.semivariance(distance, 90.0) == pytest.approx(plain.semivariance(distance))
        assert stretched.semivariance(distance, 0.0) == pytest.approx(plain.semivariance(2 * distance))
        assert stretched.covariance(np.array([3.0]), np.array([0.0])) == pytest.approx(
            plain.covariance(np.array([3.0]), np.array([0.0]))
        )

    def test_between_the_axes_both_count_by_pythagoras(self):
        """45° off an azimuth of 30°: h² = (d cos 45°/10)² + (d sin 45°/5)² = d² (0.005 + 0.02)."""
        stretched, plain = model(Shape.EXPONENTIAL, azimuth=30.0, ratio=0.5), model(Shape.EXPONENTIAL)
        distance = np.array([2.0, 7.0])
        assert stretched.semivariance(distance, 30.0) == pytest.approx(plain.semivariance(distance))
        assert stretched.semivariance(distance, 120.0) == pytest.approx(plain.semivariance(2 * distance))
        for azimuth in (75.0, -15.0):
            at = plain.semivariance(10 * distance * 0.025**0.5)
            assert stretched.semivariance(distance, azimuth) == pytest.approx(at)


def test_in_other_units_variances_go_with_the_square():
    turned = model(Shape.SPHERICAL, azimuth=30.0, ratio=0.5).in_units(3.0)
    assert (turned.nugget, turned.structures[0].sill, turned.sill) == (2.25, 6.75, 9.0)
    assert (turned.structures[0].scale, turned.structures[0].azimuth, turned.structures[0].ratio) == (10.0, 30.0, 0.5)


class TestBadModels:
    @pytest.mark.parametrize(
        ("sill", "scale", "ratio"), [(-1, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1.1), (np.nan, 1, 1)]
    )
    def test_impossible_structures_are_refused(self, sill, scale, ratio):
        with pytest.raises(BadModel, match="no structure"):
            Structure(Shape.SPHERICAL, sill, scale, ratio=ratio)

    def test_a_model_without_any_sill_is_refused(self):
        with pytest.raises(BadModel, match="make no model"):
            VariogramModel(0.0, ())
