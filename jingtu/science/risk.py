"""Risk and hazard of one substance by HJ 25.3: appendices B, C and D.

Everything rests on the risk (or hazard quotient) of one unit of concentration, pathway by pathway: times the
concentration it is the risk (appendix C), and the acceptable level over it is the control value
(:mod:`jingtu.science.risk_control`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jingtu.problems import error
from jingtu.science.exposure import intake
from jingtu.science.risk_errors import BadConcentration
from jingtu.science.risk_options import DEFAULT, Effect, Options
from jingtu.science.risk_parameters import Number, Parameters
from jingtu.science.risk_pathways import Medium, Pathway, Route, Source
from jingtu.science.risk_substances import Group, RiskSubstance
from jingtu.science.transport import Vapours, vapours

Key = tuple[Effect, Pathway]
ALL_PATHWAYS = tuple(Pathway)


class Lack(StrEnum):
    """Why a pathway is not in a sum. Never because its risk is zero."""

    NOT_VOLATILE = "not_volatile"
    NO_TRANSPORT_DATA = "no_transport_data"
    NO_SLOPE = "no_slope"
    NO_REFERENCE = "no_reference"
    NO_ABSORPTION = "no_absorption"
    NO_CONCENTRATION = "no_concentration"
    LEFT_OUT = "left_out"


BEFORE_MEASURING = frozenset({Lack.LEFT_OUT, Lack.NOT_VOLATILE})
"""There is no such pathway, measured or not."""


@dataclass(frozen=True, slots=True)
class Units:
    """Risk (cancer) or hazard quotient per mg/kg of soil or mg/L of groundwater, and what has none, with the reason."""

    values: Mapping[Key, Number]
    lacks: Mapping[Key, Lack]
    vapours: Vapours | None


@dataclass(frozen=True, slots=True)
class Toxicity:
    """By route: what an intake is multiplied by for an effect; None: no value."""

    oral: Number | None
    dermal: Number | None
    inhaled: Number | None

    def of(self, route: Route) -> Number | None:
        if route.inhaled:
            return self.inhaled
        return self.dermal if route is Route.DCS else self.oral


@dataclass(frozen=True, slots=True)
class Concentrations:
    """Csur, Csub [mg/kg] and Cgw [mg/L]; None: not measured, its pathways are not assessed."""

    surface: Number | None = None
    subsurface: Number | None = None
    groundwater: Number | None = None

    def of(self, medium: Medium) -> Number | None:
        found: Number | None = getattr(self, medium.value)
        return found

    def __post_init__(self) -> None:
        for medium in Medium:
            given = self.of(medium)
            if given is not None and not np.all(np.isfinite(given) & (np.asarray(given) >= 0)):
                raise BadConcentration(error("risk.concentration_bad", medium=medium.value, value=str(given)))


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks and hazard quotients by pathway, their sums by source, and what was not assessed.

    A sum that nothing was assessed for is not there.
    """

    values: Mapping[Key, Number]
    sums: Mapping[tuple[Effect, Source], Number]
    lacks: Mapping[Key, Lack]


def toxicity(substance: RiskSubstance, p: Parameters, effect: Effect, source: Source) -> Toxicity:
    """Slope factors, or one over reference dose times allotment (appendix B, C.8 to C.22).

    Notes
    -----
    SFi = IUR · BWa/DAIRa, RfDi = RfC · DAIRa/BWa with the adult on both classes of land; SFd = SFo/ABSgi,
    RfDd = RfDo · ABSgi. For hazards every route carries SAF (soil) or WAF (groundwater), by the group of the substance.
    """
    breath = p.adult.bw / p.adult.dair
    gut = substance.abs_gi
    if effect is Effect.CANCER:
        inhaled = None if substance.iur is None else substance.iur * breath
        return Toxicity(substance.sfo, _per(substance.sfo, gut), inhaled)
    share = allotment(substance, p, source)
    oral_dose = None if substance.rfdo is None else 1 / (substance.rfdo * share)
    inhaled_dose = None if substance.rfc is None else breath / (substance.rfc * share)
    return Toxicity(oral_dose, _per(oral_dose, gut), inhaled_dose)


def _per(dose: Number | None, gut: float | None) -> Number | None:
    """A toxicity through the skin from that through the mouth (B.3, B.4)."""
    return None if dose is None or gut is None else dose / gut


def allotment(substance: RiskSubstance, p: Parameters, source: Source) -> Number:
    """SAF or WAF: the share of the reference dose that soil or groundwater may take [1]."""
    if source is Source.SOIL:
        return p.saf_voc if substance.group is Group.VOC else p.saf_other
    return p.waf_voc if substance.group is Group.VOC else p.waf_other


def potencies(
    substance: RiskSubstance,
    p: Parameters,
    options: Options = DEFAULT,
    *,
    pathways: Collection[Pathway] = ALL_PATHWAYS,
    reference: Parameters | None = None,
) -> Units:
    """Risk and hazard quotient of one unit of intake of a medium that holds one unit of concentration.

    The part of :func:`units` that does not depend on how people live, so that many draws of people share it. Arguments
    as there; values are floats where the values of ``p`` are.
    """
    carried = vapours(substance, p, options.crack_porosity)
    values: dict[Key, Number] = {}
    lacks: dict[Key, Lack] = {}
    weights = {pathway: _weight(substance, pathway, carried) for pathway in Pathway}
    for effect in Effect:
        poisons = {source: toxicity(substance, reference or p, effect, source) for source in Source}
        for pathway, weight in weights.items():
            poison = poisons[pathway.source].of(pathway.route)
            if pathway not in pathways:
                lacks[effect, pathway] = Lack.LEFT_OUT
            elif weight is None or poison is None:
                lacks[effect, pathway] = _lack(substance, pathway, effect, weight)
            else:
                values[effect, pathway] = weight * poison
    return Units(values, lacks, carried)


def units(
    substance: RiskSubstance,
    p: Parameters,
    options: Options = DEFAULT,
    *,
    pathways: Collection[Pathway] = ALL_PATHWAYS,
    reference: Parameters | None = None,
) -> Units:
    """Risk and hazard quotient of one unit of concentration, by effect and pathway.

    Parameters
    ----------
    substance : RiskSubstance
    p : Parameters
        Values of shape () or (n,).
    options : Options
    pathways : collection of Pathway
        Those complete at the site; the others are left out of every sum.
    reference : Parameters, optional
        Whose adult extrapolates inhalation toxicity (B.1, B.2). Default: that of ``p``.

    Returns
    -------
    Units
        Values [kg/mg for soil, L/mg for groundwater], shape () or (n,).

    Raises
    ------
    BadParameter
        If the soil has no room for its water, or the crack is wider than deep where air is pressed through it.
    """
    found = potencies(substance, p, options, pathways=pathways, reference=reference)
    values = {key: intake(p, key[1].route, key[0]) * one for key, one in found.values.items()}
    return Units(values, found.lacks, found.vapours)


def risks(found: Units, concentrations: Concentrations) -> Risks:
    """Risks, hazard quotients, and their sums over soil and over groundwater (C.1 to C.22).

    Parameters
    ----------
    found : Units
        Of :func:`units`, values of shape () or (n,).
    concentrations : Concentrations
        Csur, Csub [mg/kg], Cgw [mg/L]; a medium that was not measured leaves its pathways out.

    Returns
    -------
    Risks
        CR and HQ by pathway; CRn (cancer) and HIn (hazard) by source [1].
    """
    values: dict[Key, Number] = {}
    measured = {pathway: concentrations.of(pathway.medium) is not None for pathway in Pathway}
    lacks = {
        (effect, pathway): lack if measured[pathway] or lack in BEFORE_MEASURING else Lack.NO_CONCENTRATION
        for (effect, pathway), lack in found.lacks.items()
    }
    for (effect, pathway), one in found.values.items():
        concentration = concentrations.of(pathway.medium)
        if concentration is None:
            lacks[effect, pathway] = Lack.NO_CONCENTRATION
        else:
            values[effect, pathway] = one * concentration
    return Risks(values, sums(values), lacks)


def sums(values: Mapping[Key, Number]) -> Mapping[tuple[Effect, Source], Number]:
    """CRn, HIn: sums by effect and source of what there is; nothing where nothing is. In the unit of the values."""
    found: dict[tuple[Effect, Source], Number] = {}
    for (effect, pathway), one in values.items():
        before = found.get((effect, pathway.source))
        found[effect, pathway.source] = one if before is None else before + one
    return found


def contributions(found: Risks) -> Mapping[Key, float]:
    """Share of each pathway in the sum of its effect and source (D.1, D.2) [1]; nothing where the sum is 0."""
    return {
        (effect, pathway): float(one / found.sums[effect, pathway.source])
        for (effect, pathway), one in found.values.items()
        if found.sums[effect, pathway.source] > 0
    }


def exposure_factors(substance: RiskSubstance, p: Parameters, carried: Vapours | None) -> Mapping[Key, Number]:
    """OISER to CGWER of a substance (appendix A) [kg/(kg·d) from soil, L/(kg·d) from groundwater].

    ``carried``: of :func:`jingtu.science.transport.vapours`; a pathway whose absorption or vapour is not known is not
    there.
    """
    weights = {pathway: _weight(substance, pathway, carried) for pathway in Pathway}
    return {
        (effect, pathway): intake(p, pathway.route, effect) * weight
        for effect in Effect
        for pathway, weight in weights.items()
        if weight is not None
    }


def _weight(substance: RiskSubstance, pathway: Pathway, carried: Vapours | None) -> Number | None:
    """Absorption through the skin, the volatilization factor, or 1; None: not known."""
    if pathway.route is Route.DCS:
        return substance.abs_d
    if not pathway.route.vapour:
        return 1.0
    return None if carried is None else FACTORS[pathway](carried)


FACTORS: Mapping[Pathway, Callable[[Vapours], Number]] = {
    Pathway.IOV1: lambda one: one.vf_suroa,
    Pathway.IOV2: lambda one: one.vf_suboa,
    Pathway.IIV1: lambda one: one.vf_subia,
    Pathway.IOV3: lambda one: one.vf_gwoa,
    Pathway.IIV2: lambda one: one.vf_gwia,
}


def _lack(substance: RiskSubstance, pathway: Pathway, effect: Effect, weight: Number | None) -> Lack:
    if weight is None and pathway.route.vapour:
        metal = substance.group is Group.METAL_INORG and not substance.volatile
        return Lack.NOT_VOLATILE if metal else Lack.NO_TRANSPORT_DATA
    dose = {Effect.CANCER: substance.sfo, Effect.HAZARD: substance.rfdo}[effect]
    if pathway.route is Route.DCS and dose is not None:
        return Lack.NO_ABSORPTION
    return Lack.NO_SLOPE if effect is Effect.CANCER else Lack.NO_REFERENCE
