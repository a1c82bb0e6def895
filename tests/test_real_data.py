"""Six real data sets through ``jingtu assess``, figures confirmed by ``independent/check_limits.py``.

The sets may not be committed: they are read from ``../shared/data``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from jingtu.cli.assess import command
from jingtu.substances import find

pytestmark = pytest.mark.shared
CHECK = Path(__file__).parent / "independent" / "check_limits.py"
DAY = ("--on", "2026-11-22")

Figures = dict[str, dict[str, int]]


@pytest.fixture(scope="session")
def independent(shared: Path) -> dict[str, Figures]:
    """{set: {substance: {verdict: count}}}, worked out without Jingtu."""
    done = subprocess.run([sys.executable, str(CHECK), str(shared)], capture_output=True, check=True, text=True)
    figures: dict[str, Figures] = json.loads(done.stdout)
    return figures


def assessed(file: Path, out: Path, *options: str) -> pl.DataFrame:
    done = CliRunner().invoke(command, [str(file), "-o", str(out), *DAY, *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return pl.read_parquet(out)


def figures(results: pl.DataFrame) -> Figures:
    """{symbol: {verdict: count}}; properties of the sample, which have no limit anywhere, left out."""
    counted = results.filter(pl.col("reason").is_null() | (pl.col("reason") != "condition_only"))
    found: Figures = {}
    for key, verdict, count in counted.group_by("substance", "verdict").len().sort("substance", "verdict").iter_rows():
        found.setdefault(symbol(key), {})[verdict] = count
    return found


def symbol(key: str) -> str:
    named = find(key)
    assert named is not None
    return named.symbol


@pytest.fixture
def run(shared: Path, tmp_path: Path):
    return lambda name, *options: assessed(shared / "data" / name, tmp_path / "out.parquet", *options)


class TestUrbanTopsoil:
    """GB 36600, class by functional zone; cadmium and mercury delivered in µg/kg."""

    FILE = "cn_urban_topsoil_cumcm2011a.csv"
    ZONES = ("--land-class", "mountain=1", "--land-class", "park_green=1")

    def test_figures(self, run, independent):
        found = figures(run(self.FILE, "--standard", "GB 36600", *self.ZONES))
        assert found == independent["cn_urban"]
        assert found["Pb"] == {"WITHIN_SCREENING": 318, "ABOVE_SCREENING": 1}
        assert all(found[metal] == {"WITHIN_SCREENING": 319} for metal in ("As", "Cd", "Cu", "Hg", "Ni"))

    def test_total_chromium_and_zinc_are_not_compared(self, run):
        left = run(self.FILE, "--standard", "GB 36600", *self.ZONES).filter(verdict="NOT_COMPARED")
        counted = left.group_by("substance", "reason").len().sort("substance").rows()
        assert counted == [("chromium", "only_hexavalent", 319), ("zinc", "no_limit", 319)]

    def test_zones_without_a_clear_planned_use_are_class_1_of_their_own_accord(self, run, independent):
        assert figures(run(self.FILE, "--standard", "GB 36600")) == independent["cn_urban"]


class TestCropland:
    """GB 15618 with the pH and land use of each pair; rice grain against GB 2762."""

    FILE = "cn_cropland_cd_xu2023.csv"

    def test_soil_and_rice(self, run, independent):
        results = run(self.FILE, "--unit", "mg/kg", "--medium", "soil")
        soil = figures(results.filter(standard="gb15618_2018"))
        rice = figures(results.filter(standard="gb2762_2025"))
        assert soil == independent["xu2023_soil"] == {"Cd": {"WITHIN_SCREENING": 76, "ABOVE_SCREENING": 60}}
        assert rice == independent["xu2023_rice"] == {"Cd": {"WITHIN_LIMIT": 41, "ABOVE_LIMIT": 20}}


class TestUsgsTopsoil:
    """GB 36600, class 1; non-detects in their own column."""

    FILE = "usgs_soil_0_5cm_long.csv"

    def test_figures(self, run, independent):
        found = figures(run(self.FILE, "--standard", "GB 36600", "--land-class", "1"))
        assert found == independent["usgs"]
        assert found["As"] == {"WITHIN_SCREENING": 4773, "ABOVE_SCREENING": 64, "ABOVE_INTERVENTION": 4}
        assert found["Co"] == {"WITHIN_SCREENING": 4557, "ABOVE_SCREENING": 283, "ABOVE_INTERVENTION": 1}
        assert found["V"] == {"WITHIN_SCREENING": 4712, "ABOVE_SCREENING": 118, "ABOVE_INTERVENTION": 11}
        assert found["Pb"] == {"WITHIN_SCREENING": 4833, "ABOVE_SCREENING": 4, "ABOVE_INTERVENTION": 4}

    def test_non_detects_are_within_where_their_detection_limit_is(self, run):
        results = run(self.FILE, "--standard", "GB 36600", "--land-class", "1")
        below = results.filter(operator="<", standard="gb36600_2018").group_by("substance", "verdict").len()
        counts = {key: (verdict, count) for key, verdict, count in below.iter_rows()}
        assert counts["cadmium"] == ("WITHIN_SCREENING", 1054)
        assert counts["mercury"] == ("WITHIN_SCREENING", 367)


FARMLAND = [
    ("gemas_grazing_agri_soil.csv", "gemas_ph_6.8", {"Cr": 2108, "Zn": 2108}),
    ("meuse.csv", "meuse_ph_6.8", {"Cd": 155, "Cu": 155, "Pb": 155, "Zn": 155}),
    ("jura_prediction.csv", "jura_ph_6.8", {"Cd": 259, "Cr": 259, "Cu": 259, "Ni": 259, "Pb": 259, "Zn": 259}),
]


@pytest.mark.parametrize(("file", "key", "counts"), FARMLAND, ids=[key for _, key, _ in FARMLAND])
class TestFarmlandSets:
    """GB 15618; the sets have no pH."""

    OPTIONS = ("--standard", "GB 15618", "--unit", "mg/kg", "--land-use", "other")

    def test_without_ph_every_metal_is_undecided_and_ph_is_named(self, run, independent, file, key, counts):
        results = run(file, *self.OPTIONS)
        compared = results.filter(pl.col("verdict") != "NOT_COMPARED")
        assert set(compared["verdict"]) == {"UNDECIDED"}
        assert set(compared["missing"]) == {"ph"}
        assert figures(compared) == {metal: {"UNDECIDED": count} for metal, count in counts.items()}

    def test_with_an_assumed_ph(self, run, independent, file, key, counts):
        found = figures(run(file, *self.OPTIONS, "--ph", "6.8"))
        assert found == independent[key]
        assert {metal: sum(found[metal].values()) for metal in counts} == counts


class TestFarmlandFigures:
    """The same, typed: pH 6.8 assumed, land use other."""

    OPTIONS = ("--standard", "GB 15618", "--unit", "mg/kg", "--ph", "6.8")

    def test_gemas(self, run):
        found = figures(run("gemas_grazing_agri_soil.csv", *self.OPTIONS, "--land-use", "other"))
        assert found["Cr"] == {"WITHIN_SCREENING": 1997, "ABOVE_SCREENING": 103, "ABOVE_INTERVENTION": 8}
        assert found["Zn"] == {"WITHIN_SCREENING": 2098, "ABOVE_SCREENING": 10}

    def test_gemas_without_land_use_decides_only_what_does_not_hang_on_it(self, run):
        results = run("gemas_grazing_agri_soil.csv", *self.OPTIONS)
        found = figures(results)
        assert found["Cr"] == {"UNDECIDED": 2108}
        assert set(results.filter(substance="chromium")["missing"]) == {"land_use"}
        assert found["Zn"] == {"WITHIN_SCREENING": 2098, "ABOVE_SCREENING": 10}

    def test_meuse(self, run):
        found = figures(run("meuse.csv", *self.OPTIONS, "--land-use", "other"))
        assert found["Cd"] == {"WITHIN_SCREENING": 21, "ABOVE_SCREENING": 84, "ABOVE_INTERVENTION": 50}
        assert found["Cu"] == {"WITHIN_SCREENING": 151, "ABOVE_SCREENING": 4}
        assert found["Pb"] == {"WITHIN_SCREENING": 77, "ABOVE_SCREENING": 78}
        assert found["Zn"] == {"WITHIN_SCREENING": 63, "ABOVE_SCREENING": 92}

    def test_meuse_with_its_own_codes_of_land_use_decides_only_what_does_not_hang_on_it(self, run):
        results = run("meuse.csv", *self.OPTIONS)
        missing = results.filter(verdict="UNDECIDED").group_by("substance", "missing").len().sort("substance").rows()
        assert missing == [("cadmium", "land_use", 155), ("copper", "land_use", 155), ("lead", "land_use", 155)]

    def test_jura(self, run):
        found = figures(run("jura_prediction.csv", *self.OPTIONS, "--land-use", "other"))
        assert found["Cd"] == {"WITHIN_SCREENING": 15, "ABOVE_SCREENING": 228, "ABOVE_INTERVENTION": 16}
        assert found["Cu"] == {"WITHIN_SCREENING": 255, "ABOVE_SCREENING": 4}
        assert found["Pb"] == {"WITHIN_SCREENING": 249, "ABOVE_SCREENING": 10}
        assert found["Co"] == {"NOT_COMPARED": 259}
