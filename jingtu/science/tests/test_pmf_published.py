"""The example sets of EPA PMF 5.0: what its program and an independent script found in them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

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

    CONTRIBUTIONS = (
        (1, 1.54410, 0.449500, 2.406800, 1.59610),
        (2, 1.00530, 0.990740, 1.150000, 1.98420),
        (3, 2.84740, 0.516180, 3.243700, 1.23430),
        (4, 0.20761, 2.094500, 1.468700, 0.17409),
        (5, 0.75381, 0.903250, 0.461180, 0.23299),
        (302, 0.25549, 0.633920, 0.091281, 3.89460),
        (303, 0.51440, 0.402750, -0.027151, 1.69450),
        (304, 0.30866, 0.629770, -0.130690, 0.10427),
        (305, 2.28460, 0.094477, -0.055430, 0.15904),
        (306, 0.16628, 1.086300, 3.067900, 2.49930),
    )
    """Row of the set, from 0 (6/2/2005 3:00 to 6/4/2005 6:00, 9/24/2006 6:00 to 9/28/2006 3:00), and contributions of
    the four factors to it in a base run of EPA PMF 5.0, as printed in notebooks/old/dep-profile_comparison.ipynb of the
    same repository; all of its run that is printed anywhere we have seen."""

    def test_contributions_are_those_printed(self, shared):
        (_, values), (_, sigma) = (read(shared / f"data/pmf_batonrouge_{kind}.csv") for kind in ("con", "unc"))
        printed = np.array(self.CONTRIBUTIONS)
        found = apportion(values, sigma, 4, seed=1, options=Options(starts=20, lowest=EPA_LOWEST))
        ours = found.contributions[printed[:, 0].astype(int)]
        squared = np.corrcoef(printed[:, 1:].T, ours.T)[:4, 4:].clip(0, None) ** 2
        factors, places = linear_sum_assignment(-squared)
        assert (squared[factors, places] > 0.97).all()
        assert np.abs(ours[:, places] - printed[:, 1:]).mean() < 0.05

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
