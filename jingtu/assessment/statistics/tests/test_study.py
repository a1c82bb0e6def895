"""One substance by itself: which estimate, threshold and outlier it gets, and what says why there is none."""

import tomllib

import numpy as np
import polars as pl
import pytest

from jingtu.assessment.samples import SampleGroup
from jingtu.assessment.statistics.study import Estimator, Threshold, fitting_threshold, studied
from jingtu.assessment.statistics.suspects import OutlierTest, suspicions
from jingtu.assessment.statistics.words import WORDS
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family
from jingtu.science.thresholds import Goal
from jingtu.science.ucl_bootstrap import Resampling

A = (12, 15, 9, 20, 14, 11, 18, 13)


def group(*values, hidden=()):
    detected = [place not in hidden for place in range(len(values))]
    rows = pl.DataFrame({"sample": [f"S{i}" for i in range(len(values))]})
    return SampleGroup("lead", "soil", "mg/kg", {}, Sample.of(values, detected), rows)


def study(*values, hidden=()):
    return studied(group(*values, hidden=hidden), Resampling(200, 1), Goal())


class TestEstimates:
    def test_without_non_detects_the_nonparametric_ones_are_the_mean_itself(self):
        found = study(*A).estimates
        assert [found[name].mean for name in (Estimator.KAPLAN_MEIER, Estimator.ROS_LOG)] == pytest.approx([14, 14])
        assert found[Estimator.LIKELIHOOD_NORMAL].mean == pytest.approx(14)
        assert found[Estimator.LIKELIHOOD_NORMAL].upper_limit > 14

    def test_with_non_detects_every_method_has_an_estimate_below_that_of_the_limits(self):
        found = study(5, 5, *A, hidden=(0, 1)).estimates
        assert all(one.lack is None and one.mean < (5 + 5 + 112) / 10 + 1 for one in found.values())

    def test_all_non_detects_say_why_there_is_none(self):
        found = study(1, 1, 2, hidden=(0, 1, 2))
        assert found.moments is None
        assert found.maximum is None
        assert {one.lack.code for one in found.estimates.values()} == {"statistics.too_few_detects"}

    def test_a_zero_has_no_logarithm(self):
        found = study(0, *A).estimates
        assert found[Estimator.ROS_LOG].lack.code == "statistics.not_positive"
        assert found[Estimator.ROS_LINEAR].lack is None


class TestThresholds:
    def test_the_normal_tolerance_limit_of_eight_values(self):
        # mean 14, sd 3.6253, K = 3.18729
        found = study(*A)
        assert found.threshold is Threshold.NORMAL
        assert found.bounds[Threshold.NORMAL].tolerance == pytest.approx(14 + 3.18729 * np.std(A, ddof=1), rel=1e-5)

    @pytest.mark.parametrize(
        ("hidden", "family", "threshold"),
        [
            ((), Family.NORMAL, Threshold.NORMAL),
            ((), Family.GAMMA, Threshold.GAMMA),
            ((), Family.LOGNORMAL, Threshold.LOGNORMAL),
            ((), None, Threshold.BY_RANK),
            ((0,), Family.NORMAL, Threshold.KAPLAN_MEIER),
            ((0,), Family.GAMMA, Threshold.BY_RANK),
            ((0,), None, Threshold.BY_RANK),
        ],
    )
    def test_which_is_used(self, hidden, family, threshold):
        assert fitting_threshold(group(*A, hidden=hidden).sample, family) is threshold

    def test_a_limit_by_rank_says_what_confidence_it_reaches(self):
        # the largest of 8 covers 95 % with probability 1 - 0.95^8
        found = study(*A).bounds[Threshold.BY_RANK]
        assert found.tolerance == 20
        assert found.tolerance_confidence == pytest.approx(0.336580, abs=1e-6)
        assert found.prediction_confidence == pytest.approx(8 / 9)

    def test_families_are_not_fitted_to_non_detects(self):
        assert set(study(*A, hidden=(2,)).bounds) == {Threshold.KAPLAN_MEIER, Threshold.BY_RANK}

    def test_one_result_has_no_normal_threshold_and_says_so(self):
        assert study(12).bounds[Threshold.NORMAL].lack.code == "statistics.too_few"


class TestSuspects:
    def test_a_value_far_above_the_others_is_named_by_its_place(self):
        found = suspicions(group(100, *A), normal=True)
        assert {(one.test, one.place, one.value) for one in found} == {
            (OutlierTest.DIXON, 0, 100.0),
            (OutlierTest.BOX_FENCES, 0, 100.0),
            (OutlierTest.MEDIAN_FENCES, 0, 100.0),
        }

    def test_none_among_even_values(self):
        assert suspicions(group(*A), normal=True) == ()

    def test_fifteen_values_are_tested_by_rosner(self):
        tests = {one.test for one in suspicions(group(*range(10, 24), 100), normal=True)}
        assert OutlierTest.ROSNER in tests
        assert OutlierTest.DIXON not in tests
        assert OutlierTest.ROSNER not in {one.test for one in suspicions(group(*range(10, 23), 100), normal=True)}

    def test_the_place_counts_the_non_detects_before_it(self):
        found = suspicions(group(900, 5, *A, 100, hidden=(0, 1)), normal=True)
        assert {one.place for one in found} == {10}

    def test_values_that_are_not_normal_are_tested_by_their_logarithms(self):
        values = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
        assert suspicions(group(*values), normal=False) == ()
        assert suspicions(group(*values), normal=True) != ()

    def test_with_a_zero_they_are_not(self):
        assert all(not one.logarithms for one in suspicions(group(0, *A, 100), normal=False))

    def test_three_values_are_too_few(self):
        assert suspicions(group(1, 1, 1000), normal=True) == ()


def test_every_word_has_both_languages():
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert all(set(both) == {"zh", "en"} and all(both.values()) for words in table.values() for both in words.values())
