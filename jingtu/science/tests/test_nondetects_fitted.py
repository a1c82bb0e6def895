"""ROS and maximum likelihood against NADA 1.6-1.1 and EnvStats 3.1.0 (run once, figures typed)."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.science.bad_values import NoSolution, NotPositive, NoVariation, TooFewValues
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family, likelihood_fit, likelihood_upper_limit
from jingtu.science.nondetects_ros import Scale, plotting_positions, ros
from jingtu.science.tests.vectors import as_printed, sample

LOGS = st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=6, max_size=25).filter(
    lambda rows: len({round(x, 2) for x, seen in rows if seen}) >= 5
)


def made(rows, factor=1.0) -> Sample:
    return Sample.of([factor * float(np.exp(x)) for x, _ in rows], [seen for _, seen in rows])


def ammonia(shared) -> Sample:
    with (shared / "data/nondetect_olympic_nh4.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Sample.of([float(row["NH4.mg.per.L"]) for row in rows], [row["Censored"] == "False" for row in rows])


class TestPublishedRos:
    def test_manganese(self):
        found = ros(sample("MN"))
        assert as_printed(found.mean, "19.82767")
        assert as_printed(found.sd, "25.86966")

    def test_non_detects_of_manganese_are_spread_below_their_limits(self):
        mn = sample("MN")
        filled = np.sort(ros(mn).filled[~mn.detected])
        assert filled == pytest.approx(
            [1.055199642, 1.288007692, 1.747229683, 2.216118863, 2.458136353, 3.227140982], rel=1e-9
        )

    @pytest.mark.shared
    def test_ammonia_in_rain(self, shared):
        found = ros(ammonia(shared))
        assert as_printed(found.mean, "0.01910487292")
        assert as_printed(found.sd, "0.03150835391")


class TestPublishedLikelihood:
    def test_normal(self):
        found = likelihood_fit(sample("MN"), Family.NORMAL)
        assert found.parameters == pytest.approx((15.23507944, 30.62812059), rel=1e-6)

    def test_lognormal(self):
        found = likelihood_fit(sample("MN"), Family.LOGNORMAL)
        assert as_printed(found.parameters[0], "2.215905")
        assert as_printed(found.parameters[1], "1.356291")
        assert as_printed(found.mean, "23.003987")
        assert as_printed(found.sd / found.mean, "2.300772")

    def test_gamma(self):
        found = likelihood_fit(sample("MN"), Family.GAMMA)
        assert found.parameters == pytest.approx((0.6370042576, 30.8707540192), rel=1e-6)

    @pytest.mark.shared
    def test_ammonia_in_rain(self, shared):
        found = likelihood_fit(ammonia(shared), Family.LOGNORMAL)
        assert found.parameters == pytest.approx((-4.714493546, 1.253345189), rel=1e-7)

    @pytest.mark.parametrize(("family", "printed"), [(Family.LOGNORMAL, "69.87694"), (Family.GAMMA, "34.35332")])
    def test_the_upper_end_of_a_two_sided_interval_is_a_one_sided_limit(self, family, printed):
        assert as_printed(likelihood_upper_limit(sample("MN"), family, confidence=0.975), printed)


class TestComplete:
    def test_the_normal_fit_of_complete_data_is_their_mean_and_sd_with_divisor_n(self):
        found = likelihood_fit(sample("E2"), Family.NORMAL)
        assert found.mean == pytest.approx(451.36, rel=1e-7)
        assert found.sd == pytest.approx(197.4774 * (24 / 25) ** 0.5, rel=1e-6)

    def test_the_gamma_fit_has_the_shape_of_the_table(self):
        assert likelihood_fit(sample("E4"), Family.GAMMA).parameters[0] == pytest.approx(1.455058, rel=1e-5)

    def test_the_family_that_fits_best_has_the_smallest_aic(self):
        e6 = sample("E6")
        aic = {family: likelihood_fit(e6, family).aic for family in Family}
        assert min(aic, key=aic.__getitem__) is Family.LOGNORMAL

    def test_ros_leaves_complete_data_as_they_are(self):
        found = ros(sample("TC"))
        assert found.filled.tolist() == sample("TC").values.tolist()


class TestAnySample:
    @given(LOGS)
    @settings(max_examples=40)
    def test_positions_lie_between_nought_and_one_and_rise_with_the_detected_value(self, rows):
        given_sample = made(rows)
        found = plotting_positions(given_sample)
        assert ((found > 0) & (found < 1)).all()
        order = np.argsort(given_sample.detects, kind="stable")
        assert (np.diff(found[given_sample.detected][order]) >= -1e-12).all()

    @given(LOGS, st.sampled_from([0.001, 1000.0]))
    @settings(max_examples=25)
    def test_another_unit_moves_mean_and_sd_with_it(self, rows, factor):
        ours, theirs = ros(made(rows)), ros(made(rows, factor))
        assert (theirs.mean, theirs.sd) == pytest.approx((factor * ours.mean, factor * ours.sd))
        assert theirs.slope == pytest.approx(ours.slope, abs=1e-9)

    @pytest.mark.parametrize("family", list(Family))
    def test_another_unit_moves_the_likelihood_estimates(self, family):
        mn = sample("MN")
        other = Sample(mn.values * 1000, mn.detected)
        ours, theirs = likelihood_fit(mn, family), likelihood_fit(other, family)
        assert (theirs.mean, theirs.sd) == pytest.approx((1000 * ours.mean, 1000 * ours.sd), rel=1e-6)

    @pytest.mark.parametrize("family", list(Family))
    def test_more_confidence_never_lowers_the_limit(self, family):
        limits = [likelihood_upper_limit(sample("MN"), family, confidence=level) for level in (0.5, 0.8, 0.95, 0.99)]
        assert limits[0] == pytest.approx(likelihood_fit(sample("MN"), family).mean, rel=1e-6)
        assert limits == sorted(limits)


class TestHardSamples:
    @pytest.mark.parametrize("family", list(Family))
    def test_limits_far_above_the_detected_values_change_nothing(self, family):
        plain, beside = sample("1 2 3 5 8"), sample("1 2 3 5 8 <9000 <9000 <9000 <9000 <9000 <9000")
        assert likelihood_fit(beside, family).mean == pytest.approx(likelihood_fit(plain, family).mean, rel=1e-5)

    @pytest.mark.parametrize("family", list(Family))
    def test_nearly_nothing_detected_still_has_a_limit_above_the_mean(self, family):
        one = sample("5 6 7" + 97 * " <5.5")
        assert likelihood_upper_limit(one, family) > likelihood_fit(one, family).mean

    @pytest.mark.parametrize("family", list(Family))
    def test_values_equal_but_for_rounding_have_no_fit(self, family):
        with pytest.raises(NoSolution, match="Kaplan–Meier"):
            likelihood_fit(sample("5 5.0000001 5.0000002"), family)

    def test_a_mean_beyond_sense_is_refused(self):
        with pytest.raises(NoSolution):
            likelihood_fit(sample("1e-12 1 1e12"), Family.LOGNORMAL)

    def test_so_is_a_limit_beyond_sense(self):
        with pytest.raises(NoSolution):
            likelihood_upper_limit(sample("1e-5 1 1e5"), Family.LOGNORMAL)


class TestManyResults:
    @pytest.mark.parametrize("seed", range(6))
    def test_thousands_of_results_have_a_maximum_too(self, seed):
        """The loss of all of them is so large that its last digit exceeds every tolerance of the search."""
        values = 10 + np.round(np.random.default_rng(seed).uniform(0, 97, 10_000), 1)
        found = likelihood_fit(Sample.of(values), Family.NORMAL)
        assert (found.mean, found.sd) == pytest.approx((values.mean(), values.std()), rel=1e-7)

    @pytest.mark.parametrize("family", list(Family))
    def test_equal_results_count_as_often_as_they_stand(self, family):
        once = sample("<1 <2 1.5 2.5 3 4 7")
        many = Sample(np.repeat(once.values, 300), np.repeat(once.detected, 300))
        one, other = likelihood_fit(once, family), likelihood_fit(many, family)
        assert other.mean == pytest.approx(one.mean, rel=1e-6)
        assert other.sd == pytest.approx(one.sd, rel=1e-6)
        assert other.log_likelihood == pytest.approx(300 * one.log_likelihood)


class TestBadInput:
    @pytest.mark.parametrize("fit", [ros, lambda s: likelihood_fit(s, Family.GAMMA)])
    def test_two_detected_values_are_too_few(self, fit):
        with pytest.raises(TooFewValues):
            fit(sample("<1 2 3"))

    @pytest.mark.parametrize("fit", [ros, lambda s: likelihood_fit(s, Family.NORMAL)])
    def test_equal_detected_values_have_no_spread(self, fit):
        with pytest.raises(NoVariation):
            fit(sample("<1 2 2 2"))

    @pytest.mark.parametrize("fit", [ros, lambda s: likelihood_fit(s, Family.LOGNORMAL)])
    def test_a_zero_has_no_logarithm(self, fit):
        with pytest.raises(NotPositive):
            fit(sample("0 2 3 4"))

    def test_the_linear_scale_takes_a_zero(self):
        assert ros(sample("0 2 3 <4"), Scale.LINEAR).mean > 0
