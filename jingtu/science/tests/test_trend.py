"""Mann–Kendall and Theil–Sen: printed vectors, EnvStats 3.1.0 and NADA (figures typed), and what must hold."""

import csv
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from jingtu.science.bad_values import BadSetting, BadValues, NoSolution, NoVariation, TooFewValues
from jingtu.science.nondetects import Sample
from jingtu.science.tests.vectors import as_printed, sample
from jingtu.science.trend import Direction, Series, concordance, exact_p, least_squares, mann_kendall, theil_sen
from jingtu.science.trend_seasonal import seasonal_kendall, seasonal_slope

FALLING = "10 8 9 6 7 5 4 4.5"
TIED = "5 5 4 4 3 3 2 2"
# US EPA 2009, example 14.8: monthly, 1983–1985, ppm.
MONTHLY = (
    "1.99 2.10 2.12 2.12 2.11 2.15 2.19 2.18 2.16 2.08 2.05 2.08 2.01 2.10 2.17 2.13 2.13 2.18 2.25 2.24 2.22 2.13 "
    "2.08 2.16 2.15 2.17 2.27 2.23 2.24 2.26 2.31 2.32 2.28 2.22 2.19 2.22"
)
YEARS, MONTHS = [1983 + i // 12 for i in range(36)], [i % 12 + 1 for i in range(36)]
ROWS = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=4, max_size=14)


def series(text, times=None):
    return Series.of(sample(text), times)


def made(rows, factor=1.0):
    return Series.of(Sample.of([x * factor for x, _ in rows], [seen for _, seen in rows]))


class TestVectors:
    def test_a_falling_series_without_ties(self):
        found = mann_kendall(series(FALLING))
        assert found.s == -22
        assert as_printed(found.variance, "65.3333")
        assert as_printed(found.z, "-2.59808")
        assert as_printed(found.p, "0.005506")
        assert found.exact
        assert found.direction() is Direction.FALLING

    def test_ties_shrink_the_variance(self):
        found = mann_kendall(series(TIED))
        assert found.s == -24
        assert as_printed(found.variance, "61.3333")
        assert as_printed(found.z, "-2.93684")
        assert as_printed(found.p, "0.0033158")
        assert not found.exact

    def test_ten_results_are_counted_out_and_eleven_are_not(self):
        """cor.test(…, method = "kendall", exact = TRUE) of R for ten; (S - 1)/√Var S = 40/√165 for eleven."""
        ten, eleven = (mann_kendall(series(text)) for text in ("2 1 4 3 6 5 8 10 9 7", "2 1 4 3 6 5 8 10 9 7 11"))
        assert (ten.s, ten.exact, eleven.s, eleven.exact) == (31, True, 41, False)
        assert as_printed(ten.p, "0.004686948854")
        assert as_printed(eleven.p, "0.001845721318")

    def test_a_p_at_the_level_is_significant(self):
        found = mann_kendall(series("1 2 3 4 5"))
        assert found.direction(found.p) is Direction.RISING
        assert found.direction(found.p * 0.999) is Direction.NONE_SEEN

    def test_seasons_with_ties_against_the_formulas_worked_in_r(self):
        """S 11 − 12, Var S 28.33 + 27.33; z_k by season; χ² at one degree of freedom."""
        text, times = "1 9 3 9 2 7 5 8 4 6 6 5", [i // 2 for i in range(12)]
        found = seasonal_kendall(sample(text), times, ["a", "b"] * 6)
        assert (found.overall.s, found.by_season) == (-1, {"a": 11, "b": -12})
        assert as_printed(found.overall.variance, "55.66666667")
        assert as_printed(found.unlikeness, "9.512720838")
        assert as_printed(found.p_unlike, "0.002040523838")

    def test_slopes(self):
        assert as_printed(theil_sen(series(FALLING)).per_time, "-0.816667")
        line = least_squares(sample(FALLING).values)
        assert as_printed(line.per_time, "-0.827381")
        assert as_printed(line.p, "0.000926")

    def test_the_well_of_case_a(self):
        found = mann_kendall(series("12 15 9 20 14 11 18 13"))
        assert found.s == 2
        assert as_printed(found.z, "0.124")
        assert as_printed(found.p, "0.90")
        assert found.direction() is Direction.NONE_SEEN

    def test_limits_and_intercept_as_envstats_prints_them(self):
        found = theil_sen(series(FALLING, range(1, 9)))
        assert as_printed(found.low, "-1.32675834")
        assert as_printed(found.high, "-0.38486248")
        assert found.intercept == pytest.approx(10.175)
        tied = theil_sen(series(TIED, range(1, 9)))
        assert (tied.per_time, tied.intercept) == (-0.5, 5.75)
        assert as_printed(tied.low, "-0.56747879")
        assert as_printed(tied.high, "-0.33333333")

    def test_limits_lie_between_the_ranked_slopes_and_are_left_open_where_pairs_do_not_reach(self):
        """Gilbert: ranks (N ∓ z √Var S)/2. Six results: ranks 2.283648 and 13.71635 of 15 slopes; five: 0.99924."""
        six = theil_sen(series("4 1 3 2 9 5"))
        assert six.low == pytest.approx(-3 + 0.283648 * 2, abs=1e-5)
        assert six.high == pytest.approx(8 / 3 + 0.71635 * (3 - 8 / 3), abs=1e-5)
        five = theil_sen(series("1 5 2 8 3"))
        assert (five.per_time, five.low, five.high) == (0.5, None, None)


class TestNonDetects:
    """<3 lies below 3 and 5; <3 and <5, 2 and <3 are not ordered."""

    def test_only_known_orders_count(self):
        assert mann_kendall(series("<3 3 5")).s == 3
        assert mann_kendall(series("<3 2 5")).s == 2
        assert mann_kendall(series("<5 <3 4 5")).s == 4

    def test_the_slope_of_pairs_that_stay_known(self):
        # Pairs: (<2, 4) falls from rising at slope 2 in two steps of time, (<2, 3), (3, 4).
        found = theil_sen(series("<2 3 4"))
        assert found.per_time == 1
        assert found.intercept is None

    @pytest.mark.shared
    def test_ammonia_in_the_skagit_river_is_ordered_as_by_nada(self, shared):
        with (shared / "data/nondetect_skagit_ammonia_1978_2010.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["NH3_N.mg.per.L"]]
        one = Sample.of([float(row["NH3_N.mg.per.L"]) for row in rows], [row["Censored"] == "False" for row in rows])
        days = [date.fromisoformat(row["Date"]) for row in rows]
        river = Series.of(one, [day.toordinal() / 365.25 for day in days])
        pairs = one.size * (one.size - 1) / 2
        assert as_printed(mann_kendall(river).s / pairs, "-0.298175148278")
        # NADA searches to 1e-7 and shifts non-detects a little: the slope agrees to that.
        assert theil_sen(river).per_time == pytest.approx(-0.001291699055, abs=2e-7)
        seasonal = seasonal_kendall(one, [day.year for day in days], [day.month for day in days])
        assert seasonal.overall.direction() is Direction.FALLING
        assert seasonal.p_unlike > 0.05

    def test_the_variance_is_that_of_results_put_in_any_order(self):
        one, generator, squares = series("<1 <1 2 <3 3 5 <5 6 8 <2 9 9"), np.random.default_rng(5), []
        for _ in range(4000):
            order = generator.permutation(one.sample.size)
            mixed = Series(Sample(one.sample.values[order], one.sample.detected[order]), one.times)
            squares.append(concordance(mixed)[0] ** 2)
        assert concordance(one)[1] == pytest.approx(np.mean(squares), rel=0.08)


class TestSeasons:
    """US EPA 2009, example 14-10, as EnvStats prints it."""

    def test_the_test_over_seasons(self):
        found = seasonal_kendall(sample(MONTHLY), YEARS, MONTHS)
        assert as_printed(found.overall.z, "5.1849514")
        assert found.overall.p == pytest.approx(2.160712e-07, rel=1e-6)
        assert as_printed(found.unlikeness, "0.1071882")
        assert found.p_unlike == pytest.approx(1.0)
        assert (found.by_season[1], found.by_season[2]) == (3, 2)

    def test_the_slope_within_seasons(self):
        found = seasonal_slope(sample(MONTHLY), YEARS, MONTHS)
        assert found.per_time == pytest.approx(0.06)
        assert as_printed(found.low, "0.0578691417")
        assert as_printed(found.high, "0.0721308583")

    def test_one_season_cannot_differ_from_itself_and_p_is_never_counted_out(self):
        found = seasonal_kendall(sample("1 2 3 9"), range(4), ["wet"] * 4)
        assert (found.p_unlike, found.unlikeness, found.overall.exact) == (1.0, 0.0, False)

    def test_a_season_of_two_years_counts(self):
        """Two results in order: S 1, Var S 1 in each of two seasons."""
        found = seasonal_kendall(sample("1 5 2 6"), [1, 1, 2, 2], ["dry", "wet"] * 2)
        assert (found.overall.s, found.overall.variance, found.left_out) == (2, 2.0, ())

    def test_one_season_is_the_plain_variance_and_score(self):
        one, plain = seasonal_kendall(sample(TIED), range(8), ["a"] * 8), mann_kendall(series(TIED))
        assert (one.overall.s, one.overall.variance, one.overall.z) == (plain.s, plain.variance, plain.z)

    def test_seasons_hide_a_wave_that_is_no_trend(self):
        # High summers, low winters, nothing else: quarters of one year after the other.
        values = [1, 5, 9, 5] * 5
        with pytest.raises(NoVariation):
            seasonal_kendall(Sample.of(values), [i // 4 for i in range(20)], [i % 4 for i in range(20)])

    def test_opposite_seasons_are_told(self):
        values = [i if i % 2 else 40 - i for i in range(20)]
        found = seasonal_kendall(Sample.of(values), range(20), [i % 2 for i in range(20)])
        assert found.p_unlike < 0.001
        assert found.overall.direction() is Direction.NONE_SEEN

    def test_a_season_with_one_result_is_left_out_and_named(self):
        found = seasonal_kendall(sample("1 2 3 9"), [1, 2, 3, 3], ["dry", "dry", "dry", "wet"])
        assert found.left_out == ("wet",)
        assert found.overall.s == 3


class TestAnySeries:
    @given(ROWS)
    @settings(max_examples=60)
    def test_time_turned_round_turns_the_trend_round(self, rows):
        ahead, back = concordance(made(rows)), concordance(made(rows[::-1]))
        assert ahead[0] == -back[0]
        assert ahead[1] == pytest.approx(back[1])

    @given(ROWS)
    @settings(max_examples=40)
    def test_another_unit_changes_the_slope_alone(self, rows):
        try:
            ours, theirs = theil_sen(made(rows)), theil_sen(made(rows, 1000.0))
        except NoSolution:
            return
        assert theirs.per_time == pytest.approx(1000 * ours.per_time)
        assert concordance(made(rows)) == concordance(made(rows, 1000.0))

    @given(st.lists(st.integers(0, 30), min_size=4, max_size=15).filter(lambda x: len(set(x)) > 1))
    @settings(max_examples=40)
    def test_complete_data_give_the_median_slope(self, values):
        slope, intercept, _, _ = theilslopes(values, np.arange(len(values)))
        found = theil_sen(Series.of(Sample.of(values)))
        assert found.per_time == pytest.approx(float(slope), abs=1e-12)
        assert found.intercept == pytest.approx(float(intercept), abs=1e-9)

    @given(st.permutations(range(7)))
    @settings(max_examples=30)
    def test_counted_p_is_at_most_one_and_falls_with_the_trend(self, values):
        found = mann_kendall(Series.of(Sample.of(values)))
        assert 0 < found.p <= 1
        assert found.p == pytest.approx(exact_p(-found.s, 7))

    def test_a_series_that_only_rises_has_the_smallest_p(self):
        assert mann_kendall(series("1 2 3 4 5")).p == pytest.approx(2 / 120)

    def test_results_of_one_day_are_not_compared(self):
        found = mann_kendall(series("1 9 2 8", [0, 0, 1, 1]))
        assert found.s == 0


class TestBadInput:
    def test_two_results_have_no_trend(self):
        with pytest.raises(TooFewValues):
            series("1 2")

    def test_every_result_needs_a_time(self):
        with pytest.raises(BadValues):
            series("1 2 3", [1, 2, 3, 4])
        with pytest.raises(BadValues):
            seasonal_kendall(sample("1 2 3"), [1, 2, 3], ["a"])
        with pytest.raises(BadValues):
            least_squares([1, 2, 3], [1, 2, 3, 4])

    def test_times_must_differ(self):
        with pytest.raises(NoVariation):
            series("1 2 3", [5, 5, 5])

    @pytest.mark.parametrize("text", ["4 4 4 4", "<1 <2 <3"])
    def test_nothing_to_order(self, text):
        with pytest.raises(NoVariation):
            mann_kendall(series(text))

    def test_non_detects_alone_bound_no_slope(self):
        with pytest.raises(NoSolution):
            theil_sen(series("<3 <2 <1"))

    def test_a_series_beyond_measure_is_refused(self):
        with pytest.raises(BadSetting):
            Series.of(Sample.of(np.arange(3001.0)))

    def test_a_level_is_a_fraction(self):
        with pytest.raises(BadSetting):
            mann_kendall(series(FALLING)).direction(5)
