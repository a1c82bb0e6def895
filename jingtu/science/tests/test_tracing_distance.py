"""Regression on distance: a known decline is found again, a printed one reproduced, and the true source ranks first."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.tracing import BadNumbers
from jingtu.science.tracing_distance import Course, Form, decline, distances, rank_sources

DISTANCE = np.array([10.0, 50, 100, 400, 900])
FORMS = [(Form.EXPONENTIAL, lambda d: d), (Form.POWER, np.log), (Form.ROOT, np.sqrt)]


def field(seed=2, count=120):
    """Points in a square kilometre and concentrations that fall from (200, 300), with scatter."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 1000, (count, 2))
    away = np.hypot(*(points - [200.0, 300.0]).T)
    return points, 500 * np.exp(-away / 250 + rng.normal(0, 0.4, count))


class TestDecline:
    @pytest.mark.parametrize(("form", "along"), FORMS)
    def test_a_line_without_scatter_is_found_again(self, form, along):
        found = decline(DISTANCE, np.exp(3 - 0.01 * along(DISTANCE)), form=form)
        assert (found.intercept, found.slope) == pytest.approx((3.0, -0.01))
        assert found.r_squared == pytest.approx(1.0)
        assert found.course is Course.FALLS
        assert found.at([10.0]) == pytest.approx(np.exp(3 - 0.01 * along(np.array([10.0]))))

    def test_halving_distance_is_where_half_is_left(self):
        found = decline(DISTANCE, 80 * 0.5 ** (DISTANCE / 120))
        assert found.halving == pytest.approx(120.0)
        assert found.at([120.0])[0] == pytest.approx(40.0)

    def test_by_hand(self):
        """x 0, 1, 2, 3, ln c 0, 1, 1, 3: slope 4.5/5, rest 0.7, its error sqrt(0.35/5), t(0.975, 2) 4.302653."""
        found = decline([0.0, 1, 2, 3], np.exp([0.0, 1, 1, 3]))
        assert found.slope == pytest.approx(0.9)
        assert found.intercept == pytest.approx(-0.1)
        assert found.r_squared == pytest.approx(1 - 0.7 / 4.75)
        assert found.high == pytest.approx(0.9 + 4.302653 * (0.35 / 5) ** 0.5, rel=1e-6)
        assert found.p_value == pytest.approx(0.0766, abs=5e-5)
        assert found.course is Course.UNDECIDED
        assert found.halving is None

    @pytest.mark.parametrize(
        ("form", "line", "limits", "rest"),
        [
            (Form.EXPONENTIAL, (4.408340115, -0.013709521), (-0.019505834, -0.007913208), (0.002782202, 0.915117581)),
            (Form.ROOT, (4.802168046, -0.190822741), (-0.282642662, -0.099002820), (0.004478216, 0.892743842)),
            (Form.POWER, (6.366966598, -0.773963354), (-1.384401233, -0.163525475), (0.027376947, 0.844406090)),
        ],
    )
    def test_every_figure_is_that_of_lm_and_confint_of_r(self, form, line, limits, rest):
        first = 1 if form is Form.POWER else 0
        found = decline([0.0, 10, 25, 60, 100, 180][first:], [90.0, 70, 66, 40, 12, 9][first:], form=form)
        assert (found.intercept, found.slope) == pytest.approx(line, abs=1e-9)
        assert (found.low, found.high) == pytest.approx(limits, abs=1e-9)
        assert (found.p_value, found.r_squared) == pytest.approx(rest, abs=1e-9)
        if form is Form.ROOT:
            assert found.deviation == pytest.approx(0.358118195, abs=1e-9)

    def test_less_confidence_narrows_the_limits_as_confint_does(self):
        found = decline([0.0, 10, 25, 60, 100, 180], [90.0, 70, 66, 40, 12, 9], confidence=0.8)
        assert (found.low, found.high) == pytest.approx((-0.016910356, -0.010508686), abs=1e-9)

    def test_what_rises_is_told(self):
        assert decline(DISTANCE, np.exp(0.01 * DISTANCE)).course is Course.RISES

    def test_what_never_changes_is_undecided(self):
        found = decline(DISTANCE, np.full(5, 7.0))
        assert found.course is Course.UNDECIDED
        assert found.p_value == 1.0

    @settings(max_examples=20, deadline=None)
    @given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
    def test_units_of_concentration_and_distance_do_not_matter_to_the_finding(self, mass, length):
        points, values = field()
        away = distances(points, [200.0, 300.0])
        plain, scaled = decline(away, values), decline(away * length, values * mass)
        assert scaled.slope * length == pytest.approx(plain.slope)
        assert scaled.r_squared == pytest.approx(plain.r_squared)
        assert scaled.halving == pytest.approx(plain.halving * length)

    @pytest.mark.shared
    def test_zinc_along_the_meuse_is_as_printed(self, shared):
        """``lm(log(zinc) ~ sqrt(dist))`` in the vignette of R gstat: 6.994 and -2.549."""
        with (shared / "data/meuse.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        found = decline([float(row["dist"]) for row in rows], [float(row["zinc"]) for row in rows], form=Form.ROOT)
        assert found.n == 155
        assert found.intercept == pytest.approx(6.994, abs=5e-4)
        assert found.slope == pytest.approx(-2.549, abs=5e-4)
        assert found.course is Course.FALLS


class TestDistances:
    def test_of_one_place_and_of_the_nearest_of_several(self):
        points = [[0.0, 0], [3, 4]]
        assert distances(points, [0.0, 0]).tolist() == [0.0, 5.0]
        assert distances(points, [[0.0, 1], [3, 2]]).tolist() == [1.0, 2.0]


class TestRanking:
    SOURCES = {
        "smelter": [200.0, 300.0],
        "far works": [900.0, 900.0],
        "road": [[0.0, 0.0], [500.0, 0.0], [1000.0, 0.0]],
    }

    def test_the_true_source_comes_first_and_hardly_by_chance(self):
        points, values = field()
        first, *others = rank_sources(points, values, self.SOURCES, seed=1)
        assert first.name == "smelter"
        assert first.chance < 0.05
        assert all(other.chance > first.chance for other in others)

    def test_away_from_the_wrong_source_nothing_falls(self):
        points, values = field()
        found = {each.name: each for each in rank_sources(points, values, self.SOURCES, seed=1)}
        assert found["far works"].decline.course is Course.RISES
        assert found["far works"].chance > 0.5

    def test_a_place_from_which_nothing_rises_more_clearly_has_every_chance(self):
        """Perfect rise away from (0, 0): each drawn place does at least as well, so (1 + n)/(1 + n)."""
        points = np.c_[np.arange(1.0, 7.0), np.zeros(6)]
        values = np.exp(points[:, 0])
        [found] = rank_sources(points, values, {"here": [0.0, 0.0]}, seed=1, form=Form.EXPONENTIAL, places=9)
        assert found.chance == 1.0

    def test_where_there_is_no_source_chance_is_not_small_for_all_seeds(self):
        rng = np.random.default_rng(9)
        points, values = rng.uniform(0, 1000, (60, 2)), rng.lognormal(0, 1, 60)
        assert min(each.chance for each in rank_sources(points, values, self.SOURCES, seed=1)) > 0.05

    def test_the_same_seed_gives_the_same_chances(self):
        one, two = (rank_sources(*field(), self.SOURCES, seed=4) for _ in range(2))
        assert one == two


class TestRefused:
    def test_three_points_are_too_few(self):
        with pytest.raises(BadNumbers, match="at least 4"):
            decline([1.0, 2, 3], [1.0, 2, 3])

    def test_points_at_one_distance_are_refused(self):
        with pytest.raises(BadNumbers, match="same distance"):
            decline([5.0] * 4, [1.0, 2, 3, 4])

    @pytest.mark.parametrize(("number", "form"), [(-1.0, Form.EXPONENTIAL), (np.nan, Form.ROOT), (0.0, Form.POWER)])
    def test_a_distance_that_cannot_be_is_named_by_its_row(self, number, form):
        with pytest.raises(BadNumbers, match="distance in row 3"):
            decline([1.0, 2, number, 4], [1.0, 2, 3, 4], form=form)

    def test_a_point_at_the_source_is_no_trouble_to_the_other_forms(self):
        assert decline([0.0, 1, 2, 3], [4.0, 3, 2, 1], form=Form.ROOT).slope < 0

    @pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
    def test_a_confidence_is_a_fraction(self, confidence):
        with pytest.raises(BadNumbers, match="between 0 and 1"):
            decline([1.0, 2, 3, 4], [4.0, 3, 2, 1], confidence=confidence)

    @pytest.mark.parametrize("points", [[1.0, 2.0], [[1.0, 2.0, 3.0]], np.zeros((0, 2))])
    def test_what_is_no_list_of_places_is_refused(self, points):
        with pytest.raises(BadNumbers, match="shape"):
            distances(points, [0.0, 0])

    def test_a_place_without_coordinates_is_named(self):
        with pytest.raises(BadNumbers, match="Place 2 has no coordinates"):
            distances([[0.0, 0], [np.nan, 1]], [0.0, 0])

    def test_no_sources_are_refused(self):
        with pytest.raises(BadNumbers, match="no source"):
            rank_sources(*field(), {}, seed=1)
