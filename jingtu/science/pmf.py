"""Source apportionment by positive matrix factorization (PMF): which sources, how much of each in every sample."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

from jingtu.problems import error
from jingtu.science.pmf_pass import Limits, Side, descend
from jingtu.science.pmf_table import ApportionmentError, BadFactors, Floats, checked

Found = TypeVar("Found")
EPA_LOWEST = -0.2
"""The floor of contributions that EPA PMF 5.0 works with, in parts of the mean contribution."""
EPA_ROBUST = 4.0
STEPS_PER_ROUND = 50
MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Options:
    """How to search.

    ``starts``: random starts, of which the one with the lowest Q is kept. ``robust``: scaled residuals beyond this
    count as if by their size, not its square, so that single outliers do not make a factor of their own; None: never.
    ``lowest``: floor of contributions, in parts of the mean contribution of the factor (EPA PMF 5.0: -0.2).
    ``tolerance``: least relative fall of Q over ten steps. ``threads``: None for as many as processors; the answer
    does not depend on it. ``tell``: called after each start or resample with the share done, 0 to 1, in the thread that
    asked; what it raises ends the search.
    """

    starts: int = 20
    robust: float | None = EPA_ROBUST
    lowest: float = 0.0
    tolerance: float = 1e-6
    most_steps: int = 5000
    threads: int | None = None
    tell: Callable[[float], None] | None = None

    def __post_init__(self) -> None:
        rules = (
            ("starts", self.starts >= 1, "1 or more", "不小于 1"),
            ("robust", self.robust is None or self.robust > 0, "above 0, or None", "大于 0 或不设"),
            ("lowest", -1 < self.lowest <= 0, "above -1 and at most 0", "大于 -1 且不大于 0"),
            ("tolerance", 0 < self.tolerance < 1, "between 0 and 1", "在 0 与 1 之间"),
            ("most_steps", self.most_steps >= 1, "1 or more", "不小于 1"),
        )
        for name, good, rule, rule_zh in rules:
            if not good:
                value = getattr(self, name)
                raise ApportionmentError(
                    error("apportionment.options", name=name, value=value, rule=rule, rule_zh=rule_zh)
                )


AS_USUAL = Options()


@dataclass(frozen=True, slots=True)
class Run:
    """What one start led to. Where starts end with much the same Q but other profiles, the answer is not the only
    one."""

    q_true: float
    q_robust: float
    converged: bool


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Sources found, in order of how much they explain.

    ``contributions``, shape (n, k): of each factor to each sample, mean 1 over the samples [1]; ``profiles``, shape
    (k, p): mean concentration of each species that comes from each factor [unit of the species]; ``q_true``: sum of
    squared scaled residuals; ``q_robust``: the same with residuals beyond ``Options.robust`` counted by their size;
    ``q_expected``: numbers given less numbers fitted; ``runs``: every start.
    """

    contributions: Floats
    profiles: Floats
    q_true: float
    q_robust: float
    q_expected: int
    converged: bool
    runs: tuple[Run, ...]

    @property
    def shares(self) -> Floats:
        """Part of the modelled mean of each species that comes from each factor, shape (k, p); columns add up to 1.

        NaN for a species that no factor carries.
        """
        sums = self.profiles.sum(axis=0)
        shares: Floats = np.divide(self.profiles, sums, out=np.full_like(self.profiles, np.nan), where=sums > 0)
        return shares


def apportion(
    values: ArrayLike, uncertainties: ArrayLike, factors: int, *, seed: int, options: Options = AS_USUAL
) -> Apportionment:
    """Explain concentrations as the sum of a few sources.

    Parameters
    ----------
    values : array_like, shape (n, p)
        Concentrations x: rows are samples, columns species. [one unit per species] Leave out totals.
    uncertainties : array_like, shape (n, p)
        Standard uncertainties u, above zero. [as values] See :func:`jingtu.science.pmf_table.table`.
    factors : int
        Number k of sources to look for, below n and p.
    seed : int
        Of the random starts: the same seed gives the same answer.

    Raises
    ------
    BadTable
        If shapes do not fit, a value is missing, an uncertainty is not above zero, or a species was never found.
    BadFactors
        If there are too few or too many factors for the table.

    Notes
    -----
    Minimises Q = Σ ((x - Σ g·f) / u)² over contributions g and profiles f [1]_; in robust mode residuals beyond 4 are
    weighted down as in [2]_. The program of the EPA lets contributions fall to -0.2 (``lowest=EPA_LOWEST``); here the
    default is that no source takes anything away. Which source a factor is, the profiles do not say: that is judged.

    References
    ----------
    .. [1] P. Paatero, U. Tapper, Positive matrix factorization, Environmetrics 5 (1994) 111-126.
    .. [2] P. Paatero, Least squares formulation of robust non-negative factor analysis, Chemometrics and Intelligent
       Laboratory Systems 37 (1997) 23-35.
    """
    numbers, sigma = checked(values, uncertainties)
    samples, species = numbers.shape
    if not 1 <= factors < min(samples, species):
        raise BadFactors(error("apportionment.factors", factors=factors, samples=samples, species=species))
    seeds = np.random.SeedSequence(seed).spawn(options.starts)
    found = each_told(lambda one: fitted(numbers, sigma, _random_start(numbers, factors, one), options), seeds, options)
    best = min(found, key=lambda each: each[2].q_robust if options.robust else each[2].q_true)
    contributions, profiles, run = best
    order = np.argsort(-(profiles / numbers.mean(axis=0)).sum(axis=1), kind="stable")
    return Apportionment(
        np.ascontiguousarray(contributions[order].T),
        profiles[order],
        run.q_true,
        run.q_robust,
        samples * species - factors * (samples + species),
        run.converged,
        tuple(each[2] for each in found),
    )


def each_told(
    job: Callable[[np.random.SeedSequence], Found], seeds: Sequence[np.random.SeedSequence], options: Options
) -> list[Found]:
    """A job for each seed, on threads, in the order of the seeds."""
    found: list[Found] = []
    with ThreadPoolExecutor(options.threads or os.cpu_count()) as pool:
        for one in pool.map(job, seeds):
            found.append(one)
            if options.tell:
                options.tell(len(found) / len(seeds))
    return found


def fitted(
    values: Floats, uncertainties: Floats, start: tuple[Floats, Floats], options: Options
) -> tuple[Floats, Floats, Run]:
    """Descend from contributions, shape (k, n), and profiles, shape (k, p): both anew, scaled, and how it went."""
    contributions, profiles = (np.array(each, dtype=np.float64) for each in start)
    weights = uncertainties**-2.0
    converged = _descend(values, weights, (contributions, profiles), options, options.most_steps)
    if options.robust:
        converged = _robustly(values, uncertainties, (contributions, profiles), options)
    scale = contributions.mean(axis=1)
    scale[scale <= 0] = 1.0
    residuals = _residuals(values, uncertainties, contributions, profiles)
    run = Run(float((residuals**2).sum()), _q_robust(residuals, options.robust or EPA_ROBUST), converged)
    return contributions / scale[:, None], profiles * scale[:, None], run


def _robustly(values: Floats, uncertainties: Floats, state: tuple[Floats, Floats], options: Options) -> bool:
    """Weigh outliers down and descend again, until that changes nothing."""
    assert options.robust is not None
    before = np.inf
    for _ in range(MOST_ROUNDS):
        residuals = _residuals(values, uncertainties, *state)
        now = _huber(residuals, options.robust)
        if before - now <= options.tolerance * now:
            return True
        before = now
        weights = uncertainties**-2.0 * np.minimum(1.0, options.robust / np.maximum(residuals, options.robust))
        _descend(values, weights, state, options, STEPS_PER_ROUND)
    return False


def _descend(values: Floats, weights: Floats, state: tuple[Floats, Floats], options: Options, most_steps: int) -> bool:
    weighted = weights * values
    by_sample = Side(np.ascontiguousarray(weights.T), np.ascontiguousarray(weighted.T))
    limits = Limits(options.lowest, float((weighted * values).sum()), options.tolerance, most_steps)
    _, converged = descend(by_sample, Side(weights, weighted), *state, limits)
    return bool(converged)


def _random_start(values: Floats, factors: int, seed: np.random.SeedSequence) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    contributions = rng.uniform(0.1, 1.9, (factors, values.shape[0]))
    return contributions, rng.uniform(0.1, 1.9, (factors, values.shape[1])) * np.abs(values.mean(axis=0)) / factors


def _residuals(values: Floats, uncertainties: Floats, contributions: Floats, profiles: Floats) -> Floats:
    return np.abs(values - contributions.T @ profiles) / uncertainties


def _huber(residuals: Floats, bend: float) -> float:
    """What weighting down lowers step by step: squares up to ``bend``, straight on from there."""
    return float(np.where(residuals <= bend, residuals**2, 2 * bend * residuals - bend**2).sum())


def _q_robust(residuals: Floats, bend: float) -> float:
    return float((residuals * np.minimum(residuals, bend)).sum())


def matched(profiles: ArrayLike, others: ArrayLike) -> tuple[NDArray[np.int64], Floats]:
    """Which factor of ``others`` goes with each of ``profiles``, both shape (k, p), and the squared correlation r².

    Correlation is taken over species, each in parts of its sum over the factors of its own solution, so that no species
    outweighs the others by its unit.
    """
    mine, theirs = (_shares(np.asarray(each, dtype=np.float64)) for each in (profiles, others))
    k = mine.shape[0]
    squared = np.nan_to_num(np.corrcoef(mine, theirs)[:k, k:]).clip(0, None) ** 2
    rows, columns = linear_sum_assignment(-squared)
    return columns.astype(np.int64), squared[rows, columns]


def _shares(profiles: Floats) -> Floats:
    shares: Floats = profiles / np.maximum(profiles.sum(axis=0), np.finfo(np.float64).tiny)
    return shares
