"""Areas and dominant class of a million parcels over ten thousand units, beside SedonaDB, DuckDB, PostGIS and Shapely.

    python bench/overlay.py 1e5 1e6 [--peers PYTHON] [--postgis DSN]

The same job everywhere: the area each parcel shares with the units of each class, and the class with the largest (of
equal ones the stricter). Parcels and units are seeded tessellations with shared edges, twelve and sixty-four corners
each. Each case starts from what its tool holds: a table of geometries in the databases, a column of WKB in memory for
``jingtu_wkb``, Shapely values for ``shapely_tree``, arrays for ``jingtu_arrays``. Each runs in a process of its own,
in turn and several times over; the first call is not counted. Areas must agree to 1e-6 m² per parcel on average,
classes to the last parcel, or the run fails. A peer that is not installed is left out and named. ``--peers``: another
Python, with sedonadb, duckdb (extension spatial) and psycopg, as the peers pin versions of their own.
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
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

SIDE = 100_000.0
UNITS_ACROSS = 146
THREADS = 2
ROUNDS = 3
CLASSES = 3

Check = dict[str, Any]
Run = Callable[[], Check]


# ---------------------------------------------------------------- data


def tessellation(across: int, per_edge: int, seed: int, *, pad: float = 0.0, wiggle: float) -> np.ndarray:
    """Rings, shape (across², 4 · per_edge + 1, 2): cells of a jittered grid, edges wiggled alike on both sides."""
    rng = np.random.default_rng(seed)
    step = (SIDE + 2 * pad) / across
    corners = np.stack(np.meshgrid(*[np.arange(across + 1) * step - pad] * 2, indexing="xy"), -1)
    corners = corners + rng.uniform(-0.2, 0.2, corners.shape) * step
    flat = _edges(corners[:, :-1], corners[:, 1:], per_edge, wiggle, rng)
    steep = _edges(corners[:-1], corners[1:], per_edge, wiggle, rng)
    back_flat = np.concatenate([corners[1:, 1:, None], flat[1:, :, :0:-1]], 2)
    back_steep = np.concatenate([corners[1:, :-1, None], steep[:, :-1, :0:-1]], 2)
    rings = np.concatenate([flat[:-1], steep[:, 1:], back_flat, back_steep], 2).reshape(across**2, 4 * per_edge, 2)
    return np.concatenate([rings, rings[:, :1]], 1)


def _edges(start: np.ndarray, end: np.ndarray, count: int, wiggle: float, rng: np.random.Generator) -> np.ndarray:
    """Corners along edges, the last left out, each moved sideways by part of the edge's length."""
    along = (end - start)[:, :, None]
    sideways = rng.uniform(-wiggle, wiggle, (*start.shape[:2], count))
    sideways[..., 0] = 0
    t = (np.arange(count) / count)[:, None]
    return start[:, :, None] + along * t + sideways[..., None] * along[..., ::-1] * np.array([-1.0, 1.0])


def generate(folder: Path, parcels: int) -> None:
    rng = np.random.default_rng(5)
    cells = shapely.polygons(tessellation(round(parcels**0.5), 3, 12, wiggle=0.08))
    turned = tessellation(UNITS_ACROSS, 16, 11, pad=SIDE / 4, wiggle=0.02) - SIDE / 2
    c, s = np.cos(0.3), np.sin(0.3)
    units = shapely.polygons(turned @ np.array([[c, s], [-s, c]]) + SIDE / 2)
    units = units[shapely.intersects(units, shapely.box(0, 0, SIDE, SIDE))]
    classes = rng.choice(np.arange(CLASSES), units.size, p=[0.8, 0.17, 0.03])
    _write(folder / f"parcels_{parcels}.parquet", cells, {})
    _write(folder / "units.parquet", units, {"class": classes.astype(np.int32)})


def _write(path: Path, polygons: np.ndarray, more: Mapping[str, np.ndarray]) -> None:
    polygons = polygons[shapely.is_valid(polygons)]
    more = {name: column[: polygons.size] for name, column in more.items()}
    wkb = pa.array(shapely.to_wkb(polygons), type=pa.binary())
    pq.write_table(pa.table({"id": np.arange(polygons.size), **more, "wkb": wkb}), path)


# ---------------------------------------------------------------- the same job


SQL = """
select p.id, u.class, sum({area}) area from parcels p join units u on ST_Intersects(p.geom, u.geom) group by 1, 2
"""
INTERSECTION = "ST_Area(ST_Intersection(p.geom, u.geom))"
WITHIN = "case when {test} then ST_Area(p.geom) else " + INTERSECTION + " end"


def summary(areas: np.ndarray) -> Check:
    """From areas, shape (parcels, classes): area of each class; how many parcels each class dominates."""
    dominant = CLASSES - 1 - np.argmax(areas[:, ::-1], axis=1)
    counts = np.bincount(dominant[areas.sum(axis=1) > 0], minlength=CLASSES)
    return {"parcels": len(areas), "areas": areas.sum(axis=0).tolist(), "dominant": counts.tolist()}


def _pivot(ids: np.ndarray, classes: np.ndarray, areas: np.ndarray, parcels: int) -> np.ndarray:
    cell = np.asarray(ids, np.int64) * CLASSES + np.asarray(classes, np.int64)
    return np.bincount(cell, weights=np.asarray(areas, float), minlength=parcels * CLASSES).reshape(parcels, CLASSES)


def _tables(path: Path) -> tuple[pa.Table, pa.Table]:
    return pq.read_table(path), pq.read_table(path.with_name("units.parquet"))


def sedonadb(path: Path, _: str) -> Run:
    import sedonadb as peer  # noqa: PLC0415

    base = peer.connect()
    for name, file, more in (("parcels", path, ""), ("units", path.with_name("units.parquet"), "class,")):
        select = f"select id, {more} ST_GeomFromWKB(wkb) geom from '{file}'"
        base.sql(select).to_memtable().to_view(name, overwrite=True)
    parcels = pq.read_metadata(path).num_rows
    query = SQL.format(area=WITHIN.format(test="ST_Covers(u.geom, p.geom)"))

    def run() -> Check:
        found = base.sql(query).to_arrow_table()
        return summary(_pivot(*(found.column(k).to_numpy() for k in range(3)), parcels))

    return run


def duckdb(path: Path, _: str) -> Run:
    import duckdb as peer  # noqa: PLC0415
    import duckdb_extensions  # noqa: PLC0415

    base = peer.connect(config={"allow_unsigned_extensions": "true"})
    base.execute(f"set threads = {THREADS}")
    duckdb_extensions.import_extension("spatial", con=base)
    base.execute("load spatial")
    for name, file, more in (("parcels", path, ""), ("units", path.with_name("units.parquet"), "class,")):
        base.execute(f"create table {name} as select id, {more} ST_GeomFromWKB(wkb) geom from '{file}'")
    parcels = pq.read_metadata(path).num_rows
    query = SQL.format(area=WITHIN.format(test="ST_Contains(u.geom, p.geom)"))

    def run() -> Check:
        found = base.execute(query).fetchnumpy()
        return summary(_pivot(found["id"], found["class"], found["area"], parcels))

    return run


def postgis(path: Path, dsn: str) -> Run:
    import psycopg  # noqa: PLC0415

    if not dsn:
        raise ImportError("no --postgis DSN given")
    base = psycopg.connect(dsn, autocommit=True)
    base.execute("set jit = off; set work_mem = '512MB'; set max_parallel_workers_per_gather = 2")
    base.execute("set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0")
    for name, table in zip(("parcels", "units"), _tables(path), strict=True):
        base.execute(f"drop table if exists {name}")
        more = ", class int" if name == "units" else ""
        base.execute(f"create unlogged table {name} (id int{more}, wkb bytea, geom geometry)")
        columns = ", ".join(table.column_names)
        with base.cursor().copy(f"copy {name} ({columns}) from stdin (format binary)") as copy:
            copy.set_types(["int4"] * (table.num_columns - 1) + ["bytea"])
            for row in zip(*(table.column(k).to_pylist() for k in range(table.num_columns)), strict=True):
                copy.write_row(row)
        base.execute(f"update {name} set geom = ST_GeomFromWKB(wkb), wkb = null")
        base.execute(f"create index on {name} using gist (geom)")
        base.execute(f"vacuum (full, analyze) {name}")
    parcels = pq.read_metadata(path).num_rows
    query = SQL.format(area=WITHIN.format(test="ST_CoveredBy(p.geom, u.geom)"))

    def run() -> Check:
        found = np.array(base.execute(query).fetchall())
        return summary(_pivot(*found.T, parcels))

    return run


def shapely_tree(path: Path, _: str) -> Run:
    parcels, units = (shapely.from_wkb(table["wkb"].to_numpy()) for table in _tables(path))
    classes = _tables(path)[1]["class"].to_numpy()
    shapely.prepare(units)

    def part(tree: shapely.STRtree, some: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        u, p = tree.query(units[some], predicate="intersects")
        unit, parcel = units[some][u], parcels[p]
        whole = shapely.contains_properly(unit, parcel)
        areas = np.empty(p.size)
        areas[whole] = shapely.area(parcel[whole])
        areas[~whole] = shapely.area(shapely.intersection(parcel[~whole], unit[~whole]))
        return p, classes[some][u], areas

    def run() -> Check:
        tree = shapely.STRtree(parcels)
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(lambda some: part(tree, some), np.array_split(np.arange(units.size), 4 * THREADS)))
        return summary(_pivot(*(np.concatenate(each) for each in zip(*found, strict=True)), parcels.size))

    return run


def _outlines(table: pa.Table) -> Any:
    from jingtu.science.overlay_outlines import outlines_from_wkb  # noqa: PLC0415

    _, offsets, data = table["wkb"].combine_chunks().buffers()
    return outlines_from_wkb(np.frombuffer(offsets, np.int32), np.frombuffer(data, np.uint8))


def _jingtu(parcels: Any, units: Any, classes: np.ndarray) -> Check:
    from jingtu.science.overlay import by_class, overlay  # noqa: PLC0415

    return summary(by_class(overlay(parcels, units, threads=THREADS), classes, parcels, count=CLASSES).areas)


def jingtu_wkb(path: Path, _: str) -> Run:
    parcels, units = _tables(path)
    classes = units["class"].to_numpy()
    return lambda: _jingtu(_outlines(parcels), _outlines(units), classes)


def jingtu_arrays(path: Path, _: str) -> Run:
    parcels, units = (_outlines(table) for table in _tables(path))
    classes = _tables(path)[1]["class"].to_numpy()
    return lambda: _jingtu(parcels, units, classes)


CASES: Mapping[str, Callable[[Path, str], Run]] = {
    case.__name__: case for case in (jingtu_arrays, jingtu_wkb, sedonadb, duckdb, postgis, shapely_tree)
}
OURS = ("jingtu_arrays", "jingtu_wkb")


# ---------------------------------------------------------------- measuring


def measure(name: str, path: Path, dsn: str, repeats: int) -> None:
    """Run one case and print its figures as JSON. Called in a process of its own."""
    try:
        run = CASES[name](path, dsn)
    except ImportError as reason:
        print(json.dumps({"missing": str(reason)}))
        return
    check = run()
    seconds, of_processor = [], []
    for _ in range(repeats):
        start, started = time.perf_counter(), time.process_time()
        check = run()
        seconds.append(time.perf_counter() - start)
        of_processor.append(time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"seconds": seconds, "cpu": of_processor, "peak_mb": peak, "check": check, "load": os.getloadavg()[0]}
        )
    )


def apart(name: str, path: Path, given: argparse.Namespace) -> dict[str, Any]:
    python = sys.executable if name in OURS else given.peers
    command = [python, __file__, "--case", name, "--file", str(path), "--postgis", given.postgis]
    done = subprocess.run([*command, "--repeats", str(given.repeats)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(parcels: int, given: argparse.Namespace) -> None:
    path = given.folder / f"parcels_{parcels}.parquet"
    if not path.exists():
        generate(given.folder, parcels)
    print(f"\n{pq.read_metadata(path).num_rows:,} parcels, {path.stat().st_size / 1e6:.0f} MB")
    found = {name: apart(name, path, given) for name in CASES}
    for name in [name for name in found if "missing" in found[name]]:
        print(f"  {name:14} left out: {found.pop(name)['missing']}")
    for _ in range(given.rounds - 1):
        for name, figures in found.items():
            again = apart(name, path, given)
            figures["seconds"] += again["seconds"]
            figures["cpu"] += again["cpu"]
    medians = {name: statistics.median(figures["seconds"]) for name, figures in found.items()}
    for name, figures in found.items():
        low, high, cpu = min(figures["seconds"]), max(figures["seconds"]), statistics.median(figures["cpu"])
        print(f"  {name:14} {medians[name]:8.3f} s [{low:.3f}–{high:.3f}]", end="")
        print(f"  processor {cpu:7.3f} s  {figures['peak_mb']:6.0f} MB", end="")
        print("".join(f"  {medians[name] / medians[ours]:6.1f} × {ours}" for ours in OURS))
    _same_answers(found)


def _same_answers(found: Mapping[str, dict[str, Any]]) -> None:
    checks = {name: figures["check"] for name, figures in found.items()}
    (reference, first), *others = checks.items()
    for name, check in others:
        apart_by = np.abs(np.subtract(check["areas"], first["areas"])).max()
        if check["dominant"] != first["dominant"] or apart_by > 1e-6 * first["parcels"]:
            raise SystemExit(f"{name} answers {check}, {reference} {first}")
    print("  all cases give the same answers:", first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parcels", nargs="*", type=float, default=[1e5, 1e6])
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--postgis", default="")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "jingtu-bench-overlay")
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure(given.case, given.file, given.postgis, given.repeats)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    for parcels in given.parcels:
        compare(int(parcels), given)


if __name__ == "__main__":
    main()
