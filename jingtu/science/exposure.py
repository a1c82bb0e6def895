"""How much of a medium people take in: exposure factors of HJ 25.3 appendix A, by route and effect.

A carcinogenic effect counts childhood and adulthood together; any other effect counts childhood alone on first-class
land. On second-class land only adults count. The equations are the same for both, so each is written once, as a sum
over people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from jingtu.science.risk_options import Effect
from jingtu.science.risk_parameters import Number, Parameters, Person
from jingtu.science.risk_pathways import Route

KG_PER_MG = 1e-6
Share = Callable[[Parameters, Person], Number]


def intake(p: Parameters, route: Route, effect: Effect) -> Number:
    """What one route takes in per day and kilogram of body weight, before anything that depends on the substance.

    Parameters
    ----------
    p : Parameters
        Values of shape () or (n,).
    route : Route
    effect : Effect

    Returns
    -------
    float or ndarray, shape (n,)
        ``OIS``: OISER [kg/(kg·d)]; ``DCS``: DCSER / ABSd [kg/(kg·d)]; ``PIS``: PISER [kg/(kg·d)]; ``OUTDOOR``:
        IOVER / VF and ``INDOOR``: IIVER / VF [m³/(kg·d)]; ``WATER``: CGWER [L/(kg·d)].

    Notes
    -----
    Childhood is counted in BWc also in the child's term of A.7, where the print of 2014 has BWa.

    References
    ----------
    HJ 25.3-2019 appendix A, rebuilt (``docs/risk.md``); reproduces GB 36600-2018 but for ``WATER``.
    """
    days = p.atca if effect is Effect.CANCER else p.atnc
    shares = [SHARES[route](p, person) for person in counted(p, effect)]
    return sum(shares[1:], shares[0]) / days


def counted(p: Parameters, effect: Effect) -> Sequence[Person]:
    """Who counts for an effect."""
    if p.child is None:
        return (p.adult,)
    return (p.child, p.adult) if effect is Effect.CANCER else (p.child,)


def skin_area(person: Person) -> Number:
    """Exposed skin, SAE = 239 · H^0.417 · BW^0.517 · SER. [cm², H in cm, BW in kg]

    >>> from jingtu.science.risk_options import LandClass
    >>> from jingtu.science.risk_parameters import defaults
    >>> round(float(skin_area(defaults(LandClass.FIRST).adult)), 2)
    5373.99
    """
    area: Number = 239 * np.power(person.h, 0.417) * np.power(person.bw, 0.517) * person.ser
    return area


def _swallowed(p: Parameters, x: Person) -> Number:
    return KG_PER_MG * p.abso * x.osir * x.ed * x.ef / x.bw


def _on_skin(p: Parameters, x: Person) -> Number:
    return KG_PER_MG * p.ev * skin_area(x) * x.ssar * x.ef * x.ed / x.bw


def _dust(p: Parameters, x: Person) -> Number:
    return KG_PER_MG * p.pm10 * x.dair * x.ed * p.piaf * (p.fspo * x.efo + p.fspi * x.efi) / x.bw


def _outdoors(p: Parameters, x: Person) -> Number:
    return x.dair * x.efo * x.ed / x.bw


def _indoors(p: Parameters, x: Person) -> Number:
    return x.dair * x.efi * x.ed / x.bw


def _drunk(p: Parameters, x: Person) -> Number:
    return x.gwcr * x.ef * x.ed / x.bw


SHARES: dict[Route, Share] = {
    Route.OIS: _swallowed,
    Route.DCS: _on_skin,
    Route.PIS: _dust,
    Route.OUTDOOR: _outdoors,
    Route.INDOOR: _indoors,
    Route.WATER: _drunk,
}
