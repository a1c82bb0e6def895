"""Distributions for a Monte Carlo run: what varies between people, and what is not known about a site."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jingtu.problems import error
from jingtu.science.risk_errors import BadDistribution

Floats = NDArray[np.float64]
LEAST_SHARE = 0.01
"""A cut distribution keeps at least this share of the whole: what is thrown away is drawn again."""


class Distribution(Protocol):
    """Something numbers are drawn from."""

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """``n`` independent numbers, shape (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every number from ``least`` to ``most`` alike."""

    least: float
    most: float

    def __post_init__(self) -> None:
        _need(self, self.least < self.most, "least < most")

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        return rng.uniform(self.least, self.most, n)


@dataclass(frozen=True, slots=True)
class Triangular:
    """From ``least`` to ``most``, likeliest at ``mode``."""

    least: float
    mode: float
    most: float

    def __post_init__(self) -> None:
        _need(self, self.least <= self.mode <= self.most and self.least < self.most, "least ≤ mode ≤ most")

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        return rng.triangular(self.least, self.mode, self.most, n)


@dataclass(frozen=True, slots=True)
class Normal:
    """Normal with mean and standard deviation, cut at ``least`` and ``most``."""

    mean: float
    sd: float
    least: float = -math.inf
    most: float = math.inf

    def __post_init__(self) -> None:
        _need(self, self.sd > 0 and self.least < self.most, "sd > 0, least < most")
        _enough(self, (self.least - self.mean) / self.sd, (self.most - self.mean) / self.sd)

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        low, high = (self.least - self.mean) / self.sd, (self.most - self.mean) / self.sd
        return self.mean + self.sd * _cut_normal(n, rng, low, high)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Lognormal with median and geometric standard deviation, cut at ``least`` and ``most``."""

    median: float
    gsd: float
    least: float = 0.0
    most: float = math.inf

    def __post_init__(self) -> None:
        _need(
            self, self.median > 0 and self.gsd > 1 and 0 <= self.least < self.most, "median > 0, gsd > 1, least < most"
        )
        _enough(self, *self._bounds())

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        drawn = _cut_normal(n, rng, *self._bounds())
        drawn *= math.log(self.gsd)
        np.exp(drawn, out=drawn)
        drawn *= self.median
        return drawn

    def _bounds(self) -> tuple[float, float]:
        """The bounds in standard deviations of the logarithm."""
        low = math.log(self.least / self.median) if self.least > 0 else -math.inf
        high = math.log(self.most / self.median) if self.most < math.inf else math.inf
        return low / math.log(self.gsd), high / math.log(self.gsd)


@dataclass(frozen=True, slots=True)
class Empirical:
    """One of the measured values, each alike."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        _need(self, len(self.values) >= 2 and all(math.isfinite(one) for one in self.values), "2 values or more")

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        return rng.choice(np.array(self.values), n)


KINDS: Mapping[str, type[Uniform | Triangular | Normal | Lognormal | Empirical]] = {
    "uniform": Uniform,
    "triangular": Triangular,
    "normal": Normal,
    "lognormal": Lognormal,
    "empirical": Empirical,
}


def _cut_normal(n: int, rng: np.random.Generator, low: float, high: float) -> Floats:
    """Standard normal numbers between two bounds: what falls outside is drawn again, so the shape stays."""
    drawn = rng.standard_normal(n)
    if math.isinf(low) and math.isinf(high):
        return drawn
    (outside,) = np.nonzero((drawn < low) | (drawn > high))
    while outside.size:
        again = rng.standard_normal(outside.size)
        drawn[outside] = again
        outside = outside[(again < low) | (again > high)]
    return drawn


def _need(one: Uniform | Triangular | Normal | Lognormal | Empirical, holds: bool, need: str) -> None:
    numbers = [value for value in asdict(one).values() if isinstance(value, float | int)]
    if not holds or any(math.isnan(value) for value in numbers):
        given = ", ".join(f"{name} = {value}" for name, value in asdict(one).items())
        raise BadDistribution(error("risk.distribution_bad", kind=type(one).__name__.lower(), given=given, need=need))


def _enough(one: Normal | Lognormal, low: float, high: float) -> None:
    share = (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2))) / 2
    if share < LEAST_SHARE:
        name = type(one).__name__.lower()
        raise BadDistribution(error("risk.distribution_cut", kind=name, share=f"{share:.2g}"))
