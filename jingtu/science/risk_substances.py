"""Toxicity and physical data of substances, as HJ 25.3 appendix B gives them, each table with source and mark.

``data/hj25_3/substances.csv`` is appendix B as a public program carries it; ``gb36600_fit.csv`` holds the values that
make the model reproduce GB 36600 and that are no data of HJ 25.3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from jingtu.problems import error
from jingtu.science.risk_errors import BadSubstance, NotCovered
from jingtu.science.risk_options import SubstanceData, table


class Group(StrEnum):
    """Groups of GB 36600. The allotment of the reference dose (SAF, WAF) follows them."""

    METAL_INORG = "METAL_INORG"
    VOC = "VOC"
    SVOC = "SVOC"
    PESTICIDE = "PESTICIDE"
    PCB_DIOXIN = "PCB_DIOXIN"
    TPH = "TPH"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSubstance:
    """What the model needs of a substance; None: no value, which is never zero.

    Parameters
    ----------
    key : str
        Key of ``jingtu.substances``.
    sfo, iur : float or None
        Oral slope factor [(mg/(kg·d))⁻¹], inhalation unit risk [(mg/m³)⁻¹].
    rfdo, rfc : float or None
        Oral reference dose [mg/(kg·d)], reference concentration [mg/m³].
    abs_gi, abs_d : float or None
        Fraction absorbed in the gut, through the skin [1].
    h_prime : float or None
        Henry's law constant without dimension, 25 °C [1].
    da, dw : float or None
        Diffusion in air, in water [cm²/s].
    koc, kd_fixed : float or None
        Partition to organic carbon; fixed Kd of inorganics [L/kg].
    s : float or None
        Solubility in water [mg/L].
    source, mark : str
        Keys of ``sources.csv`` and ``marks.csv``.
    changed : mapping
        Properties that do not come from ``source``, with their own source: a key of ``sources.csv`` or words.
    """

    key: str
    group: Group
    sfo: float | None = None
    iur: float | None = None
    rfdo: float | None = None
    rfc: float | None = None
    abs_gi: float | None = None
    abs_d: float | None = None
    h_prime: float | None = None
    da: float | None = None
    dw: float | None = None
    koc: float | None = None
    kd_fixed: float | None = None
    s: float | None = None
    source: str = ""
    mark: str = ""
    crosscheck: str = ""
    covered: bool = True
    changed: Mapping[str, str]

    @property
    def volatile(self) -> bool:
        """Whether vapour pathways apply: H′, Da and Dw are known."""
        return None not in (self.h_prime, self.da, self.dw)

    def value(self, symbol: str) -> float | None:
        """The value of a property by its printed symbol."""
        found: float | None = getattr(self, PROPERTIES[symbol].field)
        return found


@dataclass(frozen=True, slots=True)
class Property:
    """A property of substances: printed symbol, field, unit, name, and the most it can be."""

    symbol: str
    field: str
    unit: str
    zh: str
    en: str
    most: float
    positive: bool


@cache
def _properties() -> Mapping[str, Property]:
    return {
        row["symbol"]: Property(
            row["symbol"], row["field"], row["unit"], row["zh"], row["en"],
            float(row["most"] or math.inf), row["positive"] == "yes",
        )
        for row in table("properties")
    }  # fmt: skip


PROPERTIES = _properties()


@cache
def substances(data: SubstanceData = SubstanceData.BASE) -> Mapping[str, RiskSubstance]:
    """Every substance by its key, in the order of GB 36600."""
    found = {row["substance"]: _substance(row) for row in table("substances")}
    if data is SubstanceData.GB36600_FIT:
        for row in table("gb36600_fit"):
            changed = {row["symbol"]: float(row["value"]) if row["value"] else None}
            found[row["substance"]] = with_properties(found[row["substance"]], changed, source=row["source"])
    return found


def covered(key: str, data: SubstanceData = SubstanceData.BASE) -> RiskSubstance:
    """The data of a substance.

    Raises
    ------
    NotCovered
        If HJ 25.3 has no model for it (lead: blood-lead models), or the table no data.
    """
    found = substances(data).get(key)
    if found is None:
        raise NotCovered(error("risk.no_data", substance=key))
    if not found.covered:
        raise NotCovered(error("risk.lead"))
    return found


def with_properties(substance: RiskSubstance, values: Mapping[str, float | None], *, source: str) -> RiskSubstance:
    """The same with other values by printed symbol, None taking a value away; the source is remembered for each.

    Raises
    ------
    BadSubstance
        If there is no such property, or a value is negative, missing (NaN) or larger than can be.
    """
    fields: dict[str, float | None] = {}
    for symbol, value in values.items():
        one = PROPERTIES.get(symbol)
        if one is None:
            raise BadSubstance(error("risk.property_unknown", symbol=symbol, known=", ".join(PROPERTIES)))
        if value is not None and not _possible(one, value):
            raise BadSubstance(
                error("risk.property_bounds", symbol=symbol, value=f"{value:g}", substance=substance.key, unit=one.unit)
            )
        fields[one.field] = value
    changed = {**substance.changed, **dict.fromkeys(values, source)}
    return replace(substance, **fields, changed=changed)  # type: ignore[arg-type]


def _possible(one: Property, value: float) -> bool:
    return math.isfinite(value) and value <= one.most and (value > 0 if one.positive else value >= 0)


def _substance(row: Mapping[str, str]) -> RiskSubstance:
    values = {one.field: float(row[one.symbol]) if row[one.symbol] else None for one in PROPERTIES.values()}
    return RiskSubstance(
        key=row["substance"],
        group=Group(row["group"]),
        source=row["source"],
        mark=row["mark"],
        crosscheck=row["crosscheck"],
        covered=row["model"] == "hj25_3",
        changed={},
        **values,
    )
