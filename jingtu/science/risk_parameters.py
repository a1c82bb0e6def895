"""Parameters of HJ 25.3: of people, soil, air, groundwater, building and targets, by their printed symbols.

The recommended values stand in ``data/hj25_3/parameters.csv``, each with unit, bounds, source and mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jingtu.problems import error
from jingtu.science.risk_errors import BadParameter
from jingtu.science.risk_options import Edition, LandClass, table

Number = float | NDArray[np.float64]
"""One value, or one per draw, shape (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A child or an adult; symbols of HJ 25.3 without their last letter (BWa, BWc: ``bw``)."""

    ed: Number
    ef: Number
    efi: Number
    efo: Number
    bw: Number
    h: Number
    dair: Number
    gwcr: Number
    osir: Number
    ser: Number
    ssar: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything the model needs beside substances; symbols of HJ 25.3 in small letters.

    Units as in ``data/hj25_3/parameters.csv``; each value a float or an array of shape (n,). ``child`` is None for
    second-class land. ``d`` or ``dsub`` None: the thickness is not known, and the expression that balances the mass is
    not used.
    """

    land_class: LandClass
    adult: Person
    child: Person | None
    # soil (A: source_area)
    d: Number | None
    ls: Number
    dsub: Number | None
    source_area: Number
    lgw: Number
    fom: Number
    rho_b: Number
    pws: Number
    rho_s: Number
    rho_w: Number
    # air (W: source_width)
    pm10: Number
    uair: Number
    delta_air: Number
    source_width: Number
    # groundwater (I: infiltration)
    hcap: Number
    hv: Number
    theta_acap: Number
    theta_wcap: Number
    ugw: Number
    delta_gw: Number
    infiltration: Number
    # building
    theta_acrack: Number
    theta_wcrack: Number
    lcrack: Number
    lb: Number
    er: Number
    eta: Number
    tau: Number
    dp: Number
    kv: Number
    zcrack: Number
    xcrack: Number
    ab: Number
    mu_air: Number
    # intake
    ev: Number
    fspi: Number
    fspo: Number
    piaf: Number
    abso: Number
    atca: Number
    atnc: Number
    # targets
    saf_voc: Number
    saf_other: Number
    waf_voc: Number
    waf_other: Number
    acr: Number
    ahq: Number


@dataclass(frozen=True, slots=True)
class Parameter:
    """A row of the table: what a symbol means, its default by land class, its bounds, where it comes from."""

    symbol: str
    field: str
    group: str
    zh: str
    en: str
    unit: str
    defaults: Mapping[LandClass, float]
    least: str
    most: str
    source: str
    mark: str
    note_zh: str
    note_en: str

    def within(self, value: Number) -> bool:
        """Whether a value lies within the bounds; ``>0``: not 0 itself."""
        low, values = float(self.least.lstrip(">")), np.asarray(value)
        above = values > low if self.least.startswith(">") else values >= low
        below = values <= float(self.most) if self.most else np.isfinite(values)
        return bool(np.all(above & below))

    @property
    def bounds(self) -> str:
        """In signs: ``> 0``, ``0 … 1``."""
        return f"{self.least} … {self.most or '∞'}"


THICKNESSES = frozenset({"d", "dsub"})
"""These may be unknown."""


@cache
def parameters(edition: Edition = Edition.OF_2019) -> Mapping[str, Parameter]:
    """Every parameter by symbol, in the order of the table; where an edition has its own value, its source and mark."""
    own = {row["symbol"]: row for row in table("parameters_2014")} if edition is Edition.OF_2014 else {}
    return {row["symbol"]: _parameter({**row, **own.get(row["symbol"], {})}) for row in table("parameters")}


def _parameter(row: Mapping[str, str]) -> Parameter:
    values = {one: float(row[f"class_{one.value}"]) for one in LandClass if row[f"class_{one.value}"]}
    plain = {name: row[name] for name in Parameter.__slots__ if name != "defaults"}
    return Parameter(defaults=values, **plain)


def defaults(land_class: LandClass, edition: Edition = Edition.OF_2019) -> Parameters:
    """The recommended values.

    >>> from jingtu.science.risk_options import LandClass
    >>> defaults(LandClass.FIRST).adult.bw
    61.8
    """
    given: dict[str, Any] = {"land_class": land_class, "child": None}
    people: dict[str, dict[str, Number]] = {}
    for one in parameters(edition).values():
        if land_class not in one.defaults:
            continue
        owner, _, name = one.field.rpartition(".")
        (people.setdefault(owner, {}) if owner else given)[name] = one.defaults[land_class]
    return Parameters(**given | {owner: Person(**values) for owner, values in people.items()})


def value_of(p: Parameters, symbol: str) -> Number | None:
    """The value of a symbol; None where it is unknown, or where second-class land has none.

    Raises
    ------
    BadParameter
        If there is no such symbol.
    """
    owner, _, name = _row(symbol).field.rpartition(".")
    holder = getattr(p, owner) if owner else p
    value: Number | None = None if holder is None else getattr(holder, name)
    return value


def with_values(p: Parameters, values: Mapping[str, Number | None], *, bounded: bool = True) -> Parameters:
    """The same with other values by symbol; None makes the thickness ``d`` or ``dsub`` unknown.

    ``bounded=False`` lets values leave their bounds, for slopes.

    Raises
    ------
    BadParameter
        If there is no such symbol, a value is outside its bounds or missing (NaN), or second-class land has no such
        parameter.
    """
    for symbol, value in values.items():
        row = _row(symbol)
        unknown = value is None and symbol in THICKNESSES
        if not unknown and (value is None or (bounded and not row.within(value))):
            raise BadParameter(
                error("risk.parameter_bounds", symbol=symbol, value=_shown(value), unit=row.unit, bounds=row.bounds)
            )
        p = _put(p, row, value)
    return p


def _put(p: Parameters, row: Parameter, value: Number | None) -> Parameters:
    owner, _, name = row.field.rpartition(".")
    change: Mapping[str, Any] = {name: value}
    if not owner:
        return replace(p, **change)
    person = getattr(p, owner)
    if person is None:
        raise BadParameter(error("risk.parameter_class", symbol=row.symbol, land_class=p.land_class.value))
    changed: Mapping[str, Any] = {owner: replace(person, **change)}
    return replace(p, **changed)


def _row(symbol: str) -> Parameter:
    try:
        return parameters()[symbol]
    except KeyError:
        raise BadParameter(error("risk.parameter_unknown", symbol=symbol, known=", ".join(parameters()))) from None


def _shown(value: Number | None) -> str:
    """A value in a message: for arrays, the span."""
    if value is None:
        return "—"
    values = np.asarray(value, dtype=float)
    return f"{values:g}" if values.ndim == 0 else f"{values.min():g} … {values.max():g}"
