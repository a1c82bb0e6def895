"""Values that statistics cannot use, and the checks that find them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import Problem, error

Floats = NDArray[np.float64]
LARGEST = 1e30
"""No content is larger, nor nearer to zero than one over it; products of such numbers stay numbers."""


class StatisticsError(ValueError):
    """What the statistics refuse: the message says what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadValues(StatisticsError):  # noqa: N818 - named for what is wrong
    """Missing or infinite numbers, wrong shapes, something that is no number."""


class TooFewValues(StatisticsError):  # noqa: N818 - named for what is wrong
    """Fewer values, or fewer detected ones, than the method needs."""


class NotPositive(StatisticsError):  # noqa: N818 - named for what is wrong
    """Zero or a negative number where the method takes logarithms."""


class NoVariation(StatisticsError):  # noqa: N818 - named for what is wrong
    """All values are equal: nothing can be estimated of how they vary."""


class BadSetting(StatisticsError):  # noqa: N818 - named for what is wrong
    """A setting outside its range: a confidence of 95 instead of 0.95, an unknown name."""


class NoSolution(StatisticsError):  # noqa: N818 - named for what is wrong
    """The equations of the method have no usable solution for these values."""


def checked_values(values: ArrayLike, least: int = 1) -> Floats:
    """Numbers as float64, shape (n,), n >= ``least``, all finite.

    Raises
    ------
    BadValues
        If they are not numbers, not of one dimension, or one is missing (NaN), infinite, or beyond any
        content.
    TooFewValues
        If there are fewer than ``least``.
    """
    try:
        found = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as reason:
        raise BadValues(error("statistics.not_numbers", reason=reason)) from reason
    if found.ndim != 1:
        raise BadValues(error("statistics.shape", shape=found.shape))
    bad = ~np.isfinite(found)
    if bad.any():
        raise BadValues(error("statistics.not_finite", count=int(bad.sum()), place=int(np.argmax(bad)) + 1))
    beyond = (np.abs(found) > LARGEST) | ((found != 0) & (np.abs(found) < 1 / LARGEST))
    if beyond.any():
        place = int(np.argmax(beyond))
        raise BadValues(error("statistics.beyond", place=place + 1, value=found[place], largest=LARGEST))
    enough(found.size, least)
    return found


def enough(count: int, least: int) -> None:
    """Raise TooFewValues where ``count`` is below ``least``."""
    if count < least:
        raise TooFewValues(error("statistics.too_few", count=count, least=least))


def positive(values: Floats) -> Floats:
    """The same values; raises NotPositive if one is zero or below."""
    bad = values <= 0
    if bad.any():
        place = int(np.argmax(bad))
        raise NotPositive(error("statistics.not_positive", count=int(bad.sum()), place=place + 1, value=values[place]))
    return values


def varying(values: Floats) -> Floats:
    """The same values; raises NoVariation if all are equal."""
    if values.size == 0 or values.min() == values.max():
        raise NoVariation(error("statistics.all_equal", count=values.size))
    return values


def setting(name: str, number: float, *, above: float = -math.inf, below: float = math.inf) -> float:
    """The number; raises BadSetting unless ``above`` < number < ``below``."""
    if not above < number < below:
        raise BadSetting(error("statistics.setting", name=name, number=number, above=above, below=below))
    return number


def confidence_level(confidence: float) -> float:
    """The level; raises BadSetting unless 0.5 <= confidence < 1."""
    if not 0.5 <= confidence < 1:
        raise BadSetting(error("statistics.setting", name="confidence", number=confidence, above=0.5, below=1))
    return confidence
