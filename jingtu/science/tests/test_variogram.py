"""The experimental variogram: by hand, against all pairs one by one, and what must be true of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_points import BadModel, BadPoints, TooFewPairs
from jingtu.science.variogram import Directions, Estimator, variogram

LINE, ON_LINE = [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [4.0, 0.0]], [1.0, 3.0, 2.0, 10.0]


class TestByHand:
    """Four points on a line: pairs 1 apart 2 and 1; 2 apart 1 and 8; 3 apart 7; 4 apart 9 (differences)."""

    def test_matheron_is_half_the_mean_square(self):
        found = variogram(LINE, ON_LINE, cutoff=4, width=1)
        assert found.pairs.tolist() == [2, 2, 1, 1]
        assert found.distance.tolist() == [1, 2, 3, 4]
        assert found.semivariance.tolist() == [1.25, 16.25, 24.5, 40.5]

    def test_a_pair_exactly_as_far_as_the_cutoff_counts_and_one_farther_does_not(self):
        assert variogram(LINE, ON_LINE, cutoff=3, width=1).pairs.tolist() == [2, 2, 1]
        assert variogram(LINE, ON_LINE, cutoff=2.999, width=1).pairs.tolist() == [2, 2]

    def test_the_upper_end_of_a_lag_belongs_to_it(self):
        assert variogram(LINE, ON_LINE, cutoff=4, width=2).pairs.tolist() == [4, 2]

    def test_cressie_and_hawkins_for_one_pair(self):
        # (√7)⁴ / (0.457 + 0.494) / 2
        found = variogram(LINE, ON_LINE, cutoff=4, width=1, estimator=Estimator.CRESSIE_HAWKINS)
        assert found.semivariance[2] == pytest.approx(49 / 0.951 / 2)

    def test_dowd_takes_the_median(self):
        found = variogram(LINE, ON_LINE, cutoff=4, width=1, estimator=Estimator.DOWD)
        assert found.semivariance == pytest.approx([2.198 * m**2 / 2 for m in (1.5, 4.5, 7, 9)])

    def test_lags_without_pairs_are_left_out(self):
        found = variogram([[0, 0], [1, 0], [0, 5]], [1.0, 2.0, 4.0], cutoff=5, width=1)
        assert found.distance.tolist() == [1, 5]

    def test_directions_count_clockwise_from_north(self):
        square = [[0, 0], [1, 0], [0, 2.0]]
        found = variogram(square, [1.0, 2.0, 5.0], cutoff=2, width=2, directions=Directions((0, 90)))
        assert found.azimuth.tolist() == [0, 90]
        assert found.semivariance.tolist() == [8.0, 0.5]

    def test_left_alone_it_reaches_a_third_of_the_diagonal_in_fifteen_lags(self):
        line = np.c_[np.arange(46.0), np.zeros(46)]
        found = variogram(line, np.arange(46.0) ** 2)
        assert found.cutoff == 15.0
        assert found.distance.tolist() == list(range(1, 16))
        assert variogram([[0, 0], [18, 24], [1, 1], [2, 0]], [1.0, 2, 3, 4]).cutoff == 10.0

    def test_a_direction_takes_pairs_up_to_22_5_degrees_off(self):
        for degrees, pairs in ((22.4, 1), (22.6, 0)):
            angle = np.radians(degrees)
            points = [[0, 0], [np.sin(angle), np.cos(angle)], [500, 0]]
            try:
                found = variogram(points, [1.0, 2, 3], cutoff=2, directions=Directions((0.0,))).pairs.sum()
            except TooFewPairs:
                found = 0
            assert found == pairs

    def test_points_at_one_place_fall_into_the_first_lag(self):
        found = variogram([[0, 0], [0, 0], [3, 0]], [1.0, 3.0, 1.0], cutoff=3, width=1)
        assert found.pairs.tolist() == [1, 2]
        assert found.distance.tolist() == [0, 3]


class TestAgainstAllPairs:
    @pytest.mark.parametrize("estimator", list(Estimator))
    @pytest.mark.parametrize("azimuth", [None, 30.0])
    @given(seed=st.integers(0, 1000))
    @settings(max_examples=8, deadline=None)
    def test_the_sums_over_cells_are_those_over_all_pairs(self, estimator, azimuth, seed):
        rng = np.random.default_rng(seed)
        points, values = np.round(rng.random((80, 2)) * 20), rng.normal(size=80)
        directions = None if azimuth is None else Directions((azimuth,), 25.0)
        found = variogram(points, values, cutoff=9, width=3, estimator=estimator, directions=directions)
        for lag, (semivariance, pairs) in enumerate(zip(found.semivariance, found.pairs, strict=True)):
            differences = self.differences(points, values, lag, azimuth)
            assert pairs == len(differences)
            assert semivariance == pytest.approx(self.estimate(differences, estimator))

    @staticmethod
    def differences(points, values, lag, azimuth):
        first, second = np.triu_indices(len(points), 1)
        east, north = (points[first] - points[second]).T
        distance = np.sqrt(east**2 + north**2)
        inside = (distance <= 3 * (lag + 1)) & ((distance > 3 * lag) | (lag == 0))
        if azimuth is not None:
            angle = np.radians(azimuth)
            along = np.abs(east * np.sin(angle) + north * np.cos(angle))
            inside &= along >= distance * np.cos(np.radians(25.0))
        return np.abs(values[first] - values[second])[inside]

    @staticmethod
    def estimate(d, estimator):
        return {
            Estimator.MATHERON: (d**2).mean() / 2,
            Estimator.CRESSIE_HAWKINS: np.sqrt(d).mean() ** 4 / (0.457 + 0.494 / len(d)) / 2,
            Estimator.DOWD: 2.198 * np.median(d) ** 2 / 2,
        }[estimator]


class TestAlways:
    @pytest.mark.parametrize("estimator", list(Estimator))
    @given(seed=st.integers(0, 1000), factor=st.floats(1e-6, 1e6))
    @settings(max_examples=8, deadline=None)
    def test_another_unit_of_the_values_scales_it(self, estimator, seed, factor):
        rng = np.random.default_rng(seed)
        points, values = rng.random((30, 2)), rng.normal(size=30)
        one = variogram(points, values, estimator=estimator)
        other = variogram(points, values * factor, estimator=estimator)
        assert other.semivariance == pytest.approx(one.semivariance * factor**2, rel=1e-9)

    @pytest.mark.parametrize("estimator", [Estimator.CRESSIE_HAWKINS, Estimator.DOWD])
    def test_one_wild_value_moves_the_robust_ones_less(self, estimator):
        rng = np.random.default_rng(5)
        points, values = rng.random((200, 2)), rng.normal(size=200)
        wild = values.copy()
        wild[0] = 100.0

        def growth(how):
            before, after = (variogram(points, v, cutoff=0.3, estimator=how).semivariance for v in (values, wild))
            return (after / before).max()

        assert growth(estimator) < 2
        assert growth(Estimator.MATHERON) > 20


class TestBadInput:
    def test_equal_values_have_no_variogram(self):
        with pytest.raises(BadPoints, match=r"All values are 2\.0"):
            variogram(LINE, [2.0] * 4)

    def test_no_pair_within_the_cutoff_is_refused(self):
        with pytest.raises(TooFewPairs, match=r"within 0\.5"):
            variogram(LINE, ON_LINE, cutoff=0.5)

    @pytest.mark.parametrize(("cutoff", "width"), [(0, 1), (-1, 1), (1, 0), (np.nan, 1), (1, np.inf), (1, 1e-5)])
    def test_impossible_lags_are_refused(self, cutoff, width):
        with pytest.raises(BadModel, match="make no lags"):
            variogram(LINE, ON_LINE, cutoff=cutoff, width=width)

    @pytest.mark.parametrize(("azimuths", "tolerance"), [((), 20), ((0,), 0), ((0,), 91), ((np.nan,), 20)])
    def test_impossible_directions_are_refused(self, azimuths, tolerance):
        with pytest.raises(BadModel):
            Directions(azimuths, tolerance)

    def test_a_missing_value_is_refused(self):
        with pytest.raises(BadPoints, match="row 3"):
            variogram(LINE, [1.0, 2.0, np.nan, 4.0])
