"""Source apportionment of the three EPA example sets beside ESAT's Python path and plain NumPy: seconds and Q.

    python bench/pmf.py ../shared/data [--peers PYTHON]

The same job everywhere: six factors, Q = Σ ((V - WH) / U)², not robust, one thread, from the same random starts, until
Q stands still: by less than 0.1 in a hundred steps in the peers, by less than one part in a million in ten (longer)
steps in Jingtu. Each case runs in a process of its own; what numba compiles is not counted. Time is that of the
processor per start; beside it the best Q of all starts. The run fails where the Q of Jingtu is higher than that of a
peer by more than one part in ten thousand, or where the two end alike and the profiles of the peer are not found again
(r² below 0.9).

``--peers``: another Python with ESAT, which pins versions of its own; where it is not installed it is left out and
named. ESAT's compiled path is not compared: it returned factors that do not fit the data.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

SETS = ("baltimore", "batonrouge", "stlouis")
FACTORS = 6
SEED = 42
DELTA = 0.1
MOST = 20_000
TOTALS = ("PM2.5", "TNMOC", "Mass")
SAME_Q = 1e-4

Arrays = tuple[np.ndarray, np.ndarray]
Run = Callable[[], list[Arrays]]


# ---------------------------------------------------------------- data


def example(folder: Path, name: str) -> Arrays:
    """Values and uncertainties: totals and rows with gaps left out, what is not above zero replaced."""
    values, sigma = (_matrix(folder / f"pmf_{name}_{kind}.csv") for kind in ("con", "unc"))
    whole = np.isfinite(values).all(axis=1) & np.isfinite(sigma).all(axis=1)
    values, sigma = np.maximum(values[whole], 1e-12), sigma[whole]
    unknown = sigma <= 0
    sigma[unknown] = 10 * np.median(sigma[~unknown])
    return np.ascontiguousarray(values), np.ascontiguousarray(sigma)


def _matrix(path: Path) -> np.ndarray:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    kept = [i for i, name in enumerate(head) if i and name not in TOTALS]
    return np.array([[float(row[i]) if row[i] not in ("", "NA") else np.nan for i in kept] for row in rows])


def starts(values: np.ndarray, count: int) -> Iterator[Arrays]:
    rng = np.random.default_rng(SEED)
    samples, species = values.shape
    scale = np.sqrt(values.mean() / FACTORS)
    for _ in range(count):
        w = np.abs(rng.normal(1, 0.5, (samples, FACTORS))) * scale + 1e-9
        h = np.abs(rng.normal(1, 0.5, (FACTORS, species))) * values.mean(axis=0) / (scale * FACTORS) + 1e-9
        yield w, h


def q_of(values: np.ndarray, sigma: np.ndarray, found: Arrays) -> float:
    return float((((values - found[0] @ found[1]) / sigma) ** 2).sum())


# ---------------------------------------------------------------- the same job, three ways


def jingtu(values: np.ndarray, sigma: np.ndarray, count: int) -> Run:
    from jingtu.science.pmf import Options, fitted  # noqa: PLC0415

    def descend(w: np.ndarray, h: np.ndarray) -> Arrays:
        contributions, profiles, _ = fitted(values, sigma, (w.T, h), Options(robust=None))
        return contributions.T, profiles

    return lambda: [descend(w, h) for w, h in starts(values, count)]


def numpy_lsnmf(values: np.ndarray, sigma: np.ndarray, count: int) -> Run:
    weights = 1 / sigma**2
    weighted = weights * values

    def descend(w: np.ndarray, h: np.ndarray) -> Arrays:
        past: list[float] = []
        for step in range(MOST):
            h *= (w.T @ weighted) / (w.T @ (weights * (w @ h)) + 1e-300)
            w *= (weighted @ h.T) / ((weights * (w @ h)) @ h.T + 1e-300)
            if step % 10 == 9:
                past.append(float((weights * (values - w @ h) ** 2).sum()))
                if len(past) > 10 and past[-11] - past[-1] < DELTA:
                    break
        return w, h

    return lambda: [descend(w, h) for w, h in starts(values, count)]


def esat_python(values: np.ndarray, sigma: np.ndarray, count: int) -> Run:
    from esat.model.sa import SA  # noqa: PLC0415

    def descend(w: np.ndarray, h: np.ndarray) -> Arrays:
        model = SA(V=values, U=sigma, factors=FACTORS, method="ls-nmf", seed=SEED, verbose=False)
        model.optimized = False
        model.initialize(W=w, H=h)
        model.train(max_iter=MOST, converge_delta=DELTA, converge_n=100)
        return np.asarray(model.W, float), np.asarray(model.H, float)

    return lambda: [descend(w, h) for w, h in starts(values, count)]


CASES: Mapping[str, Callable[[np.ndarray, np.ndarray, int], Run]] = {
    case.__name__: case for case in (jingtu, numpy_lsnmf, esat_python)
}
OURS = "jingtu"


# ---------------------------------------------------------------- measuring


def measure(name: str, given: argparse.Namespace) -> None:
    """Run one case and print its figures as JSON. Called in a process of its own."""
    values, sigma = example(given.folder, given.set)
    try:
        run = CASES[name](values, sigma, given.starts)
    except ImportError as reason:
        print(json.dumps({"missing": str(reason)}))
        return
    if name == OURS:
        run()  # loads what numba compiled, or compiles it once per machine
    # Seconds of the processor: every case has one thread, and a busy machine falls on none of them.
    start = time.process_time()
    found = run()
    seconds = (time.process_time() - start) / given.starts
    qs = [q_of(values, sigma, each) for each in found]
    w, h = found[int(np.argmin(qs))]
    profiles = (h * w.mean(axis=0)[:, None]).tolist()
    print(json.dumps({"seconds": [seconds], "qs": qs, "profiles": profiles, "load": os.getloadavg()[0]}))


def apart(name: str, one: str, given: argparse.Namespace) -> dict[str, Any]:
    python = given.peers if name.startswith("esat") else sys.executable
    command = [python, __file__, str(given.folder), "--case", name, "--set", one, "--starts", str(given.starts)]
    # One thread each: the matrices are small, and threads of the linear algebra only get into one another's way.
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | threads)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(one: str, given: argparse.Namespace) -> None:
    print(f"\n{one}: {' × '.join(map(str, example(given.folder, one)[0].shape))}, {given.starts} starts")
    found = {name: apart(name, one, given) for name in CASES}
    for name in [name for name in found if "missing" in found[name]]:
        print(f"  {name:12} left out: {found.pop(name)['missing']}")
    for _ in range(given.rounds - 1):
        for name in [name for name in found if not name.startswith("esat")]:
            found[name]["seconds"] += apart(name, one, given)["seconds"]
    ours = statistics.median(found[OURS]["seconds"])
    for name, figures in found.items():
        median, spread = statistics.median(figures["seconds"]), figures["seconds"]
        print(
            f"  {name:12} {median:8.4f} s a start [{min(spread):.4f}–{max(spread):.4f}] {median / ours:7.1f} × jingtu"
            f"  best Q {min(figures['qs']):9.1f}  median Q {statistics.median(figures['qs']):9.1f}"
        )
    _no_higher_q(found)


def _no_higher_q(found: Mapping[str, dict[str, Any]]) -> None:
    from jingtu.science.pmf import matched  # noqa: PLC0415

    ours = min(found[OURS]["qs"])
    for name, figures in found.items():
        theirs = min(figures["qs"])
        if ours > theirs * (1 + SAME_Q):
            raise SystemExit(f"jingtu ends at Q {ours}, {name} at {theirs}")
        squared = matched(figures["profiles"], found[OURS]["profiles"])[1]
        if name != OURS:
            print(f"  profiles of {name} found again: r² {', '.join(f'{r:.3f}' for r in sorted(squared))}")
        if abs(ours - theirs) < SAME_Q * theirs and squared.min() < 0.9:
            raise SystemExit(f"the profiles of {name} are not found again: r² {squared}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3, help="of Jingtu and NumPy; ESAT runs once")
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--set", choices=SETS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure(given.case, given)
        return
    for one in SETS:
        compare(one, given)


if __name__ == "__main__":
    main()
