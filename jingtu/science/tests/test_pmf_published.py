"""The example sets of EPA PMF 5.0: what its program and an independent script found in them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from jingtu.science.pmf import EPA_LOWEST, Options, apportion, matched
from jingtu.science.pmf_table import signal_to_noise

pytestmark = pytest.mark.shared
CHECK = Path(__file__).resolve().parents[3] / "tests" / "independent" / "check_pmf.py"
TOTALS = ("PM2.5", "TNMOC", "Mass")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    return head[1:], np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])


def example(shared, name):
    """Values and uncertainties as the independent script takes them."""
    head, values = read(shared / f"data/pmf_{name}_con.csv")
    _, sigma = read(shared / f"data/pmf_{name}_unc.csv")
    kept = [i for i, species in enumerate(head) if species not in TOTALS]
    whole = np.isfinite(values[:, kept]).all(axis=1) & np.isfinite(sigma[:, kept]).all(axis=1)
    values, sigma = np.maximum(values[whole][:, kept], 1e-12), sigma[whole][:, kept]
    unknown = sigma <= 0
    sigma[unknown] = 10 * np.median(sigma[~unknown])
    return values, sigma


class TestTheProgramOfTheEpa:
    """Baton Rouge, four factors, all 41 columns strong: Q(true) of two base runs of EPA PMF 5.0, as printed in
    github.com/quanted/esat at 82d2537, notebooks/old: dep-nmf-py_walkthrough_detailed.ipynb and
    dep-pmf-output-compare.ipynb."""

    PRINTED = (86973.578125, 86895.6875)

    @pytest.mark.parametrize("printed", PRINTED)
    def test_q_is_within_one_percent(self, shared, printed):
        (_, values), (_, sigma) = (read(shared / f"data/pmf_batonrouge_{kind}.csv") for kind in ("con", "unc"))
        found = apportion(values, sigma, 4, seed=5, options=Options(starts=40, lowest=EPA_LOWEST))
        assert values.shape == (307, 41)
        assert found.converged
        assert found.q_true == pytest.approx(printed, rel=0.01)

    def test_signal_to_noise_is_as_printed(self, shared):
        head, values = read(shared / "data/pmf_batonrouge_con.csv")
        _, sigma = read(shared / "data/pmf_batonrouge_unc.csv")
        found = dict(zip(head, signal_to_noise(values, sigma), strict=True))
        assert found["124-Trimethylbenzene"] == pytest.approx(5.445168, abs=5e-7)
        assert found["224-Trimethylpentane"] == pytest.approx(5.666667, abs=5e-7)
        assert found["Cis-2-Butene"] == pytest.approx(3.100977, abs=5e-7)
        assert found["Isopropylbenzene"] == pytest.approx(2.067318, abs=5e-7)


@pytest.fixture(scope="module")
def independent(shared):
    done = subprocess.run([sys.executable, str(CHECK), str(shared)], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


class TestTheIndependentScript:
    @pytest.mark.parametrize("name", ["baltimore", "batonrouge", "stlouis"])
    def test_q_is_no_higher_and_within_one_percent_and_profiles_match(self, shared, independent, name):
        values, sigma = example(shared, name)
        found = apportion(values, sigma, 6, seed=1, options=Options(robust=None))
        assert found.q_true <= independent[name]["q"] * (1 + 1e-6)
        assert found.q_true == pytest.approx(independent[name]["q"], rel=0.01)
        assert matched(independent[name]["profiles"], found.profiles)[1].min() > 0.94
