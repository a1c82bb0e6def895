"""Upper limits of complete data against the printed table, and what must hold of any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science import ucl, ucl_skewed
from jingtu.science.bad_values import BadSetting, NoSolution, NotPositive, NoVariation, TooFewValues
from jingtu.science.gamma_fit import gamma_fit
from jingtu.science.tests.vectors import as_printed, sample
from jingtu.science.ucl_bootstrap import Resampling, bootstrap_limits

SETS = ("E2", "E4", "E6", "E9", "CR", "TC")
# quantity: what computes it, printed values by set
TABLE = {
    "mean": (np.mean, ("451.36", "9.593548", "556.9655", "34.56667", "175.4667", "0.5985106")),
    "s": (ucl.standard_deviation, ("197.4774", "9.094355", "1113.022", "27.33060", "318.5440", "0.2836408")),
    "k3": (ucl.skewness, ("0.3626451", "1.732749", "3.801371", "2.365778", "3.572281", "0.9019193")),
    "t": (ucl.student_t, ("518.9321", "12.36584", "908.5604", "40.46289", "320.3304", "0.6679623")),
    "CLT": (ucl.central_limit, ("516.3243", "12.28024", "896.9288", "40.37031", "310.7521", "0.6665636")),
    "modified t": (ucl.modified_t, ("519.4095", "12.45057", "932.8765", "40.64250", "332.9740", "0.6688695")),
    "adjusted CLT": (
        ucl.adjusted_central_limit,
        ("519.3851", "12.82340", "1052.822", "41.52178", "391.8117", "0.6723795"),
    ),
    "Chebyshev 95": (ucl.chebyshev, ("623.5168", "16.71335", "1457.876", "49.94645", "533.9761", "0.7788525")),
    "Chebyshev 97.5": (
        lambda x: ucl.chebyshev(x, confidence=0.975),
        ("698.0092", "19.79409", "1847.701", "56.60130", "689.1034", "0.8568866"),
    ),
    "Chebyshev 99": (
        lambda x: ucl.chebyshev(x, confidence=0.99),
        ("844.3351", "25.84562", "2613.436", "69.67346", "993.8210", "1.010169"),
    ),
    "shape": (
        lambda x: gamma_fit(x).shape,
        ("5.202080", "1.455058", "0.4733280", "3.029571", "0.7578379", "4.865932"),
    ),
    "corrected shape": (
        lambda x: gamma_fit(x).corrected,
        ("4.604497", "1.335752", "0.4473516", "2.889203", "0.6507148", "4.569525"),
    ),
    "approximate gamma": (
        ucl_skewed.approximate_gamma,
        ("529.8979", "12.64250", "942.1930", "39.35026", "326.2629", "0.6721289"),
    ),
    "level": (
        lambda x: ucl_skewed.adjusted_level(x.size),
        ("0.0395", "0.0413", "0.0407", "0.0460", "0.03235", "0.044894"),
    ),
    "adjusted gamma": (
        ucl_skewed.adjusted_gamma,
        ("535.7555", "12.84011", "973.1369", "39.47558", "353.4303", "0.6745974"),
    ),
    # E6 here is a solution to 30 digits (mpmath): the search of EnvStats stops at 2643.308.
    "H": (ucl_skewed.land_h, ("547.8786", "14.34409", "2643.314", "37.59096", "496.6282", "0.6827253")),
    "MVUE mean": (
        lambda x: ucl_skewed.lognormal_mean(x)[0],
        ("453.6101", "9.645457", "667.9458", "33.07720", "159.8552", "0.5989072"),
    ),
    "MVUE standard error": (
        lambda x: ucl_skewed.lognormal_mean(x)[1],
        ("43.87092", "1.756316", "297.5771", "2.318662", "57.66661", "0.04267047"),
    ),
    "Chebyshev MVUE": (
        ucl_skewed.chebyshev_lognormal,
        ("644.8390", "17.30106", "1965.054", "43.18402", "411.2181", "0.7849035"),
    ),
}
PRINTED = [
    pytest.param(compute, name, printed, id=f"{quantity}, {name}")
    for quantity, (compute, values) in TABLE.items()
    for name, printed in zip(SETS, values, strict=True)
]
LIMITS = [compute for compute, _ in list(TABLE.values())[3:8]]
SKEWED = [ucl_skewed.approximate_gamma, ucl_skewed.adjusted_gamma, ucl_skewed.land_h, ucl_skewed.chebyshev_lognormal]
MANY_DRAWS = Resampling(50_000)
CONTENTS = st.lists(st.floats(0.01, 1000).map(lambda x: round(x, 2)), min_size=5, max_size=25)
VARYING = CONTENTS.filter(lambda x: len(set(x)) > 2)


@pytest.mark.parametrize(("compute", "name", "printed"), PRINTED)
def test_the_printed_table(compute, name, printed):
    assert as_printed(compute(sample(name).values), printed)


@pytest.mark.parametrize(
    ("n", "sd", "printed"),
    [
        (3, 0.1, "2.750"),
        (3, 1.0, "13.05"),
        (5, 0.1, "2.035"),
        (5, 1.0, "4.905"),
        (10, 0.1, "1.802"),
        (10, 1.0, "3.103"),
    ],
)
def test_the_h_of_few_values_is_that_of_the_printed_tables(n, sd, printed):
    """H for 95 %, Gilbert (1987), table A12 (recalled): the limit is exp(ȳ + s²/2 + s H/√(n - 1))."""
    line = np.linspace(-1, 1, n)
    limit = ucl_skewed.land_h(np.exp(line / line.std(ddof=1) * sd))
    assert as_printed((np.log(limit) - sd**2 / 2) * (n - 1) ** 0.5 / sd, printed)


def test_two_values_have_a_limit_of_each_kind_that_needs_no_more():
    """1 and 3: x̄ 2, s/√n 1; t(0.95, 1) 6.313752, z 1.644854, √19."""
    assert as_printed(ucl.student_t([1, 3]), "8.313752")
    assert as_printed(ucl.central_limit([1, 3]), "3.644854")
    assert as_printed(ucl.chebyshev([1, 3]), "6.358899")
    assert ucl.standard_deviation(np.array([0.1, 0.1, 0.1])) == 0.0


def test_the_fewest_values_of_skewed_data_against_r():
    assert as_printed(ucl_skewed.approximate_gamma([1, 2, 6, 7]), "16.706519093")
    assert ucl_skewed.lognormal_mean([1, 2, 6]) == pytest.approx((2.956062171, 1.403784393), rel=1e-9)
    assert as_printed(ucl_skewed.chebyshev_lognormal([1, 2, 6]), "9.075016478")


class TestBootstrapAgainstPrintedRanges:
    """Random: within 1 % of the ranges printed; CR, and bootstrap-t and Hall, within 10 %."""

    @pytest.mark.parametrize(
        ("name", "least", "most"), [("E2", 515.2, 515.9), ("E9", 40.4, 40.6), ("CR", 331.0, 333.0)]
    )
    def test_percentile(self, name, least, most):
        found = bootstrap_limits(sample(name).values, MANY_DRAWS).percentile
        slack = 0.1 if name == "CR" else 0.01
        assert least * (1 - slack) <= found <= most * (1 + slack)

    @pytest.mark.parametrize(
        ("name", "least", "most"), [("E2", 516.8, 517.7), ("E9", 41.3, 41.6), ("CR", 420.0, 421.0)]
    )
    def test_bca(self, name, least, most):
        found = bootstrap_limits(sample(name).values, MANY_DRAWS).bca
        assert least * 0.99 <= found <= most * 1.01

    @pytest.mark.parametrize(("name", "t", "hall"), [("E2", 522.4, 517.4), ("E9", 42.1, 40.5), ("CR", 695, 847)])
    def test_bootstrap_t_and_hall(self, name, t, hall):
        found = bootstrap_limits(sample(name).values, MANY_DRAWS)
        assert found.bootstrap_t == pytest.approx(t, rel=0.1)
        assert found.hall == pytest.approx(hall, rel=0.1)

    def test_the_same_seed_gives_the_same_limits_and_another_seed_others(self):
        values = sample("E4").values
        assert bootstrap_limits(values, Resampling(500, 7)) == bootstrap_limits(values, Resampling(500, 7))
        assert bootstrap_limits(values, Resampling(500, 7)) != bootstrap_limits(values, Resampling(500, 8))


class TestAnyData:
    @given(CONTENTS)
    @settings(max_examples=60)
    def test_a_limit_is_never_below_the_mean(self, values):
        for limit in (ucl.student_t, ucl.central_limit, ucl.chebyshev):
            assert limit(values) >= np.mean(values) * (1 - 1e-12)

    @given(VARYING)
    @settings(max_examples=30, deadline=None)
    def test_a_limit_for_skewed_data_is_above_its_estimate_of_the_mean(self, values):
        assert ucl_skewed.approximate_gamma(values) > np.mean(values)
        assert ucl_skewed.adjusted_gamma(values) >= ucl_skewed.approximate_gamma(values)
        assert ucl_skewed.chebyshev_lognormal(values) > ucl_skewed.lognormal_mean(values)[0]

    @given(VARYING, st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=25, deadline=None)
    def test_another_unit_moves_every_limit_with_it(self, values, factor):
        for limit in (*LIMITS, ucl_skewed.approximate_gamma, ucl_skewed.adjusted_gamma, ucl_skewed.chebyshev_lognormal):
            assert limit(np.array(values) * factor) == pytest.approx(factor * limit(np.array(values)), rel=1e-9)

    def test_another_unit_moves_the_h_limit_and_the_bootstrap_with_it(self):
        values, draws = sample("E4").values, Resampling(500)
        assert ucl_skewed.land_h(values * 1000) == pytest.approx(1000 * ucl_skewed.land_h(values), rel=1e-9)
        ours, theirs = bootstrap_limits(values, draws), bootstrap_limits(values * 1000, draws)
        assert theirs.bca == pytest.approx(1000 * ours.bca, rel=1e-9)
        assert theirs.hall == pytest.approx(1000 * ours.hall, rel=1e-9)

    @given(CONTENTS, st.floats(0.5, 0.98))
    @settings(max_examples=30)
    def test_more_confidence_never_lowers_a_limit(self, values, confidence):
        for limit in (ucl.student_t, ucl.central_limit, ucl.modified_t, ucl.chebyshev):
            assert limit(values, confidence=confidence + 0.01) >= limit(values, confidence=confidence) - 1e-12

    def test_more_confidence_raises_the_h_limit(self):
        limits = [ucl_skewed.land_h(sample("E4").values, confidence=level) for level in (0.6, 0.8, 0.95, 0.99)]
        assert limits == sorted(limits)

    @given(st.floats(0.01, 1000), st.integers(3, 12))
    @settings(max_examples=20)
    def test_equal_values_leave_no_doubt(self, value, n):
        for limit in (ucl.student_t, ucl.central_limit, ucl.modified_t, ucl.adjusted_central_limit, ucl.chebyshev):
            assert limit([value] * n) == pytest.approx(value, rel=1e-12)
        assert bootstrap_limits([value] * n).bootstrap_t == pytest.approx(value, rel=1e-12)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("n", "spread"), [(3_000, 0.8), (300_000, 2.0)])
def test_land_h_of_many_values_comes_near_the_limit_of_cox(n, spread):
    """exp(ȳ + s²/2 + z √(s²/n + s⁴/(2(n - 1)))), which holds for many values; the quadrature is quiet about it."""
    values = np.exp(np.random.default_rng(1).normal(2, spread, n))
    mean, variance = np.log(values).mean(), np.log(values).var(ddof=1)
    cox = np.exp(mean + variance / 2 + 1.6448536 * np.sqrt(variance / n + variance**2 / (2 * (n - 1))))
    assert ucl_skewed.land_h(values) == pytest.approx(cox, rel=1e-3)


class TestBadInput:
    @pytest.mark.parametrize("limit", SKEWED)
    def test_zero_and_equal_values_are_refused_where_logarithms_are_taken(self, limit):
        with pytest.raises(NotPositive):
            limit([0.0, 1, 2, 3, 4, 5])
        with pytest.raises(NoVariation):
            limit([2.0] * 6)

    def test_one_value_has_no_limit(self):
        with pytest.raises(TooFewValues):
            ucl.student_t([1.0])

    def test_four_values_have_no_adjusted_level(self):
        with pytest.raises(TooFewValues):
            ucl_skewed.adjusted_gamma([1.0, 2, 3, 4])

    @pytest.mark.parametrize("confidence", [95, 1.0, 0.4, float("nan")])
    def test_a_confidence_is_a_fraction(self, confidence):
        with pytest.raises(BadSetting, match=r"0\.95"):
            ucl.student_t([1.0, 2], confidence=confidence)

    def test_logarithms_that_scatter_beyond_sense_have_no_h_limit(self):
        with pytest.raises(NoSolution):
            ucl_skewed.land_h([1e-30, 1.0, 1e30])
        with pytest.raises(BadSetting):
            ucl_skewed.chebyshev_lognormal([1e-30, 1.0, 1e30])

    @pytest.mark.parametrize("resamples", [50, 10**8])
    def test_draws_are_neither_few_nor_endless(self, resamples):
        with pytest.raises(BadSetting):
            Resampling(resamples)
