"""One substance by itself: its mean by several methods, its upper limits, thresholds of background, outliers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from jingtu.assessment.samples import SampleGroup
from jingtu.assessment.statistics.suspects import Suspicion, suspicions
from jingtu.problems import Problem
from jingtu.science.bad_values import StatisticsError
from jingtu.science.nondetects import KaplanMeier, Sample, kaplan_meier
from jingtu.science.nondetects_mle import Family, likelihood_fit, likelihood_upper_limit
from jingtu.science.nondetects_ros import Scale, ros
from jingtu.science.thresholds import (
    Goal,
    Thresholds,
    median_and_deviation,
    prediction_by_rank,
    thresholds,
    thresholds_with_non_detects,
    tolerance_by_rank,
)
from jingtu.science.ucl_bootstrap import Resampling
from jingtu.science.ucl_choice import Recommendation, family_of, recommended_limit


class Estimator(StrEnum):
    """How mean and spread are estimated."""

    KAPLAN_MEIER = "kaplan_meier"
    ROS_LOG = "ros_log"
    ROS_LINEAR = "ros_linear"
    LIKELIHOOD_NORMAL = "likelihood_normal"
    LIKELIHOOD_LOGNORMAL = "likelihood_lognormal"
    LIKELIHOOD_GAMMA = "likelihood_gamma"


class Threshold(StrEnum):
    """How a threshold of background is found."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    KAPLAN_MEIER = "kaplan_meier"
    BY_RANK = "by_rank"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mean and sd in the unit of the results; ``upper_limit``: 95 %, of the mean, by profile likelihood; ``aic`` of
    likelihoods, to compare them. All None where ``lack`` says why the method cannot be used."""

    mean: float | None = None
    sd: float | None = None
    upper_limit: float | None = None
    aic: float | None = None
    lack: Problem | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Thresholds by one method, in the unit of the results; None: the method has none such, or ``lack`` says why.

    ``percentile`` by the median is its rule of mapping, without a coverage of its own.

    ``tolerance_confidence``, ``prediction_confidence``: what a limit by rank reaches. [1]
    """

    percentile: float | None = None
    tolerance: float | None = None
    prediction: float | None = None
    simultaneous: float | None = None
    tolerance_confidence: float | None = None
    prediction_confidence: float | None = None
    lack: Problem | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """Everything found of one group. ``threshold``: the method to use, after the rule of :func:`fitting_threshold`."""

    group: SampleGroup
    moments: KaplanMeier | None
    estimates: Mapping[Estimator, Estimate]
    upper: Recommendation
    bounds: Mapping[Threshold, Bounds]
    threshold: Threshold
    suspects: tuple[Suspicion, ...]

    @property
    def maximum(self) -> float | None:
        """The largest detected value."""
        detects = self.group.sample.detects
        return float(detects.max()) if detects.size else None


def studied(group: SampleGroup, resampling: Resampling, goal: Goal) -> Study:
    """What the results of one group say; what cannot be computed says why."""
    sample = group.sample
    try:
        moments = kaplan_meier(sample)
    except StatisticsError:
        moments = None
    upper = recommended_limit(sample, resampling)
    return Study(
        group,
        moments,
        {name: _estimate(compute, sample) for name, compute in ESTIMATORS.items()},
        upper,
        {name: _bounds(compute, sample, goal) for name, compute in BOUNDS[sample.complete].items()},
        fitting_threshold(sample, family_of(upper.tests)),
        suspicions(group, normal=family_of(upper.tests) is Family.NORMAL),
    )


def fitting_threshold(sample: Sample, family: Family | None) -> Threshold:
    """The threshold to use: that of the first family not rejected; with non-detects Kaplan–Meier where the detected
    values are not rejected as normal; otherwise by rank. A rule of this house."""
    if not sample.complete:
        return Threshold.KAPLAN_MEIER if family is Family.NORMAL else Threshold.BY_RANK
    return Threshold.BY_RANK if family is None else Threshold(family)


# ---------------------------------------------------------------- mean and spread


def _estimate(compute: Callable[[Sample], Estimate], sample: Sample) -> Estimate:
    try:
        return compute(sample)
    except StatisticsError as refused:
        return Estimate(lack=refused.problem)


def _kaplan_meier(sample: Sample) -> Estimate:
    found = kaplan_meier(sample)
    return Estimate(found.mean, found.sd)


def _ros(scale: Scale, sample: Sample) -> Estimate:
    found = ros(sample, scale)
    return Estimate(found.mean, found.sd)


def _likelihood(family: Family, sample: Sample) -> Estimate:
    found = likelihood_fit(sample, family)
    try:
        limit = likelihood_upper_limit(sample, family)
    except StatisticsError:
        limit = None
    return Estimate(found.mean, found.sd, limit, found.aic)


ESTIMATORS: Mapping[Estimator, Callable[[Sample], Estimate]] = {
    Estimator.KAPLAN_MEIER: _kaplan_meier,
    Estimator.ROS_LOG: partial(_ros, Scale.LOG),
    Estimator.ROS_LINEAR: partial(_ros, Scale.LINEAR),
    Estimator.LIKELIHOOD_NORMAL: partial(_likelihood, Family.NORMAL),
    Estimator.LIKELIHOOD_LOGNORMAL: partial(_likelihood, Family.LOGNORMAL),
    Estimator.LIKELIHOOD_GAMMA: partial(_likelihood, Family.GAMMA),
}


# ---------------------------------------------------------------- thresholds of background


def _bounds(compute: Callable[[Sample, Goal], Bounds], sample: Sample, goal: Goal) -> Bounds:
    try:
        return compute(sample, goal)
    except StatisticsError as refused:
        return Bounds(lack=refused.problem)


def _of(found: Thresholds) -> Bounds:
    return Bounds(found.percentile, found.tolerance, found.prediction, found.simultaneous)


def _complete(family: Family, sample: Sample, goal: Goal) -> Bounds:
    return _of(thresholds(sample.values, family, goal))


def _by_rank(sample: Sample, goal: Goal) -> Bounds:
    tolerance, prediction = tolerance_by_rank(sample, goal), prediction_by_rank(sample, goal)
    return Bounds(
        tolerance=tolerance.value,
        prediction=prediction.value,
        tolerance_confidence=tolerance.confidence,
        prediction_confidence=prediction.confidence,
    )


WITHOUT_NON_DETECTS: Mapping[Threshold, Callable[[Sample, Goal], Bounds]] = {
    Threshold.NORMAL: partial(_complete, Family.NORMAL),
    Threshold.LOGNORMAL: partial(_complete, Family.LOGNORMAL),
    Threshold.GAMMA: partial(_complete, Family.GAMMA),
    Threshold.BY_RANK: _by_rank,
    Threshold.MEDIAN: lambda sample, _: Bounds(percentile=median_and_deviation(sample.values)),
}
WITH_NON_DETECTS: Mapping[Threshold, Callable[[Sample, Goal], Bounds]] = {
    Threshold.KAPLAN_MEIER: lambda sample, goal: _of(thresholds_with_non_detects(sample, goal)),
    Threshold.BY_RANK: _by_rank,
}
BOUNDS = {True: WITHOUT_NON_DETECTS, False: WITH_NON_DETECTS}
