"""Ten million laboratory results against GB 15618, beside DuckDB and Polars: ratios, in one run.

    python bench/limits.py 1e6 1e7 [1e8]

The same job everywhere: join on substance, land use and pH band, ratio, verdict (a non-detect is within if its
detection limit is), worst verdict and largest ratio per sample, share of samples above per place. Data are seeded. Each
case runs in a process of its own, so that its peak memory is its own; the first call of each is not counted. All cases
must return the same check figures, or the run fails.
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
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from jingtu.assessment.lines import lines
from jingtu.standards.limits import load

DAY = date(2026, 11, 22)
SEED = 7
PER_SAMPLE = 8
PLACES = 2800
ROW_GROUP = 1_000_000
ROUNDS = 3
THREADS = 2
METALS = ("cadmium", "mercury", "arsenic", "lead", "chromium", "copper", "nickel", "zinc")
LAND_USES = ("paddy", "other", "orchard")
MEDIANS = np.array([0.15, 0.06, 10, 27, 60, 23, 27, 75])
DETECTION_LIMITS = np.array([0.03, 0.02, 1.0, 2.0, 4.0, 1.0, 3.0, 4.0])

Check = dict[str, float]
Case = Callable[[Path], Callable[[], Check]]


# ---------------------------------------------------------------- data


def generate(path: Path, rows: int, *, scattered: bool = False) -> None:
    """Long results, eight metals per sample; ``scattered``: the rows of every row group shuffled over samples."""
    rng = np.random.default_rng(SEED)
    writer, step = None, ROW_GROUP // PER_SAMPLE
    for first in range(0, rows // PER_SAMPLE, step):
        table = _part(first, min(step, rows // PER_SAMPLE - first), rng)
        if scattered:
            table = table.take(pa.array(rng.permutation(table.num_rows)))
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    assert writer is not None
    writer.close()


def _part(first: int, samples: int, rng: np.random.Generator) -> pa.Table:
    value = np.round(MEDIANS * np.exp(rng.normal(0, 0.6, (samples, PER_SAMPLE))), 3)
    below = value < DETECTION_LIMITS

    def words(codes: np.ndarray, names: tuple[str, ...]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(names))

    def of_sample(values: np.ndarray) -> np.ndarray:
        return np.repeat(values, PER_SAMPLE)

    return pa.table(
        {
            "sample": of_sample(np.arange(first, first + samples, dtype=np.int64)),
            "place": of_sample(rng.integers(0, PLACES, samples).astype(np.int32)),
            "land_use": words(of_sample(rng.choice(3, samples, p=[0.45, 0.45, 0.1])), LAND_USES),
            "ph": of_sample(np.round(rng.normal(6.6, 1.0, samples).clip(3.5, 9.5), 2)),
            "substance": words(np.tile(np.arange(PER_SAMPLE), samples), METALS),
            "value": pa.array(value.ravel(), mask=below.ravel()),
            "detection_limit": np.tile(DETECTION_LIMITS, samples),
        }
    )


def limit_table() -> pl.DataFrame:
    """Substance, land use, pH band -> screening and intervention, as a database would hold it."""
    table = lines(load().in_force(DAY, "gb15618_2018")).filter(pl.col("substance").is_in(METALS))
    keys = {"substance": METALS, "land_use": LAND_USES, "band": range(4)}
    grid = pl.DataFrame({"substance": METALS}).join(pl.DataFrame({"land_use": LAND_USES}), how="cross")
    grid = grid.join(pl.DataFrame({"band": list(keys["band"])}), how="cross")
    for kind in ("screening", "intervention"):
        of_kind = table.filter(kind=kind).select("substance", "farmland_use", "band", upper="upper")
        by_use = of_kind.filter(pl.col("farmland_use").is_not_null()).rename(
            {"farmland_use": "land_use", "upper": kind}
        )
        any_use = of_kind.filter(pl.col("farmland_use").is_null()).select("substance", "band", any_use="upper")
        grid = grid.join(by_use, on=["substance", "land_use", "band"], how="left").join(
            any_use, on=["substance", "band"], how="left"
        )
        grid = grid.with_columns(pl.coalesce(kind, "any_use").alias(kind)).drop("any_use")
    return grid


# ---------------------------------------------------------------- the same job, three ways


def _check(worst: np.ndarray, ratio_sum: float, share_sum: float) -> Check:
    counts = {f"worst_{code}": float((worst == code).sum()) for code in (1, 2, 3, 4)}
    return {"samples": float(worst.size), **counts, "ratios": round(ratio_sum, 3), "shares": round(share_sum, 6)}


SQL = """
create or replace temp table judged as
select sample, any_value(place) place, max(v / screening) ratio, max(case
    when value is null then case when detection_limit <= screening then 1 else 2 end
    when value > intervention then 4 when value > screening then 3 else 1 end)::tinyint worst
from (select *, value v, (ph > 5.5)::int + (ph > 6.5)::int + (ph > 7.5)::int band from {source}) d
left join limits using (substance, land_use, band) group by sample
"""


def _duckdb(source: str, setup: str = "") -> Callable[[], Check]:
    import duckdb  # noqa: PLC0415 - a peer is loaded in its own process only

    connection = duckdb.connect()
    connection.execute(f"set threads = {THREADS}")
    connection.register("limit_frame", limit_table().to_arrow())
    connection.execute("create table limits as select * from limit_frame")
    if setup:
        connection.execute(setup)

    def run() -> Check:
        connection.execute(SQL.format(source=source))
        connection.execute(
            "create or replace temp table shares as"
            " select place, avg((worst >= 3)::int) share from judged group by place"
        )
        got = connection.execute("select worst from judged").fetchnumpy()["worst"]
        ratios = connection.execute("select sum(ratio) from judged").fetchone()
        shares = connection.execute("select sum(share) from shares").fetchone()
        return _check(np.asarray(got), ratios[0], shares[0])

    return run


def duckdb_parquet(path: Path) -> Callable[[], Check]:
    return _duckdb(f"'{path}'")


def duckdb_memory(path: Path) -> Callable[[], Check]:
    return _duckdb("held", f"create table held as select * from '{path}'")


def _polars(source: pl.LazyFrame) -> Check:
    limits = limit_table().lazy().with_columns(pl.col("band").cast(pl.Int8), pl.col(pl.String).cast(pl.Categorical))
    ph, value, below = pl.col("ph"), pl.col("value"), pl.col("detection_limit")
    band = (ph > 5.5).cast(pl.Int8) + (ph > 6.5).cast(pl.Int8) + (ph > 7.5).cast(pl.Int8)
    nondetect = pl.when(below <= pl.col("screening")).then(1).otherwise(2)
    number = pl.when(value > pl.col("intervention")).then(4).when(value > pl.col("screening")).then(3).otherwise(1)
    worst = pl.when(value.is_null()).then(nondetect).otherwise(number).cast(pl.Int8)
    judged = (
        source.with_columns(pl.col("substance", "land_use").cast(pl.Categorical), band=band)
        .join(limits, on=["substance", "land_use", "band"], how="left")
        .with_columns(ratio=value / pl.col("screening"), worst=worst)
        .group_by("sample")
        .agg(pl.col("place").first(), pl.col("worst").max(), pl.col("ratio").max())
        .collect()
    )
    shares = judged.group_by("place").agg((pl.col("worst") >= 3).mean().alias("share"))
    return _check(judged["worst"].to_numpy(), judged["ratio"].sum(), shares["share"].sum())


def polars_parquet(path: Path) -> Callable[[], Check]:
    return lambda: _polars(pl.scan_parquet(path))


def polars_memory(path: Path) -> Callable[[], Check]:
    frame = pl.read_parquet(path).with_columns(pl.col("substance", "land_use").cast(pl.Categorical))
    return lambda: _polars(frame.lazy())


def _jingtu(samples: pl.DataFrame, places: pl.DataFrame) -> Check:
    worst = samples["verdict"].to_physical().to_numpy()
    above = places["ABOVE_SCREENING"] + places["ABOVE_INTERVENTION"]
    return _check(worst, samples["ratio"].sum(), (above / places["n"]).sum())


def jingtu_parquet(path: Path) -> Callable[[], Check]:
    from jingtu.assessment.bulk import assess_parquet  # noqa: PLC0415

    def run() -> Check:
        found = assess_parquet(path, on=DAY, threads=THREADS)
        return _jingtu(found.samples, found.places)

    return run


def jingtu_memory(path: Path) -> Callable[[], Check]:
    from jingtu.assessment.bulk import assess_frame  # noqa: PLC0415

    frame = pl.read_parquet(path).with_columns(pl.col("substance", "land_use").cast(pl.Categorical))

    def run() -> Check:
        found = assess_frame(frame, on=DAY, threads=THREADS)
        return _jingtu(found.samples, found.places)

    return run


CASES: Mapping[str, Case] = {
    case.__name__: case
    for case in (duckdb_parquet, polars_parquet, jingtu_parquet, duckdb_memory, polars_memory, jingtu_memory)
}
RATIOS = (
    ("jingtu_parquet", "duckdb_parquet"),
    ("jingtu_parquet", "polars_parquet"),
    ("jingtu_memory", "polars_memory"),
    ("jingtu_memory", "duckdb_memory"),
)
MEMORY_ROWS = 20_000_000
"""Above this the cases in memory are left out: the peers would need tens of gigabytes."""


# ---------------------------------------------------------------- measuring


def measure(name: str, path: Path, repeats: int) -> None:
    """Run one case and print its figures as JSON. Called in a process of its own."""
    start = time.perf_counter()
    run = CASES[name](path)
    check = run()
    first = time.perf_counter() - start
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        check = run()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "first": first, "peak_mb": peak, "check": check, "load": os.getloadavg()[0]}))


def apart(name: str, path: Path, repeats: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--case", name, "--file", str(path), "--repeats", str(repeats)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(rows: int, repeats: int, folder: Path, *, scattered: bool) -> None:
    path = folder / f"results_{rows}_{'scattered' if scattered else 'together'}.parquet"
    if not path.exists():
        generate(path, rows, scattered=scattered)
    print(f"\n{rows:,} results, samples {'scattered' if scattered else 'together'}, {path.stat().st_size / 1e6:.0f} MB")
    names = [name for name in CASES if rows <= MEMORY_ROWS or name.endswith("parquet")]
    found = _in_turn(names, path, repeats)
    for name, figures in found.items():
        median, spread = statistics.median(figures["seconds"]), figures["seconds"]
        print(
            f"  {name:16} {median:8.3f} s [{min(spread):.3f}–{max(spread):.3f}]  first call {figures['first']:6.2f} s"
            f"  peak {figures['peak_mb']:6.0f} MB  load {figures['load']:.1f}"
        )
    for ours, theirs in RATIOS:
        if ours in found and theirs in found:
            ratio = statistics.median(found[ours]["seconds"]) / statistics.median(found[theirs]["seconds"])
            print(f"  {ours} / {theirs}: {ratio:.2f}")
    _same_answers(found)


def _in_turn(names: Sequence[str], path: Path, repeats: int) -> dict[str, dict[str, Any]]:
    """Every case in turn, several times over, so that a busy minute of the machine falls on all of them."""
    found = {name: apart(name, path, repeats) for name in names}
    for _ in range(ROUNDS - 1):
        for name in names:
            found[name]["seconds"] += apart(name, path, repeats)["seconds"]
    return found


def _same_answers(found: Mapping[str, dict[str, Any]]) -> None:
    """Counts to the last one; sums of floats to their rounding."""
    (reference, first), *others = found.items()
    for name, figures in others:
        for key, value in first["check"].items():
            other = figures["check"][key]
            if abs(other - value) > (1e-9 * abs(value) if key in ("ratios", "shares") else 0) + 1e-3 * (
                key == "ratios"
            ):
                raise SystemExit(f"{name} answers {key} = {other}, {reference} {value}")
    print("  all cases give the same answers:", first["check"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=float, default=[1e6, 1e7])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--scattered", action="store_true", help="also with the rows of samples not standing together")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "jingtu-bench")
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        measure(given.case, given.file, given.repeats)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    for rows in given.rows:
        compare(int(rows), given.repeats, given.folder, scattered=False)
        if given.scattered:
            compare(int(rows), given.repeats, given.folder, scattered=True)


if __name__ == "__main__":
    main()
