"""Fitting: a variogram made from a model gives the model back."""

import numpy as np
import pytest

from jingtu.science.bad_points import BadModel, TooFewPairs
from jingtu.science.variogram import Estimator, Variogram
from jingtu.science.variogram_fit import Weights, best_fit, fit
from jingtu.science.variogram_models import Shape, Structure, VariogramModel

LAGS = np.arange(1.0, 16.0)


def made_from(model, azimuths=None, lags=LAGS):
    directions = azimuths or (0.0,)
    gamma = np.concatenate([model.semivariance(lags, azimuth) for azimuth in directions])
    count = len(directions)
    return Variogram(
        np.tile(lags, count),
        gamma,
        np.full(len(gamma), 100),
        np.repeat(directions, len(lags)) if azimuths else None,
        Estimator.MATHERON,
        float(lags.max()),
    )


class TestRecovery:
    @pytest.mark.parametrize("weights", list(Weights))
    @pytest.mark.parametrize("shape", list(Shape))
    def test_one_structure_with_nugget(self, shape, weights):
        model = VariogramModel(0.3, (Structure(shape, 1.7, 4.0),))
        found = fit(made_from(model), [shape], weights=weights)
        assert found.model.nugget == pytest.approx(0.3, abs=1e-5)
        assert found.model.structures[0].sill == pytest.approx(1.7, rel=1e-5)
        assert found.model.structures[0].scale == pytest.approx(4.0, rel=1e-5)
        assert found.remarks == ()

    def test_two_structures(self):
        model = VariogramModel(0.1, (Structure(Shape.SPHERICAL, 1.0, 3.5), Structure(Shape.SPHERICAL, 0.6, 11.5)))
        found = fit(made_from(model), [Shape.SPHERICAL, Shape.SPHERICAL])
        assert sorted(s.scale for s in found.model.structures) == pytest.approx([3.5, 11.5], rel=1e-4)
        assert found.error < 1e-12

    def test_direction_and_ratio(self):
        model = VariogramModel(0.1, (Structure(Shape.EXPONENTIAL, 1.0, 6.0, 40.0, 0.4),))
        found = fit(made_from(model, (0.0, 45.0, 90.0, 135.0)), [Shape.EXPONENTIAL], anisotropic=True)
        [structure] = found.model.structures
        assert (structure.azimuth, structure.ratio, structure.scale) == pytest.approx((40.0, 0.4, 6.0), rel=1e-4)

    def test_the_shape_that_made_it_is_the_best(self):
        model = VariogramModel(0.1, (Structure(Shape.EXPONENTIAL, 1.0, 3.0),))
        assert best_fit(made_from(model)).model.structures[0].shape is Shape.EXPONENTIAL

    def test_without_a_nugget_there_is_none(self):
        model = VariogramModel(0.3, (Structure(Shape.SPHERICAL, 1.7, 4.0),))
        assert fit(made_from(model), [Shape.SPHERICAL], nugget=False).model.nugget == 0.0

    @pytest.mark.parametrize("factor", [1e-9, 1e9])
    def test_another_unit_scales_the_sills_only(self, factor):
        model = VariogramModel(0.3, (Structure(Shape.SPHERICAL, 1.7, 4.0),))
        found = fit(made_from(model.in_units(factor)), [Shape.SPHERICAL]).model
        assert (found.nugget, found.structures[0].sill) == pytest.approx((0.3 * factor**2, 1.7 * factor**2), rel=1e-5)
        assert found.structures[0].scale == pytest.approx(4.0, rel=1e-5)


class TestRemarks:
    def test_a_variogram_that_goes_on_rising_is_remarked(self):
        rising = made_from(VariogramModel(0.1, (Structure(Shape.SPHERICAL, 9.0, 60.0),)))
        assert [r.code for r in fit(rising, [Shape.SPHERICAL]).remarks] == ["geostatistics.scale_at_end"]

    def test_pure_nugget_is_remarked(self):
        found = fit(made_from(VariogramModel(2.0, ())), [Shape.SPHERICAL])
        assert "geostatistics.pure_nugget" in [r.code for r in found.remarks]
        assert found.model.sill == pytest.approx(2.0)


class TestBadInput:
    FLAT = made_from(VariogramModel(0.3, (Structure(Shape.SPHERICAL, 1.7, 4.0),)), lags=np.array([1.0, 2.0]))

    def test_fewer_lags_than_parameters_are_refused(self):
        with pytest.raises(TooFewPairs, match="2 lags for 3 parameters"):
            fit(self.FLAT, [Shape.SPHERICAL])

    def test_anisotropy_needs_directions(self):
        with pytest.raises(BadModel, match="no directions"):
            fit(self.FLAT, [Shape.SPHERICAL], anisotropic=True)

    @pytest.mark.parametrize("shapes", [[], [Shape.SPHERICAL] * 4])
    def test_one_to_three_shapes(self, shapes):
        with pytest.raises(BadModel, match="No shape"):
            fit(self.FLAT, shapes)
