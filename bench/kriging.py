"""Local kriging, leave-one-out and the variogram, beside PyKrige, gstlearn, GSTools and R gstat: ratios, in one run.

    python bench/kriging.py                      # 5,000 points → 250,000 nodes and 50,000 → 1,000,000, and the rest
    python bench/kriging.py --cases krige --points 5e3 --nodes 1e6

The same job everywhere: an exponential model (nugget 0.1, sill 0.9, scale 10 km), the 24 nearest points, prediction and
variance; leaving out each point; the variogram of all pairs up to 30 km. Data are a seeded random field on a square of
100 km. Each case runs in a process of its own, in turn and several times over. Predictions that differ from Jingtu's by
more than 1e-6 fail the run, but for three nodes with two points all but equally near. Peers that are not installed, or
cannot hold a case in memory, are left out and named. Needs pykrige, gstools, gstlearn, and R with gstat.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

SEED, SIDE = 1, 100.0
NUGGET, SILL, SCALE, NEIGHBOURS = 0.1, 0.9, 10.0, 24
CUTOFF, WIDTH = 30.0, 2.0
ROUNDS = 3
MOST_OTHER = 3
"""Nodes that may differ: the 24th and 25th point all but equally near."""
LONG = 10.0
"""Seconds after which a case is not repeated in its process."""
R_SCRIPT = """
suppressMessages({library(sp); library(gstat)})
given <- commandArgs(TRUE); p <- read.csv(given[2]); coordinates(p) <- ~x + y
model <- vgm(SILL, "Exp", SCALE, NUGGET)
side <- as.integer(given[4]); at <- (seq_len(side) - 0.5) * 100 / side
nodes <- expand.grid(x = at, y = at); if (side > 0) coordinates(nodes) <- ~x + y
start <- proc.time()[3]
if (given[1] == "krige") {
  k <- krige(z ~ 1, p, nodes, model, nmax = 24, debug.level = 0)
  out <- c(k$var1.pred, k$var1.var)
} else {
  v <- variogram(z ~ 1, p, cutoff = 30, width = 2)
  out <- c(v$np, v$gamma)
}
seconds <- proc.time()[3] - start
writeBin(as.double(out), given[3]); cat("seconds", seconds, "\\n")
"""

Run = Callable[[], np.ndarray]


# ---------------------------------------------------------------- data


def field(count: int) -> np.ndarray:
    """Points and values (count, 3): waves with the spectrum of an exponential covariance, and the nugget."""
    rng = np.random.default_rng(SEED)
    x, y = rng.random(count) * SIDE, rng.random(count) * SIDE
    waves = 400
    angle, share = rng.random(waves) * 2 * np.pi, rng.random(waves)
    number = np.minimum(np.sqrt(1 / (1 - share) ** 2 - 1) / SCALE, 50 / SCALE)
    phase = rng.random(waves) * 2 * np.pi
    z = sum(
        np.cos(k * (np.cos(a) * x + np.sin(a) * y) + p) for k, a, p in zip(number, angle, phase, strict=True)
    ) * np.sqrt(2 * SILL / waves)
    return np.c_[x, y, z + rng.normal(0, np.sqrt(NUGGET), count)]


def axis(nodes: int) -> np.ndarray:
    side = round(nodes**0.5)
    return (np.arange(side) + 0.5) * SIDE / side


def grid(nodes: int) -> np.ndarray:
    x, y = np.meshgrid(axis(nodes), axis(nodes))
    return np.c_[x.ravel(), y.ravel()]


# ---------------------------------------------------------------- Jingtu and the search alone


def jingtu_krige(points: int, nodes: int) -> Run:
    from jingtu.science.kriging import Neighbourhood, krige  # noqa: PLC0415 - each case loads only what it measures

    data, targets, model = field(points), grid(nodes), _model()

    def run() -> np.ndarray:
        found = krige(data[:, :2], data[:, 2], nodes=targets, model=model, neighbourhood=Neighbourhood(NEIGHBOURS))
        return np.concatenate([found.estimate, found.variance])

    return run


def jingtu_left_out(points: int, nodes: int) -> Run:
    from jingtu.science.cross_validation import cross_validate  # noqa: PLC0415
    from jingtu.science.kriging import Neighbourhood  # noqa: PLC0415

    data, model = field(points), _model()
    return lambda: (
        cross_validate(data[:, :2], data[:, 2], model=model, neighbourhood=Neighbourhood(NEIGHBOURS)).residual
    )


def jingtu_variogram(points: int, nodes: int) -> Run:
    from jingtu.science.variogram import variogram  # noqa: PLC0415

    data = field(points)

    def run() -> np.ndarray:
        found = variogram(data[:, :2], data[:, 2], cutoff=CUTOFF, width=WIDTH)
        return np.concatenate([found.pairs, found.semivariance])

    return run


def _model() -> Any:
    from jingtu.science.variogram_models import Shape, Structure, VariogramModel  # noqa: PLC0415

    return VariogramModel(NUGGET, (Structure(Shape.EXPONENTIAL, SILL, SCALE),))


def search_jingtu(points: int, nodes: int) -> Run:
    """Jingtu's own neighbour search, nothing else."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    import numba as nb  # noqa: PLC0415

    from jingtu.science import kriging_block as block  # noqa: PLC0415
    from jingtu.science import neighbours  # noqa: PLC0415

    @nb.njit(nogil=True)
    def span(first: int, last: int, visit: Any, search: Any) -> int:
        room, used = block.new_block(search.rules.most, search.cells.x.size), 0
        while first < last:
            taken, slots = block.gather(first, last, visit, search, room)
            first, used = first + taken, used + slots
        return used

    data, targets = field(points), grid(nodes)

    def run() -> np.ndarray:
        cells = neighbours.into_cells(data[:, 0].copy(), data[:, 1].copy())
        x, y = targets[:, 0].copy(), targets[:, 1].copy()
        visit = (neighbours.visiting_order(x, y), block.Nodes(x, y, np.zeros(len(x), np.int64)))
        everybody = neighbours.Eligible(neighbours.ALL, np.zeros(0, np.int64))
        search = block.Search(cells, everybody, block.Rules(NEIGHBOURS, 1, np.inf, np.nan))
        firsts = range(0, len(x), 16384)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda first: span(first, min(first + 16384, len(x)), visit, search), firsts))
        return np.zeros(0)

    return run


def search_scipy(points: int, nodes: int) -> Run:
    """SciPy's k-d tree, building included."""
    from scipy.spatial import cKDTree  # noqa: PLC0415

    data, targets = field(points), grid(nodes)

    def run() -> np.ndarray:
        cKDTree(data[:, :2]).query(targets, NEIGHBOURS, workers=os.cpu_count())
        return np.zeros(0)

    return run


# ---------------------------------------------------------------- peers


def pykrige_krige(points: int, nodes: int) -> Run:
    from pykrige.ok import OrdinaryKriging  # noqa: PLC0415

    x, y, z = field(points).T
    parameters = {"psill": SILL, "range": 3 * SCALE, "nugget": NUGGET}

    def run() -> np.ndarray:
        kriging = OrdinaryKriging(x, y, z, variogram_model="exponential", variogram_parameters=parameters)
        found = kriging.execute("grid", axis(nodes), axis(nodes), backend="C", n_closest_points=NEIGHBOURS)
        return np.concatenate([np.asarray(one).ravel() for one in found])

    return run


def _gstlearn(points: int) -> tuple[Any, Any, Any, Any]:
    import gstlearn  # noqa: PLC0415

    x, y, z = field(points).T
    names, roles = ["x", "y", "z"], ["x1", "x2", "z1"]
    data = gstlearn.Db.createFromSamples(points, gstlearn.ELoadBy.COLUMN, np.r_[x, y, z], names, roles)
    model = gstlearn.Model(1, 2)
    model.addCovFromParam(gstlearn.ECov.NUGGET, 0.0, NUGGET)
    model.addCovFromParam(gstlearn.ECov.EXPONENTIAL, SCALE, SILL, 1.0, flagRange=False)
    model.setDriftIRF(0)
    return gstlearn, data, model, gstlearn.NeighMoving


def gstlearn_krige(points: int, nodes: int) -> Run:
    gstlearn, data, model, moving = _gstlearn(points)
    side = len(axis(nodes))

    def run() -> np.ndarray:
        targets = gstlearn.DbGrid.create([side, side], [SIDE / side] * 2, [SIDE / side / 2] * 2)
        near = moving.create(False, NEIGHBOURS, SIDE, useBallTree=True)
        gstlearn.kriging(data, targets, model, near, True, True, False)
        names = targets.getAllNames()
        estimate, sigma = (next(n for n in names if n.endswith(end)) for end in ("estim", "stdev"))
        return np.concatenate([targets.getColumn(estimate), np.array(targets.getColumn(sigma)) ** 2])

    return run


def gstlearn_left_out(points: int, nodes: int) -> Run:
    def run() -> np.ndarray:
        gstlearn, data, model, moving = _gstlearn(points)
        gstlearn.xvalid(data, model, moving.create(True, NEIGHBOURS, SIDE, useBallTree=True))
        name = next(n for n in data.getAllNames() if n.lower().startswith("xvalid"))
        # gstlearn gives estimate - observed.
        return -np.array(data.getColumn(name))

    return run


def gstools_variogram(points: int, nodes: int) -> Run:
    import gstools  # noqa: PLC0415

    x, y, z = field(points).T
    edges = np.arange(0, CUTOFF + WIDTH, WIDTH)

    def run() -> np.ndarray:
        _, semivariance, pairs = gstools.vario_estimate((x, y), z, edges, return_counts=True)
        return np.concatenate([pairs, semivariance])

    return run


def _gstat(what: str, points: int, side: int) -> Iterator[tuple[float, np.ndarray]]:
    with tempfile.TemporaryDirectory() as folder:
        script, data, out = (Path(folder) / name for name in ("bench.R", "points.csv", "out.bin"))
        filled = R_SCRIPT.replace("SILL", str(SILL)).replace("SCALE", str(SCALE)).replace("NUGGET", str(NUGGET))
        script.write_text(filled, encoding="utf-8")
        np.savetxt(data, field(points), delimiter=",", header="x,y,z", comments="", fmt="%.17g")
        while True:
            command = ["Rscript", str(script), what, str(data), str(out), str(side)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            yield float(done.stdout.split()[-1]), np.fromfile(out)


def gstat_krige(points: int, nodes: int) -> Iterator[tuple[float, np.ndarray]]:
    return _gstat("krige", points, len(axis(nodes)))


def gstat_variogram(points: int, nodes: int) -> Iterator[tuple[float, np.ndarray]]:
    return _gstat("variogram", points, 0)


# ---------------------------------------------------------------- measuring

Case = Callable[[int, int], Any]
CASES: Mapping[str, Mapping[str, Case]] = {
    "krige": {
        "jingtu": jingtu_krige,
        "pykrige": pykrige_krige,
        "gstat": gstat_krige,
        "gstlearn": gstlearn_krige,
        "search_jingtu": search_jingtu,
        "search_scipy": search_scipy,
    },
    "left_out": {"jingtu": jingtu_left_out, "gstlearn": gstlearn_left_out},
    "variogram": {"jingtu": jingtu_variogram, "gstat": gstat_variogram, "gstools": gstools_variogram},
}
SIZES = ((5_000, 250_000), (50_000, 1_000_000))
HOLDS = {"pykrige": 10_000, "gstools": 10_000}
"""Points a peer can hold: PyKrige makes all pairs of points even for the nearest ones; GSTools' variogram takes minutes
above this, its kriging knows no nearest points at all."""
SLOW = {("krige", "gstlearn"): 300_000}
"""Nodes above which a peer is left out unless ``--slow``: minutes a round."""


def measure(kind: str, name: str, sizes: tuple[int, int], repeats: int, out: Path) -> None:
    """Run one case and print its figures as JSON. Called in a process of its own."""
    made = CASES[kind][name](*sizes)
    seconds, found = _in_r(made) if isinstance(made, Iterator) else _here(made, repeats)
    np.save(out, found)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "load": os.getloadavg()[0]}))


def _here(run: Run, repeats: int) -> tuple[list[float], np.ndarray]:
    """The first call is not counted, unless it is so long that what it loads does not matter."""
    start = time.perf_counter()
    found = run()
    first, seconds = time.perf_counter() - start, []
    if first > LONG:
        return [first], found
    for _ in range(repeats):
        start = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - start)
    return seconds, found


def _in_r(runs: Iterator[tuple[float, np.ndarray]]) -> tuple[list[float], np.ndarray]:
    seconds, found = next(runs)
    return [seconds], found


def apart(kind: str, name: str, sizes: tuple[int, int], repeats: int, out: Path) -> dict[str, Any] | str:
    command = [sys.executable, __file__, "--case", f"{kind}:{name}", "--repeats", str(repeats), "--out", str(out)]
    command += ["--points", str(sizes[0]), "--nodes", str(sizes[1])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(kind: str, sizes: tuple[int, int], repeats: int, *, slow: bool) -> None:
    print(f"\n{kind}: {sizes[0]:,} points" + (f", {sizes[1]:,} nodes" if kind == "krige" else ""))
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name in CASES[kind]:
                if sizes[0] > HOLDS.get(name, sizes[0]) or (sizes[1] > SLOW.get((kind, name), sizes[1]) and not slow):
                    continue
                figures = apart(kind, name, sizes, repeats, Path(folder) / f"{name}.npy")
                if isinstance(figures, str):
                    print(f"  {name:14} left out: {figures}")
                    continue
                found.setdefault(name, figures)["seconds"] += figures["seconds"] if name in found else []
        _show(found)
        _same_answers(kind, Path(folder), [name for name in found if not name.startswith("search")])
    _ratios(found)


def _show(found: Mapping[str, dict[str, Any]]) -> None:
    for name, figures in found.items():
        seconds = figures["seconds"]
        print(
            f"  {name:14} {statistics.median(seconds):8.4f} s [{min(seconds):.4f}–{max(seconds):.4f}]"
            f"  peak {figures['peak_mb']:6.0f} MB  load {figures['load']:.1f}"
        )


def _ratios(found: Mapping[str, dict[str, Any]]) -> None:
    ours = found["jingtu"]["seconds"]
    for name, figures in found.items():
        if name != "jingtu":
            theirs = figures["seconds"]
            middle, best = statistics.median(theirs) / statistics.median(ours), min(theirs) / min(ours)
            if name.startswith("search"):
                print(f"  jingtu / {name}: {1 / middle:.2f} (best moments {1 / best:.2f})")
            else:
                print(f"  {name} / jingtu: {middle:.1f} (best moments {best:.1f})")


def _same_answers(kind: str, folder: Path, names: list[str]) -> None:
    ours = np.load(folder / "jingtu.npy")
    for name in names:
        theirs = np.load(folder / f"{name}.npy")
        apart_by = np.abs(theirs - ours) / (np.maximum(np.abs(ours), 1.0) if kind == "variogram" else 1.0)
        others = int((apart_by > 1e-6).sum())
        if theirs.shape != ours.shape or others > (2 * MOST_OTHER if kind != "variogram" else 0):
            raise SystemExit(f"{name} answers {others} numbers otherwise, by up to {apart_by.max():.2g}")
        if name != "jingtu":
            print(f"  {name} agrees: {len(ours):,} numbers, {others} of them apart by more than 1e-6")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="*", choices=list(CASES), default=list(CASES))
    parser.add_argument("--points", type=float)
    parser.add_argument("--nodes", type=float)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--slow", action="store_true", help="also peers that take minutes")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        kind, name = given.case.split(":")
        measure(kind, name, (int(given.points), int(given.nodes)), given.repeats, given.out)
        return
    sizes = ((int(given.points), int(given.nodes or 0)),) if given.points else SIZES
    for kind in given.cases:
        for size in sizes:
            compare(kind, size, given.repeats, slow=given.slow)


if __name__ == "__main__":
    main()
