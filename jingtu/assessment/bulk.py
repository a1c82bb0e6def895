"""Millions of results against GB 15618 in one pass over the columns.

What :func:`jingtu.assessment.compare.assess` decides, without a line per result: the worst verdict and the largest
ratio of every sample, and the share of verdicts per place. For tidy columns in mg/kg; see :data:`COLUMNS`.

Row groups (or slices of a table in memory) are read and decided by two or more threads side by side, each holding
one row group, so that memory does not grow with the number of results. Samples whose rows do not stand together are
found, and put together at the end of their pass.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from jingtu.assessment.bulk_limits import LimitArrays, limit_arrays
from jingtu.assessment.bulk_pass import decide, run_starts
from jingtu.assessment.verdicts import NOT_COMPARED, Verdict
from jingtu.problems import Refused, Where, error

COLUMNS = ("sample", "place", "land_use", "ph", "substance", "value", "detection_limit")
"""Columns read; all others are left alone. ``value`` is empty for a non-detect, ``detection_limit`` says below what."""

DICTIONARIES = ("land_use", "substance")
SLICE = 500_000
SHORTEST = 2
"""Rows per run below which samples are taken to be scattered."""
COMPACT_FROM = 4_000_000
"""Runs kept before samples that do not stand together are put together, so that memory follows the samples."""

# From best to worst, as the pass counts them; NOT_COMPARED: no result of the sample has a limit.
VERDICTS = pl.Enum(
    [
        NOT_COMPARED,
        *map(str, (Verdict.WITHIN_SCREENING, Verdict.UNDECIDED, Verdict.ABOVE_SCREENING, Verdict.ABOVE_INTERVENTION)),
    ]
)


@dataclass(frozen=True)
class BulkAssessment:
    """``samples``: sample, place, verdict, ratio (largest, null where no number was compared); ``places``: place,
    one count per verdict, n. ``scattered``: rows of a sample did not all stand together."""

    samples: pl.DataFrame
    places: pl.DataFrame
    scattered: bool


def assess_parquet(path: Path, *, on: date, threads: int = 2) -> BulkAssessment:
    """Every result of a Parquet file against GB 15618 on a day.

    Raises
    ------
    Refused
        If a column is missing.
    """
    schema = pq.ParquetFile(path).schema_arrow
    _refuse_missing_columns(schema.names, path.name)
    texts = [name for name in COLUMNS if _is_text(schema.field(name).type)]

    def read(group: int) -> pa.Table:
        file = pq.ParquetFile(path, read_dictionary=texts)
        return file.read_row_group(group, columns=list(COLUMNS), use_threads=False)

    groups = range(pq.ParquetFile(path).num_row_groups)
    return _assess_parts(read, groups, limit_arrays(on), threads)


def assess_frame(results: pl.DataFrame, *, on: date, threads: int = 2) -> BulkAssessment:
    """The same for a frame in memory."""
    _refuse_missing_columns(results.columns, "")
    batches = _as_arrow(results.select(COLUMNS)).to_batches(max_chunksize=SLICE)
    return _assess_parts(batches.__getitem__, range(len(batches)), limit_arrays(on), threads)


def _as_arrow(frame: pl.DataFrame) -> pa.Table:
    """The frame without copying its columns: codes of texts stay where they are, under their words."""
    columns = frame.with_columns(pl.col(pl.String).cast(pl.Categorical)).get_columns()
    coded = (pl.Categorical, pl.Enum)
    arrays = [
        _dictionary(one) if isinstance(one.dtype, coded) else one.to_frame().to_arrow().column(0) for one in columns
    ]
    return pa.table(dict(zip(frame.columns, arrays, strict=True)))


def _dictionary(column: pl.Series) -> pa.ChunkedArray:
    codes = column.to_physical()
    highest = codes.max()
    count = 0 if not isinstance(highest, int) else highest + 1
    words = pa.array(pl.Series(range(count), dtype=codes.dtype).cat.to(column.dtype).to_list(), pa.string())
    chunks = codes.to_frame().to_arrow().column(0).chunks
    return pa.chunked_array([pa.DictionaryArray.from_arrays(chunk, words) for chunk in chunks])


def _refuse_missing_columns(present: Iterable[str], name: str) -> None:
    missing = set(COLUMNS) - set(present)
    if missing:
        names = "、".join(column for column in COLUMNS if column in missing)
        raise Refused(error("assessment.bulk_columns_missing", Where(file=name), missing=names))


def _assess_parts(
    read: Callable[[int], pa.Table | pa.RecordBatch], parts: Iterable[int], limits: LimitArrays, threads: int
) -> BulkAssessment:
    gathered = _Gathered()
    for runs, scattered in _ahead(lambda part: _runs(read(part), limits), parts, threads):
        gathered.add(runs, scattered=scattered)
    return gathered.report()


Part = tuple[pl.DataFrame, bool]


def _ahead(work: Callable[[int], Part], parts: Iterable[int], threads: int) -> Iterator[Part]:
    """Results of ``work`` in order, at most ``threads`` parts ahead of what is taken."""
    rest = iter(parts)
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Part]] = deque(pool.submit(work, part) for part in islice(rest, threads))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(work, part) for part in islice(rest, 1))
            yield done


def _runs(table: pa.Table | pa.RecordBatch, limits: LimitArrays) -> tuple[pl.DataFrame, bool]:
    """One line per run of equal samples: sample, place, code, ratio; and whether samples were found scattered."""
    column = {name: _one_array(table.column(name)) for name in COLUMNS}
    starts = run_starts(_codes(column["sample"]))
    keys = (
        *_codes_and_validity(column["substance"]),
        limits.substance_rows(_words(column["substance"])),
        *_codes_and_validity(column["land_use"]),
        limits.land_use_rows(_words(column["land_use"])),
    )
    numbers = (*_floats(column["value"]), *_floats(column["detection_limit"]))
    worst, ratios = decide(starts, keys, _floats(column["ph"]), numbers, (limits.screening, limits.intervention))
    first = pa.array(starts[:-1])
    runs = pl.DataFrame(
        {
            "sample": _taken(column["sample"], first),
            "place": _taken(column["place"], first),
            "code": worst,
            "ratio": ratios,
        }
    )
    # Runs this short mean that samples do not stand together: put together here what can be, side by side.
    samples = _together(runs) if table.num_rows < SHORTEST * runs.height else runs
    return samples, samples.height < runs.height


def _one_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # what combine_chunks leaves of an empty column
        array = pa.array([], array.type)
    return array.dictionary_encode() if _is_text(array.type) else array


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _codes(array: pa.Array) -> np.ndarray:
    return _data(array.indices if pa.types.is_dictionary(array.type) else array)


def _words(array: pa.DictionaryArray) -> list[str]:
    return list(array.dictionary.to_pylist())


def _codes_and_validity(array: pa.DictionaryArray) -> tuple[np.ndarray, np.ndarray]:
    return _data(array.indices), _validity(array.indices)


def _floats(array: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    array = array.cast(pa.float64())
    return _data(array), _validity(array)


def _data(array: pa.Array) -> np.ndarray:
    kind = np.dtype(array.type.to_pandas_dtype())
    return np.frombuffer(array.buffers()[1], kind, count=len(array), offset=array.offset * kind.itemsize)


def _validity(array: pa.Array) -> np.ndarray:
    """Arrow's bitmap of what is given, from the first row on; empty where nothing is missing."""
    bitmap = array.buffers()[0]
    if bitmap is None or array.null_count == 0:
        return np.empty(0, np.uint8)
    if array.offset % 8:
        return np.packbits(array.is_valid().to_numpy(zero_copy_only=False), bitorder="little")
    return np.frombuffer(bitmap, np.uint8, offset=array.offset // 8)


def _taken(array: pa.Array, rows: pa.Array) -> pl.Series:
    taken = array.take(rows)
    return pl.Series(taken.cast(pa.string()) if pa.types.is_dictionary(taken.type) else taken)


class _Gathered:
    """Runs of all parts, put together into samples as late as memory allows."""

    def __init__(self) -> None:
        self._kept: list[pl.DataFrame] = []
        self._height = 0
        self._check_at = COMPACT_FROM
        self._scattered = False

    def add(self, runs: pl.DataFrame, *, scattered: bool) -> None:
        self._scattered |= scattered
        if self._kept and runs.height and self._kept[-1]["sample"][-1] == runs["sample"][0]:
            last = self._kept.pop()
            straddling = _together(pl.concat([last[-1:], runs[:1]]))
            self._kept += [part for part in (last[:-1], straddling) if part.height]
            runs = runs[1:]
        if runs.height:
            self._kept.append(runs)
        self._height = sum(part.height for part in self._kept)
        if self._height > self._check_at:
            self._put_together()

    def _put_together(self) -> None:
        runs = pl.concat(self._kept or [NOTHING], rechunk=False)
        if not _unique(runs["sample"]):
            runs, self._scattered = _together(runs), True
        self._kept, self._check_at = [runs], max(COMPACT_FROM, 2 * runs.height)

    def report(self) -> BulkAssessment:
        self._put_together()
        [samples] = self._kept
        samples = samples.select(
            *("sample", "place"),
            verdict=pl.col("code").cat.to(VERDICTS),
            ratio=pl.when(pl.col("ratio") >= 0).then("ratio"),
        )
        return BulkAssessment(samples, _places(samples), self._scattered)


def _places(samples: pl.DataFrame) -> pl.DataFrame:
    counted = samples.group_by("place", "verdict").len()
    wide = counted.pivot("verdict", index="place", values="len").fill_null(0)
    names = list(VERDICTS.categories)
    counts = [pl.col(name) if name in wide.columns else pl.lit(0, pl.get_index_type()).alias(name) for name in names]
    return wide.select("place", *counts).with_columns(n=pl.sum_horizontal(names)).sort("place")


NOTHING = pl.DataFrame(schema={"sample": pl.Int64, "place": pl.String, "code": pl.UInt8, "ratio": pl.Float64})


def _unique(samples: pl.Series) -> bool:
    rising = samples.is_sorted() if samples.dtype.is_integer() else False
    if rising and samples.len() > 1:
        return bool((samples[1:] > samples[:-1]).all())
    return samples.n_unique() == samples.len()


def _together(runs: pl.DataFrame) -> pl.DataFrame:
    return runs.group_by("sample", maintain_order=True).agg(
        pl.col("place").first(), pl.col("code").max(), pl.col("ratio").max()
    )
