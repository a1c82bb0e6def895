"""Real data through ``jingtu.science``, figures confirmed by ``independent/check_statistics.py``.

The sets may not be committed: they are read from ``../shared/data``.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jingtu.science.distributions import shapiro_wilk
from jingtu.science.groups_non_detects import gehan
from jingtu.science.nondetects import Sample, kaplan_meier
from jingtu.science.nondetects_mle import Family, likelihood_fit
from jingtu.science.nondetects_ros import ros
from jingtu.science.trend import Series, mann_kendall, theil_sen
from jingtu.science.ucl import chebyshev, student_t
from jingtu.science.ucl_bootstrap import Resampling, bootstrap_limits
from jingtu.science.ucl_kaplan_meier import kaplan_meier_t

pytestmark = pytest.mark.shared
CHECK = Path(__file__).parent / "independent" / "check_statistics.py"
# file: column of the number, column of the flag, the word for a detected value
SETS = {
    "nondetect_epa09_manganese_wells": ("Manganese.ppb", "Censored", "False"),
    "nondetect_epa92c_zinc_wells": ("Zinc", "Censored", "False"),
    "nondetect_epa94b_tccb_reference_cleanup": ("TcCB", "Censored", "False"),
    "nondetect_millard_deverel_cu_zn": ("Zn", "Zn.censored", "False"),
    "nondetect_olympic_nh4": ("NH4.mg.per.L", "Censored", "False"),
    "nondetect_proucl52_trs": ("Value", "Detect", "1"),
    "nondetect_skagit_ammonia_1978_2010": ("NH3_N.mg.per.L", "Censored", "False"),
}


@pytest.fixture(scope="session")
def independent(shared: Path) -> Mapping[str, Any]:
    done = subprocess.run([sys.executable, str(CHECK), str(shared)], capture_output=True, check=True, text=True)
    figures: Mapping[str, Any] = json.loads(done.stdout)
    return figures


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / f"data/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sample(shared: Path, name: str) -> Sample:
    number, flag, word = SETS[name]
    known = [row for row in rows(shared, name) if row[number]]
    return Sample.of([float(row[number]) for row in known], [row[flag] == word for row in known])


@pytest.mark.parametrize("name", SETS)
class TestCensoredSets:
    def test_kaplan_meier(self, shared, independent, name):
        one, expected = sample(shared, name), independent["sets"][name]
        found = kaplan_meier(one)
        assert (one.size, one.detects.size) == (expected["n"], expected["detects"])
        figures = [found.mean, found.sd, found.standard_error, kaplan_meier_t(one)]
        assert figures == pytest.approx(expected["km"], rel=1e-9)

    def test_regression_on_order_statistics(self, shared, independent, name):
        found = ros(sample(shared, name))
        assert [found.mean, found.sd] == pytest.approx(independent["sets"][name]["ros"], rel=1e-9)

    @pytest.mark.parametrize("family", [Family.LOGNORMAL, Family.GAMMA])
    def test_maximum_likelihood(self, shared, independent, name, family):
        found = likelihood_fit(sample(shared, name), family)
        assert found.mean == pytest.approx(independent["sets"][name]["likelihood"][family], rel=1e-4)


class TestOrder:
    def test_trend_of_ammonia_in_rain(self, shared, independent):
        days = [date.fromisoformat(row["Date.On"]).toordinal() for row in rows(shared, "nondetect_olympic_nh4")]
        series = Series.of(sample(shared, "nondetect_olympic_nh4"), days)
        assert mann_kendall(series).s == independent["olympic"]["s"]
        assert theil_sen(series).per_time == pytest.approx(independent["olympic"]["slope"], abs=1e-12)

    def test_zinc_of_two_zones(self, shared, independent):
        known = [row for row in rows(shared, "nondetect_millard_deverel_cu_zn") if row["Zn"]]
        zones = [
            Sample.of([float(row["Zn"]) for row in mine], [row["Zn.censored"] == "False" for row in mine])
            for mine in ([row for row in known if row["Zone"] == zone] for zone in ("Alluvial.Fan", "Basin.Trough"))
        ]
        assert gehan(*zones).statistic == pytest.approx(independent["gehan_zn"])

    def test_vinyl_chloride_has_no_non_detects(self, shared, independent):
        values = [float(row["VC.ppb"]) for row in rows(shared, "nondetect_epa09_vinyl_chloride_wells")]
        found, expected = kaplan_meier(Sample.of(values)), independent["vinyl_chloride"]
        assert found.mean == pytest.approx(expected["mean"])
        assert found.standard_error == pytest.approx(expected["sd"] / expected["n"] ** 0.5)


class TestCity:
    """Cadmium in topsoil by functional zone, µg/kg."""

    def test_limits_by_zone(self, shared, independent):
        by_zone: dict[str, list[float]] = {}
        for row in rows(shared, "cn_urban_topsoil_cumcm2011a"):
            by_zone.setdefault(row["zone_name"], []).append(float(row["Cd_ug_kg"]))
        assert sorted(by_zone) == sorted(independent["city"])
        for zone, values in by_zone.items():
            expected = independent["city"][zone]
            assert len(values) == expected["n"]
            assert student_t(values) == pytest.approx(expected["student_t"], rel=1e-9)
            assert chebyshev(values) == pytest.approx(expected["chebyshev"], rel=1e-9)
            assert shapiro_wilk(values).p == pytest.approx(expected["shapiro_p"], rel=1e-3)
            bca = bootstrap_limits(values, Resampling(20_000)).bca
            assert bca == pytest.approx(expected["bca_bootstrap"], rel=0.01)
