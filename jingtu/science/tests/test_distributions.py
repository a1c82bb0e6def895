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
        generator, above = np.random.default_rng(11), 0
        for _ in range(400):
            above += not gamma_tests(generator.gamma(1.0, size=20))[0].passes
        assert above / 400 == pytest.approx(0.05, abs=3.5 * math.sqrt(0.05 * 0.95 / 400))


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
