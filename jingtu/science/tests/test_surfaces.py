"""The surfaces behind a map."""

import numpy as np
import pytest

from jingtu.science.bad_points import BadModel, BadPoints
from jingtu.science.exceedance import by_indicators
from jingtu.science.kriging import krige
from jingtu.science.surfaces import Grid, grid_over, surfaces
from jingtu.science.variogram import variogram
from jingtu.science.variogram_fit import best_fit


class TestGrid:
    def test_it_covers_points_and_margin_from_the_south_west(self):
        grid = grid_over([[0, 0], [100, 40]], 20.0, margin=5.0)
        assert grid == Grid(5.0, 5.0, 20.0, 6, 3)
        assert grid.nodes[[0, 5, 6, 17]].tolist() == [[5, 5], [105, 5], [5, 25], [105, 45]]

    def test_it_starts_in_the_south_west_wherever_that_lies(self):
        assert grid_over([[5, 70], [105, 110]], 20.0) == Grid(15.0, 80.0, 20.0, 5, 2)
        assert grid_over([[5, 70], [105, 110]], 20.0, margin=20.0) == Grid(-5.0, 60.0, 20.0, 7, 4)

    def test_points_on_a_line_have_one_row(self):
        assert grid_over([[0, 7], [100, 7]], 20.0).rows == 1

    @pytest.mark.parametrize(("step", "margin"), [(0, 0), (-1, 0), (np.nan, 0), (1, -1), (0.001, 0)])
    def test_impossible_grids_are_refused(self, step, margin):
        with pytest.raises(BadModel, match="make no grid"):
            grid_over([[0, 0], [100, 100]], step, margin=margin)


class TestSurfaces:
    @pytest.fixture
    def survey(self):
        rng = np.random.default_rng(2)
        points = rng.random((150, 2)) * 100
        # A hot spot in the west, the east clean.
        return points, 0.1 + 2.0 * np.exp(-points[:, 0] / 30) + rng.normal(0, 0.05, 150)

    def test_the_hot_west_is_above_and_the_east_within(self, survey):
        found = surfaces(*survey, limits=[0.6, 1.2], nodes=[[3.0, 50.0], [30.0, 50.0], [95.0, 50.0]])
        assert found.categories.category.tolist() == [2, 1, 0]
        assert found.concentration.estimate.tolist() == sorted(found.concentration.estimate, reverse=True)
        assert len(found.fits) == 3

    def test_each_surface_has_its_own_variogram(self, survey):
        points, values = survey
        nodes = [[3.0, 50.0], [41.0, 20.0]]
        found = surfaces(points, values, limits=[0.6, 1.2], nodes=nodes)
        columns = [values, *((values > limit).astype(float) for limit in (0.6, 1.2))]
        models = [best_fit(variogram(points, column)).model for column in columns]
        assert [one.model for one in found.fits] == models
        plain = krige(points, values, nodes=nodes, model=models[0])
        assert found.concentration.estimate == pytest.approx(plain.estimate, rel=1e-12)
        assert found.concentration.variance == pytest.approx(plain.variance, rel=1e-12)
        above = by_indicators(points, (values, values), limits=[0.6, 1.2], nodes=nodes, models=models[1:])
        assert found.exceeding == pytest.approx(above, abs=1e-12)

    def test_being_wrong_is_likeliest_along_the_border(self, survey):
        # 0.1 + 2 exp(-x / 30) = 0.6 at x = 41.6
        nodes = np.c_[np.arange(1.0, 100.0, 2.0), np.full(50, 50.0)]
        found = surfaces(*survey, limits=[0.6], nodes=nodes)
        assert nodes[np.argmax(found.categories.wrong), 0] == pytest.approx(41.6, abs=8)

    def test_another_unit_of_values_and_limits_changes_no_category(self, survey):
        points, values = survey
        nodes = np.random.default_rng(1).random((60, 2)) * 100
        one = surfaces(points, values, limits=[0.6, 1.2], nodes=nodes)
        other = surfaces(points, values * 1000, limits=[600.0, 1200.0], nodes=nodes)
        assert other.categories.category.tolist() == one.categories.category.tolist()
        assert other.concentration.estimate == pytest.approx(one.concentration.estimate * 1000, rel=1e-4)

    def test_non_detects_across_a_limit_decide_nothing_about_it(self, survey):
        points, values = survey
        low, high = values.copy(), values.copy()
        low[::3], high[::3] = 0.0, 5.0
        kept = np.arange(150) % 3 != 0
        one = surfaces(points, values, limits=[0.6], nodes=[[40.0, 50.0]], results=(low, high))
        rest = surfaces(points[kept], values[kept], limits=[0.6], nodes=[[40.0, 50.0]])
        assert one.exceeding == pytest.approx(rest.exceeding)

    def test_a_limit_nobody_exceeds_needs_no_map(self, survey):
        with pytest.raises(BadPoints, match="All values are"):
            surfaces(*survey, limits=[99.0], nodes=[[1.0, 1.0]])
