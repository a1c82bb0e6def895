"""Statistics of the eight censored sets and of a city's topsoil, worked out without Jingtu.

Reads ``../shared/data`` with the standard library and SciPy, by the most literal loops, and prints JSON.
``tests/test_real_statistics.py`` compares these figures with what ``jingtu.science`` finds.

    python tests/independent/check_statistics.py SHARED
"""

import csv
import json
import math
import sys
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist, linear_regression, mean, stdev

import numpy as np
from scipy import optimize, stats

# file: column of the number, column of the flag, the word for a non-detect
SETS = {
    "nondetect_epa09_manganese_wells": ("Manganese.ppb", "Censored", "True"),
    "nondetect_epa92c_zinc_wells": ("Zinc", "Censored", "True"),
    "nondetect_epa94b_tccb_reference_cleanup": ("TcCB", "Censored", "True"),
    "nondetect_millard_deverel_cu_zn": ("Zn", "Zn.censored", "True"),
    "nondetect_olympic_nh4": ("NH4.mg.per.L", "Censored", "True"),
    "nondetect_proucl52_trs": ("Value", "Detect", "0"),
    "nondetect_skagit_ammonia_1978_2010": ("NH3_N.mg.per.L", "Censored", "True"),
}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def results(shared, name):
    """[(number, detected)]"""
    number, flag, word = SETS[name]
    return [(float(row[number]), row[flag] != word) for row in rows(shared / f"data/{name}.csv") if row[number]]


# ---------------------------------------------------------------- Kaplan–Meier, turned round as survival


def kaplan_meier(data):
    """Mean, sd, standard error: every step of F worked out in fractions."""
    points = sorted({x for x, seen in data if seen})
    share, after = {}, Fraction(1)
    for x in reversed(points):
        share[x] = after
        at_or_below = sum(1 for y, _ in data if y <= x)
        after *= Fraction(at_or_below - sum(1 for y, seen in data if seen and y == x), at_or_below)
    below = [Fraction(0)] + [share[x] for x in points]
    masses = [float(b - a) for a, b in pairwise(below)]
    centre = math.fsum(m * x for m, x in zip(masses, points, strict=True))
    sd = math.sqrt(math.fsum(m * (x - centre) ** 2 for m, x in zip(masses, points, strict=True)))
    total, area = 0.0, 0.0
    for here, there in pairwise(points):
        area += (there - here) * float(share[here])
        at_or_below = sum(1 for y, _ in data if y <= there)
        equal = sum(1 for y, seen in data if seen and y == there)
        total += area**2 * equal / (at_or_below * (at_or_below - equal))
    detects = sum(seen for _, seen in data)
    return centre, sd, math.sqrt(total * detects / (detects - 1))


# ---------------------------------------------------------------- ROS, one exceedance probability after the other


def ros(data):
    edges = sorted({x for x, seen in data if not seen})
    exceed = {math.inf: 0.0}
    for j in range(len(edges) - 1, -1, -1):
        top = edges[j + 1] if j + 1 < len(edges) else math.inf
        a = sum(1 for x, seen in data if seen and edges[j] <= x < top)
        b = sum(1 for x, seen in data if (x < edges[j] if seen else x <= edges[j]))
        exceed[edges[j]] = exceed[top] + a / (a + b) * (1 - exceed[top])
    lower = [-math.inf, *edges]
    exceed[-math.inf] = 1.0
    pairs, absent = [], []
    for j, edge in enumerate(lower):
        top = lower[j + 1] if j + 1 < len(lower) else math.inf
        inside = sorted(x for x, seen in data if seen and edge <= x < top)
        for rank, x in enumerate(inside, 1):
            p = 1 - exceed[edge] + (exceed[edge] - exceed[top]) * rank / (len(inside) + 1)
            pairs.append((NormalDist().inv_cdf(p), math.log(x)))
        hidden = sum(1 for x, seen in data if not seen and x == edge)
        absent += [NormalDist().inv_cdf((1 - exceed[edge]) * rank / (hidden + 1)) for rank in range(1, hidden + 1)]
    slope, intercept = linear_regression(*zip(*pairs, strict=True))
    filled = [math.exp(y) for _, y in pairs] + [math.exp(intercept + slope * q) for q in absent]
    return mean(filled), stdev(filled)


# ---------------------------------------------------------------- maximum likelihood on the distributions of SciPy


def fitted(data, make, start):
    seen = np.array([x for x, detected in data if detected])
    hidden = np.array([x for x, detected in data if not detected])

    def loss(logs):
        one = make(*np.exp(logs))
        return -(one.logpdf(seen).sum() + one.logcdf(hidden).sum())

    found = optimize.minimize(loss, np.log(start), method="Powell", options={"xtol": 1e-10, "ftol": 1e-14})
    return float(make(*np.exp(found.x)).mean())


def means(data):
    seen = [x for x, detected in data if detected]
    middle = math.exp(mean(map(math.log, seen)))
    return {
        "lognormal": fitted(data, lambda scale, s: stats.lognorm(s, scale=scale), (middle, 1.0)),
        "gamma": fitted(data, lambda scale, k: stats.gamma(k, scale=scale), (mean(seen), 1.0)),
    }


# ---------------------------------------------------------------- order of results, pair by pair


def order(one, other):
    """1 where ``one`` is known to lie above ``other``, -1 below, 0 where nobody knows."""
    (x, x_seen), (y, y_seen) = one, other
    if x_seen and (x > y or (x == y and not y_seen)):
        return 1
    if y_seen and (y > x or (x == y and not x_seen)):
        return -1
    return 0


def kendall(data, times):
    pairs = [(i, j) for i in range(len(data)) for j in range(i) if times[i] != times[j]]
    return sum(order(data[i], data[j]) * (1 if times[i] > times[j] else -1) for i, j in pairs)


def slope(data, times):
    """The middle of the stretch of b on which S of x - b t is zero, its ends found by halving."""

    def s(b):
        return kendall([(x - b * t, seen) for (x, seen), t in zip(data, times, strict=True)], times)

    def end(still_left):
        low, high = -1.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if still_left(s(middle)) else (low, middle)
        return (low + high) / 2

    return (end(lambda found: found > 0) + end(lambda found: found >= 0)) / 2


def gehan(first, second):
    both = first + second
    scores = [sum(order(one, other) for other in both) for one in both]
    n, m = len(first), len(second)
    variance = n * m * sum(h * h for h in scores) / ((n + m) * (n + m - 1))
    return sum(scores[:n]) / math.sqrt(variance)


# ---------------------------------------------------------------- the city


def city(shared):
    """Upper limits of cadmium by zone: µg/kg."""
    groups = {}
    for row in rows(shared / "data/cn_urban_topsoil_cumcm2011a.csv"):
        groups.setdefault(row["zone_name"], []).append(float(row["Cd_ug_kg"]))
    return {zone: limits(values) for zone, values in sorted(groups.items())}


def limits(values):
    n, centre, error = len(values), mean(values), stdev(values) / math.sqrt(len(values))
    generator = np.random.default_rng(1)
    bca = stats.bootstrap((values,), np.mean, alternative="less", n_resamples=20_000, rng=generator, method="BCa")
    return {
        "n": n,
        "student_t": centre + stats.t.ppf(0.95, n - 1) * error,
        "chebyshev": centre + math.sqrt(19) * error,
        "bca_bootstrap": float(bca.confidence_interval.high),
        "shapiro_p": float(stats.shapiro(values).pvalue),
    }


def main(shared):
    found = {}
    for name in SETS:
        data = results(shared, name)
        centre, sd, error = kaplan_meier(data)
        n = len(data)
        found[name] = {
            "n": n,
            "detects": sum(seen for _, seen in data),
            "km": [centre, sd, error, centre + stats.t.ppf(0.95, n - 1) * error],
            "ros": list(ros(data)),
            "likelihood": means(data),
        }
    ammonia = results(shared, "nondetect_olympic_nh4")
    weeks = list(rows(shared / "data/nondetect_olympic_nh4.csv"))
    days = [date.fromisoformat(row["Date.On"]).toordinal() for row in weeks]
    zones = {}
    for row in rows(shared / "data/nondetect_millard_deverel_cu_zn.csv"):
        if row["Zn"]:
            zones.setdefault(row["Zone"], []).append((float(row["Zn"]), row["Zn.censored"] != "True"))
    wells = list(rows(shared / "data/nondetect_epa09_vinyl_chloride_wells.csv"))
    vinyl = [float(row["VC.ppb"]) for row in wells]
    trend = {"s": kendall(ammonia, days), "slope": slope(ammonia, days)}
    report = {"sets": found, "olympic": trend, "gehan_zn": gehan(zones["Alluvial.Fan"], zones["Basin.Trough"])}
    report["vinyl_chloride"] = {"n": len(vinyl), "mean": mean(vinyl), "sd": stdev(vinyl)}
    print(json.dumps({**report, "city": city(shared)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
