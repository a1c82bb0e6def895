"""The site of a case: class of land, options, pathways, parameters, what is drawn. Anything wrong refuses the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jingtu.assessment.risk.reading import Problems, distribution, table_of, with_source
from jingtu.problems import Refused
from jingtu.science.monte_carlo import Run
from jingtu.science.monte_carlo_distributions import Distribution
from jingtu.science.risk_errors import RiskError
from jingtu.science.risk_options import CHOICES, LandClass, Options
from jingtu.science.risk_parameters import (
    THICKNESSES,
    Number,
    Parameter,
    Parameters,
    defaults,
    parameters,
    value_of,
    with_values,
)
from jingtu.science.risk_pathways import Pathway
from jingtu.science.risk_sensitivity import CHANGE

UNKNOWN = "unknown"
FAR = 10
"""A value more than so many times its default, or less than one over it, is asked after."""
TOP = ("title", "land_class", "pathways", "options", "parameters", "substances", "sensitivity", "monte_carlo")
SEED, DRAWS = 1, 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter that the case gives: the text as written, and its source if told."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What holds for all substances of a case."""

    title: str
    land_class: LandClass
    options: Options
    pathways: tuple[Pathway, ...]
    parameters: Parameters
    given: Mapping[str, Given]
    change: float = CHANGE
    run: Run | None = None
    drawn: Mapping[str, Distribution] = field(default_factory=dict)


def read_site(table: Mapping[str, Any], problems: Problems) -> Site:
    """The site of a case.

    Raises
    ------
    Refused
        If anything in it is wrong; carries everything found.
    """
    problems.known(table, TOP, "")
    land_class = _land_class(table.get("land_class"), problems)
    options = _options(table_of(table, "options", problems), problems)
    pathways = _pathways(table.get("pathways"), problems)
    change = _change(table_of(table, "sensitivity", problems), problems)
    if land_class is None:
        raise Refused(*problems.all)
    p, given = _parameters(table_of(table, "parameters", problems), land_class, options, problems)
    run, drawn = _monte_carlo(table, p, problems)
    if problems.refused:
        raise Refused(*problems.all)
    return Site(str(table.get("title", "")), land_class, options, pathways, p, given, change, run, drawn)


def _land_class(given: object, problems: Problems) -> LandClass | None:
    if given in (1, 2) and not isinstance(given, bool):
        return LandClass(int(str(given)))
    problems.error("land_class", given="—" if given is None else given)
    return None


def _options(given: Mapping[str, Any], problems: Problems) -> Options:
    problems.known(given, CHOICES, "options.")
    chosen: dict[str, StrEnum] = {}
    for name, kind in CHOICES.items():
        if name not in given:
            continue
        try:
            chosen[name] = kind(str(given[name]))
        except ValueError:
            problems.error("choice_unknown", option=name, given=given[name], known=" / ".join(kind))
    return Options(**chosen)  # type: ignore[arg-type]


def _pathways(given: object, problems: Problems) -> tuple[Pathway, ...]:
    if given is None:
        return tuple(Pathway)
    names = given if isinstance(given, list) else [given]
    wrong = [name for name in names if name not in list(Pathway)]
    for name in wrong:
        problems.error("pathway_unknown", given=name, known=" / ".join(Pathway))
    if not names:
        problems.error("pathways_none", known=" / ".join(Pathway))
    return tuple(one for one in Pathway if one in names)


def _change(given: Mapping[str, Any], problems: Problems) -> float:
    problems.known(given, ("change",), "sensitivity.")
    found = problems.number(given.get("change", CHANGE), "1", "sensitivity.change")
    if found is not None and not (-1 < found < 1 and found != 0):
        problems.error("change_bad", change=found)
    return CHANGE if found is None else found


def _parameters(
    given: Mapping[str, Any], land_class: LandClass, options: Options, problems: Problems
) -> tuple[Parameters, Mapping[str, Given]]:
    p, told = defaults(land_class, options.edition), {}
    for symbol, entry in given.items():
        row = parameters().get(symbol)
        if row is None:
            problems.known({symbol: entry}, parameters(), "parameters.")
            continue
        raw, source = with_source(entry, f"parameters.{symbol}", problems)
        told[symbol] = Given(str(raw), source)
        p = _put(p, row, raw, problems)
    if abs(float(p.hcap) + float(p.hv) - float(p.lgw)) > 1e-6 * float(p.lgw):
        problems.attention("depths_differ", hcap=p.hcap, hv=p.hv, lgw=p.lgw)
    return p, told


def _put(p: Parameters, row: Parameter, raw: object, problems: Problems) -> Parameters:
    key = f"parameters.{row.symbol}"
    value: Number | None = None
    if not (row.symbol in THICKNESSES and raw == UNKNOWN):
        value = problems.number(raw, row.unit, key)
        if value is None:
            return p
    before = value_of(p, row.symbol)
    try:
        p = with_values(p, {row.symbol: value})
    except RiskError as wrong:
        problems.take(wrong.problem)
        return p
    if value is not None and before and value and not 1 / FAR <= value / before <= FAR:
        problems.attention("far_from_default", key=key, value=f"{value:g}", default=f"{before:g}", unit=row.unit)
    return p


def _monte_carlo(
    table: Mapping[str, Any], p: Parameters, problems: Problems
) -> tuple[Run | None, Mapping[str, Distribution]]:
    if "monte_carlo" not in table:
        return None, {}
    given = table_of(table, "monte_carlo", problems)
    problems.known(given, ("draws", "seed", "parameters"), "monte_carlo.")
    draws, seed = given.get("draws", DRAWS), given.get("seed", SEED)
    for name, value in (("draws", draws), ("seed", seed)):
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
            problems.error("number_unreadable", key=f"monte_carlo.{name}", given=value)
            return None, {}
    drawn: dict[str, Distribution] = {}
    for symbol, entry in table_of(given, "parameters", problems).items():
        row = parameters().get(symbol)
        if row is None:
            problems.known({symbol: entry}, parameters(), "monte_carlo.parameters.")
            continue
        found = distribution(entry, row.unit, f"monte_carlo.parameters.{symbol}", problems)
        if found is not None and _fits(p, symbol, found, problems):
            drawn[symbol] = found
    try:
        return Run(draws, seed), drawn
    except RiskError as wrong:
        problems.take(wrong.problem)
        return None, {}


def _fits(p: Parameters, symbol: str, found: Distribution, problems: Problems) -> bool:
    """Whether draws stay within the bounds of a parameter, seen on a few thousand of them."""
    try:
        with_values(p, {symbol: found.draw(DRAWS, Run(DRAWS, SEED).stream(symbol))})
    except RiskError as wrong:
        problems.take(wrong.problem)
        return False
    return True
