"""How a substance gets from soil and groundwater into air and groundwater: HJ 25.3 appendix F.

Centimetres, grams and seconds, but for densities [kg/dm³], Kd [L/kg], durations [a] and flow of water [cm/a].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jingtu.problems import error
from jingtu.science.risk_errors import BadParameter
from jingtu.science.risk_options import CrackPorosity
from jingtu.science.risk_parameters import Number, Parameters
from jingtu.science.risk_substances import Group, RiskSubstance

SECONDS_PER_YEAR = 31_536_000.0
SECONDS_PER_DAY = 86_400.0
LITRES_PER_M3 = 1e3


@dataclass(frozen=True, slots=True)
class Phases:
    """Shares of soil volume: pores θ, water θws, air θas [1]."""

    theta: Number
    theta_ws: Number
    theta_as: Number


@dataclass(frozen=True, slots=True)
class Vapours:
    """Everything between a volatile substance and air; each factor with the two expressions it is the smaller of.

    ``deff_…`` [cm²/s]; ``dfoa``, ``dfia`` [cm/s]; ``xi`` [1]; ``vf_sur…``, ``vf_sub…`` [kg/m³]; ``vf_gw…`` [L/m³].
    The second expression is None where the thickness of the layer is not known.
    """

    deff_s: Number
    deff_crack: Number
    deff_cap: Number
    deff_gws: Number
    dfoa: Number
    dfia: Number
    xi: Number
    vf_suroa1: Number
    vf_suroa2: Number | None
    vf_suroa: Number
    vf_suboa1: Number
    vf_suboa2: Number | None
    vf_suboa: Number
    vf_subia1: Number
    vf_subia2: Number | None
    vf_subia: Number
    vf_gwoa: Number
    vf_gwia: Number


@dataclass(frozen=True, slots=True)
class Leaching:
    """From soil to groundwater: LFspw-gw [1], LFsgw1, LFsgw2 and the smaller of both, LFsgw [kg/L]."""

    lf_spw_gw: Number
    lf_sgw1: Number
    lf_sgw2: Number | None
    lf_sgw: Number


def phases(p: Parameters) -> Phases:
    """Pores, water and air of the soil (F.2 to F.4).

    Raises
    ------
    BadParameter
        If there are no pores, or the water takes more room than they have.
    """
    theta = 1 - p.rho_b / p.rho_s
    water = p.rho_b * p.pws / p.rho_w
    if np.any((np.asarray(theta) <= 0) | (np.asarray(theta - water) < 0)):
        told = {"theta": float(np.min(theta)), "water": float(np.max(water))}
        raise BadParameter(error("risk.no_air_left", **{name: f"{one:.3g}" for name, one in told.items()}))
    return Phases(theta, water, theta - water)


def partition(substance: RiskSubstance, p: Parameters) -> Number | None:
    """Kd, soil and water [L/kg]: fixed, or Koc times the organic carbon of the soil (F.12, F.13); None: not known."""
    if substance.kd_fixed is not None:
        return substance.kd_fixed
    return None if substance.koc is None else substance.koc * p.fom / (1.7 * 1000)


def retention(substance: RiskSubstance, p: Parameters) -> Number | None:
    """Ksw, total in soil over dissolved in pore water (F.14) [L/kg]; None: Kd or H′ is not known.

    Metals and other inorganic substances without H′ have nothing in the air of the pores.
    """
    kd, soil, henry = partition(substance, p), phases(p), substance.h_prime
    if henry is None and substance.group is Group.METAL_INORG:
        henry = 0.0
    if kd is None or henry is None:
        return None
    return (soil.theta_ws + kd * p.rho_b + henry * soil.theta_as) / p.rho_b


def saturation(substance: RiskSubstance, p: Parameters) -> Number | None:
    """Csat = S · Ksw, above which a liquid of its own must lie in the soil [mg/kg]; None: not known.

    Not in HJ 25.3; GB 36600 uses it.
    """
    ksw = retention(substance, p)
    return None if ksw is None or substance.s is None else substance.s * ksw


def vapours(substance: RiskSubstance, p: Parameters, crack: CrackPorosity = CrackPorosity.SOIL) -> Vapours | None:
    """Volatilization factors of a substance (F.1, F.5 to F.11, F.15 to F.27); None: it is not volatile, or Kd unknown.

    Parameters
    ----------
    substance : RiskSubstance
    p : Parameters
        Values of shape () or (n,).
    crack : CrackPorosity
        What Deff_crack divides by. The sources leave it open; see ``docs/risk.md``.

    Raises
    ------
    BadParameter
        If the soil has no room for its water, or air is pressed through a crack wider than it is deep.

    Notes
    -----
    Entry into buildings by diffusion alone (Qs = 0) and with pressure (Qs > 0) are one expression here: both brackets
    are divided by e^ξ and (1 − e^−ξ)/ξ is taken as 1 at ξ = 0, so that neither overflows nor cancels.
    """
    ksw = retention(substance, p)
    if not substance.volatile or ksw is None:
        return None
    spread = _spread(substance, p, crack)
    henry = _known(substance.h_prime)
    deff_s, deff_gws, dfoa, dfia, xi = spread.deff_s, spread.deff_gws, spread.dfoa, spread.dfia, spread.xi
    years = p.tau * SECONDS_PER_YEAR
    root = 4 * deff_s * henry / (np.pi * years * ksw * p.rho_b)
    suroa1 = LITRES_PER_M3 * p.rho_b / dfoa * np.sqrt(root)
    suroa2 = _whole_layer(p.d, p, dfoa)
    suboa1 = LITRES_PER_M3 / ((1 + dfoa * p.ls / deff_s) * ksw / henry)
    suboa2 = _whole_layer(p.dsub, p, dfoa)
    subia1 = LITRES_PER_M3 * henry / ksw / _resistance(spread, p, deff_s, p.ls)
    subia2 = _whole_layer(p.dsub, p, dfia)
    return Vapours(
        deff_s, spread.deff_crack, spread.deff_cap, deff_gws, dfoa, dfia, xi,
        suroa1, suroa2, _smaller(suroa1, suroa2),
        suboa1, suboa2, _smaller(suboa1, suboa2),
        subia1, subia2, _smaller(subia1, subia2),
        vf_gwoa=LITRES_PER_M3 / ((1 + dfoa * p.lgw / deff_gws) / henry),
        vf_gwia=LITRES_PER_M3 * henry / _resistance(spread, p, deff_gws, p.lgw),
    )  # fmt: skip


def leaching(substance: RiskSubstance, p: Parameters) -> Leaching | None:
    """Leaching to groundwater (F.28 to F.31); None: Kd or H′ is not known."""
    ksw = retention(substance, p)
    if ksw is None:
        return None
    diluted = 1 / (1 + p.ugw * p.delta_gw / (p.infiltration * p.source_width))
    by_mass = None if p.dsub is None else p.dsub * p.rho_b / (p.infiltration * p.tau)
    return Leaching(diluted, diluted / ksw, by_mass, _smaller(diluted / ksw, by_mass))


@dataclass(frozen=True, slots=True)
class _Spread:
    deff_s: Number
    deff_crack: Number
    deff_cap: Number
    deff_gws: Number
    dfoa: Number
    dfia: Number
    xi: Number


def _spread(substance: RiskSubstance, p: Parameters, crack: CrackPorosity) -> _Spread:
    """Diffusion, dispersion and the pressed flow through cracks."""
    soil = phases(p)
    in_crack = soil.theta if crack is CrackPorosity.SOIL else p.theta_acrack + p.theta_wcrack
    deff_s = _diffusion(substance, soil.theta_as, soil.theta_ws, soil.theta)
    deff_crack = _diffusion(substance, p.theta_acrack, p.theta_wcrack, in_crack)
    deff_cap = _diffusion(substance, p.theta_acap, p.theta_wcap, p.theta_acap + p.theta_wcap)
    return _Spread(
        deff_s,
        deff_crack,
        deff_cap,
        deff_gws=p.lgw / (p.hcap / deff_cap + p.hv / deff_s),
        dfoa=p.uair * p.source_width * p.delta_air / p.source_area,
        dfia=p.lb * p.er / SECONDS_PER_DAY,
        xi=pressed_flow(p) * p.lcrack / (p.ab * deff_crack * p.eta),
    )


def pressed_flow(p: Parameters) -> Number:
    """Qs, air pressed from the soil into the building (F.10, F.11) [cm³/s]; 0 without a difference of pressure."""
    radius = p.ab * p.eta / p.xcrack
    ratio = np.asarray(2 * p.zcrack / radius)
    pressed = np.asarray(p.dp) > 0
    if np.any(pressed & (ratio <= 1)):
        raise BadParameter(error("risk.crack_too_wide", ratio=f"{float(np.min(ratio)):.3g}"))
    flow: Number = 2 * np.pi * p.dp * p.kv * p.xcrack / (p.mu_air * np.log(np.where(pressed, ratio, np.e)))
    return flow


def _diffusion(substance: RiskSubstance, air: Number, water: Number, pores: Number) -> Number:
    """Effective diffusion through air and water in pores [cm²/s]."""
    da, dw, henry = _known(substance.da), _known(substance.dw), _known(substance.h_prime)
    found: Number = (da * np.power(air, 3.33) + dw * np.power(water, 3.33) / henry) / np.square(pores)
    return found


def _resistance(spread: _Spread, p: Parameters, deff: Number, depth: Number) -> Number:
    """What vapour from a depth meets on its way into the building, over that of the air in it [1]."""
    way = deff / depth
    floor = way * p.lcrack / (spread.deff_crack * p.eta) * _relieved(spread.xi)
    found: Number = (1 + np.exp(-np.asarray(spread.xi)) * way / spread.dfia + floor) * spread.dfia / way
    return found


def _relieved(xi: Number) -> Number:
    """(1 − e^−ξ)/ξ, which is 1 at ξ = 0."""
    xi = np.asarray(xi)
    nonzero = np.where(xi > 0, xi, 1.0)
    found: Number = np.where(xi > 0, -np.expm1(-nonzero) / nonzero, 1.0)
    return found


def _whole_layer(thickness: Number | None, p: Parameters, flow: Number) -> Number | None:
    """The factor if everything in a layer evaporates evenly over the averaging time [kg/m³]."""
    if thickness is None:
        return None
    return LITRES_PER_M3 * thickness * p.rho_b / (flow * p.tau * SECONDS_PER_YEAR)


def _smaller(one: Number, other: Number | None) -> Number:
    return one if other is None else np.minimum(one, other)


def _known(value: float | None) -> float:
    if value is None:
        raise ValueError("A volatile substance has H′, Da and Dw.")
    return value
