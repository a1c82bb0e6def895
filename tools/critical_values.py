"""Simulate the critical values that jingtu/science/data/ holds. Imports nothing from jingtu.

    python tools/critical_values.py gamma > jingtu/science/data/gamma_critical_values.csv
    python tools/critical_values.py dixon > jingtu/science/data/dixon_critical_values.csv

gamma: 5 % points of Anderson–Darling and Kolmogorov–Smirnov when both parameters are fitted (maximum likelihood).
dixon: 5 % and 1 % points of Dixon's ratios for one suspect on a named side, normal data.
Minutes, not seconds; the seed is fixed, so the same versions of NumPy give the same file.
"""

import sys

import numpy as np
from scipy.special import digamma, gammainc, gammaincc, polygamma

SIZES = (5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100, 200, 500)
SHAPES = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
CHUNK = 4_000_000


def fitted(x):
    """Maximum likelihood shape of each row."""
    s = np.log(x.mean(axis=1)) - np.log(x).mean(axis=1)
    k = (3 - s + np.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s)
    for _ in range(12):
        slope = 1 / k - polygamma(1, k)
        k = np.maximum(k - (np.log(k) - digamma(k) - s) / slope, k / 10)
    return k


def statistics(x):
    """Anderson–Darling and √n × Kolmogorov–Smirnov of each row."""
    n = x.shape[1]
    x = np.sort(x, axis=1)
    k = fitted(x)[:, None]
    z = x * k / x.mean(axis=1, keepdims=True)
    below, above = gammainc(k, z), gammaincc(k, z)
    i = np.arange(1, n + 1)
    with np.errstate(divide="ignore"):
        ad = -n - ((2 * i - 1) * (np.log(below) + np.log(above[:, ::-1]))).sum(axis=1) / n
    ks = np.maximum(i / n - below, below - (i - 1) / n).max(axis=1)
    return ad, ks * np.sqrt(n)


def gamma_rows():
    yield "n,k,anderson_darling,kolmogorov_smirnov_root_n,draws"
    for n in SIZES:
        draws = 100_000 if n <= 50 else 40_000 if n <= 200 else 20_000
        for k in SHAPES:
            generator = np.random.default_rng([n, int(1000 * k)])
            parts = []
            for start in range(0, draws, CHUNK // n):
                rows = min(CHUNK // n, draws - start)
                # log of a gamma of small shape, so that tiny values do not become zero
                logs = np.log(generator.gamma(k + 1, size=(rows, n))) + np.log(generator.random((rows, n))) / k
                parts.append(statistics(np.exp(np.maximum(logs, -690))))
            ad, ks = (np.quantile(np.concatenate(p), 0.95) for p in zip(*parts, strict=True))
            yield f"{n},{k},{ad:.4f},{ks:.4f},{draws}"


def ratio(x, n):
    """r10 up to 7, r11 up to 10, r21 up to 13, r22 above: gap of the largest over a range."""
    gap, floor = (1, 0) if n <= 7 else (1, 1) if n <= 10 else (2, 1) if n <= 13 else (2, 2)
    return (x[:, -1] - x[:, -1 - gap]) / (x[:, -1] - x[:, floor])


def dixon_rows():
    yield "n,five_percent,one_percent,draws"
    draws = 1_000_000
    for n in range(3, 31):
        generator = np.random.default_rng([n, 1])
        found = np.concatenate([ratio(np.sort(generator.normal(size=(100_000, n)), axis=1), n) for _ in range(10)])
        yield f"{n},{np.quantile(found, 0.95):.3f},{np.quantile(found, 0.99):.3f},{draws}"


if __name__ == "__main__":
    for line in {"gamma": gamma_rows, "dixon": dixon_rows}[sys.argv[1]]():
        print(line, flush=True)
