"""Factor analysis of the three EPA example sets with plain NumPy, worked out without Jingtu.

Multiplicative updates of weighted least squares (LS-NMF) from a few random starts of its own, not robust, six factors;
prints the best Q of each set, the profiles that go with it and Q by every start as JSON.
``jingtu/science/tests/test_pmf_published.py`` compares.

    python tests/independent/check_pmf.py SHARED
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

FACTORS, STEPS, SEED = 6, 8000, 42
STARTS = {"baltimore": 1, "batonrouge": 5, "stlouis": 5}
TOTALS = ("PM2.5", "TNMOC", "Mass")
FLOOR = 1e-12


def matrix(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    kept = [i for i, name in enumerate(head) if i and name not in TOTALS]
    return np.array([[float(row[i]) if row[i] not in ("", "NA") else np.nan for i in kept] for row in rows])


def example(shared, name):
    """Values and uncertainties: rows with gaps left out, what is not above zero replaced as in bench/pmf.py."""
    values, sigma = (matrix(shared / f"data/pmf_{name}_{kind}.csv") for kind in ("con", "unc"))
    whole = np.isfinite(values).all(axis=1) & np.isfinite(sigma).all(axis=1)
    values, sigma = np.maximum(values[whole], FLOOR), sigma[whole]
    unknown = sigma <= 0
    sigma[unknown] = 10 * np.median(sigma[~unknown])
    return values, sigma


def factored(values, sigma, rng):
    n, p = values.shape
    scale = np.sqrt(values.mean() / FACTORS)
    w = np.abs(rng.normal(1, 0.5, (n, FACTORS))) * scale + 1e-9
    h = np.abs(rng.normal(1, 0.5, (FACTORS, p))) * values.mean(axis=0) / (scale * FACTORS) + 1e-9
    weights = 1 / sigma**2
    weighted = weights * values
    for _ in range(STEPS):
        h *= (w.T @ weighted) / (w.T @ (weights * (w @ h)) + 1e-300)
        w *= (weighted @ h.T) / ((weights * (w @ h)) @ h.T + 1e-300)
    q = float((weights * (values - w @ h) ** 2).sum())
    return q, h * w.mean(axis=0)[:, None]


def figures(shared):
    found = {}
    for name, starts in STARTS.items():
        rng = np.random.default_rng(SEED)
        runs = [factored(*example(shared, name), rng) for _ in range(starts)]
        q, profiles = min(runs, key=lambda run: run[0])
        found[name] = {"q": q, "profiles": profiles.tolist(), "all": [run[0] for run in runs]}
    return found


if __name__ == "__main__":
    print(json.dumps(figures(Path(sys.argv[1]))))
