"""Concentrations with their uncertainties, as source apportionment wants them: non-detects, gaps, weak species."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import Problem, error

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
WEAK_FACTOR = 3.0
GAP_FACTOR = 4.0
BAD_BELOW, WEAK_BELOW = 0.5, 1.0


class ApportionmentError(ValueError):
    """What source apportionment refuses: what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadTable(ApportionmentError):  # noqa: N818 - the table is bad, not the program
    """Wrong shapes, missing numbers, uncertainties that are not above zero, a species that was never found."""


class BadFactors(ApportionmentError):  # noqa: N818
    """A number of factors that the table cannot carry."""


class Strength(Enum):
    """How far a species can be trusted: strong as it is, weak with three times its uncertainty, bad not at all."""

    STRONG = "strong"
    WEAK = "weak"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Table:
    """Values and uncertainties, both shape (samples, species), one unit per species; where a value stands for a
    non-detect (``below``) or for a gap (``missing``)."""

    values: Floats
    uncertainties: Floats
    below: Flags
    missing: Flags


def table(values: ArrayLike, detection_limits: ArrayLike, error_fractions: ArrayLike, *, below: ArrayLike) -> Table:
    """Give every value an uncertainty, every non-detect and every gap a stand-in.

    Parameters
    ----------
    values : array_like, shape (n, p)
        Concentrations. [one unit per species] NaN: not measured. What stands at a non-detect is not looked at.
    detection_limits : array_like, shape (p,) or (n, p)
        Method detection limits, above zero. [as values]
    error_fractions : array_like, shape (p,)
        Relative standard uncertainty of the method. [1, not %]
    below : array_like of bool, shape (n, p)
        Whether the laboratory reported *not detected*.

    Raises
    ------
    BadTable
        If shapes do not fit, a value is negative, a limit or fraction is not above zero, or a species has no value at
        all.

    Notes
    -----
    Above the limit MDL: sqrt((fraction · x)² + (MDL / 2)²); up to it: 5/6 MDL [1]_. Non-detects stand at half their
    limit [2]_; gaps at the median of the species with four times that as uncertainty [1]_, but never less than 5/6 MDL:
    what was not measured is not surer than what was not found.

    References
    ----------
    .. [1] G. Norris et al., EPA Positive Matrix Factorization (PMF) 5.0 Fundamentals and User Guide, EPA/600/R-14/108,
       2014.
    .. [2] A. V. Polissar et al., Atmospheric aerosol over Alaska 2, J. Geophys. Res. 103 (1998) 19045-19057.
    """
    numbers, flags = _numbers(values).copy(), np.asarray(below, dtype=np.bool_)
    if numbers.ndim != 2 or flags.shape != numbers.shape:
        raise BadTable(error("apportionment.shapes", values=numbers.shape, other=flags.shape))
    limits = _above_zero(detection_limits, numbers.shape, "detection limits", "检出限")
    fractions = _above_zero(error_fractions, numbers.shape, "error fractions", "误差比例")
    missing = np.isnan(numbers) & ~flags
    numbers[flags] = limits[flags] / 2
    _refuse(~missing & ~(np.isfinite(numbers) & (numbers >= 0)), "apportionment.negative")
    _refuse(missing.all(axis=0, keepdims=True), "apportionment.never_found")
    least = 5 / 6 * limits
    uncertainties = np.where(numbers <= limits, least, np.hypot(fractions * numbers, limits / 2))
    medians = np.nanmedian(numbers, axis=0)
    stand_in = np.broadcast_to(medians, numbers.shape)
    return Table(
        np.where(missing, stand_in, numbers),
        np.where(missing, np.maximum(GAP_FACTOR * stand_in, least), uncertainties),
        flags,
        missing,
    )


def signal_to_noise(values: ArrayLike, uncertainties: ArrayLike) -> Floats:
    """Mean, over samples, of how far values exceed their uncertainty, in uncertainties; below it: none. Shape (p,).

    >>> signal_to_noise([[3.0, 1.0], [1.0, 1.0]], [[1.0, 2.0], [1.0, 1.0]]).tolist()
    [1.0, 0.0]
    """
    numbers, sigma = checked(values, uncertainties)
    found: Floats = (np.maximum(numbers - sigma, 0.0) / sigma).mean(axis=0)
    return found


def strengths(noise: ArrayLike) -> list[Strength]:
    """Strength of each species from its signal-to-noise ratio, 0 or more: bad below 0.5, weak below 1 (EPA PMF 5.0 user
    guide). Raises BadTable."""
    ratios = _numbers(noise)
    if ratios.ndim != 1 or not (ratios >= 0).all():
        raise BadTable(error("apportionment.noise", shape=ratios.shape))
    return [Strength.BAD if r < BAD_BELOW else Strength.WEAK if r < WEAK_BELOW else Strength.STRONG for r in ratios]


def by_strength(found: Table, strong: list[Strength]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Values and uncertainties without bad species, weak ones with three times their uncertainty; the columns kept.

    Raises
    ------
    BadTable
        If there is not one strength for every species.
    """
    if len(strong) != found.values.shape[1]:
        raise BadTable(error("apportionment.shapes", values=found.values.shape, other=(len(strong),)))
    kept = np.flatnonzero([each is not Strength.BAD for each in strong])
    factors = np.array([WEAK_FACTOR if each is Strength.WEAK else 1.0 for each in strong])
    return found.values[:, kept], (found.uncertainties * factors)[:, kept], kept


def checked(values: ArrayLike, uncertainties: ArrayLike) -> tuple[Floats, Floats]:
    """Both as float64, shape (n, p). Raises BadTable where they cannot be factored."""
    numbers, sigma = (_numbers(each) for each in (values, uncertainties))
    if numbers.ndim != 2 or numbers.shape != sigma.shape or not numbers.size:
        raise BadTable(error("apportionment.shapes", values=numbers.shape, other=sigma.shape))
    _refuse(~np.isfinite(numbers), "apportionment.not_finite")
    _refuse(~(np.isfinite(sigma) & (sigma > 0)), "apportionment.uncertainty")
    _refuse((numbers <= 0).all(axis=0, keepdims=True), "apportionment.never_found")
    return numbers, sigma


def _numbers(given: ArrayLike) -> Floats:
    try:
        return np.ascontiguousarray(given, dtype=np.float64)
    except (TypeError, ValueError) as reason:
        raise BadTable(error("apportionment.not_numbers", reason=reason)) from reason


def _above_zero(given: ArrayLike, shape: tuple[int, ...], name: str, name_zh: str) -> Floats:
    numbers = _numbers(given)
    if numbers.shape not in (shape, shape[1:]) or not (np.isfinite(numbers) & (numbers > 0)).all():
        raise BadTable(error("apportionment.not_above_zero", name=name, name_zh=name_zh, shape=numbers.shape))
    return np.broadcast_to(numbers, shape)


def _refuse(bad: Flags | np.bool_, code: str) -> None:
    if bad.any():
        row, column = (int(k) + 1 for k in np.argwhere(bad)[0])
        raise BadTable(error(code, row=row, column=column, count=int(bad.sum())))
