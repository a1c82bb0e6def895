"""Control values: the concentrations at which risk or hazard is just acceptable. HJ 25.3 appendix E."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jingtu.science.risk import Key, Units, sums
from jingtu.science.risk_options import DEFAULT, Effect, Options, Saturation
from jingtu.science.risk_parameters import Number, Parameters
from jingtu.science.risk_pathways import Source
from jingtu.science.risk_substances import Group, RiskSubstance
from jingtu.science.transport import leaching, saturation


class Driver(StrEnum):
    """What decides a control value."""

    CANCER = "cancer"
    HAZARD = "hazard"
    WATER_PROTECTION = "water_protection"
    SATURATION = "saturation"


EFFECT_DRIVERS: Mapping[Effect, Driver] = {Effect.CANCER: Driver.CANCER, Effect.HAZARD: Driver.HAZARD}


@dataclass(frozen=True, slots=True)
class ControlValue:
    """The smallest of several, and which it is."""

    value: float
    driver: Driver


@dataclass(frozen=True, slots=True)
class Controls:
    """Control values of one substance [mg/kg for soil, mg/L for groundwater].

    ``single``: RCVS, HCVS, RCVG, HCVG by pathway; ``combined``: RCVSn, HCVSn, RCVGn, HCVGn; ``water_protection``:
    CVSpgw; ``saturation``: Csat; ``soil``, ``groundwater``: the smallest. What cannot be reckoned is not there or None.
    """

    single: Mapping[Key, float]
    combined: Mapping[tuple[Effect, Source], float]
    water_protection: float | None
    saturation: float | None
    soil: ControlValue | None
    groundwater: ControlValue | None

    @property
    def above_saturation(self) -> bool:
        """Whether the soil value lies above Csat, where vapours rise no further with the concentration."""
        return self.soil is not None and self.saturation is not None and self.soil.value > self.saturation


def control_values(
    substance: RiskSubstance,
    p: Parameters,
    found: Units,
    options: Options = DEFAULT,
    *,
    water_limit: float | None = None,
) -> Controls:
    """Control values of one substance (E.1 to E.23, and Csat, which is not in HJ 25.3).

    Parameters
    ----------
    substance : RiskSubstance
    p : Parameters
        Point values.
    found : Units
        What :func:`jingtu.science.risk.units` returned for them; its pathways are the ones combined. The combined
        value for soil takes surface and subsurface soil to have one concentration.
    water_limit : float, optional
        MCLgw, the concentration the groundwater below must keep [mg/L]. Without it CVSpgw is not reckoned.

    Returns
    -------
    Controls
    """
    targets: Mapping[Effect, Number] = {Effect.CANCER: p.acr, Effect.HAZARD: p.ahq}
    single = {key: float(targets[key[0]] / one) for key, one in found.values.items() if one > 0}
    combined = {key: float(targets[key[0]] / one) for key, one in sums(found.values).items() if one > 0}
    leached = None if water_limit is None else leaching(substance, p)
    protection = None if water_limit is None or leached is None else float(water_limit / leached.lf_sgw)
    limit = saturation(substance, p)
    soil = _smallest(combined, Source.SOIL, protection)
    if options.saturation is Saturation.CAP and substance.group is Group.VOC:
        soil = _capped(soil, limit)
    return Controls(
        single,
        combined,
        protection,
        None if limit is None else float(limit),
        soil,
        _smallest(combined, Source.GROUNDWATER, None),
    )


def _smallest(
    combined: Mapping[tuple[Effect, Source], float], source: Source, protection: float | None
) -> ControlValue | None:
    values = [ControlValue(one, EFFECT_DRIVERS[effect]) for (effect, of), one in combined.items() if of is source]
    if protection is not None:
        values.append(ControlValue(protection, Driver.WATER_PROTECTION))
    return min(values, key=lambda one: one.value, default=None)


def _capped(soil: ControlValue | None, limit: Number | None) -> ControlValue | None:
    if soil is None or limit is None or np.all(soil.value <= limit):
        return soil
    return ControlValue(float(limit), Driver.SATURATION)
