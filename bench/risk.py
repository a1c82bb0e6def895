"""Monte Carlo risk of 45 substances by 8 pathways, beside NumPy (broadcast, factored) and numba: ratios, in one run.

    python bench/risk.py [--draws 1e5]

The same job everywhere: draw people (weights, breath, soil swallowed, years and days) and a lognormal concentration per
substance, risk and hazard index of every draw, 50th and 95th percentile of the risk and mean of the hazard index. The
peers get toxicity times transport as a finished matrix and return only that; Jingtu reckons the matrix each time and
also returns seven quantiles, deviation and share above the target for both effects. Each draws from its own stream, so
answers agree to the noise of the draws: 1 % of the mean over substances of their logarithms, or the run fails.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numba as nb
import numpy as np
from numpy.typing import NDArray

from jingtu.science.monte_carlo import Concentration, Exposed, Run, simulate
from jingtu.science.monte_carlo_distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from jingtu.science.risk import potencies
from jingtu.science.risk_options import Effect, LandClass
from jingtu.science.risk_parameters import defaults
from jingtu.science.risk_pathways import Medium, Pathway
from jingtu.science.risk_substances import substances

Floats = NDArray[np.float64]
Check = dict[str, float]
SEED, THREADS, ROUNDS, SUBSTANCES = 7, 2, 3, 45
PATHWAYS = tuple(one for one in Pathway if one is not Pathway.CGW)
GSD = 2.0
PEOPLE: Mapping[str, Distribution] = {
    "BWc": Normal(19.2, 2.5),
    "BWa": Normal(61.8, 8.0),
    "EDa": Uniform(1, 30),
    "EFa": Triangular(150, 300, 350),
    "EFIa": Uniform(100, 300),
    "OSIRc": Lognormal(100, 2),
    "OSIRa": Lognormal(50, 2),
    "DAIRc": Lognormal(7.5, 1.3),
    "DAIRa": Lognormal(14.5, 1.3),
    "SSARc": Lognormal(0.2, 1.5),
    "SSARa": Lognormal(0.07, 1.5),
}
EVERYWHERE = tuple(Medium)


@dataclass(frozen=True)
class Job:
    """What every case is given: the finished matrices (substances, pathways) of both effects."""

    draws: int
    cancer: Floats
    hazard: Floats


def job(draws: int) -> Job:
    p = defaults(LandClass.FIRST)
    found = [potencies(one, p).values for one in chosen()]
    return Job(draws, *(_matrix(found, effect) for effect in Effect))


def chosen() -> Sequence[Any]:
    """The first 45 substances of GB 36600 that the model covers."""
    return [one for one in substances().values() if one.covered][:SUBSTANCES]


def _matrix(found: Sequence[Mapping[Any, Any]], effect: Effect) -> Floats:
    return np.array([[float(one.get((effect, pathway), 0.0)) for pathway in PATHWAYS] for one in found])


# ---------------------------------------------------------------- the job by hand


def _people(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Intakes (pathways, n) of both effects, as a careful engineer would write them down for this one case."""
    p = defaults(LandClass.FIRST)
    assert p.child is not None
    bwc, bwa = rng.normal(19.2, 2.5, n), rng.normal(61.8, 8.0, n)
    eda, efa, efia = rng.uniform(1, 30, n), rng.triangular(150, 300, 350, n), rng.uniform(100, 300, n)
    osirc, osira = rng.lognormal(math.log(100), math.log(2), n), rng.lognormal(math.log(50), math.log(2), n)
    dairc, daira = rng.lognormal(math.log(7.5), math.log(1.3), n), rng.lognormal(math.log(14.5), math.log(1.3), n)
    ssarc, ssara = rng.lognormal(math.log(0.2), math.log(1.5), n), rng.lognormal(math.log(0.07), math.log(1.5), n)
    skin_c = 239 * 113.15**0.417 * bwc**0.517 * 0.36
    skin_a = 239 * 161.5**0.417 * bwa**0.517 * 0.32
    child = np.array([osirc * 350, skin_c * ssarc * 350, 0.119 * 0.75 * dairc * (0.5 * 87.5 + 0.8 * 262.5)])
    adult = np.array([osira * efa, skin_a * ssara * efa, 0.119 * 0.75 * daira * (0.5 * 87.5 + 0.8 * efia)])
    child, adult = child * 1e-6 * 6 / bwc, adult * 1e-6 * eda / bwa
    out_c, in_c = dairc * 87.5 * 6 / bwc, dairc * 262.5 * 6 / bwc
    out_a, in_a = daira * 87.5 * eda / bwa, daira * efia * eda / bwa
    hazard = np.vstack([child, out_c, out_c, in_c, out_c, in_c])
    cancer = hazard + np.vstack([adult, out_a, out_a, in_a, out_a, in_a])
    return cancer / 27740, hazard / 2190


def _concentrations(n: int, rng: np.random.Generator) -> Floats:
    found = rng.standard_normal((SUBSTANCES, n))
    found *= math.log(GSD)
    return np.exp(found, out=found)


def _check(p50: Floats, p95: Floats, hazard: Floats) -> Check:
    """Means over substances of logarithms, left out where a substance has no such effect."""

    def typical(values: Floats) -> float:
        return float(np.log(values[values > 0]).mean())

    return {"p50": typical(p50), "p95": typical(p95), "hazard": typical(hazard)}


def _told(risk: Floats, hazard: Floats) -> Check:
    p50, p95 = np.percentile(risk, [50, 95], axis=1)
    return _check(p50, p95, hazard.mean(axis=1))


def numpy_broadcast(given: Job) -> Check:
    """Substances × pathways × draws in one array."""
    rng = np.random.default_rng(SEED)
    cancer, hazard = _people(given.draws, rng)
    concentrations = _concentrations(given.draws, rng)
    risk = (concentrations[:, None, :] * cancer * given.cancer[:, :, None]).sum(1)
    index = (concentrations[:, None, :] * hazard * given.hazard[:, :, None]).sum(1)
    return _told(risk, index)


def numpy_factored(given: Job) -> Check:
    """The sum over pathways is a product of small matrices."""
    rng = np.random.default_rng(SEED)
    cancer, hazard = _people(given.draws, rng)
    concentrations = _concentrations(given.draws, rng)
    return _told(concentrations * (given.cancer @ cancer), concentrations * (given.hazard @ hazard))


@nb.njit(parallel=True, fastmath=True, cache=True)
def _numba_risks(intakes, matrices, risk, index):  # type: ignore[no-untyped-def]
    (cancer, hazard), (by_cancer, by_hazard) = intakes, matrices
    for s in nb.prange(risk.shape[0]):
        np.random.seed(SEED + s)
        for i in range(risk.shape[1]):
            concentration = math.exp(np.random.normal() * math.log(GSD))
            x, y = 0.0, 0.0
            for p in range(cancer.shape[0]):
                x += cancer[p, i] * by_cancer[s, p]
                y += hazard[p, i] * by_hazard[s, p]
            risk[s, i] = concentration * x
            index[s, i] = concentration * y


@nb.njit(parallel=True, cache=True)
def _numba_quantiles(risk, index, found):  # type: ignore[no-untyped-def]
    for s in nb.prange(risk.shape[0]):
        ordered = np.sort(risk[s])
        for j, probability in enumerate((0.5, 0.95)):
            place = (ordered.size - 1) * probability
            low = int(place)
            found[j, s] = ordered[low] + (place - low) * (ordered[min(low + 1, ordered.size - 1)] - ordered[low])
        found[2, s] = index[s].mean()


def numba_loops(given: Job) -> Check:
    """Compiled loops over substances on two threads, intakes by NumPy."""
    intakes = _people(given.draws, np.random.default_rng(SEED))
    risk, index = np.empty((SUBSTANCES, given.draws)), np.empty((SUBSTANCES, given.draws))
    found = np.empty((3, SUBSTANCES))
    _numba_risks(intakes, (given.cancer, given.hazard), risk, index)
    _numba_quantiles(risk, index, found)
    return _check(*found)


# ---------------------------------------------------------------- Jingtu


def jingtu(given: Job) -> Check:
    exposed = [Exposed(one, (Concentration(EVERYWHERE, Lognormal(1.0, GSD)),)) for one in chosen()]
    run = Run(given.draws, SEED, THREADS)
    found = simulate(exposed, defaults(LandClass.FIRST), PEOPLE, run, pathways=PATHWAYS)
    risks = [one.effects[Effect.CANCER].quantiles for one in found if Effect.CANCER in one.effects]
    indices = [one.effects[Effect.HAZARD].mean for one in found if Effect.HAZARD in one.effects]
    return _check(np.array([one[2] for one in risks]), np.array([one[5] for one in risks]), np.array(indices))


CASES: Mapping[str, Callable[[Job], Check]] = {
    case.__name__: case for case in (numpy_broadcast, numpy_factored, numba_loops, jingtu)
}


# ---------------------------------------------------------------- measuring


def measure(name: str, draws: int, repeats: int) -> None:
    """Run one case and print its figures as JSON. Called in a process of its own."""
    given, case = job(draws), CASES[name]
    start = time.perf_counter()
    check = case(given)
    first = time.perf_counter() - start
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        check = case(given)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "first": first, "peak_mb": peak, "check": check, "load": os.getloadavg()[0]}))


def apart(name: str, draws: int, repeats: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--case", name, "--draws", str(draws), "--repeats", str(repeats)]
    environment = os.environ | {"NUMBA_NUM_THREADS": str(THREADS), "OPENBLAS_NUM_THREADS": str(THREADS)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(draws: int, repeats: int) -> None:
    found = {name: apart(name, draws, repeats) for name in CASES}
    for _ in range(ROUNDS - 1):
        for name in CASES:
            found[name]["seconds"] += apart(name, draws, repeats)["seconds"]
    print(f"{SUBSTANCES} substances, {len(PATHWAYS)} pathways, {draws:,} draws")
    for name, figures in found.items():
        spread = figures["seconds"]
        print(
            f"  {name:16} {statistics.median(spread):7.3f} s [{min(spread):.3f}–{max(spread):.3f}]"
            f"  first call {figures['first']:6.2f} s  peak {figures['peak_mb']:6.0f} MB  load {figures['load']:.1f}"
        )
    ours = found["jingtu"]["seconds"]
    for name in [name for name in CASES if name != "jingtu"]:
        theirs = found[name]["seconds"]
        ratio = statistics.median(theirs) / statistics.median(ours)
        print(f"  {name} / jingtu: {ratio:.2f} (best moments {min(theirs) / min(ours):.2f})")
    _same_answers(found)


def _same_answers(found: Mapping[str, dict[str, Any]]) -> None:
    for name, figures in found.items():
        for key, value in found["numpy_factored"]["check"].items():
            if abs(figures["check"][key] - value) > 0.01:
                raise SystemExit(f"{name} answers {key} = {figures['check'][key]}, numpy_factored {value}")
    print("  all cases give the same answers:", found["numpy_factored"]["check"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=float, default=1e5)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure(given.case, int(given.draws), given.repeats)
    else:
        compare(int(given.draws), given.repeats)


if __name__ == "__main__":
    main()
