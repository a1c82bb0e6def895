"""Risk and hazard of many substances over many draws of people, site and concentrations.

Factored: what people take in is drawn once and shared by all substances; a substance adds one number per pathway and
its own draws of concentration. Each parameter and each concentration has its own stream of random numbers, named by
seed and symbol: a substance keeps its draws whatever else stands in the case, on however many threads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jingtu.problems import error
from jingtu.science.exposure import intake
from jingtu.science.monte_carlo_distributions import Distribution
from jingtu.science.monte_carlo_pass import add_weighted, moments, quantiles
from jingtu.science.risk import ALL_PATHWAYS, Key, potencies
from jingtu.science.risk_errors import BadConcentration, BadDistribution
from jingtu.science.risk_options import DEFAULT, Effect, Extrapolation, Options
from jingtu.science.risk_parameters import Number, Parameters, parameters, with_values
from jingtu.science.risk_pathways import Medium, Pathway, Route
from jingtu.science.risk_substances import RiskSubstance

Floats = NDArray[np.float64]
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
FEWEST, MOST = 100, 1_000_000
TARGETS = frozenset({"ACR", "AHQ"})
"""These say what is acceptable, and are not drawn."""
INTAKE_GROUPS = frozenset({"person", "intake"})
INTAKE_SYMBOLS = frozenset({"PM10"})
"""Drawing these and their groups leaves transport and toxicity as they are."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """One draw of a concentration, or one number, for one medium or several (surface and subsurface soil alike)."""

    media: tuple[Medium, ...]
    distribution: Distribution | float


@dataclass(frozen=True, slots=True)
class Exposed:
    """A substance at the site."""

    substance: RiskSubstance
    concentrations: tuple[Concentration, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A total over all draws: mean, standard deviation, quantiles at ``PROBABILITIES``, share above the target.

    ``values``, shape (n,), only where they were asked for.
    """

    mean: float
    sd: float
    quantiles: tuple[float, ...]
    above: float
    values: Floats | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """What became of a substance; an effect for which nothing could be assessed is not there."""

    substance: str
    effects: Mapping[Effect, Spread]


@dataclass(frozen=True, slots=True)
class Run:
    """How to draw: how many, from which seed, on how many threads, and whether to keep every value."""

    draws: int
    seed: int
    threads: int = 2
    keep: bool = False

    def __post_init__(self) -> None:
        if not FEWEST <= self.draws <= MOST:
            raise BadDistribution(error("risk.draws_bad", draws=self.draws, least=FEWEST, most=MOST))
        if self.seed < 0:
            raise BadDistribution(error("risk.seed_bad", seed=self.seed))

    def stream(self, *name: str) -> np.random.Generator:
        """The stream of random numbers of a name."""
        key = int.from_bytes("/".join(name).encode())
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence([self.seed, key])))


def simulate(
    exposed: Sequence[Exposed],
    p: Parameters,
    drawn: Mapping[str, Distribution],
    run: Run,
    *,
    options: Options = DEFAULT,
    pathways: Collection[Pathway] = ALL_PATHWAYS,
) -> tuple[Simulated, ...]:
    """Total risk and total hazard index of each substance, over its pathways from soil and groundwater.

    Parameters
    ----------
    exposed : sequence of Exposed
        Substances with their concentrations [mg/kg, mg/L].
    p : Parameters
        Point values of what is not drawn.
    drawn : mapping of symbol to Distribution
        What varies, in the unit of its row in ``parameters.csv``. Draws are independent of each other.
    run : Run
    options, pathways
        As for :func:`jingtu.science.risk.units`. ``options.extrapolation`` says whose body weight and breath
        extrapolate inhalation toxicity.

    Returns
    -------
    tuple of Simulated
        In the order of ``exposed``. The same for the same arguments, whatever ``run.threads``.

    Raises
    ------
    BadParameter
        If a symbol does not exist, or draws fall outside its bounds.
    BadDistribution
        If a target (ACR, AHQ) is to be drawn.
    BadConcentration
        If a concentration is negative.

    Notes
    -----
    Totals over soil and groundwater are no quantity of HJ 25.3, which sums each alone.
    """
    _refuse_targets(drawn)
    people = with_values(p, {symbol: one.draw(run.draws, run.stream(symbol)) for symbol, one in drawn.items()})
    taken = _intakes(people, run.draws)
    carriers = people if _moves(drawn) else p
    reference = people if options.extrapolation is Extrapolation.DRAWN else p
    targets = {Effect.CANCER: float(p.acr), Effect.HAZARD: float(p.ahq)}

    def one(found: Exposed) -> Simulated:
        strengths = potencies(found.substance, carriers, options, pathways=pathways, reference=reference).values
        drawn = [(one.media, _concentration(one, found.substance.key, run)) for one in found.concentrations]
        totals = {effect: _total(taken[effect], effect, strengths, drawn) for effect in Effect}
        effects = {
            effect: _spread(total, targets[effect], keep=run.keep)
            for effect, total in totals.items()
            if total is not None
        }
        return Simulated(found.substance.key, effects)

    with ThreadPoolExecutor(run.threads) as pool:
        return tuple(pool.map(one, exposed))


def _refuse_targets(drawn: Collection[str]) -> None:
    for symbol in sorted(TARGETS.intersection(drawn)):
        raise BadDistribution(error("risk.target_drawn", symbol=symbol))


def _moves(drawn: Collection[str]) -> bool:
    """Whether what is drawn moves transport or targets, not people alone."""
    rows = (parameters()[symbol] for symbol in drawn)
    return any(one.group not in INTAKE_GROUPS and one.symbol not in INTAKE_SYMBOLS for one in rows)


def _intakes(people: Parameters, draws: int) -> Mapping[Effect, Floats]:
    """Intake by route, shape (routes, n), for each effect."""
    return {
        effect: np.array([np.broadcast_to(intake(people, route, effect), draws) for route in Route])
        for effect in Effect
    }


def _total(
    taken: Floats, effect: Effect, strengths: Mapping[Key, Number], drawn: Sequence[tuple[Collection[Medium], Floats]]
) -> Floats | None:
    """Risk or hazard index of every draw, shape (n,); None where no pathway could be assessed."""
    total, assessed = np.zeros(taken.shape[1]), False
    for media, concentration in drawn:
        by_route = _by_route(effect, strengths, media)
        assessed = assessed or bool(by_route)
        if all(np.ndim(strength) == 0 for strength in by_route.values()):
            weights = np.array([float(by_route.get(route, 0.0)) for route in Route])
            add_weighted(total, taken, weights, concentration)
        else:
            rows = {route: taken[number] for number, route in enumerate(Route)}
            total += concentration * sum(rows[route] * strength for route, strength in by_route.items())
    return total if assessed else None


def _by_route(effect: Effect, strengths: Mapping[Key, Number], media: Collection[Medium]) -> Mapping[Route, Number]:
    """What one unit of concentration in some media adds per unit of intake: pathways of one route together."""
    found: dict[Route, Number] = {}
    for (of, pathway), strength in strengths.items():
        if of is effect and pathway.medium in media:
            found[pathway.route] = found.get(pathway.route, 0.0) + strength
    return found


def _concentration(one: Concentration, key: str, run: Run) -> Floats:
    if isinstance(one.distribution, float | int):
        return np.full(run.draws, float(one.distribution))
    drawn = one.distribution.draw(run.draws, run.stream(key, *one.media))
    if drawn.min() < 0:
        media = ", ".join(one.media)
        raise BadConcentration(error("risk.concentration_bad", medium=media, value=f"{drawn.min():g}"))
    return drawn


def _spread(total: Floats, target: float, *, keep: bool) -> Spread:
    mean, sd, above = moments(total, target)
    found = tuple(float(one) for one in quantiles(total, PROBABILITIES))
    return Spread(mean, sd, found, above, total if keep else None)
