"""Which limit is recommended, and why: one class per rule of the house."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import gamma

from jingtu.science.nondetects import Sample, kaplan_meier
from jingtu.science.nondetects_mle import Family
from jingtu.science.tests.vectors import sample
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import (
    COMPLETE,
    COMPLETE_RULES,
    NON_DETECT_RULES,
    WITH_NON_DETECTS,
    Method,
    recommended_limit,
)
from jingtu.science.ucl_skewed import lognormal_mean

DRAWS = Resampling(1000)


def chosen(text):
    given_sample = text if isinstance(text, Sample) else sample(text)
    return recommended_limit(given_sample, DRAWS)


class TestFewResults:
    def test_seven_results_have_no_limit(self):
        found = chosen("12 22 19 25 14 21 18")
        assert (found.method, found.value) == (None, None)
        assert found.reason.code == "statistics.reason_few"
        assert found.limits[Method.STUDENT_T] > 0

    def test_eight_have_one(self):
        assert chosen("12 15 9 20 14 11 18 13").method is Method.STUDENT_T

    def test_four_detected_values_have_none_and_five_have_one(self):
        assert chosen("<1 <1 <1 <1 2 3 4 5").method is None
        assert chosen("<1 <1 <1 2 3 4 5 6").method is Method.KM_T

    def test_all_equal_or_all_non_detects_have_none_and_say_why_nothing_was_computed(self):
        assert chosen("5 5 5 5 5 5 5 5 5").method is None
        silent = chosen("<1 <2 <1 <2 <1 <2 <1 <2")
        assert silent.method is None
        assert silent.limits == {}
        assert set(silent.refused) == {method for methods in WITH_NON_DETECTS for method in methods}


class TestNormal:
    def test_students_t(self):
        found = chosen("E2")
        assert found.method is Method.STUDENT_T
        assert found.value == pytest.approx(518.9321)
        assert found.reason.code == "statistics.reason_normal"


class TestGamma:
    def test_adjusted_below_fifty_values(self):
        assert chosen("E4").method is Method.ADJUSTED_GAMMA
        assert chosen("TC").value == pytest.approx(0.6745974, rel=1e-6)

    def test_approximate_from_fifty(self):
        values = np.random.default_rng(4).gamma(1.5, 10, 60)
        assert chosen(Sample.of(values)).method is Method.APPROXIMATE_GAMMA

    def test_few_values_of_small_shape_take_the_bootstrap_t(self):
        found = chosen("CR")
        assert found.method is Method.BOOTSTRAP_T
        assert found.reason.values["shape"] == "0.651"

    @pytest.mark.parametrize(
        ("n", "shape", "method"),
        [
            (19, 0.6, Method.BOOTSTRAP_T),
            (20, 0.6, Method.ADJUSTED_GAMMA),
            (19, 1.2, Method.ADJUSTED_GAMMA),
            (49, 1.5, Method.ADJUSTED_GAMMA),
            (50, 1.5, Method.APPROXIMATE_GAMMA),
        ],
    )
    def test_at_the_edges_of_number_and_shape(self, n, shape, method):
        assert chosen(Sample.of(gamma.ppf((np.arange(1, n + 1) - 0.5) / n, shape))).method is method

    @pytest.mark.parametrize(("n", "method"), [(49, Method.KM_ADJUSTED_GAMMA), (50, Method.KM_APPROXIMATE_GAMMA)])
    def test_with_non_detects_all_results_count(self, n, method):
        values = gamma.ppf((np.arange(1, n + 1) - 0.5) / n, 1.5)
        values[:5] = values[5] / 2
        assert chosen(Sample.of(values, np.arange(n) >= 5)).method is method


class TestLognormal:
    """Made so that gamma is rejected: logarithms on a line, with a long upper end."""

    @staticmethod
    def on_a_line(spread, n):
        return Sample.of(np.exp(1 + spread * ndtri((np.arange(1, n + 1) - 0.5) / n)))

    def test_widely_scattered_logarithms_take_chebyshev_of_the_unbiased_estimate(self):
        assert chosen(self.on_a_line(1.8, 80)).method is Method.CHEBYSHEV_LOGNORMAL

    def test_otherwise_the_larger_of_h_and_bca(self):
        found = chosen(self.on_a_line(0.95, 150))
        assert found.reason.code == "statistics.reason_lognormal_mild"
        assert found.value == max(found.limits[Method.LAND_H], found.limits[Method.BCA])

    @pytest.mark.parametrize(("spread", "mild"), [(0.999, True), (1.001, False)])
    def test_at_a_spread_of_one(self, spread, mild):
        quantiles = ndtri((np.arange(1, 151) - 0.5) / 150)
        found = chosen(Sample.of(np.exp(1 + spread * quantiles / quantiles.std(ddof=1))))
        assert (found.reason.code == "statistics.reason_lognormal_mild") is mild
        assert (found.method is Method.CHEBYSHEV_LOGNORMAL) is not mild


class TestWhereTheLimitCannotBeComputed:
    def test_chebyshev_takes_its_place_and_the_reason_says_so(self):
        found = chosen(TestLognormal.on_a_line(20, 80))
        assert found.method is Method.CHEBYSHEV
        assert found.reason.code == "statistics.reason_fallback"
        assert "切比雪夫" in found.reason.what("zh")
        assert "Chebyshev" in found.reason.what("en")
        assert Method.CHEBYSHEV_LOGNORMAL in found.refused


class TestNoFamily:
    def test_many_mildly_skewed_values_take_bca(self):
        assert chosen("E9").method is Method.BCA

    @pytest.mark.parametrize(
        ("n", "complete", "with_non_detect"),
        [(19, Method.CHEBYSHEV, Method.KM_CHEBYSHEV), (20, Method.BCA, Method.KM_BCA)],
    )
    def test_at_twenty_results(self, n, complete, with_non_detect):
        values = [20.0] * (n - 10) + [21, 21, 21, 60, 70, 80, 90, 100, 110, 120]
        assert chosen(Sample.of(values)).method is complete
        assert chosen(Sample.of([15.0, *values[1:]], [False] + [True] * (n - 1))).method is with_non_detect

    def test_few_or_strongly_skewed_ones_take_chebyshev(self):
        assert chosen("1 1 1 2 2 2 90 95 99 100").method is Method.CHEBYSHEV

    def test_so_do_values_with_a_zero(self):
        found = chosen("0 0 0 0 0 1 1 1 1 2 3 90 90 90 91 91 92 92 93 95 95")
        assert found.method is Method.CHEBYSHEV
        assert Method.LAND_H in found.refused


class TestNonDetects:
    def test_gamma_takes_kaplan_meier_with_the_gamma_limit(self):
        found = chosen("MN")
        assert found.method is Method.KM_ADJUSTED_GAMMA
        assert found.value == pytest.approx(33.13987483, rel=1e-9)
        assert found.limits[Method.KM_APPROXIMATE_GAMMA] == pytest.approx(32.07818014, rel=1e-9)

    def test_no_family_and_strong_skewness_take_kaplan_meier_chebyshev(self):
        found = chosen("PB")
        assert found.method is Method.KM_CHEBYSHEV
        assert found.value == pytest.approx(1698.403, rel=1e-6)


ROWS = st.lists(
    st.tuples(st.floats(0.01, 1000).map(lambda x: round(x, 2)), st.booleans()), min_size=5, max_size=20
).filter(lambda rows: len({x for x, seen in rows if seen}) > 2)


class TestEveryMethod:
    """Of complete data and of data with non-detects."""

    @staticmethod
    def means(one):
        """The mean that each method bounds: of the data, of their lognormal distribution, or by Kaplan and Meier."""
        mean = one.values.mean() if one.complete else kaplan_meier(one).mean
        found = dict.fromkeys(Method, mean)
        if one.complete:
            found |= dict.fromkeys((Method.LAND_H, Method.CHEBYSHEV_LOGNORMAL), lognormal_mean(one.values)[0])
        return found

    @given(ROWS, st.booleans())
    @settings(max_examples=60, deadline=None)
    def test_no_limit_lies_below_the_mean(self, rows, complete):
        one = Sample.of([x for x, _ in rows], [complete or seen for _, seen in rows])
        means = self.means(one)
        limits = recommended_limit(one, Resampling(500)).limits
        assert limits
        assert {method: limit for method, limit in limits.items() if limit < means[method] * (1 - 1e-9)} == {}

    @given(ROWS, st.booleans(), st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=40, deadline=None)
    def test_another_unit_moves_every_limit_with_it_and_chooses_the_same(self, rows, complete, factor):
        flags = [complete or seen for _, seen in rows]
        ours, theirs = (
            recommended_limit(Sample.of([x * k for x, _ in rows], flags), Resampling(200)) for k in (1.0, factor)
        )
        assert theirs.method is ours.method
        assert dict(theirs.limits) == pytest.approx({method: factor * x for method, x in ours.limits.items()}, rel=1e-6)


class TestTheRulesAreComplete:
    def test_every_family_and_none_has_a_rule(self):
        assert set(COMPLETE_RULES) == set(NON_DETECT_RULES) == {*Family, None}

    def test_every_method_is_computed_somewhere(self):
        assert {method for methods in (*COMPLETE, *WITH_NON_DETECTS) for method in methods} == set(Method)

    @given(
        st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1, 2, 3, 7, 20, 500]), st.booleans()), min_size=1, max_size=30)
    )
    @settings(max_examples=60, deadline=None)
    def test_any_sample_is_answered_and_every_method_is_computed_or_refused(self, rows):
        one = Sample.of([x for x, _ in rows], [seen for _, seen in rows])
        found = recommended_limit(one, Resampling(200))
        table = COMPLETE if one.complete else WITH_NON_DETECTS
        assert set(found.limits) | set(found.refused) == {method for methods in table for method in methods}
        assert all(np.isfinite(value) for value in found.limits.values())
        assert found.reason.text("zh")
        assert found.reason.text("en")
        assert (found.method is None) == (found.value is None)


class TestRemarks:
    def test_a_limit_above_the_largest_value_is_said(self):
        found = chosen("1 1 1 2 2 2 90 95 99 100")
        assert found.value > 100
        assert [remark.code for remark in found.remarks] == ["statistics.limit_above_maximum"]
        assert chosen("E6").remarks == ()

    def test_so_is_a_detection_limit_above_all_detected_values(self):
        [remark] = chosen("<50 1 2 3 4 5 6 7 8").remarks
        assert remark.code == "statistics.limits_above_detects"
