"""Resampling: firm sources are found again, and the intervals hold what the sampling does."""

import numpy as np
import pytest

from jingtu.science.pmf import Options, apportion
from jingtu.science.pmf_bootstrap import Resampling, _resembles, _rows, bootstrap
from jingtu.science.pmf_table import ApportionmentError, BadTable
from jingtu.science.tests.test_pmf import mixed

OPTIONS = Options(starts=4, robust=None)
FEW = Resampling(resamples=30)
VALUES, UNCERTAINTIES, _, PROFILES = mixed()


@pytest.fixture(scope="module")
def base():
    return apportion(VALUES, UNCERTAINTIES, 3, seed=1, options=OPTIONS)


class TestResampling:
    def test_sources_that_stand_firm_are_found_again(self, base):
        found = bootstrap(VALUES, UNCERTAINTIES, base, seed=2, how=FEW, options=OPTIONS)
        assert found.mapping.sum(axis=1).tolist() == [30, 30, 30]
        assert (found.found_again > 0.9).all()

    def test_percentiles_rise_and_hold_the_profiles_found(self, base):
        found = bootstrap(VALUES, UNCERTAINTIES, base, seed=2, how=FEW, options=OPTIONS)
        assert (np.diff(found.percentiles, axis=0) >= 0).all()
        inside = (base.profiles >= found.percentiles[0]) & (base.profiles <= found.percentiles[4])
        assert inside.mean() > 0.8

    def test_more_samples_make_narrower_intervals(self, base):
        def width(times):
            values, uncertainties = np.tile(VALUES, (times, 1)), np.tile(UNCERTAINTIES, (times, 1))
            whole = apportion(values, uncertainties, 3, seed=1, options=OPTIONS)
            found = bootstrap(values, uncertainties, whole, seed=2, how=FEW, options=OPTIONS)
            return (found.percentiles[4] - found.percentiles[0]).sum()

        assert width(9) < 0.6 * width(1)

    def test_the_same_seed_gives_the_same_answer(self, base):
        one, two = (bootstrap(VALUES, UNCERTAINTIES, base, seed=4, how=FEW, options=OPTIONS) for _ in range(2))
        assert one.percentiles.tobytes() == two.percentiles.tobytes()

    def test_blocks_keep_neighbouring_samples_together(self):
        rows = _rows(20, 5, np.random.default_rng(1))
        assert rows.size == 20
        assert (np.diff(rows.reshape(4, 5), axis=1) == 1).all()
        assert rows.max() < 20

    def test_a_factor_that_goes_along_with_none_is_counted_apart(self):
        rising, other = np.arange(10.0), np.array([1.0, -1] * 5)
        assert _resembles(np.array([rising, other]), np.array([rising, rising[::-1]]), 0.6).tolist() == [0, 2]


class TestRefused:
    def test_another_table_than_that_of_the_base_is_refused(self, base):
        with pytest.raises(BadTable, match="do not fit"):
            bootstrap(VALUES[1:], UNCERTAINTIES[1:], base, seed=1)

    @pytest.mark.parametrize("wrong", [{"resamples": 0}, {"block": 0}, {"block": 81}, {"least": 1.5}])
    def test_what_makes_no_sense_is_named(self, base, wrong):
        with pytest.raises(ApportionmentError, match=next(iter(wrong))):
            bootstrap(VALUES, UNCERTAINTIES, base, seed=1, how=Resampling(**wrong))
