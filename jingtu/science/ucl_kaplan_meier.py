"""Upper confidence limits of the mean of results with non-detects, on the Kaplan–Meier estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from jingtu.problems import error
from jingtu.science.bad_values import Floats, NoVariation, confidence_level
from jingtu.science.kaplan_meier_pass import drawn_means, left_out_means
from jingtu.science.nondetects import KaplanMeier, Sample, kaplan_meier
from jingtu.science.ucl import chebyshev_factor
from jingtu.science.ucl_bootstrap import BY_DEFAULT, CHUNK, Resampling, bca_limit, jackknife_acceleration
from jingtu.science.ucl_skewed import adjusted_level, gamma_limit


def kaplan_meier_t(sample: Sample, *, confidence: float = 0.95) -> float:
    """mean + t SE, t at n - 1 degrees of freedom.

    Parameters
    ----------
    sample : Sample
        At least two detected values. With complete data this is Student's t.
    confidence : float, default 0.95
        From 0.5, below 1. [1]

    Raises
    ------
    TooFewValues, BadSetting

    References
    ----------
    .. [1] US EPA, ProUCL 5.2 Technical Guide, ch. 4.
    """
    found = kaplan_meier(sample)
    return found.mean + float(stdtrit(found.size - 1, confidence_level(confidence))) * found.standard_error


def kaplan_meier_z(sample: Sample, *, confidence: float = 0.95) -> float:
    """mean + z SE: for many results only. Parameters and errors as :func:`kaplan_meier_t`."""
    found = kaplan_meier(sample)
    return found.mean + float(ndtri(confidence_level(confidence))) * found.standard_error


def kaplan_meier_chebyshev(sample: Sample, *, confidence: float = 0.95) -> float:
    """mean + √(1/α - 1) SE: for any distribution. Parameters and errors as :func:`kaplan_meier_t`."""
    found = kaplan_meier(sample)
    return found.mean + chebyshev_factor(confidence) * found.standard_error


def kaplan_meier_gamma(sample: Sample, *, adjusted: bool) -> float:
    """Gamma limit at 95 % with k = mean²/variance of the Kaplan–Meier estimate and all n results.

    ``adjusted``: at the level of Grice and Bain, n >= 5. Errors as :func:`kaplan_meier_t`, and NoVariation.
    """
    found = kaplan_meier(sample)
    level = adjusted_level(found.size) if adjusted else 0.05
    return gamma_limit(found.mean, _shape(found), found.size, level)


def _shape(found: KaplanMeier) -> float:
    if found.points.size == 1:
        raise NoVariation(error("statistics.all_equal", count=found.detects))
    return (found.mean / found.sd) ** 2


@dataclass(frozen=True, slots=True)
class KaplanMeierBootstrap:
    """Percentile and BCa limit, in the unit of the values."""

    percentile: float
    bca: float


def kaplan_meier_bootstrap(
    sample: Sample, resampling: Resampling = BY_DEFAULT, *, confidence: float = 0.95
) -> KaplanMeierBootstrap:
    """Limits from results drawn with replacement, detected or not, each draw with its own Kaplan–Meier mean.

    Draws without any detected value have no mean and are left out. Parameters and errors as :func:`kaplan_meier_t`.
    """
    centre = kaplan_meier(sample).mean
    confidence_level(confidence)
    groups = _Groups.of(sample)
    left_out = np.repeat(left_out_means(groups.values, groups.detected, groups.counts), groups.counts)
    means = _drawn_means(groups, sample.size, resampling)
    return KaplanMeierBootstrap(
        float(np.quantile(means, confidence)),
        bca_limit(means, centre, jackknife_acceleration(left_out[~np.isnan(left_out)]), confidence),
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    """Equal results together, shape (g,): values rising, of equal ones the non-detects first."""

    values: Floats
    detected: NDArray[np.bool_]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, sample: Sample) -> _Groups:
        pairs, counts = np.unique(np.stack([sample.values, sample.detected]), axis=1, return_counts=True)
        return cls(np.ascontiguousarray(pairs[0]), pairs[1] == 1, counts.astype(np.int64))


def _drawn_means(groups: _Groups, n: int, resampling: Resampling) -> Floats:
    """Means of all draws that have one."""
    generator, members = resampling.generator(), np.repeat(np.arange(groups.counts.size), groups.counts)
    most, parts = max(CHUNK // n, 1), list[Floats]()
    for start in range(0, resampling.resamples, most):
        rows = min(most, resampling.resamples - start)
        parts.append(drawn_means(groups.values, groups.detected, members[generator.integers(0, n, (rows, n))]))
    means = np.concatenate(parts)
    return means[~np.isnan(means)]
