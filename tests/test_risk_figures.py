"""Risks and control values of 84 substances on four sites, confirmed by ``independent/check_risk.py``.

The tables of the project hold the same numbers as the collection they were taken from (``../shared/science``).
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from jingtu.science.risk import Concentrations, risks, units
from jingtu.science.risk_control import control_values
from jingtu.science.risk_options import CrackPorosity, Effect, LandClass, Options, SubstanceData
from jingtu.science.risk_parameters import Parameters, defaults, parameters, value_of, with_values
from jingtu.science.risk_pathways import Source
from jingtu.science.risk_substances import PROPERTIES, RiskSubstance, substances
from jingtu.substances import find

pytestmark = pytest.mark.shared
CHECK = Path(__file__).parent / "independent" / "check_risk.py"
SITES: dict[str, dict[str, float]] = {
    "default": {},
    "wet": {
        "Pws": 0.22, "rho_b": 1.45, "fom": 30, "Ls": 120, "dsub": 200, "Lgw": 500, "hcap": 20, "hv": 480, "I": 60,
        "Ugw": 4000, "Uair": 130, "A": 9e6, "W": 3000, "d": 20,
    },
    "pressed": {"dP": 40, "ER": 30, "LB": 250, "eta": 0.002, "Kv": 3e-8},
    "odd": {
        "rho_s": 2.71, "rho_w": 1.03, "PM10": 0.07, "delta_air": 150, "delta_gw": 300, "tau": 20,
        "theta_acap": 0.05, "theta_wcap": 0.31, "theta_acrack": 0.21, "theta_wcrack": 0.17, "Lcrack": 20, "dP": 10,
        "Zcrack": 25, "Xcrack": 4100, "Ab": 800000, "mu_air": 1.7e-4, "EDa": 21, "EDc": 7, "EFa": 300, "EFc": 320,
        "EFIa": 201, "EFIc": 222, "EFOa": 99, "EFOc": 101, "BWa": 66, "BWc": 21, "Ha": 170, "Hc": 121,
        "DAIRa": 15.3, "DAIRc": 8.1, "GWCRa": 1.9, "GWCRc": 1.1, "OSIRa": 55, "OSIRc": 133, "Ev": 2, "fspi": 0.6,
        "fspo": 0.3, "SERa": 0.25, "SERc": 0.41, "SSARa": 0.11, "SSARc": 0.17, "PIAF": 0.8, "ABSo": 0.6,
        "ACR": 2e-5, "AHQ": 0.7, "ATca": 27000, "ATnc": 3000,
    },
}  # fmt: skip
KEYS = {f"{effect}_{source}": (effect, source) for effect in Effect for source in Source}

Figures = dict[str, Any]


@pytest.fixture(scope="session")
def independent(shared: Path) -> dict[str, dict[str, Figures]]:
    """{substance: {site, class, porosity: figures}}, worked out without Jingtu."""
    done = subprocess.run([sys.executable, str(CHECK), str(shared)], capture_output=True, check=True, text=True)
    found: dict[str, dict[str, Figures]] = json.loads(done.stdout)
    return found


def figures(substance: RiskSubstance, p: Parameters, options: Options) -> Figures:
    found = units(substance, p, options)
    controls = control_values(substance, p, found, options, water_limit=0.7)
    sums = risks(found, Concentrations(10, 5, 0.5)).sums
    return {
        "sums": {name: float(sums[key]) for name, key in KEYS.items() if key in sums},
        "controls": {name: controls.combined[key] for name, key in KEYS.items() if key in controls.combined},
        "cvspgw": controls.water_protection,
    }


@pytest.mark.parametrize(("site", "land_class", "crack"), list(product(SITES, LandClass, CrackPorosity)))
def test_every_sum_and_control_value(independent, site, land_class, crack):
    usual = defaults(land_class)
    p = with_values(usual, {symbol: v for symbol, v in SITES[site].items() if value_of(usual, symbol) is not None})
    assert len(independent) == 84
    for name, by_site in independent.items():
        named = find(name)
        assert named is not None, name
        found = figures(substances()[named.key], p, Options(crack))
        wanted = by_site[f"{site}_{land_class.value}_{crack}"]
        assert found["sums"] == pytest.approx(wanted["sums"], rel=1e-11), name
        assert found["controls"] == pytest.approx(wanted["controls"], rel=1e-11), name
        assert found["cvspgw"] == (None if wanted["cvspgw"] is None else pytest.approx(wanted["cvspgw"])), name


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


class TestTablesAsCollected:
    def test_parameters(self, shared):
        for row in rows(shared / "science" / "hj25_3_parameters.csv"):
            known = parameters()[row["symbol"]]
            wanted = {of: float(row[f"class{of.value}_value"]) for of in LandClass if row[f"class{of.value}_value"]}
            assert known.defaults == wanted, row["symbol"]
            assert (known.zh, known.en) == (row["name_zh"], row["name_en"])

    def test_substances_and_what_was_fitted(self, shared):
        for row in rows(shared / "science" / "hj25_3_substances.csv"):
            named = find(row["name_zh"])
            assert named is not None
            known, fitted = (substances(data)[named.key] for data in SubstanceData)
            values = {one: float(row[one]) if row[one] else None for one in PROPERTIES}
            assert {one: known.value(one) for one in PROPERTIES} == values, named.key
            pairs = [pair.split("=") for pair in row["gb36600_overrides"].split(";") if pair]
            changed = {symbol: float(value) if value else None for symbol, value in pairs}
            assert {one: fitted.value(one) for one in PROPERTIES} == values | changed, named.key
