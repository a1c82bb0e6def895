"""How firmly a source apportionment stands: the same analysis on samples drawn again, with replacement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import error
from jingtu.science.pmf import AS_USUAL, Apportionment, Options, each_told, fitted
from jingtu.science.pmf_table import ApportionmentError, BadTable, Floats, checked

PERCENTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True, slots=True)
class Resampling:
    """``resamples``: how many; ``block``: samples drawn together, for samples in an order that means something (rounds
    of one well, points along a ditch), 1 where it means nothing; ``least``: correlation of contributions from which a
    factor counts as found again (EPA PMF 5.0: 0.6)."""

    resamples: int = 100
    block: int = 1
    least: float = 0.6


HUNDRED = Resampling()


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """``mapping``, shape (k, k + 1): in how many resamples the factor of the row resembled most the factor of the
    column, the last column for none; ``percentiles``, shape (5, k, p): 5th, 25th, 50th, 75th and 95th of each profile
    over the resamples that found the factor again [unit of the species], NaN for a factor never found again."""

    mapping: NDArray[np.int64]
    percentiles: Floats

    @property
    def found_again(self) -> Floats:
        """Share of resamples that found each factor again, shape (k,). EPA practice doubts a factor below 0.8."""
        shares: Floats = np.diag(self.mapping[:, :-1]) / self.mapping.sum(axis=1)
        return shares


def bootstrap(
    values: ArrayLike,
    uncertainties: ArrayLike,
    base: Apportionment,
    *,
    seed: int,
    how: Resampling = HUNDRED,
    options: Options = AS_USUAL,
) -> Bootstrap:
    """Repeat an apportionment on resampled samples, each time from the solution found.

    Parameters
    ----------
    values, uncertainties : array_like, shape (n, p)
        As given to :func:`jingtu.science.pmf.apportion`.
    base : Apportionment
        What it found for them, with the same ``options``.

    Raises
    ------
    BadTable
        If the table cannot be used or is not the one ``base`` was found for.
    ApportionmentError
        If ``how`` asks for the impossible.

    Notes
    -----
    Shows what chance in sampling does; as each resample starts from the solution, it does not show other solutions: see
    ``Apportionment.runs`` for those. Matching by correlation of contributions follows [1]_.

    References
    ----------
    .. [1] S. G. Brown et al., Methods for estimating uncertainty in PMF solutions, Science of the Total Environment 518
       (2015) 626-635.
    """
    numbers, sigma = checked(values, uncertainties)
    if (numbers.shape[0], numbers.shape[1]) != (base.contributions.shape[0], base.profiles.shape[1]):
        raise BadTable(error("apportionment.shapes", values=numbers.shape, other=base.contributions.shape))
    _refuse_nonsense(how, numbers.shape[0])
    seeds = np.random.SeedSequence(seed).spawn(how.resamples)

    def again(one: np.random.SeedSequence) -> tuple[Floats, NDArray[np.int64]]:
        rows = _rows(numbers.shape[0], how.block, np.random.default_rng(one))
        start = (np.maximum(base.contributions[rows].T, 1e-6), np.maximum(base.profiles, 0.0))
        contributions, profiles, _ = fitted(numbers[rows], sigma[rows], start, options)
        return profiles, _resembles(contributions, base.contributions[rows].T, how.least)

    found = each_told(again, seeds, options)
    return _summary(np.array([each[0] for each in found]), np.array([each[1] for each in found]))


def _refuse_nonsense(how: Resampling, samples: int) -> None:
    rules = (
        ("resamples", how.resamples >= 1, "1 or more", "不小于 1"),
        ("block", 1 <= how.block <= samples, f"from 1 to {samples}", f"在 1 至 {samples} 之间"),
        ("least", 0 <= how.least <= 1, "from 0 to 1", "在 0 至 1 之间"),
    )
    for name, good, rule, rule_zh in rules:
        if not good:
            value = getattr(how, name)
            raise ApportionmentError(error("apportionment.options", name=name, value=value, rule=rule, rule_zh=rule_zh))


def _rows(samples: int, block: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """As many rows as there are samples, in blocks drawn with replacement."""
    first = rng.integers(0, samples - block + 1, -(-samples // block))
    rows: NDArray[np.int64] = (first[:, None] + np.arange(block)).ravel()[:samples]
    return rows


def _resembles(contributions: Floats, base: Floats, least: float) -> NDArray[np.int64]:
    """For each factor, shape (k, n), the base factor it goes along with most; k where with none."""
    k = base.shape[0]
    with np.errstate(invalid="ignore", divide="ignore"):  # a factor that is the same everywhere goes along with none
        correlation = np.nan_to_num(np.corrcoef(contributions, base)[:k, k:])
    found: NDArray[np.int64] = np.where(correlation.max(axis=1) >= least, correlation.argmax(axis=1), k)
    return found


def _summary(profiles: Floats, resembles: NDArray[np.int64]) -> Bootstrap:
    """From profiles, shape (resamples, k, p), and what they resemble, shape (resamples, k)."""
    k = profiles.shape[1]
    mapping = np.array([np.bincount(resembles[:, factor], minlength=k + 1) for factor in range(k)])
    percentiles = np.full((len(PERCENTILES), *profiles.shape[1:]), np.nan)
    for factor in range(k):
        again = profiles[resembles[:, factor] == factor, factor]
        if len(again):
            percentiles[:, factor] = np.percentile(again, PERCENTILES, axis=0)
    return Bootstrap(mapping, percentiles)
