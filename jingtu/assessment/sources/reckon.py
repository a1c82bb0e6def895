"""Factors of a prepared table: profiles, contributions, residuals, resampling, element ratios."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from jingtu.assessment.sources.concentrations import Floats
from jingtu.assessment.sources.prepare import Ready
from jingtu.problems import Problem, Refused, Where, attention, error
from jingtu.science.pmf import AS_USUAL, Apportionment, Options, apportion
from jingtu.science.pmf_bootstrap import HUNDRED, Bootstrap, Resampling, bootstrap
from jingtu.science.pmf_table import Strength, by_strength
from jingtu.science.tracing import FEWEST, Ratio, element_ratio

DOUBTFUL = 0.8
"""Share of resamples that find a factor again, below which practice doubts it (EPA PMF 5.0 user guide)."""
MUCH_THE_SAME = 0.01
"""Starts whose Q lies within this share of the lowest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``resampling``: None for no bootstrap; ``ratios``: numerator and denominator, as positions of species."""

    factors: int
    seed: int = 1
    options: Options = AS_USUAL
    resampling: Resampling | None = HUNDRED
    ratios: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RatioFound:
    """A ratio of two species: over the samples that have both detected (None: fewer than three), how many were left
    out, and in the profile of each factor (NaN where the denominator is none)."""

    numerator: int
    denominator: int
    samples: Ratio | None
    left_out: int
    factors: Floats


@dataclass(frozen=True, slots=True)
class Sources:
    """``values`` and ``uncertainties``, shape (n, p): what was factored, weak species widened; ``residuals``, shape
    (n, p): scaled by the uncertainties; ``fit``, shape (p,): squared correlation of values and model."""

    ready: Ready
    asked: Asked
    values: Floats
    uncertainties: Floats
    found: Apportionment
    again: Bootstrap | None
    residuals: Floats
    fit: Floats
    ratios: tuple[RatioFound, ...]
    problems: tuple[Problem, ...]

    @property
    def species(self) -> tuple[int, ...]:
        """The species factored, as positions in the table delivered."""
        return self.ready.columns


def sources(of: Ready, asked: Asked) -> Sources:
    """Factor a table.

    Raises
    ------
    Refused
        If there are too few samples or species for the factors, all species are bad, or a ratio asks for two units.
    """
    values, uncertainties, _ = by_strength(of.table, list(of.strengths))
    _refuse_too_few(values, asked.factors, of)
    ratios = tuple(_ratio(of, pair) for pair in asked.ratios)
    found = apportion(values, uncertainties, asked.factors, seed=asked.seed, options=asked.options)
    again = None
    if asked.resampling is not None:
        again = bootstrap(values, uncertainties, found, seed=asked.seed, how=asked.resampling, options=asked.options)
    model = found.contributions @ found.profiles
    return Sources(
        of,
        asked,
        values,
        uncertainties,
        found,
        again,
        (values - model) / uncertainties,
        np.array([_squared_correlation(values[:, k], model[:, k]) for k in range(values.shape[1])]),
        tuple(_in_factors(of, one, found) for one in ratios),
        (*of.problems, *_remarks(of, found, again)),
    )


def _refuse_too_few(values: Floats, factors: int, of: Ready) -> None:
    """There must be more numbers than are fitted, or any table could be explained."""
    samples, species = values.shape
    where = Where(file=of.of.file)
    if not species:
        raise Refused(error("sources.all_bad", where))
    if factors >= min(samples, species) or samples * species <= factors * (samples + species):
        raise Refused(error("sources.too_few", where, samples=samples, species=species, factors=factors))


def _squared_correlation(one: Floats, other: Floats) -> float:
    if one.std() == 0 or other.std() == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1] ** 2)


def _ratio(of: Ready, pair: tuple[int, int]) -> RatioFound:
    """The ratio over samples; a non-detect, a gap or what is not above zero has none. Raises Refused."""
    names = [of.of.species[k] for k in pair]
    units = [of.of.units[k] for k in pair]
    where = Where(file=of.of.file)
    if units[0] != units[1]:
        raise Refused(error("sources.ratio_units", where, pair="/".join(names), units=" / ".join(units)))
    values = of.of.values[np.ix_(of.rows, pair)]
    whole = (np.isfinite(values) & (values > 0) & ~of.of.below[np.ix_(of.rows, pair)]).all(axis=1)
    kept = values[whole]
    ratio = element_ratio(kept[:, 0], kept[:, 1]) if len(kept) >= FEWEST else None
    return RatioFound(*pair, ratio, int((~whole).sum()), np.empty(0))


def _in_factors(of: Ready, ratio: RatioFound, found: Apportionment) -> RatioFound:
    """The same with the ratio in each profile; NaN where a species was not factored."""
    factored = of.columns
    parts = np.full(found.profiles.shape[0], np.nan)
    if ratio.numerator in factored and ratio.denominator in factored:
        above, below = (found.profiles[:, factored.index(k)] for k in (ratio.numerator, ratio.denominator))
        parts = np.divide(above, below, out=parts, where=below > 0)
    return RatioFound(ratio.numerator, ratio.denominator, ratio.samples, ratio.left_out, parts)


def _remarks(of: Ready, found: Apportionment, again: Bootstrap | None) -> list[Problem]:
    where, said = Where(file=of.of.file), []
    judged = list(zip(of.found, of.strengths, strict=True)) + [(k, Strength.BAD) for k in of.dropped]
    for strength in (Strength.WEAK, Strength.BAD):
        names = [of.of.species[k] for k, one in sorted(judged, key=itemgetter(0)) if one is strength]
        if names:
            said.append(attention(f"sources.{strength.value}", where, species="、".join(names)))
    if not found.converged:
        said.append(attention("sources.not_converged", where))
    if again is not None:
        for factor, share in enumerate(again.found_again, start=1):
            if share < DOUBTFUL:
                said.append(attention("sources.doubtful", where, factor=factor, share=f"{share * 100:.0f}"))
    return said
