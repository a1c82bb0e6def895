"""A substance of a case: names, measured concentrations with their units, own data with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jingtu import substances
from jingtu.assessment.risk.reading import Problems, distribution, table_of, with_source
from jingtu.assessment.risk.site import Site
from jingtu.problems import Severity
from jingtu.science.monte_carlo import Concentration
from jingtu.science.risk import Concentrations
from jingtu.science.risk_errors import RiskError
from jingtu.science.risk_options import Options
from jingtu.science.risk_pathways import Medium
from jingtu.science.risk_substances import PROPERTIES, Group, RiskSubstance, with_properties
from jingtu.science.risk_substances import substances as with_data

SOIL = (Medium.SURFACE, Medium.SUBSURFACE)
MEDIA: Mapping[str, tuple[Medium, ...]] = {"soil": SOIL, **{one.value: (one,) for one in Medium}}
UNITS: Mapping[Medium, str] = {Medium.SURFACE: "mg/kg", Medium.SUBSURFACE: "mg/kg", Medium.GROUNDWATER: "mg/L"}
NAMES = ("name", *MEDIA, "water_limit", "group", "data", "draws")
NO_VALUE = "none"
MOST = 1e6
"""A kilogram of a substance per kilogram of soil or per litre of water."""
BY_CASE = "case"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A substance of a case: its data, what was measured, how concentrations vary where they are drawn.

    ``data`` is None for what the model does not cover (lead).
    """

    name: str
    key: str
    data: RiskSubstance | None
    concentrations: Concentrations
    water_limit: float | None
    drawn: tuple[Concentration, ...]


def read_wanted(given: object, number: int, site: Site, problems: Problems) -> Wanted | None:
    """One ``[[substances]]`` table; None where it cannot be used (an error says why)."""
    if not isinstance(given, Mapping):
        problems.error("not_a_table", key=f"substances {number}")
        return None
    name = str(given.get("name", ""))
    named = substances.find(name)
    if named is None:
        near = "、".join(substances.suggest(name)) or "—"
        problems.error("substance_unknown", number=number, name=name or "—", near=near)
        return None
    before = _errors(problems)
    problems.known(given, NAMES, f"{name}.")
    data = _data(given, named.key, site.options, problems)
    concentrations = _concentrations(given, name, problems)
    limit = given.get("water_limit")
    water_limit = None if limit is None else problems.number(limit, "mg/L", f"{name}.water_limit")
    if water_limit is not None and not water_limit > 0:
        problems.error("not_positive", key=f"{name}.water_limit", given=limit)
    drawn = _drawn(given, name, concentrations, problems)
    if "draws" in given and site.run is None:
        problems.attention("draws_unused", name=name)
    if _errors(problems) > before or concentrations is None:
        return None
    return Wanted(name, named.key, data if data and data.covered else None, concentrations, water_limit, drawn)


def _errors(problems: Problems) -> int:
    return sum(one.severity is Severity.ERROR for one in problems.all)


def _concentrations(given: Mapping[str, Any], name: str, problems: Problems) -> Concentrations | None:
    found: dict[str, float] = {}
    for key, media in MEDIA.items():
        if key not in given:
            continue
        value = problems.number(given[key], UNITS[media[0]], f"{name}.{key}")
        if value is None:
            return None
        if value > MOST:
            problems.error("concentration_impossible", key=f"{name}.{key}", given=given[key])
            return None
        twice = [medium for medium in media if medium.value in found]
        if twice:
            problems.error("medium_twice", name=name, medium=twice[0].value)
        found |= dict.fromkeys((medium.value for medium in media), value)
    if not found:
        problems.error("nothing_measured", name=name, known=" / ".join(MEDIA))
        return None
    try:
        return Concentrations(**found)
    except RiskError as wrong:
        problems.take(wrong.problem)
        return None


def _data(given: Mapping[str, Any], key: str, options: Options, problems: Problems) -> RiskSubstance | None:
    """The data of the table, with those of the case instead where it gives some."""
    own, name = table_of(given, "data", problems), given.get("name")
    base = with_data(options.substance_data).get(key)
    if base is None:
        group = given.get("group")
        if group not in list(Group) or not own:
            problems.error("no_data_here", name=name, groups=" / ".join(Group))
            return None
        base = RiskSubstance(key=key, group=Group(group), source=BY_CASE, mark=BY_CASE, changed={})
    for symbol, entry in own.items():
        base = _with_own(base, symbol, entry, problems)
    return base


def _with_own(base: RiskSubstance, symbol: str, entry: object, problems: Problems) -> RiskSubstance:
    key = f"{base.key}.data.{symbol}"
    raw, source = with_source(entry, key, problems)
    known = PROPERTIES.get(symbol)
    if known is None:
        problems.known({symbol: entry}, PROPERTIES, f"{base.key}.data.")
        return base
    if not source:
        problems.error("source_missing", key=key)
        return base
    value = None if raw == NO_VALUE else problems.number(raw, known.unit, key)
    if value is None and raw != NO_VALUE:
        return base
    try:
        return with_properties(base, {symbol: value}, source=source)
    except RiskError as wrong:
        problems.take(wrong.problem)
        return base


def _drawn(
    given: Mapping[str, Any], name: str, point: Concentrations | None, problems: Problems
) -> tuple[Concentration, ...]:
    """How concentrations are drawn; those without a distribution keep their measured value."""
    own = table_of(given, "draws", problems)
    problems.known(own, MEDIA, f"{name}.draws.")
    found: list[Concentration] = []
    for key, media in MEDIA.items():
        if key in own and any(point is None or point.of(medium) is None for medium in media):
            problems.error("draws_unmeasured", key=f"{name}.draws.{key}")
        elif key in own:
            one = distribution(own[key], UNITS[media[0]], f"{name}.draws.{key}", problems)
            found += [Concentration(media, one)] if one else []
    taken = {medium for one in found for medium in one.media}
    rest = [] if point is None else [(one, point.of(one)) for one in Medium if one not in taken]
    return (*found, *(Concentration((one,), float(value)) for one, value in rest if value is not None))
