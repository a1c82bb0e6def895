"""Kaplan–Meier limits against the printed table, and the bootstrap against draws made one by one."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import BadSetting, NoVariation, TooFewValues
from jingtu.science.nondetects import Sample, kaplan_meier
from jingtu.science.tests.vectors import as_printed, sample
from jingtu.science.ucl import student_t
from jingtu.science.ucl_bootstrap import Resampling, bootstrap_limits
from jingtu.science.ucl_kaplan_meier import (
    kaplan_meier_bootstrap,
    kaplan_meier_chebyshev,
    kaplan_meier_gamma,
    kaplan_meier_t,
    kaplan_meier_z,
)
from jingtu.science.ucl_skewed import adjusted_gamma

SAMPLES = st.lists(st.tuples(st.floats(0.1, 100).map(lambda x: round(x, 1)), st.booleans()), min_size=6, max_size=20)


class TestPublishedValues:
    @pytest.mark.parametrize(
        ("name", "t", "z", "chebyshev"),
        [("PB", "861.1996", "843.4722", "1698.403"), ("MN", "28.97449", "28.63354", "42.64808")],
    )
    def test_limits(self, name, t, z, chebyshev):
        assert as_printed(kaplan_meier_t(sample(name)), t)
        assert as_printed(kaplan_meier_z(sample(name)), z)
        assert as_printed(kaplan_meier_chebyshev(sample(name)), chebyshev)

    @pytest.mark.parametrize(
        ("name", "approximate", "adjusted"),
        [("MN", "32.07818014", "33.13987483"), ("PB", "4801.481502", "5799.705737")],
    )
    def test_gamma_limits_by_qchisq_of_r(self, name, approximate, adjusted):
        """k = (mean/sd)², 2nk mean/χ²(level; 2nk): level 0.05, and 0.0395 for 25, 0.0407 for 29 results."""
        assert as_printed(kaplan_meier_gamma(sample(name), adjusted=False), approximate)
        assert as_printed(kaplan_meier_gamma(sample(name), adjusted=True), adjusted)

    @pytest.mark.shared
    def test_the_set_that_may_not_be_committed(self, shared):
        with (shared / "data/nondetect_proucl52_trs.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        trs = Sample.of([float(row["Value"]) for row in rows], [row["Detect"] == "1" for row in rows])
        assert as_printed(kaplan_meier_t(trs), "12802.28")
        assert as_printed(kaplan_meier_z(trs), "12730.84")
        assert as_printed(kaplan_meier_chebyshev(trs), "19483.51")

    def test_the_percentile_bootstrap_of_beal_is_that_of_proucl(self):
        assert kaplan_meier_bootstrap(sample("PB")).percentile == pytest.approx(944.3, rel=0.02)


class TestBootstrap:
    def test_the_limit_is_that_of_draws_made_one_by_one(self):
        mn, generator, means = sample("MN"), np.random.default_rng(3), []
        for _ in range(3000):
            drawn = generator.integers(0, mn.size, mn.size)
            means.append(kaplan_meier(Sample(mn.values[drawn], mn.detected[drawn])).mean)
        found = kaplan_meier_bootstrap(mn, Resampling(20_000))
        assert found.percentile == pytest.approx(float(np.quantile(means, 0.95)), rel=0.02)

    def test_complete_data_give_the_bootstrap_of_the_mean(self):
        e2 = sample("E2")
        found, plain = kaplan_meier_bootstrap(e2, Resampling(20_000)), bootstrap_limits(e2.values, Resampling(20_000))
        assert found.percentile == pytest.approx(plain.percentile, rel=0.005)
        assert found.bca == pytest.approx(plain.bca, rel=0.005)


class TestAnySample:
    @given(SAMPLES.filter(lambda rows: len({x for x, seen in rows if seen}) >= 2))
    @settings(max_examples=40)
    def test_a_limit_is_never_below_the_mean_and_chebyshev_is_the_widest(self, rows):
        one = Sample.of([x for x, _ in rows], [seen for _, seen in rows])
        mean = kaplan_meier(one).mean
        assert mean <= kaplan_meier_z(one) <= kaplan_meier_t(one) <= kaplan_meier_chebyshev(one)

    def test_complete_data_give_students_t(self):
        assert kaplan_meier_t(sample("E4")) == pytest.approx(student_t(sample("E4").values))

    def test_the_gamma_limit_is_wider_with_the_adjusted_level(self):
        mn = sample("MN")
        assert kaplan_meier(mn).mean < kaplan_meier_gamma(mn, adjusted=False) < kaplan_meier_gamma(mn, adjusted=True)

    def test_the_gamma_limit_of_complete_data_is_near_that_of_the_fitted_shape(self):
        assert kaplan_meier_gamma(sample("E2"), adjusted=True) == pytest.approx(
            adjusted_gamma(sample("E2").values), rel=0.03
        )


class TestBadInput:
    @pytest.mark.parametrize(
        "limit",
        [
            kaplan_meier_t,
            kaplan_meier_chebyshev,
            kaplan_meier_bootstrap,
            lambda s: kaplan_meier_gamma(s, adjusted=True),
        ],
    )
    def test_all_non_detects_have_no_limit(self, limit):
        with pytest.raises(TooFewValues):
            limit(sample("<1 <2 <2 <3 <5"))

    @pytest.mark.parametrize("confidence", [95, 1.0, 0.4])
    @pytest.mark.parametrize("limit", [kaplan_meier_t, kaplan_meier_z, kaplan_meier_chebyshev, kaplan_meier_bootstrap])
    def test_a_confidence_is_a_fraction(self, limit, confidence):
        with pytest.raises(BadSetting):
            limit(sample("MN"), confidence=confidence)

    def test_equal_detected_values_have_no_gamma_shape(self):
        with pytest.raises(NoVariation):
            kaplan_meier_gamma(sample("<1 <1 2 2 2"), adjusted=True)
