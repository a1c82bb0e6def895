"""Tests of distributions: R 4.2 (shapiro.test, nortest) and published gamma points; figures typed."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import BadSetting, NotPositive, NoVariation, TooFewValues
from jingtu.science.distributions import (
    Name,
    anderson_darling,
    gamma_critical,
    gamma_tests,
    lilliefors,
    lognormal_test,
    shapiro_wilk,
)
from jingtu.science.nondetects_mle import Family
from jingtu.science.tests.vectors import as_printed, sample

VARYING = st.lists(st.floats(0.01, 1000), min_size=8, max_size=25).filter(lambda x: max(x) > 1.5 * min(x))


class TestAgainstR:
    @pytest.mark.parametrize(
        ("name", "w", "p_w", "a", "p_a", "d"),
        [
            ("E2", "0.9388528", "0.1392636", "0.5282451", "0.1604135", "0.1286259"),
            ("E4", "0.7916892", "0.00003635742", "2.308578", "0.000005388545", "0.2167014"),
        ],
    )
    def test_normality(self, name, w, p_w, a, p_a, d):
        values = sample(name).values
        assert as_printed(shapiro_wilk(values).statistic, w)
        assert as_printed(shapiro_wilk(values).p, p_w)
        assert as_printed(anderson_darling(values).statistic, a)
        assert as_printed(anderson_darling(values).p, p_a)
        assert as_printed(lilliefors(values).statistic, d)

    @pytest.mark.parametrize(
        ("text", "a", "p"),
        [
            # ad.test of nortest; with A² corrected for n in each of the four stretches of the formula for p
            ("1.2 2.1 2.9 3.6 4.1 4.9 5.6 6.3 7.1 8.2", "0.1042067", "0.9917312947"),
            ("1 2 2.2 2.9 3.4 4.1 4.4 5.6 6.7 8.2", "0.1979856", "0.842580256"),
            ("1 1.8 2.4 2.6 3.5 4 4.4 6 6.5 9", "0.2534599", "0.6505278506"),
            ("1 2 2.5 3 3.2 4 5 5.5 7 9 9.5", "0.3224337", "0.4718148078"),
            ("1 1.5 2 2 2.5 3 3 4 5 8 9", "0.7212037", "0.04202390824"),
            ("1 1 2 2 2 3 3 4 5 9 20", "1.48936", "0.0003714228846"),
        ],
    )
    def test_every_stretch_of_p(self, text, a, p):
        found = anderson_darling(sample(text).values)
        assert as_printed(found.statistic, a)
        assert as_printed(found.p, p)

    def test_the_critical_value_of_lilliefors(self):
        """Stephens: 0.895/(√n - 0.01 + 0.85/√n): n = 10 → 0.261614, n = 25 → 0.173450."""
        assert as_printed(lilliefors([*range(9), 9.5]).critical, "0.261614")
        assert as_printed(lilliefors([*range(24), 24.5]).critical, "0.173450")

    def test_the_lognormal_test_is_that_of_logarithms(self):
        found = lognormal_test(sample("E4").values)
        assert as_printed(found.statistic, "0.9848513")
        assert as_printed(found.p, "0.9283371")
        assert (found.family, found.passes) == (Family.LOGNORMAL, True)

    def test_case_b_of_effect_evaluation_is_not_normal(self):
        assert shapiro_wilk([5, 6, 4, 7, 5, 6, 45, 5]).p == pytest.approx(6e-6, rel=0.1)


class TestVerdicts:
    def test_what_p_or_the_critical_value_says(self):
        assert [shapiro_wilk(sample(name).values).passes for name in ("E2", "E4")] == [True, False]
        assert [anderson_darling(sample(name).values).passes for name in ("E2", "E4")] == [True, False]
        assert [lilliefors(sample(name).values).passes for name in ("E2", "E4")] == [True, False]

    def test_skewed_data_fit_a_gamma_and_clustered_ones_do_not(self):
        assert [all(one.passes for one in gamma_tests(sample(name).values)) for name in ("E4", "E9")] == [True, False]


class TestGammaCriticalValues:
    """Anderson–Darling at 5 %, both parameters fitted: D'Agostino and Stephens (1986) print them."""

    @pytest.mark.parametrize(("shape", "printed"), [(1, 0.786), (2, 0.768), (5, 0.758), (10, 0.754)])
    def test_many_values(self, shape, printed):
        assert gamma_critical(500, shape)[0] == pytest.approx(printed, abs=0.02)

    def test_large_shapes_are_as_the_normal(self):
        a, root_d = gamma_critical(200, 50)
        assert a == pytest.approx(0.752, abs=0.02)
        assert root_d == pytest.approx(0.895, abs=0.02)

    def test_between_the_sizes_of_the_table_and_beyond(self):
        low, middle, high = (gamma_critical(n, 1.0)[1] for n in (20, 22, 25))
        assert min(low, high) <= middle <= max(low, high)
        assert gamma_critical(5000, 0.001) == gamma_critical(500, 0.05)

    def test_a_row_of_the_table_simulated_again(self):
        generator, above = np.random.default_rng(11), np.zeros(2)
        for _ in range(400):
            above += [not test.passes for test in gamma_tests(generator.gamma(1.0, size=20))]
        assert above / 400 == pytest.approx(0.05, abs=3.5 * math.sqrt(0.05 * 0.95 / 400))

    def test_the_critical_gap_shrinks_with_the_root_of_the_number(self):
        """For 20 values of shape 1 the table has √20 · D = 0.8908: D = 0.1992, and A² = 0.7681."""
        values = np.random.default_rng(3).gamma(1.0, size=20)
        a, d = gamma_tests(values)
        assert d.critical == pytest.approx(0.1992, abs=0.004)
        assert a.critical == pytest.approx(0.7681, abs=0.02)
        assert gamma_critical(20, 1.0) == (0.7681, 0.8908)


class TestAnyData:
    @given(VARYING, st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=30)
    def test_another_unit_changes_no_statistic(self, values, factor):
        other = np.array(values) * factor
        for test in (
            shapiro_wilk,
            anderson_darling,
            lilliefors,
            lambda x: gamma_tests(x)[0],
            lambda x: gamma_tests(x)[1],
        ):
            assert test(other).statistic == pytest.approx(test(values).statistic, rel=1e-6, abs=1e-9)

    def test_values_close_together_far_from_zero_are_tested_all_the_same(self):
        near, far = np.array([1.0, 2, 3, 4, 8, 9, 11, 12]), 1e9
        assert shapiro_wilk(near + far).p == pytest.approx(shapiro_wilk(near).p, rel=1e-6)


class TestBadInput:
    @pytest.mark.parametrize("test", [shapiro_wilk, anderson_darling, lilliefors, gamma_tests])
    def test_equal_and_few_values(self, test):
        with pytest.raises(NoVariation):
            test([2.0] * 9)
        with pytest.raises(TooFewValues):
            test([1.0, 2.0])

    @pytest.mark.parametrize("test", [gamma_tests, lognormal_test])
    def test_zero(self, test):
        with pytest.raises(NotPositive):
            test([0.0, 1, 2, 3, 4, 5, 6, 7])

    def test_too_many_for_shapiro_wilk(self):
        with pytest.raises(BadSetting):
            shapiro_wilk(np.arange(5001.0))

    def test_many_values_can_be_tested_as_lognormal_another_way(self):
        values = np.exp(np.random.default_rng(1).normal(size=6000))
        assert lognormal_test(values, Name.ANDERSON_DARLING).passes
