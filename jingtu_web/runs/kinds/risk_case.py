"""What the form says about a site and its distributions, read as a case of ``jingtu risk`` is read."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from typing import Any

from jingtu.assessment.risk.reading import Problems
from jingtu.assessment.risk.site import Site, read_site
from jingtu.assessment.risk.wanted import UNITS, Wanted, read_wanted
from jingtu.problems import Refused, error
from jingtu.science.risk_options import CHOICES
from jingtu.science.risk_parameters import parameters
from jingtu.science.risk_pathways import Medium
from jingtu.substances import SUBSTANCES
from jingtu_web.runs.declared import Value, Work
from jingtu_web.runs.kinds.risk import concentrations, overrides

Typed = Mapping[str, Mapping[str, Any]]
QUOTES = str.maketrans("“”„‟″", '"""""')


def case(work: Work, drawn_parameters: Typed, drawn_concentrations: Typed) -> tuple[Site, Wanted, Problems]:
    """Site and substance, everything checked; the problems that are left only ask for attention.

    Raises
    ------
    Refused
        If anything is wrong, no concentration is given, or nothing is to be drawn.
    """
    given, problems = work.settings, Problems("")
    concentrations(given)
    if not drawn_parameters and not drawn_concentrations:
        raise Refused(error("runs.nothing_drawn"))
    own = {symbol: _with_unit(value, _unit(symbol)) for symbol, value in overrides(given["changes"]).items()}
    monte_carlo = {"draws": int(str(given["draws"])), "seed": work.seed, "parameters": drawn_parameters}
    options = {name: given[name] for name in CHOICES if name in given}
    land_class = int(str(given["land_class"]))
    table = {"land_class": land_class, "options": options, "parameters": own, "monte_carlo": monte_carlo}
    site = read_site(table, problems)
    measured = {
        one.value: _with_unit(float(str(given[one.value])), UNITS[one])
        for one in Medium
        if given[one.value] is not None
    }
    name = SUBSTANCES[str(given["substance"])].zh
    wanted = read_wanted({"name": name, **measured, "draws": drawn_concentrations}, 1, site, problems)
    if wanted is None:
        raise Refused(*problems.all)
    return site, wanted, problems


def typed(text: Value) -> dict[str, dict[str, Any]]:
    """Lines ``symbol = { kind = "…", … }``; full-width signs and curly quotes count as their plain ones.

    Raises
    ------
    Refused
        At the first line that is none, or names what an earlier one did.
    """
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(str(text or "").splitlines(), start=1):
        plain = unicodedata.normalize("NFKC", line).translate(QUOTES).strip()
        for name, table in _line(plain, number, line).items():
            if name in found:
                raise Refused(error("runs.distribution_twice", line=number, name=name))
            found[name] = table
    return found


def _line(plain: str, number: int, as_typed: str) -> Mapping[str, dict[str, Any]]:
    unreadable = Refused(error("runs.distribution_unreadable", line=number, text=as_typed.strip()[:60]))
    try:
        found = tomllib.loads(plain)
    except (ValueError, RecursionError) as reason:
        raise unreadable from reason
    if not all(isinstance(table, dict) and "kind" in table for table in found.values()):
        raise unreadable
    return found


def _with_unit(value: float, unit: str) -> str:
    return f"{value!r} {unit}".strip()


def _unit(symbol: str) -> str:
    """Of a symbol nobody knows, none: the reading of the case says so."""
    row = parameters().get(symbol)
    return row.unit if row else ""
