"""How far a result follows a parameter: HJ 25.3 appendix D.3."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jingtu.problems import error
from jingtu.science.risk import ALL_PATHWAYS, Concentrations, contributions, risks, units
from jingtu.science.risk_errors import BadParameter
from jingtu.science.risk_options import DEFAULT, Effect, Options
from jingtu.science.risk_parameters import Parameters, parameters, value_of, with_values
from jingtu.science.risk_pathways import Pathway, Source
from jingtu.science.risk_substances import RiskSubstance

CHANGE = 0.05
NOTABLE = 0.2
"""Pathways that add more than this share to a sum are looked at."""
TARGETS = frozenset({"ACR", "AHQ"})


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """SR of one parameter by effect and source [1]: 1 where the result follows it one to one, negative against it.

    Empty where the change leaves soil that cannot be.
    """

    symbol: str
    ratios: Mapping[tuple[Effect, Source], float]


def sensitivities(
    substance: RiskSubstance,
    p: Parameters,
    concentrations: Concentrations,
    options: Options = DEFAULT,
    *,
    pathways: Collection[Pathway] = ALL_PATHWAYS,
    change: float = CHANGE,
) -> tuple[Sensitivity, ...]:
    """SR = [(X2 − X1)/X1] / [(P2 − P1)/P1] of every parameter that a notable pathway depends on.

    Parameters
    ----------
    substance, p, concentrations, options, pathways
        As for :func:`jingtu.science.risk.units` and :func:`jingtu.science.risk.risks`; point values.
    change : float, default 0.05
        (P2 − P1)/P1, above −1 and not 0 [1].

    Returns
    -------
    tuple of Sensitivity
        Largest first. X is the sum of risks or of hazard quotients of a source. Parameters that are 0, unknown, or
        that no pathway adding more than 20 % depends on, are left out. ``ratios`` is empty where no soil could follow
        the change.

    Raises
    ------
    BadParameter
        If ``change`` is 0 or takes a parameter to 0 or below.

    Notes
    -----
    The parameter is moved beyond its bounds if need be (ABSo = 1.05): the ratio is a slope, no state of a site. The
    adult that extrapolates inhalation toxicity (B.1, B.2) moves along, as the equations have it.
    """
    if change <= -1 or change == 0:
        raise BadParameter(error("risk.change_bad", change=change))

    def at(q: Parameters) -> Mapping[tuple[Effect, Pathway], float]:
        found = risks(units(substance, q, options, pathways=pathways), concentrations)
        return {key: float(one) for key, one in found.values.items()}

    here = risks(units(substance, p, options, pathways=pathways), concentrations)
    notable = {key for key, share in contributions(here).items() if share > NOTABLE}
    before = at(p)
    found = []
    for row in parameters().values():
        value = value_of(p, row.symbol)
        if row.symbol in TARGETS or value is None or value == 0:
            continue
        try:
            after = at(with_values(p, {row.symbol: float(value) * (1 + change)}, bounded=False))
        except BadParameter:
            found.append(Sensitivity(row.symbol, {}))
            continue
        if any(after[key] != before[key] for key in notable):
            found.append(Sensitivity(row.symbol, _ratios(before, after, change)))
    return tuple(sorted(found, key=lambda one: -max(map(abs, one.ratios.values()), default=0)))


def _ratios(
    before: Mapping[tuple[Effect, Pathway], float], after: Mapping[tuple[Effect, Pathway], float], change: float
) -> Mapping[tuple[Effect, Source], float]:
    sums: dict[tuple[Effect, Source], tuple[float, float]] = {}
    for (effect, pathway), one in before.items():
        first, second = sums.get((effect, pathway.source), (0.0, 0.0))
        sums[effect, pathway.source] = first + one, second + after[effect, pathway]
    return {key: (second - first) / first / change for key, (first, second) in sums.items() if first > 0}
